"""Whom nobody confirmed, on the screens of HR: told where they are counted, and before finalising."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.screens import settle

Show = Callable[[Desk], MainWindow]


def said(part: QWidget) -> str:
    labels: list[QLabel] = list(part.findChildren(QLabel))
    return "\n".join(label.text().replace("\u2060", "") for label in labels)


def test_hr_is_told_of_whom_nobody_confirmed_before_finalising_them(
    qtbot: QtBot, show: Show, tmp_path: Path
) -> None:
    with w.municipality(tmp_path, w.AFTER, on_file=True) as (desk, _):
        w.play(desk)
        w.answered(desk, w.DIRECTOR, 2)
        window = show(desk)
        screens: dict[str, Any] = {}
        for name in ("home", "status", "year"):
            screens[name] = window.go(name)
            settle(qtbot, window)
        assert "1人は、確認者がいないため、申告のままです" in screens["home"].counted.text()
        assert "確認者がいない人 1人(申告のまま)" in said(screens["status"])
        assert "このうち 1人は、確認者がいないため、だれも確認していません" in said(screens["year"])
        screens["year"]._ask_finalise()
        asked = said(screens["year"].dialog)
        assert "だれも確認していない人 1人(申告のまま確定します): 検証 一郎さん" in asked
        screens["year"].dialog.reject()


def test_where_everybody_has_a_confirmer_nothing_of_it_is_said(
    qtbot: QtBot, show: Show, tmp_path: Path
) -> None:
    with w.municipality(tmp_path, w.AFTER, on_file=True) as (desk, _):
        w.play(desk)
        window = show(desk)
        for name in ("home", "status", "year"):
            screen: Any = window.go(name)
            settle(qtbot, window)
            assert "申告のまま" not in said(screen), name


def test_asking_again_is_the_next_step_only_where_there_is_somebody_to_ask(
    qtbot: QtBot, show: Show, tmp_path: Path
) -> None:
    with w.municipality(tmp_path, on_file=True) as (desk, _):
        w.play(desk)
        window = show(desk)
        screen: Any = window.go("status")
        settle(qtbot, window)
        assert screen.remind.property("look") == "primary"
        for number in (n.number for n in screen.people.source.records if n.state.value == "not_started"):
            w.answered(desk, number)
        w.answered(desk, w.TAX_C)
        screen.reload()
        settle(qtbot, window)
        assert screen.remind.property("look") == "secondary"
