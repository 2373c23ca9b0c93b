"""提供 in the window: HR gives and takes back; the digital section lives with it beside its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.domain.capabilities import AIMS, TRAINING
from dxdesk.domain.target_record import Basis, TargetSaid
from dxdesk.ports.entities import Role
from dxdesk.ui.look import theme
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.startup.create import CreateDialog
from dxdesk.ui.widgets.chips import Badge
from dxdesk.ui.widgets.tables import Table
from dxdesk.usecases.organisation import giving
from dxdesk.usecases.sealing.workbook_kinds import DX_PACKAGE
from dxdesk.usecases.sending.provisions import withdraw
from dxdesk.usecases.targets import keeping
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.digital import PERMIT, Digital, digital, plan, uses
from tests.helpers.screens import settle
from tests.helpers.world import BEFORE

Show = Callable[[Desk], MainWindow]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Digital]:
    with digital(tmp_path) as found:
        yield found


def opened(qtbot: QtBot, window: MainWindow, key: str) -> Any:
    screen: Any = window.go(key)
    settle(qtbot, window)
    settle(qtbot, window)
    picture(window, key)
    return screen


def text(table: Any, row: int, column: int) -> str:
    return str(table.model().index(row, column).data())


def picture_of(dialog: Any, name: str) -> None:
    folder = os.environ.get("DXDESK_TEST_PICTURES")
    if folder:
        for _ in range(5):
            QApplication.processEvents()
            QTest.qWait(20)
        dialog.grab().save(f"{folder}/{name}.png")


def picture(window: MainWindow, name: str) -> None:
    """Keep what is seen where somebody wants to look at it (``DXDESK_TEST_PICTURES``)."""
    folder = os.environ.get("DXDESK_TEST_PICTURES")
    if folder:
        window.grab().save(f"{folder}/{window.desk.role.value}-{name}.png")


def given(qtbot: QtBot, window: MainWindow, screen: Any, *items: str) -> None:
    """Give as one does in the window: choose, look at what leaves, make the file."""
    qtbot.mouseClick(screen.writing, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    dialog = screen.dialog
    for item in items:
        dialog.items[item].setChecked(True)
    settle(qtbot, window)
    picture_of(dialog, "provide-dialog" + "-".join(("", *items)))
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)


def test_hr_gives_and_takes_back(
    qtbot: QtBot, show: Show, office: Digital, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = office.folder / "窓から"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    window = show(office.hr)
    screen = opened(qtbot, window, "provision")
    assert screen.pages.currentIndex() == 0
    given(qtbot, window, screen)
    assert "提供票_R7_DX推進担当課.xlsx" in screen.banner.text()
    assert [one.use for one in screen.table.shown()] == ["利用"]
    screen.table.pick(lambda _: True)
    picture(window, "provision-given")
    for act in ("取り下げる", "取り下げのファイルを作り直す"):
        assert screen.withdrawing.text() == act
        screen.ask_withdraw()
        settle(qtbot, window)
        picture_of(screen.dialog, f"provision-{act}")
        screen.dialog.accept()
        settle(qtbot, window)
        settle(qtbot, window)
        assert giving.listed(office.hr)[0][0].withdrawn == BEFORE
        screen.table.pick(lambda _: True)
    assert sorted(one.name for one in folder.glob("提供の取り下げ*.xlsx")) == [
        "提供の取り下げ_0001_R7_DX推進担当課 (2).xlsx",
        "提供の取り下げ_0001_R7_DX推進担当課.xlsx",
    ], "a notice that may be on its way stays where it lies"
    assert [text(screen.table, 0, 7)] == ["取り下げました(R8.2.4)"]


def test_individuals_are_decided_looked_at_and_given_in_the_window(
    qtbot: QtBot, show: Show, office: Digital, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(office.folder / "個人"))
    window = show(office.hr)
    screen = opened(qtbot, window, "provision")
    qtbot.mouseClick(screen.writing, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    first = screen.dialog
    assert not any(box.isEnabled() for box in first.items.values()), "nothing was decided yet"
    assert first.preview.individuals == 0
    first.decide_wanted.emit()
    first.reject()
    deciding = screen.permits.dialog
    qtbot.mouseClick(deciding.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert "決定の項目、根拠、決裁番号がありません" in deciding.banner.text()
    for item in ("number", "levels"):
        deciding.items[item].setChecked(True)
    deciding.ground.setText("要綱第5条")
    deciding.number.setText("7検総第12号")
    deciding.last.set_day("2026-02-28")
    picture_of(deciding, "permit-dialog")
    qtbot.mouseClick(deciding.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    picture(window, "provision-permits")
    assert [one.permit.items for one in screen.permits.table.shown()] == [("number", "levels")]

    qtbot.mouseClick(screen.writing, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    dialog = screen.dialog
    assert [item.value for item, box in dialog.items.items() if box.isEnabled()] == ["number", "levels"]
    dialog.items["levels"].setChecked(True)
    settle(qtbot, window)
    seen = dialog.preview
    assert (seen.items, seen.until, seen.people_until) == (("レベル",), "2026-03-31", "2026-02-28")
    assert seen.individuals > 0
    assert "個人の項目はR8.2.28(決定の終わり)まで、人数の集計はR8.3.31まで" in dialog.told.text()
    dialog.reject()
    given(qtbot, window, screen, "number", "levels")
    (record,) = giving.listed(office.hr)[0]
    assert (record.until, record.people_until, record.decision) == ("2026-03-31", "2026-02-28", "7検総第12号")
    assert text(screen.table, 0, 6) == "R8.3.31(個人の項目はR8.2.28)"

    screen.permits.table.pick(lambda _: True)
    screen.permits.last_day.set_day("2026-02-04")
    qtbot.mouseClick(screen.permits.ending, Qt.MouseButton.LeftButton)
    asked = screen.permits.dialog
    picture_of(asked, "permit-end")
    said = "\n".join(label.text().replace("\n", "") for label in asked.findChildren(QLabel))
    assert "決裁番号 7検総第12号 の決定を、R8.2.4で終えますか" in said
    assert "もう渡した提供票(0001)の個人の項目は、R8.2.28まで相手の画面に残ります" in said
    assert "終えた決定は延ばせません" in said
    asked.reject()
    assert [one.valid_to for one in giving.listed(office.hr)[1].values()] == ["2026-02-28"], "nothing yet"
    qtbot.mouseClick(screen.permits.ending, Qt.MouseButton.LeftButton)
    screen.permits.dialog.accept()
    settle(qtbot, window)
    settle(qtbot, window)
    assert [one.valid_to for one in giving.listed(office.hr)[1].values()] == ["2026-02-04"]
    picture(window, "permit-ended")
    again = next(one for one in screen.permits.banner.findChildren(QPushButton) if "写して" in one.text())
    again.click()
    again = screen.permits.dialog
    assert [item.value for item, box in again.items.items() if box.isChecked()] == ["number", "levels"]
    assert (again.number.text(), again.last.day()) == ("7検総第12号", "2026-02-28"), "as it was before"
    qtbot.mouseClick(again.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert [one.valid_to for one in giving.listed(office.hr)[1].values()] == ["2026-02-04", "2026-02-28"]


def test_what_is_given_again_warns_before_it_leaves(qtbot: QtBot, show: Show, office: Digital) -> None:
    office.give()
    window = show(office.hr)
    screen = opened(qtbot, window, "provision")
    qtbot.mouseClick(screen.writing, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    told = screen.dialog.together.text()
    assert "伏せた人数が分かることがあります" in told
    assert "新しいものが前のものに代わります" in told
    assert screen.dialog.accept_button.text() == "前のものに代えて作る…"
    screen.dialog.year.setCurrentIndex(-1)
    screen.dialog.until.set_day("2025-04-01")
    settle(qtbot, window)
    assert not screen.dialog.accept_button.isEnabled()
    assert "提供の期限が、今日より前です" in screen.dialog.banner.text()


def test_what_is_over_shows_nobody_and_says_whom_to_ask(qtbot: QtBot, show: Show, office: Digital) -> None:
    giving.keep_permit(office.hr, PERMIT)
    dx = office.begin(office.give(items=("number", "name"), until="2026-02-28").file)
    clock: Any = office.hr.services.clock
    clock.day = "2026-02-28"
    window = show(dx)
    screen = opened(qtbot, window, "provided")
    assert screen.individuals.table.shown()
    clock.day = "2026-03-01"
    screen.look_at_day()
    settle(qtbot, window)
    picture(window, "provided-over")
    assert not screen.individuals.table.shown()
    assert not screen.table.shown()
    assert screen.over.isVisible()
    assert screen.over.title.text() == "期間が終わりました(R8.2.28)"
    assert "人事課に新しい提供票を頼んで" in screen.over.hint.text().replace("\n", "")
    hr = show(office.hr)
    records = opened(qtbot, hr, "provision")
    picture(hr, "provision-over")
    assert text(records.table, 0, 7) == "期間が終わりました(R8.2.28)"


def test_individuals_stand_in_columns_to_sort_and_to_search(
    qtbot: QtBot, show: Show, office: Digital
) -> None:
    giving.keep_permit(office.hr, PERMIT)
    dx = office.begin(office.give(items=PERMIT.items).file)
    window = show(dx)
    screen = opened(qtbot, window, "provided")
    people = screen.individuals
    model = people.table.model()
    titles = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]
    assert titles[:3] == ["職員番号", "氏名", "業務改革"], "each skill has a column of its own"
    assert "レベル" not in titles
    assert people.caution.isVisible()
    assert people.caution.text() == "取扱注意"
    everybody = [text(people.table, line, 0) for line in range(model.rowCount())]
    people.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert [text(people.table, line, 0) for line in range(model.rowCount())] == sorted(
        everybody, reverse=True
    )
    wanted = text(people.table, 0, 1)
    screen.start_search()
    QTest.keyClicks(people.search, text(people.table, 0, 0))
    assert [text(people.table, line, 1) for line in range(model.rowCount())] == [wanted]
    people.table.pick(lambda _: True)
    assert f"氏名: {wanted}" in people.picked.text()


def test_aggregates_stay_when_the_decision_of_the_individuals_ends(
    qtbot: QtBot, show: Show, office: Digital
) -> None:
    giving.keep_permit(office.hr, replace(PERMIT, valid_to="2026-02-28"))
    dx = office.begin(office.give(items=("number", "name")).file)
    clock: Any = office.hr.services.clock
    clock.day = "2026-02-28"
    window = show(dx)
    screen = opened(qtbot, window, "provided")
    assert screen.individuals.table.shown()
    clock.day = "2026-03-01"
    screen.look_at_day()
    settle(qtbot, window)
    picture(window, "provided-people-over")
    assert screen.table.isVisible()
    assert screen.table.shown()
    assert not screen.individuals.table.shown()
    told = screen.individuals.told.text().replace("\n", "")
    assert "個人の項目(職員番号、氏名)は、R8.2.28で決定(決裁番号 7検総第12号)の期間が終わった" in told
    assert "人数の集計は、R8.3.31まで使えます" in told


def test_the_digital_section_sees_what_it_was_given_and_its_own_courses(
    qtbot: QtBot, show: Show, office: Digital
) -> None:
    dx = office.begin(office.give().file)
    plan(dx, "ai", "生成AI研修")
    window = show(dx)
    settle(qtbot, window)
    screen = opened(qtbot, window, "provided")
    assert screen.pages.currentIndex() == 1
    assert screen.table.shown()
    assert not screen.individuals.isVisible()
    assert "令和7年度" in screen.year.currentText()
    training = opened(qtbot, window, "training")
    visible = [tab.key for place, tab in enumerate(training.listed) if training.tabs.isTabVisible(place)]
    assert visible == ["courses", "map"]
    for key in ("home", "receive", "skillmap", "growth", "documents", "framework", "settings"):
        opened(qtbot, window, key)


def test_home_shows_the_sections_own_year_and_leads_to_its_next_step(
    qtbot: QtBot, show: Show, office: Digital
) -> None:
    dx = office.begin(office.give().file)
    plan(dx, "ai", "生成AI研修")
    window = show(dx)
    screen = opened(qtbot, window, "home")
    assert "送付票を送る" in screen.path.accessibleName()
    said = "\n".join(
        label.text().replace("\n", "") for label in screen.findChildren(QLabel) if label.isVisible()
    )
    for told in (
        "令和7年度",
        "使える期間",
        "令和8年3月31日まで",
        "1件(未送付 1件)",
        "まだ送っていない記録が 2件",
    ):
        assert told in said
    for of_hr in ("提出の進み", "自己申告", "結果通知"):
        assert of_hr not in said
    filled = [
        one
        for one in screen.findChildren(QPushButton)
        if one.isVisible() and one.property("look") == "primary"
    ]
    assert [one.text() for one in filled] == ["送付票を作る"]
    qtbot.mouseClick(filled[0], Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert window.current == "documents"


def test_before_anything_came_it_says_how(qtbot: QtBot, show: Show, office: Digital) -> None:
    from dxdesk.usecases.inbox import opening
    from tests.helpers import world as w

    dx = opening.create_store(
        office.hr.services, str(office.folder / "手.dxdesk"), Role.DX, ("131091", "検証区"), w.PASSPHRASE
    )
    office.desks.append(dx)
    window = show(dx)
    screen = opened(qtbot, window, "provided")
    assert screen.pages.currentIndex() == 0
    settings = opened(qtbot, window, "settings")
    assert settings.tabs.isTabVisible(8), "使う機能"


def test_an_office_that_gives_nothing_has_no_trace_of_it(qtbot: QtBot, show: Show, office: Digital) -> None:
    from dxdesk.usecases.organisation import capabilities

    capabilities.switch(office.hr, "provision", False)
    window = show(office.hr)
    settle(qtbot, window)
    place = window.findChild(QWidget, "nav-provision")
    assert place is not None
    assert not place.isVisible()


def test_a_new_store_is_of_the_section_that_was_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = CreateDialog(folder=tmp_path)
    qtbot.addWidget(dialog)
    assert dialog.wanted().role is Role.HR
    dialog.role.setCurrentIndex(1)
    assert dialog.wanted().role is Role.DX
    assert Path(dialog.wanted().location).name == "DX推進.dxdesk"
    dialog.location.setText(str(tmp_path / "自分で決めた.dxdesk"))
    dialog.role.setCurrentIndex(0)
    assert Path(dialog.wanted().location).name == "自分で決めた.dxdesk"


def test_a_withdrawal_stays_at_home_until_its_button_is_pressed(
    qtbot: QtBot, show: Show, office: Digital
) -> None:
    done = office.give()
    dx = office.begin(done.file)
    number = office.take(dx, withdraw(office.hr, done.given.key, office.folder / "取下げ").file).receipt
    window = show(dx)
    screen = opened(qtbot, window, "home")
    seen = screen.findChild(QPushButton, f"seen-dx-withdrawn-{number}")
    assert seen.text() == "確かめた"
    opened(qtbot, window, "provided")
    screen = opened(qtbot, window, "home")
    seen = screen.findChild(QPushButton, f"seen-dx-withdrawn-{number}")
    assert seen.isVisible(), "it was looked at, and stays"
    qtbot.mouseClick(seen, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert screen.findChild(QPushButton, f"seen-dx-withdrawn-{number}") is None
    assert "確かめたと記録しました" in screen.banner.text()


def test_what_is_sent_stands_in_the_window_before_it_is_written(
    qtbot: QtBot, show: Show, office: Digital
) -> None:
    dx = office.begin(office.give().file)
    plan(dx, "ai", "生成AI研修")
    window = show(dx)
    screen = opened(qtbot, window, "documents")
    dialog = sending.send(screen, DX_PACKAGE, "送付票", DX_PACKAGE.written.text, "")
    settle(qtbot, window)
    settle(qtbot, window)
    picture_of(dialog, "sending")
    assert dialog.inside.isVisible()
    assert [text(dialog.inside, line, 1) for line in range(2)] == ["生成AI研修", "生成AI研修 第1回"]
    assert "2件" in dialog.inside_text.text()
    dialog.reject()


def test_what_a_file_holds_is_told_before_it_is_taken_in(qtbot: QtBot, show: Show, office: Digital) -> None:
    dx = office.begin(office.give().file)
    plan(dx, "ai", "生成AI研修")
    file = office.send(dx)
    second = office.give(why="配置の参考").file
    for desk, path, wanted in (
        (office.hr, file, ("研修 1件、研修の回 1件", "この台帳からの送付票は、はじめてです")),
        (dx, second, ("所属別の人数(", "配置の参考", "受付1(")),
    ):
        window = show(desk)
        screen = opened(qtbot, window, "receive")
        screen.drop.given.emit([path])
        settle(qtbot, window)
        settle(qtbot, window)
        picture(window, "receive-looked")
        said = "\n".join(
            label.text().replace("\n", "") for label in screen.findChildren(QLabel) if label.isVisible()
        )
        for told in wanted:
            assert told in said, told
        assert screen.apply.isVisible(), "it was only looked at"


def test_in_a_low_window_every_list_of_the_section_shows_five_lines(
    qtbot: QtBot, show: Show, office: Digital
) -> None:
    """1366 x 768 at 150 % leaves 911 x 512."""
    giving.keep_permit(office.hr, replace(PERMIT, items=("number", "name", "section", "levels")))
    dx = office.begin(office.give(items=("number", "name", "levels")).file)
    uses(dx, TRAINING, AIMS)
    for number in range(6):
        plan(dx, f"c{number}", f"研修{number}")
        target = TargetSaid(f"t{number}", f"目標{number}", basis=Basis.HAND, unit="回")
        keeping.save_target(dx, target)
        office.give(why=f"目的{number}")
    office.take(office.hr, office.send(dx))
    for desk, screens in (
        (dx, ("home", "receive", "provided", "training", "aims")),
        (office.hr, ("provision", "receive")),
    ):
        window = show(desk)
        window.resize(911, 512)
        for key in screens:
            screen = opened(qtbot, window, key)
            for table in screen.findChildren(Table):
                if table.isVisible():
                    lines = min(table.model().rowCount(), 5)
                    assert table.viewport().height() >= lines * theme.ROW, (key, table.accessibleName())
            for badge in screen.findChildren(Badge):
                if badge.isVisible():
                    assert badge.height() >= badge.sizeHint().height(), (key, badge.text())
