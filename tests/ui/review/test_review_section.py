"""A confirmer of thirty people: a working day with keys, and everything that gets in the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from sqlalchemy.event import listen

from dxdesk.domain.lifecycle import State
from dxdesk.ui.deciding.person import PersonPage
from dxdesk.ui.review import pasting
from dxdesk.ui.review.decisions import Decisions
from dxdesk.ui.review.entry_model import EntryModel
from dxdesk.ui.review.view import Review
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.startup import app
from dxdesk.usecases.answering.self_report import submit, withdraw
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.review.whole_queue import Looked, confirm_looked, review_sheet, seen_of
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle, write
from tests.ui.section import NUMBERS, PEOPLE, SKILLS, Section, build, level_of

Show = Callable[[Desk], MainWindow]
Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="session")
def built_section(tmp_path_factory: pytest.TempPathFactory) -> Section:
    return build(tmp_path_factory.mktemp("section"))


@pytest.fixture
def section(built_section: Section, tmp_path: Path) -> Section:
    return built_section.copy(tmp_path / "区民課")


@pytest.fixture(autouse=True)
def seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take all twenty-two skills as looked at; that one is told of others has tests of its own."""
    monkeypatch.setattr(PersonPage, "_unseen", lambda *_: 0)


def press(qtbot: QtBot, key: Any, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key wherever the focus is, as a person does."""
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, modifier)


def reviewing(qtbot: QtBot, window: MainWindow) -> Any:
    screen = window.go("review")
    settle(qtbot, window)
    settle(qtbot, window)
    return screen


def states(desk: Desk) -> list[State]:
    return [person_year(desk, number).state for number in NUMBERS]


def test_thirty_unchanged_people_take_no_more_than_forty_keys(
    qtbot: QtBot, show: Show, section: Section, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Review, "pause", 0.0)
    sending.keep_folder("confirmations", tmp_path / "確認票")
    window = show(section.open())
    presses = 0

    def count(key: Any) -> None:
        nonlocal presses
        presses += 1
        press(qtbot, key)
        settle(qtbot, window)
        settle(qtbot, window)

    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    count(Key.Key_Return)  # home's next step is 確認する
    screen: Any = window.screens["review"]
    assert all(entry.unchanged for entry in screen._entries)
    while not all(entry.done for entry in screen._entries) and presses <= 40:
        count(Key.Key_Return)
    assert "全員" in screen.spread.title.text()
    count(Key.Key_Tab)
    count(Key.Key_Return)  # 確認票を出す
    qtbot.waitUntil(screen.dialog.isActiveWindow)
    count(Key.Key_Return)  # 作る
    assert list((tmp_path / "確認票").glob("確認票_*.xlsx"))
    assert presses <= 40, f"{presses} keys from home to the finished file"
    assert set(states(window.desk)) == {State.FIRST_CONFIRMED}
    assert "出しました" in screen.spread.title.text()


def test_home_names_the_next_people_and_opens_one(qtbot: QtBot, show: Show, section: Section) -> None:
    window = show(section.open())
    settle(qtbot, window)
    home: Any = window.screens["home"]
    assert len(home.waiting.people.shown()) == PEOPLE
    assert "前年のまま" in home.waiting.people.source.data(home.waiting.people.source.index(0, 1))
    home.waiting.people.setFocus()
    home.waiting.people.setCurrentIndex(home.waiting.people.proxy.index(2, 0))
    press(qtbot, Key.Key_Return)
    settle(qtbot, window)
    screen: Any = window.screens["review"]
    assert screen.page.work.person.employee_number == NUMBERS[2]


def test_return_pressed_twice_confirms_one_person(qtbot: QtBot, show: Show, section: Section) -> None:
    window = show(section.open())
    screen = reviewing(qtbot, window)
    first = screen.page.work.person.employee_number
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: screen.page.work.person.employee_number != first)
    screen._pressed += 60  # whatever this machine's speed: the second press comes within the pause
    press(qtbot, Key.Key_Return)
    settle(qtbot, window)
    settle(qtbot, window)
    assert states(window.desk).count(State.FIRST_CONFIRMED) == 1


def test_levels_are_corrected_by_keys_and_taken_back(qtbot: QtBot, show: Show, section: Section) -> None:
    window = show(section.open())
    screen = reviewing(qtbot, window)
    work = screen.page.work
    uid = work.items[1].uid
    before = work.level(uid)
    press(qtbot, Key.Key_Down)
    press(qtbot, "3" if before != 3 else "2")
    assert screen.page.grid.uid() == uid
    assert work.differs(uid)
    assert any("修正" in text for text, _ in work.differences(uid)), (
        "a difference is worded, not only coloured"
    )
    press(qtbot, Key.Key_Return)
    assert "コメント" in screen.banner.text()
    assert screen.page.comment.hasFocus()
    screen.page.phrase.activated.emit(1)
    assert work.comments[uid], "a stock phrase is a comment"
    screen.page.grid.setFocus()
    press(qtbot, Key.Key_Z, CONTROL)
    press(qtbot, Key.Key_Z, CONTROL)
    assert not work.differs(uid)
    assert uid not in work.comments
    press(qtbot, Key.Key_Y, CONTROL)
    assert work.differs(uid)
    press(qtbot, Key.Key_Delete)
    assert work.level(uid) == before


def test_what_was_typed_is_there_again_after_closing_in_the_middle(
    qtbot: QtBot, show: Show, section: Section
) -> None:
    window = show(section.open())
    screen = reviewing(qtbot, window)
    work = screen.page.work
    number, uid = work.person.employee_number, work.items[0].uid
    press(qtbot, "2")
    write(screen.page.comment, "窓口の改善を主導した")
    window.close()
    window.desk.store.close()
    again = show(section.open())
    screen = reviewing(qtbot, again)
    assert "書きかけ" in screen.banner.text()
    kept = screen.decisions.people[number]
    assert (kept.level(uid), kept.comments[uid]) == (2, "窓口の改善を主導した")
    assert states(again.desk).count(State.FIRST_CONFIRMED) == 0
    press(qtbot, Key.Key_Return)
    settle(qtbot, again)
    settle(qtbot, again)
    assert not review_sheet(again.desk).drafts, "what is confirmed is no draft any more"


def test_a_word_typed_in_a_hurry_leaves_no_draft_behind(qtbot: QtBot, show: Show, section: Section) -> None:
    window = show(section.open())
    screen = reviewing(qtbot, window)
    press(qtbot, "2")
    write(screen.page.comment, "急いで書いた")
    press(qtbot, Key.Key_Return, CONTROL)
    qtbot.wait(600)  # longer than drafts wait to be kept
    settle(qtbot, window)
    assert states(window.desk).count(State.FIRST_CONFIRMED) == 1
    assert not review_sheet(window.desk).drafts


def test_a_comment_of_a_thousand_letters_with_emoji_arrives_whole(
    qtbot: QtBot, show: Show, section: Section
) -> None:
    window = show(section.open())
    screen = reviewing(qtbot, window)
    number, uid = screen.page.work.person.employee_number, screen.page.work.items[0].uid
    text = "𠮷野さんと👩‍💻窓口を改善した。\n" * 60
    press(qtbot, "3")
    write(screen.page.comment, text)
    press(qtbot, Key.Key_Return, CONTROL)
    settle(qtbot, window)
    settle(qtbot, window)
    item = next(item for item in person_year(window.desk, number).items if item.uid == uid)
    assert item.first_comment == text


def test_who_withdrew_or_answered_anew_meanwhile_is_not_confirmed(
    qtbot: QtBot, show: Show, section: Section
) -> None:
    window = show(section.open())
    screen = reviewing(qtbot, window)
    first = screen.page.work.person.employee_number
    withdraw(window.desk, None, first)  # nobody tells the window
    press(qtbot, "2")
    write(screen.page.comment, "残しておきたい言葉")
    press(qtbot, Key.Key_Return, CONTROL)
    settle(qtbot, window)
    settle(qtbot, window)
    assert "変わりました" in screen.banner.text() or "取下げ" in screen.banner.text()
    assert person_year(window.desk, first).state is State.WITHDRAWN
    assert "残しておきたい言葉" in screen.decisions.people[first].comments.values()
    screen.queue.sift("all")
    screen.queue.pick(first)
    assert "取り下げ" in screen.page.notice.text()
    assert not screen.page.confirm.isEnabled()
    other = NUMBERS[5]
    work = screen.decisions.people[other]
    submit(window.desk, None, Answers({work.items[0].uid: 3}), other)
    found = confirm_looked(window.desk, [work.looked()])
    assert [problem.code for problem in found.skipped] == ["changed-meanwhile"]
    assert person_year(window.desk, other).state is State.SUBMITTED


def test_a_store_others_write_in_can_be_looked_at(qtbot: QtBot, show: Show, section: Section) -> None:
    window = show(section.open(read_only=True))
    screen = reviewing(qtbot, window)
    assert "見るだけ" in screen.page.notice.text()
    assert not screen.page.confirm.isEnabled()
    assert screen.bulk.isHidden()
    screen.page.grid.setFocus()
    press(qtbot, "3")
    press(qtbot, Key.Key_Return)
    screen.set_mode("grid")
    press(qtbot, "3")
    assert not screen.entry.finish.isEnabled()
    window.go("home")
    settle(qtbot, window)
    assert not any(work.corrected for work in screen.decisions.people.values())


def test_a_whole_section_is_typed_into_the_grid_by_keys(qtbot: QtBot, show: Show, section: Section) -> None:
    window = show(section.open())
    screen = reviewing(qtbot, window)
    screen.set_mode("grid")
    entry = screen.entry
    model = entry.table.model
    assert (model.rowCount(), model.columnCount()) == (PEOPLE, 1 + SKILLS)
    press(qtbot, "3")
    press(qtbot, Key.Key_1)
    assert model.level(0, 0) == 3
    assert entry.table.cells.currentIndex().column() == 3
    press(qtbot, Key.Key_Down)
    press(qtbot, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, "2")  # four cells at once
    assert [model.level(row, item) for row in (1, 2) for item in (2, 3)] == [2, 2, 2, 2]
    press(qtbot, Key.Key_Z, CONTROL)
    assert model.level(1, 2) == level_of(1, 2)
    press(qtbot, Key.Key_Y, CONTROL)
    assert model.level(1, 2) == 2
    press(qtbot, "7")
    assert "7" in entry.banner.text()
    assert model.level(1, 2) == 2
    press(qtbot, Key.Key_Return, CONTROL)
    assert "コメント" in entry.banner.text()
    assert entry.comment.hasFocus(), "the first gap waits for a word"
    write(entry.comment, "一覧で確かめて決めました")
    entry.comment.textEdited.emit(entry.comment.text())
    qtbot.mouseClick(entry.fill, Qt.MouseButton.LeftButton)
    assert not entry.gaps()
    entry.table.cells.setFocus()
    press(qtbot, Key.Key_Return, CONTROL)
    qtbot.mouseClick(screen.dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert set(states(window.desk)) == {State.FIRST_CONFIRMED}
    item = person_year(window.desk, NUMBERS[0]).items[0]
    assert (item.first, item.first_comment) == (3, "一覧で確かめて決めました")


def test_tables_go_to_excel_and_come_back_in_any_order(qtbot: QtBot, show: Show, section: Section) -> None:
    window = show(section.open())
    screen = reviewing(qtbot, window)
    screen.set_mode("grid")
    entry, clipboard = screen.entry, QGuiApplication.clipboard()
    entry.copy_all()
    lines = clipboard.text().splitlines()
    assert len(lines) == PEOPLE + 1
    assert lines[0].startswith("職員番号\t氏名\t技能1")
    # Excel took the leading noughts away, the rows are in another order, and one column was added.
    head, *rest = [line.split("\t") for line in reversed(lines[1:])], lines[0].split("\t")
    shuffled = [[*rest[0], "備考"], *([*cells, ""] for cells in head)]
    for cells in shuffled[1:]:
        cells[0] = cells[0].lstrip("0")
        cells[2] = "レベル３" if cells[1].endswith("02子") else cells[2]
    clipboard.setText("\r\n".join("\t".join(cells) for cells in shuffled) + "\r\n")
    entry.table.cells.setFocus()
    press(qtbot, Key.Key_V, CONTROL)
    assert "1か所" in entry.banner.text()
    assert "備考" in entry.banner.text()
    assert entry.table.model.level(1, 0) == 3
    press(qtbot, Key.Key_Z, CONTROL)
    assert entry.table.model.level(1, 0) == level_of(1, 0)


def test_forty_rows_do_not_fit_into_thirty_and_nothing_is_lost(
    qtbot: QtBot, show: Show, section: Section
) -> None:
    window = show(section.open())
    screen = reviewing(qtbot, window)
    screen.set_mode("grid")
    entry = screen.entry
    before = entry.table.model.table()
    text = "\r\n".join(["LV2\t２"] * 39 + ["2〜3\t9"]) + "\r\n"
    QGuiApplication.clipboard().setText(text)
    press(qtbot, Key.Key_V, CONTROL)
    said = entry.banner.text()
    assert "40行" in said
    assert "30人" in said
    assert "まだ何も入れていません" in said
    assert entry.table.model.table() == before
    assert QGuiApplication.clipboard().text() == text
    entry.banner._act.click()
    assert "31〜40行目" in entry.banner.text()
    assert {entry.table.model.level(row, item) for row in range(PEOPLE) for item in (0, 1)} == {2}
    entry.table.cells.setFocus()
    press(qtbot, Key.Key_Z, CONTROL)
    assert entry.table.model.table() == before, "one paste is one step back"
    QGuiApplication.clipboard().setText("2〜3\tLV9\n\n1\t\n")
    press(qtbot, Key.Key_V, CONTROL)
    assert "2〜3" in entry.banner.text()
    assert "LV9" in entry.banner.text()
    QGuiApplication.clipboard().setText(" \r\n")
    press(qtbot, Key.Key_V, CONTROL)
    assert "貼り付けるものがありません" in entry.banner.text()


def test_the_spread_counts_what_would_be_confirmed(qtbot: QtBot, show: Show, section: Section) -> None:
    window = show(section.open())
    screen = reviewing(qtbot, window)
    screen.set_mode("grid")
    QGuiApplication.clipboard().setText("3\n" * PEOPLE)
    press(qtbot, Key.Key_V, CONTROL)
    screen.set_mode("spread")
    bars = screen.spread._bars[0]._spread
    assert [now for _, _, now, _ in bars.levels] == [PEOPLE, 0, 0, 0]
    assert sum(last for *_, last in bars.levels) == PEOPLE
    assert bars.mean == 3
    assert screen.spread.back.isVisible()
    assert screen.spread.back.hasFocus()
    press(qtbot, Key.Key_Return)
    assert screen.pages.currentWidget() is screen.main


def test_the_queue_finds_and_sifts(qtbot: QtBot, show: Show, section: Section) -> None:
    window = show(section.open())
    screen = reviewing(qtbot, window)
    assert screen.queue.filters["todo"].text() == f"未確認 {PEOPLE}"
    window.start_search()
    write(screen.queue.search, "ヴィクトリア")
    assert [entry.employee_number for entry in screen.queue.model.records] == [NUMBERS[2]]
    screen.queue.search.clear()
    screen.page.grid.setFocus()
    screen.queue.pick(NUMBERS[0])
    press(qtbot, Key.Key_Down, CONTROL)
    assert screen.page.work.person.employee_number == NUMBERS[1]


def test_thirty_people_ask_the_store_no_more_than_one(section: Section) -> None:
    desk = section.open()
    asked: list[str] = []
    listen(desk.store.engine, "before_cursor_execute", lambda *of: asked.append(of[2]))  # type: ignore[attr-defined]
    sheet = review_sheet(desk)
    assert len(sheet.sheets) == PEOPLE
    assert max(Counter(asked).values()) < PEOPLE / 2, "nothing is asked per person"
    desk.store.close()


def test_the_grid_is_a_proper_model(qtbot: QtBot, qtmodeltester: ModelTester, section: Section) -> None:
    app.prepare()
    desk = section.open()
    sheet = review_sheet(desk)
    decisions, model = Decisions(), EntryModel()
    qtmodeltester.check(model)
    decisions.show(sheet)
    items = [pasting.Item(uid, uid, scale) for uid, scale in sheet.scales.items()]
    model.show_people(list(decisions.people.values()), items)
    model.refresh()
    person = decisions.people[NUMBERS[0]].person
    assert Looked(decisions.people[NUMBERS[0]].decision(), seen_of(person)).seen
    desk.store.close()
