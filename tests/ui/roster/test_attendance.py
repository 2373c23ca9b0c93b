"""HR takes lists of attendance in: what is not understood is asked once, beside what it would change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.domain.framework import Requirement
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.widgets.labels import Text
from dxdesk.usecases.imports import course_names
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle, write
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]
ONE, TWO = "001003", "001004"


def opened(qtbot: QtBot, window: MainWindow, path: Path) -> Any:
    screen: Any = window.go("roster")
    settle(qtbot, window)
    screen.import_table(path)
    dialog = screen.dialog
    dialog.kind.setCurrentIndex(dialog.kind.findData("attendance"))
    dialog.kind.committed.emit()
    look(qtbot, window, dialog)
    return dialog


def look(qtbot: QtBot, window: MainWindow, dialog: Any) -> None:
    for _ in range(3):
        settle(qtbot, window)
    qtbot.mouseClick(dialog.findChild(QPushButton, "look"), Qt.MouseButton.LeftButton)
    for _ in range(4):
        settle(qtbot, window)


def choose(box: QComboBox, text: str) -> None:
    """Choose an entry as a person does."""
    assert box.findText(text) >= 0, [box.itemText(n) for n in range(box.count())]
    box.setCurrentText(text)
    box.activated.emit(box.currentIndex())


def apply(qtbot: QtBot, window: MainWindow, dialog: Any) -> None:
    assert dialog.apply.isEnabled()
    qtbot.mouseClick(dialog.apply, Qt.MouseButton.LeftButton)
    for _ in range(3):
        settle(qtbot, window)


def kept(window: MainWindow) -> list[tuple[str, str, str, str]]:
    with window.desk.store.read() as uow:
        return [(r.employee_number, r.name, r.date, r.result) for r in uow.people.evidence()]


def test_words_and_names_are_chosen_once(qtbot: QtBot, show: Show, office: Office, monkeypatch: Any) -> None:
    class WithCourse:
        requirements = (Requirement("r1", "course", "情報セキュリティ研修"),)

    monkeypatch.setattr(course_names, "framework_of", lambda *_: WithCourse())
    path = office.folder / "受講.csv"
    path.write_text(
        "職員番号,研修名,受講日,出欠\n"
        f"{ONE},セキュリティ研修,2026/6/1,半日\n{TWO},セキュリティ研修,2026/6/1,欠席\n{ONE},接遇,2026/6/2,出席\n",
        encoding="utf-8",
    )
    window = show(office.open_hr())
    dialog = opened(qtbot, window, path)
    assert set(dialog.questions.words) == {"半日"}
    assert set(dialog.questions.courses) == {"セキュリティ研修", "接遇"}
    assert not dialog.apply.isEnabled()
    choose(dialog.questions.words["半日"], "受講・出席")
    choose(dialog.questions.courses["セキュリティ研修"], "情報セキュリティ研修 と同じ")
    choose(dialog.questions.courses["接遇"], "体系にない研修")
    assert not dialog.apply.isEnabled(), "it is looked at again before it is taken"
    look(qtbot, window, dialog)
    assert dialog.preview.errors == ()
    assert dialog.questions.words["半日"].currentText() == "受講・出席", "what was said stays to be changed"
    apply(qtbot, window, dialog)
    assert kept(window) == [
        (ONE, "情報セキュリティ研修", "2026-06-01", "出席〔半日〕"),
        (TWO, "情報セキュリティ研修", "2026-06-01", "欠席"),
        (ONE, "接遇", "2026-06-02", "出席"),
    ]
    again = opened(qtbot, window, path)
    assert again.preview.errors == ()
    assert again.questions.words["半日"].currentText() == "受講・出席", "it is told what is remembered"
    assert again.apply.isEnabled(), "and not asked again"


def test_points_take_a_threshold_and_a_column_a_course_is_shown(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    path = office.folder / "一覧.csv"
    path.write_text(f"職員番号,文書研修,法務研修\n{ONE},修了,修了\n{TWO},,欠席\n", encoding="utf-8")
    window = show(office.open_hr())
    dialog = opened(qtbot, window, path)
    told = "\n".join(label.text() for label in dialog.findChildren(Text))
    assert "2研修 × 2人" in told
    assert dialog.reading.choices["文書研修"].currentText() == "研修ごとの列"
    apply(qtbot, window, dialog)
    assert len(kept(window)) == 3

    points = office.folder / "得点.csv"
    points.write_text(
        f"職員番号,研修名,受講日,得点\n{ONE},基礎,2026/6/1,83\n{TWO},基礎,2026/6/1,57\n", "utf-8"
    )
    dialog = opened(qtbot, window, points)
    assert {problem.code for problem in dialog.preview.errors} == {"pass-mark-missing"}
    write(dialog.questions.pass_mark, "60")
    look(qtbot, window, dialog)
    apply(qtbot, window, dialog)
    assert [row for row in kept(window) if row[1] == "基礎"] == [(ONE, "基礎", "2026-06-01", "合格")]


def test_the_course_of_a_list_without_one_is_typed(qtbot: QtBot, show: Show, office: Office) -> None:
    path = office.folder / "名簿.csv"
    path.write_text(f"職員番号,出欠\n{ONE},出席\n{TWO},欠席\n", encoding="utf-8")
    window = show(office.open_hr())
    dialog = opened(qtbot, window, path)
    qtbot.waitUntil(dialog.questions.course.isVisible)
    write(dialog.questions.course, "文書の書き方")
    write(dialog.questions.day, "令和8年6月1日")
    look(qtbot, window, dialog)
    assert dialog.preview.errors == ()
    apply(qtbot, window, dialog)
    assert {row[1:3] for row in kept(window)} == {("文書の書き方", "2026-06-01")}


def test_people_lines_and_days_are_decided_one_by_one(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    with window.desk.store.read() as uow:
        names = {person.number: person.name for person in uow.people.employees()}
    path = office.folder / "受講.csv"
    path.write_text(
        "職員番号,氏名,研修名,開始日,終了日,結果\n"
        f"{ONE},{names[TWO]},接遇,2026/3/30,2026/4/2,修了\n"
        f",{names[TWO]},法務,2026/3/30,2026/4/2,修了\n"
        f"{ONE},別所 一,文書,2026/3/30,2026/4/2,修了\n"
        f"{TWO},,文書,2026/3/30,2026/4/2,欠席\n{TWO},,文書,2026/3/30,2026/4/2,修了\n"
        ",,文書,2026/3/30,2026/4/2,修了\n",
        encoding="utf-8",
    )
    dialog = opened(qtbot, window, path)
    assert not dialog.apply.isEnabled()
    shown = {code for code, _ in dialog.answers}
    assert shown == {"name-differs", "found-by-name", "day-column", "lines-contradict"}
    for (code, _), box in dialog.answers.items():
        wanted = {"day-column": "開始日", "found-by-name": "氏名の人", "lines-contradict": "修了"}.get(code)
        entries = [box.itemText(position) for position in range(box.count())]
        choose(box, next(text for text in entries if (wanted or "番号の人") in text))
    dialog.accepted_codes["number-empty"].setChecked(True)
    look(qtbot, window, dialog)
    assert dialog.preview.errors == ()
    assert all(box.currentData() for box in dialog.answers.values()), "what was said stays to be changed"
    assert dialog.reading.choices["開始日"].currentText() == "日付"
    apply(qtbot, window, dialog)
    assert {record[:3] for record in kept(window)} == {
        (ONE, "文書", "2026-03-30"),
        (ONE, "接遇", "2026-03-30"),
        (TWO, "文書", "2026-03-30"),
        (TWO, "法務", "2026-03-30"),
    }
