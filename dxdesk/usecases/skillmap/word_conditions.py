"""Conditions of one word: 所属, 職層, 人材像, 職名, 状態, 氏名, 育成段階, courses and qualifications."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from dxdesk.domain.completion import evened
from dxdesk.domain.framework import COURSE, EXAM, Persona, Stage
from dxdesk.domain.lifecycle import STATE_LABELS
from dxdesk.domain.names import search_key
from dxdesk.domain.staging import stages_of
from dxdesk.usecases.progress.year_table import section_codes
from dxdesk.usecases.skillmap.conditions import Search
from dxdesk.usecases.skillmap.model import MapPerson, holding
from dxdesk.usecases.skillmap.vocabulary import NOT_ATTENDED, NOT_HELD, Words


def by_word(words: Words, text: str) -> Search | None:
    """Return the condition a text is by itself."""
    key = evened(text)
    if not key:
        return None
    for find in (
        _by_department, _by_grade, _by_persona, _by_post, _by_state, _by_stage, _by_record, _by_name,
        _by_short_record,
    ):  # fmt: skip
        found = find(words, key)
        if found is not None:
            return found
    return None


def _by_department(words: Words, key: str) -> Search | None:
    names = {code: evened(name) for code, name in words.departments.items() if code}
    codes = {code for code, name in names.items() if key == code.casefold() or name.startswith(key)}
    if not codes and len(key) > 1:
        codes = {code for code, name in names.items() if key in name}
    if not codes:
        return None
    told = "・".join(sorted({words.departments[code] for code in codes})[:3])
    more = " ほか" if len(codes) > 3 else ""
    all_codes = frozenset().union(*(section_codes(code, words.units) for code in codes))
    return Search(lambda row: row.department_code in all_codes, f"所属が{told}{more}")


def _by_grade(words: Words, key: str) -> Search | None:
    names = {grade for grade in words.grades if evened(grade) == key}
    for group in words.framework.grades:
        if evened(group.name) == key:
            names |= set(group.includes)
    if not names:
        return None
    told = next((grade for grade in words.grades if evened(grade) == key), key)
    return Search(lambda row: row.grade in names, f"職層が{told}")


def _by_persona(words: Words, key: str) -> Search | None:
    found = {name for name in words.personas if evened(name) == key}
    if not found:
        return None
    return Search(holding(words.framework, found), f"人材像が{'・'.join(sorted(found))}")


def _by_post(words: Words, key: str) -> Search | None:
    found = {post for post in words.posts if evened(post) == key}
    if not found:
        return None
    return Search(lambda row: row.post in found, f"職名が{'・'.join(sorted(found))}")


def _by_state(words: Words, key: str) -> Search | None:
    found = [state for state, label in STATE_LABELS.items() if evened(label) == key]
    if not found:
        return None
    return Search(lambda row: row.state in found, f"状態が{STATE_LABELS[found[0]]}")


def _by_name(words: Words, key: str) -> Search | None:
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


# --- 育成段階 -----------------------------------------------------------------------------------------

_KIND = re.compile(r"(?:育成段階|段階)[:が]?")
_COMPARED: dict[str, Callable[[int, int], bool]] = {
    "": lambda held, asked: held == asked,
    "以上": lambda held, asked: held >= asked,
    "以下": lambda held, asked: held <= asked,
    "未満": lambda held, asked: held < asked,
    "より上": lambda held, asked: held > asked,
}
_NOT_REACHED = "未到達"


def _by_stage(words: Words, key: str) -> Search | None:
    """Read 「基礎知識習得」「DX推進員/基礎知識習得」「DX推進員 Step2以上」「DX推進員 未到達」."""
    named = _KIND.match(key)
    key = key[named.end() :] if named else key
    for operator in sorted(_COMPARED, key=len):
        if not key.endswith(operator):
            continue
        found = _stages_called(words, key.removesuffix(operator))
        if found:
            return _standing_at(words, found, operator)
    for persona in words.framework.personas:
        if _NOT_REACHED in _after(persona, key) and stages_of(words.framework, persona.code):
            return _standing_at(words, [(persona, None)], "")
    return None


def _after(persona: Persona, key: str) -> list[str]:
    """Return what stands behind a persona's name in a text, ready to be compared."""
    name = evened(persona.name)
    return [re.sub("^[/:の]", "", key[len(name) :])] if key.startswith(name) else []


def _stages_called(words: Words, key: str) -> list[tuple[Persona, Stage | None]]:
    """Return the stages a text names: those of one persona where it stands in front, else of any."""
    own: list[tuple[Persona, Stage | None]] = []
    anybodys: list[tuple[Persona, Stage | None]] = []
    for persona in words.framework.personas:
        for stage in stages_of(words.framework, persona.code):
            called = [evened(text) for text in (stage.name, f"Step{stage.step}{stage.name}")]
            called.append(f"step{stage.step}")
            if any(rest in called for rest in _after(persona, key)):
                own.append((persona, stage))
            if key in called:
                anybodys.append((persona, stage))
    return own or anybodys


def _standing_at(words: Words, wanted: Sequence[tuple[Persona, Stage | None]], operator: str) -> Search:
    steps = {stage.code: stage.step for stage in words.framework.stages}
    compare = _COMPARED[operator]
    holds = {persona.code: holding(words.framework, {persona.name}) for persona, _ in wanted}

    def test(row: MapPerson) -> bool:
        standing = words.shown.histories().stages.get(row.number, {})
        return any(
            holds[persona.code](row)
            and compare(steps.get(standing.get(persona.code, ""), 0), stage.step if stage else 0)
            for persona, stage in wanted
        )

    told = dict.fromkeys(
        f"{persona.name}の「{stage.name if stage else _NOT_REACHED}」" for persona, stage in wanted
    )
    return Search(test, f"育成段階が{'か'.join(told)}{operator}")


# --- courses and qualifications -----------------------------------------------------------------------

_PRESENT = ("受講", "受講済み", "受講済", "出席", "参加")
_DONE = ("修了", "修了済み", "修了済")
_HELD = ("取得", "取得済み", "取得済", "合格", "保有")
_SAID: dict[str, dict[str, tuple[bool, bool]]] = {
    COURSE: {
        "": (False, True),
        **dict.fromkeys(_PRESENT, (False, True)),
        **dict.fromkeys(_DONE, (True, True)),
        **dict.fromkeys((NOT_ATTENDED, "未参加"), (False, False)),
        "未修了": (True, False),
    },
    EXAM: {
        "": (True, True),
        **dict.fromkeys(_HELD, (True, True)),
        **dict.fromkeys((NOT_HELD, "未合格"), (True, False)),
    },
}
"""By kind of entry: what a word behind its name asks, (only who completed it, those who did or did not)."""

_TOLD = {
    (COURSE, False, True): "研修{names}を受講",
    (COURSE, True, True): "研修{names}を修了",
    (COURSE, False, False): "研修{names}の受講の記録がない",
    (COURSE, True, False): "研修{names}の修了の記録がない",
    (EXAM, True, True): "資格{names}を取得",
    (EXAM, True, False): "資格{names}の取得の記録がない",
}
_FRONT = {COURSE: re.compile("研修:?"), EXAM: re.compile("(?:資格|試験):?")}
_ENDS = {COURSE: ("研修", "講座"), EXAM: ("試験", "検定")}
"""What people leave off a name, by kind."""


def _by_record(words: Words, key: str) -> Search | None:
    """Read 「DXマインドセット研修」「DXマインドセット研修 未受講」「資格: ITパスポート試験」."""
    return _named_record(words, key, {COURSE: ("",), EXAM: ("",)})


def _by_short_record(words: Words, key: str) -> Search | None:
    """Read the same with the end of the name left off: 「基本情報技術者 未取得」."""
    return _named_record(words, key, _ENDS)


def _named_record(words: Words, key: str, ends: Mapping[str, Sequence[str]]) -> Search | None:
    for kind, said in _SAID.items():
        front = _FRONT[kind].match(key)
        for text in (key, key[front.end() :]) if front else (key,):
            for word, (done, has) in sorted(said.items(), key=lambda one: len(one[0])):
                name = re.sub("[をのに:]$", "", text.removesuffix(word)) if word else text
                called = [k for end in ends[kind] if (k := (kind, name + end)) in words.recorded]
                if text.endswith(word) and name and called:
                    return _on_record(words, called, done, has)
    return None


def _on_record(words: Words, called: Sequence[tuple[str, str]], done: bool, has: bool) -> Search:
    @cache
    def numbers() -> frozenset[str]:
        taken = words.shown.histories().taken
        found = [taken[key] for key in called if key in taken]
        return frozenset().union(*(one.done if done else one.present for one in found))

    names = "".join(f"「{words.recorded[key]}」" for key in called)
    told = _TOLD[called[0][0], done, has].format(names=names)
    return Search(lambda row: (row.number in numbers()) is has, told)
