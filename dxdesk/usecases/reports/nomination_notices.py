"""選任通知: to each person who was appointed in a round whose rules want one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dxdesk.domain.capabilities import NOMINATION
from dxdesk.domain.contents import RoundSaid
from dxdesk.domain.nominations import Round
from dxdesk.domain.wareki import fiscal_year_label, wareki
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress, UnitOfWork
from dxdesk.usecases.forms import print_records
from dxdesk.usecases.nominations.ledger import nominations
from dxdesk.usecases.nominations.standing import APPOINTED, Candidate, states_of
from dxdesk.usecases.nominations.switch import require_nomination
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.progress.year_table import section_codes
from dxdesk.usecases.reports.issuing import beyond_told, numbers_within
from dxdesk.usecases.reports.kind import Order, Printable, ReportKind, YearLabels, nothing, today
from dxdesk.usecases.reports.numbering import numbered
from dxdesk.usecases.workplace.desk import Desk


def _with_notice(uow: UnitOfWork) -> list[Round]:
    return [one for one in nominations(uow).rounds if one.asked.notice]


def _years(_: Desk, uow: UnitOfWork) -> YearLabels:
    years = {one.asked.fiscal_year for one in _with_notice(uow)}
    return tuple((year, fiscal_year_label(year)) for year in sorted(years, reverse=True))


def _people(desk: Desk, uow: UnitOfWork) -> Mapping[int, tuple[Printable, ...]]:
    """Return who was appointed in the rounds of each year, in section and number order, each once."""
    mine, found = numbers_within(desk, uow, Order()), dict[int, dict[tuple[str, str], Printable]]()
    for state in states_of(desk, uow, _with_notice(uow)):
        for one in state.candidates:
            said = one.named.said
            if one.state == APPOINTED and (mine is None or said.number in mine):
                person = Printable(said.number, one.person_name, "", said.section, one.section_name, False)
                found.setdefault(state.asked.fiscal_year, {})[said.section, said.number] = person
    return {year: tuple(people[key] for key in sorted(people)) for year, people in found.items()}


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    with desk.store.read() as uow:
        require_nomination(uow)
        rounds = _with_notice(uow)
        # Numbers are of a year, so that a reprint carries its own whether or not the year is named.
        year = order.fiscal_year or max((one.asked.fiscal_year for one in rounds), default=0)
        states = states_of(desk, uow, [one for one in rounds if one.asked.fiscal_year == year])
        units, mine = departments.named(uow), numbers_within(desk, uow, order)
        inside = section_codes(order.section, units) if order.section else None
        told = [
            (state.asked, state.persona_name, one)
            for state in states
            for one in state.candidates
            if one.state == APPOINTED
            and order.employee in ("", one.named.said.number)
            and one.named.said.number not in order.leave_out
            and (mine is None or one.named.said.number in mine)
            and (inside is None or one.named.said.section in inside)
        ]
        staff = {person.number: person for person in uow.people.employees(include_left=True)}
        words = print_records.wording(uow, desk.identity)
    if not told:
        raise nothing(
            "選任通知を出す人がいません。",
            "「選任通知を出す」とした選任で任命した人だけに作れます。年度と範囲の指定も確かめてください。",
        )

    def draw(numbers: Sequence[int]) -> bytes:
        made = []
        for (asked, persona, one), number in zip(told, numbers, strict=True):
            person = staff.get(one.named.said.number)
            head = doc.PersonHead(
                one.named.said.number,
                one.person_name,
                one.section_name,
                person.grade if person else "",
                person.title if person else "",
            )
            made.append(
                doc.Certificate(
                    title=KIND.title,
                    number=asked.document_number or words.number(number),
                    person=head,
                    body=_body(asked, persona, one),
                    issued_on=_issued(asked, desk),
                    issuer_title=words.issuer_title,
                    issuer_name=words.issuer_name,
                    honorific=words.honorific,
                    seal=words.seal,
                )
            )
        return desk.services.printer.draw(made, progress)

    if all(asked.document_number for asked, _, _ in told):
        return draw([0] * len(told))
    keys = [f"{asked.code}:{one.named.said.number}:{one.day_from}" for asked, _, one in told]
    return numbered(desk, KIND.kind, year, keys, draw)


def _body(asked: RoundSaid, persona: str, one: Candidate) -> str:
    first = wareki(date.fromisoformat(one.day_from))
    last = f"{wareki(date.fromisoformat(one.day_to))}まで" if one.day_to else ""
    return f"{persona}に選任します\n任期は{first}から{last}とします"


def _issued(asked: RoundSaid, desk: Desk) -> date:
    """Return the day of the 決裁 where the office said it, else today."""
    return date.fromisoformat(asked.approved_on) if asked.approved_on else today(desk)


KIND = ReportKind(
    kind="nomination-notice",
    title="選任通知",
    roles=(Role.HR,),
    hint="選任で任命した人に渡す通知です。通知を出すとした選任だけから作ります。",
    make=_make,
    numbered=True,
    any_year=True,
    notices=lambda desk, _: beyond_told(desk),
    years=_years,
    people=_people,
    uses=NOMINATION,
)
