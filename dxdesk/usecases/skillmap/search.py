"""The skill map's search: 「業務改革 LV2以上 かつ 係長級」「税務課」「データ活用 未回答」「DX推進委員 以外」.

Conditions are joined by かつ (or just a space) and または; かつ binds closer; 以外 turns one round. A
condition is a skill with a level, or a word: 所属 (with everything under it), 職層, 職名, 人材像, 状態, 氏名
or 職員番号. What cannot be read is said, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import STATE_LABELS
from dxdesk.domain.names import search_key
from dxdesk.usecases.progress.year_table import section_codes
from dxdesk.usecases.skillmap.basis import NO_LEVEL
from dxdesk.usecases.skillmap.model import MapItem, MapPerson, PeopleMap, holding

Test = Callable[[MapPerson], bool]

_OR = re.compile(r"\s*(?:または|又は|もしくは|\bOR\b)\s*", re.IGNORECASE)
# かつ inside a reading (かつまた) joins nothing: it stands alone or between other than hiragana.
_AND = re.compile(r"\s+かつ\s+|(?<=[^ぁ-ん\s])\s*かつ\s*(?=[^ぁ-ん\s])|\s*(?:\bAND\b|、|,)\s*", re.IGNORECASE)
_NOT = re.compile(r"\s*(?:以外|でない|ではない)$")
_ENDING = re.compile(r"\s*(以上|以下|未満|より上|超|だけ|のみ|ちょうど)?\s*(?:の?人)?$")
_NUMBER = re.compile(r"(?:lv\.?|level|レベル|水準)?([0-9]{1,3})")
_NONE = ("未回答", "なし", "記録なし", "-", "―", "\uff0d")
_LOWEST = ("未到達",)
_UP, _DOWN = ("上がった", "▲", "向上"), ("下がった", "▼", "低下")
_MOST_WORDS = 24
"""Words of one condition between かつ; more is no question a person types."""

EXAMPLES = "「業務改革 LV2以上」「税務課 かつ 係長級」「データ活用 未回答」のように書いてください。"


@dataclass(frozen=True)
class Search:
    """A search as understood: the test, and how it was read (``業務改革が LV2以上、かつ 職層が係長級``)."""

    test: Test
    says: str


class _Words:
    """The words that mean something on one map, folded for comparing."""

    def __init__(self, shown: PeopleMap) -> None:
        self.items = [(place, item, _fold(item.name)) for place, item in enumerate(shown.items)]
        self.longest = max((len(item.name) for item in shown.items), default=0) + 2
        rows = shown.rows
        self.framework = shown.framework
        self.units = shown.units
        self.departments = {code: unit.name for code, unit in shown.units.items()}
        self.departments |= {row.department_code: row.department_name for row in rows}
        self.grades = {row.grade for row in rows if row.grade} | {g.name for g in shown.framework.grades}
        self.posts = {row.post for row in rows if row.post}
        self.personas = {p.name for p in shown.framework.personas}
        self.rows = rows


def search(shown: PeopleMap, text: str) -> PeopleMap:
    """Return the map with only the people a text asks for.

    Raises:
        KnownError: ``search-not-understood``.
    """
    found = parse(shown, text)
    return replace(shown, rows=tuple(row for row in shown.rows if found.test(row)))


def parse(shown: PeopleMap, text: str) -> Search:
    """Return what a text asks for on a map.

    Raises:
        KnownError: ``search-not-understood``, naming the part that cannot be read.
    """
    words = _Words(shown)
    plain = unicodedata.normalize("NFKC", text).strip()
    alternatives = [part for part in _OR.split(plain) if part.strip()]
    if not alternatives:
        raise _unclear(text, "探す条件が空です。")
    either = [_all_of(words, part) for part in alternatives]
    if len(either) == 1:
        return either[0]
    tests = [found.test for found in either]
    return Search(
        lambda row: any(test(row) for test in tests), "、または ".join(found.says for found in either)
    )


def _all_of(words: _Words, text: str) -> Search:
    found: list[Search] = []
    for part in _AND.split(text):
        if part.strip():
            found += _conditions(words, part.strip())
    if not found:
        raise _unclear(text, "「かつ」の前か後ろに条件がありません。")
    if len(found) == 1:
        return found[0]
    tests = [one.test for one in found]
    return Search(lambda row: all(test(row) for test in tests), "、かつ ".join(one.says for one in found))


def _conditions(words: _Words, text: str) -> list[Search]:
    """Return the conditions of a part without かつ, taking as many words together as make sense."""
    pieces = text.split()
    if len(pieces) > _MOST_WORDS:
        raise _unclear(text, "条件が長すぎます。")
    found: list[Search] = []
    start = 0
    while start < len(pieces):
        for end in range(len(pieces), start, -1):
            one = _condition(words, " ".join(pieces[start:end]))
            if one is not None:
                found.append(one)
                start = end
                break
        else:
            raise _not_found(words, pieces[start])
    return found


def _condition(words: _Words, text: str) -> Search | None:
    negated = _NOT.search(text)
    if negated:
        inner = _condition(words, text[: negated.start()])
        if inner is None:
            return None
        test = inner.test
        return Search(lambda row: not test(row), f"{inner.says} 以外")
    return _skill(words, text) or _word(words, text)


# --- a skill and its level ----------------------------------------------------------------------------


def _skill(words: _Words, text: str) -> Search | None:
    for length in range(min(len(text), words.longest), 0, -1):
        head, rest = text[:length], text[length:]
        if rest[:1].isalnum() and head[-1:].isascii() and rest[:1].isascii():
            continue  # never cut a Latin word
        named = _items_named(words, head)
        if not named:
            continue
        place, item = named[0]
        asked = re.sub(r"^[\s:がはの]+", "", rest)
        found = _level_test(words, place, item, asked) if asked and len(named) == 1 else None
        if found is not None:
            return found
    return None


def _items_named(words: _Words, text: str) -> list[tuple[int, MapItem]]:
    """Return the items a text names: exactly, or as the beginning of one name (at least two letters)."""
    key = _fold(text.strip())
    exact = [(place, item) for place, item, name in words.items if key in (name, item.uid)]
    if exact or len(key) < 2:
        return exact[:1]
    return [(place, item) for place, item, name in words.items if name.startswith(key)]


def _level_test(words: _Words, place: int, item: MapItem, asked: str) -> Search | None:
    if asked in _NONE:
        return Search(lambda row: row.levels[place] == NO_LEVEL, f"{item.name}が未回答")
    if asked in _UP:
        return Search(lambda row: row.mark(place) == "▲", f"{item.name}が前年より上")
    if asked in _DOWN:
        return Search(lambda row: row.mark(place) == "▼", f"{item.name}が前年より下")
    if asked in _LOWEST:
        lowest = item.levels[0][0]
        return Search(lambda row: row.levels[place] == lowest, f"{item.name}が未到達")
    ending = _ENDING.search(asked)
    operator = (ending and ending[1]) or ""
    body = asked[: ending.start()] if ending else asked
    level = _read_level(words, item, body)
    if level is None:
        return None
    label = dict(item.levels).get(level, str(level))
    return Search(_compare(place, level, operator), f"{item.name}が {label}{operator}")


def _read_level(words: _Words, item: MapItem, body: str) -> int | None:
    """Return the level a text is, and nothing but that: more words are further conditions."""
    key = _fold(body)
    for level in words.framework.scale_of(words.framework.item(item.uid)).levels:
        if key and key in (_fold(level.label), _fold(level.name), _fold(level.choice)):
            return level.value
    number = _NUMBER.fullmatch(key)
    if number is None:
        return None
    if int(number[1]) not in dict(item.levels):
        names = "、".join(label for _, label in item.levels)
        raise _unclear(body, f"「{item.name}」にないレベルです。", f"{names}のどれかにしてください。")
    return int(number[1])


def _compare(place: int, level: int, operator: str) -> Test:
    if operator == "以上":
        return lambda row: level <= row.levels[place] < NO_LEVEL
    if operator == "以下":
        return lambda row: row.levels[place] <= level
    if operator == "未満":
        return lambda row: row.levels[place] < level
    if operator in ("より上", "超"):
        return lambda row: level < row.levels[place] < NO_LEVEL
    return lambda row: row.levels[place] == level


# --- a word -------------------------------------------------------------------------------------------


def _word(words: _Words, text: str) -> Search | None:
    key = _fold(text)
    if not key:
        return None
    for find in (_by_department, _by_grade, _by_persona, _by_post, _by_state, _by_name):
        found = find(words, key)
        if found is not None:
            return found
    return None


def _by_department(words: _Words, key: str) -> Search | None:
    names = {code: _fold(name) for code, name in words.departments.items() if code}
    codes = {code for code, name in names.items() if key == code.casefold() or name.startswith(key)}
    if not codes and len(key) > 1:
        codes = {code for code, name in names.items() if key in name}
    if not codes:
        return None
    told = "・".join(sorted({words.departments[code] for code in codes})[:3])
    more = " ほか" if len(codes) > 3 else ""
    all_codes = frozenset().union(*(section_codes(code, words.units) for code in codes))
    return Search(lambda row: row.department_code in all_codes, f"所属が{told}{more}")


def _by_grade(words: _Words, key: str) -> Search | None:
    names = {grade for grade in words.grades if _fold(grade) == key}
    for group in words.framework.grades:
        if _fold(group.name) == key:
            names |= set(group.includes)
    if not names:
        return None
    told = next((grade for grade in words.grades if _fold(grade) == key), key)
    return Search(lambda row: row.grade in names, f"職層が{told}")


def _by_persona(words: _Words, key: str) -> Search | None:
    found = {name for name in words.personas if _fold(name) == key}
    if not found:
        return None
    return Search(holding(words.framework, found), f"人材像が{'・'.join(sorted(found))}")


def _by_post(words: _Words, key: str) -> Search | None:
    found = {post for post in words.posts if _fold(post) == key}
    if not found:
        return None
    return Search(lambda row: row.post in found, f"職名が{'・'.join(sorted(found))}")


def _by_state(words: _Words, key: str) -> Search | None:
    found = [state for state, label in STATE_LABELS.items() if _fold(label) == key]
    if not found:
        return None
    return Search(lambda row: row.state in found, f"状態が{STATE_LABELS[found[0]]}")


def _by_name(words: _Words, key: str) -> Search | None:
    wanted = search_key(key)
    if not wanted:
        return None
    found = frozenset(row.number for row in words.rows if _is_called(row, wanted))
    if not found:
        return None
    return Search(lambda row: row.number in found, f"氏名か職員番号に「{key}」")


def _is_called(row: MapPerson, wanted: str) -> bool:
    return (
        wanted in search_key(row.name)
        or wanted in search_key(row.kana)
        or search_key(row.number).lstrip("0") == wanted.lstrip("0") != ""
    )


# --- not understood -----------------------------------------------------------------------------------


def _fold(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def _not_found(words: _Words, piece: str) -> KnownError:
    named = _items_named(words, piece)
    if len(named) == 1:
        _, item = named[0]
        label = item.levels[min(1, len(item.levels) - 1)][1]
        message = f"「{item.name}」のレベルが書かれていません。"
        return _unclear(piece, message, f"「{item.name} {label}以上」のように書きます。")
    if _NUMBER.fullmatch(re.sub("(以上|以下|未満|より上|超|だけ|のみ)$", "", _fold(piece))):
        return _unclear(piece, "どのスキルのレベルかが分かりません。", "スキルの名前を前に付けてください。")
    near = _near(piece, (item.name for _, item, _ in words.items))
    message = "この言葉にあたるスキルとレベル、所属、職層、職名、人材像、状態、氏名がありません。"
    return _unclear(piece, message, f"「{'」「'.join(near)}」でしょうか。{EXAMPLES}" if near else "")


def _near(piece: str, names: Iterable[str]) -> Sequence[str]:
    key = _fold(piece)
    return [name for name in names if len(key) > 1 and (key in _fold(name) or _fold(name) in key)][:3]


def _unclear(found: str, message: str, fix: str = "") -> KnownError:
    message = f"条件を読み取れません。{message}"
    return KnownError("search-not-understood", message, fix or EXAMPLES, found=found)
