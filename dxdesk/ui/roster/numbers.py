"""番号のつながり of one person: the numbers they had, the one they have now, linking and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from dxdesk.domain.names import search_key
from dxdesk.domain.naming import called
from dxdesk.ports.store import Progress, UnitOfWork
from dxdesk.ui.look import words
from dxdesk.ui.roster import messages
from dxdesk.ui.roster.offering import offered
from dxdesk.ui.shell.asking import AskDialog, ask_first
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.shell.working import BusyDialog
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.widgets.people import PersonField

if TYPE_CHECKING:
    from dxdesk.domain.errors import KnownError
    from dxdesk.ports.entities import Employee
    from dxdesk.usecases.organisation.linking import Linked

_DEPUTY, _DEPUTY_LEFT = "link-deputy", "link-deputy-left"
"""Asked as one box: a 代理の指名 is named anew, or, where it is not ticked, left as it is."""


@dataclass(frozen=True)
class Numbers:
    """A person's other numbers: ``formers``, the last one first, and ``later``, the one after this, if any.

    ``links`` are the pairs (former, later) this very number stands in.
    """

    formers: tuple[str, ...] = ()
    later: str = ""
    links: tuple[tuple[str, str], ...] = ()


def numbers_of(uow: UnitOfWork, number: str) -> Numbers:
    """Return the other numbers of who holds a number today."""
    from dxdesk.usecases.person_year import linked

    known = linked.links(uow)
    formers = tuple(held.number for held in linked.lines(uow).get(number, ()))
    pairs = [(one.former, one.later) for one in known]
    own = tuple(
        (a.number, b.number) for a, b in pairs if (number, True) in ((a.number, a.today), (b.number, b.today))
    )
    return Numbers(formers, linked.newest(uow).get(number, ""), own)


def with_newest(uow: UnitOfWork, found: Sequence[Employee]) -> tuple[Employee, ...]:
    """Return who was found, and after them those whom a former number found, under the one of today."""
    from dxdesk.usecases.person_year import linked

    newest = linked.newest(uow)
    there = {person.number for person in found}
    more = {newest[number]: None for number in there if newest.get(number, number) not in there}
    return (*found, *(person for number in sorted(more) if (person := uow.people.employee(number))))


def show_numbers(
    layout: QVBoxLayout,
    person: Employee,
    numbers: Numbers,
    link: Callable[[], object],
    unlink: Callable[[str, str], object],
) -> None:
    """Add what is known of a person's numbers, with what can be done."""
    layout.addSpacing(8)
    layout.addWidget(Text(messages.NUMBERS, "strong"))
    if numbers.formers:
        layout.addWidget(Text(messages.FORMERS.format(numbers="、".join(numbers.formers)), wrap=True))
    if numbers.later:
        layout.addWidget(Text(messages.LATER.format(number=numbers.later), wrap=True))
    if not (numbers.formers or numbers.later):
        layout.addWidget(Text(messages.NO_OTHER_NUMBER, "muted", wrap=True))
    for former, later in numbers.links:
        text = messages.UNLINK.format(number=former if later == person.number else later)
        act = button(text, partial(unlink, former, later), name=f"unlink-{former}")
        layout.addLayout(row(act, STRETCH))
    free = not numbers.later if person.left else not numbers.formers
    if free:
        layout.addLayout(row(button(messages.LINK, link, name="link"), STRETCH))


class LinkDialog(BusyDialog):
    """Who this person was, or is now: the other number is searched by number, name or kana."""

    def __init__(
        self, screen: Screen, person: Employee, everybody: tuple[Employee, ...], units: Mapping[str, str]
    ) -> None:
        """Ask; somebody of the same name stands first among those to choose from."""
        super().__init__(screen.operations, screen)
        self._screen, self._person = screen, person
        self.setWindowTitle(messages.LINK)
        self.setMinimumWidth(560)
        self.banner = Banner()
        label = messages.LINK_LATER if person.left else messages.LINK_FORMER
        self.other = PersonField(label, messages.SET_HINT)
        alike = search_key(person.name)
        others = sorted(
            (one for one in everybody if one.number != person.number),
            key=lambda one: (search_key(one.name) != alike, not one.left, one.number),
        )
        self.other.show_people(offered(others, units))
        if others and search_key(others[0].name) == alike:
            self.other.choose(others[0].number)
        self.asked = {code: QCheckBox(text) for code, text in messages.LINK_ASKED.items()}
        for box in self.asked.values():
            box.hide()
        self._asked_of = ""
        self.accept_button = primary(messages.LINK_GO, self.keep, name="accept")
        self.accept_button.setDefault(True)
        who = called(words.shown(person.name), person.number)
        text = messages.LINK_TEXT_LATER if person.left else messages.LINK_TEXT_FORMER
        self.setLayout(
            column(
                Text(messages.LINK_TITLE.format(who=who), "title", wrap=True),
                Text(text, "muted", wrap=True),
                self.banner,
                column(Text(label, "caption"), self.other, gap=4),
                *self.asked.values(),
                STRETCH,
                self.foot(self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )

    def keep(self) -> None:
        """Link the two; where they cannot be, say why and stay."""
        desk, number, other = self._screen.desk, self._person.number, self.other.number()
        former, later = (number, other) if self._person.left else (other, number)
        if other != self._asked_of:  # what was answered was said of somebody else
            self._asked_of = other
            for box in self.asked.values():
                box.hide()
                box.setChecked(False)
        accept = [code for code, box in self.asked.items() if box.isVisible() and box.isChecked()]
        if self.asked[_DEPUTY].isVisible() and not self.asked[_DEPUTY].isChecked():
            accept.append(_DEPUTY_LEFT)

        def work(_: Progress) -> Linked:
            from dxdesk.usecases.review.renumbering import link

            return link(desk, former, later, accept)

        self.work(work, self._kept, messages.LINK_WORK, kind=Work.ACT, failed=self._failed)

    def show_running(self) -> None:
        """Link once at a time."""
        super().show_running()
        self.accept_button.setEnabled(not self.busy)

    def _failed(self, error: KnownError) -> None:
        self.banner.refuse(error)
        if error.code in self.asked:
            self.asked[error.code].show()

    def _kept(self, found: Linked) -> None:
        self.accept()
        pair = messages.PAIR.format(former=found.former.number, later=found.later.number)
        say(self._screen, messages.LINKED.format(pair=pair), found)


def say(screen: Screen, text: str, found: Linked) -> None:
    """Say what was done, and what there is to know of it."""
    told = "\n".join(f"{one.message}{one.fix}" for one in found.notices)
    screen.banner.say(
        text,
        told,
        messages.SET_NEXT,
        tone="done",
        act=messages.TO_YEAR,
        acting=lambda: screen.go.emit("year", {}),
    )


def ask_unlink(screen: Screen, former: str, later: str) -> AskDialog:
    """Say what taking a link back means, and ask."""
    desk, pair = screen.desk, messages.PAIR.format(former=former, later=later)

    def work(_: Progress) -> Linked:
        from dxdesk.usecases.review.renumbering import unlink

        return unlink(desk, former, later)

    def go() -> None:
        screen.ask(
            work,
            lambda found: say(screen, messages.UNLINKED.format(pair=pair), found),
            title=messages.UNLINK_WORK,
            kind=Work.ACT,
        )

    return ask_first(
        screen,
        messages.UNLINK_ASK.format(pair=pair),
        messages.UNLINK_MEANS,
        messages.UNLINK_GO,
        go,
        grave=False,
    )
