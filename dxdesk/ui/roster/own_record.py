"""What people may ask of their own record: the list of it (開示), mending (訂正), that it is not used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout

from dxdesk.ports.store import Progress
from dxdesk.ui.look import dates, words
from dxdesk.ui.roster import messages
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.days import DayField
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.widgets.spaced import SpacedText

if TYPE_CHECKING:
    from dxdesk.ports.entities import Employee
    from dxdesk.ports.store import UnitOfWork
    from dxdesk.usecases.organisation.stopping import Request, Stop


class OwnRecord(NamedTuple):
    """What somebody asked of their own record: whether it is used, and what is to be mended."""

    stopped: Stop | None
    requests: tuple[Request, ...]


class Acts(NamedTuple):
    """What the card offers."""

    disclose: Callable[[], object]
    stop: Callable[[], object]
    request: Callable[[], object]


def own_record_of(uow: UnitOfWork, number: str) -> OwnRecord:
    """Read it in a unit of work."""
    from dxdesk.usecases.organisation import stopping

    return OwnRecord(stopping.stops(uow).get(number), stopping.requests(uow, number))


def show_own_record(layout: QVBoxLayout, found: OwnRecord, acts: Acts) -> None:
    """Add to a column what was asked, and what one can do."""
    layout.addSpacing(8)
    layout.addWidget(Text(messages.OWN_RECORD, "strong"))
    if found.stopped is not None:
        said = messages.STOPPED_SINCE.format(
            day=dates.short_day(found.stopped.since), reason=found.stopped.reason
        )
        layout.addWidget(Text(said, wrap=True, tone="attention"))
    for one in found.requests:
        told = messages.REQUESTED.format(day=dates.short_day(one.asked_on), what=one.what)
        layout.addWidget(Text(told, wrap=True))
        state = (
            messages.REQUEST_ANSWERED.format(day=dates.short_day(one.answered_on), answer=one.answer)
            if one.answered_on
            else messages.REQUEST_OPEN
        )
        layout.addWidget(Text(state, "caption", wrap=True))
    layout.addLayout(row(button(messages.DISCLOSE, acts.disclose, name="disclose"), STRETCH))
    stopping = messages.RESUME if found.stopped is not None else messages.STOP_USE
    for part in (
        button(messages.REQUEST, acts.request, look="quiet", name="request"),
        button(stopping, acts.stop, look="quiet", name="stop-use"),
    ):
        layout.addLayout(row(part, STRETCH))


class StopDialog(Dialog):
    """Asks since when, and why, what is kept of a person is not used; or whether it is used again."""

    def __init__(self, screen: Screen, person: Employee, stopped: Stop | None) -> None:
        """Ask."""
        super().__init__(screen)
        self._screen, self._number, self._stopped = screen, person.number, stopped
        title = messages.RESUME_TITLE if stopped is not None else messages.STOP_TITLE
        self.setWindowTitle(messages.RESUME if stopped is not None else messages.STOP_USE)
        self.setMinimumWidth(520)
        self.banner = Banner()
        self.since = DayField(messages.STOP_SINCE)
        self.since.set_day(screen.desk.services.clock.today())
        self.reason = QLineEdit()
        self.reason.setAccessibleName(messages.STOP_REASON)
        self.reason.setPlaceholderText(messages.STOP_HINT)
        act = messages.RESUME_GO if stopped is not None else messages.STOP_GO
        self.accept_button = primary(act, self.keep, name="accept")
        fields = [self.since, column(Text(messages.STOP_REASON, "caption"), self.reason, gap=4)]
        self.setLayout(
            column(
                Text(title.format(name=words.shown(person.name)), "title", wrap=True),
                Text(messages.RESUME_TEXT if stopped is not None else messages.STOP_TEXT, "muted", wrap=True),
                self.banner,
                *([] if stopped is not None else fields),
                STRETCH,
                row(STRETCH, button("やめる", self.reject), self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )

    def keep(self) -> None:
        """Stop it, or use it again."""
        desk, number, stopped = self._screen.desk, self._number, self._stopped
        reason, since = self.reason.text(), self.since.day()

        def work(_: Progress) -> None:
            from dxdesk.usecases.organisation import stopping

            if stopped is not None:
                stopping.resume(desk, number)
            else:
                stopping.stop(desk, number, reason, since)

        said = messages.RESUMED if stopped is not None else messages.STOPPED
        _keep(self, self._screen, work, said)


class RequestDialog(Dialog):
    """Asks for a request to mend something, or for the answer to one that is there."""

    def __init__(self, screen: Screen, person: Employee, requests: tuple[Request, ...]) -> None:
        """Ask; ``requests`` are those that are there already."""
        super().__init__(screen)
        self._screen, self._number, self._known = screen, person.number, requests
        self.setWindowTitle(messages.REQUEST)
        self.setMinimumWidth(560)
        self.banner = Banner()
        today = screen.desk.services.clock.today()
        self.which = Choice()
        self.which.setAccessibleName(messages.REQUEST_WHICH)
        self.which.addItem(messages.REQUEST_NEW, "")
        for one in requests:
            told = messages.REQUESTED.format(day=dates.short_day(one.asked_on), what=one.what[:30])
            self.which.addItem(told, one.key)
        self.asked = DayField(messages.REQUEST_ON)
        self.answered = DayField(messages.REQUEST_ANSWERED_ON, optional=True, none=messages.REQUEST_OPEN)
        for day in (self.asked, self.answered):
            day.set_day(today)
        self.answered.given.setChecked(False)
        self.what, self.answer = SpacedText(), SpacedText()
        for field, title in ((self.what, messages.REQUEST_WHAT), (self.answer, messages.REQUEST_ANSWER)):
            field.setAccessibleName(title)
            field.setFixedHeight(72)
        self.accept_button = primary(messages.REQUEST_GO, self.keep, name="accept")
        which = column(Text(messages.REQUEST_WHICH, "caption"), self.which, gap=4)
        self.setLayout(
            column(
                Text(messages.REQUEST_TITLE.format(name=words.shown(person.name)), "title", wrap=True),
                Text(messages.REQUEST_TEXT, "muted", wrap=True),
                self.banner,
                *([which] if requests else []),
                self.asked,
                column(Text(messages.REQUEST_WHAT, "caption"), self.what, gap=4),
                self.answered,
                column(Text(messages.REQUEST_ANSWER, "caption"), self.answer, gap=4),
                row(STRETCH, button("やめる", self.reject), self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )
        self.which.activated.connect(lambda *_: self._choose())
        self.what.setFocus()

    def _choose(self) -> None:
        key = self.which.currentData()
        one = next((one for one in self._known if one.key == key), None)
        self.what.setPlainText(one.what if one is not None else "")
        self.answer.setPlainText(one.answer if one is not None else "")
        if one is not None:
            self.asked.set_day(one.asked_on)
            self.answered.set_day(one.answered_on)

    def keep(self) -> None:
        """Keep the request."""
        from dxdesk.usecases.organisation.stopping import Request

        desk, number = self._screen.desk, self._number
        key, texts = str(self.which.currentData() or ""), (self.what.toPlainText(), self.answer.toPlainText())
        wanted = Request(key, self.asked.day(), texts[0], self.answered.day(), texts[1])

        def work(_: Progress) -> None:
            from dxdesk.usecases.organisation.stopping import keep_request

            keep_request(desk, number, wanted)

        _keep(self, self._screen, work, messages.REQUEST_KEPT)


def _keep(
    dialog: StopDialog | RequestDialog, screen: Screen, work: Callable[[Progress], None], said: str
) -> None:
    def done(_: object) -> None:
        dialog.accept()
        screen.banner.say(said, tone="done")

    screen.operations.run(
        work,
        done,
        title=dialog.windowTitle(),
        kind=Work.ACT,
        failed=dialog.banner.refuse,
        owner=dialog,
    )


def choose_disclosure(screen: Screen, number: str) -> None:
    """Ask for a file, and write all that is held of a person."""
    name = messages.DISCLOSE_NAME.format(number=number)
    start = str(sending.kept_folder("disclosure") / name)
    chosen, _ = QFileDialog.getSaveFileName(screen, messages.DISCLOSE, start, messages.DISCLOSE_KINDS)
    if chosen:
        disclose(screen, number, Path(chosen))


def disclose(screen: Screen, number: str, path: Path) -> None:
    """Write all that is held of a person to a file."""
    sending.keep_folder("disclosure", path.parent)
    desk = screen.desk

    def work(_: Progress) -> tuple[Path, int]:
        from dxdesk.usecases.reports import disclosure

        count = disclosure.disclosure(desk, number).to_decide
        return disclosure.write(desk, number, path)[0], count

    def done(found: tuple[Path, int]) -> None:
        file, count = found
        told = messages.DISCLOSED_DECIDE.format(count=count) if count else ""
        screen.banner.say(messages.DISCLOSED.format(file=file), told, tone="done")

    screen.ask(work, done, title=messages.DISCLOSE, kind=Work.ACT)
