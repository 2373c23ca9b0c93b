"""期首票 and 期首確認票: the workbooks of a year's start."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from dxdesk.domain.dates import local_day
from dxdesk.domain.errors import KnownError
from dxdesk.domain.plan_life import PLAN_STATE_LABELS, PlanState
from dxdesk.domain.records import Part
from dxdesk.domain.wareki import fiscal_year_short, short_day
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Enrolment, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.ports.workbooks import ProposalLine
from dxdesk.usecases.development.proposals import Proposer
from dxdesk.usecases.exchange.issue import Contents, plan_base
from dxdesk.usecases.forms import plan_form
from dxdesk.usecases.organisation import year_start
from dxdesk.usecases.person_year import derived, holders
from dxdesk.usecases.person_year.cycles import Cycle
from dxdesk.usecases.person_year.standing import PersonYear, year_context
from dxdesk.usecases.sealing.envelope import Recipient
from dxdesk.usecases.sealing.workbook_kinds import PLAN_CONFIRMATION, PLAN_FORM, ROSTER
from dxdesk.usecases.sending.dispatch import (
    Sending,
    called,
    colleagues,
    enrolments_of,
    section_folder,
    write_sealed,
    writes,
)
from dxdesk.usecases.workplace.desk import tick
from dxdesk.usecases.year_start.standing_for import is_ours

_PARTS = (Part.ASSIGNMENT, Part.REFERENCE, Part.PLAN, Part.PLAN_LIFE)
_DONE = (PlanState.AGREED,)


@writes
def write_plan_forms(sending: Sending) -> None:
    """Write a 期首票 for everybody whose goals are still to come or were returned.

    HR makes them only after the year's roster was accepted: who is where, and who confirms whom, is of April.

    Raises:
        KnownError: ``start-off``, ``start-no-form``, ``start-roster-old``.
    """
    year_start.require_form(sending.uow, sending.cycle, sending.desk.role)
    if sending.desk.role is Role.HR:
        _require_roster(sending.uow, sending.cycle)
    wanted = [person for person in sending.people if _asks(sending, person)]
    confirmers = {number for p in wanted for number in (p.route.first, p.route.second) if number}
    known = enrolments_of(sending, confirmers)
    proposed = _proposed(sending, wanted)
    for done, person in enumerate(wanted):
        tick(sending.progress, done, len(wanted))
        extra = plan_form.prefilled(proposed.get(person.employee_number, ()))
        sending.write_one(person, functools.partial(_form, sending, person, known, extra))


def _proposed(sending: Sending, people: Sequence[PersonYear]) -> Mapping[str, tuple[ProposalLine, ...]]:
    """Return what last year's results propose, of those who have one and wrote no goals yet.

    Of whoever had a number last year nothing goes to who has it now.
    """
    uow, year = sending.uow, sending.cycle.fiscal_year - 1
    blank = [p.employee_number for p in people if not p.views[Part.PLAN].items]
    new = {number for number in blank if number in holders.those_of(uow, number, year)}
    frozen = {line.employee_number: line for line in uow.results.snapshot_lines(year, "")}
    if sending.desk.role is not Role.HR or not new & frozen.keys():
        return {}
    context = year_context(sending.desk, uow, year)
    proposer = Proposer(sending.desk, uow, context)
    last = derived.people_years(uow, context, sorted(new & frozen.keys()))
    return {p.employee_number: proposer.of(p, frozen[p.employee_number]) for p in last}


def _require_roster(uow: UnitOfWork, cycle: Cycle) -> None:
    """Refuse before a roster of the year was accepted; one that changed nothing was accepted as well."""
    day, begins = uow.settings.get(setting_names.ROSTER_DAY), f"{cycle.fiscal_year}-04-01"
    came = (
        local_day(one.received_at) for one in uow.exchange.receipts(live_only=True) if one.kind == ROSTER.kind
    )
    if max(day, *came, "") < begins:
        raise KnownError(
            "start-roster-old",
            f"{cycle.label}の名簿をまだ取り込んでいないので、期首票は作りません。何も書き出していません。",
            f"4月1日より後の名簿を取り込み、「年度」で名簿に合わせてから作ってください"
            f"(期首の基準日は{short_day(cycle.start.day)}です)。",
            found=f"いまの名簿は{short_day(day)}現在です" if day else "",
        )


def _asks(sending: Sending, person: PersonYear) -> bool:
    if person.exempt or person.finalised:
        return False
    if person.plan_life.state in _DONE:
        state = PLAN_STATE_LABELS[person.plan_life.state]
        sending.skip(person, f"期首の目標が「{state}」なので、期首票を作りません。")
        return False
    return True


def _form(sending: Sending, person: PersonYear, known: Mapping[str, Enrolment], extra: str) -> None:
    found = sending.contents([person], _PARTS)
    recipient = Recipient(role=Role.PERSONAL.value, employee=person.employee_number, label=person.name)
    contents = Contents(
        found.revisions,
        base=plan_base(person),
        enrolments=tuple(colleagues(known, [person])),
        round=person.plan_life.round + (person.plan_life.state is PlanState.RETURNED) or 1,
        extra=extra,
        uncounted=sending.told_to(recipient),
    )
    package = sending.issuance.issue(PLAN_FORM.kind, recipient, contents)
    revisions = tuple(model.revision() for model in package.envelope.revisions)
    sheets = plan_form.question_of(package.envelope, revisions).sheets
    name = f"期首票_{fiscal_year_short(person.fiscal_year)}_{person.employee_number}.xlsx"
    with sending.outgoing.writing(sending.command.out / section_folder(person) / name) as path:
        sending.desk.services.workbooks.write_tables(sheets, path, package.payload, sending.command.password)
    sending.wrote(package, path, person.department_name or called(person))


@writes
def write_plan_confirmations(sending: Sending) -> None:
    """Write the goals a section received, with what was said of them, for HR.

    Raises:
        KnownError: ``start-no-form``.
    """
    year_start.require_form(sending.uow, sending.cycle, sending.desk.role)
    acceptance = sending.context.acceptance
    mine = [p for p in sending.people if not p.exempt and is_ours(sending.desk, acceptance, p)]
    wanted = []
    for person in mine:
        if person.plan_life.state is PlanState.NOT_STARTED:
            sending.skip(person, "期首の目標がまだ出ていません。")
        else:
            wanted.append(person)
    if wanted:
        sending.write_some(wanted, "人事あてのファイル", functools.partial(_confirmation, sending, len(mine)))


def _confirmation(sending: Sending, mine: int, people: Sequence[PersonYear]) -> None:
    recipient = Recipient(role=Role.HR.value, label="人事担当")
    found = sending.contents(people, _PARTS, judged=True)
    contents = Contents(found.revisions, whole=len(people) == mine, uncounted=sending.told_to(recipient))
    package = sending.issuance.issue(PLAN_CONFIRMATION.kind, recipient, contents)
    whose = sending.in_file_name(
        sending.desk.identity.owner, sending.uow.settings.get(setting_names.OWNER_NAME)
    )
    name = f"期首確認票_{fiscal_year_short(sending.cycle.fiscal_year)}_{whose}_人事あて.xlsx"
    write_sealed(sending, package, sending.command.out / name, "人事課", len(people))
