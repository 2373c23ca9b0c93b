"""Who confirms a person, as a form names them: section, title and name, and who stands in for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from dxdesk.domain import deadlines, rights
from dxdesk.domain.records import Part, Revision
from dxdesk.ports.entities import Employee
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.forms.way_back import WayBack
from dxdesk.usecases.person_year.cycles import day_text
from dxdesk.usecases.person_year.standing import PersonYear, YearContext

_SECOND_RULES = 2
"""A year under older rules was begun by an earlier program, which somebody may still have."""


class Ways:
    """The ways back of one year's forms."""

    def __init__(
        self,
        uow: UnitOfWork,
        context: YearContext,
        today: str,
        sender: str,
        deputies: Iterable[Revision] = (),
    ) -> None:
        """Take the year.

        Args:
            uow: the store's; a section's knows no roster.
            context: the year.
            today: the local date, ISO.
            sender: who makes the forms, as people read it.
            deputies: what HR says of deputies in the year, for their names.
        """
        self._uow, self._context, self._today, self._sender = uow, context, today, sender
        terms = [term for said in deputies for term in said.deputies.terms]
        self._deputies = {term.deputy: term.deputy_name for term in terms}
        self._met: dict[str, Employee | None] = {}

    def of(self, person: PersonYear) -> WayBack | None:
        """Return what a person's form says, ``None`` where it is written in the wording of before.

        That is so in a year which an earlier program began, unless there is a day of the person's own to say.
        """
        due = self._own_day(person)
        if self._context.cycle.rules < _SECOND_RULES and not due:
            return None
        steps = [
            (label, number, name)
            for label, number, name in (
                ("一次確認者", person.route.first, person.first_name),
                ("二次確認者", person.route.second, person.second_name),
            )
            if number
        ]
        if len(steps) == 1:
            steps = [("確認者", *steps[0][1:])]
        confirmers = tuple((label, self.in_full(number, name)) for label, number, name in steps)
        if not steps:
            return WayBack((), self._sender, due=due)
        _, number, name = steps[0]
        until = due or self._context.cycle.due_self
        return WayBack(confirmers, self._called(number, name), tuple(self._instead(number, name, until)), due)

    def in_full(self, number: str, name: str) -> str:
        """Return a confirmer with section and title: 「学務課 係長 鈴木 香織さん」."""
        known = self._known(number)
        post = known.title if known else ""
        return " ".join(part for part in (self._section(known), post, self._name(number, name)) if part)

    def _own_day(self, person: PersonYear) -> str:
        """Return a day later than the year's, for whom HR asks only in the course of it."""
        cycle = self._context.cycle
        since = person.views[Part.ASSIGNMENT].assignment.since
        dues = (cycle.due_self, cycle.due_first, cycle.due_second)
        own = deadlines.own_days(dues, since)[0]
        return own if own != cycle.due_self else ""

    def _instead(self, number: str, name: str, until: str) -> Iterator[str]:
        """Yield a sentence for every deputy of a confirmer whom a form may have to go to."""
        said = self._context.acceptance.deputies.get(self._context.cycle.fiscal_year, rights.NOBODY)
        last = max(until, self._today)
        for term in sorted(said.terms, key=lambda term: (term.first_day, term.deputy)):
            if term.principal == number and term.last_day >= self._today and term.first_day <= last:
                days = f"{day_text(term.first_day)}から{day_text(term.last_day)}まで"
                deputy = self._called(term.deputy, self._deputies.get(term.deputy, ""))
                yield f"{days}は、{name or number}さんの代理の{deputy}へ返してもかまいません。"

    def _called(self, number: str, name: str) -> str:
        section = self._section(self._known(number))
        return f"{self._name(number, name)}({section})" if section else self._name(number, name)

    def _name(self, number: str, name: str) -> str:
        known = self._known(number)
        found = name or (known.name if known else "")
        return f"{found}さん" if found else f"職員番号{number}の方"

    def _known(self, number: str) -> Employee | None:
        if number not in self._met:
            self._met[number] = self._uow.people.employee(number)
        return self._met[number]

    def _section(self, known: Employee | None) -> str:
        return self._sections.get(known.department_code, "") if known else ""

    @cached_property
    def _sections(self) -> Mapping[str, str]:
        return {unit.code: unit.name for unit in self._uow.people.departments()}
