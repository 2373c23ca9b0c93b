"""スキルシート: one a person who is asked, at any time of the year."""

from __future__ import annotations

from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.exchange.kept import notice_came
from dxdesk.usecases.forms import print_records
from dxdesk.usecases.forms.stage_texts import StageWriter
from dxdesk.usecases.reports.kind import Named, Order, ReportKind, today
from dxdesk.usecases.reports.people_of import people_of
from dxdesk.usecases.workplace.desk import Desk


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    with desk.store.read() as uow:
        found = people_of(desk, uow, order)
        words = print_records.wording(uow, desk.identity)
        stages = StageWriter(uow, found.context.framework, today(desk).isoformat())
        # A person's own store freezes nothing: what says there that the result is final is the notice.
        told = desk.role is Role.PERSONAL and notice_came(uow, found.context.cycle.fiscal_year)
    frozen = found.frozen
    sheets = [
        print_records.skill_sheet(
            found.context,
            person,
            words,
            today(desk),
            frozen.get(person.employee_number),
            stages.finalised(person, frozen.get(person.employee_number)),
            told=told,
        )
        for person in found.people
    ]
    return desk.services.printer.draw(sheets, progress)


KIND = ReportKind(
    kind="skill-sheet",
    title=doc.SKILL_SHEET_TITLE,
    roles=(Role.HR, Role.SECTION, Role.PERSONAL),
    hint="1人ずつの紙です(記録の多い人は2枚)。レーダー図と、前年・申告・確認の一覧です。",
    make=_make,
    named=Named.PEOPLE,
)
