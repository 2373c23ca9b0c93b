"""受講後アンケート: what answers of five steps and in words come to, and what may be shown of few people.

Nobody who answered is kept, nor which answers are one person's: of each question there is how often each
step was said, and what was written, in the order of the words. Of a question that fewer than five people
answered nothing is shown: in a small course one knows who that was.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from dxdesk.domain.completion import evened
from dxdesk.domain.contents import QuestionnaireSaid

LEAST = 5
"""Answers a question needs before anything of it is shown."""

STEPS = 5
NO_ANSWER = 0
"""What a word is said to be that is none of the steps (わからない): it does not count."""

_NUMBERED = re.compile(r"([1-5])[^0-9]*", re.DOTALL)
"""A step with or without words behind it; with another digit (4.9, 3または4, 5/5) it is no whole step."""
_AROUND = re.compile(r"^\W+|\W+$")
_STRONG = ("とても", "大変", "たいへん", "非常に", "強く", "かなり", "大いに", "全く", "まったく")
_WEAK = ("やや", "少し", "まあまあ", "まあ", "どちらかといえば", "どちらかと言えば", "ある程度", "あまり")


def _words(text: str) -> frozenset[str]:
    return frozenset(evened(word) for word in text.split())


_SCALES = (
    (_words("満足"), _words("不満 満足していない")),
    (
        _words("良い よい 良かった よかった"),
        _words("悪い わるい 悪かった 良くない よくない"),
    ),
    (_words("そう思う 思う"), _words("そう思わない 思わない そう思わなかった")),
    (
        _words("役に立つ 役に立った 役立つ"),
        _words("役に立たない 役に立たなかった 役立たない"),
    ),
    (_words("理解できた"), _words("理解できない 理解できなかった")),
    (
        _words("分かりやすい わかりやすい 分かりやすかった わかりやすかった"),
        _words("分かりにくい わかりにくい 分かりにくかった"),
    ),
)
"""The words of each scale, good and bad: one question is answered in one of them."""

_GOOD = frozenset[str]().union(*(good for good, _ in _SCALES))
_BAD = frozenset[str]().union(*(bad for _, bad in _SCALES))
_MIDDLE = _words("普通 ふつう どちらともいえない どちらとも言えない どちらでもない なんともいえない")


def scale_of(words: Collection[str]) -> Mapping[str, int] | None:
    """Return which step (1 to 5) each text of a column is, ``None`` where they are no answers of five steps.

    Words are understood where those of the column tell how far the scale goes: 満足 is the fourth step beside
    とても満足, and the fifth beside やや満足. Else nobody can tell.
    """
    texts = {word: evened(word) for word in words if evened(word)}
    if not texts:
        return None
    numbered = {word: _numbered(text) for word, text in texts.items()}
    if all(numbered.values()):
        return numbered
    steps = {word: worded(text) for word, text in texts.items()}
    if not all(steps.values()):
        return None
    kinds = {kind for kind, _ in filter(None, steps.values())}
    if "strong" in kinds and "weak" in kinds and "plain" in kinds:
        return None  # seven steps
    if not kinds & {"strong", "weak"}:
        return None
    outer = "strong" if "strong" in kinds else "plain"
    found: dict[str, int] = {}
    for word, said in steps.items():
        assert said is not None
        kind, good = said
        found[word] = 3 if kind == "middle" else (5 if good else 1) if kind == outer else (4 if good else 2)
    return found


def steps_of(texts: Collection[str], said: Mapping[str, int]) -> dict[str, int]:
    """Return which step (1 to 5) each text is, 0 (``NO_ANSWER``) where it is said to be no answer.

    Args:
        texts: the cells of a question, or of all questions of a form, which share their words.
        said: what somebody decided of a word (``evened``); it goes before what words mean by themselves.

    A text that nobody understands is left out and takes nothing from the others: each number is understood
    by itself, and words by the words beside them.
    """
    folded = {text: evened(text) for text in texts if evened(text)}
    found = {text: step for text, one in folded.items() if (step := _numbered(one))}
    words = {text for text, one in folded.items() if text not in found and worded(one)}
    found |= scale_of(words) or {}
    return found | {text: said[one] for text, one in folded.items() if one in said}


def _numbered(text: str) -> int:
    """Return the step that a text (``evened``) begins with, 0 for none, and where its word says another.

    ``1 そう思う`` is of a form whose first answer is the best: what it counts as nobody can tell.
    """
    found = _NUMBERED.fullmatch(text)
    if found is None:
        return 0
    step, said = int(found[1]), worded(_AROUND.sub("", text[1:]))
    if said is None:
        return step
    kind, good = said
    fits = step == 3 if kind == "middle" else step > 3 if good else step < 3
    return step if fits else 0


def strangers(times: Mapping[str, int], said: Mapping[str, int]) -> frozenset[str]:
    """Return the texts of a question that are words of another scale, e.g. 満足 in そう思う.

    Which step of the question such a word is nobody can tell. The question's scale is the one of which most
    words stand there, of as many that which was answered more often; of two alike each is strange.

    Args:
        times: how often each text was answered.
        said: what somebody decided of a word (``evened``); such a word is no stranger.
    """
    of: dict[int, dict[str, int]] = {}
    for text, count in times.items():
        scale = _scale(evened(text))
        if scale is not None and evened(text) not in said:
            of.setdefault(scale, {})[text] = count
    if len(of) < 2:
        return frozenset()
    weight = {scale: (len(set(map(evened, found))), sum(found.values())) for scale, found in of.items()}
    most = max(weight.values())
    own = [scale for scale, much in weight.items() if much == most]
    kept = own[0] if len(own) == 1 else None
    return frozenset(text for scale, found in of.items() if scale != kept for text in found)


def _scale(text: str) -> int | None:
    """Return of which scale a word is, ``None`` for one of every scale (ふつう) and for any other text."""
    for prefix in ("", *_STRONG, *_WEAK):
        root = text.removeprefix(evened(prefix))
        if text.startswith(evened(prefix)):
            for place, (good, bad) in enumerate(_SCALES):
                if root in good or root in bad:
                    return place
    return None


def worded(text: str) -> tuple[str, bool] | None:
    """Return how strong a word is (``strong``, ``plain``, ``weak``, ``middle``), and whether it is good."""
    if text in _MIDDLE:
        return "middle", True
    for kind, prefixes in (("strong", _STRONG), ("weak", _WEAK), ("plain", ("",))):
        for prefix in prefixes:
            root = text.removeprefix(evened(prefix))
            if text.startswith(evened(prefix)) and root in _GOOD | _BAD:
                return kind, root in _GOOD
    return None


def is_number(text: str) -> bool:
    """Tell whether a cell holds a bare number (0 to 10 of another scale)."""
    return re.fullmatch(r"-?\d+(\.\d+)?", evened(text)) is not None


@dataclass(frozen=True, slots=True)
class ScoredSummary:
    """A question of five steps: how often each was said (1 first), ``None`` where too few answered."""

    question: str
    answers: int
    counts: tuple[int, ...] | None

    @property
    def mean(self) -> str:
        """The mean with two digits, empty where it is not shown."""
        if self.counts is None:
            return ""
        total = sum(step * count for step, count in enumerate(self.counts, start=1))
        hundredths = (200 * total + self.answers) // (2 * self.answers)  # half up
        return f"{hundredths // 100}.{hundredths % 100:02}"


@dataclass(frozen=True, slots=True)
class WrittenSummary:
    """A question answered in words: what was written, ``None`` where too few answered."""

    question: str
    answers: int
    texts: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Summary:
    """What all lists of answers of a session come to; ``answers``: how many people answered."""

    answers: int
    scored: tuple[ScoredSummary, ...]
    written: tuple[WrittenSummary, ...]


def summed(lists: Iterable[QuestionnaireSaid]) -> Summary:
    """Return what lists of answers come to: the same question of two lists is one."""
    answers = 0
    titles: dict[str, str] = {}
    counts: dict[str, list[int]] = {}
    texts: dict[str, list[str]] = {}
    for one in lists:
        answers += one.answers
        for scored in one.scored:
            key = evened(scored.question)
            titles.setdefault(key, scored.question)
            before = counts.setdefault(key, [0] * STEPS)
            counts[key] = [a + b for a, b in zip(before, (*scored.counts, *[0] * STEPS), strict=False)]
        for written in one.written:
            key = evened(written.question)
            titles.setdefault(key, written.question)
            texts.setdefault(key, []).extend(written.texts)
    return Summary(
        answers,
        tuple(
            ScoredSummary(titles[key], sum(found), tuple(found) if sum(found) >= LEAST else None)
            for key, found in counts.items()
        ),
        tuple(
            WrittenSummary(titles[key], len(found), tuple(sorted(found)) if len(found) >= LEAST else None)
            for key, found in texts.items()
        ),
    )
