"""What one does with a plan: make it, change its lines, agree on it, decide it, enter what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog

from dxdesk.domain.action_plan import VERSION_NAMES, Happened, PlanLine
from dxdesk.domain.errors import KnownError
from dxdesk.ports.store import Progress
from dxdesk.ui.action_plan import forms, messages
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.asking import ask_first
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.form import Field, FormDialog
from dxdesk.usecases.sealing.workbook_kinds import PLAN_TABLE

if TYPE_CHECKING:
    from dxdesk.domain.action_plan import PlanSaid
    from dxdesk.usecases.imports.understanding import TableResult
    from dxdesk.usecases.person_year.owned_things import Kept

FOLDER = "plan"
"""Under which word the folder of tables is remembered."""
_TOLD = 12
"""So many changes of a table are told in the question before it is taken in."""


class Acts:
    """Runs the acts through the screen; ``dialog`` is what was asked last."""

    def __init__(self, screen: Screen) -> None:
        """Belong to a screen."""
        self.screen = screen
        self.dialog: QDialog | None = None

    def make(self, year: int, version: str) -> None:
        """Make a version out of what is known."""
        desk = self.screen.desk

        def work(_: Progress) -> PlanSaid:
            from dxdesk.usecases.action_plan.keeping import make

            return make(desk, year, version)

        def done(made: PlanSaid) -> None:
            told = messages.MADE.format(version=VERSION_NAMES[version], count=len(made.lines))
            self.screen.banner.say(told, tone="done")

        self.screen.ask(work, done, title=messages.MAKING, kind=Work.ACT)

    def edit(self, year: int, version: str, code: str, line: PlanLine) -> None:
        """Ask for a line; an empty code is a new one."""
        desk = self.screen.desk

        def said(texts: forms.Texts) -> Kept:
            from dxdesk.usecases.action_plan import keeping

            wanted = forms.line_of(line, texts, year, keeping.units(desk))
            return keeping.save_line(desk, year, version, code, wanted)

        title = messages.EDIT_TITLE if code else messages.ADD_TITLE
        self._ask(title, forms.line_fields(line), said)

    def add_from(self, year: int, version: str, source: str) -> None:
        """Add the lines of a policy's courses, or of the roles of the 確保計画, that the plan lacks."""
        desk = self.screen.desk

        def work(_: Progress) -> tuple[int, int]:
            from dxdesk.usecases.action_plan.adding import add_from

            return add_from(desk, year, version, source)

        def done(found: tuple[int, int]) -> None:
            added, there = found
            told = messages.THERE_ALREADY.format(count=there) if there else ""
            self.screen.banner.say(messages.ADDED_FROM.format(added=added, there=told), tone="done")

        self.screen.ask(work, done, title=messages.LOADING, kind=Work.ACT)

    def drop(self, year: int, version: str, code: str, name: str) -> None:
        """Ask whether a line is to go."""
        desk = self.screen.desk

        def work(_: Progress) -> Kept:
            from dxdesk.usecases.action_plan.keeping import drop_line

            return drop_line(desk, year, version, code)

        ask = messages.DROP_ASK.format(name=name)
        self._first(ask, messages.DROP_TEXT, messages.DROP_GO, work)

    def give_up(self, year: int, version: str, title: str) -> None:
        """Ask whether a version is to be given up."""
        desk = self.screen.desk

        def work(_: Progress) -> Kept:
            from dxdesk.usecases.action_plan.keeping import give_up

            return give_up(desk, year, version)

        ask = messages.GIVE_UP_ASK.format(title=title, version=VERSION_NAMES[version])
        self._first(ask, messages.GIVE_UP_TEXT, messages.GIVE_UP_GO, work)

    def consult(self, year: int, version: str) -> None:
        """Ask when and with whom the plan was talked over, and what came of it."""
        desk = self.screen.desk

        def said(texts: forms.Texts) -> Kept:
            from dxdesk.usecases.action_plan.keeping import consult

            return consult(desk, year, version, forms.day_of(texts["day"]), texts["who"], texts["result"])

        fields = (
            Field("day", messages.CONSULTED_ON, hint=messages.DAY_HINT),
            Field("who", messages.CONSULTED_WITH, hint=messages.WITH_HINT),
            Field("result", messages.CONSULTED, lines=True, hint=messages.RESULT_HINT),
        )
        self._ask(messages.CONSULT_TITLE, fields, said)

    def decide(self, year: int, version: str) -> None:
        """Ask for the 決裁."""
        desk = self.screen.desk

        def said(texts: forms.Texts) -> Kept:
            from dxdesk.usecases.action_plan.keeping import decide

            return decide(desk, year, version, forms.day_of(texts["day"]), texts["number"])

        fields = (
            Field("day", messages.DECIDED_ON, hint=messages.DAY_HINT),
            Field("number", messages.APPROVAL),
        )
        self._ask(messages.DECIDE_TITLE, fields, said)

    def reopen(self, year: int, version: str) -> None:
        """Ask why a 決裁 is taken back."""
        desk = self.screen.desk

        def said(texts: forms.Texts) -> Kept:
            from dxdesk.usecases.action_plan.keeping import reopen

            return reopen(desk, year, version, texts["reason"])

        self._ask(messages.REOPEN_TITLE, (Field("reason", messages.REASON, lines=True),), said)

    def enter(self, year: int, version: str, code: str, line: PlanLine, done: Happened) -> None:
        """Ask what came of a line."""
        desk = self.screen.desk

        def said(texts: forms.Texts) -> Kept:
            from dxdesk.usecases.action_plan.keeping import enter

            return enter(desk, year, version, code, forms.done_of(done, texts))

        self._ask(messages.DONE_TITLE.format(name=line.name), forms.done_fields(line, done), said)

    def export(self) -> None:
        """Write the plan as a table."""
        self.dialog = sending.send(
            self.screen,
            PLAN_TABLE,
            messages.EXPORT.rstrip("…"),
            messages.EXPORT_TEXT,
            messages.EXPORT_NEXT,
        )

    def import_table(self) -> None:
        """Ask for a table of a plan."""
        name, _ = QFileDialog.getOpenFileName(
            self.screen, messages.IMPORT.rstrip("…"), str(sending.kept_folder(FOLDER)), messages.IMPORT_FILTER
        )
        if name:
            sending.keep_folder(FOLDER, Path(name).parent)
            self.take_table(Path(name))

    def take_table(self, path: Path) -> None:
        """Say what a table would change, and take it in once that is agreed to."""
        desk = self.screen.desk

        def work(_: Progress) -> TableResult:
            from dxdesk.usecases.action_plan.tables import preview_plan

            return _refused(preview_plan(desk, path))

        def done(found: TableResult) -> None:
            if found.outcome == "unchanged":
                self.screen.banner.say(messages.IMPORT_NOTHING.format(file=path.name), tone="info")
                return
            told = [one.text for one in found.changes[:_TOLD]]
            if (more := len(found.changes) - _TOLD) > 0:
                told.append(messages.IMPORT_MORE.format(count=more))
            text = messages.IMPORT_TEXT.format(count=len(found.changes), changes="\n".join(told))
            self.dialog = ask_first(
                self.screen, messages.IMPORT_ASK.format(file=path.name), text, messages.IMPORT_GO,
                lambda: self._apply(path), grave=False,
            )  # fmt: skip

        self.screen.ask(work, done, title=messages.LOADING)

    def _apply(self, path: Path) -> None:
        desk = self.screen.desk

        def work(_: Progress) -> TableResult:
            from dxdesk.usecases.action_plan.tables import apply_plan

            return _refused(apply_plan(desk, path))

        def done(found: TableResult) -> None:
            told = messages.IMPORTED.format(added=found.added, changed=found.updated)
            self.screen.banner.say(told, path.name, tone="done")

        self.screen.ask(work, done, title=messages.LOADING, kind=Work.ACT)

    def _ask(self, title: str, fields: Sequence[Field], kept_of: Callable[[forms.Texts], Kept]) -> None:
        dialog = FormDialog(title, fields, self.screen)

        def keep(texts: forms.Texts) -> None:
            def work(_: Progress) -> Kept:
                return kept_of(texts)

            def done(said: Kept) -> None:
                dialog.accept()
                self._say(said)

            self.screen.ask(work, done, kind=Work.ACT, failed=dialog.banner.refuse)

        dialog.tried.connect(keep)
        dialog.open()
        self.dialog = dialog

    def _first(self, ask: str, text: str, go: str, work: Callable[[Progress], Kept]) -> None:
        def act() -> None:
            self.screen.ask(work, self._say, kind=Work.ACT)

        self.dialog = ask_first(self.screen, ask, text, go, act, grave=False)

    def _say(self, said: Kept) -> None:
        if said.added or said.changed:
            self.screen.saved.emit(messages.SAVED)
        else:
            self.screen.noted.emit(messages.UNCHANGED)


def _refused(found: TableResult) -> TableResult:
    """Return what a table came to.

    Raises:
        KnownError: what stands in its way, each with its cell.
    """
    if found.errors:
        raise KnownError.of(found.errors)
    return found
