"""Taking in a survey: choose its table and year, look, decide what is asked, take in."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.store import Progress
from dxdesk.ui.aims import indicator_messages as messages
from dxdesk.ui.shell.asking_table_dialog import AskingTableDialog, Words
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.reading import keep_drops_off

if TYPE_CHECKING:
    from dxdesk.usecases.imports.survey_tables import SurveyPreview, TakeSurvey
    from dxdesk.usecases.imports.understanding import TableResult


HANDED_OUT_WIDE = 150


def whole_number(text: str) -> int | None:
    """Return a number of people as it was typed (full-width, 2,500 or 2500人), ``None`` where it is none."""
    bare = unicodedata.normalize("NFKC", text).replace(",", "").strip().removesuffix("人").strip()
    return int(bare) if bare.isdecimal() and len(bare) <= len("9999999") else None


class SurveyDialog(AskingTableDialog):
    """One survey from choosing to taking in."""

    def __init__(self, screen: Screen, fiscal_year: int, years: Sequence[int]) -> None:
        """Ask for a survey's table; ``years`` are offered beside what the table itself says."""
        super().__init__(screen, Words(messages.IMPORT_ERRORS, messages.IMPORT_ASKED))
        self.setWindowTitle(messages.IMPORT_TITLE)
        self.setMinimumWidth(720)
        self.year = Choice()
        self.year.setAccessibleName(messages.IMPORT_YEAR)
        self.year.addItem(messages.YEAR_IN_TABLE, 0)
        for one in sorted({*years, fiscal_year} - {0}, reverse=True):
            self.year.addItem(fiscal_year_label(one), one)
        self.handed_out = QLineEdit()
        self.handed_out.setAccessibleName(messages.HANDED_OUT)
        self.handed_out.setPlaceholderText(messages.HANDED_OUT_HINT)
        self.handed_out.setFixedWidth(HANDED_OUT_WIDE)
        choose = row(
            column(Text(messages.IMPORT_YEAR, "caption"), self.year, gap=4),
            column(Text(messages.HANDED_OUT, "caption"), self.handed_out, gap=4),
            self.chosen_file(),
            gap=16,
        )
        choose.setStretch(2, 1)
        self.setLayout(
            column(
                Text(messages.IMPORT_TITLE, "title"),
                Text(messages.IMPORT_TEXT, "muted", wrap=True),
                choose,
                self.banner,
                self._card,
                STRETCH,
                self.foot(self.look, self.apply),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )
        self._offer(False)
        self.year.currentIndexChanged.connect(lambda *_: self._reset())
        self.file.textChanged.connect(lambda *_: self._other_file())
        self.handed_out.textEdited.connect(lambda *_: self._reset())
        keep_drops_off(self)

    def take(self, file: Path) -> None:
        """Put a table in and look at it."""
        self.file.setText(str(file))
        self.look_at()

    def _other_file(self) -> None:
        self.answers.forget()
        self._reset()

    def look_at(self) -> None:
        """Read the table and show what it would change."""
        text = self.file.text().strip()
        if not text:
            self.banner.say(messages.IMPORT_FIRST)
            return
        self.banner.hide()
        desk, asked = self._screen.desk, self._asked
        if not self._handed_out_is_read():
            return
        command = self._command()

        def work(_: Progress) -> SurveyPreview:
            from dxdesk.usecases.imports.survey_tables import preview_survey

            return preview_survey(desk, command)

        def done(found: SurveyPreview) -> None:
            if asked == self._asked:
                self.show_result(found.result, found.questions)

        self.work(work, done, messages.IMPORT_LOOKING, failed=self._failed)

    def _command(self) -> TakeSurvey:
        from dxdesk.usecases.imports.survey_tables import TakeSurvey

        year, out = int(self.year.currentData() or 0), whole_number(self.handed_out.text()) or 0
        path, accepted = Path(self.file.text().strip()), self.answers.accepted()
        return TakeSurvey(path, year, accept=accepted, handed_out=out)

    def _handed_out_is_read(self) -> bool:
        """Tell whether the number of people asked is empty or can be read; else say that it cannot."""
        text = self.handed_out.text().strip()
        if not text or whole_number(text):
            return True
        self._card.hide()
        self._offer(False)
        self.banner.say(messages.HANDED_OUT_UNREAD.format(text=text[:20]))
        return False

    def _counts(self, result: TableResult) -> str:
        if result.outcome == "unchanged":
            return messages.IMPORT_SAME
        return messages.IMPORT_COUNTS.format(added=result.added)

    def apply_table(self) -> None:
        """Take the table in."""
        desk, command = self._screen.desk, self._command()

        def work(_: Progress) -> TableResult:
            from dxdesk.usecases.imports.survey_tables import apply_survey

            return apply_survey(desk, command)

        def done(found: TableResult) -> None:
            if found.errors:  # it was changed since it was looked at
                self.look_at()
                return
            self.tell_done(found, messages.IMPORTED.format(count=found.added))

        self.work(work, done, messages.IMPORT_TAKING, kind=Work.ACT, failed=self._failed)
