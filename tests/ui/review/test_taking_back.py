"""取り消す in the window, and what stays where it was: buttons, the keys, what is to be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.ports.changes import Changes
from dxdesk.ui.deciding.messages import CORRECT_PHRASES
from dxdesk.ui.look import words
from dxdesk.ui.review.spread import Spread, SpreadPage
from dxdesk.ui.review.view import Review
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.review import taking_back
from dxdesk.usecases.sending.dispatch import Export, export
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle, write
from tests.helpers.town import CHIEF
from tests.ui.office import TEAM, Office

Show = Callable[[Desk], MainWindow]
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


class Chief:
    """A confirmer at the screen 確認."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window
        self.come()
        self.screen: Any = window.screens["review"]

    def settle(self) -> None:
        settle(self.qtbot, self.window)
        settle(self.qtbot, self.window)

    def come(self) -> None:
        """Come to the screen by a click in the navigation, where the focus then is."""
        button = self.window.navigation.buttons["review"]
        button.setFocus()
        self.qtbot.mouseClick(button, LEFT)
        self.settle()

    def press(self, key: Any, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key wherever the focus is."""
        focused = QApplication.focusWidget()
        assert focused is not None
        self.qtbot.keyClick(focused, key, modifier)

    def undo(self) -> None:
        self.press(Key.Key_Z, CONTROL)
        self.settle()

    def confirm(self) -> str:
        """Confirm whom one is at; return who it was."""
        number = self.shown
        self.press(Key.Key_Return)
        self.settle()
        assert self.state(number) is State.FIRST_CONFIRMED
        return number

    @property
    def shown(self) -> str:
        return str(self.screen.page.work.person.employee_number)

    @property
    def last(self) -> str:
        """What is said can be taken back."""
        line = self.screen.queue.last
        return str(line.text()) if not line.isHidden() else ""

    def state(self, number: str) -> State:
        return person_year(self.window.desk, number).state


@pytest.fixture
def chief(qtbot: QtBot, show: Show, office: Office, monkeypatch: pytest.MonkeyPatch) -> Chief:
    monkeypatch.setattr(Review, "pause", 0.0)  # a test presses faster than anybody reads
    desk = office.section(CHIEF)
    receive(desk, ReceiveFiles((office.answered(),)))
    return Chief(qtbot, show(desk))


def test_ctrl_z_takes_the_confirmation_back_with_all_that_was_typed(chief: Chief) -> None:
    page = chief.screen.page
    uid = page.work.items[1].uid
    page.grid.pick(uid)
    chief.press("3")
    write(page.comment, "周りへの指導まで行っている")
    number, name = chief.shown, page.name.text()
    chief.qtbot.mouseClick(page.confirm, LEFT)
    chief.settle()
    assert chief.state(number) is State.FIRST_CONFIRMED
    assert chief.last == f"{name}さんを確認しました"
    assert chief.shown != number
    chief.undo()
    assert chief.state(number) is State.SUBMITTED
    assert chief.shown == number
    assert (page.work.level(uid), page.work.comments[uid]) == (3, "周りへの指導まで行っている")
    assert chief.last == ""
    assert page.grid.hasFocus(), "Enter confirms again at once"
    assert chief.confirm() == number
    item = next(i for i in person_year(chief.window.desk, number).items if i.uid == uid)
    assert (item.first, item.first_comment) == (3, "周りへの指導まで行っている")


def test_several_are_taken_back_one_after_the_other_and_after_a_restart(
    chief: Chief, qtbot: QtBot, show: Show
) -> None:
    first, second = chief.confirm(), chief.confirm()
    chief.screen.decisions.__init__()  # the window is opened anew: nothing is known of what was typed
    chief.qtbot.mouseClick(chief.screen.queue.last.button, LEFT)
    chief.settle()
    assert (chief.state(first), chief.state(second)) == (State.FIRST_CONFIRMED, State.SUBMITTED)
    chief.undo()
    assert chief.state(first) is State.SUBMITTED
    before = chief.shown
    chief.undo()
    assert chief.shown == before
    assert chief.screen.banner.isHidden(), "nothing to take back is no failure"


def test_ctrl_z_before_the_queue_is_read_takes_nothing_back(chief: Chief) -> None:
    number = chief.confirm()
    unread = Review(chief.window.desk, chief.window.operations)
    chief.qtbot.addWidget(unread)
    unread.undo()
    chief.settle()
    assert chief.state(number) is State.FIRST_CONFIRMED, "nobody was shown whose decision it is"


def test_what_was_done_last_is_undone_first(chief: Chief) -> None:
    """Typed, confirmed, typed: each in its turn."""
    page = chief.screen.page
    order = [entry.employee_number for entry in chief.screen._entries]
    typed_first = order[-1]
    chief.screen.queue.pick(typed_first)
    page.grid.setFocus()
    chief.press("3")
    assert chief.screen.decisions.touched(typed_first)
    chief.screen.queue.pick(order[0])
    page.grid.setFocus()
    confirmed = chief.confirm()
    chief.press("3")
    typed_last = chief.shown
    assert chief.screen.decisions.touched(typed_last)
    chief.undo()
    assert not chief.screen.decisions.touched(typed_last)
    assert chief.state(confirmed) is State.FIRST_CONFIRMED
    chief.undo()
    assert chief.state(confirmed) is State.SUBMITTED
    assert chief.screen.decisions.touched(typed_first)
    chief.undo()
    assert not chief.screen.decisions.touched(typed_first)


def test_ctrl_z_in_a_hurry_is_about_what_is_being_written(chief: Chief) -> None:
    number = chief.shown
    chief.press("3")
    write(chief.screen.page.comment, "手本です")
    chief.press(Key.Key_Return, CONTROL)
    chief.press(Key.Key_Z, CONTROL)
    chief.settle()
    assert chief.state(number) is State.SUBMITTED
    assert chief.shown == number
    assert chief.screen.page.work.comments, "what was typed is there"


def test_the_button_takes_nothing_back_but_what_it_names(chief: Chief) -> None:
    """Pressed while the next decision is being written, it would take that one back."""
    first, second = chief.confirm(), chief.shown
    chief.press(Key.Key_Return)
    chief.qtbot.mouseClick(chief.screen.queue.last.button, LEFT)
    chief.settle()
    assert (chief.state(first), chief.state(second)) == (State.FIRST_CONFIRMED, State.FIRST_CONFIRMED)


def test_what_cannot_be_taken_back_right_now_is_still_the_last(
    chief: Chief, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Typed, confirmed, and the disk was full: Ctrl+Z again is about the confirmation, not what was typed."""
    screen, page = chief.screen, chief.screen.page
    order = [entry.employee_number for entry in screen._entries]
    screen.queue.pick(order[-1])
    page.grid.setFocus()
    chief.press("3")
    screen.queue.pick(order[0])
    page.grid.setFocus()
    confirmed = chief.confirm()

    def full(*_: object) -> None:
        raise KnownError("disk-full", "ディスクに空きがありません。", "空きを作ってください。")

    with monkeypatch.context() as patch:
        patch.setattr(taking_back, "take_back", full)
        chief.undo()
    assert "空き" in screen.banner.text()
    chief.undo()
    assert chief.state(confirmed) is State.SUBMITTED
    assert screen.decisions.touched(order[-1])


def test_ctrl_z_that_bounces_takes_one_decision_back(chief: Chief) -> None:
    first, second = chief.confirm(), chief.confirm()
    chief.press(Key.Key_Z, CONTROL)
    chief.press(Key.Key_Z, CONTROL)
    chief.settle()
    assert (chief.state(first), chief.state(second)) == (State.FIRST_CONFIRMED, State.SUBMITTED)


def test_a_whole_queue_is_taken_back_from_the_spread_at_the_end(chief: Chief) -> None:
    screen = chief.screen
    chief.qtbot.mouseClick(screen.bulk, LEFT)
    chief.qtbot.mouseClick(screen.dialog.accept_button, LEFT)
    chief.settle()
    assert {chief.state(number) for number in TEAM} == {State.FIRST_CONFIRMED}
    assert screen.pages.currentWidget() is screen.spread
    assert screen.spread.last.text() == f"{len(TEAM)}人を確認しました"
    chief.qtbot.mouseClick(screen.spread.last.button, LEFT)
    chief.settle()
    assert {chief.state(number) for number in TEAM} == {State.SUBMITTED}
    assert screen.pages.currentWidget() is screen.main
    assert chief.window.focusWidget() is screen.page.grid


def test_what_was_sent_is_not_taken_back_and_it_is_said_why(chief: Chief, tmp_path: Path) -> None:
    number = chief.confirm()
    export(chief.window.desk, Export("confirmations", tmp_path))
    chief.window.operations.changed.emit(Changes.STANDING)
    chief.settle()
    assert chief.last == "", "what cannot be taken back is not offered"
    chief.undo()
    assert "確認票" in chief.screen.banner.text()
    assert "もう一度" in chief.screen.banner.text()
    assert chief.state(number) is State.FIRST_CONFIRMED


def test_a_return_is_taken_back_and_its_reasons_are_there_again(chief: Chief) -> None:
    chief.confirm()
    chief.undo()
    screen, number, status = chief.screen, chief.shown, chief.window.status
    assert "取り消しました" in status.saved.text()
    uid = screen.page.work.items[0].uid
    chief.qtbot.mouseClick(screen.page.send_back, LEFT)
    write(screen.dialog.reasons[uid], "根拠を具体的に")
    chief.qtbot.mouseClick(screen.dialog.accept_button, LEFT)
    chief.settle()
    assert chief.state(number) is State.RETURNED
    assert status.saved.isHidden(), "what it said was of the act before"
    chief.qtbot.mouseClick(screen.banner.findChild(QPushButton, ""), LEFT)
    chief.settle()
    assert chief.state(number) is State.SUBMITTED
    assert (chief.shown, screen.banner.isHidden(), screen.slips.isHidden()) == (number, True, True)
    chief.qtbot.mouseClick(screen.page.send_back, LEFT)
    assert screen.dialog.reasons[uid].text() == "根拠を具体的に"
    screen.dialog.reject()


def test_reasons_typed_or_chosen_are_not_lost_by_escape(chief: Chief) -> None:
    screen = chief.screen
    chief.qtbot.mouseClick(screen.page.send_back, LEFT)
    dialog = screen.dialog
    field = next(iter(dialog.reasons.values()))
    phrases = next(box for box in dialog.findChildren(QComboBox) if box.isVisible())
    phrases.activated.emit(1)
    chosen = field.text()
    assert chosen
    chief.qtbot.keyClick(dialog, Key.Key_Escape)
    assert dialog.leaving is not None
    assert dialog.leaving.isVisible()
    chief.qtbot.keyClick(dialog.leaving.stay, Key.Key_Return)
    assert (dialog.isVisible(), dialog.leaving.isVisible(), field.text()) == (True, False, chosen)
    chief.qtbot.keyClick(dialog, Key.Key_Escape)
    chief.qtbot.mouseClick(dialog.leaving.go, LEFT)
    assert not dialog.isVisible()
    assert chief.state(chief.shown) is State.SUBMITTED


def test_no_button_moves_with_the_mode(chief: Chief) -> None:
    screen = chief.screen
    chief.confirm()
    chief.qtbot.mouseClick(screen.page.send_back, LEFT)
    write(screen.dialog.overall, "根拠を具体的に")
    chief.qtbot.mouseClick(screen.dialog.accept_button, LEFT)
    chief.settle()
    found = []
    assert screen.bulk.isVisible()
    for mode in ("one", "grid", "spread", "one"):
        chief.qtbot.mouseClick(screen.modes[mode], LEFT)
        chief.settle()
        parts = (screen.slips, screen.send, *screen.modes.values())
        assert all(part.isVisible() for part in parts)
        found.append([part.mapTo(chief.window, QPoint(0, 0)).toTuple() for part in parts])
    assert found[0] == found[1] == found[2] == found[3]


def test_who_comes_back_sees_what_is_to_be_done_and_goes_on_by_keys(chief: Chief) -> None:
    screen = chief.screen
    done = chief.confirm()
    screen.queue.sift("all")
    screen.queue.pick(done)
    screen.queue.search.setText("001")
    chief.window.go("home")
    chief.settle()
    chief.come()
    assert (screen.queue.filter_key, screen.queue.search.text()) == ("todo", "")
    assert screen.page.grid.hasFocus()
    number = chief.confirm()
    assert number != done
    for mode, page in (("grid", screen.entry.table.cells), ("spread", screen.page.grid)):
        screen.set_mode(mode)
        chief.window.go("home")
        chief.settle()
        chief.come()
        assert page.hasFocus(), mode
    screen.queue.sift("again")
    chief.window.go("home")
    chief.settle()
    chief.window.operations.changed.emit(Changes.STANDING)  # and it is read anew on coming back
    chief.come()
    assert screen.page.grid.hasFocus()
    assert screen.queue.filter_key == "todo", "a filter that leaves nobody is no use"


def test_a_screen_reader_is_told_each_person_with_their_state(chief: Chief) -> None:
    done = chief.confirm()
    chief.press("3")
    chief.screen.queue.sift("all")
    QAccessible.setActive(True)
    found = QAccessible.queryAccessibleInterface(chief.screen.queue.view)
    rows = [found.child(position) for position in range(found.childCount())]
    told = [row.text(QAccessible.Text.Name) for row in rows]
    assert {row.role() for row in rows} == {QAccessible.Role.ListItem}
    assert len(rows) == len(TEAM)
    entries = chief.screen.queue.model.records
    for entry, text in zip(entries, told, strict=True):
        assert text.startswith(f"{words.shown(entry.name)}、{entry.post}")
        assert ("済み" in text) == (entry.employee_number == done)
    assert sum("書きかけ" in text for text in told) == 1
    assert [row.state().selected for row in rows].count(1) == 1


def click_person(chief: Chief, number: str) -> None:
    """Click a person in the list at the left, as a hand does."""
    view = chief.screen.queue.view
    records = chief.screen.queue.model.records
    place = next(n for n, entry in enumerate(records) if entry.employee_number == number)
    at = view.visualRect(chief.screen.queue.model.index(place, 0)).center()
    chief.qtbot.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)
    chief.settle()


def test_who_clicks_a_person_goes_on_by_the_keys_the_foot_names(chief: Chief) -> None:
    screen, page = chief.screen, chief.screen.page
    order = [entry.employee_number for entry in screen.queue.model.records]
    click_person(chief, order[1])
    assert (chief.shown, screen.queue.view.hasFocus()) == (order[1], True)
    uid = page.grid.uid()
    stood = page.work.level(uid)
    chief.press("3" if stood != 3 else "2")
    assert page.work.level(uid) == (3 if stood != 3 else 2)
    chief.press(Key.Key_Delete)
    assert page.work.level(uid) == stood
    assert chief.confirm() == order[1]
    assert chief.shown != order[1]
    chief.press(Key.Key_Down)  # and the arrows still walk through the list
    walked = chief.shown
    assert chief.confirm() == walked


def test_keys_in_a_list_that_shows_nobody_decide_nothing(chief: Chief) -> None:
    screen, number = chief.screen, chief.shown
    screen.queue.search.setText("だれでもない")
    screen.queue.view.setFocus()
    chief.press("3")
    chief.press(Key.Key_Return)
    chief.settle()
    assert not screen.decisions.touched(number)
    assert chief.state(number) is State.SUBMITTED


@pytest.mark.parametrize("mode", ["one", "grid"])
def test_a_level_pressed_by_mistake_is_undone_from_the_comment_it_asks_for(chief: Chief, mode: str) -> None:
    screen = chief.screen
    screen.set_mode(mode)
    number, page = chief.shown, screen.page
    table, field = page.grid, page.comment
    if mode == "grid":
        table, field = screen.entry.table.cells, screen.entry.comment
        first = screen.entry.table.model.people[0]
        assert first.person.employee_number == number
    uid = page.work.items[0].uid
    stood = page.work.level(uid)
    wrong = "3" if stood != 3 else "2"
    for leave in (Key.Key_Escape, None):
        if mode == "grid":
            screen.entry.table.go_to(screen.entry.table.model.find(number, uid))
            table.setFocus()
        chief.press(wrong)
        assert page.work.level(uid) == int(wrong)
        chief.press(Key.Key_Return, CONTROL if mode == "grid" else Qt.KeyboardModifier.NoModifier)
        chief.settle()
        assert QApplication.focusWidget() is field
        if leave is not None:
            chief.press(leave)
            assert QApplication.focusWidget() is table
        else:
            chief.press("a")
            chief.press(Key.Key_Z, CONTROL)
            assert (text_of(field), page.work.level(uid)) == ("", int(wrong)), (
                "first what is typed in the field"
            )
        chief.undo()
        assert page.work.level(uid) == stood
        said = screen.entry.banner if mode == "grid" else screen.banner
        assert said.isHidden(), "no word is missing any more"
        if QApplication.focusWidget() is field:
            chief.press(Key.Key_Escape)
    assert not screen.decisions.touched(number)
    assert chief.state(number) is State.SUBMITTED


def text_of(field: Any) -> str:
    return str(field.text() if hasattr(field, "text") else field.toPlainText())


def test_after_sending_from_the_spread_the_keys_still_belong_to_the_page(
    chief: Chief, tmp_path: Path
) -> None:
    screen = chief.screen
    chief.qtbot.mouseClick(screen.bulk, LEFT)
    chief.qtbot.mouseClick(screen.dialog.accept_button, LEFT)
    chief.settle()
    assert chief.window.focusWidget() is screen.spread
    screen.spread.send.setFocus()
    export(chief.window.desk, Export("confirmations", tmp_path))
    chief.window.operations.changed.emit(Changes.STANDING)
    chief.settle()
    assert screen.spread.send.isHidden()
    assert chief.window.focusWidget() is screen.spread, "the next Enter makes no second file"
    chief.window.activateWindow()
    chief.qtbot.waitUntil(screen.spread.hasFocus)
    chief.undo()
    assert "確認票" in screen.banner.text(), "why it cannot be taken back"


def test_a_return_proposes_no_phrase_that_decides_and_leads_to_the_reason(chief: Chief) -> None:
    screen, page = chief.screen, chief.screen.page
    own, phrased = page.work.items[0].uid, page.work.items[1].uid
    page.grid.pick(phrased)
    page.phrase.activated.emit(1)
    assert page.work.comments[phrased] == CORRECT_PHRASES[0]
    page.grid.pick(own)
    page.phrase.activated.emit(2)
    write(page.comment, CORRECT_PHRASES[1] + "議事録を見ました")
    chief.qtbot.mouseClick(page.send_back, LEFT)
    reasons = screen.dialog.reasons
    assert (reasons[own].text(), reasons[phrased].text()) == ("議事録を見ました", "")
    reasons[own].clear()
    chief.qtbot.mouseClick(screen.dialog.accept_button, LEFT)
    assert not screen.dialog.banner.isHidden()
    assert screen.dialog.focusWidget() is reasons[own]
    screen.dialog.reject()


def test_a_return_ends_what_the_line_below_said_and_counts_in_no_spread(chief: Chief) -> None:
    screen, status = chief.screen, chief.window.status
    chief.confirm()
    chief.undo()
    assert status.saved.text() == f"{screen.page.name.text()}さんの確認を取り消しました。"
    number = chief.shown
    chief.qtbot.mouseClick(screen.page.send_back, LEFT)
    write(screen.dialog.overall, "根拠を具体的に")
    chief.qtbot.mouseClick(screen.dialog.accept_button, LEFT)
    chief.settle()
    assert chief.state(number) is State.RETURNED
    assert status.saved.text() == ""
    screen.set_mode("spread")
    found = [bars._spread for bars in screen.spread._bars]
    stand = sum(work.person.state is State.SUBMITTED for work in screen.decisions.people.values())
    assert 0 < stand < len(screen.decisions.people)
    for one in found:
        assert sum(now for *_, now, _ in one.levels) <= stand
        assert one.none >= 1
        assert one.told.startswith(f"まだ {one.none}人")


def test_means_of_other_people_are_not_put_beside_each_other_as_if_of_the_same() -> None:
    both = Spread("u", "業務改革", ((2, "LV2", 1, 1), (1, "LV1", 1, 1)), 0, 1.5, 1.5)
    assert both.told == "平均 1.5(前年 1.5)"
    few = Spread("u", "業務改革", ((2, "LV2", 5, 1), (1, "LV1", 7, 1)), 1, 17 / 12, 1.5)
    assert few.told == "まだ 1人・平均 1.4(前年は2人で 1.5)"
    new = Spread("u", "業務改革", ((2, "LV2", 5, 0), (1, "LV1", 7, 0)), 0, 17 / 12, None)
    assert new.told == "平均 1.4"


def test_the_end_is_not_said_while_somebody_still_has_to_hand_in(qtbot: QtBot) -> None:
    page = SpreadPage()
    qtbot.addWidget(page)
    page.show_end(done=3, whole=4, waits=Counter({"提出待ち": 1}), sent=True, has_last=True)
    assert "終わりです" not in page.text.text()
    assert "あと 1人は、まだ確認できません(提出待ち 1人)" in page.text.text()
    page.show_end(done=4, whole=4, waits=Counter(), sent=True, has_last=True)
    assert "終わりです" in page.text.text()
