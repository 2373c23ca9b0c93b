"""Where a round stands: of each section who was named, what stands in the way, and who has named nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dxdesk.domain import departments as tree
from dxdesk.domain.authorities import Scope
from dxdesk.domain.contents import RoundSaid
from dxdesk.domain.errors import Problem
from dxdesk.domain.nomination_terms import Made, TermsNow
from dxdesk.domain.nominations import ACCEPTED, DECLINED, Judge, Named, Round, Somebody
from dxdesk.domain.wareki import short_day
from dxdesk.ports.entities import Department, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.nominations.ledger import nominations
from dxdesk.usecases.nominations.made_terms import made_terms
from dxdesk.usecases.nominations.switch import nomination_on, require_nomination
from dxdesk.usecases.organisation import departments, lists
from dxdesk.usecases.organisation.appointed import newest_framework, terms_today
from dxdesk.usecases.organisation.reach import reach
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.once import once_a_unit

WAITING, APPOINTED, REFUSED, REPLACED = "waiting", "appointed", "declined", "replaced"
STATES: Mapping[str, str] = {
    WAITING: "決定待ち",
    APPOINTED: "任命済み",
    REFUSED: "選ばない",
    REPLACED: "交代した人",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who was named: as reported, their name in the roster, where they stand, what is in the way.

    ``day_from`` and ``day_to`` are the term that holds for them, ISO text: of somebody appointed as it stands
    now. ``decided_to`` is the last day as it was decided where the term was changed since (``changed``);
    ``gone``: the term is not there any more.
    """

    named: Named
    person_name: str
    section_name: str
    state: str
    day_from: str
    day_to: str
    findings: tuple[Problem, ...] = ()
    changed: bool = False
    decided_to: str = ""
    gone: bool = False

    @property
    def told(self) -> str:
        """What became of the term since it was decided, empty for nothing."""
        if self.gone:
            return "この選任で決めた任期は、いまの「任命」にありません。"
        if not self.changed:
            return ""
        if not self.decided_to:
            return "決めたときの任期は、終わりを決めないものでした。後から変わっています。"
        return f"決めたときの任期は、{short_day(self.decided_to)}まででした。後から変わっています。"


@dataclass(frozen=True, slots=True)
class SectionState:
    """A section of a round; ``asked``: it is one of those asked.

    ``named`` and ``appointed`` count who stays.
    """

    code: str
    name: str
    asked: bool
    named: int
    appointed: int
    candidates: tuple[Candidate, ...]
    missing: bool


@dataclass(frozen=True, slots=True)
class RoundState:
    """A round: the 人材像 by its name, and every section that was asked or has named somebody, by code."""

    asked: RoundSaid
    persona_name: str
    sections: tuple[SectionState, ...]

    @property
    def missing(self) -> tuple[SectionState, ...]:
        """The sections asked that have named nobody (まだ選任のない所属)."""
        return tuple(one for one in self.sections if one.missing)

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Everybody who was named."""
        return tuple(one for section in self.sections for one in section.candidates)


def round_states(desk: Desk, fiscal_year: int = 0) -> tuple[RoundState, ...]:
    """Return the rounds of a fiscal year (0 = of all), newest first.

    Raises:
        KnownError: ``wrong-role``, ``nomination-off``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        require_nomination(uow)
        rounds = [one for one in nominations(uow).rounds if fiscal_year in (0, one.asked.fiscal_year)]
        return states_of(desk, uow, rounds)


def round_state(desk: Desk, code: str) -> RoundState:
    """Return one round.

    Raises:
        KnownError: ``wrong-role``, ``nomination-off``, ``nomination-round-unknown``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        require_nomination(uow)
        return states_of(desk, uow, [nominations(uow).find(code)])[0]


def states_of(desk: Desk, uow: UnitOfWork, rounds: Sequence[Round]) -> tuple[RoundState, ...]:
    """Return where rounds stand, by the roster and the terms of now."""
    if not rounds:
        return ()
    people, units = everybody(desk, uow), departments.named(uow)
    names = {code: unit.name for code, unit in units.items()}
    personas = persona_names(uow)
    terms, made = [read for read, _ in terms_today(uow)], made_terms(uow)
    return tuple(
        _state(
            one,
            people,
            names,
            Judge(one, people, terms, names, made),
            personas.get(one.asked.persona, ""),
            TermsNow(terms, one.asked.persona),
            made,
        )
        for one in rounds
    )


def missing_sections(uow: UnitOfWork) -> tuple[tuple[RoundSaid, tuple[str, ...]], ...]:
    """Return the open rounds in which sections have named nobody, with these; nothing where 選任 is off."""
    if not nomination_on(uow):
        return ()
    rounds = [one for one in nominations(uow).rounds if not one.asked.ended]
    if not rounds:
        return ()
    # Only who has left is asked here: the rest of what judging needs is worked out for nobody.
    people = {
        person.number: Somebody(person.name, (), person.left)
        for person in uow.people.employees(include_left=True)
    }
    found = ((one.asked, one.missing(people, made_terms(uow).vacated)) for one in rounds)
    return tuple((asked, codes) for asked, codes in found if codes)


@once_a_unit
def persona_names(uow: UnitOfWork) -> Mapping[str, str]:
    """Return what every 人材像 is called, by code: as in the newest framework that has it."""
    found: dict[str, str] = {}
    newest = newest_framework(uow)
    kept = (versions.from_text(one.text) for one in reversed(uow.exchange.frameworks()))
    for framework in (*((newest,) if newest else ()), *kept):
        for persona in framework.personas:
            found.setdefault(persona.code, persona.name)
    return found


def everybody(desk: Desk, uow: UnitOfWork) -> dict[str, Somebody]:
    """Return what judging needs of everybody in the roster, who left among them, by number."""
    units: Mapping[str, Department] = departments.named(uow)
    own, may = lists.own_lists(uow), reach(desk, uow, Scope.CANDIDATES)
    paths: dict[str, tuple[str, ...]] = {}
    found = {}
    for person in uow.people.employees(include_left=True):
        code = person.department_code
        if code not in paths:
            paths[code] = tree.path(code, units)
        places = {code for post in person.posts for code in tree.path(post.department_code, units)}
        away = lists.never_late(person, own)
        authority = may.codes.get(code, may.head) if may.codes else ""
        beyond = "" if authority in ("", *may.open_to) else authority
        sections = (*paths[code], *sorted(places))
        found[person.number] = Somebody(person.name, sections, person.left, away, beyond)
    return found


def _state(
    one: Round,
    people: Mapping[str, Somebody],
    names: Mapping[str, str],
    judge: Judge,
    persona: str,
    now: TermsNow,
    made: Made,
) -> RoundState:
    active = {who.subject for who in one.active()}
    missing = frozenset(() if one.asked.ended else one.missing(people, made.vacated))
    by_section: dict[str, list[Candidate]] = {code: [] for code in one.asked.sections}
    for who in one.named:
        said = who.said
        state = (
            REFUSED
            if said.decided == DECLINED
            else REPLACED
            if who.subject not in active
            else APPOINTED
            if said.decided == ACCEPTED
            else WAITING
        )
        decided = who.term(one.asked)
        standing = now.standing(decided) if said.decided == ACCEPTED else decided
        term = standing or decided
        found = judge.findings(who) if state == WAITING else ()
        name = people[said.number].name if said.number in people else said.name
        place = names.get(said.section, said.section)
        changed = term != decided
        line = Candidate(
            who,
            name,
            place,
            state,
            term.valid_from,
            term.valid_to,
            found,
            changed,
            decided.valid_to if changed else "",
            standing is None,
        )
        by_section.setdefault(said.section, []).append(line)
    return RoundState(
        one.asked,
        persona or one.asked.persona,
        tuple(
            SectionState(
                code,
                names.get(code, code),
                code in one.asked.sections,
                sum(line.state in (WAITING, APPOINTED) for line in lines if not _vacated(line, made)),
                sum(line.state == APPOINTED for line in lines if not _vacated(line, made)),
                tuple(lines),
                code in missing,
            )
            for code, lines in sorted(by_section.items())
        ),
    )


def _vacated(line: Candidate, made: Made) -> bool:
    return line.named.subject in made.vacated
