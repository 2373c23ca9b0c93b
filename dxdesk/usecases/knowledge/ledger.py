"""The 形式知 that records say, and what the register of earlier programs holds that nobody wrote down anew.

That register lay in the settings of a store. It is read as it is, and made records of when something is
written (``take_over``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from dxdesk.domain.knowledge_record import FORM_NAMES, KNOWLEDGE, Form, KnowledgeSaid, Standing
from dxdesk.domain.plain_things import changed_fields
from dxdesk.domain.practice_record import CASE, CaseSaid
from dxdesk.ports import setting_names
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.owned_things import counting_of, owner_of
from dxdesk.usecases.person_year.plain_held import Held, held_of, say, subject_of
from dxdesk.usecases.workplace.desk import Desk

LEAD = "形"
"""What the codes begin with: 形-1."""


@dataclass(frozen=True)
class Knowledge:
    """All there is, what was taken out among it, the newest first; ``cases`` are the 改善案件 by code."""

    held: tuple[Held[KnowledgeSaid], ...]
    cases: dict[str, CaseSaid]

    def own(self, owner: str) -> dict[str, KnowledgeSaid]:
        """Return what an owner keeps by its code."""
        return {one.said.code: one.said for one in self.held if one.owner == owner}


def knowledge(desk: Desk, uow: UnitOfWork) -> Knowledge:
    """Return what there is."""
    held = list(held_of(counting_of(uow, (KNOWLEDGE,)), KNOWLEDGE, KnowledgeSaid))
    owner, there = owner_of(desk), {one.subject for one in held}
    for _, said in _earlier(uow):
        subject = subject_of(KNOWLEDGE, owner, said.code)
        if subject not in there:
            held.append(Held(owner, subject, said))
    listed = held_of(counting_of(uow, (CASE,)), CASE, CaseSaid)
    cases = {one.said.code: one.said for one in listed if not one.said.ended}
    ordered = sorted(held, key=lambda one: (one.said.made_on, one.said.name), reverse=True)
    return Knowledge(tuple(ordered), cases)


def _earlier(uow: UnitOfWork) -> Iterator[tuple[str, KnowledgeSaid]]:
    """Yield the entries of the register of earlier programs, with the settings they lie in."""
    forms = {name: code for code, name in FORM_NAMES.items()}
    for key, text in sorted(uow.settings.starting_with(setting_names.KNOWLEDGE).items()):
        number = key.removeprefix(setting_names.KNOWLEDGE)
        if text and number.isdecimal():
            said = {name: str(value) for name, value in json.loads(text).items()}
            yield (
                key,
                KnowledgeSaid(
                    code=f"{LEAD}-{int(number)}",
                    name=said.get("title", ""),
                    sort=forms.get(said.get("kind", ""), Form.OTHER),
                    place=said.get("place", ""),
                    made_by=said.get("people", ""),
                    made_on=said.get("made_on", ""),
                    skill=said.get("skill", ""),
                    state=Standing.OPEN,
                    note=said.get("note", ""),
                ),
            )


def take_over(desk: Desk, uow: UnitOfWork) -> None:
    """Make records of the entries of the register of earlier programs; a second time there are none."""
    for key, said in tuple(_earlier(uow)):
        subject = subject_of(KNOWLEDGE, owner_of(desk), said.code)
        if not counting_of(uow, (KNOWLEDGE,)).get(subject):
            say(desk, uow, subject, changed_fields(KnowledgeSaid(), said))
        uow.settings.set(key, "")
