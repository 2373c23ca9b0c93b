"""What one does on the tabs of indicators: take a policy, write down, end, evaluate, write out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from dxdesk.domain.indicator_record import ActivitySaid, IndicatorSaid, OutcomeSaid
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.store import Progress
from dxdesk.ui.aims import forms
from dxdesk.ui.aims import indicator_messages as messages
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.asking import ask_first
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.form import Field, FormDialog
from dxdesk.usecases.sealing.workbook_kinds import INDICATORS, SURVEY

if TYPE_CHECKING:
    from dxdesk.usecases.person_year.owned_things import Kept

MODEL = "model"
"""Code and layer of the outcome that is the logic model itself."""


class Acts:
    """Runs the acts through the screen; ``dialog`` is what was asked last."""

    def __init__(self, screen: Screen) -> None:
        """Belong to a screen."""
        self.screen = screen
        self.dialog: QDialog | None = None

    def take_preset(self, code: str) -> None:
        """Take a policy's logic model and indicators."""
        desk = self.screen.desk

        def work(_: Progress) -> Kept:
            from dxdesk.usecases.indicators.keeping import take_preset

            return take_preset(desk, code)

        self.screen.ask(work, self._taken, kind=Work.ACT)

    def _taken(self, kept: Kept) -> None:
        self.screen.banner.say(messages.TAKEN.format(count=kept.added), tone="done")

    def edit_indicator(self, one: IndicatorSaid | None, outcomes: Sequence[OutcomeSaid]) -> None:
        """Ask for an indicator, ``None`` for a new one."""
        before = one or IndicatorSaid(measure="mean", aim="benchmark")
        fields = forms.indicator_fields(before, outcomes, new=one is None)
        title = messages.NEW_INDICATOR if one is None else messages.CHANGE_INDICATOR
        self._open(title, fields, lambda texts: forms.indicator_of(before, texts), new=one is None)

    def edit_outcome(self, one: OutcomeSaid | None) -> None:
        """Ask for an outcome, ``None`` for a new one."""
        before = one or OutcomeSaid(layer="direct")
        title = messages.NEW_OUTCOME if one is None else messages.CHANGE_OUTCOME
        fields = forms.outcome_fields(before, new=one is None)
        self._open(title, fields, lambda texts: forms.outcome_of(before, texts), new=one is None)

    def edit_policy(self, one: OutcomeSaid | None) -> None:
        """Ask for the logic model as a whole."""
        before = one or OutcomeSaid(MODEL, MODEL)
        fields = forms.policy_fields(before)
        self._open(
            messages.POLICY_TITLE, fields, lambda texts: forms.policy_of(before, texts), new=one is None
        )

    def edit_activity(self, one: ActivitySaid | None) -> None:
        """Ask for a 取組, ``None`` for a new one."""
        before = one or ActivitySaid()
        title = messages.NEW_ACTIVITY if one is None else messages.CHANGE_ACTIVITY
        fields = forms.activity_fields(before, new=one is None)
        self._open(title, fields, lambda texts: forms.activity_of(before, texts), new=one is None)

    def evaluate(self, activity: ActivitySaid, there: ActivitySaid | None, fiscal_year: int) -> None:
        """Ask for the process evaluation of a 取組 in a year."""
        before = there or activity._replace(fiscal_year=fiscal_year, note="")
        title = messages.EVALUATION.format(year=fiscal_year_label(fiscal_year), name=activity.name)
        fields = forms.evaluation_fields(before)
        self._open(title, fields, lambda texts: forms.evaluation_of(before, texts), new=False)

    def _open(
        self,
        title: str,
        fields: Sequence[Field],
        made: Callable[[forms.Texts], forms.Read],
        *,
        new: bool,
    ) -> None:
        dialog = FormDialog(title, fields, self.screen)
        desk = self.screen.desk

        def tried(texts: forms.Texts) -> None:
            wanted, unread = made(texts)

            def work(_: Progress) -> Kept:
                from dxdesk.usecases.indicators.keeping import evaluate, write_down

                if isinstance(wanted, ActivitySaid) and wanted.fiscal_year:
                    return evaluate(desk, wanted, unread)
                return write_down(desk, wanted, new=new, unread=unread)

            def done(_: Kept) -> None:
                dialog.accept()
                self.screen.banner.say(messages.SAVED, tone="done")

            self.screen.ask(work, done, kind=Work.ACT, failed=dialog.banner.refuse)

        dialog.tried.connect(tried)
        dialog.open()
        self.dialog = dialog

    def ask_end(self, one: OutcomeSaid | IndicatorSaid | ActivitySaid) -> None:
        """Ask whether something is to be used no more."""
        self.dialog = ask_first(
            self.screen,
            messages.END_ASK.format(name=one.name),
            messages.END_TEXT,
            messages.END_GO,
            lambda: self._end(one),
            grave=False,
        )

    def _end(self, one: OutcomeSaid | IndicatorSaid | ActivitySaid) -> None:
        desk = self.screen.desk

        def work(_: Progress) -> Kept:
            from dxdesk.usecases.indicators.keeping import end

            return end(desk, one)

        said = messages.ENDED.format(name=one.name)
        self.screen.ask(work, lambda _: self.screen.banner.say(said, tone="done"), kind=Work.ACT)

    def write_form(self) -> None:
        """Write the ready questionnaires."""
        self.dialog = sending.send(
            self.screen, SURVEY, messages.FORM.rstrip("…"), messages.FORM_TEXT, messages.FORM_NEXT
        )

    def write_book(self) -> None:
        """Write the indicators as a workbook."""
        self.dialog = sending.send(
            self.screen, INDICATORS, messages.BOOK.rstrip("…"), messages.BOOK_TEXT, messages.BOOK_NEXT
        )
