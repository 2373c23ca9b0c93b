"""Giving: what leaves is chosen and looked at before a file is made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit

from dxdesk.domain.errors import KnownError
from dxdesk.domain.provisions import ITEM_NAMES
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.store import Progress
from dxdesk.ui.provision import giving_messages as said
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.days import DayField
from dxdesk.ui.widgets.dialog import EditDialog
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.flow import Flow
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, column, inside, row
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.usecases.sending.provision_preview import Choices, Preview, SkillShown
    from dxdesk.usecases.sending.provisions import Providing

WIDE = 780
_SKILLS_HIGH = 150


class Wanted(NamedTuple):
    """What is written in the dialog; an empty ``until`` is the end of the fiscal year."""

    fiscal_year: int
    items: tuple[str, ...]
    why: str
    until: str
    authority: str


def providing(wanted: Wanted, folder: Path, *, again: bool = False) -> Providing:
    """Return what is written as an order of a file in a folder; ``again``: what it replaces was shown."""
    from dxdesk.usecases.sending.provisions import Providing

    items, authority = wanted.items, wanted.authority
    return Providing(folder, wanted.fiscal_year, items, wanted.why, wanted.until, authority, again=again)


class ProvideDialog(EditDialog):
    """Asks what to give and shows what leaves; ``tried`` carries what is wanted (``Wanted``)."""

    decide_wanted = Signal()
    threshold_wanted = Signal()

    def __init__(self, screen: Screen, found: Choices, why: str) -> None:
        """Ask; ``why`` is what is usual."""
        super().__init__(screen)
        self._screen, self._found, self._why = screen, found, why
        self._asked: Wanted | None = None
        self.preview: Preview | None = None
        self.setWindowTitle(said.TITLE)
        self.setMinimumWidth(WIDE)
        self.banner = Banner()
        self.year, self.authority = Choice(), Choice()
        self.year.setAccessibleName(said.YEAR)
        self.authority.setAccessibleName(said.AUTHORITY)
        for year in found.years:
            self.year.addItem(fiscal_year_label(year), year)
        self.authority.addItem(said.OWN_AUTHORITY, "")
        for name in found.authorities:
            self.authority.addItem(name, name)
        self.why = QLineEdit(why)
        self.why.setAccessibleName(said.WHY)
        self.until = DayField(said.UNTIL, optional=True, none=said.UNTIL_NONE)
        self.until.set_day(found.today)
        self.until.given.setChecked(False)
        self.items = {item: QCheckBox(name) for item, name in ITEM_NAMES.items()}
        self.told = Text("", wrap=True)
        self.skills: Table[SkillShown] = Table(
            [
                Col(said.SKILL, lambda one: one.name, 0, wrap=True),
                Col(said.SHOWN, lambda one: said.CELLS.format(count=one.shown), 130, number=True),
                Col(said.WITHHELD, lambda one: said.CELLS.format(count=one.withheld), 130, number=True),
            ],
            said.SKILLS,
        )
        self.skills.setFixedHeight(_SKILLS_HIGH)
        self.together = Text("", wrap=True, tone="attention")
        self.accept_button = primary(said.WRITE, lambda: self.tried.emit(self.wanted), name="accept")
        self._lay_out()
        for part in (self.year, self.authority):
            part.currentIndexChanged.connect(lambda *_: self.look())
        for box in self.items.values():
            box.toggled.connect(lambda *_: self.look())
        self.until.changed.connect(self.look)
        self.why.editingFinished.connect(self.look)
        self.look()

    def _lay_out(self) -> None:
        boxes = Flow(gap=18, line_gap=4)
        allowed = self._found.items
        for item, box in self.items.items():
            box.setMinimumHeight(28)
            box.setEnabled(item in allowed)
            boxes.addWidget(box)
        told = said.ITEMS_ALLOWED if allowed else said.ITEMS_NONE
        deciding = button(said.DECIDE, self._decide, look="quiet", name="decide")
        threshold = button(said.THRESHOLD, self._threshold, look="quiet", name="threshold")
        authority = column(Text(said.AUTHORITY, "caption"), self.authority, gap=4)
        self._authority = inside(authority)
        self._authority.setVisible(bool(self._found.authorities))
        self.setLayout(
            column(
                Text(said.TITLE, "title"),
                Text(said.LEAD, "muted", wrap=True),
                self.banner,
                row(
                    column(Text(said.YEAR, "caption"), self.year, gap=4),
                    column(Text(said.WHY, "caption"), self.why, gap=4),
                    self._authority,
                    gap=16,
                ),
                self.until,
                column(
                    row(Text(said.ITEMS, "caption"), STRETCH, deciding),
                    inside(boxes),
                    Text(told, "muted", wrap=True),
                    gap=4,
                ),
                card(
                    row(Text(said.LEAVES, "section"), STRETCH, threshold),
                    self.told,
                    self.together,
                    self.skills,
                    gap=8,
                ),
                row(STRETCH, button(said.CANCEL, self.reject), self.accept_button),
                gap=10,
                margins=(24, 20, 24, 20),
            )
        )

    @property
    def wanted(self) -> Wanted:
        """What is written."""
        return Wanted(
            int(self.year.currentData() or 0),
            tuple(item for item, box in self.items.items() if box.isChecked()),
            self.why.text().strip() or self._why,
            self.until.day(),
            str(self.authority.currentData() or ""),
        )

    def look(self) -> None:
        """Count anew what would leave."""
        wanted, desk = self.wanted, self._screen.desk
        if wanted == self._asked or self.until.unread:
            return
        self._asked = wanted
        self.accept_button.setEnabled(False)

        def work(_: Progress) -> Preview:
            from dxdesk.usecases.sending.provision_preview import preview

            return preview(desk, providing(wanted, Path()))

        def done(found: Preview) -> None:
            if wanted == self._asked:
                self.show_preview(found)

        def failed(error: KnownError) -> None:
            if wanted == self._asked:
                self.show_refusal(error)

        self._screen.operations.run(work, done, failed=failed, owner=self)

    def show_preview(self, found: Preview) -> None:
        """Show what would leave."""
        self.preview = found
        self.banner.hide()
        self.accept_button.setEnabled(True)
        self.told.setText("\n".join(said.lines(found)))
        self.skills.show_records(found.skills)
        self.skills.setVisible(bool(found.skills))
        notes = [f"{note.message}{note.fix}" for note in found.notes]
        if found.replaced is not None:
            notes.insert(0, found.replaced.message)
        self.accept_button.setText(said.WRITE if found.replaced is None else said.WRITE_INSTEAD)
        self.together.setText("\n".join(notes))
        self.together.setVisible(bool(notes))

    def show_refusal(self, error: KnownError) -> None:
        """Say why nothing can leave like this."""
        self.preview = None
        self.told.setText("")
        self.skills.hide()
        self.together.hide()
        self.banner.refuse(error)

    def _threshold(self) -> None:
        self.reject()
        self.threshold_wanted.emit()

    def _decide(self) -> None:
        self.reject()
        self.decide_wanted.emit()
