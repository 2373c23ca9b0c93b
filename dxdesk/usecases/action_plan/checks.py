"""What a plan and its lines may not say, one check for screen, command and table."""

from __future__ import annotations

from collections.abc import Iterator

from dxdesk.domain.action_plan import VERSION_NAMES, Happened, PlanLine, PlanSaid, months_of
from dxdesk.domain.dates import is_day
from dxdesk.domain.errors import Problem
from dxdesk.domain.text import NAME_UNITS, too_long
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.usecases.action_plan.words import month_text

Found = tuple[str, Problem]
"""A field's name and what is wrong with it."""


def problems(line: PlanLine, fiscal_year: int) -> Iterator[Found]:
    """Find what a line of a year's plan may not say, by field."""
    if not line.name.strip():
        yield "name", Problem("plan-nameless", "研修・取組の名前が空です。", "何をするかを書いてください。")
    for one in too_long(line.name, limit=NAME_UNITS):
        yield "name", one
    outside = [month for month in line.months if month not in months_of(fiscal_year)]
    if outside:
        message = f"実施月が、{fiscal_year_label(fiscal_year)}(4月から翌年3月)の外です。"
        told = "、".join(f"{month[:4]}年{month_text(month)}" for month in outside)
        yield (
            "months",
            Problem("plan-month-outside", message, "計画の年度の月に直してください。", told),
        )
    given = sum(one.places for one in line.sections)
    if line.places is not None and given > line.places:
        message = f"所属ごとの定員の合計({given:,}人)が、定員({line.places:,}人)より多くなっています。"
        fix = "定員を増やすか、所属ごとの定員を減らしてください。"
        yield "sections", Problem("plan-places", message, fix, f"{given:,}人")
    if line.staffing and (line.course or line.activity):
        message = "1つの行に、研修か取組と、確保計画の役割の両方があります。"
        fix = "研修・取組の行と、役割の行に分けてください。"
        yield "staffing", Problem("plan-line-both", message, fix, line.staffing)
    if line.times is not None and line.times < len(line.months):
        message = f"実施月が{len(line.months)}つあるのに、回数が{line.times}回です。"
        yield "times", Problem("plan-times", message, "回数か実施月を直してください。", f"{line.times}回")


def of_consultation(plan: PlanSaid, day: str, who: str, result: str, today: str) -> Iterator[Problem]:
    """Find what a 協議 may not say."""
    if not is_day(day):
        yield _unreadable("協議の日", day)
    elif day < plan.drafted_on:
        message = f"協議の日が、この計画をこの台帳に作った日({short_day(plan.drafted_on)})より前です。"
        fix = (
            "協議の日は、この計画の数字を見せて話した日です。先に別の資料で協議したときは、この計画を見せて"
            f"確かめた日({short_day(plan.drafted_on)}以後)を書き、先の協議の日は「協議の結果」に書き添えてください。"
        )
        yield Problem("plan-consulted-before", message, fix, short_day(day))
    elif day > today:
        yield Problem("plan-day-ahead", "協議の日が、今日より後です。", "協議してから記録してください。", day)
    if not who.strip():
        yield Problem(
            "plan-consulted-who",
            "協議の相手が空です。",
            "だれと協議したか(人事課人材育成係など)を書いてください。",
        )
    if not result.strip():
        fix = "協議の結果(了承、定員を減らして了承など)を書いてください。"
        yield Problem("plan-consulted-result", "協議の結果が空です。", fix)


def of_decision(plan: PlanSaid, day: str, number: str, today: str) -> Iterator[Problem]:
    """Find what stands in the way of a 決裁: above all a plan that was not agreed on with 人事課."""
    if not plan.consulted_at_all:
        yield Problem(
            "plan-not-consulted",
            "人事課との協議の記録がないので、決裁を記録できません。何も変えていません。",
            "先に、いつ・だれと協議し、どうなったかを記録してください"
            "(コマンドでは dxdesk plan 台帳 --consulted 日付 --with 相手 --result 結果)。",
        )
        return
    if not plan.lines:
        yield Problem(
            "plan-empty",
            "計画に行が1つもないので、決裁を記録できません。何も変えていません。",
            "研修か取組を1つ以上加えてください。",
        )
    if not is_day(day):
        yield _unreadable("決裁日", day)
    elif day < plan.consulted_on:
        message = f"決裁日が、協議の日({short_day(plan.consulted_on)})より前です。協議は決裁の前に行います。"
        yield Problem("plan-decided-before", message, "日を確かめてください。", short_day(day))
    elif day > today:
        yield Problem(
            "plan-day-ahead", "決裁日が、今日より後です。", "決裁が下りてから記録してください。", day
        )
    if not number.strip():
        yield Problem("plan-number-missing", "文書番号が空です。", "決裁の文書番号を書いてください。")


def of_actual(
    plan: PlanSaid, line: PlanLine, wanted: Happened, today: str, *, counts: bool
) -> Iterator[Problem]:
    """Find why nothing may be entered as having come of a line.

    Args:
        plan: the plan, which has to be decided and its year begun: before, nothing can have come of it.
        line: its line.
        wanted: what is to be entered.
        today: the day (ISO).
        counts: whether this store's training ledger counts the line's course.
    """
    year = fiscal_year_label(plan.fiscal_year)
    if not plan.approved_on:
        yield Problem(
            "plan-actual-undecided",
            f"{year}の{VERSION_NAMES.get(plan.version, plan.version)}は、まだ決裁を記録していないので、"
            "実績を入れられません。何も変えていません。",
            "先に、協議と決裁を記録してください。",
        )
    if today < f"{plan.fiscal_year}-04-01":
        yield Problem(
            "plan-actual-ahead",
            f"{year}は、まだ始まっていないので、実績を入れられません。何も変えていません。",
            "年度を確かめてください(コマンドでは --fiscal-year)。",
            short_day(today),
        )
    if wanted.as_of and is_day(wanted.as_of) and wanted.as_of > today:
        fix = "数えた日を書いてください。"
        yield Problem("plan-day-ahead", "実績の時点が、今日より後です。", fix, short_day(wanted.as_of))
    if counts and line.course and (wanted.times is not None or wanted.people is not None):
        yield Problem(
            "plan-actual-counted",
            "この行の回数と人数は、研修台帳から数えるので、手では入れられません。何も変えていません。",
            "費用だけを入れてください。回数や人数が違うときは、研修台帳の回か受講の記録を直してください。",
            line.course,
        )


def _unreadable(label: str, text: str) -> Problem:
    return Problem(
        "date-unreadable",
        f"{label}を日付として読めません。",
        "「令和8年10月1日」のように書いてください。",
        text,
    )
