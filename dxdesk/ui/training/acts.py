"""What one does on the training screen: courses and sessions by hand, lists in and out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog

from dxdesk.domain.contents import CourseSaid, SessionSaid
from dxdesk.domain.errors import Problem
from dxdesk.domain.file_names import part
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.store import Progress
from dxdesk.ui.look import dates
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.asking import ask_first
from dxdesk.ui.shell.folders import open_folder
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.training import enrolment_messages, messages
from dxdesk.ui.training.choosing import MergeDialog, NoticesDialog, SessionMergeDialog, TakeDialog, named
from dxdesk.ui.training.course_dialog import CourseDialog
from dxdesk.ui.training.importing import ImportDialog
from dxdesk.ui.training.session_dialog import SessionDialog
from dxdesk.ui.widgets.form import Field, FormDialog
from dxdesk.usecases.sealing.workbook_kinds import CATALOGUE

if TYPE_CHECKING:
    from dxdesk.usecases.person_year.owned_things import Kept
    from dxdesk.usecases.training.figures import Missing, TrainingYear
    from dxdesk.usecases.training.overview import Choices, Offer
    from dxdesk.usecases.training.priority import Priority

_AS_POLICY, _OWN = "policy", "own"
FOLDER = "training"
"""Under which word the folder of lists is remembered."""


class Acts(QObject):
    """Runs the acts through the screen; ``dialog`` is what was asked last."""

    kept = Signal(str)
    """The code of a course that was written down: it is what one wants to see next."""

    def __init__(self, screen: Screen) -> None:
        """Belong to a screen."""
        super().__init__(screen)
        self.screen = screen
        self.dialog: QDialog | None = None
        self.years: tuple[int, ...] = ()
        self.left_out = ""
        """The years that can be looked at."""

    # --- enrolments

    def edit_first(self) -> None:
        """Ask which 人材像 come first where seats are few."""
        desk = self.screen.desk

        def work(_: Progress) -> Priority:
            from dxdesk.usecases.training.priority import priority

            return priority(desk)

        self.screen.ask(work, self._open_first)

    def _open_first(self, found: Priority) -> None:
        said = enrolment_messages
        names = dict(found.offered)
        policy = "、".join(names[one] for one in found.policy) or said.FIRST_NOBODY
        how = ((_AS_POLICY, said.FIRST_BY_POLICY.format(names=policy)), (_OWN, said.FIRST_OWN))
        fields = (
            Field("how", said.FIRST_HOW, _AS_POLICY if found.by_policy else _OWN, choices=how),
            *(
                Field(f"of:{code}", name, "1" if code in found.first else "", tick=True)
                for code, name in found.offered
            ),
        )
        dialog = FormDialog(said.FIRST_TITLE, fields, self.screen, said.FIRST_TEXT)
        desk = self.screen.desk

        def keep(texts: Mapping[str, str]) -> None:
            chosen = [code for code, _ in found.offered if texts[f"of:{code}"]]
            wanted = None if texts["how"] == _AS_POLICY else chosen

            def work(_: Progress) -> bool:
                from dxdesk.usecases.training.priority import save_priority

                return save_priority(desk, wanted)

            def done(changed: bool) -> None:
                dialog.accept()
                if changed:
                    self.screen.saved.emit(said.FIRST_KEPT)

            self.screen.ask(work, done, kind=Work.KEEP, failed=dialog.banner.refuse)

        dialog.tried.connect(keep)
        self.dialog = dialog
        dialog.open()

    # --- courses

    def edit_course(self, course: CourseSaid | None) -> None:
        """Ask for a course, new (``None``) or one there is."""
        desk = self.screen.desk

        def work(_: Progress) -> Choices:
            from dxdesk.usecases.training.overview import choices

            return choices(desk)

        self.screen.ask(work, lambda found: self.open_course(course, found))

    def open_course(self, course: CourseSaid | None, found: Choices) -> None:
        """Ask for a course, offering what there is to choose of."""
        dialog = CourseDialog(course, found, self.screen)
        desk = self.screen.desk

        def keep(wanted: CourseSaid) -> None:
            def work(_: Progress) -> Kept:
                from dxdesk.usecases.training.editing import save_course

                return save_course(desk, wanted, course)

            def done(said: Kept) -> None:
                dialog.accept()
                self.kept.emit(course.code if course is not None else wanted.code or wanted.name)
                self._say(messages.COURSE_ADDED if said.added else messages.COURSE_SAVED, said)

            self.screen.ask(work, done, kind=Work.ACT, failed=dialog.banner.refuse)

        dialog.tried.connect(keep)
        dialog.open()
        self.dialog = dialog

    def ask_end(self, course: CourseSaid) -> None:
        """Ask whether a course is to end."""
        self.dialog = ask_first(
            self.screen,
            messages.END_ASK.format(name=course.name),
            messages.END_TEXT,
            messages.END_GO,
            lambda: self._end(course),
            grave=False,
        )

    def _end(self, course: CourseSaid) -> None:
        desk, code = self.screen.desk, course.code

        def work(_: Progress) -> Kept:
            from dxdesk.usecases.training.keeping import end_course

            return end_course(desk, code)

        self._act(work, messages.END_DONE.format(name=course.name))

    def ask_merge(self, course: CourseSaid) -> None:
        """Ask into which other course one is merged."""
        desk = self.screen.desk

        def work(_: Progress) -> Choices:
            from dxdesk.usecases.training.overview import choices

            return choices(desk)

        self.screen.ask(work, lambda found: self.open_merge(course, found))

    def open_merge(self, course: CourseSaid, found: Choices) -> None:
        """Ask into which of the courses that there are one is merged."""
        dialog = MergeDialog(course, found.courses, self.screen)
        dialog.accepted.connect(lambda: self._merge(course, dialog.into))
        dialog.open()
        self.dialog = dialog

    def _merge(self, course: CourseSaid, into: str) -> None:
        desk, code = self.screen.desk, course.code

        def work(_: Progress) -> Kept:
            from dxdesk.usecases.training.keeping import end_course

            return end_course(desk, code, into)

        self._act(work, messages.MERGE_DONE.format(name=course.name))

    def resume(self, course: CourseSaid) -> None:
        """Let a course that ended be held again."""
        desk, code = self.screen.desk, course.code

        def work(_: Progress) -> Kept:
            from dxdesk.usecases.training.editing import resume_course

            return resume_course(desk, code)

        self._act(work, messages.RESUMED.format(name=course.name))

    # --- sessions

    def edit_session(self, course: CourseSaid, session: SessionSaid | None, fiscal_year: int) -> None:
        """Ask for a session of a course, new (``None``) or one there is."""
        dialog = SessionDialog(course, session, fiscal_year, self.years, self.screen)
        desk = self.screen.desk

        def keep(wanted: SessionSaid) -> None:
            def work(_: Progress) -> Kept:
                from dxdesk.usecases.training.editing import save_session

                return save_session(desk, wanted, session)

            def done(said: Kept) -> None:
                dialog.accept()
                self._say_session(wanted, said, fiscal_year)

            self.screen.ask(work, done, kind=Work.ACT, failed=dialog.banner.refuse)

        dialog.tried.connect(keep)
        dialog.open()
        self.dialog = dialog

    def _say_session(self, wanted: SessionSaid, said: Kept, shown: int) -> None:
        """Say into which year a session went, and lead there from another one."""
        year, label = wanted.fiscal_year, fiscal_year_label(wanted.fiscal_year)
        if year == shown or not (said.added or said.changed):
            self._say(messages.SESSION_SAVED.format(year=label), said)
            return
        self.screen.banner.say(
            messages.SESSION_SAVED.format(year=label),
            messages.SESSION_ELSEWHERE.format(shown=fiscal_year_label(shown)),
            tone="done",
            act=messages.SESSION_GO.format(year=label),
            acting=lambda: self.screen.enter({"page": f"courses/{year}", "course": wanted.course}),
        )

    def call_off(self, session: SessionSaid) -> None:
        """Call a session off, or let one that was called off take place."""
        desk, off = self.screen.desk, not session.ended

        def work(_: Progress) -> Kept:
            from dxdesk.usecases.training.editing import call_off

            return call_off(desk, session, off=off)

        back = messages.SESSION_PARTED if session.into else messages.SESSION_BACK
        self._act(work, messages.SESSION_CALLED_OFF if off else back)

    def open_session_merge(self, session: SessionSaid, sessions: Sequence[SessionSaid]) -> None:
        """Ask into which of the sessions of its course one is merged."""
        dialog = SessionMergeDialog(session, sessions, self.screen)
        dialog.accepted.connect(lambda: self._merge_session(session, dialog.into))
        dialog.open()
        self.dialog = dialog

    def _merge_session(self, session: SessionSaid, into: SessionSaid | None) -> None:
        if into is None:
            return
        desk = self.screen.desk

        def work(_: Progress) -> Kept:
            from dxdesk.usecases.person_year.owned_things import owner_of
            from dxdesk.usecases.training.editing import merge_sessions
            from dxdesk.usecases.training.ledger import subject_of

            former, target = (subject_of(owner_of(desk), one) for one in (session, into))
            return merge_sessions(desk, former, target)

        self._act(work, messages.SESSION_MERGE_DONE.format(name=named(session)))

    # --- lists in and out

    def take(self) -> None:
        """Ask which policy's list to take."""
        desk = self.screen.desk

        def work(_: Progress) -> tuple[Offer, ...]:
            from dxdesk.usecases.training.overview import all_offers

            return all_offers(desk)

        self.screen.ask(work, self.open_take)

    def open_take(self, found: tuple[Offer, ...]) -> None:
        """Ask which of the shipped lists to take."""
        dialog = TakeDialog(found, self.screen)
        dialog.accepted.connect(lambda: self.take_preset(dialog.code))
        dialog.open()
        self.dialog = dialog

    def take_preset(self, code: str) -> None:
        """Take the courses of a policy."""
        desk = self.screen.desk

        def work(_: Progress) -> Kept:
            from dxdesk.usecases.training.keeping import take_preset

            return take_preset(desk, code)

        def done(said: Kept) -> None:
            kept = messages.TAKEN_KEPT.format(kept=said.unchanged) if said.unchanged else ""
            self.screen.banner.say(messages.TAKEN.format(added=said.added), kept, tone="done")

        self.screen.ask(work, done, title=messages.LOADING, kind=Work.ACT)

    def import_table(self, table: Path | None = None) -> None:
        """Take in a table of courses or sessions; without one it is asked for."""
        dialog = ImportDialog(self.screen)
        dialog.open()
        self.dialog = dialog
        if table is not None:
            dialog.take(table)

    def export(self) -> None:
        """Write courses and sessions as tables."""
        self.dialog = sending.send(
            self.screen,
            CATALOGUE,
            messages.EXPORT.rstrip("…"),
            messages.EXPORT_TEXT,
            messages.EXPORT_NEXT,
        )

    def show_notices(self, year: TrainingYear) -> None:
        """Tell what does not fit in a year: attendance beside the sessions, names that two courses have."""
        clashes = (
            Problem(
                "course-name-twice",
                messages.CLASH.format(name=name, codes="」「".join(codes)),
                messages.CLASH_FIX,
            )
            for name, codes in year.clashes.items()
        )
        dialog = NoticesDialog((*year.notices, *clashes), self.screen)
        dialog.open()
        self.dialog = dialog

    def copy_missing(self, found: Sequence[Missing]) -> None:
        """Put a list of who is missing where one pastes from."""
        from dxdesk.usecases.training.missing_list import as_text

        QGuiApplication.clipboard().setText(as_text(found))
        self.screen.saved.emit(messages.COPIED.format(count=len(found)))

    def choose_missing_folder(self, found: Sequence[Missing], fiscal_year: int, course: str) -> None:
        """Ask where a list of who is missing goes; ``course`` names the only one it is of."""
        folder = QFileDialog.getExistingDirectory(
            self.screen, messages.FILE_FOLDER, str(sending.kept_folder(FOLDER))
        )
        if folder:
            sending.keep_folder(FOLDER, Path(folder))
            self.write_missing(found, fiscal_year, course, Path(folder))

    def write_missing(self, found: Sequence[Missing], fiscal_year: int, course: str, folder: Path) -> None:
        """Write a list of who is missing into a folder."""
        desk = self.screen.desk
        day = dates.short_day(desk.services.clock.today())
        name = messages.FILE_NAME.format(course=f"{part(course)}_" if course else "", day=day)
        wanted, left_out = tuple(found), self.left_out

        def work(_: Progress) -> Path:
            from dxdesk.usecases.training.missing_list import write_missing

            return write_missing(desk, wanted, fiscal_year, folder / name, left_out)

        def done(path: Path) -> None:
            self.screen.banner.say(
                messages.FILE_WRITTEN.format(file=path.name),
                str(path),
                tone="done",
                act=sending.OPEN_FOLDER,
                acting=lambda: open_folder(folder, self.screen.banner),
            )

        self.screen.ask(work, done, title=messages.LOADING, kind=Work.ACT)

    def _act(self, work: Callable[[Progress], Kept], said: str) -> None:
        self.screen.ask(work, lambda found: self._say(said, found), kind=Work.ACT)

    def _say(self, text: str, said: Kept) -> None:
        if said.added or said.changed:
            self.screen.saved.emit(text)
        else:
            self.screen.noted.emit(messages.UNCHANGED)
