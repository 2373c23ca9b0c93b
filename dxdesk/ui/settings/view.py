"""設定: facts and backup, keys, what went out, what was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QFileDialog

from dxdesk.domain.capabilities import AIMS, PROVISION, capability
from dxdesk.domain.errors import KnownError
from dxdesk.ports import setting_names
from dxdesk.ports.changes import Changes
from dxdesk.ports.entities import ListEntry, Role
from dxdesk.ports.store import Progress
from dxdesk.ui.settings import deputy_request, handing, messages, passphrase_acts, revoking
from dxdesk.ui.settings.certificates_card import CertificatesCard
from dxdesk.ui.settings.check_page import CheckPage
from dxdesk.ui.settings.keys_page import KeysPage
from dxdesk.ui.settings.lists import ListsPage
from dxdesk.ui.settings.pairs_card import PairsCard
from dxdesk.ui.settings.papers import PapersPage
from dxdesk.ui.settings.privacy_page import PrivacyPage
from dxdesk.ui.settings.record_pages import AuditPage, DispatchPage
from dxdesk.ui.settings.small_cells_card import SmallCellsCard
from dxdesk.ui.settings.store_page import Copies, StorePage
from dxdesk.ui.settings.uses_page import UsesPage
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.asking import ask_first
from dxdesk.ui.shell.operations import Operations, Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.versions.page import FrameworksPage
from dxdesk.ui.widgets.late import LateTabs
from dxdesk.ui.widgets.messages import explain
from dxdesk.ui.widgets.tables import Table
from dxdesk.usecases.organisation.office_settings import OfficeSettings
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from dxdesk.ports.entities import AuditEntry, Dispatch
    from dxdesk.usecases.checking.check import Check
    from dxdesk.usecases.checking.paper import Paper
    from dxdesk.usecases.checking.report import CheckReport
    from dxdesk.usecases.exchange.keys import KeyInfo
    from dxdesk.usecases.imports.remembered_words import Remembered
    from dxdesk.usecases.organisation.capabilities import Switch

    Lists = tuple[Sequence[ListEntry], int, Sequence[Remembered], Sequence[Switch]]
    """Who is asked, how many digits a 職員番号 has, what imports remember of words, what is used."""
    Sent = tuple[Sequence[Dispatch], frozenset[str] | None]
    """What was sent, and what of it went to another authority; ``None`` with one alone."""
    Found = tuple[
        Sequence[KeyInfo],
        Sent,
        Sequence[AuditEntry],
        OfficeSettings | None,
        Lists,
        str,
        Copies,
    ]
    """What the pages show, in the order ``show_settings`` takes it."""

AUDIT_SHOWN = 2000
"""Newest entries of the audit that are listed."""


class Settings(Screen):
    """The settings screen."""

    interested = Changes.KEYS | Changes.RECEIPTS | Changes.STANDING | Changes.SETTINGS
    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen; its pages are made when they are first looked at."""
        super().__init__(desk, operations)
        self._handed = False
        self.set_title(messages.TITLE)
        self.dialog: QDialog | None = None
        self.pairs: PairsCard | None = None
        self.certificates: CertificatesCard | None = None
        self._found: Found | None = None
        self.tabs = LateTabs()
        self.tabs.made.connect(self._fill)
        makes = (
            self._store_page,
            self._papers_page,
            self._lists_page,
            self._frameworks_page,
            self._keys_page,
            DispatchPage,
            AuditPage,
            self._check_page,
            self._uses_page,
            self._privacy_page,
        )
        for make_page, title in zip(makes, messages.TABS, strict=True):
            self.tabs.add_late(title, make_page)
        if desk.role is not Role.HR:
            self.tabs.setTabVisible(messages.TAB_PAPERS, False)
            self.tabs.setTabVisible(messages.TAB_LISTS, False)
            self.tabs.setTabVisible(messages.TAB_FRAMEWORKS, False)
            self.tabs.setTabVisible(messages.TAB_USES, desk.role is Role.DX)
            self.tabs.setTabVisible(messages.TAB_PRIVACY, False)
        if desk.role is Role.PERSONAL:
            self.tabs.setTabVisible(messages.TAB_KEYS, False)
            self.tabs.setTabVisible(messages.TAB_SENT, False)
        self.body.addWidget(self.tabs, 1)
        self.forget_with_tab(self.tabs)

    # --- the pages -----------------------------------------------------------------------------

    @property
    def papers(self) -> PapersPage:
        """What documents say."""
        return cast(PapersPage, self.tabs.page(messages.TAB_PAPERS))

    @property
    def lists(self) -> ListsPage:
        """Who is asked."""
        return cast(ListsPage, self.tabs.page(messages.TAB_LISTS))

    @property
    def frameworks(self) -> FrameworksPage:
        """The versions of frameworks."""
        return cast(FrameworksPage, self.tabs.page(messages.TAB_FRAMEWORKS))

    @property
    def keys(self) -> Table[KeyInfo]:
        """The keys."""
        return cast(KeysPage, self.tabs.page(messages.TAB_KEYS)).table

    @property
    def audit_page(self) -> AuditPage:
        """What was done."""
        return cast(AuditPage, self.tabs.page(messages.TAB_AUDIT))

    @property
    def uses(self) -> UsesPage:
        """What is used beside the 申告."""
        return cast(UsesPage, self.tabs.page(messages.TAB_USES))

    @property
    def privacy(self) -> PrivacyPage:
        """Texts, authorities and decisions."""
        return cast(PrivacyPage, self.tabs.page(messages.TAB_PRIVACY))

    @property
    def check_page(self) -> CheckPage:
        """Whether the store is sound."""
        return cast(CheckPage, self.tabs.page(messages.TAB_CHECK))

    def _check_page(self) -> CheckPage:
        page = CheckPage(self.desk.role)
        page.check_wanted.connect(self.check_store)
        page.paper_wanted.connect(self.make_paper)
        page.print_wanted.connect(self._choose_print)
        page.restore_wanted.connect(self.ask_restore)
        return page

    def _store_page(self) -> StorePage:
        page = StorePage(self.desk)
        page.backup_wanted.connect(self._choose_backup)
        page.restore_wanted.connect(self.ask_restore)
        page.check_wanted.connect(self._go_and_check)
        page.automatic_wanted.connect(self.back_up_now)
        page.passphrase_wanted.connect(self.ask_passphrase)
        page.former_wanted.connect(self.ask_former)
        page.code_wanted.connect(self.ask_code)
        page.code_unwanted.connect(self.ask_drop)
        page.handover_wanted.connect(lambda: handing.ask(self, self._show, self._note_handed))
        page.memo_wanted.connect(self.show_memo)
        page.deputy_wanted.connect(lambda: deputy_request.ask(self, self._show))
        return page

    def _papers_page(self) -> PapersPage:
        page = PapersPage()
        page.changed.connect(self.keep_papers)
        self.certificates = CertificatesCard(self)
        page.add_card(self.certificates)
        return page

    def _lists_page(self) -> ListsPage:
        page = ListsPage()
        page.changed.connect(self.keep_lists)
        page.unwanted.connect(self.forget_word)
        page.digits_changed.connect(self.keep_digits)
        self.pairs = PairsCard(self)
        page.add_card(self.pairs)
        return page

    def _uses_page(self) -> UsesPage:
        page = UsesPage()
        page.switched.connect(self.switch)
        page.declined.connect(self.decline)
        page.add_card(SmallCellsCard(self), (AIMS, PROVISION))
        return page

    def _privacy_page(self) -> PrivacyPage:
        page = PrivacyPage(self)
        page.load()
        return page

    def _frameworks_page(self) -> FrameworksPage:
        page = FrameworksPage(self)
        page.load()
        return page

    def _keys_page(self) -> KeysPage:
        page = KeysPage()
        page.register_wanted.connect(self._register)
        page.revoke_wanted.connect(self._ask_revoke)
        page.renew_wanted.connect(self._ask_renew)
        return page

    def enter(self, what: Mapping[str, object]) -> None:
        """Come to the screen, perhaps for the keys."""
        super().enter(what)
        pages = {
            "store": messages.TAB_STORE,
            "handover": messages.TAB_STORE,
            "keys": messages.TAB_KEYS,
            "papers": messages.TAB_PAPERS,
            "lists": messages.TAB_LISTS,
            "frameworks": messages.TAB_FRAMEWORKS,
            "audit": messages.TAB_AUDIT,
            "check": messages.TAB_CHECK,
            "uses": messages.TAB_USES,
            "small-cells": messages.TAB_USES,
            "privacy": messages.TAB_PRIVACY,
        }
        if what.get("restore"):
            self.ask_restore()
        page = what.get("page")
        if isinstance(page, str) and page in pages:
            self.tabs.setCurrentIndex(pages[page])
        if page == "small-cells":
            self.uses.show_last()
        if page == "handover":
            self.show_memo()

    def start_search(self) -> None:
        """Search the audit."""
        self.tabs.setCurrentIndex(messages.TAB_AUDIT)
        self.audit_page.search.setFocus()

    def save(self) -> None:
        """Keep what is being written."""
        if self.tabs.has(messages.TAB_PAPERS):
            self.papers.finish()

    def unkept(self) -> str:
        """Return what was written for a list and not added."""
        lists = self.lists.unkept() if self.tabs.has(messages.TAB_LISTS) else ""
        privacy = self.privacy.unkept() if self.tabs.has(messages.TAB_PRIVACY) else ""
        certificates = self.certificates.unkept() if self.certificates is not None else ""
        return "、".join(part for part in (lists, privacy, certificates) if part)

    def load(self) -> None:
        """Read keys, ledger and audit."""
        desk = self.desk

        def work(_: Progress) -> Found:
            from dxdesk.usecases.exchange import keys, ledgers
            from dxdesk.usecases.imports import remembered_words, understanding
            from dxdesk.usecases.organisation import capabilities, lists, office_settings, reach
            from dxdesk.usecases.workplace.handover import last_handover
            from dxdesk.usecases.workplace.passphrases import former_backups

            with desk.store.read() as uow:
                entries = tuple(uow.audit.entries(AUDIT_SHOWN))
                own_lists = lists.own_lists(uow) if desk.role is Role.HR else ()
                digits = understanding.digits_of(uow)
                owner = uow.settings.get(setting_names.OWNER_NAME)
                handed = last_handover(uow)
            papers = office_settings.office_settings(desk) if desk.role is Role.HR else None
            copies = Copies(
                former_backups(desk),
                tuple(desk.services.stores.backups(desk.store.location))[:1],
                desk.store.backup_trouble(),
                desk.services.stores.has_recovery_code(desk.store),
                handed,
            )
            learnt = remembered_words.remembered(desk) if desk.role is Role.HR else ()
            uses = capabilities.switches(desk) if desk.role in (Role.HR, Role.DX) else ()
            own = (own_lists, digits, learnt, uses)
            sent = ledgers.dispatches(desk), reach.told_apart(desk)
            return keys.keys(desk), sent, entries, papers, own, owner, copies

        self.ask(work, lambda found: self.show_settings(*found))
        if self.tabs.has(messages.TAB_FRAMEWORKS):
            self.frameworks.load()
        if self.tabs.has(messages.TAB_PRIVACY):
            self.privacy.load()
        if self.tabs.has(messages.TAB_LISTS) and self.pairs is not None:
            self.pairs.load()
        if self.certificates is not None:
            self.certificates.load()

    def show_settings(
        self,
        keys: Sequence[KeyInfo],
        sent: Sent,
        entries: Sequence[AuditEntry],
        papers: OfficeSettings | None,
        lists: Lists,
        owner: str,
        copies: Copies,
    ) -> None:
        """Show what was read on the pages that there are; the others get it when they are made."""
        self._found = (keys, sent, entries, papers, lists, owner, copies)
        for position in range(self.tabs.count()):
            if self.tabs.has(position):
                self._fill(position)
        waiting = sum(1 for key in keys if key.state == "quarantined")
        title = messages.TABS[messages.TAB_KEYS]
        self.tabs.setTabText(messages.TAB_KEYS, f"{title} {waiting}" if waiting else title)

    def _fill(self, position: int) -> None:
        """Show on one page what was read."""
        if self._found is None:
            return
        keys, sent, entries, papers, lists, owner, copies = self._found
        page = self.tabs.page(position)
        if isinstance(page, StorePage):
            own = next((key for key in keys if key.own), None)
            page.show_owner(owner)
            page.show_code(own.spoken_code if own else "")
            page.show_copies(copies)
            page.show_handover(copies.handed)
            has_one = self.desk.store.has_passphrase
            page.show_passphrase(has_one, copies.former, has_code=copies.has_code)
        elif isinstance(page, PapersPage) and papers is not None:
            page.show_settings(papers)
        elif isinstance(page, ListsPage):
            page.show_entries(lists[0])
            page.show_digits(lists[1])
            page.show_words(lists[2])
        elif isinstance(page, KeysPage):
            page.show_keys(keys)
        elif isinstance(page, DispatchPage):
            page.show_dispatches(*sent)
        elif isinstance(page, AuditPage):
            page.show_entries(entries)
        elif isinstance(page, UsesPage):
            page.show_switches(lists[3])

    # --- keys ----------------------------------------------------------------------------------

    def _register(self) -> None:
        key = self.keys.current()
        if key is None:
            return

        def work(_: Progress) -> str:
            from dxdesk.usecases.exchange.keys import register

            return register(self.desk, key.key_id).told

        self._change(work, messages.REGISTERED)

    def _ask_revoke(self) -> None:
        key = self.keys.current()
        if key is None:
            return

        def go(after: int) -> None:
            def work(_: Progress) -> None:
                from dxdesk.usecases.exchange.keys import revoke

                revoke(self.desk, key.key_id, after)

            self._change(work, messages.REVOKED_AFTER.format(after=after) if after else messages.REVOKED)

        revoking.ask(self, key, go, self._show)

    def _ask_renew(self) -> None:
        def work(_: Progress) -> None:
            from dxdesk.usecases.exchange.keys import renew

            renew(self.desk)

        self.dialog = ask_first(
            self,
            messages.RENEW_TITLE,
            messages.RENEW_TEXT,
            messages.RENEW_GO,
            lambda: self._change(work, messages.RENEWED),
            grave=True,
        )

    def _change(self, work: Callable[[Progress], str | None], said: str) -> None:
        """Do something; what it returns is told after ``said``."""
        self.ask(
            work,
            lambda more: self.banner.say(said + (more or ""), tone="done"),
            title=messages.TITLE,
            kind=Work.ACT,
        )

    # --- documents and lists -------------------------------------------------------------------

    def keep_papers(self, wanted: OfficeSettings) -> None:
        """Keep what documents say."""

        def work(_: Progress) -> bool:
            from dxdesk.usecases.organisation.office_settings import save_office_settings

            return save_office_settings(self.desk, wanted)

        def failed(error: KnownError) -> None:
            self.papers.keep_again()
            self.papers.banner.refuse(error)

        self.ask(
            work,
            lambda _: self.saved.emit(messages.PAPERS_SAVED),
            kind=Work.ACT,
            failed=failed,
            keeps=self.papers,
        )

    def keep_lists(self, entries: tuple[ListEntry, ...]) -> None:
        """Keep what a tick or an addition changed."""

        def work(_: Progress) -> None:
            from dxdesk.usecases.organisation.lists import save_lists

            save_lists(self.desk, entries)

        self._keep_on_lists(work)

    def forget_word(self, one: Remembered) -> None:
        """Let imports forget what a word means."""

        def work(_: Progress) -> None:
            from dxdesk.usecases.imports.remembered_words import forget

            forget(self.desk, one)

        self._keep_on_lists(work)

    def keep_digits(self, digits: int) -> None:
        """Keep how many digits a 職員番号 has."""

        def work(_: Progress) -> None:
            from dxdesk.usecases.imports.understanding import set_digits

            set_digits(self.desk, digits)

        self._keep_on_lists(work)

    def _keep_on_lists(self, work: Callable[[Progress], None]) -> None:
        self.ask(
            work,
            lambda _: self.saved.emit(messages.LIST_SAVED),
            kind=Work.ACT,
            failed=lambda error: self.lists.banner.refuse(error),
        )

    def switch(self, code: str, on: bool) -> None:
        """Use a capability, or hide it."""

        def work(_: Progress) -> None:
            from dxdesk.usecases.organisation.capabilities import switch

            switch(self.desk, code, on)

        said = messages.USES_SWITCHED_ON if on else messages.USES_SWITCHED_OFF
        self._keep_on_uses(work, said.format(name=capability(code).name))

    def decline(self, code: str) -> None:
        """Answer that a capability is not wanted now."""

        def work(_: Progress) -> None:
            from dxdesk.usecases.organisation.capabilities import decline

            decline(self.desk, code)

        self._keep_on_uses(work, messages.USES_DECLINED)

    def _keep_on_uses(self, work: Callable[[Progress], None], said: str) -> None:
        self.ask(
            work,
            lambda _: self.uses.banner.say(said, tone="done"),
            kind=Work.ACT,
            failed=lambda error: self.uses.show_failed(*explain(error)),
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

        def work(_: Progress) -> None:
            desk.services.stores.backup(desk.store, target)

        self.ask(work, done, title=messages.BACKUP_WORK, aside=True)

    def back_up_now(self) -> None:
        """Make the automatic backup that failed."""

        def work(_: Progress) -> None:
            self.desk.store.back_up()

        def done(_: object) -> None:
            self.banner.say(messages.AUTOMATIC_MADE, tone="done")

        self.ask(work, done, title=messages.BACKUP_WORK, aside=True, kind=Work.ACT)

    # --- the passphrase ------------------------------------------------------------------------

    def ask_passphrase(self) -> None:
        """Let the passphrase be changed."""
        self._show(passphrase_acts.ask_change(self))

    def ask_former(self) -> None:
        """Bring backups of a former passphrase under the one of now."""
        self._show(passphrase_acts.ask_former(self))

    def ask_code(self) -> None:
        """Make a code that opens the store, too."""
        self._show(passphrase_acts.ask_code(self))

    def ask_drop(self) -> None:
        """Let the code open nothing any more."""
        self._show(passphrase_acts.ask_drop(self))

    def show_memo(self) -> None:
        """Show the memo for a successor."""
        handing.show_memo(self, self._show, to_successor=not self._handed)

    def _note_handed(self) -> None:
        """Know whoever sits here as the one who handed the store over, until it is opened again."""
        self._handed = True

    def _show(self, dialog: QDialog) -> None:
        self.dialog = dialog

    # --- restoring and checking ----------------------------------------------------------------

    def ask_restore(self) -> None:
        """Let a copy be chosen and a store be made of it."""
        from dxdesk.ui.restore.dialog import RestoreDialog

        services = self.desk.services
        dialog = RestoreDialog(lambda: services, self.operations, (self.desk.store.location,), self)
        dialog.open_wanted.connect(self.store_wanted)
        self.dialog = dialog
        dialog.open()

    def _go_and_check(self) -> None:
        self.tabs.setCurrentIndex(messages.TAB_CHECK)
        self.check_store(self.check_page.wanted())

    def check_store(self, wanted: Check) -> None:
        """Look whether the store is sound, as it is saved now."""
        desk, page = self.desk, self.check_page
        page.show_checking(True)

        def work(progress: Progress) -> CheckReport:
            from dxdesk.usecases.checking.check import check

            return check(desk, wanted, progress)

        self.ask(
            work,
            page.show_report,
            finally_=lambda: page.show_checking(False),
            title=messages.CHECK_WORK,
            failed=lambda error: page.checked.refuse(error),
            aside=True,
        )

    # --- the code to keep ----------------------------------------------------------------------

    def make_paper(self) -> None:
        """Make the code to keep of the store as it is saved now."""
        desk = self.desk

        def work(_: Progress) -> Paper:
            from dxdesk.usecases.checking.paper import paper

            return paper(desk)

        self.ask(work, self.check_page.show_paper, title=messages.PAPER_WORK, aside=True)

    def _choose_print(self, paper: Paper) -> None:
        name = messages.PAPER_NAME.format(name=self.desk.store.label, day=paper.day)
        start = str(sending.kept_folder("paper") / name)
        chosen, _ = QFileDialog.getSaveFileName(self, messages.PAPER_PRINT, start, "PDF (*.pdf)")
        if chosen:
            self.print_paper(paper, Path(chosen))

    def print_paper(self, paper: Paper, path: Path) -> None:
        """Write the page to print."""
        sending.keep_folder("paper", path.parent)
        desk = self.desk

        def work(_: Progress) -> None:
            from dxdesk.usecases.checking.paper_page import write_page

            write_page(desk, paper, path)

        self.ask(
            work,
            lambda _: self.banner.say(messages.PAPER_SAVED.format(file=path), tone="done"),
            title=messages.PAPER_WORK,
        )
