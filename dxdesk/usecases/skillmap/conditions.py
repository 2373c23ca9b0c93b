"""What a condition of the map's search is, and how one that cannot be read is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dxdesk.domain.errors import KnownError
from dxdesk.usecases.skillmap.model import MapPerson

Test = Callable[[MapPerson], bool]


@dataclass(frozen=True)
class Search:
    """A search as understood: the test, and how it was read (``業務改革が LV2以上、かつ 職層が係長級``).

    ``skills`` are the uids of the skills it asks about, as they were named.
    """

    test: Test
    says: str
    skills: tuple[str, ...] = ()


def unclear(found: str, message: str, fix: str) -> KnownError:
    """Return the complaint about a part that cannot be read."""
    return KnownError("search-not-understood", f"条件を読み取れません。{message}", fix, found=found)
