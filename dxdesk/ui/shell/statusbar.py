"""The line at the bottom: which store, which year, saved or not, work under way."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from dxdesk.ui.shell.worker import Running
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, row
from dxdesk.ui.widgets.messages import Mark
from dxdesk.ui.widgets.meter import Meter

STOPPING = "とめています。途中のものは残しません。"
STOPPING_LATE = "とめています。書き終えたところまでは残ります。"


def stopping(running: Running) -> str:
    """Return what becomes of work that somebody stops now."""
    return STOPPING_LATE if running.wrote or running.writing else STOPPING


class StatusBar(QFrame):
    """Says store, year, what was saved, whether it is locked for writing; shows work with cancel."""

    def __init__(self) -> None:
        """Make an empty line."""
        super().__init__()
        self.setProperty("look", "foot")
        self.setFixedHeight(30)
        self.store = Text("", "caption")
        self.year = Text("", "caption")
        self.saved_mark = Mark("check", "done", 14)
        self.saved = Text("", "caption", tone="done")
        self.unsaved_mark = Mark("warning", "attention", 14)
        self.unsaved = Text("", "caption", tone="attention")
        self.locked_mark = Mark("lock", "attention", 14)
        self.locked = Text("", "caption", tone="attention")
        self.note = Text("", "caption")
        self.work = Text("", "caption")
        self.meter = Meter(6)
        self.meter.setFixedWidth(160)
        self.stop = button("やめる", look="slim", name="stop-work")
        self._works: list[Running] = []
        self._blocked = False
        self.setLayout(
            row(
                self.store,
                self.year,
                row(self.saved_mark, self.saved, gap=4),
                row(self.unsaved_mark, self.unsaved, gap=4),
                row(self.locked_mark, self.locked, gap=4),
                self.note,
                STRETCH,
                self.work,
                self.meter,
                self.stop,
                gap=20,
                margins=(20, 0, 12, 0),
            )
        )
        for parts in (
            (self.saved_mark, self.saved),
            (self.unsaved_mark, self.unsaved),
            (self.locked_mark, self.locked),
        ):
            for part in parts:
                part.hide()
        self.stop.clicked.connect(self._cancel)
        self._show_first()

    def say_saved(self, text: str, *, done: bool = True) -> None:
        """Say quietly that something was saved; nothing any more where the text is empty.

        Where nothing was ``done`` it has neither tick nor colour.
        """
        self._show_said(self.saved_mark, self.saved, text)
        self.saved.set_tone("done" if done else "")
        self.saved_mark.setVisible(bool(text) and done)

    def say_unsaved(self, text: str) -> None:
        """Say that something typed is not saved, as long as it is not; nothing where the text is empty."""
        if text:
            self.say_saved("")
        self._show_said(self.unsaved_mark, self.unsaved, text)

    def say_locked(self, text: str) -> None:
        """Say that the store can only be read, or is locked."""
        self._show_said(self.locked_mark, self.locked, text)

    def _show_said(self, mark: Mark, words: Text, text: str) -> None:
        words.setText(text)
        for part in (mark, words):
            part.setVisible(bool(text))

    def begin_work(self, running: Running) -> None:
        """Show work under way; what waits behind another is shown when its turn comes.

        What was said of the act before ends with it.
        """
        self.say_saved("")
        self._works.append(running)
        if len(self._works) == 1:
            self._show_first()

    def show_work(self, running: Running, done: int, total: int) -> None:
        """Show how far it is."""
        if running not in self._works[:1]:
            return
        if running.cancelled:
            self._show_first()  # it may have been stopped elsewhere
        else:
            self.work.setText(f"{running.title} {done:,} / {total:,}")
            self.meter.show_shares((done,), max(total, 1))

    def end_work(self, running: Running) -> None:
        """Take the sign away when that work ended."""
        if running in self._works:
            self._works.remove(running)
            self._show_first()

    def show_blocked(self, on: bool) -> None:
        """Offer nothing to press while a dialog stands before the window: no press comes here."""
        self._blocked = on
        self.stop.setVisible(bool(self._works) and not on)

    def _show_first(self) -> None:
        for part in (self.work, self.meter, self.stop):
            part.setVisible(bool(self._works) and not (part is self.stop and self._blocked))
        if self._works:
            first = self._works[0]
            self.work.setText(stopping(first) if first.cancelled else first.title)
            self.meter.show_shares((0,), 1)
            self.stop.setEnabled(not first.cancelled)

    def _cancel(self) -> None:
        if self._works:
            self._works[0].cancel()
            self._show_first()
