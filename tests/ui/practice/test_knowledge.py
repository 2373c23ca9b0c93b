"""形式知, 効果発現 and 用語集 in the window: written down, refused, taken in from a table, taken out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.agenda import glossary
from dxdesk.usecases.knowledge.overview import register
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.practice.turning import turning
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.plain_table import table
from tests.helpers.preparing import button_of, pressed, write
from tests.helpers.screens import settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


def opened(qtbot: QtBot, window: MainWindow, place: str, page: str) -> tuple[Any, Any]:
    screen: Any = window.go(place, {"page": page})
    for _ in range(3):
        settle(qtbot, window)
    return screen, screen.page(page)


def test_knowledge_is_written_and_taken_in(qtbot: QtBot, show: Show, office: Office, tmp_path: Path) -> None:
    desk = office.open_hr()
    capabilities.switch(desk, "practice", True)
    window = show(desk)
    _, page = opened(qtbot, window, "practice", "knowledge")
    pressed(qtbot, window, button_of(page, "begin-knowledge"))
    dialog = page.acts.dialog
    pressed(qtbot, window, dialog.accept_button)
    assert "題名が空です" in dialog.banner.text()
    write(dialog, name="予約の手順", place="共有/手順", tags="予約、窓口")
    pressed(qtbot, window, dialog.accept_button)
    assert [row.cells[0] for row in page.table.shown()] == ["予約の手順"]
    assert register(desk).lines[0].said.tags == ("予約", "窓口")

    pressed(qtbot, window, button_of(page, "knowledge-import"))
    asked = page.acts.dialog
    asked.take(table(tmp_path, {"題名": "こつ", "種類": "歌"}))
    for _ in range(3):
        settle(qtbot, window)
    assert not register(desk, "こつ").lines
    asked.take(table(tmp_path, {"題名": "こつ", "種類": "動画"}))
    for _ in range(3):
        settle(qtbot, window)
    asked.apply_table()
    for _ in range(3):
        settle(qtbot, window)
    assert [one.form for one in register(desk, "こつ").lines] == ["動画"]
    page.pick("形-1")
    page._out(True)
    for _ in range(3):
        settle(qtbot, window)
    assert [one.said.code for one in register(desk).ended] == ["形-1"]


def test_created_time_is_put_to_a_measure(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = office.open_hr()
    capabilities.switch(desk, "practice", True)
    window = show(desk)
    screen, page = opened(qtbot, window, "practice", "turned")
    pressed(qtbot, window, button_of(page, "begin-turned"))
    dialog = page.acts.dialog
    write(dialog, name="訪問の相談", put="120", state="active")
    pressed(qtbot, window, dialog.accept_button)
    assert "始めた日がありません" in dialog.banner.text()
    dialog.parts["since"].set_day(desk.services.clock.today())
    pressed(qtbot, window, dialog.accept_button)
    assert turning(desk, screen.chosen_year).put == 120
    assert "施策に充てている時間: 120時間" in page.figures.text()


def test_words_of_a_policy_are_taken_and_changed(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = office.open_hr()
    capabilities.switch(desk, "agenda", True)
    window = show(desk)
    _, page = opened(qtbot, window, "agenda", "terms")
    pressed(qtbot, window, button_of(page, "begin-take"))
    write(page.acts.dialog, policy="kashiwa")
    pressed(qtbot, window, page.acts.dialog.accept_button)
    assert len(page.table.shown()) == 8
    page.pick("kashiwa-1")
    pressed(qtbot, window, page.edit)
    write(page.acts.dialog, meaning="私たちの説明")
    pressed(qtbot, window, page.acts.dialog.accept_button)
    said = glossary.term_there(desk, "kashiwa-1")
    assert said is not None
    assert (said.meaning, said.supplement) == ("私たちの説明", False)
