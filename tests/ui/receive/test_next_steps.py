"""What came in leads to what is next, shows both sides of what differs, and a choice can be taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dxdesk import bootstrap
from dxdesk.domain.errors import KnownError
from dxdesk.ui.receive.naming import Names
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.shell.operations import Work
from dxdesk.usecases.answering.self_report import open_answers, submit
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.exchange.file_report import FileReport, ImportReport
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.review.confirming import confirm
from dxdesk.usecases.review.conflicts import conflicts
from dxdesk.usecases.review.decision import Decision
from dxdesk.usecases.review.disputes import settle as decide
from dxdesk.usecases.review.disputes import to_decide
from dxdesk.usecases.sending.dispatch import Export, export
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.helpers.town import CHIEF
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]
LEFT = Qt.MouseButton.LeftButton


def said(part: QWidget) -> str:
    labels: list[QLabel] = list(part.findChildren(QLabel))
    return "\n".join(label.text().replace("\u2060", "") for label in labels)


def press(qtbot: QtBot, part: QWidget, text: str) -> None:
    buttons: list[QPushButton] = list(part.findChildren(QPushButton))
    qtbot.mouseClick(next(one for one in buttons if one.text() == text and one.isVisible()), LEFT)


def taken(qtbot: QtBot, window: MainWindow, *files: Path) -> Any:
    """Look at files, take them, and return the screen."""
    window.take_files(list(files))
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    screen.apply_files()
    settle(qtbot, window)
    settle(qtbot, window)
    return screen


def test_an_employee_is_led_to_answer_anew_where_their_answers_differ(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    first = office.twice("001003")
    desk = bootstrap.open_desk(str(office.folder / "個人_001003.dxdesk"), "")
    window = show(desk)
    screen = taken(qtbot, window, first)
    assert screen.reports.table.current().outcome == "conflict"
    assert conflicts(desk)
    text = said(screen.reports)
    assert "「自己申告」で答えを選び直して提出すると" in text
    assert "「食い違い」のページ" not in text, "an employee has no such page"
    press(qtbot, screen.banner, "記入する")
    settle(qtbot, window)
    assert window.current == "self_report"
    submit(desk, office.folder / "二通目", Answers({item.uid: 2 for item in open_answers(desk).items}))
    assert not conflicts(desk), "as it was said"


def test_what_was_said_of_a_batch_ends_on_another_tab_and_on_another_screen(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    folder = office.twice("001003")
    window = show(office.open_hr())
    screen = taken(qtbot, window, folder, office.folder / "二通目")
    assert "食い違っています" in screen.banner.text()
    assert not screen.banner.isHidden()
    screen.tabs.setCurrentIndex(3)
    assert screen.banner.isHidden()
    screen.tabs.setCurrentIndex(0)
    assert screen.banner.isHidden(), "what became of each file stands in the list"
    screen.banner.say("食い違っています。")
    window.go("home")
    window.go("receive")
    settle(qtbot, window)
    assert screen.banner.isHidden()


def test_both_sides_are_seen_before_they_are_taken_and_the_banner_leads_to_them(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    folder = office.twice("001003")
    window = show(office.open_hr())
    taken(qtbot, window, folder)
    window.take_files([office.folder / "二通目"])
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    assert screen.reports.table.current().outcome == "conflict"
    change = next(one for one in screen.reports.table.current().changes if one.said)
    now, new = (
        screen.reports.names.value(change.part, change.item, text)
        for text in (change.before, next(text for text in change.said if text != change.before))
    )
    assert now != new
    text = said(screen.reports)
    assert f"いま: {now}\n届いたもの: {new}\n食い違い(どちらも残ります)" in text
    screen.apply_files()
    settle(qtbot, window)
    settle(qtbot, window)
    assert "1件は、前に届いたものと食い違っています。" in said(screen.banner)
    press(qtbot, screen.banner, "食い違いを見る")
    assert screen.tabs.currentIndex() == 1

    page = screen.conflicts
    answers = next(iter(page.said.values()))
    qtbot.mouseClick(answers[1].radio, LEFT)
    qtbot.mouseClick(answers[1].radio, LEFT)
    assert page.taken == {}, "pressed again it is taken back"
    assert not any(card.radio.isChecked() for cards in page.said.values() for card in cards)
    for twice in (answers[0], answers[0].radio):
        page.taken.clear()
        qtbot.mouseClick(twice, LEFT)
        qtbot.mouseDClick(twice, LEFT)
        assert len(page.taken) == 1, "a hurried double click takes once"
        assert answers[0].radio.isChecked()
    qtbot.mouseClick(page.choices[0].radio, LEFT)
    assert len(page.taken) == len(page.said)
    qtbot.mouseClick(page.choices[0].radio, LEFT)
    assert page.taken == {}
    assert not page.choices[0].radio.isChecked()


def test_files_with_notices_are_marked_and_sifted_in_the_batch_and_in_the_ledger(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    folder = office.answered(("001003",))
    window = show(office.open_hr())
    blank = office.folder / "まだ白い.xlsx"
    blank.write_bytes(office.form("001004").read_bytes())
    screen = taken(qtbot, window, folder, blank)
    model = screen.reports.table.source
    column = [one.title for one in model.columns].index("お知らせ")
    marks = {Path(one.path).name: model.columns[column].text(one) for one in screen.reports.table.shown()}
    assert marks[blank.name] == "1件"
    assert sorted(marks.values())[0] == ""
    press(qtbot, screen.reports, "お知らせあり 1")
    assert [Path(one.path).name for one in screen.reports.table.shown()] == [blank.name]

    screen.tabs.setCurrentIndex(3)
    ledger = screen.ledger
    everything = len(ledger.table.shown())
    qtbot.mouseClick(ledger.noted, LEFT)
    found = ledger.table.shown()
    assert blank.name in [one.file_name for one in found]
    assert all(one.problems for one in found)
    ledger.search.setText("どこにもない名前")
    assert not ledger.table.shown()
    ledger.search.clear()
    qtbot.mouseClick(ledger.noted, LEFT)
    assert len(ledger.table.shown()) == everything > len(found)


@pytest.mark.parametrize(
    ("kind", "outcome", "act", "where"),
    [
        ("return_slip", "applied", "直す", "self_report"),
        ("return_slip", "unchanged", "直す", "self_report"),
        ("result_notice", "applied", "結果を読む", "documents"),
        ("form", "applied", "記入する", "self_report"),
    ],
)
def test_an_employee_is_led_to_what_the_file_is_for(
    qtbot: QtBot, show: Show, office: Office, kind: str, outcome: str, act: str, where: str
) -> None:
    window = show(office.personal("001003"))
    screen: Any = window.go("receive")
    settle(qtbot, window)
    report = ImportReport((FileReport("届いた.xlsx", kind, 1, outcome),))
    screen._received(report, Names(), dry_run=outcome == "unchanged")
    press(qtbot, screen.banner, act)
    settle(qtbot, window)
    assert window.current == where


def test_a_refused_batch_leads_nowhere(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.personal("001003"))
    screen: Any = window.go("receive")
    settle(qtbot, window)
    screen._received(ImportReport((FileReport("壊れた.xlsx", "form", 0, "refused"),)), Names(), dry_run=True)
    assert screen.banner.isHidden()


def test_a_table_of_plain_text_is_sent_on_to_the_roster(qtbot: QtBot, show: Show, office: Office) -> None:
    table = office.folder / "職員名簿.csv"
    text = table.with_suffix(".txt")
    text.write_bytes(table.read_bytes())
    window = show(office.open_hr())
    window.take_files([text])
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    offered = screen.reports.findChild(QAbstractButton, "as-table")
    assert offered is not None


def test_deciding_twice_in_a_hurry_stands_once_in_the_audit(qtbot: QtBot, show: Show, office: Office) -> None:
    folder = office.twice("001003")
    window = show(office.open_hr())
    screen = taken(qtbot, window, folder, office.folder / "二通目")
    screen.tabs.setCurrentIndex(1)
    page = screen.conflicts
    qtbot.mouseClick(page.choices[0], LEFT)
    page.reason.setCurrentText("本人に電話で確かめました。")
    before, gate, items = audited(window.desk), Event(), len(page.said)
    window.operations.run(lambda _: gate.wait(20), kind=Work.KEEP)
    qtbot.mouseClick(page.settle, LEFT)
    qtbot.mouseClick(page.settle, LEFT)
    gate.set()
    settle(qtbot, window)
    settle(qtbot, window)
    assert audited(window.desk) - before == Counter(resolve=items)
    assert "決めました" in said(screen.banner), "the second press was no failure"


def test_a_double_click_decides_once_and_is_answered_once(qtbot: QtBot, show: Show, office: Office) -> None:
    folder = office.twice("001003")
    window = show(office.open_hr())
    screen = taken(qtbot, window, folder, office.folder / "二通目")
    screen.tabs.setCurrentIndex(1)
    page = screen.conflicts
    qtbot.mouseClick(next(iter(page.said.values()))[0].radio, LEFT)
    page.reason.setCurrentText("本人に電話で確かめました。")
    before = audited(window.desk)
    qtbot.mouseClick(page.settle, LEFT)
    # The act is over and what it changed is not read yet: the page still shows what was decided.
    qtbot.waitUntil(lambda: "決めました" in said(screen.banner), timeout=20_000)
    assert page.taken
    page._settle()
    settle(qtbot, window)
    settle(qtbot, window)
    # The page shows what is left, and the second half of the double click comes only now.
    assert page.settle.text() == "決める", "nothing is chosen any more"
    qtbot.mouseDClick(page.settle, LEFT)
    qtbot.mouseRelease(page.settle, LEFT)
    settle(qtbot, window)
    assert audited(window.desk) - before == Counter(resolve=1)
    assert "決めました" in said(screen.banner), "the second press was no failure"
    assert not page.banner.isVisible()


def test_what_is_decided_already_is_told_without_a_code(office: Office) -> None:
    from dxdesk.usecases.review.conflicts import resolve

    with pytest.raises(KnownError) as error:
        resolve(office.open_hr(), "001003/self/shinagawa.digital", 1, "本人に確かめました。")
    assert (error.value.code, error.value.problem.found) == ("conflict-unknown", "")


def audited(desk: Desk) -> Counter[str]:
    with desk.store.read() as uow:
        return Counter(entry.action for entry in uow.audit.entries())


def test_a_pile_that_holds_the_decision_too_leads_to_no_empty_page(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    first, second = office.twice("001003"), office.folder / "二通目"
    chief = office.section(CHIEF)
    receive(chief, ReceiveFiles((first, second)))
    (dispute,) = to_decide(chief)
    decide(chief, dispute.id, {item.conflict: 1 for item in dispute.items}, "本人に確かめました。")
    confirm(chief, Decision("001003"))
    sent = export(chief, Export("confirmations", office.folder / "確認票")).files
    chief.store.close()
    window = show(office.open_hr())
    window.take_files([first, second, *sent])
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    screen.reports.table.pick(lambda one: one.outcome == "conflict")
    assert "もう決まっています" in said(screen.reports), "it is looked at as a whole before it is taken"
    screen.apply_files()
    settle(qtbot, window)
    settle(qtbot, window)
    assert [one.outcome for one in screen._batch[0].files].count("conflict") == 1, "as the receipt keeps it"
    assert not to_decide(window.desk)
    assert "食い違って" not in said(screen.banner)
    assert not [one for one in screen.banner.findChildren(QPushButton) if one.text() == "食い違いを見る"]
    table = screen.reports.table
    row = next(one for one in table.shown() if one.outcome == "conflict")
    table.pick(lambda one: one is row)
    assert "もう決まっています" in said(screen.reports)
    assert "どちらを採るかを決めます" not in said(screen.reports)
    assert row.result == "applied"


def test_a_row_asks_for_no_decision_that_was_made_since(qtbot: QtBot, show: Show, office: Office) -> None:
    first, second = office.twice("001003"), office.folder / "二通目"
    window = show(office.open_hr())
    window.take_files([first, second])
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    assert "どちらを採るかを決めます" in said(screen.reports)
    # Decided on its page, the row of the batch that brought it does not ask for it any more.
    screen.apply_files()
    settle(qtbot, window)
    settle(qtbot, window)
    assert "どちらを採るかを決めます" in said(screen.reports)
    (dispute,) = to_decide(window.desk)
    screen.settle(dispute, {item.conflict: 1 for item in dispute.items}, "本人に確かめました。")
    settle(qtbot, window)
    settle(qtbot, window)
    screen.reports.table.pick(lambda one: one.outcome == "conflict")
    assert "どちらを採るかを決めます" not in said(screen.reports)
    assert "もう決まっています" in said(screen.reports)
