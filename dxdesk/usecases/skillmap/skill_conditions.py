"""Conditions on a skill: 「業務改革」「業務改革 LV2以上」「データ活用 未回答」「ツール活用 一部合致」.

Where several skills share a name, the one whose scale knows the word is meant; where several know it, the
person is asked to put the 分類 in front.
"""

from __future__ import annotations

import re

from dxdesk.domain.completion import evened
from dxdesk.domain.errors import KnownError
from dxdesk.usecases.skillmap.basis import NO_LEVEL
from dxdesk.usecases.skillmap.conditions import Search, Test, unclear
from dxdesk.usecases.skillmap.model import MapItem
from dxdesk.usecases.skillmap.vocabulary import Words

NUMBER = re.compile(r"(?:lv\.?|level|レベル|水準)?([0-9]{1,3})")
_ENDING = re.compile(r"\s*(以上|以下|未満|より上|超|だけ|のみ|ちょうど)?\s*(?:の?人)?$")
_ANY = ("記録あり",)
_NONE = ("未回答", "なし", "記録なし", "-", "―", "\uff0d")
_LOWEST = ("未到達",)
_UP, _DOWN = ("上がった", "▲", "向上"), ("下がった", "▼", "低下")


def by_skill(words: Words, text: str) -> Search | None:
    """Return the condition a text is, if it begins with a skill's name.

    Raises:
        KnownError: ``search-not-understood`` for a level that no skill of the name has, or that several have.
    """
    for length in range(min(len(text), words.longest), 0, -1):
        head, rest = text[:length], text[length:]
        if rest[:1].isalnum() and head[-1:].isascii() and rest[:1].isascii():
            continue  # never cut a Latin word
        named, exact = words.items_named(head)
        asked = rest.strip().lstrip(":").strip()
        if not named or (not asked and not exact):
            continue
        # 「LV1」 is a word of one scale and a mere number to another: who knows the word is meant.
        found = _of_these(words, named, asked, numbers=False) or _of_these(words, named, asked)
        if len(found) > 1:
            raise _several(text, [item for _, item in named], asked)
        if found:
            return found[0]
    return None


def _of_these(
    words: Words, named: list[tuple[int, MapItem]], asked: str, *, numbers: bool = True
) -> list[Search]:
    """Return what a text means for each skill of a name whose scale knows it."""
    found: list[Search] = []
    refused: list[KnownError] = []
    for place, item in named:
        try:
            one = _level_test(words, place, item, asked, numbers) if asked else _any_record(place, item)
        except KnownError as error:
            refused.append(error)
            continue
        found += [one] if one is not None else []
    if refused and not found:
        raise refused[0]
    return found


def _several(text: str, items: list[MapItem], asked: str) -> KnownError:
    ways = "」「".join(f"{item.title} {asked}".strip() for item in items)
    message = f"「{items[0].name}」という名前のスキルが{len(items)}つあります。"
    return unclear(text, message, f"「{ways}」のどれかを書いてください。")


def _any_record(position: int, item: MapItem) -> Search:
    return Search(lambda row: row.levels[position] != NO_LEVEL, f"{item.title}の記録がある", (item.uid,))


def _level_test(words: Words, position: int, item: MapItem, asked: str, numbers: bool) -> Search | None:
    # 「業務改革が2以上」: the particle goes, unless a level's own name begins with it.
    for text in dict.fromkeys((asked, re.sub(r"^[\s:がはの]+", "", asked))):
        found = _exact_level(words, position, item, text) or _set_word(position, item, text)
        found = found or _compared(words, position, item, text, numbers)
        if found is not None:
            return found
    return None


def _exact_level(words: Words, position: int, item: MapItem, text: str) -> Search | None:
    """Return the condition where the whole text is a level: its name may end in 以上 or be なし."""
    level = _named_level(words, item, text)
    return None if level is None else _at(position, item, level, "")


def _set_word(position: int, item: MapItem, text: str) -> Search | None:
    if text in _NONE:
        return Search(lambda row: row.levels[position] == NO_LEVEL, f"{item.title}が未回答", (item.uid,))
    if text in _ANY:
        return _any_record(position, item)
    if text in _UP:
        return Search(lambda row: row.mark(position) == "▲", f"{item.title}が前年より上", (item.uid,))
    if text in _DOWN:
        return Search(lambda row: row.mark(position) == "▼", f"{item.title}が前年より下", (item.uid,))
    if text in _LOWEST:
        lowest = item.levels[0][0]
        return Search(lambda row: row.levels[position] == lowest, f"{item.title}が未到達", (item.uid,))
    return None


def _compared(words: Words, position: int, item: MapItem, text: str, numbers: bool) -> Search | None:
    ending = _ENDING.search(text)
    operator = (ending and ending[1]) or ""
    body = text[: ending.start()] if ending else text
    level = _read_level(words, item, body) if numbers else _named_level(words, item, body)
    return None if level is None else _at(position, item, level, operator)


def _at(position: int, item: MapItem, level: int, operator: str) -> Search:
    label = dict(item.levels).get(level, str(level))
    return Search(_compare(position, level, operator), f"{item.title}が {label}{operator}", (item.uid,))


def _named_level(words: Words, item: MapItem, text: str) -> int | None:
    """Return the level a text is called: by the scale, or by the heading over the skill's own criteria.

    The heading is what stands on the sheets and where levels are chosen, the scale's name on the map.
    """
    key = evened(text)
    own = words.framework.item(item.uid)
    levels = words.framework.scale_of(own).levels
    for wording in ("label", "name", "choice"):
        for level in levels:
            if key and key == evened(getattr(level, wording)):
                return level.value
    headed = [criteria.level for criteria in own.criteria if key and key == evened(criteria.heading)]
    return headed[0] if len(headed) == 1 else None


def _read_level(words: Words, item: MapItem, body: str) -> int | None:
    """Return the level a text is, and nothing but that: more words are further conditions."""
    level = _named_level(words, item, body)
    number = NUMBER.fullmatch(evened(body)) if level is None else None
    if number is None:
        return level
    if int(number[1]) not in dict(item.levels):
        names = "、".join(label for _, label in item.levels)
        raise unclear(body, f"「{item.title}」にないレベルです。", f"{names}のどれかにしてください。")
    return int(number[1])


def _compare(position: int, level: int, operator: str) -> Test:
    if operator == "以上":
        return lambda row: level <= row.levels[position] < NO_LEVEL
    if operator == "以下":
        return lambda row: row.levels[position] <= level
    if operator == "未満":
        return lambda row: row.levels[position] < level
    if operator in ("より上", "超"):
        return lambda row: level < row.levels[position] < NO_LEVEL
    return lambda row: row.levels[position] == level
