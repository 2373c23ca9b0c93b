from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dxdesk import bootstrap
from dxdesk.domain.records import Part, RecordKey, revise
from dxdesk.ports.workbooks import FORM_SHEET
from dxdesk.ui.answering import messages
from dxdesk.ui.answering.model import LINES, MORE, SUBMIT
from dxdesk.ui.home import own_messages as home_messages
from dxdesk.ui.self_report import messages as own_messages
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.answering.self_report import open_answers, submit
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.review.confirming import return_
from dxdesk.usecases.sending.dispatch import Export, export
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.looking import enter
from tests.helpers.screens import double_click, settle, write
from tests.helpers.town import CHIEF
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]
LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
LONG = "窓口の申請を電子化し、係で使い方を伝えた😀。👩‍💻と𠮷田さんに引き継ぎ済み。\n" * 28
EMPLOYEE = "001003"
FIRST = "検証 一郎さん(区民課)"
"""Whom the form asks to be given to: the first confirmer."""


def answering(qtbot: QtBot, show: Show, desk: Desk) -> tuple[MainWindow, Any]:
    window = show(desk)
    qtbot.mouseClick(window.navigation.buttons["self_report"], LEFT)
    settle(qtbot, window)
    screen: Any = window.screens["self_report"]
    return window, screen.panel


def compose(widget: QWidget, *stages: str) -> None:
    """Write as a Japanese input method does: the reading changes until it is committed."""
    for stage in stages[:-1]:
        QApplication.sendEvent(widget, QInputMethodEvent(stage, []))
    write(widget, stages[-1])


def with_last_year(panel: Any) -> None:
    """Give the sheet what a second year has: last year's levels and goals, and records of HR."""
    sheet = panel.work.sheet
    items = tuple(
        replace(item, last=(1, 2, None)[position % 3], last_goal="係の申請を電子化する")
        for position, item in enumerate(sheet.items)
    )
    reference = sheet.person.views[Part.REFERENCE]
    told = revise(
        RecordKey("999991", sheet.person.fiscal_year, sheet.person.employee_number, Part.REFERENCE),
        {"known": [["course", "RPA基礎研修", "2025-07-03", "修了"]]},
    )
    views = {**sheet.person.views, Part.REFERENCE: reference._replace(heads=(told,))}
    panel.show_sheet(replace(sheet, items=items, person=replace(sheet.person, views=views)))


def reopened(office: Office, number: str = EMPLOYEE) -> Any:
    desk = bootstrap.open_desk(str(office.folder / f"個人_{number}.dxdesk"))
    try:
        return open_answers(desk)
    finally:
        desk.store.close()


def answer_all(qtbot: QtBot, panel: Any, level: str = "1") -> None:
    for _ in panel.work.items:
        qtbot.keyClick(panel.pages, level)
        qtbot.keyClick(panel.pages, Qt.Key.Key_Return)


def test_an_employee_answers_by_keys_and_submits_a_form(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    window, panel = answering(qtbot, show, office.personal(EMPLOYEE))
    assert panel.work.minutes_left == 15
    answer_all(qtbot, panel, "2")
    assert panel.where == MORE
    compose(panel.goals_page.comment, "けんしゅう", "研修", "研修を受けたい")
    compose(panel.goals_page.lines.rows[0][1], "RPAきそけんしゅう", "RPA基礎研修")
    write(next(iter(panel.goals_page.fields.values())), "RPAを学ぶ")
    qtbot.mouseClick(panel.next, LEFT)
    assert panel.where == SUBMIT
    assert not panel.submit_page.ready_card.isHidden()
    panel.set_folder(tmp_path / "提出")
    # The second press of a hurried double one must not submit what nobody has looked at.
    qtbot.keyClick(panel.pages, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert not (tmp_path / "提出").exists()
    qtbot.wait(QApplication.doubleClickInterval() + 20)
    qtbot.keyClick(panel.pages, Qt.Key.Key_Return)
    settle(qtbot, window)
    written = list((tmp_path / "提出").glob(f"申告票_*_{EMPLOYEE}_回答.xlsx"))
    assert len(written) == 1
    said = window.screens["self_report"].banner.text()
    assert EMPLOYEE in said
    assert own_messages.SUBMITTED_NEXT.format(whom=FIRST) in said
    form = load_workbook(written[0])[FORM_SHEET]
    cells = [str(cell.value) for row in form.iter_rows() for cell in row if cell.value]
    assert any(f"{FIRST}へ返してください" in text for text in cells), "and so says the form"
    window.go("home")
    settle(qtbot, window)
    home: Any = window.screens["home"]
    assert home_messages.FILE_TO.format(whom=FIRST) in home.more_said.text()
    assert panel.next.text() == messages.WRITE_AGAIN
    answers = open_answers(window.desk).answers
    assert set(answers.levels.values()) == {2}
    assert answers.lines[0].name == "RPA基礎研修"
    assert answers.comment == "研修を受けたい"
    assert answers.goals[panel.work.items[0].uid] == "RPAを学ぶ"


def test_what_is_typed_is_there_again_after_the_window_was_closed_in_the_middle(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window, panel = answering(qtbot, show, office.personal(EMPLOYEE))
    qtbot.keyClick(panel.pages, "2")
    compose(panel.item_page.evidence, "まどぐち", "窓口", "窓口の改善を企画した")
    write(panel.item_page.goal, "申請を電子化する")
    uid = panel.where
    window.close()
    window.desk.store.close()
    answers = reopened(office).answers
    assert answers.levels[uid] == 2
    assert answers.evidence[uid] == "窓口の改善を企画した"
    assert answers.goals[uid] == "申請を電子化する"


def test_a_long_ground_with_emoji_and_rare_letters_reaches_the_form_letter_by_letter(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    assert len(LONG) > 1_000
    window, panel = answering(qtbot, show, office.personal(EMPLOYEE))
    qtbot.keyClick(panel.pages, "1")
    for sentence in LONG.splitlines(keepends=True):
        compose(panel.item_page.evidence, "まどぐち", sentence)
    uid = panel.where
    assert panel.item_page.evidence.toPlainText() == LONG
    panel.set_folder(tmp_path)
    panel.go_to(SUBMIT)
    qtbot.mouseClick(panel.next, LEFT)
    settle(qtbot, window)
    hr = office.open_hr()
    try:
        report = receive(hr, ReceiveFiles((next(tmp_path.glob("申告票_*.xlsx")),)))
        assert report.files[0].outcome == "applied", report
        assert open_answers(hr, EMPLOYEE).answers.evidence[uid] == LONG
    finally:
        hr.store.close()


def test_steps_are_taken_back_and_done_again_wherever_the_cursor_is(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    _, panel = answering(qtbot, show, office.personal(EMPLOYEE))
    first = panel.where
    qtbot.keyClick(panel.pages, "1")
    qtbot.keyClick(panel.pages, "3")
    write(panel.item_page.evidence, "研修で学んだ")
    qtbot.keyClick(panel.item_page.evidence, Qt.Key.Key_Z, CTRL)
    assert panel.item_page.evidence.toPlainText() == ""
    qtbot.keyClick(panel.item_page.evidence, Qt.Key.Key_Z, CTRL)
    assert panel.work.level(first) == 1
    qtbot.keyClick(panel.pages, Qt.Key.Key_Y, CTRL)
    assert panel.work.level(first) == 3
    qtbot.mouseClick(panel.next, LEFT)
    qtbot.keyClick(panel.pages, Qt.Key.Key_Z, CTRL)
    # What changed is shown, although another skill was on the page.
    assert panel.where == first
    assert panel.work.level(first) == 1
    qtbot.keyClick(panel.pages, Qt.Key.Key_Z, CTRL)
    qtbot.keyClick(panel.pages, Qt.Key.Key_Z, CTRL)
    assert panel.work.level(first) is None


def test_a_partly_ticked_level_asks_for_a_ground_and_a_fully_ticked_one_is_proposed(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    _, panel = answering(qtbot, show, office.personal(EMPLOYEE))
    page = panel.item_page
    low, high = page.cards[1], page.cards[2]
    qtbot.mouseClick(low, LEFT)
    qtbot.mouseClick(low.ticks[0].label, LEFT)
    assert panel.work.level(panel.where) == low.level
    assert "3つのうち1つ" in low.note.text()
    write(page.evidence, "研修で学んだ")
    assert low.note.isHidden()
    for tick in high.ticks:
        qtbot.mouseClick(tick.box, LEFT)
    assert not high.proposal.isHidden()
    qtbot.mouseClick(high.take, LEFT)
    assert panel.work.level(panel.where) == high.level
    assert high.proposal.isHidden()


def test_records_are_written_into_the_ground_by_a_click(qtbot: QtBot, show: Show, office: Office) -> None:
    _, panel = answering(qtbot, show, office.personal(EMPLOYEE))
    with_last_year(panel)
    page = panel.item_page
    write(page.evidence, "備品予約アプリを作った。")
    qtbot.mouseClick(page.suggestions[0], LEFT)
    assert page.evidence.toPlainText() == "備品予約アプリを作った。\nRPA基礎研修 R7.7.3 修了"
    assert not page.suggestions[0].isEnabled()
    assert "前年の目標: 係の申請を電子化する" in page.goal.placeholderText()


def keys_told(panel: Any) -> str:
    """Return what the foot says of the keys, as one sees it."""
    shown = [hints for hints in (panel._hints, panel._writing_hints) if hints.isVisible()]
    return " ".join(
        part.text()  # type: ignore[attr-defined]
        for hints in shown
        for part in hints.findChildren(QWidget)
        if part.isVisible() and hasattr(part, "text")
    )


def test_a_record_that_is_clicked_leaves_the_keys_where_they_are(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    """Digits went into the ground, while the foot went on saying that they choose a level."""
    window, panel = answering(qtbot, show, office.personal(EMPLOYEE))
    with_last_year(panel)
    page = panel.item_page
    qtbot.mouseClick(page.suggestions[0], LEFT)
    assert window.focusWidget() is panel.pages
    qtbot.keyClick(window.focusWidget(), "2")
    assert panel.work.level(panel.where) == 2
    assert page.evidence.toPlainText() == page.suggestions[0].said
    page.evidence.clear()
    page.suggestions[0].setFocus()
    qtbot.keyClick(page.suggestions[0], Qt.Key.Key_Return)
    assert window.focusWidget() is panel.pages
    page.evidence.clear()
    page.evidence.setFocus()
    qtbot.mouseClick(page.suggestions[0], LEFT)
    assert window.focusWidget() is page.evidence, "who writes goes on writing"


def test_the_foot_says_what_the_keys_do_where_they_are(qtbot: QtBot, show: Show, office: Office) -> None:
    window, panel = answering(qtbot, show, office.personal(EMPLOYEE))
    page = panel.item_page
    assert keys_told(panel).startswith("キー: 0 〜 3 選ぶ Enter 次へ")
    for field in (page.evidence, page.goal):
        field.setFocus()
        assert "Esc" in keys_told(panel)
        assert "Enter" not in keys_told(panel)
        assert "選ぶ " not in keys_told(panel)
        qtbot.keyClick(field, Qt.Key.Key_Escape)
        assert window.focusWidget() is panel.pages
        assert "Enter" in keys_told(panel)
    page.evidence.setFocus()
    panel.go_on()
    assert "Enter" in keys_told(panel)


def test_last_year_is_kept_for_one_skill_and_for_the_rest_and_differences_are_said(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    _, panel = answering(qtbot, show, office.personal(EMPLOYEE))
    with_last_year(panel)
    uids = [item.uid for item in panel.work.items]
    qtbot.mouseClick(panel.item_page.keep, LEFT)
    assert panel.work.level(uids[0]) == 1
    panel.go_on()
    qtbot.keyClick(panel.pages, "1")
    assert "前年より1つ下" in panel.item_page.cards[1].difference.text()
    qtbot.mouseClick(panel.keep_all, LEFT)
    assert [panel.work.level(uid) for uid in uids[:3]] == [1, 1, None]
    panel.go_to(SUBMIT)
    page = panel.submit_page
    assert "下がった 1" in page.compared.text()
    # Where nothing is known of last year something is left to do: said in words, one click away.
    qtbot.mouseClick(page.lack_buttons[uids[2]], LEFT)
    assert panel.where == uids[2]
    panel.go_to(SUBMIT)
    qtbot.mouseClick(page.fix_buttons[LINES], LEFT)
    assert panel.where == MORE


def test_a_double_click_goes_one_item_on_or_back(qtbot: QtBot, show: Show, office: Office) -> None:
    _, panel = answering(qtbot, show, office.personal(EMPLOYEE))
    places = panel.places
    panel.go_to(places[0])
    for step in (1, 2):
        double_click(panel.next)
        assert panel.where == places[step], "no item is passed unseen"
    double_click(panel.previous)
    assert panel.where == places[1]


@pytest.mark.parametrize("press", ["keep_all", "keep"])
def test_after_keeping_last_years_level_the_keys_go_on(
    qtbot: QtBot, show: Show, office: Office, press: str
) -> None:
    """The button that was pressed goes; its keys went to whatever stood next to it."""
    window, panel = answering(qtbot, show, office.personal(EMPLOYEE))
    sheet = panel.work.sheet
    panel.show_sheet(replace(sheet, items=tuple(replace(item, last=2) for item in sheet.items)))
    panel.go_to(panel.places[0])
    used = panel.keep_all if press == "keep_all" else panel.item_page.keep
    assert used.isVisible()
    used.setFocus()
    enter(used)
    settle(qtbot, window)
    assert not used.isVisible()
    assert panel.work.level(panel.places[0]) == 2
    assert QApplication.focusWidget() is panel.pages
    qtbot.keyClick(panel.pages, "1")
    assert panel.work.level(panel.places[0]) == 1
    qtbot.keyClick(panel.pages, Qt.Key.Key_Return)
    assert panel.where == panel.places[1]


def test_submit_pressed_twice_is_one_submission(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    window, panel = answering(qtbot, show, office.personal(EMPLOYEE))
    answer_all(qtbot, panel)
    panel.set_folder(tmp_path)
    panel.go_to(SUBMIT)
    begun: list[object] = []
    window.operations.started.connect(begun.append)
    qtbot.mouseDClick(panel.next, LEFT)
    qtbot.mouseClick(panel.next, LEFT)
    qtbot.keyClick(panel.pages, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert len(begun) == 1
    assert len(list(tmp_path.glob("申告票_*.xlsx"))) == 1


@pytest.mark.parametrize("often", [4, pytest.param(20, marks=pytest.mark.soak)])
def test_time_and_again_one_submits_corrects_and_submits_again(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path, often: int
) -> None:
    window, panel = answering(qtbot, show, office.personal(EMPLOYEE))
    answer_all(qtbot, panel)
    panel.set_folder(tmp_path)
    uids = [item.uid for item in panel.work.items]
    withdraw = panel.submit_page.withdraw

    def buttons() -> tuple[str, bool, bool, bool]:
        return panel.next.text(), panel.next.isEnabled(), panel.previous.isEnabled(), withdraw.isEnabled()

    begun: list[object] = []
    screen: Any = window.screens["self_report"]
    window.operations.started.connect(begun.append)
    panel.go_to(SUBMIT)
    assert buttons() == (messages.SUBMIT, True, True, True)
    for time in range(often):
        if time:
            uid = uids[time % len(uids)]
            qtbot.mouseClick(panel.side.rows[uid], LEFT)
            assert buttons()[1:3] == (True, uid != uids[0])
            assert own_messages.SUBMITTED in screen.banner.text()
            qtbot.keyClick(panel.pages, "3" if panel.work.level(uid) != 3 else "2")
            assert own_messages.CHANGED in screen.banner.text(), "the file that was made says otherwise"
            qtbot.mouseClick(panel.side.rows[SUBMIT], LEFT)
            assert buttons() == (messages.SUBMIT_AGAIN, True, True, True)
        chosen = panel.work.answers.levels
        qtbot.mouseClick(panel.next, LEFT)
        assert buttons()[1:] == (False, True, False), "it is being sent"
        qtbot.mouseClick(panel.next, LEFT)
        # No look at the gateway: what a person sees is whether the button can be pressed again.
        qtbot.waitUntil(panel.next.isEnabled, timeout=20_000)
        assert buttons() == (messages.WRITE_AGAIN, True, True, True)
        assert not panel.sending
        settle(qtbot, window)
        assert own_messages.SUBMITTED in window.screens["self_report"].banner.text()
        found = open_answers(window.desk)
        assert found.submitted
        assert found.answers.levels == chosen
    assert len(begun) == often


def test_a_share_that_is_away_loses_nothing_and_another_place_takes_the_form(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    window, panel = answering(qtbot, show, office.personal(EMPLOYEE))
    answer_all(qtbot, panel)
    (tmp_path / "共有").write_text("ここにはもう何もつながっていない", encoding="utf-8")
    panel.set_folder(tmp_path / "共有" / "提出")
    panel.go_to(SUBMIT)
    qtbot.mouseClick(panel.next, LEFT)
    settle(qtbot, window)
    said = window.screens["self_report"].banner.text()
    assert "提出していません" in said
    assert "下書きに残っている" in said
    assert panel.next.isEnabled()
    assert not open_answers(window.desk).submitted
    assert len(open_answers(window.desk).answers.levels) == len(panel.work.items)
    panel.set_folder(tmp_path / "別の場所")
    qtbot.mouseClick(panel.next, LEFT)
    settle(qtbot, window)
    assert open_answers(window.desk).submitted


def test_a_store_that_can_only_be_read_says_so_and_takes_nothing(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    office.personal(EMPLOYEE).store.close()
    location = str(office.folder / f"個人_{EMPLOYEE}.dxdesk")
    window, panel = answering(qtbot, show, bootstrap.open_desk(location, read_only=True))
    assert "見るだけ" in window.screens["self_report"].banner.text()
    qtbot.keyClick(panel.pages, "2")
    qtbot.mouseClick(panel.item_page.cards[1], LEFT)
    write(panel.item_page.evidence, "書けない")
    assert panel.item_page.evidence.toPlainText() == ""
    panel.go_to(SUBMIT)
    assert not panel.next.isEnabled()
    window.close()
    assert not reopened(office).answers.levels


def test_a_returned_form_shows_reasons_beside_the_skills_and_is_submitted_again(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = office.personal(EMPLOYEE)
    sheet = open_answers(desk)
    asked = sheet.items[2]
    first = submit(desk, tmp_path, Answers(dict.fromkeys((i.uid for i in sheet.items), 1)))
    assert first.file is not None
    chief = office.section(CHIEF)
    receive(chief, ReceiveFiles((first.file,)))
    return_(chief, EMPLOYEE, "根拠を具体的にお願いします。", {asked.uid: "いつ行ったかを書いてください。"})
    slip = export(chief, Export("return-slips", tmp_path)).files[0]
    receive(desk, ReceiveFiles((slip,)))
    window, panel = answering(qtbot, show, desk)
    screen: Any = window.screens["self_report"]
    assert "第2回" in screen.subtitle.text()
    assert "根拠を具体的に" in screen.banner.text()
    assert panel.where == asked.uid
    assert panel.item_page.returned.text() == "いつ行ったかを書いてください。"
    assert panel.side.rows[asked.uid].badge.text() == messages.RETURNED_MARK
    panel.go_to(SUBMIT)
    assert messages.LACK_TEXTS["reason"] in panel.submit_page.lack_buttons[asked.uid].accessibleName()
    panel.go_to(asked.uid)
    window.resize(911, 512)  # 1366 × 768 at 150 %
    settle(qtbot, window)
    page, ground = panel.item_page, panel.item_page.evidence
    view = page._area.viewport()
    assert view.rect().contains(ground.mapTo(view, ground.rect().bottomLeft())), (
        "what is asked for is in view"
    )
    assert ground.mapTo(view, ground.rect().topLeft()).y() > page.returned_card.geometry().bottom()
    panel.go_to(sheet.items[0].uid)
    settle(qtbot, window)
    assert ground.mapTo(view, ground.rect().topLeft()).y() > page.cards[-1].mapTo(view, QPoint()).y()
    panel.go_to(asked.uid)
    write(panel.item_page.evidence, "令和7年7月に行った")
    assert panel.side.rows[asked.uid].badge.isHidden()
    panel.set_folder(tmp_path / "再提出")
    panel.go_to(SUBMIT)
    qtbot.mouseClick(panel.next, LEFT)
    settle(qtbot, window)
    again = next((tmp_path / "再提出").glob("*.xlsx"))
    assert receive(chief, ReceiveFiles((again,))).files[0].outcome == "applied"
    assert open_answers(chief, EMPLOYEE).answers.evidence[asked.uid] == "令和7年7月に行った"
    chief.store.close()


def test_a_submitted_form_is_taken_back(qtbot: QtBot, show: Show, office: Office, tmp_path: Path) -> None:
    desk = office.personal(EMPLOYEE)
    submit(desk, tmp_path, Answers({open_answers(desk).items[0].uid: 1}))
    window, panel = answering(qtbot, show, desk)
    panel.set_folder(tmp_path)
    panel.go_to(SUBMIT)
    answered = next(tmp_path.glob("*_回答.xlsx")).read_bytes()
    qtbot.mouseClick(panel.submit_page.withdraw, LEFT)
    asked = "".join(label.text() for label in panel.dialog.findChildren(QLabel))
    assert "まだ送っていなければ" in asked
    assert f"{FIRST} へ送ると" in asked
    panel.dialog.reject()
    settle(qtbot, window)
    assert open_answers(desk).submitted, "asked, and the answer was no"
    qtbot.mouseClick(panel.submit_page.withdraw, LEFT)
    panel.dialog.accept()
    settle(qtbot, window)
    assert not open_answers(desk).submitted
    banner = window.screens["self_report"].banner
    assert "取下げ" in banner.text()
    assert own_messages.SUBMITTED_NEXT.format(whom=FIRST) in banner.text()
    assert own_messages.OPEN_FOLDER in [each.text() for each in banner.findChildren(QPushButton)]
    assert len(list(tmp_path.glob("*_取下げ.xlsx"))) == 1
    assert next(tmp_path.glob("*_回答.xlsx")).read_bytes() == answered


def test_digits_typed_into_the_ground_stay_text(qtbot: QtBot, show: Show, office: Office) -> None:
    _, panel = answering(qtbot, show, office.personal(EMPLOYEE))
    panel.item_page.evidence.setFocus()
    qtbot.keyClick(panel.item_page.evidence, "3")
    write(panel.item_page.evidence, "件")
    assert panel.item_page.evidence.toPlainText() == "3件"
    assert panel.work.level(panel.where) is None


def test_somebody_without_a_form_is_told_what_to_do(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    from dxdesk.ports.entities import Role
    from dxdesk.usecases.inbox.opening import create_store

    desk = create_store(
        bootstrap.services(), str(tmp_path / "個人.dxdesk"), Role.PERSONAL, ("131091", "検証区"), "", EMPLOYEE
    )
    window = show(desk)
    window.go("self_report")
    settle(qtbot, window)
    screen: Any = window.screens["self_report"]
    assert screen.pages.currentWidget() is screen.nothing
    assert isinstance(screen.nothing.action, QPushButton)
