"""候補者さがし: who meets what a 人材像, a stage or HR's own conditions ask, who nearly, and what is missing.

In HR's store alone, of records whose year is for it (利用目的), of people within reach (任命権者, 利用停止).
It tells of the nearest few; whoever wants the whole list says why, and that is kept in the audit. What the
DX section may see is how many, never who.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dxdesk.domain import candidates as rules
from dxdesk.domain import capabilities, purposes
from dxdesk.domain.authorities import Scope
from dxdesk.domain.candidates import SHORT_LIST, Ranking, Want
from dxdesk.domain.errors import KnownError, any_of
from dxdesk.domain.framework import ASSIGNED, LEVEL, STAGE, Framework, Item, Requirement
from dxdesk.domain.purposes import USE_NAMES, Use
from dxdesk.domain.staging import stages_of
from dxdesk.domain.text import plain, refuse_unfit_name, visible
from dxdesk.ports.bulk import in_bulk
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.development.counted_evidence import Counted, counted
from dxdesk.usecases.organisation.capabilities import is_on
from dxdesk.usecases.person_year.stage_decisions import stage_name
from dxdesk.usecases.person_year.stage_evidence import told
from dxdesk.usecases.skillmap import building, histories, model
from dxdesk.usecases.skillmap.basis import NO_LEVEL
from dxdesk.usecases.skillmap.model import MapPerson, PeopleMap
from dxdesk.usecases.workplace.desk import Desk

FOR = (Use.APPOINTMENT, Use.PLACEMENT)
"""What people may be looked for; the year has to be for it."""

NO_EXPERIENCE = (
    "この台帳では成長記録を使っていないので、確認された実務経験が分からず、だれも満たしていません。"
)

SOME_ANSWER = (
    "「{skills}」は、決まった人材像や職層の職員だけが答える設問です。ほかの職員の水準は分からないので、"
    "研修や資格、育成段階でもさがしてください。"
)


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked, and of whom.

    A 人材像 and a stage are meant by code or name; ``conditions`` are HR's own, a line each
    (``domain.candidates.read_conditions``). All of them hold together. ``grade`` and ``section`` (its code)
    say whose people are looked at, ``use`` what for.
    """

    persona: str = ""
    stage: str = ""
    conditions: str = ""
    grade: str = ""
    section: str = ""
    use: Use = Use.APPOINTMENT


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who meets ``met`` of what is asked; ``missing`` says what they lack, nothing for none."""

    number: str
    name: str
    kana: str
    department_code: str
    department: str
    grade: str
    met: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionCount:
    """How many of a section meet everything that is asked, and how many some of it."""

    code: str
    name: str
    meeting: int
    near: int


@dataclass(frozen=True)
class Found:
    """What a search found.

    ``asked`` says in words what people have to have. Of ``looked`` people ``meeting`` have all of it,
    ``near`` some; ``people`` are the nearest of both, ``whole``: all of them. ``holding`` hold the 人材像
    already and are not among these. ``left_out`` as in ``PeopleMap``; ``notes`` are further sentences.
    """

    title: str
    year: str
    asked: tuple[str, ...]
    looked: int
    meeting: int
    near: int
    people: tuple[Candidate, ...]
    sections: tuple[SectionCount, ...]
    whole: bool
    holding: int = 0
    left_out: str = ""
    basis: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What one may look for: a 人材像 that requires levels, or a stage of one; ``key`` is its code."""

    key: str
    title: str
    stage: bool


@dataclass(frozen=True)
class Offer:
    """What one may choose: ``choices``, sections (code, name), 職層, and for what the year may be used."""

    choices: tuple[Choice, ...]
    sections: tuple[tuple[str, str], ...]
    grades: tuple[str, ...]
    uses: tuple[Use, ...]


def offer(desk: Desk, fiscal_year: int = 0) -> Offer:
    """Return the 人材像 and stages of a year's framework that ask something, each 人材像 before its stages.

    Beside them the sections and 職層 whose people may be told of.

    Raises:
        KnownError: ``wrong-role``, ``candidates-off``, ``no-cycle``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        require_candidates(uow)
    people = building.people_map(desk, fiscal_year, scope=Scope.CANDIDATES)
    sections = {row.department_code: row.department_name for row in people.rows}
    grades = dict.fromkeys(row.grade for row in people.rows if row.grade)
    uses = tuple(use for use in FOR if use in people.cycle.uses)
    return Offer(tuple(_choices(people.framework)), tuple(sections.items()), tuple(grades), uses)


def _choices(framework: Framework) -> Iterator[Choice]:
    for persona in framework.personas:
        if persona.required:
            yield Choice(persona.code, persona.name, stage=False)
        for stage in stages_of(framework, persona.code):
            if not stage.open:
                yield Choice(stage.code, f"{persona.name} {stage_name(framework, stage.code)}", stage=True)


def offered(desk: Desk) -> Offer | None:
    """Return ``offer`` of the open year; ``None`` where the office does not look for candidates.

    Raises:
        KnownError: ``wrong-role``, ``no-cycle``.
    """
    try:
        return offer(desk)
    except KnownError as error:
        if error.code == "candidates-off":
            return None
        raise


def require_candidates(uow: UnitOfWork) -> None:
    """Refuse where the office does not look for candidates.

    Raises:
        KnownError: ``candidates-off``.
    """
    if not is_on(uow, capabilities.CANDIDATES):
        raise KnownError(
            "candidates-off",
            "この台帳では、候補者さがしを使っていません。何もさがしていません。",
            "「設定」の「使う機能」で「候補者さがし」を入れてください"
            "(コマンドでは dxdesk uses 台帳 --on candidates)。",
        )


def find(desk: Desk, search: Search, fiscal_year: int = 0, *, reason: str | None = None) -> Found:
    """Return who comes nearest to what is asked: a few, or all of them where somebody says why.

    Args:
        desk: HR's store, where the office looks for candidates.
        search: what is asked.
        fiscal_year: 0 = the open one.
        reason: why the whole list is needed; it is kept in the audit. ``None`` for the short list, of which
            nothing is kept.

    Raises:
        KnownError: ``wrong-role``, ``candidates-off``, ``candidates-use``, ``candidates-reason``,
            ``candidates-persona``, ``candidates-stage``, ``candidates-nothing``, ``candidates-condition``,
            ``level-unreadable``, ``level-outside-scale``, ``use-outside-purpose``, ``no-cycle``,
            ``section-unknown``, ``text-too-long``.
    """
    said = _reason(reason)
    seen = _look(desk, search, fiscal_year)
    found = _told(seen, search, 0 if said else SHORT_LIST)
    if said:
        with desk.store.write() as uow:
            told_of: dict[str, int | str] = {
                "uses": USE_NAMES[search.use],
                "asked": "、".join(found.asked),
                "people": len(found.people),
            }
            uow.audit.append("candidates", said, told_of)
            uow.commit()
    return found


def counts(desk: Desk, search: Search, fiscal_year: int = 0) -> Found:
    """Return what the DX section may see of a search: how many, by section, and nobody by name.

    Raises:
        KnownError: as ``find``; ``use-outside-purpose`` also where the year is not for the DX section.
    """
    seen = _look(desk, search, fiscal_year)
    purposes.require_use((seen.people.cycle,), Use.DX_SECTION)
    return _told(seen, search, None)


@dataclass(frozen=True)
class _Seen:
    people: PeopleMap
    rows: Sequence[MapPerson]
    title: str
    wants: tuple[Want, ...]
    shortages: tuple[bytes, ...]
    holding: int
    experienced: bool


def _reason(reason: str | None) -> str:
    if reason is None:
        return ""
    said = visible(plain(reason))
    if not said:
        raise KnownError(
            "candidates-reason",
            "全員の一覧には、理由が要ります。何も出していません。",
            "何のために要るかを1行で書いてください。理由は操作の記録に残ります。",
        )
    refuse_unfit_name(said, "理由")
    return said


@in_bulk()
def _look(desk: Desk, search: Search, fiscal_year: int) -> _Seen:
    desk.require(Role.HR)
    with desk.store.read() as uow:
        require_candidates(uow)
    if search.use not in FOR:
        raise KnownError(
            "candidates-use",
            "何のためにさがすかが分かりません。何もさがしていません。",
            f"{any_of(f'{use.value}({USE_NAMES[use]})' for use in FOR)}を選んでください。",
            found=str(search.use),
        )
    people = building.people_map(
        desk, fiscal_year, search.section, grade=search.grade, scope=Scope.CANDIDATES
    )
    purposes.require_use((people.cycle,), search.use)
    title, wants, persona = _asked(people.framework, search)
    rows, holding = _others(people, persona)
    evidence = [way for want in wants for way in want.ways if way.kind not in (LEVEL, STAGE)]
    with desk.store.read() as uow:
        has = counted(uow, people.framework, evidence, desk.services.clock.today())
        standing = histories.stages_of(uow, people.framework, people.cycle.fiscal_year) if wants else {}
    shortages = _Shortages(people.framework, rows, has, standing)
    lacking = tuple(shortages.of(want) for want in wants)
    experienced = all((way.kind, way.name) in has for way in evidence)
    return _Seen(people, rows, title, wants, lacking, holding, experienced)


def _asked(framework: Framework, search: Search) -> tuple[str, tuple[Want, ...], str]:
    """Return what is asked, called and by itself, and the 人材像 whose people need not be looked for."""
    wants: list[Want] = []
    titles: list[str] = []
    assigned = ""
    if search.persona:
        persona = next((p for p in framework.personas if search.persona in (p.code, p.name)), None)
        if persona is None:
            raise KnownError(
                "candidates-persona",
                "その人材像は、この年度のスキル体系にありません。何もさがしていません。",
                f"{any_of(p.name for p in framework.personas)}から選んでください。",
                found=search.persona,
            )
        wants += rules.of_persona(framework, persona)
        titles.append(persona.name)
        assigned = persona.name if persona.scope == ASSIGNED else ""
    if search.stage:
        stage = next(
            (s for s in framework.stages if search.stage in (s.code, stage_name(framework, s.code))), None
        )
        if stage is None or stage.open:
            raise KnownError(
                "candidates-stage",
                "その育成段階はないか、方針が基準を定めていません。何もさがしていません。",
                f"{any_of(s.code for s in framework.stages if not s.open) or '人材像'}を選んでください。",
                found=search.stage,
            )
        wants += rules.of_stage(framework, stage)
        of = next(p.name for p in framework.personas if p.code == stage.persona)
        titles.append(f"{of} {stage_name(framework, stage.code)}")
    own = rules.read_conditions(framework, search.conditions)
    if own:
        wants += own
        titles.append("自分の条件")
    if not wants:
        raise KnownError(
            "candidates-nothing",
            f"「{search.persona}」には要求水準がないので、さがせません。"
            if search.persona
            else "何をさがすかがありません。何もさがしていません。",
            "人材像、育成段階、自分の条件のどれかを書いてください。",
            found=search.persona,
        )
    return "、".join(titles), tuple(wants), assigned


def _others(people: PeopleMap, persona: str) -> tuple[Sequence[MapPerson], int]:
    """Return the people who are looked at, and how many hold the 人材像 already."""
    if not persona:
        return people.rows, 0
    holds = model.holding(people.framework, {persona})
    others = tuple(row for row in people.rows if not holds(row))
    return others, len(people.rows) - len(others)


class _Shortages:
    """How much people lack, a byte a person: everybody is counted at once, and nobody is looked at alone."""

    def __init__(
        self,
        framework: Framework,
        rows: Sequence[MapPerson],
        has: Mapping[tuple[str, str], Counted],
        standing: Mapping[str, Mapping[str, str]],
    ) -> None:
        self._framework, self._rows, self._has = framework, rows, has
        self._width = len(framework.items)
        self._levels = b"".join([row.levels for row in rows])
        self._numbers = [row.number for row in rows]
        self._standing = {number: frozenset(stages.values()) for number, stages in standing.items() if stages}

    def of(self, want: Want) -> bytes:
        """Return how much each lacks of something that is asked, by the way that is shortest for them."""
        ways = [self._way(way) for way in want.ways] or [bytes([1]) * len(self._rows)]
        found = ways[0] if len(ways) == 1 else bytes(map(min, zip(*ways, strict=True)))
        return self._held(found, want.stages)

    def _held(self, found: bytes, stages: Sequence[str]) -> bytes:
        at = (
            {number for number, held in self._standing.items() if not held.isdisjoint(stages)}
            if stages
            else ()
        )
        if not at:
            return found
        return bytes([0 if number in at else lack for number, lack in zip(self._numbers, found, strict=True)])

    def _way(self, way: Requirement) -> bytes:
        if way.kind == LEVEL:
            item = self._framework.item(way.item)
            lowest = self._framework.scale_of(item).lowest
            short = [max(0, way.level - level) for level in range(NO_LEVEL)]
            table = bytes([*short, max(0, way.level - lowest)])
            return self._levels[self._framework.positions[way.item] :: self._width].translate(table)
        if way.kind == STAGE:
            stages = self._framework.stages
            of = next((one for one in stages if one.code == way.stage), None)
            above = [one.code for one in stages if of and one.persona == of.persona and one.step >= of.step]
            return self._held(bytes([1]) * len(self._rows), above)
        has = self._has.get((way.kind, way.name), {})
        if way.months > 1:
            has = {number: months for number, months in has.items() if months >= way.months}
        return bytes([number not in has for number in self._numbers])


def _told(seen: _Seen, search: Search, most: int | None) -> Found:
    rows, framework = seen.rows, seen.people.framework
    names = {row.department_code: row.department_name for row in rows}
    # ``most`` None: nobody is told of, so nobody is put in order either.
    ranking = rules.rank(seen.shortages, 1 if most is None else most)
    people = () if most is None else _people(seen, framework, ranking)
    meeting, near = (
        Counter(rows[place].department_code for place in places) for places in (ranking.meeting, ranking.near)
    )
    sections = tuple(
        SectionCount(code, names[code], meeting[code], near[code]) for code in sorted({*meeting, *near})
    )
    notes = [] if seen.experienced else [NO_EXPERIENCE]
    unknown = [framework.title(item) for item in _answered_by_some(framework, seen.wants)]
    if unknown:
        notes.append(SOME_ANSWER.format(skills="、".join(unknown)))
    return Found(
        seen.title,
        seen.people.cycle.label,
        tuple(_words(framework, want) for want in seen.wants),
        len(rows),
        len(ranking.meeting),
        len(ranking.near),
        people,
        sections,
        most == 0 or (most is not None and len(people) == len(ranking.meeting) + len(ranking.near)),
        seen.holding,
        seen.people.left_out,
        seen.people.counted or seen.people.basis,
        tuple(notes),
    )


def _answered_by_some(framework: Framework, wants: Sequence[Want]) -> list[Item]:
    """Return the skills of which only some people have a level, where nothing else stands for it."""
    items = [
        framework.item(want.ways[0].item) for want in wants if [way.kind for way in want.ways] == [LEVEL]
    ]
    return [item for item in items if item.personas or item.grades]


def _people(seen: _Seen, framework: Framework, ranking: Ranking) -> tuple[Candidate, ...]:
    words = cache(lambda position: _words(framework, seen.wants[position]))
    found = []
    for one in ranking.nearest:
        row = seen.rows[one.position]
        missing = tuple(
            f"{words(place)}{_now(framework, want, row)}"
            for place, (want, lack) in enumerate(zip(seen.wants, seen.shortages, strict=True))
            if lack[one.position]
        )
        whose = (row.number, row.name, row.kana, row.department_code, row.department_name, row.grade)
        found.append(Candidate(*whose, len(seen.wants) - one.missing, missing))
    return tuple(found)


def _words(framework: Framework, want: Want) -> str:
    if not want.ways:
        return f"「{stage_name(framework, want.stages[0])}」の確認"
    return "、または".join(_way_words(framework, way) for way in want.ways)


def _way_words(framework: Framework, way: Requirement) -> str:
    if way.kind == LEVEL:
        item = framework.item(way.item)
        return f"{framework.title(item)} {framework.level_label(item, way.level)}以上"
    return told(framework, way)


def _now(framework: Framework, want: Want, row: MapPerson) -> str:
    """Return at which level somebody is where one is missing."""
    if len(want.ways) != 1 or want.ways[0].kind != LEVEL:
        return ""
    item = framework.item(want.ways[0].item)
    level = row.level(framework.positions[item.uid])
    return f"(いま{framework.level_label(item, level)})" if level is not None else "(確認された値なし)"
