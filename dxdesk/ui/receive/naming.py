"""Names for numbers: people and items of the year, read once for a list that shows many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dxdesk.domain.contents import COMMENT_ITEM, LINE_PREFIX, STAGE_PREFIX
from dxdesk.domain.errors import KnownError
from dxdesk.domain.parts import WORDS
from dxdesk.domain.records import Part
from dxdesk.ui.look import words
from dxdesk.usecases.person_year.stage_decisions import stage_name
from dxdesk.usecases.workplace.desk import Desk

PARTS: Mapping[str, str] = {part: words.shown for part, words in WORDS.items()}


@dataclass(frozen=True)
class Names:
    """Names of people by number, items by uid, personas and stages by code; level labels by uid and level."""

    people: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[tuple[str, int], str] = field(default_factory=dict)
    personas: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[str, str] = field(default_factory=dict)

    def person(self, number: str) -> str:
        """Return ``氏名(番号)``, the number alone for strangers."""
        name = self.people.get(number, "")
        return f"{words.shown(name)}({number})" if name else number

    def part(self, part: str) -> str:
        """Return what a part of a person's year is called."""
        return PARTS.get(part, part)

    def item(self, part: str, item: str) -> str:
        """Return what a change is about, e.g. ``業務改革 レベル``."""
        label = PARTS.get(part, part)
        if item == COMMENT_ITEM:
            return f"{label}(コメント)"
        if item.startswith(LINE_PREFIX):
            return "研修・資格・経験"
        if item.startswith(STAGE_PREFIX):
            code = item.removeprefix(STAGE_PREFIX)
            return f"{self.personas.get(code, code)} 育成段階 {label}"
        return f"{self.items.get(item, '')} {label}".strip()

    def value(self, part: str, item: str, text: str) -> str:
        """Return a value as people read it: levels by their label."""
        head, _, rest = text.partition(" ")
        if item.startswith(STAGE_PREFIX):
            return f"{self.stages.get(head, head)} {rest}".strip() or "(なし)"
        if part in (Part.SELF, Part.REVIEW1, Part.REVIEW2) and head.isdecimal():
            return f"{self.labels.get((item, int(head)), head)} {rest}".strip()
        return text or "(なし)"


def read_names(desk: Desk) -> Names:
    """Read the names of the year in work; nothing before the first year."""
    from dxdesk.usecases.progress.status import status
    from dxdesk.usecases.skillmap.building import people_map

    try:
        people = {person.number: person.name for person in status(desk).people}
        found = people_map(desk)
    except KnownError:
        return Names()
    return Names(
        people,
        {item.uid: item.title for item in found.items},
        {(item.uid, value): label for item in found.items for value, label in item.levels},
        {persona.code: persona.name for persona in found.framework.personas},
        {stage.code: stage_name(found.framework, stage.code) for stage in found.framework.stages},
    )
