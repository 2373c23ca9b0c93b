"""The dialog that changes the passphrase of the open store; the automatic backups follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.ui.settings import passphrase_messages as messages
from dxdesk.ui.shell.operations import Operations, Work
from dxdesk.ui.shell.working import WorkingDialog
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, inside, row
from dxdesk.ui.widgets.messages import Banner, explain
from dxdesk.ui.widgets.passphrase import PassphraseEntry
from dxdesk.ui.widgets.showing import repolish

if TYPE_CHECKING:
    from collections.abc import Callable

    from dxdesk.ports.store import Progress
    from dxdesk.usecases.workplace.desk import Desk
    from dxdesk.usecases.workplace.passphrases import BackupsRenewed


class ChangePassphraseDialog(WorkingDialog):
    """Asks for the passphrase of now and the new one, and stays until both store and backups are done."""

    changed = Signal(str)
    """The store opens with this from now on."""

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        """Ask; a personal store may have none before or after."""
        super().__init__(operations, messages.STOP, parent)
        self._desk = desk
        self._changed = False
        self._had = desk.store.has_passphrase
        self.setWindowTitle(self._title())
        self.setMinimumWidth(560)
        self.banner = Banner()
        self.former = PassphraseEntry(field=messages.FORMER)
        self.entry = PassphraseEntry(new=True, optional=desk.role is Role.PERSONAL, field=messages.NEW)
        self.cancel = button(messages.CANCEL, self.reject, name="cancel")
        self.accept_button = primary(self._act(), self.accept, name="accept")
        self.accept_button.setDefault(True)
        self.said = Text("", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        self.head = Text(self.windowTitle(), "title")
        self._form = inside(
            column(Text(self._about(), "muted", wrap=True), *self._more(), self.former, self.entry, gap=12),
        )
        self.former.setVisible(self._had)
        self.said.hide()
        self.setLayout(
            column(
                self.head,
                self.banner,
                self._form,
                self.said,
                self.shown,
                row(STRETCH, *self._after(), self.cancel, self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )
        (self.former if self._had else self.entry).first.setFocus()

    # --- what it is about; handing a store over says something else ------------------------------

    def _title(self) -> str:
        return messages.CHANGE_TITLE if self._had else messages.SET_TITLE

    def _about(self) -> str:
        return messages.TEXT

    def _act(self) -> str:
        return messages.GO if self._had else messages.SET

    def _more(self) -> tuple[QWidget, ...]:
        """Return what is asked for beside the passphrases."""
        return ()

    def _after(self) -> tuple[QWidget, ...]:
        """Return further buttons."""
        return ()

    def _changer(self) -> Callable[[str, str, Progress], object]:
        """Return what puts the store under another passphrase: the former, the new one, how far it is."""
        desk = self._desk

        def change(former: str, new: str, progress: Progress) -> None:
            from dxdesk.usecases.workplace.passphrases import change_passphrase

            change_passphrase(desk, former, new, progress)

        return change

    def _done_lines(self, has_one: bool) -> tuple[str, list[str]]:
        """Return the head and the last lines of what is said when it is done."""
        head = messages.CHANGED if has_one else messages.REMOVED
        return head, [messages.ELSEWHERE, *([messages.PAPER] if has_one else [])]

    def _next_step(self) -> QPushButton:
        """Return what Enter presses when it is done."""
        return self.cancel

    # --- the store -----------------------------------------------------------------------------

    def accept(self) -> None:
        """Change it; what will not do is said before anything begins."""
        if self.busy or self._changed:
            return
        objection = self.entry.objection()
        if not objection and not self.entry.text() and not self._had:
            objection = messages.NOTHING  # empty before, empty after
        if objection:
            self.banner.say(objection, messages.NOT_YET, about=(self.entry.wrong_field,))
            self.entry.wrong_field.setFocus()
            self.entry.wrong_field.selectAll()
            return
        former, new = self.former.text(), self.entry.text()
        change = self._changer()

        def work(progress: Progress) -> None:
            change(former, new, progress)

        self.banner.hide()
        self._running = self._operations.run(
            work,
            lambda _: self._go_on(former, new),
            finally_=self._ended,
            progressed=lambda done, whole: self.show_far(messages.WORK, done, whole),
            title=messages.WORK,
            failed=self._refused,
            cancelled=lambda: self.banner.say(messages.STOPPED, tone="info"),
            owner=self,
            key=self,
        )
        self.show_busy(messages.WORK)

    def _refused(self, error: KnownError) -> None:
        self.banner.refuse(error)
        if error.code == "former-passphrase-wrong":
            self._form.setEnabled(True)  # a field that is off takes no focus
            self.former.first.selectAll()
            self.former.first.setFocus()

    # --- its backups ---------------------------------------------------------------------------

    def _go_on(self, former: str, new: str) -> None:
        """Bring the backups under the new passphrase; the store has it already."""
        self._changed = True
        self.changed.emit(new)

        def work(progress: Progress) -> BackupsRenewed:
            from dxdesk.usecases.workplace.passphrases import renew_backups

            return renew_backups(self._desk, former, progress)

        self._running = self._operations.run(
            work,
            lambda found: self.show_done(bool(new), found),
            finally_=self._ended,
            progressed=lambda done, whole: self.show_far(messages.WORK_BACKUPS, done, whole),
            title=messages.WORK_BACKUPS,
            failed=self._half_done,
            owner=self,
            key=self,
            kind=Work.ACT,
        )
        self.show_busy(messages.WORK_BACKUPS)

    def _half_done(self, error: KnownError) -> None:
        self.banner.say(messages.CHANGED, *explain(error)[1:])

    def show_done(self, has_one: bool, found: BackupsRenewed) -> None:
        """Say what opens with which passphrase now."""
        head, last = self._done_lines(has_one)
        self.head.setText(head)
        lines = [messages.RENEWED.format(count=found.renewed)] if found.renewed else []
        if found.former:
            lines.append(messages.LEFT.format(count=len(found.former)))
        lines += last
        self.said.setText("\n".join(lines))
        self.said.show()
        self._form.hide()
        self.accept_button.hide()
        self.cancel.setText(messages.CLOSE)
        self.cancel.setEnabled(True)  # what rests takes no focus
        step = self._next_step()
        step.setProperty("look", "primary")
        repolish(step)
        step.setDefault(True)
        step.setFocus()

    # --- under way -----------------------------------------------------------------------------

    def show_busy(self, what: str) -> None:
        """Show the work instead of letting the answers be changed under it."""
        self.shown.show()
        self.bring(self.shown)
        self.stop.setEnabled(True)
        self._form.setEnabled(False)
        self.accept_button.setEnabled(False)
        self.cancel.setEnabled(False)
        self.show_far(what, 0, 0)

    def _ended(self) -> None:
        if self.busy:
            return
        self.shown.hide()
        self._form.setEnabled(True)
        self.accept_button.setEnabled(True)
        self.cancel.setEnabled(True)
