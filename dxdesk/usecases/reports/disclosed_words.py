"""What codes and marks in the records of a store are called, for whoever reads what is held of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from dxdesk.domain.enrolments import DECISIONS
from dxdesk.domain.framework import Framework
from dxdesk.domain.nominations import ACCEPTED, DECLINED, MANNERS, NO, YES
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.nominations.ledger import nominations
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.training.enrolment import title_of
from dxdesk.usecases.training.ledger import ledger

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORDS: Mapping[str, Mapping[str, str]] = {
    "decision": DECISIONS,
    "decided": {ACCEPTED: "任命", DECLINED: "任命しない"},
    "manner": MANNERS,
    "handed_over": {YES: "済み", NO: "まだ"},
}
TERM_BETWEEN = "|"
"""Stands between the number and the days of a term that an appointment ended."""
_SECTIONS = ("section", "sections", "asked_by", "department", "department_code")
_PERSONAS = ("persona", "personas")


@dataclass(frozen=True)
class StoreWords:
    """Names of a store by what its records say for them; what has no name stays as it is written.

    ``courses``, ``sections``, ``personas`` and ``rounds`` go by code, ``sessions`` by the subject of their
    record, ``frameworks`` by ``code@version``, ``stages`` by the codes of persona and stage.
    """

    courses: Mapping[str, str] = field(default_factory=dict)
    sessions: Mapping[str, str] = field(default_factory=dict)
    rounds: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)
    personas: Mapping[str, str] = field(default_factory=dict)
    frameworks: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def stage(self, persona: str, code: str) -> str:
        """Return what a growth stage of a persona (code) is called."""
        return self.stages.get((persona, code), code)

    def said(self, key: str, value: str) -> str:
        """Return what a text under a key says to people: a name for a code, a day as days are written."""
        if _DAY.fullmatch(value):
            return short_day(value)
        if key == "closed":
            number, *days = value.split(TERM_BETWEEN)
            return f"{number} {'から'.join(short_day(day) if day else '' for day in days)}".strip()
        return self._of(key).get(value, value)

    def counted(self, key: str, value: int) -> str:
        """Return what a number under a key says to people."""
        return fiscal_year_label(value) if key == "fiscal_year" and value else str(value)

    def _of(self, key: str) -> Mapping[str, str]:
        if key in _SECTIONS:
            return self.sections
        if key in _PERSONAS:
            return self.personas
        named = {
            "course": self.courses,
            "session": self.sessions,
            "round": self.rounds,
            "framework": self.frameworks,
        }
        return named.get(key) or _WORDS.get(key, {})


def store_words(uow: UnitOfWork, frameworks: list[Framework]) -> StoreWords:
    """Return the names that a store has, of courses and sections that are no more too."""
    known = ledger(uow)
    return StoreWords(
        courses={one.code: one.name for one in known.courses},
        sessions={subject: title_of(known, one) for subject, one in known.held.items()},
        rounds={one.asked.code: one.asked.name for one in nominations(uow).rounds if one.asked.name},
        sections={code: unit.name for code, unit in departments.named(uow).items() if unit.name},
        personas={one.code: one.name for framework in frameworks for one in framework.personas},
        frameworks={f"{one.code}@{one.version}": f"{one.name} {one.version}" for one in frameworks},
        stages={(one.persona, one.code): one.name for framework in frameworks for one in framework.stages},
    )
