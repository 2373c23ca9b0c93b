"""A message keeps the width to be read, also in a dialog: its button gives way."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.domain.errors import KnownError, Problem
from dxdesk.store import problems
from dxdesk.ui.startup import app, messages
from dxdesk.ui.widgets.days import BLANK, DayEdit
from dxdesk.ui.widgets.messages import Banner, explain
from dxdesk.ui.widgets.passphrase import PassphraseDialog


@pytest.mark.parametrize(("act", "least"), [(messages.OPEN_READ_ONLY, 0.75), ("", 0.6)])
def test_who_has_the_store_is_readable_in_the_dialog_that_asks_for_the_passphrase(
    qtbot: QtBot, act: str, least: float
) -> None:
    app.prepare()
    dialog = PassphraseDialog("人事課", "人事課.dxdesk", store=True)
    qtbot.addWidget(dialog)
    dialog.show()
    error = problems.in_use(Path("人事課.dxdesk"), "検証 花子", "PC-0123", "令和8年12月1日 9時10分")
    dialog.banner.say(*explain(error), act=act, acting=dialog.close)
    qtbot.waitUntil(lambda: dialog.banner.width() > 300)
    qtbot.wait(50)  # the dialog fits itself to what is said
    title = dialog.banner._title
    assert title.width() >= least * dialog.banner.width()
    assert title.height() >= title.heightForWidth(title.width()) - 1, "nothing of it is cut"


def test_what_a_message_says_already_is_not_said_again_as_found() -> None:
    said = KnownError("use-outside-purpose", "令和7年度の利用目的にありません。", found="令和7年度")
    assert explain(said)[1] == ""
    other = KnownError("date-unreadable", "日付を読み取れません。", found="R8.13.40")
    assert explain(other)[1] == "見つかったもの: R8.13.40"
    short = KnownError("level-outside", "3行目を読み取れません。", found="3")
    assert explain(short)[1] == "見つかったもの: 3", "a digit stands in a sentence by chance"


def test_of_several_things_that_are_wrong_each_stands_with_its_own_advice() -> None:
    first = Problem("target-figure", "見込みを数として読めません。", "50のように書いてください。", "五十")
    second = Problem("target-source", "実績に、出どころがありません。", "資料の名前を書いてください。")
    title, meaning, advice = explain(KnownError.of((first, second)))
    assert title == first.message
    told = meaning.split("\n")
    assert told.index("50のように書いてください。") < told.index(f"・{second.message}{second.fix}")
    assert advice == ""
    assert explain(KnownError.of((first,)))[2] == first.fix


def _form(qtbot: QtBot, *fields: QWidget) -> tuple[QWidget, Banner]:
    app.prepare()
    window, banner = QWidget(), Banner()
    layout = QVBoxLayout(window)
    for part in (banner, *fields):
        layout.addWidget(part)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window, banner


@pytest.mark.parametrize(("typed", "found"), [("R8.13.40", "R8.13.40"), ("", BLANK)])
def test_an_objection_to_a_day_ends_when_another_one_stands_there(
    qtbot: QtBot, typed: str, found: str
) -> None:
    day, search = DayEdit(), QLineEdit()
    window, banner = _form(qtbot, day, search)
    day.selectAll()
    qtbot.keyClick(day, Qt.Key.Key_Delete)
    for letter in typed:
        qtbot.keyClicks(day, letter)
    banner.refuse(KnownError("date-unreadable", "日付を読み取れません。", found=found))
    search.setText("佐藤")
    assert window.isVisible()
    assert banner.isVisible(), "what is typed elsewhere changes nothing of it"
    day.selectAll()
    qtbot.keyClicks(day, "R8.4.1")
    assert banner.isHidden()
    # What is said afterwards is of something else and stays.
    banner.say("保存しました。", tone="done")
    qtbot.keyClicks(day, "0")
    assert banner.isVisible()


def test_days_in_the_wrong_order_are_objected_to_until_one_of_them_is_another(qtbot: QtBot) -> None:
    days = [QLineEdit(text) for text in ("R8.3.1", "R8.2.1")]
    window, banner = _form(qtbot, *days)
    banner.refuse(KnownError("dates-out-of-order", "期限の順が前後しています。", found="R8.3.1、R8.2.1"))
    days[1].setText("R8.4.1")
    assert window.isVisible()
    assert banner.isHidden()


def test_what_was_missing_is_asked_for_until_it_is_there(qtbot: QtBot) -> None:
    reason = QPlainTextEdit()
    window, banner = _form(qtbot, reason)
    banner.refuse(KnownError("reason-needed", "理由がありません。"), about=(reason,))
    assert window.isVisible()
    assert banner.isVisible()
    reason.setPlainText("取")
    assert banner.isHidden()
