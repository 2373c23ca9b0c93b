"""Which growth stage (育成段階) of a persona a person has reached, and what the next one still asks.

After the GovTech東京 material: stages have criteria that can be judged objectively, the supervisor decides
on evidence, and everybody can see 「何をすれば次に進めるか」. So this module only ever proposes. Stages are
passed in order of their steps; what a supervisor confirmed counts, and everything below it; a stage whose
criteria the policy leaves open, or tells in words alone, is never proposed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dxdesk.domain.completion import evened
from dxdesk.domain.experience import Work, months
from dxdesk.domain.framework import COURSE, EXAM, EXPERIENCE, LEVEL, Framework, Requirement, Stage
from dxdesk.domain.growth_entries import LEAD


@dataclass(frozen=True)
class ConfirmedWork:
    """What somebody's growth file confirms of experience: names with when it was; ``today`` is an ISO day."""

    entries: tuple[tuple[str, Work], ...]
    today: str

    def months(self, requirement: Requirement) -> int:
        """Return how many months of what a requirement asks for there are; overlapping ones count once.

        Where it asks for a lead (リード), only what somebody led counts; where it says 継続, the longest run.
        """
        lead = _LEAD in requirement.name
        wanted = evened(requirement.name.replace(f"の{_LEAD}", "").replace(_LEAD, ""))
        found = [
            work._replace(role=LEAD) if not work.role and _LEAD in name else work
            for name, work in self.entries
            if wanted in evened(name)
        ]
        running = _RUNNING in requirement.name or _RUNNING in requirement.note
        return months(found, self.today, running=running, lead=lead)


_LEAD, _RUNNING = "リード", "継続"


@dataclass(frozen=True)
class Evidence:
    """What is known of a person: names as written, ``experience`` in months, confirmed levels and stages.

    ``work``: what their growth file confirms, in an office that keeps one; then no other experience counts.
    """

    courses: frozenset[str] = frozenset()
    exams: frozenset[str] = frozenset()
    experience: tuple[tuple[str, int], ...] = ()
    levels: Mapping[str, int] = field(default_factory=dict)
    stages: frozenset[str] = frozenset()
    work: ConfirmedWork | None = None


@dataclass(frozen=True, slots=True)
class Growth:
    """Where a person stands in a persona's stages.

    ``proposed`` lies above what is confirmed and awaits a supervisor. ``following`` is the first stage not
    reached, ``missing`` what it still asks: nothing where the policy leaves it to people.
    """

    persona: str
    confirmed: Stage | None = None
    proposed: Stage | None = None
    following: Stage | None = None
    missing: tuple[Requirement, ...] = ()

    @property
    def reached(self) -> Stage | None:
        """The highest stage passed, confirmed or proposed."""
        return self.proposed or self.confirmed

    def fits(self, code: str) -> bool:
        """Tell whether a decision needs no words of its own: as before, as proposed, or judged by its text.

        ``code`` is the stage's, empty for none reached. A stage whose criteria are open never fits.
        """
        known = [stage.code for stage in (self.confirmed, self.proposed) if stage is not None]
        if self.following is not None and self.by_people and not self.following.open:
            known.append(self.following.code)
        return code in known or (not code and self.confirmed is None)

    @property
    def by_people(self) -> bool:
        """Whether nothing but a person's judgement leads to the following stage."""
        return self.following is not None and not self.missing


def growth(framework: Framework, persona: str, evidence: Evidence) -> Growth:
    """Return where a person stands in the stages of a persona (by code)."""
    stages = stages_of(framework, persona)
    passed = passed_stages(framework, evidence)
    confirmed = [stage for stage in stages if stage.code in evidence.stages]
    reached = [stage for stage in stages if stage.code in passed]
    following = next((stage for stage in stages if stage.code not in passed), None)
    highest = reached[-1] if reached else None
    return Growth(
        persona,
        confirmed=confirmed[-1] if confirmed else None,
        proposed=highest if highest and highest.code not in evidence.stages else None,
        following=following,
        missing=_missing(framework, following, evidence, passed) if following else (),
    )


def above(
    framework: Framework, persona: str, confirmed: str, evidence: Evidence
) -> tuple[Stage | None, tuple[Requirement, ...]]:
    """Return the first stage above a confirmed one (code, empty for none), and what it still asks.

    What is merely proposed does not count as passed here: this is what a person is told in writing.
    """
    stages = stages_of(framework, persona)
    step = next((stage.step for stage in stages if stage.code == confirmed), None)
    following = next((stage for stage in stages if step is None or stage.step > step), None)
    if following is None:
        return None, ()
    return following, _missing(framework, following, evidence, passed_stages(framework, evidence))


def stages_of(framework: Framework, persona: str) -> tuple[Stage, ...]:
    """Return a persona's stages in order of their steps."""
    return tuple(sorted((s for s in framework.stages if s.persona == persona), key=lambda s: s.step))


def passed_stages(framework: Framework, evidence: Evidence) -> frozenset[str]:
    """Return the codes of all stages passed, in whichever persona: one may demand another's."""
    order = {s.persona: stages_of(framework, s.persona) for s in framework.stages}
    passed = {
        below.code
        for stage in framework.stages
        if stage.code in evidence.stages
        for below in order[stage.persona]
        if below.step <= stage.step
    }
    waiting = [stage for stage in framework.stages if stage.code not in passed and stage.requirements]
    while True:
        # Every round adds what the round before made possible, so loops between stages end here too.
        new = {
            stage.code
            for stage in waiting
            if all(below.code in passed for below in order[stage.persona] if below.step < stage.step)
            and not _missing(framework, stage, evidence, passed)
        }
        if new <= passed:
            return frozenset(passed)
        passed |= new


def _missing(
    framework: Framework, stage: Stage, evidence: Evidence, passed: Collection[str]
) -> tuple[Requirement, ...]:
    """Return what a stage still asks; of 選択 alone, one is enough, beside 必須 they are not asked."""
    asked = [r for r in framework.requirements if r.code in stage.requirements]
    return _unmet(framework, asked, evidence, passed)


def level_missing(
    framework: Framework, personas: Collection[str], evidence: Evidence
) -> dict[tuple[str, int], tuple[Requirement, ...]]:
    """Return what evidence is missing for which (item uid, level), for a person of some personas (codes)."""
    asked: dict[tuple[str, int], list[Requirement]] = {}
    for requirement in framework.requirements:
        if not requirement.personas or set(requirement.personas) & set(personas):
            for place in requirement.supports:
                asked.setdefault(place, []).append(requirement)
    passed = passed_stages(framework, evidence) if asked else frozenset()
    found = {place: _unmet(framework, of, evidence, passed) for place, of in asked.items()}
    return {place: missing for place, missing in found.items() if missing}


def _unmet(
    framework: Framework, asked: Sequence[Requirement], evidence: Evidence, passed: Collection[str]
) -> tuple[Requirement, ...]:
    unmet = [r for r in asked if not is_met(framework, r, evidence, passed)]
    if any(requirement.mandatory for requirement in asked):
        return tuple(requirement for requirement in unmet if requirement.mandatory)
    return tuple(unmet) if len(unmet) == len(asked) else ()


def is_met(
    framework: Framework, requirement: Requirement, evidence: Evidence, passed: Collection[str] = ()
) -> bool:
    """Tell whether the evidence meets a requirement; ``passed`` are the codes of stages passed."""
    if requirement.kind == COURSE:
        return _named(requirement.name, evidence.courses)
    if requirement.kind == EXAM:
        return _named(requirement.name, evidence.exams)
    if requirement.kind == EXPERIENCE and evidence.work is not None:
        return evidence.work.months(requirement) >= max(requirement.months, 1)
    if requirement.kind == EXPERIENCE:
        wanted = evened(requirement.name)
        months = [found for name, found in evidence.experience if wanted in evened(name)]
        return bool(months) and sum(months) >= requirement.months
    if requirement.kind == LEVEL:
        lowest = framework.scale_of(framework.item(requirement.item)).lowest
        return evidence.levels.get(requirement.item, lowest) >= requirement.level
    return requirement.stage in passed


def _named(name: str, known: Iterable[str]) -> bool:
    wanted = evened(name)
    return any(evened(other) == wanted for other in known)
