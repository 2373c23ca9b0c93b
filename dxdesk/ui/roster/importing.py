"""Importing a foreign table: choose, look, accept what is proposed, apply."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QPushButton

from dxdesk.domain.alike import folded
from dxdesk.domain.columns import LABELS, Column
from dxdesk.domain.departments import reorganised_on
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.ports.store import Progress
from dxdesk.ui.look import dates, words
from dxdesk.ui.roster import messages
from dxdesk.ui.roster.reading import TableReading
from dxdesk.ui.shell.list_questions import ListQuestions
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.shell.table_dialog import TableDialog
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.days import DayField
from dxdesk.ui.widgets.fields import Choice, CommittedChoice
from dxdesk.ui.widgets.flow import Flow
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, clear, column, inside, row
from dxdesk.ui.widgets.locked import LOCKED, ask_for_table
from dxdesk.ui.widgets.problems import problem_card, problems_card
from dxdesk.ui.widgets.reading import keep_drops_off
from dxdesk.usecases.workplace import looked_at

if TYPE_CHECKING:
    from dxdesk.ports.entities import Employee, EvidenceRecord
    from dxdesk.ui.widgets.passphrase import PassphraseDialog
    from dxdesk.usecases.imports.evidence import EvidencePreview, ListLooks
    from dxdesk.usecases.imports.questions import Question
    from dxdesk.usecases.imports.roster_left import Leaver
    from dxdesk.usecases.imports.roster_plan import PersonChange, RosterPreview
    from dxdesk.usecases.imports.understanding import TableResult
    from dxdesk.usecases.imports.understood import Understanding
    from dxdesk.usecases.workplace.desk import Desk

T = TypeVar("T")

SHEETS = "sheets-alike"
"""The finding that other sheets have the same columns."""
ALIKE_MOST = 3
"""Answers that can be given to all questions of a kind at once."""
SHOWN = 60
"""People listed by name in a preview; the counts tell the rest."""


@dataclass(frozen=True)
class _Wanted:
    """How a table is to be read, for both the look and the import."""

    path: Path
    kind: str
    accept: tuple[str, ...]
    mapping: Mapping[Column, tuple[str, ...]]
    sheet: tuple[str, ...]


@dataclass(frozen=True)
class _OfRoster:
    """How a roster is to be read besides: whether it holds some people only, from which day on it holds."""

    partial: bool
    as_of: str


@dataclass(frozen=True)
class _People:
    """Who is added, changed or gone; ``lines`` are written as far as they are shown, or ``all_named``."""

    title: str
    count: int
    lines: Iterator[str]
    all_named: bool = False


class ImportDialog(TableDialog):
    """One table from choosing to applying."""

    def __init__(self, screen: Screen, file: Path | None = None, passwords: tuple[str, ...] = ()) -> None:
        """Ask for a table of the screen's desk; ``passwords`` were said of it before."""
        super().__init__(screen)
        self._passwords = passwords
        self.password: PassphraseDialog | None = None
        self.preview: RosterPreview | EvidencePreview | None = None
        self._seen = ""
        """The SHA-256 of the table that was looked at: that one is taken, or none."""
        self._counts = ""
        """How many a roster that was looked at adds, changes and takes off."""
        self.setWindowTitle(messages.IMPORT_TITLE)
        self.setMinimumWidth(820)
        self.kind = CommittedChoice()
        # That nobody has said the kind is an entry which comes later, and may be the longest.
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for code, title in messages.KINDS:
            self.kind.addItem(title, code)
        self.kind.setAccessibleName(messages.KIND)
        self.partial = QCheckBox(messages.PARTIAL)
        self.as_of = DayField(messages.AS_OF)
        self.as_of.set_day(reorganised_on(screen.desk.services.clock.today()))
        self.reading = TableReading()
        self.questions = ListQuestions()
        self._course = column(gap=0)
        self._asking_course = inside(self._course)
        self._asking_course.hide()
        self.accepted_codes: dict[str, QCheckBox] = {}
        self._taken: frozenset[str] = frozenset()
        self.answers: dict[tuple[str, str], QComboBox] = {}
        self._kind_said = False
        """Whether a person, or the headers of the table, said of which kind it is."""
        self._of_file = ""
        """The file of which that was said; what is said before there is one holds for the first."""
        self._resting = False
        """Whether a table is being taken in."""
        self._lay_out()
        self._reset()
        self.questions.changed.connect(lambda: self._offer(False))
        self.reading.changed.connect(lambda: self._reset())
        self.reading.sheets_changed.connect(self._other_sheet)
        self.reading.forgotten.connect(self._forget)
        self.kind.committed.connect(self._other_kind)
        self.file.textChanged.connect(lambda *_: self._other_file())
        self.partial.toggled.connect(lambda *_: self._reset())
        self.as_of.changed.connect(lambda *_: self._reset())
        keep_drops_off(self)
        if file is not None:
            self.take(file)

    def _lay_out(self) -> None:
        choose = row(
            column(Text(messages.KIND, "caption"), self.kind, gap=4),
            self.chosen_file(),
            gap=16,
        )
        choose.setStretch(1, 1)
        self.setLayout(
            column(
                Text(messages.IMPORT_TITLE, "title"),
                Text(messages.IMPORT_TEXT, "muted", wrap=True),
                choose,
                self._roster_only(),
                self.banner,
                self.reading,
                self._asking_course,
                self._card,
                STRETCH,
                self.foot(self.look, self.apply),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )

    def fit(self) -> None:
        """Fit to what was drawn, which also changes what the Tab key comes to."""
        super().fit()
        self.order_keys()

    def _roster_only(self) -> QFrame:
        """Return what is asked of a roster alone."""
        hint = Text(messages.AS_OF_TEXT, "caption", wrap=True)
        self._for_roster = inside(
            column(row(self.as_of, STRETCH, column(STRETCH, self.partial, 7), gap=16), hint, gap=6)
        )
        return self._for_roster

    @property
    def _desk(self) -> Desk:
        """The screen's desk, with what opens locked tables."""
        return self._screen.desk.unlocking(self._passwords)

    def _ask_password(self, error: KnownError) -> None:
        """Ask for the password of a locked table, and look at it again."""

        def given(password: str) -> None:
            self._passwords = (*self._passwords, password)
            self.look_at()

        self.password = ask_for_table(self, Path(self.file.text().strip()).name, error, given)

    def _other_file(self) -> None:
        if self._of_file:
            self._kind_said = False
        self._of_file = self.file.text().strip()
        self._other_table()

    def _other_kind(self) -> None:
        """Go on with a kind that a person says: nothing is left to ask."""
        unsaid = self.kind.findData("")
        if unsaid >= 0 and self.kind.currentIndex() != unsaid:
            self.kind.removeItem(unsaid)
        self._kind_said = bool(self.kind.currentData())
        self._other_table()

    def take(self, file: Path) -> None:
        """Put a table in and look at it, where its headers tell of which kind it is; else ask that first.

        A list of courses or sessions is taken in where the training ledger is.
        """
        self.file.setText(str(file))
        if self._kind_said:
            self.look_at()
            return
        desk = self._desk

        def work(_: Progress) -> tuple[str, bool]:
            from dxdesk.usecases.imports.kinds import kind_of
            from dxdesk.usecases.imports.training_kinds import training_kind

            of_training = training_kind(desk, file)
            return of_training or kind_of(desk, file), bool(of_training)

        def done(told: tuple[str, bool]) -> None:
            kind, of_training = told
            if of_training:
                self.reject()
                self._screen.go.emit("training", {"table": file})
                return
            self._show_kind(kind)
            self._kind_said = bool(kind)
            if kind:
                self.look_at()
            else:
                self.banner.say(messages.KIND_UNKNOWN, messages.KIND_UNKNOWN_MEANS, about=(self.kind,))
                self.kind.setFocus()

        self._run(work, done, messages.LOOKING)

    def _show_kind(self, kind: str) -> None:
        """Show of which kind a table is; empty: nobody has said so."""
        unsaid = self.kind.findData("")
        if kind and unsaid >= 0:
            self.kind.removeItem(unsaid)
        elif not kind and unsaid < 0:
            self.kind.insertItem(0, messages.KIND_UNSAID, "")
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self._reset()

    @property
    def resting(self) -> bool:
        """Whether a table is just being taken in: one that is only looked at gives way to another."""
        return self._resting

    def take_dropped(self, files: Sequence[Path]) -> None:
        """Take the first of the tables that were dropped, and say so of the others."""
        self.take(files[0])
        if len(files) > 1:
            said = messages.ONE_AT_A_TIME.format(name=files[0].name)
            self.banner.say(said, messages.OTHERS_LEFT.format(count=len(files) - 1), tone="info")

    def _other_table(self) -> None:
        self.banner.hide()  # it spoke of another file
        self.reading.forget()
        self.questions.forget()
        self._reset()

    def _reset(self) -> None:
        self._asked += 1
        self.stop_work()
        self.preview = None
        self.accepted_codes = {}
        self.answers = {}
        self._taken = frozenset()
        self._card.hide()
        self.reading.outdate()
        self._asking_course.hide()
        self._for_roster.setVisible(self.kind.currentData() == "roster")
        self._offer(False)

    def _codes(self) -> tuple[str, ...]:
        """Return whose proposal is taken: before the last look, or ticked since."""
        ticked = {code for code, box in self.accepted_codes.items() if box.isChecked()}
        chosen = {str(choice.currentData()) for choice in self.answers.values()} - {""}
        return tuple(sorted(self._taken | ticked | chosen))

    def look_at(self) -> None:
        """Read the table and show what it would change."""
        self.kind.commit()
        self.reading.settle()
        if not self.file.text().strip():
            self.banner.say(messages.FILE_FIRST, about=(self.file,))
            return
        if not self.kind.currentData():
            self.banner.say(messages.KIND_FIRST, messages.KIND_UNKNOWN_MEANS, about=(self.kind,))
            self.kind.setFocus()
            return
        if not self._kind_said:
            self.take(Path(self.file.text().strip()))
            return
        self.banner.hide()
        if self.kind.currentData() == "roster":
            self._look_at_roster()
        else:
            self._look_at_list()

    def _look_at_roster(self) -> None:
        desk, asked, more = self._desk, self._to_read(), self._of_roster()

        def work(progress: Progress) -> tuple[RosterPreview, str]:
            from dxdesk.usecases.imports.roster import preview_roster

            seen = looked_at.digest(asked.path)  # before it is read: what is saved over it meanwhile differs
            found = preview_roster(
                desk,
                asked.path,
                mapping=asked.mapping,
                accept=asked.accept,
                sheet=asked.sheet,
                partial=more.partial,
                as_of=more.as_of,
                progress=progress,
            )
            return found, seen

        def done(found: tuple[RosterPreview, str]) -> None:
            self._seen = found[1]
            self._show_roster(found[0])

        self._run(work, done, messages.LOOKING)

    def _look_at_list(self) -> None:
        desk, asked, answers = self._desk, self._to_read(), self.questions.answers()

        def work(progress: Progress) -> tuple[EvidencePreview, str]:
            from dxdesk.usecases.imports.evidence import preview_evidence

            seen = looked_at.digest(asked.path)  # before it is read: what is saved over it meanwhile differs
            found = preview_evidence(
                desk,
                asked.path,
                asked.kind,
                mapping=asked.mapping,
                accept=asked.accept,
                sheet=asked.sheet,
                answers=answers,
                progress=progress,
            )
            return found, seen

        def done(found: tuple[EvidencePreview, str]) -> None:
            self._seen = found[1]
            self._show_list(found[0])

        self._run(work, done, messages.LOOKING)

    def _run(self, work: Callable[[Progress], T], done: Callable[[T], object], title: str) -> None:
        """Read something of the table; what is found counts as long as nothing else was chosen since."""
        asked = self._asked

        def found(result: T) -> None:
            if asked == self._asked:
                done(result)

        def failed(error: KnownError) -> None:
            if asked == self._asked:
                self._failed(error)

        def stopped() -> None:
            if asked == self._asked:
                self.banner.say(messages.NOT_READ, tone="info")

        self.work(work, found, title, failed=failed, stopped=stopped)

    def show_running(self) -> None:
        """Let a table be applied only while none is looked at or applied, and nothing be changed then."""
        super().show_running()
        if not self.busy:
            self._resting = False
            self.let_rest(False)

    def _to_read(self) -> _Wanted:
        return _Wanted(
            Path(self.file.text().strip()),
            str(self.kind.currentData()),
            self._codes(),
            self.reading.mapping(),
            self.reading.sheet(),
        )

    def _of_roster(self) -> _OfRoster:
        return _OfRoster(self.partial.isChecked(), self.as_of.day())

    def _failed(self, error: KnownError) -> None:
        if error.code in LOCKED:
            self.banner.refuse(error)
            self._ask_password(error)
        elif error.code in messages.MATCH_CODES:
            # The fields that appear below say the rest; what to type on a command line helps nobody here.
            told = dict.fromkeys(problem.message.partition("。")[0] for problem in error.problems)
            lines = "\n".join(f"・{line}。" for line in told)
            one = any(LABELS[Column.EVENT] in line for line in told)
            advice = messages.MATCH_NEXT_COURSE if one else messages.MATCH_NEXT
            self.banner.say(messages.MATCH_FAILED, lines, advice)
            self._ask_columns()
        else:
            if error.code == looked_at.CHANGED:
                self._offer(False)  # nothing is taken before it was looked at as it is now
            self.banner.refuse(error)

    def _other_sheet(self) -> None:
        self._reset()
        self.look_at()

    def _forget(self) -> None:
        """Read the table by its headers alone, from now on."""
        path, kind, desk = Path(self.file.text().strip()), str(self.kind.currentData()), self._desk
        sheet = self.reading.sheet()

        def work(_: Progress) -> None:
            from dxdesk.usecases.imports.understood import forget_columns

            forget_columns(desk, path, kind, sheet)

        def done(_: object) -> None:
            self._other_table()
            self.look_at()

        self._run(work, done, messages.LOOKING)

    def _ask_columns(self) -> None:
        """Show the columns of a table that could not be read without help."""
        self._reset()
        path, kind, desk = Path(self.file.text().strip()), str(self.kind.currentData()), self._desk
        sheet, said = self.reading.sheet(), self.reading.mapping()

        def work(_: Progress) -> Understanding:
            from dxdesk.usecases.imports.understood import understood

            return understood(desk, path, kind, mapping=said, sheet=sheet)

        self._run(work, self._show_columns, messages.LOOKING)

    def _show_columns(self, found: Understanding) -> None:
        """Show the columns, and ask for the course where the list has no column for it."""
        self._show_reading(found)
        if self.kind.currentData() != "roster" and Column.EVENT not in {c.meaning for c in found.columns}:
            clear(self._course)
            self.questions.draw_course(self._course)
            self._asking_course.show()

    def _show_reading(self, found: Understanding, stops: int = 0) -> None:
        from dxdesk.usecases.imports.understanding import WANTED

        self.reading.show_reading(found, WANTED[str(self.kind.currentData())], stops)

    def _show_roster(self, preview: RosterPreview) -> None:
        self._counts = _counts(preview)
        people = (
            _People(messages.GONE, len(preview.leavers), map(_leaver, preview.leavers), all_named=True),
            _People(messages.CHANGED, len(preview.changed), map(_change, preview.changed)),
            _People(messages.ADDED, len(preview.added), map(_person, preview.added)),
        )
        self._show(preview, self._counts, people)

    def _show_list(self, preview: EvidencePreview) -> None:
        counts = messages.COUNTS_EVIDENCE.format(
            added=len(preview.added), updated=len(preview.updated), unchanged=preview.unchanged
        )
        people = (_People(messages.ADDED, len(preview.added), map(_record, preview.added)),)
        self._show(preview, counts, people, preview.looks)

    def _show(
        self,
        preview: RosterPreview | EvidencePreview,
        counts: str,
        people: Sequence[_People],
        looks: ListLooks | None = None,
    ) -> None:
        """Show what a table would change; ``looks`` are what a list asks beside its columns."""
        self.preview = preview
        self._asking_course.hide()
        # Kept as codes: what was looked at with them must be applied with them, and their boxes are gone.
        answers = {option.accept for question in preview.questions for option in question.options}
        self._taken = frozenset(self._codes()) - {problem.code for problem in preview.errors} - answers
        if preview.understanding is not None:
            self._show_reading(preview.understanding, len(preview.errors))
        clear(self._found)
        self.accepted_codes = {}
        self.answers = {}
        add = self._found.addWidget
        text = messages.AS_KIND.format(kind=self.kind.currentText(), counts=counts)
        add(Text(text, "section", wrap=True))
        before = _taken_before(preview)
        if before is not None:
            add(Text(before.message, "strong", wrap=True))
        self._questions(preview.questions)
        if looks is not None:
            self.questions.draw(self._found, looks)
        asked = {question.code for question in preview.questions}
        if errors := [problem for problem in preview.errors if problem.code not in asked]:
            self._errors(errors)
        for some in people:
            self._people(some)
        notices = [notice for notice in preview.notices if notice != before]
        if notices:
            add(Text(messages.NOTICES.format(count=len(notices)), "strong"))
            for notice in folded(notices)[:30]:
                add(Text(f"・{notice}", "muted", wrap=True))
        self._card.show()
        # What stops it, else how the table was read, with what it would change under that.
        self.bring(self._card if preview.errors else self.reading)
        self._offer(not preview.errors)

    def _people(self, some: _People) -> None:
        if not some.count:
            return
        add = self._found.addWidget
        add(Text(f"{some.title} {some.count:,}", "strong"))
        shown = some.count if some.all_named else SHOWN
        add(Text("\n".join(islice(some.lines, shown)), wrap=True))
        if some.count > shown:
            add(Text(messages.MORE.format(count=some.count - shown), "muted"))

    def _errors(self, errors: Sequence[Problem]) -> None:
        from dxdesk.usecases.imports.acceptable import acceptable

        add = self._found.addWidget
        add(Text(messages.ERRORS.format(count=len(errors)), "strong", tone="attention", wrap=True))
        add(Text(messages.ERRORS_TEXT, "muted", wrap=True))
        first_of = {problem.code: problem for problem in reversed(errors)}
        if SHEETS in first_of:
            # What else there is to say depends on which sheets are read.
            add(problem_card(first_of[SHEETS]))
            if self.reading.offers_all:
                add_all = button(self.reading.offers_all, self.reading.take_all, name="take-all-sheets")
                self._found.addLayout(row(add_all, STRETCH))
            add(self._accept_box(first_of[SHEETS], 1))
            if len(errors) > 1:
                add(Text(messages.ERRORS_LATER.format(count=len(errors) - 1), "muted", wrap=True))
            return
        can = set(acceptable(errors))
        for code in dict.fromkeys(problem.code for problem in errors):
            of = [problem for problem in errors if problem.code == code]
            if code in can:
                add(problems_card(of, self._accept_box(of[0], len(of))))
            else:
                add(problems_card(of))

    def _questions(self, questions: Sequence[Question]) -> None:
        """Ask what has to be decided of each person or word by itself."""
        for code in dict.fromkeys(question.code for question in questions):
            of = [question for question in questions if question.code == code]
            open_ = any(not (question.taken or question.optional) for question in of)
            asks = messages.QUESTIONS[code]
            title = asks if open_ else messages.QUESTIONS_SAID.get(code, asks)
            self._found.addWidget(Text(title, "strong", tone="attention" if open_ else ""))
            self._found.addWidget(Text(messages.QUESTIONS_TEXT[code], "muted", wrap=True))
            labels = [{option.label for option in one.options} for one in of]
            common = [o.label for o in of[0].options if all(o.label in others for others in labels)]
            if len(common) > ALIKE_MOST:
                common = common[-1:]  # many names are chosen among of each by itself
            if len(of) > 1 and common:
                alike = Flow(gap=8)
                for label in common:
                    alike.addWidget(self._for_all(of, label))
                self._found.addLayout(alike)
            for question in of:
                self._found.addWidget(self._question(question))

    def _for_all(self, questions: Sequence[Question], label: str) -> QPushButton:
        """Return the button that answers all questions of a kind alike."""

        def answer() -> None:
            for question in questions:
                choice = self.answers[question.code, question.key]
                choice.setCurrentIndex(max(choice.findText(label), 0))

        return button(messages.ALL_ALIKE.format(label=label), answer, look="quiet")

    def _question(self, question: Question) -> QFrame:
        choice = Choice()
        choice.setAccessibleName(messages.ANSWER_OF.format(text=question.text))
        nothing = messages.UNDECIDED_OF.get(question.code, messages.UNDECIDED_OPTIONAL)
        choice.addItem(nothing if question.optional else messages.UNDECIDED, "")
        for option in question.options:
            choice.addItem(option.label, option.accept)
        choice.setCurrentIndex(max(choice.findData(question.taken), 0))
        # Another answer asks for another look, so that what is applied was seen before.
        choice.currentIndexChanged.connect(lambda *_: self._offer(False))
        self.answers[question.code, question.key] = choice
        line = row(Text(words.shown(question.text), wrap=True), choice, gap=8)
        line.setStretch(0, 1)
        return inside(line)

    def _accept_box(self, first: Problem, count: int) -> QFrame:
        """Return the tick that takes what is proposed for all findings of a code."""
        code = first.code
        box = QCheckBox()
        box.setObjectName(f"accept-{code}")
        agree = messages.AGREE[code].format(found=words.finding(first.found))
        text = messages.ACCEPT.format(agree=agree, count=count) if count > 1 else agree
        box.setAccessibleName(text)
        # A tick asks for another look, so that what is applied was seen before.
        box.toggled.connect(lambda *_: self._offer(False))
        self.accepted_codes[code] = box
        line = row(box, Text(text, wrap=True), gap=8)
        line.setStretch(1, 1)
        return inside(line)

    def apply_table(self) -> None:
        """Apply what was shown; nothing where something was chosen since."""
        self.kind.commit()
        if self.reading.settle() or not self._may_apply:
            return
        work = self._importing_roster() if self.kind.currentData() == "roster" else self._importing_list()
        self.banner.hide()
        self._resting = True
        self.let_rest(True)
        self.work(
            work,
            self._applied,
            messages.APPLYING,
            kind=Work.ACT,
            failed=self._failed,
            stopped=self._stopped,
        )

    def _importing_roster(self) -> Callable[[Progress], TableResult]:
        desk, asked, more = self._desk, self._to_read(), self._of_roster()
        seen = self._seen

        def work(progress: Progress) -> TableResult:
            from dxdesk.usecases.imports.roster import apply_roster

            looked_at.refuse_changed(asked.path, seen)
            return apply_roster(
                desk,
                asked.path,
                mapping=asked.mapping,
                accept=asked.accept,
                sheet=asked.sheet,
                partial=more.partial,
                as_of=more.as_of,
                progress=progress,
            )

        return work

    def _importing_list(self) -> Callable[[Progress], TableResult]:
        desk, asked, answers = self._desk, self._to_read(), self.questions.answers()
        seen = self._seen

        def work(progress: Progress) -> TableResult:
            from dxdesk.usecases.imports.evidence import apply_evidence

            looked_at.refuse_changed(asked.path, seen)
            return apply_evidence(
                desk,
                asked.path,
                asked.kind,
                mapping=asked.mapping,
                accept=asked.accept,
                sheet=asked.sheet,
                answers=answers,
                progress=progress,
            )

        return work

    def _stopped(self) -> None:
        """Say that nothing was taken; what was looked at stands, and can be taken after all."""
        self.banner.say(messages.NOT_APPLIED, messages.NOT_APPLIED_MEANS, tone="info")

    def _applied(self, result: TableResult) -> None:
        if result.outcome == "refused":
            self.banner.say(messages.ERRORS.format(count=len(result.errors)), str(result.errors[0]))
            return
        self.accept()
        if result.outcome == "unchanged":
            before = _taken_before(self.preview) if self.preview is not None else None
            said = before.message if before is not None else messages.UNCHANGED
            self._screen.banner.say(said, tone="info")
            return
        counts = messages.COUNTS_EVIDENCE.format(
            added=result.added, updated=result.updated, unchanged=result.unchanged
        )
        if result.kind != "roster":
            said = messages.APPLIED.format(counts=counts)
            self._screen.banner.say(said, "", messages.APPLIED_EVIDENCE, tone="done")
            return
        self._screen.banner.say(
            messages.APPLIED.format(counts=self._counts),
            "",
            messages.APPLIED_NEXT,
            tone="done",
            act=messages.TO_YEAR,
            acting=lambda: self._screen.go.emit("year", {}),
        )


def _taken_before(preview: RosterPreview | EvidencePreview) -> Problem | None:
    """Return the notice that the very table came in before, where it did."""
    return preview.notices[0] if preview.receipt else None


def _counts(preview: RosterPreview) -> str:
    """Return how many a roster adds, changes and takes off; another number is no leaving."""
    renumbered = len(preview.left) - len(preview.leavers)
    return messages.COUNTS.format(
        added=len(preview.added),
        changed=len(preview.changed),
        left=len(preview.leavers),
        renumbered=messages.COUNTS_RENUMBERED.format(count=renumbered) if renumbered else "",
        unchanged=preview.unchanged,
    )


def _record(record: EvidenceRecord) -> str:
    return f"{record.employee_number} {record.name} {dates.short_day(record.date)} {record.result}"


def _change(change: PersonChange) -> str:
    fields = "、".join(f"{f.label} {f.old or '(なし)'} → {f.new or '(なし)'}" for f in change.fields)
    return f"{change.after.number} {words.shown(change.after.name)}: {fields}"


def _leaver(leaver: Leaver) -> str:
    return words.shown(leaver.text)


def _person(person: Employee) -> str:
    return f"{person.number} {words.shown(person.name)}"
