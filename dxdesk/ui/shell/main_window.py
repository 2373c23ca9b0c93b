"""The window around the screens: navigation, the current screen, the status line. Nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QStackedWidget
from shiboken6 import isValid

from dxdesk.domain.capabilities import PLACES
from dxdesk.domain.errors import KnownError
from dxdesk.ports import setting_names
from dxdesk.ports.changes import Changes
from dxdesk.ports.entities import ROLE_LABELS, Role
from dxdesk.ports.store import Progress
from dxdesk.ui.look import applying, remembered, words
from dxdesk.ui.shell import actions
from dxdesk.ui.shell.asking import AskDialog, ask_first
from dxdesk.ui.shell.ground import Ground
from dxdesk.ui.shell.help import open_manual
from dxdesk.ui.shell.keys_kept import KeysKept
from dxdesk.ui.shell.navigation import Navigation
from dxdesk.ui.shell.operations import Operations
from dxdesk.ui.shell.screen import GO_BACK, MARGIN, NARROW_MARGIN, WAY_BACK, Screen
from dxdesk.ui.shell.statusbar import StatusBar
from dxdesk.ui.shell.telling import tell
from dxdesk.ui.widgets import drops
from dxdesk.ui.widgets.dialog import APPEARED, Dialog
from dxdesk.ui.widgets.later import later
from dxdesk.ui.widgets.layouts import column, row
from dxdesk.ui.widgets.messages import Banner, explain
from dxdesk.ui.widgets.reading import keep_drops_off, name_fields
from dxdesk.ui.widgets.sizes import keep_within_display, resize_within_display
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.ui.guide.strip import GuideStrip
    from dxdesk.ui.manual.window import ManualWindow
    from dxdesk.ui.shell.worker import Running
    from dxdesk.usecases.home.overview import Home
    from dxdesk.usecases.progress.work_view import Todo

STORE_SUFFIX = ".dxdesk"
WARM_MS = 60
"""Between two screens whose code is loaded ahead."""

AFTER_THIS = "置いたファイルは、この画面を閉じると受け付けの一覧に出ます。まだ何も取り込んでいません。"

CRASHED = (
    "プログラムの不具合で、いまの操作は行われませんでした。",
    "保存済みの内容はそのまま残っています。もう一度試しても同じときは、次の記録を情報担当に渡してください。"
    "氏名や申告の内容は書かれていません。",
)

CLOSE_SECONDS = 2.0
"""So long a window that is being closed stands still for its work; then it goes and the work ends alone."""

COUNTS = "counts"
"""What the reading of what waits is asked after by."""

ACT_SECONDS = 0.5
"""So long a window that is being closed waits for an act that is nearly done, before it asks."""

SAVED = "入力のたびに保存しています。いまの内容も保存済みです"
NOT_SAVED_WHY = "保存できていません: {why}"
UNSAVED_ANSWERS = "保存できていない答えがあります"
UNSAVED = "保存できていない入力があります"
UNSAVED_CLOSE = "このまま閉じると失われます。\n{why}"
UNSAVED_LEAVE = "ほかの画面へ移っても残りますが、保存できないまま閉じると失われます。\n{why}"
UNDER_WAY = "まだ終わっていません"
UNDER_WAY_TEXT = (
    "「{title}」の途中です。いま閉じるとそこで止まり、残りは行われません。"
    "終わると、この問いは自分で消え、窓が閉じます。「待つ」を選ぶと、閉じずに続けます。"
)
UNDER_WAY_CLOSE, UNDER_WAY_WAIT = "止めて閉じる", "待つ"
KEEPING = "入力をまだ保存しています"
KEEPING_TEXT = (
    "前の仕事が終わるのを待っています。保存が終わると、この問いは自分で消え、窓が閉じます。"
    "「待つ」を選ぶと、閉じずに続けます。"
)
UNKEPT = "まだ保存していない入力があります"
UNKEPT_CLOSE = "{parts}は、まだ保存していません。このまま閉じると失われます。"
UNKEPT_LEAVE = (
    "{parts}は、まだ保存していません。ほかの画面へ移っても残りますが、保存しないまま閉じると失われます。"
)
CLOSE, LEAVE = "保存せずに閉じる", "ほかの画面へ移る"

LOW_BELOW = 780
"""Window height in px under which the guide folds where one works (a laptop; Full HD at 150 %)."""

NARROW_BELOW = 1120
"""Window width in px under which the navigation shows icons only (200 % on a Full HD display)."""


class MainWindow(QMainWindow):
    """One store, open."""

    lock_wanted = Signal()
    store_chosen = Signal(str)
    store_wanted = Signal(str, str)
    """A store made from here is to be opened: its location and passphrase."""
    passphrase_changed = Signal(str)
    """The open store has this passphrase from now on."""
    closed = Signal()
    """Closed, and all its work ended: nobody uses the store any more."""

    def __init__(self, desk: Desk, operations: Operations | None = None) -> None:
        """Build the shell; screens are made when they are first visited."""
        super().__init__()
        self.desk = desk
        self.operations = operations or Operations(self)
        self.screens: dict[str, Screen] = {}
        self._places = {place.key: place for place in actions.destinations(desk.role, PLACES)}
        self._history: list[str] = []
        self._waiting: dict[str, list[Todo]] = {}
        """What the numbers of the navigation count, by screen."""
        self.manual: ManualWindow | None = None
        self.guide: GuideStrip | None = None
        self.current = ""
        self.question: AskDialog | None = None
        """What asked last before something typed is left or lost."""
        self._narrow = self._save_asked = self._may_leave = self._may_lose = False
        self._may_stop = False
        """Whether an act may end half-way at this closing."""
        self.stack = QStackedWidget()
        self.status = StatusBar()
        self.banner = Banner()
        self.navigation = Navigation(
            words.PRODUCT,
            store_caption(desk),
            [(p.key, p.title_for(desk.role), p.icon, p.bottom) for p in self._places.values()],
        )
        self.offer_places(uses(desk))
        words.call_section(section_for_dx(desk))
        self.navigation.chosen.connect(lambda key: self.go(key))
        self.navigation.help_wanted.connect(self.show_help)
        self._lay_out()
        self._connect()
        KeysKept(self, self.operations, lambda: self.screens.get(self.current))
        self.setAcceptDrops(True)
        self.setWindowTitle(f"{desk.store.label} - {words.PRODUCT}")
        self.setMinimumSize(820, 430)
        self._restore_shape()

    def offer_places(self, used: frozenset[str]) -> None:
        """Let one go where what the office uses leads, and nowhere else."""
        self._uses = used
        for place in self._places.values():
            if place.capability:
                self.navigation.offer(place.key, place.capability in used)

    def _is_open(self, key: str) -> bool:
        """Return whether one can go to a destination."""
        place = self._places.get(key)
        return place is not None and (not place.capability or place.capability in self._uses)

    def _lay_out(self) -> None:
        ground = Ground()
        self._over = column(self.banner, gap=8, margins=(MARGIN, 0, MARGIN, 0))
        room = column(self._over, self.stack, gap=0)
        room.setStretch(1, 1)
        desk_top = row(self.navigation, room, gap=0)
        desk_top.setStretch(1, 1)
        whole = column(desk_top, self.status, gap=0)
        whole.setStretch(0, 1)
        ground.setLayout(whole)
        self.setCentralWidget(ground)
        applying.dress_apart(self, ground, self.stack)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give screens the room of the navigation's words where a display is small."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW_BELOW
        if narrow != self._narrow:
            self._narrow = narrow
            self.navigation.set_narrow(narrow)
            self._align_over()
            for screen in self.screens.values():
                screen.set_narrow(narrow)

    def _align_over(self) -> None:
        """Set what stands above the screens level with them."""
        side = NARROW_MARGIN if self._narrow else MARGIN
        shown = self.guide is not None or not self.banner.isHidden()
        self._over.setContentsMargins(side, 12 if shown else 0, side, 0)

    def _connect(self) -> None:
        for changed in (self.banner.came, self.banner.gone):
            changed.connect(self._align_over)
        self.operations.watch(self.status)
        self.operations.acting.connect(lambda: self.status.say_saved(""))
        self.operations.closed.connect(self.closed)
        self.operations.failed.connect(self.show_error)
        self.operations.crashed.connect(self.show_crash)
        self.operations.changed.connect(self._recount)
        self.operations.kept.connect(self._show_kept)
        for command in actions.COMMANDS:
            action = QAction(command.title, self)
            action.setShortcut(QKeySequence(command.shortcut))
            action.setObjectName(f"command-{command.key}")
            slot: Callable[[], object] = getattr(self, command.slot)
            action.triggered.connect(lambda *_, slot=slot: slot())
            self.addAction(action)
        self.status.store.setText(f"{ROLE_LABELS[self.desk.role]}台帳 {self.desk.store.label}")
        if self.desk.store.read_only:
            self.status.say_locked("ほかの人が使っているため、見るだけです")

    def start(self) -> None:
        """Show the first screen and read the counts."""
        applying.dress(self)
        self.go("home")
        self._read_counts()
        open_ = (place for place in self._places.values() if self._is_open(place.key))
        self._warm_up([place.screen.partition(":")[0] for place in open_])

    def _warm_up(self, modules: list[str]) -> None:
        """Load the code of the other screens while nobody does anything, one at a time."""
        if not modules:
            return
        if self.operations.idle:
            import_module(modules.pop())
        later(self, lambda: self._warm_up(modules), WARM_MS)

    def go(
        self, key: str, what: Mapping[str, object] | None = None, *, remember: bool = True
    ) -> Screen | None:
        """Go to a destination; returns its screen, ``None`` when the role has none or one has to stay."""
        if not self._is_open(key):
            return None
        leaving = self.screens.get(self.current)
        if leaving is not None and self.current != key:
            if not leaving.leave():
                self.navigation.mark(self.current)
                return None
            unsaved = self.operations.unsaved(leaving)
            if unsaved is not None and not self._may_leave:
                self.navigation.mark(self.current)
                self._ask_unsaved(UNSAVED_LEAVE, unsaved, LEAVE, lambda: self.go_anyway(key, what, remember))
                return None
            unkept = leaving.unkept()
            if unkept and not self._may_leave:
                self.navigation.mark(self.current)
                text = UNKEPT_LEAVE.format(parts=unkept)
                self._ask_before(UNKEPT, text, LEAVE, lambda: self.go_anyway(key, what, remember))
                return None
        screen = self.screens.get(key) or self._make(key)
        if self.current and self.current != key:
            self._forget_said(leaving)
            self._fold_guide()
            if remember:
                self._history.append(self.current)
        self.current = key
        self.navigation.mark(key)
        applying.dress(screen)
        self.stack.setCurrentWidget(screen)
        screen.enter(what or {})
        return screen

    def go_anyway(
        self, key: str, what: Mapping[str, object] | None = None, remember: bool = True
    ) -> Screen | None:
        """Go without asking what is to become of what is not saved: it stays where it was typed."""
        self._may_leave = True
        try:
            return self.go(key, what, remember=remember)
        finally:
            self._may_leave = False

    def _ask_unsaved(self, text: str, why: Exception, act: str, go: Callable[[], object]) -> None:
        """Ask before something typed that is not saved is left or lost, once at a time."""
        title = UNSAVED_ANSWERS if self.desk.role is Role.PERSONAL else UNSAVED
        self._ask_before(title, text.format(why=_why(why)), act, go)

    def _ask_before(self, title: str, text: str, act: str, go: Callable[[], object]) -> None:
        if self.question is None or not isValid(self.question) or not self.question.isVisible():
            self.question = ask_first(self, title, text, act, go, grave=True)

    def _forget_said(self, leaving: Screen | None) -> None:
        """Take away what was said of the screen one leaves: on another, or later, it would be untrue."""
        self.banner.hide()
        self.status.say_saved("")
        if leaving is not None:
            leaving.forget_said()

    def _make(self, key: str) -> Screen:
        module, name = self._places[key].screen.split(":")
        screen: Screen = getattr(import_module(module), name)(self.desk, self.operations)
        screen.go.connect(lambda where, what: self.go(where, what))
        screen.saved.connect(lambda text: self._say_saved_on(key, text))
        screen.noted.connect(lambda text: self._say_saved_on(key, text, done=False))
        screen.store_wanted.connect(self.store_wanted)
        screen.passphrase_changed.connect(self.passphrase_changed)
        name_fields(screen)
        keep_drops_off(screen)
        self.screens[key] = screen
        screen.set_narrow(self._narrow)
        screen.show_waiting(self._waiting.get(key, ()))
        self.stack.addWidget(screen)
        return screen

    def go_back(self) -> None:
        """Return to the screen before."""
        if self._history:
            self.go(self._history.pop(), remember=False)

    def reload_screen(self) -> None:
        """Read the current screen again."""
        if self.current:
            self.screens[self.current].reload()
            self._read_counts()

    def start_search(self) -> None:
        """Let the current screen take what is to be searched."""
        if self.current:
            self.screens[self.current].start_search()

    def save(self) -> None:
        """Answer the habit of pressing save: write what is not written yet, and say what became of it."""
        for screen in self.screens.values():
            screen.save()
        self._save_asked = True
        self._show_kept()

    def _show_kept(self) -> None:
        """Say how it stands with what was typed, as the gateway heard it last."""
        unsaved = self.operations.unsaved()
        self.status.say_unsaved("" if unsaved is None else NOT_SAVED_WHY.format(why=_why(unsaved)))
        if not self._save_asked or self.operations.keeping:
            return
        self._save_asked = False
        if unsaved is None:
            self.status.say_saved(SAVED)
        elif isinstance(unsaved, KnownError) and self.current:
            self.screens[self.current].show_unsaved(unsaved)

    def _say_saved_on(self, key: str, text: str, *, done: bool = True) -> None:
        """Say what was saved on a screen one is still on, or without a tick where nothing was ``done``."""
        if self.current == key:
            self._fold_guide()
            self.status.say_saved(text, done=done)

    def _fold_guide(self) -> None:
        """Leave the room to the work where a window is low."""
        if self.guide is not None and self.height() < LOW_BELOW:
            self.guide.fold(True)

    def show_help(self) -> None:
        """Show the manual at the page of this screen, beside the work."""
        screen, before = self.screens.get(self.current), self.manual
        title, lines = (screen.title.text(), screen.help_lines) if screen is not None else ("", ())
        page = actions.manual_page(self.current, self.desk.role)
        setting = (self.operations, lambda: self.desk.services)
        self.manual = open_manual(self, before, page, title, lines, setting)
        if before is None:
            self.manual.guide_wanted.connect(self.show_guide)

    def offer_guide(self) -> None:
        """Show the first-time guide once per store."""
        from dxdesk.ui.guide.strip import wanted

        if wanted(self.desk.identity.store_id):
            self.show_guide()

    def show_guide(self) -> None:
        """Show the first-time guide above the work, from its beginning."""
        from dxdesk.ui.guide.messages import CLOSED
        from dxdesk.ui.guide.strip import GuideStrip

        if self.guide is None:
            self.guide = GuideStrip(self.desk.role)
            self.guide.go.connect(lambda where, what: self.go(where, what))
            self.guide.closed.connect(lambda: self.status.say_saved(CLOSED))
            self._over.addWidget(self.guide)
            self._align_over()
        self.guide.begin()
        self.activateWindow()

    def lock(self) -> None:
        """Ask for the passphrase again before anything is shown."""
        self.lock_wanted.emit()

    def choose_files(self) -> None:
        """Let the person pick files that arrived, or a store."""
        from dxdesk.ui.shell.sending import keep_folder, kept_folder

        chosen, _ = QFileDialog.getOpenFileNames(
            self,
            "届いたファイルや台帳を選ぶ",
            str(kept_folder("receive")),
            f"開けるファイル (*.xlsx *.xlsm *.csv *.tsv *.txt *{STORE_SUFFIX});;すべてのファイル (*)",
        )
        if chosen:
            keep_folder("receive", Path(chosen[0]).parent)
            self.take_files([Path(name) for name in chosen])

    def take_files(self, files: list[Path]) -> None:
        """Do the right thing with files: open a store, hand the rest to 受付."""
        stores = [path for path in files if path.suffix.lower() == STORE_SUFFIX]
        if stores:
            self.store_chosen.emit(str(stores[0]))
        rest = [path for path in files if path not in stores]
        if rest:
            self.go("receive", {"files": tuple(rest)})

    def show_error(self, error: KnownError) -> None:
        """Show a failure no screen took."""
        if error.code == "store-damaged":
            self._say(*explain(error), act=GO_BACK, acting=lambda: self.go(*WAY_BACK))
        else:
            self._say(*explain(error))

    def show_crash(self, report: Path) -> None:
        """Say calmly that the program made a mistake."""
        self._say(*CRASHED, str(report))

    def _say(
        self, title: str, meaning: str, advice: str, act: str = "", acting: Callable[[], object] | None = None
    ) -> None:
        """Say something in the window, and where a dialog stands before it, in or before the dialog too."""
        self.banner.say(title, meaning, advice, act=act, acting=acting)
        front = self._in_front()
        if front is None:
            return
        inside = drops.shown_banner(front)
        if inside is not None:
            inside.say(title, meaning, advice)
        else:
            tell(self, front, title, "\n".join(part for part in (meaning, advice) if part))

    def _in_front(self) -> Dialog | None:
        """Return the dialog that stands before this window and waits for an answer."""
        front = QApplication.activeModalWidget()
        return front if isinstance(front, Dialog) and drops.stands_before(front, self) else None

    def event(self, event: QEvent) -> bool:
        """See a dialog appear before the window, which gets no drops from then on; a second one, too."""
        if event.type() in (QEvent.Type.WindowBlocked, QEvent.Type.WindowUnblocked):
            self.status.show_blocked(event.type() == QEvent.Type.WindowBlocked)
        if event.type() in (QEvent.Type.WindowBlocked, APPEARED):
            later(self, self._take_drops_meanwhile)
        return super().event(event)

    def _take_drops_meanwhile(self) -> None:
        front = self._in_front()
        if front is not None and not front.acceptDrops():
            waiting = drops.Meanwhile(front, AFTER_THIS, self._take_after_dialogs)
            waiting.told.connect(self.status.say_saved)

    def _take_after_dialogs(self, files: list[Path]) -> None:
        """Take what was dropped on a dialog that is closed now, once no other stands before the window."""
        front = self._in_front()
        if front is None:
            self.take_files(files)
        elif (waiting := front.findChild(drops.Meanwhile)) is not None:
            waiting.keep(files)
        else:
            front.finished.connect(lambda _: self._take_after_dialogs(files))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files from anywhere."""
        drops.welcome(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take dropped files and folders."""
        files = drops.dropped(event)
        if files:
            # The other program waits until the drop returns.
            later(self, lambda: self.take_files(files))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is open, let work end, remember the window's shape.

        It asks first where something is not saved (yet), or an act goes on that would end half-way. Work
        that takes longer than a moment ends behind the closed window; ``closed`` comes after it.
        """
        begun = time.monotonic()
        stops, self._may_stop = self._may_stop or self._may_lose, False
        for screen in self.screens.values():
            screen.leave()
        self.operations.wait_for_kept(CLOSE_SECONDS)
        unsaved = self.operations.unsaved()
        if unsaved is not None and not self._may_lose:
            event.ignore()
            self._ask_unsaved(UNSAVED_CLOSE, unsaved, CLOSE, self.close_anyway)
            return
        if not stops:
            self.operations.wait_for_acts(ACT_SECONDS)
            if (act := self.operations.act_under_way) is not None:
                event.ignore()
                self._ask_under_way(act)
                return
        if self.operations.keeping and not self._may_lose:
            # It waits behind longer work. Behind a closed window nobody would hear that it failed.
            event.ignore()
            self._ask_keeping()
            return
        self.operations.wait_for(COUNTS, ACT_SECONDS)  # what was just done is noted as seen
        unkept = "、".join(part for screen in self.screens.values() if (part := screen.unkept()))
        if unkept and not self._may_lose:
            event.ignore()
            self._ask_before(UNKEPT, UNKEPT_CLOSE.format(parts=unkept), CLOSE, self.close_anyway)
            return
        remembered.keep(self._shape_key(), self.saveGeometry())
        self.operations.close(max(0.0, begun + CLOSE_SECONDS - time.monotonic()))
        event.accept()

    def _ask_under_way(self, act: Running) -> None:
        """Ask whether an act is to end half-way; once it is done the window closes as it was told to.

        What was not done says why, in the window.
        """
        if self.question is not None and isValid(self.question) and self.question.isVisible():
            return
        text = UNDER_WAY_TEXT.format(title=act.title)
        question = self.question = ask_first(
            self, UNDER_WAY, text, UNDER_WAY_CLOSE, self._stop_and_close, grave=True
        )
        question.leave.setText(UNDER_WAY_WAIT)

        def ended(_: Running) -> None:
            if self.operations.act_under_way is None and isValid(question) and question.isVisible():
                question.reject()
                if act.wrote:
                    later(self, self.close)

        self.operations.finished.connect(ended)
        question.finished.connect(lambda _: self.operations.finished.disconnect(ended))

    def _stop_and_close(self) -> None:
        """Let the act end half-way, as somebody chose; what is typed is none of it and is still kept."""
        self.operations.stop_acts()
        self._may_stop = True
        self.close()

    def _ask_keeping(self) -> None:
        """Ask whether to wait for what was typed; once it is written the window closes as it was told to."""
        if self.question is not None and isValid(self.question) and self.question.isVisible():
            return
        question = self.question = ask_first(
            self, KEEPING, KEEPING_TEXT, CLOSE, self.close_anyway, grave=True
        )
        question.leave.setText(UNDER_WAY_WAIT)

        def kept() -> None:
            if not self.operations.keeping and isValid(question) and question.isVisible():
                question.reject()
                self.close()

        self.operations.kept.connect(kept)
        question.finished.connect(lambda _: self.operations.kept.disconnect(kept))

    def close_anyway(self) -> None:
        """Close without asking, whatever could not be saved or goes on."""
        self._may_lose = True
        self.close()

    def _recount(self, changes: Changes) -> None:
        if changes & ~Changes.DRAFTS:
            self._read_counts()

    def _read_counts(self) -> None:
        def work(_: Progress) -> tuple[Home, str]:
            from dxdesk.usecases.home.overview import home

            return home(self.desk), section_for_dx(self.desk)

        def done(read: tuple[Home, str]) -> None:
            found, section = read
            words.call_section(section)
            self._show_counts(found)

        self.operations.run(work, done, failed=lambda _: None, owner=self, key=COUNTS)

    def _show_counts(self, found: Home) -> None:
        self.offer_places(found.uses)
        self._waiting = {
            key: [todo for todo in found.todo if todo.screen == key and todo.count] for key in found.counts
        }
        said = {key: "\n".join(todo.title for todo in todos) for key, todos in self._waiting.items()}
        self.navigation.show_counts(found.counts, said)
        for key, screen in self.screens.items():
            screen.show_waiting(self._waiting.get(key, ()))
            screen.saw(found.reached)
        if found.fiscal_year:
            from dxdesk.domain.wareki import fiscal_year_label

            self.status.year.setText(fiscal_year_label(found.fiscal_year))

    def _shape_key(self) -> str:
        return f"shape/{self.desk.identity.store_id}"

    def _restore_shape(self) -> None:
        kept = remembered.kept(self._shape_key())
        if not (isinstance(kept, QByteArray) and self.restoreGeometry(kept)):
            resize_within_display(self, 1366, 768)
        else:
            keep_within_display(self)
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)


def _why(error: Exception) -> str:
    """Return in a sentence why something could not be saved."""
    return explain(error)[0] if isinstance(error, KnownError) else CRASHED[0]


def uses(desk: Desk) -> frozenset[str]:
    """Return what places depend on and a store has; read before the first paint, so that nothing jumps."""
    if not any(place.capability for place in actions.destinations(desk.role, PLACES)):
        return frozenset()
    if desk.role is Role.SECTION:
        from dxdesk.usecases.requests.filling import uses as asked

        with desk.store.read() as uow:
            return asked(desk, uow)
    from dxdesk.usecases.organisation.capabilities import in_use

    with desk.store.read() as uow:
        return in_use(uow, desk.role)


def store_caption(desk: Desk) -> str:
    """Return what stands under the product name: role and whose store it is."""
    whose = desk.identity.municipality_name
    if desk.identity.owner:
        with desk.store.read() as uow:
            whose = words.shown(uow.settings.get(setting_names.OWNER_NAME)) or whose
    return f"{ROLE_LABELS[desk.role]}・{whose}" if whose else ROLE_LABELS[desk.role]


def section_for_dx(desk: Desk) -> str:
    """Return what the office of a store calls its section for DX."""
    from dxdesk.usecases.organisation.section_names import dx_section_of

    return dx_section_of(desk)
