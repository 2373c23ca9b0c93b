"""ホーム: the path of the year, the worklist, the progress of sections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QVBoxLayout

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.changes import Changes
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.ui.home import messages
from dxdesk.ui.home.digital import DigitalSide
from dxdesk.ui.home.news import NewsLine
from dxdesk.ui.home.visits import Visit
from dxdesk.ui.home.waiting import WaitingPeople
from dxdesk.ui.look import dates, theme
from dxdesk.ui.shell.asking import AskDialog, ask_first
from dxdesk.ui.shell.operations import Operations, Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, clear, column, inside, row, scrolling
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.meter import Meter
from dxdesk.ui.widgets.roomy import roomy
from dxdesk.ui.widgets.steps import PathStep, StepPath
from dxdesk.ui.widgets.swatch import Swatch
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.usecases.exchange.provisions import Withdrawal
    from dxdesk.usecases.home.news import News
    from dxdesk.usecases.home.overview import Home, SectionProgress, YearProgress
    from dxdesk.usecases.progress.work_view import Todo
    from dxdesk.usecases.review.confirming import QueueEntry
    from dxdesk.usecases.year.telling import ToldOtherwise

NEWS_HIGH = 50
"""Px that two lines of what changed take."""

LOW, VERY_LOW, LEAST = 430, 340, 320
"""Px of height below which lists give way to their figures, then the legend goes, then the year's path."""


LEAST_ROWS = 5
"""Lines of a list beside the worklist that are seen at once; in a low window this side scrolls."""


class HomeScreen(Screen):
    """Home of every role."""

    interested = ~Changes.NONE
    help_lines: tuple[tuple[str, str], ...] = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen."""
        super().__init__(desk, operations)
        self.set_title(messages.TITLE_NONE)
        self.path = StepPath()
        self._path_card = card(self.path)
        self.visit = Visit(desk)
        self.news = NewsLine()
        self.news.opened.connect(lambda screen, focus: self.go.emit(screen, {"focus": focus, "page": focus}))
        self._todos: QVBoxLayout = column(gap=10, margins=(0, 0, 6, 0))
        self.todo_cards: list[QFrame] = []
        self._entered = self._has_path = False
        self.dialog: AskDialog | None = None
        left = column(Text(messages.WORKLIST, "section"), scrolling(self._todos), gap=10)
        self._right = self._progress_part()
        self.digital: DigitalSide | None = None
        side: QFrame = self._right
        if desk.role is Role.DX:
            self._right.setParent(self)
            self._right.hide()
            self.help_lines = messages.HELP_DIGITAL
            side = self.digital = DigitalSide()
            self.digital.opened.connect(
                lambda screen, focus: self.go.emit(screen, {"focus": focus, "page": focus})
            )
        right = self._right_area = roomy(column(side))
        both = row(left, right, gap=14)
        both.setStretch(0, 10)
        both.setStretch(1, 8)
        self.body.addWidget(self._path_card)
        self.body.addWidget(self.news)
        self.body.addLayout(both, 1)

    def _progress_part(self) -> QFrame:
        self.percent = Text("", "figure")
        self.counted = Text("", "muted", wrap=True)
        self.meter = Meter(12)
        self._legend = row(gap=14)
        self._legend_part = inside(self._legend)
        self.sections: Table[SectionProgress] = Table(
            [
                Col(messages.COLUMNS[0], lambda s: s.name or "(所属なし)"),
                Col(messages.COLUMNS[1], lambda s: _share(s.handed_in, s.asked), 72, number=True),
                Col(messages.COLUMNS[2], lambda s: _share(s.confirmed, s.asked), 72, number=True),
                Col(
                    messages.COLUMNS[3],
                    lambda s: f"{s.late}人" if s.late else "",
                    86,
                    number=True,
                    look=lambda s: "attention",
                ),
            ],
            "所属ごとの進み",
            sort=False,
        )
        self.sections.keep_rows(LEAST_ROWS)
        self.sections.opened.connect(self._open_section)
        self.more = button(messages.ALL_SECTIONS, lambda: self.go.emit("status", {}), look="quiet")
        self.waiting = WaitingPeople()
        self.waiting.opened.connect(lambda number: self.go.emit("review", {"employee": number}))
        head = row(self.percent, self.counted, gap=12)
        head.setStretch(1, 1)
        foot = row(STRETCH, self.more)
        body = card(head, self.meter, self._legend_part, self.sections, self.waiting, foot, gap=10)
        layout = body.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretch(3, 1)
            layout.setStretch(4, 3)
            layout.addStretch(0)  # without lists the figures stay together
        self._progress_title = Text(messages.PROGRESS, "section")
        whole = column(self._progress_title, body, gap=10)
        whole.setStretch(1, 1)
        return inside(whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the figure its room on a small display: the list is a click away."""
        super().resizeEvent(event)
        self._path_card.setVisible(self._has_path and self.height() >= LEAST)
        self._show_news()

    def show_news(self, news: Sequence[News], since: str) -> None:
        """Show what changed since the visit before."""
        self.news.show_news(news, since)
        self._show_news()

    def _show_news(self) -> None:
        self.news.setVisible(self.news.any and self.height() >= LOW - NEWS_HIGH)
        self._show_lists()

    def _room(self) -> int:
        """Return the height there is for lists and figures beside what changed."""
        return self.height() - (0 if self.news.isHidden() else NEWS_HIGH)

    def _show_lists(self) -> None:
        low = self._room() < LOW
        several = len(self.sections.source.records) > 1
        people = bool(self.waiting.people.source.records)
        # One line that repeats the figure above it says nothing; the people do.
        self.waiting.setVisible(people and not low)
        self.sections.setVisible((several or not people) and not low)
        high = self._room() >= VERY_LOW
        self._legend_part.setVisible(high)
        self.more.setVisible(high and self.desk.role in (Role.HR, Role.SECTION))

    def enter(self, what: Mapping[str, object]) -> None:
        """Come home; the next step gets the focus, so that Enter takes it."""
        self._entered = True
        self.stale = self.visit.come_back() or self.stale
        if not self.stale and self.todo_cards:
            self._focus_next_step()
        super().enter(what)

    def leave(self) -> bool:
        """Take note of when this home was looked at last."""
        self.visit.leave()
        self._entered = False  # read later, it must not take the focus from the screen one went to
        return True

    def saw(self, reached: str) -> None:
        """Take note of what was done on any screen: at the next visit it is not new."""
        self.visit.see(reached)

    def _open_section(self, section: SectionProgress) -> None:
        self.go.emit("status", {"section": section.code})

    def _focus_next_step(self) -> None:
        self._entered = False
        if self.todo_cards:
            act = self.todo_cards[0].findChild(QPushButton)
            if act is not None:
                act.setFocus()

    def load(self) -> None:
        """Read home."""

        def work(_: Progress) -> Home:
            from dxdesk.usecases.home.overview import home

            return home(self.desk, since)

        since = self.visit.since
        self.ask(work, self.show_home)
        if self.desk.role is Role.SECTION:
            self._load_waiting()

    def _load_waiting(self) -> None:
        def work(_: Progress) -> tuple[QueueEntry, ...]:
            from dxdesk.usecases.review.confirming import review_queue

            return review_queue(self.desk)

        self.ask(work, self._show_waiting, failed=lambda _: self._show_waiting(()))

    def _show_waiting(self, entries: Sequence[QueueEntry]) -> None:
        self.waiting.show_queue(entries)
        self._show_lists()

    def show_home(self, found: Home) -> None:
        """Show what was read."""
        title = (
            (messages.TITLE_CLOSED if found.closed else messages.TITLE).format(
                year=fiscal_year_label(found.fiscal_year)
            )
            if found.fiscal_year
            else messages.TITLE_NONE
        )
        self.set_title(title, messages.TODAY.format(day=dates.long_day(found.today)))
        self.path.show_steps([PathStep(step.name, step.date_text, step.state) for step in found.steps])
        self._has_path = bool(found.steps)
        self._path_card.setVisible(self._has_path and self.height() >= LEAST)
        self.visit.see(found.reached)
        self.show_news(found.news, self.visit.when)
        self._show_todos(found.todo)
        if found.digital is not None and self.digital is not None:
            self.digital.show_digital(found.digital)
            return
        progress = found.progress
        self._show_right(bool(progress.asked) and self.desk.role is not Role.PERSONAL)
        self._show_progress(progress)

    def _show_right(self, shown: bool) -> None:
        """Show what stands at the right; without it the worklist ends where the path above it ends."""
        self._right_area.setVisible(shown)
        self._todos.setContentsMargins(0, 0, 6 if shown else 0, 0)

    def _show_todos(self, todos: Sequence[Todo]) -> None:
        focused = QApplication.focusWidget()
        held = focused is not None and any(made.isAncestorOf(focused) for made in self.todo_cards)
        clear(self._todos)
        self.todo_cards = []
        for position, todo in enumerate(todos):
            made = self._todo(todo, first=position == 0)
            self.todo_cards.append(made)
            self._todos.addWidget(made)
        if not todos:
            self._todos.addWidget(EmptyState("check", messages.NOTHING, messages.NOTHING_TEXT))
        self._todos.addStretch(1)
        if self._entered or held:
            self._focus_next_step()

    def _todo(self, todo: Todo, *, first: bool) -> QFrame:
        make = primary if first else button
        act = make(
            todo.action,
            lambda: self.go.emit(todo.screen, {"focus": todo.focus, "page": todo.focus}),
            name=f"todo-{todo.key}",
        )
        acts = [act]
        if todo.told_of:
            year = todo.told_of
            aside = button(
                messages.TOLD_OTHERWISE,
                lambda: self.ask_told(year),
                look="quiet",
                name=f"told-todo-{todo.key}",
            )
            acts.append(aside)
        if todo.seen_by:
            number = todo.seen_by
            acts.append(button(messages.SEEN, lambda: self.see_to(number), name=f"seen-{todo.key}"))
        texts = column(Text(todo.title, "strong", wrap=True), Text(todo.text, "muted", wrap=True), gap=3)
        line = row(texts, column(*acts, gap=2), gap=16, margins=(16, 12, 16, 12))
        line.setStretch(0, 1)
        return inside(line, look="notice" if todo.urgent else "card")

    def see_to(self, number: int) -> None:
        """Take note that what HR took back by the file of a receipt was seen to."""

        def work(_: Progress) -> Withdrawal:
            from dxdesk.usecases.exchange.provisions import see_to

            return see_to(self.desk, number)

        def done(found: Withdrawal) -> None:
            year = fiscal_year_label(found.taken.fiscal_year)
            self.banner.say(messages.SEEN_DONE.format(year=year, number=number), tone="done")

        self.ask(work, done, title=messages.SEEN, kind=Work.ACT)

    def ask_told(self, fiscal_year: int) -> None:
        """Ask, then take note that a year's results were told in another way; it can be taken back."""

        def work(_: Progress) -> ToldOtherwise:
            from dxdesk.usecases.year.telling import tell_otherwise

            return tell_otherwise(self.desk, fiscal_year)

        def done(found: ToldOtherwise) -> None:
            self.banner.say(
                messages.TOLD_DONE.format(year=found.cycle.label, count=len(found.numbers)),
                tone="done",
                act=messages.TOLD_UNDO,
                acting=lambda: self._take_told_back(found),
            )

        def go() -> None:
            self.ask(work, done, title=messages.TOLD_GO, kind=Work.ACT)

        title = messages.TOLD_TITLE.format(year=fiscal_year_label(fiscal_year))
        self.dialog = ask_first(self, title, messages.TOLD_TEXT, messages.TOLD_GO, go, grave=False)

    def _take_told_back(self, told: ToldOtherwise) -> None:
        def work(_: Progress) -> ToldOtherwise:
            from dxdesk.usecases.year.telling import take_back

            return take_back(self.desk, told.cycle.fiscal_year, told.numbers)

        def done(found: ToldOtherwise) -> None:
            said = messages.TOLD_UNDONE.format(year=found.cycle.label, count=len(found.numbers))
            self.banner.say(said, tone="done")

        self.ask(work, done, title=messages.TOLD_UNDO, kind=Work.ACT)

    def _show_progress(self, progress: YearProgress) -> None:
        self.percent.setText(f"{progress.percent}%")
        counted = messages.PROGRESS_TEXT.format(handed=progress.handed_in, asked=progress.asked)
        if progress.exempt:
            counted += " " + messages.EXEMPT.format(exempt=progress.exempt)
        if progress.as_reported:
            counted += "\n" + messages.AS_REPORTED.format(count=progress.as_reported)
        self.counted.setText(counted)
        parts = self._parts(progress)
        shares = [number for number, _ in parts[:-1]]
        said = "、".join([counted, *(text for _, text in parts)])
        clear(self._legend)
        three = len(shares) > 2
        self.meter.show_shares(shares, progress.asked, said, lambda tokens: _shades(tokens, three)[:-1])
        for place, (_, text) in enumerate(parts):

            def colours(tokens: theme.Tokens, place: int = place) -> tuple[str, str]:
                return _shades(tokens, three)[place], tokens.text

            swatch = Swatch(colours)
            self._legend.addLayout(row(swatch, Text(text, "caption"), gap=5))
        self._legend.addStretch(1)
        self.sections.show_records(progress.sections)
        self._show_lists()

    def _parts(self, progress: YearProgress) -> list[tuple[int, str]]:
        """Return the parts of the bar with their words, furthest first; the last one is what is left."""
        waiting = progress.submitted - progress.first
        numbers = [progress.confirmed, progress.first, waiting, progress.open]
        found = list(zip(numbers, messages.LEGEND, strict=True))
        if self.desk.role is not Role.HR:
            del found[1]  # a confirmer sees what they have done themselves
        return [(number, text.format(n=number)) for number, text in found]


def _shades(tokens: theme.Tokens, three: bool) -> tuple[str, ...]:
    """Return the colours of two or three shares from the furthest on, and of what is left."""
    between = (_mixed(tokens.strong, tokens.levels[2]),) if three else ()
    return (tokens.strong, *between, tokens.levels[2], tokens.empty)


def _mixed(one: str, other: str) -> str:
    """Return the colour half way between two, as ``#rrggbb``."""
    a, b = QColor(one), QColor(other)
    pairs = ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    return QColor(*((x + y) // 2 for x, y in pairs)).name()


def _share(part: int, whole: int) -> str:
    return f"{part * 100 // whole}%" if whole else "–"
