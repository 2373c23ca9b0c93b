"""Words of a survey that nobody knows: asked one by one, and what was decided of each.

What surveys and questionnaires share: the meaning of a word is one of the five steps or 「答えなし」; it is
said where the table is given, or accepted as ``score-unclear:word=meaning`` where the window asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from dxdesk.domain.completion import evened
from dxdesk.domain.errors import KnownError
from dxdesk.domain.questionnaires import NO_ANSWER, STEPS
from dxdesk.usecases.imports.questions import Option, Question

UNCLEAR = "score-unclear"
WRITTEN = "questionnaire-written"
_ASK = "「{word}」は、何段階目の答えですか。"
_ASK_WRITTEN = "「{word}」は、何段階目の答えですか。決めなければ、その列は自由記述として読みます。"
NOTHING = "nothing"
"""How a word is said to be no answer, as in lists of attendance."""
FIX = (
    "何段階目か、答えなしかを決めるか、1から5の数字に直してください"
    "(コマンドでは --word わからない=nothing、--word 満足=4)。まとめて答えなしでよければ承認してください。"
)
_MEANINGS: Mapping[str, int] = {
    **{str(step): step for step in range(1, STEPS + 1)},
    NOTHING: NO_ANSWER,
    "答えなし": NO_ANSWER,
}
_LABELS = {
    "5": "5(いちばん良い・そう思う)",
    "4": "4",
    "3": "3(どちらともいえない)",
    "2": "2",
    "1": "1(いちばん悪い・そう思わない)",
    NOTHING: "答えなし(数えない)",
}


def decided(words: Mapping[str, str], accept: Collection[str]) -> dict[str, int]:
    """Return which step somebody said each word (``evened``) is, ``NO_ANSWER`` for none.

    Args:
        words: what ``--word`` says.
        accept: what is accepted, ``score-unclear:word=meaning`` among it.

    Raises:
        KnownError: ``score-word`` (a meaning that there is not).
    """
    start = f"{UNCLEAR}:"
    asked = dict(one.removeprefix(start).rpartition("=")[::2] for one in accept if one.startswith(start))
    found = {}
    for word, meaning in (*asked.items(), *words.items()):
        if meaning not in _MEANINGS:
            raise KnownError(
                "score-word",
                "アンケートの言葉の意味は、1から5の数字か nothing(答えなし)で書きます。"
                "何も取り込んでいません。",
                "その言葉が何点かを決めてください"
                "(コマンドでは --word 満足=4 や --word わからない=nothing のように書きます)。",
                found=f"{word}={meaning}",
            )
        found[evened(word)] = _MEANINGS[meaning]
    return found


def asked_of(
    unclear: Iterable[str], accept: Collection[str], written: Iterable[str] = ()
) -> tuple[Question, ...]:
    """Return the question of each word that nobody knows, a word once however it is written.

    Args:
        unclear: the words, in whose way nobody can go on.
        accept: what is accepted.
        written: words of columns that are read as free text and may be answers of five steps.
    """
    words = {evened(text): text.strip() for text in reversed([*unclear])}
    maybe = {evened(text): text.strip() for text in reversed([*written])}
    taken = UNCLEAR if UNCLEAR in accept else ""
    asked = [
        Question(UNCLEAR, word, _ASK.format(word=word[:40]), _options(word), taken)
        for _, word in sorted(words.items())
    ]
    free = [
        Question(WRITTEN, word, _ASK_WRITTEN.format(word=word[:40]), _options(word), optional=True)
        for key, word in sorted(maybe.items())
        if key not in words
    ]
    return (*asked, *free)


def _options(word: str) -> tuple[Option, ...]:
    return tuple(Option(f"{UNCLEAR}:{word}={key}", label) for key, label in _LABELS.items())
