"""How things look where there is little room: dialogs scroll, columns fit, names break between words."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QListWidgetItem, QMainWindow
from pytestqt.qtbot import QtBot

from dxdesk.domain import shades
from dxdesk.domain.breaking import phrases
from dxdesk.ports.entities import Role
from dxdesk.programs.scenes.album import scenes
from dxdesk.ui.look import applying, theme
from dxdesk.ui.pictures.studio import Scene
from dxdesk.ui.settings import audit
from dxdesk.ui.startup import app
from dxdesk.ui.startup.create import CreateDialog
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.showing import repolish
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.sealing.workbook_kinds import CONFIRMATION, made_as


def test_a_dialog_is_no_higher_than_its_window_and_its_buttons_stay_in_view(qtbot: QtBot) -> None:
    app.prepare()
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(911, 450)
    window.show()
    dialog = CreateDialog(window)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.height() == 450, timeout=5_000)
    shown = dialog.accept_button.mapTo(dialog, dialog.accept_button.rect().bottomRight())
    assert dialog.rect().contains(shown)
    dialog.accept_button.click()
    qtbot.waitUntil(dialog.banner.isVisible, timeout=5_000)
    qtbot.wait(50)
    top = dialog.banner.mapTo(dialog, dialog.banner.rect().topLeft()).y()
    assert 0 <= top < dialog.height()
    dialog.reject()


def test_a_dialog_grows_with_what_appears_in_it(qtbot: QtBot) -> None:
    from dxdesk.ui.shell.sending import SendDialog

    app.prepare()
    dialog = SendDialog("確認票を出す", "確認が済んだ人の分です。", CONFIRMATION)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.wait(50)
    before = dialog.height()
    dialog.lock.setChecked(True)
    qtbot.waitUntil(lambda: dialog.height() > before, timeout=5_000)


def test_columns_take_what_their_texts_need_where_there_is_room(qtbot: QtBot) -> None:
    app.prepare()
    name = "勅使河原 ヴィクトリア エリザベート"
    table: Table[str] = Table(
        [Col("氏名", str, 90), Col("所属", lambda _: "総務課"), Col("番号", lambda text: str(len(text)), 60)]
    )
    qtbot.addWidget(table)
    table.resize(700, 200)
    table.show()
    table.show_records([name, "林 誠"])
    assert table.columnWidth(0) > 200
    table.resize(250, 200)
    assert 90 <= table.columnWidth(0) < 150


@pytest.mark.parametrize("look", list(theme.LOOKS))
def test_the_boxes_to_tick_in_a_list_are_seen(qtbot: QtBot, look: str) -> None:
    app.prepare()
    program = QApplication.instance()
    assert isinstance(program, QApplication)
    tokens = applying.apply(program, look=look)
    try:
        units = QListWidget()
        qtbot.addWidget(units)
        item = QListWidgetItem("")
        item.setCheckState(Qt.CheckState.Unchecked)
        units.addItem(item)
        units.resize(200, 80)
        box = units.viewport().grab(QRect(0, 0, 28, 28)).toImage()
        inks = {box.pixelColor(x, y).name() for x in range(28) for y in range(28)}
        assert max(shades.contrast(ink, tokens.card) for ink in inks) >= 3
    finally:
        applying.apply(program, look="light")


def test_a_name_keeps_its_words_whole_and_its_text_as_given(qtbot: QtBot) -> None:
    app.prepare()
    plain = Text("プロジェクトマネジメント", wrap=True)
    by_words = Text("プロジェクトマネジメント", wrap=True, by_words=True)
    for made in (plain, by_words):
        qtbot.addWidget(made)
        assert made.text() == made.accessibleName() == "プロジェクトマネジメント"
    assert by_words.heightForWidth(400) == plain.heightForWidth(400)
    assert by_words.heightForWidth(110) == plain.heightForWidth(110)


def test_a_text_is_as_high_as_a_label_of_its_words_and_type_whatever_it_was_before(qtbot: QtBot) -> None:
    app.prepare()
    long = "確認されたレベルとコメント、次のレベルに必要なことを読めます。"
    changing = Text(wrap=True)
    qtbot.addWidget(changing)
    heights = []
    plain = QLabel.heightForWidth
    for said, look in ((long, ""), (long * 3, ""), (long * 3, "title"), (long, "title"), (long, "")):
        if changing.text() != said:  # the type alone changes otherwise
            changing.setText(said)
        changing.setProperty("look", look)
        repolish(changing)
        fresh = Text(said, look, wrap=True)
        qtbot.addWidget(fresh)
        fresh.ensurePolished()
        for width in (120, 400, 120):
            heights.append(changing.heightForWidth(width))
            assert heights[-1] == plain(changing, width) == plain(fresh, width)
        fresh.setContentsMargins(0, 9, 0, 9)  # the same words and type, in more room
        assert fresh.heightForWidth(400) == plain(fresh, 400) > changing.heightForWidth(400)
    assert len(set(heights)) > 6
    changing.setText("")
    assert changing.heightForWidth(400) == plain(changing, 400)
    assert Text("", wrap=True).heightForWidth(400) == -1, "one that was never filled takes no room"


@pytest.mark.parametrize(
    "said",
    [
        "確認されたレベルとコメント、次のレベルに必要なことを読めます。",
        "見つかりません。別の言葉でさがしてください。",
        "プロジェクトを進めるときの基本的なやり方を知っている",
        "来年度の目標: データを使って業務の見直しを1件提案する。",
    ],
)
def test_a_wrapped_text_never_ends_in_a_line_of_one_or_two_letters(qtbot: QtBot, said: str) -> None:
    app.prepare()
    made = Text(said, wrap=True)
    qtbot.addWidget(made)
    assert made.text() == made.accessibleName() == said
    page = QTextDocument()
    page.setDefaultFont(theme.font())
    page.setHtml(QLabel.text(made))
    for width in range(100, 460, 7):
        page.setTextWidth(width)
        assert page.size().height() > 0  # asked for, it is laid out
        block = page.begin().layout()
        last = block.lineAt(block.lineCount() - 1)
        letters = page.begin().text()[last.textStart() :].replace("\u2060", "").strip("。")
        assert len(letters) > 2, f"{width} px: {letters}"


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("期限は令和8年2月20日(金)でした(279日過ぎています)。", "過ぎています"),
        ("このファイルは取り込んでいません。台帳は変わっていません。", "変わっていません"),
        ("元の台帳はそのままで、消えも変わりもしません。", "変わりもしません"),
        ("今は別の所属で勤務しています。", "勤務しています"),
    ],
)
def test_a_verb_at_the_end_of_a_sentence_is_not_torn(qtbot: QtBot, said: str, whole: str) -> None:
    app.prepare()
    made = Text(said, wrap=True)
    qtbot.addWidget(made)
    held = QTextDocument()
    held.setHtml(QLabel.text(made))
    assert "\u2060".join(whole) in held.toPlainText()
    assert made.text() == said


@pytest.mark.parametrize(
    "whole",
    ["令和8年3月27日", "4月1日", "葛城 健", "葛城\u3000健", "フライス ヤー"],
    ids=("date", "day", "name", "wide", "kana"),
)
def test_dates_and_names_are_never_torn(qtbot: QtBot, whole: str) -> None:
    app.prepare()
    said = f"この年度の確認者になっている{whole}さん(001018)へ、期限までに送ってください。"
    made = Text(said, wrap=True)
    qtbot.addWidget(made)
    page = QTextDocument()
    page.setDefaultFont(theme.font())
    page.setHtml(QLabel.text(made))
    for width in range(200, 500, 9):
        page.setTextWidth(width)
        assert page.size().height() > 0  # asked for, it is laid out
        block = page.begin().layout()
        text = page.begin().text()
        shown = [
            re.sub("[\u2060\\s]", "", text[line.textStart() : line.textStart() + line.textLength()])
            for line in map(block.lineAt, range(block.lineCount()))
        ]
        assert any(re.sub(r"\s", "", whole) in line for line in shown), (width, shown)


def test_every_line_of_a_wrapped_text_begins_with_a_phrase(qtbot: QtBot) -> None:
    app.prepare()
    said = "台帳を変えて閉じると、控えを自動で取ります。台帳が壊れたときは、控えから新しい台帳を作れます。"
    made = Text(said, wrap=True)
    qtbot.addWidget(made)
    page = QTextDocument()
    page.setDefaultFont(theme.font())
    page.setHtml(QLabel.text(made))
    begins, place = set(), 0
    for phrase in phrases(said, 9):
        begins.add(said[place:])
        place += len(phrase)
    for width in range(140, 500, 9):
        page.setTextWidth(width)
        assert page.size().height() > 0  # asked for, it is laid out
        block = page.begin().layout()
        for line in map(block.lineAt, range(block.lineCount())):
            assert page.begin().text()[line.textStart() :].replace("\u2060", "") in begins, width


def test_an_empty_state_breaks_where_its_sentences_end(qtbot: QtBot) -> None:
    app.prepare()
    first, second = (
        "年度を開始して対象の人が決まると、ここに人とスキルの表が出ます。",
        "申告が届き、確認されるごとに、ますが色と数字で埋まります。",
    )
    state = EmptyState("map", "まだ表示できる人がいません", first + second)
    qtbot.addWidget(state)
    assert state.hint.text().split("\n") == [first, second]
    state.tell("まだ年度が始まっていません", "年度が始まると、ここに並びます。")
    assert state.hint.text() == "年度が始まると、ここに並びます。"


@pytest.mark.parametrize("role", [Role.HR, Role.SECTION, Role.PERSONAL, Role.DX])
def test_the_tour_names_every_scene_once_and_has_empty_and_error_states(role: Role) -> None:
    found: tuple[Scene, ...] = scenes(role)
    assert not [name for name, count in Counter(scene.name for scene in found).items() if count > 1]
    names = {scene.name for scene in found}
    assert {"home", "empty-home", "error", "crash", "lock", "welcome", "receive-refused"} <= names
    assert sum(scene.bare for scene in found) >= 4


@pytest.mark.parametrize(
    ("action", "subject", "said"),
    [
        ("number-documents", "completion:2025", "修了証 令和7年度"),
        ("store.moved", "3d7cfc54ac9d44137caad7c422a465ce", ""),
        ("create", "personal", "個人"),
        ("cycle-close", "2025", "令和7年度"),
        ("resolve", "001178/life/assignment", "001178"),
        ("roster", "4", "受付 4番"),
        ("key-register", "554f460f79c014b4", "指紋 554f460f…"),
        ("settings", "issuer_name、seal", "発行者の氏名、公印の扱い"),
        ("submit", "001269", "001269"),
    ],
)
def test_the_audit_says_in_words_what_was_done_to_what(action: str, subject: str, said: str) -> None:
    entry: Any = SimpleNamespace(action=action, subject=subject, counts="{}", actor="")
    assert audit.subject(entry) == said


def test_what_holds_a_secret_is_locked_unless_one_says_no(qtbot: QtBot) -> None:
    from dxdesk.ui.shell import sending

    app.prepare()
    for kind, locked in (("section-packages", True), ("forms", False)):
        dialog = sending.SendDialog("配る", "確認者ごとに1つです。", made_as(kind))
        qtbot.addWidget(dialog)
        dialog.show()
        assert dialog.lock.isChecked() is locked
        assert dialog.password.isVisible() is locked
        shown = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
        assert (sending.SECRET in shown) is locked
        dialog.close()


def test_each_confirmer_may_get_a_password_of_their_own(qtbot: QtBot, tmp_path: Path) -> None:
    from dxdesk.ui.shell import sending

    def dialog(kind: str = "section-packages", *, several: bool = True) -> Any:
        made = sending.SendDialog("配る", "確認者ごとに1つです。", made_as(kind), several=several)
        qtbot.addWidget(made)
        made.show()
        return made

    asked = dialog()
    asked.folder.setText(str(tmp_path / "配布"))
    assert (asked.each.isVisible(), asked.password.isVisible(), asked.listed.isVisible()) == (
        True,
        True,
        False,
    )
    asked.password.setText("みんな同じ")
    assert (asked.secret, asked.lock_list) == ("みんな同じ", None)
    asked.each.setChecked(True)
    assert (asked.password.isVisible(), asked.listed.isVisible()) == (False, True)
    assert asked.listed.text().endswith(".pdf")
    listed = tmp_path / "紙" / "一覧.pdf"
    asked.listed.setText("")
    asked.accept_button.click()
    assert asked.banner.isVisible()
    asked.listed.setText(str(listed))
    assert (asked.secret, asked.lock_list) == ("", listed)
    asked.lock.setChecked(False)
    assert (asked.secret, asked.lock_list, asked.each.isVisible()) == ("", None, False)
    asked.lock.setChecked(True)
    asked.accept_button.click()
    assert asked.result() == 1
    asked.remember()

    again = dialog()
    assert again.each.isChecked(), "the next time one goes on as before"
    assert Path(again.listed.text()).parent == listed.parent
    for other in (dialog("forms"), dialog(several=False)):
        other.lock.setChecked(True)
        assert (other.each.isVisible(), other.lock_list, other.password.isVisible()) == (False, None, True)
