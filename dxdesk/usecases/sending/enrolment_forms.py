"""受講申込票 for sections, and the lists of who was granted a seat (受講決定一覧)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from dxdesk.domain import file_names
from dxdesk.domain.contents import SessionSaid
from dxdesk.domain.enrolments import DECISIONS, State
from dxdesk.domain.errors import KnownError
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Department, Employee, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet
from dxdesk.usecases.exchange.issue import Contents, Issuance, dispatch
from dxdesk.usecases.forms.enrolment_form import (
    ASK,
    COMPLETED,
    STANDING,
    TAKE_BACK,
    EnrolmentForm,
    FormPerson,
    FormSession,
    sheets_of,
    titled,
)
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.person_year.counting import accepted_keys
from dxdesk.usecases.person_year.cycles import all_cycles, framework_of
from dxdesk.usecases.progress.year_table import section_codes, unknown_section
from dxdesk.usecases.sealing.envelope import Recipient
from dxdesk.usecases.sealing.workbook_kinds import ENROLMENT_FORM, ENROLMENTS
from dxdesk.usecases.sending.plain_workbooks import Order, writes_plain
from dxdesk.usecases.training.enrolment import Enrolment, by_person, session_named, title_of
from dxdesk.usecases.training.enrolment_lists import SessionList, lists_in
from dxdesk.usecases.training.figures import taken_in
from dxdesk.usecases.training.ledger import Ledger, ledger
from dxdesk.usecases.training.people import away_of
from dxdesk.usecases.training.switch import require_training
from dxdesk.usecases.training.wording import decision_papers, turn_word
from dxdesk.usecases.workplace.desk import Desk

_FAR = "9999-12-31"


@writes_plain
def write_enrolment_forms(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write a 受講申込票 for each section, or one for a section that is named with everything under it.

    Raises:
        KnownError: ``training-off``, ``session-unknown``, ``session-ambiguous``, ``sessions-none``,
            ``section-unknown``, ``nobody-to-ask``.
    """
    with desk.store.write() as uow:
        require_training(uow)
        known = ledger(uow)
        sessions = _offered(known, _wanted(desk, known, order))
        cycle = next(reversed(all_cycles(uow)), None)
        issuance = Issuance(desk, uow, cycle, framework_of(uow, cycle), accepted_keys(uow)) if cycle else None
        year = fiscal_year_label(known.held[sessions[0].subject].fiscal_year)
        sender = _sender(desk, uow)
        files, dispatches = [], []
        units = departments.named(uow)
        standing = _Standing(uow, {one.subject for one in sessions})
        for section, people in _sections(uow, order.section):
            form = standing.told(
                EnrolmentForm((section.code, section.name), sessions, people, year, sender),
                section_codes(section.code, units) if order.section else (section.code,),
            )
            path = (
                order.out / f"受講申込票_{file_names.part(section.code)}_{file_names.part(section.name)}.xlsx"
            )
            recipient = Recipient(role=Role.SECTION.value, label=section.name or section.code)
            package = None
            if issuance is not None:
                package = issuance.issue(ENROLMENT_FORM.kind, recipient, Contents((), extra=form.extra))
            payload = package.payload if package is not None else None
            with order.outgoing.writing(path) as there:
                sheets = sheets_of(form, desk.identity.municipality_name)
                desk.services.workbooks.write_tables(sheets, there, payload, order.password)
            files.append(there)
            if package is not None:
                dispatches.append(dispatch(desk, package, there.name, people=len(form.people)))
        uow.exchange.add_dispatches(dispatches)
        uow.audit.append(ENROLMENT_FORM.action, order.section, {"files": len(files)})
        order.outgoing.enter(uow)
        uow.commit()
    return tuple(files)


def _sender(desk: Desk, uow: UnitOfWork) -> str:
    return uow.settings.get(setting_names.SENDER_LABEL) or f"{desk.identity.municipality_name} 人事担当"


def _wanted(desk: Desk, known: Ledger, order: Order) -> list[str]:
    """Return the subjects of the sessions that are meant: those named, else those still open."""
    if order.sessions:
        named = (session_named(known, one, order.fiscal_year) for one in order.sessions)
        return list(dict.fromkeys(named))
    today = desk.services.clock.today()
    year = fiscal_year_of(today)
    found = [
        subject
        for subject, one in known.held.items()
        if not one.ended
        and (one.deadline or today) >= today
        and order.fiscal_year in (0, one.fiscal_year)
        and ((one.last_day or one.first_day) >= today if one.first_day else one.fiscal_year >= year)
    ]
    if not found:
        raise KnownError(
            "sessions-none",
            "これから申し込める研修の回が、研修台帳にありません。何も書き出していません。",
            "研修の回の表を取り込むか、回を名前で選んでください(コマンドでは --session)。",
        )
    return sorted(
        found, key=lambda one: (known.held[one].first_day or _FAR, title_of(known, known.held[one]))
    )


def _offered(known: Ledger, subjects: Iterable[str]) -> tuple[FormSession, ...]:
    return titled([_offer(known, subject, known.held[subject]) for subject in subjects])


def _offer(known: Ledger, subject: str, one: SessionSaid) -> FormSession:
    course = known.course(known.names.code(one.course))
    name, hint = (course.name, course.hint) if course is not None else (one.course, "")
    seats = str(one.seats or "")
    return FormSession(
        subject, title_of(known, one), name, turn_word(one.turn), one.first_day, one.last_day, one.place,
        seats, one.deadline, hint,
    )  # fmt: skip


def _sections(uow: UnitOfWork, section: str) -> list[tuple[Department, tuple[FormPerson, ...]]]:
    """Return each section with its people who can be enrolled, by code; who is away or gone is not listed."""
    units, away = departments.named(uow), away_of(uow)
    if section and section not in units:
        raise unknown_section(section)
    codes = section_codes(section, units)
    by_section: dict[str, list[Employee]] = {}
    for person in uow.people.employees():
        code = person.department_code
        if person.number not in away and (code in codes if section else bool(code)):
            by_section.setdefault(section or code, []).append(person)
    if not by_section:
        raise KnownError(
            "nobody-to-ask",
            "申込票に載せる人がいません。何も書き出していません。",
            "名簿と所属を確かめてください。休業等の人と、所属のない人は載りません。",
            found=section,
        )
    return [
        (
            units.get(code, Department(code, "")),
            tuple(
                FormPerson(one.number, one.name, one.title, one.grade)
                for one in sorted(people, key=lambda one: (one.department_code, one.number))
            ),
        )
        for code, people in sorted(by_section.items())
    ]


class _Standing:
    """Of some sessions (subjects) what there is when forms are made: enrolments, who completed."""

    def __init__(self, uow: UnitOfWork, sessions: Collection[str]) -> None:
        """Read them once for all sections."""
        self._people = {person.number: person for person in uow.people.employees()}
        known = ledger(uow)
        held = {session: known.held[session] for session in sessions}
        taken = {
            year: taken_in(uow, known, year) for year in sorted({one.fiscal_year for one in held.values()})
        }
        self._completed = {
            session: own.completed | own.held
            for session, one in held.items()
            if (own := taken[one.fiscal_year].get(known.names.code(one.course)))
        }
        self._by_number: dict[str, list[Enrolment]] = {}
        self._by_section: dict[str, list[Enrolment]] = {}
        for (session, number), one in by_person(uow).items():
            if session in sessions and one.state is not None and number in self._people:
                self._by_number.setdefault(number, []).append(one)
                self._by_section.setdefault(one.said.asked_by, []).append(one)

    def told(self, form: EnrolmentForm, codes: Collection[str]) -> EnrolmentForm:
        """Return a form with what stands of its people, and with whom its section asked for beside them.

        Who went elsewhere or is away is in no list of the section any more, and may be taken back by it all
        the same; who has left may not.

        Args:
            form: a form without.
            codes: of the sections it is for.
        """
        listed = {one.number for one in form.people}
        asked = (one for code in sorted(codes) for one in self._by_section.get(code, ()))
        beside = {
            one.number: self._people[one.number]
            for one in asked
            if one.number not in listed and one.state in (State.ASKED, State.GRANTED)
        }
        more = (FormPerson(one.number, one.name, one.title, one.grade) for _, one in sorted(beside.items()))
        people = (*form.people, *more)
        standing = {
            (session, person.number): COMPLETED
            for person in people
            for session, completed in self._completed.items()
            if person.number in completed
        }
        standing |= {
            (one.said.session, person.number): STANDING[one.state]
            for person in people
            for one in self._by_number.get(person.number, ())
            if one.state is not None
        }
        return replace(form, people=people, standing=standing)


# --- 受講決定一覧 -------------------------------------------------------------------------------------


@writes_plain
def write_enrolments(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write who asks for which session, to be decided and taken in again, and who was granted a seat.

    Raises:
        KnownError: ``training-off``, ``session-unknown``, ``session-ambiguous``, ``section-unknown``.
    """
    today = desk.services.clock.today()
    with desk.store.read() as uow:
        require_training(uow)
        known = ledger(uow)
        if order.section and order.section not in departments.named(uow):
            raise unknown_section(order.section)
        named = [session_named(known, one, order.fiscal_year) for one in order.sessions]
        found = [
            one
            for subject in (named or [""])
            for one in lists_in(uow, order.fiscal_year, subject, order.section, today=today)
        ]
        sender = _sender(desk, uow)
    office = desk.identity.municipality_name
    years = sorted({one.session.fiscal_year for one in found})
    year = "、".join(map(fiscal_year_label, years))

    def head(title: str, guide: tuple[str, ...] = ()) -> Head:
        return Head(title, office, year, "", "", "", "", "", sender, "", guide=guide)

    sheets = (
        TableSheet(
            ENROLMENTS.label, head("受講申込の一覧", _DECIDE), _LINES, tuple(_lines(found)), editable=True
        ),
        TableSheet("回ごとの受講決定", head("受講決定一覧(回ごと)"), _BY_SESSION, tuple(_by_session(found))),
        TableSheet(
            "所属ごとの受講決定", head("受講決定一覧(所属ごと)"), _BY_SECTION, tuple(_by_section(found))
        ),
        TableSheet(
            "受講決定の根拠と決裁",
            head("受講決定の根拠と決裁", _PAPERS),
            _OF_PAPERS,
            tuple(_papers(found)),
            editable=True,
        ),
    )
    ending = f"_{file_names.part(order.section)}" if order.section else ""
    with order.outgoing.writing(
        order.out / f"受講決定一覧{ending}_{desk.services.clock.today()}.xlsx"
    ) as path:
        desk.services.workbooks.write_tables(sheets, path, None, order.password)
    return (path,)


_DECIDE = (
    "決定の欄に「受講決定」「見送り」「取消」のどれかを書いて、そのまま取り込めます。空の欄は何も決めません。",
    "「優先」は、優先する人材像の人です。その人を上に、申込の順に並べています。優先の欄は取り込みません。",
)
_LINES = (
    Column("code", "研修コード", 12),
    Column("course", "研修名", 30, "wrap"),
    Column("turn", "回", 10),
    Column("year", "年度", 10),
    Column("number", "職員番号", 10),
    Column("name", "氏名", 20),
    Column("section_code", "所属コード", 10),
    Column("section", "所属名", 24, "wrap"),
    Column("choice", "申込", 8),
    Column("decision", "決定", 10, choices=tuple(DECISIONS.values())),
    Column("first", "優先", 14, "wrap"),
    Column("asked_on", "申込日", 12),
    Column("note", "備考", 24, "wrap"),
    Column("look", "確かめること", 40, "wrap"),
)
_PAPERS = (
    "根拠、決裁番号、決裁日は、役所の決裁のしくみから写したものです。空いた欄には、印刷した紙に書き入れられます。",
    "dxdesk に残すときは、「研修」の「回を直す」に写してください。この表は取り込みません。",
)
_OF_PAPERS = (
    Column("session", "研修の回", 44, "wrap"),
    Column("day", "開始日", 12),
    Column("count", "受講決定", 10),
    Column("ground", "根拠", 44, "wrap"),
    Column("approval", "決裁番号", 26, "wrap"),
    Column("approved_on", "決裁日", 14, "wrap"),
)
_BY_SESSION = (
    Column("session", "研修の回", 44, "wrap"),
    Column("day", "開始日", 12),
    Column("place", "会場", 30, "wrap"),
    Column("number", "職員番号", 10),
    Column("name", "氏名", 20),
    Column("section", "所属", 28, "wrap"),
)
_BY_SECTION = (
    Column("section", "所属", 28, "wrap"),
    Column("number", "職員番号", 10),
    Column("name", "氏名", 20),
    Column("session", "研修の回", 44, "wrap"),
    Column("day", "開始日", 12),
    Column("place", "会場", 30, "wrap"),
)


def _lines(found: Sequence[SessionList]) -> Iterable[TableRow]:
    for one in found:
        for line in one.lines:
            decision = DECISIONS.get(line.state.value, "")
            choice = TAKE_BACK if line.state is State.WITHDRAWN else ASK if line.asked else ""
            cells = (
                *(line.course, line.title.removesuffix(line.turn).strip(), line.turn),
                *(fiscal_year_label(one.session.fiscal_year), line.number, line.name, *line.section, choice),
                *(decision, line.first, short_day(line.arrival.day), line.note),
                "\n".join(problem.message for problem in line.problems),
            )
            yield TableRow(f"{line.session}/{line.number}", cells)


def _by_session(found: Sequence[SessionList]) -> Iterable[TableRow]:
    for one in found:
        for line in one.granted:
            where = one.title, short_day(one.session.first_day), one.session.place
            yield TableRow(f"{one.subject}/{line.number}", (*where, line.number, line.name, line.section[1]))


def _by_section(found: Sequence[SessionList]) -> Iterable[TableRow]:
    granted = [(line.section[0], line.number, one, line) for one in found for line in one.granted]
    for _, number, one, line in sorted(granted, key=lambda it: (*it[:2], it[2].session.first_day)):
        where = one.title, short_day(one.session.first_day), one.session.place
        yield TableRow(f"{number}/{one.subject}", (line.section[1], number, line.name, *where))


def _papers(found: Sequence[SessionList]) -> Iterable[TableRow]:
    """Yield a line a session with people who have a seat: what is decided of them together."""
    for one in found:
        if one.granted:
            told = (text for _, text in decision_papers(one.session))
            cells = (one.title, short_day(one.session.first_day), f"{len(one.granted):,}人", *told)
            yield TableRow(one.subject, cells)
