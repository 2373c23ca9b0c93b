"""Taking in a survey: choose its table and year, look, decide what is asked, take in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

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
    from dxdesk.usecases.imports.survey_tables import SurveyPreview
    from dxdesk.usecases.imports.understanding import TableResult


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
        choose = row(
            column(Text(messages.IMPORT_YEAR, "caption"), self.year, gap=4), self.chosen_file(), gap=16
        )
        choose.setStretch(1, 1)
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
        path, year, accepted = Path(text), int(self.year.currentData() or 0), self.answers.accepted()

        def work(_: Progress) -> SurveyPreview:
            from dxdesk.usecases.imports.survey_tables import TakeSurvey, preview_survey

            return preview_survey(desk, TakeSurvey(path, year, accept=accepted))

        def done(found: SurveyPreview) -> None:
            if asked == self._asked:
                self.show_result(found.result, found.questions)

        self.work(work, done, messages.IMPORT_LOOKING, failed=self._failed)

    def _counts(self, result: TableResult) -> str:
        if result.outcome == "unchanged":
            return messages.IMPORT_SAME
        return messages.IMPORT_COUNTS.format(added=result.added)

    def apply_table(self) -> None:
        """Take the table in."""
        desk, path = self._screen.desk, Path(self.file.text().strip())
        year, accepted = int(self.year.currentData() or 0), self.answers.accepted()

        def work(_: Progress) -> TableResult:
            from dxdesk.usecases.imports.survey_tables import TakeSurvey, apply_survey

            return apply_survey(desk, TakeSurvey(path, year, accept=accepted))

        def done(found: TableResult) -> None:
            if found.errors:  # it was changed since it was looked at
                self.look_at()
                return
            self.tell_done(found, messages.IMPORTED.format(count=found.added))

        self.work(work, done, messages.IMPORT_TAKING, kind=Work.ACT, failed=self._failed)
