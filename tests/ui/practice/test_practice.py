"""実践と支援 in the window: a case written down and taken out, a form taken in, sections, the page."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dxdesk.domain.practice_record import CaseSaid, Status
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.practice import keeping
from dxdesk.usecases.practice.overview import practice_year, practice_years
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


def using(office: Office) -> tuple[Desk, str, str]:
    """Return HR's desk with a section (code) and somebody of it (number)."""
    desk = office.open_hr()
    capabilities.switch(desk, "practice", True)
    with desk.store.read() as uow:
        person = next(one for one in uow.people.employees() if one.department_code)
    return desk, person.department_code, person.number


def opened(qtbot: QtBot, show: Show, desk: Desk, page: str) -> tuple[MainWindow, Any, Any]:
    window = show(desk)
    screen: Any = window.go("practice", {"page": page})
    for _ in range(3):
        settle(qtbot, window)
    return window, screen, screen.page(page)


def pressed(qtbot: QtBot, window: MainWindow, part: Any) -> None:
    qtbot.waitUntil(part.isVisible, timeout=5_000)
    assert part.isEnabled(), part.text()
    qtbot.mouseClick(part, Qt.MouseButton.LeftButton)
    for _ in range(3):
        settle(qtbot, window)


def year_of(desk: Desk) -> int:
    return practice_years(desk)[0][0]


def test_it_leaves_no_trace_where_it_is_not_used(show: Show, office: Office) -> None:
    window = show(office.open_hr())
    assert window.navigation.buttons["practice"].isHidden()


def test_a_case_is_written_down_changed_and_taken_out(qtbot: QtBot, show: Show, office: Office) -> None:
    desk, section, lead = using(office)
    window, screen, page = opened(qtbot, show, desk, "cases")
    assert page.pages.currentIndex() == 1, "nothing yet: it says how to begin"
    page.acts.edit_case(None)
    for _ in range(3):
        settle(qtbot, window)
    dialog = page.acts.dialog
    pressed(qtbot, window, dialog.accept_button)
    assert not dialog.banner.isHidden(), "what is missing is said in the dialog, which stays"
    assert practice_year(desk).empty
    dialog.parts["name"].setText("窓口の予約")
    choice = dialog.parts["section"]
    choice.setCurrentIndex(choice.findData(section))
    dialog.parts["lead"].choose(lead)
    dialog.parts["tools"].setText("その他: 予約フォーム")
    dialog.parts["hours_before"].setText("1,200")
    dialog.parts["hours_after"].setText("300")
    pressed(qtbot, window, dialog.accept_button)
    (line,) = practice_year(desk).cases
    assert (line.said.name, line.said.lead, line.said.section) == ("窓口の予約", lead, section)
    assert (line.said.tools, line.saved, line.said.status) == (
        ("その他:予約フォーム",), "900時間", Status.ACTIVE,
    )  # fmt: skip
    assert page.pages.currentIndex() == 0
    assert page.table.current().said.name == "窓口の予約"
    page.acts.end_case(line)
    page.acts.dialog.accept()
    for _ in range(3):
        settle(qtbot, window)
    assert not practice_year(desk).cases
    page.ended.setChecked(True)
    page._resume()
    for _ in range(3):
        settle(qtbot, window)
    assert practice_year(desk).cases
    assert screen.chosen_year == year_of(desk)


def test_a_form_is_looked_at_before_it_is_taken_in(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk, section, lead = using(office)
    window, _, page = opened(qtbot, show, desk, "cases")
    path = tmp_path / "案件.csv"
    rows = [["案件", "所属コード", "リードの職員番号"], ["窓口の予約", section, ""]]

    def write() -> None:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)

    write()
    page._import()
    dialog = page.acts.dialog
    dialog.take(path)
    for _ in range(3):
        settle(qtbot, window)
    assert not dialog.apply.isEnabled(), "a case without a lead is not taken"
    rows[1][2] = lead
    write()
    dialog.look_at()
    for _ in range(3):
        settle(qtbot, window)
    assert practice_year(desk).empty, "looking keeps nothing"
    pressed(qtbot, window, dialog.apply)
    assert [one.said.name for one in practice_year(desk).cases] == ["窓口の予約"]


def test_sections_are_shown_and_the_page_is_written(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk, section, lead = using(office)
    keeping.write_down(desk, CaseSaid(name="窓口の予約", section=section, lead=lead), new=True)
    window, screen, page = opened(qtbot, show, desk, "support")
    last = page.found.total
    assert page.table.model().rowCount() == len(page.found.lines) + 1
    assert last.running == 1
    page.acts.write_page_to(tmp_path, year_of(desk))
    for _ in range(3):
        settle(qtbot, window)
    (path,) = tmp_path.glob("*.html")
    assert "窓口の予約" in path.read_text(encoding="utf-8")
    assert not screen.banner.isHidden()
