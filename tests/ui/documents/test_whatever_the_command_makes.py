"""What the command can make of a store the screen can make too: every kind of document there is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from dxdesk.domain.capabilities import CAPABILITIES
from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.reports.catalogue import kinds_for
from dxdesk.usecases.reports.choice import kinds_in_use
from dxdesk.usecases.reports.kind import ReportKind
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.workplace.desk import Desk
from tests.pdf.reading import text_of
from tests.ui.documents.coming import planned, ready
from tests.ui.office import TEAM, Office

Show = Callable[[Desk], MainWindow]

MADE = frozenset({"skill-sheet", "section-map", "status", "course-map", "participation", "attendees"})
"""Some of those that this store has something for: the walk must not become one of refusals."""


def _command_makes(desk: Desk, kind: ReportKind) -> bool:
    try:
        return bool(make_report(desk, kind.kind, employee=TEAM[0] if kind.of_one else ""))
    except KnownError:
        return False


@pytest.mark.parametrize("role", [Role.HR, Role.SECTION], ids=str)
def test_the_screen_makes_whatever_the_command_makes(
    qtbot: QtBot, show: Show, office: Office, role: Role
) -> None:
    if role is Role.HR:
        desk = planned(office)
        for one in CAPABILITIES:
            if role.value in one.roles:
                capabilities.switch(desk, one.code, True)
    else:
        desk = office.desk_of(role)
    offered = kinds_in_use(desk)
    if role is Role.HR:
        assert offered == kinds_for(role), "with every capability used, every kind is walked"
    made = {kind.kind for kind in offered if _command_makes(desk, kind)}
    window = show(desk)
    screen: Any = window.go("documents", {})
    ready(qtbot, window, screen)
    refused = []
    for kind in offered:
        screen.kinds[kind.kind].click()
        ready(qtbot, window, screen)
        can = screen.show_button.isEnabled()
        refused += [kind.kind] if kind.kind in made and not can else []
    assert not refused
    assert role is not Role.HR or made >= MADE


def test_the_map_of_skills_and_courses_is_shown_at_once_in_the_year_chosen(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(planned(office))
    screen: Any = window.go("documents", {})
    ready(qtbot, window, screen)
    screen.kinds["course-map"].click()
    ready(qtbot, window, screen)
    assert screen.preview.page_count >= 1
    choosing = screen.choosing
    assert not choosing._year_part.isHidden()
    place = choosing.year.findData(2020)
    choosing.year.setCurrentIndex(place)
    choosing.year.activated.emit(place)
    ready(qtbot, window, screen)
    assert "令和2年度" in text_of(screen.preview.data)
