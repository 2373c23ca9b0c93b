"""評価指標 in the window: a policy's taken, a survey taken in, the logic model drawn, a 取組 evaluated."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.imports.survey_tables import TakeSurvey, apply_survey
from dxdesk.usecases.indicators import keeping
from dxdesk.usecases.indicators.overview import overview
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.helpers.surveying import table
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


def using(office: Office, *, preset: bool = True) -> Desk:
    desk = office.open_hr()
    capabilities.switch(desk, "aims", True)
    if preset:
        keeping.take_preset(desk, "shinagawa")
    return desk


def opened(qtbot: QtBot, show: Show, desk: Desk, page: str) -> tuple[MainWindow, Any, Any]:
    window = show(desk)
    screen: Any = window.go("aims", {"page": page})
    for _ in range(3):
        settle(qtbot, window)
    return window, screen, screen.page(page)


def pressed(qtbot: QtBot, window: MainWindow, part: Any) -> None:
    # A button that was only now put into a layout is shown by a later event.
    qtbot.waitUntil(part.isVisible, timeout=5_000)
    assert part.isEnabled(), part.text()
    qtbot.mouseClick(part, Qt.MouseButton.LeftButton)
    for _ in range(3):
        settle(qtbot, window)


def cells(shown: Any) -> list[list[str]]:
    model = shown.model()
    return [
        [str(model.index(line, column).data() or "") for column in range(model.columnCount())]
        for line in range(model.rowCount())
    ]


def test_a_policys_indicators_are_taken_by_one_button(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = using(office, preset=False)
    window, _, page = opened(qtbot, show, desk, "indicators")
    assert page.pages.currentIndex() == 1

    def shown() -> list[QPushButton]:
        return [part for part in page.findChildren(QPushButton, "take") if part.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    pressed(qtbot, window, shown()[0])
    assert len(overview(desk).rows) == 9
    rows = cells(page.table)
    assert len(rows) == 9
    first = next(row for row in rows if row[0] == "01")
    assert first[2:] == ["R6 3.043", "R7 3.054\n+0.011", "", "あと0.446", "3.5"]
    last = next(row for row in rows if row[0] == "08-2")
    assert last[5:] == ["達成", "3.920 以上"]
    assert next(row for row in rows if row[0] == "02")[2:] == ["―", "―", "", "", "人事課の調査"]


def test_the_card_says_what_a_figure_is(qtbot: QtBot, show: Show, office: Office) -> None:
    window, _, page = opened(qtbot, show, using(office), "indicators")
    page.table.pick(lambda one: one.indicator.code == "03")
    settle(qtbot, window)
    assert "値は5段階の平均" in page.card.note.text()
    assert "デジタルスキルを上げるために" in page.card.question.text()
    assert "R7実績値" in page.card.sources.text()
    assert page.card.trend.isVisible()
    assert not page.card.shares.isVisible(), "a published figure has no answers"
    assert not page.card.by.isVisible()


def test_a_survey_is_looked_at_then_taken_and_small_groups_are_withheld(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = using(office)
    window, _, page = opened(qtbot, show, desk, "indicators")
    pressed(qtbot, window, page.importing)
    dialog = page.dialog
    rows = [("税務課", str(1 + place % 5)) for place in range(20)]
    rows += [("福祉課", "4")] * 9 + [("子育て課", "5")] * 2
    dialog.year.setCurrentIndex(dialog.year.findData(2026) if dialog.year.findData(2026) >= 0 else 1)
    dialog.take(table(tmp_path / "回答.csv", ("所属", "問01"), *rows))
    for _ in range(3):
        settle(qtbot, window)
    assert dialog.apply.isEnabled(), dialog.banner.text()
    pressed(qtbot, window, dialog.apply)
    assert not dialog.isVisible()
    pressed(qtbot, window, page.importing)
    again = page.dialog
    again.year.setCurrentIndex(again.year.findData(2026) if again.year.findData(2026) >= 0 else 1)
    again.take(tmp_path / "回答.csv")
    for _ in range(3):
        settle(qtbot, window)
    said = [label.text().replace("\n", "") for label in again.findChildren(QLabel)]
    assert any("取り込み済みです(受付番号" in text for text in said), "before anybody presses"
    assert not again.apply.isEnabled(), "there is nothing to take in"
    again.reject()
    page.table.pick(lambda one: one.indicator.code == "01")
    for _ in range(2):
        settle(qtbot, window)
    page.card.by.setCurrentIndex(page.card.by.findData("section"))
    for _ in range(3):
        settle(qtbot, window)
    shown = {row[0]: row[1:] for row in cells(page.card.groups)}
    assert shown["子育て課"] == ["少人数", ""]
    assert shown["福祉課"] == ["少人数", ""], "else it could be worked out from the total"
    assert shown["税務課"] == ["20", "3.000"]
    assert page.card.few.isVisible()


def test_a_survey_with_six_points_is_told_and_not_taken(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = using(office)
    window, _, page = opened(qtbot, show, desk, "indicators")
    pressed(qtbot, window, page.importing)
    dialog = page.dialog
    dialog.year.setCurrentIndex(1)
    dialog.take(table(tmp_path / "回答.csv", ("問01", "問03"), ("6", "3")))
    for _ in range(3):
        settle(qtbot, window)
    assert not dialog.apply.isEnabled()
    before = overview(desk)
    dialog.reject()
    assert overview(desk) == before


def test_an_unknown_word_is_given_its_meaning_in_the_window(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = using(office)
    window, _, page = opened(qtbot, show, desk, "indicators")
    pressed(qtbot, window, page.importing)
    dialog = page.dialog
    dialog.year.setCurrentIndex(1)
    words = ("そう思う", "ややそう思う", "そう思わない", "わからない", "半々")
    dialog.take(table(tmp_path / "回答.csv", ("問01",), *((word,) for word in words)))
    for _ in range(3):
        settle(qtbot, window)
    assert not dialog.apply.isEnabled()
    assert {key for _, key in dialog.answers.choices} == {"わからない", "半々"}
    for word, label in (("わからない", "答えなし"), ("半々", "3")):
        choice = dialog.answers.choices[("score-unclear", word)]
        choice.setCurrentIndex(
            next(at for at in range(choice.count()) if choice.itemText(at).startswith(label))
        )
    pressed(qtbot, window, dialog.look)
    assert {key for _, key in dialog.answers.choices} == {"わからない", "半々"}, "still to be changed"
    pressed(qtbot, window, dialog.apply)
    point = overview(desk).rows[0].points[-1]
    assert point.counts == (1, 0, 1, 1, 1)


def test_the_logic_model_is_drawn_with_its_figures(qtbot: QtBot, show: Show, office: Office) -> None:
    window, _, page = opened(qtbot, show, using(office), "model")
    said = page.drawing.accessibleName()
    assert "R7 3.054 +0.011" in said
    assert "人事課の調査" in said
    assert "線は引いていません" in page.told.text()
    assert page.drawing.height() > 300
    assert len(cells(page.table)) == 12
    assert window.isVisible()


def test_a_process_evaluation_is_written_beside_its_activity(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = using(office)
    window, screen, page = opened(qtbot, show, desk, "activities")
    page.table.pick(lambda one: one.code == "05-1")
    settle(qtbot, window)
    pressed(qtbot, window, page.evaluate)
    dialog = page.acts.dialog
    dialog.parts["planned"].setPlainText("年4回")
    dialog.parts["participants"].setText("八十六")
    pressed(qtbot, window, dialog.accept_button)
    assert dialog.isVisible()
    assert "数字として読めません" in dialog.banner.text()
    dialog.parts["participants"].setText("86")
    pressed(qtbot, window, dialog.accept_button)
    assert "参加 86人" in page.told.text()
    assert page.told.isVisible()
    (said,) = overview(desk).evaluations["05-1"]
    assert (said.fiscal_year, said.planned, said.participants) == (screen.chosen_year, "年4回", 86)


def test_an_indicator_is_added_changed_and_ended_by_hand(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = using(office)
    window, _, page = opened(qtbot, show, desk, "indicators")
    pressed(qtbot, window, page.add)
    dialog = page.acts.dialog
    dialog.parts["code"].setText("X1")
    dialog.parts["name"].setPlainText("オンライン申請の割合")
    dialog.parts["published"].setPlainText("2025,R7実績値,48.5,行政手続の調査")
    pressed(qtbot, window, dialog.accept_button)
    row = next(one for one in overview(desk).rows if one.indicator.code == "X1")
    assert [(point.year, point.text, point.label) for point in row.points] == [(2025, "48.5", "R7実績値")]
    page.table.pick(lambda one: one.indicator.code == "X1")
    settle(qtbot, window)
    keeping.end(desk, row.indicator)
    assert "X1" not in [one.indicator.code for one in overview(desk).rows]


def test_what_was_added_is_the_row_that_is_chosen(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = using(office)
    window, screen, page = opened(qtbot, show, desk, "indicators")
    page.search.setText("セキュリティ")
    pressed(qtbot, window, page.add)
    page.acts.dialog.parts["code"].setText("05-9")
    page.acts.dialog.parts["name"].setPlainText("間に入る指標")
    pressed(qtbot, window, page.acts.dialog.accept_button)
    chosen = page.table.current()
    assert chosen is not None
    assert chosen.indicator.code == "05-9"
    assert "間に入る指標" in page.card.name.text()
    for key, name in (("activities", "新しい取組"), ("model", "新しいアウトカム")):
        window.go("aims", {"page": key})
        settle(qtbot, window)
        other = screen.page(key)
        settle(qtbot, window)
        pressed(qtbot, window, other.add)
        other.acts.dialog.parts["code"].setText("04-9")
        other.acts.dialog.parts["name"].setPlainText(name)
        pressed(qtbot, window, other.acts.dialog.accept_button)
        assert other.table.current().name == name
    window.go("aims", {"page": "barriers"})
    barriers = screen.page("barriers")
    settle(qtbot, window)
    path = table(tmp_path / "回答.csv", ("問01",), ("5",))
    apply_survey(desk, TakeSurvey(path, 2023))
    barriers.show_year(2026)
    for _ in range(2):
        settle(qtbot, window)
    assert barriers.surveys.current().fiscal_year == 2023, "older than those there, and yet what is new"


@pytest.mark.parametrize("count", [1, 2, 3])
def test_whatever_is_wrong_in_an_editor_is_told_at_once(
    qtbot: QtBot, show: Show, office: Office, count: int
) -> None:
    window, _, page = opened(qtbot, show, using(office), "indicators")
    pressed(qtbot, window, page.add)
    dialog = page.acts.dialog
    dialog.parts["code"].setText("01" if count > 2 else "09")
    dialog.parts["most"].setText("三つ")
    if count > 1:
        dialog.parts["published"].setPlainText("来年,R9,3.0,資料")
    pressed(qtbot, window, dialog.accept_button)
    said = dialog.banner.text().replace("\n", "")
    assert "選べる数" in said
    assert "名前がありません" in said, "what is read and what is kept are told together"
    assert ("公表値" in said) == (count > 1)
    assert ("同じ番号" in said) == (count > 2)
    assert dialog.parts["most"].text() == "三つ", "what is written stays"


def test_the_other_survey_has_a_tab_of_its_own(qtbot: QtBot, show: Show, office: Office) -> None:
    _, _, page = opened(qtbot, show, using(office), "barriers")
    assert [row[2] for row in cells(page.needs)] == ["R6 4人に3人(2,251人 43.1%)", "―"]
    assert cells(page.surveys)[0][3:5] == ["2,251", "43.1%"]
    assert "まだありません" in page.options.text()
