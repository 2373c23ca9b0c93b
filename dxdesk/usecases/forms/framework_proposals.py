"""What a 送付票 says beside its records: 体系の案, for HR to take over or not, and of which year it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dxdesk.domain import canonical
from dxdesk.domain.dates import FIRST_YEAR, LAST_YEAR
from dxdesk.usecases.sealing.wording_version import MARKED, WITH_OWN_YEAR, wording_in

_FIELD = "proposed_frameworks"
_YEAR = "own_year"


class Proposal(NamedTuple):
    """A version that is proposed; ``text`` is its canonical JSON."""

    code: str
    version: str
    text: str


def extra_with(proposals: Iterable[Proposal], own_year: int = 0) -> str:
    """Return the ``extra`` of a package that proposes versions; empty where it says nothing.

    ``own_year``: the fiscal year it is made in, where that is not the one of HR it goes with.
    """
    said: dict[str, object] = {}
    if listed := [list(one) for one in sorted(proposals)]:
        said[_FIELD] = listed
    if own_year:
        said |= {_YEAR: own_year, "wording": WITH_OWN_YEAR}
    return canonical.dumps({**canonical.loads(MARKED), **said}) if said else ""


def year_of(extra: str, fiscal_year: int) -> int:
    """Return the fiscal year a 送付票 is of: its own, where it names one, else that of HR it goes with."""
    if wording_in(extra) < WITH_OWN_YEAR:
        return fiscal_year
    said = canonical.loads(extra)
    own = said.get(_YEAR) if isinstance(said, dict) else None
    return own if type(own) is int and FIRST_YEAR <= own <= LAST_YEAR else fiscal_year


def proposals_in(extra: str) -> tuple[Proposal, ...]:
    """Return what an ``extra`` proposes.

    Raises:
        ValueError: it is of another shape.
    """
    said = canonical.loads(extra or "{}")
    lines = said.get(_FIELD, []) if isinstance(said, dict) else None
    if not isinstance(lines, list):
        raise ValueError(_FIELD)
    found = []
    for line in lines:
        if not (isinstance(line, list) and len(line) == 3 and all(isinstance(one, str) for one in line)):
            raise ValueError(_FIELD)
        found.append(Proposal(*line))
    return tuple(found)
