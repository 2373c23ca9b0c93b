"""The dialog that makes a store of a copy: which copy, where to; then it offers to open it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from dxdesk.domain.errors import KnownError
from dxdesk.ui.restore import messages
from dxdesk.ui.restore.choosing import CopyList, day_of, free_name, of_file
from dxdesk.ui.restore.since import SincePart
from dxdesk.ui.shell.folders import documents_folder
from dxdesk.ui.shell.operations import Operations
from dxdesk.ui.shell.working import WorkingDialog
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, inside, row
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.widgets.passphrase import PassphraseEntry

if TYPE_CHECKING:
    from collections.abc import Callable

    from dxdesk.ports.entities import Backup
    from dxdesk.ports.store import Progress
    from dxdesk.usecases.inbox.way_back import Since, TakenAgain
    from dxdesk.usecases.workplace.desk import Services

SUFFIX = ".dxdesk"
FILTER = "dxdesk の台帳 (*.dxdesk);;すべてのファイル (*)"


class RestoreDialog(WorkingDialog):
    """Restores a copy; what it made can be opened from here."""

    open_wanted = Signal(str, str)
    """Location and passphrase of the restored store."""

    def __init__(
        self,
        services: Callable[[], Services],
        operations: Operations,
        locations: Sequence[str],
        parent: QWidget | None = None,
        *,
        damaged: bool = False,
        secret: str = "",
    ) -> None:
        """Ask; the copies of the stores at ``locations`` are listed, the first one's folder is proposed.

        Of a ``damaged`` store, which ``secret`` opens, the newest whole copy is looked for at once.
        """
        super().__init__(operations, messages.STOP, parent)
        self._services = services
        self._locations = tuple(locations)
        self._proposed = self._made = self._secret = ""
        self.setWindowTitle(messages.TITLE)
        self.setMinimumWidth(640)
        self.banner = Banner()
        self.copies = CopyList()
        self.other = button(messages.OTHER, self._choose_copy, look="flush", name="other-copy")
        self.entry = PassphraseEntry(field=messages.PASSPHRASE)
        self.entry.first.setText(secret)
        self._damaged = damaged
        self.since = SincePart()
        self.since.folder_wanted.connect(self._choose_folder)
        self.location = QLineEdit()
        self.location.setAccessibleName(messages.WHERE)
        self.cancel = button(messages.CANCEL, self.reject, name="cancel")
        self.accept_button = primary(messages.GO, self.accept, name="accept")
        self.accept_button.setDefault(True)
        self.opener = primary(messages.OPEN, self._open, name="open-restored")
        self._lay_out()
        self.copies.picked.connect(self._picked)
        self._look()

    def _lay_out(self) -> None:
        where = row(self.location, button(messages.WHERE_CHOOSE, self._choose_place))
        where.setStretch(0, 1)
        self._hints = tuple(
            Text(text, "caption", wrap=True) for text in (messages.PASSPHRASE_TEXT, messages.WHERE_TEXT)
        )
        self._form = inside(
            column(
                Text(messages.TEXT, "muted", wrap=True),
                Text(messages.WHICH, "section"),
                self.copies,
                row(self.other, STRETCH),
                self.entry,
                self._hints[0],
                column(Text(messages.WHERE, "caption"), where, gap=6),
                self._hints[1],
                gap=10,
            )
        )
        self.made = Text("", "strong", wrap=True)
        self.renewed = Text(messages.KEY_RENEWED, tone="attention", wrap=True)
        self._done = inside(
            column(self.made, Text(messages.DONE_TEXT, wrap=True), self.renewed, self.since, gap=8)
        )
        self._done.hide()
        self.opener.hide()
        self.head = Text(messages.TITLE, "title")
        parts: QVBoxLayout = column(
            self.head,
            self.banner,
            self._form,
            self._done,
            self.shown,
            row(STRETCH, self.cancel, self.opener, self.accept_button),
            gap=12,
            margins=(24, 20, 24, 20),
        )
        self.setLayout(parts)

    # --- which one, and where to ---------------------------------------------------------------

    def _look(self) -> None:
        """List the copies there are; a share may be slow, so not on this thread."""
        locations = self._locations

        def work(_: Progress) -> list[Backup]:
            stores = self._services().stores
            found = [copy for location in locations for copy in stores.backups(location)]
            if len(set(locations)) == 1:
                return found  # newest first by their numbers, whatever the clock said
            return sorted(found, key=lambda copy: copy.made_at, reverse=True)

        self._operations.run(work, self._show_copies, failed=self._refused, owner=self)

    def _show_copies(self, found: Sequence[Backup]) -> None:
        now = self._services().clock.now()
        self.copies.show_copies(found, now, several=len({copy.location for copy in found}) > 1)
        chosen = self.copies.current() is not None
        (self.entry.first if chosen else self.other).setFocus()
        if self._damaged and chosen:
            self.look_for_whole()

    def look_for_whole(self) -> None:
        """Choose the newest copy that is whole and opens with what was typed."""
        chosen, secret = self.copies.current(), self.entry.text()
        if chosen is None:
            self.banner.say(messages.PICK, messages.PICK_MEANS)
            return
        location = chosen.location

        def work(progress: Progress) -> tuple[Backup | None, Sequence[Backup]]:
            return self._services().stores.newest_whole(location, secret, progress)

        self._running = self._operations.run(
            work,
            lambda found: self._show_whole(*found),
            finally_=self._ended,
            progressed=self.show_progress,
            title=messages.LOOKING_WHOLE,
            failed=self._refused,
            owner=self,
            key=self,
        )
        self.show_busy(True)
        self.far.setText(messages.LOOKING_WHOLE)

    def _show_whole(self, found: Backup | None, passed_over: Sequence[Backup]) -> None:
        if found is None:
            self.banner.say(messages.NO_WHOLE, messages.NO_WHOLE_TEXT)
            return
        self.copies.table.pick(lambda copy: copy.file == found.file)
        said = messages.PASSED_OVER.format(count=len(passed_over)) if passed_over else ""
        self.banner.say(messages.WHOLE, said, tone="info")

    def _choose_copy(self) -> None:
        from dxdesk.ui.shell.sending import keep_folder, kept_folder

        # Where somebody keeps copies; where nobody chose a place for them yet, they lie beside the store.
        folder = kept_folder("backup", beside=Path(self._locations[0]).parent if self._locations else None)
        chosen, _ = QFileDialog.getOpenFileName(self, messages.OTHER, str(folder), FILTER)
        if chosen:
            keep_folder("backup", Path(chosen).parent)
            self.take_copy(Path(chosen))

    def take_copy(self, file: Path) -> None:
        """Add a copy that lies elsewhere and choose it."""
        try:
            copy = of_file(file, self._locations[0] if self._locations else "")
        except OSError:
            self.banner.say(f"{file.name}は読めません。", messages.PICK_MEANS)
            return
        self.copies.add(copy, self._services().clock.now())

    def _picked(self, copy: Backup | None) -> None:
        """Propose a free place beside the store, as long as nobody wrote one of their own."""
        if copy is None or self.location.text() not in ("", self._proposed):
            return
        store = Path(copy.location)
        folder = store.parent if store.parent.is_dir() else documents_folder()
        name = messages.NAME.format(stem=store.stem, day=day_of(copy.made_at), suffix=SUFFIX)
        self._proposed = str(free_name(folder / name))
        self.location.setText(self._proposed)

    def _choose_place(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            messages.WHERE,
            self.location.text(),
            "dxdesk の台帳 (*.dxdesk)",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self.location.setText(chosen)

    def target(self) -> Path:
        """Return where the restored store is to lie."""
        text = self.location.text().strip()
        return Path(text if text.endswith(SUFFIX) else text + SUFFIX)

    # --- doing it ------------------------------------------------------------------------------

    def accept(self) -> None:
        """Restore; what cannot be done is said before anything is made."""
        copy = self.copies.current()
        if self.busy or self._made:
            return
        if copy is None:
            self.banner.say(messages.PICK, messages.PICK_MEANS)
        elif not self.location.text().strip():
            self.banner.say(messages.NO_PLACE, messages.PICK_MEANS, about=(self.location,))
        elif self.target().exists():
            self.banner.say(
                messages.THERE, messages.THERE_MEANS, messages.THERE_ADVICE, about=(self.location,)
            )
            self.location.setFocus()
        else:
            self._restore(copy, self.target(), self.entry.text())

    def _restore(self, copy: Backup, target: Path, secret: str) -> None:
        self.banner.hide()
        self._secret = secret

        def work(progress: Progress) -> tuple[str, Sequence[Since] | None, bool]:
            from dxdesk.usecases.inbox.way_back import after

            services = self._services()
            services.stores.restore(copy.file, str(target), secret, progress)
            return (str(target), *after(services, copy.location, str(target), secret))

        self._running = self._operations.run(
            work,
            lambda found: self.show_made(*found),
            finally_=self._ended,
            progressed=self.show_progress,
            title=messages.WORK,
            failed=self._refused,
            cancelled=self._stopped,
            owner=self,
            key=self,
        )
        self.show_busy(True)
        self.show_progress(0, 0)

    def show_busy(self, on: bool) -> None:
        """Show the work instead of letting the answers be changed under it."""
        self.shown.setVisible(on)
        for hint in self._hints:
            hint.setVisible(not on)  # their room is the progress's: the title stays in view
        if on:
            self.bring(self.shown)
        self._form.setEnabled(not on)
        self.accept_button.setEnabled(not on)
        self.opener.setEnabled(not on)
        self.since.setEnabled(not on)
        self.cancel.setEnabled(not on)
        self.stop.setEnabled(on)

    def show_progress(self, done: int, whole: int) -> None:
        """Say how far the copying is."""
        self.show_far(messages.WORK, done, whole)

    def _ended(self) -> None:
        self.show_busy(self.busy)

    def _refused(self, error: KnownError) -> None:
        self._ended()
        if error.code == "store-damaged" and self.copies.current() is not None and not self._made:
            self.banner.refuse(error, act=messages.LOOK_WHOLE, acting=self.look_for_whole)
        else:
            self.banner.refuse(error)
        if "passphrase" in error.code:
            self.entry.first.selectAll()
            self.entry.first.setFocus()

    def _stopped(self) -> None:
        self._ended()
        self.banner.say(messages.STOPPED, tone="info")

    def show_made(self, location: str, since: Sequence[Since] | None = (), renewed: bool = False) -> None:
        """Say what was made and what came in since, and offer to take that again and to open it."""
        self._made = location
        self.banner.hide()
        self.since.show_since(since)
        self.renewed.setVisible(renewed)
        self.head.setText(messages.DONE)
        self.made.setText(location)
        self._form.hide()
        self._done.show()
        self.cancel.setText(messages.CLOSE)
        self.accept_button.hide()
        self.opener.show()
        self.opener.setDefault(True)
        self.opener.setFocus()

    def _choose_folder(self) -> None:
        from dxdesk.ui.shell.sending import keep_folder, kept_folder

        start = str(kept_folder("receive", beside=Path(self._made).parent))
        folder = QFileDialog.getExistingDirectory(self, messages.SINCE_FOLDER, start)
        if folder:
            keep_folder("receive", Path(folder))
            self.take_again(Path(folder))

    def take_again(self, folder: Path) -> None:
        """Receive out of a folder what came in after the copy."""
        made, secret, since = self._made, self._secret, self.since.since

        def work(progress: Progress) -> TakenAgain:
            from dxdesk.usecases.inbox.opening import open_store
            from dxdesk.usecases.inbox.way_back import take_again

            desk = open_store(self._services(), made, secret)
            try:
                return take_again(desk, folder, since, progress)
            finally:
                desk.store.close()

        self._running = self._operations.run(
            work,
            self.since.show_taken,
            finally_=self._ended,
            progressed=self.show_progress,
            title=messages.SINCE_WORK,
            failed=self._refused,
            cancelled=lambda: self.banner.say(messages.SINCE_STOPPED, tone="info"),
            owner=self,
            key=self,
        )
        self.show_busy(True)
        self.far.setText(messages.SINCE_WORK)

    def _open(self) -> None:
        super().accept()
        self.open_wanted.emit(self._made, self._secret)
