"""育成段階: which stage the evidence at hand supports for a person, and what the next one still asks.

HR's records of courses and examinations, confirmed levels, and what the person writes of courses and
experience all count; the supervisor decides, and is told where a proposal rests on the person's own word.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dxdesk.domain import staging
from dxdesk.domain.completion import Outcome, says_completed
from dxdesk.domain.duration import months_told
from dxdesk.domain.framework import (
    COURSE,
    EXAM,
    EXPERIENCE,
    LEVEL,
    Framework,
    Persona,
    Requirement,
    Stage,
    Statement,
)
from dxdesk.domain.staging import ConfirmedWork, Evidence, Growth
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.ports.workbooks import EXPERIENCE_KINDS, StageLine
from dxdesk.usecases.person_year.stage_decisions import (
    NOT_REACHED,
    StageDecision,
    stage_name,
    staged_personas,
)
from dxdesk.usecases.person_year.standing import KnownEvidence, PersonYear

_COURSE_LINE, _EXAM_LINE, _EXPERIENCE_LINE = EXPERIENCE_KINDS

NOT_DEFINED = "この段階の基準は、方針で定められていません。"
ALL_MET = "基準に当たる記録や申告はそろっています。進むには、上長の確認が要ります。"
BY_JUDGEMENT = "この段階の基準は文で示されています。上長が文に照らして判断します。"
_CRITERION = "基準"


@dataclass(frozen=True, slots=True)
class PersonGrowth:
    """One persona's stages for one person; ``asks`` are sentences on what the next stage still needs.

    ``own_word``: without what only the person says, the proposal would be lower. ``why`` are what the
    proposal rests on, each with whether only the person says so. ``decision`` is what the confirmers said.
    """

    persona: Persona
    growth: Growth
    asks: tuple[str, ...]
    own_word: bool = False
    why: tuple[tuple[str, bool], ...] = ()
    stages: tuple[Stage, ...] = ()
    decision: StageDecision = field(default_factory=lambda: StageDecision(""))


def growth_of(
    framework: Framework,
    person: PersonYear,
    records: Sequence[EvidenceRecord],
    confirmed: Collection[str],
    *,
    work: ConfirmedWork | None = None,
    reviewing: bool = False,
) -> tuple[PersonGrowth, ...]:
    """Return where a person stands in every persona of theirs that has stages.

    Args:
        framework: what the year is answered on.
        person: their year.
        records: what HR has on record of them.
        confirmed: codes of the stages taken as confirmed.
        work: what their growth file confirms of experience, where the office keeps one.
        reviewing: levels that stand to be confirmed count as the person's word.
    """
    if person.exempt or not framework.stages:
        return ()
    recorded = evidence_of(person, records, confirmed, work)
    everything = with_own_word(recorded, person)
    if reviewing:
        said = {item.uid: item.standing_level for item in person.items if item.standing_level is not None}
        everything = replace(everything, levels={**everything.levels, **said})
    decided = {said.persona: said for said in person.stages}
    return tuple(
        _growth(framework, persona, recorded, everything, decided.get(persona.code))
        for persona in staged_personas(framework, person.personas, person.grade)
    )


def _growth(
    framework: Framework,
    persona: Persona,
    recorded: Evidence,
    everything: Evidence,
    decision: StageDecision | None,
) -> PersonGrowth:
    found = staging.growth(framework, persona.code, everything)
    without = staging.growth(framework, persona.code, recorded)
    return PersonGrowth(
        persona,
        found,
        asks(framework, found),
        found.proposed != without.proposed,
        _why(framework, found, recorded, everything),
        staging.stages_of(framework, persona.code),
        decision or StageDecision(persona.code),
    )


def _why(
    framework: Framework, found: Growth, recorded: Evidence, everything: Evidence
) -> tuple[tuple[str, bool], ...]:
    """Return what the stages from the confirmed one up to the proposed one rest on."""
    if found.proposed is None:
        return ()
    passed = staging.passed_stages(framework, everything)
    lowest = found.confirmed.step if found.confirmed else 0
    new = [s for s in staging.stages_of(framework, found.persona) if lowest < s.step <= found.proposed.step]
    codes = {code for stage in new for code in stage.requirements}
    asked = [r for r in framework.requirements if r.code in codes]
    return tuple(
        (had(framework, r), not staging.is_met(framework, r, recorded, passed))
        for r in asked
        if staging.is_met(framework, r, everything, passed)
    )


def stage_lines(
    framework: Framework,
    person: PersonYear,
    records: Sequence[EvidenceRecord],
    frozen: Mapping[str, str] | None,
    work: ConfirmedWork | None = None,
) -> tuple[StageLine, ...]:
    """Return what a person is told in writing of their stages: confirmed ones only, and what comes next.

    ``frozen`` are the finalised stages by persona, ``None`` where nothing is finalised.
    """
    if person.exempt or not framework.stages:
        return ()
    decided = {said.persona: said.stands for said in person.stages}
    confirmed = decided if frozen is None else frozen
    codes = [code for code in confirmed.values() if code]
    everything = with_own_word(evidence_of(person, records, codes, work), person)
    comments = {said.persona: said.comment for said in person.stages}
    found = []
    for persona in staged_personas(framework, person.personas, person.grade):
        code = confirmed.get(persona.code, "")
        following, missing = staging.above(framework, persona.code, code, everything)
        found.append(
            StageLine(
                persona.name,
                stage_name(framework, code) if code else NOT_REACHED,
                stage_name(framework, following.code) if following else "",
                _needs(framework, following, missing),
                comments.get(persona.code, ""),
            )
        )
    return tuple(found)


def level_locks(
    framework: Framework,
    person: PersonYear,
    records: Sequence[EvidenceRecord],
    work: ConfirmedWork | None = None,
) -> dict[str, tuple[tuple[int, str], ...]]:
    """Return by item uid the levels whose evidence is missing, each with what is missing in a sentence."""
    if person.exempt or not any(requirement.supports for requirement in framework.requirements):
        return {}
    confirmed = [said.stands for said in person.stages if said.stands]
    evidence = with_own_word(evidence_of(person, records, confirmed, work), person)
    codes = {persona.code for persona in framework.personas_of(person.personas, person.grade)}
    found: dict[str, list[tuple[int, str]]] = {}
    for (uid, level), missing in sorted(
        staging.level_missing(framework, codes, evidence).items(), key=lambda entry: entry[0]
    ):
        joint = "、" if missing[0].mandatory else "、または"
        text = joint.join(told(framework, requirement) for requirement in missing)
        found.setdefault(uid, []).append((level, text))
    return {uid: tuple(locks) for uid, locks in found.items()}


def _needs(framework: Framework, following: Stage | None, missing: Sequence[Requirement]) -> tuple[str, ...]:
    if following is None:
        return ()
    if following.open:
        return (NOT_DEFINED,)
    if not following.requirements:
        return (BY_JUDGEMENT, *map(criterion, following.statements))
    return tuple(told(framework, requirement) for requirement in missing) or (ALL_MET,)


def criterion(statement: Statement) -> str:
    """Return what a stage is judged by as people read it; one that begins with the word says it itself."""
    return statement.marked if statement.text.startswith(_CRITERION) else f"{_CRITERION}: {statement.marked}"


def lacking(needs: Sequence[str]) -> tuple[str, ...]:
    """Return of what a next stage needs what somebody lacks: nothing where people judge or all is there."""
    return () if {NOT_DEFINED, BY_JUDGEMENT, ALL_MET} & set(needs) else tuple(needs)


def evidence_of(
    person: PersonYear,
    records: Sequence[EvidenceRecord],
    confirmed: Collection[str] = (),
    work: ConfirmedWork | None = None,
) -> Evidence:
    """Return what HR's records and the confirmers say of a person.

    Outside HR's store the records are those that came with the package or form.
    """
    entries: list[EvidenceRecord | KnownEvidence] = [*records, *person.known_evidence]
    done = [(entry.kind, entry.name) for entry in entries if entry.outcome is Outcome.COMPLETED]
    return Evidence(
        courses=frozenset(name for kind, name in done if kind == COURSE),
        exams=frozenset(name for kind, name in done if kind == EXAM),
        levels={
            item.uid: level
            for item in person.items
            if (level := item.confirmed if item.confirmed is not None else item.last) is not None
        },
        stages=frozenset(confirmed),
        work=work,
    )


def with_own_word(recorded: Evidence, person: PersonYear) -> Evidence:
    """Add what the person writes: completed courses, passed examinations, experience with its length."""
    lines = [line for line in person.lines if line.name.strip()]
    done = [(line.kind, line.name) for line in lines if says_completed(line.result)]
    return Evidence(
        recorded.courses | {name for kind, name in done if kind == _COURSE_LINE},
        recorded.exams | {name for kind, name in done if kind == _EXAM_LINE},
        tuple(
            (line.name, max(map(months_told, (line.name, line.date, line.result))))
            for line in lines
            if line.kind == _EXPERIENCE_LINE
        ),
        recorded.levels,
        recorded.stages,
        recorded.work,
    )


def asks(framework: Framework, found: Growth) -> tuple[str, ...]:
    """Return what the next stage still needs (何をすれば次に進めるか); empty above the last one."""
    if found.following is None:
        return ()
    if found.following.open:
        return (NOT_DEFINED,)
    if found.by_people:
        return (BY_JUDGEMENT,)
    return tuple(told(framework, requirement) for requirement in found.missing)


def had(framework: Framework, requirement: Requirement) -> str:
    """Return what a met requirement is, as people read it."""
    if requirement.kind == COURSE:
        return f"「{requirement.name}」修了"
    if requirement.kind == EXAM:
        return f"「{requirement.name}」合格"
    if requirement.kind == EXPERIENCE:
        length = f"{requirement.months}か月以上" if requirement.months else ""
        return f"「{requirement.name}」の経験{length}"
    if requirement.kind == LEVEL:
        item = framework.item(requirement.item)
        return f"「{item.name}」{framework.level_label(item, requirement.level)}以上"
    return f"{stage_name(framework, requirement.stage)}に到達"


def told(framework: Framework, requirement: Requirement) -> str:
    """Return a requirement as people read it."""
    if requirement.kind == COURSE:
        return f"「{requirement.name}」を修了する"
    if requirement.kind == EXAM:
        return f"「{requirement.name}」に合格する"
    if requirement.kind == EXPERIENCE:
        length = f"{requirement.months}か月以上" if requirement.months else ""
        return f"「{requirement.name}」を{length}経験する"
    if requirement.kind == LEVEL:
        item = framework.item(requirement.item)
        return f"「{item.name}」で{framework.level_label(item, requirement.level)}以上の確認を受ける"
    name = next((stage.name for stage in framework.stages if stage.code == requirement.stage), "")
    return f"段階「{name or requirement.stage}」に進む"
