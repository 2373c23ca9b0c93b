"""提出状況 in the window: who still has something to do stands first, and is found by any way of writing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.domain.breaking import two_lines
from dxdesk.domain.lifecycle import State
from dxdesk.ui.look import theme
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.startup import app
from dxdesk.ui.status import view
from dxdesk.ui.status.view import DUE_WIDTH
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.organisation.lists import set_override
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year.cycle import refresh_assignments
from tests.helpers import world as w
from tests.helpers.screens import settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


def test_the_late_stand_first_then_the_open_then_the_done(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = office.open_hr()
    receive(desk, ReceiveFiles((office.answered(("001003",)),)))
    set_override(desk, "001002", target=False, reason="本人の希望")
    refresh_assignments(desk)
    window = show(desk)
    screen: Any = window.go("status")
    settle(qtbot, window)
    people = screen.people.shown()
    urgencies = [person.urgency for person in people]
    assert urgencies == sorted(urgencies)
    assert people[-1].state is State.EXEMPT, "whom nobody asks stands last"
    for urgency in set(urgencies):
        part = [(p.department_code, p.number) for p in people if p.urgency == urgency]
        assert part == sorted(part)


@pytest.mark.parametrize("typed", ["高橋", "たかはし", "ﾀｶﾊｼ"])
def test_somebody_is_found_by_any_variant_of_the_name(
    qtbot: QtBot, show: Show, office: Office, typed: str
) -> None:
    window = show(office.open_hr())
    for name in ("status", "proxy"):
        screen: Any = window.go(name)
        settle(qtbot, window)
        screen.search.setText(typed)
        proxy = screen.people.proxy
        assert proxy.rowCount() == 1, name


@pytest.mark.parametrize(
    "more", [{"kept": True}, {"changed": True}, {"waits": "unsubmitted"}, {"waits": "unconfirmed"}]
)
def test_what_is_late_and_waits_is_told_whole_with_its_date_in_one_line(more: dict[str, object]) -> None:
    app.prepare()
    common = {
        "due": "2026-02-27",
        "late": True,
        "late_step": "二次確認",
        "waits": "",
        "changed": False,
        "kept": False,
        "as_reported": False,
    }
    person: Any = SimpleNamespace(**common | more)
    column = DUE_WIDTH - 20
    shown = two_lines(view._due(person), column, QFontMetrics(theme.font(theme.CAPTION)).horizontalAdvance)
    assert len(shown) == 2
    assert shown[0].endswith("R8.2.27")
    assert not shown[1].endswith("…"), shown


def test_a_text_that_names_people_of_several_sections_says_so_before_it_is_sent(
    qtbot: QtBot, show: Show, tmp_path: Path
) -> None:
    with w.municipality(tmp_path, w.AFTER, on_file=True) as (desk, _):
        w.play(desk)
        window = show(desk)
        screen: Any = window.go("status")
        settle(qtbot, window)
        screen.make_reminder()
        settle(qtbot, window)
        assert "の所属の人の氏名が入っています" in _said(screen.dialog)
        screen.dialog.reject()
        late = next(one for one in screen.people.shown() if one.number == w.TAX_C)
        screen.section = late.department_code
        screen.make_reminder()
        settle(qtbot, window)
        assert w.TAX_C in screen.dialog.text.toPlainText()
        assert "の所属の人の氏名が入っています" not in _said(screen.dialog)


def _said(part: QWidget) -> str:
    return "\n".join(label.text().replace("\u2060", "") for label in part.findChildren(QLabel))
