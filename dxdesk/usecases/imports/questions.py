"""Questions that a table asks of each person or word by itself, and how an answer is said.

An answer is a code to accept, like all others: the code alone answers for everybody whom it is asked of,
``code:key`` for one, ``code:key=value`` for one with what is to be taken. What is said of one counts before
what is said of all.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: what has to be accepted for it, and what it is called."""

    accept: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of one person or word; ``code`` is that of the finding it belongs to.

    ``taken`` is what is accepted already, empty for nothing. ``optional``: without an answer nothing is done,
    and nothing stands in the way.
    """

    code: str
    key: str
    text: str
    options: tuple[Option, ...]
    taken: str = ""
    optional: bool = False

    def as_json(self) -> dict[str, object]:
        """Return the line of ``import --json`` under ``questions``."""
        return {
            "code": self.code,
            "key": self.key,
            "text": self.text,
            "answers": [{"accept": option.accept, "label": option.label} for option in self.options],
            "taken": self.taken,
        }


def said_of(accept: Collection[str], key: str, codes: Collection[str]) -> str:
    """Return which of some codes is accepted for one key, empty for none or for two at once."""
    single = [code for code in codes if f"{code}:{key}" in accept]
    for found in (single, [code for code in codes if code in accept]):
        if found:
            return found[0] if len(found) == 1 else ""
    return ""


def value_of(accept: Collection[str], code: str, key: str) -> str:
    """Return what is accepted to be taken for one key, empty for nothing."""
    start = f"{code}:{key}="
    found = {said.removeprefix(start) for said in accept if said.startswith(start)}
    return found.pop() if len(found) == 1 else ""
