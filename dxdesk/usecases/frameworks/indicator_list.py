"""The logic model and the indicators that come with a preset, as records say them.

``resources/presets/indicators/<code>.toml``, a file for each policy with a logic model (品川区).
Figures, labels and questions are those of the policy; what is worded anew says so in the file.

Loaded lazily: needs pydantic.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from dxdesk import paths
from dxdesk.domain.indicator_record import ActivitySaid, IndicatorSaid, OutcomeSaid, Published, SurveySaid
from dxdesk.usecases.frameworks.preset_model import Code, Text

Year = Annotated[int, Field(ge=0, le=2200)]
MODEL = "model"
"""Code and layer of the outcome that is the logic model itself."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OutcomeModel(_Model):
    """An outcome of one of the three layers."""

    code: Code
    layer: Literal["final", "intermediate", "direct"]
    name: Text
    leads_to: list[Code] = []


class IndicatorModel(_Model):
    """An indicator; ``published`` is year, what the policy prints over the figure, and the figure."""

    code: Code
    name: Text
    outcome: str = ""
    question: str = ""
    hints: list[Text] = []
    survey: str = ""
    measure: Literal["mean", "share", "choice", "elsewhere", "value"]
    options: list[Text] = []
    most: Annotated[int, Field(ge=0)] = 0
    aim: Literal["", "benchmark", "fixed"] = ""
    published: list[tuple[Year, Text, Text]] = []
    source: str = ""
    note: str = ""


class SurveyModel(_Model):
    """A survey of which a policy tells how many answered."""

    survey: str
    name: Text
    fiscal_year: Year
    held_in: str
    answers: Annotated[int, Field(ge=0)]
    rate: str
    source: Text


class ActivityModel(_Model):
    """A 取組 that a policy names, and the outcomes it is for."""

    code: Code
    name: Text
    outcomes: list[Code]
    held_by: str = ""


class IndicatorListModel(_Model):
    """A policy's logic model: a period of 0 means that it names none."""

    code: Text
    source: Text
    name: Text
    first_year: Year = 0
    final_year: Year = 0
    outcomes: list[OutcomeModel]
    indicators: list[IndicatorModel]
    surveys: list[SurveyModel] = []
    activities: list[ActivityModel] = []

    def unknown(self) -> Iterator[str]:
        """Yield what names an outcome there is not, and codes that stand twice."""
        outcomes = [one.code for one in self.outcomes]
        named = [(one.code, one.outcome) for one in self.indicators if one.outcome]
        named += [(one.code, code) for one in self.activities for code in one.outcomes]
        named += [(one.code, code) for one in self.outcomes for code in one.leads_to]
        yield from (f"{code}: {outcome}" for code, outcome in named if outcome not in outcomes)
        for codes in (outcomes, [i.code for i in self.indicators], [a.code for a in self.activities]):
            yield from (f"{code}: twice" for code in codes if codes.count(code) > 1)


class IndicatorList(NamedTuple):
    """What a policy's logic model comes to, as records say it."""

    outcomes: tuple[OutcomeSaid, ...]
    indicators: tuple[IndicatorSaid, ...]
    surveys: tuple[SurveySaid, ...]
    activities: tuple[ActivitySaid, ...]


def has_indicators(code: str) -> bool:
    """Tell whether the policy of a shipped preset states a logic model with indicators."""
    return (paths.resources_dir() / "presets" / "indicators" / f"{code}.toml").is_file()


def outcome_names(code: str) -> dict[str, str]:
    """Return what a policy wants to come of its work, by its number (直接アウトカム); empty: nothing."""
    listed = preset_indicators(code)
    return {one.code: one.name for one in listed.outcomes if one.layer == "direct"} if listed else {}


def preset_indicators(code: str) -> IndicatorList | None:
    """Return the logic model of a shipped preset, ``None`` where its policy states none.

    Raises:
        ValueError: the file has a field of a wrong shape (pydantic's error) or names what it lacks.
    """
    if not has_indicators(code):
        return None
    path = paths.resources_dir() / "presets" / "indicators" / f"{code}.toml"
    listed = IndicatorListModel.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    wrong = list(listed.unknown())
    if listed.code != code or wrong:
        raise ValueError(f"{path.name}: {listed.code}; {'; '.join(wrong)}")
    model = OutcomeSaid(MODEL, MODEL, listed.name, first_year=listed.first_year, final_year=listed.final_year)
    return IndicatorList(
        (
            model,
            *(OutcomeSaid(one.code, one.layer, one.name, tuple(one.leads_to)) for one in listed.outcomes),
        ),
        tuple(_indicator(one, listed.source) for one in listed.indicators),
        tuple(SurveySaid(**one.model_dump()) for one in listed.surveys),
        tuple(
            ActivitySaid(one.code, one.name, tuple(one.outcomes), one.held_by) for one in listed.activities
        ),
    )


def _indicator(one: IndicatorModel, source: str) -> IndicatorSaid:
    return IndicatorSaid(
        code=one.code,
        name=one.name,
        outcome=one.outcome,
        question=one.question,
        hints=tuple(one.hints),
        survey=one.survey,
        measure=one.measure,
        options=tuple(one.options),
        most=one.most,
        aim=one.aim,
        published=tuple(Published(*said, one.source or source) for said in one.published),
        note=one.note,
    )
