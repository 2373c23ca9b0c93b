"""確定案: made, looked at, and compared before 確定 with what it would freeze now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxdesk.domain.wareki import short_day
from dxdesk.ports.store import Progress
from dxdesk.ui.shell.asking import ask_first
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.ui.year import draft_messages as messages
from dxdesk.ui.year.deputies import listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from dxdesk.ui.shell.asking import AskDialog
    from dxdesk.usecases.year.draft_decision import Changed
    from dxdesk.usecases.year.drafting import Compared


def ask_draft(screen: Screen, count: int) -> AskDialog:
    """Say what a draft of so many people is, and make it when the answer is yes."""
    means = messages.MEANS.format(count=count)
    return ask_first(screen, messages.ASK, means, messages.GO, lambda: make(screen), grave=False)


def make(screen: Screen, *, again: bool = False) -> None:
    """Make a draft of who could be finalised now; ``again``: in place of one from which somebody changed."""

    def work(_: Progress) -> Compared:
        from dxdesk.usecases.year.drafting import draft

        return draft(screen.desk, again=again)

    def done(found: Compared) -> None:
        screen.banner.say(
            messages.MADE.format(count=len(found.draft.people)),
            messages.MADE_TEXT,
            tone="done",
            act=messages.PRINT,
            acting=lambda: to_paper(screen),
        )

    screen.ask(work, done, title=messages.GO, kind=Work.ACT)


def to_paper(screen: Screen) -> None:
    """Go to where the draft's paper is printed."""
    screen.go.emit("documents", {"kind": "draft-decision"})


def compare_first(screen: Screen, ready: Callable[[Compared | None], object]) -> None:
    """Compare the draft that waits with what could be finalised now; go on with it, or with none."""

    def work(_: Progress) -> Compared | None:
        from dxdesk.usecases.year.drafting import compare

        return compare(screen.desk)

    screen.ask(work, ready, title=messages.LOOKING, key=compare_first)


class DraftDialog(Dialog):
    """The draft that waits: of when and of whom it is, who changed since, and what can be done then."""

    def __init__(
        self, screen: Screen, found: Compared, leave_out: Callable[[Compared], object] | None = None
    ) -> None:
        """Show it; with ``leave_out`` one may finalise without those who changed."""
        super().__init__(screen)
        self.setMinimumWidth(760)
        self.setWindowTitle(messages.TITLE)
        titles, changed = messages.COLUMNS, found.changed
        said = messages.CHANGED if changed else messages.SAME
        about = said.format(
            day=short_day(found.draft.day), count=len(found.draft.people), changed=len(changed)
        )
        self.table: Table[Changed] = Table(
            [
                Col(titles[0], lambda one: listed(one.name, one.number), 220, wrap=True),
                Col(titles[1], lambda one: one.text, 0, wrap=True),
            ],
            messages.TITLE,
        )
        self.table.setMinimumHeight(220)
        self.table.show_records(changed)
        means = Text(messages.CHANGED_MEANS, "muted", wrap=True)
        self.redraft = button(messages.REDRAFT, self._again, name="redraft")
        self.paper = button(messages.PRINT, self._print, look="quiet", name="draft-paper")
        self.without = primary(messages.LEAVE_OUT.format(count=len(changed)), self.accept, name="accept")
        self.setLayout(
            column(
                Text(messages.TITLE, "title"),
                Text(about, wrap=True),
                self.table,
                means,
                row(self.paper, STRETCH, button("閉じる", self.reject), self.redraft, self.without),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )
        for part in (self.table, means, self.redraft):
            part.setVisible(bool(changed))
        stay = {one.number for one in found.draft.people} - {one.number for one in changed}
        self.without.setVisible(bool(changed and stay) and leave_out is not None)
        self._screen = screen
        if leave_out is not None:
            self.accepted.connect(lambda: leave_out(found))

    def _again(self) -> None:
        self.reject()
        make(self._screen, again=True)

    def _print(self) -> None:
        self.reject()
        to_paper(self._screen)
