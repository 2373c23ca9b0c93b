"""検討事項 and the dated year as screen, command, ホーム and 引継書 show them."""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.domain.agenda_record import STATE_NAMES, MatterSaid, Stand, State, TaskSaid
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.domain.year_calendar import DEFAULTS, Due, day_in
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.agenda.ledger import Agenda, agenda, require_agenda
from dxdesk.usecases.organisation.answerable import Answerable, answerable
from dxdesk.usecases.person_year.cycles import all_cycles
from dxdesk.usecases.person_year.differing import marks
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True, slots=True)
class MatterLine:
    """A 検討事項; ``lost``: its section is gone or its person left; ``late``: its day is over."""

    owner: str
    said: MatterSaid
    section: str
    person: str
    lost: str
    late: bool
    apart: str = ""

    @property
    def state(self) -> str:
        """Where it stands."""
        return STATE_NAMES.get(self.said.state, STATE_NAMES[State.OPEN])

    @property
    def open(self) -> bool:
        """Whether it is still to be decided."""
        return not self.said.ended and self.said.state not in (State.DECIDED, State.DROPPED)


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A line of the dated year; ``begins`` and ``ends`` are ISO days, ``estimated``: the day is ours.

    ``from_year``: the days are those of the year's own record (自己申告、確認).
    """

    due: Due
    said: TaskSaid
    begins: str
    ends: str
    estimated: bool
    from_year: bool
    section: str
    person: str
    lost: str

    @property
    def days(self) -> str:
        """From when to when, as people read it."""
        text = (
            short_day(self.ends)
            if self.begins == self.ends
            else f"{short_day(self.begins)}\N{WAVE DASH}{short_day(self.ends)}"
        )
        return f"{text}(推定)" if self.estimated else text

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return not self.said.done_on and not self.said.skipped

    def stand(self, today: str) -> Stand:
        """Return where it stands on a day (ISO)."""
        if not self.open:
            return Stand.SKIPPED if self.said.skipped else Stand.DONE
        if self.ends < today:
            return Stand.OVER
        return Stand.NOW if self.begins <= today else Stand.LATER


@dataclass(frozen=True)
class AgendaYear:
    """What is to be decided, and a fiscal year with its days; ``sections`` and ``people`` can be named."""

    fiscal_year: int
    today: str
    matters: tuple[MatterLine, ...]
    tasks: tuple[TaskLine, ...]
    sections: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str, str, str], ...]

    @property
    def title(self) -> str:
        """The year as people read it."""
        return fiscal_year_label(self.fiscal_year)


def agenda_year(desk: Desk, fiscal_year: int = 0) -> AgendaYear:
    """Return the 検討事項 and a year (0: that of today).

    Raises:
        KnownError: ``wrong-role``, ``agenda-off``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        require_agenda(uow)
        return read(desk, uow, fiscal_year)


def read(desk: Desk, uow: UnitOfWork, fiscal_year: int = 0) -> AgendaYear:
    """Return the same from a unit of work; whether it is used is not asked."""
    today = desk.services.clock.today()
    year = fiscal_year or fiscal_year_of(today)
    known, office, apart = agenda(uow), answerable(desk, uow), marks(uow)
    matters = []
    for one in known.matters:
        said = one.said
        late = bool(said.due) and said.due < today and said.state not in (State.DECIDED, State.DROPPED)
        matters.append(
            MatterLine(
                one.owner,
                said,
                office.section_name(said.section),
                office.person_name(said.person),
                _lost(office, said.section, said.person),
                late,
                apart.get(one.subject, ""),
            )
        )
    own = desk.role.value
    return AgendaYear(
        year,
        today,
        tuple(matters),
        tuple(sorted((_task(uow, known, office, own, one, year) for one in DEFAULTS), key=_when)),
        tuple((code, office.there[code].name) for code in sorted(office.there)),
        tuple(
            (one.number, one.name, one.kana, office.section_name(one.department_code))
            for one in office.people.values()
            if not one.left
        ),
    )


def _when(one: TaskLine) -> tuple[str, str]:
    return one.ends, one.begins


def _lost(office: Answerable, section: str, person: str) -> str:
    found = (office.section_problem(section), office.person_problem(person))
    return "".join(f"{one.message}{one.fix}" for one in found if one is not None)


def _task(uow: UnitOfWork, known: Agenda, office: Answerable, owner: str, due: Due, year: int) -> TaskLine:
    said = known.task(owner, due.code, year) or TaskSaid(code=due.code, name=due.name, fiscal_year=year)
    begins = said.begins or day_in(year, due.begins)
    ends = said.ends or day_in(year, due.ends)
    of_year = "" if said.ends else _of_the_year(uow, due.code, year)
    ends = of_year or ends
    return TaskLine(
        due,
        said,
        min(begins, ends),
        ends,
        due.estimated and not said.ends and not of_year,
        bool(of_year),
        office.section_name(said.section),
        office.person_name(said.person),
        _lost(office, said.section, said.person),
    )


def _of_the_year(uow: UnitOfWork, code: str, year: int) -> str:
    """Return the day that the year's own record gives a line, empty where it gives none."""
    cycle = next((one for one in all_cycles(uow) if one.fiscal_year == year), None)
    if cycle is None:
        return ""
    days = {
        "year-start": cycle.start.due,
        "self-report": cycle.due_self,
        "confirming": max(cycle.due_first, cycle.due_second),
    }
    return days.get(code, "")


def agenda_years(desk: Desk) -> tuple[tuple[int, str], ...]:
    """Return the years that can be looked at, that of today first.

    Raises:
        KnownError: ``wrong-role``.
    """
    desk.require(Role.HR, Role.DX)
    now = fiscal_year_of(desk.services.clock.today())
    return tuple((year, fiscal_year_label(year)) for year in (now, now + 1, now - 1))
