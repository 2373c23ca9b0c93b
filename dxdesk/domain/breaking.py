"""Titles in two or three lines that break between words, as Japanese is read: on screen, on paper, in cells.

Skills are compounds without spaces (プロジェクトマネジメント, データ活用). A title may break after a mark,
where the script changes into kanji or katakana, and inside a run of katakana where two known words meet;
never before small kana, ー or closing marks, and inside a word only where one alone is too wide.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache

from dxdesk.domain.marks import NEVER_FIRST

_LEXICON = (
    "アーキテクチャ アクセシビリティ アジャイル アップデート アナリティクス イノベーション インフラ "
    "エンジニア エンジニアリング オープン カスタマー ガバナンス クラウド クリティカル コスト "
    "コミュニケーション コラボレーション コンプライアンス サイエンス サイエンティスト サイバー サービス "
    "システム スキル スペシャリスト セキュリティ セルフ センター ソフトウェア チーム チェンジ ツール "
    "ティング デザイン デザイナー デジタル データ トランスフォーメーション トレーニング ナレッジ "
    "ネットワーク ハードウェア パートナー ビジネス ビジョン ファシリテーション フロー プライバシー "
    "プラットフォーム プレゼンテーション プログラミング プロジェクト プロセス プロダクト プロモーション "
    "ベンダー ヘルプ マインド マインドセット マーケティング マネジメント マネージャー メディア モデル "
    "モデリング モラル ユーザー ライティング リーダー リーダーシップ リスク リソース リテラシー "
    "ロジカル ワーク ワークショップ ローコード ノーコード シンキング スタンス ポリシー ストラテジー"
)
_KNOWN = frozenset(_LEXICON.split())
_LONGEST = max(map(len, _KNOWN))
_KATAKANA = re.compile(r"[ァ-ヴー]+")
_RUN = re.compile(
    r"[ァ-ヴー]+|[A-Za-z0-9\uff21-\uff3a\uff41-\uff5a\uff10-\uff19.&+/#-]+|[一-龥々〆]+[ぁ-ん]*|[ぁ-ん]+|.",
    re.DOTALL,
)
_AFTER = "・、。,.\uff0c\uff0e)\uff09」』】〕/\uff0f-‐ \u3000:\uff1a"
_BEFORE = "(\uff08「『【〔"


@lru_cache(maxsize=1024)
def pieces(text: str) -> tuple[str, ...]:
    """Return the parts between which a title may break; joined they are the title."""
    found: list[str] = []
    opened = False
    for run in _RUN.findall(text):
        glued = opened or (found and (run in _AFTER or _leans(run[0])))
        parts = _words(run) if _KATAKANA.fullmatch(run) else [run]
        if glued and found:
            found[-1] += parts.pop(0)
        found += parts
        opened = run in _BEFORE
    return tuple(_with_short_ends(found))


_KANA = re.compile("[ぁ-ん]+[、。]?")
_PARTICLES = "をにがはでとへも"
_STEM = re.compile("[一-龥々〆]+[いきしちみりけせめれえげべぎじび]")
"""書き, 取り, 受け: what a second verb follows."""
_NUMBER = re.compile("[0-9]+$")


@lru_cache(maxsize=1024)
def phrases(text: str, longest: int) -> tuple[str, ...]:
    """Return the parts between which the lines of a sentence may end; joined they are the sentence.

    A part is a word with what leans on it (データから, 書き出します), of ``longest`` letters at most; a
    number stands with what it counts (1件, 2月13日).
    """
    found: list[str] = []
    for run in pieces(text):
        before = found[-1] if found else ""
        number = _NUMBER.search(before)
        if number and not run[0].isspace() and run[0] not in _BEFORE:
            found[-1:] = [before[: number.start()], number[0] + run] if number.start() else [number[0] + run]
        elif not before or (before[-1] in _AFTER and before[-1] != "」"):
            found.append(run)
        elif _KANA.fullmatch(run) and (len(run) <= _LEANING or run[0] in _PARTICLES):
            leaning = len(run) if len(run) <= _LEANING and len(before) + len(run) <= longest else 1
            found[-1] += run[:leaning]
            found += [run[leaning:]] if run[leaning:] else []
        elif _STEM.fullmatch(before) and len(before) + len(run) <= longest:
            found[-1] += run
        else:
            found.append(run)
    return tuple(found)


_LEANING = 4
"""So many kana after a word lean on it: から, までに, でした."""


def _leans(letter: str) -> bool:
    """Tell whether a letter belongs to the one before it: marks, small kana, variation selectors."""
    selector = "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"
    return letter in NEVER_FIRST or selector or unicodedata.combining(letter) > 0


def _words(run: str) -> list[str]:
    """Cut a run of katakana into known words; what is not wholly known stays together."""
    best: list[list[str] | None] = [None] * (len(run) + 1)
    best[0] = []
    for start in range(len(run)):
        before = best[start]
        if before is None:
            continue
        for end in range(start + 1, min(len(run), start + _LONGEST) + 1):
            known = best[end]
            if run[start:end] in _KNOWN and (known is None or len(known) > len(before) + 1):
                best[end] = [*before, run[start:end]]
    return best[-1] or [run]


def _with_short_ends(found: list[str]) -> list[str]:
    """Let a single letter lean on what stands before it: 的 or 性 alone in a line is no word."""
    joined: list[str] = []
    for part in found:
        if joined and len(part.rstrip(_AFTER)) <= 1 and joined[-1][-1] not in "・/\uff0f \u3000":
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def widest(text: str, advance: Callable[[str], float]) -> float:
    """Return the room the widest part needs."""
    return max((advance(part.strip()) for part in pieces(text)), default=0)


def lines(
    text: str, room: float, advance: Callable[[str], float], most: int = 3, *, free: bool = False
) -> list[str]:
    """Return a text in lines of at most ``room``, in the unit of ``advance``; the last may end in ``…``.

    ``free``: break anywhere a line may end, for names of sections, which are too long to stay whole.
    """
    if free:
        parts = [
            part
            for whole in _wholes(text)
            for part in ([whole] if advance(whole) <= room else _letters(whole))
        ]
    else:
        parts = [part for whole in pieces(text) for part in _fitting(whole, room, advance)]
    found = _greedy(parts, room, advance)
    if len(found) > most:
        rest = "".join(found[most - 1 :])
        while rest and advance(rest + "…") > room:
            rest = rest[:-1]
        found = [*found[: most - 1], rest + "…"]
    return found


def two_lines(name: str, room: float, advance: Callable[[str], float]) -> list[str]:
    """Return a text too long for one line in two: at a 、, else a space or ``_``, where both parts fit.

    Where they fit at none, anywhere.

    Never within a date or somebody's name where that fits a line; a number in brackets may begin one.
    What is longer still ends in ``…``.
    """
    inside = {place for whole in _TOGETHER.finditer(name) for place in range(whole.start() + 1, whole.end())}
    spaces = [
        place + (letter == "_")
        for place, letter in enumerate(name)
        if place not in inside and (letter == "_" or letter.isspace())
    ]
    spaces += [found.start() for found in _NUMBERED.finditer(name) if found.start()]
    commas = [place + 1 for place, letter in enumerate(name[:-1]) if letter == "、"]
    for places in (commas, spaces):
        halves = [(name[:place].strip(), name[place:].strip()) for place in places]
        fitting = [pair for pair in halves if all(advance(part) <= room for part in pair)]
        if fitting:
            return list(min(fitting, key=lambda pair: max(map(advance, pair))))
    return lines(name, room, advance, 2, free=True)


_SHORT = "(?:[一-龥々ヶ]{1,4}|[ァ-ヴー]{1,8}|[ぁ-ん]{1,5})"
_TOGETHER = re.compile(
    rf"[A-Z]?[0-9]+(?:[./][0-9]+)+|{_SHORT}[ \u3000\u00a0]{_SHORT}(?:さん|様|(?=\([0-9]|\)))"
)
"""A date, and the name of somebody within a longer text: read at once or not at all."""
_NUMBERED = re.compile(r"\([0-9]")


def _wholes(text: str) -> list[str]:
    """Return the letters of a text, each with what leans on it; dates and names stay whole."""
    found: list[str] = []
    begun = 0
    for whole in _TOGETHER.finditer(text):
        found += _letters(text[begun : whole.start()])
        glued = bool(found) and found[-1][-1] in _BEFORE
        found[-1:] = [found[-1] + whole.group()] if glued else [*found[-1:], whole.group()]
        begun = whole.end()
    rest = _letters(text[begun:])
    if found and rest and _leans(rest[0][0]):
        found[-1] += rest.pop(0)
    return [*found, *rest]


def _letters(text: str) -> list[str]:
    found: list[str] = []
    for letter in text:
        if found and (_leans(letter) or found[-1][-1] in _BEFORE):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def _fitting(part: str, room: float, advance: Callable[[str], float]) -> list[str]:
    """Cut a part that is too wide by itself, never before a letter that may not begin a line."""
    found = []
    while len(part) > 2 and advance(part.strip()) > room:
        end = len(part) - 1
        while end > 1 and advance(part[:end]) > room:
            end -= 1
        while end > 1 and _leans(part[end]):
            end -= 1
        found.append(part[:end])
        part = part[end:]
    return [*found, part]


def balanced(text: str, room: float, advance: Callable[[str], float]) -> list[str] | None:
    """Return a title in as few lines as fit, all about equally long; ``None`` where a word is too wide."""
    parts = pieces(text)
    widths = [advance(part) for part in parts]
    if any(advance(part.strip()) > room for part in parts):
        return None
    found = _greedy(parts, room, advance)
    for narrower in sorted(_runs(widths)):
        if narrower < room and max(widths) <= narrower:
            tried = _greedy(parts, narrower, advance)
            if len(tried) == len(found):
                return tried
    return found


def _runs(widths: list[float]) -> set[float]:
    """Return the widths a line of neighbouring parts can have."""
    return {
        sum(widths[start:end]) for start in range(len(widths)) for end in range(start + 1, len(widths) + 1)
    }


def _greedy(parts: Sequence[str], room: float, advance: Callable[[str], float]) -> list[str]:
    found: list[str] = []
    for part in parts:
        if found and advance((found[-1] + part).strip()) <= room:
            found[-1] += part
        else:
            found.append(part)
    return [line.strip() for line in found]
