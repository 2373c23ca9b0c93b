"""One office for all stories of the exchange: real files, stores in memory, and every story is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.helpers.stories import Town


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    # Half the program is behind it, which tests without an office need not wait for.
    from tests.helpers.stories import new_town

    with new_town(tmp_path) as town:
        yield town
