"""Kinds of people, evidence, stages and scales: a list, and the form of what is chosen in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QSpinBox, QStackedWidget, QWidget

from dxdesk.domain.framework import Framework
from dxdesk.ui.framework import fields, messages
from dxdesk.ui.framework.editing import Editing
from dxdesk.ui.widgets.basics import STRETCH, Text, button, card, column, row, scrolling

LINE, LINES, TICK, NUMBER, CHOICE, MANY = "line", "lines", "tick", "number", "choice", "many"
MOST, ROW = 999, 32
CODE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a part: its name, how it is filled in, and what it offers (data, text)."""

    key: str
    kind: str
    offers: Callable[[Framework], list[tuple[str, str]]] | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of part: where it lies, its fields, and the rules that change it."""

    part: str
    fields: tuple[Field, ...]
    add: Callable[[Framework], tuple[Framework, str]]
    put: Callable[[Framework, str, str, Any], Framework]
    remove: Callable[[Framework, str], Framework]
    uses: Callable[[Framework, str], Sequence[str]]
    read: Callable[[Any, str], Any] = getattr
    title: Callable[[Framework, Any], str] = lambda _, one: str(one.name)


class PartsPage(QWidget):
    """One kind of part of the draft."""

    def __init__(self, editing: Editing, kind: Kind) -> None:
        """Make an empty list and form."""
        super().__init__()
        self.editing, self.kind, self.key = editing, kind, ""
        self.list = QListWidget()
        self.list.setAccessibleName(messages.FIELDS.get(kind.part, messages.NEW[kind.part]))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._picked)
        self.add = button(messages.ADD, self._add, icon="plus", name=f"add-{kind.part}")
        self.remove = button(messages.REMOVE, self._remove, name=f"remove-{kind.part}")
        self.inputs: dict[str, QWidget] = {field.key: self._make(field) for field in kind.fields}
        self.uses = Text("", "muted", wrap=True)
        left = card(self.list, row(self.add, STRETCH, self.remove, gap=8), gap=8, padding=12)
        left.setFixedWidth(300)
        form = column(gap=10, margins=(2, 2, 14, 8))
        for field in kind.fields:
            if field.kind != TICK:
                form.addWidget(fields.caption(messages.FIELDS[field.key]))
            form.addWidget(self.inputs[field.key])
        form.addWidget(self.uses)
        form.addStretch(1)
        self.form = QStackedWidget()
        self.form.addWidget(Text(messages.NO_PART[kind.part], "muted", wrap=True))
        self.form.addWidget(scrolling(form))
        right = card(self.form, padding=14)
        whole: QHBoxLayout = row(left, right, gap=14)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _make(self, field: Field) -> QWidget:
        name = messages.FIELDS[field.key]
        put = partial(self._put, field.key)
        if field.kind == LINE:
            return fields.line(name, put)
        if field.kind in (LINES, MANY):
            return fields.Lines(name, put, 3)
        if field.kind == TICK:
            return fields.tick(name, put)
        if field.kind == CHOICE:
            return fields.choice(name, put)
        number = QSpinBox()
        number.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        number.setAccessibleName(name)
        number.setRange(0, MOST)
        number.valueChanged.connect(put)
        return number

    def show_framework(self, framework: Framework) -> None:
        """Show the parts there are; what is chosen stays chosen."""
        self.list.blockSignals(True)
        self.list.clear()
        for one in getattr(framework, self.kind.part):
            entry = QListWidgetItem(self.kind.title(framework, one).strip() or messages.NO_NAME)
            entry.setData(CODE, one.code)
            entry.setSizeHint(QSize(0, ROW))
            entry.setToolTip(entry.text())
            self.list.addItem(entry)
        self.list.blockSignals(False)
        codes = [one.code for one in getattr(framework, self.kind.part)]
        self.pick(self.key if self.key in codes else codes[0] if codes else "")

    def pick(self, key: str) -> None:
        """Choose a part by code."""
        for place in range(self.list.count()):
            if self.list.item(place).data(CODE) == key:
                self.list.setCurrentRow(place)
        self._show(key)

    def _picked(self, entry: QListWidgetItem | None) -> None:
        self._show(str(entry.data(CODE)) if entry is not None else "")

    def _show(self, key: str) -> None:
        self.key = key
        one = self._part()
        self.remove.setEnabled(one is not None)
        self.form.setCurrentIndex(1 if one is not None else 0)
        if one is None:
            return
        framework = self.editing.framework
        for field in self.kind.fields:
            made, value = self.inputs[field.key], self.kind.read(one, field.key)
            if field.kind == CHOICE and field.offers is not None:
                fields.entries(made, field.offers(framework))  # type: ignore[arg-type]
            if field.kind == MANY and field.offers is not None:
                names = dict(field.offers(framework))
                value = tuple(names.get(each, each) for each in value)
            if isinstance(made, QSpinBox):
                made.blockSignals(True)
                made.setValue(int(value))
                made.blockSignals(False)
            else:
                fields.fill(made, value)
        places = self.kind.uses(framework, key)
        self.uses.setText(messages.USES.format(places="、".join(places)) if places else messages.NO_USES)

    def _part(self) -> Any:
        parts = getattr(self.editing.framework, self.kind.part)
        return next((one for one in parts if one.code == self.key), None)

    def _put(self, field: str, value: Any) -> None:
        if self._part() is None:
            return
        offered = next(one for one in self.kind.fields if one.key == field)
        framework = self.editing.framework
        if offered.kind == MANY and offered.offers is not None:
            codes = {text: data for data, text in offered.offers(framework)}
            value = tuple(codes.get(each, each) for each in value)
        changed = self.kind.put(framework, self.key, field, value)
        self.editing.change(changed, self, f"{self.key}.{field}")
        entry = self.list.currentItem()
        one = self._part()
        if entry is not None and one is not None:
            entry.setText(self.kind.title(self.editing.framework, one).strip() or messages.NO_NAME)

    def _add(self) -> None:
        framework, key = self.kind.add(self.editing.framework)
        self.key = key
        self.editing.change(framework)
        self.pick(key)

    def _remove(self) -> None:
        self.editing.change(self.kind.remove(self.editing.framework, self.key))
