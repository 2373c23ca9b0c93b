"""A year under earlier rules: what would stop under the newest, and moving it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from dxdesk.ports.store import Progress
from dxdesk.ui.shell.asking import say_clock
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, Part, column, inside, row
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.ui.year import deputy_messages as messages
from dxdesk.ui.year.deputies import listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QFrame

    from dxdesk.usecases.person_year.cycles import Cycle
    from dxdesk.usecases.year.rules import Stopped


def rules_part(look: Callable[[], object]) -> QFrame:
    """Return what stands above the steps of a year under earlier rules; ``look`` is what its button does."""
    act = button(messages.RULES_LOOK, look, name="move-rules")
    return inside(
        column(
            Text(messages.RULES_TITLE, "strong", wrap=True),
            Text(messages.RULES_TEXT, "muted", wrap=True),
            row(STRETCH, act),
            gap=6,
            margins=(18, 12, 18, 12),
        ),
        look="notice",
    )


def look_first(screen: Screen, ready: Callable[[Cycle, tuple[Stopped, ...]], object]) -> None:
    """Find out what would stop, with progress and a way to stop looking; then ask."""

    def work(progress: Progress) -> tuple[Cycle, tuple[Stopped, ...]]:
        from dxdesk.usecases.year.rules import look

        return look(screen.desk, progress=progress)

    screen.ask(work, lambda found: ready(*found), title=messages.RULES_LOOKING, key=look_first)


def move(screen: Screen, cycle: Cycle, held: int) -> None:
    """Move the year."""

    def work(_: Progress) -> bool:
        from dxdesk.usecases.year.rules import move

        return move(screen.desk, cycle.fiscal_year)

    def done(_: object) -> None:
        means = messages.RULES_MOVED_HELD.format(count=held) if held else ""
        screen.banner.say(
            messages.RULES_MOVED.format(year=cycle.label),
            means,
            messages.RULES_MOVED_NEXT,
            tone="attention" if held else "done",
            act=messages.TO_HELD if held else "",
            acting=lambda: screen.go.emit("receive", {"page": "held"}),
        )

    screen.ask(work, done, title=messages.RULES_GO, kind=Work.ACT, key=move)


class MoveDialog(Dialog):
    """Whose confirmations and answers would stop, and the act."""

    def __init__(self, screen: Screen, cycle: Cycle, stopped: tuple[Stopped, ...]) -> None:
        """Show the list and ask."""
        super().__init__(screen)
        self.setMinimumWidth(860)
        title = messages.RULES_ASK.format(year=cycle.label)
        self.setWindowTitle(title)
        held = sum(one.held for one in stopped)
        parts: list[Part] = [Text(title, "title", wrap=True)]
        self.said = Text(_said(len(stopped), held), wrap=True)
        parts.append(self.said)
        self.table = _list(stopped)
        if stopped:
            parts.append(self.table)
        parts.append(Text(messages.RULES_MEANS, "muted", wrap=True))
        self.clock = Text("", tone="attention", wrap=True)
        self.clock.hide()
        parts.append(self.clock)
        self.accept_button = primary(messages.RULES_GO, self.accept, name="accept")
        leave = button("やめる", self.reject)
        whole: QVBoxLayout = column(
            *parts,
            row(STRETCH, leave, self.accept_button),
            gap=12,
            margins=(24, 20, 24, 20),
        )
        self.setLayout(whole)
        leave.setFocus()  # it cannot be undone
        self.accepted.connect(lambda: move(screen, cycle, held))
        say_clock(self.clock, screen)


def _said(stopped: int, held: int) -> str:
    if not stopped:
        return messages.RULES_NONE
    more = messages.RULES_HELD.format(count=held) if held else ""
    return messages.RULES_SOME.format(count=stopped) + more


def _list(stopped: tuple[Stopped, ...]) -> Table[Stopped]:
    titles = messages.RULES_COLUMNS

    def behalf(one: Stopped) -> str:
        return listed(one.on_behalf_of_name, one.on_behalf_of) if one.on_behalf_of else ""

    table: Table[Stopped] = Table(
        [
            Col(
                titles[0], lambda s: listed(s.name, s.employee_number), 0, look=lambda s: "strong", wrap=True
            ),
            Col(titles[1], lambda s: s.what, 132, wrap=True),
            Col(
                titles[2],
                lambda s: listed(s.by_name, s.by),
                160,
                wrap=True,
            ),
            Col(titles[3], behalf, 160, look=lambda s: "muted", wrap=True),
            Col(
                titles[4],
                lambda s: messages.RULES_WAITS if s.waits else messages.RULES_EFFECT[s.held],
                130,
                look=lambda s: "attention",
            ),
        ],
        messages.RULES_TITLE,
    )
    table.setMinimumHeight(240)
    table.show_records(stopped)
    return table
