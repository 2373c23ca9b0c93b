"""方針の策定 as screen, command, ホーム and paper show it: tasks by month, with what is known for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dxdesk.domain.action_plan import months_of as months_of_year
from dxdesk.domain.drafting_record import (
    PROGRESS_NAMES,
    SORT_NAMES,
    DraftingSaid,
    Progress,
    Sort,
    StepSaid,
)
from dxdesk.domain.drafting_tasks import Task, months_of, tasks_of
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_label, fiscal_year_short
from dxdesk.ports.bulk import in_bulk
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.agenda.ledger import require_agenda
from dxdesk.usecases.drafting.keeping import AHEAD, BEHIND, YEARS_BEFORE
from dxdesk.usecases.drafting.knowing import known, state_of
from dxdesk.usecases.drafting.ledger import Draftings, draftings
from dxdesk.usecases.organisation.answerable import Answerable, answerable
from dxdesk.usecases.person_year.differing import marks
from dxdesk.usecases.person_year.plain_held import Held
from dxdesk.usecases.workplace.desk import Desk

_MONTH = len("2027-04")


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task of a drafting; ``begins`` and ``ends`` are months (ISO), ``estimated``: they are those given.

    ``known`` is what the store holds for it, ``lost``: its section is gone or its person left; ``late``: its
    months are over and it is not done.
    """

    task: Task
    said: StepSaid
    what: str
    begins: str
    ends: str
    estimated: bool
    section: str
    person: str
    lost: str
    late: bool
    now: bool
    known: tuple[str, ...] = ()
    apart: str = ""

    @property
    def months(self) -> str:
        """From which month to which, marked where it is an estimate."""
        return f"{self.span}(推定)" if self.estimated else self.span

    @property
    def span(self) -> str:
        """From which month to which, as people read it: ``R8年度4~9月``."""
        text = _month_text(self.begins)
        if self.ends != self.begins:
            same = fiscal_year_of(f"{self.begins}-01") == fiscal_year_of(f"{self.ends}-01")
            last = f"{int(self.ends[5:])}月" if same else f"{_month_text(self.ends)}"
            text = f"{text.removesuffix('月') if same else text}\N{WAVE DASH}{last}"
        return text

    @property
    def step(self) -> str:
        """Which of the six steps it is; empty for what belongs to none."""
        return f"手順{self.task.step}" if self.task.step else ""

    @property
    def state(self) -> str:
        """Where it stands."""
        return PROGRESS_NAMES.get(self.said.state, PROGRESS_NAMES[Progress.WAITING])

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return self.said.state not in (Progress.DONE, Progress.SKIPPED)


def _month_text(month: str) -> str:
    """Return a month with its fiscal year: ``R8年度4月``, as the table of the guide has them."""
    year = fiscal_year_of(f"{month}-01")
    return f"{fiscal_year_short(year)}年度{int(month[5:])}月"


def months_between(fiscal_year: int) -> tuple[tuple[str, str], ...]:
    """Return the months of a drafting for a year, from N-2 to N, as (ISO, text)."""
    years = range(fiscal_year - YEARS_BEFORE, fiscal_year + 1)
    return tuple((month, _month_text(month)) for year in years for month in months_of_year(year))


@dataclass(frozen=True, slots=True)
class Drafting:
    """A drafting of an owner with its tasks in the order of their months."""

    owner: str
    said: DraftingSaid
    lines: tuple[TaskLine, ...]

    @property
    def title(self) -> str:
        """What it is called: ``令和9年度 新規策定``."""
        sort = SORT_NAMES.get(self.said.sort, self.said.sort)
        sample = "(見本)" if self.said.sample else ""
        return f"{fiscal_year_label(self.said.fiscal_year)} {sort}{sample}"

    @property
    def done(self) -> int:
        """How many tasks are done."""
        return sum(one.said.state == Progress.DONE for one in self.lines)

    @property
    def asked(self) -> int:
        """How many tasks are to be done at all."""
        return sum(one.said.state != Progress.SKIPPED for one in self.lines)


@dataclass(frozen=True)
class Board:
    """The draftings under way; ``years`` are those one may be begun for, ``own`` whose may be changed."""

    today: str
    draftings: tuple[Drafting, ...]
    years: tuple[tuple[int, str], ...]
    sections: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str, str, str], ...]
    own: str


@in_bulk()
def board(desk: Desk) -> Board:
    """Return the draftings with what the store knows for each task.

    Raises:
        KnownError: ``wrong-role``, ``agenda-off``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        require_agenda(uow)
        years = {one.said.fiscal_year for one in draftings(uow).held if not one.said.ended}
    states = {year: state_of(desk, year) for year in years}
    with desk.store.read() as uow:
        return read(desk, uow, states)


def read(desk: Desk, uow: UnitOfWork, states: Mapping[int, tuple[str, ...]] | None = None) -> Board:
    """Return the same from a unit of work; whether it is used is not asked.

    Args:
        desk: the store.
        uow: what is read in.
        states: what ``state_of`` returned for each year; without it nothing is said of what the store holds.
    """
    today = desk.services.clock.today()
    there, office, apart = draftings(uow), answerable(desk, uow), marks(uow)
    found = []
    for one in there.held:
        if one.said.ended or not tasks_of(one.said.sort):
            continue
        year, sort = one.said.fiscal_year, one.said.sort
        facts = known(uow, year, sort, states.get(year, ())) if states is not None else {}
        lines = [_line(there, one, task, office, today, facts, apart) for task in tasks_of(one.said.sort)]
        found.append(Drafting(one.owner, one.said, tuple(sorted(lines, key=lambda one: one.begins))))
    now = fiscal_year_of(today)
    years = (now + 1, now + 2, now + AHEAD, now, now - BEHIND)
    return Board(
        today,
        tuple(found),
        tuple((year, fiscal_year_label(year)) for year in years),
        tuple((code, office.there[code].name) for code in sorted(office.there)),
        tuple(
            (one.number, one.name, one.kana, office.section_name(one.department_code))
            for one in office.people.values()
            if not one.left
        ),
        desk.role.value,
    )


def _line(
    there: Draftings,
    drafting: Held[DraftingSaid],
    task: Task,
    office: Answerable,
    today: str,
    facts: Mapping[str, tuple[str, ...]],
    apart: Mapping[str, str],
) -> TaskLine:
    year, sort = drafting.said.fiscal_year, drafting.said.sort
    held = there.step(drafting.owner, year, task.code)
    said = held.said if held is not None else StepSaid(task.code, task.name, year)
    given = months_of(task, sort, year)
    begins, ends = said.begins or given[0], said.ends or given[1]
    waits = said.state not in (Progress.DONE, Progress.SKIPPED)
    month = today[:_MONTH]
    lost = (office.section_problem(said.section), office.person_problem(said.person))
    return TaskLine(
        task,
        said,
        task.text(Sort(sort)),
        begins,
        ends,
        not (said.begins and said.ends),
        office.section_name(said.section),
        office.person_name(said.person),
        "".join(f"{one.message}{one.fix}" for one in lost if one is not None),
        waits and ends < month,
        waits and begins <= month <= ends,
        facts.get(task.code, ()),
        apart.get(held.subject, "") if held is not None else "",
    )
