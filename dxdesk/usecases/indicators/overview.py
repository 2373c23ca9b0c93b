"""Where the indicators stand: trend and targets, the logic model with its figures, surveys, 取組."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dxdesk.domain import indicators as rules
from dxdesk.domain.indicator_record import ActivitySaid, IndicatorSaid, OutcomeSaid, SurveySaid
from dxdesk.domain.indicators import FEWEST, Point, Standing
from dxdesk.domain.thing_words import OWNER_NAMES, of_owner
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_label, fiscal_year_short
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.indicators.ledger import DIRECT, MODEL, Held, Indicators, indicators, kind_of
from dxdesk.usecases.indicators.switch import require_aims
from dxdesk.usecases.indicators.two_owners import told_apart
from dxdesk.usecases.person_year.cycles import all_cycles
from dxdesk.usecases.person_year.differing import marks
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator: the outcome it is of, its figures by year, where it stands, what is done for it.

    ``owner`` is ``hr`` or ``dx``; ``note`` has to stand beside a label that says a share of a mean; ``apart``
    is what two stores of its owner say differently of it.
    """

    owner: str
    indicator: IndicatorSaid
    outcome: OutcomeSaid | None
    points: tuple[Point, ...]
    standing: Standing
    activities: tuple[ActivitySaid, ...]
    note: str
    apart: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """How often each option of a question was named in a year, the most often named first.

    ``people`` is how many answered the question, 0 where only counts were taken in; ``withheld``: too few
    answered for anything to be shown.
    """

    indicator: IndicatorSaid
    year: int
    people: int
    counts: tuple[tuple[str, int], ...]

    @property
    def withheld(self) -> bool:
        """Whether so few answered that nothing is shown."""
        return 0 < self.people < FEWEST


@dataclass(frozen=True, slots=True)
class Overview:
    """All of it. ``empty``: the office has nothing yet; ``years`` are those with figures, newest first.

    ``evaluations`` are the process evaluations by code of the 取組, newest year first. ``preset`` is the code
    of the office's own policy where it states a logic model, ``stated`` whether it does. ``apart``
    is what two stores of its owner say differently of an outcome or a 取組, by kind and code;
    ``surveys_apart`` the same of a survey, which has no code of its own. ``owners`` says whose an outcome or
    a 取組 is (``hr``, ``dx``), by kind and the code it is listed under (``two_owners``).
    """

    model: OutcomeSaid | None
    outcomes: tuple[OutcomeSaid, ...]
    rows: tuple[Row, ...]
    needs: tuple[Row, ...]
    options: tuple[Options, ...]
    surveys: tuple[SurveySaid, ...]
    activities: tuple[ActivitySaid, ...]
    evaluations: Mapping[str, tuple[ActivitySaid, ...]]
    years: tuple[int, ...]
    apart: Mapping[tuple[str, str], str] = field(default_factory=dict)
    surveys_apart: Mapping[SurveySaid, str] = field(default_factory=dict)
    owners: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether nothing was said yet."""
        return not (self.outcomes or self.rows or self.needs or self.surveys or self.activities)

    def of_layer(self, layer: str) -> tuple[OutcomeSaid, ...]:
        """Return the outcomes of a layer in their order."""
        return tuple(one for one in self.outcomes if one.layer == layer)


def named_by_owner(found: Overview, role: Role) -> tuple[tuple[OutcomeSaid, ...], tuple[ActivitySaid, ...]]:
    """Return outcomes and 取組 for drawing and paper: what another section keeps says whose it is."""

    def named(kind: str, code: str, name: str) -> str:
        # A code two sections gave says whose it is already.
        owner = found.owners.get((kind, code), "")
        return name if OWNER_NAMES.get(owner, owner) in code else of_owner(name, owner, role.value)

    return (
        tuple(one._replace(name=named("outcome", one.code, one.name)) for one in found.outcomes),
        tuple(one._replace(name=named("activity", one.code, one.name)) for one in found.activities),
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """What every tab of 目標と指標 stands in: the years one can look at, the one to begin with, the period.

    ``first_year`` and ``final_year`` are 0 where the policy names no period.
    """

    years: tuple[int, ...]
    current: int
    first_year: int
    final_year: int


def frame(desk: Desk) -> Frame:
    """Return the years of the screen: those of the office's cycles, of figures, and that of today.

    Raises:
        KnownError: ``wrong-role``, ``aims-off``.
    """
    desk.require(Role.HR, Role.DX)
    today = fiscal_year_of(desk.services.clock.today())
    with desk.store.read() as uow:
        require_aims(uow)
        found = read(uow)
        years = {one.fiscal_year for one in all_cycles(uow)} | {*found.years, today}
    model = found.model or OutcomeSaid()
    return Frame(tuple(sorted(years, reverse=True)), today, model.first_year, model.final_year)


def years_with(desk: Desk, others: Sequence[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """Return years with what they are called, and those of figures beside them; the first stays first."""
    first, rest = others[:1], {year for year, _ in others[1:]} | {*frame(desk).years}
    listed = sorted(rest - {year for year, _ in first}, reverse=True)
    return (*first, *((year, fiscal_year_label(year)) for year in listed))


@dataclass(frozen=True, slots=True)
class Offer:
    """A shipped policy with a logic model: how many indicators it states, whether it is in use here."""

    code: str
    name: str
    indicators: int
    own: bool


def offers(desk: Desk) -> tuple[Offer, ...]:
    """Return the shipped policies that state a logic model, the office's own first.

    Raises:
        KnownError: ``wrong-role``.
    """
    desk.require(Role.HR, Role.DX)
    from dxdesk.usecases.frameworks.indicator_list import preset_indicators
    from dxdesk.usecases.frameworks.versions import load_preset, preset_codes

    with desk.store.read() as uow:
        used = {one.code for one in uow.exchange.frameworks()}
    found = []
    for code in preset_codes():
        listed = preset_indicators(code)
        if listed is not None:
            found.append(Offer(code, load_preset(code).name, len(listed.indicators), code in used))
    return tuple(sorted(found, key=lambda one: not one.own))


def figure_lines(found: Overview) -> Mapping[str, tuple[str, ...]]:
    """Return the lines of figures in the boxes of the logic model, by code of the outcome."""
    lines: dict[str, tuple[str, ...]] = {}
    for code, rows in direct_figures(found).items():
        lines[code] = tuple(_figure_line(row) for row in rows)
    return lines


def _figure_line(row: Row) -> str:
    stands = row.standing
    if stands.newest is None:
        return "人事課の調査" if row.indicator.measure == rules.ELSEWHERE else "まだ数字がありません"
    text = f"{fiscal_year_short(stands.newest.year)} {stands.newest.text}"
    if stands.change:
        text += f" {rules.moved_text(stands.change)}"
    return f"{text}  目標 {rules.aimed_text(stands.next)}" if stands.next else text


def overview(desk: Desk, fiscal_year: int = 0) -> Overview:
    """Return where the indicators stand in a year, 0: at their newest figures.

    Raises:
        KnownError: ``wrong-role``, ``aims-off``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        require_aims(uow)
        return read(uow, fiscal_year)


def read(uow: UnitOfWork, fiscal_year: int = 0) -> Overview:
    """Return where the indicators stand; see ``overview``."""
    known = told_apart(indicators(uow))
    model = next((one.said for one in known.outcomes if one.said.layer == MODEL and not one.said.ended), None)
    outcomes = tuple(one.said for one in known.outcomes if one.said.layer != MODEL and not one.said.ended)
    live = [one for one in known.indicators if not one.said.ended]
    found_apart = marks(uow)
    rows = [
        replace(_row(known, outcomes, one, fiscal_year), apart=found_apart.get(one.subject, ""))
        for one in live
    ]
    activities = tuple(
        one.said for one in known.activities if not one.said.ended and not one.said.fiscal_year
    )
    evaluations: dict[str, list[ActivitySaid]] = {}
    for one in known.activities:
        if one.said.fiscal_year and not one.said.ended:
            evaluations.setdefault(one.said.code, []).insert(0, one.said)
    surveys = tuple(one.said for one in reversed(known.surveys) if not one.said.ended)
    years = {point.year for row in rows for point in row.points} | {one.fiscal_year for one in surveys}
    return Overview(
        model,
        outcomes,
        tuple(row for row in rows if not row.indicator.survey),
        tuple(row for row in rows if row.indicator.survey),
        tuple(
            found
            for row in rows
            if row.indicator.measure == rules.CHOICE
            for found in _options(row.indicator, _live(known, row.owner), fiscal_year)
        ),
        surveys,
        activities,
        {code: tuple(found) for code, found in evaluations.items()},
        tuple(sorted(years, reverse=True)),
        _apart(known, found_apart),
        {one.said: found_apart[one.subject] for one in known.surveys if one.subject in found_apart},
        _owners(known),
    )


def _owners(known: Indicators) -> dict[tuple[str, str], str]:
    things: tuple[Held[OutcomeSaid] | Held[ActivitySaid], ...] = (*known.outcomes, *known.activities)
    return {
        (kind_of(one.said), one.said.code): one.owner
        for one in things
        if not one.said.ended and not getattr(one.said, "fiscal_year", 0)
    }


def _apart(known: Indicators, found: Mapping[str, str]) -> dict[tuple[str, str], str]:
    told: dict[tuple[str, str], list[str]] = {}
    things: tuple[Held[OutcomeSaid] | Held[ActivitySaid], ...] = (*known.outcomes, *known.activities)
    for one in things if found else ():
        if one.subject in found:
            told.setdefault((kind_of(one.said), one.said.code), []).append(found[one.subject])
    return {key: "\n".join(lines) for key, lines in told.items()}


def _row(known: Indicators, outcomes: Sequence[OutcomeSaid], one: Held[IndicatorSaid], year: int) -> Row:
    surveys = [survey.said for survey in known.surveys if survey.owner == one.owner]
    found = rules.points(one.said, surveys)
    coded = [held for held in known.outcomes if held.said.code == one.said.outcome and held.said in outcomes]
    of = next((held.said for held in coded if held.owner == one.owner), coded[0].said if coded else None)
    done = tuple(
        activity.said
        for activity in known.activities
        if one.said.outcome in activity.said.outcomes
        and not activity.said.fiscal_year
        and not activity.said.ended
    )
    return Row(
        one.owner,
        one.said,
        of,
        found,
        rules.standing(one.said, found, year),
        done,
        rules.average_note(one.said),
    )


def _live(known: Indicators, owner: str) -> list[SurveySaid]:
    """Return the surveys of an owner that are not taken back: two owners may give questions the same code."""
    return [one.said for one in reversed(known.surveys) if one.owner == owner and not one.said.ended]


def _options(asked: IndicatorSaid, surveys: Sequence[SurveySaid], year: int) -> list[Options]:
    """Return what was named year by year, the newest first."""
    counts: dict[int, dict[str, int]] = {}
    people: dict[int, int] = {}
    for survey in surveys:
        for one in survey.chosen:
            if one.question == asked.code and (not year or survey.fiscal_year <= year):
                of_year = counts.setdefault(survey.fiscal_year, {})
                of_year[one.option] = of_year.get(one.option, 0) + one.times
        for answered in survey.choosers:
            if answered.question == asked.code:
                people[survey.fiscal_year] = people.get(survey.fiscal_year, 0) + answered.people
    return [
        Options(
            asked,
            one,
            people.get(one, 0),
            tuple(sorted(counts[one].items(), key=lambda named: (-named[1], named[0]))),
        )
        for one in sorted(counts, reverse=True)
    ]


def direct_figures(found: Overview) -> Mapping[str, tuple[Row, ...]]:
    """Return the rows of each direct outcome, by its code."""
    return {
        one.code: tuple(row for row in found.rows if row.indicator.outcome == one.code)
        for one in found.of_layer(DIRECT)
    }
