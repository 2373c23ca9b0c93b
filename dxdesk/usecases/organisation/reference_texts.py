"""What HR knows of each person, as text: what many people have alike is written once.

A course of everybody is a row in the reference of everybody: a city has hundreds of thousands of rows, and
they say a few thousand things.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dxdesk.domain import canonical
from dxdesk.domain.contents import ReferenceValue
from dxdesk.domain.records import Part, Revision
from dxdesk.domain.text import cleaned
from dxdesk.usecases.person_year.cycles import Cycle
from dxdesk.usecases.person_year.local_work import own_trust, record_key
from dxdesk.usecases.workplace.desk import Desk

_KNOWN = "known"


class ReferenceTexts:
    """Makes the revisions of many people's references in one year."""

    def __init__(self, desk: Desk, cycle: Cycle) -> None:
        """Make them with the store's key."""
        self._desk, self._cycle = desk, cycle
        self._rows: dict[Sequence[str], str] = {}

    def changed(self, number: str, value: ReferenceValue, before: Sequence[Revision]) -> Iterable[Revision]:
        """Return the revision that says the value, after the heads ``before``; none where it is said."""
        if not before and not value:
            return ()
        text = self.text(value)
        if len(before) == 1 and before[0].value == text:
            return ()
        covers = frozenset(one for head in before for one in head.lineage)
        key = record_key(self._desk, self._cycle.fiscal_year, number, Part.REFERENCE)
        return (Revision(key, covers, text, self._desk.key_id, own_trust(self._desk)),)

    def text(self, value: ReferenceValue) -> str:
        """Return what ``canonical.dumps`` gives of a value that was cleaned."""
        known = value.get("known")
        if known is None:
            return canonical.dumps(cleaned(value))
        # The rows come first: no other name of a reference stands before theirs.
        rest = canonical.dumps(cleaned(beside_known(value)))
        rows = self._rows
        listed = ",".join([rows.get(row) or self._row(row) for row in map(tuple, known)])
        return f'{{"{_KNOWN}":[{listed}]' + ("}" if rest == "{}" else f",{rest[1:]}")

    def _row(self, row: tuple[str, ...]) -> str:
        found = self._rows[row] = canonical.dumps(cleaned(row))
        return found


def beside_known(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a reference says but for courses and examinations, on which no standing rests."""
    return {name: said for name, said in value.items() if name != _KNOWN}
