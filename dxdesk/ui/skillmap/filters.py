"""Above the map: what is searched for, what is left out, and conditions kept under a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLineEdit, QMenu, QWidget

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ui.look import dates
from dxdesk.ui.skillmap import messages
from dxdesk.ui.skillmap.condition_field import ConditionField
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.flow import Flow
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, inside, row
from dxdesk.ui.widgets.messages import Mark

if TYPE_CHECKING:
    from dxdesk.usecases.skillmap.model import PeopleMap
    from dxdesk.usecases.skillmap.past import Moment
    from dxdesk.usecases.skillmap.saved_views import MapView


@dataclass(frozen=True, slots=True)
class Chosen:
    """Of which people a map is wanted, and as what: the arguments of ``people_map`` with the same names."""

    fiscal_year: int
    section: str
    source: str
    grade: str
    persona: str
    query: str
    newest: bool
    snapshot: int


class Filters(QFrame):
    """Search, choices and kept conditions."""

    changed = Signal()
    """Another map is wanted."""
    keep_wanted = Signal()
    forget_wanted = Signal(str)
    view_wanted = Signal(object)
    """A kept ``MapView`` was chosen."""

    def __init__(self) -> None:
        """Make empty filters."""
        super().__init__()
        self.setProperty("look", "card")
        self.search = ConditionField()
        self.views: tuple[MapView, ...] = ()
        self.year, self.moment = Choice(), Choice()
        self.section, self.grade = Choice(), Choice()
        self.persona, self.source, self.step = Choice(), Choice(), Choice()
        self.compare, self.grouped = QCheckBox(messages.COMPARE), QCheckBox(messages.GROUP)
        self.newest = QCheckBox(messages.NEWEST)
        self.newest.setToolTip(messages.NEWEST_TIP)
        self.newest.clicked.connect(lambda *_: self.changed.emit())
        self.newest.hide()
        self._own: dict[int, str] = {}
        self._moments: tuple[Moment, ...] = ()
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.kept = button(messages.VIEWS, icon="star", name="views")
        self.kept.setMenu(self.menu)
        self._filled = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(350)
        self._later.timeout.connect(self.changed)
        self.search.meant.connect(self.changed)
        self.search.textChanged.connect(lambda text: None if text else self._later.start())
        names = (
            "年度",
            messages.MOMENT_NAME,
            "所属",
            "職層",
            "人材像",
            messages.SOURCE_NAME,
            messages.STEP_NAME,
        )
        for box, name in zip(self._boxes(), names, strict=True):
            box.setAccessibleName(name)
            # As wide as the longest choice, so that none is cut; only section names may be endless.
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            if box is self.year:
                box.activated.connect(lambda *_: self._year_chosen())
            elif box is not self.step:
                box.activated.connect(lambda *_: self.changed.emit())
        self.section.setMaximumWidth(220)
        self.persona.setMaximumWidth(220)
        self.year.hide()
        self.moment.hide()
        self._people_only = inside(row(self.grouped, self.compare, gap=14, margins=(6, 0, 0, 0)))
        first = row(Mark("search", "muted", 18), self.search, self.kept, self._people_only, gap=8)
        first.setStretch(1, 1)
        second = Flow(gap=8, line_gap=8)  # a narrow window shows them in two lines, none of them cut
        for part in (*self._boxes(), self.newest):
            second.addWidget(part)
        self.setLayout(column(first, second, gap=8, margins=(12, 8, 12, 8)))

    def _boxes(self) -> tuple[QComboBox, ...]:
        return self.year, self.moment, self.section, self.grade, self.persona, self.source, self.step

    @property
    def chosen(self) -> Chosen:
        """What is chosen now."""
        return Chosen(
            fiscal_year=int(self.year.currentData() or 0),
            section=str(self.section.currentData() or ""),
            source=str(self.source.currentData() or "best"),
            grade=str(self.grade.currentData() or ""),
            persona=str(self.persona.currentData() or ""),
            query=self.search.text().strip(),
            newest=self.newest.isChecked() and self._older(),
            snapshot=int(self.moment.currentData() or 0),
        )

    def _older(self) -> bool:
        """Tell whether the year chosen has an older framework than the newest one."""
        newest = self._own.get(max(self._own, default=0), "")
        return self._own.get(int(self.year.currentData() or 0), newest) != newest

    def told(self) -> str:
        """Return the conditions in words, empty without any."""
        boxes = (self.section, self.grade, self.persona)
        parts = [self.search.text().strip(), *(box.currentText() for box in boxes if box.currentData())]
        return " ・ ".join(part for part in parts if part)

    def show_people_only(self, people: bool) -> None:
        """Show what matters for people × skill, or for section × skill."""
        self._people_only.setVisible(people)

    def _year_chosen(self) -> None:
        """Show another year as it is now, not at a day of the one before."""
        self._fill_moments(0)
        self.changed.emit()

    def _fill_moments(self, chosen: int) -> None:
        """Offer the days on which results of the year shown were frozen; ``chosen`` is a snapshot."""
        year = int(self.year.currentData() or 0)
        self.moment.clear()
        self.moment.addItem(messages.NOW, 0)
        for one in reversed([one for one in self._moments if one.fiscal_year == year]):
            told = messages.MOMENT_CORRECTED if one.corrected else messages.MOMENT
            self.moment.addItem(told.format(day=dates.short_day(one.day)), one.snapshot)
        self.moment.setCurrentIndex(max(self.moment.findData(chosen), 0))
        self.moment.setVisible(self.moment.count() > 1)

    def back_to_now(self) -> None:
        """Show the year as it is now."""
        self.moment.setCurrentIndex(0)
        self.changed.emit()

    def fill(self, found: PeopleMap, years: Mapping[int, str], moments: tuple[Moment, ...] = ()) -> None:
        """Fill the choices from the first, whole map; ``years`` with their frameworks, ``moments``."""
        self._own = dict(years)
        past = found.moment is not None
        self.source.setVisible(not past)  # what was finalised is all that is kept of that day
        if self._filled:
            if moments != self._moments:
                self._moments = moments
                self._fill_moments(int(self.moment.currentData() or 0))
            self.newest.setVisible(self._older())
            return
        self._filled = True
        sections = dict(sorted((row.department_code, row.department_name) for row in found.rows))
        grades = sorted({row.grade for row in found.rows if row.grade})
        for box, all_text, pairs in (
            (self.section, messages.ALL_SECTIONS, list(sections.items())),
            (self.grade, messages.ALL_GRADES, [(grade, grade) for grade in grades]),
            (self.persona, messages.ALL_PERSONAS, [(p.name, p.name) for p in found.framework.personas]),
        ):
            box.addItem(all_text, "")
            for value, title in pairs:
                box.addItem(title or value or messages.NO_SECTION, value)
            box.setVisible(len(pairs) > 1)
        for value, title in messages.SOURCES.items():
            self.source.addItem(title, value)
            tip = messages.SOURCE_TIPS[value]
            self.source.setItemData(self.source.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        for position, (_, label) in enumerate(found.items[0].levels if found.items else ()):
            if position:
                self.step.addItem(messages.STEP.format(label=label), position)
        self.step.setCurrentIndex(max(self.step.findData(2), 0))
        for year in sorted(years, reverse=True):
            self.year.addItem(fiscal_year_label(year), year)
        self.year.setCurrentIndex(self.year.findData(found.cycle.fiscal_year))
        self.year.setVisible(self.year.count() > 1)
        self._moments = moments
        self._fill_moments(0)
        self.newest.setVisible(self._older())

    def choose(self, view: MapView) -> None:
        """Choose what a kept view says; what is no longer there is left open."""
        self.search.setText(view.query)
        self._later.stop()
        pairs = ((self.section, view.section), (self.grade, view.grade), (self.persona, view.persona))
        for box, value in (*pairs, (self.source, view.source or "best")):
            box.setCurrentIndex(max(box.findData(value), 0))
        self.grouped.setChecked(view.grouped)
        self.compare.setChecked(view.compare)

    def clear(self) -> None:
        """Take all conditions away."""
        self.search.clear()
        self._later.stop()
        for box in (self.section, self.grade, self.persona):
            box.setCurrentIndex(0)
        self.changed.emit()

    def _fill_menu(self) -> None:
        self.menu.clear()
        for view in self.views:
            self.menu.addAction(view.name, lambda view=view: self.view_wanted.emit(view))
        if not self.views:
            self.menu.addAction(messages.NO_VIEWS).setEnabled(False)
        self.menu.addSeparator()
        self.menu.addAction(messages.KEEP, self.keep_wanted.emit)
        for view in self.views:
            forget = messages.FORGET.format(name=view.name)
            self.menu.addAction(forget, lambda name=view.name: self.forget_wanted.emit(name))


class KeepDialog(Dialog):
    """Asks for the name under which conditions are kept."""

    def __init__(self, told: str, name: str, parent: QWidget | None = None) -> None:
        """Ask; ``told`` are the conditions in words."""
        super().__init__(parent)
        self.setWindowTitle(messages.KEEP_TITLE)
        self.setMinimumWidth(460)
        self.name = QLineEdit(name)
        self.name.setAccessibleName(messages.KEEP_NAME)
        self.name.selectAll()
        self.accept_button = primary(messages.SAVE, self.accept, name="accept")
        self.accept_button.setEnabled(bool(name.strip()))
        self.name.textChanged.connect(lambda text: self.accept_button.setEnabled(bool(text.strip())))
        self.name.returnPressed.connect(lambda: self.accept() if self.name.text().strip() else None)
        self.setLayout(
            column(
                Text(messages.KEEP_TITLE, "title"),
                Text(messages.KEEP_TEXT, "muted", wrap=True),
                *([Text(told, wrap=True)] if told else []),
                column(Text(messages.KEEP_NAME, "caption"), self.name, gap=4),
                row(STRETCH, button("やめる", self.reject), self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )
        self.name.setFocus()
