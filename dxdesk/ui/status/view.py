"""提出状況: sections left, people right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
)

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import STATE_LABELS, State
from dxdesk.domain.names import search_key, search_keys
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.changes import Changes
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.ui.look import dates, words
from dxdesk.ui.shell.operations import Operations
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.status import messages
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.copying import CopyDialog
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, inside, row
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.showing import repolish
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.usecases.progress.status import PersonStatus, Reminder, SectionStatus, Status

DUE_WIDTH = 148
"""Px of the column of dates: its two lines are a day, and what somebody waits for."""

NOT_HANDED_IN = (State.NOT_STARTED, State.DRAFT, State.WITHDRAWN, State.RETURNED)


class StatusScreen(Screen):
    """Who stands where."""

    interested = Changes.RECEIPTS | Changes.STANDING | Changes.ROSTER | Changes.CYCLE
    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen."""
        super().__init__(desk, operations)
        self.set_title(messages.TITLE)
        self.remind = primary(messages.REMIND, self.make_reminder, name="remind")
        self.add_head(self.remind)
        self.section = ""
        self._keys: Mapping[str, str] = {}
        self.dialog: CopyDialog | None = None
        self.sections: Table[SectionStatus] = Table(
            [
                Col(messages.SECTION_COLUMNS[0], lambda s: s.name or "(所属なし)"),
                Col(
                    messages.SECTION_COLUMNS[1],
                    lambda s: f"{s.asked:,}",
                    44,
                    number=True,
                    order=lambda s: s.asked,
                ),
                Col(messages.SECTION_COLUMNS[2], _handed, 50, number=True, order=_handed_share),
                Col(
                    messages.SECTION_COLUMNS[3],
                    lambda s: f"{s.late:,}" if s.late else "",
                    50,
                    number=True,
                    look=lambda s: "attention",
                    order=lambda s: s.late,
                ),
            ],
            messages.SECTIONS,
        )
        self.people = self._people_table()
        self.search = QLineEdit()
        self.search.setPlaceholderText(messages.SEARCH)
        self.search.setClearButtonEnabled(True)
        self.states = Choice()
        self.states.addItem(messages.STATES, None)
        for state in State:
            self.states.addItem(STATE_LABELS[state], state)
        self.late_only = QCheckBox(messages.ONLY_LATE)
        self.counted = Text("", "caption")
        self.everything = button(messages.ALL, self._all_sections, look="quiet", name="all-sections")
        self._lay_out()
        self.sections.picked.connect(self._section_picked)
        self.search.textChanged.connect(self._sift)
        self.states.currentIndexChanged.connect(lambda *_: self._sift())
        self.late_only.toggled.connect(lambda *_: self._sift())

    def _people_table(self) -> Table[PersonStatus]:
        titles = messages.COLUMNS
        return Table(
            [
                Col(titles[0], lambda p: p.number, 82),
                Col(
                    titles[1],
                    lambda p: words.shown(p.name),
                    128,
                    look=lambda p: "strong",
                    order=lambda p: p.kana,
                    wrap=True,
                ),
                Col(titles[2], lambda p: p.department, 92, wrap=True),
                Col(titles[3], lambda p: p.post, 68, look=lambda p: "muted"),
                Col(
                    titles[4],
                    lambda p: words.state(p.state),
                    94,
                    tip=lambda p: p.exempt or words.state(p.state),
                    look=lambda p: words.state_look(p.state),
                    order=lambda p: list(State).index(p.state),
                ),
                Col(titles[5], lambda p: words.shown(p.confirmer), 0, wrap=True),
                Col(
                    titles[6],
                    _due,
                    DUE_WIDTH,
                    tip=_due_tip,
                    look=lambda p: "attention" if p.late or _due_note(p) else "muted",
                    order=lambda p: (not p.late, p.due),
                    wrap=True,
                ),
            ],
            messages.TITLE,
        )

    def _lay_out(self) -> None:
        left = card(
            row(Text(messages.SECTIONS, "section"), STRETCH, self.everything),
            self.sections,
            gap=8,
            padding=12,
        )
        left.setFixedWidth(296)
        self._left = left
        tools = row(self.search, self.states, self.late_only, self.counted, gap=10)
        tools.setStretch(0, 1)
        right = card(tools, self.people, gap=8, padding=12)
        for frame in (left, right):
            layout = frame.layout()
            if isinstance(layout, QVBoxLayout):
                layout.setStretch(1, 1)
        both = row(left, right, gap=14)
        both.setStretch(1, 1)
        self.main = inside(both)
        target = "year" if self.desk.role is Role.HR else "receive"
        act = messages.EMPTY_ACT.get(self.desk.role.value, "")
        self.nothing = EmptyState(
            "status", messages.EMPTY, messages.EMPTY_TEXT, act, lambda: self.go.emit(target, {})
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(self.main)
        self.pages.addWidget(self.nothing)
        self.body.addWidget(self.pages, 1)

    def enter(self, what: Mapping[str, object]) -> None:
        """Come to the screen, perhaps for a section or for the late."""
        if "section" in what:
            self.section = str(what["section"])
        if what.get("focus") in ("late", "confirm-late"):
            self.late_only.setChecked(True)
        super().enter(what)

    def start_search(self) -> None:
        """Search a person."""
        self.search.setFocus()

    def load(self) -> None:
        """Read the status."""

        def work(_: Progress) -> Status:
            from dxdesk.usecases.progress.status import status

            return status(self.desk)

        self.ask(work, self.show_status, failed=self._none)

    def _none(self, error: KnownError) -> None:
        if error.code == "no-cycle":
            self.pages.setCurrentWidget(self.nothing)
            self.remind.hide()
        else:
            self.show_error(error)

    def show_status(self, found: Status) -> None:
        """Show what was read."""
        self.pages.setCurrentWidget(self.main)
        done = found.asked - sum(found.states[state] for state in NOT_HANDED_IN)
        subtitle = messages.SUBTITLE.format(
            year=fiscal_year_label(found.fiscal_year), asked=found.asked, done=done
        )
        if found.late:
            subtitle += "・" + messages.LATE.format(late=found.late)
        if found.kept:
            subtitle += "・" + messages.KEPT_PEOPLE.format(count=found.kept)
        if found.undecided:
            subtitle += "・" + messages.UNDECIDED_PEOPLE.format(count=found.undecided)
        if found.as_reported:
            subtitle += "・" + messages.AS_REPORTED_PEOPLE.format(count=found.as_reported)
        if found.drift:
            subtitle += "・" + messages.DRIFT.format(count=found.drift)
        self.set_title(messages.TITLE, subtitle)
        self.remind.show()
        self._fill_remind(found)
        self._keys = {one.number: search_keys(one.number, one.name, one.kana) for one in found.people}
        # Who still has something to do stands first; sections and numbers order each part.
        self.people.show_records(sorted(found.people, key=lambda person: person.urgency))
        self.sections.show_records(found.sections)
        # One section that repeats the line above it leaves its room to the people.
        self._left.setVisible(len(found.sections) > 1)
        if self.section:
            self.sections.pick(lambda s: s.code == self.section)
        self._sift()

    def _fill_remind(self, found: Status) -> None:
        """Fill the button where there is somebody to ask: only a next step is coloured."""
        asked = any(
            not (person.kept or person.undecided) and (person.state in NOT_HANDED_IN or person.late)
            for person in found.people
            if person.state is not State.EXEMPT
        )
        look = "primary" if asked else "secondary"
        if self.remind.property("look") != look:
            self.remind.setProperty("look", look)
            repolish(self.remind)

    def _section_picked(self, section: SectionStatus | None) -> None:
        if section is not None:
            self.section = section.code
            self._sift()

    def _all_sections(self) -> None:
        self.section = ""
        self.sections.clearSelection()
        self.sections.setCurrentIndex(self.sections.model().index(-1, -1))
        self._sift()

    def _sift(self) -> None:
        text = search_key(self.search.text())
        state: State | None = self.states.currentData()
        late = self.late_only.isChecked()

        def wanted(person: PersonStatus) -> bool:
            if self.section and person.department_code != self.section:
                return False
            if state is not None and person.state != state:
                return False
            if late and not person.late:
                return False
            return not text or text in self._keys[person.number]

        self.people.proxy.keep(wanted)
        self.counted.setText(messages.PEOPLE.format(count=self.people.proxy.rowCount()))

    def make_reminder(self) -> None:
        """Make the text that asks the missing again."""
        section = self.section

        def work(_: Progress) -> Reminder:
            from dxdesk.usecases.progress.status import reminder

            return reminder(self.desk, section)

        self.ask(work, self._show_reminder)

    def _show_reminder(self, found: Reminder) -> None:
        if not found.people:
            self.banner.say(found.text, tone="info")
            return
        about = messages.REMIND_TEXT
        if self.desk.role is Role.HR and found.sections > 1:
            about = f"{messages.REMIND_SECTIONS.format(count=found.sections)}{about}"
        self.dialog = CopyDialog(messages.REMIND_TITLE, about, found.text, self)
        self.dialog.open()


def _due(person: PersonStatus) -> str:
    """Return the day of the next step, and what a confirmation waits for or that it has to be made again."""
    day = dates.short_day(person.due)
    more = _due_note(person) or (messages.AS_REPORTED if person.as_reported else "")
    if person.late:
        # Of two lines one is for what it waits for: whose step it is the state beside it says, too.
        step = "" if more else f"{person.late_step}が"
        day = f"{step}{messages.LATE_MARK} {day}"
    return f"{day} {more}".strip()


def _due_note(person: PersonStatus) -> str:
    """Return what one should look at beside a day, empty where nothing is."""
    if person.waits:
        return messages.WAITS[person.waits]
    if person.changed:
        return messages.CHANGED
    return messages.KEPT if person.kept else messages.UNDECIDED if person.undecided else ""


def _due_tip(person: PersonStatus) -> str:
    """Return what is said of a day in full."""
    here = messages.KEPT_TIP if person.kept else messages.UNDECIDED_TIP if person.undecided else ""
    return person.waits_text or here or _due(person)


def _handed_share(section: SectionStatus) -> int:
    missing = sum(section.states[state] for state in NOT_HANDED_IN)
    return (section.asked - missing) * 1000 // section.asked if section.asked else -1


def _handed(section: SectionStatus) -> str:
    share = _handed_share(section)
    return "–" if share < 0 else f"{share // 10}%"
