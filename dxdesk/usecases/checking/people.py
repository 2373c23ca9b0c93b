"""Grade 1, person by person: ids, seals, support, and whether lists show what the records say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cached_property
from itertools import groupby
from operator import attrgetter

from dxdesk.domain.records import Part, Revision
from dxdesk.ports.entities import Assessment, EvidenceRecord, StoredRevision
from dxdesk.ports.inspection import RevisionRow
from dxdesk.usecases.checking.anchor import mark
from dxdesk.usecases.checking.look import Look, named
from dxdesk.usecases.checking.report import Aspect, counted
from dxdesk.usecases.imports.evidence_rows import counts, rows_of
from dxdesk.usecases.person_year.counting import Acceptance, acceptance_of
from dxdesk.usecases.person_year.derived import assessment_of, context_for
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
    entries: Counter[int] = field(default_factory=Counter)
    """How many entries of growth each receipt tells, undone or not."""
    shown: set[EvidenceRecord] = field(default_factory=set)
    """The rows of attendance and examinations that the records say."""

    @cached_property
    def frozen(self) -> frozenset[str]:
        """What snapshots list of the past: a part of it is left out after finalising."""
        found: set[str] = set()
        years = {snapshot.fiscal_year for snapshot in self.look.snapshots}
        for (year, _), lines in self.look.lines.items():
            for line in lines if year in years else ():
                listed = line.content.get("lineage", ())
                found.update(map(str, listed) if isinstance(listed, list) else ())
        return frozenset(found)

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


def people_seen(look: Look) -> Seen:
    """Look at every revision, one person's year after the other.

    Raises:
        Cancelled: from the progress callback.
    """
    seen, seals = Seen(look), _Seals(look)
    acceptance = acceptance_of(look.uow, look.lines_of)
    years = _Years(look, acceptance)
    whole, _ = look.inspection.count_revisions()
    own = look.own_keys()
    supports = _Supports({receipt.number for receipt in look.receipts} | {LOCAL})
    local: list[tuple[RevisionRow, Revision]] = []
    told = 0
    for (year, number), group in groupby(look.inspection.revisions(), key=_person):
        rows = list(group)
        whole_rows = mark([row[:] for row in rows], seals.publics(rows))
        seen.revisions += len(rows)
        seen.ids.update([row.id for row in rows])
        for row in rows:
            supported, here = supports[row.receipts]
            if not supported:
                seen.unsupported.append(named(row))
            if here:
                _made_here(seen, row, own)
                if row.part == Part.LIFE:
                    local.append((row, row.revision()))
        if whole_rows in look.anchor.marks:
            seen.again += sum(bool(row.key_id) for row in rows)
            fine = True
        else:
            fine = all([seals.hold(seen, row) for row in rows])
        if fine:
            seen.marks.add(whole_rows)
        if not year:
            seen.shown.update(_grown(seen, acceptance, number, years.living(rows)))
        elif number:
            years.compare(seen, year, number, rows, whole_rows)
        if seen.revisions - told >= _EVERY:
            told = seen.revisions
            tick(look.progress, seen.revisions, whole)
    years.left_over(seen)
    seen.unseen += [named(row) for row, step in local if not seen.knows(_cited(step))]
    return seen


def _person(row: RevisionRow) -> tuple[int, str]:
    return row.fiscal_year, row.employee_number


def _cited(step: Revision) -> set[str]:
    of = step.content.get("of", ())
    return set(map(str, of)) if isinstance(of, list) else set()


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
    seen: Seen, acceptance: Acceptance, number: str, living: Iterable[tuple[RevisionRow, tuple[int, ...]]]
) -> Iterator[EvidenceRecord]:
    """Yield what counts of somebody's attendance and examinations; count what each receipt tells."""
    told: list[StoredRevision] = []
    for row, live in living:
        if row.part != Part.GROWTH:
            continue
        try:
            revision = row.revision()
            entries = len(revision.items)
        except (ValueError, KeyError):  # not as we write it: its id or its seal tells that
            continue
        seen.entries.update(dict.fromkeys(row.supports, entries))
        stored = StoredRevision(revision, live)
        if live and counts(stored, acceptance.keys):
            told.append(stored)
    return rows_of({number: told})


class _Seals:
    """Looks at ids and seals."""

    def __init__(self, look: Look) -> None:
        self._sealer, self._seed = look.sealer, look.desk.store.signing_seed
        self._publics = {key_id: key.public for key_id, key in look.keys.items()}

    def publics(self, rows: Sequence[RevisionRow]) -> list[tuple[str, str]]:
        """Return the public keys that rows name, by key id: what was seen of a seal was seen with them."""
        named = sorted({row.key_id for row in rows if row.key_id})
        return [(key_id, self._publics.get(key_id, "")) for key_id in named]

    def hold(self, seen: Seen, row: RevisionRow) -> bool:
        """Tell whether id and seal of a revision are right; note where they are not."""
        if row.fresh_id != row.id:
            seen.wrong_id.append(named(row))
            return False
        if not row.key_id:
            if row.trust or row.seal_signature:
                seen.wrong_seal.append(named(row))
                return False
            return True
        seen.seals += 1
        public = self._publics.get(row.key_id)
        if public is None:
            seen.unknown_key.append(named(row))
            return False
        place = (row.seal_store, row.seal_epoch, row.seal_sequence)
        valid = codec.revision_seal_valid
        if valid(self._sealer, public, row.id, place, row.seal_signature, seed=self._seed):
            return True
        seen.wrong_seal.append(named(row))
        return False


_OF_PERSON = ("frozen", "compacted")
_OF_ALL = tuple(one.name for one in fields(Acceptance) if one.name not in _OF_PERSON)
"""What the standing of everybody depends on, and what concerns one person each."""


def _in_order(value: object) -> object:
    """Return a value as one that is written alike every time: sets have no order."""
    if isinstance(value, Mapping):
        return sorted(((repr(key), _in_order(one)) for key, one in value.items()), key=repr)
    if isinstance(value, frozenset):
        return sorted(map(repr, value))
    if is_dataclass(value):
        return [_in_order(getattr(value, one.name)) for one in fields(value)]
    return value


_KEPT = attrgetter(*(one.name for one in fields(Assessment)))
"""A standing as it is kept, as one row."""


class _Years:
    """Derives standings anew and compares them with those that are kept."""

    def __init__(self, look: Look, acceptance: Acceptance) -> None:
        self._look, self._acceptance = look, acceptance
        self._alive = _Alive({receipt.number for receipt in look.receipts if receipt.live} | {LOCAL})
        self._contexts: dict[int, YearContext | None] = {}
        self._kept: dict[int, dict[str, Assessment]] = {}
        self._common = mark(repr([_in_order(getattr(acceptance, name)) for name in _OF_ALL]))
        self._of_year: dict[int, str] = {}

    def compare(
        self, seen: Seen, year: int, number: str, rows: Sequence[RevisionRow], whole_rows: str
    ) -> None:
        """Compare one person's standing of a year; what was the same before, of the same, is the same."""
        context = self._context(year)
        if context is None:
            return
        kept = self._kept[year].pop(number, None)
        live = [self._alive[row.receipts] for row in rows]
        frozen = [sorted(getattr(self._acceptance, name).get((year, number), ())) for name in _OF_PERSON]
        told = mark(whole_rows, self._of_year[year], live, frozen, None if kept is None else _KEPT(kept))
        if told in self._look.anchor.marks:
            seen.marks.add(told)
            return
        stored = [StoredRevision(row.revision(), one) for row, one in zip(rows, live, strict=True) if one]
        person = derive_person(context, number, stored)
        fresh = assessment_of(context.framework, person) if person is not None else None
        if _same(fresh, kept):
            seen.marks.add(told)
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
            rows = look.uow.results.assessments(year) if found is not None else ()
            self._kept[year] = {row.employee_number: row for row in rows}
            if found is not None:
                cycle = found.cycle
                framework = look.uow.exchange.framework(cycle.framework_code, cycle.framework_version)
                text = framework.text if framework is not None else ""
                self._of_year[year] = mark(self._common, found.role.value, cycle.framework, cycle.rules, text)
        return self._contexts[year]

    def living(self, rows: Iterable[RevisionRow]) -> Iterator[tuple[RevisionRow, tuple[int, ...]]]:
        """Yield rows with the receipts that support them and are not undone."""
        return ((row, self._alive[row.receipts]) for row in rows)


class _Alive(dict[str, tuple[int, ...]]):
    """By the receipts of a revision as written: those of them that are live, ascending."""

    def __init__(self, live: set[int]) -> None:
        super().__init__()
        self._live = live

    def __missing__(self, receipts: str) -> tuple[int, ...]:
        told = self[receipts] = tuple(sorted(self._live.intersection(map(int, receipts.split()))))
        return told


def _same(fresh: Assessment | None, kept: Assessment | None) -> bool:
    if fresh is None or kept is None:
        return fresh is kept
    if not kept.name:  # made before a standing said who it is
        fresh = replace(fresh, name="", kana="", department_name="", grade="", post="", personas=())
    return fresh == kept
