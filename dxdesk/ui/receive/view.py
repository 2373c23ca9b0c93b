"""受付: six pages around one batch of files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QStackedWidget

from dxdesk.domain.errors import KnownError
from dxdesk.ports.changes import Changes
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.ui.look import words
from dxdesk.ui.receive import messages
from dxdesk.ui.receive.conflicts import ConflictsPage
from dxdesk.ui.receive.deputies import HeldPage, person, summary
from dxdesk.ui.receive.differing import DifferingPage
from dxdesk.ui.receive.drop import DropArea
from dxdesk.ui.receive.ledger import LedgerPage
from dxdesk.ui.receive.naming import Names, read_names
from dxdesk.ui.receive.reports import ReportList
from dxdesk.ui.receive.undoing import UndoDialog
from dxdesk.ui.receive.waiting import WaitingPage, issuer_of
from dxdesk.ui.shell.asking import ask_first
from dxdesk.ui.shell.keys_kept import step_on
from dxdesk.ui.shell.operations import Operations, Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.late import LateTabs
from dxdesk.ui.widgets.later import later
from dxdesk.ui.widgets.layouts import column, row
from dxdesk.ui.widgets.roomy import roomy
from dxdesk.ui.widgets.showing import repolish
from dxdesk.usecases.sealing.workbook_kinds import ENROLMENTS, NOMINATION_REPORT, asking_kinds, onward
from dxdesk.usecases.workplace import looked_at
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from dxdesk.ports.entities import Receipt
    from dxdesk.usecases.exchange.file_report import Change, FileReport, ImportReport
    from dxdesk.usecases.exchange.ledgers import WaitingItem
    from dxdesk.usecases.person_year.differing import Difference
    from dxdesk.usecases.review.deputies import Held
    from dxdesk.usecases.review.disputes import Dispute

    Waiting = tuple[tuple[WaitingItem, ...], tuple[WaitingItem, ...]]
    """What is in quarantine, and what waits for other files."""
    Marks = tuple[frozenset[int], frozenset[int]]
    """Receipts of numbers that came with two contents, and forms that take a submission back."""
    Read = tuple[Sequence[Dispute], Waiting, Sequence[Receipt], Marks, Sequence[Held], Sequence[Difference]]
    """What the pages beside the batch show."""
    Batch = tuple[ImportReport, Names, int, bool]

PAGES = {
    **{"files": 0, "conflicts": 1, "quarantine": 2, "pending": 2, "late": 3, "ledger": 3},
    **{"uncounted": 3, "held": 4, "differing": 5},
}


_KNOWN_NOW = ("applied", "unchanged", "conflict")
"""What became of a file an employee can go on with: what contradicts another is settled by answering anew."""

_DECIDED_ON = {
    "conflict": (messages.TO_CONFLICTS, "conflicts"),
    "held": (messages.TO_HELD, "held"),
    "quarantined": (messages.TO_WAITING, "quarantine"),
}
"""Outcomes of a file after which somebody has to decide, and the page where that is done."""

_MOVED_NAMED = 3
"""Files named of those that are not as they were looked at; the list below names all."""


def _digests(seen: ImportReport) -> Mapping[str, str]:
    return {file.path: file.sha256 for file in seen.files}


def _is_not_as_seen(file: FileReport) -> bool:
    return any(error.code in looked_at.CODES for error in file.errors)


def _questions(waiting: Waiting) -> int:
    """Return how many cards there are: all files of one key are one question."""
    quarantined, pending = waiting
    return len({item.key_id for item in quarantined}) + len(pending)


_DROP = {Role.PERSONAL: messages.DROP_TEXT_PERSONAL, Role.DX: messages.DROP_TEXT_DIGITAL}


class Receive(Screen):
    """The receiving screen."""

    interested = Changes.RECEIPTS | Changes.STANDING | Changes.KEYS | Changes.SETTINGS
    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen."""
        super().__init__(desk, operations)
        personal = desk.role is Role.PERSONAL
        self.set_title(messages.TITLE_PERSONAL if personal else messages.TITLE)
        self.files: tuple[Path, ...] = ()
        self.passwords: tuple[str, ...] = ()
        self.preview: ImportReport | None = None
        self._batch: Batch | None = None
        """What was last told of a batch as it was read, the names in it, how many left aside, dry run."""
        self._told: ImportReport | None = None
        """The report as it is shown."""
        self.dialog: QDialog | None = None
        self.drop = DropArea(_DROP.get(desk.role, messages.DROP_TEXT))
        self.reports = ReportList()
        self.reports.takes_tables = desk.role is Role.HR
        self.reports.answers_settle = personal
        self.said = Text("", wrap=True)
        self.apply = primary("", self.apply_files, name="apply")
        self.apply.hide()
        self.discard = button(messages.DISCARD, self.start_over, name="discard")
        foot = row(self.said, self.discard, self.apply, gap=10)
        foot.setStretch(0, 1)
        whole = column(self.reports, foot, gap=10)
        whole.setStretch(0, 1)
        self.result = roomy(whole)
        self.taking = QStackedWidget()
        self.taking.addWidget(self.drop)
        self.taking.addWidget(self.result)
        self._narrow = False
        self._found: Read | None = None
        self._telling = ""
        self.tabs = LateTabs()
        self.tabs.made.connect(self._fill)
        makes = (
            lambda: self.taking,
            self._conflicts_page,
            self._waiting_page,
            self._ledger_page,
            self._held_page,
            self._differing_page,
        )
        for make_page, title in zip(makes, messages.TABS, strict=True):
            self.tabs.add_late(title, make_page)
        if personal:
            self.tabs.setTabVisible(1, False)
            self.tabs.setTabVisible(2, False)
        self.tabs.setTabVisible(PAGES["held"], desk.role is Role.HR)
        self.tabs.setTabVisible(PAGES["differing"], False)
        self.body.addWidget(self.tabs, 1)
        self.forget_with_tab(self.tabs)
        self._connect()

    def _connect(self) -> None:
        self.drop.given.connect(self.look_at)
        self.reports.password_wanted.connect(self._ask_password)
        self.reports.table_wanted.connect(self._read_table)
        self.reports.retry_wanted.connect(lambda: self.look_at(self.files))

    def _read_table(self, report: FileReport) -> None:
        self.go.emit("roster", {"files": (Path(report.path),), "passwords": self.passwords})

    # --- the pages, made when they are first looked at ---------------------------------------------

    @property
    def conflicts(self) -> ConflictsPage:
        """What files say differently."""
        return cast(ConflictsPage, self.tabs.page(PAGES["conflicts"]))

    @property
    def waiting(self) -> WaitingPage:
        """What is kept and does not count yet."""
        return cast(WaitingPage, self.tabs.page(PAGES["pending"]))

    @property
    def ledger(self) -> LedgerPage:
        """Everything that came in."""
        return cast(LedgerPage, self.tabs.page(PAGES["ledger"]))

    def _conflicts_page(self) -> ConflictsPage:
        page = ConflictsPage()
        page.settle_wanted.connect(self.settle)
        page.set_narrow(self._narrow)
        return page

    def _waiting_page(self) -> WaitingPage:
        page = WaitingPage()
        page.register_wanted.connect(self.register)
        return page

    def _ledger_page(self) -> LedgerPage:
        page = LedgerPage(self.desk.role)
        page.undo_wanted.connect(self.undo)
        page.printing.setVisible(self.desk.role in (Role.HR, Role.SECTION))
        page.print_wanted.connect(lambda: self.go.emit("documents", {"kind": "receipts"}))
        return page

    @property
    def held(self) -> HeldPage:
        """What HR has to decide of deputies."""
        return cast(HeldPage, self.tabs.page(PAGES["held"]))

    def _held_page(self) -> HeldPage:
        page = HeldPage()
        page.decided.connect(self.decide)
        page.name_wanted.connect(lambda held: self.go.emit("year", {"deputy": held}))
        return page

    @property
    def differing(self) -> DifferingPage:
        """What two stores of one owner said differently."""
        return cast(DifferingPage, self.tabs.page(PAGES["differing"]))

    def _differing_page(self) -> DifferingPage:
        page = DifferingPage()
        page.settled.connect(self.settle_difference)
        return page

    def enter(self, what: Mapping[str, object]) -> None:
        """Come to the screen with files, or for one of its pages."""
        super().enter(what)
        files, page = what.get("files"), str(what.get("page", ""))
        if isinstance(files, tuple | list) and files:
            self.tabs.setCurrentIndex(0)
            self.look_at([Path(file) for file in files])
        elif page in PAGES:
            if page == "differing" and self.desk.role in (Role.HR, Role.DX):
                self.tabs.setTabVisible(PAGES[page], True)
            shown = self.tabs.isTabVisible(PAGES[page])
            # A person's own store shows what came in its ledger, whatever became of it.
            self.tabs.setCurrentIndex(PAGES[page] if shown else PAGES["ledger"])
            self._telling = page if page in ("uncounted", "late") else ""
            if self._telling and self._found is not None:
                self._fill(PAGES["ledger"])

    def set_narrow(self, on: bool) -> None:
        """Leave what is compared its room on a small display."""
        super().set_narrow(on)
        self._narrow = on
        if self.tabs.has(PAGES["conflicts"]):
            self.conflicts.set_narrow(on)

    def start_search(self) -> None:
        """Search the ledger."""
        self.tabs.setCurrentIndex(3)
        self.ledger.search.setFocus()

    def load(self) -> None:
        """Read conflicts, what waits, and the ledger."""

        def work(_: Progress) -> tuple[Read, ImportReport | None]:
            from dxdesk.usecases.exchange import ledgers
            from dxdesk.usecases.review import disputes

            found: tuple[Dispute, ...]
            try:
                found = disputes.to_decide(self.desk)
            except KnownError:
                found = ()
            waiting = ledgers.quarantined(self.desk), ledgers.pending(self.desk)
            receipts = ledgers.receipts(self.desk)
            marks = ledgers.twins(receipts), ledgers.withdrawals(self.desk, receipts)
            page = found, waiting, receipts, marks, self._read_held(), self._read_differing()
            return page, self._retold(batch)

        batch = self._batch
        self.ask(work, lambda found: self._show_again(batch, *found))

    def _retold(self, batch: Batch | None) -> ImportReport | None:
        """Return what is true of the last batch now: a table may have been taken in, a dispute be decided."""
        if batch is None:
            return None
        from dxdesk.usecases.exchange.as_of_now import as_of_now
        from dxdesk.usecases.inbox.batches import with_tables

        return as_of_now(self.desk, with_tables(self.desk, batch[0]))

    def _show_again(self, batch: Batch | None, page: Read, told: ImportReport | None) -> None:
        self._show(*page)
        if told is not None and batch is self._batch and told != self._told:
            self._list(told)

    def _read_held(self) -> tuple[Held, ...]:
        if self.desk.role is not Role.HR:
            return ()
        from dxdesk.usecases.review import deputies

        try:
            return deputies.held(self.desk)
        except KnownError:  # no year yet
            return ()

    def _read_differing(self) -> tuple[Difference, ...]:
        if self.desk.role not in (Role.HR, Role.DX):
            return ()
        from dxdesk.usecases.person_year.differing import differences

        return differences(self.desk)

    def _show(
        self,
        disputes: Sequence[Dispute],
        waiting: Waiting,
        receipts: Sequence[Receipt],
        marks: Marks,
        held: Sequence[Held],
        apart: Sequence[Difference],
    ) -> None:
        self._found = (disputes, waiting, receipts, marks, held, apart)
        for position in range(self.tabs.count()):
            if self.tabs.has(position):
                self._fill(position)
        # It is there while there is something to tell, and while somebody looks at it.
        shown = bool(apart) or self.tabs.currentIndex() == PAGES["differing"]
        self.tabs.setTabVisible(PAGES["differing"], shown)
        mine = sum(one.mine for one in apart)
        counts = (0, len(disputes), _questions(waiting), 0, len(held), mine)
        for position, (title, count) in enumerate(zip(messages.TABS, counts, strict=True)):
            self.tabs.setTabText(position, f"{title} {count}" if count else title)

    def _fill(self, position: int) -> None:
        """Show on one page what was read."""
        if self._found is None:
            return
        disputes, waiting, receipts, marks, held, apart = self._found
        if position == PAGES["conflicts"]:
            self.conflicts.show_disputes(disputes)
        elif position == PAGES["pending"]:
            self.waiting.show_waiting(*waiting)
        elif position == PAGES["ledger"]:
            self.ledger.show_receipts(receipts, *marks)
            telling, self._telling = self._telling, ""
            if telling == "late":
                self.ledger.show_late()
            elif telling:
                self.ledger.pick_uncounted()
        elif position == PAGES["held"]:
            self.held.show_held(held)
        elif position == PAGES["differing"]:
            self.differing.show_differences(apart)

    # --- a batch of files -----------------------------------------------------------------------

    def look_at(self, files: Sequence[Path]) -> None:
        """Look into files without taking anything."""
        self.files = tuple(files)
        self.banner.hide()
        self._receive(dry_run=True)

    def apply_files(self) -> None:
        """Take what was looked at."""
        if not self.operations.busy(self):
            self._receive(dry_run=False)

    def start_over(self) -> None:
        """Go back to the drop area."""
        self.files, self.preview, self.passwords = (), None, ()
        self._batch = self._told = None
        self.banner.hide()
        self.taking.setCurrentWidget(self.drop)

    def _receive(self, *, dry_run: bool) -> None:
        files, passwords = self.files, self.passwords
        # What was looked at is taken, and nothing that was put there or changed since.
        seen = None if dry_run or self._batch is None else _digests(self._batch[0])

        def work(progress: Progress) -> tuple[ImportReport, Names, int, ImportReport]:
            from dxdesk.usecases.exchange.as_of_now import as_of_now
            from dxdesk.usecases.exchange.receive import ReceiveFiles, expand, receive
            from dxdesk.usecases.inbox.batches import left_aside, with_returned, with_tables

            command = ReceiveFiles(files, dry_run, passwords, seen)
            read = receive(self.desk, command, progress)
            read = with_returned(self.desk.unlocking(passwords), expand(files), read, dry_run=dry_run)
            told = as_of_now(self.desk, with_tables(self.desk, read))
            return told, read_names(self.desk), left_aside(files), read

        self.ask(
            work,
            lambda found: self._received(*found, dry_run=dry_run),
            finally_=self._show_taking,
            title=messages.LOOKING if dry_run else messages.APPLYING,
            kind=Work.READ if dry_run else Work.ACT,
            cancelled=self._cancelled,
            key=self,
        )
        self._show_taking()

    def _show_taking(self) -> None:
        """Let a batch be taken only while none is looked at or taken."""
        self.apply.setEnabled(not self.operations.busy(self))

    def _cancelled(self) -> None:
        self.banner.say(messages.CANCELLED, messages.DONE_BEFORE, tone="info")

    def _received(
        self,
        report: ImportReport,
        names: Names,
        aside: int = 0,
        read: ImportReport | None = None,
        *,
        dry_run: bool,
    ) -> None:
        self._batch = read or report, names, aside, dry_run
        self.taking.setCurrentWidget(self.result)
        self._list(report)
        self._say_received(report, dry_run=dry_run)
        # The button of the next step can be pressed once this has ended.
        later(self, lambda: step_on(self))

    def _list(self, report: ImportReport) -> None:
        """Show what became of the files, and what can be done with them."""
        assert self._batch is not None
        _, names, aside, dry_run = self._batch
        self._told = report
        self.preview = report if dry_run else None
        self.reports.show_reports(report.files, names, preview=dry_run)
        waiting = sum(1 for file in report.files if file.outcome not in ("refused", "unchanged"))
        self.apply.setVisible(dry_run and waiting > 0)
        # With nothing to take, going on is the next step.
        self.discard.setProperty("look", "secondary" if self.apply.isVisibleTo(self) else "primary")
        repolish(self.discard)
        self.apply.setText(messages.APPLY.format(count=waiting))
        self.discard.setText(messages.DISCARD if dry_run and waiting else messages.MORE)
        said = messages.PREVIEW if waiting else messages.NOTHING_NEW
        left = messages.ASIDE.format(count=aside) if aside else ""
        self.said.setText(said + left if dry_run else "")

    def _say_received(self, report: ImportReport, *, dry_run: bool) -> None:
        """Say what comes next."""
        waiting = sum(1 for file in report.files if file.outcome not in ("refused", "unchanged"))
        refused = report.count("refused")
        act, acting = self._next_step(report)
        if dry_run:
            if act and not waiting and not refused:
                self.banner.say(messages.KNOWN_ALREADY, tone="info", act=act, acting=acting)
            return
        if moved := [file for file in report.files if _is_not_as_seen(file)]:
            names = "、".join(Path(file.path).name for file in moved[:_MOVED_NAMED])
            left = len(moved) - _MOVED_NAMED
            more = messages.MOVED_MORE.format(count=left) if left > 0 else ""
            self.banner.say(
                messages.DONE.format(count=waiting),
                messages.MOVED.format(count=len(moved), names=names + more),
                act=messages.LOOK_AGAIN,
                acting=lambda: self.look_at(self.files),
            )
            return
        conflicts = report.standing("conflict")
        told = [messages.DONE_CONFLICT.format(count=conflicts)] if conflicts else []
        told += [messages.DONE_REFUSED.format(count=refused)] if refused else []
        means = "\n".join(told)
        look = refused or conflicts or report.standing("held")
        tone = "attention" if look else "done"
        filled = bool(act)
        self.banner.say(
            messages.DONE.format(count=waiting), means, tone=tone, act=act, acting=acting, filled=filled
        )
        if filled:  # one next step, not two
            self.discard.setProperty("look", "secondary")
            repolish(self.discard)

    def _next_step(self, report: ImportReport) -> tuple[str, Callable[[], object] | None]:
        """Return what comes after taking these files: its words, and how one gets there."""
        if self.desk.role is Role.PERSONAL:
            kinds = {file.kind for file in report.files if file.outcome in _KNOWN_NOW}
            own = onward(kinds)
            if own is None:
                return "", None
            return own.act, lambda: self.go.emit(own.screen, {"focus": own.focus} if own.focus else {})
        wanted = next((outcome for outcome in _DECIDED_ON if report.standing(outcome)), "")
        if not wanted:
            came = any(file.stands == "applied" and file.employee_numbers for file in report.files)
            if self.desk.role is Role.SECTION and came:
                return messages.TO_REVIEW, lambda: self.go.emit("review", {})
            return self._to_requests(report) if self.desk.role is Role.SECTION else self._to_lists(report)
        act, page = _DECIDED_ON[wanted]
        return act, lambda: self.tabs.setCurrentIndex(PAGES[page])

    def _to_requests(self, report: ImportReport) -> tuple[str, Callable[[], object] | None]:
        """Return how a section goes on where something came that it fills in."""
        kinds = {file.kind for file in report.files if file.outcome in _KNOWN_NOW}
        step = onward(kinds & asking_kinds())
        return (step.act, lambda: self.go.emit(step.screen, {})) if step is not None else ("", None)

    def _to_lists(self, report: ImportReport) -> tuple[str, Callable[[], object] | None]:
        """Return how HR goes on to decide where a section's report or its enrolments came back."""
        kinds = {file.kind for file in report.files if file.outcome in _KNOWN_NOW}
        if NOMINATION_REPORT.kind in kinds:
            return messages.TO_NOMINATIONS, lambda: self.go.emit("roster", {"focus": "nominations"})
        if ENROLMENTS.kind in kinds:
            return messages.TO_ENROLMENTS, lambda: self.go.emit("training", {"page": "enrolments"})
        return "", None

    def _ask_password(self, report: FileReport) -> None:
        from dxdesk.ui.widgets.passphrase import PassphraseDialog

        dialog = PassphraseDialog(
            messages.PASSWORD_TITLE,
            Path(report.path).name,
            self,
            act=messages.PASSWORD_GO,
            field=messages.PASSWORD_FIELD,
        )
        self.dialog = dialog

        def given() -> None:
            self.passwords = (*self.passwords, dialog.passphrase())
            self._receive(dry_run=True)

        dialog.accepted.connect(given)
        dialog.open()

    def forget_said(self) -> None:
        """Take away everything that was said: here it is all of files taken or of a decision."""
        super().forget_said()
        self.banner.hide()

    def unkept(self) -> str:
        """Return whose answers were chosen and not decided."""
        return self.conflicts.unkept() if self.tabs.has(PAGES["conflicts"]) else ""

    # --- decisions -----------------------------------------------------------------------------

    def settle(self, dispute: Dispute, taken: dict[str, int], reason: str) -> None:
        """Settle what was taken of one person's files; what nobody took an answer for stays open."""
        name = words.shown(dispute.name)

        def work(_: Progress) -> int:
            from dxdesk.usecases.review.disputes import settle

            return settle(self.desk, dispute.id, taken, reason, dispute.fiscal_year)

        def done(left: int) -> None:
            text = messages.SETTLED_SOME if left else messages.SETTLED
            self.banner.say(text.format(name=name, count=left), tone="done")

        self.ask(
            work,
            done,
            title=messages.SETTLE,
            kind=Work.ACT,
        )

    def register(self, key_id: str) -> None:
        """Ask, then accept a key whose code was compared."""
        found = self._found[1][0] if self._found is not None else ()
        items = [item for item in found if item.key_id == key_id]
        if not items:
            return
        whose = issuer_of(items[0])

        def work(_: Progress) -> str:
            from dxdesk.usecases.exchange.keys import register

            return register(self.desk, key_id).told

        def go() -> None:
            said = messages.REGISTERED.format(name=whose)
            self.ask(
                work,
                lambda more: self.banner.say(said + more, tone="done"),
                title=messages.REGISTER,
                kind=Work.ACT,
            )

        text = messages.REGISTER_MEANS.format(name=whose, code=items[0].spoken_code, count=len(items))
        self.dialog = ask_first(self, messages.REGISTER_ASK, text, messages.REGISTER_GO, go, grave=False)

    def decide(self, held: Held, allow: bool) -> None:
        """Ask, then let what somebody did for somebody else count, or not."""

        def work(_: Progress) -> None:
            from dxdesk.usecases.review.deputies import decide

            decide(self.desk, held.ids, allow=allow)

        about = {"person": person(held.name, held.employee_number), "what": held.what}
        said = (messages.ALLOWED if allow else messages.REFUSED_HELD).format(**about)
        title, means, act = (
            (messages.ALLOW_TITLE, messages.ALLOW_MEANS, messages.ALLOW_GO)
            if allow
            else (messages.REFUSE_TITLE, messages.REFUSE_MEANS, messages.REFUSE_GO)
        )
        principal = person(held.on_behalf_of_name, held.on_behalf_of)
        text = f"{summary(held)}\n\n{means.format(what=held.what, principal=principal)}"

        def go() -> None:
            self.ask(work, lambda _: self.banner.say(said, tone="done"), title=act, kind=Work.ACT)

        self.dialog = ask_first(self, title, text, act, go, grave=True)

    def settle_difference(self, one: Difference, take: int) -> None:
        """Let one of the sayings of the owner's two stores stand for good."""
        text = one.choices[take - 1].text

        def work(_: Progress) -> None:
            from dxdesk.usecases.person_year.differing import settle

            settle(self.desk, one.subject, one.field, take)

        said = messages.DIFFERING_SETTLED.format(thing=one.thing, field=one.field_name, text=text)
        self.ask(
            work,
            lambda _: self.banner.say(said, tone="done"),
            title=messages.DIFFERING_GO,
            kind=Work.ACT,
        )

    def undo(self, receipt: Receipt) -> None:
        """Ask, then take an import back; of a roster, whom that changes is said first."""
        if receipt.kind != "roster":
            self._undo(receipt, messages.UNDO_TEXT.format(file=receipt.file_name))
            return

        def look(_: Progress) -> tuple[Change, ...]:
            from dxdesk.usecases.inbox.batches import undo_changes

            return undo_changes(self.desk, receipt.number)

        def show(changes: tuple[Change, ...]) -> None:
            go = self._undoing(receipt)
            self.dialog = UndoDialog(receipt.number, receipt.file_name, changes, go, self)
            self.dialog.open()

        self.ask(look, show, title=messages.UNDO_LOOK)

    def _undo(self, receipt: Receipt, text: str) -> None:
        title = messages.UNDO_TITLE.format(number=receipt.number)
        self.dialog = ask_first(self, title, text, messages.UNDO_GO, self._undoing(receipt), grave=False)

    def _undoing(self, receipt: Receipt) -> Callable[[], object]:
        """Return what takes an import back."""

        def work(_: Progress) -> None:
            from dxdesk.usecases.inbox.batches import undo_receipt

            undo_receipt(self.desk, receipt.number)

        def go() -> None:
            self.ask(
                work,
                lambda _: self.banner.say(messages.UNDONE.format(number=receipt.number), tone="done"),
                title=messages.UNDO_GO,
                kind=Work.ACT,
            )

        return go
