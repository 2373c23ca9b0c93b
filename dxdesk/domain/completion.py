"""What the words of a results column say: completed, took part, not, or nothing that is known (80点).

Whoever counts or shows attendance asks here, so that one word means the same in every list and on every
screen. What stands in older stores as it was written is read by the same rule.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache

from dxdesk.domain import canonical


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
未合格 不合格者 出席せず 参加せず 受講なし 出席なし 参加なし 棄権 否 不認定 非認定 取消 取消し キャンセル
予定 受講予定 absent fail failed none - – — ― ー ‐ − 記入なし
"""
_REMARK = re.compile(r"([^()]+)\(([^()]+)\)")
_SCORE = re.compile(r"\d+(\.\d+)?(点|%|/\d+点?)?")
_VARIANTS = re.compile("[\ufe00-\ufe0f]")
_FAILED = "不合格 不可 否 不認定 非認定 未合格 fail failed 不合格者"
_MARKS = "○ 〇 ◯ ◎ ● ✓ ✔ ☑ ✅ レ 1 yes y true 有 あり 済 済み"
_MARKS_AGAINST = "× ✕ ✖ ✗ ✘ ☓ x 0 no n false 無 なし"
DECIDED: Mapping[Outcome, str] = {
    Outcome.COMPLETED: "修了",
    Outcome.ATTENDED: "出席",
    Outcome.NOT: "欠席",
}
"""The word for what a person decided that another word means; both are kept, ``出席〔遅刻〕``."""
_REASON = re.compile(
    "病|疾|傷|療|体調|入院|通院|手術|妊|出産|産[前後休]|育[休児]|介護|看護|忌|喪|不幸|休[職業]|停職|分限|懲戒|起訴|事故"
)
"""What a word says of why somebody was not there: nobody's business."""
_ABSENT = "欠席|欠|不参加|未参加|未出席|未受講|受講せず|参加せず|出席せず"
_ABSENT_FOR = re.compile(
    rf"(?:{_ABSENT})(?:\((?P<beside>.+)\)|[:、,・/\-]?(?P<behind>.+))"
    rf"|(?P<before>.+?)(?:のため|の為|により|によって|による|につき|で)?(?:{_ABSENT})"
)
_THERE_AFTER_ALL = re.compile(
    "修了|受講|出席|参加|合格|認定|済|補講|代替|代理|録画|動画|視聴|後日|途中|一部|→|○"
)
"""What makes a word with an absence and a reason say more than that (「欠席(病気、後日受講)」)."""
_POINTS = re.compile(r"\d+(\.\d+)?(点|%)|\d+/\d+点")
_KEPT = re.compile("([^〔〕]+)〔(.+)〕", re.DOTALL)


def evened(text: str) -> str:
    """Return a text for comparison: width, case and spaces evened out."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _words(text: str) -> frozenset[str]:
    return frozenset(evened(word) for word in text.split())


_MEANINGS: dict[str, Outcome] = {
    **dict.fromkeys(_words(_DONE), Outcome.COMPLETED),
    **dict.fromkeys(_words(_ATTENDED), Outcome.ATTENDED),
    **dict.fromkeys(_words(_NOT_DONE), Outcome.NOT),
}
_FAILURES = _words(_FAILED)
_ONLY_MARKS = _words(_MARKS)
_AGAINST = _words(_MARKS_AGAINST)


@lru_cache(maxsize=4096)  # a list says a handful of words tens of thousands of times
def outcome_of(word: str) -> Outcome:
    """Return what one word says; a remark in brackets must say the same or be a score: ``修了(80点)``.

    Why somebody was absent makes no difference to that they were (``欠席(病気)``, ``病欠``).
    """
    text = _VARIANTS.sub("", evened(word))
    found = _MEANINGS.get(text)
    if found is not None:
        return found
    if _is_absence(text):
        return Outcome.NOT
    remarked = _REMARK.fullmatch(text)
    if remarked is None:
        return Outcome.UNCLEAR
    said, remark = _MEANINGS.get(remarked[1], Outcome.UNCLEAR), remarked[2]
    return said if _SCORE.fullmatch(remark) or _MEANINGS.get(remark) is said else Outcome.UNCLEAR


def _is_absence(text: str) -> bool:
    """Tell whether a word says that somebody was absent and why, and nothing else (欠席(病気), 病欠)."""
    found = _ABSENT_FOR.fullmatch(text)
    if found is None:
        return False
    reason = found["beside"] or found["behind"] or found["before"]
    return bool(_REASON.search(reason)) and not _THERE_AFTER_ALL.search(reason)


def outcome(result: str, *, completed: bool = False) -> Outcome:
    """Return what a kept entry says.

    ``completed`` is what the office's own column said of it. An entry without a word comes from a list of
    those who took part, so it counts as attended. ``出席〔遅刻〕``: somebody decided what 遅刻 means.
    """
    if completed:
        return Outcome.COMPLETED
    decided = _KEPT.fullmatch(result.strip())
    if decided is not None:
        return outcome_of(decided[1])
    return outcome_of(result) if evened(result) else Outcome.ATTENDED


def is_mark(word: str) -> bool:
    """Tell whether a word only marks (○, 済): what it marks, 修了 or 出席, stands elsewhere."""
    return _VARIANTS.sub("", evened(word)) in _ONLY_MARKS


def fails(word: str, *, exam: bool = False) -> bool:
    """Tell whether a word says that somebody failed; of an examination, a cross does, too.

    That is nobody's record: it is not kept.
    """
    text = _VARIANTS.sub("", evened(word))
    remarked = _REMARK.fullmatch(text)
    text = remarked[1] if remarked else text
    return text in _FAILURES or (exam and text in _AGAINST)


def score(word: str) -> float | None:
    """Return the points of a score (``80点``, ``80/100``, ``80%``, 80), ``None`` for what is none."""
    text = evened(word)
    return float(re.split("[点%/]", text, maxsplit=1)[0]) if _SCORE.fullmatch(text) else None


@lru_cache(maxsize=4096)
def is_private(word: str) -> bool:
    """Tell whether a word says more than may be kept: why somebody was not there, or points amid words."""
    text = evened(word)
    return bool(_REASON.search(text)) or (score(text) is None and bool(_POINTS.search(_unremarked(text))))


def _unremarked(text: str) -> str:
    """Return a word without the points in brackets behind it, which are cut off anyway."""
    remarked = _REMARK.fullmatch(text)
    return remarked[1] if remarked is not None and score(remarked[2]) is not None else text


DIGEST = "digest:"
"""Begins what is remembered of a word that is not kept itself."""


def word_key(word: str) -> str:
    """Return by what is remembered what a word means: the word evened out, or its digest (``is_private``)."""
    text = evened(word)
    return f"{DIGEST}{canonical.digest(text, 16)}" if is_private(text) else text


def kept_word(decided: Outcome, word: str) -> str:
    """Return what is kept of a word: as it stands where it says by itself what was decided.

    Else what was decided with the word behind it (``出席〔遅刻〕``). Points are never kept, nor is why
    somebody was not there (``欠席(病気)``).
    """
    text = "" if is_private(word) else word.strip()
    said = outcome_of(text)
    if said is Outcome.UNCLEAR and score(text) is not None:
        text = ""
    remarked = _REMARK.fullmatch(_VARIANTS.sub("", evened(text)))
    if remarked is not None and score(remarked[2]) is not None:
        text = re.split("[(\uff08]", text, maxsplit=1)[0].strip()
    if said is decided and text:
        return text
    return f"{DECIDED[decided]}〔{text}〕" if text else DECIDED[decided]


def says_completed(text: str) -> bool | None:
    """Return whether a text says completed, ``None`` when it does not tell (出席, 80点)."""
    said = outcome_of(text)
    return {Outcome.COMPLETED: True, Outcome.NOT: False}.get(said)
