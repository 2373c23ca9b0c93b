"""Taking in a table of courses, sessions, enrolments, answers or attendance: choose, look, take in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.ui.shell.asking_table_dialog import AskingTableDialog, Words
from dxdesk.ui.shell.list_questions import ListQuestions
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.training import enrolment_messages, messages
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, inside, row
from dxdesk.ui.widgets.reading import keep_drops_off
from dxdesk.usecases.sealing.workbook_kinds import ATTENDANCE, CATALOGUE, ENROLMENTS, QUESTIONNAIRE, SESSIONS

if TYPE_CHECKING:
    from dxdesk.usecases.imports.training_lists import Looked
    from dxdesk.usecases.imports.understanding import TableResult


class ImportDialog(AskingTableDialog):
    """One table from choosing to taking in."""

    def __init__(self, screen: Screen) -> None:
        """Ask for a table."""
        super().__init__(screen, Words(messages.IMPORT_ERRORS, enrolment_messages.ASKED))
        self.list_questions = ListQuestions()
        self.list_questions.changed.connect(lambda: self._offer(False))
        self._told_of = ""
        """The file whose headers were asked for its kind; what kind is chosen since is what somebody says."""
        self.setWindowTitle(messages.IMPORT_TITLE)
        self.setMinimumWidth(720)
        self.kind = Choice()
        self.kind.setAccessibleName(messages.IMPORT_KIND)
        hr = screen.desk.role is Role.HR
        for one in (CATALOGUE, SESSIONS, *((ENROLMENTS, QUESTIONNAIRE) if hr else (ATTENDANCE,))):
            self.kind.addItem(one.label, one.kind)
        self.session = Choice()
        self.session.setAccessibleName(enrolment_messages.SESSION)
        self._session_part = inside(
            column(Text(enrolment_messages.SESSION_OF_ANSWERS, "caption"), self.session, gap=4)
        )
        choose = row(
            column(Text(messages.IMPORT_KIND, "caption"), self.kind, gap=4),
            self.chosen_file(),
            gap=16,
        )
        choose.setStretch(1, 1)
        self.setLayout(
            column(
                Text(messages.IMPORT_TITLE, "title"),
                Text(messages.IMPORT_TEXT if hr else messages.IMPORT_TEXT_DIGITAL, "muted", wrap=True),
                choose,
                self._session_part,
                self.banner,
                self._card,
                STRETCH,
                self.foot(self.look, self.apply),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )
        self._offer(False)
        self._session_part.hide()
        self.kind.currentIndexChanged.connect(lambda *_: self._other_kind())
        self.session.currentIndexChanged.connect(lambda *_: self._reset())
        self.file.textChanged.connect(lambda *_: self._reset())
        keep_drops_off(self)

    def take(self, file: Path) -> None:
        """Put a table in and look at it as what its headers say it is, else as what is chosen."""
        self.file.setText(str(file))
        self._told_of = str(file)
        desk, asked = self._screen.desk, self._asked

        def work(_: Progress) -> str:
            from dxdesk.usecases.imports.training_kinds import training_kind

            return training_kind(desk, file)

        def done(kind: str) -> None:
            if asked != self._asked:
                return
            if kind:
                self.kind.setCurrentIndex(self.kind.findData(kind))
            self.look_at()

        self.work(work, done, messages.IMPORT_LOOKING, failed=self._failed)

    def _other_kind(self) -> None:
        """Ask for the session of answers to a questionnaire, which they do not name."""
        self._reset()
        of_session = self.kind.currentData() == QUESTIONNAIRE.kind
        self._session_part.setVisible(of_session)
        if of_session and not self.session.count():
            desk = self._screen.desk

            def work(_: Progress) -> tuple[tuple[str, str], ...]:
                from dxdesk.usecases.training.enrolment_lists import session_titles

                return session_titles(desk)

            self._screen.ask(work, self._offer_sessions)

    def _offer_sessions(self, found: Sequence[tuple[str, str]]) -> None:
        for subject, title in found:
            self.session.addItem(title, subject)

    def _reset(self) -> None:
        self.answers.forget()
        self.list_questions.forget()
        super()._reset()

    def look_at(self) -> None:
        """Read the table and show what it would change."""
        text = self.file.text().strip()
        if not text:
            self.banner.say(messages.IMPORT_FIRST)
            return
        if text != self._told_of:  # typed or pasted
            self.take(Path(text))
            return
        self.banner.hide()
        desk, path, kind, asked = self._screen.desk, Path(text), str(self.kind.currentData()), self._asked

        session, accepted = str(self.session.currentData() or ""), self.answers.accepted()
        answers = self.list_questions.answers()

        def work(_: Progress) -> Looked:
            from dxdesk.usecases.imports.training_lists import look_at_list

            return look_at_list(desk, path, kind, session=session, accept=accepted, answers=answers)

        def done(found: Looked) -> None:
            if asked == self._asked:
                self.show_result(found.result, found.questions)
                if found.looks is not None:
                    self.list_questions.draw(self._found, found.looks)

        self.work(work, done, messages.IMPORT_LOOKING, failed=self._failed)

    def _counts(self, result: TableResult) -> str:
        return messages.IMPORT_COUNTS.format(
            kind=self.kind.currentText(),
            added=result.added,
            changed=result.updated,
            unchanged=result.unchanged,
        )

    def apply_table(self) -> None:
        """Take the table in."""
        desk, path, kind = self._screen.desk, Path(self.file.text().strip()), str(self.kind.currentData())

        session, accepted = str(self.session.currentData() or ""), self.answers.accepted()
        answers = self.list_questions.answers()

        def work(_: Progress) -> TableResult:
            from dxdesk.usecases.imports.training_lists import take_list

            return take_list(desk, path, kind, session=session, accept=accepted, answers=answers)

        def done(found: TableResult) -> None:
            if found.errors:  # it was changed since it was looked at
                self.look_at()
                return
            counts = {"added": found.added, "changed": found.updated}
            self.tell_done(found, messages.IMPORTED.format(kind=self.kind.currentText(), **counts))

        self.work(work, done, messages.IMPORT_TAKING, kind=Work.ACT, failed=self._failed)
