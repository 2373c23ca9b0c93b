"""確保計画, 検討と予定, 形式知 and 効果発現 in pictures: filled lists, and what is asked.

A store that has nothing of them is shown made-up lines (見本), so that a picture always has a list.
"""

from __future__ import annotations

from collections.abc import Callable

from dxdesk.domain.capabilities import AGENDA, PRACTICE, STAFFING
from dxdesk.ports.entities import Role
from dxdesk.ui.pictures.studio import Scene, Shown, Studio, shown
from dxdesk.ui.practice.view import PracticeScreen
from dxdesk.ui.preparing.agenda_view import Agenda
from dxdesk.ui.preparing.staffing_view import Staffing
from dxdesk.ui.shell.list_page import ListPage, Row
from dxdesk.ui.shell.year_tabs import YearTabs

_LINES: dict[str, tuple[tuple[str, ...], ...]] = {
    "plan": (
        ("R8-1", "BPRの実務者(見本)", "1人", "高", "令和9年3月", "令和8年9月", "任用(非常勤)", "依頼"),
        ("R8-2", "データ分析官(見本)", "1人", "中", "令和9年2月", "", "外部委託", "計画中"),
    ),
    "table": (
        ("DX人材", "各部課DXリーダー", "", "各部課", "一般職員に知識を習得させる"),
        ("全職員", "全職員", "", "", ""),
    ),
    "matters": (
        ("予算の確保(見本)", "企画課", "", "R8.10.31", "検討中"),
        ("高度専門人材の導入(見本)", "DX推進課", "", "R8.9.30", "決定"),
    ),
    "terms": (
        ("DX", "デジタル技術を使って、仕事の進め方を根本から変えること。"),
        ("BPR", "組織の仕事の流れを根本から見直すこと。"),
    ),
    "knowledge": (
        ("予約フォームの作り方(見本)", "手順書", "DX推進課", "R8.5.1", "R10.4.1", "公開"),
        ("表計算のこつ(見本)", "動画", "DX推進課", "R7.11.10", "R8.10.1", "見直し予定"),
    ),
    "turned": (("窓口に来られない人への訪問(見本)", "高齢福祉課", "600時間/年", "R8.4.1", "実施中"),),
}
_ASKS = {"plan": "staffing", "knowledge": "knowledge", "turned": "turned", "terms": "term"}
"""Tabs of which the dialog is drawn, too, with what its scene is called."""
_SCREENS: tuple[tuple[type[YearTabs], str, tuple[str, ...]], ...] = (
    (Staffing, STAFFING, ("plan", "table")),
    (Agenda, AGENDA, ("matters", "year", "terms")),
    (PracticeScreen, PRACTICE, ("knowledge", "turned")),
)


def preparing(role: Role) -> tuple[Scene, ...]:
    """Return the scenes of a role."""
    if role not in (Role.HR, Role.DX):
        return ()
    found = []
    for screen, place, tabs in _SCREENS:
        found += [Scene(f"{place}-{tab}", _at(screen, place, tab), _back) for tab in tabs]
        asked = [tab for tab in tabs if tab in _ASKS]
        found += [Scene(f"{_ASKS[tab]}-new", _asking(screen, place, tab), _back) for tab in asked]
    return tuple(found)


def _page(studio: Studio, kind: type[YearTabs], place: str, tab: str) -> ListPage[object]:
    used = not studio.window.navigation.buttons[place].isHidden()
    if not used:
        studio.window.offer_places(frozenset({place}))
    screen = studio.at(kind, page=tab)
    studio.settle()
    page = screen.page(tab)
    assert isinstance(page, ListPage)
    if not used:
        screen.banner.hide()
    if tab in _LINES and not page.table.shown():
        page.show_rows(tuple(_row(screen.desk.role.value, cells) for cells in _LINES[tab]))
        studio.settle()
    return page


def _row(owner: str, cells: tuple[str, ...]) -> Row[object]:
    return Row(owner, cells[0], cells[0], cells, (), None)


def _at(kind: type[YearTabs], place: str, tab: str) -> Callable[[Studio], None]:
    def scene(studio: Studio) -> None:
        _page(studio, kind, place, tab)

    return scene


def _asking(kind: type[YearTabs], place: str, tab: str) -> Callable[[Studio], Shown | None]:
    def scene(studio: Studio) -> Shown | None:
        page = _page(studio, kind, place, tab)
        page.add()
        studio.settle()
        assert page.acts.dialog is not None
        return shown(page.acts.dialog)

    return scene


def _back(studio: Studio) -> None:
    for screen in studio.window.screens.values():
        if isinstance(screen, (Staffing, Agenda, PracticeScreen)):
            screen.stale = True
    studio.window.reload_screen()
