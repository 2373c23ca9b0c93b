"""``targets``: what the office aims at in a year, how far it is, and figures entered by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dxdesk.cli.common import command, desk_at, store_argument
from dxdesk.cli.japanese import JapaneseGroup
from dxdesk.cli.output import Answer

if TYPE_CHECKING:
    from dxdesk.usecases.targets.overview import TargetLine, TargetYear
    from dxdesk.usecases.workplace.desk import Desk


def register(group: JapaneseGroup) -> None:
    """Add the command."""

    @command(
        group,
        "targets",
        store_argument,
        click.option("--take", default="", metavar="CODE",
                     help="方針に付いている目標を加えます。CODE はスキル体系のコードです。"
                          "--fiscal-year を付けると、方針の最初の年度をその年度に置き換えます。"),
        click.option("--set", "code", default="", metavar="CODE",
                     help="この目標の、その年度の数字を入れます"
                          "(--plan、--actual、--forecast と一緒に使います)。"),
        click.option("--plan", default=None, metavar="N", help="目標値。空にすると、未定に戻します。"),
        click.option("--actual", default=None, metavar="N",
                     help="台帳から数えない実績(--source と一緒に使います)。空にすると、取り消します。"),
        click.option("--source", default="", metavar="TEXT", help="実績の出どころ(資料の名前など)。"),
        click.option("--counted-on", default="", metavar="DATE", help="実績の時点。"),
        click.option("--forecast", default=None, metavar="N", help="年度末の見込み。"),
        click.option("--words", default="", metavar="TEXT", help="見込みの言葉。"),
        click.option("--divide", default="", metavar="CODE",
                     help="この目標の期間の目標値を、年度に割り付ける案を示します。何も変えません"
                          "(決めた値は --set と --plan で入れます)。"),
        click.option("--end", default="", metavar="CODE", help="この目標を終えます。数字は残ります。"),
        click.option("--resume", default="", metavar="CODE", help="終えた目標を、また続けます。"),
        year=True,
        text="方針の目標と、その年度の実績・見込みを一覧します。台帳から数えられるものは数えます。",
    )  # fmt: skip
    def targets(
        store: str,
        take: str,
        code: str,
        plan: str | None,
        actual: str | None,
        source: str,
        counted_on: str,
        forecast: str | None,
        words: str,
        divide: str,
        end: str,
        resume: str,
        fiscal_year: int,
    ) -> Answer:
        from dxdesk.usecases.targets import keeping
        from dxdesk.usecases.targets.overview import target_year

        if sum(map(bool, (take, code, divide, end, resume))) > 1:
            raise click.UsageError("--take、--set、--divide、--end、--resume は、一緒には使えません。")
        given = (plan, actual, forecast)
        if bool(code) != any(one is not None for one in given):
            raise click.UsageError("--set は、--plan、--actual、--forecast のどれかと一緒に使います。")
        lines: list[str] = []
        data: dict[str, object] = {}
        with desk_at(store, reading=not (take or code or end or resume)) as desk:
            if take:
                taken = keeping.take_preset(desk, take, fiscal_year)
                data["taken"] = {"added": taken.added, "kept": taken.unchanged}
                kept = f"(前からある{taken.unchanged}件はそのままです)"
                lines.append(f"{taken.added}件の目標を加えました{kept}。")
            elif code:
                _set(desk, code, fiscal_year, given, source, counted_on, words)
                lines.append("入れました。")
            elif divide:
                lines += _divided(desk, divide, data)
            elif end or resume:
                keeping.end(desk, end or resume, ended=bool(end))
                lines.append("終えました。数字は残っています。" if end else "続けます。")
            found = target_year(desk, fiscal_year)
        data |= _json(found)
        return Answer(data, [*lines, *_lines(found)])


def _divided(desk: Desk, code: str, data: dict[str, object]) -> list[str]:
    from dxdesk.domain.wareki import fiscal_year_short
    from dxdesk.usecases.targets.dividing import division

    found = division(desk, code)
    data["divided"] = {"base": found.base, "years": {year: str(one) for year, one in found.years.items()}}
    told = "、".join(f"{fiscal_year_short(year)} {found.text(year)}" for year in found.years)
    return [f"年度に割り付ける案({found.base}): {told}。まだ何も変えていません。"]


def _set(
    desk: Desk,
    code: str,
    fiscal_year: int,
    given: tuple[str | None, str | None, str | None],
    source: str,
    counted_on: str,
    words: str,
) -> None:
    from dxdesk.domain.dates import read_date
    from dxdesk.domain.target_record import Actual, Forecast
    from dxdesk.usecases.targets import keeping
    from dxdesk.usecases.targets.overview import target_year

    plan, actual, forecast = given
    day = read_date(counted_on) if counted_on else ""
    keeping.set_year(
        desk,
        code,
        fiscal_year or target_year(desk).fiscal_year,
        plan=plan,
        actual=Actual(actual, day or counted_on, source) if actual is not None else None,
        forecast=Forecast(forecast, words) if forecast is not None else None,
    )


def _json(found: TargetYear) -> dict[str, object]:
    return {
        "fiscal_year": found.fiscal_year,
        "stated": not found.stated,
        "targets": [_line_json(one) for one in found.lines],
        "ended": [one.said.code for one in found.ended],
    }


def _line_json(one: TargetLine) -> dict[str, object]:
    said, figures = one.said, one.found
    forecast = said.forecasts.get(one.fiscal_year)
    return {
        "code": said.code,
        "name": said.name,
        "owner": one.held.owner,
        "aim": said.aim,
        "group": said.group,
        "span": said.span,
        "effort": [said.effort, said.effort_to, said.effort_estimated],
        "measures": said.measures,
        "hurdle": said.hurdle,
        "basis": said.basis,
        "unit": said.unit,
        "about": said.about,
        "at_least": said.at_least,
        "per_section": said.per_section,
        "example": said.example,
        "plan": None if one.plan is None else str(one.plan),
        "until": one.until or None,
        "actual": None if figures.value is None else str(figures.value),
        "count": figures.count,
        "of": figures.of,
        "beside": figures.beside,
        "source": figures.source,
        "entered": figures.entered,
        "as_of": figures.as_of,
        "why_none": figures.why,
        "short": list(figures.short),
        "forecast": [forecast.value, forecast.words] if forecast is not None else None,
        "standing": one.standing.value,
        "remaining": one.remaining,
    }


def _lines(found: TargetYear) -> list[str]:
    if not found.lines:
        return [found.stated]
    lines = [f"{found.title}の目標 {len(found.lines)}件"]
    group = ""
    for one in found.lines:
        if one.aim != group:
            group = one.aim
            lines.append(f"{group or '(類型なし)'}")
        beside = "、".join(filter(None, (one.found.beside, one.remaining)))
        actual = one.measured or "実績なし"
        lines.append(
            f"  {one.word}  {one.name}: 目標 {one.planned_apart}、{actual}{f'({beside})' if beside else ''}"
            f"  [{one.said.code}]"
        )
        if not one.measured and one.found.why:
            lines.append(f"      {one.found.why}")
        if one.found.short:
            lines.append(f"      足りない課: {'、'.join(one.found.short)}")
    return lines
