"""A list on the left and a form on the right: every part that is not a tree or a grid."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from dxdesk.domain import framework_edit as edit
from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import Framework, Persona, Requirement, Stage, Term
from dxdesk.domain.goals import Target, Tool
from dxdesk.domain.levels import Scale, ScaleLevel
from dxdesk.ui.framework import messages
from dxdesk.ui.framework.draft import Draft
from dxdesk.ui.framework.findings import LEAST_HIGH, ROW_HIGH, Finding
from dxdesk.ui.framework.forms import Form
from dxdesk.ui.framework.places import everywhere, outside
from dxdesk.ui.framework.specs import fields_of, requirement_names, stage_names
from dxdesk.ui.shell.asking import ask_first
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, column, row, scrolling

_ROLE = Qt.ItemDataRole.UserRole


class Ordered(QListWidget):
    """A list whose lines are dragged, or moved by Ctrl and an arrow; ``put`` = key, before which key."""

    put = Signal(str, str)

    def __init__(self) -> None:
        """Make an empty list."""
        super().__init__()
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setMinimumHeight(LEAST_HIGH)

    def dropEvent(self, event: QDropEvent) -> None:
        """Say where a line was dropped."""
        target = self.itemAt(event.position().toPoint())
        below = self.dropIndicatorPosition() == QAbstractItemView.DropIndicatorPosition.BelowItem
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.put_at(self.count() if target is None else self.row(target) + below)

    def put_at(self, position: int) -> None:
        """Ask for the move of what is chosen to a place."""
        line, before = self.currentItem(), self.item(position)
        if line is not None and before is not line:
            self.put.emit(line.data(_ROLE), before.data(_ROLE) if before is not None else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move what is chosen by Ctrl and an arrow."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        place = self.currentRow()
        if control and event.key() == Qt.Key.Key_Up and place > 0:
            self.put_at(place - 1)
        elif control and event.key() == Qt.Key.Key_Down and place + 1 < self.count():
            self.put_at(place + 2)
        else:
            super().keyPressEvent(event)


class ListPage(QWidget):
    """The things of one part of a draft."""

    refused = Signal(object)

    def __init__(self, draft: Draft, part: str) -> None:
        """Show a part of a draft."""
        super().__init__()
        self._draft, self._part = draft, part
        self._findings: tuple[Finding, ...] = ()
        self.dialog: QDialog | None = None
        self.list = Ordered()
        self.list.setAccessibleName(messages.PART_NAMES[part])
        self.form = Form(draft)
        self.places = Text("", "muted", wrap=True)
        self.add = button(messages.ADD, self._add, icon="plus", name=f"add-{part}")
        self.remove = button(messages.REMOVE, self._remove, look="quiet", name=f"remove-{part}")
        left = card(
            self.list,
            Text(messages.TREE_HINT, "caption", wrap=True),
            row(self.add, STRETCH, self.remove, gap=8),
            gap=8,
            padding=12,
        )
        layout = left.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretch(0, 1)
        inner = column(self.places, self.form, STRETCH, gap=12, margins=(16, 14, 16, 14))
        both = row(left, card(scrolling(inner), padding=0), gap=14)
        both.setStretch(0, 2)
        both.setStretch(1, 3)
        self.setLayout(both)
        self.list.currentItemChanged.connect(lambda *_: self._show_picked())
        self.list.put.connect(self._put)

    def show_draft(self) -> None:
        """Show the draft as it is now."""
        picked, place = self.picked(), self.list.currentRow()
        self.list.blockSignals(True)
        self.list.clear()
        for key, name in _names(self._draft.framework, self._part):
            line = QListWidgetItem(name or messages.UNNAMED)
            line.setData(_ROLE, key)
            line.setSizeHint(QSize(0, ROW_HIGH))
            self.list.addItem(line)
        self.list.blockSignals(False)
        if not self._pick(picked):
            # Renamed (what is known by its name), or removed: stay at the place.
            self.list.setCurrentRow(min(max(place, 0), self.list.count() - 1))
        self._show_picked()

    def show_findings(self, found: Iterable[Finding]) -> None:
        """Say what is to be looked at in what is chosen."""
        self._findings = tuple(found)
        key = self.picked()
        self.form.show_findings(one for one in self._findings if (one.part, one.key) == (self._part, key))

    def open(self, key: str, field: str = "") -> None:
        """Go to a thing and a field of it."""
        if self._pick(key):
            self.form.focus(field)

    def picked(self) -> str:
        """Return the key of what is chosen."""
        line = self.list.currentItem()
        return str(line.data(_ROLE)) if line is not None else ""

    def _pick(self, key: str) -> bool:
        for position in range(self.list.count()):
            if self.list.item(position).data(_ROLE) == key:
                self.list.setCurrentRow(position)
                return True
        return False

    def _show_picked(self) -> None:
        key = self.picked()
        self.form.setVisible(bool(key))
        self.places.setText(self._where(key) if key else messages.LIST_EMPTY)
        self.remove.setEnabled(bool(key))
        if key:
            fields = fields_of(self._draft.framework, self._part, key, self._draft.opened)
            known = key if edit.KEYS[self._part] != "name" else self.list.currentRow()
            self.form.show_fields(f"{self._part}/{known}", fields)
            self.show_findings(self._findings)

    def _add(self) -> None:
        framework = self._draft.framework
        taken = {one.name for one in edit.things(framework, self._part)}
        name = edit.free_name(messages.NEW_NAMES[self._part], taken)
        if self._part == edit.GRADES:
            self._draft.apply(edit.new_grade(framework, name))
            self.open(name, "name")
            return
        thing = _new(framework, self._part, f"{self._part[0]}{secrets.token_hex(4)}", name)
        self._draft.apply(edit.add(framework, self._part, thing))
        self.open(edit.key_of(self._part, thing), "name")

    def _put(self, key: str, before: str) -> None:
        self._draft.apply(edit.move(self._draft.framework, self._part, key, before))
        self._pick(key)

    def _remove(self) -> None:
        """Remove what is chosen; ask first where something goes with it, or people or versions have it."""
        key, framework = self.picked(), self._draft.framework
        used = edit.uses(framework, self._part, key)
        known = outside(self._draft.opened, self._part, key)
        if any(use.by not in edit.PLAIN_USES for use in used) or not (used or known):
            self._drop(key)
            return
        parts = [self._where(key)]
        if used and self._part in messages.REMOVE_WITH:
            parts.append(messages.REMOVE_WITH[self._part])
        if known:
            parts.append(messages.REMOVE_TEXT)
        name = dict(_names(framework, self._part))[key]
        self.dialog = ask_first(
            self,
            messages.REMOVE_ASK.format(name=name),
            "\n".join(parts),
            messages.REMOVE,
            lambda: self._drop(key),
            grave=False,
        )

    def _where(self, key: str) -> str:
        return everywhere(self._draft.opened, self._draft.framework, self._part, key)

    def _drop(self, key: str) -> None:
        try:
            self._draft.apply(edit.remove(self._draft.framework, self._part, key))
        except KnownError as error:
            self.refused.emit(error)


def _names(framework: Framework, part: str) -> list[tuple[str, str]]:
    if part == edit.REQUIREMENTS:
        return list(requirement_names(framework))
    if part == edit.STAGES:
        return list(stage_names(framework))
    return [(edit.key_of(part, one), one.name) for one in edit.things(framework, part)]


def _new(framework: Framework, part: str, key: str, name: str) -> edit.Thing:
    """Return a new thing of a name; what is missing shows among the findings."""
    if part == edit.STAGES:
        persona = next(iter(framework.personas), None)
        code = persona.code if persona else ""
        step = max((one.step for one in framework.stages if one.persona == code), default=0) + 1
        return Stage(key, code, step, name)
    made: dict[str, Callable[[], edit.Thing]] = {
        edit.SCALES: lambda: Scale(key, name, (ScaleLevel(0, "LV0", ""), ScaleLevel(1, "LV1", ""))),
        edit.PERSONAS: lambda: Persona(key, name),
        edit.REQUIREMENTS: lambda: Requirement(key, "course", name),
        edit.TARGETS: lambda: Target(key, name),
        edit.TOOLS: lambda: Tool(key, name),
        edit.GLOSSARY: lambda: Term(name, ""),
    }
    return made[part]()
