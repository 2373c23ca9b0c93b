"""支援のばらつき: what each section (課) has of cases, consultations, courses and goals, in one view.

Counts of people (who was in a course, who set a goal) are withheld where few people stand behind them; so
are the consultations of a section of few, where asking tells who asked. Cases are work of a section, and tell
of nobody by their number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dxdesk.domain import headcounts
from dxdesk.domain.errors import KnownError
from dxdesk.domain.head_shares import HeadShare
from dxdesk.domain.small_cells import WITHHELD, Line, Use, is_small, withhold, withhold_line
from dxdesk.domain.training import State, fiscal_year_of
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange.provisions import received
from dxdesk.usecases.organisation.small_cells import threshold
from dxdesk.usecases.practice.known import Known, known
from dxdesk.usecases.practice.ledger import counted, practice
from dxdesk.usecases.practice.overview import UNKNOWN, done_in, hours_of, in_year, saved_text
from dxdesk.usecases.practice.switch import require_practice
from dxdesk.usecases.training.figures import look_at
from dxdesk.usecases.training.people import SECTION
from dxdesk.usecases.training.switch import training_on
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year_start.overview import overview as goals_overview


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some people did something; ``None`` where that is withheld."""

    part: int | None
    whole: int | None

    @property
    def withheld(self) -> bool:
        """Whether it may not be told."""
        return self.part is None or self.whole is None


@dataclass(frozen=True, slots=True)
class SupportLine:
    """What a section has in a year; ``people`` and ``consultations`` are ``None`` where they are withheld.

    ``hours`` of the ``done`` cases whose figures are known (``measured``). ``courses`` and ``goals`` are
    ``None`` where the store does not count them.
    """

    code: str
    name: str
    people: int | None
    running: int
    done: int
    hours: Decimal
    measured: int
    consultations: int | None
    courses: Share | None
    goals: Share | None

    @property
    def without(self) -> bool:
        """Whether no support reached it: no case, no consultation that may be told of."""
        return not (self.running or self.done) and self.consultations == 0


@dataclass(frozen=True)
class Support:
    """A year's sections by code; ``total`` is of all.

    ``below``: counts of 1 to one below it are withheld. ``why_courses``, ``why_goals`` say why these are not
    counted, empty where they are.
    """

    fiscal_year: int
    lines: tuple[SupportLine, ...]
    total: SupportLine
    below: int
    why_courses: str = ""
    why_goals: str = ""

    @property
    def without(self) -> int:
        """How many sections no support reached."""
        return sum(one.without for one in self.lines)


_Pairs = Mapping[str, tuple[int, int]]
"""By section: how many did something, and of how many."""


def support(desk: Desk, fiscal_year: int = 0) -> Support:
    """Return what each section has in a year (0: that of today).

    Raises:
        KnownError: ``wrong-role``, ``practice-off``.
    """
    desk.require(Role.HR, Role.DX)
    year = fiscal_year or fiscal_year_of(desk.services.clock.today())
    goals, why_goals = _goals(desk, year)
    with desk.store.read() as uow:
        require_practice(uow)
        names = known(desk, uow)
        below = threshold(uow, Use.REPORT)
        courses, why_courses = _courses(desk, uow, year)
        return _Table(desk, uow, names, year, below).of(courses, goals, why_courses, why_goals)


def of_few(desk: Desk, sections: Iterable[str]) -> frozenset[str]:
    """Return which sections (codes) are of so few people that a consultation of theirs tells who asked.

    One rule for every paper: what 支援のばらつき withholds, no list of consultations names.
    """
    with desk.store.read() as uow:
        table = _Table(desk, uow, known(desk, uow), 0, threshold(uow, Use.REPORT))
        return frozenset(code for code in sections if table.is_few(code))


def _goals(desk: Desk, year: int) -> tuple[_Pairs | None, str]:
    if desk.role is not Role.HR:
        return None, "人事課の台帳で数えます。"
    try:
        found = goals_overview(desk, year)
    except KnownError as error:
        told = {
            "start-off": "期首の目標を使っていません。",
            "no-cycle": "この年度の申告がまだ始まっていません。",
        }
        if error.code not in told:
            raise
        return None, told[error.code]
    return {one.code: (one.set_any, one.people) for one in found.shares if one.code}, ""


def _courses(desk: Desk, uow: UnitOfWork, year: int) -> tuple[_Pairs | None, str]:
    if desk.role is not Role.HR:
        return None, "人事課の台帳で数えます。"
    if not training_on(uow):
        return None, "研修台帳を使っていません。"
    seen = look_at(desk, uow, year)
    asked: set[str] = set()
    came: set[str] = set()
    for one in seen.courses:
        if one.state is State.COUNTED and not one.course.ended:
            asked |= one.asked
            came |= one.asked & one.attended
    if not asked:
        return None, "この年度に、対象の人がいる研修がありません。"
    groups = seen.people.groups(SECTION)
    return {code: (len(numbers & came), len(numbers & asked)) for (code, _), numbers in groups.items()}, ""


class _Table:
    """Puts the figures of a year together by section as people know it (課)."""

    def __init__(self, desk: Desk, uow: UnitOfWork, names: Known, year: int, below: int) -> None:
        self._names, self._year, self._below = names, year, below
        self._whole = practice(uow)
        self._there = self._whole.until(names.today)
        self._people = self._heads(desk, uow)

    def _heads(self, desk: Desk, uow: UnitOfWork) -> dict[str, int | None]:
        if desk.role is Role.HR:
            found = Counter(self._office(one.department_code) for one in uow.people.employees())
            return {code: number for code, number in found.items() if code}
        given = received(uow, desk.services.clock.today())
        rows = given[0].given.skills[0].rows if given and given[0].given.skills else ()
        return {code: counts[-1] if isinstance(counts[-1], int) else None for code, _, counts in rows if code}

    def _office(self, code: str) -> str:
        """Return the section (課) that stands for one today."""
        return headcounts.office_of(self._names.current(code), self._names.units)

    def of(self, courses: _Pairs | None, goals: _Pairs | None, why_courses: str, why_goals: str) -> Support:
        """Return the table with what may be told of it."""
        cases = counted(self._whole.cases)
        running = Counter(
            self._office(one.said.section)
            for one in cases
            if in_year(one.said, self._year, fiscal_year_of(self._names.today))
            and one.said.status in ("active", "planned")
        )
        done = done_in(self._there.cases, self._year)
        asked = Counter(
            self._office(one.said.section)
            for one in self._there.consultations
            if one.said.fiscal_year == self._year and not one.said.ended
        )
        places = sorted({*self._people, *running, *asked, *(self._office(one.said.section) for one in done)})
        few, heads = self.few, self._heads_told
        shown, all_asked = self._asked(places, asked, few)
        taken, set_any = (self._shares(places, found) for found in (courses, goals))
        lines = []
        for at, code in enumerate(places):
            own = [one for one in done if self._office(one.said.section) == code]
            hours, measured = hours_of(own)
            lines.append(
                SupportLine(
                    code,
                    self._names.section(code),
                    heads.get(code, 0),
                    running[code],
                    len(own),
                    hours,
                    measured,
                    shown[at],
                    taken[at] if taken is not None else None,
                    set_any[at] if set_any is not None else None,
                )
            )
        hours, measured = hours_of(done)
        total = SupportLine(
            "",
            "全体",
            self._withheld().total,
            sum(running.values()),
            len(done),
            hours,
            measured,
            all_asked,
            taken[-1] if taken is not None else None,
            set_any[-1] if set_any is not None else None,
        )
        return Support(self._year, tuple(lines), total, self._below, why_courses, why_goals)

    @property
    def few(self) -> frozenset[str]:
        """The sections of so few people that asking tells who asked, and what hides them in the totals."""
        found = {code for code, told in self._heads_told.items() if told is None}
        others = [code for code in self._people if code not in found]
        if len(found) == 1 and others:  # what is withheld of one alone the total tells
            found.add(min(others, key=lambda code: (self._people[code] or 0, code)))
        return frozenset(found)

    @property
    def _heads_told(self) -> dict[str, int | None]:
        return dict(zip(self._people, self._withheld().cells, strict=True))

    def _withheld(self) -> Line:
        """Return the heads of the sections and of all, as they may stand beside each other."""
        heads = list(self._people.values())
        known_of = [one for one in heads if one is not None]
        if len(known_of) == len(heads):
            return withhold_line(known_of, self._below) if heads else Line((), 0)
        # A 提供票 has withheld some already, and the total with them.
        told = (None if one is None or is_small(one, self._below) else one for one in heads)
        return Line(tuple(told), None)

    def is_few(self, section: str) -> bool:
        """Tell whether a section (its code) is one of few."""
        return self._office(section) in self.few

    def _asked(
        self, places: Sequence[str], asked: Mapping[str, int], few: Collection[str]
    ) -> tuple[tuple[int | None, ...], int | None]:
        """Return the consultations by section and of all; of a section of few they tell who asked."""
        shown = tuple(None if code in few else asked.get(code, 0) for code in places)
        return shown, None if len(few) == 1 else sum(asked.values())

    def _shares(self, places: Sequence[str], found: _Pairs | None) -> tuple[Share, ...] | None:
        """Return shares by section and, last, of all, with what few people stand behind withheld."""
        if found is None:
            return None
        pairs = self._by_office(found.items())
        rows = [pairs.get(code, (0, 0)) for code in places]
        kept = withhold([(part, whole - part) for part, whole in rows], self._below)
        shares = [_share(cells, total) for cells, total in zip(kept.cells, kept.rows, strict=True)]
        return (*shares, _share(kept.columns, kept.total))

    def _by_office(self, found: Iterable[tuple[str, tuple[int, int]]]) -> dict[str, tuple[int, int]]:
        gathered: dict[str, tuple[int, int]] = {}
        for code, (part, whole) in found:
            before = gathered.get(self._office(code), (0, 0))
            gathered[self._office(code)] = before[0] + part, before[1] + whole
        return gathered


def _share(cells: Sequence[int | None], total: int | None) -> Share:
    """Return a share; that all or nobody did something is withheld with the part beside it."""
    part = cells[0]
    return Share(None, total) if part is None or None in cells else Share(part, total)


def columns_of(found: Support) -> tuple[str, ...]:
    """Return the headers of the table as people read it; what a store does not count has none."""
    more = (
        *(() if found.why_courses else ("研修を受けた人",)),
        *(() if found.why_goals else ("目標を立てた人",)),
    )
    return ("所属", "職員", "進行中の案件", "完了した案件", "創出した時間", "相談", *more)


def cells_of(one: SupportLine, found: Support) -> tuple[str, ...]:
    """Return the line of a section under ``columns_of``."""
    more = [] if found.why_courses else [one.courses]
    more += [] if found.why_goals else [one.goals]
    return (
        one.name,
        f"{one.people:,}人" if one.people is not None else WITHHELD,
        f"{one.running:,}件",
        f"{one.done:,}件",
        saved_text(one.hours) if one.measured else UNKNOWN,
        f"{one.consultations:,}件" if one.consultations is not None else WITHHELD,
        *map(share_text, more),
    )


def share_text(share: Share | None) -> str:
    """Return a share as people read it, with its whole."""
    if share is None or share.whole == 0:
        return UNKNOWN
    if share.part is None or share.whole is None:
        return WITHHELD
    return f"{HeadShare(share.part, share.whole).text}({share.part:,} / {share.whole:,}人)"
