"""Who answers for something in the year (所属、担当者): whether they are there, told where they are not."""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.domain import departments as tree
from dxdesk.domain.errors import Problem
from dxdesk.domain.names import search_key
from dxdesk.ports.entities import Department, Employee
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True)
class Answerable:
    """Whom a store knows today: its sections and people, none of either where it has no roster."""

    units: tuple[Department, ...]
    there: dict[str, Department]
    people: dict[str, Employee]
    today: str

    def section_name(self, section: str) -> str:
        """Return what a section is called; what somebody wrote where the store knows none."""
        unit = self.there.get(section) or tree.named_at(self.units).get(section)
        return unit.name if unit is not None else section

    def section_code(self, text: str) -> str:
        """Return the code of a section by its name, where one alone is called so; else what was written."""
        if text in self.there:
            return text
        named = [code for code, unit in self.there.items() if search_key(unit.name) == search_key(text)]
        return named[0] if len(named) == 1 else text

    def person_name(self, number: str) -> str:
        """Return what somebody is called, the number where nobody knows it."""
        return self.people[number].name if number in self.people else number

    def section_problem(self, section: str) -> Problem | None:
        """Return why a section cannot answer for anything, ``None`` where it can."""
        if not section or not self.units or section in self.there:
            return None
        known = tree.named_at(self.units)
        if section not in known:
            fix = "「名簿」の所属の一覧にある所属を選んでください。"
            return Problem("answers-section", "その所属は、この台帳にありません。", fix, section)
        became = [self.section_name(code) for code in tree.became(section, self.units, self.today)]
        now = f"いまの{'、'.join(became)}か、" if became else ""
        return Problem(
            "answers-section",
            f"担当の「{known[section].name}」は、いまはない所属です。",
            f"{now}いまある所属を選んでください。",
            section,
        )

    def person_problem(self, number: str) -> Problem | None:
        """Return why somebody cannot answer for anything, ``None`` where they can."""
        if not number or not self.people:
            return None
        person = self.people.get(number)
        if person is None:
            fix = "名簿にある人を選ぶか、空にしてください。"
            return Problem("answers-person", "担当者の職員番号が、名簿にありません。", fix, number)
        if person.left:
            return Problem(
                "answers-person",
                f"担当者の{person.name}さんは、退職などで名簿から外れています。",
                "後任の人を選ぶか、空にしてください。",
                number,
            )
        return None


def answerable(desk: Desk, uow: UnitOfWork) -> Answerable:
    """Return whom a store knows today."""
    today = desk.services.clock.today()
    units = tuple(uow.people.departments())
    people = {one.number: one for one in uow.people.employees(include_left=True)}
    return Answerable(units, tree.valid_at(units, today), people, today)
