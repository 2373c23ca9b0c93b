"""Where what is typed about a person is kept until it is confirmed, returned or of no use any more."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from dxdesk.ports import setting_names
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange import decided

DRAFT = setting_names.REVIEW_DRAFT
"""Settings that keep a draft each, by fiscal year and employee number."""


def draft_name(fiscal_year: int, employee_number: str) -> str:
    """Return the name of the setting that keeps a person's draft."""
    return f"{DRAFT}{fiscal_year}/{employee_number}"


def drafts_of(uow: UnitOfWork, fiscal_year: int, employee_numbers: Iterable[str]) -> dict[str, str]:
    """Return the drafts kept about some people, without those who have none."""
    texts = {number: uow.settings.get(draft_name(fiscal_year, number)) for number in employee_numbers}
    return {number: text for number, text in texts.items() if text}


def forget_drafts(uow: UnitOfWork, fiscal_year: int, employee_numbers: Collection[str]) -> None:
    """Forget the drafts kept about some people; nothing is written of those who have none."""
    prefix = draft_name(fiscal_year, "")
    for name, text in uow.settings.starting_with(prefix).items():
        if text and name.removeprefix(prefix) in employee_numbers:
            uow.settings.set(name, "")


def forget_finalised(uow: UnitOfWork, fiscal_year: int, employee_numbers: Collection[str]) -> None:
    """Forget all that was typed and not handed in about people whose year is finalised.

    Nothing can be handed in, confirmed, returned or taken back for them any more.
    """
    forget_drafts(uow, fiscal_year, employee_numbers)
    decided.freeze(uow, fiscal_year, employee_numbers)
    for number in employee_numbers:
        uow.results.delete_draft(fiscal_year, number)
