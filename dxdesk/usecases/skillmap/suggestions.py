"""What the map's search offers while one types, and the examples it gives: conditions that it understands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dxdesk.domain.framework import COURSE
from dxdesk.domain.lifecycle import STATE_LABELS
from dxdesk.domain.staging import stages_of
from dxdesk.usecases.skillmap.histories import NOTHING, Histories
from dxdesk.usecases.skillmap.model import PeopleMap
from dxdesk.usecases.skillmap.search import condition
from dxdesk.usecases.skillmap.vocabulary import NOT_ATTENDED, NOT_HELD, Words, stage_query


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A condition that the map understands, and what kind of word it is."""

    text: str
    kind: str


SKILL, STAGE, TRAINING, QUALIFICATION = "スキル", "育成段階", "研修", "資格"


def suggestions(shown: PeopleMap, on_record: Histories = NOTHING) -> tuple[Suggestion, ...]:
    """Return what a map offers while one types, each once; also courses that only records name, if given."""
    words = Words(shown, on_record)
    found = (*_of_skills(shown), *_of_stages(words), *_of_records(words), *_of_people(words))
    return tuple({one.text: one for one in reversed(found)}.values())[::-1]


def _of_skills(shown: PeopleMap) -> Iterator[Suggestion]:
    for item in shown.items:
        yield Suggestion(item.query(), SKILL)
        for value, _ in item.levels[1:]:
            yield Suggestion(item.query(value, "以上"), SKILL)
        yield Suggestion(f"{item.title} 未回答", SKILL)


def _of_stages(words: Words) -> Iterator[Suggestion]:
    for persona in words.framework.personas:
        for stage in stages_of(words.framework, persona.code):
            yield Suggestion(stage_query(persona, stage), STAGE)


def _of_records(words: Words) -> Iterator[Suggestion]:
    for (kind, _), name in sorted(words.recorded.items()):
        said, without = (TRAINING, NOT_ATTENDED) if kind == COURSE else (QUALIFICATION, NOT_HELD)
        read = condition(words, name)
        # A name that is a skill's or a section's, too, is that: the kind in front makes it the course.
        text = name if read is not None and read.says.startswith(said) else f"{said}: {name}"
        yield Suggestion(text, said)
        yield Suggestion(f"{text} {without}", said)


def _of_people(words: Words) -> Iterator[Suggestion]:
    for kind, names in (
        ("所属", words.departments.values()),
        ("職層", words.grades),
        ("職名", words.posts),
        ("人材像", words.personas),
        ("状態", {STATE_LABELS[row.state] for row in words.rows}),
    ):
        for name in sorted({name for name in names if name}):
            yield Suggestion(name, kind)


def examples(shown: PeopleMap) -> tuple[str, ...]:
    """Return a few searches of different kinds that a map understands, without reading what is on record."""
    return Words(shown).examples()
