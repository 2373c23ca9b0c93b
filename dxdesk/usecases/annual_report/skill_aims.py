"""What the office aims at skill by skill, beside what the year's report counts.

A target's figure is marked in a bar only where both count the same people by the same level; any other
target of a skill is told in words with its own condition, so that no two figures are compared that differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dxdesk.domain.head_shares import HeadShare
from dxdesk.domain.small_cells import WITHHELD, is_small
from dxdesk.domain.target_figures import PERCENT, Standing
from dxdesk.domain.target_record import Basis
from dxdesk.usecases.annual_report.figures import AnnualFigures, SkillFigures
from dxdesk.usecases.targets.for_owner import part_of_people, people_behind
from dxdesk.usecases.targets.overview import TargetLine

NO_AIM = "目標なし"
REACHED = "達成"
NO_FIGURE = "実績なし"
_OF_SKILLS = (Basis.REQUIRED, Basis.LEVEL)


@dataclass(frozen=True, slots=True)
class SkillAim:
    """A target of a skill as people read it, and what is lacking (``あと12.3ポイント`` or ``達成``).

    ``mark`` is its figure in per cent where the bar of the skill counts the same, else ``None``.
    """

    planned: str
    lacking: str
    mark: float | None = None


def skill_aims(found: AnnualFigures, lines: Iterable[TargetLine]) -> Mapping[str, tuple[SkillAim, ...]]:
    """Return the targets of the year that are shares of people, by uid of their skill.

    Those whose figure can be marked come first.
    """
    skills = {one.uid: one for one in found.skills}
    made: dict[str, list[SkillAim]] = {}
    for line in lines:
        said = line.said
        if (
            said.basis in _OF_SKILLS
            and said.unit == PERCENT
            and line.plan is not None
            and said.item in skills
        ):
            made.setdefault(said.item, []).append(_aim(found, skills[said.item], line))
    return {uid: tuple(sorted(aims, key=lambda one: one.mark is None)) for uid, aims in made.items()}


def may_tell_measured(found: AnnualFigures, line: TargetLine) -> bool:
    """Tell whether what was measured of a target may stand in the report: never of few people."""
    people = people_behind(line.said, line.found)
    if people is None:
        return True
    if line.found.of is None or not part_of_people(line.said, line.found):
        return not is_small(people, found.below)
    return found.may_tell(HeadShare(people, line.found.of))


def _aim(found: AnnualFigures, skill: SkillFigures, line: TargetLine) -> SkillAim:
    if _counts_alike(skill, line):
        return SkillAim(line.planned_apart, _lacking(line, told=skill.told), float(line.plan or 0))
    lacking = _lacking(line, told=may_tell_measured(found, line))
    return SkillAim(f"{_condition(found, skill, line)}{line.planned_apart}", lacking)


def _counts_alike(skill: SkillFigures, line: TargetLine) -> bool:
    """Tell whether a target counts whom the bar of its skill counts, by the same level."""
    said = line.said
    if said.persona or skill.reached is None:
        return False
    return said.basis == Basis.REQUIRED or (skill.one_level > 0 and said.level == skill.one_level)


def _lacking(line: TargetLine, *, told: bool) -> str:
    if not told:
        return WITHHELD
    if line.found.value is None:
        return NO_FIGURE
    if line.standing in (Standing.REACHED, Standing.NEARLY):
        return REACHED if line.standing is Standing.REACHED else "ほぼ達成"
    return line.remaining or REACHED


def _condition(found: AnnualFigures, skill: SkillFigures, line: TargetLine) -> str:
    """Return of whom, and by which level, a target counts that is not the bar's: ``DXリーダーのLV2以上``."""
    said = line.said
    names = {one.code: one.name for one in found.personas}
    who = names.get(said.persona, said.persona)
    by = ""
    if said.basis == Basis.LEVEL:
        labels = dict(zip(skill.values, skill.labels, strict=True))
        by = f"{labels.get(said.level, f'LV{said.level}')}以上"
    return f"{'の'.join(part for part in (who, by) if part)} "
