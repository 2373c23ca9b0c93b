"""Asking the map: conditions offered while one types, skills of one name, and the map of a past day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.skillmap import condition_field, messages
from dxdesk.ui.widgets.labels import Text
from dxdesk.usecases.skillmap import histories
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle, finalise
from tests.helpers import world as w
from tests.helpers.screens import settle, write

Show = Callable[[Desk], MainWindow]


@pytest.fixture
def govtech(tmp_path: Path) -> Iterator[Desk]:
    with w.municipality(tmp_path) as (desk, _):
        cycle.open_cycle(desk, cycle.OpenCycle(w.YEAR, "govtech-tokyo", w.BASE, "2026-02-13"))
        w.answered(desk, w.TAX_A, 1)
        yield desk


def opened(qtbot: QtBot, show: Show, desk: Desk) -> tuple[MainWindow, Any]:
    window = show(desk)
    screen: Any = window.go("skillmap")
    settle(qtbot, window)
    return window, screen


def shown_offers(screen: Any) -> list[str]:
    model = screen.search.completer().completionModel()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_conditions_are_offered_behind_those_that_stand(qtbot: QtBot, show: Show, govtech: Desk) -> None:
    window, screen = opened(qtbot, show, govtech)
    field = screen.search
    field.setFocus()
    write(field, "税務課 かつ まいんどせっと")
    assert shown_offers(screen) == [
        "DXマインドセット研修  研修",
        "DXマインドセット研修 未受講  研修",
    ]
    popup = field.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert field.text() == "税務課 かつ DXマインドセット研修 未受講"
    settle(qtbot, window)
    assert not screen.banner.isVisible()
    assert {row.department_code for row in screen.people.rows} == {"1020", "102001"}


def test_enter_without_choosing_searches_for_what_is_typed(qtbot: QtBot, show: Show, govtech: Desk) -> None:
    window, screen = opened(qtbot, show, govtech)
    screen.search.setFocus()
    write(screen.search, "税務課")
    qtbot.waitUntil(screen.search.completer().popup().isVisible)
    qtbot.keyClick(screen.search.completer().popup(), Qt.Key.Key_Return)
    settle(qtbot, window)
    assert screen.search.text() == "税務課"
    assert {row.department_code for row in screen.people.rows} == {"1020", "102001"}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("業務", ""),
        ("税務課 かつ 業務", "税務課 かつ "),
        ("税務課 または 係長級 かつ 業", "税務課 または 係長級 かつ "),
        ("税務課、業務", "税務課、"),
        ("かつまた", ""),
    ],
)
def test_what_stands_before_the_condition_being_written_stays(text: str, kept: str) -> None:
    assert condition_field.before(text) == kept


def test_skills_of_one_name_have_heads_and_links_of_their_own(
    qtbot: QtBot, show: Show, govtech: Desk
) -> None:
    window, screen = opened(qtbot, show, govtech)
    model = screen.people
    lead = len(model.leads)
    heads = [
        str(model.headerData(column, Qt.Orientation.Horizontal))
        for column in range(lead, model.columnCount())
    ]
    assert len(set(heads)) == len(heads)
    for item in (n for n, head in enumerate(heads) if head.endswith("プロジェクトマネジメント")):
        screen._picked(item)
        assert heads[item] in [text.text() for text in screen.side.findChildren(Text)]
        place = next(n for n, row in enumerate(model.rows) if row.number == w.TAX_A)
        if model.level(place, item) is None:
            continue
        screen._cell_opened(place, item)
        settle(qtbot, window)
        assert not screen.banner.isVisible()
        assert [row.number for row in screen.people.rows] == [w.TAX_A]
        screen.filters.clear()
        settle(qtbot, window)


def test_where_nobody_is_found_examples_of_this_framework_are_shown(
    qtbot: QtBot, show: Show, govtech: Desk
) -> None:
    window, screen = opened(qtbot, show, govtech)
    screen.search.setText("ツール活用 LV2")
    screen.filters.changed.emit()
    settle(qtbot, window)
    assert screen.nobody.isVisible()
    told = screen.nobody.hint.text().replace("\n", "")
    assert len(screen.examples) == 4
    for example in screen.examples:
        assert example in told
        screen.search.setText(example)
        screen.filters.changed.emit()
        settle(qtbot, window)
        assert not screen.banner.isVisible() or screen.banner.tone == "info", example


def test_an_answer_to_an_earlier_question_says_nothing(qtbot: QtBot, show: Show, govtech: Desk) -> None:
    window, screen = opened(qtbot, show, govtech)
    said = screen.banner.times
    screen.search.setText("ほげほげ")
    screen.load()
    screen.search.setText("税務課")
    screen.load()
    settle(qtbot, window)
    assert (screen.banner.times, screen.banner.isVisible()) == (said, False)
    assert {row.department_code for row in screen.people.rows} == {"1020", "102001"}


def test_a_past_day_is_chosen_told_as_past_and_taken_along(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, clock):
        w.play(desk)
        clock.day = "2026-03-10"
        finalise.finalise(desk)
        clock.day = "2026-03-20"
        finalise.correct(desk, w.TAX_A, {"shinagawa.bpr": 3}, "転記の誤り", "課長")
        window, screen = opened(qtbot, show, desk)
        moment = screen.filters.moment
        assert moment.isVisible()
        assert [moment.itemText(n) for n in range(moment.count())] == [
            "いまの記録",
            "R8.3.20 訂正後",
            "R8.3.10 確定",
        ]
        moment.setCurrentIndex(2)
        moment.activated.emit(2)
        settle(qtbot, window)
        assert [(row.number, screen.people.level(0, 0)) for row in screen.people.rows] == [(w.TAX_A, 2)]
        assert "R8.3.10 の時点(過去)" in screen.subtitle.text()
        assert messages.PAST.format(day="R8.3.10") in screen.banner.text()
        assert not screen.filters.source.isVisible()
        assert not screen.printing.isEnabled()

        screen._excel()
        screen.dialog.folder.setText(str(tmp_path / "渡すもの"))
        screen.dialog.accept_button.click()
        settle(qtbot, window)
        assert (tmp_path / "渡すもの" / "集計表_R7_20260310時点.xlsx").exists()

        moment.setCurrentIndex(2)
        screen.load()
        settle(qtbot, window)
        screen.filters.back_to_now()
        settle(qtbot, window)
        assert len(screen.people.rows) == 11
        assert not screen.banner.isVisible()
        assert "過去" not in screen.subtitle.text()
        assert screen.filters.source.isVisible()
        assert screen.printing.isEnabled()


def test_no_choice_is_cut_in_a_narrow_window(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, clock):
        w.play(desk)
        clock.day = "2026-03-10"
        finalise.finalise(desk)
        cycle.close_cycle(desk)
        w.open_year(desk, w.YEAR + 1)
        window, screen = opened(qtbot, show, desk)
        boxes = [box for box in screen.filters._boxes() if box.isVisible()]
        screen.filters.year.setCurrentIndex(1)
        screen.filters.year.activated.emit(1)
        settle(qtbot, window)
        assert screen.filters.moment.isVisible()
        for wide in (1500, 1000, 700):
            window.resize(wide, 700)
            qtbot.wait(20)
            for box in (*boxes, screen.filters.moment):
                assert box.width() >= min(box.sizeHint().width(), box.maximumWidth()), box.accessibleName()
                assert box.parentWidget().rect().contains(box.geometry())


def test_a_year_without_a_finalised_result_offers_no_past_day(
    qtbot: QtBot, show: Show, govtech: Desk
) -> None:
    _, screen = opened(qtbot, show, govtech)
    assert not screen.filters.moment.isVisible()


def test_courses_that_only_records_name_are_offered_behind_the_map_and_read_once(
    qtbot: QtBot, show: Show, govtech: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    whole = histories.read

    def counted(*told: Any) -> Any:
        read.append(told[2])
        return whole(*told)

    monkeypatch.setattr(histories, "read", counted)
    window, screen = opened(qtbot, show, govtech)
    assert "BPR研修(基礎) 未受講" in {one.text for one in screen.search.offered}
    for text in ("税務課", "BPR研修(基礎)", "ITパスポート 未取得", ""):
        screen.search.setText(text)
        screen.filters.changed.emit()
        settle(qtbot, window)
        assert "BPR研修(基礎) 未受講" in {one.text for one in screen.search.offered}
    assert read == [w.YEAR]
    screen.reload()
    settle(qtbot, window)
    assert read == [w.YEAR, w.YEAR], "F5 reads it again"
