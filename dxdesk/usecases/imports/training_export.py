"""研修一覧 and 研修の回 as a workbook, under the very headers by which they are taken in again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dxdesk.domain.columns import CATALOGUE_COLUMNS, LABELS, SESSION_COLUMNS, Column
from dxdesk.domain.contents import CourseSaid, SessionSaid
from dxdesk.domain.training import Need
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports import setting_names
from dxdesk.ports.workbooks import Column as SheetColumn
from dxdesk.ports.workbooks import Head, TableRow, TableSheet
from dxdesk.usecases.imports import training_cells as cells
from dxdesk.usecases.imports.understanding import CATALOGUE, SESSIONS, TEMPLATE_SHEETS
from dxdesk.usecases.organisation.appointed import newest_framework
from dxdesk.usecases.training import wording
from dxdesk.usecases.training.ledger import Ledger, ledger
from dxdesk.usecases.training.switch import require_training
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import Outgoing

_GUIDE = (
    "この表は、直してそのまま取り込めます。書いた欄だけが変わり、空の欄は何も変えません。",
    "必須の対象・選択の対象・受講の対象の3つの欄だけは、空も「当てはまる人はいない」と読みます。",
)
"""Stands above the table: whatever stands under it would be read as a course."""
_WIDE = (Column.EVENT, Column.COURSE_ALIASES, Column.SERVES, Column.REQUIRED_OF, Column.ELECTIVE_OF)


def write_catalogue(desk: Desk, out: Path, outgoing: Outgoing, password: str = "") -> tuple[Path, ...]:
    """Write the office's courses and sessions; both sheets are taken in again unchanged.

    Raises:
        KnownError: ``training-off`` and file errors.
    """
    with desk.store.read() as uow:
        require_training(uow)
        known, words = ledger(uow), cells.Words(newest_framework(uow), ())
        sender = uow.settings.get(setting_names.SENDER_LABEL) or f"{desk.identity.municipality_name} 人事担当"
    courses = [_course(one, words) for one in known.courses]
    sessions = [_session(known, one) for one in known.sessions]
    office = desk.identity.municipality_name
    sheets = [
        _sheet(kind, Head(TEMPLATE_SHEETS[kind], office, "", "", "", "", "", "", sender, "",
                          guide=_GUIDE if kind == CATALOGUE else _GUIDE[:1]),
               columns, lines)
        for kind, columns, lines in (
            (CATALOGUE, CATALOGUE_COLUMNS, courses), (SESSIONS, SESSION_COLUMNS, sessions)
        )
    ]  # fmt: skip
    with outgoing.writing(out / f"研修一覧_{desk.services.clock.today()}.xlsx") as path:
        desk.services.workbooks.write_tables(sheets, path, None, password)
    return (path,)


def _course(one: CourseSaid, words: cells.Words) -> tuple[str, ...]:
    of_need = {
        need: cells.BETWEEN.join(words.people(to) for to in one.audience if to.need == need) for need in Need
    }
    said = {
        Column.COURSE_CODE: one.code,
        Column.EVENT: one.name,
        Column.COURSE_ALIASES: cells.BETWEEN.join(one.aliases),
        Column.HELD_BY: one.held_by,
        Column.PROVIDER: one.provider,
        Column.FORM: cells.BETWEEN.join(one.form),
        Column.HOURS: wording.length_word(one).removesuffix("時間").replace(",", ""),
        Column.SERVES: cells.BETWEEN.join(map(words.skill, one.serves)),
        Column.REQUIRED_OF: of_need[Need.REQUIRED],
        Column.ELECTIVE_OF: of_need[Need.ELECTIVE],
        Column.MEANT_FOR: of_need[Need.NONE],
        Column.RULE: wording.rule_word(one.rule),
        Column.AFTER: one.after,
        Column.HINT: one.hint,
        Column.RECURRENCE: wording.recurrence_word(one.recurrence, one.every_years),
        Column.VALID_YEARS: str(one.valid_years or ""),
        Column.COST: str(one.cost or ""),
        Column.BY_ATTENDANCE: "出席で修了" if one.by_attendance else "",
        Column.HELD_STILL: "終了" if one.ended else "",
    }
    return tuple(said[column] for column in CATALOGUE_COLUMNS)


def _session(known: Ledger, one: SessionSaid) -> tuple[str, ...]:
    # By what it was called the session is told from others; a code goes with the name of its course.
    course = known.course(one.course)
    said = {
        Column.COURSE_CODE: course.code if course is not None else "",
        Column.EVENT: course.name if course is not None else one.course,
        Column.TURN: one.turn,
        Column.YEAR: fiscal_year_label(one.fiscal_year),
        Column.FIRST_DAY: short_day(one.first_day),
        Column.LAST_DAY: short_day(one.last_day),
        Column.PERIOD: one.period,
        Column.PLACE: one.place,
        Column.SEATS: str(one.seats or ""),
        Column.DEADLINE: short_day(one.deadline),
        Column.HELD_STILL: "中止" if one.ended else "",
    }
    return tuple(said[column] for column in SESSION_COLUMNS)


def _sheet(kind: str, head: Head, columns: Sequence[Column], lines: Sequence[tuple[str, ...]]) -> TableSheet:
    titles = tuple(
        SheetColumn(LABELS[column], "研修名" if column is Column.EVENT else LABELS[column],
                    24 if column in _WIDE else 12)
        for column in columns
    )  # fmt: skip
    rows = tuple(TableRow(f"{number:05}", line) for number, line in enumerate(lines))
    return TableSheet(TEMPLATE_SHEETS[kind], head, titles, rows, editable=True)
