"""体系: the list of versions and drafts, and the editor of one draft."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QDialog, QStackedWidget

from dxdesk.domain import bridge
from dxdesk.ui.asking import ask_first
from dxdesk.ui.framework import messages
from dxdesk.ui.framework.editor_page import EditorPage
from dxdesk.ui.framework.list_page import ListPage
from dxdesk.ui.operations import Operations
from dxdesk.ui.screen import Screen
from dxdesk.usecases.desk import Desk
from dxdesk.usecases.framework_drafts import Draft
from dxdesk.usecases.ports import Progress


class FrameworkScreen(Screen):
    """The framework screen."""

    interested = frozenset({"cycle", "settings"})
    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen; the editor is made when a draft is opened."""
        super().__init__(desk, operations)
        self.set_title(messages.TITLE)
        self.dialog: QDialog | None = None
        self.list = ListPage()
        self.list.begin_wanted.connect(self._begin)
        self.list.open_wanted.connect(self.open_draft)
        self.list.discard_wanted.connect(self._ask_discard)
        self.list.excel_wanted.connect(lambda: self.go.emit("settings", {"page": "frameworks"}))
        self.pages = QStackedWidget()
        self.pages.addWidget(self.list)
        self.body.addWidget(self.pages, 1)
        self._editor: EditorPage | None = None

    @property
    def editor(self) -> EditorPage:
        """The editor; made when it is first needed."""
        if self._editor is None:
            self._editor = self.ready(EditorPage())
            self._editor.editing.save_wanted.connect(self._save)
            self._editor.editing.changed.connect(lambda *_: self._show_title())
            self._editor.back_wanted.connect(self._back)
            self._editor.publish_wanted.connect(self._ask_publish)
            self.pages.addWidget(self._editor)
        return self._editor

    def load(self) -> None:
        """Read the versions and drafts."""
        desk = self.desk

        def work(_: Progress) -> Any:
            from dxdesk.usecases.framework_drafts import drafts
            from dxdesk.usecases.framework_taking import versions

            return versions(desk), drafts(desk)

        self.ask(work, lambda found: self.list.show_lists(*found))

    def leave(self) -> bool:
        """Save what is still to be saved."""
        self._settle()
        return True

    def open_draft(self, key: str) -> None:
        """Open a draft in the editor."""
        desk = self.desk

        def work(_: Progress) -> Draft:
            from dxdesk.usecases.framework_drafts import load

            return load(desk, key)

        self.ask(work, self._edit)

    def _edit(self, draft: Draft) -> None:
        self.banner.hide()
        self.editor.editing.open(draft)
        self.editor.tabs.setCurrentIndex(0)
        self.pages.setCurrentWidget(self.editor)

    def _begin(self, code: str, version: str) -> None:
        desk = self.desk

        def work(_: Progress) -> Draft:
            from dxdesk.usecases.framework_drafts import begin

            return begin(desk, code, version)

        def done(draft: Draft) -> None:
            self._edit(draft)
            said = messages.BEGUN.format(
                name=draft.framework.name, base=draft.base_version, version=draft.framework.version
            )
            self.banner.say(said, tone="done")
            self.load()

        self.ask(work, done, changes=("settings",))

    # --- keeping --------------------------------------------------------------------------------

    def _settle(self) -> None:
        if self._editor is not None and self._editor.editing.settle():
            self._save()

    def _save(self) -> None:
        draft, desk = self.editor.editing.draft, self.desk
        if draft is None:
            return

        def work(_: Progress) -> None:
            from dxdesk.usecases.framework_drafts import save

            save(desk, draft)

        self.ask(work, lambda _: self.saved.emit(messages.SAVED), changes=("drafts",))

    def _back(self) -> None:
        self._settle()
        self.pages.setCurrentWidget(self.list)
        self.set_title(messages.TITLE)
        self.load()

    def _show_title(self) -> None:
        draft = self.editor.editing.draft
        if draft is None:
            return
        said = messages.SUBTITLE.format(
            version=draft.framework.version,
            base=f"{draft.base_code} {draft.base_version}",
            skills=len(draft.framework.items),
        )
        self.set_title(f"{messages.TITLE}: {draft.framework.name or messages.NO_NAME}", said)

    def _ask_discard(self, line: Any) -> None:
        self.dialog = ask_first(
            self,
            messages.DISCARD_ASK.format(name=line.name, version=line.version),
            messages.DISCARD_TEXT,
            messages.DISCARD_GO,
            lambda: self._discard(line.key),
        )

    def _discard(self, key: str) -> None:
        desk = self.desk

        def work(_: Progress) -> None:
            from dxdesk.usecases.framework_drafts import discard

            discard(desk, key)

        self.ask(work, lambda _: self.load(), changes=("drafts",))

    # --- publishing -----------------------------------------------------------------------------

    def _ask_publish(self) -> None:
        draft = self.editor.editing.draft
        if draft is None:
            return
        self._settle()
        framework = draft.framework
        self.dialog = ask_first(
            self,
            messages.PUBLISH_ASK.format(name=framework.name, version=framework.version),
            "\n".join(_consequences(draft)),
            messages.PUBLISH_GO,
            lambda: self._publish(draft),
        )

    def _publish(self, draft: Draft) -> None:
        desk = self.desk

        def work(_: Progress) -> Any:
            from dxdesk.usecases.framework_drafts import publish, save

            save(desk, draft)
            return publish(desk, draft.key)

        def done(told: Any) -> None:
            self.pages.setCurrentWidget(self.list)
            self.set_title(messages.TITLE)
            advice = "\n".join(f"{note.message}{note.fix}" for note in told.notes)
            said = messages.PUBLISHED.format(name=told.name, version=told.version)
            self.banner.say(said, advice, tone="done")
            self.load()

        self.ask(work, done, changes=("settings", "cycle"))


def _consequences(draft: Draft) -> list[str]:
    """Return what publishing means, a sentence a line."""
    lines = [messages.PUBLISH_TEXT]
    items = draft.framework.items
    anew = bridge.to_answer_anew(draft.links(), [item.uid for item in items])
    if anew:
        names = "、".join(draft.framework.item(uid).name for uid in anew)
        lines.append(messages.PUBLISH_ANEW.format(count=len(anew), names=names))
    if draft.follows and draft.retired:
        names = "、".join(name for _, name in draft.retired)
        lines.append(messages.PUBLISH_GONE.format(count=len(draft.retired), names=names))
    if draft.framework.summary:
        lines.append(messages.PUBLISH_SUMMARY)
    return lines


def make(desk: Desk, operations: Operations) -> Screen:
    """Make the screen."""
    return FrameworkScreen(desk, operations)
