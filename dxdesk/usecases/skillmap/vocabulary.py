"""The words that mean something on one skill map, ready to be compared with what people type."""

from __future__ import annotations

import re
import unicodedata

from dxdesk.domain.completion import evened
from dxdesk.domain.framework import COURSE, EXAM, Persona, Stage
from dxdesk.domain.staging import stages_of
from dxdesk.usecases.skillmap.histories import NOTHING, Histories
from dxdesk.usecases.skillmap.model import MapItem, PeopleMap

NOT_ATTENDED, NOT_HELD = "未受講", "未取得"
_CUTS = re.compile(r"かつ|または|又は|もしくは|\bOR\b|\bAND\b|[、,]", re.IGNORECASE)
"""What joins conditions: a name in which it stands is kept whole."""


def stage_query(persona: Persona, stage: Stage) -> str:
    """Return the search for those who stand at a persona's stage."""
    return f"{persona.name}/{stage.name}"


class Words:
    """The words of a map, folded for comparing; ``histories`` adds the courses that only records name."""

    def __init__(self, shown: PeopleMap, histories: Histories = NOTHING) -> None:
        """Gather them."""
        self.shown = shown
        self.framework = framework = shown.framework
        self.items = [
            (position, item, evened(item.name), evened(item.title))
            for position, item in enumerate(shown.items)
        ]
        titles = [unicodedata.normalize("NFKC", item.title) for item in shown.items]
        self.longest = max(map(len, titles), default=0) + 2
        self.rows = rows = shown.rows
        self.units = shown.units
        self.departments = {code: unit.name for code, unit in shown.units.items()}
        self.departments |= {row.department_code: row.department_name for row in rows}
        self.grades = {row.grade for row in rows if row.grade} | {g.name for g in framework.grades}
        self.posts = {row.post for row in rows if row.post}
        self.personas = {p.name for p in framework.personas}
        named = [(kind, r.name) for kind in (COURSE, EXAM) for r in framework.requirements if r.kind == kind]
        named += [(one.kind, one.name) for one in histories.taken.values()]
        self.recorded = {(kind, evened(name)): name for kind, name in reversed(named)}
        self.whole = self._whole()

    def items_named(self, text: str) -> tuple[list[tuple[int, MapItem]], bool]:
        """Return the skills a text names, and whether exactly.

        Exactly by name, 「分類/名」 or uid, else as the beginning (at least two letters) of one name.
        """
        key = evened(text)
        exact = [(place, item) for place, item, name, title in self.items if key in (name, title, item.uid)]
        if exact or len(key) < 2:
            return exact, bool(exact)
        begun = [(place, item, name) for place, item, name, _ in self.items if name.startswith(key)]
        one_name = len({name for _, _, name in begun}) == 1
        return [(place, item) for place, item, _ in begun] if one_name else [], False

    def _whole(self) -> tuple[str, ...]:
        """Return the names that the words between conditions would cut, longest first."""
        names = {name for item in self.shown.items for name in (item.name, item.title)}
        for scale in self.framework.scales:
            names |= {text for level in scale.levels for text in (level.label, level.name, level.choice)}
        names |= {criteria.heading for item in self.framework.items for criteria in item.criteria}
        names |= {stage.name for stage in self.framework.stages} | self.personas | self.posts | self.grades
        names |= {*self.departments.values(), *self.recorded.values()}
        as_typed = {unicodedata.normalize("NFKC", name).strip() for name in names}
        return tuple(sorted(filter(_CUTS.search, as_typed), key=lambda name: (-len(name), name)))

    def examples(self) -> tuple[str, ...]:
        """Return a few searches of different kinds that this map understands."""
        items = [item for _, item, *_ in self.items if item.levels]
        found = [item.query(item.levels[min(2, len(item.levels) - 1)][0], "以上") for item in items[:1]]
        places = sorted({row.department_name for row in self.rows if row.department_name})
        grades = sorted({row.grade for row in self.rows if row.grade})
        found += [f"{places[0]} かつ {grades[0]}"] if places and grades else places[:1]
        stages = [
            (persona, s)
            for persona in self.framework.personas
            for s in stages_of(self.framework, persona.code)
        ]
        found += [stage_query(*one) for one in stages[:1]] or [f"{item.title} 未回答" for item in items[1:2]]
        found += [f"{name} {NOT_ATTENDED}" for (kind, _), name in self.recorded.items() if kind == COURSE][:1]
        return tuple(found)

    def split(self, pattern: re.Pattern[str], text: str) -> list[str]:
        """Split a text, but never inside a name."""
        kept = [
            found.span() for name in self.whole for found in re.finditer(re.escape(name), text, re.IGNORECASE)
        ]
        parts, start = [], 0
        for found in pattern.finditer(text):
            if any(found.start() < end and found.end() > begin for begin, end in kept):
                continue
            parts.append(text[start : found.start()])
            start = found.end()
        return [*parts, text[start:]]
