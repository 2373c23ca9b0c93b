"""The goals of people: a list, one of them beside it with what their supervisor says, and the shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dxdesk.domain.completion import evened
from dxdesk.domain.plan_life import PLAN_STATE_LABELS, PlanState
from dxdesk.domain.year_start import SUPPORT_NAMES, WHERES, Mode, share
from dxdesk.ui.look import dates, words
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.days import DayField
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.late import LateTabs
from dxdesk.ui.widgets.layouts import STRETCH, card, clear, column, row, scrolling
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.ui.year_start import messages

if TYPE_CHECKING:
    from dxdesk.usecases.year_start.overview import Overview, Share, StartLine

_CARD_WIDE, _CARD_NARROW = 380, 340
_GOALS = 4
"""The column that says goals."""
_FEW = 4
"""So many goals leave the support actions below them in view."""
_SAYS = (PlanState.SUBMITTED, PlanState.AGREED, PlanState.RETURNED)


class PersonCard(QWidget):
    """One person's goals, and what a supervisor says of them."""

    agree_wanted = Signal()
    return_wanted = Signal()

    def __init__(self) -> None:
        """Make an empty card."""
        super().__init__()
        self.line: StartLine | None = None
        self.name, self.caption = Text("", "section"), Text("", "caption", wrap=True)
        self.notice = Text("", wrap=True, tone="attention")
        self._goals: QVBoxLayout = column(gap=6)
        self._supports: QVBoxLayout = column(gap=6)
        self.choices: dict[str, Choice] = {}
        self.met = DayField(messages.MET, optional=True, none=messages.NO_DAY)
        self.send_back = button(messages.RETURN, self.return_wanted.emit, name="start-return")
        self.agree = primary(messages.AGREE, self.agree_wanted.emit, name="start-agree")
        self._supports_title = Text(messages.SUPPORTS, "caption")
        inner = column(
            self.name, self.caption, self.notice, self._goals, self._supports_title, self._supports,
            gap=8, margins=(0, 0, 6, 0),
        )  # fmt: skip
        inner.addStretch(1)
        # The day stands beside the buttons it is kept with, however many goals there are.
        self.below = Text(messages.SUPPORTS_BELOW, "caption", wrap=True)
        whole = column(
            scrolling(inner), self.below, self.met, row(STRETCH, self.send_back, self.agree, gap=8), gap=10
        )
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.setMinimumWidth(_CARD_WIDE)

    def show_line(self, found: Overview, line: StartLine | None, *, may: bool) -> None:
        """Show one person, or that nobody is chosen."""
        self.line = line
        clear(self._goals)
        clear(self._supports)
        self.choices = {}
        says = line is not None and line.state in _SAYS and found.start.mode is Mode.FORM
        for part in (self.send_back, self.agree):
            part.setVisible(says)
            part.setEnabled(may)
        self.met.setVisible(says and found.start.meeting)
        self.below.setVisible(says and line is not None and bool(line.offered) and len(line.goals) > _FEW)
        if line is None:
            self.name.setText("")
            self.caption.setText(messages.PICK)
            self.notice.hide()
            self._supports_title.hide()
            return
        self.name.setText(words.shown(line.name))
        state = WHERES.get(line.where, "") or PLAN_STATE_LABELS[line.state]
        self.caption.setText("・".join(part for part in (line.department_name, line.number, state) if part))
        notices = (
            messages.DISPUTED if line.disputed else "",
            messages.CHANGED if line.changed else "",
            messages.REASON.format(reason=line.reason) if line.reason else "",
        )
        self.notice.setText("\n".join(one for one in notices if one))
        self.notice.setVisible(any(notices))
        self._goals.addWidget(Text(messages.GOALS, "caption"))
        nothing = messages.MARK_ONLY if found.start.mode is Mode.MARK else messages.NOT_YET
        for text in line.goals or (nothing,):
            self._goals.addWidget(Text(text, "" if line.goals else "muted", wrap=True))
        self.met.set_day(line.met_on)
        said = dict(line.said)
        self._supports_title.setVisible(says and bool(line.offered))
        for code, text in line.offered if says else ():
            choice = Choice()
            choice.setAccessibleName(text)
            choice.addItem(messages.UNSAID, "")
            for word, shown in SUPPORT_NAMES.items():
                choice.addItem(shown, word)
            choice.setCurrentIndex(max(choice.findData(said.get(code, "")), 0))
            choice.setEnabled(may)
            choice.setFixedWidth(130)
            self.choices[code] = choice
            line_ = row(Text(text, wrap=True), choice, gap=10)
            line_.setStretch(0, 1)
            self._supports.addLayout(line_)
        agreed = messages.AGREE_AGAIN if line.state is PlanState.AGREED else messages.AGREE
        self.agree.setText(agreed if found.start.agreed else messages.AGREE_RECORD)

    @property
    def supports(self) -> dict[str, str]:
        """What is said of the support actions; what is not answered is not in it."""
        return {code: word for code, one in self.choices.items() if (word := str(one.currentData() or ""))}


class PeoplePage(QWidget):
    """The list with the card beside it, and the shares on a tab of their own."""

    def __init__(self) -> None:
        """Make an empty page."""
        super().__init__()
        self.found: Overview | None = None
        self.may = True
        self.search = QLineEdit()
        self.search.setPlaceholderText(messages.SEARCH)
        self.search.setAccessibleName(messages.SEARCH)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._filter())
        titles = messages.COLUMNS
        self.table: Table[StartLine] = Table(
            [
                Col(titles[0], lambda one: one.number, 100),
                Col(titles[1], lambda one: words.shown(one.name), 150, wrap=True),
                Col(titles[2], lambda one: one.department_name, 150, order=_by_section, wrap=True),
                Col(titles[3], _state, 120, look=_look),
                Col(titles[4], lambda one: " / ".join(one.goals), 0, wrap=True),
            ],
            messages.LIST,
        )
        self.table.nothing = messages.NOBODY
        self.person = PersonCard()
        listed = column(self.search, self.table, gap=8)
        listed.setStretch(1, 1)
        both = row(card(listed, padding=12), card(self.person, padding=16), gap=12)
        both.setStretch(0, 1)
        self._list = QWidget()
        self._list.setLayout(both)
        share_titles = messages.SHARE_COLUMNS
        self.shares: Table[Share] = Table(
            [
                Col(share_titles[0], lambda one: one.name, 0, order=lambda one: one.code, wrap=True),
                Col(share_titles[1], lambda one: f"{one.people:,}", 110, number=True),
                Col(share_titles[2], lambda one: f"{one.answered:,}", 110, number=True),
                Col(share_titles[3], lambda one: f"{one.set_any:,}", 140, number=True),
                Col(share_titles[4], lambda one: share(one.set_any, one.people) or "―", 110, number=True),
            ],
            messages.SHARES,
        )
        self.places = Text("", "muted", wrap=True)
        self._shares = QWidget()
        self._shares.setLayout(column(card(self.shares, self.places, padding=12)))
        self.tabs = LateTabs()
        self.tabs.add_late(messages.LIST, lambda: self._list)
        self.tabs.add_late(messages.SHARES, lambda: self._shares)
        self.setLayout(column(self.tabs))
        self.table.picked.connect(lambda _: self._show_person())

    def set_narrow(self, narrow: bool) -> None:
        """Leave the goals room on a small display: number and section stand on the card as well."""
        for position in (0, 2):
            self.table.setColumnHidden(position, narrow)
        self.person.setMinimumWidth(_CARD_NARROW if narrow else _CARD_WIDE)

    def show_overview(self, found: Overview, *, may: bool) -> None:
        """Show everybody; who was chosen stays chosen."""
        kept = self.table.current()
        self.found, self.may = found, may
        self.table.setColumnHidden(_GOALS, found.start.mode is Mode.MARK)  # no text of them is collected
        self.table.show_records(found.lines)
        if kept is not None:
            number = kept.number
            self.table.pick(lambda line: line.number == number)
        elif found.lines:
            self.table.pick(lambda line: True)
        self.shares.show_records(found.shares)
        told = [
            messages.WHERE.format(place=WHERES.get(code, code), count=count)
            for code, count in sorted(found.places.items())
        ]
        self.places.setText("　".join(told))
        self.places.setVisible(bool(told))
        self._filter()
        self._show_person()

    def _show_person(self) -> None:
        if self.found is not None:
            self.person.show_line(self.found, self.table.current(), may=self.may)

    def _filter(self) -> None:
        text = evened(self.search.text())

        def fits(one: StartLine) -> bool:
            said = (one.name, one.number, one.department_name)
            return not text or any(text in evened(part) for part in said)

        self.table.proxy.keep(fits)


def _by_section(one: StartLine) -> tuple[str, str]:
    return one.department_code, one.number


def _state(one: StartLine) -> str:
    return WHERES.get(one.where, "") or PLAN_STATE_LABELS[one.state]


def _look(one: StartLine) -> str:
    if one.disputed or one.changed or one.state is PlanState.RETURNED:
        return "attention"
    return "badge-done" if one.state is PlanState.AGREED else ""


def subtitle(found: Overview) -> str:
    """Return how goals are asked for, until when, and how many set any."""
    start, whole = found.start, found.shares[0]
    days = ((messages.DAY_SAID, start.day), (messages.DUE_SAID, start.due))
    asked = days if start.mode is Mode.FORM else ()
    told = [text.format(day=dates.short_day(day)) for text, day in asked if day]
    rate = share(whole.set_any, whole.people) or "―"
    return "・".join((*told, messages.SHARE_SAID.format(whole=whole.people, count=whole.set_any, share=rate)))
