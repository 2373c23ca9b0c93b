"""代行: people left; answering or confirming for one of them right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QDialog, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.domain.names import search_key, search_keys
from dxdesk.domain.records import Part
from dxdesk.ports.changes import Changes
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.ui.answering import messages as answer_messages
from dxdesk.ui.answering.panel import AnswerPanel
from dxdesk.ui.deciding import messages as review_messages
from dxdesk.ui.deciding.dialogs import ReturnDialog
from dxdesk.ui.deciding.last import LastLine, said_of, taken_back
from dxdesk.ui.deciding.model import ReviewDraft
from dxdesk.ui.deciding.person import PersonPage
from dxdesk.ui.look import words
from dxdesk.ui.proxy import messages
from dxdesk.ui.shell.asking import ask_first
from dxdesk.ui.shell.operations import Operations, Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.later import later
from dxdesk.ui.widgets.layouts import card, column, inside, row
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.progress.year_table import OPEN_STATES
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.usecases.answering.sheet import AnswerSheet
    from dxdesk.usecases.progress.status import PersonStatus
    from dxdesk.usecases.review.taking_back import LastAct

    Read = tuple[Sequence[PersonStatus], LastAct | None]
    """The people of the year, and the decision that can be taken back."""

WIDTH, NARROW = 280, 240
CONFIRMABLE = (State.SUBMITTED, State.FIRST_CONFIRMED)


class Proxy(Screen):
    """The proxy screen of a section or HR store."""

    interested = Changes.RECEIPTS | Changes.STANDING | Changes.ROSTER | Changes.CYCLE
    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen."""
        super().__init__(desk, operations)
        hr = desk.role is Role.HR
        self.set_title(messages.TITLE_HR if hr else messages.TITLE, messages.TEXT_HR if hr else messages.TEXT)
        self.dialog: QDialog | None = None
        self._wanted = ""
        self._shown = ""
        self._everybody: list[PersonStatus] = []
        self._keys: Mapping[str, str] = {}
        self.people: Table[PersonStatus] = Table(
            [
                Col(
                    "氏名",
                    lambda p: words.shown(p.name),
                    0,
                    look=lambda p: "strong",
                    order=lambda p: p.kana,
                    wrap=True,
                ),
                Col("状態", lambda p: words.state(p.state), 104, look=lambda p: words.state_look(p.state)),
            ],
            "対象の人",
        )
        self.search = QLineEdit()
        self.search.setPlaceholderText(messages.SEARCH)
        self.search.setClearButtonEnabled(True)
        self.enter_mode = self._mode(messages.ENTER, "mode-enter")
        self.confirm_mode = self._mode(messages.CONFIRM, "mode-confirm")
        group = QButtonGroup(self)
        group.addButton(self.enter_mode)
        group.addButton(self.confirm_mode)
        self.enter_mode.setChecked(True)
        self.add_head(self.enter_mode, self.confirm_mode)
        self.confirm_mode.setVisible(hr)
        self.enter_mode.setVisible(hr)
        self.whose = Text("", "strong", wrap=True)
        self.last = LastLine("take-back", edge=6, key=False)
        self.last.button.clicked.connect(lambda *_: self.take_back())
        self._last: LastAct | None = None
        self._panel: AnswerPanel | None = None
        self._page: PersonPage | None = None
        self._narrow = False
        self.right = QStackedWidget()
        self.others = EmptyState("answer", messages.NOT_THEIRS, messages.NOT_THEIRS_TEXT)
        for page in (
            EmptyState("answer", messages.PICK, messages.PICK_TEXT),
            EmptyState(
                "answer",
                messages.NOBODY,
                messages.NOBODY_TEXT,
                messages.NOBODY_ACT.get(desk.role.value, ""),
                lambda: self.go.emit("year" if hr else "receive", {}),
            ),
        ):
            self.right.addWidget(page)
        self.right.addWidget(self.others)
        self._lay_out()
        self._connect()

    @property
    def panel(self) -> AnswerPanel:
        """Where one answers for somebody."""
        if self._panel is None:
            self._panel = self._make_panel()
        if self.right.indexOf(self._panel) < 0:
            self.right.addWidget(self.ready(self._panel))
            self._panel.set_narrow(self._narrow)
        return self._panel

    def _make_panel(self) -> AnswerPanel:
        made = AnswerPanel(self.desk, self.operations, self.ask, proxy=True)
        made.saved.connect(self.saved)
        made.noted.connect(self.noted)
        made.submitted.connect(lambda _: self._submitted())
        made.refused.connect(self.show_error)
        made.unsaved.connect(self.show_unsaved)
        made.withdrawn.connect(lambda _: self._said(words.SAVED))
        return made

    def _prepare_panel(self) -> None:
        """Make the panel after the list was shown, and put it in its place a moment later: both take long."""
        if self._panel is None:
            self._panel = self._make_panel()
            later(self, lambda: self.panel)

    @property
    def page(self) -> PersonPage:
        """Where one confirms for somebody's confirmer; made when it is first wanted."""
        if self._page is None:
            made = self._page = PersonPage()
            made.stop_word, made.behalf_word = "", review_messages.CONFIRM_BEHALF_HERE
            made.read_only = self.desk.store.read_only
            made.confirm_wanted.connect(self.confirm)
            made.return_wanted.connect(self.send_back)
            made.later_wanted.connect(lambda: self.people.setFocus())
            made.conflict_wanted.connect(lambda: self.go.emit("receive", {"page": "conflicts"}))
            self.right.addWidget(self.ready(made))
        return self._page

    def _mode(self, title: str, name: str) -> QPushButton:
        made = button(title, look="choice", name=name)
        made.setCheckable(True)
        return made

    def _lay_out(self) -> None:
        left = self._left = card(self.search, self.people, self.last, gap=8, padding=10)
        left.setFixedWidth(WIDTH)
        layout = left.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretch(1, 1)
        right = column(self.whose, self.right, gap=8)
        right.setStretch(1, 1)
        both = row(left, inside(right), gap=14)
        both.setStretch(1, 1)
        self.body.addLayout(both, 1)

    def set_narrow(self, on: bool) -> None:
        """Leave the answers their room on a small display."""
        super().set_narrow(on)
        self._left.setFixedWidth(NARROW if on else WIDTH)
        self._narrow = on
        if self._panel is not None:
            self._panel.set_narrow(on)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._sift)
        self.people.picked.connect(self._picked)
        self.enter_mode.clicked.connect(lambda *_: self._again())
        self.confirm_mode.clicked.connect(lambda *_: self._again())

    def enter(self, what: Mapping[str, object]) -> None:
        """Come to the screen, perhaps for one person."""
        self._wanted = str(what.get("employee", ""))
        super().enter(what)
        if self._wanted:
            self.people.pick(lambda person: person.number == self._wanted)

    def start_search(self) -> None:
        """Search a person."""
        self.search.setFocus()

    def save(self) -> None:
        """Save what is being typed."""
        self._save_now()

    def _save_now(self) -> None:
        if self._panel is not None:
            self._panel.save_now()

    def load(self) -> None:
        """Read the people of the year."""

        def work(_: Progress) -> Read:
            from dxdesk.usecases.progress.status import status
            from dxdesk.usecases.review.taking_back import last_decided

            hr = self.desk.role is Role.HR
            return status(self.desk).people, last_decided(self.desk) if hr else None

        self.ask(work, lambda found: self.show_people(*found), failed=self._none)

    def _none(self, error: KnownError) -> None:
        if error.code == "no-cycle":
            self.right.setCurrentIndex(1)
        else:
            self.show_error(error)

    def show_people(self, people: Sequence[PersonStatus], last: LastAct | None = None) -> None:
        """Show everybody who is asked; ``last`` is the decision that can be taken back."""
        self._last = last
        current = self.people.current()
        keep = self._wanted or (current.number if current is not None else "")
        self._everybody = [person for person in people if person.state is not State.EXEMPT]
        self._keys = {one.number: search_keys(one.number, one.name, one.kana) for one in self._everybody}
        self._show_list()
        self._say_last()
        self._wanted = ""
        if keep:
            self.people.pick(lambda person: person.number == keep)
        elif not people:
            self.right.setCurrentIndex(1)
        later(self, self._prepare_panel)

    def _show_list(self) -> None:
        """Show those first for whom there is something to do in this mode, the late before the others."""
        turn = CONFIRMABLE if self.confirm_mode.isChecked() else OPEN_STATES
        self.people.show_records(
            sorted(self._everybody, key=lambda person: (person.state not in turn, not person.late))
        )

    def _sift(self, text: str) -> None:
        wanted = search_key(text)
        self.people.proxy.keep((lambda person: wanted in self._keys[person.number]) if wanted else None)

    def _say_last(self) -> None:
        """Say what can be taken back, where one confirms."""
        last, may = self._last, self.confirm_mode.isChecked() and not self.desk.store.read_only
        self.last.show_last(said_of(last, self._name) if last is not None and may else "")

    def _name(self, number: str) -> str:
        found = next((one.name for one in self._everybody if one.number == number), "")
        return words.shown(found) or number

    def take_back(self) -> None:
        """Take the last confirmation or return back, unless it left in a file."""

        def act(_: Progress) -> LastAct:
            from dxdesk.usecases.review.taking_back import take_back

            return take_back(self.desk)

        def done(last: LastAct) -> None:
            self._wanted = last.employee_numbers[0]
            self._shown = ""
            self.banner.say(taken_back(last, self._name), tone="done")

        self.last.show_last("")
        self.ask(act, done, title=messages.TAKING_BACK, kind=Work.ACT, failed=self._refused)

    def _again(self) -> None:
        self._say_last()
        self._shown = ""
        self._show_list()
        self._picked(self.people.current())

    def _picked(self, person: PersonStatus | None) -> None:
        if person is None:
            self.right.setCurrentIndex(0)
            self.whose.setText("")
            return
        key = f"{person.number} {person.state} {self.confirm_mode.isChecked()}"
        if key == self._shown:
            return
        self._shown = key
        arrived: list[object] = []
        self._save_now()

        def work(_: Progress) -> AnswerSheet:
            from dxdesk.usecases.answering.self_report import open_answers

            return open_answers(self.desk, person.number)

        def done(sheet: AnswerSheet) -> None:
            arrived.append(sheet)
            self._show_person(sheet)

        def ended() -> None:
            if not arrived and self._shown == key:
                self._shown = ""  # asked again when the person is picked again

        self.ask(work, done, finally_=ended, failed=self._not_theirs)

    def _not_theirs(self, error: KnownError) -> None:
        """Say whose it is to type in, where the fields would be: nothing is typed for nothing."""
        if error.code != "not-their-answer":
            self.show_error(error)
            return
        self.whose.setText("")
        self.others.tell(messages.NOT_THEIRS, f"{error.problem.message}{error.problem.fix}")
        self.right.setCurrentWidget(self.others)

    def _show_person(self, sheet: AnswerSheet) -> None:
        person = sheet.person
        name = words.shown(person.name)
        if not self.confirm_mode.isChecked():
            self.whose.show()
            self.whose.setText(messages.FOR.format(name=name, number=person.employee_number))
            self.right.setCurrentWidget(self.panel)
            self.panel.show_sheet(sheet, person.employee_number)
            return
        first = bool(person.route.first) and person.state is not State.FIRST_CONFIRMED
        confirmer = person.route.first if first else person.route.second or person.route.first
        stage = Part.REVIEW1 if confirmer == person.route.first else Part.REVIEW2
        work = ReviewDraft(sheet, stage, confirmer)
        work.begin()
        self.right.setCurrentWidget(self.page)
        # With a confirmer the page itself says on whose behalf; twice would be noise.
        self.whose.setText("" if confirmer else messages.NO_CONFIRMER)
        self.whose.setVisible(not confirmer)
        may = bool(confirmer) and person.state in CONFIRMABLE
        self.page.show_person(work, ready=may, done=False)
        if not may:
            for part in (self.page.confirm, self.page.send_back):
                part.setEnabled(False)

    def _submitted(self) -> None:
        """Say that it is recorded, and lead on to confirming it."""
        self._shown = ""
        person = self.people.current()
        number = person.number if person is not None else ""
        self.banner.say(
            answer_messages.SUBMITTED_PROXY,
            answer_messages.SUBMITTED_PROXY_TEXT,
            tone="done",
            act=messages.TO_CONFIRM,
            acting=lambda: self._go_confirm(number),
            filled=True,
        )

    def _go_confirm(self, number: str) -> None:
        """Show the person where one confirms: here for HR, on 確認 for a confirmer."""
        if self.desk.role is not Role.HR:
            self.go.emit("review", {"employee": number})
            return
        self.banner.hide()
        self._wanted = number
        self.confirm_mode.setChecked(True)
        self._again()
        self.people.pick(lambda person: person.number == number)

    def _said(self, text: str) -> None:
        self._shown = ""
        self.banner.say(text, answer_messages.SUBMITTED_PROXY_TEXT, tone="done")

    # --- confirming on behalf ------------------------------------------------------------------

    def confirm(self) -> None:
        """Confirm on behalf of the person's confirmer."""
        work = self.page.work
        if work is None or not self.page.confirm.isEnabled():
            return
        missing = work.missing
        if missing and not work.comment.strip():
            name = work.item(missing[0]).name
            self.banner.say(
                review_messages.NEEDS_COMMENT.format(name=name, what=work.what),
                review_messages.NEEDS_COMMENT_MEANS,
            )
            self.page.point_at(missing[0])
            return
        unexplained = work.stages_missing
        if unexplained and not work.comment.strip():
            persona = unexplained[0].persona
            self.banner.say(
                review_messages.STAGE_NEEDS.format(persona=persona.name), review_messages.NEEDS_COMMENT_MEANS
            )
            self.page.stages.point_at(persona.code)
            return
        first = work.person.views[Part.REVIEW1].made
        if work.stage is Part.REVIEW2 and first.on_behalf_of and first.by == self.desk.identity.owner:
            said = messages.BOTH_MEANS.format(name=words.shown(work.person.name))
            self.dialog = ask_first(
                self, messages.BOTH_ASK, said, messages.BOTH_GO, lambda: self._confirm(work), grave=False
            )
            return
        self._confirm(work)

    def _confirm(self, work: ReviewDraft) -> None:
        decision = work.decision()
        person = work.person
        label = person.first_name if work.stage is Part.REVIEW1 else person.second_name
        said = messages.CONFIRMED.format(name=words.shown(person.name), confirmer=words.shown(label))

        def act(_: Progress) -> None:
            from dxdesk.usecases.review.confirming import confirm

            confirm(self.desk, decision)

        decided: list[object] = []

        def done(found: object) -> None:
            decided.append(found)
            self.banner.say(said, tone="done")

        def ended() -> None:
            if not decided:  # else the person is read again
                self.page.show_deciding(False)

        self.page.show_deciding(True)
        self.ask(
            act,
            done,
            finally_=ended,
            title=said,
            kind=Work.ACT,
            failed=self._refused,
        )

    def _refused(self, error: KnownError) -> None:
        # Somebody withdrew or sent another answer: show how it stands now.
        self.show_error(error)
        self._shown = ""
        self.reload()

    def send_back(self) -> None:
        """Return on behalf of the person's confirmer."""
        work = self.page.work
        if work is None:
            return
        dialog = ReturnDialog(work, self)
        self.dialog = dialog
        person, behalf = work.person, work.on_behalf_of

        def go() -> None:
            overall, by_item = dialog.given()

            def act(_: Progress) -> None:
                from dxdesk.usecases.review.confirming import return_

                return_(self.desk, person.employee_number, overall, by_item, behalf)

            said = messages.RETURNED.format(name=words.shown(person.name))
            self.ask(act, lambda _: self.banner.say(said, tone="done"), title=said, kind=Work.ACT)

        dialog.accepted.connect(go)
        dialog.open()
