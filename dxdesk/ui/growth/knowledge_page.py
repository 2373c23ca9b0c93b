"""形式知: a register of what was written down, to find it again and to pass it on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from dxdesk.ui.growth import messages
from dxdesk.ui.look import dates, words
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import EditDialog
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, Part, card, column, row
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.usecases.development.knowledge import Entry


class KnowledgePage(QWidget):
    """The register; the screen does the work."""

    search_wanted = Signal(str)
    edit_wanted = Signal(object)
    remove_wanted = Signal(object)
    file_wanted = Signal()

    def __init__(self) -> None:
        """Make an empty register."""
        super().__init__()
        self.search = QLineEdit()
        self.search.setPlaceholderText(messages.KNOWLEDGE_SEARCH)
        self.search.setAccessibleName(messages.KNOWLEDGE_SEARCH)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.search_wanted)
        titles = messages.KNOWLEDGE_COLUMNS
        self.table: Table[Entry] = Table(
            [
                Col(titles[0], lambda e: e.title, 0, look=lambda e: "strong", wrap=True),
                Col(titles[1], lambda e: e.kind, 96),
                Col(titles[2], lambda e: e.skill, 150, wrap=True),
                Col(titles[3], lambda e: words.shown(e.people), 130, wrap=True),
                Col(titles[4], lambda e: dates.short_day(e.made_on), 90, order=lambda e: e.made_on),
                Col(titles[5], lambda e: e.place, 220, look=lambda e: "file", tip=lambda e: e.place),
            ],
            messages.TABS[messages.TAB_KNOWLEDGE],
        )
        self.table.nothing = messages.KNOWLEDGE_NONE
        self.add = primary(messages.KNOWLEDGE_ADD, lambda: self.edit_wanted.emit(None), name="add-knowledge")
        self.edit = button(messages.KNOWLEDGE_EDIT, self._edit, name="edit-knowledge")
        self.remove = button(messages.KNOWLEDGE_REMOVE, self._remove, name="remove-knowledge")
        self.file = button(messages.KNOWLEDGE_FILE, self.file_wanted.emit, icon="file", name="knowledge-file")
        self.table.picked.connect(self._enable)
        self.table.opened.connect(self.edit_wanted)
        body = card(
            Text(messages.KNOWLEDGE_TEXT, "muted", wrap=True),
            self.search,
            self.table,
            row(self.file, STRETCH, self.remove, self.edit, self.add, gap=8),
            gap=10,
            padding=12,
        )
        layout = body.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretch(2, 1)
        self.setLayout(row(body))
        self._enable(None)

    def show_entries(self, found: Sequence[Entry]) -> None:
        """Show what was found."""
        self.table.show_records(found)
        self.file.setEnabled(bool(found))
        self._enable(self.table.current())

    def _enable(self, entry: object) -> None:
        for act in (self.edit, self.remove):
            act.setEnabled(entry is not None)

    def _edit(self) -> None:
        self.edit_wanted.emit(self.table.current())

    def _remove(self) -> None:
        self.remove_wanted.emit(self.table.current())


class KnowledgeDialog(EditDialog):
    """One entry; ``wanted`` are its fields as they stand."""

    def __init__(
        self, entry: Entry | None, kinds: Sequence[str], skills: Sequence[str], parent: QWidget | None = None
    ) -> None:
        """Ask for an entry; ``entry`` None is a new one."""
        super().__init__(parent)
        self.setWindowTitle(messages.KNOWLEDGE_ADD)
        self.setMinimumWidth(560)
        self.banner = Banner()
        self.inputs: dict[str, QLineEdit | QComboBox] = {}
        parts: list[Part] = [Text(messages.KNOWLEDGE_TITLE, "title"), self.banner]
        written = _written(entry) if entry is not None else {}
        for key, title in messages.KNOWLEDGE_FIELDS.items():
            offered = {"kind": kinds, "skill": ("", *skills)}.get(key)
            field: QLineEdit | QComboBox = QLineEdit() if offered is None else Choice()
            value = written.get(key, "")
            if isinstance(field, QComboBox):
                field.addItems(list(dict.fromkeys((*(offered or ()), *([value] if value else [])))))
                field.setCurrentIndex(max(field.findText(value), 0))
            else:
                field.setText(dates.short_day(value) if key == "made_on" and value else value)
            field.setAccessibleName(title)
            self.inputs[key] = field
            parts.append(column(Text(title, "caption"), field, gap=3))
        self.accept_button = primary(messages.KNOWLEDGE_SAVE, self._try, name="accept")
        buttons = row(STRETCH, button("やめる", self.reject), self.accept_button)
        self.setLayout(column(*parts, STRETCH, buttons, gap=10, margins=(24, 20, 24, 20)))

    tried = Signal(dict)

    def _try(self) -> None:
        self.tried.emit(self.wanted)

    @property
    def wanted(self) -> dict[str, str]:
        """What is written in the fields."""
        return {
            key: field.currentText() if isinstance(field, QComboBox) else field.text().strip()
            for key, field in self.inputs.items()
        }


def _written(entry: Entry) -> dict[str, str]:
    """Return what the fields show of an entry, by their names."""
    return {
        "title": entry.title,
        "kind": entry.kind,
        "skill": entry.skill,
        "people": entry.people,
        "made_on": entry.made_on,
        "place": entry.place,
        "note": entry.note,
    }
