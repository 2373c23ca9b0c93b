"""Grade 1, person by person: ids, seals, support, and whether lists show what the records say."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cached_property, lru_cache, partial
from operator import attrgetter
from typing import Any

from dxdesk.domain.records import Part, Revision
from dxdesk.ports.entities import Assessment, EvidenceRecord, KeyRow, StoredRevision
from dxdesk.ports.inspection import RevisionRow, Written
from dxdesk.usecases.checking.anchor import mark
from dxdesk.usecases.checking.followed import GrownFrom, named_here
from dxdesk.usecases.checking.look import UNREADABLE, Look, named
from dxdesk.usecases.checking.report import Aspect, counted
from dxdesk.usecases.imports.evidence_rows import counts, rows_of
from dxdesk.usecases.person_year.counting import Acceptance, acceptance_of
from dxdesk.usecases.person_year.derived import context_for, standing_of
from dxdesk.usecases.person_year.local_work import LOCAL
from dxdesk.usecases.person_year.standing import YearContext, derive_person
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.workplace.desk import tick

_EVERY = 500
"""Revisions between two words of progress."""


@dataclass
class Seen:
    """What was seen of all revisions; rows that are not as they ought to be, by what is wrong."""

    look: Look
    revisions: int = 0
    seals: int = 0
    again: int = 0
    ids: set[str] = field(default_factory=set)
    own_sequence: int = 0
    own_epoch: int = 0
    wrong_id: list[str] = field(default_factory=list)
    wrong_seal: list[str] = field(default_factory=list)
    unknown_key: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    unsupported: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    standing: list[str] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    shown: set[EvidenceRecord] = field(default_factory=set)
    """The rows of attendance and examinations that the records say."""

    @cached_property
    def frozen(self) -> frozenset[str]:
        """What snapshots list of the past: a part of it is left out after finalising."""
        found: set[str] = set()
        years = {snapshot.fiscal_year for snapshot in self.look.snapshots}
        for (year, _), lines in self.look.lines.items():
            for line in lines if year in years else ():
                found.update(map(str, line.froze[0]))
        return frozenset(found)

    def holds(self, told: tuple[object, ...], holds: Callable[[], bool]) -> bool:
        """Tell whether something holds; where an earlier check saw that the same held, it does."""
        one = mark(*told)
        found = one in self.look.anchor.marks or holds()
        if found:
            self.marks.add(one)
        return found

    def knows(self, ids: set[str]) -> bool:
        """Tell whether revisions are kept, or were left out after finalising."""
        missing = ids - self.ids
        return not missing or self.frozen.issuperset(missing)

    def aspects(self) -> tuple[Aspect, ...]:
        """Return what was looked at and found, as sentences."""
        said = self.seals + self.again
        foreign = "この台帳での入力とされているのに、ほかの鍵で印を付けた記録が {count}件あります"
        return (
            Aspect(
                "revisions",
                f"申告・確認などの記録 {self.revisions:,}件の識別値と、どの受付か台帳での入力によるものか。",
                (
                    *counted("識別値と中身が合わない記録が {count}件あります", self.wrong_id),
                    *counted("受付にも台帳での入力にもよらない記録が {count}件あります", self.unsupported),
                    *counted(foreign, self.foreign),
                    *counted("見て確認したはずの記録が、台帳にない確認が {count}件あります", self.unseen),
                ),
            ),
            Aspect(
                "seals",
                f"改ざん検知の印のある記録 {said:,}件の印。",
                counted("印と中身が合わない記録が {count}件あります", self.wrong_seal),
                counted("鍵が台帳にないため、印を確かめられない記録が {count}件あります", self.unknown_key),
            ),
            Aspect(
                "standings",
                "一覧・スキルマップに出す値を、記録から作り直して比べました。",
                counted("一覧に出す値が、記録から作り直した値と違う人が {count}人います", self.standing),
            ),
        )


def people_seen(look: Look, rows: Iterable[EvidenceRecord]) -> Seen:
    """Look at every revision, one person's year after the other.

    ``rows`` are those of attendance and examinations that records tell of.

    Raises:
        Cancelled: from the progress callback.
    """
    people = _People(look, rows)
    known = bool(look.anchor.marks)
    for told in look.inspection.written():
        if not (known and people.knows(told)):
            people.look_at(told)
    return people.done()


class _People:
    """Looks at one person's year after the other."""

    def __init__(self, look: Look, rows: Iterable[EvidenceRecord]) -> None:
        self._look = look
        self._rows: dict[str, list[EvidenceRecord]] = {}
        for row in rows:
            self._rows.setdefault(row.employee_number, []).append(row)
        self._seen, self._seals = Seen(look), _Seals(look)
        self._acceptance = acceptance_of(look.uow, look.lines_of)
        self._years = _Years(look, self._acceptance)
        self._whole, _ = look.inspection.count_revisions()
        self._own = look.own_keys()
        self._supports = _Supports({receipt.number for receipt in look.receipts} | {LOCAL})
        self._grown_from = GrownFrom(look)
        self._citing: list[tuple[RevisionRow, set[str]]] = []
        self._told = 0

    def knows(self, told: Written) -> bool:
        """Tell whether an earlier check found all of a person's year whole, and nothing is new since."""
        seen, marks = self._seen, self._look.anchor.marks
        whole_rows, supports = self._seals.mark(told), self._supports
        if whole_rows not in marks or not all([supports[one][0] for one in told.receipts.split(",")]):
            return False
        if told.own_keys and not self._own.issuperset(told.own_keys.split(",")):
            return False
        if not told.fiscal_year and not self._knows_rows(told, whole_rows):
            return False
        if told.fiscal_year and told.employee_number and not self._years.knows(seen, told, whole_rows):
            return False
        seen.ids.update(told.ids.split())
        seen.revisions += len(told.columns)
        seen.again += told.sealed
        seen.own_sequence = max(seen.own_sequence, told.own_sequence)
        seen.own_epoch = max(seen.own_epoch, told.own_epoch)
        seen.marks.add(whole_rows)
        self._tick()
        return True

    def _knows_rows(self, told: Written, whole_rows: str) -> bool:
        """Tell whether somebody's rows of attendance were what the records say, and are the same."""
        one = self._mark_of_rows(told, whole_rows)
        if one not in self._look.anchor.marks:
            return False
        self._seen.shown.update(self._rows.get(told.employee_number, ()))
        self._seen.marks.add(one)
        return True

    def _mark_of_rows(self, told: Written, whole_rows: str) -> str:
        shown = [_ROW(row) for row in self._rows.get(told.employee_number, ())]
        return mark(whole_rows, self._years.living(told), self._years.accepted(told), shown)

    def look_at(self, told: Written) -> None:
        """Look at all that is kept of one person's year."""
        seen, year, number = self._seen, told.fiscal_year, told.employee_number
        rows = told.rows()
        whole_rows = self._seals.mark(told)
        seen.revisions += len(rows)
        ids = set(map(_ID, rows))
        seen.ids |= ids
        made = self._supported(rows)
        closed = True
        for row in rows if made else ():
            if row.position in made and not (cited := _cited(made[row.position])) <= ids:
                elsewhere = cited - named_here(made[row.position], row, rows)
                if not elsewhere <= ids:
                    self._citing.append((row, elsewhere - self._grown_from.of(made[row.position])))
                    closed = False
        if whole_rows in self._look.anchor.marks:
            seen.again += told.sealed
            fine = True
        else:
            fine = self._seals.hold(seen, rows)
        if fine and closed and whole_rows:
            seen.marks.add(whole_rows)
        if not year:
            shown = set(_grown(self._acceptance, number, self._years.supported(rows, made)))
            seen.shown |= shown
            if whole_rows and shown == set(self._rows.get(number, ())):
                seen.marks.add(self._mark_of_rows(told, whole_rows))
        elif number:
            self._years.compare(seen, told, (rows, made), whole_rows)
        self._tick()

    def _supported(self, rows: Iterable[RevisionRow]) -> dict[int, Revision]:
        """Look at what supports each row; return the steps that were made here, by position."""
        seen, own, supports = self._seen, self._own, self._supports
        steps = {}
        for row in rows:
            supported, here = supports[row.receipts]
            if not supported:
                seen.unsupported.append(named(row))
            if here:
                _made_here(seen, row, own)
                if row.part == _LIFE:
                    steps[row.position] = row.revision()
        return steps

    def _tick(self) -> None:
        if self._seen.revisions - self._told >= _EVERY:
            self._told = self._seen.revisions
            tick(self._look.progress, self._seen.revisions, self._whole)

    def done(self) -> Seen:
        """Look at what only all together tell, and return what was seen."""
        seen = self._seen
        self._years.left_over(seen)
        seen.unseen += [named(row) for row, cited in self._citing if not seen.knows(cited)]
        return seen


_LIFE = Part.LIFE.value
_ID = attrgetter("id")


def _cited(step: Revision) -> set[str]:
    return set(step.step.of)


class _Supports(dict[str, tuple[bool, bool]]):
    """By the receipts of a revision as written: whether they are all known, and whether it was made here.

    A file brings many revisions, and so does local work.
    """

    def __init__(self, known: set[int]) -> None:
        super().__init__()
        self._known = known

    def __missing__(self, receipts: str) -> tuple[bool, bool]:
        numbers = tuple(map(int, receipts.split()))
        told = self[receipts] = (bool(numbers) and self._known.issuperset(numbers), LOCAL in numbers)
        return told


def _made_here(seen: Seen, row: RevisionRow, own: frozenset[str]) -> None:
    if row.key_id:
        if row.key_id not in own:
            seen.foreign.append(named(row))
        seen.own_sequence = max(seen.own_sequence, row.seal_sequence)
        seen.own_epoch = max(seen.own_epoch, row.seal_epoch)


def _grown(
    acceptance: Acceptance, number: str, supported: Iterable[StoredRevision]
) -> Iterator[EvidenceRecord]:
    """Yield what counts of somebody's attendance and examinations."""
    return rows_of({number: [stored for stored in supported if counts(stored, acceptance.keys)]})


class _Seals:
    """Looks at ids and seals."""

    def __init__(self, look: Look) -> None:
        self._valid = codec.seal_checker(look.sealer, look.desk.store.signing_seed)
        self._publics = {key_id: key.public for key_id, key in look.keys.items()}
        self._named: dict[str, list[tuple[str, str]]] = {}

    def mark(self, told: Written) -> str:
        """Return the mark of what is written and of the public keys it names; empty where it can have none.

        What was seen of a seal was seen with those keys.
        """
        if not told.is_plain:
            return ""
        named = self._named.get(told.key_ids)
        if named is None:  # a section's people have the same few keys
            key_ids = sorted(told.key_ids.split(","))
            named = [(key_id, self._publics.get(key_id, "")) for key_id in key_ids]
            self._named[told.key_ids] = named
        return mark(told.columns, named)

    def hold(self, seen: Seen, rows: Iterable[RevisionRow]) -> bool:
        """Tell whether ids and seals of revisions are right; note where they are not."""
        publics, valid = self._publics, self._valid
        fine, sealed = True, 0
        for row in rows:
            _, row_id, _, _, _, _, _, _, key_id, trust, store, epoch, sequence, signature, _ = row
            if row.fresh_id != row_id:
                seen.wrong_id.append(named(row))
            elif not key_id:
                if not (trust or signature):
                    continue
                seen.wrong_seal.append(named(row))
            else:
                sealed += 1
                public = publics.get(key_id)
                if public is None:
                    seen.unknown_key.append(named(row))
                elif valid(public, row_id, (store, epoch, sequence), signature):
                    continue
                else:
                    seen.wrong_seal.append(named(row))
            fine = False
        seen.seals += sealed
        return fine


_OF_PERSON = ("frozen", "compacted")
_OF_RECEIPT = ("doubtful", "packages")
_OF_ALL = tuple(one.name for one in fields(Acceptance) if one.name not in (*_OF_PERSON, *_OF_RECEIPT, "keys"))
"""What the standing of everybody depends on; beside it what concerns one person, a receipt, a key."""


def _in_order(value: object) -> object:
    """Return a value as one that is written alike every time: sets have no order."""
    if isinstance(value, Mapping):
        return sorted(((repr(key), _in_order(one)) for key, one in value.items()), key=repr)
    if isinstance(value, frozenset):
        return sorted(map(repr, value))
    if is_dataclass(value):
        return [_in_order(getattr(value, one.name)) for one in fields(value)]
    return value


_ROW = attrgetter(*(one.name for one in fields(EvidenceRecord)))
_NAMES = tuple(one.name for one in fields(Assessment))
_NAME = _NAMES.index("name")
_NAMELESS = ("",) * (len(_NAMES) - _NAME - 1)


class _Years:
    """Derives standings anew and compares them with those that are kept."""

    def __init__(self, look: Look, acceptance: Acceptance) -> None:
        self._look, self._acceptance = look, acceptance
        self._alive = _Alive({receipt.number for receipt in look.receipts if receipt.live} | {LOCAL})
        self._contexts: dict[int, YearContext | None] = {}
        self._kept: dict[int, dict[str, tuple[object, ...]]] = {}
        self._keys = _KeyWords(acceptance.keys)
        self._common = mark(repr([_in_order(getattr(acceptance, name)) for name in _OF_ALL]))
        self._of_person = [getattr(acceptance, name) for name in _OF_PERSON]
        of_receipt = [getattr(acceptance, name) for name in _OF_RECEIPT]
        self._receipts = _ReceiptWords([self._alive.live, *of_receipt])
        self._of_year: dict[int, str] = {}

    def _mark(self, written: Written, whole_rows: str, kept: tuple[object, ...] | None) -> str:
        """Return the mark of all that a standing is derived from, and of the one that is kept."""
        year = written.fiscal_year
        person = year, written.employee_number
        frozen = [sorted(listed[person]) if person in listed else [] for listed in self._of_person]
        receipts, keys = self._receipts[written.receipts], self.accepted(written)
        return mark(whole_rows, self._of_year[year], receipts, frozen, keys, kept)

    def knows(self, seen: Seen, written: Written, whole_rows: str) -> bool:
        """Tell whether a standing was the same before, of the same; note it then."""
        year, number = written.fiscal_year, written.employee_number
        if self._context(year) is None:
            return True
        told = self._mark(written, whole_rows, self._kept[year].get(number))
        if told not in self._look.anchor.marks:
            return False
        self._kept[year].pop(number, None)
        seen.marks.add(told)
        return True

    def compare(
        self,
        seen: Seen,
        written: Written,
        rows: tuple[Sequence[RevisionRow], Mapping[int, Revision]],
        whole_rows: str,
    ) -> None:
        """Compare one person's standing of a year; with the rows go revisions made of some, by position."""
        year, number = written.fiscal_year, written.employee_number
        context = self._context(year)
        if context is None or (
            whole_rows in self._look.anchor.marks and self.knows(seen, written, whole_rows)
        ):
            return
        kept = self._kept[year].pop(number, None)
        try:
            person = derive_person(context, number, self.supported(*rows))
            fresh = standing_of(context.framework, person) if person is not None else None
        except UNREADABLE:  # not as we write it: ids and seals tell that, too
            seen.standing.append(number)
            return
        if _same(fresh, kept):
            if whole_rows:
                seen.marks.add(self._mark(written, whole_rows, kept))
        else:
            seen.standing.append(number)

    def left_over(self, seen: Seen) -> None:
        """Note the standings that nothing is kept for."""
        for year in self._look.uow.exchange.years():
            self._context(year)
        for people in self._kept.values():
            seen.standing += people
        seen.standing += [row.employee_number for row in self._look.uow.results.assessments(0)]

    def _context(self, year: int) -> YearContext | None:
        if year not in self._contexts:
            look = self._look
            found = context_for(look.desk, look.uow, year, self._acceptance)
            self._contexts[year] = found
            self._kept[year] = look.inspection.standings(year) if found is not None else {}
            if found is not None:
                cycle = found.cycle
                framework = look.uow.exchange.framework(cycle.framework_code, cycle.framework_version)
                text = framework.text if framework is not None else ""
                self._of_year[year] = mark(self._common, found.role.value, cycle.framework, cycle.rules, text)
        return self._contexts[year]

    def living(self, written: Written) -> list[int]:
        """Return the receipts of a person's year that are not undone."""
        return self._receipts[written.receipts][0]

    def accepted(self, written: Written) -> str:
        """Return the mark of what is accepted of the keys of a person's year."""
        return self._keys[written.key_ids]

    def supported(self, rows: Iterable[RevisionRow], made: Mapping[int, Revision]) -> list[StoredRevision]:
        """Return the revisions that a living receipt supports; some are ``made`` already, by position."""
        return [
            _STORED((made.get(row.position) or row.revision(), live))
            for row in rows
            if (live := self._alive[row.receipts])
        ]


_STORED = partial(tuple.__new__, StoredRevision)
"""Makes one of its fields: a store has hundreds of thousands."""


class _ReceiptWords(dict[str, list[list[int]]]):
    """By the receipts of a person's year as written, which many share: those of them on each list."""

    def __init__(self, lists: Sequence[Set[int]]) -> None:
        super().__init__()
        self._lists = lists

    def __missing__(self, receipts: str) -> list[list[int]]:
        numbers = set(map(int, receipts.replace(",", " ").split()))
        told = self[receipts] = [sorted(numbers & listed) if listed else [] for listed in self._lists]
        return told


class _KeyWords(dict[str, str]):
    """By the ids of keys as written, which a section's people share: the mark of what is accepted of them."""

    def __init__(self, keys: Mapping[str, KeyRow]) -> None:
        super().__init__()
        self._accepted = keys

    def __missing__(self, key_ids: str) -> str:
        words = [repr(self._accepted.get(one)) for one in sorted(key_ids.split(","))]
        told = self[key_ids] = mark(words)
        return told


class _Alive(dict[str, tuple[int, ...]]):
    """By the receipts of a revision as written: those of them that are live, ascending."""

    def __init__(self, live: set[int]) -> None:
        super().__init__()
        self.live = live

    def __missing__(self, receipts: str) -> tuple[int, ...]:
        told = self[receipts] = tuple(sorted(self.live.intersection(map(int, receipts.split()))))
        return told


def _same(fresh: tuple[object, ...] | None, kept: tuple[object, ...] | None) -> bool:
    if fresh is None or kept is None:
        return fresh is None and kept is None
    if not kept[_NAME]:  # made before a standing said who it is
        fresh = (*fresh[:_NAME], *_NAMELESS, ())
    return fresh == (*kept[:-1], _listed(kept[-1]))


@lru_cache(maxsize=1024)  # thousands of people share a handful of lists
def _listed(personas: Any) -> tuple[object, ...]:
    return tuple(json.loads(personas)) if personas else ()
