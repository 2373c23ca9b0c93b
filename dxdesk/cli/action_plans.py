"""``plan``: a year's plan in its two versions, its lines, 協議 and 決裁, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dxdesk.cli.common import command, desk_at, store_argument
from dxdesk.cli.japanese import JapaneseGroup, Whole, words
from dxdesk.cli.output import Answer

if TYPE_CHECKING:
    from dxdesk.domain.action_plan import Difference, PlanLine
    from dxdesk.usecases.action_plan.effects import Effect
    from dxdesk.usecases.action_plan.ledger import Held
    from dxdesk.usecases.action_plan.overview import PlanYear
    from dxdesk.usecases.workplace.desk import Desk

_VERSIONS = ("draft", "final")
_MOST = 10**12 - 1
_LINE = (
    click.option("--name", default=None, metavar="TEXT", help="--line: 研修・取組の名前。"),
    click.option("--course", default=None, metavar="CODE", help="--line: 研修台帳の研修コード。"),
    click.option("--times", default=None, type=Whole(0, _MOST), metavar="N", help="回数(--line、--spent)。"),
    click.option("--places", default=None, type=Whole(0, _MOST), metavar="N", help="--line: 定員。"),
    click.option("--months", default=None, metavar="TEXT",
                 help="--line: 実施月。例 5月、10月。年度の外の月は断ります。"),
    click.option("--sections", default=None, metavar="TEXT",
                 help="--line: 所属ごとの定員。例 区民部 12、福祉部 8。"),
    click.option("--staffing", default=None, metavar="CODE",
                 help="--line: 確保計画の役割のコード。相手の課のものは dx:コード。"),
    click.option("--heads", default=None, type=Whole(0, _MOST), metavar="N", help="--line: 確保する人数。"),
    click.option("--means", default=None, metavar="TEXT",
                 help="--line: 手法と勤務形態。例 任用(非常勤)。"),
    click.option("--target", default=None, metavar="CODE",
                 help="--line: この行が役立てる目標のコード。相手の課のものは dx:コード。"),
    click.option("--yen", default=None, type=Whole(0, _MOST), metavar="N",
                 help="費用(円)。--line では計画、--spent では実績。"),
    click.option("--by-hr", default=None, metavar="TEXT", help="--line: 人事課の分担。"),
    click.option("--by-dx", default=None, metavar="TEXT", help="--line: DX推進担当課の分担。"),
    click.option("--by-it", default=None, metavar="TEXT", help="--line: 情報システム課の分担。"),
    click.option("--provider", default=None, metavar="TEXT", help="--line: 研修の提供元。"),
    click.option("--budget-by", default=None, metavar="TEXT", help="--line: 予算を持つ課。"),
    click.option("--contact", default=None, metavar="TEXT", help="--line: 提供元との連絡窓口。"),
    click.option("--why", default=None, metavar="TEXT", help="--line: なぜこの研修・取組なのか。"),
    click.option("--note", default=None, metavar="TEXT", help="--line: 備考。"),
)  # fmt: skip
_FIELDS = (
    "name",
    "course",
    "times",
    "places",
    "months",
    "sections",
    "staffing",
    "heads",
    "means",
    "yen",
    "by_hr",
    "by_dx",
    "by_it",
    "provider",
    "budget_by",
    "contact",
    "target",
    "why",
    "note",
)
_ACTS = ("make", "add", "line", "drop", "consulted", "decided", "reopen", "spent", "give_up")


def register(group: JapaneseGroup) -> None:
    """Add the command."""

    @command(
        group,
        "plan",
        store_argument,
        click.option("--make", default="", type=words(("", *_VERSIONS)), metavar="draft|final",
                     help="予算要求案(draft)か確定版(final)を、いま分かっていることから作ります。"),
        click.option("--add", default="", type=words(("", "policy", "staffing")), metavar="policy|staffing",
                     help="方針の研修(policy)か、その年度の確保計画の役割(staffing)のうち、計画にないものを"
                          "行に加えます。方針の研修は、必要な人数を数えていません。"),
        click.option("--version", default="", type=words(("", *_VERSIONS)), metavar="draft|final",
                     help="直す版。付けなければ、確定版があれば確定版、なければ予算要求案です。"),
        click.option("--line", default="", metavar="CODE",
                     help="この行を直します。new なら加えます(--name や --places などと一緒に使います)。"),
        *_LINE,
        click.option("--drop", default="", metavar="CODE", help="この行を計画から除きます。"),
        click.option("--consulted", default="", metavar="DATE",
                     help="人事課と協議した日(--with、--result と一緒に使います)。"),
        click.option("--with", "who", default="", metavar="TEXT", help="--consulted: 協議の相手。"),
        click.option("--result", default="", metavar="TEXT", help="--consulted: 協議の結果。"),
        click.option("--decided", default="", metavar="DATE",
                     help="決裁日(--number と一緒に使います)。協議の記録がなければ断ります。"),
        click.option("--number", default="", metavar="NO", help="--decided: 文書番号。"),
        click.option("--reopen", default="", metavar="REASON", help="決裁を取り消して、直せるようにします。"),
        click.option("--spent", default="", metavar="CODE",
                     help="この行の実績を入れます(--yen、--times、--people と --source を一緒に使います)。"),
        click.option("--people", default=None, type=Whole(0, _MOST), metavar="N",
                     help="--spent: 参加した人数。"),
        click.option("--source", default="", metavar="TEXT", help="--spent: 実績の出どころ。"),
        click.option("--counted-on", default="", metavar="DATE", help="--spent: 実績の時点。"),
        click.option("--give-up", is_flag=True, help="決裁前の計画を取りやめます。"),
        year=True,
        text="年度計画(アクションプラン)の2つの版、その違い、実績と効果を示します。作成、協議、決裁も記録します。",
    )  # fmt: skip
    def plan(store: str, fiscal_year: int, **said: object) -> Answer:
        from dxdesk.usecases.action_plan.overview import plan_year

        acts = [name for name in _ACTS if said[name]]
        if len(acts) > 1:
            raise click.UsageError(f"{'、'.join(map(_option, acts))} は、一緒には使えません。")
        _refuse_strays(acts[0] if acts else "", said)
        with desk_at(store, reading=not acts) as desk:
            lines = [_act(desk, acts[0], fiscal_year, said)] if acts else []
            found = plan_year(desk, fiscal_year)
        return Answer(_json(found), [*lines, *_lines(found)])


def _option(name: str) -> str:
    return "--with" if name == "who" else f"--{name.replace('_', '-')}"


_OF = {
    "add": ("version",),
    "line": (*_FIELDS, "version"),
    "drop": ("version",),
    "consulted": ("who", "result", "version"),
    "decided": ("number", "version"),
    "reopen": ("version",),
    "spent": ("yen", "times", "people", "source", "counted_on", "version"),
    "give_up": ("version",),
}


def _refuse_strays(act: str, said: dict[str, object]) -> None:
    """Refuse what is said to no purpose: an option of another act."""
    strays = [
        name
        for name, value in said.items()
        if value not in (None, "", False) and name not in _ACTS and name not in _OF.get(act, ())
    ]
    if strays:
        with_ = f"{_option(act)} と一緒には" if act else "それだけでは"
        raise click.UsageError(f"{'、'.join(map(_option, strays))} は、{with_}使えません。")
    if act == "line" and all(said[name] is None for name in _FIELDS):
        raise click.UsageError("--line は、--name や --places など、直すことと一緒に使います。")


def _act(desk: Desk, act: str, fiscal_year: int, said: dict[str, object]) -> str:
    from dxdesk.domain.action_plan import VERSION_NAMES, Happened
    from dxdesk.domain.dates import read_date
    from dxdesk.usecases.action_plan import keeping
    from dxdesk.usecases.action_plan.overview import plan_year

    found = plan_year(desk, fiscal_year)
    year = found.fiscal_year
    if act == "make":
        version = str(said["make"])
        made = keeping.make(desk, year, version)
        return f"{found.title}の{VERSION_NAMES[version]}を作りました({len(made.lines):,}件)。"
    version = str(said["version"]) or ("final" if found.final is not None else "draft")
    label = VERSION_NAMES[version]

    def day(name: str) -> str:
        return read_date(str(said[name])) or str(said[name])

    if act == "add":
        from dxdesk.usecases.action_plan.adding import add_from

        added, there = add_from(desk, year, version, str(said["add"]))
        return f"{label}に{added:,}行を加えました。{f'{there:,}行は、もうあります。' if there else ''}"
    if act == "line":
        _save(desk, year, version, found, said)
        return f"{label}の行を書きました。"
    if act == "drop":
        keeping.drop_line(desk, year, version, str(said["drop"]))
        return f"{label}から行を除きました。"
    if act == "consulted":
        keeping.consult(desk, year, version, day("consulted"), str(said["who"]), str(said["result"]))
        return f"{label}の人事課との協議を記録しました。"
    if act == "decided":
        keeping.decide(desk, year, version, day("decided"), str(said["number"]))
        return f"{label}の決裁を記録しました。"
    if act == "reopen":
        keeping.reopen(desk, year, version, str(said["reopen"]))
        return f"{label}の決裁を取り消しました。直したあとで、もう一度協議と決裁を記録してください。"
    if act == "spent":
        numbers = {name: value for name in ("yen", "times", "people") if isinstance(value := said[name], int)}
        done = Happened(**numbers, source=str(said["source"]), as_of=day("counted_on"))
        keeping.enter(desk, year, version, str(said["spent"]), done)
        return f"{label}の実績を入れました。"
    keeping.give_up(desk, year, version)
    return f"{found.title}の{label}を取りやめました。"


_NEW = "new"


def _save(desk: Desk, year: int, version: str, found: PlanYear, said: dict[str, object]) -> None:
    from dxdesk.domain.action_plan import PlanLine
    from dxdesk.domain.errors import KnownError
    from dxdesk.usecases.action_plan import keeping
    from dxdesk.usecases.action_plan.words import read_months, read_sections

    code = "" if said["line"] == _NEW else str(said["line"])
    held = found.version(version)
    before = held.said.lines.get(code, PlanLine()) if held is not None else PlanLine()
    given: dict[str, Any] = {name: said[name] for name in _FIELDS if said[name] is not None}
    if "months" in given:
        given["months"], problem = read_months(str(given["months"]), year)
        if problem is not None:
            raise KnownError.of((problem,))
    if "sections" in given:
        given["sections"], problems = read_sections(str(given["sections"]), keeping.units(desk))
        if problems:
            raise KnownError.of(problems)
    keeping.save_line(desk, year, version, code, before._replace(**given))


def _json(found: PlanYear) -> dict[str, object]:
    return {
        "fiscal_year": found.fiscal_year,
        "step": found.step.value,
        "problems": [
            {"code": one.code, "message": one.message, "found": one.found, "fix": one.fix}
            for one in found.problems
        ],
        "versions": {
            version: _version_json(held)
            for version in _VERSIONS
            if (held := found.version(version)) is not None
        },
        "differences": [
            dict(zip(("sort", "name", "field", "before", "after"), (one.sort, *cells[1:]), strict=True))
            for one, cells in _differences(found)
        ],
        "actuals": {
            code: {
                "times": one.times,
                "attended": one.attended,
                "completed": one.completed,
                "yen": one.yen,
                "counted": one.counted,
                "late": one.late,
                "source": one.source,
                "as_of": one.as_of,
                "arrived": one.arrived,
                "lacking": one.lacking,
            }
            for code, one in found.done.items()
        },
        "targets": [
            {
                "owner": one.named.owner,
                "code": one.named.code,
                "name": one.name,
                "aim": one.aim,
                "effort": one.effort,
                "planned": one.planned,
                "period": one.period,
                "suggested": one.suggested,
                "reached": one.reached,
                "of_year": one.of_year,
                "as_of": one.as_of,
                "standing": one.word,
                "lines": list(one.lines),
            }
            for one in found.aims
        ],
        "effects": [_effect_json(one) for of in found.effects.values() for one in of],
    }


def _differences(found: PlanYear) -> list[tuple[Difference, tuple[str, ...]]]:
    from dxdesk.usecases.action_plan.overview import difference_cells

    return [(one, difference_cells(one)) for one in found.differing]


def _version_json(held: Held) -> dict[str, object]:
    from dxdesk.usecases.action_plan.overview import totals

    said, summed = held.said, totals(held.said)
    return {
        "owner": held.owner,
        "as_of": said.drafted_on,
        "figures": [one._asdict() for one in said.figures],
        "consulted": [said.consulted_on, said.consulted_with, said.consulted] if said.consulted_on else None,
        "decided": [said.approved_on, said.approval] if said.approved_on else None,
        "reopened": said.reopened,
        "lines": [_line_json(code, line) for code, line in sorted(said.lines.items())],
        "totals": {
            "lines": summed.lines,
            "places": summed.places,
            "heads": summed.heads,
            "yen": summed.yen,
            "without_cost": summed.open,
        },
    }


def _line_json(code: str, line: PlanLine) -> dict[str, object]:
    return {
        "code": code,
        **line._asdict(),
        "months": list(line.months),
        "sections": [one._asdict() for one in line.sections],
    }


def _effect_json(one: Effect) -> dict[str, object]:
    return {
        "fiscal_year": one.fiscal_year,
        "course": one.course,
        "name": one.name,
        "skill": one.skill,
        "as_of": one.as_of,
        "source": one.source,
        "attended": one.attended,
        "people": one.people,
        "levels": list(one.levels),
        "before": list(one.before),
        "after": list(one.after),
        "rose": one.rose,
        "same": one.same,
        "fell": one.fell,
    }


def _lines(found: PlanYear) -> list[str]:
    from dxdesk.cli.output import problem_lines
    from dxdesk.domain.action_plan import VERSION_NAMES
    from dxdesk.domain.wareki import short_day
    from dxdesk.usecases.action_plan.overview import state_text, totals
    from dxdesk.usecases.action_plan.words import (
        count_text,
        months_text,
        outside_text,
        share_text,
        yen_text,
    )

    lines = [*problem_lines(found.problems, "・")]
    for version in _VERSIONS:
        held = found.version(version)
        if held is None:
            lines.append(f"{found.title} {VERSION_NAMES[version]}: まだありません。")
            continue
        said, summed = held.said, totals(held.said)
        lines.append(
            f"{found.title} {VERSION_NAMES[version]}({short_day(said.drafted_on)}の時点): {state_text(said)}"
        )
        for code, one in sorted(said.lines.items()):
            told = (
                months_text(one.months),
                count_text(one.places if one.trains else one.heads, "人"),
                one.means,
                yen_text(one.yen),
                share_text(one),
                outside_text(one),
            )
            times = f"{count_text(one.times, '回')} " if one.trains else ""
            lines.append(f"  {code} {one.name}: {times}{' '.join(filter(None, told))}")
        note = f"({summed.note})" if summed.note else ""
        heads = f"確保する人数{summed.heads:,}人 " if summed.heads else ""
        places = count_text(summed.places, "人")
        whole = f"{summed.lines:,}件 定員{places} {heads}{yen_text(summed.yen)}{note}"
        lines.append(f"  合計 {whole}")
    lines += [
        f"目標 {one.named.code} {one.name}: {one.figure or '目標値も実績もまだありません'}"
        f"{f'、この年度の案 {one.suggested}' if one.suggested else ''}"
        f"{' 役立てる行 ' + '、'.join(one.lines) if one.lines else ''}"
        for one in found.aims
    ]
    for _, (sort, name, field, before, after) in _differences(found):
        lines.append(f"{sort}: {name} {field}".rstrip() + f" {before} → {after}")
    return lines
