"""A form over one thing of a draft: fields are data, every change goes through the draft at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSpinBox,
    QWidget,
)

from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import Framework
from dxdesk.domain.goals_check import MOST
from dxdesk.ui.framework import messages
from dxdesk.ui.framework.draft import Draft
from dxdesk.ui.framework.findings import ROW_HIGH, Finding
from dxdesk.ui.framework.form_rows import FLAG, LINE, NUMBER, TEXT, Rows, Shape, Step
from dxdesk.ui.framework.texts import FittedText, fit, lines
from dxdesk.ui.shell.asking import ask_first
from dxdesk.ui.widgets.fields import Choice, NumberEdit
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.later import later
from dxdesk.ui.widgets.layouts import clear, column
from dxdesk.ui.widgets.reading import keep_drops_off

CHOICE, MANY, ROWS = "choice", "many", "rows"
_ROLE = Qt.ItemDataRole.UserRole
MANY_MOST = 132
"""How high a list of marks is at most, px."""

IN_VIEW = 120
"""What is seen above and below a field one is led to, px: its label and its note."""

Choices = Callable[[Framework], Sequence[tuple[str, str]]]


V = TypeVar("V")


@dataclass(frozen=True)
class Field(Generic[V]):
    """A field: how it reads a framework and how it writes into one.

    ``read`` gets the framework and returns text, bool, int, key, keys or rows by ``kind``; ``write`` gets the
    framework and such a value and returns the changed one, or raises ``ValueError`` with what is wrong.
    """

    name: str
    label: str
    kind: str
    read: Callable[[Framework], V]
    write: Callable[[Framework, V], Framework]
    choices: Choices = lambda _: ()
    shape: Shape | None = None
    """Of rows, which there can be; ``read`` and ``write`` then have them as tuples, a value a column."""


AnyField = Field[Any]
"""A field among others: what its values are, ``kind`` says, and only its own widget makes them."""


class Form(QWidget):
    """Fields under each other, each with room for what is to be looked at there."""

    edited = Signal(str)
    """A field's name, after the draft took the change."""

    def __init__(self, draft: Draft) -> None:
        """Make a form without fields."""
        super().__init__()
        self._draft = draft
        self._whole = column(gap=12)
        self.setLayout(self._whole)
        self._fields: dict[str, AnyField] = {}
        self._widgets: dict[str, QWidget] = {}
        self._notes: dict[str, Text] = {}
        self._shape: tuple[tuple[str, str], ...] = ()
        self._scope = ""
        self._filling = False
        self.dialog: QDialog | None = None

    def show_fields(self, scope: str, fields: Iterable[AnyField]) -> None:
        """Show the fields of a thing (``scope`` names it); widgets stay where they are the same."""
        found = {field.name: field for field in fields}
        shape = tuple((field.name, field.label) for field in found.values())
        self._fields, moved = found, scope != self._scope
        self._scope = scope
        if shape != self._shape:
            self._shape = shape
            self._build()
        self.refresh(moved=moved)

    def focus(self, name: str) -> None:
        """Put the cursor into a field, or into the first."""
        widget = self._widgets.get(name) or next(iter(self._widgets.values()), None)
        if widget is not None:
            # A page that has just come up takes the focus itself first.
            later(widget, lambda: self._go_to(widget))

    def _go_to(self, widget: QWidget) -> None:
        """Put the cursor into a field and bring it, with its note, into view."""
        widget.setFocus()
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(widget.focusProxy() or widget, 0, IN_VIEW)

    def rows(self, name: str) -> Rows:
        """Return the rows of a field that has some."""
        found = self._widgets[name]
        assert isinstance(found, Rows)
        return found

    def _build(self) -> None:
        clear(self._whole)
        self._widgets, self._notes = {}, {}
        for field in self._fields.values():
            widget = self._make(field)
            widget.setAccessibleName(field.label)
            widget.setObjectName(f"field-{field.name}")
            note = Text("", "caption", wrap=True, tone="attention")
            note.hide()
            self._widgets[field.name], self._notes[field.name] = widget, note
            parts = (
                (widget, note)
                if field.kind == FLAG
                else (Text(field.label, "caption", wrap=True), widget, note)
            )
            self._whole.addLayout(column(*parts, gap=4))
        keep_drops_off(self)

    def _make(self, field: AnyField) -> QWidget:
        name = field.name
        if field.kind == LINE:
            line = QLineEdit()
            line.textChanged.connect(lambda text: self._take(name, text))
            return line
        if field.kind == TEXT:
            text = FittedText()
            text.textChanged.connect(lambda: self._take(name, text.toPlainText()))
            return text
        if field.kind == FLAG:
            flag = QCheckBox(field.label)
            flag.toggled.connect(lambda on: self._take(name, on))
            return flag
        if field.kind == NUMBER:
            number = NumberEdit()
            number.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
            number.setRange(0, MOST)
            number.valueChanged.connect(lambda value: self._take(name, value))
            return number
        if field.kind == CHOICE:
            box = Choice()
            box.activated.connect(lambda _: self._take(name, box.currentData()))
            return box
        if field.kind == ROWS and field.shape is not None:
            rows = Rows(name, field.shape)
            rows.changed.connect(lambda found, cell: self._take(name, found, cell))
            rows.add_wanted.connect(lambda: self._step(name, lambda shape, now: shape.add(now)))
            rows.remove_wanted.connect(
                lambda place: self._step(name, lambda shape, now: shape.remove(now, place))
            )
            return rows
        many = QListWidget()
        many.itemChanged.connect(lambda _: self._take(name, _checked(many)))
        return many

    def _step(self, name: str, step: Callable[[Shape, Framework], Step]) -> None:
        """Add or remove a row; ask first where that changes something elsewhere."""
        field, note = self._fields[name], self._notes[name]
        if field.shape is None:
            return
        try:
            done = step(field.shape, self._draft.framework)
        except KnownError as error:
            problem = error.problem
            note.setText(f"{problem.message}{problem.fix}({problem.found})")
            note.show()
            return
        note.hide()
        if not done.means:
            self._draft.apply(done.framework)
            return
        self.dialog = ask_first(
            self,
            messages.ROW_ASK,
            done.means,
            messages.ROW_GO,
            lambda: self._draft.apply(done.framework),
            grave=False,
        )

    def _take(self, name: str, value: object, cell: str = "") -> None:
        if self._filling:
            return
        field, note = self._fields[name], self._notes[name]
        try:
            changed = field.write(self._draft.framework, meant(value))
        except ValueError as error:
            note.setText(str(error))
            note.show()
            if field.kind not in (LINE, TEXT):
                self.refresh()  # what was marked is not so; what is being typed stays to be put right
            return
        note.hide()
        # A list of marks sends a step each; letters of one field belong together.
        typed = cell if field.kind == ROWS else name if field.kind in (LINE, TEXT, NUMBER) else ""
        typing = f"{self._scope}/{name}/{typed}" if typed else ""
        self._draft.apply(changed, typing)
        widget = self._widgets[name]
        if isinstance(widget, FittedText):
            fit(widget)
        self.edited.emit(name)

    def refresh(self, *, moved: bool = False) -> None:
        """Show what the draft says now; what is being typed is left alone."""
        self._filling = True
        for name, field in self._fields.items():
            _show(self._widgets[name], field, self._draft.framework, moved=moved)
        self._filling = False

    def show_findings(self, found: Iterable[Finding]) -> None:
        """Say beside the fields what is to be looked at."""
        said: dict[str, list[str]] = {}
        for one in found:
            said.setdefault(one.field, []).append(one.text.partition(": ")[2])
        for name, note in self._notes.items():
            note.setText("\n".join(said.get(name, ())))
            note.setVisible(name in said)


def meant(value: object) -> object:
    """Return what is meant by what stands in a field: blanks at the ends are nobody's intention."""
    if isinstance(value, tuple):
        return tuple(meant(one) for one in value)
    return value.strip() if isinstance(value, str) else value


def _show(widget: QWidget, field: AnyField, framework: Framework, *, moved: bool) -> None:
    value = field.read(framework)
    if isinstance(widget, QLineEdit):
        # A blank between two words is typed before the second one.
        if moved or widget.text().strip() != value.strip():
            widget.setText(value)
    elif isinstance(widget, FittedText):
        # A line just begun says nothing yet: it stays as it is typed.
        if moved or lines(widget.toPlainText()) != lines(value):
            widget.setPlainText(value)
        fit(widget)
    elif isinstance(widget, QCheckBox):
        widget.setChecked(value)
    elif isinstance(widget, QSpinBox):
        widget.setValue(value)
    elif isinstance(widget, Rows) and field.shape is not None:
        widget.show_rows(value, field.shape.fixed(framework))
    elif isinstance(widget, QComboBox):
        _offer(widget, field.choices(framework), value)
    elif isinstance(widget, QListWidget):
        _mark(widget, field.choices(framework), value)


def _offer(box: QComboBox, choices: Sequence[tuple[str, str]], value: str) -> None:
    if [(box.itemData(n), box.itemText(n)) for n in range(box.count())] != list(choices):
        box.clear()
        for key, text in choices:
            box.addItem(text, key)
    box.setCurrentIndex(box.findData(value))


def _mark(many: QListWidget, choices: Sequence[tuple[str, str]], value: Iterable[str]) -> None:
    held = set(value)
    shown = [(many.item(n).data(_ROLE), many.item(n).text()) for n in range(many.count())]
    if shown != list(choices):
        many.clear()
        for key, text in choices:
            line = QListWidgetItem(text)
            line.setData(_ROLE, key)
            line.setSizeHint(QSize(0, ROW_HIGH))
            line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            many.addItem(line)
        many.setFixedHeight(min(MANY_MOST, 6 + ROW_HIGH * max(1, len(choices))))
    for number in range(many.count()):
        line = many.item(number)
        on = line.data(_ROLE) in held
        line.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


def _checked(many: QListWidget) -> tuple[str, ...]:
    found = (many.item(number) for number in range(many.count()))
    return tuple(line.data(_ROLE) for line in found if line.checkState() is Qt.CheckState.Checked)
