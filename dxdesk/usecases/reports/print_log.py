"""印刷の記録: what was printed, saved or exported, when, by whom, of how many, under which file name.

Every such act leaves a line in the audit, which cannot be changed unseen; here the lines are read again:
those of the log itself, of workbooks (``export-…``), and of 様式差込, which has had its own entry before.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from dxdesk.domain.wareki import fiscal_year_label, fiscal_year_of
from dxdesk.ports.entities import AuditEntry
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet
from dxdesk.usecases.forms.print_records import local_day, moment
from dxdesk.usecases.reports import catalogue
from dxdesk.usecases.reports.kind import nothing, today
from dxdesk.usecases.sealing import workbook_kinds
from dxdesk.usecases.workplace import print_notes
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import all_or_nothing
from dxdesk.usecases.workplace.print_notes import ACTION, Made, Way

TITLE = print_notes.TITLES[print_notes.PRINT_LOG]
_FILLED = "form-filled"
"""What the audit calls filling an office's own layout."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the log; ``at`` is UTC, ``title`` and ``way`` are in words."""

    number: int
    at: str
    actor: str
    title: str
    way: str
    year: int
    people: int
    pages: int
    to: str


def lines(desk: Desk, fiscal_year: int = 0) -> tuple[LogLine, ...]:
    """Return the log with the workbooks that were made, newest first; ``fiscal_year`` of the days, 0: all."""
    with desk.store.read() as uow:
        entries = uow.audit.entries()
    found = (_line(entry) for entry in entries)
    return tuple(
        one for one in found if one is not None and fiscal_year in (0, fiscal_year_of_moment(one.at))
    )


def fiscal_year_of_moment(at: str) -> int:
    """Return the fiscal year in which something was done, by the day of this PC."""
    return fiscal_year_of(local_day(at))


def _line(entry: AuditEntry) -> LogLine | None:
    made = workbook_kinds.made_by(entry.action)
    if entry.action not in (ACTION, _FILLED) and made is None:
        return None
    try:
        counts = json.loads(entry.counts or "{}")
    except ValueError:
        counts = {}

    def number(name: str) -> int:
        found = counts.get(name)
        return found if isinstance(found, int) else 0

    if made is not None:
        title, way = made.label, Way.WORKBOOK.value
        ledger = "" if made.written.plain else "(配布簿にあります)"
    elif entry.action == _FILLED:
        title, way, ledger = print_notes.TITLES[print_notes.FORM], Way.WORKBOOK.value, ""
    else:
        title, way, ledger = catalogue.title_of(entry.subject), str(counts.get("way", "")), ""
    files = number("files")
    to = str(counts.get("to", "")) or (f"{files:,}件のファイル{ledger}" if files else "")
    return LogLine(
        *(entry.number, entry.at, entry.actor, title, way),
        *(number("fiscal_year"), number("people"), number("pages"), to),
    )


_COLUMNS = (
    Column("number", "番号", 8),
    Column("at", "日時", 18),
    Column("actor", "操作した人", 18),
    Column("title", "帳票", 26),
    Column("way", "したこと", 16),
    Column("year", "年度", 12),
    Column("people", "人数", 8),
    Column("pages", "ページ", 8),
    Column("to", "ファイル・プリンター", 44, "wrap"),
)


def told(one: LogLine) -> tuple[str, ...]:
    """Return a line as screen and workbook say it."""
    return (
        str(one.number),
        moment(one.at),
        one.actor,
        one.title,
        one.way,
        fiscal_year_label(one.year) if one.year else "",
        f"{one.people:,}" if one.people else "",
        f"{one.pages:,}" if one.pages else "",
        one.to,
    )


def write_workbook(desk: Desk, wished: Path, fiscal_year: int = 0) -> Path:
    """Write the log as a workbook and return where it lies.

    Raises:
        KnownError: ``nobody-to-print`` where nothing was printed, and file errors.
    """
    found = lines(desk, fiscal_year)
    if not found:
        raise nothing("印刷の記録がありません。", "印刷や保存をすると、ここに残ります。")
    label = fiscal_year_label(fiscal_year) if fiscal_year else f"{today(desk):%Y-%m-%d}まで"
    head = Head(TITLE, desk.identity.municipality_name, label, "", "", "", "", "", "", "")
    rows = tuple(TableRow(str(one.number), told(one)) for one in found)
    with all_or_nothing(desk) as outgoing:
        with outgoing.writing(wished) as path:
            desk.services.workbooks.write_tables([TableSheet(TITLE, head, _COLUMNS, rows)], path, None, "")
        outgoing.enter_rest(desk)
    print_notes.note(desk, Made(print_notes.PRINT_LOG, Way.WORKBOOK, path.name, fiscal_year))
    return path
