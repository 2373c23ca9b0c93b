"""The answering panel: skills at the left, one of them in the middle, the next step at the foot.

Used for one's own sheet and for typing in somebody else's printed one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QKeyCombination, QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QStackedWidget, QWidget

from dxdesk.ui import words
from dxdesk.ui.operations import Operations
from dxdesk.ui.self_report import messages
from dxdesk.ui.self_report.item_page import ItemPage
from dxdesk.ui.self_report.model import Answering
from dxdesk.ui.self_report.more_pages import GoalsPage, LinesPage, SubmitPage
from dxdesk.ui.self_report.sidebar import SideList
from dxdesk.ui.widgets.basics import STRETCH, Text, button, column, primary, row
from dxdesk.ui.widgets.chips import KeyCap
from dxdesk.usecases.desk import Desk
from dxdesk.usecases.ports import Progress

SAVE_AFTER_MS = 400
"""Text is saved this long after the last letter; a chosen level at once."""

GOALS, LINES, SUBMIT = "goals", "lines", "submit"
_REDO = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y)


class AnswerPanel(QWidget):
    """Answers one sheet. ``ask`` runs work through the gateway and shows failures."""

    saved = Signal(str)
    progressed = Signal()
    submitted = Signal(object)
    withdrawn = Signal(object)

    def __init__(
        self, desk: Desk, operations: Operations, ask: Callable[..., Any], *, proxy: bool = False
    ) -> None:
        """Make an empty panel; ``proxy`` types in for somebody else."""
        super().__init__()
        self.desk, self.operations, self._ask, self._proxy = desk, operations, ask, proxy
        self.work: Answering | None = None
        self.where = ""
        self._number = ""
        self._unsaved = False
        self.side = SideList()
        self.item_page, self.goals_page, self.lines_page = ItemPage(), GoalsPage(), LinesPage()
        self.submit_page = SubmitPage(proxy=proxy)
        self.pages = QStackedWidget()
        self.pages.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        for page in (self.item_page, self.goals_page, self.lines_page, self.submit_page):
            self.pages.addWidget(page)
        self.keep_all = button(messages.KEEP_ALL, self._keep_all, look="quiet", name="keep-all")
        self.previous: QPushButton = button(messages.PREVIOUS, self.go_back, name="previous")
        self.next: QPushButton = primary(messages.NEXT, self.go_on, name="next")
        self._saving = QTimer(self)
        self._saving.setSingleShot(True)
        self._saving.setInterval(SAVE_AFTER_MS)
        self._saving.timeout.connect(self.save_now)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        hints = row(
            Text("キー:", "caption"),
            KeyCap("0"),
            Text("〜", "caption"),
            KeyCap("3"),
            Text(messages.KEYS_CHOOSE, "caption"),
            8,
            KeyCap("Enter"),
            Text(messages.KEYS_NEXT, "caption"),
            8,
            KeyCap("Ctrl"),
            Text("+", "caption"),
            KeyCap("Z"),
            Text(messages.KEYS_UNDO, "caption"),
            gap=4,
        )
        foot = row(hints, STRETCH, self.keep_all, self.previous, self.next, gap=8)
        body = row(self.side, self.pages, gap=14)
        body.setStretch(1, 1)
        whole = column(body, foot, gap=12)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.side.chosen.connect(self.go_to)
        self.item_page.level_chosen.connect(self.choose)
        self.item_page.statement_ticked.connect(self._tick)
        self.item_page.evidence_written.connect(lambda text: self._edit("write_evidence", self.where, text))
        self.item_page.last_kept.connect(self._keep)
        self.goals_page.goal_written.connect(lambda uid, text: self._edit("write_goal", uid, text))
        self.goals_page.comment_written.connect(lambda text: self._edit("write_comment", text))
        self.lines_page.lines_written.connect(lambda lines: self._edit("write_lines", lines))
        self.submit_page.submit_wanted.connect(self.submit)
        self.submit_page.withdraw_wanted.connect(self.withdraw)
        self.submit_page.open_item_wanted.connect(self.go_to)
        self.submit_page.folder_wanted.connect(self._choose_folder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by number, go on with Enter, take back and do again; text fields keep their keys."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self._undo()
        elif event.matches(QKeySequence.StandardKey.Redo) or event.keyCombination() == _REDO:
            self._redo()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(QApplication.focusWidget(), QLineEdit):
                self.focusNextChild()
            else:
                self.go_on()
        elif event.text().isascii() and event.text().isdigit():
            self.choose(int(event.text()))
        else:
            super().keyPressEvent(event)

    # --- where one is --------------------------------------------------------------------------

    def show_sheet(self, sheet: Any, number: str = "") -> None:
        """Begin with a sheet (of an employee for 代行入力)."""
        self.save_now()
        self._number = number
        self.work = Answering(sheet)
        self.side.build(self.work)
        self.item_page._uid = ""
        self.go_to(self.work.first_open or (SUBMIT if sheet.items else GOALS))

    @property
    def places(self) -> list[str]:
        """All pages in order: item uids, then goals, lines, submit."""
        items = [item.uid for item in self.work.items] if self.work else []
        return [*items, GOALS, LINES, SUBMIT]

    def go_to(self, where: str) -> None:
        """Show a page."""
        if self.work is None or where not in self.places:
            return
        self.where = where
        page = {GOALS: self.goals_page, LINES: self.lines_page, SUBMIT: self.submit_page}.get(where)
        self.pages.setCurrentWidget(page or self.item_page)
        self.refresh()
        if page is None:
            self.pages.setFocus()

    def go_on(self) -> None:
        """Go to the next page, or submit on the last one."""
        places = self.places
        place = places.index(self.where)
        if self.where == SUBMIT:
            self.submit()
        else:
            self.go_to(places[place + 1])

    def go_back(self) -> None:
        """Go to the page before."""
        place = self.places.index(self.where)
        if place:
            self.go_to(self.places[place - 1])

    def refresh(self) -> None:
        """Show the present answers on the present page."""
        work = self.work
        if work is None:
            return
        if self.where == GOALS:
            self.goals_page.show_answers(work)
        elif self.where == LINES:
            self.lines_page.show_answers(work)
        elif self.where == SUBMIT:
            self.submit_page.show_answers(work, str(self.folder()))
        else:
            self.item_page.show_item(work, self.where)
        self.side.show_answers(work, self.where)
        self._name_steps(work)
        self.progressed.emit()

    def _name_steps(self, work: Answering) -> None:
        names = {GOALS: messages.TO_LINES, LINES: messages.TO_SUBMIT}
        last_item = work.items[-1].uid if work.items else ""
        names[last_item] = messages.TO_GOALS
        names[SUBMIT] = messages.SUBMIT_PROXY if self._proxy else messages.SUBMIT
        self.next.setText(names.get(self.where, messages.NEXT))
        self.previous.setEnabled(self.places.index(self.where) > 0)
        spare = any(item.last is not None and item.uid not in work.answers.levels for item in work.items)
        self.keep_all.setVisible(spare)

    # --- what one does -------------------------------------------------------------------------

    def choose(self, level: int) -> None:
        """Choose a level of the item shown."""
        if self.work is not None and self._on_item() and self.work.choose(self.where, level):
            self._changed()

    def _on_item(self) -> bool:
        return self.where not in (GOALS, LINES, SUBMIT, "")

    def _tick(self, level: int, place: int, on: bool) -> None:
        if self.work is not None:
            self.work.tick(self.where, level, place, on)
            self._changed()

    def _keep(self) -> None:
        if self.work is not None and self.work.keep_last(self.where):
            self._changed()

    def _keep_all(self) -> None:
        if self.work is not None and self.work.keep_all_last():
            self._changed()

    def _edit(self, method: str, *what: object) -> None:
        if self.work is None:
            return
        getattr(self.work, method)(*what)
        self._unsaved = True
        self._saving.start(SAVE_AFTER_MS)
        if self._on_item():
            self.item_page.show_item(self.work, self.where)

    def _undo(self) -> None:
        if self.work is not None and self.work.undo():
            self._changed()

    def _redo(self) -> None:
        if self.work is not None and self.work.redo():
            self._changed()

    def _changed(self) -> None:
        self._unsaved = True
        self.refresh()
        self._saving.start(0)

    # --- saving and submitting -----------------------------------------------------------------

    def save_now(self) -> None:
        """Save what was not saved yet; returns at once, the write goes on behind."""
        work = self.work
        if work is None or not self._unsaved:
            return
        self._unsaved = False
        self._saving.stop()
        answers, number = work.answers, self._number

        def write(_: Progress) -> str:
            from dxdesk.usecases.answer import save_draft

            save_draft(self.desk, answers, number)
            return self.desk.services.clock.now()

        self._ask(
            write, lambda now: self.saved.emit(f"{words.clock_time(now)} {words.SAVED}"), changes=("drafts",)
        )

    def folder(self) -> Path:
        """Return where the answered form goes: the last place, else the documents."""
        from dxdesk.ui.entrance.create import documents_folder

        kept = self._settings().value("submit/folder")
        return Path(str(kept)) if kept else documents_folder()

    def _settings(self) -> Any:
        from PySide6.QtCore import QSettings

        from dxdesk import paths

        return QSettings(str(paths.user_data_dir() / "window.ini"), QSettings.Format.IniFormat)

    def set_folder(self, folder: Path) -> None:
        """Remember where answered forms go."""
        self._settings().setValue("submit/folder", str(folder))
        self.refresh()

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, messages.FOLDER, str(self.folder()))
        if chosen:
            self.set_folder(Path(chosen))

    def submit(self) -> None:
        """Submit what is answered."""
        if self.work is None or not self.next.isEnabled():
            return
        self._saving.stop()
        self._unsaved = False
        answers, number = self.work.answers, self._number
        out = None if self._proxy else self.folder()

        def work(_: Progress) -> Any:
            from dxdesk.usecases import answer

            if out is not None:
                out.mkdir(parents=True, exist_ok=True)
            return answer.submit(self.desk, out, answers, number)

        # Pressed twice, it is still one submission.
        self.next.setEnabled(False)
        self._run(work, self.submitted.emit)

    def withdraw(self) -> None:
        """Take the submission back."""
        number, out = self._number, None if self._proxy else self.folder()

        def work(_: Progress) -> Any:
            from dxdesk.usecases import answer

            return answer.withdraw(self.desk, out, number)

        self._run(work, self.withdrawn.emit)

    def _run(self, work: Callable[[Progress], Any], done: Callable[[Any], object]) -> None:
        running = self._ask(work, done, title=messages.SUBMIT_WORK, changes=("standing", "drafts"))
        if isinstance(running, QObject):
            running.ended.connect(self._enable_next)  # type: ignore[attr-defined]

    def _enable_next(self) -> None:
        self.next.setEnabled(True)


def open_folder(path: Path) -> None:
    """Show a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
