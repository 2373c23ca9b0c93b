"""What there is to choose of where a case, an event or a consultation is written down by hand."""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.ports.entities import Role
from dxdesk.usecases.practice.known import known
from dxdesk.usecases.workplace.desk import Desk

Named = tuple[tuple[str, str], ...]
"""Codes with what they are called."""


@dataclass(frozen=True)
class Choices:
    """Sections that exist today, people as (number, name, kana, section), and phases; ``today`` is ISO."""

    sections: Named
    people: tuple[tuple[str, str, str, str], ...]
    phases: tuple[str, ...]
    today: str

    def with_section(self, code: str, name: str) -> Named:
        """Return the sections with one that a record names and that is gone."""
        there = any(one == code for one, _ in self.sections)
        return self.sections if there or not code else ((code, name), *self.sections)


def choices(desk: Desk) -> Choices:
    """Return what can be named.

    Raises:
        KnownError: ``wrong-role``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        there = known(desk, uow)
    people = sorted(there.people.values(), key=lambda one: (one.department_code, one.number))
    return Choices(
        tuple((code, f"{name}({code})") for code, name in sorted(there.sections.items())),
        tuple(
            (one.number, one.name, one.kana, there.section(one.department_code))
            for one in people
            if not one.left
        ),
        there.phases,
        there.today,
    )
