"""Scenes of 実践と支援: the store's own, with the dialogs and what a 案件票 with faults is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dxdesk.domain.capabilities import PRACTICE
from dxdesk.domain.errors import Place, Problem
from dxdesk.domain.practice_record import CaseSaid
from dxdesk.ports.entities import Role
from dxdesk.ui.pictures.studio import Scene, Shown, Studio, shown
from dxdesk.ui.practice import forms, messages
from dxdesk.ui.practice.importing import import_dialog
from dxdesk.ui.practice.view import PracticeScreen
from dxdesk.ui.widgets.form import FormDialog
from dxdesk.usecases.sealing.workbook_kinds import CASE_FORM

_FILE = "案件票_1010_総務課.xlsx"


def practising(role: Role) -> list[Scene]:
    """Return the scenes of a role; the window offers the place for them alone where it is not used."""
    if role not in (Role.HR, Role.DX):
        return []
    found: dict[str, Callable[[Studio], Shown | None]] = {
        "practice": lambda studio: _page(studio, "cases"),
        "practice-events": lambda studio: _page(studio, "events"),
        "practice-consultations": lambda studio: _page(studio, "consultations"),
        "practice-support": lambda studio: _page(studio, "support"),
        "practice-empty": _empty,
        "practice-case": _case,
        "practice-import": _import,
    }
    return [Scene(name, show, _back) for name, show in found.items()]


def _back(studio: Studio) -> None:
    for screen in studio.window.screens.values():
        if isinstance(screen, PracticeScreen):
            screen.stale = True
    studio.window.reload_screen()  # reads again which capabilities the office uses


def _page(studio: Studio, page: str) -> None:
    from dxdesk.usecases.practice.overview import practice_year, practice_years

    if studio.window.navigation.buttons[PRACTICE].isHidden():
        studio.window.offer_places(frozenset({PRACTICE}))
    screen = studio.at(PracticeScreen, page=page)
    studio.settle()
    # A year that has just begun has little to show: the newest with finished cases is drawn.
    years = practice_years(screen.desk)
    newest = next((year for year, _ in years if practice_year(screen.desk, year).totals.done), 0)
    if newest and newest != screen.chosen_year:
        screen.year.setCurrentIndex(screen.year.findData(newest))
        screen.year.committed.emit()
        studio.settle()


def _empty(studio: Studio) -> None:
    """Show what a year says of which nothing is kept."""
    _page(studio, "cases")
    from dxdesk.usecases.practice.overview import practice_year

    page: Any = studio.at(PracticeScreen).page("cases")
    page.show_found(practice_year(studio.at(PracticeScreen).desk, 2019))
    studio.settle()


def _case(studio: Studio) -> Shown | None:
    _page(studio, "cases")
    from dxdesk.usecases.practice.choices import choices

    found = choices(studio.at(PracticeScreen).desk)
    fields = forms.case_fields(CaseSaid(), "", (), found)
    dialog = FormDialog(messages.NEW_CASE, fields, studio.at(PracticeScreen))
    dialog.open()
    studio.settle()
    return shown(dialog)


def _import(studio: Studio) -> Shown | None:
    """Show what a 案件票 that cannot be taken in is told, cell by cell."""
    from dxdesk.usecases.imports.understanding import TableResult

    _page(studio, "cases")
    screen = studio.at(PracticeScreen)
    dialog = import_dialog(screen, CASE_FORM.kind, messages.IMPORT_CASES)
    problems = (
        Problem(
            "case-lead-missing",
            "リードした人が書かれていません。",
            "リードした人の職員番号を1人分書いてください。氏名だけでは、だれのことか決められません。",
            "窓口の予約",
            Place(_FILE, "案件票", "E12"),
        ),
        Problem(
            "practice-section-gone",
            "「情報課」(R7.3.31まで)は、もうない所属です。",
            "いまの所属はデジタル課(1030)です。そのコードで書いてください。",
            "1020",
            Place(_FILE, "案件票", "C13"),
        ),
    )
    dialog.show_result(TableResult(_FILE, CASE_FORM.kind, "refused", errors=problems))
    dialog.open()
    studio.settle()
    return shown(dialog)
