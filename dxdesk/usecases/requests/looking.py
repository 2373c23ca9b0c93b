"""What HR's import would tell of a section's answers, told while they are chosen.

The rules are those of HR's store (``training.enrolment.Checks``, ``domain.nominations.Judge``), asked of what
the request itself says. What only HR knows is told there: who has completed a course or lacks one that comes
first, and whom another section named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dxdesk.domain.appointments import Appointment
from dxdesk.domain.contents import CourseSaid, EnrolmentSaid, NomineeSaid, RoundSaid, SessionSaid
from dxdesk.domain.dates import is_day
from dxdesk.domain.errors import Place, Problem
from dxdesk.domain.nominations import MANNERS, Finding, Judge, Named, Round, Somebody
from dxdesk.domain.text import too_long
from dxdesk.domain.training import fiscal_year_of, names_of
from dxdesk.ports.entities import Department, Employee
from dxdesk.usecases.forms.enrolment_form import ASK, COMPLETED, FormSession
from dxdesk.usecases.forms.nomination_form import NOTE, TITLES, NominationForm, NomineeLine
from dxdesk.usecases.nominations.ledger import subject_of
from dxdesk.usecases.requests.work import EnrolmentWork, NominationWork, Work
from dxdesk.usecases.training.enrolment import ELSEWHERE, TAKEN, Checks, short_of_seats
from dxdesk.usecases.training.ledger import Ledger

REFUSED = frozenset(
    {"text-too-long", "nomination-manner", "nomination-nameless", "nomination-day", "nomination-nobody"}
)
"""Codes of what HR's import would refuse: nothing is sent with it."""


def findings(work: Work, today: str) -> tuple[Problem, ...]:
    """Return what is to be looked at before a request is sent back; ``Place.cell`` says of whom or what.

    Args:
        work: what is answered.
        today: the day it would be sent (ISO).
    """
    if isinstance(work, NominationWork):
        return tuple(_of_nominees(work))
    return tuple(_of_enrolments(work, today))


# --- 受講申込票 --------------------------------------------------------------------------------------


def _of_enrolments(work: EnrolmentWork, today: str) -> Iterator[Problem]:
    looked = _checks(work)
    names = dict(work.people())
    listed = {one.number for one in work.form.people}
    section = work.form.section[0]
    for number, text in work.answers.notes.items():
        yield from too_long(text, Place(cell=f"{names.get(number, number)}さんの{TITLES[NOTE]}"))
    for one in work.form.sessions:
        for number, name in work.people():
            if work.answers.choices.get((one.subject, number)) != ASK:
                continue
            said = EnrolmentSaid(session=one.subject, number=number, asked_by=section)
            where = one.title
            if number not in listed:
                message = f"{name}さん({number})は、この申込票に載っていない人です。"
                yield Problem(ELSEWHERE, message, "職員番号と所属を確かめてください。", number).at(cell=where)
            yield from (found.at(cell=where) for found in looked.problems(said, number, today))
            if work.stands(one.subject, number) == COMPLETED:
                message = f"{name}さん({number})は、「{one.course}」をすでに修了しています。"
                fix = "もう一度受けさせるのでなければ、申込を外してください。"
                yield Problem(TAKEN, message, fix, number).at(cell=where)
        short = short_of_seats(one.title, _seats(one), work.count(one.subject))
        if short is not None:
            fix = "このまま送ると、だれが受講するかは発行した課が決めます。"
            yield replace(short, fix=fix).at(cell=one.title)


def _checks(work: EnrolmentWork) -> Checks:
    """Return what enrolments are looked at by, as far as a form says it."""
    form = work.form
    courses = tuple(
        {one.course: CourseSaid(code=one.course, name=one.course) for one in form.sessions}.values()
    )
    held = {one.subject: _session(one) for one in form.sessions}
    sessions = tuple(held.values())
    known = Ledger(courses, sessions, names_of(courses, {}), {}, held, {})
    section, name = form.section
    people = {number: Employee(number, called, department_code=section) for number, called in work.people()}
    standing: dict[tuple[str, str, int], set[str]] = {}
    for subject, one in held.items():
        for number in people:
            if work.wanted(subject, number):
                standing.setdefault((one.course, number, one.fiscal_year), set()).add(subject)
    several = {key: frozenset(found) for key, found in standing.items()}
    return Checks(known, people, frozenset(), {}, {section: Department(section, name)}, several)


def _session(one: FormSession) -> SessionSaid:
    return SessionSaid(
        course=one.course,
        turn=one.turn,
        first_day=one.first_day,
        last_day=one.last_day,
        fiscal_year=fiscal_year_of(one.first_day) if is_day(one.first_day) else 0,
        place=one.place,
        seats=_seats(one),
        deadline=one.deadline,
    )


def _seats(one: FormSession) -> int:
    return int(one.seats) if one.seats.isdecimal() else 0


# --- 推薦依頼 ----------------------------------------------------------------------------------------

_FIXES = {
    Finding.OVER: "多い分を外してください。",
    Finding.DAYS: "任期を直してください。",
    Finding.PREDECESSOR: "前任の人を選び直してください。",
}
"""What a section does about a finding that is worded for HR otherwise."""


def _of_nominees(work: NominationWork) -> Iterator[Problem]:
    if not work.answers:
        message = "まだだれも選んでいません。"
        yield Problem("nomination-nobody", message, "選ぶ人に、新任、再任、交代のどれかを付けてください。")
    form = work.form
    for line in work.answers:
        yield from (one.at(cell=f"{line.name or line.number}さん") for one in _unreadable(line))
    named = tuple(_named(form, line) for line in work.answers)
    section, name = form.section
    asked = RoundSaid(
        code=form.round,
        persona=form.persona[0],
        sections=(section,),
        wanted=form.wanted,
        deadline=form.deadline,
        first_day=form.first_day,
        last_day=form.last_day,
    )
    people = {one.number: Somebody(one.name, (section,)) for one in form.people}
    terms = [
        Appointment(one.number, form.persona[0], one.first_day, one.last_day)
        for one in form.holders
        if one.first_day
    ]
    judge = Judge(Round(asked, named), people, terms, {section: name})
    for one in named:
        where = f"{one.said.name or one.said.number}さん"
        yield from (_for_section(found, one.said).at(cell=where) for found in judge.findings(one))
    yield from _sent_otherwise(work)


def _named(form: NominationForm, line: NomineeLine) -> Named:
    said = NomineeSaid(round=form.round, section=form.section[0], **line._asdict())
    return Named(subject_of(said), said)


def _unreadable(line: NomineeLine) -> Iterator[Problem]:
    if line.manner not in MANNERS:
        fix = "新任、再任、交代のどれかを選んでください。"
        yield Problem("nomination-manner", "区分が空です。", fix)
    if not line.number.strip() and not line.name.strip():
        yield Problem("nomination-nameless", "職員番号も氏名も空です。", "選んだ人を書いてください。")
    for column, day in (
        ("first_day", line.first_day),
        ("last_day", line.last_day),
        ("handed_on", line.handed_on),
    ):
        if day and not is_day(day):
            message = f"{TITLES[column]}を日付として読めません。"
            yield Problem("nomination-day", message, "R8.4.1 のような日付を書いてください。", day)
    for text in line:
        yield from too_long(text)


def _for_section(found: Problem, said: NomineeSaid) -> Problem:
    if found.code == Finding.NUMBER_UNKNOWN:
        message = f"{said.name or said.number}さんは、この推薦依頼の「所属の職員」にいない人です。"
        fix = "職員番号を確かめ、兼務や異動の予定の人なら、備考に書いてください。"
        return Problem(Finding.OTHER_SECTION.value, message, fix, said.number or "空")
    fix = next((text for code, text in _FIXES.items() if code.value == found.code), found.fix)
    return replace(found, fix=fix)


def _sent_otherwise(work: NominationWork) -> Iterator[Problem]:
    """Tell of whom something else was sent before: reports are a set, and the newer covers nothing."""
    for before in work.sent:
        now, name = work.of(before.number), f"{before.name or before.number}さん"
        if now is None:
            message = f"前に送った報告では、{name}を選んでいました。外しても、人事課に届いた報告は残ります。"
            yield Problem("nomination-sent-before", message, "人事課に、取り消すことを伝えてください。").at(
                cell=name
            )
        elif now != before:
            message = f"{name}について、前に送った報告と内容が違います。人事課では、食い違いとして出ます。"
            fix = "人事課に、新しい方が正しいことを伝えてください。"
            yield Problem("nomination-sent-before", message, fix).at(cell=name)
