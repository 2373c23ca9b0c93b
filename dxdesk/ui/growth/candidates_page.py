"""候補者さがし: who comes nearest to what is asked; the whole list only for a reason that is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from dxdesk.ui.growth import messages
from dxdesk.ui.look import words
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, clear, column, inside, row, scrolling
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.usecases.development.candidates import Candidate, Found, Offer, SectionCount

CONDITIONS_HIGH, TABLE_HIGH = 76, 300
"""Px of the field of conditions (three lines) and of the list of people."""


class CandidatesPage(QWidget):
    """Asks what people have to have; ``wanted`` and ``all_wanted`` say that somebody wants to look."""

    wanted = Signal()
    all_wanted = Signal()
    year_wanted = Signal()

    def __init__(self) -> None:
        """Make an empty page."""
        super().__init__()
        self._whole = 0
        self._shown: Offer | None = None
        self.what, self.use = _choice(messages.CANDIDATES_WHAT, 280), _choice(messages.CANDIDATES_FOR, 150)
        self.section = _choice(messages.CANDIDATES_SECTION, 190)
        self.grade = _choice(messages.CANDIDATES_GRADE, 120)
        self.conditions = QPlainTextEdit()
        self.conditions.setAccessibleName(messages.CANDIDATES_OWN)
        self.conditions.setPlaceholderText(messages.CANDIDATES_HINT)
        self.conditions.setTabChangesFocus(True)
        self.conditions.setFixedHeight(CONDITIONS_HIGH)
        self.go = primary(messages.CANDIDATES_GO, self.wanted.emit, name="candidates")
        self.all = button(messages.CANDIDATES_ALL, self.all_wanted.emit, name="candidates-all")
        self._make_tables()
        self._said: QVBoxLayout = column(gap=4)
        self.why = Text("", tone="attention", wrap=True)
        to_year = button(messages.LEAVING_TO_YEAR, self.year_wanted.emit, name="candidates-to-year")
        fix = Text(messages.CANDIDATES_REFUSED_FIX, "muted", wrap=True)
        told = column(self.why, fix, row(to_year, STRETCH), gap=6, margins=(14, 10, 14, 10))
        self.refused = inside(told, look="attention")
        choices = row(
            *(_named(one) for one in (self.what, self.use, self.section, self.grade)), STRETCH, gap=12
        )
        own = column(Text(messages.CANDIDATES_OWN, "caption"), self.conditions, gap=2)
        self.asking = inside(column(choices, own, row(STRETCH, self.go), self._said, gap=10))
        self.found = inside(
            column(
                row(Text(messages.CANDIDATES_LIST, "section"), STRETCH, self.all),
                self.people,
                Text(messages.CANDIDATES_COUNTS, "section"),
                self.sections,
                gap=8,
            )
        )
        self.found.hide()
        text = Text(messages.CANDIDATES_TEXT, "muted", wrap=True)
        whole = column(
            card(text, self.refused, self.asking, self.found, gap=10), STRETCH, margins=(0, 0, 8, 8)
        )
        layout = QVBoxLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolling(whole))
        self.setLayout(layout)

    def _make_tables(self) -> None:
        titles, names = messages.CANDIDATES_COLUMNS, messages.CANDIDATES_COUNT_COLUMNS
        self.people: Table[Candidate] = Table(
            [
                Col(titles[0], lambda c: words.shown(c.name), 130, look=lambda c: "strong", wrap=True),
                Col(titles[1], lambda c: c.number, 84),
                Col(titles[2], lambda c: c.department, 140, wrap=True),
                Col(titles[3], lambda c: c.grade, 84),
                Col(titles[4], self._met, 74, number=True, order=lambda c: c.met),
                Col(titles[5], _missing, 0, wrap=True, tip=_missing),
            ],
            messages.CANDIDATES_LIST,
            sort=False,
        )
        self.people.setMinimumHeight(TABLE_HIGH)
        self.sections: Table[SectionCount] = Table(
            [
                Col(names[0], lambda s: s.name, 0, wrap=True),
                Col(names[1], lambda s: f"{s.meeting:,}", 130, number=True, order=lambda s: s.meeting),
                Col(names[2], lambda s: f"{s.near:,}", 130, number=True, order=lambda s: s.near),
            ],
            messages.CANDIDATES_COUNTS,
        )
        self.sections.setMinimumHeight(150)

    def _met(self, one: Candidate) -> str:
        return messages.CANDIDATES_MET.format(met=one.met, whole=self._whole)

    def show_offer(self, offer: Offer, names: dict[str, str], year: str) -> None:
        """Show what there is to choose; ``names`` are those of the uses, ``year`` is the year's."""
        self.refused.setVisible(not offer.uses)
        self.asking.setVisible(bool(offer.uses))
        self.why.setText(messages.CANDIDATES_REFUSED.format(year=year))
        if not offer.uses:
            self.found.hide()
        if offer == self._shown:
            return
        self._shown = offer
        own = (messages.CANDIDATES_OWN_ONLY, ("", ""))
        kinds = [(one.title, ("stage" if one.stage else "persona", one.key)) for one in offer.choices]
        _fill(self.what, [*kinds, own])
        _fill(self.use, [(names[use], str(use)) for use in offer.uses])
        everything = (messages.CANDIDATES_ANY, "")
        _fill(self.section, [everything, *((name, code) for code, name in offer.sections)])
        _fill(self.grade, [everything, *((grade, grade) for grade in offer.grades)])

    def show_found(self, found: Found) -> None:
        """Show who comes nearest."""
        clear(self._said)
        self._whole = len(found.asked)
        said = messages.CANDIDATES_FOUND.format(
            looked=found.looked, meeting=found.meeting, near=found.near, basis=found.basis
        )
        lines = [Text(said, "strong", wrap=True)]
        lines.append(Text(messages.CANDIDATES_ASKED.format(asked="、".join(found.asked)), wrap=True))
        if found.holding:
            lines.append(Text(messages.CANDIDATES_HOLDING.format(count=found.holding), "muted", wrap=True))
        if found.left_out:
            lines.append(Text(messages.CANDIDATES_LEFT.format(text=found.left_out), "muted", wrap=True))
        lines += [Text(note, "muted", wrap=True) for note in found.notes]
        if not found.whole:
            lines.append(Text(messages.CANDIDATES_SHORT.format(count=len(found.people)), "muted", wrap=True))
        for line in lines:
            self._said.addWidget(line)
        self.all.setVisible(not found.whole)
        self.people.show_records(list(found.people))
        self.sections.show_records(list(found.sections))
        self.found.setVisible(bool(found.people))


class ReasonDialog(Dialog):
    """Asks why the whole list is needed; ``reason`` is what was typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Ask."""
        super().__init__(parent)
        self.setWindowTitle(messages.CANDIDATES_REASON_TITLE)
        self.setMinimumWidth(520)
        self.field = QLineEdit()
        self.field.setAccessibleName(messages.CANDIDATES_REASON)
        self.accept_button = primary(messages.CANDIDATES_REASON_GO, self.accept, name="accept")
        self.setLayout(
            column(
                Text(messages.CANDIDATES_REASON_TITLE, "title", wrap=True),
                Text(messages.CANDIDATES_REASON_TEXT, wrap=True),
                Text(messages.CANDIDATES_REASON, "caption"),
                self.field,
                STRETCH,
                row(STRETCH, button("やめる", self.reject), self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )
        self.field.setFocus()

    @property
    def reason(self) -> str:
        """What was typed."""
        return self.field.text()


def _choice(name: str, width: int) -> Choice:
    field = Choice()
    field.setAccessibleName(name)
    field.setMinimumWidth(width)
    return field


def _named(field: Choice) -> QVBoxLayout:
    return column(Text(field.accessibleName(), "caption"), field, gap=2)


def _fill(field: Choice, entries: list[tuple[str, object]]) -> None:
    kept = field.currentText()
    field.clear()
    for title, data in entries:
        field.addItem(title, data)
    field.setCurrentIndex(max(0, field.findText(kept)))


def _missing(one: Candidate) -> str:
    return "、".join(one.missing) or messages.CANDIDATES_ENOUGH
