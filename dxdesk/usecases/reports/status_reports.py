"""提出状況: how many people of each section stand where."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from dxdesk.domain.lifecycle import STATE_LABELS, State
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.progress import year_table
from dxdesk.usecases.progress.status import section_statuses
from dxdesk.usecases.progress.year_table import OPEN_STATES, Line
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind, nobody, today
from dxdesk.usecases.reports.missing_glyphs import status_without_missing
from dxdesk.usecases.workplace.desk import Desk

_LABELS = {
    **STATE_LABELS,
    State.SUBMITTED: "確認待ち",
    State.FIRST_CONFIRMED: "一次確認済",
    State.SECOND_CONFIRMED: "二次確認済",
}
"""What a column of a state is called: the state's own name would be read as all who ever came so far."""

_UNCONFIRMED = "申告のまま"
"""Who has handed in and has no confirmer waits for nobody."""

_COLUMNS = (*_LABELS.values(), _UNCONFIRMED)


def _stands(line: Line) -> str:
    waits_for_nobody = line.state is State.SUBMITTED and line.finished
    return _UNCONFIRMED if waits_for_nobody else _LABELS[line.state]


def status_report(desk: Desk, section: str = "", fiscal_year: int = 0) -> doc.StatusReport:
    """Return the submission status by section; 対象外 are left out of every whole."""
    with desk.store.read() as uow:
        table = year_table.load(desk, uow, fiscal_year)
    asked = [line for line in table.within(section) if line.asked]
    sections = section_statuses(table, asked)
    late = Counter(table.late_step(line) for line in asked)
    stands = Counter((line.member.department_code, _stands(line)) for line in asked)
    shown = [label for label in _COLUMNS if any(stands[found.code, label] for found in sections)]
    handed_in = Counter(line.member.department_code for line in asked if line.state not in OPEN_STATES)
    done = Counter(line.member.department_code for line in asked if line.finished)
    cycle = table.cycle
    dues = (("自己申告", cycle.due_self), ("一次確認", cycle.due_first), ("二次確認", cycle.due_second))
    return doc.StatusReport(
        fiscal_year=cycle.fiscal_year,
        municipality=desk.identity.municipality_name,
        states=tuple(shown),
        rows=tuple(
            doc.StatusRow(
                found.name,
                found.staff,
                tuple(stands[found.code, label] for label in shown),
                found.late,
                handed_in[found.code],
                done[found.code],
            )
            for found in sections
        ),
        as_of=today(desk),
        due=tuple((name, date.fromisoformat(day)) for name, day in dues if day),
        late_steps=tuple((step, late[step]) for step in year_table.STEPS.values() if late[step]),
        purpose=cycle.purpose,
    )


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    record = status_report(desk, order.section, order.fiscal_year)
    if not record.rows:
        raise nobody("選んだ所属に対象の人がいません。", "所属の指定を確かめてください。")
    record = replace(status_without_missing(desk.services.printer, record), large=order.large)
    return desk.services.printer.draw([record], progress)


KIND = ReportKind(
    kind="status",
    title=doc.STATUS_TITLE,
    roles=(Role.HR, Role.SECTION),
    hint="所属ごとの提出と確認の進みです。",
    make=_make,
    named=Named.FEW,
    per_person=False,
    at_once=EVERYBODY,
    wide=True,
)
