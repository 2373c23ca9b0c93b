"""What one does with the register of 形式知: find, write down, mend, take out, write to Excel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog

from dxdesk.ports.store import Progress
from dxdesk.ui.growth import messages
from dxdesk.ui.growth.knowledge_page import KnowledgeDialog, KnowledgePage
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.asking import ask_first
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen

if TYPE_CHECKING:
    from dxdesk.usecases.development.knowledge import Entry


class Register(QObject):
    """Runs the work of the page through its screen."""

    def __init__(self, screen: Screen) -> None:
        """Make the page and read the register."""
        super().__init__(screen)
        self.screen, self.page = screen, KnowledgePage()
        self.dialog: QDialog | None = None
        self._skills: tuple[str, ...] = ()
        self.page.search_wanted.connect(lambda _: self.load())
        self.page.edit_wanted.connect(self.edit)
        self.page.remove_wanted.connect(self._ask_remove)
        self.page.file_wanted.connect(self._choose_folder)
        self.load()

    def load(self) -> None:
        """Read what fits the search."""
        desk, query = self.screen.desk, self.page.search.text()

        def work(_: Progress) -> tuple[tuple[str, ...], tuple[Entry, ...]]:
            from dxdesk.domain.errors import KnownError
            from dxdesk.usecases.development.knowledge import entries
            from dxdesk.usecases.skillmap.building import people_map

            try:
                skills = tuple(item.title for item in people_map(desk).items)
            except KnownError:  # before the first year there is no framework to choose a skill from
                skills = ()
            return skills, entries(desk, query)

        def done(found: tuple[tuple[str, ...], tuple[Entry, ...]]) -> None:
            self._skills, entries = found
            if query == self.page.search.text():
                self.page.show_entries(entries)

        self.screen.ask(work, done)

    def edit(self, entry: Entry | None) -> None:
        """Ask for an entry, new (``None``) or one there is."""
        from dxdesk.usecases.development.knowledge import KINDS, Entry

        dialog = KnowledgeDialog(entry, KINDS, self._skills, self.page)
        desk = self.screen.desk

        def keep(wanted: dict[str, str]) -> None:
            written = Entry(
                title=wanted["title"],
                kind=wanted["kind"],
                skill=wanted["skill"],
                people=wanted["people"],
                made_on=wanted["made_on"],
                place=wanted["place"],
                note=wanted["note"],
                key=entry.key if entry is not None else "",
            )

            def work(_: Progress) -> Entry:
                from dxdesk.usecases.development.knowledge import save_entry

                return save_entry(desk, written)

            def done(_: Entry) -> None:
                dialog.accept()
                self.screen.saved.emit(messages.KNOWLEDGE_SAVED)
                self.load()

            self.screen.ask(work, done, kind=Work.ACT, failed=dialog.banner.refuse)

        dialog.tried.connect(keep)
        dialog.open()
        self.dialog = dialog

    def _ask_remove(self, entry: Entry) -> None:
        self.dialog = ask_first(
            self.page,
            messages.KNOWLEDGE_ASK.format(title=entry.title),
            messages.KNOWLEDGE_ASK_TEXT,
            messages.KNOWLEDGE_GO,
            lambda: self._remove(entry.key),
            grave=True,
        )

    def _remove(self, key: str) -> None:
        desk = self.screen.desk

        def work(_: Progress) -> None:
            from dxdesk.usecases.development.knowledge import remove_entry

            remove_entry(desk, key)

        self.screen.ask(work, lambda _: self.load(), kind=Work.ACT)

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self.page, messages.KNOWLEDGE_FOLDER, str(sending.kept_folder("knowledge"))
        )
        if folder:
            sending.keep_folder("knowledge", Path(folder))
            self.write_to(Path(folder))

    def write_to(self, folder: Path) -> None:
        """Write what is shown into a folder."""
        desk, query = self.screen.desk, self.page.search.text()

        def work(_: Progress) -> Path:
            from dxdesk.usecases.development.knowledge import entries, write_register

            return write_register(desk, entries(desk, query), folder / messages.KNOWLEDGE_NAME)

        def done(path: Path) -> None:
            said = messages.KNOWLEDGE_WRITTEN.format(file=path.name)
            self.screen.banner.say(said, str(path), tone="done")

        self.screen.ask(work, done, title=messages.LOADING, kind=Work.ACT)
