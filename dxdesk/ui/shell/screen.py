"""What all screens share: head, banner, body, and loading through the gateway."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QTabWidget, QVBoxLayout, QWidget

from dxdesk.domain.errors import KnownError
from dxdesk.ports.changes import Changes
from dxdesk.ui.shell.operations import Operations, Work
from dxdesk.ui.shell.worker import Running
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import column, row
from dxdesk.ui.widgets.messages import Banner, explain
from dxdesk.ui.widgets.reading import keep_drops_off, name_fields

if TYPE_CHECKING:
    from dxdesk.ports.store import Progress
    from dxdesk.usecases.progress.work_view import Todo
    from dxdesk.usecases.workplace.desk import Desk

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)
MARGIN, NARROW_MARGIN = 28, 14
GO_BACK = "控えから戻す…"
UNSAVED = (
    "いま書いたものは、まだ保存できていません。画面には残っていますが、このまま閉じると失われます。"
    "少しおきに、ひとりでに保存し直します。Ctrl+S を押すと、すぐに保存し直します。"
)
WAY_BACK = ("settings", {"page": "store", "restore": True})
"""Where the way back from a damaged store begins, as a screen asks for it."""


class Screen(QWidget):
    """A page of the window.

    ``interested`` are the changes after which the page looks again; ``help_lines`` is what F1 says.
    A page loads when it is entered and when something it is interested in changed while it is shown.
    """

    interested = Changes.NONE
    help_lines: tuple[tuple[str, str], ...] = ()

    go = Signal(str, object)
    """Ask the window to go to a destination, with a mapping of what to show there."""
    saved = Signal(str)
    """Something was saved; the text says when or what."""
    noted = Signal(str)
    """Nothing was done; the text says why."""
    passphrase_changed = Signal(str)
    """The open store has this passphrase from now on."""
    store_wanted = Signal(str, str)
    """Ask the program to open another store: its location and passphrase."""

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make an empty page for a desk."""
        super().__init__()
        self.desk = desk
        self.operations = operations
        self.stale = True
        self._objected = -1
        """At which saying of the banner a failure was told, -1 for none."""
        self._unsaved_told = -1
        """At which one it was told that something typed is not saved, -1 for none."""
        self.setObjectName("page")
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_StyledBackground)
        self.title = Text("", "title")
        self.subtitle = Text("", "muted", wrap=True)
        self.banner = Banner()
        self.under_title: QVBoxLayout = column(self.title, self.subtitle, gap=4)
        self.head: QHBoxLayout = row(self.under_title, gap=8)
        self.head.setStretch(0, 1)
        self.head.setAlignment(QtCore.Qt.AlignmentFlag.AlignVCenter)
        self.body: QVBoxLayout = column(self.head, self.banner, gap=14, margins=(MARGIN, 20, MARGIN, 20))
        self.setLayout(self.body)
        operations.changed.connect(self._on_change)
        operations.kept.connect(self._on_kept)

    def hasHeightForWidth(self) -> bool:
        """Say no: a screen takes the window's height and never asks for one by its width."""
        return False

    def heightForWidth(self, width: int) -> int:
        """Want no height; otherwise every change on one screen would measure all texts of all others."""
        return -1

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Say where one is."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))

    def set_narrow(self, on: bool) -> None:
        """Save room on a small display; pages with side panels may do more."""
        side = NARROW_MARGIN if on else MARGIN
        self.body.setContentsMargins(side, 12 if on else 20, side, 12 if on else 20)

    def ready(self, part: W) -> W:
        """Give a part that is made late what the window gives to those made with the screen; return it."""
        name_fields(part)
        keep_drops_off(part)
        return part

    def add_head(self, *parts: QWidget | QLayout) -> None:
        """Put parts at the right end of the head."""
        for part in parts:
            if isinstance(part, QWidget):
                self.head.addWidget(part)
            else:
                self.head.addLayout(part)

    def enter(self, what: Mapping[str, object]) -> None:
        """Come to the page; ``what`` may name a person, a section, files."""
        if self.stale:
            self.reload()

    def reload(self) -> None:
        """Read again what the page shows."""
        self.stale = False
        self.load()

    def load(self) -> None:
        """Read what the page shows; each page does it its own way."""

    def show_waiting(self, todos: Sequence[Todo]) -> None:
        """Say what the number beside this page's name counts; pages whose own lists say it do nothing."""

    def saw(self, reached: str) -> None:
        """Hear how far the store has come (``Home.reached``); pages that do not tell of it do nothing."""

    def start_search(self) -> None:
        """Put the cursor where one searches on this page; pages without a search do nothing."""

    def leave(self) -> bool:
        """Save what is open before another page comes; return whether one may go."""
        self.save()
        return True

    def save(self) -> None:
        """Begin to write what was typed and is not written yet; pages that keep nothing do nothing."""

    def unkept(self) -> str:
        """Return what was typed or chosen here that a button has yet to save, as one calls it; or nothing.

        It stays while other pages are looked at, and whatever is read meanwhile; the window asks before it
        is left or lost. What is saved by itself (drafts) is not among it.
        """
        return ""

    def forget_said(self) -> None:
        """Take away, when another page comes, what was said of an act on this one: later it is untrue.

        What is still true then is read when the page is entered next, and what still fails is told again.
        """
        if self._is_passing():
            self.stale = True
            self.banner.hide()
        inside: list[Banner] = list(self.findChildren(Banner))
        for banner in inside:
            if banner.tone == "done":
                banner.hide()

    def forget_with_tab(self, tabs: QTabWidget) -> None:
        """Let what was said on one tab end when another is looked at: there it would be of something else."""
        tabs.currentChanged.connect(lambda _: self._forget_banner())

    def _forget_banner(self) -> None:
        self.stale = self.stale or self._is_passing()
        self.banner.hide()

    def _is_passing(self) -> bool:
        """Return whether the banner tells of an act: that it was done, or that it failed."""
        told = self.banner.tone == "done" or self.banner.times == self._objected
        return told and not self.banner.isHidden()

    def ask(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], object] | None = None,
        *,
        finally_: Callable[[], object] | None = None,
        title: str = "",
        kind: Work = Work.READ,
        failed: Callable[[KnownError], object] | None = None,
        cancelled: Callable[[], object] | None = None,
        key: object = None,
        aside: bool = False,
        keeps: object = None,
    ) -> Running:
        """Run work through the gateway; failures are shown in this page's banner.

        What the banner told of an act before goes when this one, if it has a title, succeeded.
        """
        said = self.banner.times

        def succeeded(result: T) -> None:
            if title and self.banner.times == said and self._is_passing():
                self.banner.hide()
            if done is not None:
                done(result)

        return self.operations.run(
            work,
            succeeded,
            finally_=finally_,
            title=title,
            kind=kind,
            failed=failed or self.show_error,
            cancelled=cancelled,
            owner=self,
            key=key,
            aside=aside,
            keeps=keeps,
        )

    def show_error(self, error: KnownError) -> None:
        """Show an expected failure: what happened, what it means, what to do."""
        if error.code == "store-damaged":
            self.banner.refuse(error, act=GO_BACK, acting=lambda: self.go.emit(*WAY_BACK))
        else:
            self.banner.refuse(error)
        self._objected = self.banner.times

    def show_unsaved(self, error: KnownError) -> None:
        """Say that something typed is not saved, and why; it goes when it is."""
        title, meaning, advice = explain(error)
        more = "\n".join(part for part in (UNSAVED, meaning) if part)
        if error.code == "store-damaged":
            back = GO_BACK, lambda: self.go.emit(*WAY_BACK)
            self.banner.say(title, more, advice, act=back[0], acting=back[1])
        else:
            self.banner.say(title, more, advice)
        self._unsaved_told = self.banner.times

    def _on_kept(self) -> None:
        if self.operations.unsaved(self) is None and self._unsaved_told == self.banner.times:
            self._unsaved_told = -1
            self.saved_after_all()

    def saved_after_all(self) -> None:
        """Take away that something was not saved: now it is."""
        self.banner.hide()

    def _on_change(self, changes: Changes) -> None:
        if not changes & self.interested:
            return
        if self.isVisible():
            self.reload()
        else:
            self.stale = True
