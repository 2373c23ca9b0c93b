"""What the words of a results column say: completed, took part, not, or nothing that is known (80点).

Whoever counts or shows attendance asks here, so that one word means the same in every list and on every
screen. What stands in older stores as it was written is read by the same rule.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum


class Outcome(Enum):
    """What an entry of attendance or of an examination says."""

    COMPLETED = "completed"
    ATTENDED = "attended"
    NOT = "not"
    UNCLEAR = "unclear"

    @property
    def counts(self) -> bool:
        """Whether the person took part (with or without completing); an unclear word never says so."""
        return self in (Outcome.COMPLETED, Outcome.ATTENDED)


NO_WORD = "記入なし"
"""What is kept for a blank status where the table has a column for it: nobody says the person was there."""

_DONE = """
修了 終了 完了 受講済 受講済み 修了済 修了済み 修了者 受講修了 完了済 完了済み 履修済 履修済み 認定 合
済 済み 合格 合格者 取得 取得済 取得済み 可 ○ 〇 ◯ ◎ ● ✓ ✔ ☑ ✅ レ 1 yes y true 有 あり pass passed
completed
"""
_ATTENDED = """
出席 受講 参加 出席済 出席済み 参加済 参加済み 出席者 受講者 参加者 全日程出席 全日出席 全出席 全回出席
受講あり 出席あり 参加あり 出 attended present
"""
_NOT_DONE = """
未修了 未了 未受講 未完了 受講中 申込 申込中 申込済 申込済み 途中 欠席 不合格 不可 中止 辞退 × ✕ ✖ ✗ ✘ ☓ x
0 no n false 無 なし 未 欠 欠席者 欠席届 無断欠席 不参加 未参加 未出席 不受講 未受験 受験せず 受講せず
出席せず 参加せず 受講なし 出席なし 参加なし 棄権 否 不認定 非認定 取消 取消し キャンセル 予定 受講予定
absent fail failed none - – — ― ー ‐ − 記入なし
"""
_REMARK = re.compile(r"([^()]+)\(([^()]+)\)")
_SCORE = re.compile(r"\d+(\.\d+)?(点|%|/\d+点?)?")
_VARIANTS = re.compile("[\ufe00-\ufe0f]")


def plain(text: str) -> str:
    """Return a text for comparison: width, case and spaces evened out."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _words(text: str) -> frozenset[str]:
    return frozenset(plain(word) for word in text.split())


_MEANINGS: dict[str, Outcome] = {
    **dict.fromkeys(_words(_DONE), Outcome.COMPLETED),
    **dict.fromkeys(_words(_ATTENDED), Outcome.ATTENDED),
    **dict.fromkeys(_words(_NOT_DONE), Outcome.NOT),
}


def outcome_of(word: str) -> Outcome:
    """Return what one word says; a remark in brackets must say the same or be a score: ``修了(80点)``."""
    text = _VARIANTS.sub("", plain(word))
    found = _MEANINGS.get(text)
    if found is not None:
        return found
    remarked = _REMARK.fullmatch(text)
    if remarked is None:
        return Outcome.UNCLEAR
    said, remark = _MEANINGS.get(remarked[1], Outcome.UNCLEAR), remarked[2]
    return said if _SCORE.fullmatch(remark) or _MEANINGS.get(remark) is said else Outcome.UNCLEAR


def outcome(result: str, *, completed: bool = False) -> Outcome:
    """Return what a kept entry says.

    ``completed`` is what the office's own column said of it. An entry without a word comes from a list of
    those who took part, so it counts as attended.
    """
    if completed:
        return Outcome.COMPLETED
    return outcome_of(result) if plain(result) else Outcome.ATTENDED


def says_completed(text: str) -> bool | None:
    """Return whether a text says completed, ``None`` when it does not tell (出席, 80点)."""
    said = outcome_of(text)
    return {Outcome.COMPLETED: True, Outcome.NOT: False}.get(said)
