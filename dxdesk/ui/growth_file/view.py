"""成長記録: whose file, what is in it, and what stands beside the picked entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from dxdesk.domain.contents import FileEntry
from dxdesk.domain.growth_file import WORTH_NAMES, Worth
from dxdesk.ports.changes import Changes
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.ui.growth_file import messages
from dxdesk.ui.growth_file.detail import show_entry
from dxdesk.ui.growth_file.entry_dialog import EntryDialog, in_dialog
from dxdesk.ui.growth_file.finding_dialog import FindingDialog
from dxdesk.ui.look import dates, words
from dxdesk.ui.shell.asking import AskDialog, ask_first
from dxdesk.ui.shell.operations import Operations, Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, clear, column, inside, row, scrolling
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.people import Person, PersonField
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.usecases.growth_files.expiring import Expiring
    from dxdesk.usecases.growth_files.reading import FilePerson, Kept, PersonFile

PEOPLE_WIDE, BESIDE_WIDE = 180, 284
NARROW_PEOPLE, NARROW_BESIDE = 148, 230
"""Px of the people at the left and of the entry at the right, and of both on a small display."""

_FILE, _EMPTY, _EXPIRING = 0, 1, 2
_LOOKS = {
    Worth.CONFIRMED: "badge-done",
    Worth.RECORDED: "badge-plain",
    Worth.UNCONFIRMED: "badge",
    Worth.CORRECTED: "badge",
    Worth.CANNOT: "badge",
}
_SHORT = {**WORTH_NAMES, Worth.CORRECTED: messages.CORRECTED, Worth.RECORDED: messages.RECORDED}


class GrowthFile(Screen):
    """The screen of growth files: HR looks for anybody, a section has its people, a person their own."""

    interested = Changes.RECEIPTS | Changes.STANDING | Changes.ROSTER
    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen."""
        super().__init__(desk, operations)
        self.set_title(messages.TITLE, messages.SUBTITLE)
        self.dialog: EntryDialog | FindingDialog | AskDialog | None = None
        self.file: PersonFile | None = None
        self._wanted = self._new = ""
        self._offered: tuple[FilePerson, ...] = ()
        own = desk.role is Role.PERSONAL  # of anybody else's file the next step is to confirm
        make = primary if own else button
        self.adding = make(messages.ADD, lambda: self.edit(None), name="entry-add")
        self.add_head(self.adding)
        self.field = PersonField(messages.PERSON, messages.PERSON_HINT)
        self.field.changed.connect(self._chosen)
        self.field.setVisible(desk.role is Role.HR)
        self.people = self._people()
        self.expiring = self._expiring()
        self.table = self._lines()
        self.who = Text("", "section", wrap=True)
        self.months = Text("", "muted", wrap=True)
        self.told = Text("", tone="attention", wrap=True)
        self._beside: QVBoxLayout = column(gap=4, margins=(0, 0, 8, 0))
        self.confirming = primary(
            messages.CONFIRM, lambda: self.ask_finding(confirmed=True), name="entry-confirm"
        )
        self.cannot = button(messages.CANNOT, lambda: self.ask_finding(confirmed=False), name="entry-cannot")
        self.correcting = button(
            messages.CORRECT, lambda: self.edit(self.table.current()), name="entry-correct"
        )
        self.leaving = button(messages.TAKE_OUT, self.take_out, look="quiet", name="entry-take-out")
        self._lay_out()
        self.table.picked.connect(lambda _: self._show_entry())
        self.people.picked.connect(lambda one: self._want(one.number) if one is not None else None)
        self.expiring.opened.connect(lambda one: self._want(one.number))

    def _expiring(self) -> Table[Expiring]:
        titles = messages.EXPIRING_COLUMNS
        made: Table[Expiring] = Table(
            [
                Col(titles[0], lambda one: dates.short_day(one.day), 110, order=lambda one: one.day),
                Col(titles[1], lambda one: messages.LEFT.format(days=one.left), 90, number=True,
                    order=lambda one: one.left),
                Col(titles[2], lambda one: words.shown(one.name), 150, look=lambda _: "strong"),
                Col(titles[3], lambda one: one.section, 170),
                Col(titles[4], lambda one: words.shown(one.what), 0, wrap=True),
            ],
            messages.EXPIRING,
        )  # fmt: skip
        return made

    def _people(self) -> Table[FilePerson]:
        titles = messages.PEOPLE_COLUMNS
        made: Table[FilePerson] = Table(
            [
                Col(titles[0], lambda p: words.shown(p.name), 0, look=lambda p: "strong", wrap=True),
                Col(
                    titles[1],
                    lambda p: str(p.unconfirmed) if p.unconfirmed else messages.PEOPLE_NONE,
                    62,
                    number=True,
                    order=lambda p: -p.unconfirmed,
                ),
            ],
            messages.PEOPLE,
        )
        return made

    def _lines(self) -> Table[Kept]:
        from dxdesk.usecases.growth_files.words import when

        titles = messages.COLUMNS
        made: Table[Kept] = Table(
            [
                Col(
                    titles[0], lambda k: when(k.line.entry), 128, order=lambda k: k.line.entry.date, wrap=True
                ),
                Col(titles[1], lambda k: k.line.kind.name, 112, look=lambda k: "muted", wrap=True),
                Col(titles[2], _content, 0, look=lambda k: "strong", wrap=True),
                Col(
                    titles[3],
                    lambda k: _SHORT[k.line.worth],
                    118,
                    look=lambda k: _LOOKS[k.line.worth],
                    tip=lambda k: WORTH_NAMES[k.line.worth],
                ),
            ],
            messages.LINES,
        )
        return made

    def _lay_out(self) -> None:
        left = self._left = card(Text(messages.PEOPLE, "section"), self.people, gap=8, padding=12)
        left.setVisible(self.desk.role is Role.SECTION)
        middle = card(self.who, self.months, self.told, self.table, gap=6, padding=14)
        layout = middle.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretch(3, 1)
        acts = column(
            row(self.confirming, self.cannot, STRETCH), row(self.correcting, self.leaving, STRETCH), gap=8
        )
        self._acts = inside(acts)
        right = self._right = card(scrolling(self._beside), self._acts, gap=10, padding=14)
        both = row(left, middle, right, gap=14)
        both.setStretch(1, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(inside(both))
        self.empty = EmptyState("growth", messages.CHOOSE, messages.CHOOSE_TEXT)
        self.pages.addWidget(self.empty)
        listed = card(
            Text(messages.EXPIRING, "section"),
            Text(messages.EXPIRING_TEXT, "muted", wrap=True),
            self.expiring,
            gap=8,
            padding=14,
        )
        self.pages.addWidget(listed)
        self.body.addWidget(self.field)
        self.body.addWidget(self.pages, 1)
        self.set_narrow(on=False)

    def set_narrow(self, on: bool) -> None:
        """Leave the file its room on a small display."""
        super().set_narrow(on)
        self._left.setFixedWidth(NARROW_PEOPLE if on else PEOPLE_WIDE)
        self._right.setFixedWidth(NARROW_BESIDE if on else BESIDE_WIDE)

    def enter(self, what: Mapping[str, object]) -> None:
        """Come to the screen, perhaps to one person's file (``person``, their number).

        With ``focus`` ``expiring`` HR comes to the list of 資格 that run out.
        """
        wanted = str(what.get("person", ""))
        if what.get("focus") == "expiring" and self.desk.role is Role.HR:
            self._wanted, self.stale = "", True
            self.field.clear()
        elif wanted:
            self._wanted, self.stale = wanted, True
        super().enter(what)

    def start_search(self) -> None:
        """Look for a person."""
        if self.desk.role is Role.HR:
            self.field.setFocus()

    def load(self) -> None:
        """Read whose files there are, and the file that is looked at."""
        desk, wanted = self.desk, self._wanted

        def work(_: Progress) -> tuple[tuple[FilePerson, ...], PersonFile | None, tuple[Expiring, ...]]:
            from dxdesk.usecases.growth_files import expiring, reading

            people = reading.people(desk)
            number = wanted
            if desk.role is Role.SECTION and not any(one.number == number for one in people):
                number = people[0].number if people else ""
            known = number or desk.role is Role.PERSONAL
            listed = expiring.list_of(desk) if desk.role is Role.HR and not known else ()
            return people, reading.file_of(desk, number) if known else None, listed

        self.ask(work, lambda found: self.show_found(*found))

    def show_found(
        self,
        people: tuple[FilePerson, ...],
        file: PersonFile | None,
        listed: tuple[Expiring, ...] = (),
    ) -> None:
        """Show whose files there are, and one of them; of nobody's the 資格 that run out (``listed``)."""
        if self.desk.role is Role.HR and people != self._offered:
            self._offered = people
            self.field.show_people(Person(one.number, one.name, one.kana, one.section) for one in people)
        if self.desk.role is Role.SECTION:
            self.people.show_records(people)
            if file is not None:
                self.people.pick(lambda one: one.number == file.number)
        self.show_file(file)
        if file is None and listed:
            self.expiring.show_records(listed)
            self.pages.setCurrentIndex(_EXPIRING)

    def show_file(self, file: PersonFile | None) -> None:
        """Show somebody's file; nobody's: what to do first."""
        self.file = file
        if file is None:
            section = self.desk.role is Role.SECTION
            self.empty.tell(
                messages.NOBODY if section else messages.CHOOSE,
                messages.NOBODY_TEXT if section else messages.CHOOSE_TEXT,
            )
            self.pages.setCurrentIndex(_EMPTY)
            self.adding.hide()
            return
        self.pages.setCurrentIndex(_FILE)
        if self.desk.role is Role.HR and self.field.number() != file.number:
            self.field.choose(file.number)
        self.adding.setVisible(file.may_write)
        name = words.shown(file.name)
        self.who.setText(
            f"{name}さん {messages.WHO.format(number=file.number, section=file.section)}".strip()
            if name
            else messages.WHO.format(number=file.number, section=file.section).strip()
        )
        months = file.months
        said = [
            messages.MONTHS.format(total=months.total, lead=months.lead, running=months.running)
            if months.total
            else messages.MONTHS_NONE
        ]
        said += [messages.FORMER.format(numbers="、".join(file.numbers))] if file.numbers else []
        self.months.setText("\n".join(said))
        told = [messages.UNCONFIRMED.format(count=file.unconfirmed)] if file.unconfirmed else []
        told += [messages.WAITING.format(count=file.waiting)] if file.waiting else []
        self.told.setText("".join(told))
        self.told.setVisible(bool(told))
        before = self.table.current()
        own = self.desk.role is Role.PERSONAL
        self.table.nothing = messages.NONE_YET_OWN if own else messages.NONE_YET
        newest = tuple(reversed(file.lines))
        self.table.show_records(newest)
        if before is not None:
            self.table.pick(lambda kept: kept.line.uid == before.line.uid)
        if self.table.current() is None and newest:
            self.table.selectRow(0)
        self._pick_new()
        self._show_entry()

    def _pick_new(self) -> None:
        """Pick the entry that was written last, once the file with it was read."""
        if self.file is not None and any(kept.line.uid == self._new for kept in self.file.lines):
            new, self._new = self._new, ""
            self.table.pick(lambda kept: kept.line.uid == new)

    def _show_entry(self) -> None:
        kept, file = self.table.current(), self.file
        if kept is None or file is None:
            clear(self._beside)
            self._beside.addWidget(Text(messages.PICK, "muted", wrap=True))
            self._beside.addStretch(1)
            self._acts.hide()
            return
        show_entry(self._beside, kept, file.number)
        line = kept.line
        finds = file.may_vouch and line.worth is not Worth.RECORDED
        changes = file.may_write and not line.kind.listed and (line.own or self.desk.role is Role.HR)
        self.confirming.setVisible(finds and line.worth is not Worth.CONFIRMED)
        self.cannot.setVisible(finds and line.worth is not Worth.CANNOT)
        self.correcting.setVisible(changes)
        self.leaving.setVisible(changes)
        self._acts.setVisible(finds or changes)

    def _chosen(self) -> None:
        person = self.field.person()
        if person is not None:
            self._want(person.number)

    def _want(self, number: str) -> None:
        if number != (self.file.number if self.file is not None else ""):
            self._wanted = number
            self.load()

    def edit(self, kept: Kept | None) -> None:
        """Ask for an entry; none: a new one."""
        file, desk = self.file, self.desk
        if file is None:
            return
        entry = None if kept is None else kept.line.entry
        dialog = EntryDialog(entry, self, own=desk.role is Role.PERSONAL)

        def go(wanted: object) -> None:
            assert isinstance(wanted, FileEntry)

            def work(_: Progress) -> str | None:
                from dxdesk.usecases.growth_files import keeping

                if kept is None:
                    return keeping.add(desk, wanted, file.number)
                keeping.correct(desk, kept.line.uid, wanted, file.number)
                return None

            own = desk.role is Role.PERSONAL
            self._keep(dialog, work, messages.KEPT_OWN if own else messages.KEPT)

        dialog.tried.connect(go)
        dialog.open()
        self.dialog = dialog

    def take_out(self) -> None:
        """Ask whether the picked entry is to be taken out."""
        kept, file, desk = self.table.current(), self.file, self.desk
        if kept is None or file is None:
            return

        def work(_: Progress) -> None:
            from dxdesk.usecases.growth_files import keeping

            keeping.take_out(desk, kept.line.uid, file.number)

        def go() -> None:
            gone = messages.GONE
            self.ask(work, lambda _: self.saved.emit(gone), title=messages.TAKE_OUT_GO, kind=Work.ACT)

        title = messages.TAKE_OUT_TITLE.format(name=kept.line.entry.name)
        self.dialog = ask_first(self, title, messages.TAKE_OUT_TEXT, messages.TAKE_OUT_GO, go, grave=False)

    def ask_finding(self, *, confirmed: bool) -> None:
        """Ask what the store's owner found of the picked entry."""
        from dxdesk.usecases.growth_files.words import told

        kept, file, desk = self.table.current(), self.file, self.desk
        if kept is None or file is None:
            return
        dialog = FindingDialog(told(kept.line.entry), self, confirmed=confirmed)

        def go() -> None:
            seen = dialog.seen.text().strip(), dialog.day, dialog.number.text().strip()
            comment = dialog.comment.text().strip()

            def work(_: Progress) -> None:
                from dxdesk.usecases.growth_files.vouching import Answer, Seen, vouch

                vouch(desk, Answer(file.number, kept.line.uid, confirmed, Seen(*seen), comment))

            yes = messages.FOUND_SAID_HR if desk.role is Role.HR else messages.FOUND_SAID
            self._keep(dialog, work, yes if confirmed else messages.CANNOT_SAID)

        dialog.tried.connect(go)
        dialog.open()
        self.dialog = dialog

    def _keep(
        self, dialog: EntryDialog | FindingDialog, work: Callable[[Progress], str | None], said: str
    ) -> None:
        """Do what a dialog asks for; a refusal is said in it, and it stays open.

        What ``work`` returns is the entry that is new: it is picked.
        """

        def done(new: str | None) -> None:
            dialog.accept()
            self._new = new or ""
            if new is not None:
                self._pick_new()
            self.banner.say(said, tone="done")

        self.ask(
            work,
            done,
            title=dialog.windowTitle(),
            kind=Work.ACT,
            failed=lambda error: dialog.banner.refuse(in_dialog(error)),
        )


def _content(kept: Kept) -> str:
    from dxdesk.usecases.growth_files.words import granted

    entry = kept.line.entry
    return "、".join(part for part in (words.shown(entry.name), entry.result, granted(entry)) if part)
