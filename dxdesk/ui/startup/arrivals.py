"""A file was opened while no store is: say what it is, and offer the store it belongs to.

A person's second file (a return slip, next year's form) belongs into the store they have already; only
where this PC has none a new one is made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QDialog

from dxdesk.domain.errors import KnownError
from dxdesk.ui.look import words
from dxdesk.ui.startup import messages, recent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from dxdesk.ports.entities import Role
    from dxdesk.ports.store import Progress
    from dxdesk.ui.shell.operations import Operations
    from dxdesk.ui.widgets.messages import Banner
    from dxdesk.ui.widgets.passphrase import PassphraseDialog
    from dxdesk.usecases.inbox.opening import Recognised
    from dxdesk.usecases.workplace.desk import Desk, Services

PASSWORD_CODES = frozenset({"password-needed", "password-wrong"})
FOREIGN_CODES = frozenset({"not-ours", "not-a-workbook", "table-kind-needed"})


class Host(Protocol):
    """What is there while no store is open: says things, shows dialogs, opens stores."""

    carried: list[Path]
    """Files the store that is opened next takes."""

    def say(self, error: KnownError) -> None:
        """Say an expected failure."""

    def banner(self) -> Banner:
        """Return where something is said."""

    def front(self) -> QWidget | None:
        """Return the window people look at."""

    def open_dialog(self, dialog: QDialog) -> None:
        """Show a dialog and hold on to it."""

    def choose_store(self, location: str) -> None:
        """Open a store, asking for its passphrase where it has one."""

    def show_desk(self, desk: Desk, location: str, passphrase: str, first: str = "") -> None:
        """Show an opened store; ``first`` is a screen to go to."""


class Arrivals:
    """One batch of files, from looking at them to the store that takes them."""

    def __init__(self, operations: Operations, services: Callable[[], Services], host: Host) -> None:
        """Work for a host without an open store."""
        self._operations, self._services, self._host = operations, services, host
        self._files: list[Path] = []

    def look_at(
        self,
        files: Sequence[Path],
        passwords: tuple[str, ...] = (),
        asking: PassphraseDialog | None = None,
    ) -> None:
        """Tell what the first file is; the others go the same way.

        ``asking`` is the dialog a password was typed in: it stays while the password is wrong.
        """
        self._files = list(files)
        path = self._files[0]

        def work(_: Progress) -> Recognised:
            from dxdesk.usecases.inbox.opening import recognise

            return recognise(self._services(), path, passwords)

        def done(found: Recognised) -> None:
            if asking is not None:
                if not asking.isVisible():
                    return  # given up while the file was read
                asking.done(QDialog.DialogCode.Accepted)
            self._offer(path, found, passwords)

        def ended() -> None:
            if asking is not None:
                asking.accept_button.setEnabled(True)

        if asking is not None:
            asking.accept_button.setEnabled(False)
        self._operations.run(
            work,
            done,
            title=messages.RECOGNISING,
            failed=lambda error: self._failed(files, error, asking),
            finally_=ended,
        )

    def _failed(self, files: Sequence[Path], error: KnownError, asking: PassphraseDialog | None) -> None:
        if asking is not None and not asking.isVisible():
            return
        if error.code in PASSWORD_CODES:
            self._ask_password(files, error, asking)
            return
        if asking is not None:
            asking.done(QDialog.DialogCode.Accepted)
        if error.code in FOREIGN_CODES and (known := self._known("hr", "")):
            self._offer_known(error.problem.message, messages.FOREIGN, known)
        else:
            self._host.say(error)

    def _known(self, role: str, owner: str) -> recent.Recent | None:
        """Return the store of this role and owner that was used last; an empty role takes any office's."""
        for entry in recent.load():
            fits = entry.role == role if role else entry.role in ("hr", "section", "dx")
            if fits and (not owner or entry.owner == owner) and Path(entry.location).exists():
                return entry
        return None

    def _offer(self, path: Path, found: Recognised, passwords: tuple[str, ...]) -> None:
        from dxdesk.ports.entities import Role

        known = self._known(found.recipient_role, found.employee_number)
        if known is None and found.role is None:
            known = self._known("", "")
        if known is not None and known.role == Role.PERSONAL.value:
            # Whoever opens a form came to answer it or to go on, a result to read it: no question between.
            self._host.carried = self._files
            self._host.choose_store(known.location)
        elif known is not None:
            title = messages.FOUND_TITLE.format(title=found.title, year=found.fiscal_year)
            self._offer_known(title, messages.FOUND_KNOWN.format(to=words.shown(found.addressed_to)), known)
        elif found.role is None:
            self._host.banner().say(found.title, found.says, messages.NOT_OURS, tone="info")
        else:
            self._offer_new(path, found, found.role, passwords)

    def _offer_known(self, title: str, text: str, known: recent.Recent) -> None:
        def go() -> None:
            self._host.carried = self._files
            self._host.choose_store(known.location)

        act = messages.OPEN_KNOWN.format(store=Path(known.location).stem)
        self._host.banner().say(title, text, tone="info", act=act, acting=go)

    def _offer_new(self, path: Path, found: Recognised, role: Role, passwords: tuple[str, ...]) -> None:
        from dxdesk.ports.entities import ROLE_LABELS, Role
        from dxdesk.ui.startup.found_file import FoundFileDialog

        dialog = FoundFileDialog(
            path,
            messages.FOUND_TITLE.format(title=found.title, year=found.fiscal_year),
            messages.FOUND_TEXT.format(to=words.shown(found.addressed_to), says=found.says),
            "_".join(filter(None, (ROLE_LABELS[role], found.employee_number))),
            personal=role is Role.PERSONAL,
            code=found.spoken_code,
            caution=found.caution,
            parent=self._host.front(),
        )

        def create() -> None:
            where, passphrase = dialog.where(), dialog.passphrase()

            def work(_: Progress) -> Desk:
                from dxdesk.usecases.inbox.opening import create_from

                desk, report = create_from(
                    self._services(), path, where, passphrase, passwords, seen=found.sha256
                )
                if report.outcome == "refused":
                    # A store that its first file does not fit is of no use to anybody.
                    desk.store.close()
                    Path(where).unlink(missing_ok=True)
                    raise KnownError.of(report.errors)
                return desk

            def made(desk: Desk) -> None:
                dialog.made()
                # Who opens a form came to answer it.
                self._host.show_desk(desk, where, passphrase, "self_report")

            dialog.begin()
            self._operations.run(work, made, failed=dialog.fail, finally_=dialog.end, title=messages.CREATING)

        dialog.try_with(create)
        self._host.open_dialog(dialog)

    def _ask_password(
        self, files: Sequence[Path], error: KnownError, asking: PassphraseDialog | None
    ) -> None:
        """Ask for the password of a file; what was wrong is said beside what was typed."""
        from dxdesk.ui.widgets.passphrase import PassphraseDialog

        if asking is not None:
            asking.banner.refuse(error)
            asking.entry.first.selectAll()
            asking.entry.first.setFocus()
            return
        dialog = PassphraseDialog(
            files[0].name, error.problem.message, self._host.front(), field=messages.FILE_PASSWORD
        )
        dialog.try_with(lambda: self.look_at(files, (dialog.passphrase(),), dialog))
        self._host.open_dialog(dialog)
