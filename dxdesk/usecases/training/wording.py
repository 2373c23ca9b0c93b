"""What people call whom a course is for, the skills it serves, how often it is taken, who may come."""

from __future__ import annotations

from collections.abc import Callable

from dxdesk.domain.completion import evened
from dxdesk.domain.contents import Audience, CourseSaid, Served, SessionSaid
from dxdesk.domain.framework import Framework
from dxdesk.domain.training import EVERY_N, NEED_LABELS, NEW_STAFF, ONCE, WISH
from dxdesk.domain.wareki import short_day

_HALF = 30
"""Minutes of half an hour."""


def decision_papers(
    session: SessionSaid, day: Callable[[str], str] = short_day
) -> tuple[tuple[str, str], ...]:
    """Return by what an office decided who has a seat, each with its name; empty where it is not known.

    ``day`` writes a day (ISO) as the document at hand does.
    """
    return (
        ("根拠", session.ground),
        ("決裁番号", session.approval),
        ("決裁日", day(session.approved_on)),
    )


def recurrence_word(meaning: str, years: int) -> str:
    """Return how people write how often a course is taken."""
    if meaning == EVERY_N:
        return f"{years}年ごと"
    return {ONCE: "1回", "yearly": "毎年", "regular": "定期"}.get(meaning, "")


def length_word(course: CourseSaid) -> str:
    """Return how people write how long a course takes: 6時間, 1.5時間, 1時間20分; empty where nobody says."""
    if course.minutes == _HALF:
        return f"{course.hours:,}.5時間"
    hours = f"{course.hours:,}時間" if course.hours else ""
    return hours + (f"{course.minutes}分" if course.minutes else "")


def turn_word(turn: str) -> str:
    """Return how people call a session: a bare number is 第1回; anything else stands as it was written."""
    even = evened(turn)
    return f"第{even}回" if even.isascii() and even.isdigit() else turn


def rule_word(meaning: str) -> str:
    """Return how people write who may come."""
    return {NEW_STAFF: "新規採用", WISH: "希望者"}.get(meaning, "")


def people_word(framework: Framework | None, audience: Audience) -> str:
    """Return how people write whom a course is for."""
    personas = framework.personas if framework is not None else ()
    names = {persona.code: persona.name for persona in personas}
    both = names.get(audience.persona, audience.persona), audience.grade
    return "×".join(filter(None, both)) or "全職員"


def skill_word(framework: Framework | None, served: Served) -> str:
    """Return how people write a skill and a level; of one that the framework lacks, its uid."""
    if framework is None or not framework.has(served.item):
        return served.item
    item = framework.item(served.item)
    title = framework.title(item)
    if not served.level:  # of no level in particular, which is not the scale's level 0
        return title
    levels = {level.value: level.label for level in framework.scale_of(item).levels}
    return f"{title} {levels.get(served.level, '')}".strip()


UNKNOWN_PERSONA, UNKNOWN_SKILL = "体系にない人材像「{code}」", "体系にないスキル「{code}」"
"""What people read of a word of another policy, which asks nobody and serves nothing here."""


def people_told(framework: Framework | None, audience: Audience) -> str:
    """Return whom a course is for as people read it; tables are written and read by ``people_word``."""
    known = framework is not None and any(one.code == audience.persona for one in framework.personas)
    if not audience.persona or known:
        return people_word(framework, audience)
    return "×".join(filter(None, (UNKNOWN_PERSONA.format(code=audience.persona), audience.grade)))


def skill_told(framework: Framework | None, served: Served) -> str:
    """Return a skill and a level as people read it."""
    if framework is None or not framework.has(served.item):
        return UNKNOWN_SKILL.format(code=served.item)
    return skill_word(framework, served)


def meant(framework: Framework | None, course: CourseSaid, need: str) -> tuple[str, ...]:
    """Return whom a course is for under one need; a course that names nobody is for everybody."""
    if not course.audience:
        return (people_word(framework, Audience()),) if need == Audience().need else ()
    return tuple(people_told(framework, to) for to in course.audience if to.need == need)


def needs(framework: Framework | None, course: CourseSaid) -> tuple[tuple[str, str], ...]:
    """Return for whom a course is: the need in words, and who, the strongest need first."""
    said = ((need, meant(framework, course, need)) for need in NEED_LABELS)
    return tuple((NEED_LABELS[need], "、".join(who)) for need, who in said if who)
