"""Where what is typed about a person is kept until it is confirmed or returned."""

from __future__ import annotations

from collections.abc import Iterable

from dxdesk.ports import setting_names
from dxdesk.ports.store import UnitOfWork

DRAFT = setting_names.REVIEW_DRAFT
"""Settings that keep a draft each, by fiscal year and employee number."""


def draft_name(fiscal_year: int, employee_number: str) -> str:
    """Return the name of the setting that keeps a person's draft."""
    return f"{DRAFT}{fiscal_year}/{employee_number}"


def drafts_of(uow: UnitOfWork, fiscal_year: int, employee_numbers: Iterable[str]) -> dict[str, str]:
    """Return the drafts kept about some people, without those who have none."""
    texts = {number: uow.settings.get(draft_name(fiscal_year, number)) for number in employee_numbers}
    return {number: text for number, text in texts.items() if text}
