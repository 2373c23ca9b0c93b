"""異動の影響: which sections lose the last one who holds a skill's top level; nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dxdesk.domain.errors import KnownError
from dxdesk.ui.growth import messages
from dxdesk.ui.look import words
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, clear, column, inside, row
from dxdesk.ui.widgets.messages import explain
from dxdesk.ui.widgets.several_people import SeveralPeople

if TYPE_CHECKING:
    from dxdesk.usecases.development.transfers import Leaving


class LeavingPage(QWidget):
    """Asks for people; ``wanted`` carries their numbers."""

    wanted = Signal(tuple)
    file_wanted = Signal()
    year_wanted = Signal()
    """Somebody wants to see what the year's records are for."""

    def __init__(self) -> None:
        """Make an empty page."""
        super().__init__()
        self.several = SeveralPeople(
            messages.LEAVING_PERSON, messages.LEAVING_NUMBERS, messages.LEAVING_HINT, 150
        )
        self.several.refused.connect(lambda said: self._say([Text(said, tone="attention", wrap=True)]))
        self.several.added.connect(lambda: self._say([]))
        self.go = primary(messages.LEAVING_GO, self._ask, name="leaving")
        self.file = button(messages.LEAVING_FILE, self.file_wanted.emit, icon="file", name="transfer-list")
        self._told: QVBoxLayout = column(gap=6)
        self.why, self.fix = Text("", tone="attention", wrap=True), Text("", "muted", wrap=True)
        self.to_year = button(messages.LEAVING_TO_YEAR, self.year_wanted.emit, name="leaving-to-year")
        told = column(self.why, self.fix, row(self.to_year, STRETCH), gap=6, margins=(14, 10, 14, 10))
        self.refused = inside(told, look="attention")
        self.asking = inside(
            column(self.several, row(STRETCH, self.file, self.go, gap=8), self._told, gap=10)
        )
        whole = column(
            card(Text(messages.LEAVING_TEXT, "muted", wrap=True), self.refused, self.asking, gap=10), STRETCH
        )
        self.setLayout(whole)

    def show_allowed(self, refused: KnownError | None, *, to_year: bool) -> None:
        """Ask for people where the year's records may be used for it; else say at once why they may not.

        ``to_year``: whoever looks can go to the year's purposes.
        """
        self.asking.setVisible(refused is None)
        self.refused.setVisible(refused is not None)
        self.to_year.setVisible(to_year)
        if refused is not None:
            title, _, advice = explain(refused)
            self.why.setText(title)
            self.fix.setText(advice)

    def _ask(self) -> None:
        found = self.several.chosen()
        if found:
            self.wanted.emit(found)
        else:
            self._say([Text(messages.LEAVING_NOBODY, tone="attention", wrap=True)])

    def show_leaving(self, found: Leaving) -> None:
        """Say what would be lost."""
        lines = [
            Text(
                messages.LEAVING_LOST.format(
                    skill=one.skill, level=one.level, sections="、".join(name for _, name in one.sections)
                ),
                tone="attention",
                wrap=True,
            )
            for one in found.lost
        ]
        lines += [Text(text, tone="attention", wrap=True) for text in _falling(found)]
        if not lines:
            lines = [Text(messages.LEAVING_FINE, tone="done", wrap=True)]
        lines += [Text(text, "muted", wrap=True) for text in _hints(found)]
        if found.unknown:
            unknown = messages.LEAVING_UNKNOWN.format(numbers="、".join(found.unknown))
            lines.append(Text(unknown, "muted", wrap=True))
        self._say(lines)

    def _say(self, lines: list[Text]) -> None:
        clear(self._told)
        for line in lines:
            self._told.addWidget(line)


def _falling(found: Leaving) -> Iterator[str]:
    """Yield a line a placement rule that offices would fall below."""
    rules = dict.fromkeys((one.rule, one.per_section) for one in found.falling)
    for rule, count in rules:
        offices = "、".join(
            messages.LEAVING_OFFICE.format(name=one.name, had=one.had, left=one.left)
            for one in found.falling
            if one.rule == rule
        )
        yield messages.LEAVING_FALLING.format(rule=rule, count=count, offices=offices)


def _hints(found: Leaving) -> Iterator[str]:
    """Yield a line a kind of hint."""
    for kind, text in (("trained", messages.LEAVING_TRAINED), ("stayed", messages.LEAVING_STAYED)):
        people = [
            messages.LEAVING_HINT_OF.format(name=words.shown(one.name), text=one.text)
            for one in found.hints
            if one.kind == kind
        ]
        if people:
            yield text.format(people="、".join(people))
