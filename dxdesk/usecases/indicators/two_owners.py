"""Outcomes and 取組 that both owners have under one code: one where they are the same, else told apart.

人事課 and DX推進課 number their own, and both may have taken one policy's. What has one code and one name is
one thing, 人事課's being listed as with courses. What has another name is another thing: DX推進課's stands
under its code with its owner's name, and whatever of it names that code means it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from dxdesk.domain.completion import evened
from dxdesk.domain.indicator_record import ActivitySaid, IndicatorSaid, OutcomeSaid
from dxdesk.domain.thing_words import OWNER_NAMES
from dxdesk.ports.entities import Role
from dxdesk.usecases.indicators.ledger import MODEL, Held, Indicators

HR = Role.HR.value
Codes = Mapping[tuple[str, str], str]
"""The code something is listed under, by its owner and its own code, where that is another one."""

T = TypeVar("T", OutcomeSaid, ActivitySaid)


def told_apart(known: Indicators) -> Indicators:
    """Return all there is with each outcome and 取組 once, and no two different ones under one code."""
    outcomes, codes = _apart([one for one in known.outcomes if one.said.layer != MODEL])
    models = [one for one in known.outcomes if one.said.layer == MODEL]
    plain, renamed = _apart([one for one in known.activities if not one.said.fiscal_year])
    years = [
        replace(one, said=one.said._replace(code=renamed.get((one.owner, one.said.code), one.said.code)))
        for one in known.activities
        if one.said.fiscal_year
    ]
    return replace(
        known,
        outcomes=(*models, *(_leading(one, codes) for one in outcomes)),
        indicators=tuple(_measured(one, codes) for one in known.indicators),
        activities=(*(_serving(one, codes) for one in plain), *years),
    )


def _apart(things: Sequence[Held[T]]) -> tuple[list[Held[T]], dict[tuple[str, str], str]]:
    """Return the things to list, and under which other code those of the second owner stand."""
    of_hr = {one.said.code: one for one in things if one.owner == HR and not one.said.ended}
    listed: list[Held[T]] = []
    codes: dict[tuple[str, str], str] = {}
    for one in things:
        first = None if one.owner == HR or one.said.ended else of_hr.get(one.said.code)
        if first is None:
            listed.append(one)
        elif evened(first.said.name) != evened(one.said.name):
            code = f"{one.said.code}({OWNER_NAMES.get(one.owner, one.owner)})"
            codes[one.owner, one.said.code] = code
            listed.append(replace(one, said=one.said._replace(code=code)))
    return listed, codes


def _leading(one: Held[OutcomeSaid], codes: Codes) -> Held[OutcomeSaid]:
    return replace(one, said=one.said._replace(leads_to=_listed(one.owner, one.said.leads_to, codes)))


def _serving(one: Held[ActivitySaid], codes: Codes) -> Held[ActivitySaid]:
    return replace(one, said=one.said._replace(outcomes=_listed(one.owner, one.said.outcomes, codes)))


def _measured(one: Held[IndicatorSaid], codes: Codes) -> Held[IndicatorSaid]:
    outcome = codes.get((one.owner, one.said.outcome))
    return replace(one, said=one.said._replace(outcome=outcome)) if outcome else one


def _listed(owner: str, named: Sequence[str], codes: Codes) -> tuple[str, ...]:
    return tuple(codes.get((owner, code), code) for code in named)
