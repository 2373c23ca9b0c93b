"""Days of a year that the program proposed and nobody changed: to people they are told as 推定."""

from __future__ import annotations

from collections.abc import Collection

from dxdesk.ports.setting_names import DAYS_ESTIMATED
from dxdesk.ports.store import UnitOfWork

DAYS = ("base_date", "due_self", "due_first", "due_second")
"""The days of a year, as a cycle calls them."""
MARK = "(推定)"


def keep(uow: UnitOfWork, fiscal_year: int, names: Collection[str]) -> None:
    """Keep which days of a year stand as they were proposed; nothing is kept where all were decided."""
    said = " ".join(name for name in DAYS if name in names)
    setting = f"{DAYS_ESTIMATED}{fiscal_year}"
    if uow.settings.get(setting) != said:
        uow.settings.set(setting, said)


def estimated(uow: UnitOfWork, fiscal_year: int) -> frozenset[str]:
    """Return the names of the days of a year that were proposed and not decided since."""
    return frozenset(uow.settings.get(f"{DAYS_ESTIMATED}{fiscal_year}").split())
