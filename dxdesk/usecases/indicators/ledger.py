"""The logic models, indicators, surveys and 取組 that records say: a function of those that count alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from dxdesk.domain import canonical, owned, subjects
from dxdesk.domain.indicator_record import (
    KINDS,
    ActivitySaid,
    IndicatorSaid,
    OutcomeSaid,
    Said,
    SurveySaid,
    fields_of,
)
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.owned_things import Counting, counting_of
from dxdesk.usecases.workplace.once import once_a_unit

OUTCOME, INDICATOR, SURVEY, ACTIVITY = KINDS
DIRECT, INTERMEDIATE, FINAL, MODEL = "direct", "intermediate", "final", "model"

T_co = TypeVar("T_co", bound=Said, covariant=True)


@dataclass(frozen=True, slots=True)
class Held(Generic[T_co]):
    """A thing and whose it is (``hr`` or ``dx``); ``subject`` is that of its record."""

    owner: str
    subject: str
    said: T_co


@dataclass(frozen=True)
class Indicators:
    """All there is, what ended among it; ``counting`` are the counting revisions of a subject."""

    outcomes: tuple[Held[OutcomeSaid], ...]
    indicators: tuple[Held[IndicatorSaid], ...]
    surveys: tuple[Held[SurveySaid], ...]
    activities: tuple[Held[ActivitySaid], ...]
    counting: Counting

    def things(self, kind: str) -> tuple[Held[Said], ...]:
        """Return the things of a kind."""
        found: Mapping[str, tuple[Held[Said], ...]] = {
            OUTCOME: self.outcomes,
            INDICATOR: self.indicators,
            SURVEY: self.surveys,
            ACTIVITY: self.activities,
        }
        return found[kind]

    def find(self, subject: str) -> Said | None:
        """Return what a subject's record says, ``None`` where there is none."""
        kind = subject.partition(":")[0]
        return next((one.said for one in self.things(kind) if one.subject == subject), None)


@once_a_unit
def indicators(uow: UnitOfWork) -> Indicators:
    """Return what the records of logic models, indicators, surveys and 取組 say."""
    counting = counting_of(uow, KINDS)
    return Indicators(
        tuple(sorted(_read(counting, OutcomeSaid, OUTCOME), key=lambda one: (one.said.code, one.owner))),
        tuple(sorted(_read(counting, IndicatorSaid, INDICATOR), key=lambda one: (one.said.code, one.owner))),
        tuple(
            sorted(_read(counting, SurveySaid, SURVEY), key=lambda one: (one.said.fiscal_year, one.subject))
        ),
        tuple(
            sorted(
                _read(counting, ActivitySaid, ACTIVITY),
                key=lambda one: (one.said.code, one.said.fiscal_year, one.owner),
            )
        ),
        counting,
    )


T = TypeVar("T", OutcomeSaid, IndicatorSaid, SurveySaid, ActivitySaid)


def _read(counting: Counting, kind: type[T], word: str) -> Iterator[Held[T]]:
    for subject, revisions in counting.items():
        if subject.startswith(f"{word}:"):
            value = owned.value(revisions)
            yield Held(str(value.get("owner", "")), subject, kind.read(value))


def kind_of(thing: Said) -> str:
    """Return the kind of a thing, as subjects name it."""
    return next(word for word, kind in KINDS.items() if isinstance(thing, kind))


def subject_of(owner: str, thing: Said) -> str:
    """Return what the record of a thing is about.

    A survey goes by what it comes to, so that the same answers read twice are one; a 取組 by its
    code, and its evaluation by code and year.
    """
    if isinstance(thing, SurveySaid):
        code = canonical.dumps(fields_of(thing._replace(ended=False)))
    elif isinstance(thing, ActivitySaid) and thing.fiscal_year:
        code = f"{thing.code}@{thing.fiscal_year}"
    else:
        code = thing.code
    kind = kind_of(thing)
    return f"{kind}:{subjects.aim_uid(kind, owner, code)}"
