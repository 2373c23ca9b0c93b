"""The answering panel: skills at the left, one of them in the middle, the next step at the foot.

Used for one's own sheet and for typing in somebody else's printed one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from dxdesk.domain.errors import KnownError
from dxdesk.ports.store import Progress
from dxdesk.ui.answering import messages
from dxdesk.ui.answering.history_keys import step_of
from dxdesk.ui.answering.item_page import ItemPage
from dxdesk.ui.answering.keeping import Ask, Keeper, keep_folder, kept_folder
from dxdesk.ui.answering.key_hints import KeyHints, keys
from dxdesk.ui.answering.level_card import LevelKey
from dxdesk.ui.answering.model import LINES, MORE, SUBMIT, Answering
from dxdesk.ui.answering.more_pages import MorePage
from dxdesk.ui.answering.sidebar import SideList
from dxdesk.ui.answering.submit_page import SubmitPage
from dxdesk.ui.look import words
from dxdesk.ui.shell.asking import AskDialog, ask_first
from dxdesk.ui.shell.operations import Operations, Work
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.chips import KeyCap
from dxdesk.ui.widgets.keys import is_enter, is_held, is_letter, page_by_key
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.showing import repolish
from dxdesk.ui.widgets.stops import order_stops
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.usecases.answering.sheet import AnswerSheet, Submitted

P = ParamSpec("P")
GOALS = MORE
ROOM = 800
"""Px below which the list of skills leaves the statements more room."""
_FOOT_GAP = 8
"""Px between the buttons at the foot, and before them."""

_TO_EVIDENCE = 2
"""Which hint says that Tab leads to the ground: true once a level is chosen."""


class AnswerPanel(QWidget):
    """Answers one sheet. ``ask`` runs work through the gateway and shows failures."""

    saved = Signal(str)
    said = Signal(str)
    """Something small happened that is worth a quiet word (taken back, kept as last year)."""
    noted = Signal(str)
    """Nothing was done; the text says why."""
    progressed = Signal()
    submitted = Signal(object)
    withdrawn = Signal(object)
    refused = Signal(object)
    """Submitting failed in an expected way: the ``KnownError``; unless ``unsaved``, the draft is kept."""
    unsaved = Signal(object)
    """What was typed could not be written, and is tried again: the ``KnownError``."""

    def __init__(self, desk: Desk, operations: Operations, ask: Ask, *, proxy: bool = False) -> None:
        """Make an empty panel; ``proxy`` types in for somebody else."""
        super().__init__()
        self.desk, self.operations, self._ask, self._proxy = desk, operations, ask, proxy
        self.work: Answering | None = None
        self.where = ""
        self._number, self._asked, self._narrow = "", False, False
        self._told = False
        """Whether it was said that letters go into no field here."""
        self._writing = False
        """Whether the keys go into one of the texts of a skill."""
        self.dialog: AskDialog | None = None
        self._came = QElapsedTimer()
        self.side = SideList()
        self.item_page, self.goals_page = ItemPage(), MorePage()
        self.submit_page = SubmitPage(proxy=proxy)
        self.pages = QStackedWidget()
        self.pages.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        for page in (self.item_page, self.goals_page, self.submit_page):
            self.pages.addWidget(page)
        self.keep_all = button(messages.KEEP_ALL, self._keep_all, look="quiet", name="keep-all")
        self.previous: QPushButton = button(messages.PREVIOUS, self.go_back, name="previous")
        self.next: QPushButton = primary(messages.NEXT, self.go_on, name="next")
        self.keeper = Keeper(desk, operations, ask, self)
        self._texts: tuple[QWidget, ...] = (self.item_page.evidence, self.item_page.goal)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._first_key, self._last_key = KeyCap("0"), KeyCap("3")
        choose = (self._first_key, *keys(" 〜"), self._last_key, *keys(f" {messages.KEYS_CHOOSE}"))
        self._hints = KeyHints(
            (
                choose,
                keys("Enter", f" {messages.KEYS_NEXT}"),
                keys("Tab", f" {messages.KEYS_EVIDENCE}"),
                keys("Ctrl", " +", "Z", f" {messages.KEYS_UNDO}"),
            )
        )
        self._writing_hints = KeyHints(
            (
                keys("Esc", f" {messages.KEYS_LEAVE}"),
                keys("Tab", f" {messages.KEYS_FIELD}"),
                keys("Ctrl", " +", "Z", f" {messages.KEYS_UNDO}"),
            )
        )
        self._writing_hints.hide()
        foot = row(
            self._hints, self._writing_hints, STRETCH, self.keep_all, self.previous, self.next, gap=_FOOT_GAP
        )
        body = row(self.side, self.pages, gap=14)
        body.setStretch(1, 1)
        whole = column(body, foot, gap=10)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def set_narrow(self, narrow: bool) -> None:
        """Leave the statements more room on a small display."""
        self._asked = narrow
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what does not fit: beside a list of people there is less room than the window says."""
        super().resizeEvent(event)
        self._fit()
        self._show_hints()

    def _fit(self) -> None:
        narrow = self._asked or self.width() < ROOM
        if narrow != self._narrow:
            self._narrow = narrow
            self.side.set_narrow(narrow)

    def _connect(self) -> None:
        self.side.chosen.connect(self.go_to)
        self.item_page.level_chosen.connect(self.choose)
        self.item_page.statement_ticked.connect(self._tick)
        self.item_page.evidence_written.connect(
            lambda text: self._edit(Answering.write_evidence, self.where, text)
        )
        self.item_page.goal_written.connect(lambda text: self._edit(Answering.write_goal, self.where, text))
        self.item_page.last_kept.connect(self._keep)
        self.item_page.record_added.connect(self.pages.setFocus)
        self.goals_page.goal_written.connect(
            lambda uid, text: self._edit(Answering.write_goal, uid, text, MORE)
        )
        self.goals_page.comment_written.connect(lambda text: self._edit(Answering.write_comment, text))
        self.goals_page.lines.lines_written.connect(lambda lines: self._edit(Answering.write_lines, lines))
        start = self.goals_page.start_goals
        start.attained_written.connect(
            lambda key, place, text: self._edit(Answering.write_attained, key, place, text)
        )
        start.mark_set.connect(lambda where: self._edit(Answering.set_mark, where))
        self.submit_page.withdraw_wanted.connect(self.ask_withdraw)
        self.submit_page.open_item_wanted.connect(self.go_to)
        self.submit_page.folder_wanted.connect(self.choose_folder)
        self.keeper.saved.connect(self.saved)
        self.keeper.refused.connect(self.unsaved)
        for field in (self.item_page.evidence, self.item_page.goal, self.goals_page.comment, self.pages):
            field.installEventFilter(self)
        for _, *fields in self.goals_page.lines.rows:
            for field in fields:
                field.installEventFilter(self)

    # --- keys ----------------------------------------------------------------------------------

    def eventFilter(self, field: QObject, event: QEvent) -> bool:
        """Take undo and redo out of the text fields: one history for everything on the sheet; Esc leaves."""
        kind = event.type()
        if field is self.pages:
            return self._on_page(event) or super().eventFilter(field, event)
        if kind in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._writing = kind == QEvent.Type.FocusIn and field in self._texts
            self._show_hints()
        if kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) and isinstance(event, QKeyEvent):
            step = step_of(event)
            if step:
                event.accept()
                if kind == QEvent.Type.KeyPress:
                    self._undo() if step == "undo" else self._redo()
                return True
            if kind == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
                self.pages.setFocus()
                return True
        return super().eventFilter(field, event)

    def _on_page(self, event: QEvent) -> bool:
        """Lead Tab from a level to what carries it: between them stand the whole list and every statement."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        work, plain = self.work, event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.key() != Qt.Key.Key_Tab or not plain or work is None or not self._on_item():
            return False
        if not self._has_level():
            return False
        self.item_page.evidence.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by number, go on with Enter, take back and do again; text fields keep their keys."""
        held = is_held(event)  # asked of every key: another one in between is none held
        step = step_of(event)
        if step:
            self._undo() if step == "undo" else self._redo()
        elif is_enter(event):
            # A button takes Enter itself: what comes here has no other use for it.
            within = QApplication.focusWidget()
            if isinstance(within, QLineEdit | QComboBox):
                self.focusNextChild()
            elif isinstance(within, LevelKey) and not within.isChecked():
                within.click()
            elif not held:
                self.go_on()
        elif page_by_key(self._long_area(), event):
            pass
        elif event.text().isascii() and event.text().isdigit():
            self.choose(int(event.text()))
        else:
            if self._on_item() and is_letter(event) and not held:
                way = messages.INTO_EVIDENCE if self._has_level() else messages.INTO_EVIDENCE_FIRST
                self._told = True
                self.noted.emit(f"{messages.NOT_IN_A_FIELD}{way}")
            super().keyPressEvent(event)

    def _long_area(self) -> QScrollArea | None:
        """Return what can be scrolled of the page shown."""
        areas: list[QScrollArea] = list(self.pages.currentWidget().findChildren(QScrollArea))
        return next((each for each in areas if each.verticalScrollBar().maximum()), None)

    # --- where one is --------------------------------------------------------------------------

    def show_sheet(self, sheet: AnswerSheet, number: str = "") -> None:
        """Begin with a sheet (of an employee for 代行入力), at the page one was on where it is the same."""
        self.save_now()
        same = self.work is not None and self._number == number and self.where in _places(sheet)
        self._number = number
        held = self.keeper.held(number)  # not written yet, so newer than what was read
        self.work = Answering(replace(sheet, answers=held) if held is not None else sheet)
        for page in (self.item_page, self.goals_page):
            page.set_read_only(not self._may_write())
        self.side.build(self.work)
        self.item_page.forget()
        begin = self.work.first_place or (SUBMIT if sheet.items else GOALS)
        self.go_to(self.where if same and sheet.submitted else begin)

    @property
    def places(self) -> list[str]:
        """All pages in order: item uids, then goals and experience, submit."""
        return _places(self.work.sheet) if self.work is not None else []

    def go_to(self, where: str) -> None:
        """Show a page; ``lines`` is the lower part of the goals."""
        lines = where == LINES
        where = MORE if lines else where
        if self.work is None or where not in self.places:
            return
        moved, self.where = self.where != where, where
        if moved and self._told:
            self._told = False
            self.noted.emit("")  # it was about the page before
        self._came.invalidate()
        page = {GOALS: self.goals_page, SUBMIT: self.submit_page}.get(where, self.item_page)
        self.pages.setCurrentWidget(page)
        self.refresh()
        order_stops(self.layout())  # rows and cards of another sheet or item were made just now
        if lines:
            self.goals_page.go_to_lines()
        elif moved or page is self.item_page:
            # Digits and Enter work at once on every page; texts are a click or Tab away.
            self.pages.setFocus()
        if page is self.submit_page:
            self.submit_page.to_top()

    def take_keys(self) -> None:
        """Let digits and Enter work at once, for somebody who comes back to the page they were on."""
        if self.work is not None:
            self.pages.setFocus()

    def go_on(self) -> None:
        """Go to the next page, or submit on the last one; a second press at once submits nothing."""
        if self.where == SUBMIT:
            if not self._came.isValid() or self._came.hasExpired(QApplication.doubleClickInterval()):
                self.submit()
        elif self.work is not None:
            self.go_to(self.places[self.places.index(self.where) + 1])
            if self.where == SUBMIT:
                self._came.start()

    def go_back(self) -> None:
        """Go to the page before."""
        if self.where in self.places[1:]:
            self.go_to(self.places[self.places.index(self.where) - 1])

    def refresh(self) -> None:
        """Show the answers as they are now."""
        work = self.work
        if work is None:
            return
        if self._on_item():
            self.item_page.show_item(work, self.where)
            self._first_key.setText(str(work.lowest(self.where)))
            self._last_key.setText(str(min(work.top(self.where), 9)))
        elif self.where == GOALS:
            self.goals_page.show_answers(work)
            for field in self.goals_page.fields.values():
                field.installEventFilter(self)
        elif self.where == SUBMIT:
            self.submit_page.show_answers(work, str(self.folder()))
        self.side.show_answers(work, self.where)
        self.pages.setAccessibleName(
            self.side.rows[self.where].name.text() if self.where in self.side.rows else ""
        )
        self._show_foot(work)
        self.progressed.emit()

    def _show_foot(self, work: Answering) -> None:
        last_item = self.places[-3] if len(self.places) > 2 else ""
        text = {last_item: messages.TO_MORE, GOALS: messages.TO_SUBMIT}.get(self.where, messages.NEXT)
        if self.where == SUBMIT:
            text = messages.SUBMIT_PROXY if self._proxy else messages.SUBMIT
            if work.sheet.submitted and not self._proxy:
                text = messages.SUBMIT_AGAIN if work.changed_since_said else messages.WRITE_AGAIN
        self.next.setText(text)
        said = self._proxy and self.where == SUBMIT and work.sheet.submitted and not work.changed_since_said
        look = "secondary" if text == messages.WRITE_AGAIN or said else "primary"
        if self.next.property("look") != look:
            self.next.setProperty("look", look)
            repolish(self.next)
        writable = self._may_write()
        self.next.setVisible(not (work.sheet.told and self.where == SUBMIT))
        self.next.setEnabled(not self.sending and (writable or self.where != SUBMIT))
        self.submit_page.withdraw.setEnabled(not self.sending)
        self.previous.setEnabled(self.where in self.places[1:])
        spare = any(item.last is not None and work.level(item.uid) is None for item in work.items)
        self.keep_all.setVisible(spare and writable)
        self._show_hints()

    def _show_hints(self) -> None:
        """Say what the keys do where they are: in a text, digits and Enter are written into it.

        Beside the buttons there is room for some of it at least, also in a narrow window.
        """
        buttons = [part for part in (self.keep_all, self.previous, self.next) if not part.isHidden()]
        room = self.width() - sum(part.sizeHint().width() + _FOOT_GAP for part in buttons)
        self._hints.fit(room, without=-1 if self._has_level() else _TO_EVIDENCE)
        self._writing_hints.fit(room)
        shown = self._on_item()
        self._hints.setVisible(shown and not self._writing)
        self._writing_hints.setVisible(shown and self._writing)

    # --- what one does -------------------------------------------------------------------------

    def choose(self, level: int) -> None:
        """Choose a level of the item shown."""
        if self._may_write() and self._on_item() and self.work is not None:
            # A digit typed next must choose and not go into a text that had the cursor.
            self.pages.setFocus()
            if self.work.choose(self.where, level):
                self._changed()

    def _on_item(self) -> bool:
        return self.where not in (GOALS, SUBMIT, "")

    def _has_level(self) -> bool:
        """Tell whether a level of the skill shown is chosen: only then Tab leads straight to its ground."""
        return self._on_item() and self.work is not None and self.work.level(self.where) is not None

    def _may_write(self) -> bool:
        """Tell whether anything may be written: not in a locked store, nor once the result is there."""
        work = self.work
        return work is not None and not work.sheet.told and not self.desk.store.read_only

    def _tick(self, level: int, position: int, on: bool) -> None:
        if self.work is not None and self._may_write():
            self.work.tick(self.where, level, position, on)
            self._changed()
        else:
            self.refresh()

    def _keep(self) -> None:
        if self.work is not None and self._may_write() and self.work.keep_last(self.where):
            self._changed_by_button()

    def _keep_all(self) -> None:
        count = self.work.keep_all_last() if self.work is not None and self._may_write() else 0
        if count:
            self._changed_by_button()
            self.said.emit(messages.KEPT_ALL.format(count=count))

    def _edit(
        self, write: Callable[Concatenate[Answering, P], None], *what: P.args, **named: P.kwargs
    ) -> None:
        work = self.work
        if work is None or not self._may_write():
            return
        write(work, *what, **named)
        self.keeper.note(work.answers, self._number)
        if self._on_item():
            self.item_page.show_item(work, self.where)
            self.side.show_answers(work, self.where)

    def _undo(self) -> None:
        self._step(self.work.undo() if self.work is not None else "", messages.UNDONE)

    def _redo(self) -> None:
        self._step(self.work.redo() if self.work is not None else "", messages.REDONE)

    def _step(self, place: str, said: str) -> None:
        if not place:
            self.noted.emit(messages.NOTHING_TO_UNDO)
            return
        self._changed()
        shown = MORE if place == LINES else place
        if shown != self.where and self.where != SUBMIT:
            # What changed must be seen.
            self.go_to(place)
        self.said.emit(said)

    def _changed_by_button(self) -> None:
        """Go on where digits and Enter work: the button pressed goes, and Qt would give its keys to any."""
        self.pages.setFocus()
        self._changed()

    def _changed(self) -> None:
        self.refresh()
        if self.work is not None:
            self.keeper.note(self.work.answers, self._number, at_once=True)

    # --- saving and submitting -----------------------------------------------------------------

    def save_now(self) -> None:
        """Save what was not saved yet; returns at once, the write goes on behind."""
        self.keeper.save_now()

    def folder(self) -> Path:
        """Return where the answered form goes: the last place, else the documents."""
        return kept_folder()

    def set_folder(self, folder: Path) -> None:
        """Remember where answered forms go."""
        keep_folder(folder)
        self.refresh()

    def choose_folder(self) -> None:
        """Let the person pick where answered forms go."""
        chosen = QFileDialog.getExistingDirectory(self, messages.FOLDER, str(self.folder()))
        if chosen:
            self.set_folder(Path(chosen))

    def submit(self) -> None:
        """Submit what is answered."""
        if self.work is None or self.sending or not self._may_write():
            return
        # Whatever becomes of the file: the draft is safe first.
        self.keeper.save_now()
        answers, number = self.work.answers, self._number
        out = None if self._proxy else self.folder()

        def work(_: Progress) -> Submitted:
            from dxdesk.usecases.answering import self_report

            return self_report.submit(self.desk, out, answers, number)

        def done(found: Submitted) -> None:
            self.keeper.forget(answers)
            self.submitted.emit(found)

        self._run(work, done)

    def ask_withdraw(self) -> None:
        """Say what taking a submission back means, and ask."""
        work = self.work
        if work is None or self.sending or not self._may_write():
            return
        from dxdesk.usecases.answering.self_report import withdrawal_name

        person = work.sheet.person
        file = withdrawal_name(person.fiscal_year, person.employee_number)
        means = messages.WITHDRAW_MEANS.format(file=file, whom=words.shown(work.sheet.goes_to))
        self.dialog = ask_first(
            self,
            messages.WITHDRAW_ASK,
            messages.WITHDRAW_MEANS_PROXY if self._proxy else means,
            messages.WITHDRAW_GO,
            self._withdraw,
            grave=False,
        )

    def _withdraw(self) -> None:
        if self.sending or not self._may_write():
            return
        number, out = self._number, None if self._proxy else self.folder()

        def work(_: Progress) -> Submitted:
            from dxdesk.usecases.answering import self_report

            return self_report.withdraw(self.desk, out, number)

        self._run(work, self.withdrawn.emit)

    @property
    def sending(self) -> bool:
        """Whether a submission is under way, or the sheet is read again after one."""
        return self.operations.busy(self)

    def _run(self, work: Callable[[Progress], Submitted], done: Callable[[Submitted], object]) -> None:
        self._ask(
            work,
            done,
            finally_=self.show_sending,
            title=messages.SUBMIT_WORK,
            kind=Work.ACT,
            failed=self._refuse,
            key=self,
        )
        # Pressed twice, it is still one submission.
        self.show_sending()

    def _refuse(self, error: KnownError) -> None:
        self.refused.emit(error)

    def show_sending(self) -> None:
        """Show the next step as it can be taken now; asked again when something that was sent ended."""
        if self.work is not None:
            self._show_foot(self.work)


def _places(sheet: AnswerSheet) -> list[str]:
    return [*(item.uid for item in sheet.items), MORE, SUBMIT]
