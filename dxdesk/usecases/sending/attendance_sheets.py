"""出席簿 as workbooks: those who were granted a seat in a session, to be marked and taken in again."""

from __future__ import annotations

from pathlib import Path

from dxdesk.domain import file_names
from dxdesk.domain.errors import KnownError
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports import setting_names
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet
from dxdesk.usecases.imports.understanding import ATTENDANCE, TEMPLATE_SHEETS
from dxdesk.usecases.sending.plain_workbooks import Order, writes_plain
from dxdesk.usecases.training.enrolment_lists import SessionList, granted_lists
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.workplace.desk import Desk

WORDS = ("出席", "欠席", "修了", "途中退席")
"""What is offered for each person; what 途中退席 means is asked once when the list is taken in."""

_GUIDE = (
    "結果の欄に「出席」「欠席」「修了」「途中退席」のどれかを書いて、受講記録として取り込んでください。",
    "申し込んでいない人が来たときは、下に行を足し、研修名と受講日も上と同じに書いてください。空の欄の人は、受けたことになりません。",
)
_COLUMNS = (
    Column("number", "職員番号", 10),
    Column("name", "氏名", 20),
    Column("section", "所属名", 20, "wrap"),
    Column("course", "研修名", 26, "wrap"),
    Column("day", "受講日", 12),
    Column("result", "結果", 10, choices=WORDS),
    Column("note", "メモ", 20, "wrap"),
)


@writes_plain
def write_attendance_sheets(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write a 出席簿 for each session that has people with a seat.

    Raises:
        KnownError: ``training-off``, ``session-unknown``, ``session-ambiguous``, ``nobody-granted``.
    """
    found = [
        one
        for session in (order.sessions or ("",))
        for one in granted_lists(desk, order.fiscal_year, session, order.section)
    ]
    if not found:
        raise KnownError(
            "nobody-granted",
            "受講を決めた人のいる回がありません。何も書き出していません。"
            if order.sessions or order.fiscal_year
            else "これから行う回に、受講を決めた人がいません。何も書き出していません。",
            "申込の一覧で受講を決めるか、年度か回を選び直してください。済んだ回の分は、年度か回を選ぶと作れます。",
        )
    with desk.store.read() as uow:
        known = ledger(uow)
        sender = uow.settings.get(setting_names.SENDER_LABEL) or f"{desk.identity.municipality_name} 人事担当"
    files = []
    for one in found:
        course = known.course(one.course)
        sheet = _sheet(desk, one, course.name if course is not None else one.session.course, sender)
        with order.outgoing.writing(order.out / f"出席簿_{file_names.part(one.title)}.xlsx") as path:
            desk.services.workbooks.write_tables((sheet,), path, None, order.password)
        files.append(path)
    return tuple(files)


def _sheet(desk: Desk, one: SessionList, course: str, sender: str) -> TableSheet:
    day = short_day(one.session.last_day or one.session.first_day)
    head = Head(
        f"出席簿 {one.title}", desk.identity.municipality_name, fiscal_year_label(one.session.fiscal_year),
        "", "", "", "", "", sender, "", guide=_GUIDE,
    )  # fmt: skip
    rows = tuple(
        TableRow(line.number, (line.number, line.name, line.section[1], course, day, "", ""))
        for line in one.granted
    )
    return TableSheet(TEMPLATE_SHEETS[ATTENDANCE], head, _COLUMNS, rows, editable=True)
