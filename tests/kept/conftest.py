"""The kept day, for every test of what is kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.kept import keeping


@pytest.fixture(autouse=True)
def kept_day() -> Iterator[None]:
    with keeping.standing_still():
        yield
