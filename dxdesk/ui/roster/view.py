"""名簿: the list, one person beside it, and the way tables come in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout

from dxdesk.domain import duty
from dxdesk.ports.changes import Changes
from dxdesk.ports.store import Progress
from dxdesk.ui.look import words
from dxdesk.ui.roster import messages, nominating_messages
from dxdesk.ui.roster.appointing import AppointDialog
from dxdesk.ui.roster.importing import ImportDialog
from dxdesk.ui.roster.nominating import NominationsDialog
from dxdesk.ui.roster.numbers import LinkDialog, ask_unlink, with_newest
from dxdesk.ui.roster.offering import offered
from dxdesk.ui.roster.own_record import Acts, RequestDialog, StopDialog, choose_disclosure
from dxdesk.ui.roster.person import About, ConfirmersDialog, DecideDialog, about, show_person
from dxdesk.ui.roster.units import UnitsDialog
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.next_courses import next_courses
from dxdesk.ui.shell.operations import Operations, Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import card, clear, column, inside, row, scrolling
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.sealing.workbook_kinds import ROSTER
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.ports.entities import Employee
    from dxdesk.ui.shell.asking import AskDialog

WIDTH, NARROW = 290, 240
"""Px of the person beside the list."""


class Roster(Screen):
    """The roster screen."""

    interested = Changes.ROSTER | Changes.SETTINGS
    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen."""
        super().__init__(desk, operations)
        self.set_title(messages.TITLE)
        self.dialog: ImportDialog | None = None
        self.deciding: DecideDialog | None = None
        self.confirmer_dialog: ConfirmersDialog | None = None
        self.link_dialog: LinkDialog | AskDialog | None = None
        self.own_dialog: StopDialog | RequestDialog | None = None
        self.unit_dialog: UnitsDialog | None = None
        self.appoint_dialog: AppointDialog | None = None
        self.nomination_dialog: NominationsDialog | None = None
        self._units: Mapping[str, str] = {}
        self._names: Mapping[str, str] = {}
        self._picked_first = ""
        """The number of whom the list picked by itself, as the first in it."""
        self._everybody: tuple[Employee, ...] = ()
        self.importing = primary(messages.IMPORT, lambda: self.import_table(None), name="import")
        self.units = button(messages.UNITS, self.show_units, name="units")
        self.appointing = button(messages.APPOINT, self.show_appointments, name="appoint")
        self.nominating: QPushButton | None = None
        self.exporting = button(messages.EXPORT, self.export, name="export")
        self.add_head(self.appointing, self.units, self.exporting, self.importing)
        self.table = self._people()
        self.search = QLineEdit()
        self.search.setPlaceholderText(messages.SEARCH)
        self.search.setClearButtonEnabled(True)
        self.with_left = QCheckBox(messages.WITH_LEFT)
        self.shown = Text("", "caption")
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(250)
        self._later.timeout.connect(self.load)
        self._detail: QVBoxLayout = column(gap=6, margins=(0, 0, 8, 0))
        self._lay_out()
        self.search.textChanged.connect(lambda *_: self._later.start())
        self.with_left.toggled.connect(lambda *_: self.load())
        self.table.picked.connect(self._picked)

    def _people(self) -> Table[Employee]:
        titles = messages.COLUMNS
        return Table(
            [
                Col(titles[0], lambda p: p.number, 84),
                Col(
                    titles[1],
                    lambda p: words.shown(p.name),
                    144,
                    look=lambda p: "strong",
                    order=lambda p: p.kana,
                    wrap=True,
                ),
                Col(titles[2], lambda p: p.kana, 150, look=lambda p: "muted", wrap=True),
                Col(titles[3], lambda p: self._units.get(p.department_code, p.department_code), 0, wrap=True),
                Col(titles[4], lambda p: p.grade, 76, look=lambda p: "muted"),
                Col(titles[5], lambda p: p.title, 76, look=lambda p: "muted"),
                Col(
                    titles[8],
                    lambda p: messages.LEFT if p.left else duty.folded(p.duty_status),
                    84,
                    look=lambda p: "muted",
                ),
            ],
            messages.TITLE,
        )

    def _lay_out(self) -> None:
        tools = row(self.search, self.with_left, self.shown, gap=12)
        tools.setStretch(0, 1)
        left = card(tools, self.table, gap=8, padding=12)
        layout = left.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretch(1, 1)
        right = self._beside = card(scrolling(self._detail), padding=14)
        right.setFixedWidth(WIDTH)
        both = row(left, right, gap=14)
        both.setStretch(0, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(inside(both))
        self.pages.addWidget(
            EmptyState(
                "roster",
                messages.EMPTY,
                messages.EMPTY_TEXT,
                messages.IMPORT,
                lambda: self.import_table(None),
            )
        )
        self.body.addWidget(self.pages, 1)

    def set_narrow(self, on: bool) -> None:
        """Leave the list its room on a small display."""
        super().set_narrow(on)
        self._beside.setFixedWidth(NARROW if on else WIDTH)

    def enter(self, what: Mapping[str, object]) -> None:
        """Come to the screen, perhaps with a table to import."""
        super().enter(what)
        files = what.get("files")
        if isinstance(files, Sequence) and files:
            passwords = what.get("passwords")
            said = passwords if isinstance(passwords, Sequence) else ()
            self.import_table(Path(files[0]), tuple(map(str, said)))
            return
        focus, _, code = str(what.get("focus", "")).partition("/")
        if focus == "nominations":
            self.show_nominations(code)

    def start_search(self) -> None:
        """Search a person."""
        self.search.setFocus()

    def load(self) -> None:
        """Read the roster, or what the search finds of it."""
        text, left = self.search.text().strip(), self.with_left.isChecked()

        def work(_: Progress) -> tuple[tuple[Employee, ...], Sequence[Employee], dict[str, str], int, bool]:
            from dxdesk.usecases.nominations.switch import nomination_on
            from dxdesk.usecases.organisation import departments

            with self.desk.store.read() as uow:
                everybody = uow.people.employees(include_left=True)
                found = with_newest(uow, uow.people.find(text, limit=500)) if text else everybody
                units = {code: unit.name for code, unit in departments.named(uow).items()}
                count = len(departments.current(uow))
                nominating = nomination_on(uow)
            shown = tuple(person for person in found if left or not person.left)
            return shown, everybody, units, count, nominating

        self.ask(work, lambda found: self.show_people(*found))

    def show_people(
        self,
        shown: Sequence[Employee],
        everybody: Sequence[Employee],
        units: Mapping[str, str],
        count: int,
        nominating: bool = False,
    ) -> None:
        """Show the roster; ``nominating``: the office uses 選任."""
        self._units = units
        self._names = {person.number: person.name for person in everybody}
        self._everybody = tuple(everybody)
        staff = sum(1 for person in everybody if not person.left)
        self.pages.setCurrentIndex(0 if everybody else 1)
        self.importing.setVisible(bool(everybody))
        self.units.setVisible(bool(everybody))
        self.exporting.setVisible(bool(everybody))
        self.appointing.setVisible(bool(everybody))
        self._offer_nominations(bool(everybody) and nominating)
        self.set_title(
            messages.TITLE,
            messages.SUBTITLE.format(staff=staff, departments=count) if everybody else "",
        )
        self.table.nothing = words.NOTHING_FITS  # the store has searched: the table knows of no others
        before = self.table.current()
        self.table.show_records(shown)
        if before is not None and self.table.current() is None:  # of whom something changed
            self.table.pick(lambda person: person.number == before.number)
        if self.table.current() is None:
            self.table.selectRow(0)
            first = self.table.current()
            searched = bool(self.search.text().strip())  # then who stands first is whom they look for
            self._picked_first = first.number if first is not None and not searched else ""
        self.shown.setText(messages.SHOWN.format(count=len(shown)))
        self._picked(self.table.current())

    def _offer_nominations(self, used: bool) -> None:
        """Show the way to 選任 where the office uses it; before that there is no trace of it."""
        if used and self.nominating is None:
            self.nominating = button(
                nominating_messages.OPEN_ALL, lambda: self.show_nominations(), name="nominations"
            )
            self.head.insertWidget(self.head.indexOf(self.appointing), self.nominating)
        if self.nominating is not None:
            self.nominating.setVisible(used)

    def _picked(self, person: Employee | None) -> None:
        if person is None:
            clear(self._detail)
            self._detail.addWidget(Text(messages.DETAIL_EMPTY, "muted", wrap=True))
            self._detail.addStretch(1)
            return

        def work(_: Progress) -> About:
            return about(self.desk, person)

        self.ask(work, self._show_if_current)

    def _show_if_current(self, found: About) -> None:
        current = self.table.current()
        if current is not None and current.number == found.person.number:
            show_person(
                self._detail,
                found,
                self._units,
                self._names,
                lambda: self.decide(found),
                lambda: self.set_confirmers(found),
                lambda: self.link(found),
                self.unlink,
                next_courses(self, found.person.number),
                Acts(
                    lambda: choose_disclosure(self, found.person.number),
                    lambda: self.stop_use(found),
                    lambda: self.keep_request(found),
                ),
            )

    def stop_use(self, found: About) -> None:
        """Stop or begin again to use what is kept of one person."""
        self.own_dialog = StopDialog(self, found.person, found.own_record.stopped)
        self.own_dialog.open()

    def keep_request(self, found: About) -> None:
        """Keep what one person asked to have mended, or the answer."""
        self.own_dialog = RequestDialog(self, found.person, found.own_record.requests)
        self.own_dialog.open()

    def link(self, found: About) -> None:
        """Say which other number a person had or has."""
        self.link_dialog = LinkDialog(self, found.person, self._everybody, self._units)
        self.link_dialog.open()

    def unlink(self, former: str, later: str) -> None:
        """Ask whether two numbers are not one person's after all."""
        self.link_dialog = ask_unlink(self, former, later)

    def set_confirmers(self, found: About) -> None:
        """Name the confirmers of one person by hand."""
        self.confirmer_dialog = ConfirmersDialog(self, found, self._everybody, self._units)
        self.confirmer_dialog.open()

    def decide(self, found: About) -> None:
        """Decide whether one person is asked, whatever the lists say."""
        dialog = DecideDialog(found, self)
        self.deciding = dialog

        def go() -> None:
            target, reason = dialog.decision()

            def work(_: Progress) -> None:
                from dxdesk.usecases.organisation.lists import set_override

                set_override(self.desk, found.person.number, target, reason)

            self.ask(
                work,
                lambda _: self.banner.say(
                    messages.DECIDED_SAID,
                    tone="done",
                    act=messages.TO_YEAR,
                    acting=lambda: self.go.emit("year", {}),
                ),
                title=messages.DECIDE_GO,
                kind=Work.ACT,
            )

        dialog.accepted.connect(go)
        dialog.open()

    def show_units(self) -> None:
        """Show the departments, to be changed by a reorganisation."""
        self.unit_dialog = UnitsDialog(self)
        self.unit_dialog.open()

    def show_appointments(self) -> None:
        """Show who is appointed to what, with the person at hand whom somebody chose in the list."""
        chosen = self.table.current()
        by_hand = chosen is not None and chosen.number != self._picked_first
        numbers = (chosen.number,) if chosen is not None and by_hand else ()
        staff = [person for person in self._everybody if not person.left]
        self.appoint_dialog = AppointDialog(self, offered(staff, self._units), numbers)
        self.appoint_dialog.open()

    def show_nominations(self, code: str = "") -> None:
        """Show whom the sections name each April; ``code``: this round in front."""
        self.nomination_dialog = NominationsDialog(self, code)
        self.nomination_dialog.open()

    def export(self) -> None:
        """Write the roster as a table, as 帳票 does."""
        title = messages.EXPORT_TITLE.format(title=ROSTER.label)
        sending.send(self, ROSTER, title, ROSTER.written.text, ROSTER.written.following)

    def import_table(self, file: Path | None, passwords: tuple[str, ...] = ()) -> None:
        """Import a table, with a look before; ``passwords`` were said of it before."""
        self.dialog = ImportDialog(self, file, passwords)
        self.dialog.open()
