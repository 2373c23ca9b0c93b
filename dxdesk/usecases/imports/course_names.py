"""Names of courses in lists, and what they are called in the framework of the year.

Requirements name their courses, and attendance counts for them by name. A name that no framework in force
has is asked about once: it is another name of a course, or a course of its own. The answer is remembered.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from dxdesk.domain import canonical
from dxdesk.domain.columns import fold_header
from dxdesk.domain.completion import evened
from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import COURSE
from dxdesk.ports import setting_names
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.cycles import all_cycles, framework_of
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.training.switch import training_on

ALIASES = setting_names.ALIASES
"""Setting: what names of courses stand for, by ``evened`` name; a course of its own stands for itself."""

NEW = ""
"""Said of a name: it is a course of its own."""

_NEAR = 0.45
_OFFERED = 3
_KEPT = 2_000


@dataclass(frozen=True, slots=True)
class AskedName:
    """A name that the framework does not know: its first cell, how many lines say it, the nearest names."""

    name: str
    cell: str
    lines: int
    near: tuple[str, ...]


class CourseNames:
    """Which names of courses are known, and what the others stand for."""

    def __init__(
        self,
        uow: UnitOfWork,
        said: Mapping[str, str] | None = None,
        *,
        kind: str = COURSE,
        recorded: Iterable[str] = (),
    ) -> None:
        """Read the frameworks of the years that are not closed, the training ledger, what was said before.

        Args:
            uow: an open unit of work of HR's store.
            said: what somebody says now: name → name in the framework, ``NEW`` for a course of its own.
            kind: ``course`` or ``exam``; an examination is never asked about, but spelt as it is known.
            recorded: the names of this kind that are on record; gone through when one is first needed.

        Raises:
            KnownError: ``course-target`` where a name is said to be a course that no framework has.
        """
        self._known: dict[str, str] = {}
        self._asks = kind == COURSE
        self._spelt: dict[str, str] = {}
        """How a name is spelt that only differs in width, case and blanks, by ``evened`` name."""
        for cycle in all_cycles(uow):
            if not cycle.closed:
                for requirement in framework_of(uow, cycle).requirements:
                    if requirement.kind == kind:
                        self._known.setdefault(evened(requirement.name), requirement.name)
        if self._asks and training_on(uow):
            # A course goes by one name in the lists: whatever else it is or was called leads to that.
            known = ledger(uow)
            for text, code in known.names.of.items():
                course = known.course(code)
                if course is not None:
                    self._known.setdefault(text, course.name)
        self._recorded = recorded
        self.before: Mapping[str, str] = json.loads(uow.settings.get(ALIASES) or "{}")
        self.said: dict[str, str] = {}
        for name, target in (said or {}).items():
            if target.strip() and evened(target) not in self._known:
                raise KnownError(
                    "course-target",
                    "その名前の研修は、年度のスキル体系にありません。何も取り込んでいません。",
                    "体系の研修名を選び直すか、別の研修として取り込んでください。",
                    found=target[:80],
                )
            self.said[evened(name)] = self._known.get(evened(target), name.strip())

    @property
    def any(self) -> bool:
        """Whether a framework asks for a course at all; otherwise no name is asked about."""
        return self._asks and bool(self._known)

    @property
    def all(self) -> tuple[str, ...]:
        """All names of the frameworks, sorted."""
        return tuple(sorted(set(self._known.values())))

    def is_known(self, name: str) -> bool:
        """Tell whether it is clear what a name stands for."""
        text = evened(name)
        return (
            not self._asks
            or not self._known
            or text in self._known
            or text in self.said
            or text in self.before
        )

    def meant(self, name: str) -> str:
        """Return the name a course is kept under."""
        text = evened(name)
        if text in self.said:
            return self.said[text]
        known = self._known.get(text) or (self.before.get(text) if self._asks else "")
        return known or self._as_spelt(text, name)

    def _as_spelt(self, text: str, name: str) -> str:
        """Return how a name that nobody knows is spelt: as on record, else as it was first read."""
        for recorded in self._recorded:
            self._spelt.setdefault(evened(recorded), recorded)
        self._recorded = ()
        return self._spelt.setdefault(text, name)

    def near(self, name: str) -> tuple[str, ...]:
        """Return the names of the frameworks that are most like a name, the nearest first."""
        text = fold_header(name)
        rated = sorted(((_likeness(text, fold_header(known)), known) for known in self.all), reverse=True)
        return tuple(known for rate, known in rated[:_OFFERED] if rate >= _NEAR)

    def remember(self, uow: UnitOfWork, new: Collection[str]) -> None:
        """Keep what was said, and that the ``new`` names are courses of their own."""
        after = {**self.before, **{evened(name): name for name in new}, **self.said}
        after = dict(list(after.items())[-_KEPT:])
        if after != self.before:
            uow.settings.set(ALIASES, canonical.dumps(after))


def _likeness(one: str, other: str) -> float:
    if len(one) > 2 and len(other) > 2 and (one in other or other in one):
        return 1.0
    return difflib.SequenceMatcher(None, one, other).ratio()
