"""部長級の確認者: whom it concerns, who it is, and what naming somebody changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxdesk.domain.naming import called
from dxdesk.ports.store import Progress
from dxdesk.ui.look import words
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.shell.working import BusyDialog
from dxdesk.ui.widgets.buttons import primary
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.widgets.people import Person, PersonField
from dxdesk.ui.year import director_messages as messages
from dxdesk.ui.year import drift_messages

if TYPE_CHECKING:
    from dxdesk.domain.errors import KnownError
    from dxdesk.ports.entities import Employee
    from dxdesk.usecases.organisation.routing import Directors

SHOWN = 8
"""People named in a line; the others are counted."""


class DirectorDialog(BusyDialog):
    """Names who confirms 部長級."""

    def __init__(self, screen: Screen) -> None:
        """Say what it means; whom it concerns is read when it opens."""
        super().__init__(screen.operations, screen)
        self._screen = screen
        self.setWindowTitle(messages.TITLE)
        self.setMinimumWidth(600)
        self.banner = Banner()
        self.now = Text("", wrap=True)
        self.whom = Text("", wrap=True)
        self.person = PersonField(messages.TITLE, messages.HINT)
        self.accept_button = primary(messages.GO, self.keep, name="nominate")
        self.accept_button.setEnabled(False)
        self.setLayout(
            column(
                Text(messages.TITLE, "title"),
                Text(messages.TEXT, "muted", wrap=True),
                self.banner,
                self.whom,
                self.now,
                column(Text(messages.FIELD, "caption"), self.person, gap=4),
                STRETCH,
                self.foot(self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )
        self.person.setFocus()
        self._load()

    def _load(self) -> None:
        desk = self._screen.desk

        def work(_: Progress) -> Directors:
            from dxdesk.usecases.organisation.routing import directors

            return directors(desk)

        self._screen.operations.run(work, self.show_directors, failed=self._failed, owner=self)

    def show_directors(self, found: Directors) -> None:
        """Show whom it concerns and who it is now."""
        self.person.show_people(
            Person(one.number, one.name, one.kana, one.title or one.grade) for one in found.staff
        )
        now = found.nominated
        self.now.setText(messages.NOW.format(who=_who(now)) if now is not None else messages.NOBODY)
        if now is not None:
            self.person.choose(now.number)
        names = "、".join(_who(one) for one in found.people[:SHOWN])
        more = messages.MORE if len(found.people) > SHOWN else ""
        about = messages.WHOM.format(count=len(found.people), names=names + more)
        self.whom.setText(about if found.people else messages.NONE)
        self.accept_button.setEnabled(True)

    def keep(self) -> None:
        """Name who is in the field, nobody where it is empty."""
        desk, number = self._screen.desk, self.person.number()

        def work(_: Progress) -> tuple[Directors, int]:
            from dxdesk.usecases.organisation import roster_drift, routing
            from dxdesk.usecases.year.cycle import refresh_assignments

            # What else the roster says is followed only after a look at it.
            others = len(roster_drift.look(desk).differences)
            routing.nominate(desk, number)
            if not others:
                refresh_assignments(desk)
            return routing.directors(desk), others

        self.work(
            work,
            lambda found: self._kept(*found),
            messages.WORK,
            kind=Work.ACT,
            failed=self._failed,
        )

    def show_running(self) -> None:
        """Keep once at a time."""
        super().show_running()
        self.accept_button.setEnabled(not self.busy)

    def _failed(self, error: KnownError) -> None:
        self.banner.refuse(error)

    def _kept(self, found: Directors, others: int) -> None:
        self.accept()
        screen, now = self._screen, found.nominated
        told = []
        if now is None:
            said = messages.SAVED_NOBODY
        else:
            said = messages.SAVED.format(who=_who(now))
            count = len(found.people) - len(found.without)
            told += [messages.CONFIRMS.format(count=count)] if count else []
        if found.without:
            told.append(messages.WITHOUT.format(names="、".join(map(_who, found.without[:SHOWN]))))
        if others:
            told.append(messages.OTHERS.format(count=others))
        screen.banner.say(
            said,
            "".join(told),
            tone="done",
            act=drift_messages.SHOW if others else "",
            acting=(lambda: screen.go.emit("year", {"focus": "drift"})) if others else None,
        )


def _who(person: Employee) -> str:
    return called(words.shown(person.name), person.number)
