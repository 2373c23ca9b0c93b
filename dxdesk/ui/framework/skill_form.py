"""What is chosen in the tree, as a form: a category, or a skill with what its levels mean."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from dxdesk.domain import framework_edit as edit
from dxdesk.domain.framework import MINDSET, Framework, Item
from dxdesk.domain.framework_uses import uses_of_item
from dxdesk.ui.framework import fields, messages
from dxdesk.ui.framework.editing import Editing
from dxdesk.ui.widgets.basics import Text, clear, column, row, scrolling
from dxdesk.ui.widgets.messages import EmptyState


class SkillForm(QStackedWidget):
    """The form; it changes the draft as one types."""

    def __init__(self, editing: Editing) -> None:
        """Make an empty form for a draft."""
        super().__init__()
        self.editing, self.key = editing, ""
        self._shape: tuple[Any, ...] = ()
        put = self._put
        self.name = fields.line(messages.NAME, lambda text: put("name", text))
        self.code = fields.line(messages.CODE, lambda text: put("code", text))
        self.description = fields.Lines(
            messages.DESCRIPTION, lambda found: put("description", "\n".join(found))
        )
        self.scale = fields.choice(messages.SCALE, self._rescale)
        self.grades = fields.Lines(messages.GRADES, lambda found: put("grades", found))
        self.personas = fields.Lines(messages.PERSONAS, self._answering)
        self.levels: dict[str, fields.Lines] = {}
        self._levels = column(gap=6)
        self.uses = Text("", "muted", wrap=True)
        self.category_name = fields.line(messages.NAME, lambda text: self._put_category("name", text))
        self.category_text = fields.Lines(
            messages.DESCRIPTION, lambda found: self._put_category("description", "\n".join(found))
        )
        self.addWidget(EmptyState("answer", messages.NOTHING_CHOSEN, messages.NOTHING_CHOSEN_TEXT))
        self.addWidget(self._skill())
        self.addWidget(self._category())

    def _skill(self) -> QWidget:
        top = row(_field(messages.NAME, self.name), _field(messages.CODE, self.code), gap=10)
        top.setStretch(0, 1)
        self.code.setFixedWidth(90)
        whole = column(
            top,
            _field(messages.DESCRIPTION, self.description),
            _field(messages.SCALE, self.scale),
            self._levels,
            _field(messages.GRADES, self.grades),
            _field(messages.PERSONAS, self.personas),
            self.uses,
            gap=10,
            margins=(2, 2, 14, 8),
        )
        whole.addStretch(1)
        return scrolling(whole)

    def _category(self) -> QWidget:
        whole = column(
            _field(messages.NAME, self.category_name),
            _field(messages.DESCRIPTION, self.category_text),
            gap=10,
            margins=(2, 2, 14, 8),
        )
        whole.addStretch(1)
        return scrolling(whole)

    def show_key(self, key: str) -> None:
        """Show the skill or category of a uid, or that nothing is chosen."""
        self.key = key
        framework = self.editing.framework
        if framework.has(key):
            self.setCurrentIndex(1)
            self._show_item(framework, framework.item(key))
        elif any(category.uid == key for category in framework.categories):
            self.setCurrentIndex(2)
            category = next(one for one in framework.categories if one.uid == key)
            fields.fill(self.category_name, category.name)
            fields.fill(self.category_text, category.description)
        else:
            self.setCurrentIndex(0)

    def _show_item(self, framework: Framework, item: Item) -> None:
        fields.fill(self.name, item.name)
        fields.fill(self.code, item.code)
        fields.fill(self.description, item.description)
        fields.entries(self.scale, [(scale.code, scale.name) for scale in framework.scales])
        fields.fill(self.scale, item.scale)
        fields.fill(self.grades, item.grades)
        names = {persona.code: persona.name for persona in framework.personas}
        fields.fill(self.personas, tuple(names.get(code, code) for code in item.personas))
        self._show_levels(framework, item)
        places = uses_of_item(framework, item.uid)
        self.uses.setText(messages.USES.format(places="、".join(places)) if places else messages.NO_USES)

    def _show_levels(self, framework: Framework, item: Item) -> None:
        """Show a field for every level or 職層; the fields stay while there are the same ones."""
        wanted = _parts(framework, item)
        shape = (item.uid, *(key for key, _, _ in wanted))
        if shape != self._shape:
            self._shape = shape
            clear(self._levels)
            self.levels = {}
            for key, title, _ in wanted:
                made = fields.Lines(title, partial(self._put_level, key), 3)
                self.levels[key] = made
                self._levels.addWidget(fields.caption(title))
                self._levels.addWidget(made)
        for key, _, texts in wanted:
            fields.fill(self.levels[key], texts)

    # --- what is typed --------------------------------------------------------------------------

    def _change(self, field: str, change: Callable[[Framework], Framework]) -> None:
        if self.key:
            self.editing.change(change(self.editing.framework), self, f"{self.key}.{field}")

    def _put(self, field: str, value: object) -> None:
        self._change(field, lambda framework: edit.replace_item(framework, self.key, **{field: value}))

    def _put_category(self, field: str, value: object) -> None:
        self._change(field, lambda framework: edit.replace_category(framework, self.key, **{field: value}))

    def _answering(self, names: tuple[str, ...]) -> None:
        codes = {persona.name: persona.code for persona in self.editing.framework.personas}
        self._put("personas", tuple(codes.get(name, name) for name in names))

    def _rescale(self, scale: str) -> None:
        self.editing.change(edit.set_scale(self.editing.framework, self.key, scale))

    def _put_level(self, key: str, texts: tuple[str, ...]) -> None:
        framework = self.editing.framework
        if not framework.has(self.key):
            return
        item = framework.item(self.key)
        # A level without a sentence stays a level: the check says what it wants.
        written = texts or ("",)
        if item.kind == MINDSET:
            self._change(key, lambda f: edit.set_by_grade(f, self.key, key, written))
            return
        heading = next((one.heading for one in item.criteria if str(one.level) == key), "")
        self._change(key, lambda f: edit.set_criteria(f, self.key, int(key), heading, written))


def _parts(framework: Framework, item: Item) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return key, title and statements of each level or 職層 of an item."""
    if item.kind == MINDSET:
        said = {part.grade: tuple(one.text for one in part.statements) for part in item.by_grade}
        names = list(dict.fromkeys([*(grade.name for grade in framework.grades), *said]))
        return [(name, messages.GRADE_TEXT.format(grade=name), said.get(name, ())) for name in names]
    scale = next((one for one in framework.scales if one.code == item.scale), None)
    texts = {one.level: tuple(part.text for part in one.statements) for one in item.criteria}
    levels = scale.levels[1:] if scale else ()
    return [
        (str(level.value), messages.LEVEL_TEXT.format(label=level.choice), texts.get(level.value, ()))
        for level in levels
    ]


def _field(title: str, field: QWidget) -> Any:
    return column(fields.caption(title), field, gap=3)
