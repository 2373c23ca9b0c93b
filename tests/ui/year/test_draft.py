"""確定案 on the screen of the year: made, said, and compared before anything is finalised."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.domain.lifecycle import State
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.progress.status import status
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import drafting
from tests.helpers import world as w
from tests.helpers.screens import settle

Show = Callable[[Desk], MainWindow]


def said(part: QWidget) -> str:
    labels: list[QLabel] = list(part.findChildren(QLabel))
    return "\n".join(label.text().replace("\u2060", "") for label in labels)


def test_a_draft_is_made_shown_and_finalised(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    with w.municipality(tmp_path, w.AFTER, on_file=True) as (desk, _):
        w.play(desk)
        window = show(desk)
        year: Any = window.go("year")
        settle(qtbot, window)
        ready = len(year.found.ready)
        year.draft.click()
        assert "結果はまだ確定しません" in said(year.dialog)
        year.dialog.accept()
        settle(qtbot, window)
        assert f"{ready}人の確定案を作りました" in said(year)
        assert f"に作成、{ready}人" in year.draft_text.text()
        assert status(desk).states[State.FINALISED] == 0
        year.draft.click()
        settle(qtbot, window)
        assert "そのあとに変わった人はいません" in said(year.dialog)
        assert not year.dialog.without.isVisible()
        year.dialog.reject()
        year.finalise.click()
        settle(qtbot, window)
        assert "そのあとに変わった人はいません" in said(year.dialog)
        year.dialog.accept()
        settle(qtbot, window)
        assert status(desk).states[State.FINALISED] == ready
        assert not year.draft_text.isVisible()


def test_who_changed_since_is_named_and_left_out(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    with w.municipality(tmp_path, w.AFTER, on_file=True) as (desk, _):
        w.play(desk)
        ready = len(drafting.draft(desk).draft.people)
        w.answered(desk, w.DIRECTOR, 2)  # nobody confirms the director, who is ready with the answer
        window = show(desk)
        year: Any = window.go("year")
        settle(qtbot, window)
        year.finalise.click()
        settle(qtbot, window)
        told = said(year.dialog)
        assert "変わった人が 1人います" in told
        (changed,) = year.dialog.table.shown()
        assert changed.number == w.DIRECTOR
        assert status(desk).states[State.FINALISED] == 0
        year.dialog.without.click()
        settle(qtbot, window)
        assert "確定案から変わったので除く人 1人" in said(year.dialog)
        year.dialog.accept()
        settle(qtbot, window)
        counted = status(desk).states
        assert (counted[State.FINALISED], counted[State.RECEIVED]) == (ready, 1)


def test_a_draft_is_made_anew_from_the_list_of_those_who_changed(
    qtbot: QtBot, show: Show, tmp_path: Path
) -> None:
    with w.municipality(tmp_path, w.AFTER, on_file=True) as (desk, _):
        w.play(desk)
        before = len(drafting.draft(desk).draft.people)
        w.answered(desk, w.DIRECTOR, 2)
        window = show(desk)
        year: Any = window.go("year")
        settle(qtbot, window)
        year.draft.click()
        settle(qtbot, window)
        year.dialog.redraft.click()
        settle(qtbot, window)
        found = drafting.compare(desk)
        assert found is not None
        assert (len(found.draft.people), found.changed) == (before + 1, ())
