"""What a target may not say, one check for screen, command and table."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dxdesk.domain.dates import FIRST_YEAR, LAST_YEAR, is_day
from dxdesk.domain.errors import Problem
from dxdesk.domain.target_figures import PERCENT
from dxdesk.domain.target_record import (
    ACTUAL,
    AIM_NAMES,
    BASIS_NAMES,
    FORECAST,
    PLAN,
    SPAN_NAMES,
    Basis,
    TargetSaid,
    figure,
)
from dxdesk.domain.text import NAME_UNITS, too_long
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_label

Found = tuple[str, Problem]
"""A field's name and what is wrong with it."""

_NEEDS: dict[str, tuple[tuple[str, str], ...]] = {
    Basis.TRAINED: (("courses", "修了すると「育成済」とする研修"),),
    Basis.SUM: (("parts", "合計する目標"),),
    Basis.APPOINTED: (("persona", "人材像"),),
    Basis.PLACED: (("persona", "人材像"),),
    Basis.TOOL: (("item", "ツールまたはスキル"),),
    Basis.COMPLETED: (("courses", "研修"),),
    Basis.ATTENDED: (("courses", "研修"),),
    Basis.TIMES: (("courses", "研修"),),
    Basis.STAGE: (("persona", "人材像"), ("stage", "段階")),
    Basis.LEAD: (("persona", "人材像"), ("stage", "段階")),
    Basis.LEVEL: (("item", "スキル"),),
    Basis.REQUIRED: (("item", "スキル"),),
    Basis.INDICATOR: (("of_indicator", "評価指標"),),
}
"""What has to be said for each way of measuring: the field and its name. No level is the highest one."""

_LEFT_OPEN = frozenset({"courses", "of_indicator"})
"""What an example of the material leaves to the office: until it is chosen, nothing is counted."""


_WHOLE = ("人", "名", "件", "回", "課", "業務", "事業", "団体", "本", "冊")
"""How units end that count whole things."""


def problems(target: TargetSaid, today: str, before: TargetSaid | None = None) -> Iterator[Found]:
    """Find what a target may not say on a day (ISO), by field.

    ``before``: what it said so far, ``None`` for a new one. A figure that stood already in a year outside of
    its period is no mistake of whoever changes something else.
    """
    if not target.name.strip():
        yield "name", Problem("target-nameless", "目標の名前が空です。", "何の目標かを書いてください。")
    for one in too_long(target.name, limit=NAME_UNITS):
        yield "name", one
    for field, known, label in (
        ("aim", AIM_NAMES, "目標の類型"),
        ("span", SPAN_NAMES, "期間"),
        ("basis", BASIS_NAMES, "数え方"),
    ):
        value = getattr(target, field)
        if value and value not in known:
            yield (
                field,
                Problem(
                    "target-word",
                    f"{label}の言葉がわかりません。",
                    f"{'、'.join(known.values())}から選んでください。",
                    value,
                ),
            )
    yield from _of_figures(target)
    yield from _of_days_ahead(target, today)
    yield from _of_years(target)
    yield from _outside(target, before or TargetSaid())
    for field, label in _NEEDS.get(target.basis, ()):
        if not getattr(target, field) and not (target.example and field in _LEFT_OPEN):
            how = BASIS_NAMES[target.basis]
            yield (
                field,
                Problem(
                    "target-measure",
                    f"「{how}」で数えるのに、{label}が決まっていません。",
                    f"{label}を選ぶか、「{BASIS_NAMES[Basis.HAND]}」にしてください。",
                ),
            )


def _of_figures(target: TargetSaid) -> Iterator[Found]:
    for year, text in target.plans.items():
        yield from _figure(target, f"plan:{year}", f"{fiscal_year_label(year)}の目標値", text)
    for year, actual in target.actuals.items():
        yield from _figure(target, f"actual:{year}", f"{fiscal_year_label(year)}の実績", actual.value)
        if actual.value and not actual.source.strip():
            yield (
                f"actual:{year}",
                Problem(
                    "target-source",
                    f"{fiscal_year_label(year)}の実績に、出どころがありません。",
                    "何から数えたか(資料の名前など)を書いてください。",
                    actual.value,
                ),
            )
        if actual.as_of and not is_day(actual.as_of):
            yield f"actual:{year}", _unreadable_day("時点", actual.as_of)
    for year, forecast in target.forecasts.items():
        yield from _figure(target, f"forecast:{year}", f"{fiscal_year_label(year)}の見込み", forecast.value)


def _of_days_ahead(target: TargetSaid, today: str) -> Iterator[Found]:
    """Find what is said to be a result of a day or a year that has not come: that is a 見込み."""
    for year, actual in target.actuals.items():
        if actual.as_of and is_day(actual.as_of) and actual.as_of > today:
            message = f"{fiscal_year_label(year)}の実績の時点が、今日より先の日です。"
        elif actual.value and year > fiscal_year_of(today):
            message = f"{fiscal_year_label(year)}はまだ始まっていないので、実績は入りません。"
        else:
            continue
        fix = "日付と年度を確かめてください。これからの数字なら、見込みに書いてください。"
        yield f"actual:{year}", Problem("target-ahead", message, fix, actual.as_of or actual.value)


def _outside(target: TargetSaid, before: TargetSaid) -> Iterator[Found]:
    """Find figures of years in which the target is not pursued, and of years that are a slip of the pen."""
    stood, meant = dict(_yearly(before)), period(target)
    moved = meant != period(before)
    for (kind, year), (label, text) in _yearly(target):
        known = stood.get((kind, year), ("", ""))[1] == text
        if not text or (known and not moved):
            continue
        first, last = meant if kind != ACTUAL else (0, meant[1])  # what was before a policy is its 基準
        of = fiscal_year_label(year) if FIRST_YEAR <= year <= LAST_YEAR else f"{year}年度"
        if (first or FIRST_YEAR) <= year <= (last or LAST_YEAR):
            continue
        if known:
            message = f"期間を{period_text(meant)}にすると、{of}の{label}が期間の外になります。"
            fix = "年度を確かめてください。要らない数字なら、先にその年度の数字を空にしてください。"
            yield "last_year" if last and year > last else "first_year", _no_such(message, fix, text)
        elif not any(meant):
            message = f"{of}の{label}が書かれています。"
            yield f"{kind}:{year}", _no_such(message, "年度を確かめてください。", text)
        else:
            message = f"{of}の{label}が書かれていますが、この目標の期間は{period_text(meant)}です。"
            fix = (
                "年度を確かめてください。"
                "期間を変えるときは、期間の始まりと終わりの年度か期限も直してください。"
            )
            yield f"{kind}:{year}", _no_such(message, fix, text)


def _no_such(message: str, fix: str, text: str) -> Problem:
    return Problem("target-year-outside", message, fix, text)


def _yearly(target: TargetSaid) -> Iterator[tuple[tuple[str, int], tuple[str, str]]]:
    """Yield what is said of each year: its kind and year, what people call it, and the text."""
    for year, text in target.plans.items():
        yield (PLAN, year), ("目標値", text)
    for year, actual in target.actuals.items():
        yield (ACTUAL, year), ("実績", actual.value)
    for year, forecast in target.forecasts.items():
        yield (FORECAST, year), ("見込み", forecast.value or forecast.words)


def period(target: TargetSaid) -> tuple[int, int]:
    """Return the first and the last fiscal year in which a target is pursued, 0 where nothing says so.

    It ends with the year of its 期限, where that is earlier than the end of its period.
    """
    due = fiscal_year_of(target.deadline) if is_day(target.deadline) else 0
    return target.first_year, min(filter(None, (target.last_year, due)), default=0)


def period_text(meant: tuple[int, int]) -> str:
    """Return a period as people read it."""
    first, last = (fiscal_year_label(year) if year else "" for year in meant)
    return f"{first}から{last}まで" if first and last else f"{first}から" if first else f"{last}まで"


def _figure(target: TargetSaid, field: str, label: str, text: str) -> Iterator[Found]:
    if not text:
        return
    value = figure(text)
    if value is None:
        fix = "0以上の数(小数は3けたまで)を書いてください。決まっていないときは、空欄にします。"
        yield field, Problem("target-figure", f"{label}を数として読めません。", fix, text)
    elif target.unit.endswith(_WHOLE) and value != value.to_integral_value():
        message = f"{label}が、{target.unit}を数える整数ではありません。"
        fix = "整数で書くか、平均や割合なら単位を直してください。"
        yield field, Problem("target-figure", message, fix, f"{text}{target.unit}")
    elif target.unit == PERCENT and value > Decimal(100):
        yield (
            field,
            Problem(
                "target-percent",
                f"{label}が100%を超えています。",
                "割合なら100までにし、人数や件数なら単位を直してください。",
                f"{text}%",
            ),
        )


def _of_years(target: TargetSaid) -> Iterator[Found]:
    if target.first_year and target.last_year and target.last_year < target.first_year:
        yield (
            "last_year",
            Problem(
                "target-years",
                "期間の終わりの年度が、始まりの年度より前です。",
                "年度を確かめてください。",
                f"{target.first_year}-{target.last_year}",
            ),
        )
    if target.deadline and not is_day(target.deadline):
        yield "deadline", _unreadable_day("期限", target.deadline)


def _unreadable_day(label: str, text: str) -> Problem:
    return Problem(
        "date-unreadable",
        f"{label}を日付として読めません。",
        "「令和8年3月31日」のように書いてください。",
        text,
    )
