"""Telling that sentences a person wrote into a year's report are older than its figures."""

from __future__ import annotations

from dxdesk.domain.errors import Problem
from dxdesk.domain.small_cells import Use
from dxdesk.ports.entities import Role
from dxdesk.usecases.annual_report.edited import kept, said
from dxdesk.usecases.person_year.cycles import find_cycle
from dxdesk.usecases.workplace.desk import Desk


def outdated(desk: Desk, fiscal_year: int, use: Use) -> tuple[Problem, ...]:
    """Return what to know before a report is printed: which sentences were written for other figures."""
    desk.require(Role.HR)
    with desk.store.read() as uow:
        # Nobody wrote anything, as a rule: then the figures need not be counted a second time.
        if not kept(uow, find_cycle(uow, fiscal_year).fiscal_year, use):
            return ()
    found = "、".join(one.about for one in said(desk, fiscal_year, use) if one.outdated)
    if not found:
        return ()
    return (
        Problem(
            "report-words-outdated",
            f"書き直した文({found})のあとで、数字が変わっています。",
            "「文を直す」で、いまの数字に合うか確かめてください。",
            found,
        ),
    )
