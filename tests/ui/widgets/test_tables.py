from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dxdesk.domain.breaking import two_lines
from dxdesk.ui.deciding.grid import ItemModel
from dxdesk.ui.deciding.model import ReviewDraft
from dxdesk.ui.look import dates, theme, words
from dxdesk.ui.skillmap.model import PeopleModel, SectionModel
from dxdesk.ui.startup import app
from dxdesk.ui.widgets.late import Tabs
from dxdesk.ui.widgets.layouts import column, inside
from dxdesk.ui.widgets.tables import Col, LookDelegate, RecordModel, Table
from dxdesk.usecases.answering.self_report import open_answers
from dxdesk.usecases.skillmap.building import aggregate, people_map
from tests.helpers.town import CHIEF
from tests.ui.office import Office


def test_a_table_keeps_its_records_sorted_sifted_and_found(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    app.prepare()
    columns: list[Col[tuple[str, int]]] = [
        Col("氏名", lambda r: r[0]),
        Col("人数", lambda r: f"{r[1]:,}", 60, number=True, order=lambda r: r[1]),
    ]
    model: RecordModel[tuple[str, int]] = RecordModel(columns)
    model.show_records([("検証 太郎", 9), ("髙橋 美咲", 1000)])
    qtmodeltester.check(model)
    table: Table[tuple[str, int]] = Table(columns, "人")
    qtbot.addWidget(table)
    table.show_records([("い", 20), ("ろ", 3), ("は", 100)])
    table.sortByColumn(1, table.horizontalHeader().sortIndicatorOrder().AscendingOrder)
    assert [name for name, _ in table.shown()] == ["ろ", "い", "は"]
    table.proxy.keep(lambda record: record[1] > 10)
    assert len(table.shown()) == 2
    assert table.pick(lambda record: record[0] == "は")
    assert table.current() == ("は", 100)


def test_the_line_the_keyboard_comes_to_is_marked(qtbot: QtBot) -> None:
    app.prepare()
    table: Table[str] = Table([Col("氏名", lambda r: r)], "人")
    qtbot.addWidget(table)
    table.show_records(["い", "ろ"])
    table.show()
    table.activateWindow()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(table.hasFocus)
    assert table.current() == "い"
    assert [index.row() for index in table.selectionModel().selectedRows()] == [0]
    table.clearFocus()
    table.clearSelection()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(table.hasFocus)
    assert not table.selectionModel().hasSelection(), "a screen took the mark away on purpose"


def test_a_table_keeps_the_lines_asked_for_and_no_more_than_it_has(qtbot: QtBot) -> None:
    app.prepare()
    table: Table[str] = Table([Col("氏名", lambda r: r)], "人")
    qtbot.addWidget(table)
    table.keep_rows(4)
    table.show_records(["い", "ろ"])
    two = table.minimumHeight()
    table.show_records(list("いろはにほへと"))
    assert table.minimumHeight() == two + 2 * theme.ROW


def test_a_column_that_is_cut_anyway_gives_way_before_the_table_scrolls_sideways(qtbot: QtBot) -> None:
    app.prepare()
    table: Table[str] = Table([Col("ファイル", lambda r: r), Col("日時", lambda r: "", 200)], "人")
    qtbot.addWidget(table)
    table.show_records(["とても長い名前の申告票の写しの写し_001002.xlsx"])
    table.show()
    asked = table.columnWidth(1) + 110
    for wide, bar in ((asked + 20, False), (asked - 20 + 2, False), (asked - 60, True)):
        table.resize(wide, 160)
        qtbot.wait(1)
        assert (table.horizontalScrollBar().maximum() > 0) is bar, wide - asked


def test_a_short_name_that_wraps_gives_way_for_a_hair_too(qtbot: QtBot) -> None:
    app.prepare()
    columns: list[Col[str]] = [Col("所属", lambda r: r, wrap=True), Col("足りない段数", lambda r: "12")]
    columns[1:] = [replace(columns[1], width=200)]
    table: Table[str] = Table(columns, "所属")
    qtbot.addWidget(table)
    table.show_records(["区民課"])
    table.show()
    needed = table._needs[0] + table._needs[1]
    for lacking, bar in ((0, False), (8, False), (40, True)):
        table.resize(needed - lacking + table.width() - table.viewport().width(), 160)
        qtbot.wait(1)
        assert (table.horizontalScrollBar().maximum() > 0) is bar, lacking


def test_widths_stay_that_somebody_dragged_and_no_others(qtbot: QtBot) -> None:
    """A tab makes its page while it is pressed: with the button down, nobody drags a heading."""
    app.prepare()
    tabs, made = Tabs(), []
    qtbot.addWidget(tabs)
    room = column()
    tabs.addTab(QWidget(), "ほか")
    tabs.addTab(inside(room), "配置と受講")

    def make(*_: int) -> None:
        table: Table[str] = Table(
            [
                Col("水準", lambda r: "LV1", 120),
                Col("まだ確認されていない人", lambda r: "9人", 40),
                Col("スキル", lambda r: r),
            ],
            "人数",
        )
        made.append(table)
        room.addWidget(table)
        table.show_records(["業務改革"])

    tabs.currentChanged.connect(make)
    tabs.resize(640, 300)
    tabs.show()

    window = tabs.windowHandle()

    def mouse(act: Callable[..., None], widget: QWidget, place: QPoint) -> None:
        # To the window, as from a mouse: so Qt knows which button is down.
        act(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, widget.mapTo(tabs, place))

    bar = tabs.tabBar()
    mouse(QTest.mousePress, bar, bar.tabRect(1).center())
    qtbot.wait(1)
    (table,) = made
    assert table.columnWidth(1) >= table._title_need(1)
    mouse(QTest.mouseRelease, bar, bar.tabRect(1).center())
    tabs.resize(600, 300)
    qtbot.wait(1)
    assert not table._dragged
    heading = table.horizontalHeader().viewport()
    edge = table.columnWidth(0)
    mouse(QTest.mousePress, heading, QPoint(edge, 12))
    QTest.mouseMove(window, heading.mapTo(tabs, QPoint(edge + 20, 12)))
    QTest.mouseMove(window, heading.mapTo(tabs, QPoint(edge + 60, 12)))
    mouse(QTest.mouseRelease, heading, QPoint(edge + 60, 12))
    tabs.resize(640, 300)
    qtbot.wait(1)
    assert table.columnWidth(0) == edge + 60


def test_an_empty_table_says_why(qtbot: QtBot) -> None:
    app.prepare()
    table: Table[str] = Table([Col("氏名", lambda r: r)], "人")
    qtbot.addWidget(table)
    table.resize(420, 160)
    table.grab()  # lays it out
    blank = table.viewport().grab().toImage()
    table.nothing = "まだだれもいません。"
    assert table.viewport().grab().toImage() != blank
    table.nothing = ""
    assert table.viewport().grab().toImage() == blank
    table.nothing = "まだだれもいません。"
    table.show_records(["い"])
    table.proxy.keep(lambda _: False)
    sifted = table.viewport().grab().toImage()
    table.nothing = ""
    assert table.viewport().grab().toImage() == sifted != blank, "what a filter hides is said in its own way"


def test_map_and_grid_are_proper_models(qtbot: QtBot, qtmodeltester: ModelTester, office: Office) -> None:
    app.prepare()
    desk = office.open_hr()
    found = people_map(desk)
    people, sections = PeopleModel(), SectionModel()
    people.show_map(found)
    sections.show_map(aggregate(found))
    people.set_compare(True)
    qtmodeltester.check(people)
    qtmodeltester.check(sections)
    desk.store.close()
    section = office.section(CHIEF)
    grid = ItemModel()
    from dxdesk.domain.records import Part

    grid.show_person(ReviewDraft(open_answers(section, "001003"), Part.REVIEW1))
    qtmodeltester.check(grid)
    section.store.close()


@pytest.mark.parametrize(
    ("stored", "shown"), [("葛󠄀城 健", "葛城 健※"), ("髙橋 美咲", "髙橋 美咲"), ("plain", "plain")]
)
def test_a_name_is_shown_with_a_mark_where_its_form_cannot_be_drawn(
    qtbot: QtBot, stored: str, shown: str
) -> None:
    app.prepare()
    assert words.shown(stored) == shown


def test_dates_and_moves_are_said_as_people_say_them() -> None:
    assert dates.long_day("2026-02-13") == "令和8年2月13日(金)"
    assert dates.days_left("2026-02-13", "2026-02-04") == "あと9日"
    assert dates.days_left("2026-02-04", "2026-02-04") == "きょうまで"
    assert dates.days_left("2026-02-01", "2026-02-04") == "3日過ぎています"
    assert words.change_of_level(1, 3) == "▲▲"
    assert words.change_of_level(3, 2) == "▼"
    assert words.change_of_level(None, 2) == ""


@pytest.mark.soak  # the walk through every scene shows them all; two are drawn in every size and look
def test_the_tour_draws_every_screen(qtbot: QtBot, office: Office, tmp_path: Any) -> None:
    from PySide6.QtGui import QImage

    from dxdesk.programs.scenes.album import draw_all, scenes

    desk = office.personal("001007")
    files = draw_all(desk, tmp_path / "絵", scales=(1.0,), dark=(True,))
    assert len(files) == len(scenes(desk.role))
    assert files[0].stem == "personal-01-home-100-dark"
    first = QImage(str(files[0]))
    assert first.pixelColor(700, 20).lightness() < 60
    assert (first.width(), first.height()) == (1366, 768)
    desk.store.close()


@pytest.mark.parametrize(
    ("name", "room", "lines"),
    [
        ("勅使河原 ヴィクトリア", 70, ["勅使河原", "ヴィクトリア"]),
        ("勅使河原 ヴィクトリア エリザベート", 120, ["勅使河原 ヴィクトリア", "エリザベート"]),
        ("勅使河原 ヴィクトリア エリザベート", 100, ["勅使河原 ヴィクトリ", "ア エリザベート"]),
        ("所属配布票_R7_001130.xlsx", 150, ["所属配布票_R7_", "001130.xlsx"]),
        ("必須 DX推進委員、定めなし 全職員", 130, ["必須 DX推進委員、", "定めなし 全職員"]),
        ("必須 DX推進委員、定めなし 全職員", 160, ["必須 DX推進委員、", "定めなし 全職員"]),
        ("長谷部左衛門尉", 40, ["長谷部左", "衛門尉"]),
        ("二次確認が超過 R8.2.27 預かり中(照合待ち)", 120, ["二次確認が超過", "R8.2.27 預かり…"]),
        ("申告が超過R8.2.27", 100, ["申告が超過", "R8.2.27"]),
        ("確認票_R7(山本 葵)_人事あて.xlsx", 140, ["確認票_R7(山本 葵)_", "人事あて.xlsx"]),
        ("佐藤 健一(001001)", 90, ["佐藤 健一", "(001001)"]),
        ("係長の検証 二郎さん", 90, ["係長の", "検証 二郎さん"]),
        ("検証 二郎さん", 50, ["検証 二郎", "さん"]),
        ("勅使河原 ヴィクトリア エリザベート", 50, ["勅使河原", "ヴィクト…"]),
    ],
)
def test_a_long_name_goes_on_in_a_second_line(name: str, room: int, lines: list[str]) -> None:
    assert two_lines(name, room, lambda text: 10 * len(text)) == lines


@pytest.mark.parametrize("width", [1280, 911])
def test_long_names_are_whole_in_the_lists_of_a_small_window(
    qtbot: QtBot, office: Office, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the delegate draws of the longest name, on the screens where people look for it."""
    from PySide6.QtGui import QPainter

    from dxdesk.ui.shell.main_window import MainWindow
    from tests.helpers.screens import settle

    app.prepare()
    window = MainWindow(office.open_hr())
    qtbot.addWidget(window)
    window.resize(width, 720 if width > 1000 else 480)
    window.show()
    window.start()
    drawn: list[str] = []
    original = LookDelegate._text

    def watched(self: Any, painter: QPainter, *given: Any) -> None:
        class Watching:
            def __getattr__(self, name: str) -> Any:
                return getattr(painter, name)

            def drawText(self, *told: Any) -> None:
                drawn.append(str(told[-1]))

        original(self, Watching(), *given)  # type: ignore[arg-type]

    monkeypatch.setattr(LookDelegate, "_text", watched)
    for key in ("status", "roster", "proxy"):
        drawn.clear()
        window.go(key)
        settle(qtbot, window)
        window.grab()
        # Half a name in a line each, or the whole in one: nothing of it is missing.
        told = "".join(drawn).replace(" ", "")
        assert "勅使河原ヴィクトリアエリザベート" in told, key
        assert key != "roster" or "テシガワラヴィクトリアエリザベート" in told
    window.close()
    window.desk.store.close()


def test_a_name_with_a_mark_tells_what_the_mark_means(qtbot: QtBot) -> None:
    table: Table[str] = Table([Col("名前", str), Col("注", str, tip=lambda text: f"{text}の注")])
    qtbot.addWidget(table)
    table.show_records(["葛城 健※", "※番号重複", "青木 葵"])
    role = int(Qt.ItemDataRole.ToolTipRole)
    told = [str(table.proxy.index(row, 0).data(role)) for row in range(3)]
    assert told[0].startswith("葛城 健※\n名前のあとの※は")
    assert told[1:] == ["※番号重複", "青木 葵"]
    assert str(table.proxy.index(0, 1).data(role)).startswith("葛城 健※の注\n")
