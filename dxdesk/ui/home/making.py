"""Which ホーム a role has."""

from __future__ import annotations

from dxdesk.ports.entities import Role
from dxdesk.ui.home.view import HomeScreen
from dxdesk.ui.shell.operations import Operations
from dxdesk.ui.shell.screen import Screen
from dxdesk.usecases.workplace.desk import Desk


def make(desk: Desk, operations: Operations) -> Screen:
    """Return the screen of the desk's role."""
    if desk.role is Role.PERSONAL:
        from dxdesk.ui.home.own import OwnHomeScreen

        return OwnHomeScreen(desk, operations)
    return HomeScreen(desk, operations)
