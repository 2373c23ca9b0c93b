"""At the left: which document, and of whom. Only what can be made is offered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QFrame, QRadioButton, QVBoxLayout

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ui.documents import messages
from dxdesk.ui.look import words
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, inside, scrolling

if TYPE_CHECKING:
    from dxdesk.usecases.reports.choice import Choices
    from dxdesk.usecases.reports.kind import ReportKind


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is chosen; ``people`` is how many it is made of, 0 = nobody."""

    report: ReportKind | None
    section: str
    employee: str
    people: int

    @property
    def kind(self) -> str:
        """The kind's word, empty where none can be chosen."""
        return self.report.kind if self.report else ""

    @property
    def title(self) -> str:
        """What the document is called."""
        return self.report.title if self.report else messages.TITLE


class Choosing(QFrame):
    """Kinds and scope."""

    changed = Signal()
    year_changed = Signal()
    """Another year was chosen: its people are to be read."""

    def __init__(self) -> None:
        """Start without anything to choose."""
        super().__init__()
        self.year = Choice()
        self.year.setAccessibleName(messages.YEAR)
        self._year_part = inside(column(Text(messages.YEAR, "caption"), self.year, gap=6))
        self._year_part.hide()
        self.kind = ""
        self.choices: Choices | None = None
        self.kinds: dict[str, QRadioButton] = {}
        self.scope, self.section, self.person = Choice(), Choice(), Choice()
        for box, name in (
            (self.scope, messages.SCOPE),
            (self.section, messages.SECTION),
            (self.person, messages.PERSON),
        ):
            box.setAccessibleName(name)
        self._numbers: list[str] = []
        self._names = QStringListModel(self)
        self.person.setEditable(True)
        self.person.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.person.setModel(self._names)
        completer = self.person.completer()
        if isinstance(completer, QCompleter):
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.activated.connect(lambda *_: self._emit())
        self._kinds: QVBoxLayout = column(gap=0)
        self.note = Text("", "caption", wrap=True)
        self._scope_part = inside(
            column(Text(messages.SCOPE, "caption"), self.scope, self.section, self.person, gap=6)
        )
        # One bar for all: of kinds alone a low window would show a few lines, and of people none.
        whole = column(
            self._year_part,
            Text(messages.KIND, "caption"),
            self._kinds,
            self.note,
            self._scope_part,
            STRETCH,
            gap=6,
        )
        whole.setContentsMargins(0, 0, 6, 0)
        self.setLayout(column(scrolling(whole)))
        self.scope.activated.connect(lambda *_: self._scoped())
        self.section.activated.connect(lambda *_: self._emit())
        self.person.activated.connect(lambda *_: self._emit())
        self._filling = False
        self._year_wanted = 0
        self._years: dict[str, int] = {}
        self.year.activated.connect(lambda *_: self._year_chosen())

    # --- filling -----------------------------------------------------------------------------------

    def fill(self, choices: Choices, kind: str = "", employee: str = "") -> None:
        """Offer what there is; ``kind`` and ``employee`` are chosen where they are among it."""
        self._filling = True
        self.choices = choices
        if not self.kinds:
            for found in choices.kinds:
                self._add_kind(found)
        wanted = kind or self.kind or next(iter(self.kinds), "")
        others = bool(self._year_wanted and self._group(wanted))  # its year is not that of these people
        if self._year_wanted:
            self._years[self._group(wanted)], self._year_wanted = self._year_wanted, 0
        if wanted in self.kinds:
            self.kinds[wanted].setChecked(True)
            self._kind_chosen(wanted)
        self._filling = False
        if employee:
            self.choose_person(employee)
        self.changed.emit()
        if others:
            self.year_changed.emit()

    def choose_person(self, number: str) -> None:
        """Choose one person where a document of theirs can be made."""
        if number in self._numbers:
            self.scope.setCurrentIndex(self.scope.findData("person"))
            self.person.setCurrentIndex(self._numbers.index(number))
            self._show_scope()

    def pick(self, kind: str, employee: str = "") -> None:
        """Choose a kind, and perhaps a person."""
        if kind in self.kinds:
            self._filling = True
            self.kinds[kind].setChecked(True)
            self._kind_chosen(kind)
            self._filling = False
        self.choose_person(employee)
        self.changed.emit()

    def _add_kind(self, report: ReportKind) -> None:
        made = QRadioButton(report.title)
        made.setObjectName(f"kind-{report.kind}")
        made.setMinimumHeight(24)  # a dozen kinds, and under them whose it is to be
        made.setToolTip(report.hint)
        made.toggled.connect(lambda on: self._toggled(report.kind) if on else None)
        self.kinds[report.kind] = made
        self._kinds.addWidget(made)

    def _toggled(self, kind: str) -> None:
        if not self._filling:
            self._kind_chosen(kind)
            self.changed.emit()

    def _kind_chosen(self, kind: str) -> None:
        """Offer the people of a kind; one person's sheet is what one looks at first."""
        if self.choices is None:
            return
        before = self.wanted
        self.kind = kind
        found = next(one for one in self.choices.kinds if one.kind == kind)
        self.note.setText(found.hint)
        self._fill_years()
        year = self.chosen_year
        people, sections = self.choices.of(kind, fiscal_year=year), self.choices.sections(kind, year)
        self.scope.clear()
        everybody = messages.EVERYBODY if found.per_person else messages.WHOLE
        if not found.of_one:
            self.scope.addItem(everybody.format(count=len(people)), "all")
            self.scope.addItem(messages.SECTION, "section")
        if found.per_person:
            self.scope.addItem(messages.PERSON, "person")
        counts: dict[str, int] = {}
        for person in people:
            counts[person.section] = counts.get(person.section, 0) + 1
        self.section.clear()
        for code, name in sections.items():
            told = messages.SECTION_ITEM.format(name=name or messages.NO_SECTION, count=counts[code])
            self.section.addItem(told, code)
        self._numbers = [person.number for person in people]
        self._names.setStringList(
            # What is cut where the field is narrow is the reading.
            [f"{words.shown(person.name)} {person.number} {person.kana}".rstrip() for person in people]
        )
        start = "person" if found.per_person and not found.numbered else "all"
        self.scope.setCurrentIndex(max(self.scope.findData(start), 0))
        self.section.setCurrentIndex(max(self.section.findData(before.section), 0) if counts else -1)
        kept = before.employee in self._numbers
        self.person.setCurrentIndex(self._numbers.index(before.employee) if kept else 0 if people else -1)
        self.person.setEnabled(bool(people))
        self._scope_part.setVisible(not found.whole_store and self.choices.role.value != "personal")
        self._show_scope()

    def _fill_years(self) -> None:
        """Offer the years of the kind chosen: sessions and rounds are of years that nobody opened yet."""
        if self.choices is None:
            return
        group = self._group(self.kind)
        chosen = self._years.get(group, 0)
        self.year.clear()
        for year, label in self.choices.years_of(self.kind):
            self.year.addItem(label, year)
        if chosen and self.year.findData(chosen) < 0:
            self.year.addItem(fiscal_year_label(chosen), chosen)
        self.year.setCurrentIndex(max(self.year.findData(chosen), 0))
        # The one year of a kind with its own is told: it need not be the year in work.
        self._year_part.setVisible(self.year.count() > (0 if group else 1))

    def _year_chosen(self) -> None:
        group = self._group(self.kind)
        self._years[group] = int(self.year.currentData() or 0)
        if not group:
            self.year_changed.emit()
            return
        self._filling = True
        self._kind_chosen(self.kind)
        self._filling = False
        self.changed.emit()

    def _group(self, kind: str) -> str:
        """Return whose years a kind shares: its own, or (empty) the years that were opened."""
        return kind if self.choices is not None and kind in self.choices.own_years else ""

    def _scoped(self) -> None:
        self._show_scope()
        self._emit()

    def _show_scope(self) -> None:
        scope = self.scope.currentData()
        self.section.setVisible(scope == "section")
        self.person.setVisible(scope == "person" and bool(self._numbers))
        line = self.person.lineEdit()
        if line is not None:
            line.setCursorPosition(0)

    def _emit(self) -> None:
        line = self.person.lineEdit()
        if line is not None:
            line.setCursorPosition(0)
        self.changed.emit()

    @property
    def chosen_year(self) -> int:
        """The fiscal year chosen, 0 before there is a choice: the one in work, or what is to come."""
        return self._year_wanted or int(self.year.currentData() or 0)

    @property
    def people_year(self) -> int:
        """The opened year whose people are offered, 0 before there is a choice: the one in work."""
        offered = self.choices.years if self.choices is not None else ()
        return self._years.get("", 0) or (offered[0][0] if offered else self._year_wanted)

    def choose_year(self, fiscal_year: int, kind: str = "") -> bool:
        """Choose a year (0: the first offered) for a kind; return whether other people are to be read."""
        if self.choices is None:
            self._year_wanted = fiscal_year  # offered only once the years are read
            return bool(fiscal_year)
        before, group = self.people_year, self._group(kind or self.kind)
        self._years[group] = fiscal_year
        if group == self._group(self.kind):
            self._fill_years()
        return self.people_year != before

    # --- what is chosen ----------------------------------------------------------------------------

    @property
    def wanted(self) -> Wanted:
        """What is chosen now."""
        scope = self.scope.currentData()
        section = str(self.section.currentData() or "") if scope == "section" else ""
        place = self.person.currentIndex()
        one = scope == "person" and 0 <= place < len(self._numbers)
        employee = self._numbers[place] if one else ""
        report, count = None, 0
        if self.choices is not None and self.kind:
            report = next(one for one in self.choices.kinds if one.kind == self.kind)
            count = 1 if employee else len(self.choices.of(self.kind, section, self.chosen_year))
        return Wanted(report, section, employee, count)
