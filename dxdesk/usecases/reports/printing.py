"""帳票: what is printed for whom. Every kind maps what the store says to records and asks the printer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dxdesk.domain.completion import Outcome
from dxdesk.domain.dates import in_fiscal_year
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.lifecycle import STATE_LABELS
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.entities import EvidenceRecord, Role, Snapshot, SnapshotLine
from dxdesk.ports.store import Progress, UnitOfWork
from dxdesk.usecases.forms import print_records
from dxdesk.usecases.imports.document_numbers import COMPLETION, NUMBER, completion_key
from dxdesk.usecases.person_year import holders
from dxdesk.usecases.person_year.cycles import find_cycle
from dxdesk.usecases.person_year.standing import PersonYear, YearContext, year_context
from dxdesk.usecases.progress import year_table
from dxdesk.usecases.reports.legible import legible, legible_map, legible_status
from dxdesk.usecases.reports.lists import dispatch_list, receipt_list, section_map, status_report
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A kind of document: its title, and in which stores it can be made."""

    kind: str
    title: str
    roles: tuple[Role, ...]
    per_person: bool = True


@dataclass(frozen=True)
class Order:
    """What to print for whom; empty filters mean everybody but ``leave_out``."""

    section: str = ""
    employee: str = ""
    fiscal_year: int = 0
    leave_out: frozenset[str] = frozenset()


_EVERY = (Role.HR, Role.SECTION, Role.PERSONAL)
KINDS: Mapping[str, ReportKind] = {
    kind.kind: kind
    for kind in (
        ReportKind("skill-sheet", "スキルシート", _EVERY),
        ReportKind("certificate", "スキル確認結果証", (Role.HR,)),
        ReportKind("completion", "修了証", (Role.HR,)),
        ReportKind("result-notice", "結果通知票", (Role.HR, Role.PERSONAL)),
        ReportKind("section-map", "スキルマップ", (Role.HR, Role.SECTION), False),
        ReportKind("status", "提出状況", (Role.HR, Role.SECTION), False),
        ReportKind("receipts", "受付簿", (Role.HR, Role.SECTION), False),
        ReportKind("dispatches", "配布簿", (Role.HR, Role.SECTION), False),
    )
}


def kinds_for(role: Role) -> tuple[ReportKind, ...]:
    """Return what a role can print, in the order people think of it."""
    return tuple(kind for kind in KINDS.values() if role in kind.roles)


def make_report(
    desk: Desk,
    kind: str,
    section: str = "",
    employee: str = "",
    fiscal_year: int = 0,
    progress: Progress | None = None,
    *,
    leave_out: Collection[str] = (),
) -> bytes:
    """Return a PDF.

    Args:
        desk: the store to print from.
        kind: one of ``KINDS``.
        section: a department's code; everything under it is printed too.
        employee: one person's number.
        fiscal_year: 0 = the open one.
        progress: told after each person; may cancel, then nothing is numbered.
        leave_out: employee numbers to print without, e.g. those ``unprintable`` names.

    Raises:
        KnownError: ``report-kind``, ``wrong-role``, ``no-cycle``, ``section-unknown``, ``person-unknown``,
            ``nobody-to-print`` (says why and what to do), and the printer's ``glyph-missing``.
    """
    found = KINDS.get(kind)
    if found is None:
        raise KnownError(
            "report-kind",
            "その種類の帳票はありません。何も印刷していません。",
            f"{'、'.join(KINDS)}から選んでください。",
            found=kind,
        )
    desk.require(*found.roles)
    return _MAKERS[kind](desk, Order(section, employee, fiscal_year, frozenset(leave_out)), progress)


def notices(desk: Desk, kind: str, fiscal_year: int = 0) -> tuple[Problem, ...]:
    """Return what there is to know of a document of a kind beside what is printed: where it is from."""
    from dxdesk.usecases.exchange import kept

    if (desk.role, kind) != (Role.PERSONAL, "result-notice"):
        return ()
    with desk.store.read() as uow:
        told = kept.notice(uow, find_cycle(uow, fiscal_year).fiscal_year)
    if told is None or told.basis is not kept.Basis.EARLIER:
        return ()
    return (
        Problem(
            "notice-earlier",
            "更新前に受け取ったものです。dxdesk を新しくする前に受け取った結果通知票で、そのまま使えます。",
            "人事課の鍵で確かめられる結果通知票が届くと、そちらに替わります。",
        ),
    )


def unprintable(error: KnownError) -> tuple[str, ...]:
    """Return the employee numbers a ``glyph-missing`` refusal names, so that the rest can be printed.

    Empty where the refusal is another one, or where a list and not a person's document was refused.
    """
    if error.code != "glyph-missing":
        return ()
    numbers = (problem.place.file.partition(" ")[0] for problem in error.problems)
    return tuple(dict.fromkeys(number for number in numbers if number))


def _nobody(message: str, fix: str) -> KnownError:
    return KnownError("nobody-to-print", f"印刷する相手がいません。{message}", fix)


def _nothing(message: str, fix: str) -> KnownError:
    return KnownError("nobody-to-print", f"印刷するものがありません。{message}", fix)


# --- whom --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _People:
    """The people of an order with what is frozen of them, in department and number order."""

    context: YearContext
    people: tuple[PersonYear, ...]
    frozen: Mapping[str, SnapshotLine]
    snapshots: Mapping[int, Snapshot]

    def snapshot_of(self, person: PersonYear) -> Snapshot | None:
        line = self.frozen.get(person.employee_number)
        return self.snapshots.get(line.snapshot) if line else None


def _people(desk: Desk, uow: UnitOfWork, order: Order) -> _People:
    from dxdesk.usecases.person_year import derived

    table = year_table.load(desk, uow, order.fiscal_year, leave=False)
    year = table.cycle.fiscal_year
    lines = [line for line in table.within(order.section) if order.employee in ("", line.member.number)]
    if order.employee and not lines:
        raise KnownError(
            "person-unknown",
            f"職員番号 {order.employee} の人は{table.cycle.label}の対象に入っていません。",
            "職員番号と所属の指定を確かめてください。",
            found=order.employee,
        )
    lines = [line for line in lines if line.member.number not in order.leave_out]
    numbers = [line.member.number for line in lines if line.asked]
    if not numbers:
        reasons = "、".join(sorted({line.member.exempt for line in lines if line.member.exempt}))
        raise _nobody(f"選んだ人は{table.cycle.label}の対象外です({reasons})。", "ほかの人を選んでください。")
    context = year_context(desk, uow, year)
    by_number = {p.employee_number: p for p in derived.people_years(uow, context, numbers)}
    # Oldest snapshot first: a correction replaces what it corrects.
    frozen = {line.employee_number: line for line in uow.results.snapshot_lines(year, order.employee)}
    return _People(
        context,
        tuple(by_number[number] for number in numbers if number in by_number),
        frozen,
        {snapshot.number: snapshot for snapshot in uow.results.snapshots(year)},
    )


def _finalised(found: _People) -> tuple[PersonYear, ...]:
    people = tuple(p for p in found.people if p.finalised and p.employee_number in found.frozen)
    if not people:
        label = found.context.cycle.label
        states = {STATE_LABELS[person.state] for person in found.people}
        raise _nobody(
            f"選んだ{len(found.people):,}人の中に、{label}の結果が確定した人がいません"
            f"(いまは{'、'.join(sorted(states))})。",
            "「確定」を済ませてから印刷してください。",
        )
    return people


def _today(desk: Desk) -> date:
    return date.fromisoformat(desk.services.clock.today())


# --- one document a person ---------------------------------------------------------------------------


def _skill_sheets(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    from dxdesk.usecases.forms.stage_texts import StageWriter

    with desk.store.read() as uow:
        found = _people(desk, uow, order)
        words = print_records.wording(uow, desk.identity)
        stages = StageWriter(uow, found.context.framework)
    frozen = found.frozen
    sheets = [
        print_records.skill_sheet(
            found.context,
            person,
            words,
            _today(desk),
            frozen.get(person.employee_number),
            stages.finalised(person, frozen.get(person.employee_number)),
        )
        for person in found.people
    ]
    return desk.services.printer.skill_sheets(sheets, progress)


def _result_notices(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    from dxdesk.usecases.exchange import kept
    from dxdesk.usecases.forms.letters import notice_of
    from dxdesk.usecases.forms.stage_texts import StageWriter

    with desk.store.read() as uow:
        found = _people(desk, uow, order)
        words = print_records.wording(uow, desk.identity)
        stages = StageWriter(uow, found.context.framework)
        year, owner = found.context.cycle.fiscal_year, desk.identity.owner
        told = kept.notice(uow, year) if desk.role is Role.PERSONAL else None
        said = notice_of(year, owner, told.extra) if told and told.extra else None
    if desk.role is Role.PERSONAL:
        people = tuple(p for p in found.people if any(item.confirmed is not None for item in p.items))
        if not people or told is None:
            raise _nobody(
                "結果通知票がまだ届いていません。", "届いたファイルをこの窓に置いてから印刷してください。"
            )
    else:
        people = _finalised(found)
    made = [
        print_records.result_notice(
            found.context, person, said.words, said.issued_on, said.frozen, said.snapshot, said.stages
        )
        if said
        else print_records.result_notice(
            found.context,
            person,
            words,
            _today(desk),
            found.frozen.get(person.employee_number),
            found.snapshot_of(person),
            stages.finalised(person, found.frozen.get(person.employee_number)),
        )
        for person in people
    ]
    return desk.services.printer.result_notices(made, progress)


def _certificates(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    with desk.store.read() as uow:
        found = _people(desk, uow, order)
        people = _finalised(found)
        words = print_records.wording(uow, desk.identity)
    year = found.context.cycle.fiscal_year

    def draw(numbers: Sequence[int]) -> bytes:
        made = []
        for person, number in zip(people, numbers, strict=True):
            line = found.frozen[person.employee_number]
            snapshot = found.snapshots[line.snapshot]
            made.append(print_records.certificate(found.context, person, words, line, snapshot, number))
        return desk.services.printer.certificates(made, progress)

    return _numbered(desk, f"certificate:{year}", [person.employee_number for person in people], draw)


def _completions(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    with desk.store.read() as uow:
        year = order.fiscal_year or _open_year(uow)
        numbers = _numbers_within(uow, order)
        told = [
            (number, record)
            for number, record in holders.told_once(uow, order.employee)
            if record.kind == "course" and (numbers is None or number in numbers)
        ]
        told = [(number, record) for number, record in told if number not in order.leave_out]
        attended = [record for _, record in told]
        done = [
            (number, record)
            for number, record in told
            if record.outcome is Outcome.COMPLETED
            and record.date
            and (not year or in_fiscal_year(record.date, year))
        ]
        if not done:
            raise _no_completion(attended, year)
        staff = {person.number: person for person in uow.people.employees(include_left=True)}
        units = {unit.code: unit.name for unit in uow.people.departments()}
        words = print_records.wording(uow, desk.identity)
    done.sort(key=lambda one: (one[1].date, one[1].name, one[0]))

    def draw(numbers: Sequence[int]) -> bytes:
        made = []
        for (owner, record), number in zip(done, numbers, strict=True):
            person = staff.get(owner)
            place = units.get(person.department_code, "") if person else ""
            made.append(print_records.completion(record, person, place, words, number, _today(desk)))
        return desk.services.printer.certificates(made, progress)

    keys = [completion_key(record) for _, record in done]
    return _numbered(desk, f"{COMPLETION}:{year}" if year else COMPLETION, keys, draw)


def _open_year(uow: UnitOfWork) -> int:
    try:
        return find_cycle(uow).fiscal_year
    except KnownError:
        return 0


def _numbers_within(uow: UnitOfWork, order: Order) -> frozenset[str] | None:
    if not order.section:
        return None
    from dxdesk.usecases.organisation import departments

    codes = year_table.section_codes(order.section, departments.named(uow))
    people = uow.people.employees(include_left=True)
    return frozenset(person.number for person in people if person.department_code in codes)


def _no_completion(attended: Sequence[EvidenceRecord], year: int) -> KnownError:
    when = f"{fiscal_year_label(year)}に" if year else ""
    if not attended:
        return _nothing("受講記録がありません。", "研修の受講記録を取り込んでから印刷してください。")
    return _nothing(
        f"受講記録は{len(attended):,}件ありますが、{when}修了した記録(日付のあるもの)がありません。",
        "修了証は、修了と記録された受講だけに出せます。受講記録の「結果」と日付を確かめてください。",
    )


def _numbered(desk: Desk, series: str, keys: Sequence[str], draw: Callable[[Sequence[int]], bytes]) -> bytes:
    """Draw documents with their numbers; new numbers are kept only when the drawing succeeded."""
    with desk.store.read() as uow:
        kept = uow.settings.starting_with(f"{NUMBER}{series}:")
    names = [f"{NUMBER}{series}:{key}" for key in keys]
    if all(name in kept for name in names):
        return draw([int(kept[name]) for name in names])
    with desk.store.write() as uow:
        numbers: list[int] = []
        for name in names:
            number = uow.settings.get(name) or str(uow.settings.next_number(NUMBER + series))
            uow.settings.set(name, number)
            numbers.append(int(number))
        printed = draw(numbers)
        uow.audit.append("number-documents", series, {"documents": len(numbers)})
        uow.commit()
    return printed


# --- maps and lists ----------------------------------------------------------------------------------


def _section_map(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    record = section_map(desk, order.section, order.employee, order.fiscal_year)
    kept = tuple(row for row in record.rows if row.person.employee_number not in order.leave_out)
    left = [n for n in (row.person.employee_number for row in record.rows) if n in order.leave_out]
    told = f" ・ 印刷できない文字のため除いた職員番号: {'、'.join(left)}" if left else ""
    record = replace(record, rows=kept, basis=record.basis + told)
    if not record.rows and not record.sections:
        raise _nobody("選んだ所属に対象の人がいません。", "所属の指定を確かめてください。")
    return desk.services.printer.section_map(legible_map(desk.services.printer, record), progress)


def _status(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    record = status_report(desk, order.section, order.fiscal_year)
    if not record.rows:
        raise _nobody("選んだ所属に対象の人がいません。", "所属の指定を確かめてください。")
    return desk.services.printer.status_report(legible_status(desk.services.printer, record), progress)


def _receipts(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    record = receipt_list(desk, order.fiscal_year)
    if not record.rows:
        raise _nothing("受付簿にまだ何もありません。", "ファイルを取り込んでから印刷してください。")
    return desk.services.printer.table(legible(desk.services.printer, record), progress)


def _dispatches(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    record = dispatch_list(desk, order.fiscal_year)
    if not record.rows:
        raise _nothing("配布簿にまだ何もありません。", "申告票などを送り出してから印刷してください。")
    return desk.services.printer.table(legible(desk.services.printer, record), progress)


_MAKERS: Mapping[str, Callable[[Desk, Order, Progress | None], bytes]] = {
    "skill-sheet": _skill_sheets,
    "certificate": _certificates,
    "completion": _completions,
    "result-notice": _result_notices,
    "section-map": _section_map,
    "status": _status,
    "receipts": _receipts,
    "dispatches": _dispatches,
}
