"""What somebody says with ``--accept``: nothing of it is passed over in silence.

A code nobody knows, a person nobody knows and two answers to one question are refused; an answer to what the
table does not ask is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches

from dxdesk.domain.errors import Problem
from dxdesk.usecases.imports import confirmer_names as confirmers
from dxdesk.usecases.imports import (
    day_columns,
    duty_words,
    evidence_people,
    evidence_twice,
    letters,
    roster_deputies,
    roster_letters,
    roster_names,
    roster_numbers,
    roster_people,
    roster_personas,
    survey_reading,
)
from dxdesk.usecases.imports.acceptable import CODES

ACCEPT_UNKNOWN, CONTRADICTS, UNUSED = "accept-unknown", "accept-contradicts", "accept-unused"
_OF_ONE: tuple[tuple[str, ...], ...] = (
    (roster_people.CHANGED, roster_people.REUSED),
    (roster_people.KANA_KEPT, roster_people.KANA_TAKEN),
    (roster_numbers.LINKED, roster_numbers.APART),
    (roster_deputies.NAMED, roster_deputies.AS_NAMED),
    (roster_names.BARE, roster_names.WRITTEN),
    (roster_letters.KEPT, roster_letters.TAKEN),
    (letters.KEPT, letters.TAKEN),
)
"""Answers that exclude each other, to what a roster asks of one person."""

_OF_LISTS = (evidence_people.BY_NUMBER, evidence_people.BY_NAME, evidence_people.LEFT_OUT)
_WORDS = (
    *(confirmers.UNKNOWN, duty_words.UNKNOWN, roster_personas.UNKNOWN, survey_reading.COLUMN),
    *(day_columns.CODE, evidence_twice.CONTRADICT),
)
"""Answers to what is asked of a word, a column or a line."""

_PEOPLE = frozenset(code for codes in _OF_ONE for code in codes)
ANSWERS = frozenset((*CODES, *_PEOPLE, *_OF_LISTS, *_WORDS))
"""All that can be said, before a colon."""

_SECTION = "section"
_SHOWN = 12


def is_of_one(said: str) -> bool:
    """Tell whether an answer is about one person of a roster."""
    code, colon, key = said.partition(":")
    return bool(colon) and code in _PEOPLE and not key.startswith(_SECTION)


def unknown_codes(accept: Iterable[str]) -> tuple[str, ...]:
    """Return what is accepted and is nothing that any table asks."""
    return tuple(said for said in accept if said.partition(":")[0] not in ANSWERS)


def unknown_people(accept: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
    """Return the answers about people whose number neither the roster nor the table has."""
    found = []
    for said in filter(is_of_one, accept):
        key, _, value = said.partition(":")[2].partition("=")
        if key.partition(".")[0] not in known or (value and value not in known):
            found.append(said)
    return tuple(found)


def contradicting(accept: Sequence[str]) -> tuple[str, ...]:
    """Return the answers that exclude each other, each pair once."""
    groups = (*_OF_ONE, _OF_LISTS)
    by_question: dict[tuple[int, str], list[str]] = {}
    for said in dict.fromkeys(accept):
        code, _, rest = said.partition(":")
        for number, group in enumerate(groups):
            if code in group:
                by_question.setdefault((number, rest.partition("=")[0]), []).append(said)
    return tuple(said for several in by_question.values() if len(several) > 1 for said in several)


def refused_unknown(said: Sequence[str], offered: Sequence[str]) -> Problem:
    """Return the refusal of what nobody asked; ``offered`` are the answers that the table takes."""
    near = [one for text in said for one in get_close_matches(text, offered, n=1)]
    first = f"「{near[0]}」のことなら、そう書いてください。" if near else ""
    shown = "、".join(offered[:_SHOWN]) + (" ほか" if len(offered) > _SHOWN else "")
    known = f"この表で承認に指定できるのは、次のとおりです: {shown}" if offered else (
        "この表には、承認で決めることはありません。指定せずに取り込んでください。"
    )  # fmt: skip
    return Problem(
        ACCEPT_UNKNOWN,
        "承認の指定(コマンドでは --accept)に、この表では知らない記号か職員番号があります。"
        "何も取り込まれていません。",
        first + known,
        "、".join(said),
    )


def refused_contradicting(said: Sequence[str]) -> Problem:
    """Return the refusal of two answers to one question."""
    return Problem(
        CONTRADICTS,
        "承認の指定(コマンドでは --accept)に、両立しない答えがあります。何も取り込まれていません。",
        "どれか1つだけを書いてください。",
        "、".join(said),
    )


def told_unused(said: Sequence[str]) -> Problem:
    """Return the notice of answers to what the table does not ask."""
    return Problem(
        UNUSED,
        "承認の指定(コマンドでは --accept)のうち、この表では尋ねていないものは使いませんでした。",
        "もう決まっているか、尋ねることのない人です。"
        "番号は、取り込んだ後でもつなげます(コマンドでは people link)。",
        "、".join(said),
    )
