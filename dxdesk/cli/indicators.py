"""``indicators``: where 評価指標 stand, a policy's own taken over, groups, 取組 evaluated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dxdesk.cli.common import command, desk_at, store_argument
from dxdesk.cli.japanese import JapaneseGroup, words
from dxdesk.cli.output import Answer

if TYPE_CHECKING:
    from dxdesk.domain.indicator_record import ActivitySaid
    from dxdesk.usecases.indicators.groups import Groups
    from dxdesk.usecases.indicators.overview import Overview, Row
    from dxdesk.usecases.workplace.desk import Desk

_BY = {"section": "所属", "grade": "職層"}


def register(group: JapaneseGroup) -> None:
    """Add the command."""

    @command(
        group,
        "indicators",
        store_argument,
        click.option("--take", default="", metavar="CODE",
                     help="方針のロジックモデルと評価指標を加えます。CODE はスキル体系のコードです。"),
        click.option("--by", default="", type=words(("", *_BY)), metavar="section|grade",
                     help="--code の指標を、所属か職層ごとに示します(少人数は出しません)。"),
        click.option("--code", default="", metavar="CODE", help="--by と一緒に: この指標を示します。"),
        click.option("--evaluate", default="", metavar="CODE",
                     help="この取組の、--fiscal-year の年度の評価を書きます。"),
        click.option("--planned", default=None, metavar="TEXT", help="--evaluate: 予定したこと。"),
        click.option("--done", default=None, metavar="TEXT", help="--evaluate: 行ったこと。"),
        click.option("--participants", default=None, type=click.IntRange(0, 9_999_999), metavar="N",
                     help="--evaluate: 参加した人数。"),
        click.option("--went-well", default=None, metavar="TEXT", help="--evaluate: うまくいったこと。"),
        click.option("--to-change", default=None, metavar="TEXT", help="--evaluate: 変えること。"),
        year=True,
        text="方針の評価指標の、年度ごとの数字、次の目標、取組とその評価を一覧します。",
    )  # fmt: skip
    def indicators(
        store: str,
        take: str,
        by: str,
        code: str,
        evaluate: str,
        planned: str | None,
        done: str | None,
        participants: int | None,
        went_well: str | None,
        to_change: str | None,
        fiscal_year: int,
    ) -> Answer:
        from dxdesk.usecases.indicators import keeping
        from dxdesk.usecases.indicators.groups import by_group
        from dxdesk.usecases.indicators.overview import overview

        said: dict[str, Any] = {
            "planned": planned,
            "done": done,
            "participants": participants,
            "went_well": went_well,
            "to_change": to_change,
        }
        given = {name: value for name, value in said.items() if value is not None}
        if bool(by) != bool(code):
            raise click.UsageError("--by と --code は、一緒に使います。")
        if bool(evaluate) != bool(given) or (evaluate and not fiscal_year):
            raise click.UsageError(
                "--evaluate は、--fiscal-year と、--planned、--done、--participants、--went-well、"
                "--to-change のどれかと一緒に使います。"
            )
        if bool(take) + bool(by) + bool(evaluate) > 1:
            raise click.UsageError("--take、--by、--evaluate は、一緒には使えません。")
        lines: list[str] = []
        data: dict[str, object] = {}
        with desk_at(store, reading=not (take or evaluate)) as desk:
            if take:
                taken = keeping.take_preset(desk, take)
                data["taken"] = {"added": taken.added, "kept": taken.unchanged}
                kept = f"(前からある{taken.unchanged}件はそのままです)"
                lines.append(f"{taken.added}件を加えました{kept}。")
            if evaluate:
                keeping.evaluate(desk, _evaluation(desk, evaluate, fiscal_year)._replace(**given))
                lines.append("評価を書きました。")
            found = overview(desk, fiscal_year)
            if by:
                year = fiscal_year or max(found.years, default=0)
                groups = by_group(desk, code, by, year)
                return Answer(_groups_json(code, groups), _group_lines(code, groups))
        data |= _json(found)
        return Answer(data, [*lines, *_lines(found)])


def _evaluation(desk: Desk, code: str, fiscal_year: int) -> ActivitySaid:
    """Return the evaluation there is, else a new one of the 取組."""
    from dxdesk.usecases.indicators.keeping import aim_unknown
    from dxdesk.usecases.indicators.overview import overview

    found = overview(desk)
    there = [one for one in found.evaluations.get(code, ()) if one.fiscal_year == fiscal_year]
    there += [one._replace(fiscal_year=fiscal_year, note="") for one in found.activities if one.code == code]
    if not there:
        raise aim_unknown(code)
    return there[0]


def _json(found: Overview) -> dict[str, object]:
    model = found.model
    return {
        "model": None
        if model is None
        else {
            "name": model.name,
            "first_year": model.first_year,
            "final_year": model.final_year,
            "remarks": [list(one) for one in model.remarks],
        },
        "outcomes": [
            {"code": one.code, "layer": one.layer, "name": one.name, "leads_to": list(one.leads_to)}
            for one in found.outcomes
        ],
        "indicators": [_row_json(one) for one in found.rows],
        "needs": [_row_json(one) for one in found.needs],
        "options": [
            {
                "code": one.indicator.code,
                "fiscal_year": one.year,
                "people": None if one.withheld else one.people,
                "counts": None if one.withheld else dict(one.counts),
            }
            for one in found.options
        ],
        "surveys": [
            {
                "survey": one.survey,
                "fiscal_year": one.fiscal_year,
                "answers": one.answers,
                "rate": one.rate,
                "source": one.source,
            }
            for one in found.surveys
        ],
        "activities": [
            {
                "code": one.code,
                "name": one.name,
                "outcomes": list(one.outcomes),
                "held_by": one.held_by,
                "evaluations": [
                    {
                        "fiscal_year": said.fiscal_year,
                        "planned": said.planned,
                        "done": said.done,
                        "participants": said.participants,
                        "went_well": said.went_well,
                        "to_change": said.to_change,
                    }
                    for said in found.evaluations.get(one.code, ())
                ],
            }
            for one in found.activities
        ],
    }


def _row_json(one: Row) -> dict[str, object]:
    from dxdesk.domain.indicators import aimed_text

    stands = one.standing
    return {
        "code": one.indicator.code,
        "owner": one.owner,
        "outcome": one.indicator.outcome,
        "name": one.indicator.name,
        "question": one.indicator.question,
        "measure": one.indicator.measure,
        "note": one.note,
        "figures": [
            {
                "fiscal_year": point.year,
                "figure": point.text,
                "label": point.label,
                "source": point.source,
                "answers": point.answers or point.people,
                "rate": point.rate,
            }
            for point in one.points
        ],
        "target": aimed_text(stands.held_against) if stands.held_against else None,
        "met": stands.met,
        "next_target": aimed_text(stands.next) if stands.next else None,
    }


def _lines(found: Overview) -> list[str]:
    from dxdesk.domain.indicators import aimed_text
    from dxdesk.domain.wareki import fiscal_year_short

    if found.empty:
        return ["評価指標は、まだありません。"]
    lines = []
    for one in (*found.rows, *found.needs):
        figures = "、".join(
            f"{fiscal_year_short(point.year)} {point.text}{_beside(point.label, point.answered)}"
            for point in one.points
        )
        aim = f" 次の目標 {aimed_text(one.standing.next)}" if one.standing.next else ""
        note = f"({one.note})" if one.note else ""
        lines.append(f"{one.indicator.code} {one.indicator.name}{note}: {figures or '―'}{aim}")
    for named in found.options:
        lines.append(f"{named.indicator.code} {named.indicator.name} {named.year}年度")
        counts = ("  少人数のため出しません",) if named.withheld else (
            f"  {option}: {count:,}" for option, count in named.counts
        )  # fmt: skip
        lines += counts
    return lines


def _beside(*texts: str) -> str:
    said = "、".join(filter(None, texts))
    return f"({said})" if said else ""


def _groups_json(code: str, found: Groups) -> dict[str, object]:
    groups = [{"name": one.name, "answers": one.answers, "figure": one.figure} for one in found.groups]
    return {"code": code, "fiscal_year": found.year, "by": found.by, "groups": groups}


def _group_lines(code: str, found: Groups) -> list[str]:
    if not found.groups:
        return [f"{found.year}年度の指標{code}は、{_BY[found.by]}ごとに数えたものがありません。"]
    return [
        f"{one.name}: {'少人数' if one.answers is None else f'{one.figure}({one.answers:,}人)'}"
        for one in found.groups
    ]
