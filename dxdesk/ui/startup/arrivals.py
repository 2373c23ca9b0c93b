"""A file was opened while no store is: say what it is, and offer the store it belongs to.

A person's second file (a return slip, next year's form) belongs into the store they have already; only
where this PC has none a new one is made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from dxdesk.domain.errors import KnownError
from dxdesk.ui.look import words
from dxdesk.ui.startup import messages, recent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from dxdesk.ports.store import Progress
    from dxdesk.ui.shell.operations import Operations
    from dxdesk.usecases.workplace.desk import Desk, Services

PASSWORD_CODES = frozenset({"password-needed", "password-wrong"})
FOREIGN_CODES = frozenset({"not-ours", "not-a-workbook", "table-kind-needed"})


class Host(Protocol):
    """What is there while no store is open: says things, shows dialogs, opens stores."""

    carried: list[Path]
    """Files the store that is opened next takes."""

    def say(self, error: KnownError) -> None:
        """Say an expected failure."""

    def banner(self) -> Any:
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
    """One pile of files, from looking at them to the store that takes them."""

    def __init__(self, operations: Operations, services: Callable[[], Services], host: Host) -> None:
        """Work for a host without an open store."""
        self._operations, self._services, self._host = operations, services, host
        self._files: list[Path] = []

    def look_at(self, files: Sequence[Path], passwords: tuple[str, ...] = ()) -> None:
        """Tell what the first file is; the others go the same way."""
        self._files = list(files)
        path = self._files[0]

        def work(_: Progress) -> Any:
            from dxdesk.usecases.inbox.opening import recognise

            return recognise(self._services(), path, passwords)

        def failed(error: KnownError) -> None:
            if error.code in PASSWORD_CODES:
                self._ask_password(path, error, lambda word: self.look_at(files, (word,)))
            elif error.code in FOREIGN_CODES and (known := self._known("hr", "")):
                self._offer_known(error.problem.message, messages.FOREIGN, known)
            else:
                self._host.say(error)

        self._operations.run(
            work, lambda found: self._offer(path, found, passwords), title=messages.RECOGNISING, failed=failed
        )

    def _known(self, role: str, owner: str) -> recent.Recent | None:
        """Return the store of this role and owner that was used last; an empty role takes any office's."""
        for entry in recent.load():
            fits = entry.role == role if role else entry.role in ("hr", "section", "dx")
            if fits and (not owner or entry.owner == owner) and Path(entry.location).exists():
                return entry
        return None

    def _offer(self, path: Path, found: Any, passwords: tuple[str, ...]) -> None:
        owner = found.employee_number if found.role is not None else ""
        known = self._known(found.role.value if found.role is not None else "", owner)
        if known is not None:
            title = messages.FOUND_TITLE.format(title=found.title, year=found.fiscal_year)
            self._offer_known(title, messages.FOUND_KNOWN.format(to=words.shown(found.addressed_to)), known)
        elif found.role is None:
            self._host.banner().say(found.title, found.says, messages.NOT_OURS, tone="info")
        else:
            self._offer_new(path, found, passwords)

    def _offer_known(self, title: str, text: str, known: recent.Recent) -> None:
        def go() -> None:
            self._host.carried = self._files
            self._host.choose_store(known.location)

        act = messages.OPEN_KNOWN.format(store=Path(known.location).stem)
        self._host.banner().say(title, text, tone="info", act=act, acting=go)

    def _offer_new(self, path: Path, found: Any, passwords: tuple[str, ...]) -> None:
        from dxdesk.ports.entities import ROLE_LABELS, Role
        from dxdesk.ui.startup.found_file import FoundFileDialog

        dialog = FoundFileDialog(
            path,
            messages.FOUND_TITLE.format(title=found.title, year=found.fiscal_year),
            messages.FOUND_TEXT.format(
                to=words.shown(found.addressed_to), says=found.says, code=found.spoken_code
            ),
            f"{ROLE_LABELS[found.role]}_{found.employee_number}",
            personal=found.role is Role.PERSONAL,
            caution=found.caution,
            parent=self._host.front(),
        )

        def create() -> None:
            where, passphrase = dialog.where(), dialog.entry.text()

            def work(_: Progress) -> Desk:
                from dxdesk.usecases.inbox.opening import create_from

                desk, report = create_from(self._services(), path, where, passphrase, passwords)
                if report.outcome == "refused":
                    # A store that its first file does not fit is of no use to anybody.
                    desk.store.close()
                    Path(where).unlink(missing_ok=True)
                    raise KnownError.of(report.errors)
                return desk

            # Who opens a form came to answer it.
            self._operations.run(
                work,
                lambda desk: self._host.show_desk(desk, where, passphrase, "self_report"),
                title=messages.CREATING,
            )

        dialog.accepted.connect(create)
        self._host.open_dialog(dialog)

    def _ask_password(self, path: Path, error: KnownError, done: Callable[[str], None]) -> None:
        from dxdesk.ui.widgets.passphrase import PassphraseDialog

        dialog = PassphraseDialog(
            path.name, error.problem.message, self._host.front(), field=messages.FILE_PASSWORD
        )
        dialog.accepted.connect(lambda: done(dialog.passphrase()))
        self._host.open_dialog(dialog)
