"""確保計画 and 検討と予定 in pictures: each of their tabs, as they begin where a store has none of it."""

from __future__ import annotations

from collections.abc import Callable

from dxdesk.domain.capabilities import AGENDA, STAFFING
from dxdesk.ports.entities import Role
from dxdesk.ui.pictures.studio import Scene, Shown, Studio, shown
from dxdesk.ui.preparing.agenda_view import Agenda
from dxdesk.ui.preparing.drafting_page import DraftingPage
from dxdesk.ui.preparing.staffing_view import Staffing
from dxdesk.ui.shell.list_page import ListPage
from dxdesk.ui.shell.year_tabs import YearTabs
from dxdesk.ui.widgets.form import FormDialog


def preparing(role: Role) -> tuple[Scene, ...]:
    """Return the scenes of a role."""
    if role not in (Role.HR, Role.DX):
        return ()
    return (
        Scene("agenda", _at(AGENDA, Agenda, "matters"), _back),
        Scene("agenda-year", _at(AGENDA, Agenda, "year"), _back),
        Scene("agenda-drafting", _at(AGENDA, Agenda, "drafting"), _back),
        Scene("agenda-task", _task, _back),
        Scene("staffing", _at(STAFFING, Staffing, "plan"), _back),
        Scene("staffing-table", _at(STAFFING, Staffing, "table"), _back),
    )


def _at(place: str, kind: type[YearTabs], name: str) -> Callable[[Studio], None]:
    def scene(studio: Studio) -> None:
        used = not studio.window.navigation.buttons[place].isHidden()
        if not used:
            studio.window.offer_places(frozenset({place}))
        screen = studio.at(kind, page=name)
        studio.settle()
        page = screen.page(name)
        if not used and isinstance(page, ListPage):
            screen.banner.hide()
            page.show_rows(())
        studio.settle()

    return scene


def _task(studio: Studio) -> Shown | None:
    _at(AGENDA, Agenda, "drafting")(studio)
    page = studio.at(Agenda, page="drafting").page("drafting")
    assert isinstance(page, DraftingPage)
    one = page.table.current()
    if one is None:
        page.begin()
    else:
        page.change(one)
    studio.settle()
    dialog = page.acts.dialog
    assert isinstance(dialog, FormDialog)
    return shown(dialog)


def _back(studio: Studio) -> None:
    for screen in studio.window.screens.values():
        if isinstance(screen, Agenda | Staffing):
            screen.stale = True
    studio.window.reload_screen()  # reads again which capabilities the office uses
