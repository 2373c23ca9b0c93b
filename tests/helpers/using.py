"""Letting a store use a capability."""

from __future__ import annotations

from dxdesk.domain.capabilities import ON
from dxdesk.ports import setting_names
from dxdesk.usecases.workplace.desk import Desk


def use(desk: Desk, capability: str) -> Desk:
    """Switch a capability on; return the desk."""
    with desk.store.write() as uow:
        uow.settings.set(f"{setting_names.USES}{capability}", ON)
        uow.commit()
    return desk
