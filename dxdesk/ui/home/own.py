"""ホーム of one person: the path of their year, the next step, their skills at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout

from dxdesk.domain.lifecycle import State
from dxdesk.ports.store import Progress
from dxdesk.ui.home import own_messages
from dxdesk.ui.home.view import LEAST_ROWS, LOW, HomeScreen
from dxdesk.ui.look import dates, words
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import card, clear, column, inside, row
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.meter import Meter
from dxdesk.ui.widgets.stages import OwnStages
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.progress.work_view import Todo
from dxdesk.usecases.sealing.workbook_kinds import label_of

if TYPE_CHECKING:
    from dxdesk.ui.answering.model import Answering
    from dxdesk.usecases.answering.sheet import AnswerItem
    from dxdesk.usecases.home.overview import YearProgress
    from dxdesk.usecases.home.own import OwnHome
    from dxdesk.usecases.person_year.standing import ItemStanding

WRITING = (State.NOT_STARTED, State.DRAFT, State.RETURNED, State.WITHDRAWN)


class OwnHomeScreen(HomeScreen):
    """Home of a personal store."""

    help_lines = own_messages.HELP

    def _progress_part(self) -> QFrame:
        self._answering: Answering | None = None
        self.stages: OwnStages | None = None
        self.figure = Text("", "figure")
        self.figure_text = Text("", "muted", wrap=True)
        self.said = Text("", wrap=True)
        self.more_said = Text("", "caption", wrap=True)
        self.meter = Meter(10)
        self.skills: Table[AnswerItem] = Table(
            [
                Col(own_messages.COLUMNS[0], lambda item: item.name),
                Col(
                    own_messages.COLUMNS[1],
                    lambda item: self._label(item, item.last),
                    72,
                    look=lambda item: "muted",
                ),
                Col(own_messages.COLUMNS[2], self._now, 92, look=self._look),
                Col(
                    own_messages.COLUMNS[3],
                    lambda item: self._label(item, self._confirmed(item)),
                    72,
                    look=lambda item: _level_look(self._confirmed(item), self._work.top(item.uid)),
                ),
                Col("", self._mark, 84, look=_badge),
            ],
            own_messages.LIST,
            sort=False,
        )
        self.skills.setToolTip(own_messages.LIST)
        self.skills.keep_rows(LEAST_ROWS)
        self.skills.clicked.connect(lambda _: self._open(self.skills.current()))
        self.skills.opened.connect(self._open)
        self.changed = Text("", "caption", wrap=True)
        head = row(self.figure, self.figure_text, gap=12)
        head.setStretch(1, 1)
        self._figure_part = inside(column(head, self.meter, gap=8))
        body = card(self._figure_part, self.said, self.more_said, self.skills, self.changed, gap=8)
        layout = body.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretch(3, 1)
        whole = column(Text(own_messages.OWN, "section"), body, gap=10)
        whole.setStretch(1, 1)
        return inside(whole)

    @property
    def _work(self) -> Answering:
        """The form with its answers; asked for only where there is one."""
        assert self._answering is not None
        return self._answering

    def load(self) -> None:
        """Read the person's home."""
        since = self.visit.since

        def work(_: Progress) -> OwnHome:
            from dxdesk.usecases.home.own import own_home

            return own_home(self.desk, since)

        self.ask(work, self.show_own)

    def show_own(self, found: OwnHome) -> None:
        """Show what was read."""
        from dxdesk.ui.answering.model import Answering

        self._answering = Answering(found.sheet) if found.sheet is not None else None
        self._found = found
        self.show_home(found.home)
        exempt = found.state is State.EXEMPT
        self._show_right(self._answering is not None and not exempt)
        if self._answering is not None:
            self._show_figures(found)
            self._show_words(found)
            self.skills.show_records(list(self._work.items))
            known = any(self._confirmed(item) is not None for item in self._work.items)
            self.skills.setColumnHidden(3, not known)
            self.skills.setColumnHidden(4, not any(self._mark(item) for item in self._work.items))
            self.skills.setColumnHidden(1, all(item.last is None for item in self._work.items))
        self._show_since(found)
        self._show_stages(found)

    def _show_stages(self, found: OwnHome) -> None:
        """Show what is left to do for the next stage, after what is to be done now."""
        growth = found.sheet.growth if found.sheet is not None else ()
        if growth and found.state is not State.EXEMPT:
            self.stages = OwnStages()
            self.stages.show_growth(growth)
            self._todos.insertWidget(self._todos.count() - 1, self.stages)

    def _show_progress(self, progress: YearProgress) -> None:
        """Leave the shares of sections out: there is one person here."""

    def _show_lists(self) -> None:
        self.skills.setVisible(self._room() >= LOW)

    def _show_todos(self, todos: Sequence[Todo]) -> None:
        found = self._found
        if not todos and found.missing == "framework-missing":
            todos = (
                Todo("half", own_messages.HALF, own_messages.HALF_TEXT, own_messages.HALF_ACT, "receive"),
            )
        super()._show_todos(todos)
        if todos:
            return
        title, text = own_messages.NOTHING_SUBMITTED, own_messages.NOTHING_SUBMITTED_TEXT
        if found.sheet is not None and found.state is State.EXEMPT:
            title = own_messages.EXEMPT
            text = own_messages.EXEMPT_TEXT.format(reason=found.sheet.person.exempt)
        clear(self._todos)
        self._todos.addWidget(EmptyState("check", title, text))
        self._todos.addStretch(1)

    def _show_figures(self, found: OwnHome) -> None:
        work, state = self._work, found.state
        whole, done = len(work.items), work.answered
        writing = state in WRITING
        self._figure_part.setVisible(writing)
        self.figure.setText(own_messages.COUNT.format(done=done, whole=whole))
        left = own_messages.MINUTES.format(minutes=work.minutes_left) if done < whole else ""
        self.figure_text.setText("・".join(part for part in (own_messages.COUNT_TEXT, left) if part))
        self.meter.show_shares((done,), whole, f"{self.figure.text()} {self.figure_text.text()}")

    def _show_words(self, found: OwnHome) -> None:
        work, state, sheet = self._work, found.state, self._work.sheet
        names = "、".join(f"{words.shown(name)}さん" for name in found.confirmers)
        confirmers = own_messages.CONFIRMERS.format(names=names) if names else ""
        saved = own_messages.SAVED.format(moment=dates.moment(found.saved_at)) if found.saved_at else ""
        if work.returned:
            count = sum(bool(work.reason(item.uid)) for item in work.items)
            text = own_messages.RETURNED if count else own_messages.RETURNED_ALL
            said = text.format(number=sheet.round, count=count)
            more = [sheet.returned, saved]
        elif state in WRITING:
            ready = work.items and work.answered == len(work.items)
            said = own_messages.ALL_CHOSEN if ready else ""
            more = [saved, confirmers]
        elif sheet.told:
            said, more = own_messages.RESULT, [confirmers]
        elif sheet.unsent:
            said, more = own_messages.UNSENT, [own_messages.UNSENT_TEXT, saved]
        else:
            said = own_messages.SUBMITTED
            sent = own_messages.FILE_TO.format(whom=words.shown(sheet.goes_to))
            more = [sent, own_messages.WAITING.format(names=names) if names else ""]
        self.said.setText(said)
        self.said.setVisible(bool(said))
        text = "\n".join(part for part in more if part)
        self.more_said.setText(text)
        self.more_said.setVisible(bool(text))

    def _show_since(self, found: OwnHome) -> None:
        parts = [
            own_messages.ARRIVED.format(kind=label_of(kind), count=count) for kind, count in found.arrived
        ]
        self.changed.setText(own_messages.SINCE.format(parts="、".join(parts)) if parts else "")
        self.changed.setVisible(bool(parts))

    # --- one skill -----------------------------------------------------------------------------

    def _label(self, item: AnswerItem, level: int | None) -> str:
        return self._work.label(item.uid, level) if level is not None else ""

    def _now(self, item: AnswerItem) -> str:
        level = self._level(item)
        found = self._standing(item)
        lacking = own_messages.DISPUTED if found is not None and found.disputed else own_messages.UNANSWERED
        return self._label(item, level) or lacking

    def _level(self, item: AnswerItem) -> int | None:
        """The level of this year: once the form is handed in what was sent, whatever was changed since."""
        sheet = self._work.sheet
        return sheet.said.levels.get(item.uid) if sheet.submitted else self._work.level(item.uid)

    def _look(self, item: AnswerItem) -> str:
        level = self._level(item)
        return _level_look(level, self._work.top(item.uid)) if level is not None else "muted"

    def _confirmed(self, item: AnswerItem) -> int | None:
        found = self._standing(item)
        return found.confirmed if found is not None else None

    def _standing(self, item: AnswerItem) -> ItemStanding | None:
        return next((each for each in self._work.sheet.person.items if each.uid == item.uid), None)

    def _mark(self, item: AnswerItem) -> str:
        touched = self._work.touched(item.uid)
        if self._work.sheet.submitted:
            return own_messages.UNSENT_MARK if touched and not self._work.sheet.told else ""
        return own_messages.RETURNED_MARK if self._work.reason(item.uid) and not touched else ""

    def _open(self, item: AnswerItem | None) -> None:
        if item is not None:
            self.go.emit("self_report", {"item": item.uid})


def _badge(_: AnswerItem) -> str:
    return "badge"


def _level_look(level: int | None, top: int) -> str:
    return "" if level is None else f"level:{level}/{top}"
