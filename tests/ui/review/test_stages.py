"""育成段階: decided by key or mouse at the confirmer's desk, told to the person, counted by HR."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dxdesk.domain.lifecycle import State
from dxdesk.ui.deciding import messages
from dxdesk.ui.deciding.model import notes
from dxdesk.ui.review.view import Review
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.widgets.labels import Text
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.review.confirming import Decision, confirm
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from tests.helpers.screens import settle, write
from tests.helpers.stages import NUMBER, Post, answered, post

Show = Callable[[Desk], MainWindow]


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    monkeypatch.setattr(Review, "pause", 0.0)
    with post(tmp_path) as made:
        yield made


@pytest.fixture
def confirming(qtbot: QtBot, show: Show, at: Post) -> tuple[MainWindow, Any]:
    assert [f.outcome for f in receive(at.leader, ReceiveFiles((answered(at),))).files] == ["applied"]
    window = show(at.leader)
    screen: Any = window.go("review", {"employee": NUMBER})
    settle(qtbot, window)
    return window, screen


def texts(widget: Any) -> str:
    return "\n".join(text.text() for text in widget.findChildren(Text) if not text.isHidden())


def stood(desk: Desk) -> dict[str, str]:
    return {said.persona: said.stands for said in person_year(desk, NUMBER).stages}


def press(qtbot: QtBot, window: MainWindow, widget: Any, key: Qt.Key, ctrl: bool = False) -> None:
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(widget, key, held)
    settle(qtbot, window)
    screen: Any = window.screens["review"]
    if key == Qt.Key.Key_Return and screen.page.unseen.isVisible():
        # The stages leave the items little room: told of more below, one presses again.
        qtbot.keyClick(widget, key, held)
        settle(qtbot, window)


def test_a_year_of_stages_through_window_and_files(
    qtbot: QtBot, show: Show, at: Post, confirming: tuple[MainWindow, Any]
) -> None:
    window, screen = confirming
    shown = texts(screen.page.stages)
    for said in ("「BPR研修」修了(本人の申告)", "「情報セキュリティ研修」修了", "次の Step3 後進育成"):
        assert said in shown
    rows = screen.page.stages.rows
    assert (rows["general"].block.own_word.isVisible(), rows["promoter"].block.own_word.isVisible()) == (
        False,
        True,
    )
    assert messages.NOTE_STAGE in notes(screen.queue.current())
    press(qtbot, window, screen.page.grid, Qt.Key.Key_G, ctrl=True)
    assert rows["promoter"].choice.currentText() == "Step2 実務での実践"
    press(qtbot, window, screen.page.grid, Qt.Key.Key_Return)
    assert stood(at.leader) == {"general": "general-1", "promoter": "promoter-2"}

    receive(at.chief, ReceiveFiles(at.send(at.leader, "confirmations")))
    confirm(at.chief, Decision(NUMBER))
    receive(at.hr, ReceiveFiles(at.send(at.chief, "confirmations")))
    assert person_year(at.hr, NUMBER).state is State.RECEIVED
    finalise.finalise(at.hr)
    notice = at.send(at.hr, "results")
    assert [(f.outcome, f.errors) for f in receive(at.person, ReceiveFiles(notice)).files] == [
        ("applied", ())
    ]
    assert make_report(at.person, "result-notice").startswith(b"%PDF")
    own = show(at.person)
    settle(qtbot, own)
    home: Any = own.screens["home"]
    told = texts(home.stages)
    assert "いま Step2 実務での実践" in told
    assert "次の Step3 後進育成 には: この段階の基準は、方針で定められていません。" in told

    hr = show(at.hr)
    growth: Any = hr.go("growth")
    settle(qtbot, hr)
    growth.tabs.setCurrentIndex(1)
    page = growth.tabs.page(1)
    place = next(n for n, s in enumerate(page.stages.source.records) if s.stage == "promoter-2")
    page.stages.selectRow(place)
    assert [person.number for person in page.people.source.records] == [NUMBER]


def test_who_decides_nothing_leaves_the_stage_alone(qtbot: QtBot, confirming: tuple[MainWindow, Any]) -> None:
    window, screen = confirming
    press(qtbot, window, screen.page.grid, Qt.Key.Key_Return)
    person = person_year(window.desk, NUMBER)
    assert person.state is State.FIRST_CONFIRMED
    assert stood(window.desk) == {"general": "", "promoter": ""}


def test_another_stage_needs_a_word_and_can_be_taken_back(
    qtbot: QtBot, confirming: tuple[MainWindow, Any]
) -> None:
    window, screen = confirming
    row = screen.page.stages.rows["promoter"]
    qtbot.mouseClick(row.more, Qt.MouseButton.LeftButton)
    row.choice.setFocus()
    qtbot.keyClick(row.choice, Qt.Key.Key_Down)  # keeps → Step1
    assert screen.page.work.stages == {"promoter": "promoter-1"}
    press(qtbot, window, screen.page.grid, Qt.Key.Key_Return)
    assert "DX推進員" in screen.banner.text()
    assert person_year(window.desk, NUMBER).state is State.SUBMITTED
    screen.undo()
    assert (screen.page.work.stages, row.choice.currentText()) == ({}, messages.STAGE_KEEP)
    screen.redo()
    write(row.comment, "率いたのは半年")
    press(qtbot, window, screen.page.grid, Qt.Key.Key_Return)
    said = next(s for s in person_year(window.desk, NUMBER).stages if s.persona == "promoter")
    assert (said.first, said.first_comment) == ("promoter-1", "率いたのは半年")
    screen.queue.sift("all")
    screen.queue.pick(NUMBER)
    settle(qtbot, window)
    again = screen.page.stages.rows["promoter"]
    assert again.choice.currentText() == "Step1 基礎知識習得"
    again.decided.emit("promoter", None)
    press(qtbot, window, screen.page.grid, Qt.Key.Key_Return)
    assert stood(window.desk)["promoter"] == ""


def test_what_is_decided_and_not_confirmed_is_there_again(
    qtbot: QtBot, show: Show, confirming: tuple[MainWindow, Any]
) -> None:
    window, screen = confirming
    press(qtbot, window, screen.page.grid, Qt.Key.Key_G, ctrl=True)
    screen.leave()
    settle(qtbot, window)
    again = show(window.desk)
    other: Any = again.go("review", {"employee": NUMBER})
    settle(qtbot, again)
    assert other.page.work.stages == {"general": "general-1", "promoter": "promoter-2"}


def test_the_person_reads_what_is_missing_beside_level_and_goal(qtbot: QtBot, show: Show, at: Post) -> None:
    window = show(at.person)
    screen: Any = window.go("self_report")
    settle(qtbot, window)
    panel = screen.panel
    panel.go_to("govtech.general.tools")
    locks = {card.level: card.lock.text() for card in panel.item_page.cards if card.lock.text()}
    assert locks == {1: "このレベルの裏づけ: 「各種ツールに関する基礎研修」を修了する"}
    panel.go_to("goals")
    told = texts(panel.goals_page.stages)
    assert "次の Step1 基礎知識習得 には: 「BPR研修」を修了する" in told
    assert "上長が確認すると Step1 基礎知識習得 に進みます" in told
