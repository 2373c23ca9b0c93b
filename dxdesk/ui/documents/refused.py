"""Characters no font has: whose they are, and the two ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from dxdesk import paths, private
from dxdesk.ui.documents import messages
from dxdesk.ui.look import words
from dxdesk.ui.shell.folders import open_folder
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.messages import Mark
from dxdesk.ui.widgets.showing import repolish
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.domain.errors import KnownError, Problem


def _person(problem: Problem) -> tuple[str, str]:
    number, _, name = problem.place.file.partition(" ")
    return number, words.shown(name)


def _letter(problem: Problem) -> tuple[str, str]:
    letter, _, codes = problem.found.partition(" ")
    return words.shown(letter).rstrip(words.VARIANT_MARK), codes.strip("()")


class Refused(QFrame):
    """A list of person and character."""

    without_wanted = Signal(object)
    """Numbers of people to leave out."""

    def __init__(self) -> None:
        """Make an empty list."""
        super().__init__()
        self._numbers: tuple[str, ...] = ()
        self.title = Text("", "section", wrap=True)
        self.table: Table[Problem] = Table(
            (
                Col("職員番号", lambda problem: _person(problem)[0], 110),
                Col("氏名", lambda problem: _person(problem)[1]),
                Col("字", lambda problem: _letter(problem)[0], 70),
                Col("文字コード", lambda problem: _letter(problem)[1], 170),
            ),
            messages.GLYPHS,
        )
        self.table.setMinimumHeight(56)
        self.without = primary(
            "", lambda: self.without_wanted.emit(self._numbers), icon="print", name="without"
        )
        self.advice = Text(messages.GLYPHS_ADVICE, "muted", wrap=True)
        self.folder = button(messages.FONTS, self._open_fonts, icon="folder", name="fonts")
        head = row(Mark("warning", "attention", 24), self.title, gap=10)
        head.setStretch(1, 1)
        layout = column(
            head,
            Text(messages.GLYPHS_TEXT, wrap=True),
            self.table,
            self.advice,
            row(self.without, self.folder, STRETCH),
            gap=12,
            margins=(16, 12, 16, 12),
        )
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def show_problems(self, error: KnownError, numbers: tuple[str, ...]) -> None:
        """List the problems; ``numbers`` are the people that can be left out."""
        self._numbers = numbers
        people = {problem.place.file for problem in error.problems}
        self.title.setText(messages.GLYPHS_TITLE.format(count=len(people)))
        self.table.show_records(error.problems)
        self.without.setText(messages.WITHOUT.format(count=len(numbers)))
        self.without.setVisible(bool(numbers))
        self.advice.setText(messages.GLYPHS_ADVICE + (messages.GLYPHS_OTHERS if numbers else ""))
        self.folder.setProperty("look", "secondary" if numbers else "primary")
        repolish(self.folder)

    def _open_fonts(self) -> None:
        folder = paths.user_data_dir() / "fonts"
        private.make_folder(folder)
        open_folder(folder)
