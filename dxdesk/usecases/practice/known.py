"""What a case can name here: sections, people, skills and tools, and stages of growth.

人事課 knows its own; in a store of DX推進課 sections are those of the newest 提供票, and who works there is
not known: what nobody can look up is not refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dxdesk.domain import departments as tree
from dxdesk.domain.names import search_key
from dxdesk.ports.entities import Department, Employee
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange.provisions import received
from dxdesk.usecases.organisation.appointed import newest_framework
from dxdesk.usecases.workplace.desk import Desk

OTHER = "その他"
"""What stands before a tool that the framework has not, as somebody writes it: その他: 手作りのマクロ."""

_OTHER_TYPED = re.compile(rf"{OTHER}\s*[:(]\s*(.+?)\s*\)?")


@dataclass(frozen=True)
class Known:
    """What there is: sections that exist today by code, all that ever were, people, tools, stages.

    ``became`` names for a section that is gone what it is now. ``people`` is empty where nobody is known.
    ``tools`` are uids by name as it is searched for; ``titles`` names by uid. ``whole``: there is no other
    section; a 提供票 names only those in which somebody is asked.
    """

    today: str
    sections: Mapping[str, str]
    former: Mapping[str, Department]
    became: Mapping[str, tuple[str, ...]]
    people: Mapping[str, Employee]
    tools: Mapping[str, str]
    titles: Mapping[str, str]
    phases: tuple[str, ...]
    units: Mapping[str, Department]
    whole: bool = True

    def section(self, code: str) -> str:
        """Return what a section is called, of one nobody knows its code."""
        former = self.former.get(code)
        return self.sections.get(code) or (former.name if former is not None else code)

    def person(self, number: str) -> str:
        """Return somebody's name, of who is not known the number."""
        found = self.people.get(number)
        return found.name if found is not None else number

    def tool(self, code: str) -> str:
        """Return what a skill or tool is called."""
        return self.titles.get(code, code)

    def tool_code(self, text: str) -> str | None:
        """Return the uid of a skill or tool by its name or uid; ``None`` where the framework has none so."""
        return text if text in self.titles else self.tools.get(search_key(text))

    def tool_typed(self, text: str) -> str:
        """Return a skill or tool as it is kept from how it was typed; what is none stays to be refused."""
        other = _OTHER_TYPED.fullmatch(unicodedata.normalize("NFKC", text.strip()))
        return f"{OTHER}:{other[1]}" if other is not None else self.tool_code(text.strip()) or text.strip()

    def current(self, code: str) -> str:
        """Return the section that stands for one today: itself, or the only one it became."""
        if code in self.sections:
            return code
        later = self.became.get(code, ())
        return later[0] if len(later) == 1 else code


def known(desk: Desk, uow: UnitOfWork) -> Known:
    """Return what can be named today."""
    today = desk.services.clock.today()
    every = list(uow.people.departments())
    units = tree.valid_at(every, today)
    sections = {code: unit.name for code, unit in units.items()} or _given(uow, today)
    former = {code: unit for code, unit in tree.named_at(every, today).items() if code not in sections}
    framework = newest_framework(uow)
    titles = {} if framework is None else {one.uid: framework.title(one) for one in framework.items}
    names = (one.name for one in framework.stages) if framework is not None else ()
    return Known(
        today,
        sections,
        former,
        {code: tree.became(code, every, today) for code in former},
        {one.number: one for one in uow.people.employees(include_left=True)},
        {search_key(name): uid for uid, name in titles.items()},
        titles,
        tuple(dict.fromkeys(names)),
        units,
        bool(units),
    )


def _given(uow: UnitOfWork, today: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in received(uow, today):
        for skill in one.given.skills:
            for code, name, _ in skill.rows:
                if code and name:
                    found.setdefault(code, name)
    return found


def tool_codes(desk: Desk, typed: Iterable[str]) -> tuple[str, ...]:
    """Return skills and tools as they are kept from how they were typed; what is none stays to be refused."""
    with desk.store.read() as uow:
        there = known(desk, uow)
    return tuple(there.tool_typed(one) for one in typed)
