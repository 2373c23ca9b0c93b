"""Words of a table of courses or sessions: numbers, lengths, how often, for whom, for which skill, days."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from dxdesk.domain.completion import evened
from dxdesk.domain.contents import Audience, Served
from dxdesk.domain.dates import fiscal_years_in
from dxdesk.domain.framework import Framework
from dxdesk.domain.training import EVERY_N, NEW_STAFF, ONCE, WISH
from dxdesk.usecases.training.wording import people_word, skill_word

BETWEEN = "、"
"""Stands between what a cell lists."""
_BETWEEN = re.compile("[、,\uff0c;\uff1b\n]+")
_BOTH = re.compile(r"[×✕*]|かつ")
_NUMBER = re.compile(r"約?(\d{1,9})(?:時間|年|年間|円|人|名|点)?(?:程度|ほど|くらい)?")
_HOURS = re.compile(r"約?(\d{1,9})(?:\.(\d{1,2}))?(?:時間)?(?:程度|ほど|くらい)?")
_HALF_HOURS = re.compile(r"約?(\d{1,9})時間半(?:程度|ほど|くらい)?")
_MINUTES = re.compile(r"約?(?:(\d{1,9})時間)?(\d{1,6})分(?:間)?(?:程度|ほど|くらい)?")
_EVERY = re.compile(r"(\d{1,2})年(?:ごと|毎|に1回|に一度|に1度)")
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_EVERYBODY = frozenset(map(evened, ("全職員", "全員", "全庁", "職員全員", "すべての職員")))
_NEWCOMERS = frozenset(
    map(evened, ("新規採用", "新規採用職員", "新採", "新採用", "新任職員", "その年度の新規採用職員"))
)
_WISHES = frozenset(map(evened, ("希望者", "希望", "希望する人", "希望する職員")))
_ONCE = frozenset(map(evened, ("1回", "一回", "一度", "1度", "初回のみ", "1回のみ", "1回限り")))
_YEARLY = frozenset(map(evened, ("毎年", "毎年度", "年1回", "年に1回", "年一回", "1年に1回")))
_REGULAR = frozenset(map(evened, ("定期", "定期的")))
_ENDED = frozenset(map(evened, ("終了", "廃止", "中止", "取消", "取りやめ", "休止")))
_HELD = frozenset(map(evened, ("", "実施", "開講", "開催", "継続", "予定")))
_THERE = frozenset(map(evened, ("出席", "出席で修了", "受講で修了", "出席をもって修了", "受講をもって修了")))
_COMPLETED = frozenset(map(evened, ("", "修了", "修了で修了", "修了判定", "修了認定")))


def parts(text: str) -> tuple[str, ...]:
    """Return what a cell lists, each once."""
    return tuple(dict.fromkeys(part.strip() for part in _BETWEEN.split(text) if part.strip()))


def number(text: str) -> int | None:
    """Return a whole number (6, 6時間, 約20時間程度, 1,000円), 0 for a blank cell, ``None`` for no number."""
    found = _NUMBER.fullmatch(evened(text).replace(",", ""))
    return int(found[1]) if found else None if evened(text) else 0


def length(text: str) -> tuple[int, int] | None:
    """Return hours and minutes (6, 1.5, 1時間半, 1時間30分, 90分), ``None`` for what is no such length.

    What does not come to whole minutes (1.33) is none: it would be kept as something else than was written.
    """
    said = evened(text).replace(",", "")
    if not said:
        return 0, 0
    if half := _HALF_HOURS.fullmatch(said):
        return int(half[1]), 30
    if minutes := _MINUTES.fullmatch(said):
        return divmod(int(minutes[1] or 0) * 60 + int(minutes[2]), 60)
    found = _HOURS.fullmatch(said)
    if found is None:
        return None
    beyond, rest = divmod(int((found[2] or "").ljust(2, "0")) * 60, 100)
    return None if rest else (int(found[1]), beyond)


def recurrence(text: str) -> tuple[str, int] | None:
    """Return how often a course is taken and every how many years, ``None`` for a word nobody knows."""
    said = evened(text)
    for words, meaning in ((_ONCE, ONCE), (_YEARLY, "yearly"), (_REGULAR, "regular")):
        if said in words:
            return meaning, 0
    if not said:
        return "", 0
    if said in ("隔年", "隔年度"):
        return EVERY_N, 2
    every = _EVERY.fullmatch(said)
    return (EVERY_N, int(every[1])) if every and int(every[1]) else None


def rule(text: str) -> str | None:
    """Return who may come by rule, ``None`` for a word nobody knows."""
    said = evened(text)
    return "" if not said else NEW_STAFF if said in _NEWCOMERS else WISH if said in _WISHES else None


def ended(text: str) -> bool | None:
    """Tell whether something is held no more, ``None`` for a word nobody knows."""
    said = evened(text)
    return True if said in _ENDED else False if said in _HELD else None


def by_attendance(text: str) -> bool | None:
    """Tell whether who was there has completed, ``None`` for a word nobody knows."""
    said = evened(text)
    return True if said in _THERE else False if said in _COMPLETED else None


def fiscal_year(text: str) -> int | None:
    """Return a fiscal year (2026, R8, 令和8年度), 0 for a blank cell, ``None`` for what is none."""
    even = unicodedata.normalize("NFKC", text).strip()
    if not even:
        return 0
    if _YEAR.fullmatch(even.removesuffix("年度").removesuffix("年")):
        return int(even[:4])
    named = fiscal_years_in(even if even.endswith("年度") else f"{even}年度")
    return next(iter(named)) if len(named) == 1 else None


class Words:
    """What a framework and an office's list call people and skills."""

    def __init__(self, framework: Framework | None, grades: Iterable[str]) -> None:
        """Take the framework of the newest year, if there is one, and the 職層 of the office's list."""
        self._framework = framework
        self._personas: dict[str, str] = {}
        self._grades = {evened(grade): grade for grade in grades}
        self._items: dict[str, str] = {}
        if framework is None:
            return
        for persona in framework.personas:
            self._personas.update({evened(persona.code): persona.code, evened(persona.name): persona.code})
        for group in framework.grades:
            self._grades.update({evened(name): name for name in (group.name, *group.includes)})
        for item in framework.items:
            for name in (item.uid, item.name, framework.title(item)):
                # A name that two skills share is neither's; their titles tell them apart.
                same = self._items.setdefault(evened(name), item.uid)
                if same != item.uid:
                    self._items[evened(name)] = ""

    @property
    def offered(self) -> str:
        """What one can write for people."""
        names = [persona.name for persona in self._framework.personas] if self._framework else []
        return "、".join(("全職員", *names))

    def audience(self, text: str, need: str) -> Audience | None:
        """Return whom a text names (全職員, a 人材像, a 職層, both joined by ×), ``None`` for nobody."""
        if evened(text) in _EVERYBODY:
            return Audience("", "", need)
        whole = self._one(text)
        if whole is not None:
            return Audience(*whole, need)
        found = [self._one(part) for part in _BOTH.split(text)]
        persona = [one[0] for one in found if one is not None and one[0]]
        grade = [one[1] for one in found if one is not None and one[1]]
        return Audience(persona[0], grade[0], need) if len(found) == 2 and persona and grade else None

    def _one(self, text: str) -> tuple[str, str] | None:
        said = evened(text)
        if said in self._personas:
            return self._personas[said], ""
        return ("", self._grades[said]) if said in self._grades else None

    def people(self, audience: Audience) -> str:
        """Return how people write whom a course is for."""
        return people_word(self._framework, audience)

    def skill(self, served: Served) -> str:
        """Return how people write a skill and a level; of one that the framework lacks, its uid."""
        return skill_word(self._framework, served)

    def served(self, text: str) -> Served | None:
        """Return a skill and a level (``BPR LV2``, the skill alone for no level), ``None`` for none known."""
        uid = self._items.get(evened(text), "")
        if uid:
            return Served(uid, 0)
        framework = self._framework
        for item in framework.items if framework is not None else ():
            for level in framework.scale_of(item).levels if framework is not None else ():
                rest = evened(text).removesuffix(evened(level.label))
                if rest != evened(text) and self._items.get(rest) == item.uid:
                    return Served(item.uid, level.value)
        return None
