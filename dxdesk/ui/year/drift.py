"""A roster that changed in an open year: for whom what changes, and the one act that follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxdesk.ports.store import Progress
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.ui.year import drift_messages as messages
from dxdesk.ui.year.deputies import listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from dxdesk.usecases.organisation.roster_drift import Difference, Drift
    from dxdesk.usecases.year.cycle import CycleOpened


def look_first(screen: Screen, ready: Callable[[Drift], None]) -> None:
    """Compare year and roster; then show the list, or say that there is nothing."""

    def work(_: Progress) -> Drift:
        from dxdesk.usecases.organisation.roster_drift import look

        return look(screen.desk)

    def done(found: Drift) -> None:
        if found.differences:
            ready(found)
        else:
            screen.banner.say(messages.NONE, messages.NONE_TEXT, tone="done")

    screen.ask(work, done, title=messages.LOOKING, key=look_first)


def align(screen: Screen, found: Drift) -> None:
    """Bring the year into step with the roster."""

    def work(_: Progress) -> CycleOpened:
        from dxdesk.usecases.year.cycle import refresh_assignments

        return refresh_assignments(screen.desk)

    def done(_: object) -> None:
        text = messages.DONE.format(count=len(found.differences))
        kinds = {one.kind.value for one in found.differences}
        following = [said for among, said in messages.NEXT if kinds & among]
        screen.banner.say(text, "".join(following), tone="done")

    screen.ask(work, done, title=messages.LOOKING, kind=Work.ACT, key=align)


class DriftDialog(Dialog):
    """The list, and the act."""

    def __init__(self, screen: Screen, found: Drift) -> None:
        """Show the list and ask."""
        from dxdesk.usecases.organisation.roster_drift import LABELS

        super().__init__(screen)
        self.setMinimumWidth(860)
        self.setWindowTitle(messages.TITLE)
        titles = messages.COLUMNS
        self.table: Table[Difference] = Table(
            [
                Col(titles[0], lambda d: listed(d.name, d.number), 190, look=lambda d: "strong", wrap=True),
                Col(titles[1], lambda d: LABELS[d.kind], 196, wrap=True),
                Col(titles[2], lambda d: d.text if d.changes or d.may_be else d.department, 0, wrap=True),
            ],
            messages.TITLE,
        )
        self.table.setMinimumHeight(300)
        count = len(found.differences)
        self.table.show_records(found.differences)
        self.warning = Text(found.warning, tone="attention", wrap=True)
        self.accept_button = primary(messages.GO.format(count=count), self.accept, name="accept")
        self.setLayout(
            column(
                Text(messages.TITLE, "title"),
                Text(messages.SOME.format(count=count), wrap=True),
                self.warning,
                self.table,
                Text(messages.MEANS, "muted", wrap=True),
                row(STRETCH, button("やめる", self.reject), self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )
        self.warning.setVisible(bool(found.warning))
        self.accepted.connect(lambda: align(screen, found))
