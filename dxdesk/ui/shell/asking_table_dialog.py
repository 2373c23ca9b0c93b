"""A dialog that takes in a table which asks something: of its people, its columns or its lines."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from dxdesk.domain.alike import folded
from dxdesk.domain.errors import KnownError
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.shell.table_answers import Answers
from dxdesk.ui.shell.table_dialog import TableDialog
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import clear
from dxdesk.ui.widgets.problems import problem_card

if TYPE_CHECKING:
    from dxdesk.usecases.imports.questions import Question
    from dxdesk.usecases.imports.understanding import TableResult

NOTICES = "お知らせ {count:,}件"
NO_CHANGE = "この表は、いまの台帳と同じでした。何も変えていません。"
UNDO = "「受付」の受付簿の第{receipt:,}号から、元に戻せます。"
SHOWN = 20
"""Errors and notices that are shown of a table."""


class Words(NamedTuple):
    """What a table's dialog says: over the errors (``{count}``), and over what is to be answered."""

    errors: str
    asked: str


class AskingTableDialog(TableDialog):
    """Shows what was found of a table with its questions, and lets it be taken in once they are answered."""

    def __init__(self, screen: Screen, words: Words) -> None:
        """Make the parts; whoever inherits lays them out."""
        super().__init__(screen)
        self._words = words
        self.answers = Answers()
        self.answers.changed.connect(lambda: self._offer(False))

    def show_running(self) -> None:
        """Let nothing be changed while a table is looked at or taken in."""
        super().show_running()
        self.let_rest(self.busy)

    def _reset(self) -> None:
        """Show nothing any more of what was found of a table before something else was chosen."""
        self._asked += 1
        self.stop_work()
        self.banner.hide()
        self._card.hide()
        self._offer(False)

    def _failed(self, error: KnownError) -> None:
        self._card.hide()
        self._offer(False)
        self.banner.refuse(error)

    @abstractmethod
    def _counts(self, result: TableResult) -> str:
        """Return what a table without errors would change."""

    def show_result(self, result: TableResult, questions: Sequence[Question] = ()) -> None:
        """Show what a table would change, or what stops it, and what is asked of it."""
        clear(self._found)
        add = self._found.addWidget
        asked = self.answers.asks(result, questions)
        if result.errors:
            add(Text(self._words.errors.format(count=len(result.errors)), "strong", wrap=True))
            told = [problem for problem in result.errors if problem.code not in asked]
            for problem in folded(told)[:SHOWN]:
                add(problem_card(problem))
        else:
            add(Text(_before(result) or self._counts(result), "section", wrap=True))
        if asked or self.answers.accepted():
            add(Text(self._words.asked, "strong", wrap=True))
            self.answers.draw(self._found, result.errors, questions)
        notices = [notice for notice in result.notices if notice != result.before]
        if notices:
            add(Text(NOTICES.format(count=len(notices)), "strong"))
            for notice in folded(notices)[:SHOWN]:
                add(Text(f"・{notice}", "muted", wrap=True))
        self._card.show()
        self.bring(self._card)
        # The very table that came in before has nothing to take in: another one is the next step.
        self._offer(not result.errors and not result.receipt)

    def tell_done(self, result: TableResult, said: str) -> None:
        """Say what came of a table, and close: one that changed nothing is never said to have come in."""
        self.accept()
        banner = self._screen.banner
        if result.outcome == "unchanged":
            banner.say(_before(result) or NO_CHANGE, tone="info")
            return
        banner.say(said, UNDO.format(receipt=result.receipt) if result.receipt else "", tone="done")


def _before(result: TableResult) -> str:
    """Return when the very table came in before and under which number; empty where it did not."""
    return result.before.message if result.before is not None else ""
