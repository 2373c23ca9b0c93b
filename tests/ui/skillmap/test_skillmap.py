"""The map as people use it: search, group, compare, keep conditions, click, copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QTableView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from dxdesk.domain import breaking
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.skillmap import messages
from dxdesk.ui.skillmap.model import PeopleModel, SectionModel
from dxdesk.ui.startup import app
from dxdesk.ui.widgets.labels import Text
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.skillmap.building import aggregate, people_map
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle, finalise
from tests.helpers import world
from tests.helpers.frameworks import reformed
from tests.helpers.screens import settle, write
from tests.pdf.reading import text_of
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


@pytest.fixture
def window(qtbot: QtBot, show: Show, office: Office) -> MainWindow:
    """HR's window on the map, with the answers of five people."""
    desk = office.open_hr()
    receive(desk, ReceiveFiles((office.answered(),)))
    shown = show(desk)
    shown.go("skillmap")
    settle(qtbot, shown)
    return shown


def cell(view: QTableView, row: int, column: int) -> QPoint:
    """Return where a cell lies in its viewport."""
    return view.visualRect(view.model().index(row, column)).center()


def click(qtbot: QtBot, view: QTableView, row: int, column: int) -> None:
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, cell(view, row, column)
    )


def test_a_search_narrows_the_map_and_one_without_anybody_offers_a_way_back(
    qtbot: QtBot, window: MainWindow
) -> None:
    screen: Any = window.screens["skillmap"]
    whole = len(screen.people.rows)
    screen.search.setFocus()
    write(screen.search, "業務改革 LV2以上")
    qtbot.keyClick(screen.search, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert len(screen.people.rows) < whole
    write(screen.search, " かつ 業務改革 LV0")
    qtbot.keyClick(screen.search, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert screen.nobody.isVisible()
    assert "業務改革 LV2以上 かつ 業務改革 LV0" in screen.nobody.hint.text()
    qtbot.mouseClick(screen.nobody.action, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert len(screen.people.rows) == whole
    write(screen.search, "ほげほげ")
    qtbot.keyClick(screen.search, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert "条件を読み取れません" in screen.banner.text()


def test_conditions_are_kept_and_found_again_in_the_next_window(
    qtbot: QtBot, window: MainWindow, show: Show, office: Office
) -> None:
    screen: Any = window.screens["skillmap"]
    write(screen.search, "業務改革 LV1以上")
    qtbot.keyClick(screen.search, Qt.Key.Key_Return)
    screen.filters.grouped.setChecked(True)
    settle(qtbot, window)
    found = [row for row in screen.people.rows if hasattr(row, "number")]
    screen.keep()
    screen.keeping.name.clear()
    write(screen.keeping.name, "育成の候補")
    qtbot.mouseClick(screen.keeping.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    window.close()
    window.desk.store.close()

    again = show(office.open_hr())
    again.go("skillmap")
    settle(qtbot, again)
    other: Any = again.screens["skillmap"]
    other.filters._fill_menu()
    action = next(a for a in other.filters.menu.actions() if a.text() == "育成の候補")
    action.trigger()
    settle(qtbot, again)
    assert [row for row in other.people.rows if hasattr(row, "number")] == found
    assert other.filters.grouped.isChecked()
    other.filters._fill_menu()
    next(a for a in other.filters.menu.actions() if "削除" in a.text()).trigger()
    settle(qtbot, again)
    assert other.filters.views == ()


def test_a_cell_leads_to_its_people(qtbot: QtBot, window: MainWindow) -> None:
    screen: Any = window.screens["skillmap"]
    qtbot.mouseClick(screen.sections_button, Qt.MouseButton.LeftButton)
    table = screen.section_table
    share = screen.by_section.cell(0, 2).text
    assert share.endswith("%")
    click(qtbot, table.right, 0, len(screen.by_section.leads) + 2)
    ask = screen.side.findChildren(QPushButton, "show-people")[0]
    reached = screen._people_of(screen.by_section.rows[0].code, screen.found.place(screen.found.items[2].uid))
    assert f"{len(reached)}人" in ask.text()
    qtbot.mouseClick(ask, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert {row.number for row in screen.people.rows} == {row.number for row in reached}
    assert screen.tables.currentWidget() is screen.people_table
    click(qtbot, screen.people_table.left, 0, 0)
    qtbot.keyClick(screen.people_table.left, Qt.Key.Key_Return)
    settle(qtbot, window)
    documents: Any = window.screens["documents"]
    qtbot.waitUntil(lambda: documents.preview.page_count > 0, timeout=10_000)
    assert documents.choosing.wanted.employee == screen.people.rows[0].number


def test_a_selection_is_copied_as_it_is_written_and_never_as_a_formula(
    qtbot: QtBot, window: MainWindow
) -> None:
    screen: Any = window.screens["skillmap"]
    table = screen.people_table
    row = next(position for position, one in enumerate(screen.people.rows) if one.name.startswith("葛"))
    click(qtbot, table.right, row, 3)
    qtbot.keyClick(table.right, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(table.right, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[0] == "氏名"
    name, *levels = lines[1].split("\t")
    assert (name, len(levels)) == ("葛\U000e0100城 健", 2)  # byte by byte, not as the screen draws it
    assert all(level in ("", "0", "1", "2", "3") for level in levels)
    screen.people.rows[0] = screen.people.rows[0]._replace(name="=1+1\tX")
    assert table.copy_all().split("\n")[1].startswith("'=1+1 X\t")


def test_what_was_written_for_excel_is_told_until_something_else_is_asked(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    screen: Any = window.screens["skillmap"]
    assert screen.found.source == "best"
    screen.excel.click()
    said = " ".join(label.text() for label in screen.dialog.findChildren(QLabel))
    assert "画面の「いま分かる値」のままではありません" in said
    screen.dialog.folder.setText(str(tmp_path / "集計"))
    screen.dialog.accept_button.click()
    for _ in range(3):
        settle(qtbot, window)
    assert not screen.banner.isHidden(), "the map was read again after the writing"
    assert screen.banner.tone == "done"
    names = sorted(path.name for path in (tmp_path / "集計").iterdir())
    assert len(names) == 2
    for told in (*names, str(tmp_path / "集計")):
        assert told in screen.banner.text()
    assert screen.banner._act.text() == sending.OPEN_FOLDER
    write(screen.search, "業務改革 LV1以上")
    qtbot.keyClick(screen.search, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert screen.banner.isHidden()


def test_the_side_follows_the_skill_searched_until_another_is_chosen(
    qtbot: QtBot, window: MainWindow
) -> None:
    screen: Any = window.screens["skillmap"]

    def beside() -> str:
        return str(screen.side.findChildren(Text)[0].text())

    items = screen.found.items
    place_of = screen.found.rows[0].department_name
    assert beside() == items[0].title
    for query, place in ((items[2].query(1, "以上"), 2), (f"{place_of} または {items[4].title} 未回答", 4)):
        screen.search.clear()
        write(screen.search, query)
        qtbot.keyClick(screen.search, Qt.Key.Key_Return)
        settle(qtbot, window)
        assert beside() == items[place].title
    click(qtbot, screen.people_table.right, 0, len(screen.people.leads) + 1)
    screen.reload()
    settle(qtbot, window)
    assert beside() == items[1].title, "reading again is no new search"
    window.go("year")
    settle(qtbot, window)
    window.go("skillmap", {"query": items[3].query()})
    settle(qtbot, window)
    assert beside() == items[3].title
    assert screen.people_table.left.hasFocus()


def test_sorting_grouping_and_the_keys_between_the_two_sides(qtbot: QtBot, window: MainWindow) -> None:
    screen: Any = window.screens["skillmap"]
    table, model = screen.people_table, screen.people
    came = [row.number for row in model.rows]
    column = len(model.leads)
    for order in ("up", "down", "none"):
        head = table.right.head
        middle = QPoint(head.sectionViewportPosition(column) + 20, 20)
        qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
        levels = [
            -1 if (level := model.level(position, 0)) is None else level for position in range(len(came))
        ]
        if order != "none":
            assert levels == sorted(levels, reverse=order == "down")
    assert [row.number for row in model.rows] == came
    click(qtbot, table.left, 0, 2)
    qtbot.keyClick(table.left, Qt.Key.Key_Right)
    assert table.right.currentIndex().column() == 3
    qtbot.keyClick(table.right, Qt.Key.Key_Left)
    assert table.left.currentIndex().column() == 2
    qtbot.mouseClick(screen.filters.grouped, Qt.MouseButton.LeftButton)
    assert model.is_group(0)
    assert model.rowCount() == len(came) + 1
    sections = screen.by_section
    section = next(position for position, row in enumerate(sections.rows) if row.code == model.rows[0].code)
    for item in range(len(model.items)):
        assert model.cell(0, item).text == sections.cell(section, item).text
    screen._cell_opened(0, -1)
    assert model.rowCount() == 1
    screen._cell_opened(0, -1)
    assert model.rowCount() == len(came) + 1


def test_the_models_are_proper_in_every_arrangement(
    qtbot: QtBot, qtmodeltester: ModelTester, office: Office
) -> None:
    app.prepare()
    desk = office.open_hr()
    found = people_map(desk)
    desk.store.close()
    model = PeopleModel()
    qtmodeltester.check(model)
    model.show_map(found, aggregate(found))
    model.set_compare(True)
    model.set_grouped(True)
    model.turn_group(0)
    model.sort(0, Qt.SortOrder.DescendingOrder)
    qtmodeltester.check(model)


def test_one_of_six_people_is_the_same_share_in_both_tables(qtbot: QtBot, office: Office) -> None:
    app.prepare()
    desk = office.open_hr()
    found = people_map(desk)
    desk.store.close()
    rest = bytes(len(found.items) - 1)
    six = [found.rows[0]._replace(number=str(n), levels=bytes([2 * (n == 0)]) + rest) for n in range(6)]
    few = replace(found, rows=tuple(six))
    model, sections = PeopleModel(), SectionModel()
    model.show_map(few, aggregate(few))
    model.set_grouped(True)
    sections.show_map(aggregate(few))
    assert model.cell(0, 0).text == sections.cell(0, 0).text == "16%"


def test_opening_the_map_asks_the_store_as_often_for_few_as_for_many(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    def asked(number: int) -> int:
        desk = office.open_hr()
        statements: list[str] = []
        with desk.store.read() as uow:
            engine = uow.results._connection.engine  # type: ignore[attr-defined]
        if number:
            receive(desk, ReceiveFiles((office.answered(),)))
        event.listen(engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
        people_map(desk, source="best")
        desk.store.close()
        return len(statements)

    assert asked(0) == asked(5) < 20


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("データ活用", "データ|活用"),
        ("プロジェクトマネジメント", "プロジェクト|マネジメント"),
        ("柔軟性・適応性・チームワーク", "柔軟性・|適応性・|チーム|ワーク"),
        ("セキュリティ", "セキュリティ"),
        ("ナゾノカタカナゴ", "ナゾノカタカナゴ"),
        ("AI活用(生成AI)", "AI|活用|(生成|AI)"),
        ("業務改革", "業務改革"),
    ],
)
def test_titles_break_between_words_only(title: str, parts: str) -> None:
    assert "|".join(breaking.pieces(title)) == parts
    wide = max(len(part) for part in parts.split("|"))
    lines = breaking.lines(title, wide * 10, lambda text: len(text) * 10, 9)
    assert "".join(lines) == title
    assert all(line[0] not in "ーィュ・)" for line in lines)


def test_what_does_not_fit_is_shortened_visibly() -> None:
    def advance(text: str) -> int:
        return len(text) * 10

    assert breaking.lines("データ活用と情報発信と業務改革", 50, advance, 2)[-1].endswith("…")
    assert breaking.lines("子ども未来応援部子育て支援課", 80, advance, 2, free=True) == [
        "子ども未来応援部",
        "子育て支援課",
    ]
    assert messages.SOURCES.keys() == messages.SOURCE_TIPS.keys()


def shows(documents: Any, text: str) -> bool:
    """Tell whether a document is shown that says something."""
    return bool(documents.preview.data) and text in text_of(documents.preview.data)


def test_a_past_year_is_read_under_the_framework_of_today(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    with world.municipality(tmp_path) as (desk, clock):
        cycle.open_cycle(desk, cycle.OpenCycle(world.YEAR, "shinagawa", world.BASE, world.DUE_SELF))
        world.answered(desk, world.TAX_A, 2)
        world.confirmed(desk, world.TAX_A, world.LEADER_TAX, world.CHIEF_TAX)
        finalise.finalise(desk)
        with desk.store.write() as uow:
            uow.exchange.save_framework(versions.row_of(reformed(versions.load_preset("shinagawa"))))
            uow.commit()
        clock.day = "2026-04-10"
        cycle.open_cycle(desk, cycle.OpenCycle(world.YEAR + 1, "shinagawa", "2026-04-01"))
        window = show(desk)
        screen: Any = window.go("skillmap")
        settle(qtbot, window)
        filters = screen.filters
        assert not filters.newest.isVisible(), "the newest year has no other framework to be seen under"
        filters.year.setCurrentIndex(filters.year.findData(world.YEAR))
        filters.year.activated.emit(filters.year.currentIndex())
        settle(qtbot, window)
        assert screen.people.items[0].name == "業務改革"
        assert filters.newest.isVisible()
        filters.newest.click()
        settle(qtbot, window)
        names = [item.name for item in screen.people.items]
        assert names[0] == "業務変革"
        cells = [screen.people.cell(0, position).hatched for position in range(len(names))]
        assert [name for name, hatched in zip(names, cells, strict=True) if hatched] == [
            "データa",
            "データb",
            "生成AI",
        ]
        assert "読み替えて" in screen.subtitle.text()
        filters.newest.click()
        settle(qtbot, window)
        assert screen.people.items[0].name == "業務改革"

        # A person leads to the sheet of the year looked at, which the choice of years says, too.
        for year, other in ((world.YEAR, True), (world.YEAR + 1, False)):
            window.go("skillmap")
            filters.year.setCurrentIndex(filters.year.findData(year))
            filters.year.activated.emit(filters.year.currentIndex())
            settle(qtbot, window)
            row = [line.number for line in screen._shown_rows].index(world.TAX_A)
            screen._cell_opened(row, -1)
            documents: Any = window.screens["documents"]
            said = f"令和{year - 2018}年度"
            qtbot.waitUntil(lambda shown=documents, said=said: shows(shown, said), timeout=20_000)
            assert ("未着手" in text_of(documents.preview.data)) is not other
            assert documents.choosing.chosen_year == year
        screen._sheet(world.TAX_A)
        window.go("skillmap")
        window.go("documents")
        settle(qtbot, window)
        assert documents.choosing.chosen_year == world.YEAR + 1


def test_beside_a_persons_cell_stands_what_is_required_and_missing(
    qtbot: QtBot, show: Show, tmp_path: Path
) -> None:
    with world.municipality(tmp_path) as (desk, _):
        world.open_year(desk)
        world.answered(desk, world.TAX_A, 0)
        window = show(desk)
        screen: Any = window.go("skillmap")
        settle(qtbot, window)
        place = next(n for n, row in enumerate(screen.people.rows) if row.number == world.TAX_A)
        screen._cell_picked(place, 0)
        told = "\n".join(text.text() for text in screen.side.findChildren(Text))
        assert "求められる水準 LV1・あと1段" in told
        assert "ほかに足りないスキル(段数): " in told
        world.answered(desk, world.TAX_B, 1)
        screen.load()
        settle(qtbot, window)
        place = next(n for n, row in enumerate(screen.people.rows) if row.number == world.TAX_B)
        screen._cell_picked(place, 0)
        told = "\n".join(text.text() for text in screen.side.findChildren(Text))
        assert "求められる水準 LV1・届いています" in told
        assert "ほかに足りない" not in told
        settle(qtbot, window)  # the card reads on, and the store is closed here
