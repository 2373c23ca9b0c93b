"""The targets that come with a preset, in a form that can be measured year by year.

What a policy aims at in figures is part of its framework (``domain.goals``). Of which type each is, for which
years, and from what it can be counted stands in ``resources/presets/targets/<code>.toml``; a policy that sets
no figures (柏市, 中野区) has no such file, nor has one whose indicators are means of a survey (品川区).

Loaded lazily: needs pydantic.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from dxdesk import paths
from dxdesk.domain.framework import Framework
from dxdesk.domain.goals import Target
from dxdesk.domain.practice_record import Sort
from dxdesk.domain.target_record import Aim, Basis, Span, TargetSaid
from dxdesk.domain.text import sentences
from dxdesk.domain.tool_map import item_of
from dxdesk.usecases.frameworks.course_catalogue import load_catalogue
from dxdesk.usecases.frameworks.preset_model import Code, Text
from dxdesk.usecases.frameworks.versions import load_preset

Stars = Annotated[int, Field(ge=0, le=3)]
Year = Annotated[int, Field(ge=0, le=2200)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TargetModel(_Model):
    """A target; what is unsaid here is as the framework's target of the same code has it.

    ``years`` are those the figure is for; ``horizon`` how many years after it is taken over it is for, where
    the policy names none. ``tool`` is the name of a tool of the framework.
    """

    code: Code
    aim: Aim
    span: Span
    basis: Basis
    name: str = ""
    value: Annotated[int, Field(ge=0)] = 0
    unit: str = ""
    group: str = ""
    persona: str = ""
    per_section: bool = False
    at_least: bool = False
    effort: Stars = 0
    effort_to: Stars = 0
    effort_estimated: bool = False
    measures: str = ""
    hurdle: str = ""
    sort: Sort | Literal[""] = ""
    years: list[Year] = []
    horizon: Annotated[int, Field(ge=0, le=10)] = 0
    first_year: Year = 0
    last_year: Year = 0
    courses: list[Code] = []
    stage: str = ""
    tool: str = ""
    parts: list[Code] = []
    note: str = ""


class TargetListModel(_Model):
    """All targets of a policy."""

    code: Text
    targets: list[TargetModel]

    def unknown(self, framework: Framework) -> Iterator[str]:
        """Yield what does not fit, as ``target: field: word``."""
        known = {one.code: one for one in framework.targets}
        courses = {one.code for one in load_catalogue(self.code).courses}
        codes = {one.code for one in self.targets}
        named = {
            "stage": {one.code for one in framework.stages},
            "tool": {one.name for one in framework.tools},
            "persona": {one.code for one in framework.personas},
        }
        for one in self.targets:
            wrong = [("courses", word) for word in one.courses if word not in courses]
            wrong += [("parts", word) for word in one.parts if word not in codes]
            wrong += [("code", one.code)] if one.code not in known and not one.name else []
            for field, there in named.items():
                word = str(getattr(one, field))
                wrong += [(field, word)] if word and word not in there else []
            yield from (f"{one.code}: {field}: {word}" for field, word in wrong)
        yield from (f"{code}: unsaid" for code in known.keys() - codes)


def has_targets(code: str) -> bool:
    """Tell whether the policy of a shipped preset states figures to aim at."""
    return (paths.resources_dir() / "presets" / "targets" / f"{code}.toml").is_file()


def preset_targets(code: str, today: int, first_year: int = 0) -> tuple[TargetSaid, ...]:
    """Return the targets of a shipped preset as records say them; none where the policy states none.

    Args:
        code: the preset.
        today: the fiscal year of today: where the policy names no year, it goes from there.
        first_year: the fiscal year in which an office begins; its policy's first year becomes this one. 0 =
            the years are those of the policy.

    Raises:
        ValueError: the file has a field of a wrong shape (pydantic's error) or names what its preset lacks.
    """
    if not has_targets(code):
        return ()
    path = paths.resources_dir() / "presets" / "targets" / f"{code}.toml"
    listed = TargetListModel.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    framework = load_preset(code)
    wrong = list(listed.unknown(framework))
    if listed.code != code or wrong:
        raise ValueError(f"{path.name}: {listed.code}; {'; '.join(wrong)}")
    known = {one.code: one for one in framework.targets}
    example = code == _EXAMPLES
    stated = [year for one in listed.targets for year in one.years]
    later = first_year - min(stated) if first_year and stated else 0
    return tuple(
        _target(framework, _moved(one, later), known.get(one.code), first_year or today, example=example)
        for one in listed.targets
    )


def _moved(model: TargetModel, years: int) -> TargetModel:
    """Return a target so many years later than its policy has it."""
    if not years:
        return model
    moved = {name: value + years for name in ("first_year", "last_year") if (value := getattr(model, name))}
    return model.model_copy(update={**moved, "years": [year + years for year in model.years]})


_EXAMPLES = "govtech-tokyo"
"""The material shows examples and leaves the figures to each municipality."""


def _target(
    framework: Framework, model: TargetModel, of: Target | None, fiscal_year: int, *, example: bool
) -> TargetSaid:
    base = of or Target(model.code, model.name, model.value, model.unit, model.group, persona=model.persona)
    last = model.last_year or (fiscal_year + model.horizon if model.horizon else 0)
    years = model.years or ([last] if last else [fiscal_year])
    tool = next((one for one in framework.tools if one.name == model.tool), None)
    return TargetSaid(
        code=model.code,
        name=base.name,
        aim=model.aim,
        group=base.group,
        span=model.span,
        effort=model.effort,
        effort_to=model.effort_to,
        effort_estimated=model.effort_estimated,
        measures=model.measures,
        hurdle=model.hurdle,
        sort=model.sort,
        unit=base.unit,
        about=base.about,
        at_least=base.at_least or model.at_least,
        per_section=base.per_section or model.per_section,
        persona=base.persona,
        courses=tuple(model.courses),
        item=item_of(framework, tool) if tool is not None else "",
        stage=model.stage,
        parts=tuple(model.parts),
        basis=model.basis,
        first_year=model.first_year or (fiscal_year if model.horizon else 0),
        last_year=last,
        example=example,
        supplement=of is None or of.supplement,
        note=sentences(base.note, model.note),
        plans={year: str(base.value) for year in years if base.value},
    )
