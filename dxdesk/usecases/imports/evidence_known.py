"""What is on record already, as a list of attendance or examinations is compared with it.

A long list is of everybody, and everybody has years on record: asked is only what the lines themselves name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from dxdesk.domain.completion import evened
from dxdesk.ports.entities import EvidenceKey, EvidenceRecord
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.imports.evidence_twice import key_of
from dxdesk.usecases.person_year import linked


class OnRecord(Collection[EvidenceKey]):
    """What is on record, by person, kind, name and date; under a number given up also as of the new one."""

    def __init__(self, uow: UnitOfWork, kind: str, kept: Sequence[EvidenceRecord] | None = None) -> None:
        """Ask of a unit of work.

        Args:
            uow: a unit of the store.
            kind: what the list is about (course, exam).
            kept: all that is on record, in a store that keeps it otherwise than HR's (DX推進課).
        """
        self._uow, self._kind, self._elsewhere = uow, kind, kept
        self._newest = linked.newest(uow)

    def of(self, keys: Collection[EvidenceKey]) -> Mapping[EvidenceKey, EvidenceRecord]:
        """Return what is on record under some keys."""
        if self._elsewhere is not None:
            return {key: self.everything[key] for key in keys if key in self.everything}
        former: dict[str, list[str]] = {}
        for number, later in self._newest.items():
            former.setdefault(later, []).append(number)
        asked = {*keys, *((one, *key[1:]) for key in keys for one in former.get(key[0], ()))}
        found = self._uow.people.evidence_like(asked, live_only=True)
        # Of what several lists tell, a completed one stands, then the latest (``People.evidence``).
        best = {key_of(one): one for one in sorted(found, key=lambda one: (one.completed, one.receipt))}
        return self._as_read(best.values())

    @cached_property
    def everything(self) -> Mapping[EvidenceKey, EvidenceRecord]:
        """All that is on record of everybody: for what no line names."""
        return self._as_read(self._uow.people.evidence() if self._elsewhere is None else self._elsewhere)

    def names(self) -> Iterator[str]:
        """Yield the names on record; of one that is spelt in several ways the oldest spelling first."""
        if self._elsewhere is not None:
            yield from sorted({one.name for one in self._elsewhere})
            return
        found = self._uow.people.course_names(self._kind)
        if len({evened(name) for name in found}) == len(found):
            yield from found
        else:
            yield from (one.name for one in self.everything.values() if one.kind == self._kind)

    def __contains__(self, key: object) -> bool:
        """Tell whether something is on record; asked of courses that nobody knows."""
        return key in self.everything

    def __iter__(self) -> Iterator[EvidenceKey]:
        """Yield every key."""
        return iter(self.everything)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.everything)

    def _as_read(self, records: Iterable[EvidenceRecord]) -> Mapping[EvidenceKey, EvidenceRecord]:
        in_order = sorted(records, key=lambda one: (one.date, one.employee_number, one.kind, one.name))
        if not self._newest:
            return {key_of(one): one for one in in_order}
        return {key_of(one): one for record in in_order for one in _read_as(record, self._newest)}


def _read_as(record: EvidenceRecord, newest: Mapping[str, str]) -> tuple[EvidenceRecord, ...]:
    """Return a record as kept and, under a number that its person gave up, as one of the number of today."""
    later = newest.get(record.employee_number)
    return (record,) if later is None else (replace(record, employee_number=later), record)
