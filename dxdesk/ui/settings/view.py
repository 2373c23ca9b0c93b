"""設定: facts and backup, keys, what went out, what was done."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from dxdesk.ui import look, sending, words
from dxdesk.ui.asking import ask_first
from dxdesk.ui.operations import Operations
from dxdesk.ui.screen import Screen, explain
from dxdesk.ui.settings import audit, messages
from dxdesk.ui.settings.frameworks import FrameworksPage
from dxdesk.ui.settings.keys import key_state
from dxdesk.ui.settings.lists import ListsPage
from dxdesk.ui.settings.papers import PapersPage
from dxdesk.ui.widgets.basics import STRETCH, Text, button, card, column, inside, primary, row, scrolling
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.desk import Desk
from dxdesk.usecases.ports import Progress
from dxdesk.usecases.rows import ROLE_LABELS, ListEntry, Role
from dxdesk.usecases.settings import OfficeSettings

AUDIT_SHOWN = 2000
"""Newest entries of the audit that are listed."""


class Settings(Screen):
    """The settings screen."""

    interested = frozenset({"keys", "receipts", "standing", "settings"})
    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen."""
        super().__init__(desk, operations)
        self.set_title(messages.TITLE)
        self.dialog: Any = None
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.papers, self.lists, self.frameworks = PapersPage(), ListsPage(), FrameworksPage(self)
        self.papers.changed.connect(self.keep_papers)
        self.lists.changed.connect(self.keep_lists)
        self.lists.digits_changed.connect(self.keep_digits)
        pages = (
            self._store_page(),
            self.papers,
            self.lists,
            self.frameworks,
            self._keys_page(),
            self._dispatch_page(),
            self._audit_page(),
        )
        for page, title in zip(pages, messages.TABS, strict=True):
            self.tabs.addTab(inside(column(page, margins=(0, 12, 0, 0))), title)
        if desk.role is not Role.HR:
            self.tabs.setTabVisible(messages.TAB_PAPERS, False)
            self.tabs.setTabVisible(messages.TAB_LISTS, False)
            self.tabs.setTabVisible(messages.TAB_FRAMEWORKS, False)
        if desk.role is Role.PERSONAL:
            self.tabs.setTabVisible(messages.TAB_KEYS, False)
            self.tabs.setTabVisible(messages.TAB_SENT, False)
        self.body.addWidget(self.tabs, 1)

    def _store_page(self) -> QWidget:
        identity = self.desk.identity
        values = (
            ROLE_LABELS[self.desk.role],
            identity.municipality_name,
            identity.municipality_code,
            identity.owner,
            self.desk.store.label,
        )
        facts = column(Text(messages.STORE, "section"), gap=8)
        for title, value in zip(messages.FACTS, values, strict=True):
            if value:
                name = Text(title, "muted")
                name.setFixedWidth(130)
                facts.addLayout(row(name, Text(value, wrap=True), gap=10))
        self.code = Text("", "title")
        self.code_text = Text(messages.CODE_TEXT, "muted", wrap=True)
        self.code_card = card(Text(messages.CODE, "section"), self.code, self.code_text)
        self.backup = button(messages.BACKUP_GO, self._choose_backup, icon="save", name="backup")
        whole = column(
            card(facts),
            self.code_card,
            card(
                Text(messages.BACKUP, "section"),
                Text(messages.BACKUP_TEXT, "muted", wrap=True),
                row(STRETCH, self.backup),
            ),
            card(Text(messages.LOOK, "section"), Text(messages.LOOK_TEXT, "muted", wrap=True), self._looks()),
            card(Text(messages.RETENTION, "section"), Text(messages.RETENTION_TEXT, "muted", wrap=True)),
            card(Text(messages.PRIVACY, "section"), Text(messages.PRIVACY_TEXT, "muted", wrap=True)),
            STRETCH,
            gap=12,
            margins=(0, 0, 8, 8),
        )
        return scrolling(whole)

    def _looks(self) -> QHBoxLayout:
        self.looks = QButtonGroup(self)
        line = row(gap=20)
        for place, (mode, title) in enumerate(messages.LOOKS):
            choice = QRadioButton(title)
            choice.setObjectName(f"look-{mode}")
            choice.setChecked(mode == look.mode())
            self.looks.addButton(choice, place)
            line.addWidget(choice)
        line.addStretch(1)
        self.looks.idClicked.connect(self._choose_look)
        return line

    def _choose_look(self, place: int) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            look.choose(app, messages.LOOKS[place][0])

    def _keys_page(self) -> QWidget:
        titles = messages.KEY_COLUMNS
        self.keys: Table[Any] = Table(
            [
                Col(
                    titles[0],
                    key_state,
                    110,
                    look=lambda k: messages.KEY_LOOKS.get(k.state, ""),
                ),
                Col(titles[1], lambda k: f"{words.shown(k.owner_name)} {k.owner}".strip() or "人事", 0),
                Col(titles[2], lambda k: k.spoken_code, 220, look=lambda k: "strong"),
                Col(titles[3], lambda k: ROLE_LABELS[k.role], 80, look=lambda k: "muted"),
                Col(titles[4], lambda k: k.key_id, 260, look=lambda k: "muted"),
            ],
            messages.TABS[messages.TAB_KEYS],
        )
        self.rivals = Text("", tone="attention", wrap=True)
        self.register = primary(messages.REGISTER, self._register, name="register")
        self.revoke = button(messages.REVOKE, self._ask_revoke, name="revoke")
        self.renew = button(messages.RENEW, self._ask_renew, name="renew")
        self.keys.picked.connect(self._key_picked)
        self._key_picked(None)
        body = card(
            Text(messages.KEYS_TEXT, "muted", wrap=True),
            self.keys,
            row(self.renew, self.rivals, self.revoke, self.register, gap=8),
            gap=10,
            padding=12,
        )
        layout = body.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretch(1, 1)
        return body

    def _dispatch_page(self) -> QWidget:
        titles = messages.DISPATCH_COLUMNS
        self.dispatches: Table[Any] = Table(
            [
                Col(titles[0], lambda d: str(d.number), 64, number=True, order=lambda d: d.number),
                Col(titles[1], lambda d: words.moment(d.sent_at), 146, order=lambda d: d.sent_at),
                Col(titles[2], lambda d: messages.KINDS.get(d.kind, d.kind), 110),
                Col(titles[3], lambda d: d.file_name, 0),
                Col(titles[4], lambda d: words.shown(d.recipient), 180),
                Col(titles[5], lambda d: f"{d.people:,}", 64, number=True, order=lambda d: d.people),
            ],
            messages.TABS[messages.TAB_SENT],
        )
        self.dispatch_pages = QStackedWidget()
        self.dispatch_pages.addWidget(card(self.dispatches, padding=12))
        self.dispatch_pages.addWidget(EmptyState("send", messages.DISPATCH_NONE, messages.DISPATCH_NONE_TEXT))
        return self.dispatch_pages

    def _audit_page(self) -> QWidget:
        titles = messages.AUDIT_COLUMNS
        self.audit: Table[Any] = Table(
            [
                Col(titles[0], lambda a: str(a.number), 70, number=True, order=lambda a: a.number),
                Col(titles[1], lambda a: words.moment(a.at), 146, order=lambda a: a.at),
                Col(titles[2], lambda a: a.actor, 140),
                Col(titles[3], audit.action, 180),
                Col(titles[4], audit.subject, 0, look=lambda a: "muted"),
                Col(titles[5], audit.counts, 160, look=lambda a: "muted"),
            ],
            messages.TABS[messages.TAB_AUDIT],
        )
        self.audit_search = QLineEdit()
        self.audit_search.setPlaceholderText(messages.AUDIT_SEARCH)
        self.audit_search.setClearButtonEnabled(True)
        self.audit_search.textChanged.connect(self._sift_audit)
        body = card(
            Text(messages.AUDIT_TEXT, "muted", wrap=True), self.audit_search, self.audit, gap=10, padding=12
        )
        layout = body.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretch(2, 1)
        return body

    def enter(self, what: Mapping[str, Any]) -> None:
        """Come to the screen, perhaps for the keys."""
        super().enter(what)
        pages = {
            "keys": messages.TAB_KEYS,
            "papers": messages.TAB_PAPERS,
            "lists": messages.TAB_LISTS,
            "audit": messages.TAB_AUDIT,
        }
        if what.get("page") in pages:
            self.tabs.setCurrentIndex(pages[what["page"]])

    def start_search(self) -> None:
        """Search the audit."""
        self.tabs.setCurrentIndex(messages.TAB_AUDIT)
        self.audit_search.setFocus()

    def leave(self) -> bool:
        """Keep what is being written."""
        self.papers.finish()
        return True

    def load(self) -> None:
        """Read keys, ledger and audit."""
        desk = self.desk

        def work(_: Progress) -> Any:
            from dxdesk.usecases import keys, ledgers, lists, settings, tablework

            with desk.store.read() as uow:
                entries = tuple(uow.audit.entries(AUDIT_SHOWN))
                own_lists = lists.own_lists(uow) if desk.role is Role.HR else ()
                digits = tablework.digits_of(uow)
            papers = settings.office_settings(desk) if desk.role is Role.HR else None
            return keys.keys(desk), ledgers.dispatches(desk), entries, papers, (own_lists, digits)

        self.ask(work, lambda found: self.show_settings(*found))
        if desk.role is Role.HR:
            self.frameworks.load()

    def show_settings(self, keys: Any, dispatches: Any, entries: Any, papers: Any, lists: Any) -> None:
        """Show what was read."""
        if papers is not None:
            self.papers.show_settings(papers)
            self.lists.show_entries(lists[0])
            self.lists.show_digits(lists[1])
        own = next((key for key in keys if key.own), None)
        self.code.setText(own.spoken_code if own else "")
        # Personal stores seal nothing, so that nobody is asked for their code.
        self.code_card.setVisible(own is not None)
        self.keys.show_records(keys)
        self.dispatches.show_records(dispatches)
        self.dispatch_pages.setCurrentIndex(0 if dispatches else 1)
        self.audit.show_records(entries)
        waiting = sum(1 for key in keys if key.state == "quarantined")
        title = messages.TABS[messages.TAB_KEYS]
        self.tabs.setTabText(messages.TAB_KEYS, f"{title} {waiting}" if waiting else title)

    # --- keys ----------------------------------------------------------------------------------

    def _key_picked(self, key: Any) -> None:
        self.register.setEnabled(key is not None and key.state in ("quarantined", "revoked"))
        self.revoke.setEnabled(key is not None and key.state == "accepted" and not (key.own or key.former))
        rivals = key.rivals if key is not None else 0
        self.rivals.setText(messages.RIVALS.format(count=rivals) if rivals else "")

    def _register(self) -> None:
        key = self.keys.current()
        if key is None:
            return

        def work(_: Progress) -> None:
            from dxdesk.usecases.keys import register

            register(self.desk, key.key_id)

        self._change(work, messages.REGISTERED)

    def _ask_revoke(self) -> None:
        key = self.keys.current()
        if key is None:
            return

        def work(_: Progress) -> None:
            from dxdesk.usecases.keys import revoke

            revoke(self.desk, key.key_id, 0)

        self.dialog = ask_first(
            self,
            messages.REVOKE_TITLE,
            messages.REVOKE_TEXT,
            messages.REVOKE_GO,
            lambda: self._change(work, messages.REVOKED),
        )

    def _ask_renew(self) -> None:
        def work(_: Progress) -> None:
            from dxdesk.usecases.keys import renew

            renew(self.desk)

        self.dialog = ask_first(
            self,
            messages.RENEW_TITLE,
            messages.RENEW_TEXT,
            messages.RENEW_GO,
            lambda: self._change(work, messages.RENEWED),
        )

    def _change(self, work: Any, said: str) -> None:
        self.ask(
            work,
            lambda _: self.banner.say(said, tone="done"),
            title=messages.TITLE,
            changes=("keys", "receipts", "standing"),
        )

    # --- documents and lists -------------------------------------------------------------------

    def keep_papers(self, wanted: OfficeSettings) -> None:
        """Keep what documents say."""

        def work(_: Progress) -> bool:
            from dxdesk.usecases.settings import save_office_settings

            return save_office_settings(self.desk, wanted)

        self.ask(
            work,
            lambda _: self.saved.emit(messages.PAPERS_SAVED),
            changes=("settings",),
            failed=lambda error: self.papers.banner.say(*explain(error)),
        )

    def keep_lists(self, entries: tuple[ListEntry, ...]) -> None:
        """Keep what a tick or an addition changed."""

        def work(_: Progress) -> None:
            from dxdesk.usecases.lists import save_lists

            save_lists(self.desk, entries)

        self._keep_on_lists(work)

    def keep_digits(self, digits: int) -> None:
        """Keep how many digits a 職員番号 has."""

        def work(_: Progress) -> None:
            from dxdesk.usecases.tablework import set_digits

            set_digits(self.desk, digits)

        self._keep_on_lists(work)

    def _keep_on_lists(self, work: Any) -> None:
        self.ask(
            work,
            lambda _: self.saved.emit(messages.LIST_SAVED),
            changes=("settings",),
            failed=lambda error: self.lists.banner.say(*explain(error)),
        )

    # --- backup and audit ----------------------------------------------------------------------

    def _choose_backup(self) -> None:
        day = self.desk.services.clock.today()
        name = messages.BACKUP_NAME.format(name=self.desk.store.label, day=day)
        chosen, _ = QFileDialog.getSaveFileName(
            self, messages.BACKUP_GO, str(sending.kept_folder("backup") / name), "dxdesk の台帳 (*.dxdesk)"
        )
        if chosen:
            self.back_up(Path(chosen))

    def back_up(self, target: Path) -> None:
        """Write a checked copy of the store."""
        sending.keep_folder("backup", target.parent)
        desk = self.desk

        def done(_: object) -> None:
            self.banner.say(messages.BACKED_UP.format(file=target), messages.BACKED_UP_TEXT, tone="done")

        self.ask(lambda _: desk.services.stores.backup(desk.store, target), done, title=messages.BACKUP_WORK)

    def _sift_audit(self, text: str) -> None:
        wanted = text.strip().casefold()
        self.audit.proxy.keep((lambda entry: wanted in audit.told(entry)) if wanted else None)


def make(desk: Desk, operations: Operations) -> Screen:
    """Return the screen."""
    return Settings(desk, operations)
