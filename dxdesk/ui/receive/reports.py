"""What became of files: grouped by outcome at the left, one of them in full at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QVBoxLayout,
    QWidget,
)

from dxdesk.ui.look import words
from dxdesk.ui.receive import messages
from dxdesk.ui.receive.naming import Names
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.flow import Flow
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, clear, column, row, scrolling
from dxdesk.ui.widgets.problems import problem_card
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.sealing.workbook_kinds import RESULT_NOTICE, filled_in_kinds, said_of

if TYPE_CHECKING:
    from dxdesk.usecases.exchange.file_report import Change, FileReport

ORDER = tuple(messages.OUTCOMES)
DETAIL_LEAST, LEAST_ROWS = 270, 5
"""Px that one file's report needs at least beside the list."""

SHOWN = 120
"""Changes of one file that are listed; the count tells the rest."""


class ReportList(QWidget):
    """The reports of a batch, with what each file changes."""

    password_wanted = Signal(object)
    table_wanted = Signal(object)
    retry_wanted = Signal()

    def __init__(self) -> None:
        """Make an empty list."""
        super().__init__()
        self.names = Names()
        self.takes_tables = False
        self.answers_settle = False
        self._labels: Mapping[str, str] = messages.OUTCOMES
        self._reports: tuple[FileReport, ...] = ()
        self._filters = Flow(gap=4)
        self._group = QButtonGroup(self)
        titles = messages.COLUMNS
        self.table: Table[FileReport] = Table(
            [
                Col(
                    titles[0],
                    lambda r: self._labels.get(r.result, r.result),
                    126,
                    look=lambda r: messages.OUTCOME_LOOKS.get(r.result, ""),
                    order=lambda r: ORDER.index(r.result) if r.result in ORDER else 99,
                ),
                Col(
                    titles[1],
                    lambda r: Path(r.path).name,
                    0,
                    look=lambda r: "file",
                    tip=lambda r: r.path,
                    wrap=True,
                ),
                Col(
                    titles[2],
                    _kind,
                    92,
                    look=lambda r: "badge-plain" if r.withdraws else "muted",
                    tip=lambda r: messages.WITHDRAWAL_TIP if r.withdraws else "",
                    wrap=True,
                ),
                Col(titles[3], lambda r: words.shown(r.sender), 140, wrap=True),
                Col(titles[4], _places, 76, number=True, order=lambda r: len(r.changes)),
                Col(titles[5], _notes, 72, number=True, order=lambda r: len(r.notes), tip=_told),
            ],
            messages.TITLE,
        )
        self.table.keep_rows(LEAST_ROWS)
        self._detail: QVBoxLayout = column(gap=8, margins=(0, 0, 8, 0))
        left = card(self._filters, self.table, gap=8, padding=10)
        layout = left.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretch(1, 1)
        right = card(scrolling(self._detail), padding=14)
        right.setMinimumWidth(DETAIL_LEAST)
        both = row(left, right, gap=14)
        both.setStretch(0, 5)
        both.setStretch(1, 3)
        self.setLayout(both)
        self.table.picked.connect(self._show)

    def show_reports(self, reports: Sequence[FileReport], names: Names, *, preview: bool) -> None:
        """Show reports, what needs a person first."""
        self.names = names
        self._labels = messages.OUTCOMES_PREVIEW if preview else messages.OUTCOMES
        self._reports = tuple(
            sorted(reports, key=lambda r: ORDER.index(r.result) if r.result in ORDER else 99)
        )
        clear(self._filters)
        self._filter(messages.ALL, None, len(reports))
        for outcome in ORDER:
            count = sum(1 for report in reports if report.result == outcome)
            if count:
                self._filter(self._labels[outcome], partial(_ended_as, outcome), count)
        noted = sum(1 for report in reports if report.notes)
        if noted:
            self._filter(messages.WITH_NOTES, lambda r: bool(r.notes), noted)
        self.table.proxy.keep(None)
        self.table.show_records(self._reports)
        if self._reports:
            first = self._reports[0]
            self.table.pick(lambda report: report is first)

    def _filter(self, title: str, keeps: Callable[[FileReport], bool] | None, count: int) -> None:
        made = button(f"{title} {count:,}", lambda: self.table.proxy.keep(keeps), look="filter")
        made.setCheckable(True)
        made.setChecked(keeps is None)
        self._group.addButton(made)
        self._filters.addWidget(made)

    def _show(self, report: FileReport | None) -> None:
        clear(self._detail)
        if report is None:
            return
        add = self._detail.addWidget
        add(Text(Path(report.path).name, "section", wrap=True))
        kind = _kind(report) if report.kind else ""
        caption = "・".join(part for part in (kind, words.shown(report.sender)) if part)
        if caption:
            add(Text(caption, "caption", wrap=True))
        if report.outcome == "refused":
            add(Text(messages.REFUSED_MEANS, tone="attention", wrap=True))
        if report.outcome == "conflict":
            add(self._conflict(report))
        if report.contents:
            add(Text(messages.CONTENTS, "section"))
            self._detail.addLayout(_lines(report.contents))
        if report.withdraws:
            add(Text(messages.WITHDRAWAL_MEANS, tone="attention", wrap=True))
        if report.stands == "held":
            add(Text(messages.HELD_NEXT, tone="attention", wrap=True))
        for problem in (*report.errors, *report.notes):
            add(problem_card(problem))
        codes = {problem.code for problem in report.errors}
        if codes & {"password-needed", "password-wrong"}:
            act = button(messages.PASSWORD, lambda: self.password_wanted.emit(report), name="password")
            self._detail.addLayout(row(act, STRETCH))
        if codes & messages.RETRY_CODES:
            act = button(messages.RETRY, self.retry_wanted.emit, name="retry")
            self._detail.addLayout(row(act, STRETCH))
        codes |= {note.code for note in report.notes}
        if self.takes_tables and codes & messages.TABLE_CODES and _may_be_table(report):
            act = button(messages.TO_ROSTER, lambda: self.table_wanted.emit(report), name="as-table")
            self._detail.addLayout(row(act, STRETCH))
        self._changes(report)
        self._detail.addStretch(1)

    def _conflict(self, report: FileReport) -> Text:
        """Return what there is to do about a file that contradicted another: nothing, once it is decided."""
        if self.answers_settle and report.kind == RESULT_NOTICE.kind:
            return Text(messages.CONFLICT_NEXT_TOLD, tone="attention", wrap=True)
        if report.stands != "conflict":
            return Text(messages.CONFLICT_DECIDED, "muted", wrap=True)
        way = messages.CONFLICT_NEXT_OWN if self.answers_settle else messages.CONFLICT_NEXT
        return Text(way, tone="attention", wrap=True)

    def _changes(self, report: FileReport) -> None:
        if report.errors:
            return
        self._detail.addWidget(Text(messages.CHANGES, "section"))
        for number, before, after in report.steps[:SHOWN]:
            what = messages.STATE_CHANGES.format(before=before, after=after)
            who = self.names.person(number) if len(report.steps) > 1 or _of_many(report) else ""
            self._detail.addWidget(Text(" ".join(filter(None, (who, messages.STATE, what))), wrap=True))
        left = SHOWN
        by_person: dict[str, list[Change]] = {}
        for change in report.changes:
            by_person.setdefault(change.employee_number, []).append(change)
        for number, changes in by_person.items():
            if left <= 0:
                break
            if len(by_person) > 1 or _of_many(report):
                name = self.names.person(number)
                title = messages.PERSON_CHANGES.format(name=name, count=len(changes)) if number else ""
                self._detail.addWidget(Text(title, "strong", wrap=True))
            self._detail.addLayout(self._grid(changes[:left]))
            left -= len(changes)
        if not report.changes and not report.steps:
            alone = messages.RECORDS_ALONE.format(count=report.added) if report.added else messages.NO_CHANGES
            self._detail.addWidget(Text(alone, "muted", wrap=True))
        if left < 0:
            self._detail.addWidget(Text(messages.MORE_PLACES.format(count=-left), "muted"))

    def _grid(self, changes: Sequence[Change]) -> QGridLayout:
        """Return what changes as lines: what it is about, what it says now and then."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 5)
        for line, change in enumerate(changes):
            what = self.names.item(change.part, change.item) if change.item else self.names.part(change.part)
            told = self._told(change)
            # Level with the first line of what is told, however long that is.
            grid.addWidget(Text(what, "caption", wrap=True), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Text(told, wrap=True), line, 1, Qt.AlignmentFlag.AlignTop)
        return grid

    def _told(self, change: Change) -> str:
        """Return what is said now and then, and of a conflict everything that stands against each other."""

        def value(text: str) -> str:
            return self.names.value(change.part, change.item, text)

        if not change.said:
            return f"{value(change.before)} → {value(change.after)}" if change.before else value(change.after)
        new = [text for text in change.said if text != change.before]
        if change.before and len(new) < len(change.said):
            lines = [messages.SAID_NOW.format(value=value(change.before))]
            lines += [messages.SAID_NEW.format(value=value(text)) for text in new]
        else:
            lines = [messages.SAID.format(value=value(text)) for text in change.said]
        return "\n".join((*lines, messages.BOTH_KEPT))


def _lines(lines: Sequence[tuple[str, str]]) -> QGridLayout:
    """Return what a file holds, as (what, text) in two columns."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(1, 1)
    for place, (what, text) in enumerate(lines):
        grid.addWidget(Text(what, "caption"), place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Text(text, wrap=True), place, 1, Qt.AlignmentFlag.AlignTop)
    return grid


def _ended_as(outcome: str, report: FileReport) -> bool:
    return report.result == outcome


def _of_many(report: FileReport) -> bool:
    """Tell whether a file may be about several people, so that each is named."""
    return report.kind not in filled_in_kinds()


def _kind(report: FileReport) -> str:
    if report.withdraws:
        return messages.WITHDRAWAL
    return messages.RESUBMISSION if report.resubmits else said_of(report.kind)


def _places(report: FileReport) -> str:
    return messages.PLACES.format(count=len(report.changes)) if report.changes else ""


def _notes(report: FileReport) -> str:
    return messages.NOTES.format(count=len(report.notes)) if report.notes else ""


def _told(report: FileReport) -> str:
    return "\n".join(words.in_window(note.message) for note in report.notes)


def _may_be_table(report: FileReport) -> bool:
    return Path(report.path).suffix.lower() in (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")
