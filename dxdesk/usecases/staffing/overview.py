"""The 確保計画 of a year and the table of who does what, as screen, command and paper show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dxdesk.domain.staffing_record import (
    PRIORITY_NAMES,
    RECRUITING_NAMES,
    Recruiting,
    RoleSaid,
    StaffingSaid,
)
from dxdesk.domain.staffing_rules import needed_text, notices, reached, start_by
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation.answerable import Answerable, answerable
from dxdesk.usecases.organisation.appointed import newest_framework
from dxdesk.usecases.person_year.differing import marks
from dxdesk.usecases.person_year.plain_held import Held
from dxdesk.usecases.staffing.keeping import means_text
from dxdesk.usecases.staffing.ledger import require_staffing, staffing
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True, slots=True)
class Line:
    """A role of the plan; other words than those of ``said`` are as people read them.

    ``told`` is what is to be looked at, ``lost`` that the section is no longer there, ``apart`` what two
    stores of its owner say differently of it. ``must`` and ``wish`` are skills by their names.
    """

    owner: str
    said: StaffingSaid
    section: str
    must: tuple[str, ...]
    wish: tuple[str, ...]
    told: tuple[str, ...]
    lost: str = ""
    apart: str = ""

    @property
    def priority(self) -> str:
        """How pressing it is."""
        return PRIORITY_NAMES.get(self.said.priority, "")

    @property
    def needed(self) -> str:
        """By when somebody is needed."""
        return needed_text(self.said.needed_by)

    @property
    def begin(self) -> str:
        """The month in which looking for somebody has to begin."""
        return needed_text(start_by(self.said))

    @property
    def means(self) -> str:
        """By what means."""
        return means_text(self.said)

    @property
    def progress(self) -> str:
        """How far it is, with the heads that arrived."""
        name = RECRUITING_NAMES.get(reached(self.said), "")
        if reached(self.said) == Recruiting.ARRIVED:
            return f"{name} {self.said.filled}人"
        return name


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of the table; ``persona`` is what the framework calls it, ``lost`` that it has it no more."""

    owner: str
    said: RoleSaid
    persona: str
    lost: bool
    apart: str = ""


@dataclass(frozen=True)
class Plan:
    """The plan of a year; ``years`` are those that may be looked at, newest first.

    ``skills`` and ``personas`` are what can be named, ``sections`` who can answer: (code, name).
    ``own`` is whose things this store may change.
    """

    fiscal_year: int
    lines: tuple[Line, ...]
    ended: tuple[Line, ...]
    table: tuple[TableLine, ...]
    table_ended: tuple[TableLine, ...]
    years: tuple[int, ...]
    skills: tuple[tuple[str, str], ...]
    personas: tuple[tuple[str, str], ...]
    sections: tuple[tuple[str, str], ...]
    own: str

    @property
    def title(self) -> str:
        """The year as people read it."""
        return fiscal_year_label(self.fiscal_year)

    @property
    def heads(self) -> int:
        """How many are lacking in all."""
        return sum(one.said.heads for one in self.lines)

    @property
    def filled(self) -> int:
        """How many arrived in all."""
        return sum(one.said.filled for one in self.lines)

    @property
    def sample(self) -> bool:
        """Whether there is an example among the roles."""
        return any(one.said.sample for one in self.lines)


def plan(desk: Desk, fiscal_year: int = 0) -> Plan:
    """Return the 確保計画 of a year, 0: of today.

    Raises:
        KnownError: ``wrong-role``, ``staffing-off``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        require_staffing(uow)
        return _plan(desk, uow, fiscal_year)


def _plan(desk: Desk, uow: UnitOfWork, fiscal_year: int) -> Plan:
    today = desk.services.clock.today()
    year = fiscal_year or fiscal_year_of(today)
    known, office, apart = staffing(uow), answerable(desk, uow), marks(uow)
    framework = newest_framework(uow)
    skills = {one.uid: framework.title(one) for one in framework.items} if framework else {}
    personas = {one.code: one.name for one in framework.personas} if framework else {}
    lines = [_line(one, office, skills, apart, today) for one in known.roles if one.said.fiscal_year == year]
    table = [
        TableLine(
            one.owner,
            one.said,
            personas.get(one.said.persona, one.said.persona),
            bool(one.said.persona and personas and one.said.persona not in personas),
            apart.get(one.subject, ""),
        )
        for one in known.table
    ]
    now = fiscal_year_of(today)
    years = {one.said.fiscal_year for one in known.roles} | {now, now + 1, year}
    return Plan(
        year,
        tuple(one for one in lines if not one.said.ended),
        tuple(one for one in lines if one.said.ended),
        tuple(one for one in table if not one.said.ended),
        tuple(one for one in table if one.said.ended),
        tuple(sorted(years - {0}, reverse=True)),
        tuple(skills.items()),
        tuple(personas.items()),
        tuple((code, office.there[code].name) for code in sorted(office.there)),
        desk.role.value,
    )


def _line(
    one: Held[StaffingSaid],
    office: Answerable,
    skills: Mapping[str, str],
    apart: Mapping[str, str],
    today: str,
) -> Line:
    said = one.said
    lost = office.section_problem(said.section)
    return Line(
        one.owner,
        said,
        office.section_name(said.section),
        tuple(skills.get(it, it) for it in said.must),
        tuple(skills.get(it, it) for it in said.wish),
        (*((f"{lost.message}{lost.fix}",) if lost else ()), *notices(said, today)),
        lost.message if lost else "",
        apart.get(one.subject, ""),
    )


def years(desk: Desk) -> tuple[tuple[int, str], ...]:
    """Return the years whose plan can be looked at, with what they are called, that of today first.

    Raises:
        KnownError: ``wrong-role``.
    """
    desk.require(Role.HR, Role.DX)
    now = fiscal_year_of(desk.services.clock.today())
    with desk.store.read() as uow:
        found = {one.said.fiscal_year for one in staffing(uow).roles if not one.said.ended}
    listed = (now, *sorted((found | {now + 1}) - {0, now}, reverse=True))
    return tuple((year, fiscal_year_label(year)) for year in listed)
