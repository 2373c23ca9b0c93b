"""What a survey's table says in its headers and cells: which question, which step, which options.

Questions are found by their code, their label or their text, numbered or not (Q1., 問2); answers of several
options are cut where a known option ends, so that an option may hold 、 itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from dxdesk.domain.completion import evened
from dxdesk.domain.indicator_record import IndicatorSaid

_NUMBERED = re.compile(r"^(?:q|問|設問|質問)?[0-9]{1,3}(?:-[0-9]{1,2})?[\]).:、_-]+")
_CALLED = re.compile(r"^(?:q|問|設問|質問|指標)")
_BETWEEN = re.compile("[\\s,;、\uff0c\uff1b\uff0f/|]+")
_OUTSIDE = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def heads_of(asked: Iterable[IndicatorSaid]) -> Mapping[str, str]:
    """Return the code of each question by whatever its header may be; a name that is two's is nobody's."""
    found: dict[str, set[str]] = {}
    for one in asked:
        for text in (one.code, one.name, one.question):
            if text:
                found.setdefault(evened(text).rstrip(".。"), set()).add(one.code)
    return {text: codes.pop() for text, codes in found.items() if len(codes) == 1}


def question_of(header: str, heads: Mapping[str, str]) -> str:
    """Return the code of the question that a header is of, empty for none."""
    text = evened(header).rstrip(".。")
    return next(
        (heads[one] for one in (text, _NUMBERED.sub("", text), _CALLED.sub("", text)) if one in heads), ""
    )


def is_outside(text: str, steps: int) -> bool:
    """Tell whether a cell holds a number that is no step from 1 to ``steps``."""
    found = evened(text)
    return _OUTSIDE.fullmatch(found) is not None and found not in {str(one) for one in range(1, steps + 1)}


def options_in(text: str, options: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the options that a cell names, each once, and what is none of them.

    Args:
        text: the cell: one option, or several with a comma, a semicolon, a slash or a line between them.
        options: the office's list, as it is written.
    """
    longest = sorted(options, key=len, reverse=True)
    named: dict[str, None] = {}
    others: dict[str, None] = {}
    rest = _BETWEEN.sub("", text[:1]) + text[1:]
    while rest := rest.lstrip(" \u3000\t\r\n,;、\uff0c\uff1b\uff0f/|"):
        known = next((one for one in longest if _begins(rest, one)), None)
        if known is not None:
            named[known] = None
            rest = rest[len(known) :]
            continue
        word = _BETWEEN.split(rest, maxsplit=1)[0]
        same = next((one for one in options if evened(one) == evened(word)), None)
        (others if same is None else named)[same or word] = None
        rest = rest[len(word) :]
    return tuple(named), tuple(others)


def _begins(text: str, option: str) -> bool:
    rest = text.removeprefix(option)
    return len(rest) < len(text) and (not rest or _BETWEEN.match(rest) is not None)
