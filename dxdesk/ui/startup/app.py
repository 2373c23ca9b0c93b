"""The window program: the first-start window, one main window a store, opening and making stores."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from dxdesk import crash, paths
from dxdesk.domain.errors import KnownError
from dxdesk.ui.look import applying, fonts, icons, theme, words
from dxdesk.ui.shell import garbage
from dxdesk.ui.shell.operations import Operations
from dxdesk.ui.startup import messages, recent
from dxdesk.ui.startup.launcher import Played, StoreLauncher
from dxdesk.ui.startup.welcome import Welcome
from dxdesk.ui.widgets.later import later
from dxdesk.ui.widgets.messages import explain

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from dxdesk.ports.store import Progress
    from dxdesk.ui.manual.window import ManualWindow
    from dxdesk.ui.shell.main_window import MainWindow
    from dxdesk.ui.startup.create import NewStore
    from dxdesk.ui.startup.lock import Locker
    from dxdesk.ui.widgets.messages import Banner
    from dxdesk.ui.widgets.passphrase import PassphraseDialog
    from dxdesk.usecases.workplace.desk import Desk

STORE_SUFFIX = ".dxdesk"
FILE_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".csv", ".txt", ".tsv")
_PREPARED, _COMPLETE = "dxdesk-prepared", "dxdesk-complete"
_QUIET_MS = 500
"""How long after the start the rest waits that the first paint does without."""


def prepare(arguments: list[str] | None = None, *, first_paint: bool = False) -> QApplication:
    """Return the application with fonts, look and Qt's own Japanese texts; calling again is free.

    For ``first_paint`` only what the first-start window is drawn with is loaded; ``complete`` has to follow.
    """
    app = QApplication.instance()
    if app is None:
        app = QApplication([*(arguments or sys.argv[:1]), *theme.STYLE_ARGUMENTS])
        app.setProperty(theme.STYLED, True)
    if not isinstance(app, QApplication):
        raise RuntimeError("a QCoreApplication without windows is running")
    if app.property(_PREPARED):
        complete()
        return app
    app.setProperty(_PREPARED, True)
    app.setApplicationName(words.PRODUCT)
    fonts.load_first()
    if first_paint:
        applying.apply(app, first_paint=True)
    else:
        complete()
    translator = QTranslator(app)
    if translator.load(
        QLocale(QLocale.Language.Japanese),
        "qtbase",
        "_",
        QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath),
    ):
        app.installTranslator(translator)
    return app


def complete() -> None:
    """Load what the first paint does without: fonts, look, icon, held keys; calling again is free."""
    fonts.load()
    app = QApplication.instance()
    if not isinstance(app, QApplication) or app.property(_COMPLETE):
        return
    app.setProperty(_COMPLETE, True)
    from dxdesk.ui.widgets import held, in_view

    held.watch(app)
    in_view.watch(app)
    applying.apply(app)
    app.setWindowIcon(icons.mark())
    app.styleHints().colorSchemeChanged.connect(lambda *_: applying.follow(app))
    # High contrast is switched beside the program, and no signal tells it.
    app.applicationStateChanged.connect(lambda *_: applying.follow(app))


def run(location: str | None, launcher: StoreLauncher, *, passphrase: str = "") -> int:
    """Show the window until it is closed; return the exit code.

    Args:
        location: the store to open at once, ``None`` for the first-start window.
        launcher: how stores are opened and made.
        passphrase: of that store, where it is known already; asked for otherwise.
    """
    app = prepare(first_paint=True)
    # Qt would end the program while one window gives way to another, or behind the lock.
    app.setQuitOnLastWindowClosed(False)
    program = Program(launcher)
    hook, sys.excepthook = sys.excepthook, program.take_bug
    try:
        program.start(location, passphrase)
        later(program, lambda: _take_up_the_rest(program), _QUIET_MS)
        return app.exec()
    finally:
        program.shut()
        sys.excepthook = hook


def _take_up_the_rest(program: Program) -> None:
    garbage.collector()  # Python's own rests from the start of the program, see ``__main__``
    complete()
    program.operations.run(lambda _: paths.sweep_temp_dir())  # what a killed run left has names in it


class Program(QObject):
    """Holds the windows and the way from one to the other."""

    def __init__(self, launcher: StoreLauncher) -> None:
        """Start without a window."""
        super().__init__()
        self.launcher = launcher
        self.operations = Operations(self)
        self.operations.failed.connect(self.say)
        self.operations.crashed.connect(self._say_crash)
        self.welcome: Welcome | None = None
        self.window: MainWindow | None = None
        self._open: list[MainWindow] = []
        """Windows whose store is open: the one shown, and closed ones whose work has not ended."""
        self.dialog: QDialog | None = None
        self.carried: list[Path] = []
        self._location = ""
        self._locker: Locker | None = None
        self._manual: ManualWindow | None = None

    def start(self, location: str | None, passphrase: str = "") -> None:
        """Show the first-start window, open a store, or take a file that was double-clicked."""
        if location is None:
            self.show_welcome()
        elif Path(location).suffix.lower() in FILE_SUFFIXES:
            self.show_welcome()
            later(self, lambda: self.take_files([Path(str(location))]))
        elif passphrase:
            self.open_store(location, passphrase)
        else:
            self.show_welcome()
            later(self, lambda: self.choose_store(str(location)))

    def show_welcome(self) -> Welcome:
        """Show the first-start window."""
        if self.welcome is None:
            self.welcome = Welcome(sample=self.launcher.try_sample is not None)
            self.welcome.files_chosen.connect(self.take_files)
            self.welcome.store_chosen.connect(self.choose_store)
            self.welcome.new_wanted.connect(self.make_new)
            self.welcome.sample_wanted.connect(self.play_sample)
            self.welcome.restore_wanted.connect(self.restore)
            self.welcome.help_wanted.connect(self.show_help)
            self.welcome.closed.connect(self._rest)
            self.operations.watch(self.welcome.status)
        self.welcome.show_recent()
        self.welcome.show()
        return self.welcome

    # --- opening -------------------------------------------------------------------------------

    def choose_store(self, location: str) -> None:
        """Open a store, asking for its passphrase only where it has one."""
        if self.window is not None and location == self._location:
            self.window.raise_()
            self.window.activateWindow()
            return
        self.open_store(location, "")

    def open_store(
        self,
        location: str,
        passphrase: str,
        *,
        read_only: bool = False,
        asking: PassphraseDialog | None = None,
    ) -> None:
        """Open a store in the background and show its window."""

        def opened(desk: Desk) -> None:
            if asking is not None:
                asking.done(asking.DialogCode.Accepted)
            self.show_desk(desk, location, passphrase)

        def failed(error: KnownError) -> None:
            self._opening_failed(error, location, passphrase, asking)

        def ended() -> None:
            if asking is not None:
                asking.accept_button.setEnabled(True)

        if asking is not None:
            asking.accept_button.setEnabled(False)
        self.operations.run(
            lambda progress: self.launcher.open_desk(location, passphrase, read_only, progress),
            opened,
            finally_=ended,
            title=messages.OPENING,
            failed=failed,
        )

    def _opening_failed(
        self, error: KnownError, location: str, passphrase: str, asking: PassphraseDialog | None
    ) -> None:
        if error.code == "passphrase-needed" and asking is None:
            self._ask_passphrase(location)
        elif error.code == "store-in-use":
            where = asking.banner if asking is not None else self.banner()
            where.say(
                *explain(error),
                act=messages.OPEN_READ_ONLY,
                acting=lambda: self.open_store(location, passphrase, read_only=True, asking=asking),
            )
        elif error.code == "store-damaged":
            where = asking.banner if asking is not None else self.banner()
            where.say(
                *explain(error),
                act=messages.GO_BACK,
                acting=lambda: self.go_back(location, passphrase, asking),
            )
        elif asking is not None:
            asking.banner.refuse(error)
            asking.entry.first.selectAll()
            asking.entry.first.setFocus()
        else:
            self.say(error)

    def _ask_passphrase(self, location: str) -> None:
        from dxdesk.ui.widgets.passphrase import PassphraseDialog

        dialog = PassphraseDialog(Path(location).stem, location, self.front(), store=True)
        secret = self.launcher.sample_secret(location)
        if secret:
            from dxdesk.ui.startup import sample

            dialog.banner.say(messages.SAMPLE_STORE, sample.told(location, secret), tone="info")
        dialog.try_with(lambda: self.open_store(location, dialog.passphrase(), asking=dialog))
        dialog.rejected.connect(self.carried.clear)
        self.open_dialog(dialog)

    def show_desk(self, desk: Desk, location: str, passphrase: str, first: str = "") -> None:
        """Show an opened store in a window of its own; ``first`` is a screen to go to if its role has it."""
        from dxdesk.ui.shell.main_window import MainWindow, store_caption

        complete()
        before = self.window
        window = MainWindow(desk)
        self.window, self._location = window, location
        self._open.append(window)
        window.lock_wanted.connect(self._lock_now)
        window.store_chosen.connect(self.choose_store)
        window.store_wanted.connect(self.open_made)
        window.passphrase_changed.connect(lambda new: self.locker.guard(window, new))
        window.closed.connect(lambda: self._closed(window))
        recent.remember(_as_recent(desk, location, store_caption(desk)))
        self.locker.guard(window, passphrase)
        window.show()
        window.start()
        window.go(first)
        later(window, window.offer_guide)
        secret = self.launcher.sample_secret(location)
        if secret:
            from dxdesk.ui.startup import sample

            sample.opened(location, secret, passphrase)
            window.passphrase_changed.connect(lambda new: sample.opened(location, secret, new))
            told = sample.told(location, secret)
            window.banner.say(messages.SAMPLE_STORE, told, messages.SAMPLE_TEXT_OPEN, tone="info")
        files, self.carried = self.carried, []
        if files:
            _hand_over(window, files)
        if self.welcome is not None:
            self.welcome.hide()
        if before is not None:
            before.close()

    def _lock_now(self) -> None:
        """Hide the window because somebody pressed the key, or say why it cannot be hidden."""
        if self.locker.can_lock:
            self.locker.lock(messages.LOCKED_BY_HAND)
        else:
            self.banner().say(messages.NO_LOCK, advice=messages.NO_LOCK_FIX, tone="info")

    @property
    def locker(self) -> Locker:
        """What hides the window after idle time; made when the first store is open."""
        if self._locker is None:
            from dxdesk.ui.startup.lock import Locker

            self._locker = Locker(self)
            self._locker.locked.connect(self._asked)
        return self._locker

    def _asked(self, dialog: QDialog) -> None:
        self.dialog = dialog

    def _closed(self, window: MainWindow) -> None:
        self._open.remove(window)
        store = window.desk.store
        store.close()
        trouble = store.backup_trouble()
        window.deleteLater()
        if self.window is window:
            self.window = None
            if self._locker is not None:
                self._locker.leave()
        if trouble is not None and not store.read_only:
            self.banner().say(messages.NO_BACKUP.format(store=store.label), trouble.reason)
        if self.window is None:
            self._rest()

    def _rest(self) -> None:
        """End the program when nothing is open any more; looked at after the closing itself."""
        later(self, self._end_if_alone)

    def _end_if_alone(self) -> None:
        if not self._open and not any(_is_shown(part) for part in (self.welcome, self.dialog)):
            QApplication.quit()

    # --- making --------------------------------------------------------------------------------

    def make_new(self) -> None:
        """Ask for what a new store needs and make it."""
        from dxdesk.ui.startup.create import CreateDialog
        from dxdesk.ui.startup.presets import show_presets

        dialog = CreateDialog(self.front())

        def work(wanted: NewStore) -> Desk:
            return self.launcher.create_desk(
                wanted.location, wanted.role, wanted.code, wanted.name, wanted.passphrase
            )

        def create() -> None:
            wanted = dialog.wanted()

            def made(desk: Desk) -> None:
                dialog.made()
                self.show_desk(desk, wanted.location, wanted.passphrase)

            dialog.begin()
            self.operations.run(
                lambda _: work(wanted),
                made,
                failed=dialog.fail,
                finally_=dialog.end,
                title=messages.CREATING,
            )

        dialog.try_with(create)
        dialog.presets_wanted.connect(lambda: show_presets(self.operations, dialog))
        self.open_dialog(dialog)

    def take_files(self, files: list[Path]) -> None:
        """Open a store, or say what a received file is and offer the store it belongs to."""
        from dxdesk.ui.startup.arrivals import Arrivals

        stores = [path for path in files if path.suffix.lower() == STORE_SUFFIX]
        if stores:
            self.carried = [path for path in files if path not in stores]
            self.choose_store(str(stores[0]))
        elif self.window is not None:
            self.window.take_files(files)
        elif files:
            Arrivals(self.operations, self.launcher.services, self).look_at(files)

    def play_sample(self) -> None:
        """Play the made-up year into a folder the person picks, then open its HR store."""
        play = self.launcher.try_sample
        if play is None:
            return
        from PySide6.QtWidgets import QFileDialog

        from dxdesk.ui.shell.sending import keep_folder, kept_folder

        start = str(kept_folder("sample"))
        chosen = QFileDialog.getExistingDirectory(self.front(), messages.SAMPLE_PLACE, start)
        if not chosen:
            return
        keep_folder("sample", Path(chosen))
        folder = Path(chosen) / "dxdesk見本"

        def done(played: Played) -> None:
            self.open_store(played.location, played.passphrase)

        self.operations.run(lambda progress: play(folder, progress), done, title=messages.SAMPLE_WORK)

    def restore(self) -> None:
        """Make a store of a copy of one of those used lately, or of a file."""
        from dxdesk.ui.restore.dialog import RestoreDialog

        locations = [entry.location for entry in recent.load()]
        dialog = RestoreDialog(self.launcher.services, self.operations, locations, self.front())
        dialog.open_wanted.connect(self.open_made)
        self.open_dialog(dialog)

    def go_back(self, location: str, passphrase: str, asking: PassphraseDialog | None) -> None:
        """Make a store of the newest whole copy of a damaged one."""
        from dxdesk.ui.restore.dialog import RestoreDialog

        if asking is not None:
            asking.reject()
        dialog = RestoreDialog(
            self.launcher.services,
            self.operations,
            [location],
            self.front(),
            damaged=True,
            secret=passphrase,
        )
        dialog.open_wanted.connect(self.open_made)
        self.open_dialog(dialog)

    def open_made(self, location: str, passphrase: str) -> None:
        """Open a store that was just made, whose passphrase was typed then."""
        self.open_store(location, passphrase)

    def show_help(self) -> None:
        """Show the manual from its beginning: there is no screen yet that has a page of its own."""
        from dxdesk.ui.shell.help import open_manual

        if self.welcome is not None:
            complete()
            setting = (self.operations, self.launcher.services)
            self._manual = open_manual(self.welcome, self._manual, "index", "", (), setting)
            self._manual.guide.hide()  # the guide stands above the screens of a store

    # --- saying --------------------------------------------------------------------------------

    def take_bug(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Write a report of a bug on the UI thread and say so calmly."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self._say_crash(crash.write(error))

    def shut(self) -> None:
        """Let go of everything; work under way ends first, however long it takes."""
        if self._locker is not None:
            self._locker.leave()
        for window in tuple(self._open):
            window.close_anyway()
            window.operations.close()
        self.operations.close()

    def open_dialog(self, dialog: QDialog) -> None:
        """Show a dialog and hold on to it."""
        complete()
        self.dialog = dialog
        dialog.open()

    def front(self) -> QWidget | None:
        """Return the window people look at."""
        if self.window is not None and self.window.isVisible():
            return self.window
        return self.welcome if self.welcome is not None and self.welcome.isVisible() else None

    def banner(self) -> Banner:
        """Return where something is said: in the dialog that covers the rest, if there is one."""
        asking = self.dialog
        if asking is not None and _is_shown(asking):
            said: Banner | None = getattr(asking, "banner", None)
            if said is not None:
                return said
        if self.window is not None and self.window.isVisible():
            return self.window.banner
        return self.show_welcome().banner

    def say(self, error: KnownError) -> None:
        """Say an expected failure."""
        self.banner().refuse(error)

    def _say_crash(self, report: Path) -> None:
        if self.window is not None and self.window.isVisible():
            self.window.show_crash(report)
        else:
            self.banner().say(
                "プログラムの不具合で、いまの操作は行われませんでした。",
                "保存済みの内容はそのまま残っています。",
                f"同じことが続くときは、この記録を情報担当に渡してください: {report}",
            )


def _is_shown(part: QWidget | None) -> bool:
    """Tell whether a window or dialog stands open; a dialog has gone with the window it was asked in."""
    return part is not None and isValid(part) and part.isVisible()


def _hand_over(window: MainWindow, files: list[Path]) -> None:
    """Give a store the files it was opened for; a form it has already is gone on with, not received again."""

    def work(_: Progress) -> list[Path]:
        from dxdesk.usecases.inbox.opening import has_form

        return [path for path in files if not has_form(window.desk, path)]

    def done(new: list[Path]) -> None:
        if new:
            window.take_files(new)
        else:
            window.go("self_report")
            window.status.say_saved(messages.SAME_FORM)

    window.operations.run(work, done, owner=window)


def _as_recent(desk: Desk, location: str, caption: str) -> recent.Recent:
    opened = desk.services.clock.now()
    return recent.Recent(location, caption, opened, desk.role.value, desk.identity.owner)
