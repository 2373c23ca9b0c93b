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
    people_wanted = Signal()
    """Another year or kind was chosen: its years and people are to be read."""

    def __init__(self) -> None:
        """Start without anything to choose."""
        super().__init__()
        self.year = Choice()
        self.year.setAccessibleName(messages.YEAR)
        self.year_note = Text("", "caption", wrap=True)
        """Says so where the year looked at is not that of today, and how one comes to the other."""
        self._year_part = inside(column(Text(messages.YEAR, "caption"), self.year, self.year_note, gap=6))
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
        # Whose paper it is to be stays in sight, however many kinds an office has; they alone scroll.
        kinds = column(self._kinds, STRETCH)
        kinds.setContentsMargins(0, 0, 6, 0)
        self._area = scrolling(kinds)
        self.setLayout(
            column(
                self._year_part,
                Text(messages.KIND, "caption"),
                self._area,
                self.note,
                self._scope_part,
                gap=6,
            )
        )
        self.scope.activated.connect(lambda *_: self._scoped())
        self.section.activated.connect(lambda *_: self._emit())
        self.person.activated.connect(lambda *_: self._emit())
        self._filling = False
        self.year_wanted: int | None = None
        """The year somebody chose or came for; ``None``: each kind begins with its own."""
        self._came_for: tuple[str, int] | None = None
        self._person_wanted = ""
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
        if wanted in self.kinds:
            self.kinds[wanted].setChecked(True)
            self._kind_chosen(wanted)
        self._filling = False
        if employee or self._person_wanted:
            self.choose_person(employee or self._person_wanted)
        if self.known:
            self._person_wanted = ""
            self.changed.emit()

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
        if self.known:
            self.choose_person(employee)
            self.changed.emit()
        else:
            self._person_wanted = employee

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
            if self.known:
                self.changed.emit()

    @property
    def known(self) -> bool:
        """Whether it was read of whom the kind chosen can be made."""
        return self.choices is not None and self.kind in self.choices.offered

    def _kind_chosen(self, kind: str) -> None:
        """Offer the people of a kind; one person's sheet is what one looks at first."""
        if self.choices is None:
            return
        before = self.wanted
        self.kind = kind
        self._area.ensureWidgetVisible(self.kinds[kind])
        found = next(one for one in self.choices.kinds if one.kind == kind)
        self.note.setText(found.hint)
        offered = self.choices.offered.get(kind)
        self.year.clear()
        # The newest first, as wherever years are chosen; what is of no year stands before them.
        years = offered.years if offered is not None else ()
        for year, label in sorted(years, key=lambda one: (bool(one[0]), -int(one[0]))):
            self.year.addItem(label, year)
        begun = (
            [self.year.findData(year) for year in (offered.fiscal_year, *(one for one, _ in years))]
            if offered is not None
            else []
        )
        self.year.setCurrentIndex(next((place for place in begun if place >= 0), -1))
        people, sections = self.choices.of(kind), self.choices.sections(kind)
        named = self.choices.named(kind)
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
        self._numbers = [person.number for person in named]
        self._names.setStringList(
            # What is cut where the field is narrow is the reading.
            [f"{words.shown(person.name)} {person.number} {person.kana}".rstrip() for person in named]
        )
        start = "person" if found.per_person and not found.numbered else "all"
        self.scope.setCurrentIndex(max(self.scope.findData(start), 0))
        self.section.setCurrentIndex(max(self.section.findData(before.section), 0) if counts else -1)
        kept = before.employee in self._numbers
        self.person.setCurrentIndex(self._numbers.index(before.employee) if kept else 0 if named else -1)
        self.person.setEnabled(bool(named))
        self._tell_year(kind)
        self.year.setVisible(self.year.count() > 1)
        self._year_part.setVisible(self.year.count() > 1 or bool(self.year_note.text()))
        chosen = not found.whole_store and self.choices.role.value != "personal"
        self._scope_part.setVisible(chosen and offered is not None)
        self._show_scope()
        if offered is None:
            self.people_wanted.emit()

    def _tell_year(self, kind: str) -> None:
        """Say how the year looked at lies to that of today, where that needs a word."""
        if self.choices is None:
            return
        from dxdesk.usecases.reports.choice import YearSeen

        texts = {
            YearSeen.FORMER: messages.YEAR_FORMER,
            YearSeen.NOT_BEGUN: messages.YEAR_NOT_BEGUN if self.year.count() > 1 else messages.YEAR_ONLY,
            YearSeen.RESULTS_ELSEWHERE: messages.YEAR_RESULTS,
        }
        text = texts.get(self.choices.way_to(kind, self.chosen_year), "")
        told = {}
        if text:
            years = self.choices.offered[kind].years
            told["others"] = "、".join(label for year, label in years if year not in (0, self.chosen_year))
            told["year"] = fiscal_year_label(self.chosen_year)
            told["today"] = fiscal_year_label(self.choices.this_year)
        self.year_note.setText(text.format(**told))
        tip = messages.YEAR_TIPS.get(text, "").format(**told)
        for part in (self.year, self.year_note):
            part.setToolTip(tip)
        self.year_note.setVisible(bool(text))

    def _year_chosen(self) -> None:
        self.year_wanted, self._came_for = self.chosen_year, None
        self.people_wanted.emit()

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
        """The fiscal year the document is made of; 0: of no one year, or not known yet."""
        offered = self.choices.offered.get(self.kind) if self.choices is not None else None
        if offered is None:
            return 0
        current = self.year.currentData()
        return offered.fiscal_year if current is None else int(current)

    def came_for(self, kind: str) -> bool:
        """Tell whether somebody came for a kind in a year, which it then is of whatever there is to print."""
        return self._came_for is not None and self._came_for == (kind, self.year_wanted)

    def come(self, kind: str, fiscal_year: int) -> bool:
        """Begin anew with a year for a kind (0: its own first); return whether that is to be read."""
        before, shown = self.year_wanted, self.chosen_year
        self.year_wanted = fiscal_year or None
        self._came_for = (kind, fiscal_year) if fiscal_year else None
        return before != self.year_wanted or (bool(fiscal_year) and shown != fiscal_year)

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
            count = 1 if employee else len(self.choices.of(self.kind, section))
        return Wanted(report, section, employee, count)
