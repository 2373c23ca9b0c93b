"""One target with all its fields, and the figures of one of its years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from dxdesk.domain.practice_record import SORT_NAMES
from dxdesk.domain.target_record import (
    AIM_NAMES,
    BASIS_NAMES,
    SPAN_NAMES,
    Actual,
    Basis,
    Forecast,
    TargetSaid,
)
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ui.aims import messages
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.days import DayField
from dxdesk.ui.widgets.dialog import Dialog, EditDialog
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, Part, column, inside, row
from dxdesk.ui.widgets.messages import Banner

if TYPE_CHECKING:
    from dxdesk.usecases.targets.choices import Choices, Offer
    from dxdesk.usecases.targets.overview import TargetLine

WIDE = 760
_MORE_YEARS = 6
_OF_COURSES = (Basis.TRAINED, Basis.COMPLETED, Basis.ATTENDED, Basis.TIMES)
_OF_PERSONA = (
    *(Basis.TRAINED, Basis.APPOINTED, Basis.PLACED, Basis.TOOL, Basis.COMPLETED, Basis.ATTENDED),
    *(Basis.STAGE, Basis.LEAD, Basis.LEVEL, Basis.REQUIRED, Basis.CASES, Basis.HOURS),
    Basis.CONSULTED,
)


class TargetDialog(EditDialog):
    """A target; ``tried`` carries it as it is written."""

    def __init__(self, target: TargetSaid | None, found: Choices, parent: QWidget) -> None:
        """Ask for a target; ``None`` is a new one."""
        super().__init__(parent)
        self._before, self._found = target, found
        said = target or TargetSaid(basis=Basis.HAND)
        title = messages.NEW_TITLE if target is None else messages.EDIT_TITLE
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDE)
        self.banner = Banner()
        self.name = _line(said.name, messages.NAME)
        self.code = _line(said.code, messages.CODE, messages.CODE_HINT if target is None else "")
        self.code.setReadOnly(target is not None)
        unsaid = ("", messages.NOT_SAID)
        self.aim = _choice(messages.AIM, [unsaid, *AIM_NAMES.items()], said.aim)
        self.span = _choice(messages.SPAN, [unsaid, *SPAN_NAMES.items()], said.span)
        self.unit = _line(said.unit, messages.UNIT)
        self.group = _line(said.group, messages.GROUP)
        self.held_by = _line(said.held_by, messages.HELD_BY)
        self.measures = _line(said.measures, messages.MEASURES, messages.MEASURES_HINT)
        self.hurdle = _line(said.hurdle, messages.HURDLE)
        self.note = _line(said.note, messages.NOTE)
        self.about, self.at_least, self.each = (
            QCheckBox(text) for text in (messages.ABOUT, messages.AT_LEAST, messages.EACH)
        )
        for box, on in (
            (self.about, said.about),
            (self.at_least, said.at_least),
            (self.each, said.per_section),
        ):
            box.setChecked(on)
        bases = list(messages.BASES)
        if said.basis and said.basis not in dict(bases):
            bases.append(
                (said.basis, messages.KEPT_BASIS.format(name=BASIS_NAMES.get(said.basis, said.basis)))
            )
        self.basis = _choice(messages.BASIS, bases, said.basis)
        self.persona = _choice(messages.PERSONA, [("", messages.EVERYBODY), *found.personas], said.persona)
        self.stage = _choice(messages.STAGE, [], "")
        self.item = _choice(messages.ITEM, [("", messages.NOT_SAID), *found.items], said.item)
        self.level = _choice(messages.LEVEL, [], "")
        self.indicator = _choice(messages.INDICATOR, [unsaid, *found.indicators], said.of_indicator)
        self.sort = _choice(messages.SORT, [("", messages.ALL_SORTS), *SORT_NAMES.items()], said.sort)
        self.any_course = QCheckBox(messages.ANY_COURSE)
        self.any_course.setChecked(said.any_course)
        self.courses = [_choice(messages.COURSES, self._courses(), code) for code in (*said.courses, "")]
        while len(self.courses) < 3:
            self.courses.append(_choice(messages.COURSES, self._courses(), ""))
        self.first_year = _choice(
            messages.FIRST_YEAR, self._years(said.first_year), str(said.first_year or "")
        )
        self.last_year = _choice(messages.LAST_YEAR, self._years(said.last_year), str(said.last_year or ""))
        self.deadline = DayField(messages.DEADLINE, optional=True, none=messages.NO_DAY)
        self.deadline.set_day(said.deadline)
        self.accept_button = primary(messages.SAVE, lambda: self.tried.emit(self.wanted), name="accept")
        self._stage, self._level = said.stage, str(said.level or "")
        self._lay_out(title)
        self.basis.currentIndexChanged.connect(lambda *_: self._show_parts())
        self.persona.currentIndexChanged.connect(lambda *_: self._show_stages())
        self.item.currentIndexChanged.connect(lambda *_: self._show_levels())
        self._show_stages()
        self._show_levels()
        self._show_parts()

    def _courses(self) -> Sequence[tuple[str, str]]:
        return [("", messages.COURSE_CHOOSE), *self._found.courses]

    def _years(self, kept: int) -> Sequence[tuple[str, str]]:
        known = {year for year, _ in self._found.years}
        newest = max(known, default=0)
        offered = sorted({*known, *range(newest + 1, newest + _MORE_YEARS), kept} - {0})
        return [("", messages.NO_YEAR), *((str(year), fiscal_year_label(year)) for year in offered)]

    def _lay_out(self, title: str) -> None:
        self._of_basis = {
            "persona": _field(messages.PERSONA, self.persona),
            "stage": _field(messages.STAGE, self.stage),
            "item": _field(messages.ITEM, self.item),
            "level": _field(messages.LEVEL, self.level),
            "indicator": _field(messages.INDICATOR, self.indicator),
            "sort": _field(messages.SORT, self.sort),
            "courses": _field(messages.COURSES, *self.courses, self.any_course),
        }
        figures = row(self.each, self.about, self.at_least, STRETCH, gap=14)
        parts: list[Part] = [
            Text(title, "title"),
            self.banner,
            _grid([_field(messages.NAME, self.name), _field(messages.CODE, self.code)], (2, 1)),
            _grid(
                [
                    _field(messages.AIM, self.aim),
                    _field(messages.SPAN, self.span),
                    _field(messages.UNIT, self.unit),
                ],
                (1, 1, 1),
            ),
            figures,
            _field(messages.BASIS, self.basis),
            *self._of_basis.values(),
            _grid(
                [
                    _field(messages.FIRST_YEAR, self.first_year),
                    _field(messages.LAST_YEAR, self.last_year),
                    self.deadline,
                ],
                (1, 1, 1),
            ),
            _grid([_field(messages.GROUP, self.group), _field(messages.HELD_BY, self.held_by)], (1, 1)),
            _grid([_field(messages.MEASURES, self.measures), _field(messages.HURDLE, self.hurdle)], (1, 1)),
            _field(messages.NOTE, self.note),
            row(STRETCH, button(messages.CANCEL, self.reject), self.accept_button),
        ]
        self.setLayout(column(*parts, gap=12, margins=(24, 20, 24, 20)))

    def _show_stages(self) -> None:
        persona = str(self.persona.currentData() or "")
        _fill(self.stage, [("", messages.NOT_SAID), *self._found.stages.get(persona, ())], self._stage)

    def _show_levels(self) -> None:
        item = str(self.item.currentData() or "")
        _fill(self.level, [("", messages.TOP_LEVEL), *self._found.levels.get(item, ())], self._level)

    def _show_parts(self) -> None:
        basis = str(self.basis.currentData() or "")
        shown = {
            "persona": basis in _OF_PERSONA,
            "stage": basis in (Basis.STAGE, Basis.LEAD),
            "item": basis in (Basis.TOOL, Basis.LEVEL, Basis.REQUIRED, Basis.CASES, Basis.HOURS),
            "level": basis in (Basis.TOOL, Basis.LEVEL),
            "indicator": basis == Basis.INDICATOR,
            "sort": basis in (Basis.EVENTS, Basis.GATHERED),
            "courses": basis in _OF_COURSES,
        }
        for key, part in self._of_basis.items():
            part.setVisible(shown[key])

    @property
    def wanted(self) -> TargetSaid:
        """The target as it is written; what has no field here stays as it was."""
        base = self._before or TargetSaid()
        courses = tuple(dict.fromkeys(str(one.currentData()) for one in self.courses if one.currentData()))
        return base._replace(
            code=self.code.text().strip(),
            name=self.name.text().strip(),
            aim=str(self.aim.currentData() or ""),
            span=str(self.span.currentData() or ""),
            unit=self.unit.text().strip(),
            group=self.group.text().strip(),
            held_by=self.held_by.text().strip(),
            measures=self.measures.text().strip(),
            hurdle=self.hurdle.text().strip(),
            note=self.note.text().strip(),
            about=self.about.isChecked(),
            at_least=self.at_least.isChecked(),
            per_section=self.each.isChecked(),
            basis=str(self.basis.currentData() or ""),
            persona=str(self.persona.currentData() or ""),
            stage=str(self.stage.currentData() or ""),
            item=str(self.item.currentData() or ""),
            level=int(self.level.currentData() or 0),
            courses=courses,
            of_indicator=str(self.indicator.currentData() or ""),
            sort=str(self.sort.currentData() or ""),
            any_course=self.any_course.isChecked(),
            first_year=int(self.first_year.currentData() or 0),
            last_year=int(self.last_year.currentData() or 0),
            deadline=self.deadline.day(),
        )


class FiguresDialog(EditDialog):
    """The figures of a target in a year; ``tried`` carries (plan, actual or ``None``, forecast)."""

    def __init__(self, one: TargetLine, parent: QWidget) -> None:
        """Ask for the figures of the year a line is of."""
        super().__init__(parent)
        said, year = one.said, one.fiscal_year
        title = messages.FIGURES_TITLE.format(year=fiscal_year_label(year))
        self.setWindowTitle(title)
        self.setMinimumWidth(560)
        self.banner = Banner()
        actual, forecast = said.actuals.get(year, Actual()), said.forecasts.get(year, Forecast())
        self.plan = _line(said.plans.get(year, ""), messages.PLAN)
        self.actual = _line(actual.value, messages.ACTUAL)
        self.source = _line(actual.source, messages.SOURCE, messages.SOURCE_HINT)
        self.as_of = DayField(messages.AS_OF, optional=True, none=messages.NO_AS_OF)
        self.as_of.set_day(actual.as_of)
        self.forecast = _line(forecast.value, messages.FORECAST)
        self.words = _line(forecast.words, messages.WORDS)
        # A figure left behind where the year is counted can still be taken away.
        counted = not one.by_hand and not actual.value
        self._counted = counted
        told = Text(messages.ACTUAL_COUNTED.format(figure=one.measured or one.found.why), "muted", wrap=True)
        told.setVisible(not one.by_hand)
        by_hand = inside(
            column(
                _grid([_field(messages.ACTUAL, self.actual, unit=said.unit), self.as_of], (1, 1)),
                _field(messages.SOURCE, self.source),
                gap=12,
            )
        )
        by_hand.setVisible(not counted)
        self.accept_button = primary(messages.SAVE, lambda: self.tried.emit(self.wanted), name="accept")
        self.setLayout(
            column(
                Text(title, "title"),
                Text(said.name, "muted", wrap=True),
                self.banner,
                _field(messages.PLAN, self.plan, unit=said.unit),
                told,
                by_hand,
                _field(messages.FORECAST, self.forecast, unit=said.unit),
                _field(messages.WORDS, self.words),
                Text(messages.FIGURES_TEXT, "caption", wrap=True),
                STRETCH,
                row(STRETCH, button(messages.CANCEL, self.reject), self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )

    @property
    def wanted(self) -> tuple[str, Actual | None, Forecast]:
        """What is written; ``None`` for an actual that the store counts itself."""
        actual = Actual(self.actual.text().strip(), self.as_of.day(), self.source.text().strip())
        forecast = Forecast(self.forecast.text().strip(), self.words.text().strip())
        return self.plan.text().strip(), None if self._counted else actual, forecast


class TakeDialog(Dialog):
    """Which policy's targets to take, and from which year; ``code`` and ``first_year`` are what is chosen."""

    def __init__(self, offers: Sequence[Offer], years: Sequence[tuple[int, str]], parent: QWidget) -> None:
        """Offer the shipped lists."""
        super().__init__(parent)
        self.setWindowTitle(messages.TAKE_TITLE)
        self.setMinimumWidth(600)
        listed = [(one.code, messages.TAKE_ITEM.format(name=one.name, count=one.targets)) for one in offers]
        self.policy = _choice(messages.TAKE_POLICY, listed, "")
        begins = [("", messages.TAKE_AS_STATED), *((str(year), label) for year, label in years)]
        self.begin = _choice(messages.TAKE_FROM, begins, str(years[0][0]) if years else "")
        self.accept_button = primary(messages.TAKE_GO, self.accept, name="accept")
        self.setLayout(
            column(
                Text(messages.TAKE_TITLE, "title"),
                Text(messages.TAKE_TEXT, "muted", wrap=True),
                _field(messages.TAKE_POLICY, self.policy),
                _field(messages.TAKE_FROM, self.begin),
                STRETCH,
                row(STRETCH, button(messages.CANCEL, self.reject), self.accept_button),
                gap=14,
                margins=(24, 20, 24, 20),
            )
        )

    @property
    def code(self) -> str:
        """The code of the policy."""
        return str(self.policy.currentData() or "")

    @property
    def first_year(self) -> int:
        """The year in which the office begins, 0 for those of the policy."""
        return int(self.begin.currentData() or 0)


def _line(text: str, name: str, hint: str = "") -> QLineEdit:
    made = QLineEdit(text)
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made


def _choice(name: str, entries: Sequence[tuple[str, str]], chosen: str) -> Choice:
    made = Choice()
    made.setAccessibleName(name)
    made.setMinimumWidth(90)
    _fill(made, entries, chosen)
    return made


def _fill(choice: QComboBox, entries: Sequence[tuple[str, str]], chosen: str) -> None:
    choice.clear()
    for key, text in entries:
        choice.addItem(text, key)
    if chosen and entries and choice.findData(chosen) < 0:
        choice.addItem(chosen, chosen)
    choice.setCurrentIndex(max(choice.findData(chosen), 0))


def _field(name: str, *parts: QWidget, unit: str = "") -> QWidget:
    made = QWidget()
    lines: list[Part] = [row(parts[0], Text(unit), gap=6)] if unit else [*parts]
    made.setLayout(column(Text(name, "caption"), *lines, gap=3))
    return made


def _grid(parts: Sequence[QWidget], stretches: Sequence[int]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(12)
    for position, part in enumerate(parts):
        grid.addWidget(part, position // len(stretches), position % len(stretches))
    for side, stretch in enumerate(stretches):
        grid.setColumnStretch(side, stretch)
    return grid
