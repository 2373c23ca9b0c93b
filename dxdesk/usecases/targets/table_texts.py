"""What stands in the cells of a table of targets: a target as texts, and names of what it counts read back.

The same texts are written, and compared where a table is taken in: what changes is told as people read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dxdesk.domain.columns import fold_header
from dxdesk.domain.practice_record import SORT_NAMES
from dxdesk.domain.survey_words import options_in
from dxdesk.domain.target_record import AIM_NAMES, BASIS_NAMES, SPAN_NAMES, Actual, Forecast, TargetSaid
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.usecases.targets import table_heads as heads
from dxdesk.usecases.targets.choices import Choices, Named, choices
from dxdesk.usecases.workplace.desk import Desk

YES = "○"
TOP_LEVEL = "最高のレベル"
"""What stands for the highest level of a scale, as the dialog of a target calls it."""
_BETWEEN = "、"


@dataclass(frozen=True)
class Names:
    """What a target may count, by code; what two share a name of is written by its code."""

    found: Choices

    def listed(self, column: str, said: TargetSaid) -> Named:
        """Return the codes and names that a column may hold."""
        return {
            heads.COURSES: self.found.courses,
            heads.PERSONA: self.found.personas,
            heads.STAGE: self.found.stages.get(said.persona) or self._every(self.found.stages),
            heads.ITEM: self.found.items,
            heads.LEVEL: (("0", TOP_LEVEL), *self.found.levels.get(said.item, ())),
            heads.INDICATOR: self.found.indicators,
        }.get(column, ())

    @staticmethod
    def _every(of: Mapping[str, Named]) -> Named:
        return tuple(one for named in of.values() for one in named)

    def name(self, column: str, code: str, said: TargetSaid) -> str:
        """Return what a code is called; itself where nobody knows it or its name is another's, too."""
        listed = self.listed(column, said)
        name = next((name for one, name in listed if one == code), code)
        return name if len({one for one, other in listed if other == name}) == 1 else code

    def codes(self, column: str, text: str, said: TargetSaid) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the codes that a cell names, by name or by code, and what is none of them."""
        listed = self.listed(column, said)
        words = {word: code for code, name in listed for word in (name, code)}
        if text.strip() in words:
            return (words[text.strip()],), ()
        named, others = options_in(text, tuple(words))
        return tuple(dict.fromkeys(words[one] for one in named)), others


def names_of(desk: Desk) -> Names:
    """Return what targets can count in a store; asked for before a unit of work is begun."""
    return Names(choices(desk))


def word_of(text: str, words: Mapping[str, str]) -> str | None:
    """Return what a word of a list stands for; ``型`` and ``目標型`` behind a type are as well without."""
    said = fold_header(text)
    for code, word in words.items():
        if said in (fold_header(word), fold_header(f"{word}目標型"), fold_header(f"{word}型"), code):
            return code
    return None


def basis_of(text: str) -> str | None:
    """Return the way of counting that a text names; its explanation in brackets may be left out."""
    found = word_of(text, BASIS_NAMES)
    if found is not None:
        return found
    said = fold_header(text)
    short = [code for code, word in BASIS_NAMES.items() if said == fold_header(word.partition("(")[0])]
    return short[0] if len(short) == 1 else None


def plain_texts(said: TargetSaid, names: Names) -> dict[str, str]:
    """Return what stands in the columns of a target that no year has, by column."""
    marked = {heads.ABOUT: said.about, heads.AT_LEAST: said.at_least, heads.EACH: said.per_section}
    level = said.level or (0 if said.item and said.basis in ("tool", "level") else None)
    return {
        heads.CODE: said.code,
        heads.NAME: said.name,
        heads.AIM: AIM_NAMES.get(said.aim, ""),
        heads.BASIS: BASIS_NAMES.get(said.basis, ""),
        heads.GROUP: said.group,
        heads.MEASURES: said.measures,
        heads.HURDLE: said.hurdle,
        heads.HELD_BY: said.held_by,
        heads.SPAN: SPAN_NAMES.get(said.span, ""),
        heads.UNIT: said.unit,
        **{column: YES if on else "" for column, on in marked.items()},
        heads.DEADLINE: short_day(said.deadline),
        heads.NOTE: said.note,
        heads.COURSES: _BETWEEN.join(names.name(heads.COURSES, code, said) for code in said.courses),
        heads.ANY_COURSE: YES if said.any_course else "",
        heads.PERSONA: names.name(heads.PERSONA, said.persona, said) if said.persona else "",
        heads.STAGE: names.name(heads.STAGE, said.stage, said) if said.stage else "",
        heads.ITEM: names.name(heads.ITEM, said.item, said) if said.item else "",
        heads.LEVEL: "" if level is None else names.name(heads.LEVEL, str(level), said),
        heads.INDICATOR: names.name(heads.INDICATOR, said.of_indicator, said) if said.of_indicator else "",
        heads.SORT: SORT_NAMES.get(said.sort, said.sort),
        heads.PARTS: _BETWEEN.join(said.parts),
        heads.EXAMPLE: YES if said.example else "",
        heads.FIRST_YEAR: fiscal_year_label(said.first_year) if said.first_year else "",
        heads.LAST_YEAR: fiscal_year_label(said.last_year) if said.last_year else "",
    }


def year_texts(said: TargetSaid, year: int) -> dict[str, str]:
    """Return what stands in the columns of a year, by column."""
    actual, forecast = said.actuals.get(year, Actual()), said.forecasts.get(year, Forecast())
    return {
        heads.PLAN: said.plans.get(year, ""),
        heads.ACTUAL: actual.value,
        heads.SOURCE: actual.source,
        heads.AS_OF: short_day(actual.as_of),
        heads.FORECAST: forecast.value,
        heads.WORDS: forecast.words,
    }


def differences(
    before: TargetSaid, after: TargetSaid, names: Names, years: Iterable[int]
) -> Sequence[tuple[str, str, str]]:
    """Return in which columns two sayings of a target differ: (title, before, after)."""
    pairs = [
        (heads.TITLES[column][0], was, plain_texts(after, names)[column])
        for column, was in plain_texts(before, names).items()
    ]
    for year in sorted(years):
        label, now = fiscal_year_label(year), year_texts(after, year)
        pairs += [
            (f"{label} {heads.YEARLY[column][0]}", was, now[column])
            for column, was in year_texts(before, year).items()
        ]
    return [(title, was, now) for title, was, now in pairs if was != now]
