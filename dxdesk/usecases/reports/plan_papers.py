"""What both papers of a 年度計画 share: which years, the lines, the costs, the figures it rests on."""

from __future__ import annotations

from dxdesk.domain.action_plan import DRAFT, VERSION_NAMES, PlanLine, PlanSaid
from dxdesk.domain.small_cells import Use
from dxdesk.domain.text import sentences
from dxdesk.domain.wareki import fiscal_year_label, long_day, short_day
from dxdesk.ports import printing as doc
from dxdesk.usecases.action_plan.ledger import plans
from dxdesk.usecases.action_plan.overview import PlanYear, counted_on, totals
from dxdesk.usecases.action_plan.switch import plan_on
from dxdesk.usecases.action_plan.words import (
    NOT_SAID,
    count_text,
    field_text,
    month_text,
    outside_text,
    share_text,
    yen_text,
)
from dxdesk.usecases.organisation.small_cells import threshold
from dxdesk.usecases.reports.span import Years
from dxdesk.usecases.workplace.desk import Desk

_DOT = "\u30fb"
NOT_ASKED = "\N{EM DASH}"
_WITHOUT_PEOPLE = (
    "人の名前は載せていません。{below}人に満たない人数は「少人数」とし、"
    "所属ごとの定員が{below}人に満たない所属は「ほかの所属」にまとめています。"
)


def without_people(below: int) -> str:
    """Return the sentence that says how few people are told of."""
    return _WITHOUT_PEOPLE.format(below=below)


def threshold_of(desk: Desk) -> int:
    """Return below which number of people a plan's papers withhold."""
    with desk.store.read() as uow:
        return threshold(uow, Use.REPORT)


def version_name(plan: PlanSaid) -> str:
    """Return the version; a 確定版 that is not decided is none yet: ``確定版(案)``."""
    name = VERSION_NAMES[plan.version]
    return f"{name}(案)" if plan.version != DRAFT and not plan.approved_on else name


_GOES_ON = "いまの結果では、必要な人はいません。前の年度に続けて計画しています。"


def reasons(plan: PlanSaid) -> doc.TextPart:
    """Return why each line is in the plan; of one for which nobody said so, that too stands there."""
    rows = tuple(
        (
            line.name,
            field_text("needed", line.needed) if line.course and not line.by_policy else NOT_ASKED,
            line.why or (_GOES_ON if line.course and line.needed == 0 else "まだ書かれていません"),
        )
        for _, line in sorted(plan.lines.items())
        if line.trains
    )
    return doc.TextPart(
        "計画の理由",
        (
            f"必要な人数は、{counted_on(plan) or 'もとにした年度の確定した結果'}の人のうち、"
            "その研修が要る人です。",
        ),
        columns=(
            doc.TableColumn("研修・取組", 2.6),
            doc.TableColumn("必要な人数", 1.6, doc.Align.RIGHT),
            doc.TableColumn("理由", 4.8),
        ),
        rows=rows,
        nothing="研修・取組の行がありません。",
    )


def frozen_goals(plan: PlanSaid) -> tuple[doc.TextPart, ...]:
    """Return the chapter of the targets as they stood on the plan's day: what was decided does not move."""
    serving: dict[str, list[str]] = {}
    for _, line in sorted(plan.lines.items()):
        if line.target:
            serving.setdefault(line.target, []).append(line.name)
    rows = []
    for one in plan.figures:
        kind, _, named = one.code.partition(":")
        owner, _, code = named.partition(":")
        if kind == "target":
            lines = [*serving.get(code, ()), *serving.get(f"{owner}:{code}", ())]
            name = one.name.removeprefix("目標「").removesuffix("」")
            day = short_day(one.as_of) or NOT_ASKED
            rows.append((name, one.told, day, one.source or NOT_ASKED, "、".join(lines) or NOT_ASKED))
    if not rows:
        return ()
    return (
        doc.TextPart(
            "目標",
            ("計画を作った日の目標値と実績です。その後の実績は、「年度計画の実績と効果」に載ります。",),
            columns=(
                doc.TableColumn("目標", 3.0),
                doc.TableColumn("目標値と実績", 3.2),
                doc.TableColumn("時点", 0.9),
                doc.TableColumn("出どころ", 1.8),
                doc.TableColumn("役立てる行", 2.0),
            ),
            rows=tuple(rows),
        ),
    )


def years(desk: Desk) -> Years:
    """Return the years there is a plan of, the newest first."""
    with desk.store.read() as uow:
        found = plans(uow).years if plan_on(uow) else ()
    return tuple((year, fiscal_year_label(year)) for year in found)


def number_text(line: PlanLine, count: int | None) -> str:
    """Return a count of a line: what nobody counts of a 取組 is no open figure."""
    return NOT_ASKED if count is None and not line.course else count_text(count)


def months(line: PlanLine) -> str:
    """Return the months of a line: ``5・10月``."""
    told = [month_text(one).removesuffix("月") for one in line.months]
    return f"{_DOT.join(told)}月" if told else NOT_SAID


def roles(plan: PlanSaid) -> tuple[doc.TextPart, ...]:
    """Return the chapter of the roles that are to be filled; none where the plan has none."""
    rows = tuple(
        (
            line.name,
            count_text(line.heads, "人"),
            line.means or NOT_SAID,
            _yen(line.yen),
            share_text(line) or NOT_ASKED,
            sentences(line.why, line.note),
        )
        for _, line in sorted(plan.lines.items())
        if not line.trains
    )
    if not rows:
        return ()
    return (
        doc.TextPart(
            "人材の確保",
            ("確保計画の役割です。人数と手法は計画を作った日のもので、費用は団体が入れます。",),
            columns=(
                doc.TableColumn("役割・業務", 2.6),
                doc.TableColumn("人数", 0.8, doc.Align.RIGHT),
                doc.TableColumn("手法・勤務形態", 2.4),
                doc.TableColumn("費用(円)", 1.2, doc.Align.RIGHT),
                doc.TableColumn("分担", 1.6),
                doc.TableColumn("わけ・備考", 3.0),
            ),
            rows=rows,
        ),
    )


def goals(found: PlanYear, *, short: bool = False) -> tuple[doc.TextPart, ...]:
    """Return the chapter of the year's targets by type, with what was reached as of when; none without any.

    Args:
        found: the year.
        short: only targets that have a figure for the year, without what each line does for them.
    """
    listed = tuple(one for one in found.aims if one.is_set or not short)
    if not listed:
        return ()
    periods = any(one.period for one in listed)
    lead = "実績は、その年度の、時点の日までのものです。少人数の基準より少ない人数は出しません。"
    until = (
        "「期間の目標」は、基本方針の期間の最後の年度までのもので、この年度の目標値ではありません。"
        "「案」は、それを年度に同じだけ割り付けたときの値で、まだ決めていません。"
    )
    effort = "難しさは、目標を決めて測る難しさで、★が多いほど難しいものです(方針の資料に書かれているもの)。"
    columns: tuple[doc.TableColumn, ...] = (
        doc.TableColumn("類型", 1.0),
        doc.TableColumn("目標", 3.0),
        doc.TableColumn("難しさ", 1.1),
        doc.TableColumn("この年度の目標値", 1.35, doc.Align.RIGHT),
        *((doc.TableColumn("期間の目標", 1.35, doc.Align.RIGHT),) if periods else ()),
        doc.TableColumn("実績", 1.5, doc.Align.RIGHT),
        doc.TableColumn("時点", 0.9),
        doc.TableColumn("出どころ", 1.5),
    )
    rows: list[tuple[str, ...]] = [
        (
            *(one.aim or NOT_ASKED, one.name, one.effort or NOT_ASKED, one.planned_text),
            *((one.period or NOT_ASKED,) if periods else ()),
            *(one.reached_text, short_day(one.as_of) or NOT_ASKED, one.base or NOT_ASKED),
        )
        for one in listed
    ]
    if not short:
        columns += (doc.TableColumn("状況", 1.1), doc.TableColumn("役立てる行", 1.8))
        rows = [
            (*row, one.word or NOT_ASKED, "、".join(one.lines) or NOT_ASKED)
            for row, one in zip(rows, listed, strict=True)
        ]
    told = (
        lead,
        *((until,) if periods else ()),
        *((effort,) if any(one.effort for one in listed) else ()),
    )
    return (doc.TextPart("目標", told, columns=columns, rows=tuple(rows)),)


def states(plan: PlanSaid) -> tuple[tuple[str, str], ...]:
    """Return how a plan was made, agreed on and decided, as (what, text); empty leaves a line to write on."""
    consulted = (
        f"{long_day(plan.consulted_on)} {plan.consulted_with}({plan.consulted})" if plan.consulted_on else ""
    )
    return (
        ("版", version_name(plan)),
        ("時点", long_day(plan.drafted_on)),
        ("人事課との協議", consulted),
        ("変更の決裁日" if plan.former else "決裁日", long_day(plan.approved_on)),
        ("文書番号", plan.approval),
        *((("変更前の決裁", plan.former),) if plan.former else ()),
    )


def costs(plan: PlanSaid) -> doc.TextPart:
    """Return the budget table with its total."""
    rows = [
        (
            str(place),
            line.name,
            number_text(line, line.times),
            number_text(line, line.places),
            months(line) if line.months or line.course else NOT_ASKED,
            _yen(line.yen),
            sentences(outside_text(line), line.note),
        )
        for place, (_, line) in enumerate(sorted(plan.lines.items()), start=1)
    ]
    summed = totals(plan)
    what = "研修・取組" if all(line.trains for line in plan.lines.values()) else "研修・取組、役割"
    rows.append(("", "合計", "", count_text(summed.places), "", _yen(summed.yen), summed.note))
    return doc.TextPart(
        "費用",
        ("費用は1年度の合計です。",),
        columns=(
            doc.TableColumn("番号", 0.5, doc.Align.RIGHT),
            doc.TableColumn(what, 3.0),
            doc.TableColumn("回数", 0.6, doc.Align.RIGHT),
            doc.TableColumn("定員(人)", 0.9, doc.Align.RIGHT),
            doc.TableColumn("実施月", 1.1),
            doc.TableColumn("費用(円)", 1.2, doc.Align.RIGHT),
            doc.TableColumn("備考", 2.0),
        ),
        rows=tuple(rows),
    )


def _yen(yen: int | None) -> str:
    return NOT_SAID if yen is None else f"{yen:,}"


_BASES = {
    "level": "「求められる水準に届いていない人」は、結果が確定した人のうち、"
    "そのスキルに求められる水準がある人の中の人数です。",
    "course": "「修了した人」は、その年度にその研修の対象である人の中の人数です。",
    "target": "目標の実績は、目標ごとに決めた人の中の人数か割合です。",
    "survey": "評価指標は、アンケートに答えた人の値です。",
    "effect": "「上がった人」は、その研修を受け、前の年度とその年度の両方でレベルが確定した人の中の"
    "人数です。",
    "given": "「レベルごとの人数」は、人事課の提供票に載っている人の中の人数です。",
}
"""Of whom the figures of a sort are: they stand in one table, and are of different people and days."""


def figures(plan: PlanSaid) -> doc.TextPart:
    """Return the figures a plan rests on, each with its day."""
    sorts = dict.fromkeys(one.code.partition(":")[0] for one in plan.figures)
    bases = [_BASES[sort] for sort in sorts if sort in _BASES]
    apart = (
        ("数字によって、もとにする人と時点が違います。" + "".join(bases),) if len(bases) > 1 else tuple(bases)
    )
    return doc.TextPart(
        "もとにした数字",
        ("計画を作った日の値です。あとで台帳の数字が変わっても、この表は変わりません。", *apart),
        columns=(
            doc.TableColumn("数字", 4.2),
            doc.TableColumn("値", 1.8, doc.Align.RIGHT),
            doc.TableColumn("時点", 0.9),
            doc.TableColumn("出どころ", 2.4),
        ),
        rows=tuple(
            (one.name, one.told, short_day(one.as_of) or NOT_ASKED, one.source) for one in plan.figures
        ),
        nothing="数字は、まだありません。",
    )


def total_text(plan: PlanSaid) -> str:
    """Return the sum of a plan as a sentence."""
    summed = totals(plan)
    note = f"({summed.note})" if summed.note else ""
    whole = "の確保と育成" if summed.heads else "育成"
    what = f"{fiscal_year_label(plan.fiscal_year)}のDX人材{whole}の年度計画({version_name(plan)})"
    cost = f"費用{yen_text(summed.yen)}{note}"
    heads = f"、確保する人数{summed.heads:,}人" if summed.heads else ""
    return f"{what}です。{summed.lines:,}件、定員{count_text(summed.places, '人')}{heads}、{cost}。"
