"""案件: the improvement cases of a year, and the card of one below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from dxdesk.domain.practice_record import CASE, Status
from dxdesk.ports.entities import Role
from dxdesk.ui.practice import messages
from dxdesk.ui.practice.pages import ListPage
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, inside, row
from dxdesk.ui.widgets.tables import Col
from dxdesk.usecases.sealing.workbook_kinds import CASE_FORM

if TYPE_CHECKING:
    from dxdesk.usecases.practice.overview import CaseLine, PracticeYear

_LOOKS = {Status.DONE: "done", Status.STOPPED: "muted"}


FIGURES = 3
"""What a year comes to, told above the list: done, hours, going on."""


class CasesPage(ListPage["CaseLine"]):
    """The cases of the year that is chosen."""

    def __init__(self, screen: Screen) -> None:
        """Make an empty page."""
        empty = (messages.CASES_EMPTY, messages.CASES_EMPTY_TEXT)
        super().__init__(screen, messages.SEARCH, messages.CASE_TABLE, empty)

    def columns(self) -> list[Col[CaseLine]]:
        """Return the columns of the table."""
        titles = messages.CASE_COLUMNS
        return [
            Col(titles[0], lambda one: one.section, 120, wrap=True),
            Col(titles[1], _name, 0, look=_name_look, wrap=True, tip=_tip),
            Col(titles[2], lambda one: one.lead, 110, wrap=True),
            Col(titles[3], lambda one: one.hours, 170, number=True),
            Col(titles[4], lambda one: one.saved, 110, number=True),
            Col(titles[5], lambda one: one.status, 76, look=lambda one: _LOOKS.get(one.said.status, "")),
            Col(titles[6], lambda one: one.span, 130, wrap=True),
        ]

    def above(self) -> Sequence[QWidget]:
        """Return the figures of the year."""
        self.figures = tuple(Text("", "section") for _ in range(FIGURES))
        self.unmeasured = Text("", "muted")
        return (inside(row(*self.figures, self.unmeasured, STRETCH, gap=24)),)

    def tools(self) -> Sequence[QWidget]:
        """Return what stands beside the search."""
        self.ended = QCheckBox(messages.ENDED_TOO)
        self.ended.toggled.connect(lambda _: self.fill())
        return (
            self.ended,
            button(messages.FORM, self.acts.write_forms, icon="file", name="case-forms"),
            button(messages.IMPORT, self._import, name="case-import"),
            primary(messages.ADD_CASE, lambda: self.acts.edit_case(None), name="case-add"),
        )

    def ways(self) -> Sequence[QPushButton]:
        """Return how one begins."""
        return (
            primary(messages.FORM, self.acts.write_forms, name="begin-forms"),
            button(messages.ADD_CASE, lambda: self.acts.edit_case(None), name="begin-case"),
            button(messages.IMPORT, self._import, name="begin-import"),
        )

    def more_acts(self) -> Sequence[QWidget]:
        """Return further acts of the card."""
        self.award = button(messages.AWARD, self._award, name="case-award")
        self.resume = button(messages.RESUME, self._resume, name="case-resume")
        return (self.award, self.resume)

    def lines(self, found: PracticeYear) -> Sequence[CaseLine]:
        """Return the cases, with those taken out where they are asked for."""
        return (*found.cases, *(found.ended if self.ended.isChecked() else ()))

    def any(self, found: PracticeYear) -> bool:
        """Tell whether there is any case, though it be taken out."""
        return bool(found.cases or found.ended)

    def show_found(self, found: PracticeYear) -> None:
        """Show the figures of the year beside the list."""
        from dxdesk.usecases.practice.overview import saved_text

        totals = found.totals
        hours = saved_text(totals.hours) if totals.measured else messages.NONE
        told = (
            (messages.TOTAL_DONE, messages.COUNT.format(count=totals.done)),
            (messages.TOTAL_HOURS, hours),
            (messages.TOTAL_RUNNING, messages.COUNT.format(count=totals.running)),
        )
        for part, (name, text) in zip(self.figures, told, strict=True):
            part.setText(f"{name} {text}")
        left = totals.unmeasured
        self.unmeasured.setText(messages.TOTAL_UNMEASURED.format(count=left) if left else "")
        self.ended.setVisible(bool(found.ended))
        super().show_found(found)

    def words(self, one: CaseLine) -> Sequence[str]:
        """Return by what a case is found."""
        return (one.said.name, one.section, one.lead, *one.escorts, *one.tools, one.said.lead, one.said.code)

    def facts(self, one: CaseLine) -> dict[str, str]:
        """Return what the card tells."""
        return {
            "effect": one.said.effect,
            "escorts": "、".join(one.escorts),
            "tools": "、".join(one.tools),
            "phase": one.said.phase,
            "owner": messages.TWICE if one.twice else "",
            "code": one.said.code,
            "note": one.said.note,
        }

    def show_acts(self, one: CaseLine, *, own: bool) -> None:
        """Offer what can be done with a case."""
        said = one.said
        self.edit.setVisible(own and not said.ended)
        self.end.setVisible(own and not said.ended)
        self.resume.setVisible(own and said.ended)
        self.award.setVisible(self.host.desk.role is Role.HR and said.done and said.exemplary)

    def change(self, one: CaseLine) -> None:
        """Ask for a case anew."""
        if not one.said.ended:
            self.acts.edit_case(one)

    def take_out(self, one: CaseLine) -> None:
        """Ask whether a case is to be taken out."""
        self.acts.end_case(one)

    def _import(self) -> None:
        self.acts.import_table(CASE_FORM.kind)

    def _award(self) -> None:
        one = self.table.current()
        if one is not None:
            self.acts.ask_award(one)

    def _resume(self) -> None:
        one = self.table.current()
        if one is not None:
            self.acts.end(CASE, one.said.code, ended=False)


def _name(one: CaseLine) -> str:
    name = f"★ {one.said.name}" if one.said.exemplary else one.said.name
    return messages.APART.format(name=name) if one.apart else name


def _tip(one: CaseLine) -> str:
    return one.apart or (messages.TWICE if one.twice else messages.BEST if one.said.exemplary else "")


def _name_look(one: CaseLine) -> str:
    return "muted" if one.said.ended else "strong"
