"""体系の案: versions of a framework that DX推進課 sends with its 送付票, for HR to take over or not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dxdesk.domain import canonical
from dxdesk.usecases.sealing.wording_version import MARKED

_FIELD = "proposed_frameworks"


class Proposal(NamedTuple):
    """A version that is proposed; ``text`` is its canonical JSON."""

    code: str
    version: str
    text: str


def extra_with(proposals: Iterable[Proposal]) -> str:
    """Return the ``extra`` of a package that proposes versions; empty where it proposes none."""
    said = [list(one) for one in sorted(proposals)]
    return canonical.dumps({**canonical.loads(MARKED), _FIELD: said}) if said else ""


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
