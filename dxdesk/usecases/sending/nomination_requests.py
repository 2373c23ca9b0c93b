"""推薦依頼 to the sections of a round, and 選任名簿: who is appointed to what, and until when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dxdesk.domain import departments as tree
from dxdesk.domain import file_names
from dxdesk.domain.appointments import RUNNING, Appointment
from dxdesk.domain.authorities import BEYOND, Scope
from dxdesk.domain.contents import RoundSaid
from dxdesk.domain.errors import KnownError
from dxdesk.domain.nominations import MANNERS, Round
from dxdesk.domain.wareki import fiscal_year_label, fiscal_year_short, short_day
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Employee, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet
from dxdesk.usecases.exchange.issue import Contents, Issuance, dispatch
from dxdesk.usecases.forms.nomination_form import BY_ROSTER, Holder, Member, NominationForm, sheets_of
from dxdesk.usecases.nominations.ledger import nominations
from dxdesk.usecases.nominations.rosters import appointees
from dxdesk.usecases.nominations.standing import persona_names
from dxdesk.usecases.nominations.switch import require_nomination
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.organisation.appointed import newest_framework, terms_today
from dxdesk.usecases.organisation.reach import note_provided, reach
from dxdesk.usecases.person_year.counting import accepted_keys
from dxdesk.usecases.person_year.cycles import Cycle
from dxdesk.usecases.sealing.envelope import Recipient
from dxdesk.usecases.sealing.workbook_kinds import APPOINTMENTS, NOMINATION
from dxdesk.usecases.sending.plain_workbooks import Order, writes_plain
from dxdesk.usecases.workplace.desk import Desk


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
        self._terms = tuple(read for read, _ in terms_today(uow))
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
        form = self._form(one.asked, code)
        called = file_names.part(f"{form.round}_{code} {form.section[1]}")
        file = f"{NOMINATION.label}_{fiscal_year_short(one.asked.fiscal_year)}_{called}.xlsx"
        recipient = Recipient(role=Role.SECTION.value, label=form.section[1])
        framework = self._framework
        payload = None
        with self._order.outgoing.writing(self._order.out / file) as there:
            if framework is not None:
                year = Cycle(one.asked.fiscal_year, "", "", "", "", framework.code, framework.version)
                issuance = Issuance(self._desk, self._uow, year, framework, self._keys)
                package = issuance.issue(NOMINATION.kind, recipient, Contents((), extra=form.extra))
                payload = package.payload
                if self._may.use_of([code]) == BEYOND:
                    note_provided(self._uow, [package.envelope.package])
                self._uow.exchange.add_dispatches(
                    [dispatch(self._desk, package, there.name, people=len(form.people))]
                )
            sheets = sheets_of(form, self._desk.identity.municipality_name)
            self._desk.services.workbooks.write_tables(sheets, there, payload)
        return there

    def _form(self, asked: RoundSaid, code: str) -> NominationForm:
        unit = self._units.get(code)
        inside = tree.below(code, self._units) | {code}
        people = [
            person
            for person in self._people
            if person.department_code in inside and self._may.keeps("", person.department_code)
        ]
        return NominationForm(
            round=asked.code,
            section=(code, unit.name if unit else code),
            persona=(asked.persona, self._personas.get(asked.persona, asked.persona)),
            year=fiscal_year_label(asked.fiscal_year),
            sender=self._sender,
            first_day=asked.first_day,
            last_day=asked.last_day,
            deadline=asked.deadline,
            wanted=asked.wanted,
            holders=tuple(self._holders(asked, people)),
            people=tuple(self._members(asked, people)),
        )

    def _holders(self, asked: RoundSaid, people: Sequence[Employee]) -> Iterator[Holder]:
        """Yield who holds the 人材像 now: first those with a term, then those the roster alone says so of."""
        by_number = {person.number: person for person in people}
        day = max(asked.first_day, self._desk.services.clock.today())
        termed = set()
        for term in self._terms:
            number = term.employee_number
            if term.persona == asked.persona and number in by_number and self._lately(term, asked, day):
                termed.add(number)
                yield Holder(number, by_number[number].name, term.valid_from, term.valid_to)
        for person in people:
            if asked.persona in person.personas and person.number not in termed:
                yield Holder(person.number, person.name)

    def _lately(self, term: Appointment, asked: RoundSaid, day: str) -> bool:
        """Tell whether somebody holds a term now, or held it until the day before the round's begins."""
        before = tree.day_before(asked.first_day)
        return term.state(before) == RUNNING or term.state(day) == RUNNING

    def _members(self, asked: RoundSaid, people: Sequence[Employee]) -> Iterator[Member]:
        today = self._desk.services.clock.today()
        now: dict[str, list[str]] = {}
        for term in self._terms:
            if term.state(today) == RUNNING:
                until = short_day(term.valid_to)
                called = self._personas.get(term.persona, term.persona)
                now.setdefault(term.employee_number, []).append(f"{called}(〜{until})")
        called = self._personas.get(asked.persona, asked.persona)
        for person in people:
            held = now.get(person.number, [])
            if asked.persona in person.personas and not any(one.startswith(f"{called}(") for one in held):
                held = [*held, f"{called}({BY_ROSTER})"]
            yield Member(person.number, person.name, person.grade, person.title, "\n".join(held))


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
