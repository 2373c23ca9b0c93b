"""The skill map's search: 「業務改革 LV2以上 かつ 係長級」「税務課」「データ活用 未回答」「DX推進委員 以外」.

Conditions are joined by かつ (or just a space) and または; かつ binds closer; 以外 turns one round. A
condition is a skill (anybody with a record of it) or a skill with a level (``skill_conditions``), or a word
(``word_conditions``): 所属 (with everything under it), 職層, 職名, 人材像, 状態, 氏名 or 職員番号, 育成段階,
a course or a qualification. What cannot be read, or can be read in two ways, is said, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dxdesk.domain.completion import evened
from dxdesk.domain.errors import KnownError
from dxdesk.usecases.skillmap.conditions import Search, unclear
from dxdesk.usecases.skillmap.model import PeopleMap
from dxdesk.usecases.skillmap.skill_conditions import NUMBER, by_skill
from dxdesk.usecases.skillmap.vocabulary import Words
from dxdesk.usecases.skillmap.word_conditions import by_word

_OR = re.compile(r"\s*(?:または|又は|もしくは|\bOR\b)\s*", re.IGNORECASE)
# かつ inside a reading (かつまた) joins nothing: it stands alone or between other than hiragana.
_AND = re.compile(r"\s+かつ\s+|(?<=[^ぁ-ん\s])\s*かつ\s*(?=[^ぁ-ん\s])|\s*(?:\bAND\b|、|,)\s*", re.IGNORECASE)
_NOT = re.compile(r"\s*(?:以外|でない|ではない)$")
_MOST_WORDS = 24
"""Words of one condition between かつ; more is no question a person types."""


def search(shown: PeopleMap, text: str) -> PeopleMap:
    """Return the map with only the people a text asks for.

    Raises:
        KnownError: ``search-not-understood``.
    """
    return only(shown, parse(shown, text))


def only(shown: PeopleMap, found: Search) -> PeopleMap:
    """Return the map with only the people a search, once understood, asks for."""
    return replace(shown, rows=tuple(row for row in shown.rows if found.test(row)))


def parse(shown: PeopleMap, text: str) -> Search:
    """Return what a text asks for on a map.

    Raises:
        KnownError: ``search-not-understood``, naming the part that cannot be read.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    try:
        return _either(Words(shown), typed)
    except KnownError:
        # Courses that only records name are read where nothing else makes sense: they are many.
        on_record = shown.histories()
        if not on_record.taken:
            raise
        return _either(Words(shown, on_record), typed)


def _either(words: Words, text: str) -> Search:
    alternatives = [part for part in words.split(_OR, text) if part.strip()]
    if not alternatives:
        raise unclear(text, "探す条件が空です。", _like(words))
    either = [_all_of(words, part) for part in alternatives]
    if len(either) == 1:
        return either[0]
    tests = [found.test for found in either]
    return Search(
        lambda row: any(test(row) for test in tests),
        "、または ".join(found.says for found in either),
        _skills(either),
    )


def _skills(several: Iterable[Search]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(uid for one in several for uid in one.skills))


def _all_of(words: Words, text: str) -> Search:
    found: list[Search] = []
    for part in words.split(_AND, text):
        if part.strip():
            found += _conditions(words, part.strip())
    if not found:
        raise unclear(text, "「かつ」の前か後ろに条件がありません。", _like(words))
    if len(found) == 1:
        return found[0]
    tests = [one.test for one in found]
    says = "、かつ ".join(one.says for one in found)
    return Search(lambda row: all(test(row) for test in tests), says, _skills(found))


def _conditions(words: Words, text: str) -> list[Search]:
    """Return the conditions of a part without かつ, taking as many words together as make sense."""
    pieces = text.split()
    if len(pieces) > _MOST_WORDS:
        raise unclear(text, "条件が長すぎます。", _like(words))
    found: list[Search] = []
    start, before = 0, ""
    while start < len(pieces):
        for end in range(len(pieces), start, -1):
            joined = " ".join(pieces[start:end])
            one = condition(words, joined)
            if one is not None:
                found.append(one)
                start, before = end, joined
                break
        else:
            raise _not_found(words, pieces[start], before)
    return found


def condition(words: Words, text: str) -> Search | None:
    """Return the one condition a text is, ``None`` where it is none.

    Raises:
        KnownError: ``search-not-understood`` where it can be read in two ways, or names no level of a skill.
    """
    found = by_skill(words, text) or by_word(words, text)
    negated = _NOT.search(text) if found is None else None
    if negated is None:
        return found
    inner = condition(words, text[: negated.start()])
    if inner is None:
        return None
    test = inner.test
    return Search(lambda row: not test(row), f"{inner.says} 以外", inner.skills)


# --- not understood -----------------------------------------------------------------------------------


def _not_found(words: Words, piece: str, before: str) -> KnownError:
    """Return the complaint about a piece; ``before`` is the condition read just before it."""
    for text, message in (
        (before, "「{title}」のレベルとして読み取れません。"),
        (piece, "「{title}」のレベルが書かれていません。"),
    ):
        named, exact = words.items_named(text) if text else ([], False)
        if len(named) == 1 and (exact or text == piece):
            item = named[0][1]
            label = item.levels[min(1, len(item.levels) - 1)][1]
            fix = f"「{item.title} {label}以上」のように書きます。"
            return unclear(piece, message.format(title=item.title), fix)
    if NUMBER.fullmatch(re.sub("(以上|以下|未満|より上|超|だけ|のみ)$", "", evened(piece))):
        return unclear(piece, "どのスキルのレベルかが分かりません。", "スキルの名前を前に付けてください。")
    near = _near(piece, (*(item.title for _, item, *_ in words.items), *words.recorded.values()))
    message = (
        "この言葉にあたるスキルとレベル、所属、職層、職名、人材像、状態、氏名、"
        "育成段階、研修、資格がありません。"
    )
    return unclear(
        piece, message, f"「{'」「'.join(near)}」でしょうか。{_like(words)}" if near else _like(words)
    )


def _like(words: Words) -> str:
    """Return how one writes what this map understands."""
    return f"「{'」「'.join(words.examples())}」のように書いてください。"


def _near(piece: str, names: Iterable[str]) -> Sequence[str]:
    key = evened(piece)
    return [name for name in names if len(key) > 1 and (key in evened(name) or evened(name) in key)][:3]
