"""分類とスキル: the tree on the left, what is chosen on the right."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from dxdesk.domain import framework_edit as edit
from dxdesk.domain.errors import KnownError
from dxdesk.ui.framework import messages
from dxdesk.ui.framework.draft import Draft
from dxdesk.ui.framework.findings import Finding
from dxdesk.ui.framework.forms import Form
from dxdesk.ui.framework.outline import DROPPED, Outline
from dxdesk.ui.framework.places import everywhere
from dxdesk.ui.framework.specs import fields_of
from dxdesk.ui.shell.asking import ask_first
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, column, row, scrolling


class SkillsPage(QWidget):
    """Categories and skills of a draft; ``refused`` carries what cannot be done."""

    refused = Signal(object)

    def __init__(self, draft: Draft) -> None:
        """Show a draft."""
        super().__init__()
        self._draft = draft
        self._findings: tuple[Finding, ...] = ()
        self.dialog: QDialog | None = None
        self.tree = Outline()
        self.form = Form(draft)
        self.places = Text("", "muted", wrap=True)
        self.hint = Text(messages.PICK, "muted", wrap=True)
        self.add_skill = button(messages.ADD_SKILL, self._add_skill, icon="plus", name="add-skill")
        self.add_category = button(messages.ADD_CATEGORY, self._add_category, name="add-category")
        self.remove = button(messages.REMOVE, self._remove, look="quiet", name="remove")
        left = card(
            self.tree,
            Text(messages.TREE_HINT, "caption", wrap=True),
            row(self.add_skill, self.add_category, STRETCH, self.remove, gap=8),
            gap=8,
            padding=12,
        )
        layout = left.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretch(0, 1)
        inner = column(self.hint, self.places, self.form, STRETCH, gap=12, margins=(16, 14, 16, 14))
        right = card(scrolling(inner), padding=0)
        both = row(left, right, gap=14)
        both.setStretch(0, 2)
        both.setStretch(1, 3)
        self.setLayout(both)
        self.tree.currentItemChanged.connect(lambda *_: self._show_picked())
        self.tree.put.connect(self._put)

    def show_draft(self) -> None:
        """Show the draft as it is now."""
        framework = self._draft.framework
        base = self._draft.opened.base
        dropped = edit.dropped(framework, base) if base else ()
        self.tree.show_framework(framework, dropped)
        self._show_picked()

    def show_findings(self, found: Iterable[Finding]) -> None:
        """Say what is to be looked at in what is chosen."""
        self._findings = tuple(found)
        part, key = self.tree.picked()
        self.form.show_findings(one for one in self._findings if (one.part, one.key) == (part, key))

    def open(self, part: str, key: str, field: str = "") -> None:
        """Go to a thing and a field of it."""
        if self.tree.pick(part, key):
            self.form.focus(field)

    def _show_picked(self) -> None:
        part, key = self.tree.picked()
        framework = self._draft.framework
        known = part in edit.KEYS
        self.form.setVisible(known)
        self.places.setVisible(known)
        self.hint.setVisible(not known)
        base = self._draft.opened.base
        gone = base.item(key).name if base is not None and part == DROPPED and key else ""
        self.hint.setText(messages.RETIRED.format(name=gone) if gone else messages.PICK)
        self.remove.setEnabled(known or (part == DROPPED and bool(key)))
        retiring = part == edit.ITEMS and key in self._draft.opened.known
        acts = {DROPPED: messages.RESTORE}
        self.remove.setText(acts.get(part, messages.RETIRE if retiring else messages.REMOVE))
        if known:
            self.places.setText(self._where(part, key))
            self.form.show_fields(f"{part}/{key}", fields_of(framework, part, key, self._draft.opened))
            self.show_findings(self._findings)

    def _where(self, part: str, key: str) -> str:
        return everywhere(self._draft.opened, self._draft.framework, part, key)

    def _category(self) -> str:
        part, key = self.tree.picked()
        if part == edit.CATEGORIES:
            return key
        item = edit.find(self._draft.framework, edit.ITEMS, key) if part == edit.ITEMS else None
        first = next(iter(self._draft.framework.categories), None)
        return item.category if item else first.uid if first else ""

    def _fresh(self) -> str:
        # By chance and not by counting: a uid that was used once never means something else later.
        return f"{self._draft.framework.code}.{secrets.token_hex(4)}"

    def _add_skill(self) -> None:
        uid = self._fresh()
        names = {item.name for item in self._draft.framework.items}
        added = edit.new_skill(
            self._draft.framework, uid, self._category(), edit.free_name(messages.NEW_SKILL, names)
        )
        self._draft.apply(added)
        self.open(edit.ITEMS, uid, "name")

    def _add_category(self) -> None:
        uid = self._fresh()
        part, key = self.tree.picked()
        names = {category.name for category in self._draft.framework.categories}
        name = edit.free_name(messages.NEW_CATEGORY, names)
        try:
            parent = key if part == edit.CATEGORIES else ""
            self._draft.apply(edit.new_category(self._draft.framework, uid, parent, name))
        except KnownError as error:
            self.refused.emit(error)
            return
        self.open(edit.CATEGORIES, uid, "name")

    def _put(self, part: str, key: str, category: str, before: str) -> None:
        framework = self._draft.framework
        move = edit.move_item if part == edit.ITEMS else edit.move_category
        try:
            self._draft.apply(move(framework, key, category, before))
        except KnownError as error:
            self.refused.emit(error)
            return
        self.tree.pick(part, key)

    def _remove(self) -> None:
        part, key = self.tree.picked()
        if part == DROPPED:
            self._restore(key)
            return
        known = self._draft.opened.known.get(key, ()) if part == edit.ITEMS else ()
        if not known:
            self._drop(part, key)
            return
        name = self._draft.framework.item(key).name
        self.dialog = ask_first(
            self,
            messages.RETIRE_ASK.format(name=name),
            messages.RETIRE_TEXT.format(known="、".join(known)),
            messages.RETIRE,
            lambda: self._drop(part, key),
            grave=False,
        )

    def _drop(self, part: str, key: str) -> None:
        try:
            self._draft.apply(edit.remove(self._draft.framework, part, key))
        except KnownError as error:
            self.refused.emit(error)

    def _restore(self, uid: str) -> None:
        base = self._draft.opened.base
        if base is None:
            return
        item = base.item(uid)
        restored = edit.add(self._draft.framework, edit.ITEMS, item)
        if edit.find(restored, edit.CATEGORIES, item.category) is not None:
            restored = edit.move_item(restored, uid, item.category)
        self._draft.apply(restored)
        self.tree.pick(edit.ITEMS, uid)
