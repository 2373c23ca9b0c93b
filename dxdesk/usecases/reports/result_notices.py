"""結果通知票: HR's of whom it finalised; a person's own from the file that was received."""

from __future__ import annotations

from dxdesk.domain.errors import Problem
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.development.notice_texts import notice_texts
from dxdesk.usecases.exchange import kept
from dxdesk.usecases.forms import print_records
from dxdesk.usecases.forms.letters import notice_of
from dxdesk.usecases.forms.stage_texts import StageWriter
from dxdesk.usecases.issued.notices import Notices
from dxdesk.usecases.issued.printing import Asked
from dxdesk.usecases.person_year.cycles import find_cycle
from dxdesk.usecases.reports.kind import Named, Order, ReportKind, nothing, printed, today
from dxdesk.usecases.reports.people_of import finalised, people_of
from dxdesk.usecases.reports.span import RESULTS
from dxdesk.usecases.training.beside import CourseTeller
from dxdesk.usecases.workplace.desk import Desk


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    if desk.role is Role.PERSONAL:
        return _received(desk, order, progress)
    return printed(desk, _papers(desk, order), order, progress)


def _papers(desk: Desk, order: Order) -> Asked:
    with desk.store.read() as uow:
        found = people_of(desk, uow, order)
        notices = Notices(desk, uow, found.context, notice_texts(desk, found.context))
    return Asked(notices.series, [notices.wanted(person) for person in finalised(found)])


def _received(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    """Draw the notice that came to a person, as it says."""
    with desk.store.read() as uow:
        found = people_of(desk, uow, order)
        words = print_records.wording(uow, desk.identity)
        year, owner = found.context.cycle.fiscal_year, desk.identity.owner
        stages = StageWriter(uow, found.context.framework, today(desk).isoformat())
        courses = CourseTeller(uow, found.context.framework, year)
        told = kept.notice(uow, year)
        said = notice_of(year, owner, told.extra) if told and told.extra else None
    alone = said is not None and said.as_reported
    people = tuple(p for p in found.people if alone or any(item.confirmed is not None for item in p.items))
    if not people or told is None:
        raise nothing(
            "結果通知票がまだ届いていません。", "届いたファイルをこの窓に置いてから印刷してください。"
        )
    made = [
        print_records.result_notice(
            found.context,
            person,
            said.words,
            said.issued_on,
            said.frozen,
            said.snapshot,
            said.stages,
            as_reported=said.as_reported,
            courses=said.courses,
            proposal=said.proposal,
            correction=said.correction,
            seal=said.seal,
        )
        if said
        else print_records.result_notice(
            found.context,
            person,
            words,
            today(desk),
            found.frozen.get(person.employee_number),
            found.snapshot_of(person),
            stages.finalised(person, found.frozen.get(person.employee_number)),
            as_reported=person.as_reported,
            courses=courses.finalised(person, found.frozen.get(person.employee_number)),
        )
        for person in people
    ]
    return desk.services.printer.draw(made, progress)


def _notices(desk: Desk, fiscal_year: int) -> tuple[Problem, ...]:
    """Say where a person's own notice is from, where an earlier program received it."""
    if desk.role is not Role.PERSONAL:
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


KIND = ReportKind(
    kind="result-notice",
    title=doc.RESULT_NOTICE_TITLE,
    roles=(Role.HR, Role.PERSONAL),
    hint="確定したレベルと、次のレベルに要ることを本人に知らせます。",
    make=_make,
    named=Named.THEMSELVES,
    papers=_papers,
    span=RESULTS,
    notices=_notices,
)
