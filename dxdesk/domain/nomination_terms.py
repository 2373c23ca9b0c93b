"""What became of the terms that a 選任 made: somebody may have ended or removed one since.

A decision says the term as it was made; a 交代 that another section reported, or a hand, may have changed
it. What is told and printed is the term as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dxdesk.domain.appointments import Appointment
from dxdesk.domain.departments import day_after


@dataclass(frozen=True, slots=True)
class Made:
    """What the decisions of all rounds made of terms, and what became of it.

    ``vacated`` are the subjects of those who stop before their term's last day without anybody of the section
    that named them following; ``named_by`` are the codes of the sections that named the holder of a term, by
    persona, number and first day (ISO).
    """

    vacated: frozenset[str] = frozenset()
    named_by: Mapping[tuple[str, str, str], frozenset[str]] = field(default_factory=dict)


class TermsNow:
    """The terms of one persona as they stand."""

    def __init__(self, terms: Iterable[Appointment], persona: str) -> None:
        """Read the terms of a persona."""
        self._of: dict[str, list[Appointment]] = {}
        for term in sorted(terms, key=lambda one: one.valid_from):
            if term.persona == persona:
                self._of.setdefault(term.employee_number, []).append(term)

    def standing(self, decided: Appointment) -> Appointment | None:
        """Return what a term that was decided is now; ``None``: it is not there any more."""
        mine = self._of.get(decided.employee_number, ())
        return next((one for one in mine if one.valid_from == decided.valid_from), None)

    def ended_early(self, decided: Appointment) -> bool:
        """Tell whether somebody stops before the last day decided; a term that goes straight on counts."""
        standing = self.standing(decided)
        if standing is None:
            return True
        last = standing.valid_to
        for one in self._of[decided.employee_number]:
            if last and one.valid_from == day_after(last):
                last = one.valid_to
        return bool(last) and (not decided.valid_to or last < decided.valid_to)
