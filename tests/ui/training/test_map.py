"""受講マップ on the screen: HR looks at a level of a skill, sees its courses and sessions, opens one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dxdesk.domain.contents import Served
from dxdesk.usecases.training.course_map import NO_COURSE, course_map
from dxdesk.usecases.training.editing import save_course
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.ui.office import Office
from tests.ui.training.window import MUST, Show, begun, cells, kept, named, opened, pressed


def mapped(office: Office) -> tuple[Desk, str]:
    """A ledger whose required course serves the first level of the first skill."""
    desk = begun(office)
    item = course_map(desk).rows[0].item
    save_course(desk, MUST._replace(serves=(Served(item, 1),)), kept(desk, "must"))
    return desk, item


def page_of(qtbot: QtBot, show: Show, desk: Desk) -> tuple[Any, Any, Any]:
    window, screen = opened(qtbot, show, desk, page="map")
    return window, screen, screen.page("map")


def test_a_cell_shows_its_courses_with_their_sessions_and_leads_to_the_course(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk, _ = mapped(office)
    window, screen, page = page_of(qtbot, show, desk)
    assert page.table.isVisible()
    assert page.table.height() > 3 * page.table.rowHeight(0)
    first = cells(page.table)[0]
    assert first[1:3] == ["情報セキュリティ研修", NO_COURSE]
    page.pick(0, 1)
    (line,) = cells(page.courses)
    assert line[1:] == ["必須 全職員", "提供 1回", "第1回 R8.6.10 大会議室"]
    page.pick(0, 2)
    assert cells(page.courses) == []
    page.pick(0, 0)
    assert len(cells(page.courses)) == 1, "the skill's name means all its levels"
    page.courses.pick(lambda one: True)
    pressed(qtbot, window, named(page, "map-open"))
    assert screen.tabs.currentIndex() == 0
    assert screen.page("courses").table.current().course.code == "must"


def test_the_keyboard_moves_over_the_cells(qtbot: QtBot, show: Show, office: Office) -> None:
    desk, _ = mapped(office)
    window, _, page = page_of(qtbot, show, desk)
    page.pick(0, 0)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Right)
    settle(qtbot, window)
    assert page.table.currentIndex().column() == 1
    assert "LV1" in page.which.currentText()


def test_courses_that_stand_nowhere_on_the_map_are_a_choice_below(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk, _ = mapped(office)
    save_course(desk, MUST._replace(code="odd", name="よその研修", serves=(Served("elsewhere.skill", 1),)))
    _, _, page = page_of(qtbot, show, desk)
    page.which.setCurrentIndex(page.which.findData("alone"))
    assert [line[0] for line in cells(page.courses)] == ["動画で学ぶDX"]
    page.which.setCurrentIndex(page.which.findData("beyond"))
    assert [line[0] for line in cells(page.courses)] == ["よその研修(体系にないスキル「elsewhere.skill」)"]
