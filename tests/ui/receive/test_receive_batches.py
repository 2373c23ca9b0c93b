"""The mishaps of receiving: large mixed batches, files of others, files that are away, two windows."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.domain.errors import Problem
from dxdesk.ports.entities import Receipt, Role
from dxdesk.ui.look import words
from dxdesk.ui.receive.ledger import LedgerPage
from dxdesk.ui.receive.naming import Names
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.widgets.labels import Text
from dxdesk.usecases.exchange.ledgers import receipts
from dxdesk.usecases.imports.roster import apply_roster
from dxdesk.usecases.inbox.batches import undo_changes
from dxdesk.usecases.review.disputes import disputes
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import drop, settle
from tests.helpers.town import CHIEF
from tests.ui.office import Office, roster_file

Show = Callable[[Desk], MainWindow]


def seen(screen: Any) -> list[str]:
    return [label.text() for label in screen.reports.findChildren(QLabel)]


def test_three_hundred_mixed_files_show_progress_and_end_in_groups(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    batch = office.answered()
    forms = sorted(batch.iterdir())
    for number in range(200):
        shutil.copy(forms[number % len(forms)], batch / f"写し{number:03}.xlsx")
    for number in range(95):
        (batch / f"メモ{number:03}.xlsx").write_bytes(b"PK\x03\x04" + bytes(number))
    (batch / "写真.jpg").write_bytes(b"\xff\xd8")
    (batch / "~$申告票.xlsx").write_bytes(b"lock")
    window = show(office.open_hr())
    before = len(receipts(window.desk))
    steps: list[tuple[int, int]] = []
    window.operations.progressed.connect(lambda _, done, total: steps.append((done, total)))
    drop(window, batch)
    qtbot.waitUntil(lambda: window.current == "receive")
    qtbot.waitUntil(lambda: "/" in window.status.work.text())
    qtbot.waitUntil(lambda: window.operations.idle, timeout=60_000)
    screen: Any = window.screens["receive"]
    assert len(screen.preview.files) == 300
    assert len(steps) > 2
    assert screen.preview.count("refused") == 95
    groups = [made.text() for made in screen.reports.findChildren(QPushButton) if made.isCheckable()]
    assert groups[0] == "すべて 300"
    assert "取り込めない 95" in groups
    assert len(receipts(window.desk)) == before, "a look changes nothing"


def test_a_file_that_was_away_is_read_again_at_the_press_of_a_button(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    form = next(office.answered(("001003",)).iterdir())
    away = form.with_name("取り外した.bin")
    form.rename(away)
    window = show(office.open_hr())
    window.take_files([form])
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    assert screen.preview.files[0].outcome == "refused"
    assert screen.apply.isHidden()
    away.rename(form)
    retry = screen.findChild(QPushButton, "retry")
    qtbot.mouseClick(retry, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert screen.preview.files[0].outcome == "applied"
    assert "1件" in screen.apply.text()


def test_the_preview_speaks_of_items_and_levels(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.section(CHIEF))
    window.take_files([office.answered(("001003",))])
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    said = seen(screen)
    assert "業務改革 レベル" in said
    assert "LV1" in said
    assert "窓口の改善を企画した" in said
    assert not [text for text in said if "shinagawa." in text]


def test_somebody_elses_form_is_refused_with_a_sentence(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.personal("001003"))
    drop(window, office.form("001004"))
    qtbot.waitUntil(lambda: window.current == "receive")
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    report = screen.preview.files[0]
    assert report.outcome == "refused"
    assert report.errors[0].fix
    assert any("取り込んでいません" in text for text in seen(screen))
    assert screen.apply.isHidden()


def test_pressing_accept_twice_takes_files_once(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    window.take_files([office.answered(("001003",))])
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    screen.apply_files()
    screen.apply_files()
    settle(qtbot, window)
    settle(qtbot, window)
    assert [r.outcome for r in receipts(window.desk) if r.kind == "form"] == ["applied"]


def test_one_persons_two_files_are_settled_in_one_go(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    window.take_files([office.twice("001003"), office.folder / "二通目"])
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    screen.apply_files()
    settle(qtbot, window)
    settle(qtbot, window)
    screen.tabs.setCurrentIndex(1)
    page = screen.conflicts
    assert len(page.table.source.records) == 1
    qtbot.waitUntil(page.choices[1].isVisible)
    qtbot.mouseClick(page.choices[1], Qt.MouseButton.LeftButton)
    assert page.choices[1].radio.isChecked()
    assert not page.choices[0].radio.isChecked()
    qtbot.mouseClick(page.settle, Qt.MouseButton.LeftButton)
    assert "理由" in page.banner.text()
    page.reason.setCurrentText("本人に電話で確かめました。")
    qtbot.mouseClick(page.settle, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert disputes(window.desk) == ()
    assert page.pages.currentWidget() is page.nothing


def test_the_ledger_is_searched_and_printed(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    window.take_files([office.answered(("001003", "001004"))])
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    screen.apply_files()
    settle(qtbot, window)
    settle(qtbot, window)
    action = window.findChild(QAction, "command-search")
    assert isinstance(action, QAction)
    action.trigger()
    assert screen.tabs.currentIndex() == 3
    screen.ledger.search.setText("001004")
    assert screen.ledger.table.proxy.rowCount() == 1
    qtbot.mouseClick(screen.ledger.printing, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert window.current == "documents"


@pytest.mark.usefixtures("qapp")
def test_names_of_unknown_parts_stay_readable() -> None:
    names = Names({"1": "検証 太郎"}, {"a": "業務改革"}, {("a", 1): "LV1"})
    assert names.person("1") == "検証 太郎(1)"
    assert names.person("2") == "2"
    assert names.value("self", "a", "1") == "LV1"
    assert names.part("life") == "手続き"
    assert Path(names.item("self", "a")).name == "業務改革 レベル"


@pytest.mark.usefixtures("qapp")
def test_a_sentence_of_a_library_is_not_told_but_what_somebody_wrote_is() -> None:
    assert words.finding("File is not a zip file") == ""
    assert words.finding("John Smith") == "John Smith"
    assert words.finding("LV9") == "LV9"
    assert words.finding("髙橋 美咲 さん") == "髙橋 美咲 さん"


def test_the_ledger_says_what_came_too_late_and_marks_a_number_that_came_twice(qtbot: QtBot) -> None:
    page = LedgerPage(Role.HR)
    qtbot.addWidget(page)
    late = Problem("late", "確定の後に届きました。")
    lines = [
        Receipt(3, "2026-02-04T01:31:00Z", "遅れて.xlsx", "", "form", "applied", problems=(late,)),
        Receipt(2, "2026-02-03T01:31:00Z", "ふたご.xlsx", "", "form", "applied"),
        Receipt(
            1, "2026-02-02T01:31:00Z", "戻した.xlsx", "", "form", "applied", live=False, problems=(late,)
        ),
    ]
    page.show_receipts(lines, frozenset({2}))
    model = page.table.proxy
    shown = [(model.index(row, 2).data(), model.index(row, 4).data()) for row in range(3)]
    assert shown == [
        ("確定後に到着", "遅れて.xlsx"),
        ("受付済み", "※番号重複 ふたご.xlsx"),
        ("元に戻した", "戻した.xlsx"),
    ]
    page.show_late()
    assert [one.number for one in page.table.shown()] == [3], "ホーム leads to these alone"
    page.late.click()
    assert len(page.table.shown()) == 3
    page.show_late()
    page.show_receipts(lines[1:])
    assert not page.late.isVisibleTo(page)
    assert len(page.table.shown()) == 2, "nothing is hidden by a filter that is not there any more"


def test_the_ledger_shows_what_a_file_told_of_ones_own_records(qtbot: QtBot) -> None:
    page = LedgerPage(Role.HR)
    qtbot.addWidget(page)
    page.show()
    told = Problem(
        "uncounted-key-revoked", "髙橋 美咲さんの一次確認が集計に入っていません。", "確かめてください。"
    )
    lines = [
        Receipt(3, "2026-02-04T01:31:00Z", "申告票.xlsx", "", "form", "applied"),
        Receipt(2, "2026-02-03T01:31:00Z", "配布票.xlsx", "", "section_package", "applied", problems=(told,)),
        Receipt(
            1, "2026-02-02T01:31:00Z", "戻した.xlsx", "", "form", "applied", live=False, problems=(told,)
        ),
    ]
    page.show_receipts(lines)
    assert not page.notes.isVisible()
    page.pick_uncounted()
    assert page.table.current().number == 2
    assert page.notes.isVisible()
    assert told.message in [label.text() for label in page.notes.findChildren(QLabel)]
    for number in (3, 1):
        page.table.pick(lambda receipt, wanted=number: receipt.number == wanted)
        assert not page.notes.isVisible()


def test_home_leads_to_the_file_that_tells_of_ones_own_records(
    qtbot: QtBot, show: Show, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    picked: list[bool] = []
    monkeypatch.setattr(LedgerPage, "pick_uncounted", lambda _: picked.append(True))
    window = show(office.open_hr())
    for _ in range(2):
        screen: Any = window.go("receive", {"page": "uncounted"})
        settle(qtbot, window)
        assert screen.tabs.currentIndex() == 3
        window.go("home", {})
        settle(qtbot, window)
    assert len(picked) == 2
    window.go("receive", {"page": "ledger"})
    settle(qtbot, window)
    assert len(picked) == 2


def test_all_that_changes_when_a_roster_is_taken_back_can_be_read(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    """Everybody's title changed, two numbers too: nothing of it is only counted."""
    lines = roster_file(tmp_path).read_text("utf-8-sig").splitlines()
    path = tmp_path / "名簿2.csv"
    changed = [lines[0], *(line.replace("主任", "主任級").replace("主事", "主事級") for line in lines[1:])]
    path.write_text("\n".join(line.replace("001004", "900104") for line in changed), "utf-8-sig")
    desk = office.open_hr()
    accept = ("people-left", "new-list-value", "numbers-many", "number-linked:900104=001004")
    done = apply_roster(desk, path, accept=accept)
    assert done.outcome == "applied", done.errors
    window = show(desk)
    window.go("receive", {"page": "ledger"})
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    screen.ledger.table.pick(lambda receipt: receipt.number == done.receipt)
    qtbot.mouseClick(screen.ledger.undo, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    told = [change.text for change in screen.dialog.table.shown()]
    assert [change.text for change in undo_changes(desk, done.receipt)] == told
    assert "900104 番号のつながりを解きます: 001004 → 900104" in told
    assert f"変わること {len(told)}件" in "".join(t.text() for t in screen.dialog.findChildren(Text))


def test_who_goes_back_is_said_before_a_roster_is_taken_back(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = office.open_hr()
    with desk.store.read() as uow:
        gone = next(person for person in uow.people.employees() if person.number == "001004")
    text = roster_file(tmp_path).read_text("utf-8-sig")
    lines = [line for line in text.splitlines() if not line.startswith("001004")]
    (tmp_path / "名簿2.csv").write_text("\n".join(lines), "utf-8-sig")
    done = apply_roster(desk, tmp_path / "名簿2.csv", accept=("people-left", "new-list-value"))
    assert (done.outcome, done.left) == ("applied", 1), done.errors
    window = show(desk)
    window.go("receive")
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    screen.tabs.setCurrentIndex(3)
    settle(qtbot, window)
    screen.ledger.table.pick(lambda receipt: receipt.number == done.receipt)
    qtbot.mouseClick(screen.ledger.undo, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert [change.text.partition(": ")[0] for change in screen.dialog.table.shown()] == [
        "001004 名簿に戻る職員"
    ]
    qtbot.mouseClick(screen.dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    with desk.store.read() as uow:
        assert gone in uow.people.employees()
