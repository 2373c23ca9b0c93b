"""One office for all stories of the exchange: real files, stores in memory, and every story is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.stories import Town, new_town


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with new_town(tmp_path) as town:
        yield town
