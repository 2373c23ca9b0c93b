"""What the record of a target (目標) says: a figure that a policy or an office aims at, year by year.

A thing somebody owns, read and written field by field as courses are (``domain.owned``). Each year's plan,
actual and forecast is a field of its own, so that two who enter different years do not contradict each other.
Figures are kept as decimal text: what a policy prints as 3.5 stays 3.5.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from dxdesk.domain.contents import Content, said_of_thing

PLAN, ACTUAL, FORECAST = "plan", "actual", "forecast"
"""Begin the names of the fields that a year has: ``plan:2025``."""

_YEARLY = re.compile(r"(plan|actual|forecast):(\d{4})")
_TYPED = re.compile(r"\s*約?\s*(\d+(?:\.\d+)?)\s*%?\s*")
_FIGURE = re.compile(r"\d{1,9}(\.\d{1,3})?")


class Aim(StrEnum):
    """The six types of target (GovTech東京 material, 目標類型)."""

    STRUCTURE = "structure"
    PROCESS = "process"
    PARTICIPATION = "participation"
    AWARENESS = "awareness"
    PRODUCT = "product"
    MATURITY = "maturity"


AIM_NAMES: Mapping[str, str] = {
    Aim.STRUCTURE: "体制整備",
    Aim.PROCESS: "プロセス",
    Aim.PARTICIPATION: "参加率",
    Aim.AWARENESS: "認知度",
    Aim.PRODUCT: "成果物",
    Aim.MATURITY: "能力成熟度",
}


class Span(StrEnum):
    """For what a target is set: each fiscal year, the period of the policy, or both."""

    YEAR = "year"
    POLICY = "policy"
    BOTH = "both"


SPAN_NAMES: Mapping[str, str] = {
    Span.YEAR: "年度計画",
    Span.POLICY: "基本方針",
    Span.BOTH: "年度計画・基本方針",
}


class Basis(StrEnum):
    """From what a target is measured."""

    HAND = "hand"  # entered, with its source
    TRAINED = "trained"  # 育成数: people of the layer who completed what makes one 育成済
    SUM = "sum"  # distinct people of several targets over their years
    APPOINTED = "appointed"  # 任命数
    PLACED = "placed"  # 課 that have somebody of the persona
    TOOL = "tool"  # 課 with so many people at the top of a tool or skill
    COMPLETED = "completed"  # who completed the courses
    ATTENDED = "attended"  # who was in one of the courses
    TIMES = "times"  # how often the courses were held
    STAGE = "stage"  # who reached a stage
    LEAD = "lead"  # of those who reached a stage, who led a case
    LEVEL = "level"  # who has a level of a skill
    REQUIRED = "required"  # who has the level of a skill that is required of them
    INDICATOR = "indicator"  # an answer of a survey
    CASES = "cases"  # improvement cases that were finished
    HOURS = "hours"  # the hours a year that they created
    CONSULTED = "consulted"  # consultations
    EVENTS = "events"  # how often events of a sort were held
    KNOWN = "known"  # 形式知 that was made
    GATHERED = "gathered"  # who took part in them, each as often as they came


BASIS_NAMES: Mapping[str, str] = {
    Basis.HAND: "手で入れる",
    Basis.TRAINED: "育成数(決めた研修を修了した人)",
    Basis.SUM: "育成数の合計(同じ人は1人)",
    Basis.APPOINTED: "任命数",
    Basis.PLACED: "その人材像の人がいる課",
    Basis.TOOL: "決めた人数がそろった課",
    Basis.COMPLETED: "研修を修了した人",
    Basis.ATTENDED: "研修を受けた人",
    Basis.TIMES: "研修を行った回数",
    Basis.STAGE: "段階に達した人",
    Basis.LEAD: "段階に達した人のうち、リードした経験のある人",
    Basis.LEVEL: "スキルのレベルに達した人",
    Basis.REQUIRED: "求められる水準に届いた人",
    Basis.INDICATOR: "アンケートの結果",
    Basis.CASES: "完了した改善案件",
    Basis.HOURS: "創出した時間(年)",
    Basis.CONSULTED: "DX相談の件数",
    Basis.EVENTS: "行事を行った回数",
    Basis.KNOWN: "作った形式知",
    Basis.GATHERED: "行事に参加した人(延べ)",
}


class Actual(NamedTuple):
    """A figure that somebody entered: as of which day (ISO, may be empty), and where it comes from."""

    value: str = ""
    as_of: str = ""
    source: str = ""


class Forecast(NamedTuple):
    """What is expected of a year, in a figure or in words or both."""

    value: str = ""
    words: str = ""


class TargetSaid(NamedTuple):
    """A target; figures of years by fiscal year.

    ``aim``, ``span`` and ``basis`` as the enums of this module have them, empty where nobody says. ``group``
    is the heading it stands under (施策), ``measures`` of which measure for people it tells (人材施策: 確保,
    育成), ``held_by`` the section that answers for it. ``effort`` to ``effort_to`` are the stars (1–3) of
    how hard it is, ``effort_estimated`` where the material's cell spans several lines, ``hurdle`` why.
    ``about`` = 約, ``at_least`` = 以上, ``per_section`` = for every 課. ``persona``, ``stage`` are codes,
    ``courses`` codes of the training ledger, of which ``any_course`` is enough; ``item`` a skill (uid) and
    ``level`` of it; ``parts`` codes of other targets. ``of_indicator`` the code of an indicator, ``sort``
    that of a sort of event (empty: all). Cases are those in which the tool ``item`` was used and those led
    (or consultations answered) by somebody of ``persona``, where these are said.
    ``first_year`` to ``last_year`` are those of the policy, 0 where it has none. ``deadline`` is an ISO day.
    ``example``: the material shows it as an example without a figure. ``supplement``: it is ours.
    """

    code: str = ""
    name: str = ""
    aim: str = ""
    group: str = ""
    held_by: str = ""
    span: str = ""
    effort: int = 0
    effort_to: int = 0
    effort_estimated: bool = False
    measures: str = ""
    hurdle: str = ""
    unit: str = ""
    about: bool = False
    at_least: bool = False
    per_section: bool = False
    persona: str = ""
    courses: tuple[str, ...] = ()
    any_course: bool = False
    item: str = ""
    level: int = 0
    stage: str = ""
    parts: tuple[str, ...] = ()
    of_indicator: str = ""
    sort: str = ""
    basis: str = ""
    first_year: int = 0
    last_year: int = 0
    deadline: str = ""
    example: bool = False
    supplement: bool = False
    note: str = ""
    ended: bool = False
    plans: Mapping[int, str] = {}
    actuals: Mapping[int, Actual] = {}
    forecasts: Mapping[int, Forecast] = {}

    @classmethod
    def read(cls, content: Content) -> TargetSaid:
        """Return what the value of a thing says of a target; what is of no use reads as unsaid."""
        said = said_of_thing(content)
        made = {name: _as(kind, said[name]) for name, kind in _KINDS.items() if name in said}
        return cls(
            **made,
            plans={year: figure_text(value) for year, value in _years(said, PLAN)},
            actuals={year: Actual(*_texts(value, 3)) for year, value in _years(said, ACTUAL)},
            forecasts={year: Forecast(*_texts(value, 2)) for year, value in _years(said, FORECAST)},
        )

    def plan(self, fiscal_year: int) -> Decimal | None:
        """Return the figure planned for a year, ``None`` where none is."""
        return figure(self.plans.get(fiscal_year, ""))


_YEARLY_FIELDS = ("plans", "actuals", "forecasts")
_KINDS: Mapping[str, type] = {
    name: type(value) for name, value in TargetSaid()._asdict().items() if name not in _YEARLY_FIELDS
}


def _as(kind: type, value: Any) -> Any:
    if kind is tuple:
        return tuple(map(str, value)) if isinstance(value, list) else ()
    if kind is bool:
        return value is True
    if kind is int:
        return value if type(value) is int else 0
    return str(value)


def _years(said: Mapping[str, Any], kind: str) -> list[tuple[int, Any]]:
    found = ((_YEARLY.fullmatch(name), value) for name, value in sorted(said.items()))
    return [(int(match[2]), value) for match, value in found if match is not None and match[1] == kind]


def _texts(value: Any, width: int) -> tuple[str, ...]:
    return tuple(map(str, value))[:width] if isinstance(value, list) else (figure_text(value),)


def figure_text(value: object) -> str:
    """Return a figure as it is kept, empty where it is none."""
    text = str(value)
    return text if _FIGURE.fullmatch(text) else ""


def typed_figure(text: str) -> str:
    """Return a figure as it is kept from what somebody typed: ``約 1,200`` or ``60%``; else as it stands."""
    match = _TYPED.fullmatch(unicodedata.normalize("NFKC", text).replace(",", ""))
    if match is None:
        return text
    return match[1].rstrip("0").rstrip(".") if "." in match[1] else match[1]


def figure(text: str) -> Decimal | None:
    """Return a figure as a number, ``None`` where the text is none."""
    return Decimal(text) if _FIGURE.fullmatch(text) else None


def fields_of(target: TargetSaid) -> dict[str, Any]:
    """Return the fields of a target that say something, as they are written; ``ended`` among them."""
    nothing = TargetSaid()
    said: dict[str, Any] = {}
    for name, value, unsaid in zip(target._fields, target, nothing, strict=True):
        if name not in _YEARLY_FIELDS and value != unsaid:
            said[name] = [*value] if isinstance(value, tuple) else value
    said |= {f"{PLAN}:{year}": value for year, value in target.plans.items()}
    said |= {f"{ACTUAL}:{year}": [*value] for year, value in target.actuals.items()}
    said |= {f"{FORECAST}:{year}": [*value] for year, value in target.forecasts.items()}
    return said


def changed_fields(before: TargetSaid, after: TargetSaid) -> dict[str, Any]:
    """Return the fields in which a target differs, as they are written now; what was taken out is empty."""
    old, new = fields_of(before), fields_of(after)
    said = {name: value for name, value in new.items() if old.get(name) != value}
    nothing = TargetSaid()
    for name in old.keys() - new.keys():
        match = _YEARLY.fullmatch(name)
        if match is not None:
            said[name] = {PLAN: "", ACTUAL: ["", "", ""], FORECAST: ["", ""]}[match[1]]
        else:
            unsaid = getattr(nothing, name)
            said[name] = [*unsaid] if isinstance(unsaid, tuple) else unsaid
    return said


def is_sound(fields: Mapping[str, Any]) -> bool:
    """Tell whether the yearly fields of a thing's value have their shapes; others are looked at elsewhere."""
    for name, value in fields.items():
        match = _YEARLY.fullmatch(name)
        if match is None:
            continue
        if match[1] == PLAN:
            if not (isinstance(value, str) and (not value or figure(value) is not None)):
                return False
        else:
            width = 3 if match[1] == ACTUAL else 2
            if not (
                isinstance(value, list) and len(value) == width and all(isinstance(v, str) for v in value)
            ):
                return False
            if value[0] and figure(value[0]) is None:
                return False
    return True
