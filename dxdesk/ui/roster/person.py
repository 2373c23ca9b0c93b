"""One person of the roster in full: who confirms and why so, whether they are asked, what changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from dxdesk.ports.store import Progress
from dxdesk.ui.look import dates, words
from dxdesk.ui.roster import messages
from dxdesk.ui.roster.numbers import Numbers, numbers_of, show_numbers
from dxdesk.ui.roster.offering import offered
from dxdesk.ui.roster.own_record import Acts, OwnRecord, own_record_of, show_own_record
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.shell.working import BusyDialog
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, clear, column, row
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.widgets.people import PersonField
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.domain.routes import RouteFinding
    from dxdesk.ports.entities import Employee, EmployeeChange, EvidenceRecord
    from dxdesk.usecases.organisation.confirmers import Confirmers

CHANGES_SHOWN = 20


@dataclass(frozen=True)
class About:
    """What the store knows of one person; ``decided`` is the exception made for them, if any."""

    person: Employee
    changes: tuple[EmployeeChange, ...]
    evidence: tuple[EvidenceRecord, ...]
    route: RouteFinding | None
    asked: bool
    why_not: str
    decided: tuple[bool, str] | None
    numbers: Numbers
    own_record: OwnRecord
    finalised: tuple[str, str] | None = None
    """The open year, and the former number, under which they are finalised already."""
    asked_in: str = ""
    """The year in which the new holder of a number is asked, empty for everybody else."""


def about(desk: Desk, person: Employee) -> About:
    """Read everything about a person in one look."""
    from dxdesk.usecases.imports.duty_words import folded_changes
    from dxdesk.usecases.organisation import lists
    from dxdesk.usecases.organisation.asking import asking
    from dxdesk.usecases.organisation.linking import finalised_before
    from dxdesk.usecases.organisation.new_holder import asked_in
    from dxdesk.usecases.organisation.routing import route_finder
    from dxdesk.usecases.person_year import holders

    with desk.store.read() as uow:
        decided = lists.overrides(uow)
        asked, why_not = asking(uow, [person], desk.services.clock.today())(person)
        return About(
            person,
            folded_changes(holders.history(uow, person.number)),
            tuple(holders.evidence(uow, person.number)),
            None if person.left else route_finder(uow).route_of(person),
            asked,
            why_not,
            decided.get(person.number),
            numbers_of(uow, person.number),
            own_record_of(uow, person.number),
            finalised_before(uow, person.number),
            asked_in(uow, person.number),
        )


def show_person(
    layout: QVBoxLayout,
    found: About,
    units: Mapping[str, str],
    names: Mapping[str, str],
    decide: Callable[[], object],
    confirmers: Callable[[], object],
    link: Callable[[], object],
    unlink: Callable[[str, str], object],
    more: QWidget,
    own: Acts,
) -> None:
    """Fill a column with what is known of a person; ``more`` stands under what they attended and passed."""
    clear(layout)
    person, add = found.person, layout.addWidget
    add(Text(words.shown(person.name), "section", wrap=True))
    alias = f"{messages.FIELDS['alias']} {words.shown(person.alias)}" if person.alias else ""
    unit = units.get(person.department_code, person.department_code)
    for text in (f"{person.number}・{person.kana}", alias, f"{unit} {person.title or person.grade}"):
        if text.strip("・ "):
            add(Text(text, "caption", wrap=True))
    if any(words.VARIANT_MARK in words.shown(text) for text in (person.name, person.alias)):
        add(Text(messages.VARIANT, "caption", wrap=True))
    _show_route(layout, found, names, confirmers)
    _show_target(layout, found, decide)
    show_numbers(layout, person, found.numbers, link, unlink)
    layout.addSpacing(8)
    add(Text(messages.EVIDENCE, "strong"))
    for record in found.evidence:
        absent = "" if record.outcome.counts else messages.NOT_ATTENDED
        parts = (record.name, dates.short_day(record.date), record.result, absent)
        add(Text(" ".join(part for part in parts if part), wrap=True))
    if not found.evidence:
        add(Text(messages.NO_EVIDENCE, "muted"))
    add(more)
    show_own_record(layout, found.own_record, own)
    _show_changes(layout, found, units, names)
    layout.addStretch(1)


def _show_route(
    layout: QVBoxLayout, found: About, names: Mapping[str, str], confirmers: Callable[[], object]
) -> None:
    if found.route is None:
        return
    layout.addSpacing(8)
    layout.addWidget(Text(messages.CONFIRMERS, "strong"))
    route = found.route.route
    for title, number, nobody in (
        (messages.COLUMNS[6], route.first, messages.NO_CONFIRMER),
        (messages.COLUMNS[7], route.second, messages.NO_SECOND if route.first else messages.NO_CONFIRMER),
    ):
        name = f"{words.shown(names.get(number, ''))}({number})" if number else nobody
        layout.addWidget(Text(f"{title}: {name}", wrap=True))
    if found.route.problem is not None and found.asked:
        problem = found.route.problem
        layout.addWidget(Text(problem.message, tone="attention", wrap=True))
        layout.addWidget(Text(problem.fix, "caption", wrap=True))
    elif found.route.reasons:
        layout.addWidget(Text("、".join(found.route.reasons), "caption", wrap=True))
    elif found.person.first_confirmer:
        layout.addWidget(Text(messages.ROUTE_GIVEN, "caption", wrap=True))
    layout.addLayout(row(button(messages.SET_CONFIRMERS, confirmers, name="confirmers"), STRETCH))


def _show_target(layout: QVBoxLayout, found: About, decide: Callable[[], object]) -> None:
    layout.addSpacing(8)
    layout.addWidget(Text(messages.TARGET, "strong"))
    if found.asked and found.finalised is not None:
        year, former = found.finalised
        layout.addWidget(Text(messages.ASKED_LATER.format(year=year, number=former), wrap=True))
    elif found.asked:
        asked = messages.ASKED_IN.format(year=found.asked_in) if found.asked_in else messages.ASKED
        layout.addWidget(Text(asked))
    else:
        layout.addWidget(Text(messages.NOT_ASKED.format(reason=found.why_not), wrap=True))
    if found.decided is not None:
        layout.addWidget(Text(messages.DECIDED.format(reason=found.decided[1]), "caption", wrap=True))
    if not found.person.left:
        layout.addLayout(row(button(messages.DECIDE, decide, name="decide"), STRETCH))


def _show_changes(
    layout: QVBoxLayout, found: About, units: Mapping[str, str], names: Mapping[str, str]
) -> None:
    layout.addSpacing(8)
    layout.addWidget(Text(messages.CHANGES, "strong"))
    for change in reversed(_told(found)[-CHANGES_SHOWN:]):
        when = dates.moment(change.changed_at).split(" ")[0]
        if change.field == "department_code" and not change.old:
            text = messages.FIRST_ENTRY.format(when=when)
        else:
            old, new = (_readable(change.field, text, units, names) for text in (change.old, change.new))
            if change.field == "left":
                old, new = change.old or messages.LEFT_NOT, change.new or messages.LEFT_BACK
            field = messages.FIELDS.get(change.field, change.field)
            text = messages.CHANGE.format(when=when, field=field, old=old, new=new)
        layout.addWidget(Text(text, "caption", wrap=True))


def _told(found: About) -> list[EmployeeChange]:
    """Return the changes of a person: that a former number left the roster is no leaving of theirs."""
    number = found.person.number
    return [one for one in found.changes if one.field != "left" or one.number == number]


def _readable(field: str, text: str, units: Mapping[str, str], names: Mapping[str, str]) -> str:
    if field == "department_code":
        return units.get(text, text) or "(なし)"
    if field in ("first_confirmer", "second_confirmer") and text in names:
        return f"{words.shown(names[text])}({text})"
    return words.shown(text) or "(なし)"


class DecideDialog(Dialog):
    """Whether one person is asked, with the reason."""

    def __init__(self, found: About, parent: QWidget | None = None) -> None:
        """Ask; what holds now is chosen already."""
        super().__init__(parent)
        self.setWindowTitle(messages.DECIDE)
        self.setMinimumWidth(520)
        self.banner = Banner()
        self.choices = QButtonGroup(self)
        now = "" if found.decided is None else str(int(found.decided[0]))
        boxes = column(gap=6)
        for position, (value, title) in enumerate(messages.DECIDE_CHOICES):
            choice = QRadioButton(title)
            choice.setObjectName(f"target-{value or 'lists'}")
            choice.setChecked(value == now)
            self.choices.addButton(choice, position)
            boxes.addWidget(choice)
        self.reason = QLineEdit(found.decided[1] if found.decided is not None else "")
        self.reason.setAccessibleName(messages.DECIDE_REASON)
        self.accept_button = primary(messages.DECIDE_GO, self.accept, name="accept")
        self.accept_button.setDefault(True)
        title = messages.DECIDE_TITLE.format(name=words.shown(found.person.name))
        self.setLayout(
            column(
                Text(title, "title", wrap=True),
                Text(messages.DECIDE_TEXT, "muted", wrap=True),
                self.banner,
                boxes,
                column(Text(messages.DECIDE_REASON, "caption"), self.reason, gap=4),
                STRETCH,
                row(STRETCH, button("やめる", self.reject), self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )

    def decision(self) -> tuple[bool | None, str]:
        """Return the decision (None: as the lists say) and its reason."""
        value = messages.DECIDE_CHOICES[max(self.choices.checkedId(), 0)][0]
        return (None if not value else value == "1"), self.reason.text().strip()

    def accept(self) -> None:
        """Go on when an exception has its reason."""
        target, reason = self.decision()
        if target is not None and not reason:
            self.banner.say(messages.DECIDE_REASON_FIRST, about=(self.reason,))
            self.reason.setFocus()
            return
        super().accept()


def _named(person: Employee) -> dict[str, str]:
    """Return whom the roster names to confirm a person, by field, the first one first."""
    return {"first_confirmer": person.first_confirmer, "second_confirmer": person.second_confirmer}


class ConfirmersDialog(BusyDialog):
    """The confirmers that the roster names for one person, each searched by number, name or kana."""

    def __init__(
        self, screen: Screen, found: About, everybody: tuple[Employee, ...], units: Mapping[str, str]
    ) -> None:
        """Ask; what the roster says now is there already."""
        super().__init__(screen.operations, screen)
        self._screen = screen
        self._person = found.person
        self.setWindowTitle(messages.SET_CONFIRMERS)
        self.setMinimumWidth(520)
        self.banner = Banner()
        self.fields: dict[str, PersonField] = {}
        boxes = column(gap=8)
        for field, number in _named(found.person).items():
            entry = self.fields[field] = PersonField(messages.FIELDS[field], messages.SET_HINT)
            # Whoever left is offered no more, but is named where the roster still names them.
            people = [one for one in everybody if one.number == number or not one.left]
            entry.show_people(offered((one for one in people if one.number != found.person.number), units))
            entry.choose(number)
            boxes.addLayout(column(Text(messages.FIELDS[field], "caption"), entry, gap=4))
        self.accept_button = primary(messages.SET_GO, self.keep, name="accept")
        self.accept_button.setDefault(True)
        self.setLayout(
            column(
                Text(messages.SET_TITLE.format(name=words.shown(found.person.name)), "title", wrap=True),
                Text(messages.SET_TEXT, "muted", wrap=True),
                self.banner,
                boxes,
                STRETCH,
                self.foot(self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )

    def keep(self) -> None:
        """Keep what was said; where somebody cannot be meant, say so and stay."""
        desk, number = self._screen.desk, self._person.number
        texts = {field: entry.number() for field, entry in self.fields.items()}
        # What nobody touched stays, also where it names somebody who left.
        before = _named(self._person)
        said = [None if text == before[field] else text for field, text in texts.items()]

        def work(_: Progress) -> Confirmers:
            from dxdesk.usecases.organisation.confirmers import set_confirmers

            return set_confirmers(desk, number, *said)

        self.work(
            work,
            self._kept,
            messages.SET_WORK,
            kind=Work.ACT,
            failed=self.banner.refuse,
        )

    def show_running(self) -> None:
        """Keep once at a time."""
        super().show_running()
        self.accept_button.setEnabled(not self.busy)

    def _kept(self, found: Confirmers) -> None:
        self.accept()
        name = words.shown(self._person.name)
        if not found.changed:
            self._screen.banner.say(messages.SET_SAME.format(name=name), tone="info")
            return
        told = "\n".join(problem.message for problem in found.notices)
        self._screen.banner.say(
            messages.SET_DONE.format(name=name),
            told,
            messages.SET_NEXT,
            tone="done",
            act=messages.TO_YEAR,
            acting=lambda: self._screen.go.emit("year", {}),
        )
