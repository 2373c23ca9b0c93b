"""What the codes in somebody's records are called, as the screens call it: whoever is handed them has none.

What people wrote stays as they wrote it. A code that nothing explains any more says that it is one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from dxdesk.domain.enrolments import DECISIONS
from dxdesk.domain.framework import Framework
from dxdesk.domain.nominations import ACCEPTED, DECLINED, MANNERS, NO, YES
from dxdesk.domain.wareki import short_day
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.nominations.ledger import nominations
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.training.enrolment import title_of
from dxdesk.usecases.training.ledger import ledger

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TERM = re.compile(r"([^|]+)\|([^|]*)\|([^|]*)")
_GONE = "いまの台帳にない{what}"

_STEPS: Mapping[str, str] = {
    **{"submit": "提出", "withdraw": "取下げ", "confirm1": "一次確認", "confirm2": "二次確認"},
    **{"return1": "一次確認者の差戻し", "return2": "二次確認者の差戻し", "hr_return": "人事の差戻し"},
}
KINDS: Mapping[str, str] = {"course": "研修", "exam": "資格・試験"}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "action": _STEPS,
    "via": {"app": "画面", "excel": "Excel"},
    "kind": KINDS,
    "decision": DECISIONS,
    "decided": {ACCEPTED: "任命する", DECLINED: "選ばない"},
    "manner": MANNERS,
    "handed_over": {YES: "済", NO: "未"},
}
_FREE = frozenset(
    {"comment", "comments", "correction", "reason", "reasons", "note", "goals", "name", "title"}
)
"""Fields in which people write what they like."""


@dataclass(frozen=True)
class Called:
    """What everything is called that records name by a code; ``stages`` by persona and code."""

    sections: Mapping[str, str] = field(default_factory=dict)
    personas: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[tuple[str, str], str] = field(default_factory=dict)
    frameworks: Mapping[str, str] = field(default_factory=dict)
    rounds: Mapping[str, str] = field(default_factory=dict)
    sessions: Mapping[str, str] = field(default_factory=dict)
    courses: Mapping[str, str] = field(default_factory=dict)

    def section(self, code: str) -> str:
        """Return a section by its name, with the code as the roster has it."""
        name = self.sections.get(code, "")
        return f"{name}({code})" if name and name != code else code

    def post(self, text: str) -> str:
        """Return a 兼務 of the roster's history (code, colon, title) with its section's name."""
        code, colon, title = text.partition(":")
        return f"{self.section(code)} {title}".strip() if colon else text

    def persona(self, code: str) -> str:
        """Return what a 人材像 is called; one that is written out is what it is."""
        return self.personas.get(code, code)

    def stage(self, persona: str, code: str) -> str:
        """Return what a stage of a persona is called."""
        return self.stages.get((persona, code), code)

    def value(self, name: str, text: str) -> str:
        """Return what a field of a record says, in words; ``name`` is the field's."""
        known = _WORDS.get(name)
        if known is not None:
            return known.get(text, text)
        if name in ("section", "department", "asked_by"):
            return self.section(text)
        if name in ("persona", "personas"):
            return self.persona(text)
        if name == "round":
            return self.rounds.get(text, _GONE.format(what="選任"))
        if name == "session":
            return self.sessions.get(text, _GONE.format(what="回"))
        if name == "course":
            return self.courses.get(text, text)
        if name == "framework":
            return self.frameworks.get(text, text)
        term = _TERM.fullmatch(text) if name == "closed" else None
        if term is not None:
            number, first, last = term.groups()
            return f"{number} {self.value('', first)}〜{self.value('', last)}"
        return short_day(text) if name not in _FREE and _DAY.fullmatch(text) else text


def called(uow: UnitOfWork, frameworks: list[Framework]) -> Called:
    """Return what a store calls everything; of kept frameworks (oldest first) the newest word stands."""
    known = ledger(uow)
    names = {course.code: course.name for course in known.courses}
    held = {one.course: known.names.code(one.course) for one in known.sessions}
    return Called(
        sections={code: unit.name for code, unit in departments.named(uow).items()},
        personas={persona.code: persona.name for one in frameworks for persona in one.personas},
        stages={(stage.persona, stage.code): stage.name for one in frameworks for stage in one.stages},
        frameworks={f"{one.code}@{one.version}": f"{one.name} {one.version}" for one in frameworks},
        rounds={one.asked.code: one.asked.name for one in nominations(uow).rounds},
        sessions={subject: title_of(known, one) for subject, one in known.held.items()},
        courses={**names, **{text: names[code] for text, code in held.items() if code in names}},
    )
