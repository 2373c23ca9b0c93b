"""What one does with targets: by hand, from a policy's list, from a table, and out as one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from dxdesk.domain.target_figures import number
from dxdesk.domain.target_record import Actual, Forecast, TargetSaid
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.store import Progress
from dxdesk.ui.aims import messages
from dxdesk.ui.aims.target_dialog import FiguresDialog, TakeDialog, TargetDialog
from dxdesk.ui.aims.target_importing import TargetsImportDialog
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.asking import ask_first
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.form import Field, FormDialog
from dxdesk.usecases.sealing.workbook_kinds import TARGET_TABLE

if TYPE_CHECKING:
    from dxdesk.usecases.person_year.owned_things import Kept
    from dxdesk.usecases.targets.choices import Choices, Offer
    from dxdesk.usecases.targets.dividing import Division
    from dxdesk.usecases.targets.overview import TargetLine, TargetYear


class Acts(QObject):
    """Runs the acts through the screen; ``dialog`` is what was asked last."""

    def __init__(self, screen: Screen) -> None:
        """Belong to a screen."""
        super().__init__(screen)
        self.screen = screen
        self.dialog: QDialog | None = None
        self.found: TargetYear | None = None

    def edit(self, one: TargetLine | None) -> None:
        """Ask for a target, new (``None``) or one there is."""
        desk = self.screen.desk

        def work(_: Progress) -> Choices:
            from dxdesk.usecases.targets.choices import choices

            return choices(desk)

        self.screen.ask(work, lambda found: self.open_target(one.said if one is not None else None, found))

    def open_target(self, target: TargetSaid | None, found: Choices) -> None:
        """Ask for a target, offering what there is to choose of."""
        dialog = TargetDialog(target, found, self.screen)
        desk = self.screen.desk

        def keep(wanted: TargetSaid) -> None:
            def work(_: Progress) -> Kept:
                from dxdesk.usecases.targets.keeping import save_target

                return save_target(desk, wanted, target)

            def done(said: Kept) -> None:
                dialog.accept()
                self._say(messages.SAVED, said)

            self.screen.ask(work, done, kind=Work.ACT, failed=dialog.banner.refuse)

        dialog.tried.connect(keep)
        dialog.open()
        self.dialog = dialog

    def figures(self, one: TargetLine) -> None:
        """Ask for the figures of a target's year."""
        if one.held.owner != self.screen.desk.role.value or one.said.ended:
            return
        dialog = FiguresDialog(one, self.screen)
        desk, code, year = self.screen.desk, one.said.code, one.fiscal_year

        def keep(wanted: tuple[str, Actual | None, Forecast]) -> None:
            plan, actual, forecast = wanted

            def work(_: Progress) -> Kept:
                from dxdesk.usecases.targets.keeping import set_year

                return set_year(desk, code, year, plan=plan, actual=actual, forecast=forecast)

            def done(said: Kept) -> None:
                dialog.accept()
                self._say(messages.SAVED, said)

            self.screen.ask(work, done, kind=Work.ACT, failed=dialog.banner.refuse)

        dialog.tried.connect(keep)
        dialog.open()
        self.dialog = dialog

    def divide(self, one: TargetLine) -> None:
        """Suggest a figure for each year of a policy's period; what is saved is what stands there then."""
        desk, code = self.screen.desk, one.said.code

        def work(_: Progress) -> Division:
            from dxdesk.usecases.targets.dividing import division

            return division(desk, code)

        self.screen.ask(work, self.open_division)

    def open_division(self, found: Division) -> None:
        """Ask for the figures of the years, a suggestion standing in each."""
        desk, said = self.screen.desk, found.said
        fields = (
            Field(
                "base",
                messages.DIVIDE_BASE,
                f"{found.base}の案です。\n{messages.DIVIDE_HINT}",
                lines=True,
                fixed=True,
            ),
            *(
                Field(
                    str(year),
                    messages.DIVIDE_YEAR.format(year=fiscal_year_label(year), unit=said.unit),
                    number(value),
                )
                for year, value in found.years.items()
            ),
        )
        dialog = FormDialog(messages.DIVIDE_TITLE.format(name=said.name), fields, self.screen)

        def keep(texts: Mapping[str, str]) -> None:
            def work(_: Progress) -> Kept:
                from dxdesk.usecases.targets.dividing import set_plans

                return set_plans(desk, said.code, {year: texts[str(year)] for year in found.years})

            def done(kept: Kept) -> None:
                dialog.accept()
                self._say(messages.SAVED, kept)

            self.screen.ask(work, done, kind=Work.ACT, failed=dialog.banner.refuse)

        dialog.tried.connect(keep)
        dialog.open()
        self.dialog = dialog

    def ask_end(self, one: TargetLine) -> None:
        """Ask whether a target is to end."""
        self.dialog = ask_first(
            self.screen,
            messages.END_ASK.format(name=one.said.name),
            messages.END_TEXT,
            messages.END_GO,
            lambda: self._end(one.said.code, ended=True),
            grave=False,
        )

    def resume(self, one: TargetLine) -> None:
        """Let a target that ended go on."""
        self._end(one.said.code, ended=False)

    def _end(self, code: str, *, ended: bool) -> None:
        desk = self.screen.desk

        def work(_: Progress) -> Kept:
            from dxdesk.usecases.targets.keeping import end

            return end(desk, code, ended=ended)

        told = messages.ENDED if ended else messages.RESUMED
        self.screen.ask(work, lambda said: self._say(told, said), kind=Work.ACT)

    def take(self) -> None:
        """Ask which policy's targets to take."""
        desk = self.screen.desk

        def work(_: Progress) -> tuple[tuple[Offer, ...], tuple[tuple[int, str], ...]]:
            from dxdesk.usecases.targets.choices import offers
            from dxdesk.usecases.targets.overview import target_years

            return offers(desk), target_years(desk)

        self.screen.ask(work, lambda found: self.open_take(*found))

    def open_take(self, offers: tuple[Offer, ...], years: tuple[tuple[int, str], ...]) -> None:
        """Ask which of the shipped lists to take, and from which year."""
        dialog = TakeDialog(offers, years, self.screen)
        dialog.accepted.connect(lambda: self._take(dialog.code, dialog.first_year))
        dialog.open()
        self.dialog = dialog

    def _take(self, code: str, first_year: int) -> None:
        desk = self.screen.desk

        def work(_: Progress) -> Kept:
            from dxdesk.usecases.targets.keeping import take_preset

            return take_preset(desk, code, first_year)

        def done(said: Kept) -> None:
            kept = messages.TAKEN_KEPT.format(kept=said.unchanged) if said.unchanged else ""
            self.screen.banner.say(messages.TAKEN.format(added=said.added), kept, tone="done")

        self.screen.ask(work, done, title=messages.LOADING, kind=Work.ACT)

    def import_table(self) -> TargetsImportDialog:
        """Ask for a table of targets."""
        found = self.found
        year, years = (found.fiscal_year, found.years) if found is not None else (0, ())
        dialog = TargetsImportDialog(self.screen, year, years)
        dialog.open()
        self.dialog = dialog
        return dialog

    def export(self) -> None:
        """Write the targets as a table."""
        self.dialog = sending.send(
            self.screen,
            TARGET_TABLE,
            messages.EXPORT.rstrip("…"),
            messages.EXPORT_TEXT,
            messages.EXPORT_NEXT,
        )

    def _say(self, text: str, said: Kept) -> None:
        if said.added or said.changed:
            self.screen.saved.emit(text)
        else:
            self.screen.noted.emit(messages.UNCHANGED)
