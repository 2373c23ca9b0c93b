"""Importing the roster (職員名簿): preview, apply in one transaction, undo.

Nothing of a table with an unsettled finding is applied. What a person accepts by its code is applied as
proposed. People who left stay in the store, marked; their history stays.
"""

from __future__ import annotations

import dataclasses
import functools
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from dxdesk.domain import canonical
from dxdesk.domain.appointments import Appointment
from dxdesk.domain.columns import Column
from dxdesk.domain.departments import reorganised_on
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.routes import expects_confirmer
from dxdesk.ports import setting_names
from dxdesk.ports.bulk import in_bulk
from dxdesk.ports.entities import Employee, EmployeeChange, Post, Receipt, Role
from dxdesk.ports.foreign_tables import TableCell
from dxdesk.ports.store import Progress, UnitOfWork
from dxdesk.usecases.exchange.file_report import Change
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.imports.confirmer_names import by_number
from dxdesk.usecases.imports.duty_words import fold_kept, fold_words, folded_person, learn
from dxdesk.usecases.imports.leaving import use_leaving
from dxdesk.usecases.imports.roster_authorities import appointing_said
from dxdesk.usecases.imports.roster_deputies import Deputising
from dxdesk.usecases.imports.roster_left import needed_for
from dxdesk.usecases.imports.roster_letters import whole_names
from dxdesk.usecases.imports.roster_names import bare_names
from dxdesk.usecases.imports.roster_plan import RosterPlanner, RosterPreview, fields_of, named_sections
from dxdesk.usecases.imports.roster_reading import RosterReader, RosterReading
from dxdesk.usecases.imports.roster_units import UnitPlanner
from dxdesk.usecases.imports.sheet_choice import Chosen, Sheets, choose
from dxdesk.usecases.imports.taken_before import notice_of, same_file, with_receipt
from dxdesk.usecases.imports.understanding import (
    DIGITS,
    ROSTER,
    Mapped,
    TableResult,
    add_receipt,
    check_digits,
    digits_of,
    file_sha256,
    numbered,
    remember,
)
from dxdesk.usecases.imports.understood import Understanding, look
from dxdesk.usecases.imports.undo_guard import live_receipt, refuse_handed, refuse_people
from dxdesk.usecases.organisation import authorities, departments, linking, lists
from dxdesk.usecases.organisation.new_holder import carry_terms, give_away, give_back
from dxdesk.usecases.organisation.roster_drift import ROSTER_DAY
from dxdesk.usecases.person_year import holders, linked
from dxdesk.usecases.person_year.holders import CHANGED_HANDS
from dxdesk.usecases.review import renumbering
from dxdesk.usecases.workplace.desk import Desk, tick

_UNDO = setting_names.ROSTER_UNDO
_NO_CELL = TableCell()


@in_bulk()
def preview_roster(
    desk: Desk,
    path: Path,
    *,
    mapping: Mapped | None = None,
    accept: Collection[str] = (),
    sheet: Sheets = "",
    partial: bool = False,
    as_of: str = "",
    digits: int = 0,
    progress: Progress | None = None,
) -> RosterPreview:
    """Return what importing a roster would do, changing nothing.

    Args:
        desk: an hr store.
        path: xlsx or CSV.
        mapping: headers by column where the guess is wrong (see ``understanding.read_mapping``).
        accept: codes of findings whose proposal is taken: ``number-not-text``, ``number-full-width``,
            ``number-length``, ``number-blank-around``, ``department-not-text``, ``department-other-code``,
            ``department-names-swapped``, ``department-renamed``, ``code-like-number``,
            ``code-spelt-otherwise``, ``none-marks``, ``new-list-value``,
            ``people-left``, ``leaving-differs``, ``surname-changed``, ``roster-older``,
            ``blank-section`` and the like (``roster_plan.BLANKS``),
            ``number-serial``, ``numbers-many``, ``department-uncoded``, ``department-two-codes``,
            ``department-zeros``,
            ``digits-uneven``,
            those of ``table_rows`` (``rows-not-people``,
            ``section-headings``, ``fill-department-code`` and the like), and those of how the table was
            understood (``understood``): ``section-column-missing``, ``confirmer-column-missing``,
            ``duty-column-missing``, ``duty-column-beside``, ``employment-column-beside``,
            ``confirmer-by-name``, ``confirmer-with-name``, ``sheets-alike``,
            ``hidden-doubles``,
            ``struck-people``; and answers about one person or word (``questions``): ``name-changed:000204``,
            ``number-reused:000204``, ``number-linked:900104=000104`` (new and former number),
            ``number-apart:900104``, ``number-deputy:900104``, ``number-deputy-left:900104``,
            ``name-without-brackets:000104``, ``name-as-written:000104``,
            ``letters-kept:000104``, ``letters-taken:000104.kana``, ``letters-kept:section.0101``,
            ``name-kept:000104``, ``name-taken:000104``, ``kana-kept:000104``, ``kana-taken:000104``,
            ``duty-unknown:9=退職等``,
            ``persona-unknown:DX推進委員=DX推進員``.
        sheet: name of the sheet or sheets, empty for the one that is meant (see ``sheet_choice.choose``).
        partial: who is absent from the table stays; otherwise they are marked as left.
        as_of: the day the roster is of (ISO), from which new or changed departments are valid; default:
            ``domain.departments.reorganised_on``.
        digits: how many digits a 職員番号 has from now on; 0 = as set before.
        progress: called now and then with the lines dealt with and all of them; what it raises stops the
            work, and nothing is changed.

    Raises:
        KnownError: the file cannot be read at all, or is no roster (``header-missing`` …).
    """
    desk.require(Role.HR)
    chosen = choose(desk, path, ROSTER, sheet, mapping)
    with desk.store.read() as uow:
        asked = _Asked(mapping, accept, partial, as_of, digits)
        sha256 = file_sha256(path)
        preview = _preview(desk, uow, chosen, sha256, asked, _steps(progress, chosen, _LOOKED))
        return _told_again(uow, sha256, preview)


@in_bulk()
def apply_roster(
    desk: Desk,
    path: Path,
    *,
    mapping: Mapped | None = None,
    accept: Collection[str] = (),
    sheet: Sheets = "",
    partial: bool = False,
    as_of: str = "",
    digits: int = 0,
    progress: Progress | None = None,
) -> TableResult:
    """Import a roster; arguments as for ``preview_roster``.

    Returns:
        ``applied`` with the receipt, ``unchanged`` (nothing new), or ``refused`` with all findings.

    Raises:
        KnownError: the file cannot be read at all, or is no roster.
    """
    desk.require(Role.HR)
    chosen = choose(desk, path, ROSTER, sheet, mapping)
    sha256 = file_sha256(path)
    with desk.store.write() as uow:
        asked, steps = _Asked(mapping, accept, partial, as_of, digits), _steps(progress, chosen, _WRITTEN)
        preview = _preview(desk, uow, chosen, sha256, asked, steps)
        result = preview.result(str(path))
        if preview.errors:
            return result
        result = with_receipt(uow, sha256, result)
        receipt = result.receipt or add_receipt(desk, uow, path, sha256, result)
        day = _day(as_of) or reorganised_on(desk.services.clock.today())
        _save(desk, uow, preview, receipt, day, steps)
        # The very file of before, taken in again, holds on a later day too: of that no receipt tells.
        if result.outcome == "applied" or day > uow.settings.get(ROSTER_DAY):
            uow.settings.set(ROSTER_DAY, day)
        remember(uow, chosen.table, ROSTER, preview.mapping, mapping)
        uow.commit()
    return numbered(result, receipt)


@dataclasses.dataclass(frozen=True, slots=True)
class _Asked:
    """How a roster is to be imported; the fields are the arguments of ``preview_roster``."""

    mapping: Mapped | None
    accept: Collection[str]
    partial: bool
    as_of: str
    digits: int


_LOOKED, _WRITTEN = 3, 6
"""Steps of about the same length after a table was opened, when it is looked at and when it is taken in."""


def _steps(progress: Progress | None, chosen: Chosen, count: int) -> Iterator[None]:
    """Return what tells at every step how far the lines are; those that do not come are left out."""
    lines = len(chosen.table.rows)
    for done in range(count):
        tick(progress, lines * done // count, lines)
        yield
    while True:
        tick(progress, lines, lines)
        yield


def _preview(
    desk: Desk, uow: UnitOfWork, chosen: Chosen, sha256: str, asked: _Asked, steps: Iterator[None]
) -> RosterPreview:
    accept = asked.accept
    next(steps)
    sheet, found, used, problems = look(uow, chosen, ROSTER, asked.mapping, accept)
    table = sheet.table
    if problems:
        raise KnownError.of(problems)
    if not table.rows:
        raise KnownError.of((_empty().at(file=table.file, sheet=table.sheet),))
    check_digits(asked.digits)
    known = {person.number: folded_person(person) for person in uow.people.employees(include_left=True)}
    sectionless = {number for number, person in known.items() if not person.department_code}
    bare = bare_names(sheet, known, accept)
    named = by_number(bare.sheet, known.values(), accept)
    words = fold_words(uow, named.sheet, accept)
    sheet = words.sheet
    next(steps)
    reading = RosterReader(sheet, asked.digits or digits_of(uow), accept, known, sectionless).read()
    for line in reading.lines.values() if named.unread else ():
        for confirmer in (str(Column.FIRST), str(Column.SECOND)):
            if line.cells.get(confirmer, _NO_CELL).ref in named.unread:
                line.fields.pop(confirmer, None)  # asked about by its name; it is not empty
    _keep_former(reading, bare.former, known)
    whole = whole_names(sheet, reading, known, accept)
    next(steps)
    existing = uow.people.departments()
    today = desk.services.clock.today()
    start = _day(asked.as_of) or reorganised_on(desk.services.clock.today())
    use_leaving(sheet, reading, max(start, today), accept)
    first, said = not existing, bool(asked.as_of)
    homes = {number: person.department_code for number, person in known.items() if not person.left}
    units = UnitPlanner(
        sheet,
        existing,
        start,
        accept,
        first=first,
        said=said,
        homes=homes,
    ).plan(reading)
    appointing = appointing_said(sheet, reading, units, authorities.of_desk(desk, uow), accept)
    units = appointing.units
    needed = functools.partial(needed_for, uow, day=today)
    planner = RosterPlanner(
        sheet,
        reading,
        known,
        units,
        lists.own_lists(uow),
        accept,
        _personas(uow),
        linked.newest(uow),
        needed,
        functools.partial(holders.is_recorded, uow),
    )
    preview = planner.plan(used, partial=asked.partial)
    unlinkable = linking.refused(uow, preview.links)
    deputising = Deputising(sheet, accept)
    deputising.look(uow, preview.links, today)
    preview = dataclasses.replace(
        preview,
        understanding=dataclasses.replace(
            _counted(found, reading), newcomers=len(preview.added) + len(preview.reused)
        ),
        errors=(
            *(*found.findings, *bare.problems, *named.problems, *words.problems),
            *(*whole.problems, *preview.errors),
            *(one.at(file=table.file, sheet=table.sheet) for one in unlinkable),
        ),
        questions=(
            *(*bare.questions, *named.questions, *words.questions, *whole.questions),
            *(*preview.questions, *deputising.questions),
        ),
        deputising=tuple(deputising.pairs),
        appointing=appointing.said,
        learned=words.learned,
        notices=(
            *(*found.notices, *bare.notices, *named.notices, *words.notices, *whole.notices),
            *(*preview.notices, *deputising.notices),
        ),
    )
    older = _older(uow, sha256) if preview.changes_anything else None
    if older is None:
        return preview
    older = older.at(file=table.file)
    if older.code in accept:
        message = f"そのあとの名簿があるのに、{older.found}で取り込んだこの古い名簿を取り込みます。"
        told = dataclasses.replace(older, message=message, fix="")
        return dataclasses.replace(preview, notices=(*preview.notices, told))
    return dataclasses.replace(preview, errors=(*preview.errors, older))


def _keep_former(reading: RosterReading, former: Mapping[str, str], known: Mapping[str, Employee]) -> None:
    """Give those whose 旧姓 stood in their name one, where neither the table nor the store has another."""
    for number, line in reading.lines.items() if former else ():
        said = former.get(line.cells.get(str(Column.NAME), _NO_CELL).ref, "")
        if said and not line.fields.get(str(Column.ALIAS)):
            before = known.get(number)
            line.fields[str(Column.ALIAS)] = before.alias if before is not None and before.alias else said


def _counted(found: Understanding, reading: RosterReading) -> Understanding:
    """Count people and who lacks something once lines that are nobody are out and what stands above is in.

    That is only known where every line could be read.
    """
    if len(reading.lines) + reading.nobody != found.people:
        return found
    fields = [line.fields for line in reading.lines.values()]
    without = {
        "section": sum(not of.get("department_code") for of in fields),
        "confirmer": sum(
            not (of.get("first_confirmer") or of.get("second_confirmer"))
            and expects_confirmer(str(of.get("grade", "")), str(of.get("title", "")))
            for of in fields
        ),
        "duty_status": sum(not of.get("duty_status") for of in fields),
    }
    return dataclasses.replace(found, people=len(fields), without=without)


def _empty() -> Problem:
    return Problem(
        "table-empty",
        "名簿に職員の行が1つもありません。何も取り込まれていません。",
        "正しい表かどうか、シートの名前を確かめてください。",
    )


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        raise KnownError(
            "date-unreadable",
            "名簿の基準日を読み取れません。何も取り込まれていません。",
            "R8.4.1 か 2026-04-01 のように書いてください。",
            found=text,
        ) from error


def _personas(uow: UnitOfWork) -> dict[str, str]:
    """Return the names of the personas of all kept frameworks by code."""
    found: dict[str, str] = {}
    for row in uow.exchange.frameworks():
        found.update((one.code, one.name) for one in versions.from_text(row.text).personas)
    return found


def _roster_receipts(uow: UnitOfWork) -> list[Receipt]:
    return [receipt for receipt in uow.exchange.receipts(live_only=True) if receipt.kind == ROSTER]


def _told_again(uow: UnitOfWork, sha256: str, preview: RosterPreview) -> RosterPreview:
    """Return what is looked at with the receipt under which the very table came in and changes nobody."""
    if preview.errors or preview.changes_anything:
        return preview
    receipt = same_file(uow, sha256, ROSTER)
    if receipt is None:
        return preview
    notices = (notice_of(receipt, ROSTER), *preview.notices)
    return dataclasses.replace(preview, receipt=receipt.number, notices=notices)


def _same_file(uow: UnitOfWork, sha256: str) -> int:
    """Return the receipt under which the very same file is already in force, 0 for none."""
    return next((receipt.number for receipt in _roster_receipts(uow) if receipt.file_sha256 == sha256), 0)


def _older(uow: UnitOfWork, sha256: str) -> Problem | None:
    """Return a finding when a newer roster came after this very file."""
    receipts = _roster_receipts(uow)
    earlier = _same_file(uow, sha256)
    newest = receipts[0].number if receipts else 0
    if not earlier or earlier == newest:
        return None
    return Problem(
        "roster-older",
        f"この名簿は受付{earlier}番で取り込み済みで、そのあと受付{newest}番の名簿が入っています。",
        "古い名簿に戻してよければ承認してください。そうでなければ新しい名簿を取り込んでください。",
        f"受付{earlier}番",
    )


def _save(
    desk: Desk, uow: UnitOfWork, preview: RosterPreview, receipt: int, day: str, steps: Iterator[None]
) -> None:
    """Write everything a preview says, with history, undo data and audit; ``day`` is the roster's."""
    next(steps)
    learn(uow, preview.learned)
    _fold_kept(uow)
    if preview.digits and preview.digits != digits_of(uow):
        uow.settings.set(DIGITS, str(preview.digits))
    if not preview.changes_anything:
        uow.audit.append("roster", str(receipt), {"unchanged": preview.unchanged})
        return
    lists.seed_lists(uow)
    uow.people.save_entries(preview.new_entries)
    uow.people.save_departments(preview.departments.rows)
    authorities.forget_said(uow, (unit.code for unit in preview.departments.added))
    if preview.appointing:
        authorities.keep_said(uow, desk.identity.municipality_name, preview.appointing)
    gone = [dataclasses.replace(person, left=True) for person in preview.left]
    after = [*preview.added, *(change.after for change in preview.changed), *gone]
    before = {change.before.number: change.before for change in preview.changed}
    before |= {person.number: person for person in preview.left}
    kept_on = [pair for pair in preview.links if pair[0] in preview.reused]
    if kept_on:  # while the number is still its former holder's: what is theirs goes along with them
        uow.people.save_employees(person for person in after if person.number not in preview.reused)
        linking.join(desk, uow, kept_on)
    moved = {later for _, later in kept_on}
    uow.people.save_employees(person for person in after if person.number not in moved)
    uow.people.add_changes(_history(desk, before, after, preview.reused))
    next(steps)
    undo: dict[str, Any] = {
        "before": [dataclasses.asdict(person) for person in before.values()],
        "after": {person.number: _digest(person) for person in after},
    }
    if preview.reused:
        undo["reused"] = {number: give_away(uow, before[number], day) for number in sorted(preview.reused)}
    if kept_on:
        ended = {former: undo["reused"][former]["terms"] for former, _ in kept_on}
        undo["carried"] = carry_terms(uow, kept_on, ended, day)
    if preview.links:
        undo["links"] = [list(pair) for pair in preview.links]
    next(steps)
    uow.settings.set(f"{_UNDO}{receipt}", canonical.dumps(undo))
    if kept_on:
        linking.tell_again(desk, uow, kept_on)
    others = [pair for pair in preview.links if pair not in kept_on]
    if others:
        linking.join(desk, uow, others)
    renumbering.carry(desk, uow, preview.deputising)
    counts = {"added": len(preview.added), "changed": len(preview.changed), "left": len(gone)}
    if preview.reused:
        counts["reused"] = len(preview.reused)
    if preview.links:
        counts["linked"] = len(preview.links)
    uow.audit.append("roster", str(receipt), counts)


def _fold_kept(uow: UnitOfWork) -> None:
    """Fold what an earlier program kept of why people are away, also in what imports would be undone with."""
    folded = fold_kept(uow, uow.people.employees(include_left=True))
    marks = {number: (_digest(old), _digest(new)) for number, (old, new) in folded.items()}
    for name, text in uow.settings.starting_with(_UNDO).items() if folded else ():
        if not text:
            continue
        undo = json.loads(text)
        for number, mark in undo["after"].items():
            if number in marks and mark == marks[number][0]:
                undo["after"][number] = marks[number][1]
        undo["before"] = [dataclasses.asdict(folded_person(_employee(one))) for one in undo["before"]]
        uow.settings.set(name, canonical.dumps(undo))


def _history(
    desk: Desk, before: dict[str, Employee], after: Iterable[Employee], reused: Collection[str] = ()
) -> list[EmployeeChange]:
    """Return history lines; somebody new starts with where they are, also under a number of another's."""
    now = desk.services.clock.now()
    found: list[EmployeeChange] = []
    for person in after:
        old = before.get(person.number)
        if old is None:
            found.append(EmployeeChange(person.number, now, "department_code", "", person.department_code))
            continue
        if person.number in reused:
            found.append(EmployeeChange(person.number, now, CHANGED_HANDS, old.name, person.name))
            continue
        found.extend(
            EmployeeChange(person.number, now, c.field, c.old, c.new) for c in fields_of(old, person)
        )
    return found


def _digest(person: Employee) -> str:
    return canonical.digest(canonical.dumps(dataclasses.asdict(person)), 16)


def _employee(data: dict[str, Any]) -> Employee:
    posts = tuple(Post(**post) for post in data.pop("posts"))
    return Employee(**{**data, "personas": tuple(data["personas"]), "posts": posts})


def _restored(undo: dict[str, Any], current: Mapping[str, Employee]) -> dict[str, Employee]:
    """Return everybody as they are once an import is taken back."""
    restored = {person.number: person for person in map(_employee, undo["before"])}
    for number in undo["after"]:
        if number in current:
            restored.setdefault(number, dataclasses.replace(current[number], left=True))
    return restored


def undo_changes(desk: Desk, receipt: int) -> tuple[Change, ...]:
    """Return what taking a roster import back would change, a line a person and field; nothing is changed.

    A former holder of a number is one line: they come back as a whole.

    Raises:
        KnownError: as ``undo_roster``: whoever may not take it back is told so before any change is named.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        current = {person.number: person for person in uow.people.employees(include_left=True)}
        undo = json.loads(uow.settings.get(f"{_UNDO}{receipt}") or "{}")
        reused = undo.get("reused", {})
        links = [pair for pair in undo.get("links", ()) if linking.find(uow, *pair)]
        _take_back(desk, uow, receipt)
        restored = {person.number: person for person in uow.people.employees(include_left=True)}
        units = departments.named(uow)
        # The unit of work ends here without a commit: all of it was only tried.
    found: list[Change] = []
    for number, person in sorted(restored.items()):
        now = current[number]
        if now == person:
            continue
        if number in reused:
            found.append(Change(number, ROSTER, "この番号の人", now.name, person.name))
        elif person.left != now.left:
            label = "名簿から外れる職員" if person.left else "名簿に戻る職員"
            found.append(Change(number, ROSTER, label, "", person.name))
        else:
            found += [
                Change(number, ROSTER, f"{person.name} {one.label}", one.old, one.new)
                for one in named_sections(fields_of(now, person), units)
            ]
    for former, later in links:
        found.append(Change(later, ROSTER, "番号のつながりを解きます", "", f"{former} → {later}"))
    return tuple(found)


def undo_roster(desk: Desk, receipt: int) -> TableResult:
    """Take a roster import back: people are as they were; who had been added is marked as left.

    Departments and list values that came with it stay, since other records may use them.

    Raises:
        KnownError: ``receipt-unknown``, ``receipt-undone``, or ``undo-blocked`` (a later import or change
            touched the same people, or somebody it had added is asked in an open year or has a frozen
            result, as who got a former's number; they are named).
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        entry, people = _take_back(desk, uow, receipt)
        uow.commit()
    return TableResult(entry.file_name, ROSTER, "applied", receipt, updated=people)


def _take_back(desk: Desk, uow: UnitOfWork, receipt: int) -> tuple[Receipt, int]:
    """Do what ``undo_roster`` does within a unit of work; return the receipt and how many people it was."""
    entry = live_receipt(uow, receipt, (ROSTER,), "名簿", "名簿")
    undo = json.loads(uow.settings.get(f"{_UNDO}{receipt}") or '{"before":[],"after":{}}')
    links = [tuple(pair) for pair in undo.get("links", ()) if linking.find(uow, *pair)]
    linking.part(desk, uow, links)
    renumbering.take_back(desk, uow, links)
    current = {person.number: person for person in uow.people.employees(include_left=True)}
    moved = [n for n, mark in undo["after"].items() if n not in current or _digest(current[n]) != mark]
    if moved:
        raise KnownError(
            "undo-blocked",
            f"受付{receipt}番のあとで{len(moved)}人の名簿が変わっているため、元に戻せません。",
            "あとから取り込んだ名簿を先に元に戻してください。",
            found="、".join(moved[:10]),
        )
    there = {str(one["number"]) for one in undo["before"]}
    restored = _restored(undo, current)
    # Who was there before, at work or gone, becomes again what they were: a year that asked them knew them.
    refuse_people(uow, receipt, [current[number] for number in undo["after"] if number not in there])
    reused = undo.get("reused", {})
    refuse_handed(uow, receipt, [current[number] for number in reused])
    uow.people.save_employees(restored.values())
    uow.people.add_changes(_history(desk, current, restored.values(), reused))
    for number, kept in reused.items():
        give_back(uow, number, kept)
    for term in undo.get("carried", ()):
        uow.people.remove_appointment(Appointment(**term))
    now = desk.services.clock.now()
    uow.exchange.update_receipt(dataclasses.replace(entry, live=False, undone_at=now))
    uow.settings.set(f"{_UNDO}{receipt}", "")
    uow.audit.append("undo", str(receipt), {"people": len(restored)})
    return entry, len(restored)
