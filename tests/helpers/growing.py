"""What a played office's training comes to, whatever the policy."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from dxdesk.domain.training import Need, State
from dxdesk.programs.scenario import looking
from dxdesk.usecases.development import candidates
from dxdesk.usecases.training import figures
from dxdesk.usecases.workplace.desk import Desk

KINDS = frozenset({"course-required", "attendance-late", "nomination-instead", "nomination-missing"})
"""The mishaps of training and 選任; each is there where the policy and the town give cause for it."""


def assert_grown(desk: Desk, mishaps: Sequence[Mapping[str, Any]], years: Collection[int]) -> None:
    """Hold that every year has courses with rates and courses without, and only 必須 misses anybody.

    Where the policy asks anything of people, HR looked at the whole list each year, for a reason.
    """
    with desk.store.read() as uow:
        looked = {one.subject for one in uow.audit.entries() if one.action == "candidates"}
    asks = bool(candidates.offer(desk, max(years)).choices)
    assert looked == ({looking.REASON} if asks else set())
    for year in years:
        found = figures.training_year(desk, year)
        states = {one.state for one in found.courses}
        assert {State.COUNTED, State.NOT_OFFERED} <= states
        counted = [one for one in found.courses if one.state is State.COUNTED]
        assert sum(len(one.attended) for one in counted) > len(counted) / 2
        assert not found.clashes
        assert not found.notices, "what the office writes fits the sessions that it planned"
    required = {
        one.course.code
        for one in figures.training_year(desk, max(years)).courses
        if Need.REQUIRED in {to.need for to in one.course.audience}
    }
    decided = {one["course"] for one in mishaps if one["kind"] == "course-required"}
    assert required
    assert not decided or decided == required
    assert {one.code for one in figures.missing(desk, max(years))} <= required
