"""What a check found, as sentences: what was looked at, what is wrong, what it proves and what not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

NEVER_RECEIVED = "受付簿にないファイルが"
"""How a finding about files begins that a folder holds and the ledger does not."""

SHOWN = 5
"""How many of many are named in a sentence."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing that was looked at: its name for programs, a sentence, what is wrong, what to know."""

    name: str
    looked: str
    findings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grade:
    """One of the three grades: 1 inside the store, 2 against received files, 3 against what went out."""

    number: int
    title: str
    aspects: tuple[Aspect, ...]
    proves: str
    leaves: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The result of a check made at ``at`` (UTC); ``since`` is the one it goes on from, or empty."""

    at: str
    grades: tuple[Grade, ...]
    since: str = ""

    @property
    def findings(self) -> tuple[str, ...]:
        """Everything that is wrong."""
        return tuple(text for grade in self.grades for aspect in grade.aspects for text in aspect.findings)

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    def failed(self) -> frozenset[tuple[int, str]]:
        """Return grade and name of every aspect with something wrong."""
        return frozenset(
            (grade.number, aspect.name)
            for grade in self.grades
            for aspect in grade.aspects
            if aspect.findings
        )


def counted(what: str, found: Sequence[object], *, tail: str = "") -> tuple[str, ...]:
    """Return a sentence on how many there are and which, none where there are none.

    ``what`` holds ``{count}``.
    """
    if not found:
        return ()
    return (f"{what.format(count=f'{len(found):,}')}({some(found)})。{tail}",)


def some(found: Iterable[object]) -> str:
    """Return the first of many, with a mark that there are more."""
    listed = list(dict.fromkeys(map(str, found)))
    return "、".join(listed[:SHOWN]) + ("…" if len(listed) > SHOWN else "")


def plain(report: CheckReport) -> list[dict[str, object]]:
    """Return the grades as JSON values."""
    return [
        {
            "grade": grade.number,
            "sound": not any(aspect.findings for aspect in grade.aspects),
            "findings": [text for aspect in grade.aspects for text in aspect.findings],
            "notes": [text for aspect in grade.aspects for text in aspect.notes],
        }
        for grade in report.grades
    ]
