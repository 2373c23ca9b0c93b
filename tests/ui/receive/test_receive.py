from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.ui.receive import messages
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.answering import self_report as own_answers
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.exchange.ledgers import receipts, withdrawals
from dxdesk.usecases.home import news
from dxdesk.usecases.progress import year_table
from dxdesk.usecases.reports import receipt_lists
from dxdesk.usecases.review.conflicts import conflicts
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import drop, settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


def test_hr_drops_a_batch_looks_takes_it_and_undoes_one(qtbot: QtBot, show: Show, office: Office) -> None:
    folder = office.answered(("001003", "001004"))
    (folder / "こわれた.xlsx").write_bytes(b"PK\x03\x04 broken")
    desk = office.open_hr()
    window = show(desk)
    before = len(receipts(desk))
    drop(window, folder)
    qtbot.waitUntil(lambda: window.current == "receive")
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    assert len(receipts(desk)) == before, "a look changes nothing"
    outcomes = {Path(report.path).name: report.outcome for report in screen.preview.files}
    assert outcomes["こわれた.xlsx"] == "refused"
    assert "2件" in screen.apply.text()
    qtbot.mouseClick(screen.apply, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert len(receipts(desk)) == before + 2

    screen.tabs.setCurrentIndex(3)
    newest = receipts(desk)[0]
    screen.ledger.table.pick(lambda receipt: receipt.number == newest.number)
    qtbot.mouseClick(screen.ledger.undo, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(screen.dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert not next(r for r in receipts(desk) if r.number == newest.number).live


def test_what_came_and_changed_since_the_look_is_named_and_looked_at_again(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    folder = office.answered(("001003", "001004"))
    _, two = sorted(folder.rglob("*.xlsx"))
    late = two.read_bytes()
    two.unlink()
    desk = office.open_hr()
    window = show(desk)
    drop(window, folder)
    qtbot.waitUntil(lambda: window.current == "receive")
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    assert "1件" in screen.apply.text()
    two.write_bytes(late)  # a colleague puts their file in while this one is read
    before = len(receipts(desk))
    qtbot.mouseClick(screen.apply, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert len(receipts(desk)) == before + 1
    assert "見た後に" in screen.banner.text()
    assert two.name in screen.banner.text()
    screen.banner._act.click()
    settle(qtbot, window)
    assert screen.preview is not None, "looked at again, nothing taken yet"
    assert "1件" in screen.apply.text()
    qtbot.mouseClick(screen.apply, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert len(receipts(desk)) >= before + 2


def test_a_withdrawal_is_called_one_before_it_is_taken_and_in_the_ledger(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    own = office.personal("001003")
    first = own_answers.submit(own, tmp_path / "1", Answers({own_answers.open_answers(own).items[0].uid: 1}))
    gone = own_answers.withdraw(own, tmp_path / "2")
    again = own_answers.submit(own, tmp_path / "3")
    own.store.close()
    files = [done.file for done in (first, gone, again) if done.file is not None]
    desk = office.open_hr()
    window = show(desk)
    screen: Any = window.go("receive")
    settle(qtbot, window)
    kinds = []
    for file in files:
        window.take_files([file])
        settle(qtbot, window)
        table = screen.reports.table
        kinds.append(table.proxy.index(0, 2).data())
        said = [label.text() for label in screen.reports.findChildren(QLabel)]
        assert (messages.WITHDRAWAL_MEANS in said) == (file == gone.file)
        qtbot.mouseClick(screen.apply, Qt.MouseButton.LeftButton)
        settle(qtbot, window)
        settle(qtbot, window)
    assert kinds == ["申告票", "取下げ", "申告票"]
    newest = [receipt.number for receipt in receipts(desk)][:3]
    assert withdrawals(desk, receipts(desk)) == {newest[1]}
    screen.tabs.setCurrentIndex(3)
    ledger = screen.ledger
    assert [ledger.table.proxy.index(row, 3).data() for row in range(3)] == ["申告票", "取下げ", "申告票"]
    ledger.search.setText("取下げ")
    assert ledger.table.proxy.rowCount() == 1
    # Paper says the word of the screen.
    printed = [row[2] for row in receipt_lists.receipt_list(desk).rows[-3:]]
    assert printed == ["DXスキル申告票", messages.WITHDRAWAL, "DXスキル申告票"], (
        "paper and screen say one word"
    )
    with desk.store.read() as uow:
        table = year_table.load(desk, uow, 0)
        fresh = [one.text for one in news.news(desk, uow, table, "2000-01-01T00:00:00Z")]
    assert {"新しく届いた申告票 2件", "新しく届いた取下げ 1件"} <= set(fresh)


def test_two_different_answers_are_compared_and_settled_with_a_reason(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    folder = office.twice("001003")
    window = show(office.open_hr())
    window.take_files([folder, office.folder / "二通目"])
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    screen.apply_files()
    settle(qtbot, window)
    settle(qtbot, window)
    assert conflicts(window.desk)
    screen.tabs.setCurrentIndex(1)
    qtbot.mouseClick(screen.conflicts.settle, Qt.MouseButton.LeftButton)
    assert conflicts(window.desk), "nothing is settled before a side is chosen"
    qtbot.mouseClick(screen.conflicts.choices[0], Qt.MouseButton.LeftButton)
    screen.conflicts.reason.setCurrentText("本人に電話で確かめました。")
    left = len(conflicts(window.desk))
    qtbot.mouseClick(screen.conflicts.settle, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert len(conflicts(window.desk)) < left


def test_one_place_is_settled_and_the_others_stay_open(qtbot: QtBot, show: Show, office: Office) -> None:
    folder = office.twice("001003")
    window = show(office.open_hr())
    window.take_files([folder, office.folder / "二通目"])
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    screen.apply_files()
    settle(qtbot, window)
    settle(qtbot, window)
    screen.tabs.setCurrentIndex(1)
    page = screen.conflicts
    before = {conflict.id for conflict in conflicts(window.desk)}
    settled = next(iter(page.said))
    qtbot.mouseClick(page.said[settled][1].radio, Qt.MouseButton.LeftButton)
    assert page.settle.text() == "選んだ 1か所を決める"
    assert [card.radio.isChecked() for card in page.choices] == [False, False]
    page.reason.setCurrentText("本人に電話で確かめました。")
    qtbot.mouseClick(page.settle, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert {conflict.id for conflict in conflicts(window.desk)} == before - {settled}
    assert f"残りの {len(before) - 1}か所は食い違いのまま" in screen.banner.text()
    # One file's side chooses all that is left.
    qtbot.mouseClick(page.choices[0].radio, Qt.MouseButton.LeftButton)
    assert all(cards[0].radio.isChecked() for cards in page.said.values())
    assert page.settle.text() == "決める"


def test_a_foreign_table_is_sent_on_to_the_roster(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    table = office.folder / "4月の名簿.csv"  # the office's own, taken in already, is told as such
    table.write_bytes((office.folder / "職員名簿.csv").read_bytes() + b"\r\n")
    window.take_files([table])
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    assert screen.apply.isHidden()
    report = screen.preview.files[0]
    assert report.outcome == "refused"
    assert "「表を取り込む」" in report.errors[0].fix
    offered = screen.reports.findChild(QPushButton, "as-table")
    qtbot.mouseClick(offered, Qt.MouseButton.LeftButton)
    for _ in range(3):
        settle(qtbot, window)
    roster: Any = window.screens["roster"]
    assert roster.dialog.kind.currentData() == "roster"
    assert roster.dialog.apply.isEnabled()


def test_nothing_stays_of_a_batch_that_was_stopped(qtbot: QtBot, show: Show, office: Office) -> None:
    folder = office.answered(("001003",))
    for number in range(60):
        shutil.copy(next(folder.glob("申告票_*_001003*.xlsx")), folder / f"写し{number}.xlsx")
    window = show(office.open_hr())
    before = len(receipts(window.desk))
    screen: Any = window.go("receive")
    screen.files = (folder,)
    window.operations.started.connect(lambda running: running.cancel())
    screen._receive(dry_run=False)
    settle(qtbot, window)
    assert len(receipts(window.desk)) == before
    assert "やめました" in screen.banner.text()
