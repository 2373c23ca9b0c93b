from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.ui.roster import messages
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.widgets.labels import Text
from dxdesk.usecases.imports import evidence, roster, table_rows
from dxdesk.usecases.imports.roster_plan import BLANKS
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.ui.office import Office, roster_file

Show = Callable[[Desk], MainWindow]
KEY = Qt.Key


def table(office: Office, change: Callable[[list[list[str]]], None] = lambda lines: None) -> Path:
    """Return the office's roster as HR sends it, changed."""
    path = roster_file(office.folder)
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    change(lines)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(lines)
    return path


def with_roles(lines: list[list[str]]) -> None:
    """Add a column that nobody understands."""
    for position, line in enumerate(lines):
        line.append(f"役割{position}" if position else "役割")


def with_total(lines: list[list[str]]) -> None:
    lines.append(["合計", f"{len(lines) - 1}名"])


def wait(qtbot: QtBot, window: MainWindow) -> None:
    for _ in range(3):
        settle(qtbot, window)
    QApplication.processEvents()


def opened(qtbot: QtBot, window: MainWindow, path: Path | None) -> Any:
    screen: Any = window.go("roster")
    settle(qtbot, window)
    screen.import_table(path)
    wait(qtbot, window)
    return screen.dialog


def all_columns(qtbot: QtBot, dialog: Any) -> dict[str, Any]:
    more = dialog.findChild(QPushButton, "all-columns")
    if more is not None:
        qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    QApplication.processEvents()  # what was just drawn has to appear
    choices: dict[str, Any] = dialog.reading.choices
    return choices


def meanings(dialog: Any) -> dict[str, str]:
    return {header: choice.currentText() for header, choice in dialog.reading.choices.items()}


def told(part: QWidget) -> str:
    """Return what a part says to who looks at it."""
    return "\n".join(label.text() for label in part.findChildren(Text) if label.isVisible())


def pick(choice: Any, text: str) -> None:
    """Choose an entry out of the open list."""
    choice.setCurrentText(text)
    choice.activated.emit(choice.currentIndex())


def step_to(qtbot: QtBot, choice: Any, text: str) -> None:
    """Step to an entry with the arrow keys while the list is closed."""
    choice.setFocus()
    way = KEY.Key_Down if choice.findText(text) > choice.currentIndex() else KEY.Key_Up
    for _ in range(choice.count()):
        if choice.currentText() == text:
            return
        qtbot.keyClick(choice, way)
    raise AssertionError(text)


def test_stepping_through_a_closed_choice_takes_nothing_from_other_columns(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    """Only what somebody stops at counts: by Enter, or by going on to the next field."""
    window = show(office.open_hr())
    dialog = opened(qtbot, window, table(office, with_roles))
    choices = all_columns(qtbot, dialog)
    before = meanings(dialog)
    role = choices["役割"]
    step_to(qtbot, role, "職名")
    assert {**meanings(dialog), "役割": "使わない"} == before, "what it went past is as it was"
    assert dialog.reading.mapping() == {}
    assert dialog.apply.isEnabled(), "nothing is chosen yet"

    qtbot.keyClick(role, KEY.Key_Escape)
    assert meanings(dialog) == before
    assert dialog.isVisible(), "Escape goes back one step, not out of the page"

    step_to(qtbot, role, "職名")
    qtbot.keyClick(role, KEY.Key_Return)
    assert meanings(dialog) == {**before, "役割": "職名", "職名": "使わない"}
    assert not dialog.apply.isEnabled()
    assert dialog.preview is None, "Enter kept the meaning and did not look at the table"

    step_to(qtbot, role, "職層")
    assert meanings(dialog)["職層"] == "職層"
    qtbot.keyClick(role, KEY.Key_Tab)
    assert meanings(dialog) == {**before, "役割": "職層", "職層": "使わない"}, "職名 has its own back"


def test_what_a_column_lost_is_said_and_comes_back_when_the_choice_moves_on(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    dialog = opened(qtbot, window, table(office, with_roles))
    choices = all_columns(qtbot, dialog)
    before = meanings(dialog)
    pick(choices["役割"], "職層")
    assert meanings(dialog)["職層"] == "使わない"
    assert "職層の列から移しました" in told(dialog.reading)
    assert "役割の列へ移しました" in told(dialog.reading)
    pick(choices["役割"], "使わない")
    assert meanings(dialog) == before
    assert "移しました" not in told(dialog.reading)
    assert dialog.reading.mapping() == {}, "as it was read, nothing is said of it"

    pick(choices["役割"], "職層")
    pick(choices["職名"], "職層")
    pick(choices["職名"], "職名")
    assert meanings(dialog) == {**before, "役割": "職層", "職層": "使わない"}, "the first stands again"
    press(qtbot, window, dialog, "look")
    assert "役割の列へ移しました" in told(dialog.reading), "it is still said after another look"
    pick(dialog.reading.choices["役割"], "職名")
    assert meanings(dialog)["職層"] == "職層", "it comes back after another look, too"


def press(qtbot: QtBot, window: MainWindow, dialog: Any, name: str) -> None:
    qtbot.mouseClick(dialog.findChild(QPushButton, name), Qt.MouseButton.LeftButton)
    wait(qtbot, window)


def test_without_a_file_nothing_can_be_taken_in_and_a_file_is_asked_for(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    dialog = opened(qtbot, window, None)
    assert not dialog.apply.isEnabled()
    dialog.apply_table()
    wait(qtbot, window)
    assert not dialog.banner.isVisible(), "nothing was looked at, so nothing happens"
    press(qtbot, window, dialog, "look")
    assert dialog.banner.text() == "表のファイルを選んでください。"
    path = table(office)
    dialog.file.setText(str(path))
    assert not dialog.banner.isVisible(), "it spoke of no file"
    assert not dialog.apply.isEnabled()
    dialog.file.setFocus()
    qtbot.keyClick(dialog.file, KEY.Key_Return)
    wait(qtbot, window)
    assert dialog.preview is not None, "Enter in the file's field looks at the file"
    assert dialog.apply.isEnabled()


def test_findings_are_in_view_and_go_when_a_meaning_changes(qtbot: QtBot, show: Show, office: Office) -> None:
    def change(lines: list[list[str]]) -> None:
        with_roles(lines)
        lines[0][lines[0].index("所属コード")] = "符号"
        lines[0][lines[0].index("所属名")] = "呼び名"
        with_total(lines)

    window = show(office.open_hr())
    window.resize(1024, 768)
    dialog = opened(qtbot, window, table(office, change))
    count = len(dialog.preview.errors)
    assert count
    area = dialog._area
    first = next(iter(dialog.accepted_codes.values()))

    def is_on_the_page() -> bool:
        seen = first.mapTo(area.viewport(), QPoint(0, 0)).y()
        return 0 <= seen <= area.viewport().height() - first.height()

    qtbot.waitUntil(is_on_the_page)
    assert f"{count}か所" in told(dialog.reading)
    assert "かもしれません" in told(dialog.reading)

    pick(all_columns(qtbot, dialog)["役割"], "職名")
    said = told(dialog.reading)
    assert messages.READ_AGAIN in said
    for stale in ("か所", "かもしれません", "職員8人", "ない列"):
        assert stale not in said, stale
    assert not dialog._card.isVisible()
    press(qtbot, window, dialog, "look")
    assert messages.READ_AGAIN not in told(dialog.reading)


def test_a_tick_says_what_is_agreed_to(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    dialog = opened(qtbot, window, table(office, with_total))
    box: QCheckBox = dialog.accepted_codes["rows-not-people"]
    assert re.fullmatch(r"10行A列「合計」の行を除いて取り込む", box.accessibleName())
    assert box.accessibleName() in told(dialog)


def test_every_code_that_can_be_accepted_says_what_is_agreed_to() -> None:
    docs = (roster.preview_roster.__doc__ or "", evidence.preview_evidence.__doc__ or "")
    named = "".join(doc.partition("accept:")[2].partition("sheet:")[0] for doc in docs)
    codes = set(re.findall(r"``([a-z]+(?:-[a-z]+)+)``", named))
    codes |= {*BLANKS.values(), *table_rows.LEAVES.values()} - {"blank-posts"}  # told, not asked
    assert len(codes) > 30
    assert codes <= messages.AGREE.keys()
    for code, agree in messages.AGREE.items():
        said = agree.format(found="A28「合計」")
        assert said.endswith(
            (
                "取り込む",
                "足し合わせる",
                "数える",
                "一覧にする",
                "取り込む(今いる人の所属は残ります)",
                "残ります)",
                "外す",
                "戻す",
            )
        ), code
        assert "。" not in said, "an act, not a finding"


@pytest.mark.parametrize("size", [(1024, 768)])
def test_the_tab_key_goes_down_the_page(
    qtbot: QtBot, show: Show, office: Office, size: tuple[int, int]
) -> None:
    window = show(office.open_hr())
    window.resize(*size)
    dialog = opened(qtbot, window, table(office, with_total))
    order: list[QWidget] = []
    at: QWidget = dialog.file
    while at not in order:
        order.append(at)
        at = at.nextInFocusChain()
    columns = [order.index(choice) for choice in dialog.reading.choices.values()]
    ticks = [order.index(box) for box in dialog.accepted_codes.values()]
    assert columns == sorted(columns)
    assert max(columns) < min(ticks) < order.index(dialog.look) < order.index(dialog.apply)
    assert isinstance(order[0], QLineEdit)
