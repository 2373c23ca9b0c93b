"""A new screen is its room and its destination: nothing else of the window names it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from pytestqt.qtbot import QtBot

from dxdesk.ports.changes import Changes
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.programs.scenes import album
from dxdesk.ui.pictures import drawing
from dxdesk.ui.pictures.studio import Studio
from dxdesk.ui.shell import actions
from dxdesk.ui.shell.actions import Destination
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.shell.operations import Operations
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import card
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.ui.office import STAFF, Office

ROOM = "dxdesk.ui.made_up_counter.view"
Show = Callable[[Desk], MainWindow]


class Counter(Screen):
    """How many people the roster has."""

    interested = Changes.ROSTER
    help_lines = (("何を見る画面ですか", "名簿の人数です。"),)

    def __init__(self, desk: Desk, operations: Operations) -> None:
        super().__init__(desk, operations)
        self.set_title("人数")
        self.told = Text("", "strong")
        self.body.addWidget(card(self.told))

    def reload(self) -> None:
        def work(_: Progress) -> int:
            with self.desk.store.read() as uow:
                return len(list(uow.people.employees()))

        self.operations.run(work, lambda found: self.told.setText(f"{found}人"), owner=self)


Counter.__module__ = ROOM
DESTINATION = Destination(
    "counter", "人数", "status", f"{ROOM}:Counter", (Role.HR,), "roster", manuals=((Role.HR, "hr"),)
)


@pytest.fixture(autouse=True)
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add the screen as somebody would: a room, and a line of the one list."""
    room = ModuleType(ROOM)
    vars(room)["Counter"] = Counter
    monkeypatch.setitem(sys.modules, ROOM, room)
    monkeypatch.setattr(actions, "DESTINATIONS", (*actions.DESTINATIONS, DESTINATION))


def test_it_is_in_the_navigation_of_its_roles_and_filled(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    assert "人数" in [button.text().strip() for button in window.navigation.buttons.values()]
    assert window.go("counter") is not None
    settle(qtbot, window)
    screen = window.screens["counter"]
    assert isinstance(screen, Counter)
    assert screen.told.text() == f"{len(STAFF)}人"


def test_others_do_not_go_there(show: Show, office: Office) -> None:
    window = show(office.desk_of(Role.SECTION))
    assert window.go("counter") is None


def test_f1_opens_the_page_it_names(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    window.go("counter")
    settle(qtbot, window)
    window.show_help()
    assert window.manual is not None
    text = window.manual.reader.toPlainText()
    assert text.startswith(window.manual.pages["hr"].title)
    assert "名簿の人数です。" in text


def test_it_is_drawn_without_a_scene_and_a_scene_knows_its_type(
    show: Show, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    (scene,) = (one for one in album.scenes(Role.HR) if one.name == "counter")
    desk = office.open_hr()
    (drawn,) = drawing.draw(desk, desk, [scene], tmp_path, (1.0,), (False,))
    assert drawn.name == "hr-01-counter-100.png"
    window = show(desk)
    assert Studio(window, tmp_path).at(Counter).told.text() == f"{len(STAFF)}人"


def test_a_class_nobody_goes_to_is_told(show: Show, office: Office, tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="Screen"):
        Studio(show(office.open_hr()), tmp_path).at(Screen)


@pytest.mark.parametrize("role", [Role.SECTION, Role.DX, Role.PERSONAL])
def test_its_picture_is_made_for_its_roles_alone(role: Role) -> None:
    assert "counter" not in [one.name for one in album.scenes(role)]
