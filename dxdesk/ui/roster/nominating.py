"""選任: the rounds of nomination, whom each section named, and deciding of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListWidget, QListWidgetItem

from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.nominations import ASKED, MANNERS, NO_PAPER, Paper
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.store import Progress
from dxdesk.ui.look import dates, words
from dxdesk.ui.roster import nominating_messages as messages
from dxdesk.ui.roster.nomination_paper import PaperDialog
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.asking import AskDialog, ask_first
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.shell.working import BusyDialog
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.days import DayField
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.fields import Choice, NumberEdit
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, column, row
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.ui.widgets.written import ANY_FIELD
from dxdesk.usecases.sealing.workbook_kinds import APPOINTMENTS, NOMINATION

if TYPE_CHECKING:
    from dxdesk.domain.contents import RoundSaid
    from dxdesk.domain.framework import Persona
    from dxdesk.usecases.nominations.deciding import Decided
    from dxdesk.usecases.nominations.standing import Candidate, RoundState

T = TypeVar("T")
_CODE = Qt.ItemDataRole.UserRole
_ROUND_WIDE, _PERSONA_WIDE, _LINE = 260, 170, 28
"""Px: names of rounds and of 人材像 are read whole; a line of the list of sections."""
_LOOKS = {
    "missing": "badge",
    "waiting": "badge",
    "appointed": "badge-done",
    "declined": "badge-plain",
    "replaced": "badge-plain",
}


@dataclass(frozen=True)
class Line:
    """A row: somebody who was named, or a section that has named nobody."""

    section: str
    one: Candidate | None

    @property
    def state(self) -> str:
        """Where it stands."""
        return self.one.state if self.one is not None else "missing"

    @property
    def findings(self) -> tuple[Problem, ...]:
        """What stands in the way."""
        return self.one.findings if self.one is not None else ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """What to know of the line: what became of a term since, what stands in the way."""
        told = self.one.told if self.one is not None else ""
        return (*((told,) if told else ()), *(one.message for one in self.findings))


class NominationsDialog(Dialog):
    """The rounds of a screen's desk."""

    def __init__(self, screen: Screen, pick: str = "") -> None:
        """Show what there is; ``pick`` is the code of the round to show first."""
        super().__init__(screen)
        self._screen = screen
        self._states: dict[str, RoundState] = {}
        self.asking: AskDialog | None = None
        self.paper: PaperDialog | None = None
        self.sending: sending.SendDialog | None = None
        self.beginning: RoundDialog | None = None
        self.setWindowTitle(messages.TITLE)
        self.setMinimumWidth(860)
        self.banner = Banner()
        self.round = Choice()
        self.round.setAccessibleName(messages.ROUND)
        self.round.setMinimumWidth(_ROUND_WIDE)
        self.round.currentIndexChanged.connect(lambda *_: self.show_round())
        self.new = button(messages.NEW, lambda: self.start(None), name="new-round")
        self.changing = button(messages.CHANGE, lambda: self.start(self.current()), name="change-round")
        self.figures = Text("", "muted", wrap=True)
        self.table = self._people()
        self.reasons = Text("", tone="attention", wrap=True)
        self.table.picked.connect(lambda *_: self._picked())
        self.go = primary(messages.APPOINT, self.appoint, name="appoint-named")
        self.decline_button = button(messages.DECLINE, self.decline, name="decline")
        self.back_button = button(messages.BACK, self.take_back, name="take-back")
        self.send = button(messages.SEND, self.send_requests, name="send-requests")
        self.take = button(messages.TAKE, self.receive, name="take-reports")
        self.export = button(messages.EXPORT, self.write_list, name="export-appointments")
        self.printing = button(messages.PRINT, self.print_list, name="print-appointments")
        self._lay_out()
        self.load(pick)

    def _people(self) -> Table[Line]:
        titles = messages.COLUMNS
        return Table(
            [
                Col(titles[0], lambda e: messages.STATES[e.state], 124, look=lambda e: _LOOKS[e.state]),
                Col(titles[1], lambda e: e.section, 150, wrap=True),
                Col(titles[2], lambda e: words.shown(e.one.person_name) if e.one else "", 130,
                    look=lambda e: "strong", wrap=True),
                Col(titles[3], lambda e: MANNERS.get(e.one.named.said.manner, "") if e.one else "", 56),
                Col(titles[4], _term, 150),
                Col(titles[5], lambda e: "、".join(one.rstrip("。") for one in e.remarks), 0,
                    look=lambda e: "muted", wrap=True),
            ],
            messages.TITLE,
        )  # fmt: skip

    def _lay_out(self) -> None:
        self.table.setMinimumHeight(240)
        head = row(self.round, self.changing, self.new, STRETCH, self.send, self.take, gap=8)
        lists = row(self.export, self.printing, STRETCH, self.back_button, self.decline_button, gap=8)
        self.setLayout(
            column(
                Text(messages.TITLE, "title"),
                Text(messages.TEXT, "muted", wrap=True),
                self.banner,
                head,
                card(self.figures, self.table, self.reasons, lists, gap=8, padding=12),
                # The last row is seen however low the window is.
                row(STRETCH, button("閉じる", self.reject, name="done"), self.go),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )

    def load(self, pick: str = "") -> None:
        """Read the rounds; ``pick`` is the one to show."""
        desk = self._screen.desk

        def work(_: Progress) -> tuple[RoundState, ...]:
            from dxdesk.usecases.nominations.standing import round_states

            return round_states(desk)

        self._run(work, lambda found: self.show_rounds(found, pick))

    def show_rounds(self, found: tuple[RoundState, ...], pick: str = "") -> None:
        """Show the rounds, the chosen one or the newest in front."""
        chosen = pick or str(self.round.currentData() or "")
        self._states = {one.asked.code: one for one in found}
        self.round.blockSignals(True)
        self.round.clear()
        for one in found:
            self.round.addItem(one.asked.name, one.asked.code)
        self.round.setCurrentIndex(max(0, self.round.findData(chosen)))
        self.round.blockSignals(False)
        self.round.setVisible(bool(found))
        for widget in (self.changing, self.send, self.take, self.export, self.printing):
            widget.setEnabled(bool(found))
        self.table.nothing = messages.NOTHING
        self.show_round()

    def current(self) -> RoundState | None:
        """Return the round that is shown."""
        return self._states.get(str(self.round.currentData() or ""))

    def show_round(self) -> None:
        """Show whom the sections of the chosen round named, those with something to do first."""
        state = self.current()
        if state is None:
            self.figures.setText("")
            self.table.show_records(())
            self.go.setText(messages.APPOINT)
            self.go.setEnabled(False)
            self._picked()
            return
        asked = state.asked
        appointed = sum(section.appointed for section in state.sections)
        waiting = sum(one.state == "waiting" for one in state.candidates)
        self.figures.setText(
            messages.FIGURES.format(
                persona=state.persona_name,
                asked=len(asked.sections),
                wanted=asked.wanted,
                appointed=appointed,
                waiting=waiting,
                missing=len(state.missing),
                deadline=dates.long_day(asked.deadline) if asked.deadline else messages.NO_DEADLINE,
            )
        )
        lines = [Line(one.section_name, one) for one in state.candidates]
        lines += [Line(section.name, None) for section in state.missing]
        order = {"waiting": 0, "missing": 1, "appointed": 2, "replaced": 3, "declined": 4}
        kept = self.table.current()
        self.table.show_records(sorted(lines, key=lambda one: order[one.state]))
        # Whoever was decided of goes down in the list and stays the one that is meant.
        if kept is None or not self.table.pick(lambda line: _same(line, kept)):
            self.table.pick(lambda _: True)
        ready = sum(_ready(one) for one in state.candidates)
        self.go.setText(messages.APPOINT_ALL.format(count=ready) if ready else messages.APPOINT)
        self.go.setEnabled(ready > 0)
        self._picked()

    def _picked(self) -> None:
        line = self.table.current()
        self.reasons.setText("\n".join(f"{one.message}{one.fix}" for one in line.findings) if line else "")
        self.reasons.setVisible(bool(line and line.findings))
        self.decline_button.setEnabled(line is not None and line.state == "waiting")
        self.back_button.setEnabled(line is not None and line.state in ("appointed", "declined"))

    def appoint(self) -> None:
        """Appoint everybody who waits; who stands in doubt only after somebody said so."""
        state = self.current()
        if state is None:
            return
        doubtful = [one for one in state.candidates if one.findings and _ready(one)]
        clear = [one for one in state.candidates if not one.findings and _ready(one)]
        if not doubtful:
            self._appoint(state, clear, ())
            return
        reasons = "\n".join(f"・{problem.message}" for one in doubtful for problem in one.findings)
        self.asking = ask_first(
            self,
            messages.DOUBT.format(count=len(doubtful)),
            messages.DOUBT_TEXT.format(reasons=reasons),
            messages.APPOINT,
            lambda: self._appoint(state, [*clear, *doubtful], sorted(ASKED)),
            grave=False,
        )

    def _appoint(self, state: RoundState, people: Sequence[Candidate], codes: Sequence[str]) -> None:
        """Appoint people, after asking for the 決裁 of those whom the round's does not decide of."""
        desk, asked = self._screen.desk, state.asked
        subjects = [one.named.subject for one in people]
        apart = [one for one in people if one.day_from != asked.first_day]
        papers = asked.notice or asked.document_number or asked.approval or asked.approved_on

        def go(paper: Paper) -> None:
            def work() -> Decided:
                from dxdesk.usecases.nominations import deciding

                of = [one.named.subject for one in apart]
                return deciding.accept(desk, asked.code, subjects, codes, paper, of)

            self._decide(work)

        if not apart or not papers:
            go(NO_PAPER)
            return
        self.paper = PaperDialog(self, tuple(words.shown(one.person_name) for one in apart), go)
        self.paper.open()

    def decline(self) -> None:
        """Do not appoint the chosen one."""
        self._decide_one("decline")

    def take_back(self) -> None:
        """Take the decision on the chosen one back."""
        line, state = self.table.current(), self.current()
        if line is None or line.one is None or state is None:
            return
        self.asking = ask_first(
            self,
            messages.BACK_ASK.format(name=words.shown(line.one.person_name)),
            messages.BACK_TEXT,
            messages.BACK,
            lambda: self._decide_one("take_back"),
            grave=False,
        )

    def _decide_one(self, act: str) -> None:
        line, state, desk = self.table.current(), self.current(), self._screen.desk
        if line is None or line.one is None or state is None:
            return
        subject, code = line.one.named.subject, state.asked.code

        def decided() -> Decided:
            from dxdesk.usecases.nominations import deciding

            done = deciding.decline if act == "decline" else deciding.take_back
            return done(desk, code, (subject,))

        self._decide(decided)

    def _decide(self, work: Callable[[], Decided]) -> None:
        def done(found: Decided) -> None:
            waiting = "\n".join(dict.fromkeys(str(one) for one in found.waiting))
            said = messages.DECIDED.format(count=found.count)
            if found.ended:
                said += messages.DECIDED_ENDED.format(count=found.ended)
            self.banner.say(said, waiting or messages.DECIDED_TEXT, tone="attention" if waiting else "done")
            self.load()

        self._run(lambda _: work(), done, kind=Work.ACT)

    def start(self, state: RoundState | None) -> None:
        """Begin a round, or change the one that is shown."""
        self.beginning = RoundDialog(self._screen, self, state.asked if state is not None else None)
        self.beginning.begun.append(lambda asked: self.load(asked.code))
        self.beginning.open()

    def send_requests(self) -> None:
        """Write the 推薦依頼 of the open rounds."""
        made = NOMINATION.written
        self.sending = sending.send(
            self._screen, NOMINATION, messages.SEND_TITLE, made.text, made.following, banner=self.banner
        )

    def write_list(self) -> None:
        """Write the 選任名簿 as a table."""
        made = APPOINTMENTS.written
        self.sending = sending.send(
            self._screen, APPOINTMENTS, APPOINTMENTS.label, made.text, made.following, banner=self.banner
        )

    def print_list(self) -> None:
        """Go to where documents are printed, with the 選任名簿 chosen."""
        from dxdesk.usecases.reports.nomination_lists import KIND

        self.accept()
        state = self.current()
        year = state.asked.fiscal_year if state is not None else 0
        self._screen.go.emit("documents", {"kind": KIND.kind, "fiscal_year": year})

    def receive(self) -> None:
        """Go to where files are received: reports are looked at there before they are taken."""
        self.accept()
        self._screen.go.emit("receive", {})

    def _run(
        self, work: Callable[[Progress], T], done: Callable[[T], object], kind: Work = Work.READ
    ) -> None:
        self._screen.operations.run(
            work, done, title=messages.WORK, kind=kind, failed=self._failed, owner=self
        )

    def _failed(self, error: KnownError) -> None:
        self.banner.refuse(error)


def _same(line: Line, other: Line) -> bool:
    """Tell whether two lines are of one person, or of one section that named nobody."""
    if line.one is None or other.one is None:
        return line.one is other.one and line.section == other.section
    return line.one.named.subject == other.one.named.subject


def _ready(one: Candidate) -> bool:
    """Tell whether somebody can be appointed, perhaps after a person said that it is right."""
    return one.state == "waiting" and all(problem.code in ASKED for problem in one.findings)


def _term(line: Line) -> str:
    if line.one is None:
        return ""
    return f"{dates.short_day(line.one.day_from)}〜{dates.short_day(line.one.day_to)}"


class RoundDialog(BusyDialog):
    """A round to begin or to change: whom, for which year and term, which sections, how many, until when."""

    asks_from = ANY_FIELD

    def __init__(self, screen: Screen, parent: Dialog, known: RoundSaid | None = None) -> None:
        """Show what the framework proposes, or the round that is there."""
        super().__init__(screen.operations, parent)
        self._screen = screen
        self._known = known
        self.dialog: AskDialog | None = None
        self._proposed: RoundSaid | None = None
        self._names: dict[str, str] = {}
        self.begun: list[Callable[[RoundSaid], object]] = []
        self._title = messages.BEGIN_TITLE if known is None else known.name
        self.setWindowTitle(self._title)
        self.setMinimumWidth(720)
        self.banner = Banner()
        self.persona, self.year = Choice(), Choice()
        self.persona.setAccessibleName(messages.PERSONA)
        self.persona.setMinimumWidth(_PERSONA_WIDE)
        self.year.setAccessibleName(messages.YEAR)
        today = screen.desk.services.clock.today()
        this = int(today[:4]) - (today[5:] < "04-01")
        for year in (this + 1, this) if today[5:7] in ("01", "02", "03") else (this, this + 1):
            self.year.addItem(fiscal_year_label(year), year)
        self.number = NumberEdit()
        self.number.setRange(1, 99)
        self.number.setButtonSymbols(NumberEdit.ButtonSymbols.NoButtons)
        self.number.setAccessibleName(messages.NUMBER)
        self.deadline = DayField(messages.DEADLINE, optional=True)
        self.first, self.last = (
            DayField(messages.FROM),
            DayField(messages.TO, optional=True, none=messages.OPEN),
        )
        self.sections = QListWidget()
        self.sections.setAccessibleName(messages.SECTIONS)
        self.sections.setFixedHeight(156)
        self.notice = QCheckBox(messages.NOTICE)
        self.document, self.approval = QLineEdit(), QLineEdit()
        self.document.setAccessibleName(messages.DOCUMENT)
        self.approval.setAccessibleName(messages.APPROVAL)
        self.approved_on = DayField(messages.APPROVED_ON, optional=True, none=messages.NOT_YET)
        self.go = primary(messages.BEGIN if known is None else messages.SAVE, self.begin, name="begin-round")
        self.ending = button(messages.END, self.ask_close, name="close-round")
        self.ending.setVisible(known is not None and not known.ended)
        for choice in (self.persona, self.year):
            choice.setEnabled(known is None)
        for choice in (self.persona, self.year):
            choice.activated.connect(lambda *_: self.propose())
        self.begins_with = self.persona if known is None else self.number
        self._lay_out()
        self._read()

    def _lay_out(self) -> None:
        def named(title: str, widget: Choice | NumberEdit | QLineEdit) -> object:
            return column(Text(title, "caption"), widget, gap=4)

        self.setLayout(
            column(
                Text(self._title, "title", wrap=True),
                Text(
                    messages.BEGIN_TEXT if self._known is None else messages.CHANGE_TEXT, "muted", wrap=True
                ),
                self.banner,
                row(
                    named(messages.PERSONA, self.persona),
                    named(messages.YEAR, self.year),
                    named(messages.NUMBER, self.number),
                    self.deadline,
                    gap=12,
                ),
                row(self.first, self.last, STRETCH, gap=12),
                card(Text(messages.SECTIONS, "section"), self.sections, gap=8, padding=12),
                card(
                    self.notice,
                    row(
                        named(messages.DOCUMENT, self.document),
                        named(messages.APPROVAL, self.approval),
                        self.approved_on,
                        gap=12,
                    ),
                    gap=8,
                    padding=12,
                ),
                row(self.ending, self.foot(self.go), gap=12),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )

    def _read(self) -> None:
        desk = self._screen.desk

        def work(_: Progress) -> tuple[tuple[Persona, ...], dict[str, str]]:
            from dxdesk.usecases.organisation import appointments, departments

            with desk.store.read() as uow:
                names = {code: unit.name for code, unit in departments.current(uow).items()}
            return appointments.personas(desk), names

        def show(found: tuple[tuple[Persona, ...], dict[str, str]]) -> None:
            personas, names = found
            self.bring_names(names)
            # First whom the policy wants in every section.
            for persona in sorted(personas, key=lambda one: -one.per_section):
                self.persona.addItem(persona.name, persona.code)
            if self._known is not None:
                self.show_proposed(self._known)
            elif personas:
                self.propose()
            else:
                self.go.setEnabled(False)
                self.banner.say(messages.NO_PERSONA, messages.NO_PERSONA_TEXT)

        self._run(work, show)

    def bring_names(self, names: Mapping[str, str]) -> None:
        """Know the sections there are, by code."""
        self._names = dict(names)

    def propose(self) -> None:
        """Fill the fields with what the framework proposes for the chosen 人材像 and year."""
        desk, persona, year = self._screen.desk, str(self.persona.currentData()), self.year.currentData()

        def work(_: Progress) -> RoundSaid:
            from dxdesk.usecases.nominations.rounds import propose

            return propose(desk, persona, int(year))

        self._run(work, self.show_proposed)

    def show_proposed(self, asked: RoundSaid) -> None:
        """Show a round to be begun."""
        self._proposed = asked
        self.persona.setCurrentIndex(self.persona.findData(asked.persona))
        if self.year.findData(asked.fiscal_year) < 0:
            self.year.addItem(fiscal_year_label(asked.fiscal_year), asked.fiscal_year)
        self.year.setCurrentIndex(self.year.findData(asked.fiscal_year))
        self.number.setValue(asked.wanted)
        self.first.set_day(asked.first_day)
        for field, day in (
            (self.deadline, asked.deadline),
            (self.last, asked.last_day),
            (self.approved_on, asked.approved_on),
        ):
            field.given.setChecked(bool(day))
            if day:
                field.set_day(day)
        if self._known is None and asked.first_day < self._screen.desk.services.clock.today():
            self.banner.say(messages.BEGUN, messages.BEGUN_TEXT, tone="attention")
        else:
            self.banner.hide()
        self.notice.setChecked(asked.notice)
        self.document.setText(asked.document_number)
        self.approval.setText(asked.approval)
        self.sections.clear()
        gone = {code: "" for code in asked.sections if code not in self._names}
        for code, name in sorted({**self._names, **gone}.items()):
            item = QListWidgetItem(f"{code} {name}")
            item.setData(_CODE, code)
            item.setSizeHint(QSize(0, _LINE))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            chosen = code in asked.sections
            item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
            self.sections.addItem(item)

    def ask_close(self) -> None:
        """Say what closing the round means, and ask: there is no way to open it again."""
        title, text = messages.END_ASK
        self.dialog = ask_first(self, title, text, messages.END, self.close_round, grave=True)

    def close_round(self) -> None:
        """Close the round: nobody is missing any more."""
        known, desk = self._known, self._screen.desk
        assert known is not None

        def work(_: Progress) -> RoundSaid:
            from dxdesk.usecases.nominations.rounds import close

            close(desk, known.code)
            return known

        self._run(work, self._done, kind=Work.ACT)

    def _done(self, found: RoundSaid) -> None:
        for told in self.begun:
            told(found)
        self.accept()

    def begin(self) -> None:
        """Begin the round, or change it."""
        proposed, desk = self._proposed, self._screen.desk
        if proposed is None:
            return
        items = [self.sections.item(place) for place in range(self.sections.count())]
        asked = proposed._replace(
            wanted=self.number.value(),
            deadline=self.deadline.day(),
            first_day=self.first.day(),
            last_day=self.last.day(),
            sections=tuple(
                str(item.data(_CODE)) for item in items if item.checkState() is Qt.CheckState.Checked
            ),
            notice=self.notice.isChecked(),
            document_number=self.document.text().strip(),
            approval=self.approval.text().strip(),
            approved_on=self.approved_on.day(),
        )

        known = self._known

        def work(_: Progress) -> RoundSaid:
            from dxdesk.usecases.nominations import rounds

            if known is None:
                return rounds.begin(desk, asked)
            return rounds.change(desk, asked.code, asked._asdict())

        self._run(work, self._done, kind=Work.ACT)

    def _run(
        self, work: Callable[[Progress], T], done: Callable[[T], object], kind: Work = Work.READ
    ) -> None:
        self.work(work, done, messages.WORK, kind=kind, failed=self.banner.refuse)
