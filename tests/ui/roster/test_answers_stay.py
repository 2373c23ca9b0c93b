"""What was answered about a table stays to be seen and changed, this time and the next, or is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.domain.framework import Requirement
from dxdesk.ui.settings import messages as settings_messages
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.widgets.labels import Text
from dxdesk.usecases.imports import course_names, roster
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.helpers.town import write_roster
from tests.ui.office import STAFF, Office

Show = Callable[[Desk], MainWindow]
LEFT = Qt.MouseButton.LeftButton
WHO = "001003"
GONE, HERE = "退職等", "在職"


def table(office: Office, word: str = "コード9") -> Path:
    """Return the roster with a word for one person's 在職状態 that nobody understands."""
    staff = tuple((*row[:7], word, *row[8:]) if row[0] == WHO else row for row in STAFF)
    write_roster(office.folder / "名簿2.csv", staff)
    return office.folder / "名簿2.csv"


def wait(qtbot: QtBot, window: MainWindow) -> None:
    for _ in range(5):
        settle(qtbot, window)
        QApplication.processEvents()


def opened(qtbot: QtBot, window: MainWindow, path: Path) -> Any:
    screen: Any = window.go("roster")
    settle(qtbot, window)
    screen.import_table(path)
    wait(qtbot, window)
    return screen.dialog


def press(qtbot: QtBot, window: MainWindow, button: QPushButton) -> None:
    assert button.isEnabled()
    qtbot.mouseClick(button, LEFT)
    wait(qtbot, window)


def answer(dialog: Any, code: str, key: str, label: str) -> None:
    choice = dialog.answers[code, key]
    assert choice.findText(label) >= 0, [choice.itemText(n) for n in range(choice.count())]
    choice.setCurrentIndex(choice.findText(label))


def duty_of(window: MainWindow) -> str:
    with window.desk.store.read() as uow:
        person = uow.people.employee(WHO)
    assert person is not None
    return GONE if person.left else person.duty_status


def test_a_wrong_answer_about_a_word_is_seen_and_put_right(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    dialog = opened(qtbot, window, table(office))
    answer(dialog, "duty-unknown", "コード9", "休業等")
    press(qtbot, window, dialog.look)
    assert dialog.answers["duty-unknown", "コード9"].currentText() == "休業等", "it is still there"
    answer(dialog, "duty-unknown", "コード9", "派遣・出向")
    assert not dialog.apply.isEnabled()
    press(qtbot, window, dialog.look)
    press(qtbot, window, dialog.apply)
    assert duty_of(window) == "派遣・出向"

    again = opened(qtbot, window, table(office))
    assert again.answers["duty-unknown", "コード9"].currentText() == "派遣・出向", "remembered, and told"
    assert "duty-remembered" in {notice.code for notice in again.preview.notices}
    answer(again, "duty-unknown", "コード9", HERE)
    press(qtbot, window, again.look)
    press(qtbot, window, again.apply)
    assert duty_of(window) == HERE
    third = opened(qtbot, window, table(office))
    assert third.answers["duty-unknown", "コード9"].currentText() == HERE


def test_the_ledger_and_the_store_never_hold_the_word(qtbot: QtBot, show: Show, office: Office) -> None:
    """Why somebody is away is nowhere; that a word was remembered is told without it."""
    window = show(office.open_hr())
    for _ in range(2):
        dialog = opened(qtbot, window, table(office, "機微な言葉"))
        answer(dialog, "duty-unknown", "機微な言葉", "休業等")
        press(qtbot, window, dialog.look)
        press(qtbot, window, dialog.apply)
        write_roster(office.folder / "名簿2.csv", STAFF)
    with window.desk.store.read() as uow:
        kept = [str(receipt) for receipt in uow.exchange.receipts()]
        kept += [str(one) for one in uow.settings.starting_with("").items()]
        kept += [str(entry) for entry in uow.audit.entries()]
    assert not [text for text in kept if "機微な言葉" in text]


def test_what_was_remembered_of_words_is_forgotten_in_the_settings(
    qtbot: QtBot, show: Show, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    class WithCourse:
        requirements = (Requirement("r1", "course", "情報セキュリティ研修"),)

    monkeypatch.setattr(course_names, "framework_of", lambda *_: WithCourse())
    window = show(office.open_hr())
    dialog = opened(qtbot, window, table(office))
    answer(dialog, "duty-unknown", "コード9", "休業等")
    press(qtbot, window, dialog.look)
    press(qtbot, window, dialog.apply)
    path = office.folder / "受講.csv"
    path.write_text(f"職員番号,研修名,受講日,出欠\n{WHO},接遇,2025/6/1,半日\n", encoding="utf-8")
    listed = opened(qtbot, window, path)
    for choice in (listed.questions.words["半日"], listed.questions.courses["接遇"]):
        choice.setCurrentIndex(choice.count() - 1 if choice.count() < 5 else 2)
        choice.activated.emit(choice.currentIndex())
    press(qtbot, window, listed.look)
    press(qtbot, window, listed.apply)

    second = opened(qtbot, window, path)
    assert second.questions.words["半日"].currentText() == "受講・出席", "what was remembered is shown"
    assert set(second.questions.courses) == {"接遇"}
    assert second.apply.isEnabled()
    second.reject()

    screen: Any = window.go("settings", {"page": "lists"})
    wait(qtbot, window)
    page = screen.lists
    for name in ("forget-duty-", "forget-cell-半日", "forget-course-接遇"):
        press(qtbot, window, page.findChild(QPushButton, name))
        assert page.findChild(QPushButton, name) is None
    assert settings_messages.WORDS_NONE in {label.text() for label in page.findChildren(Text)}
    third = opened(qtbot, window, table(office))
    assert third.answers["duty-unknown", "コード9"].currentData() == "", "it is asked again"
    third.reject()
    fourth = opened(qtbot, window, path)
    assert not fourth.apply.isEnabled()


def test_a_persona_that_nobody_knows_may_be_any_of_the_real_ones(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    path = table(office, HERE)
    text = path.read_text(encoding="utf-8-sig").splitlines()
    lines = [
        f"{text[0]},人材像",
        *(f"{line},{'ぜんぜん違う名' if line.startswith(WHO) else ''}" for line in text[1:]),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    window = show(office.open_hr())
    with window.desk.store.read() as uow:
        names = [f"「{name}」のこと" for name in dict.fromkeys(roster._personas(uow).values())]
    dialog = opened(qtbot, window, path)
    choice = dialog.answers["persona-unknown", "ぜんぜん違う名"]
    offered = [choice.itemText(position) for position in range(choice.count())]
    assert len(names) > 1
    assert set(names) < set(offered)
    choice.setCurrentIndex(choice.findText(names[0]))
    press(qtbot, window, dialog.look)
    choice = dialog.answers["persona-unknown", "ぜんぜん違う名"]
    assert choice.currentText() == names[0], "the answer stays, and can be another"
    choice.setCurrentIndex(choice.findText(names[1]))
    press(qtbot, window, dialog.look)
    press(qtbot, window, dialog.apply)
    with window.desk.store.read() as uow:
        person = uow.people.employee(WHO)
    assert person is not None
    assert person.personas == (names[1][1:-4],)


def test_who_of_those_with_another_surname_is_somebody_else_is_said_of_each(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    def renamed(row: tuple[str, ...]) -> tuple[str, ...]:
        given = row[1].replace("\u3000", " ").partition(" ")[2] or row[1][-1:]
        kana = row[2].replace("\u3000", " ").partition(" ")[2]
        return (row[0], f"新姓 {given}", f"シンセイ {kana}", *row[3:])

    both = ("001005", "001006")
    write_roster(office.folder / "名簿2.csv", tuple(renamed(r) if r[0] in both else r for r in STAFF))  # type: ignore[misc]
    window = show(office.open_hr())
    dialog = opened(qtbot, window, office.folder / "名簿2.csv")
    assert {key for code, key in dialog.answers if code == "surname-changed"} == set(both)
    answer(dialog, "surname-changed", both[0], "別の人です(番号が新しい人に渡りました)")
    answer(dialog, "surname-changed", both[1], "同じ人です(氏が変わりました)")
    press(qtbot, window, dialog.look)
    assert dialog.preview.reused == {both[0]}
    assert dialog.apply.isEnabled()
    assert dialog.answers["surname-changed", both[1]].currentText().startswith("同じ人です")
    press(qtbot, window, dialog.apply)
    with window.desk.store.read() as uow:
        person = uow.people.employee(both[1])
    assert person is not None
    assert person.name.startswith("新姓")
