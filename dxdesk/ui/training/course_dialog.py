"""One course with all its fields; what is listed stands in rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QSpinBox, QWidget

from dxdesk.domain.contents import Audience, CourseSaid, Served
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ui.training import messages
from dxdesk.ui.training.rows import Field, Rows, choice
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import EditDialog
from dxdesk.ui.widgets.fields import Choice, NumberEdit
from dxdesk.ui.widgets.flow import Flow
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, Part, column, inside, row
from dxdesk.ui.widgets.messages import Banner
from dxdesk.usecases.training.wording import UNKNOWN_PERSONA, UNKNOWN_SKILL

if TYPE_CHECKING:
    from dxdesk.usecases.training.overview import Choices

WIDE = 780
MOST = 999_999_999
"""The largest number that a table of courses can say: what stands there is never made smaller by a look."""
USUAL_EVERY = 2


class CourseDialog(EditDialog):
    """A course; ``tried`` carries it as it is written."""

    def __init__(self, course: CourseSaid | None, found: Choices, parent: QWidget) -> None:
        """Ask for a course; ``None`` is a new one."""
        super().__init__(parent)
        self._before = course
        self._found = found
        said = course or CourseSaid()
        title = messages.COURSE_NEW if course is None else messages.COURSE_EDIT
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDE)
        self.banner = Banner()
        self.name = _line(said.name, messages.NAME)
        self.code = _line(said.code, messages.CODE)
        self.code.setPlaceholderText(messages.CODE_HINT if course is None else "")
        self.code.setReadOnly(course is not None)
        self.code.setToolTip("" if course is None else messages.CODE_FIXED)
        self.held_by = _words(found.held_by, said.held_by)
        self.provider = _words(found.providers, said.provider)
        self.forms = [QCheckBox(form) for form in found.forms]
        for box in self.forms:
            box.setChecked(box.text() in said.form)
        self.hours = _number(said.hours, messages.HOURS_UNIT)
        self.hours.setAccessibleName(messages.FACTS["hours"])
        self.minutes = _number(said.minutes, messages.MINUTES_UNIT)
        self.minutes.setMaximum(59)
        self.minutes.setSpecialValueText("")
        self.minutes.setAccessibleName(messages.MINUTES)
        self.cost = _number(said.cost, messages.COST_UNIT)
        self.cost.setSingleStep(1000)
        self._make_rules(said)
        self._make_rows(said)
        self.hint = _line(said.hint, messages.FACTS["hint"])
        self.note = _line(said.note, messages.FACTS["note"])
        self.roster = QCheckBox(messages.ROSTER)
        self.roster.setChecked(said.roster)
        self.by_attendance = QCheckBox(messages.DONE_BY_THERE)
        self.by_attendance.setChecked(said.by_attendance)
        self.reference = self._plan_or_record(said.reference)
        self.accept_button = primary(messages.SAVE, lambda: self.tried.emit(self.wanted), name="accept")
        self._lay_out(title)

    def _make_rules(self, said: CourseSaid) -> None:
        self.rule = choice(messages.RULES, said.rule)
        others = [one for one in self._found.courses if one[0] != said.code]
        self.after = choice([("", messages.NO_COURSE), *others], said.after)
        self.recurrence = choice(messages.RECURRENCES, said.recurrence)
        self.every = _number(said.every_years or USUAL_EVERY, messages.YEARS_UNIT)
        self.every.setMinimum(1)
        self.every.setSpecialValueText("")
        self.valid = _number(said.valid_years, messages.YEARS_UNIT)
        self.recurrence.currentIndexChanged.connect(lambda *_: self._show_every())

    def _make_rows(self, said: CourseSaid) -> None:
        self.audience = Rows(
            messages.AUDIENCE,
            messages.AUDIENCE_ADD,
            (messages.NEED_OF, messages.PERSONA_OF, messages.GRADE_OF),
            self._audience_line,
            [(one.need, one.persona, one.grade) for one in said.audience],
            "audience-add",
            messages.AUDIENCE_NONE,
        )
        self.serves = Rows(
            messages.SERVES,
            messages.SERVES_ADD,
            (messages.SKILL_OF, messages.LEVEL_OF),
            self._skill_line,
            [(one.item, str(one.level)) for one in said.serves],
            "serves-add",
        )
        self.aliases = _texts(messages.ALIASES, messages.ALIASES_ADD, messages.ALIAS_OF, said.aliases)
        self.outcomes = _texts(messages.OUTCOMES, messages.OUTCOMES_ADD, messages.OUTCOME_OF, said.outcomes)

    def _audience_line(self, said: Sequence[str]) -> Sequence[Field]:
        need, persona, grade = said
        grades = [(one, one) for one in self._found.grades]
        personas = _with(self._found.personas, persona, UNKNOWN_PERSONA)
        return (
            choice(messages.NEEDS, need or Audience().need),
            choice([("", messages.EVERYBODY_PERSONA), *personas], persona),
            choice([("", messages.EVERYBODY_GRADE), *grades], grade),
        )

    def _skill_line(self, said: Sequence[str]) -> Sequence[Field]:
        uid, level = said
        skills = _with([(one.uid, one.title) for one in self._found.skills], uid, UNKNOWN_SKILL)
        skill = choice([("", messages.SKILL_CHOOSE), *skills], uid)
        of = {one.uid: one.levels for one in self._found.skills}
        levels = Choice()
        levels.setMinimumWidth(90)

        def fill(wanted: str) -> None:
            levels.clear()
            levels.addItem(messages.LEVEL_NONE, "0")
            for one in of.get(str(skill.currentData()), ()):
                levels.addItem(one.label, str(one.value))
            if skill.currentData() == uid and level not in ("", "0") and levels.findData(level) < 0:
                levels.addItem(messages.LEVEL_UNKNOWN.format(level=level), level)  # of another policy
            levels.setCurrentIndex(max(levels.findData(wanted), 0))

        fill(level)
        skill.currentIndexChanged.connect(lambda *_: fill(str(levels.currentData())))
        return skill, levels

    def _plan_or_record(self, reference: int) -> QComboBox:
        entries = [("0", messages.PLAN)]
        if reference:
            entries.append((str(reference), messages.REFERENCE_OF.format(year=fiscal_year_label(reference))))
        return choice(entries, str(reference))

    def _lay_out(self, title: str) -> None:
        forms = Flow(gap=14)
        for box in self.forms:
            forms.addWidget(box)
        record = messages.FACTS["reference"]
        pairs: list[tuple[str, QWidget]] = [
            (messages.FACTS["held_by"], self.held_by),
            (messages.FACTS["provider"], self.provider),
            (messages.FACTS["hours"], inside(row(self.hours, self.minutes, gap=6))),
            (messages.FACTS["cost"], self.cost),
            (messages.FACTS["rule"], self.rule),
            (messages.FACTS["after"], self.after),
            (messages.FACTS["recurrence"], self.recurrence),
            (messages.EVERY, self.every),
            (messages.FACTS["valid"], self.valid),
            (messages.FACTS["hint"], self.hint),
        ]
        if self.reference.count() > 1:
            pairs.append((record, self.reference))
        first = _grid([(messages.NAME, self.name), (messages.CODE, self.code)], (2, 1))
        parts: list[Part] = [
            Text(title, "title"),
            Text(messages.COURSE_TEXT, "muted", wrap=True),
            self.banner,
            first,
            self.audience,
            self.serves,
            column(Text(messages.FACTS["form"], "caption"), forms, gap=4),
            _grid(pairs, (1, 1)),
            self.aliases,
            self.outcomes,
            _named(messages.FACTS["note"], self.note),
            self.by_attendance,
            self.roster,
            row(STRETCH, button(messages.CANCEL, self.reject), self.accept_button),
        ]
        self.setLayout(column(*parts, gap=12, margins=(24, 20, 24, 20)))
        self._show_every()

    def _show_every(self) -> None:
        # Out of sight and not only grey: beside a course of no such interval it says two years.
        field = self.every.parentWidget()
        if field is not None:
            field.setVisible(self.recurrence.currentData() == "every-n")

    @property
    def wanted(self) -> CourseSaid:
        """The course as it is written; what has no field here stays as it was."""
        recurrence = str(self.recurrence.currentData())
        known = {box.text() for box in self.forms}
        base = self._before or CourseSaid()
        # In the order in which they were said, so that nothing is said anew by looking at it.
        ticked = {box.text() for box in self.forms if box.isChecked()}
        form = [one for one in base.form if one in ticked or one not in known]
        form += [box.text() for box in self.forms if box.isChecked() and box.text() not in form]
        return base._replace(
            code=self.code.text().strip(),
            name=self.name.text().strip(),
            aliases=tuple(text for (text,) in self.aliases.texts() if text),
            held_by=self.held_by.currentText().strip(),
            provider=self.provider.currentText().strip(),
            form=tuple(form),
            hours=self.hours.value(),
            minutes=self.minutes.value(),
            cost=self.cost.value(),
            audience=tuple(Audience(persona, grade, need) for need, persona, grade in self.audience.texts()),
            serves=tuple(Served(uid, int(level)) for uid, level in self.serves.texts() if uid),
            outcomes=tuple(text for (text,) in self.outcomes.texts() if text),
            rule=str(self.rule.currentData()),
            after=str(self.after.currentData()),
            hint=self.hint.text().strip(),
            recurrence=recurrence,
            every_years=self.every.value() if recurrence == "every-n" else 0,
            valid_years=self.valid.value(),
            roster=self.roster.isChecked(),
            by_attendance=self.by_attendance.isChecked(),
            reference=int(self.reference.currentData()),
            note=self.note.text().strip(),
        )


def _with(known: Sequence[tuple[str, str]], said: str, unknown: str) -> list[tuple[str, str]]:
    """Return what can be chosen, and what is said of another policy as people read it."""
    if not said or any(key == said for key, _ in known):
        return list(known)
    return [*known, (said, unknown.format(code=said))]


def _line(text: str, name: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setAccessibleName(name)
    return made


def _words(offered: Sequence[str], said: str) -> Choice:
    """Return a field to write in that offers words in use."""
    made = Choice()
    made.setEditable(True)
    made.addItems(["", *(one for one in offered if one)])
    made.setCurrentText(said)
    return made


def _number(value: int, unit: str) -> NumberEdit:
    made = NumberEdit()
    made.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
    made.setRange(0, MOST)
    made.setGroupSeparatorShown(True)
    made.setSpecialValueText(messages.ZERO)
    made.setSuffix(unit)
    made.setValue(value)
    return made


def _texts(title: str, adding: str, name: str, said: Sequence[str]) -> Rows:
    def make(texts: Sequence[str]) -> Sequence[Field]:
        return (QLineEdit(texts[0]),)

    return Rows(title, adding, (name,), make, [(one,) for one in said], "")


def _named(title: str, field: QWidget) -> QWidget:
    field.setAccessibleName(title)
    return inside(column(Text(title, "caption"), field, gap=3))


def _grid(pairs: Sequence[tuple[str, QWidget]], stretch: tuple[int, int]) -> QGridLayout:
    """Return fields under their captions, two beside each other."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(10)
    for position, (title, field) in enumerate(pairs):
        grid.addWidget(_named(title, field), position // 2, position % 2)
    for position, share in enumerate(stretch):
        grid.setColumnStretch(position, share)
    return grid
