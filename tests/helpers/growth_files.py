"""An office that keeps growth files, and what people write and find in them."""

from __future__ import annotations

from dxdesk.domain.capabilities import GROWTH_FILES, ON
from dxdesk.domain.contents import FileEntry
from dxdesk.ports import setting_names
from dxdesk.usecases.growth_files import reading, vouching
from dxdesk.usecases.growth_files.vouching import Answer, Seen
from dxdesk.usecases.workplace.desk import Desk

WORK = FileEntry(
    "experience", "窓口の見直し", "2024-04", "2025-05", role="lead", result="待ち時間が半分になった"
)


def switch_on(desk: Desk) -> None:
    """Let HR's store keep growth files."""
    with desk.store.write() as uow:
        uow.settings.set(f"{setting_names.USES}{GROWTH_FILES}", ON)
        uow.commit()


def vouched(desk: Desk, number: str, uid: str, *, confirmed: bool = True) -> None:
    """Let the store's owner find something of an entry."""
    vouching.vouch(desk, Answer(number, uid, confirmed, Seen("辞令", "2024-04-01", "第12号"), "一緒に見た"))


def worth(desk: Desk, number: str) -> dict[str, str]:
    """Return what each entry of somebody's file is worth, by its name."""
    return {kept.line.entry.name: kept.line.worth.value for kept in reading.file_of(desk, number).lines}
