"""候補者: what somebody has to have, how far each falls short of it, and who comes nearest.

Nobody is judged here. What is asked is what a framework asks of a 人材像 or a stage, or what HR wrote itself;
what counts for it says whoever gathers the evidence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from dxdesk.domain.completion import evened
from dxdesk.domain.duration import months_told
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.framework import COURSE, EXAM, EXPERIENCE, LEVEL, Framework, Persona, Requirement, Stage
from dxdesk.domain.staging import stages_of

SHORT_LIST = 10
"""How many of the nearest are shown where nobody gave a reason for more."""

_KINDS = {
    **dict.fromkeys(("研修", "受講"), COURSE),
    **dict.fromkeys(("資格", "試験", "資格・試験"), EXAM),
    **dict.fromkeys(("経験", "実務", "実務経験"), EXPERIENCE),
}
_NAMED = re.compile(rf"({'|'.join(sorted(_KINDS, key=len, reverse=True))})\s*[: ]\s*(.+)")
_LENGTH = re.compile(r"(.+?)\s+(\S*[0-9]\S*)")


@dataclass(frozen=True, slots=True)
class Want:
    """One thing that is asked: any of ``ways`` is enough; who stands at one of ``stages`` has it anyhow.

    Without ways only those have it: the policy leaves the stage to people's judgement.
    """

    ways: tuple[Requirement, ...]
    stages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rank:
    """How far somebody (by position) is from what is asked: what is missing, and the steps in all of it."""

    position: int
    missing: int
    steps: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """Who meets everything, who something and not all of it (positions), and the nearest of both in order."""

    meeting: frozenset[int]
    near: frozenset[int]
    nearest: tuple[Rank, ...]


def of_persona(framework: Framework, persona: Persona) -> tuple[Want, ...]:
    """Return what a 人材像 asks: the levels it requires.

    Of a skill that only some are asked about, nobody else has a level: what the framework takes as evidence
    for the level stands for it there.
    """
    found = []
    for uid, level in persona.required:
        required = Requirement(f"{persona.code}-{uid}", LEVEL, "", item=uid, level=level)
        item = framework.item(uid)
        instead = [
            one
            for one in framework.requirements
            if (item.personas or item.grades) and one.kind in (COURSE, EXAM) and (uid, level) in one.supports
        ]
        found.append(Want((required, *instead)))
    return tuple(found)


def of_stage(framework: Framework, stage: Stage) -> tuple[Want, ...]:
    """Return what a stage and all below it ask; of 選択 alone one is enough, beside 必須 none is asked."""
    line = stages_of(framework, stage.persona)
    found: list[Want] = []
    for step in line:
        if step.step > stage.step:
            break
        held = tuple(above.code for above in line if above.step >= step.step)
        asked = tuple(one for one in framework.requirements if one.code in step.requirements)
        mandatory = [one for one in asked if one.mandatory]
        found += [Want((one,), held) for one in mandatory] if mandatory else [Want(asked, held)]
    return tuple(found)


def read_conditions(framework: Framework, text: str) -> tuple[Want, ...]:
    """Return what HR wrote itself, a condition a line.

    ``業務改革 LV2`` (or above), ``研修: BPR研修``, ``資格: ITパスポート試験``, ``経験: DX案件 12か月``.

    Raises:
        KnownError: ``candidates-condition`` and ``level-…`` of each line that is none.
    """
    found: list[Want] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), 1):
        said = unicodedata.normalize("NFKC", line).strip()
        if not said:
            continue
        try:
            found.append(Want((_condition(framework, said, number),)))
        except KnownError as error:
            problems += error.problems
    if problems:
        raise KnownError.of(tuple(problems))
    return tuple(found)


def _condition(framework: Framework, said: str, number: int) -> Requirement:
    code = f"own-{number}"
    named = _NAMED.fullmatch(said)
    if named is not None:
        kind, name = _KINDS[named[1]], named[2].strip("「」 ")
        length = _LENGTH.fullmatch(name) if kind == EXPERIENCE else None
        months = months_told(length[2]) if length is not None else 0
        return Requirement(code, kind, length[1] if length is not None and months else name, months=months)
    text = evened(said)
    titles = sorted(
        ((evened(framework.title(one)), one) for one in framework.items), key=lambda t: -len(t[0])
    )
    item = next((one for title, one in titles if text.startswith(title) and text != title), None)
    if item is None:
        raise KnownError(
            "candidates-condition",
            f"{number}行目の条件が分かりません。さがしていません。",
            "「業務改革 LV2」「研修: BPR研修」「資格: ITパスポート試験」「経験: DX案件のリード 12か月」の"
            "ように、1行に1つ書いてください。同じ名前のスキルがあるときは「分類/スキル」と書きます。",
            found=said,
        )
    rest = text.removeprefix(evened(framework.title(item))).lstrip(":").removesuffix("以上")
    level = framework.parse_level(item, rest, "さがしていません。")
    lowest = framework.scale_of(item).lowest
    return Requirement(code, LEVEL, "", item=item.uid, level=lowest if level is None else level)


def rank(shortages: Sequence[bytes], most: int) -> Ranking:
    """Return who comes nearest to what is asked; who is equally far stands as given.

    Args:
        shortages: for each thing that is asked how many steps everybody lacks of it, a byte a person.
        most: how many of the nearest, 0 = all who meet anything at all.
    """
    lacking = [sum(one) for one in zip(*(one.translate(_LACKING) for one in shortages), strict=True)]
    places: list[list[int]] = [[] for _ in range(len(shortages) + 1)]
    for place, missing in enumerate(lacking):
        places[missing].append(place)
    nearest: list[Rank] = []
    # How far somebody is from each thing is asked only of those who come into question.
    for missing, alike in enumerate(places[:-1]):
        if most and len(nearest) >= most:
            break
        far = sorted((sum(one[place] for one in shortages), place) for place in alike)
        nearest += [Rank(place, missing, lacks) for lacks, place in far]
    near = frozenset(chain.from_iterable(places[1:-1]))
    return Ranking(frozenset(places[0]), near, tuple(nearest[: most or None]))


_LACKING = bytes([0, *[1] * 255])
"""Whether anything is lacking, by how much is."""
