"""スキル確認結果証: a numbered certificate of each finalised result."""

from __future__ import annotations

from collections.abc import Sequence

from dxdesk.ports import document_wording
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.forms import print_records
from dxdesk.usecases.reports.issuing import beyond_told, issued_within
from dxdesk.usecases.reports.kind import Order, ReportKind
from dxdesk.usecases.reports.numbering import numbered
from dxdesk.usecases.reports.people_of import finalised, people_of
from dxdesk.usecases.reports.span import ISSUED
from dxdesk.usecases.workplace.desk import Desk


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    with desk.store.read() as uow:
        found = people_of(desk, uow, order)
        people = issued_within(desk, uow, order, finalised(found))
        words = print_records.wording(uow, desk.identity)
    year = found.context.cycle.fiscal_year

    def draw(numbers: Sequence[int]) -> bytes:
        made = []
        for person, number in zip(people, numbers, strict=True):
            line = found.frozen[person.employee_number]
            snapshot = found.snapshots[line.snapshot]
            made.append(print_records.certificate(found.context, person, words, line, snapshot, number))
        return desk.services.printer.draw(made, progress)

    return numbered(desk, KIND.kind, year, [person.employee_number for person in people], draw)


KIND = ReportKind(
    kind="certificate",
    title=document_wording.SKILL_CERTIFICATE_TITLE,
    roles=(Role.HR,),
    hint="確定した人に渡す証書です。番号は一度付くと変わりません。",
    make=_make,
    numbered=True,
    span=ISSUED,
    notices=lambda desk, _: beyond_told(desk),
)
