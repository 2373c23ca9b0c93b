"""育成: HR sees what is missing and where, and asks what a transfer would take away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QCheckBox, QScrollArea
from pytestqt.qtbot import QtBot

from dxdesk import bootstrap
from dxdesk.domain.gap import Shortage
from dxdesk.excel.writing import locked_bytes
from dxdesk.ports.entities import Role
from dxdesk.ui.growth import messages
from dxdesk.ui.look import theme
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.tables import Table
from dxdesk.usecases.development.gaps import GapCell, GapRow, gap_map
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.skillmap.building import people_map
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year.cycle import OpenCycle, current_cycle, open_cycle
from tests.helpers.few_people import workbook
from tests.helpers.screens import settle, write
from tests.helpers.town import CHIEF, MANAGER
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


def texts(widget: Any) -> str:
    return "\n".join(text.text() for text in widget.findChildren(Text))


def confirmed(office: Office) -> Desk:
    desk = office.open_hr()
    report = receive(desk, ReceiveFiles((office.answered(),))).files[0]
    for principal in (CHIEF, MANAGER):
        confirming.confirm(desk, Decision(report.employee_numbers[0], on_behalf_of=principal))
    return desk


def test_what_is_missing_is_ranked_and_leads_to_the_people(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = confirmed(office)
    window = show(desk)
    screen: Any = window.go("growth")
    settle(qtbot, window)
    page = screen.gaps
    whole = gap_map(desk)
    shown = [entry[1].need.points for entry in page.skills.source.records]
    assert shown == sorted(shown, reverse=True)
    assert sum(shown) == sum(cell.need.points for cell in whole.total.cells) > 0
    assert page.sections.source.records
    page.scope.setCurrentIndex(1)
    assert page.scope.currentText().startswith(messages.PERSONAS)
    page.skills.selectRow(0)
    item = page.skills.current()[0]
    page.show_people.click()
    settle(qtbot, window)
    assert window.current == "skillmap"
    shown: Any = window.screens["skillmap"]
    assert not shown.banner.isVisible(), "the map understands what the link asks"
    assert shown.search.text() == item.query()
    place = shown.found.place(item.uid)
    having = {row.number for row in people_map(desk, source="best").rows if row.level(place) is not None}
    assert {row.number for row in shown.people.rows} == having != set()


def test_a_low_narrow_window_scrolls_and_keeps_lines_of_the_table(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    """A laptop's 1366 × 768 at 150 % leaves 910 × 480 px to the window."""
    window = show(confirmed(office))
    screen: Any = window.go("growth")
    settle(qtbot, window)
    page = screen.gaps
    area = page.findChild(QScrollArea)

    def right_of(table: Any) -> int:
        return int(table.mapTo(page, QPoint(0, 0)).x())

    window.resize(1366, 740)
    qtbot.waitUntil(lambda: right_of(page.sections) > right_of(page.skills))
    window.resize(910, 480)
    qtbot.waitUntil(lambda: right_of(page.sections) == right_of(page.skills))
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    assert page.skills.viewport().height() >= 3 * theme.ROW
    area.verticalScrollBar().setValue(page.skills.y())
    assert page.skills.visibleRegion().boundingRect().height() >= page.skills.height() - 2


@pytest.mark.parametrize("wide", [1280, 1366, 1600])
def test_many_sections_scroll_downwards_and_never_sideways(
    qtbot: QtBot, show: Show, office: Office, wide: int
) -> None:
    """More sections than there is room for bring a bar at the right, which took the last column's room."""
    window = show(confirmed(office))
    window.resize(wide, 720)
    screen: Any = window.go("growth")
    settle(qtbot, window)
    page = screen.gaps
    cell = GapCell(Shortage(140, 12, 1030, 20))
    rows = [
        GapRow(f"{number:03}", "子育て支援課 保育係", 140, (cell,), known, first)
        for number, known, first in [(place, 130 - place * 3, 100) for place in range(40)]
    ]
    page.sections.show_records(rows)
    qtbot.waitUntil(lambda: page.sections.verticalScrollBar().maximum() > 0)
    for table in (page.sections, page.skills):
        assert table.horizontalScrollBar().maximum() == 0, table.accessibleName()


@pytest.mark.parametrize("size", [(910, 480), (1366, 740)])
def test_no_heading_is_cut(qtbot: QtBot, show: Show, office: Office, size: tuple[int, int]) -> None:
    window = show(confirmed(office))
    window.resize(*size)
    screen: Any = window.go("growth")
    for place in (messages.TAB_GAPS, messages.TAB_HEADS):
        screen.tabs.setCurrentIndex(place)
        settle(qtbot, window)
        for table in screen.tabs.page(place).findChildren(Table):
            # Long names take the room that short ones leave to the headings.
            for column, col in enumerate(table.source.columns):
                table._needs[column] += 0 if col.width else 600
            table._share_room()
            head = table.horizontalHeader()
            letters = QFontMetrics(theme.font(theme.CAPTION))
            for column, col in enumerate(table.source.columns):
                assert head.sectionSize(column) >= letters.horizontalAdvance(col.title) + 20, col.title


def test_who_is_not_confirmed_yet_is_left_out_and_said(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = confirmed(office)
    window = show(desk)
    screen: Any = window.go("growth")
    settle(qtbot, window)
    page, found = screen.gaps, gap_map(desk)
    left = found.total.staff - found.total.known
    assert left
    assert f"{found.total.staff}人のうち 1人が確認済みです。まだの{left}人は" in page.known.text()
    assert messages.FEW in page.known.text()
    rows = page.sections.source.records
    column = [page.sections.model().index(n, 1).data() for n in range(len(rows))]
    assert column == [f"{row.known} / {row.staff}人" for row in rows]
    reached = [str(page.sections.model().index(n, 2).data()) for n in range(len(rows))]
    for row, text in zip(rows, reached, strict=True):
        assert text.endswith("参考") is bool(row.few and row.known)
        assert (text == messages.NONE) is (not row.known)
    for item, cell in found.ranked(found.total):
        place = next(
            n
            for n, entry in enumerate(page.skills.source.records)
            if entry[0] is not None and entry[0].uid == item.uid
        )
        assert page.skills.model().index(place, 4).data() == f"{cell.need.short}人 / 1人"


def test_a_heavier_skill_comes_first_and_figures_stay(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = confirmed(office)
    window = show(desk)
    screen: Any = window.go("growth")
    settle(qtbot, window)
    page = screen.gaps
    before = [(entry[0].uid, entry[1].need.points) for entry in page.skills.source.records]
    least = next(uid for uid, points in reversed(before) if points)
    page.weights.click()
    fields = screen.dialog.fields
    for uid in fields:
        fields[uid].setValue(9 if uid == least else 0)
    screen.dialog.accept_button.click()
    settle(qtbot, window)
    after = [(entry[0].uid, entry[1].need.points) for entry in page.skills.source.records]
    assert after[0][0] == least
    assert sorted(after) == sorted(before)
    assert page.skills.current()[0].uid == least
    assert page._weight(page.skills.current()) == 9


def test_placement_courses_and_heads_are_told(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(confirmed(office))
    screen: Any = window.go("growth")
    screen.tabs.setCurrentIndex(messages.TAB_HEADS)
    settle(qtbot, window)
    page = screen.tabs.page(messages.TAB_HEADS)
    assert "DX推進委員(課ごとに1人、本システムの補足)" in texts(page)
    assert messages.COURSE_NONE in texts(page)
    assert {entry[0] for entry in page.heads.source.records} == {"全職員"}  # nobody is appointed yet


def test_a_transfer_is_tried_out_and_not_kept(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = confirmed(office)
    with desk.store.read() as uow:
        before = len(uow.audit.entries())
    window = show(desk)
    screen: Any = window.go("growth")
    screen.tabs.setCurrentIndex(messages.TAB_LEAVING)
    settle(qtbot, window)
    page = screen.tabs.page(messages.TAB_LEAVING)
    page.go.click()
    assert messages.LEAVING_NOBODY in texts(page)
    write(page.several.numbers, "001004\n009999\n")
    assert "名簿にない番号: 009999" in page.several.who.text()
    page.go.click()
    settle(qtbot, window)
    assert "今年度の対象にない番号: 009999" in texts(page)
    with desk.store.read() as uow:
        assert len(uow.audit.entries()) == before


def test_who_leaves_is_found_by_kana_and_named(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(confirmed(office))
    screen: Any = window.go("growth")
    screen.tabs.setCurrentIndex(messages.TAB_LEAVING)
    settle(qtbot, window)
    page = screen.tabs.page(messages.TAB_LEAVING)
    page.several.person.setFocus()
    write(page.several.person, "いないひと")
    page.several.add_button.click()
    assert "「いないひと」は、1人に決まりません" in texts(page)
    page.several.person.clear()
    write(page.several.person, "たかはし みさき")
    page.several.add_button.click()
    assert "いないひと" not in texts(page)
    assert page.several.chosen() == ("001003",)
    assert page.several.who.text() == "1人: 髙橋 美咲さん(001003)"
    page.go.click()
    settle(qtbot, window)
    assert messages.LEAVING_FINE in texts(page)


def test_records_that_are_not_for_placement_are_refused_before_anybody_is_asked_for(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = confirmed(office)
    cycle = current_cycle(desk)
    dues = (cycle.due_self, cycle.due_first, cycle.due_second)
    for uses, allowed in ((("development",), False), (("development", "placement"), True)):
        again = OpenCycle(cycle.fiscal_year, cycle.framework_code, cycle.base_date, *dues, uses=uses)
        open_cycle(desk, again)
        window = show(desk)
        screen: Any = window.go("growth")
        screen.tabs.setCurrentIndex(messages.TAB_LEAVING)
        settle(qtbot, window)
        page = screen.tabs.page(messages.TAB_LEAVING)
        assert page.asking.isVisible() is allowed
        assert page.refused.isVisible() is not allowed
        if not allowed:
            assert "の利用目的に「配置の参考」がありません" in page.why.text()
            page.to_year.click()
            settle(qtbot, window)
            assert window.current == "year"
            box = window.screens["year"].findChild(QCheckBox, "use-placement")
            qtbot.waitUntil(lambda box=box: not box.visibleRegion().isEmpty())


@pytest.mark.parametrize("ending", ["csv", "txt", "tsv"])
def test_a_list_of_transfers_may_be_any_table(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path, ending: str
) -> None:
    assert f"*.{ending}" in messages.LEAVING_FILTER
    window = show(confirmed(office))
    screen: Any = window.go("growth")
    screen.tabs.setCurrentIndex(messages.TAB_LEAVING)
    settle(qtbot, window)
    listed = tmp_path / f"異動の一覧.{ending}"
    between = "," if ending == "csv" else "\t"
    listed.write_text(f"職員番号{between}異動先\n001004{between}退職\n", encoding="utf-8")
    screen.read_transfers(listed)
    settle(qtbot, window)
    assert "1人の異動で数えました" in screen.banner.text()


def test_a_list_of_transfers_is_read_and_a_wrong_one_is_told_by_its_cell(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    window = show(confirmed(office))
    screen: Any = window.go("growth")
    screen.tabs.setCurrentIndex(messages.TAB_LEAVING)
    settle(qtbot, window)
    listed = tmp_path / "異動の一覧.csv"
    listed.write_text("職員番号,異動先\n001004,退職\n", encoding="utf-8")
    screen.read_transfers(listed)
    settle(qtbot, window)
    assert "異動の一覧.csv" in screen.banner.text()
    assert "1人" in screen.banner.text()
    listed.write_text("職員番号,異動先\n009999,退職\n", encoding="utf-8")
    screen.read_transfers(listed)
    settle(qtbot, window)
    assert "009999" in screen.banner.text()
    assert "2行" in screen.banner.text()


def test_a_locked_list_of_transfers_asks_for_its_password(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    window = show(confirmed(office))
    screen: Any = window.go("growth")
    screen.tabs.setCurrentIndex(messages.TAB_LEAVING)
    settle(qtbot, window)
    listed = workbook(tmp_path / "異動の一覧.xlsx", [("001004", "退職")], ("職員番号", "異動先"))
    listed.write_bytes(locked_bytes(listed.read_bytes(), "ひみつ1"))
    screen.read_transfers(listed)
    for password in ("ちがう", "ひみつ1"):
        settle(qtbot, window)
        screen.dialog.entry.first.setText(password)
        screen.dialog.accept_button.click()
    settle(qtbot, window)
    assert "1人の異動で数えました" in screen.banner.text()


def test_a_year_that_is_not_for_placement_says_so_where_one_asks(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = confirmed(office)
    said = current_cycle(desk)
    open_cycle(desk, OpenCycle(said.fiscal_year, said.framework_code, said.base_date, uses=()))
    window = show(desk)
    screen: Any = window.go("growth")
    screen.tabs.setCurrentIndex(messages.TAB_LEAVING)
    settle(qtbot, window)
    screen._ask_leaving(("001004",))
    settle(qtbot, window)
    assert f"{said.label}の利用目的に「配置の参考」がありません" in screen.banner.text()
    screen.tabs.setCurrentIndex(messages.TAB_GAPS)
    settle(qtbot, window)
    assert screen.gaps.skills.source.records, "what is missing is 育成 and stays"


def test_before_the_first_year_the_screen_teaches(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    desk = create_store(
        bootstrap.services(), str(tmp_path / "新.dxdesk"), Role.HR, ("131091", "検証区"), "あいことば2026"
    )
    window = show(desk)
    screen: Any = window.go("growth")
    settle(qtbot, window)
    assert screen.pages.currentIndex() == 1
    assert messages.EMPTY in texts(screen.pages.currentWidget())
    screen.pages.currentWidget().action.click()
    settle(qtbot, window)
    assert window.current == "year"


def test_knowledge_is_written_down_found_and_taken_to_excel(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    window = show(confirmed(office))
    screen: Any = window.go("growth")
    screen.tabs.setCurrentIndex(messages.TAB_KNOWLEDGE)
    settle(qtbot, window)
    register, page = screen.register, screen.register.page
    page.add.click()
    asked = register.dialog
    asked.accept_button.click()
    settle(qtbot, window)
    assert "題名" in asked.banner.text(), "the dialog stays and says what it wants"
    write(asked.inputs["title"], "窓口の集計の手順")
    write(asked.inputs["made_on"], "R8.4.1")
    asked.inputs["skill"].setCurrentIndex(1)
    asked.accept_button.click()
    settle(qtbot, window)
    assert not asked.isVisible()
    (kept,) = page.table.source.records
    assert (kept.title, kept.made_on) == ("窓口の集計の手順", "2026-04-01")
    assert kept.skill
    write(page.search, "そんなものはない")
    settle(qtbot, window)
    assert not page.table.source.records
    page.search.clear()
    settle(qtbot, window)
    register.write_to(tmp_path)
    settle(qtbot, window)
    assert (tmp_path / messages.KNOWLEDGE_NAME).exists()
    page.table.selectRow(0)
    page.remove.click()
    register.dialog.accept_button.click()
    settle(qtbot, window)
    assert not page.table.source.records
