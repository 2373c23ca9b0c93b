"""Counting targets from what the store holds: people, courses, terms, stages, levels.

Everything a year needs is read once, however many targets ask for it (``Year``); what nobody can count yet
has no figure, and says why.

A figure somebody entered by hand is the result of a target that is entered by hand. Of a target that is
counted it is the result of the years before the store began (``_began``), whose records no store has: it is
history, marked 手入力. Of the years since, it claims nothing, whether the count is there or still to come.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from dxdesk.domain import canonical, headcounts
from dxdesk.domain import indicators as figures
from dxdesk.domain.authorities import Scope
from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import EXPERIENCE, Framework, Requirement
from dxdesk.domain.head_shares import share
from dxdesk.domain.names import search_key
from dxdesk.domain.practice_record import CaseSaid, ConsultationSaid, EventSaid
from dxdesk.domain.provisions import State
from dxdesk.domain.staging import stages_of
from dxdesk.domain.target_figures import PERCENT, Measured, number, planned
from dxdesk.domain.target_record import Basis, TargetSaid, figure
from dxdesk.domain.tool_map import item_of
from dxdesk.domain.training import NOBODY, Taken, fiscal_year_of, times_of
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.development import staffing
from dxdesk.usecases.development.counted_evidence import counted
from dxdesk.usecases.development.gaps import GapMap, measure
from dxdesk.usecases.exchange import provisions
from dxdesk.usecases.exchange.provisions import Received
from dxdesk.usecases.forms.provision_sheets import TargetCount
from dxdesk.usecases.indicators.ledger import indicators
from dxdesk.usecases.knowledge import overview as register
from dxdesk.usecases.nominations.ledger import nominations
from dxdesk.usecases.organisation.appointed import newest_framework
from dxdesk.usecases.organisation.reach import reach
from dxdesk.usecases.person_year.cycles import all_cycles
from dxdesk.usecases.practice.known import OTHER
from dxdesk.usecases.practice.ledger import Held, Practice, kept_twice, practice
from dxdesk.usecases.practice.overview import done_in, hours_of
from dxdesk.usecases.practice.switch import practice_on
from dxdesk.usecases.skillmap import building, histories, model
from dxdesk.usecases.skillmap.basis import NO_LEVEL
from dxdesk.usecases.skillmap.model import MapPerson, PeopleMap
from dxdesk.usecases.training.figures import taken_in
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.training.people import YearPeople, people_of
from dxdesk.usecases.training.switch import training_on
from dxdesk.usecases.workplace.desk import Desk

LEAD_NAME = "DX案件のリード"
"""The experience that is meant by leading a case, where the framework's stages name none (GovTech東京)."""

_MOST_SHORT = 20
"""How many of the 課 that lack something are named."""


_ANYWHERE = frozenset({Basis.CASES, Basis.HOURS, Basis.CONSULTED, Basis.EVENTS, Basis.GATHERED, Basis.KNOWN})
"""What both sections keep records of: DX推進課 adds its own to what HR counted of those of HR."""


class _Unknown(Exception):
    """A figure cannot be told; its text says why, as people read it."""


class Year:
    """What a fiscal year is counted from; each part is read when a target first asks for it."""

    def __init__(self, desk: Desk, uow: UnitOfWork, fiscal_year: int, scope: Scope | None = None) -> None:
        """Count in a store ``desk`` for ``fiscal_year``, within ``uow``.

        ``scope``: for what use, where people of another authority are among them; by default the store's own.
        """
        self.desk, self.uow, self.fiscal_year, self._scope = desk, uow, fiscal_year, scope or Scope.LISTS
        self.label = fiscal_year_label(fiscal_year)
        self._asked: dict[str, frozenset[str]] = {}
        self._rows: dict[str, Sequence[MapPerson]] = {}

    @cached_property
    def people(self) -> YearPeople:
        """The people of the year, as training counts them."""
        may = reach(self.desk, self.uow, self._scope)
        today = self.desk.services.clock.today()
        return people_of(self.uow, self.fiscal_year, today, newcomers=False, may=may)

    @cached_property
    def taken(self) -> Mapping[str, Taken]:
        """Who did each course (code) in the year."""
        return taken_in(self.uow, ledger(self.uow), self.fiscal_year)

    @cached_property
    def times(self) -> Mapping[str, int]:
        """How often each course (code) was held in the year."""
        known = ledger(self.uow)
        return times_of(known.sessions, known.names, self.fiscal_year)

    @cached_property
    def map(self) -> PeopleMap:
        """The skill map of the year."""
        try:
            return building.people_map(self.desk, self.fiscal_year, scope=self._scope)
        except KnownError as error:
            if any(problem.code == "no-cycle" for problem in error.problems):
                raise _Unknown(f"{self.label}の申告がまだ始まっていないので、数えられません。") from error
            raise

    @cached_property
    def gaps(self) -> GapMap:
        """Who reaches what is required, as 育成 and the year's report count it."""
        return measure(self.map, self.map)

    @cached_property
    def groups(self) -> Mapping[str, frozenset[str]]:
        """The numbers of the people of each persona (code)."""
        return {code: numbers for (code, _), numbers in self.people.groups("persona").items()}

    @cached_property
    def everybody(self) -> frozenset[str]:
        """The numbers of all people of the year."""
        return frozenset([line.person.number for line in self.people.lines])

    def asked(self, persona: str) -> frozenset[str]:
        """Return the people of a persona that courses ask in the year, of everybody for an empty one.

        Who is away or 対象外 is not among them.
        """
        found = self._asked.get(persona)
        if found is None:
            people = self.people.people
            found = self._asked[persona] = self.holders(persona) & people.those(people.asked)
        return found

    @cached_property
    def standing(self) -> Mapping[str, Mapping[str, str]]:
        """The stage (code) of each persona at which people stand, by number."""
        return histories.stages_of(self.uow, self.map.framework, self.fiscal_year)

    def holders(self, persona: str) -> frozenset[str]:
        """Return the people of a persona (code), everybody for an empty one."""
        if not persona:
            return self.everybody
        framework = self.people.framework
        if framework is None or not any(one.code == persona for one in framework.personas):
            raise _Unknown(f"{self.label}のスキル体系に、その人材像がありません。")
        return self.groups.get(persona, NOBODY)

    def rows(self, persona: str) -> Sequence[MapPerson]:
        """Return the people of a persona as the map has them, everybody for an empty one."""
        if not persona:
            return self.map.rows
        found = self._rows.get(persona)
        if found is None:
            meant = next((one for one in self.map.framework.personas if one.code == persona), None)
            if meant is None:
                raise _Unknown(f"{self.label}のスキル体系に、その人材像がありません。")
            holds = model.holding(self.map.framework, {meant.name})
            found = self._rows[persona] = [row for row in self.map.rows if holds(row)]
        return found

    def done(self, target: TargetSaid, *, attended: bool = False, valid: bool = False) -> frozenset[str]:
        """Return who did the courses of a target in the year: all of them, or any where one is enough.

        ``attended``: being there is enough. ``valid``: what was completed before and still holds counts too.
        """
        if not training_on(self.uow):
            raise _Unknown("研修台帳を使っていないので、数えられません。")
        known = ledger(self.uow)
        missing = [code for code in target.courses if known.course(code) is None]
        if missing:
            raise _Unknown(f"研修台帳に、コード「{missing[0]}」の研修がありません。")
        sets = []
        for code in target.courses:
            one = self.taken.get(code, Taken())
            done = one.attended if attended else one.completed
            sets.append(done | one.held if valid else done)
        if not sets:
            raise _Unknown(_OPEN.format(what="研修"))
        return frozenset.union(*sets) if target.any_course else frozenset.intersection(*sets)


_Way = Callable[["Measuring", TargetSaid, int], Measured]


def _everything(_owner: str, _code: str) -> bool:
    return True


class Measuring:
    """Measures an owner's targets, whatever years they need; years are read once for all of them."""

    def __init__(
        self,
        desk: Desk,
        uow: UnitOfWork,
        owner: str,
        targets: Iterable[TargetSaid],
        years: dict[int, Year],
        *,
        scope: Scope | None = None,
        keeps: Callable[[str, str], bool] = _everything,
    ) -> None:
        """Measure in a store.

        Args:
            desk: the store.
            uow: what it is read by.
            owner: whose targets they are (``hr``, ``dx``): two owners may give theirs the same codes.
            targets: those of the owner that sums may name.
            years: the years read so far, which those who measure for others share.
            scope: as ``Year`` takes it, for all of ``years``.
            keeps: which cases, events, consultations and 形式知 count, by whose they are and their code.
        """
        self._scope, self.keeps = scope, keeps
        self._desk, self._uow, self.owner = desk, uow, owner
        self._by_code = {one.code: one for one in targets}
        self._years = years

    def year(self, fiscal_year: int) -> Year:
        """Return what a year is counted from."""
        found = self._years.get(fiscal_year)
        if found is None:
            found = self._years[fiscal_year] = Year(self._desk, self._uow, fiscal_year, self._scope)
        return found

    def of(self, target: TargetSaid, fiscal_year: int) -> Measured:
        """Return the figure of a target in a year: counted or entered, as the module says, else why not."""
        entered = _entered(target, fiscal_year)
        if not is_counted(target.basis):
            return entered or Measured(why="台帳からは数えないので、実績を手で入れます。")
        if entered is not None and self.by_hand(target, fiscal_year):
            return entered
        found = self._counted_here(target, fiscal_year)
        if found.value is None and entered is not None:
            aside = _ASIDE.format(figure=f"{number(entered.value or Decimal(0))}{target.unit}")
            return replace(found, why=f"{found.why}{aside}")
        if entered is not None:
            aside = _UNUSED.format(figure=f"{number(entered.value or Decimal(0))}{target.unit}")
            return replace(found, beside="、".join(filter(None, (found.beside, aside))))
        return found

    def by_hand(self, target: TargetSaid, fiscal_year: int) -> bool:
        """Tell whether what somebody enters of a year is its result."""
        return not is_counted(target.basis) or fiscal_year < self._began

    def earlier(self, target: TargetSaid, fiscal_year: int) -> Measured:
        """Return what is told of an earlier year beside a later one: what is known without counting people.

        That is what was entered, what HR gave, and what DX推進課 counts itself. HR's count of an earlier year
        is shown by that year: each would read everybody of it.
        """
        if self.by_hand(target, fiscal_year) or self._desk.role is not Role.HR:
            return self.of(target, fiscal_year)
        return Measured()

    def _counted_here(self, target: TargetSaid, fiscal_year: int) -> Measured:
        if self._desk.role is Role.HR:
            return self.counted(target, fiscal_year)
        if only_hr_counts(target):
            return self._provided(target, fiscal_year)
        return self._together(target, fiscal_year)

    @cached_property
    def _began(self) -> int:
        """The first fiscal year of which the store has records; without any, that of today.

        Those of DX推進課 begin with the first year of which HR gave a 提供票.
        """
        years = [one.fiscal_year for one in all_cycles(self._uow)]
        return min([*years, fiscal_year_of(self._desk.services.clock.today())])

    def counted(self, target: TargetSaid, fiscal_year: int) -> Measured:
        """Return what this store's records say of a target, whatever HR gave, else why they say nothing."""
        try:
            return _WAYS[target.basis](self, target, fiscal_year)
        except _Unknown as unknown:
            return Measured(why=str(unknown))

    @cached_property
    def _given(self) -> Mapping[int, Received]:
        today = self._desk.services.clock.today()
        return {one.fiscal_year: one for one in provisions.received(self._uow, today)}

    def _hr_says(self, target: TargetSaid, fiscal_year: int) -> tuple[Received, TargetCount]:
        """Return what HR counted of a target of DX推進課, with the 提供票 that holds of the year."""
        given = self._given.get(fiscal_year) if self.owner == Role.DX.value else None
        if given is None or given.state is not State.HOLDS:
            raise _Unknown(_ONLY_HR)
        found = next((one for one in given.given.targets if one.code == target.code), None)
        if found is None:
            raise _Unknown(_NOT_GIVEN)
        if found.way != way_of(target, fiscal_year):
            raise _Unknown(_OTHERWISE)
        if figure(found.value) is None:
            raise _Unknown(f"{_BY_HR}: {found.why}")
        return given, found

    def _provided(self, target: TargetSaid, fiscal_year: int) -> Measured:
        try:
            given, found = self._hr_says(target, fiscal_year)
        except _Unknown as unknown:
            return Measured(why=str(unknown))
        return Measured(
            figure(found.value), found.count, found.of, beside=found.beside, as_of=given.given.counted_on,
            source=_source(given),
        )  # fmt: skip

    def _together(self, target: TargetSaid, fiscal_year: int) -> Measured:
        """Return what HR counted of its own records and what this store's own add to it.

        Neither of the two is the figure by itself. What HR keeps, too, is counted by HR's record alone.
        """
        try:
            given, found = self._hr_says(target, fiscal_year)
        except _Unknown as unknown:
            own = self._own(target, fiscal_year, ())
            here = "" if own.value is None else _HERE.format(figure=f"{number(own.value)}{target.unit}")
            return Measured(why=f"{_NOT_KNOWN}{here}{_WHY_NOT.get(str(unknown), str(unknown))}")
        own = self._own(target, fiscal_year, found.also)
        theirs, mine = figure(found.value) or Decimal(0), own.value or Decimal(0)
        if own.value is None and not theirs:
            return own
        parts = _PARTS.format(
            mine=f"{number(mine)}{target.unit}",
            theirs=f"{number(theirs)}{target.unit}",
            day=short_day(given.given.counted_on),
        )
        beside = "、".join(filter(None, (parts, own.beside)))
        return Measured(theirs + mine, beside=beside, source=f"{_source(given)}とDX推進担当課の台帳")

    def _own(self, target: TargetSaid, fiscal_year: int, also: Collection[str]) -> Measured:
        """Return what the owner's own records say, without those (code) that HR keeps, too."""

        def keeps(owner: str, code: str) -> bool:
            return owner == self.owner and code not in also

        targets = self._by_code.values()
        own = Measuring(
            self._desk, self._uow, self.owner, targets, self._years, scope=self._scope, keeps=keeps
        )
        return own.counted(target, fiscal_year)

    def trained(self, target: TargetSaid, fiscal_year: int) -> frozenset[str]:
        """Return who became 育成済 for a target, in a year or in the years of its policy up to it."""
        found = NOBODY
        for year in _span(target, fiscal_year):
            of = self.year(year)
            found |= of.holders(target.persona) & of.done(target)
        return found

    def sum_of(self, target: TargetSaid, fiscal_year: int) -> Measured:
        """Count the people of several targets, over the years of this one, each person once."""
        parts = [self._by_code[code] for code in target.parts if code in self._by_code]
        if len(parts) < len(target.parts) or not parts:
            raise _Unknown("合計する目標の中に、ここにない目標があります。")
        found = NOBODY
        for year in _span(target, fiscal_year):
            for part in parts:
                found |= self.trained(part._replace(span="", first_year=0, last_year=0), year)
        return Measured(Decimal(len(found)))


_ONLY_HR = "人事課の台帳で数える目標です。人事課の提供票に、数えた数字が入ります。"
_NOT_GIVEN = (
    "人事課の台帳で数える目標です。いまの提供票には入っていません。"
    "送付票で目標を送り、人事課に新しい提供票を頼んでください。"
)
_OTHERWISE = (
    "人事課が数えたあとで、この目標の数え方が変わりました。"
    "送付票で送り、人事課に新しい提供票を頼んでください。"
)
_BY_HR = "人事課の提供票"
_NOT_KNOWN = "数えられません(人事課の件数は提供票で届きます)。"
_HERE = "DX推進担当課の記録だけでは{figure}です。"
_WHY_NOT = {
    _ONLY_HR: "",
    _NOT_GIVEN: (
        "いまの提供票には入っていません。送付票で目標を送り、人事課に新しい提供票を頼んでください。"
    ),
}
"""Why HR's part is not there, where HR's is not all that is counted."""
_PARTS = "DX推進担当課 {mine}、人事課 {theirs}({day}現在)"
_UNUSED = "手で入れた実績({figure})は、台帳から数えたので使いません"
_OPEN = "数える{what}がまだ決まっていません。「直す…」で選ぶと数えます。"
_ASIDE = (
    "手で入れた実績({figure})は、数える目標なので使いません。"
    "使うには、目標の「数え方」を「手で入れる」にします。"
)


def _source(given: Received) -> str:
    return f"{_BY_HR}(受付番号 {given.receipt.number})"


def _entered(target: TargetSaid, fiscal_year: int) -> Measured | None:
    """Return what somebody entered of a year, ``None`` where nobody did."""
    entered = target.actuals.get(fiscal_year)
    value = figure(entered.value) if entered is not None else None
    if entered is None or value is None:
        return None
    return Measured(value, as_of=entered.as_of, source=entered.source, entered=True)


def _span(target: TargetSaid, fiscal_year: int) -> range:
    """Return the years that count for a year: those of the policy up to it, else the year alone."""
    first = target.first_year if target.first_year and target.first_year <= fiscal_year else fiscal_year
    last = min(target.last_year or fiscal_year, fiscal_year)
    return range(first, max(last, first) + 1)


def _trained(measuring: Measuring, target: TargetSaid, fiscal_year: int) -> Measured:
    found = measuring.trained(target, fiscal_year)
    holders = measuring.year(fiscal_year).holders(target.persona)
    return Measured(Decimal(len(found)), beside=f"任命数 {len(holders):,}人" if target.persona else "")


def _sum(measuring: Measuring, target: TargetSaid, fiscal_year: int) -> Measured:
    return measuring.sum_of(target, fiscal_year)


def _appointed(measuring: Measuring, target: TargetSaid, fiscal_year: int) -> Measured:
    return Measured(Decimal(len(measuring.year(fiscal_year).holders(target.persona))))


def _completed(measuring: Measuring, target: TargetSaid, fiscal_year: int) -> Measured:
    year = measuring.year(fiscal_year)
    return _heads(target, year.asked(target.persona), year.done(target, valid=True))


def _attended(measuring: Measuring, target: TargetSaid, fiscal_year: int) -> Measured:
    year = measuring.year(fiscal_year)
    return _heads(target, year.asked(target.persona), year.done(target, attended=True))


def _times(measuring: Measuring, target: TargetSaid, fiscal_year: int) -> Measured:
    year = measuring.year(fiscal_year)
    year.done(target)  # refuses what the ledger does not know
    return Measured(Decimal(sum(year.times.get(code, 0) for code in target.courses)))


def _heads(target: TargetSaid, asked: frozenset[str], done: frozenset[str]) -> Measured:
    """Return how many of those asked have done something, as heads or as a share of them."""
    return _heads_or_share(target, len(asked & done), len(asked), "対象の人がいません。")


def _heads_or_share(target: TargetSaid, count: int, of: int, nobody: str) -> Measured:
    """Return heads as a target counts them, alone or as a share; ``nobody`` says why there is no share."""
    if target.unit != PERCENT:
        return Measured(Decimal(count))
    value = share(count, of)
    return Measured(value, count, of, why="" if value is not None else nobody)


def _placed(measuring: Measuring, target: TargetSaid, fiscal_year: int) -> Measured:
    year = measuring.year(fiscal_year)
    return _places(year, target, year.rows(target.persona), _asked_places(year, target))


def _tool(measuring: Measuring, target: TargetSaid, fiscal_year: int) -> Measured:
    year = measuring.year(fiscal_year)
    return _places(year, target, _at_level(year, target), None)


def _places(
    year: Year, target: TargetSaid, holders: Sequence[MapPerson], only: Mapping[str, str] | None
) -> Measured:
    """Return how many of the 課 have as many of some people as they should."""
    people = year.map
    places = staffing.places(people) if only is None else only
    plan = planned(target, year.fiscal_year) if target.per_section else None
    heads = max(int(plan or 1), 1)
    held = [headcounts.office_of(row.department_code, people.units) for row in holders]
    if not places:
        raise _Unknown("数える課がありません。")
    short = headcounts.falling_short(places, held, heads)
    count = len(places) - len(short)
    named = tuple(
        f"{places[one.office]}(あと{one.lacking}人)" if heads > 1 else places[one.office]
        for one in short[:_MOST_SHORT]
    )
    value = share(count, len(places)) if target.unit == PERCENT else Decimal(count)
    if target.unit not in (PERCENT, "課") and not target.per_section:
        counts = Counter(held)
        return Measured(Decimal(sum(counts[place] for place in places)), short=named)
    return Measured(value, count, len(places), short=named)


def _asked_places(year: Year, target: TargetSaid) -> Mapping[str, str] | None:
    """Return the sections that this year's 選任 asks for the persona (対象の課), ``None`` where none does."""
    asked: set[str] = set()
    for one in nominations(year.uow).rounds:
        if (one.asked.persona, one.asked.fiscal_year) == (target.persona, year.fiscal_year):
            asked |= set() if one.asked.ended else set(one.asked.sections)
    units = year.map.units
    return {code: units[code].name for code in sorted(asked) if code in units} or None


def _stage_rows(year: Year, target: TargetSaid) -> tuple[list[MapPerson], int]:
    """Return who of a persona reached a stage or a later one, and how many hold the persona."""
    framework = year.map.framework
    order = [stage.code for stage in stages_of(framework, target.persona)]
    if target.stage not in order:
        raise _Unknown(f"{year.label}のスキル体系に、その段階がありません。")
    wanted = set(order[order.index(target.stage) :])
    rows = year.rows(target.persona)
    standing = year.standing
    reached = [row for row in rows if standing.get(row.number, {}).get(target.persona, "") in wanted]
    return reached, len(rows)


def _stage(measuring: Measuring, target: TargetSaid, fiscal_year: int) -> Measured:
    reached, of = _stage_rows(measuring.year(fiscal_year), target)
    return _heads_or_share(target, len(reached), of, "対象の人がいません。")


def _lead(measuring: Measuring, target: TargetSaid, fiscal_year: int) -> Measured:
    """Count who led a case among those who stand at the stage: so the material divides (そのうち半数)."""
    year = measuring.year(fiscal_year)
    reached, _ = _stage_rows(year, target)
    wanted = _lead_of(year.map.framework, target.persona)
    today = min(measuring.year(fiscal_year).desk.services.clock.today(), histories.last_day(fiscal_year))
    found = counted(year.uow, year.map.framework, [wanted], today)
    worked = found.get((wanted.kind, wanted.name))
    if worked is None:
        raise _Unknown("成長記録を使っていないので、リードの経験を数えられません。")
    led = sum(row.number in worked for row in reached)
    return _heads_or_share(target, led, len(reached), "その段階の人がいません。")


def _lead_of(framework: Framework, persona: str) -> Requirement:
    codes = {code for stage in stages_of(framework, persona) for code in stage.requirements}
    for one in framework.requirements:
        if one.code in codes and one.kind == EXPERIENCE and "リード" in one.name:
            return one
    return Requirement("lead", EXPERIENCE, LEAD_NAME)


def _level(measuring: Measuring, target: TargetSaid, fiscal_year: int) -> Measured:
    year = measuring.year(fiscal_year)
    rows = _at_level(year, target)
    place = year.map.place(target.item)
    of = sum([row.levels[place] != NO_LEVEL for row in year.rows(target.persona)])
    return _heads_or_share(target, len(rows), of, "確認された人がまだいません。")


def _required(measuring: Measuring, target: TargetSaid, fiscal_year: int) -> Measured:
    """Count who has the level that is required of them: of a persona by what the persona requires."""
    year = measuring.year(fiscal_year)
    place = _place_of(year, target)
    rows = [one for one in year.gaps.personas if one.code == target.persona]
    if target.persona and not rows:
        raise _Unknown(f"{year.label}のスキル体系に、その人材像がありません。")
    need = (rows[0] if target.persona else year.gaps.total).cells[place].need
    if not need.people:
        raise _Unknown("そのスキルには、求められる水準の定めがありません。")
    return _heads_or_share(target, need.known - need.short, need.known, "確認された人がまだいません。")


def _place_of(year: Year, target: TargetSaid) -> int:
    if not year.map.framework.has(target.item):
        raise _Unknown(f"{year.label}のスキル体系に、そのスキル(ツール)がありません。")
    return year.map.place(target.item)


def _at_level(year: Year, target: TargetSaid) -> list[MapPerson]:
    place, framework = _place_of(year, target), year.map.framework
    level = target.level or framework.scale_of(framework.item(target.item)).highest
    return [row for row in year.rows(target.persona) if level <= row.levels[place] < NO_LEVEL]


def _point(measuring: Measuring, target: TargetSaid, fiscal_year: int) -> figures.Point:
    """Return what a survey says: the figure of an indicator, published or counted from answers."""
    if not target.of_indicator:
        raise _Unknown(_OPEN.format(what="評価指標"))
    known = indicators(measuring.year(fiscal_year).uow)
    rows = [one for one in known.indicators if one.said.code == target.of_indicator and not one.said.ended]
    rows.sort(key=lambda one: one.owner != measuring.owner)
    if not rows:
        raise _Unknown("その評価指標がありません。")
    surveys = [one.said for one in known.surveys if one.owner == rows[0].owner and not one.said.ended]
    points = [one for one in figures.points(rows[0].said, surveys) if one.year == fiscal_year]
    if not points or points[-1].value is None:
        raise _Unknown(f"{fiscal_year_label(fiscal_year)}のアンケートの結果がありません。")
    return points[-1]


def _indicator(measuring: Measuring, target: TargetSaid, fiscal_year: int) -> Measured:
    found = _point(measuring, target, fiscal_year)
    return Measured(Decimal(found.value or 0) / figures.THOUSAND, beside=found.label, answers=found.answers)


def _practice(measuring: Measuring, fiscal_year: int) -> Practice:
    year = measuring.year(fiscal_year)
    if not practice_on(year.uow):
        raise _Unknown("「実践と支援」を使っていないので、数えられません。")
    found, keeps = practice(year.uow).until(year.desk.services.clock.today()), measuring.keeps
    return replace(
        found,
        cases=tuple(one for one in found.cases if keeps(one.owner, one.said.code)),
        events=tuple(one for one in found.events if keeps(one.owner, one.said.code)),
        consultations=tuple(one for one in found.consultations if keeps(one.owner, one.said.code)),
    )


def _cases(measuring: Measuring, target: TargetSaid, fiscal_year: int) -> Measured:
    done = _done_cases(measuring, target, fiscal_year)
    if target.unit == PERCENT:
        raise _Unknown("案件は件数で数えます。単位を件にしてください。")
    return Measured(Decimal(len(done)))


def _done_cases(measuring: Measuring, target: TargetSaid, fiscal_year: int) -> tuple[Held[CaseSaid], ...]:
    """Return the finished cases of a year, or of the years of the target's policy up to it.

    Only those in which its tool was used and which somebody of its persona led, where it names these.
    """
    found = _practice(measuring, fiscal_year).cases
    tools = _called(measuring.year(fiscal_year).uow, target.item)
    return tuple(
        one
        for year in _span(target, fiscal_year)
        for one in done_in(found, year)
        if (not tools or any(_bare(word) in tools for word in one.said.tools))
        and (not target.persona or one.said.lead in measuring.year(year).holders(target.persona))
    )


def _called(uow: UnitOfWork, item: str) -> frozenset[str]:
    """Return by which words cases name a tool or skill (uid): one that no list has yet is named in words."""
    framework = newest_framework(uow)
    if not item or framework is None:
        return frozenset({item} - {""})
    tools = {one.name for one in framework.tools if item_of(framework, one) == item}
    titles = {framework.title(framework.item(item))} if framework.has(item) else set()
    return frozenset({item, *map(search_key, tools | titles)})


def _bare(word: str) -> str:
    """Return a tool as a case names it: its uid, or as it is searched for where words name it."""
    other = f"{OTHER}:"
    return search_key(word.removeprefix(other)) if word.startswith(other) else word


def _hours(measuring: Measuring, target: TargetSaid, fiscal_year: int) -> Measured:
    done = _done_cases(measuring, target, fiscal_year)
    hours, measured = hours_of(done)
    if not measured:
        raise _Unknown("前と後の時間を測った、完了した案件がまだありません。")
    left = len(done) - measured
    return Measured(hours, beside=f"時間を測っていない案件 {left:,}件" if left else "")


def _consulted(measuring: Measuring, target: TargetSaid, fiscal_year: int) -> Measured:
    asked = [
        one.said
        for one in _practice(measuring, fiscal_year).consultations
        if _of_years(one.said, target, fiscal_year)
    ]
    if target.persona:
        asked = [
            one for one in asked if one.answered_by in measuring.year(one.fiscal_year).holders(target.persona)
        ]
    return Measured(Decimal(len(asked)))


def _events(measuring: Measuring, target: TargetSaid, fiscal_year: int) -> Measured:
    return Measured(Decimal(len(_held_events(measuring, target, fiscal_year))))


def _gathered(measuring: Measuring, target: TargetSaid, fiscal_year: int) -> Measured:
    found = _held_events(measuring, target, fiscal_year)
    untold = sum(not one.heads for one in found)
    beside = f"人数の分からない行事 {untold:,}件" if untold else ""
    return Measured(Decimal(sum(one.heads for one in found)), beside=beside)


def _held_events(measuring: Measuring, target: TargetSaid, fiscal_year: int) -> list[EventSaid]:
    return [
        one.said
        for one in _practice(measuring, fiscal_year).events
        if _of_years(one.said, target, fiscal_year) and target.sort in ("", one.said.sort)
    ]


def _known(measuring: Measuring, target: TargetSaid, fiscal_year: int) -> Measured:
    """Count the usable 形式知 that was made in the year, or in the years of the target's policy up to it."""
    year = measuring.year(fiscal_year)
    lines = [
        one for one in register.read(year.desk, year.uow).lines if measuring.keeps(one.owner, one.said.code)
    ]
    return Measured(Decimal(sum(len(register.made_in(lines, one)) for one in _span(target, fiscal_year))))


def _of_years(one: EventSaid | ConsultationSaid, target: TargetSaid, fiscal_year: int) -> bool:
    return not one.ended and one.fiscal_year in _span(target, fiscal_year)


_WAYS: Mapping[str, _Way] = {
    Basis.TRAINED: _trained,
    Basis.SUM: _sum,
    Basis.APPOINTED: _appointed,
    Basis.PLACED: _placed,
    Basis.TOOL: _tool,
    Basis.COMPLETED: _completed,
    Basis.ATTENDED: _attended,
    Basis.TIMES: _times,
    Basis.STAGE: _stage,
    Basis.LEAD: _lead,
    Basis.LEVEL: _level,
    Basis.REQUIRED: _required,
    Basis.INDICATOR: _indicator,
    Basis.CASES: _cases,
    Basis.HOURS: _hours,
    Basis.CONSULTED: _consulted,
    Basis.EVENTS: _events,
    Basis.GATHERED: _gathered,
    Basis.KNOWN: _known,
}
"""How each basis is counted; what is not here is entered by hand."""


def is_counted(basis: str) -> bool:
    """Tell whether targets of a basis are counted at all, in whatever store."""
    return basis in _WAYS


def only_hr_counts(target: TargetSaid) -> bool:
    """Tell whether a target is counted from what HR's store alone has: who holds a 人材像, too."""
    if target.basis in (Basis.CASES, Basis.HOURS, Basis.CONSULTED) and target.persona:
        return True
    return target.basis in _WAYS and target.basis not in _ANYWHERE


def kept_by_both(uow: UnitOfWork, desk: Desk, target: TargetSaid, owner: str) -> tuple[str, ...]:
    """Return which of an owner's cases or 形式知 (code) another one keeps, too; each counts once."""
    if target.basis in (Basis.CASES, Basis.HOURS):
        held = practice(uow).cases
        twice = kept_twice(held)
        return tuple(one.said.code for one in held if one.owner == owner and one.subject in twice)
    if target.basis == Basis.KNOWN:
        lines = register.read(desk, uow).lines
        others = {register.same_piece(one) for one in lines if one.owner != owner and one.said.usable}
        return tuple(
            one.said.code for one in lines if one.owner == owner and register.same_piece(one) in others
        )
    return ()


_COUNTED_BY = (
    "basis", "unit", "per_section", "persona", "courses", "any_course", "item", "level", "stage", "parts",
    "of_indicator", "sort", "first_year", "last_year",
)  # fmt: skip


def way_of(target: TargetSaid, fiscal_year: int) -> str:
    """Return a short text of what a target's figure of a year depends on: another one, another way."""
    said = {name: getattr(target, name) for name in _COUNTED_BY}
    lists = {name: list(value) for name, value in said.items() if isinstance(value, tuple)}
    plan = planned(target, fiscal_year) if target.per_section else None
    heads = "" if plan is None else str(plan)
    text = canonical.dumps({**said, **lists, "heads": heads})
    return hashlib.sha256(text.encode()).hexdigest()[:16]
