"""推薦依頼 to the sections of a round, and 選任名簿: who is appointed to what, and until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from dxdesk.domain import canonical, file_names
from dxdesk.domain import departments as tree
from dxdesk.domain.appointments import RUNNING, Appointment
from dxdesk.domain.authorities import BEYOND, Scope
from dxdesk.domain.contents import RoundSaid
from dxdesk.domain.errors import KnownError
from dxdesk.domain.nominations import MANNERS, Round
from dxdesk.domain.wareki import fiscal_year_label, fiscal_year_short, short_day, wareki
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Employee, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet
from dxdesk.usecases.exchange.issue import Contents, Issuance, dispatch
from dxdesk.usecases.imports import nomination_reports as report
from dxdesk.usecases.nominations.ledger import nominations
from dxdesk.usecases.nominations.rosters import appointees
from dxdesk.usecases.nominations.standing import persona_names
from dxdesk.usecases.nominations.switch import require_nomination
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.organisation.appointed import newest_framework
from dxdesk.usecases.organisation.reach import note_provided, reach
from dxdesk.usecases.person_year.counting import accepted_keys
from dxdesk.usecases.person_year.cycles import Cycle
from dxdesk.usecases.sealing.envelope import Recipient
from dxdesk.usecases.sealing.workbook_kinds import APPOINTMENTS, NOMINATION
from dxdesk.usecases.sending.plain_workbooks import Order, writes_plain
from dxdesk.usecases.workplace.desk import Desk

_BLANKS = 2
"""Lines that are left beyond the number asked for: for a 交代, and for who is written twice."""
_BY_ROSTER = "名簿の人材像(任期なし)"
"""What stands for the term of somebody who holds the 人材像 by the roster alone."""
_PEOPLE_SHEET = "所属の職員"
_WIDTHS = {report.NAME: 18, report.SECTION: 16, report.NOW: 20, report.NOTE: 24, report.MANNER: 8}
_CHOICES = {report.MANNER: tuple(MANNERS.values()), report.HANDED: ("済", "未")}
_PEOPLE = (
    Column("number", "職員番号", 10),
    Column("name", "氏名", 20),
    Column("grade", "職層", 12),
    Column("title", "職名", 14),
    Column("now", "いまの任命", 30, "wrap"),
)


@writes_plain
def write_requests(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write a 推薦依頼 for each section that is asked, of the open rounds of a year (0 = of all).

    Raises:
        KnownError: ``nomination-off``, ``nomination-no-round``, ``nomination-password``.
    """
    if order.password:
        raise KnownError(
            "nomination-password",
            "推薦依頼には、パスワードを付けられません。何も書き出していません。",
            "パスワードなしで書き出してください。載るのは、所属の職員の番号、氏名、職名と、いまの任期だけです。",
        )
    with desk.store.write() as uow:
        require_nomination(uow)
        rounds = [
            one
            for one in nominations(uow).rounds
            if not one.asked.ended and order.fiscal_year in (0, one.asked.fiscal_year)
        ]
        writer = _Writer(desk, uow, order)
        files = tuple(path for one in rounds for path in writer.write(one))
        if not files:
            raise KnownError(
                "nomination-no-round",
                "推薦を依頼する所属がありません。何も書き出していません。",
                "先に選任を始めるか、年度と所属の指定を確かめてください。",
            )
        uow.audit.append(NOMINATION.action, order.section, {"files": len(files)})
        order.outgoing.enter(uow)
        uow.commit()
    return files


class _Writer:
    """Writes the requests of one export."""

    def __init__(self, desk: Desk, uow: UnitOfWork, order: Order) -> None:
        self._desk, self._uow, self._order = desk, uow, order
        self._units = departments.named(uow)
        self._people = tuple(uow.people.employees())
        self._terms = tuple(uow.people.appointments())
        self._framework = newest_framework(uow)
        self._personas = persona_names(uow)
        self._keys = accepted_keys(uow)
        self._may = reach(desk, uow, Scope.PROVISION)
        self._sender = (
            uow.settings.get(setting_names.SENDER_LABEL) or f"{desk.identity.municipality_name} 人事担当"
        )

    def write(self, one: Round) -> Sequence[Path]:
        """Write the requests of a round."""
        wanted = {self._order.section, *tree.below(self._order.section, self._units)}
        sections = [code for code in one.asked.sections if not self._order.section or code in wanted]
        return [self._section(one, code) for code in sections]

    def _section(self, one: Round, code: str) -> Path:
        asked, unit = one.asked, self._units.get(code)
        name = unit.name if unit else code
        inside = tree.below(code, self._units) | {code}
        people = [
            person
            for person in self._people
            if person.department_code in inside and self._may.keeps("", person.department_code)
        ]
        sheets = (self._report(asked, code, name, people), self._staff(asked, name, people))
        called = file_names.part(f"{asked.code}_{code} {name}")
        file = f"{NOMINATION.label}_{fiscal_year_short(asked.fiscal_year)}_{called}.xlsx"
        recipient = Recipient(role=Role.SECTION.value, label=name)
        extra = canonical.dumps({"wording": 2, "round": asked.code, "section": code})
        framework = self._framework
        payload = None
        with self._order.outgoing.writing(self._order.out / file) as there:
            if framework is not None:
                year = Cycle(asked.fiscal_year, "", "", "", "", framework.code, framework.version)
                issuance = Issuance(self._desk, self._uow, year, framework, self._keys)
                package = issuance.issue(NOMINATION.kind, recipient, Contents((), extra=extra))
                payload = package.payload
                if self._may.use_of([code]) == BEYOND:
                    note_provided(self._uow, [package.envelope.package])
                self._uow.exchange.add_dispatches(
                    [dispatch(self._desk, package, there.name, people=len(people))]
                )
            self._desk.services.workbooks.write_tables(sheets, there, payload)
        return there

    def _head(self, asked: RoundSaid, title: str, section: str, guide: tuple[str, ...]) -> Head:
        return Head(
            title=title,
            municipality=self._desk.identity.municipality_name,
            fiscal_year=fiscal_year_label(asked.fiscal_year),
            number="",
            name="",
            department=section,
            post="",
            deadline=wareki(date.fromisoformat(asked.deadline), weekday=True) if asked.deadline else "",
            sender=self._sender,
            purpose="",
            guide=guide,
        )

    def _report(self, asked: RoundSaid, code: str, name: str, people: Sequence[Employee]) -> TableSheet:
        persona = self._personas.get(asked.persona, asked.persona)
        term = f"{short_day(asked.first_day)}〜{short_day(asked.last_day)}"
        guide = (
            f"{persona}を{asked.wanted}人選んで、下の表に書き、このまま返してください({asked.code})。",
            f"任期は{term}です。違うときだけ、任期の欄に書いてください。",
            "「区分」には、新任、再任、交代のどれかを書きます。続けない人の行は、区分を空のままにします。",
            "交代では、前任の職員番号と、引継ぎ(済か未)、引継ぎ日を書きます。年度の途中の交代も、この用紙で出せます。",
            "人事評価には使いません。",
        )
        numbers = {person.number for person in people}
        by_number = {person.number: person for person in people}
        day = max(asked.first_day, self._desk.services.clock.today())
        holding = [
            term
            for term in self._terms
            if term.persona == asked.persona
            and term.employee_number in numbers
            and self._lately(term, asked, day)
        ]
        rows = [
            self._row(
                code,
                name,
                {
                    report.NUMBER: term.employee_number,
                    report.NAME: by_number[term.employee_number].name,
                    report.NOW: f"{short_day(term.valid_from)}〜{short_day(term.valid_to)}",
                },
                f"now:{position}",
            )
            for position, term in enumerate(holding)
        ]
        termed = {term.employee_number for term in holding}
        rows += [
            self._row(
                code,
                name,
                {report.NUMBER: person.number, report.NAME: person.name, report.NOW: _BY_ROSTER},
                f"roster:{person.number}",
            )
            for person in people
            if asked.persona in person.personas and person.number not in termed
        ]
        rows += [self._row(code, name, {}, f"new:{line}") for line in range(asked.wanted + _BLANKS)]
        titles = tuple(
            # As wide as asked for, also where nothing stands yet.
            Column(column, title, _WIDTHS.get(column, 12), "wrap", choices=_CHOICES.get(column, ()))
            for column, title in report.TITLES.items()
        )
        head = self._head(asked, f"{NOMINATION.label}({persona})", name, guide)
        return TableSheet(report.REPORT_SHEET, head, titles, tuple(rows), editable=True)

    def _lately(self, term: Appointment, asked: RoundSaid, day: str) -> bool:
        """Tell whether somebody holds a term now, or held it until the day before the round's begins."""
        before = tree.day_before(asked.first_day)
        return term.state(before) == RUNNING or term.state(day) == RUNNING

    def _row(self, code: str, name: str, said: Mapping[str, str], key: str) -> TableRow:
        cells = {report.SECTION_CODE: code, report.SECTION: name, **said}
        return TableRow(key, tuple(cells.get(column, "") for column in report.TITLES))

    def _staff(self, asked: RoundSaid, name: str, people: Sequence[Employee]) -> TableSheet:
        today = self._desk.services.clock.today()
        now: dict[str, list[str]] = {}
        for term in self._terms:
            if term.state(today) == RUNNING:
                until = short_day(term.valid_to)
                called = self._personas.get(term.persona, term.persona)
                now.setdefault(term.employee_number, []).append(f"{called}(〜{until})")
        for person in self._people:
            held = now.setdefault(person.number, [])
            called = self._personas.get(asked.persona, asked.persona)
            if asked.persona in person.personas and not any(one.startswith(f"{called}(") for one in held):
                held.append(f"{called}({_BY_ROSTER})")
        rows = tuple(
            TableRow(
                person.number,
                (
                    person.number,
                    person.name,
                    person.grade,
                    person.title,
                    "\n".join(now.get(person.number, ())),
                ),
            )
            for person in people
        )
        head = self._head(asked, _PEOPLE_SHEET, name, ("番号と氏名を「選任報告」のシートに写してください。",))
        return TableSheet(_PEOPLE_SHEET, head, _PEOPLE, rows, landscape=False)


@writes_plain
def write_appointments(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write who is appointed, with the terms that run in a year (0 = today), of a section and all under it.

    Raises:
        KnownError: ``nomination-off``, ``nomination-nobody-appointed``.
    """
    with desk.store.read() as uow:
        require_nomination(uow)
        found = appointees(desk, uow, order.fiscal_year, order.section)
        sender = uow.settings.get(setting_names.SENDER_LABEL) or f"{desk.identity.municipality_name} 人事担当"
    today = desk.services.clock.today()
    year = fiscal_year_label(found.fiscal_year) if found.fiscal_year else f"{short_day(today)}現在"
    head = Head(
        APPOINTMENTS.label, desk.identity.municipality_name, year, "", "", "", "", "", sender, "",
        guide=("人事評価には使いません。",),
    )  # fmt: skip
    elsewhere = any(one.named_by for one in found.lines)
    titles = (
        Column("persona", "人材像", 18),
        Column("section_code", "所属コード", 12),
        Column("section", "所属", 18),
        Column("number", "職員番号", 12),
        Column("name", "氏名", 18),
        Column("first_day", "任期の始まり", 12),
        Column("last_day", "任期の終わり", 12),
        Column("manner", "区分", 8),
        Column("instead_of", "前任の職員番号", 14),
        Column("handed", "引継ぎ", 16),
        *((Column("named_by", "推薦した所属", 18),) if elsewhere else ()),
    )
    rows = tuple(
        TableRow(
            f"{position:05}",
            (
                *(one.persona_name, one.section_code, one.section, one.number, one.name),
                *(short_day(one.first_day), short_day(one.last_day)),
                *(MANNERS.get(one.manner, ""), one.instead_of, one.handed),
                *((one.named_by,) if elsewhere else ()),
            ),
        )
        for position, one in enumerate(found.lines)
    )
    notes = (f"{found.left_out}。",) if found.left_out else ()
    sheet = TableSheet(APPOINTMENTS.label, head, titles, rows, notes)
    ending = f"_{file_names.part(order.section)}" if order.section else ""
    when = fiscal_year_short(found.fiscal_year) if found.fiscal_year else today
    with order.outgoing.writing(order.out / f"{APPOINTMENTS.label}_{when}{ending}.xlsx") as there:
        desk.services.workbooks.write_tables((sheet,), there, None, order.password)
    with desk.store.write() as uow:
        uow.audit.append(APPOINTMENTS.action, order.section, {"people": len(rows)})
        order.outgoing.enter(uow)
        uow.commit()
    return (there,)
