"""Numbers that printed documents carry (第○号): which document was given which."""

from __future__ import annotations

from dxdesk.ports import setting_names
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.ports.store import UnitOfWork

NUMBER = setting_names.DOCUMENT_NUMBER
"""Settings: the number a document was given stays its own, so that a reprint carries the same."""
COMPLETION = "completion"


def completion_key(record: EvidenceRecord) -> str:
    """Return what a 修了証 is told from others by."""
    return f"{record.employee_number}/{record.date}/{record.name}"


def completion_numbers(uow: UnitOfWork) -> dict[str, str]:
    """Return the numbers of all 修了証 that were printed, by ``completion_key``."""
    found: dict[str, str] = {}
    for name, number in uow.settings.starting_with(f"{NUMBER}{COMPLETION}:").items():
        key = name.removeprefix(f"{NUMBER}{COMPLETION}:")
        year, colon, rest = key.partition(":")
        found[rest if colon and year.isdigit() else key] = number
    return found
