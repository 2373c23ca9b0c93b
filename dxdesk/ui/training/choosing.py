"""Choosing a policy whose courses are taken, and a course or session into which another is merged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dxdesk.domain.contents import CourseSaid, SessionSaid
from dxdesk.domain.errors import Problem
from dxdesk.ui.look import dates
from dxdesk.ui.training import messages
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.problems import problem_card
from dxdesk.usecases.training.wording import turn_word

if TYPE_CHECKING:
    from dxdesk.usecases.training.overview import Offer


class _Choosing(Dialog):
    """A title, what it means, one choice, and a verb."""

    def __init__(self, title: str, text: str, name: str, act: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(600)
        self.choice = Choice()
        self.choice.setAccessibleName(name)
        self.note = Text("", "muted", wrap=True)
        self.accept_button = primary(act, self.accept, name="accept")
        self.setLayout(
            column(
                Text(title, "title", wrap=True),
                Text(text, "muted", wrap=True),
                column(Text(name, "caption"), self.choice, self.note, gap=4),
                STRETCH,
                row(STRETCH, button(messages.CANCEL, self.reject), self.accept_button),
                gap=14,
                margins=(24, 20, 24, 20),
            )
        )


class NoticesDialog(Dialog):
    """What does not fit in a year, finding by finding; nothing is done here."""

    def __init__(self, found: Sequence[Problem], parent: QWidget) -> None:
        """Tell what was found."""
        super().__init__(parent)
        title = messages.NOTICES.format(count=len(found))
        self.setWindowTitle(title)
        self.setMinimumWidth(620)
        self.setLayout(
            column(
                Text(title, "title"),
                Text(messages.NOTICES_TEXT, "muted", wrap=True),
                *map(problem_card, found),
                STRETCH,
                row(STRETCH, primary(messages.CLOSE, self.accept, name="accept")),
                gap=10,
                margins=(24, 20, 24, 20),
            )
        )


class TakeDialog(_Choosing):
    """Which policy's courses to take; ``code`` is the one chosen."""

    def __init__(self, offers: Sequence[Offer], parent: QWidget) -> None:
        """Offer the shipped lists."""
        super().__init__(
            messages.TAKE_TITLE, messages.TAKE_TEXT, messages.TAKE_POLICY, messages.TAKE_GO, parent
        )
        self._offers = {one.code: one for one in offers}
        for one in offers:
            own = messages.TAKE_OWN if one.own else ""
            self.choice.addItem(messages.TAKE_ITEM.format(name=one.name + own, count=one.courses), one.code)
        self.choice.currentIndexChanged.connect(lambda *_: self._tell())
        self._tell()

    def _tell(self) -> None:
        one = self._offers.get(self.code)
        told: tuple[str, ...] = ()
        if one is not None:
            source = messages.TAKE_SOURCE.format(source=one.source) if one.source else ""
            told = (messages.TAKE_RECORD * one.record, messages.TAKE_OTHER * (not one.own), source, one.note)
        self.note.setText("\n".join(part for part in told if part))

    @property
    def code(self) -> str:
        """The code of the policy."""
        return str(self.choice.currentData() or "")


class MergeDialog(_Choosing):
    """Into which course another is merged; ``into`` is the code of the one chosen."""

    def __init__(self, course: CourseSaid, courses: Sequence[tuple[str, str]], parent: QWidget) -> None:
        """Offer the other courses."""
        super().__init__(
            messages.MERGE_TITLE.format(name=course.name),
            messages.MERGE_TEXT,
            messages.MERGE_INTO,
            messages.MERGE_GO,
            parent,
        )
        others = [one for one in courses if one[0] != course.code]
        self.choice.addItem(messages.MERGE_CHOOSE, "")
        for code, name in others:
            self.choice.addItem(name, code)
        self.note.setText("" if others else messages.MERGE_NONE)
        self.choice.currentIndexChanged.connect(lambda *_: self._enable())
        self._enable()

    def _enable(self) -> None:
        self.accept_button.setEnabled(bool(self.into))

    @property
    def into(self) -> str:
        """The code of the course that stays."""
        return str(self.choice.currentData() or "")


class SessionMergeDialog(_Choosing):
    """Into which session of the same course another is merged; ``into`` is the one chosen."""

    def __init__(self, session: SessionSaid, sessions: Sequence[SessionSaid], parent: QWidget) -> None:
        """Offer the other sessions that take place."""
        super().__init__(
            messages.SESSION_MERGE_TITLE.format(name=named(session)),
            messages.SESSION_MERGE_TEXT,
            messages.SESSION_MERGE_INTO,
            messages.MERGE_GO,
            parent,
        )
        self._others = [one for one in sessions if one != session and not one.ended]
        self.choice.addItem(messages.MERGE_CHOOSE)
        for one in self._others:
            self.choice.addItem(named(one))
        self.note.setText("" if self._others else messages.SESSION_MERGE_NONE)
        self.choice.currentIndexChanged.connect(lambda *_: self._enable())
        self._enable()

    def _enable(self) -> None:
        self.accept_button.setEnabled(self.into is not None)

    @property
    def into(self) -> SessionSaid | None:
        """The session that stays."""
        position = self.choice.currentIndex() - 1
        return self._others[position] if 0 <= position < len(self._others) else None


def named(session: SessionSaid) -> str:
    """Return what a session is called among those of its course: its turn and its day."""
    parts = turn_word(session.turn), dates.short_day(session.first_day), session.period
    return " ".join(part for part in parts if part)
