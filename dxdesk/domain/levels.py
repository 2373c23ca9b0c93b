"""Scales of levels, and reading what people write for a level.

People write 「2」「２」「LV2」「レベル２」 or pick a drop-down label; all mean 2. What could mean two levels
(「2〜3」) is never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from dxdesk.domain.errors import KnownError
from dxdesk.domain.text import seen

_SPACE = re.compile(r"\s+")
_PREFIXES = ("lv", "level", "レベル", "れべる", "水準")
_NUMBER = re.compile(r"([0-9]{1,4})(?:\.0+)?(?![0-9])(?!\.[0-9])(.*)", re.DOTALL)
_SEPARATORS = " :(「『【[・_-=、。"
# A remark that makes the level itself doubtful: ranges, alternatives, "or more", question marks.
_DOUBT = re.compile(
    r"[~〜–—→?/+±]|以上|以下|未満|弱|強|または|又は|もしくは|くらい|程度|たぶん|^\W*(か|から|と|や|-)\b"
)
_OPENING = re.compile(r"[-_・、。:=\s]*[(\[{<「『【〔〈《]")
_CLOSING = re.compile(r"[(\[{<「『【〔〈《]([^(\[{<「『【〔〈《]*)[)\]}>」』】〕〉》][\s。]*$")
_NOT_NOW_WORDS = "未達 未達成 未到達 目標 目標値 予定 見込 見込み 仮 仮置き 暫定 前年 前年度 昨年 昨年度 前回"
_NOT_NOW = frozenset([*_NOT_NOW_WORDS.split(), "希望", "保留", "未定", "要確認"])
"""What says that the level is not the one reached now."""


ALL = 100
"""Percent."""


@dataclass(frozen=True, slots=True)
class ScaleLevel:
    """One step of a scale.

    ``label`` is the short mark (``LV1``), ``name`` says what it means; ``supplement`` marks a level that
    the policy does not name (本システムの補足).
    """

    value: int
    label: str
    name: str
    supplement: bool = False

    @property
    def choice(self) -> str:
        """The drop-down text, e.g. ``LV2 担当内で発揮``."""
        return f"{self.label} {self.name}" if self.name else self.label


@dataclass(frozen=True)
class Scale:
    """The levels an item can have, ascending; ``supplement`` tells that the whole scale is ours.

    ``share`` is how many percent of a level's statements must be held for the level to be proposed; the
    person chooses all the same.
    """

    code: str
    name: str
    levels: tuple[ScaleLevel, ...]
    supplement: bool = False
    description: str = ""
    share: int = ALL

    def enough(self, held: int, whole: int) -> bool:
        """Tell whether so many of a level's statements make it reached."""
        return held > 0 and held * 100 >= self.share * whole

    @cached_property
    def by_value(self) -> dict[int, ScaleLevel]:
        """The levels by value."""
        return {level.value: level for level in self.levels}

    @property
    def lowest(self) -> int:
        """The lowest value (not reached yet)."""
        return min(self.by_value)

    @property
    def highest(self) -> int:
        """The highest value."""
        return max(self.by_value)

    def label(self, value: int) -> str:
        """Return the short mark of a level; a value the scale lacks keeps its number."""
        level = self.by_value.get(value)
        return level.label if level else f"LV{value}"

    def ours(self, value: int) -> bool:
        """Tell whether the policy does not name a level (本システムの補足)."""
        level = self.by_value.get(value)
        return level is not None and level.supplement

    @cached_property
    def _spellings(self) -> dict[str, int | None]:
        """Every whole text that means one level; ``None`` where two levels share it."""
        found: dict[str, int | None] = {}
        for level in self.levels:
            for text in {
                _fold(level.label),
                _fold(level.choice),
                _fold(level.label + level.name),
                _fold(level.name),
            }:
                if text:
                    found[text] = None if found.get(text, level.value) != level.value else level.value
        return found

    @cached_property
    def _prefixes(self) -> tuple[str, ...]:
        """What may stand before the number: the usual words and this scale's own (``Step``)."""
        own = {re.sub(r"[0-9]+$", "", _fold(level.label)).strip(" .:") for level in self.levels}
        return tuple(sorted({*_PREFIXES, *own} - {""}, key=len, reverse=True))

    def parse(self, raw: str, item: str = "", outcome: str = "") -> int | None:
        """Return the level that a text means, ``None`` for a blank one.

        Args:
            raw: as people write it.
            item: what it is the level of, for the complaint; the scale's own name where nothing is said.
            outcome: what a complaint means for the data, e.g. ``何も保存していません。``.

        Raises:
            KnownError: ``level-unreadable`` (no single level can be read) or ``level-outside-scale``.
        """
        text = _fold(raw)
        if not text:
            return None
        known = self._spellings.get(text)
        if known is not None:
            return known
        number, remark = self._split(text)
        if number is None or not self._harmless(number, remark):
            raise KnownError(
                "level-unreadable",
                f"「{item or self.name}」のレベルを1つに読み取れません。{outcome}",
                f"{self._choices()}のどれか1つを書いてください。",
                found=raw,
            )
        if number not in self.by_value:
            raise KnownError(
                "level-outside-scale",
                f"「{item or self.name}」にないレベルです。{outcome}",
                f"{self._choices()}のどれか1つを書いてください。",
                found=raw,
            )
        return number

    def _choices(self) -> str:
        return "、".join(level.label for level in self.levels)

    def _split(self, text: str) -> tuple[int | None, str]:
        """Return the leading number, if any, and what stands behind it."""
        for prefix in self._prefixes:
            if text.startswith(prefix):
                text = text[len(prefix) :].lstrip(" .:")
                break
        match = _NUMBER.fullmatch(text)
        return (int(match[1]), match[2]) if match else (None, "")

    def _harmless(self, number: int, remark: str) -> bool:
        """Tell whether what follows the number leaves no doubt about the level."""
        if not remark:
            return True
        core = remark.strip(" :()「」『』【】[]・_-=、。")
        level = self.by_value.get(number)
        if level is not None and core in (_fold(level.name), _fold(level.label)):
            return True
        bracketed = _CLOSING.search(remark)
        own = {"", _fold(level.name), _fold(level.label)} if level else {""}
        if core and (
            _OPENING.match(remark) or (bracketed and bracketed[1].strip() not in own) or core in _NOT_NOW
        ):
            return False  # 「LV2(未達)」「LV2(目標)」 say that it is another level, or nobody's yet
        if remark[0] not in _SEPARATORS or re.search(r"[0-9]", remark) or _DOUBT.search(remark):
            return False
        # 「LV2 所属で発揮」, where that is the name of LV3, says two things at once.
        return not core or core not in {_fold(other.name) for other in self.levels if other.value != number}


def _fold(text: str) -> str:
    """Return a text for comparison only: width and case evened out, spaces collapsed."""
    folded = _SPACE.sub(" ", unicodedata.normalize("NFKC", seen(text))).strip().strip("\"'").strip()
    if len(folded) > 1 and (folded[0], folded[-1]) in (("「", "」"), ("『", "』"), ("(", ")"), ("[", "]")):
        folded = folded[1:-1].strip()
    return folded.casefold()
