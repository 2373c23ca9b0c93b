"""体系: the versions there are, the drafts, and the editor of one of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QStackedWidget

from dxdesk.domain.errors import KnownError
from dxdesk.ports.changes import Changes
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.ui.framework import messages
from dxdesk.ui.framework.draft import Draft
from dxdesk.ui.framework.editor import Editor
from dxdesk.ui.framework.list_view import VersionsView
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.asking import ask_first
from dxdesk.ui.shell.operations import Operations, Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.usecases.framework_editing.drafts import DraftLine, OpenDraft, Publication
    from dxdesk.usecases.framework_editing.proposed import ProposedVersion
    from dxdesk.usecases.framework_editing.taking import Version


class FrameworkScreen(Screen):
    """The screen 体系."""

    interested = Changes.SETTINGS | Changes.CYCLE | Changes.RECEIPTS | Changes.KEYS
    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen."""
        super().__init__(desk, operations)
        self.dialog: QDialog | None = None
        self.editor: Editor | None = None
        self.list = VersionsView(self)
        self.list.open_wanted.connect(self._open)
        self.list.delete_wanted.connect(self._ask_delete)
        self.list.copy_wanted.connect(self._copy)
        self.list.book_wanted.connect(self._choose_book)
        self.list.proposal_wanted.connect(self.take_proposal)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.list)
        self.body.addWidget(self.pages, 1)
        self.set_title(messages.TITLE, messages.SUBTITLE)

    def load(self) -> None:
        """Read drafts and versions."""
        desk = self.desk

        def work(_: Progress) -> tuple[DraftLine, ...]:
            from dxdesk.usecases.framework_editing.drafts import drafts

            return drafts(desk)

        self.ask(work, self.list.show_drafts)
        if desk.role is Role.HR:
            self.ask(self._read_proposals, self.list.show_proposals)
        self.list.versions.load()

    def _read_proposals(self, _: Progress) -> tuple[ProposedVersion, ...]:
        from dxdesk.usecases.framework_editing.proposed import proposals

        return proposals(self.desk)

    def take_proposal(self, key: str) -> None:
        """Make a draft of what DX推進課 proposes and open it."""

        def work(_: Progress) -> OpenDraft:
            from dxdesk.usecases.framework_editing.proposed import take_proposal

            return take_proposal(self.desk, key)

        self.ask(work, self.edit, title=messages.WORK, kind=Work.KEEP)

    def save(self) -> None:
        """Write what was typed last, also in a draft that was closed before it could be written."""
        for draft in self._drafts():
            draft.save_now()

    def _drafts(self) -> list[Draft]:
        found: list[Draft] = list(self.findChildren(Draft))
        return found

    def _copy(self, version: Version) -> None:
        desk = self.desk

        def work(_: Progress) -> OpenDraft:
            from dxdesk.usecases.framework_editing.drafts import new_draft

            return new_draft(desk, version.code, version.version)

        self.ask(work, self.edit, title=messages.WORK, kind=Work.KEEP)

    def _choose_book(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, messages.BOOK_FILE, str(sending.kept_folder("framework")), messages.BOOK_FILTER
        )
        if chosen:
            sending.keep_folder("framework", Path(chosen).parent)
            self.take_book(Path(chosen))

    def take_book(self, path: Path) -> None:
        """Make a draft of a workbook and open it."""
        desk = self.desk

        def work(_: Progress) -> OpenDraft:
            from dxdesk.usecases.framework_editing.drafts import draft_of_book

            return draft_of_book(desk, path)

        self.ask(work, self.edit, title=messages.WORK, kind=Work.KEEP)

    def _open(self, line: DraftLine) -> None:
        desk = self.desk

        def work(_: Progress) -> OpenDraft:
            from dxdesk.usecases.framework_editing.drafts import open_draft

            return open_draft(desk, line.draft_id)

        self.ask(work, self.edit)

    def edit(self, opened: OpenDraft) -> None:
        """Show a draft in the editor."""
        self.banner.hide()
        self._close_editor()
        # Closed before it could be written, a draft is newer than what was read of it.
        held = [one for one in self._drafts() if one.behind and one.opened.draft_id == opened.draft_id]
        draft = held[0] if held else Draft(opened, self.desk, self.ask, self)
        if not held:
            draft.saved.connect(self.saved)
            draft.refused.connect(self._not_kept)
            draft.changed.connect(self._say_what)
        editor = self.editor = self.ready(Editor(draft))
        editor.closed.connect(self.show_list)
        editor.refused.connect(self.show_error)
        editor.publish_wanted.connect(self._look)
        self.pages.addWidget(editor)
        self.pages.setCurrentWidget(editor)
        self._say_what()

    def _not_kept(self, error: KnownError) -> None:
        if error.code == "framework-draft-unknown":
            self.show_error(error)  # deleted elsewhere: it is not tried again
        else:
            self.show_unsaved(error)

    def _say_what(self) -> None:
        if self.editor is None:
            return
        framework = self.editor.draft.framework
        text = messages.EDIT_SUBTITLE if framework.follows else messages.EDIT_SUBTITLE_OWN
        said = text.format(version=framework.version, follows=framework.follows)
        self.set_title(framework.name or messages.TITLE, said)

    def show_list(self) -> None:
        """Go back to the list."""
        self.banner.hide()
        self._close_editor()
        self.set_title(messages.TITLE, messages.SUBTITLE)
        self.pages.setCurrentWidget(self.list)
        self.reload()

    def _close_editor(self) -> None:
        editor, self.editor = self.editor, None
        if editor is not None:
            editor.draft.save_now()
            # The last words are still being written; what they say when done is for a screen that is there.
            editor.draft.setParent(self)
            self.pages.removeWidget(editor)
            editor.deleteLater()

    def _ask_delete(self, line: DraftLine) -> None:
        self.dialog = ask_first(
            self,
            messages.DELETE_ASK.format(name=line.name),
            messages.DELETE_TEXT,
            messages.DELETE_GO,
            lambda: self._delete(line),
            grave=True,
        )

    def _delete(self, line: DraftLine) -> None:
        desk = self.desk

        def work(_: Progress) -> None:
            from dxdesk.usecases.framework_editing.drafts import delete_draft

            delete_draft(desk, line.draft_id)

        def done(_: object) -> None:
            self.banner.say(messages.DELETED.format(name=line.name), tone="done")
            self.load()

        self.ask(work, done, title=messages.WORK, kind=Work.KEEP)

    def _look(self) -> None:
        """Say what publishing would do, and ask; with findings, say that there are some."""
        editor = self.editor
        if editor is None:
            return
        editor.check()
        if editor.strip.found:
            count = len(editor.strip.found)
            self.banner.say(messages.PUBLISH_REFUSED.format(count=count), messages.PUBLISH_REFUSED_TEXT)
            return
        editor.draft.save_now()
        self._publish(editor.draft.opened.draft_id, self.ask_publish, dry_run=True)

    def _publish(self, draft_id: str, done: Callable[[Publication], object], *, dry_run: bool) -> None:
        desk = self.desk

        def work(_: Progress) -> Publication:
            from dxdesk.usecases.framework_editing.drafts import publish

            return publish(desk, draft_id, dry_run=dry_run)

        # Where it only looks, it waits for the draft that is being written.
        kind = Work.KEEP if dry_run else Work.ACT
        self.ask(work, done, title=messages.WORK, kind=kind, failed=self._refuse)

    def _refuse(self, error: KnownError) -> None:
        self.show_error(error)

    def ask_publish(self, told: Publication) -> None:
        """Say what publishing means, and ask."""
        unsaved = self.operations.unsaved(self)
        if isinstance(unsaved, KnownError):  # what is kept is older than what stands here
            self.show_unsaved(unsaved)
            return
        self.banner.hide()
        self.dialog = ask_first(
            self,
            messages.PUBLISH_ASK.format(version=told.framework.version),
            publication_text(told),
            messages.PUBLISH_GO,
            self._go_on,
            grave=True,
        )

    def _go_on(self) -> None:
        if self.editor is not None:
            self._publish(self.editor.draft.opened.draft_id, self._published, dry_run=False)

    def _published(self, told: Publication) -> None:
        self.show_list()
        self.banner.say(
            messages.PUBLISHED.format(version=told.framework.version), messages.PUBLISHED_TEXT, tone="done"
        )


def publication_text(told: Publication) -> str:
    """Return what publishing means: what stays fixed, who answers anew, what goes, what changes."""
    parts = [messages.PUBLISH_FIXED]
    if told.anew:
        parts += ["", messages.PUBLISH_ANEW, *_some([f"・{one.name}({one.who})" for one in told.anew])]
    if told.dropped:
        parts += ["", messages.PUBLISH_DROPPED.format(names="、".join(told.dropped))]
    changes = [
        f"・{one.item}: {one.before} → {one.after}" if one.before else f"・{one.item}: {one.after}"
        for one in told.changes
        if one.item not in told.dropped
    ]
    if changes:
        parts += ["", messages.PUBLISH_CHANGES, *_some(changes)]
    notes = [f"{note.message}{note.fix}" for note in told.notes if note.code != "framework-answer-anew"]
    return "\n".join([*parts, "", *(notes or [messages.PUBLISH_FIRST])])


def _some(lines: list[str]) -> list[str]:
    shown = lines[: messages.LINES]
    more = len(lines) - len(shown)
    return [*shown, messages.PUBLISH_MORE.format(count=more)] if more else shown
