"""選任通知: to each person who was appointed in a round whose rules want one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dxdesk.domain import canonical
from dxdesk.domain.capabilities import NOMINATION
from dxdesk.domain.contents import RoundSaid
from dxdesk.domain.errors import Problem
from dxdesk.domain.nominations import ACCEPTED, NO_PAPER, Paper
from dxdesk.domain.wareki import fiscal_year_label, wareki
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Employee, Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.forms import print_records
from dxdesk.usecases.issued.issuing import Given, Wanted
from dxdesk.usecases.issued.printing import Asked
from dxdesk.usecases.issued.series import Series
from dxdesk.usecases.nominations.ledger import nominations
from dxdesk.usecases.nominations.rosters import named_elsewhere
from dxdesk.usecases.nominations.standing import APPOINTED, Candidate, states_of
from dxdesk.usecases.nominations.switch import require_nomination
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.progress.year_table import section_codes
from dxdesk.usecases.reports.issuing import beyond_told, numbers_within
from dxdesk.usecases.reports.kind import Named, Order, ReportKind, nothing, printed, today
from dxdesk.usecases.reports.span import Printable, Span, Years, within_reach
from dxdesk.usecases.workplace.desk import Desk


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    return printed(desk, _papers(desk, order), order, progress)


def _papers(desk: Desk, order: Order) -> Asked:
    with desk.store.read() as uow:
        require_nomination(uow)
        rounds = [one for one in nominations(uow).rounds if one.asked.notice]
        year = order.fiscal_year
        states = states_of(desk, uow, [one for one in rounds if one.asked.fiscal_year == year])
        units, mine = departments.named(uow), numbers_within(desk, uow, order)
        inside = section_codes(order.section, units) if order.section else None
        staff = {person.number: person for person in uow.people.employees(include_left=True)}
        told = [
            (state.asked, state.persona_name, one)
            for state in states
            for one in state.candidates
            if (_fresh(one) or (order.employee and one.named.said.decided == ACCEPTED and not one.gone))
            and order.employee in ("", one.named.said.number)
            and one.named.said.number not in order.leave_out
            and (mine is None or one.named.said.number in mine)
            and (inside is None or _own(staff, one) in inside)
        ]
        words = print_records.wording(uow, desk.identity)
    if not told:
        raise nothing(
            "選任通知を出す人がいません。",
            "「選任通知を出す」とした選任で任命した人だけに作れます。年度と範囲の指定も確かめてください。",
        )

    def paper(asked: RoundSaid, persona: str, one: Candidate) -> Wanted:
        # What the office decided at first does not decide of a term that was changed since.
        decided = NO_PAPER if one.changed else one.named.paper(asked)
        number, own = one.named.said.number, _own(staff, one)
        person = staff.get(number)
        head = doc.PersonHead(
            number,
            one.person_name,
            units[own].name if own in units else "",
            person.grade if person else "",
            person.title if person else "",
        )
        body = _body(persona, one, named_elsewhere(one.named.said.section, own, units))

        def made(given: Given) -> doc.Certificate:
            return doc.Certificate(
                title=KIND.title,
                number=given.number,
                person=head,
                body=body,
                issued_on=_issued(decided, desk),
                issuer_title=words.issuer_title,
                issuer_name=words.issuer_name,
                honorific=words.honorific,
                seal=words.seal,
                seal_size=words.choices.seal_size,
            )

        key = f"{asked.code}:{one.named.reported or number}:{one.day_from}"
        source = canonical.digest(canonical.dumps([one.day_to, decided.document_number, decided.approved_on]))
        return Wanted(key, number, source, made, decided.document_number)

    return Asked(Series(KIND.kind, year), [paper(*one) for one in told])


def _years(desk: Desk) -> Years:
    """Return the years whose rounds want a notice, the newest first.

    Numbers are of a year, so that a reprint carries its own whether or not the year is named.
    """
    with desk.store.read() as uow:
        found = {one.asked.fiscal_year for one in nominations(uow).rounds if one.asked.notice}
    return tuple((year, fiscal_year_label(year)) for year in sorted(found, reverse=True))


def _people(desk: Desk, fiscal_year: int) -> tuple[Printable, ...]:
    """Return who was appointed in a year's rounds that want a notice; of a changed term only by name."""
    with desk.store.read() as uow:
        rounds = [one for one in nominations(uow).rounds if one.asked.notice]
        states = states_of(desk, uow, [one for one in rounds if one.asked.fiscal_year == fiscal_year])
        units = departments.named(uow)
        staff = {person.number: person for person in uow.people.employees(include_left=True)}
    found: dict[str, Printable] = {}
    for one in (candidate for state in states for candidate in state.candidates):
        number, own = one.named.said.number, _own(staff, one)
        if one.named.said.decided == ACCEPTED and not one.gone:
            unit, kana = units.get(own), staff[number].kana if number in staff else ""
            person = Printable(
                number, one.person_name, kana, own, unit.name if unit else "", by_name=not _fresh(one)
            )
            if number not in found or found[number].by_name:
                found[number] = person
    return within_reach(desk, tuple(sorted(found.values(), key=lambda one: (one.section, one.number))))


def _fresh(one: Candidate) -> bool:
    """Tell whether a notice says what was decided: of a term changed since it is made only by name."""
    return one.state == APPOINTED and not one.changed and not one.gone


def _own(staff: Mapping[str, Employee], one: Candidate) -> str:
    """Return the code of somebody's own section, of whom the roster lacks that of the section that named."""
    person = staff.get(one.named.said.number)
    return person.department_code if person else one.named.said.section


def _notices(desk: Desk, fiscal_year: int) -> tuple[Problem, ...]:
    """Tell whose term was changed since, so that no notice is made of it unasked."""
    with desk.store.read() as uow:
        rounds = [one for one in nominations(uow).rounds if one.asked.notice]
        year = fiscal_year
        changed = [
            f"{one.named.said.number} {one.person_name}"
            for state in states_of(desk, uow, [one for one in rounds if one.asked.fiscal_year == year])
            for one in state.candidates
            if one.named.said.decided == ACCEPTED and (one.changed or one.gone)
        ]
    told: tuple[Problem, ...] = ()
    if changed:
        told = (
            Problem(
                "nomination-notice-changed",
                f"任命した後に任期が変わった人が{len(changed)}人います。全員分の選任通知には入れていません。",
                "要るときは、その人を選んで作ってください。いまの任期で作ります。",
                "、".join(changed[:10]) + (f" ほか{len(changed) - 10}人" if len(changed) > 10 else ""),
            ),
        )
    return (*told, *beyond_told(desk))


def _body(persona: str, one: Candidate, naming: str) -> str:
    first = wareki(date.fromisoformat(one.day_from))
    last = f"{wareki(date.fromisoformat(one.day_to))}まで" if one.day_to else ""
    by = f"({naming}の推薦)" if naming else ""
    body = f"{persona}に選任します{by}\n任期は{first}から{last}とします"
    if not one.changed:
        return body
    before = wareki(date.fromisoformat(one.decided_to)) if one.decided_to else ""
    return f"{body}\n(はじめの任期は{f'{before}まで' if before else '終わりを決めないもの'}でした)"


def _issued(paper: Paper, desk: Desk) -> date:
    """Return the day of the 決裁 where the office said it, else today."""
    return date.fromisoformat(paper.approved_on) if paper.approved_on else today(desk)


KIND = ReportKind(
    kind="nomination-notice",
    title="選任通知",
    roles=(Role.HR,),
    hint="選任で任命した人に渡す通知です。通知を出すとした選任だけから作ります。",
    make=_make,
    named=Named.THEMSELVES,
    papers=_papers,
    numbered=True,
    any_year=True,
    span=Span(_years, _people, in_work=False, quick=False),
    notices=_notices,
    uses=NOMINATION,
)
