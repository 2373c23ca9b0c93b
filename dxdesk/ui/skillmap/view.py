"""スキルマップ: search and filters above, the map, one skill's numbers beside it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout

from dxdesk.domain.errors import KnownError
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ui import sending, theme
from dxdesk.ui.operations import Operations
from dxdesk.ui.screen import Screen
from dxdesk.ui.skillmap import messages
from dxdesk.ui.skillmap.frozen import FrozenTable
from dxdesk.ui.skillmap.model import PeopleModel, SectionModel
from dxdesk.ui.skillmap.side import SkillSide
from dxdesk.ui.widgets.basics import Text, button, card, clear, column, inside, row
from dxdesk.ui.widgets.messages import EmptyState, Mark
from dxdesk.ui.widgets.swatch import Swatch
from dxdesk.usecases.desk import Desk
from dxdesk.usecases.ports import Progress
from dxdesk.usecases.rows import Role

PEOPLE_WIDTHS = (140, 104, 66)
SECTION_WIDTHS = (220, 64)


class SkillMap(Screen):
    """The map screen."""

    interested = frozenset({"receipts", "standing", "roster", "cycle"})
    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen."""
        super().__init__(desk, operations)
        self.set_title(messages.TITLE)
        self.found: Any = None
        self.aggregated: Any = None
        self.people, self.by_section = PeopleModel(), SectionModel()
        self.people_table, self.section_table = FrozenTable(), FrozenTable()
        self.people_table.show_model(self.people, PEOPLE_WIDTHS)
        self.section_table.show_model(self.by_section, SECTION_WIDTHS)
        self.side = SkillSide()
        self._filled = False
        self._place = 0
        self._legend_of: tuple[object, bool] | None = None
        self._make_head()
        self._make_tools()
        self._lay_out()
        self.people_table.item_picked.connect(self._picked)
        self.section_table.item_picked.connect(self._picked)
        self.side.people_wanted.connect(self._ask_people)

    def _make_head(self) -> None:
        self.mode = button("", self._turn, name="mode")
        self.compare = QCheckBox(messages.COMPARE)
        self.compare.toggled.connect(self.people.set_compare)
        self.copy = button(messages.COPY, self._copy, icon="copy", name="copy")
        self.excel = button(messages.EXCEL, self._excel, name="excel")
        self.printing: QPushButton = button(
            messages.PRINT, lambda: self.go.emit("documents", {"kind": "section-map"}), icon="print"
        )
        self.excel.setVisible(self.desk.role in (Role.HR, Role.DX))
        self.add_head(self.compare, self.mode, self.copy, self.excel, self.printing)
        self._name_mode()

    def _make_tools(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(messages.SEARCH)
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("スキルマップをさがす")
        self.section = QComboBox()
        self.grade = QComboBox()
        self.persona = QComboBox()
        self.source = QComboBox()
        self.step = QComboBox()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(350)
        self._later.timeout.connect(self.load)
        self.search.returnPressed.connect(self.load)
        self.search.textChanged.connect(lambda text: None if text else self._later.start())
        for box in (self.section, self.grade, self.persona, self.source):
            box.activated.connect(lambda *_: self.load())
        self.step.activated.connect(self._stepped)
        boxes = (self.section, self.grade, self.persona, self.source, self.step)
        for box, name in zip(boxes, messages.FILTERS, strict=True):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMaximumWidth(190)

    def _lay_out(self) -> None:
        tools = row(
            Mark("search", "muted", 18),
            self.search,
            self.section,
            self.grade,
            self.persona,
            self.source,
            self.step,
            gap=8,
        )
        tools.setStretch(1, 1)
        self.legend = row(gap=8, margins=(8, 8, 8, 4))
        self.tables = QStackedWidget()
        self.tables.addWidget(self.people_table)
        self.tables.addWidget(self.section_table)
        table_card = card(self.tables, self.legend, gap=0, padding=2)
        layout = table_card.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretch(0, 1)
        both = row(table_card, self.side, gap=14)
        both.setStretch(0, 1)
        whole = column(card(tools, padding=8), both, gap=12)
        whole.setStretch(1, 1)
        self.main = inside(whole)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.main)
        self.pages.addWidget(EmptyState("map", messages.EMPTY, messages.EMPTY_TEXT))
        self.body.addWidget(self.pages, 1)

    def start_search(self) -> None:
        """Search."""
        self.search.setFocus()
        self.search.selectAll()

    def load(self) -> None:
        """Read the map under the present filters."""
        section = str(self.section.currentData() or "")
        grade = str(self.grade.currentData() or "")
        persona = str(self.persona.currentData() or "")
        source = str(self.source.currentData() or "best")
        query = self.search.text().strip()

        def work(_: Progress) -> Any:
            from dxdesk.usecases.skillmap import aggregate, people_map

            found = people_map(
                self.desk, section=section, source=source, grade=grade, persona=persona, query=query
            )
            return found, aggregate(found)

        self.ask(work, lambda found: self.show_map(*found), failed=self._none)

    def _none(self, error: KnownError) -> None:
        if error.code == "no-cycle":
            self.pages.setCurrentIndex(1)
        else:
            self.show_error(error)

    def show_map(self, found: Any, aggregated: Any) -> None:
        """Show a map."""
        self.found, self.aggregated = found, aggregated
        self.pages.setCurrentIndex(0 if found.whole else 1)
        self.banner.hide()
        if not self._filled:
            self._fill(found)
        self.people.show_map(found)
        self.by_section.show_map(aggregated)
        self.people_table.settle(self.people, PEOPLE_WIDTHS)
        self.section_table.settle(self.by_section, SECTION_WIDTHS)
        self.set_title(
            messages.TITLE,
            messages.SUBTITLE.format(
                year=fiscal_year_label(found.cycle.fiscal_year),
                basis=found.basis,
                shown=len(found.rows),
            ),
        )
        if not found.rows and found.whole:
            self.banner.say(messages.NOBODY, tone="info")
        self._show_legend()
        self.side.show_item(aggregated, self._place, self.by_section.step)

    def _fill(self, found: Any) -> None:
        """Fill the filters from the first, whole map."""
        from dxdesk.usecases.skillmap import SOURCES

        self._filled = True
        sections = dict(sorted((row.department_code, row.department_name) for row in found.rows))
        grades = sorted({row.grade for row in found.rows if row.grade})
        personas = [persona.name for persona in found.framework.personas]
        for box, all_text, pairs in (
            (self.section, messages.ALL_SECTIONS, list(sections.items())),
            (self.grade, messages.ALL_GRADES, [(grade, grade) for grade in grades]),
            (self.persona, messages.ALL_PERSONAS, [(name, name) for name in personas]),
        ):
            box.addItem(all_text, "")
            for value, title in pairs:
                box.addItem(title or value, value)
            box.setVisible(bool(pairs))
        for value, title in SOURCES.items():
            self.source.addItem(title, value)
        self.source.setCurrentIndex(self.source.findData("best"))
        levels = found.items[0].levels if found.items else ()
        for step, (_, label) in enumerate(levels):
            if step:
                self.step.addItem(messages.STEP.format(label=label), step)
        self.step.setCurrentIndex(max(self.step.findData(2), 0))
        self._name_mode()

    def _show_legend(self) -> None:
        tokens = theme.of(self)
        levels = self.found.items[0].levels if self.found.items else ()
        if self._legend_of == (levels, tokens.dark):
            return
        self._legend_of = (levels, tokens.dark)
        clear(self.legend)
        self.legend.addWidget(Text(messages.LEGEND, "caption"))
        top = max((value for value, _ in levels), default=3)
        for value, label in levels:
            fill, ink = theme.level_colours(tokens, value, top)
            self.legend.addWidget(Swatch(fill, 40, 20, str(value), ink))
            self.legend.addWidget(Text(label, "caption"))
        self.legend.addWidget(Swatch(tokens.levels[0], 40, 20, "–", tokens.muted))
        self.legend.addWidget(Text(messages.LEGEND_NONE, "caption"))
        self.legend.addWidget(Text(f"{messages.LEGEND_UP}  {messages.LEGEND_DOWN}", "caption"))
        self.legend.addStretch(1)

    def _name_mode(self) -> None:
        people = not hasattr(self, "tables") or self.tables.currentWidget() is self.people_table
        self.mode.setText(messages.SECTIONS if people else messages.PEOPLE)
        self.compare.setVisible(people)
        if hasattr(self, "step"):
            self.step.setVisible(not people)

    def _turn(self) -> None:
        people = self.tables.currentWidget() is self.people_table
        self.tables.setCurrentWidget(self.section_table if people else self.people_table)
        self._name_mode()

    def _stepped(self, _: int) -> None:
        self.by_section.set_step(int(self.step.currentData() or 2))
        self.section_table.settle(self.by_section, SECTION_WIDTHS)
        self.side.show_item(self.aggregated, self._place, self.by_section.step)

    def _picked(self, place: int) -> None:
        if place >= 0:
            self._place = place
            self.side.show_item(self.aggregated, place, self.by_section.step)

    def _ask_people(self, query: str) -> None:
        self.search.setText(query)
        self.tables.setCurrentWidget(self.people_table)
        self._name_mode()
        self.load()

    def _copy(self) -> None:
        table = self.tables.currentWidget()
        if isinstance(table, FrozenTable):
            table.copy_all()
            self.saved.emit(messages.COPIED)

    def _excel(self) -> None:
        self.dialog = sending.send(
            self,
            "summary",
            "スキルマップをExcelにする",
            "人 × スキルと所属 × スキルの、そのまま印刷できる集計表を作ります。",
            "個人の評価には使わず、育成と配置の参考にしてください。",
            section=str(self.section.currentData() or ""),
        )


def make(desk: Desk, operations: Operations) -> Screen:
    """Return the screen."""
    return SkillMap(desk, operations)
