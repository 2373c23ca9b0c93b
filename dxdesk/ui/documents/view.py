"""帳票: kinds and scope at the left, the preview at the right; a second page makes workbooks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFileDialog,
    QFrame,
    QPushButton,
    QRadioButton,
    QTabWidget,
    QVBoxLayout,
)

from dxdesk.domain.errors import KnownError
from dxdesk.ui import sending, words
from dxdesk.ui.documents import messages
from dxdesk.ui.documents.preview import Preview
from dxdesk.ui.operations import Operations
from dxdesk.ui.screen import Screen
from dxdesk.ui.widgets.basics import (
    Text,
    button,
    card,
    column,
    inside,
    primary,
    repolish,
    row,
    scrolling,
)
from dxdesk.usecases.desk import Desk
from dxdesk.usecases.ports import Progress
from dxdesk.usecases.rows import Role


class Documents(Screen):
    """The documents screen."""

    interested = frozenset({"roster", "cycle", "standing", "receipts"})
    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen."""
        super().__init__(desk, operations)
        self.set_title(messages.TITLE)
        self.kind = ""
        self.kinds: dict[str, QRadioButton] = {}
        self._kinds: QVBoxLayout = column(gap=2)
        self.scope = QComboBox()
        self.scope.addItem(messages.EVERYBODY, "all")
        self.scope.addItem(messages.SECTION, "section")
        self.scope.addItem(messages.PERSON, "person")
        self.section, self.person = QComboBox(), QComboBox()
        self.scope.setAccessibleName(messages.SCOPE)
        self.section.setAccessibleName(messages.SECTION)
        self.person.setAccessibleName(messages.PERSON)
        self.person.setEditable(True)
        self.person.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = self.person.completer()
        if isinstance(completer, QCompleter):
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.preview = Preview()
        self.show_button: QPushButton = primary(messages.SHOW, self.make, name="show")
        self.print_button = button(messages.PRINT, self._print, icon="print", name="print")
        self.save_button = button(messages.SAVE, self._save, icon="save", name="save")
        self.add_head(self.save_button, self.print_button)
        self.file_cards: dict[str, QPushButton] = {}
        self._wanted_kind = ""
        self._at_once = False
        self._lay_out()
        self.scope.currentIndexChanged.connect(lambda *_: self._scoped())
        self._show_pdf(b"")

    def _lay_out(self) -> None:
        self._scope_part = inside(
            column(Text(messages.SCOPE, "caption"), self.scope, self.section, self.person, gap=6)
        )
        left = card(
            Text(messages.KIND, "caption"),
            scrolling(self._kinds),
            self._scope_part,
            self.show_button,
            gap=10,
        )
        left.setFixedWidth(290)
        both = row(left, card(self.preview, padding=10), gap=14, margins=(0, 12, 0, 0))
        both.setStretch(1, 1)
        self._files: QVBoxLayout = column(gap=10, margins=(0, 12, 8, 12))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(inside(both), messages.TABS[0])
        if messages.FILES_OF[self.desk.role.value]:
            self.tabs.addTab(scrolling(self._files), messages.TABS[1])
            for kind in messages.FILES_OF[self.desk.role.value]:
                self._files.addWidget(self._file_card(kind))
            self._files.addStretch(1)
        self.tabs.currentChanged.connect(self._tabbed)
        self.body.addWidget(self.tabs, 1)
        personal = self.desk.role is Role.PERSONAL
        self._scope_part.setVisible(not personal)

    def _file_card(self, kind: str) -> QFrame:
        title, text, _ = messages.FILES[kind]
        act = button(messages.MAKE, lambda: self.make_file(kind), name=f"make-{kind}")
        act.setAccessibleName(f"{title}を作る")
        self.file_cards[kind] = act
        line = row(column(Text(title, "strong"), Text(text, "muted", wrap=True), gap=3), act, gap=16)
        line.setContentsMargins(16, 12, 16, 12)
        line.setStretch(0, 1)
        return inside(line, look="card")

    def enter(self, what: Mapping[str, Any]) -> None:
        """Come to the screen, perhaps for a kind of document or file, or for a person."""
        super().enter(what)
        focus = str(what.get("focus", ""))
        for kind, act in self.file_cards.items():
            act.setProperty("look", "primary" if kind == focus else "secondary")
            repolish(act)
        if focus in self.file_cards:
            self.tabs.setCurrentIndex(1)
        elif what.get("kind") or self.desk.role is Role.PERSONAL:
            self.tabs.setCurrentIndex(0)
        kind = str(what.get("kind", ""))
        if self.desk.role is Role.PERSONAL and focus == "results":
            kind, self._at_once = "result-notice", True
        if kind:
            self._wanted_kind = kind
            self._pick_kind()

    def start_search(self) -> None:
        """Search the document."""
        self.preview.finder.setFocus()

    def load(self) -> None:
        """Read kinds, sections and people."""

        def work(_: Progress) -> Any:
            from dxdesk.usecases.reports import kinds_for
            from dxdesk.usecases.status import status

            try:
                found = status(self.desk)
                sections, people = found.sections, found.people
            except KnownError:
                sections, people = (), ()
            return kinds_for(self.desk.role), sections, people

        self.ask(work, lambda found: self._fill(*found))

    def _fill(self, kinds: Any, sections: Any, people: Any) -> None:
        if not self.kinds:
            for kind in kinds:
                self._add_kind(kind)
            self._kinds.addStretch(1)
        chosen = self.section.currentData(), self.person.currentData()
        self.section.clear()
        for section in sections:
            self.section.addItem(section.name or "(所属なし)", section.code)
        self.person.clear()
        for person in people:
            self.person.addItem(f"{words.shown(person.name)} {person.kana} {person.number}", person.number)
        for box, data in ((self.section, chosen[0]), (self.person, chosen[1])):
            box.setCurrentIndex(max(box.findData(data), 0) if box.count() else -1)
        self._pick_kind()
        self._scoped()

    def _add_kind(self, kind: Any) -> None:
        made = QRadioButton(kind.title)
        made.setObjectName(f"kind-{kind.kind}")
        made.setProperty("per_person", kind.per_person)
        made.toggled.connect(lambda on, name=kind.kind: self._chose(name) if on else None)
        self.kinds[kind.kind] = made
        note = Text(messages.DESCRIPTIONS.get(kind.kind, ""), "caption", wrap=True)
        self._kinds.addWidget(made)
        self._kinds.addLayout(row(note, margins=(26, 0, 8, 8)))

    def _pick_kind(self) -> None:
        if not self.kinds:
            return
        wanted = self._wanted_kind or self.kind or next(iter(self.kinds))
        self._wanted_kind = ""
        if wanted in self.kinds:
            self.kinds[wanted].setChecked(True)
            if self._at_once:
                self._at_once = False
                self.make()

    def _chose(self, kind: str) -> None:
        if kind != self.kind:
            self.kind = kind
            self._show_pdf(b"")

    def _tabbed(self, place: int) -> None:
        for part in (self.save_button, self.print_button):
            part.setVisible(place == 0)

    def _scoped(self) -> None:
        scope = self.scope.currentData()
        self.section.setVisible(scope == "section")
        self.person.setVisible(scope == "person")

    # --- documents -----------------------------------------------------------------------------

    def make(self) -> None:
        """Make the document chosen and show it."""
        kind, scope = self.kind, self.scope.currentData()
        section = str(self.section.currentData() or "") if scope == "section" else ""
        employee = str(self.person.currentData() or "") if scope == "person" else ""

        def work(progress: Progress) -> bytes:
            from dxdesk.usecases.reports import make_report

            return make_report(self.desk, kind, section, employee, progress=progress)

        self.banner.hide()
        self.ask(work, self._show_pdf, title=messages.WORK)

    def _show_pdf(self, data: bytes) -> None:
        self.preview.show_pdf(data)
        shown = bool(data)
        # The filled button is the next step: show first, then print.
        self.show_button.setProperty("look", "secondary" if shown else "primary")
        self.print_button.setProperty("look", "primary" if shown else "secondary")
        for part in (self.show_button, self.print_button):
            repolish(part)
        self.print_button.setEnabled(shown)
        self.save_button.setEnabled(shown)

    def _print(self) -> None:
        pages = self.preview.print_out(self)
        if pages:
            self.banner.say(messages.PRINTED.format(pages=pages), tone="done")

    def _save(self) -> None:
        title = self.kinds[self.kind].text() if self.kind in self.kinds else messages.TITLE
        start = sending.kept_folder("documents") / f"{title}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, messages.SAVE, str(start), "PDF (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write the document shown."""
        sending.keep_folder("documents", path.parent)
        preview = self.preview

        def work(_: Progress) -> None:
            try:
                preview.save(path)
            except OSError as error:
                raise KnownError(
                    "file-not-written",
                    "PDFを保存できませんでした。元のファイルがあれば、そのまま残っています。",
                    "別の場所か名前にするか、同じファイルを開いていたら閉じてください。",
                    found=path.name,
                ) from error

        self.ask(
            work,
            lambda _: self.banner.say(messages.SAVED.format(file=path), tone="done"),
            title=messages.SAVE,
        )

    # --- workbooks -----------------------------------------------------------------------------

    def make_file(self, kind: str) -> None:
        """Ask where and make workbooks of a kind."""
        title, text, following = messages.FILES[kind]
        self.dialog = sending.send(self, kind, f"{title}を作る", text, following)


def make(desk: Desk, operations: Operations) -> Screen:
    """Return the screen."""
    return Documents(desk, operations)
