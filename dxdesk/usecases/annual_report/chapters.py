"""The chapters of 全庁集計報告書: a summary that answers three questions, then the figures it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dxdesk.domain.head_shares import HeadShare, moved, points
from dxdesk.domain.small_cells import WITHHELD, Use
from dxdesk.domain.training import State
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.align import Align
from dxdesk.ports.report_pages import (
    ANNUAL_REPORT_TITLE,
    ASSEMBLY_REPORT_TITLE,
    Block,
    Chapter,
    Contents,
    Figures,
    HeatMap,
    Key,
    Keys,
    PagedReport,
    Question,
    Sentences,
    ShareBars,
    StackedBars,
    TrendLines,
)
from dxdesk.usecases.annual_report import words
from dxdesk.usecases.annual_report.beside import Beside
from dxdesk.usecases.annual_report.figures import AnnualFigures, Reach, SkillFigures, told_shares
from dxdesk.usecases.annual_report.skill_aims import NO_AIM, SkillAim, may_tell_measured, skill_aims
from dxdesk.usecases.targets.overview import TargetLine

FOR_WHOM = {Use.REPORT: "庁内版", Use.ASSEMBLY: "議会版"}
MOST_SKILLS = 12
"""More skills than this are parted into several charts, so that their names stay readable."""
MOST_LINES = 5
_BLANK = "\u25cb"
"""What a policy's example leaves for the office to fill in (○%): no target yet."""
MOST_UNITS = 24
"""Of more units the table alone tells."""

Edited = Mapping[str, str]
"""What a person wrote in place of sentences, by their key."""

_Aims = Mapping[str, tuple[SkillAim, ...]]


def report(
    found: AnnualFigures, beside: Beside, municipality: str, today: date, edited: Edited
) -> PagedReport:
    """Return the report of a year.

    Args:
        found: the figures.
        beside: training, targets and indicators, as far as the office uses them.
        municipality: its name.
        today: the day it is printed and the figures are of.
        edited: sentences that a person wrote in place of those made here.
    """
    aims = skill_aims(found, beside.targets)
    chapters = [
        _summary(found, beside, aims, edited),
        _reading(found, beside),
        _taking_part(found, edited),
        _of_skills(found, beside, aims, edited),
        _of_units(found),
        _of_sections(found),
        _of_personas(found),
        _of_stages(found),
        _of_gaps(found, beside),
        _of_trend(found, edited),
        _of_training(found, beside),
        _of_targets(found, beside),
        _of_indicators(beside),
        _of_activities(beside),
        _of_next(found, beside, edited),
        _of_method(found),
    ]
    return PagedReport(
        ASSEMBLY_REPORT_TITLE if found.use is Use.ASSEMBLY else ANNUAL_REPORT_TITLE,
        municipality,
        found.cycle.fiscal_year,
        tuple(chapter for chapter in chapters if chapter.blocks),
        "" if found.use is Use.ASSEMBLY else FOR_WHOM[found.use],
        today,
        today,
        found.cycle.purpose,
    )


def sentences(found: AnnualFigures, beside: Beside) -> dict[str, tuple[str, str]]:
    """Return the sentences a person may change, by key: their subject, and what figures make of them."""
    aims = skill_aims(found, beside.targets)
    return {
        "progress": ("どれだけ進んだか", words.progress(found, aims)),
        "lacking": ("どこが足りないか", words.lacking(found, aims)),
        "next": ("次に何をするか", words.next_steps(found, beside)),
        "taking-part": ("対象と提出・確認", words.taking_part(found)),
        "skills": ("スキルごとの到達", words.of_skills(found)),
        "trend": ("これまでの推移", words.of_trend(found)),
        "plan": ("来年度の計画", words.plan(found, beside)),
    }


def _said(key: str, made: str, edited: Edited) -> Sentences:
    return Sentences(key, edited.get(key) or made)


def _summary(found: AnnualFigures, beside: Beside, aims: _Aims, edited: Edited) -> Chapter:
    before = found.before
    change = moved(found.whole, before.whole) if before is not None else None
    keys = [
        Key("提出率", found.handed_in.text, found.handed_in.heads),
        Key("確認率", found.confirmed.text, found.confirmed.heads),
        Key(
            "求められる水準に到達",
            found.whole.text,
            "\n".join(
                (_items(found.whole), *([f"前年度から {points(change)}"] if change is not None else []))
            ),
        ),
    ]
    if beside.completing.whole and found.may_tell(beside.completing):
        keys.append(Key("必須の研修の修了", beside.completing.text, beside.completing.heads))
    return Chapter(
        "要約",
        (
            Keys(tuple(keys)),
            Question("どれだけ進んだか"),
            _said("progress", words.progress(found, aims), edited),
            Question("どこが足りないか"),
            _said("lacking", words.lacking(found, aims), edited),
            *_shares(
                tuple(one for one in found.gaps if one.told)[:MOST_LINES],
                "不足の大きいスキル: 求められる水準に届いている人の割合",
                aims,
            ),
            Question("次に何をするか"),
            _said("next", words.next_steps(found, beside), edited),
        ),
    )


def _reading(found: AnnualFigures, beside: Beside) -> Chapter:
    """What stands where, and the words and levels that whoever does not work with them has to know."""
    levels = [
        (f"{scale.name} " if len(found.scales) > 1 else "", label, meaning)
        for scale in found.scales
        for label, meaning in scale.levels
    ]
    several = len(found.scales) > 1
    heads = ("水準の種類", "水準", "意味") if several else ("水準", "意味")
    return Chapter(
        "この報告書の読み方",
        (
            Contents(),
            Figures(
                "言葉",
                ("言葉", "意味"),
                words.glossary(found, trained=bool(beside.courses), aims=beside.aims),
                (1.5, 6.0),
                (Align.LEFT, Align.LEFT),
            ),
            Figures(
                "水準の意味",
                heads,
                tuple(row if several else row[1:] for row in levels),
                (2.0, 1.0, 5.0) if several else (1.0, 6.5),
                (Align.LEFT,) * len(heads),
            ),
        ),
        own_page=True,
    )


def _taking_part(found: AnnualFigures, edited: Edited) -> Chapter:
    rows = [
        (
            one.name,
            f"{one.asked:,}",
            *_rates(HeadShare(one.handed_in, one.asked), told=told),
            *_rates(HeadShare(one.confirmed, one.asked), told=told),
        )
        for one, told in found.told_units
    ]
    rows.append(
        ("全体", f"{found.handed_in.whole:,}", *_rates(found.handed_in), *_rates(found.confirmed)),
    )
    return Chapter(
        "対象と提出・確認",
        (
            _said("taking-part", words.taking_part(found), edited),
            *_handed_in(found),
            Figures(
                "所属ごとの提出と確認",
                ("所属", "対象(人)", "提出(人)", "提出率", "確認(人)", "確認率"),
                tuple(rows),
                (3.0, 1, 1, 1, 1, 1),
                summed=True,
                note="" if all(told for _, told in found.told_units) else _few_note(found),
            ),
        ),
        own_page=True,
    )


def _few_note(found: AnnualFigures) -> str:
    """Return what 少人数 stands for; nothing where nothing is withheld."""
    if found.below <= 1:
        return ""
    return f"「{WITHHELD}」は、{found.below}人に満たないために伏せた欄と、引き算で分かる欄です。"


def _handed_in(found: AnnualFigures) -> list[Block]:
    """One bar a unit where one chart holds them; what the table withholds is hatched."""
    if not 2 <= len(found.units) <= MOST_UNITS:
        return []
    shares = [(one.name, HeadShare(one.handed_in, one.asked), told) for one, told in found.told_units]
    return [
        ShareBars(
            "所属ごとの提出率",
            tuple(name for name, _, _ in shares),
            tuple(share.percent if told else None for _, share, told in shares),
            beside=tuple(share.heads if told else WITHHELD for _, share, told in shares),
        )
    ]


_ITEMS = (
    "届いている割合の分母は、スキルごとに数えた件数です(1人を、求められる水準のあるスキルの数だけ数えます)。"
)


def _items(share: HeadShare) -> str:
    """Return of how many confirmed levels a share is: each person is counted skill by skill."""
    return f"{share.part:,}件 / {share.whole:,}件" if share.whole else ""


def _reach(reach: Reach) -> tuple[str, str]:
    """Return a share over skills and its whole, or that both are withheld."""
    if reach.withheld:
        return WITHHELD, WITHHELD
    return reach.share.text, f"{reach.share.whole:,}" if reach.share.whole else "―"


def _rates(share: HeadShare, *, told: bool = True) -> tuple[str, str]:
    return (f"{share.part:,}", share.text) if told else (WITHHELD, WITHHELD)


def _of_skills(found: AnnualFigures, beside: Beside, aims: _Aims, edited: Edited) -> Chapter:
    blocks: list[Block] = [_said("skills", words.of_skills(found), edited)]
    groups: dict[tuple[str, ...], list[SkillFigures]] = {}
    for one in found.skills:
        groups.setdefault(one.labels, []).append(one)
    for labels, skills in groups.items():
        for part in _parts(skills):
            blocks.append(
                StackedBars(
                    "水準ごとの人数",
                    tuple(one.name for one in part),
                    labels,
                    tuple(one.counts for one in part),
                    _withheld_note(found) if any(None in one.counts for one in part) else "",
                )
            )
    blocks.extend(_shares(found.required, "求められる水準に届いている人の割合", aims))
    blocks.extend(_aimed(found, aims, used=beside.aims))
    blocks.append(_skill_table(found))
    return Chapter("スキルごとの到達", tuple(blocks), own_page=True)


def _parts(skills: list[SkillFigures]) -> list[list[SkillFigures]]:
    return [skills[start : start + MOST_SKILLS] for start in range(0, len(skills), MOST_SKILLS)]


def _shares(skills: tuple[SkillFigures, ...], title: str, aims: _Aims) -> list[Block]:
    asked = [one for one in skills if one.reached is not None]
    return [
        ShareBars(
            title,
            tuple(one.name for one in part),
            tuple(one.shown.percent if one.shown is not None else None for one in part),
            beside=tuple(one.shown.heads if one.shown is not None else WITHHELD for one in part),
            aims=_marks(part, aims),
        )
        for part in _parts(asked)
    ]


def _marks(skills: list[SkillFigures], aims: _Aims) -> tuple[float | None, ...]:
    marks = tuple(next((one.mark for one in aims.get(skill.uid, ())), None) for skill in skills)
    return marks if any(mark is not None for mark in marks) else ()


def _aimed(found: AnnualFigures, aims: _Aims, *, used: bool) -> list[Block]:
    """A line a skill: where it is and what is aimed at; one sentence where nothing is aimed at in any."""
    if not used or not found.skills:
        return []
    if not aims:
        return [Sentences("", "スキルごとの目標(割合)は定めていません。")]
    rows = []
    for one in found.skills:
        if one.reached is None and one.uid not in aims:
            continue
        own = aims.get(one.uid, ())
        rows.append(
            (
                one.name,
                one.shown.heads if one.shown is not None else _unshown(one),
                one.shown.text if one.shown is not None else _unshown(one),
                "、".join(aim.planned for aim in own) or NO_AIM,
                "、".join(aim.lacking for aim in own) or "―",
            )
        )
    return [
        Figures(
            "スキルごとの割合と目標",
            ("スキル", "届いている人 / 確認済", "割合", "目標", "目標まで"),
            tuple(rows),
            (3.0, 1.9, 0.9, 1.5, 1.6),
            (Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.RIGHT),
            note="図の縦の印が目標です。「LV2以上」のように数え方の違う目標は、図に印を付けず、この表だけに示します。",
        )
    ]


def _unshown(one: SkillFigures) -> str:
    return WITHHELD if one.reached is not None else "定めなし"


def _told(share: HeadShare | None, found: AnnualFigures) -> float | None:
    return share.percent if share is not None and found.may_tell(share) else None


def _skill_table(found: AnnualFigures) -> Figures:
    widest = max((one.labels for one in found.skills), key=len, default=())
    same = all(one.labels == widest[: len(one.labels)] for one in found.skills)
    heads = widest if same else tuple(f"{place}段目" for place in range(1, len(widest) + 1))
    rows = []
    for one in found.skills:
        counts = [WITHHELD if count is None else f"{count:,}" for count in one.counts]
        counts += [""] * (len(widest) - len(counts))
        hidden = (WITHHELD, WITHHELD) if one.reached is not None else ("定めなし", "―")
        reached = (one.shown.text, f"{one.shown.whole:,}") if one.shown is not None else hidden
        rows.append((one.name, f"{one.known:,} / {one.asked:,}", *counts, *reached))
    return Figures(
        "スキルごとの人数と割合",
        ("スキル", "確認済 / 対象(人)", *heads, "届いている割合", "割合の分母(人)"),
        tuple(rows),
        (3.2, 1.5, *(1.0,) * len(heads), 1.4, 1.2),
        note="水準の列は人数です。届いている割合の分母は、求められる水準のある人のうち確認済の人です。"
        "ここでの確認済には、一次確認だけ済んだ人を含みます。",
    )


def _of_units(found: AnnualFigures) -> Chapter:
    places = [place for place, one in enumerate(found.skills) if one.reached is not None]
    if not places or len(found.heat_names) < 2:
        return Chapter("所属ごとの到達", ())
    blocks: list[Block] = []
    for start in range(0, len(places), MOST_SKILLS):
        part = places[start : start + MOST_SKILLS]
        blocks.append(
            HeatMap(
                "所属 × スキル: 求められる水準に届いている人の割合",
                found.heat_names,
                tuple(found.skills[place].name for place in part),
                tuple(tuple(_shown(row[place])[0] for place in part) for row in found.heat),
                tuple(tuple(_shown(row[place])[1] for place in part) for row in found.heat),
                _withheld_note(found),
            )
        )
    return Chapter("所属ごとの到達", tuple(blocks), own_page=True)


def _shown(reach: Reach) -> tuple[float | None, str]:
    if reach.withheld:
        return None, WITHHELD
    return reach.share.percent, reach.share.text if reach.share.whole else "―"


def _withheld_note(found: AnnualFigures) -> str:
    hidden = f"斜線は、{found.below}人に満たないために伏せた欄と、引き算で分かる欄です。"
    return f"{hidden}「―」は、対象の人がいない欄です。"


def _of_personas(found: AnnualFigures) -> Chapter:
    places = [
        place
        for place, one in enumerate(found.personas)
        if found.use is not Use.ASSEMBLY or one.people >= max(found.below, 2)
    ]
    told = [found.personas[place] for place in places]
    if not told:
        return Chapter("人材像ごとの到達", ())
    rows = tuple(
        (
            one.name,
            f"{one.people:,}" if not one.reach.withheld else WITHHELD,
            *_reach(one.reach),
        )
        for one in told
    )
    note = "" if len(told) == len(found.personas) else "人数の少ない人材像は載せていません。"
    return Chapter(
        "人材像ごとの到達",
        (
            Figures(
                "人材像ごとの人数と割合",
                ("人材像", "人数(人)", "届いている割合", "割合の分母(件)"),
                rows,
                (3, 1, 1, 1),
                note=f"{_ITEMS}{note}",
            ),
            *_persona_heat(found, places),
        ),
        own_page=True,
    )


def _persona_heat(found: AnnualFigures, places: list[int]) -> list[Block]:
    """The skills in which something is required of a persona told of, parted where they are many."""
    rows = [found.persona_heat[place] for place in places if place < len(found.persona_heat)]
    asked = [place for place in range(len(found.skills)) if any(row[place].share.whole for row in rows)]
    parts = [asked[start : start + MOST_SKILLS] for start in range(0, len(asked), MOST_SKILLS)]
    return [
        HeatMap(
            "人材像 × スキル: その人材像に求められる水準に届いている人の割合",
            tuple(found.personas[place].name for place in places),
            tuple(found.skills[place].name for place in part),
            tuple(tuple(_shown(row[place])[0] for place in part) for row in rows),
            tuple(tuple(_shown(row[place])[1] for place in part) for row in rows),
            _withheld_note(found),
        )
        for part in parts
    ]


def _of_sections(found: AnnualFigures) -> Chapter:
    """The assembly is told of 部 alone; where the figures of 部 are those of 課 they are not told twice."""
    if found.use is Use.ASSEMBLY or {one.name for one in found.sections} == set(found.heat_names):
        return Chapter("課ごとの到達", ())
    rows = tuple(
        (
            one.name,
            f"{one.asked:,}",
            HeadShare(one.handed_in, one.asked).text if one.told else WITHHELD,
            *_reach(one.reach),
        )
        for one in found.sections
    )
    return Chapter(
        "課ごとの到達",
        (
            Figures(
                "課ごとの提出率と到達",
                ("課", "対象(人)", "提出率", "届いている割合", "割合の分母(件)"),
                rows,
                (3.4, 1, 1, 1.2, 1.2),
                note=f"提出率の分母は対象の人です。{_ITEMS}{_few_note(found)}",
            ),
        ),
    )


def _of_stages(found: AnnualFigures) -> Chapter:
    few = max(found.below, 2) if found.use is Use.ASSEMBLY else 1
    blocks = tuple(
        StackedBars(
            f"{one.persona}の育成段階",
            ("人数",),
            one.labels,
            (one.counts,),
            _withheld_note(found) if None in one.counts else "",
        )
        for one in found.stages
        if one.people >= few
    )
    return Chapter("育成段階", blocks)


def _of_gaps(found: AnnualFigures, beside: Beside) -> Chapter:
    rows = tuple(
        (
            one.name,
            "、".join(beside.courses_for(one.uid)[:2]) or "(なし)",
            f"{one.missing:,}" if one.told else WITHHELD,
            *((one.shown.text, f"{one.shown.whole:,}") if one.shown is not None else (WITHHELD, WITHHELD)),
        )
        for one in found.gaps[:10]
    )
    if not rows:
        return Chapter("不足と優先する順", ())
    return Chapter(
        "不足と優先する順",
        (
            Figures(
                "不足の大きい順",
                ("スキル", "役立つ研修", "足りない段の数(段)", "届いている割合", "割合の分母(人)"),
                rows,
                (2.6, 3.2, 1.2, 1.2, 1.1),
                (Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT),
                note="足りない段の数は、届いていない人のそれぞれが、求められる水準まであと何段かを足したものです。",
            ),
            *_lacking_by_unit(found),
        ),
        own_page=True,
    )


def _lacking_by_unit(found: AnnualFigures) -> list[Block]:
    rows = tuple(
        (
            unit.name,
            "、".join(f"{name}({share.text})" for name, share in unit.skills) or "(示せるものがありません)",
        )
        for unit in found.lacking
    )
    if len(rows) < 2:
        return []
    return [
        Figures(
            "所属ごとに不足の大きいスキル",
            ("所属", "不足の大きい順(かっこの中は届いている割合)"),
            rows,
            (2.0, 6.0),
            (Align.LEFT, Align.LEFT),
            note=f"{found.below}人に満たないために伏せたスキルは、順に入れていません。"
            if found.below > 1
            else "",
        )
    ]


def _of_trend(found: AnnualFigures, edited: Edited) -> Chapter:
    text = _said("trend", words.of_trend(found), edited)
    if len(found.trend) < 2:
        return Chapter("これまでの推移", (text,))
    years = tuple(fiscal_year_label(one.fiscal_year) for one in found.trend)
    named = [one.name for one in (*found.gaps, *found.required)]
    names = list(dict.fromkeys(named))[: MOST_LINES - 1]
    shares = [tuple(one.whole.percent for one in found.trend)]
    shares += [tuple(_told(one.skills.get(name), found) for one in found.trend) for name in names]
    chart = TrendLines("求められる水準に届いている割合の推移", years, ("全体", *names), tuple(shares))
    others = [name for name in dict.fromkeys(named) if name not in names]
    shares += [tuple(_told(one.skills.get(name), found) for one in found.trend) for name in others]
    rows = tuple(
        (name, *("―" if share is None else f"{share:.1f}%" for share in row), _moved(row))
        for name, row in zip((*chart.names, *others), shares, strict=True)
    )
    handed = tuple(one.handed_in.percent for one in found.trend)
    last = (
        ("「全体」の分母(件)", *(f"{one.whole.whole:,}" for one in found.trend), ""),
        ("提出率", *(one.handed_in.text for one in found.trend), _moved(handed)),
        ("提出率の分母(人)", *(f"{one.handed_in.whole:,}" for one in found.trend), ""),
    )
    table = Figures(
        "年度ごとの割合",
        ("", *years, "前年度から"),
        (*rows, *last),
        (2.4, *(1.0,) * len(years), 1.2),
        note="「―」は、その年度にそのスキルがなかったか、確認された人がいないか、人数が少ないために伏せたものです。",
    )
    return Chapter("これまでの推移", (text, chart, table), own_page=True)


def _moved(shares: Sequence[float | None]) -> str:
    """Return by how many points the last share moved, a dash where one of the two is not there."""
    before, now = shares[-2], shares[-1]
    return "―" if before is None or now is None else points(round(now * 10) - round(before * 10))


def _of_training(found: AnnualFigures, beside: Beside) -> Chapter:
    rows = []
    for one in beside.courses:
        if one.state is not State.COUNTED:
            rows.append(
                (one.course.name, f"{one.times:,}", "", "開催なし" if not one.times else "集計なし", "")
            )
            continue
        came, done = (
            HeadShare(len(one.attended), len(one.asked)),
            HeadShare(len(one.completed), len(one.asked)),
        )
        attended, completed = (share.text if found.may_tell(share) else WITHHELD for share in (came, done))
        rows.append((one.course.name, f"{one.times:,}", f"{len(one.asked):,}", attended, completed))
    if not rows:
        return Chapter("研修と受講", ())
    return Chapter(
        "研修と受講",
        (
            Figures(
                "研修ごとの受講率と修了率",
                ("研修", "開催(回)", "対象(人)", "受講率", "修了率"),
                tuple(rows),
                (3.6, 0.8, 1, 1, 1),
                note="対象は、その研修を受けるよう求められている人です。受講率と修了率の分母は、対象の人です。",
            ),
            *_attended(found, beside),
        ),
        own_page=True,
    )


def _attended(found: AnnualFigures, beside: Beside) -> list[Block]:
    if not 2 <= len(beside.attended) <= MOST_UNITS:
        return []
    told = told_shares([share for _, share in beside.attended], found.use, found.below)
    return [
        ShareBars(
            "必須の研修: 所属ごとの受講率",
            tuple(name for name, _ in beside.attended),
            tuple(
                share.percent if tells else None
                for (_, share), tells in zip(beside.attended, told, strict=True)
            ),
            beside=tuple(
                f"延べ{share.heads}" if tells else WITHHELD
                for (_, share), tells in zip(beside.attended, told, strict=True)
            ),
        )
    ]


def _of_targets(found: AnnualFigures, beside: Beside) -> Chapter:
    rows = tuple(
        (one.aim, one.said.name, one.planned_apart or "―", *_measured(found, one))
        for one in beside.targets
        if (one.plan is not None or one.measured) and _BLANK not in one.planned
    )
    open_ones = len(beside.targets) - len(rows)
    if not rows:
        return Chapter("方針の目標", ())
    return Chapter(
        "方針の目標",
        (
            Figures(
                "目標の進み具合",
                ("類型", "目標", "目標値", "実績", "状況"),
                rows,
                (1.1, 4.4, 1.0, 1.6, 0.9),
                (Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.LEFT),
                note=f"ほかに、目標値も実績もまだない目標が{open_ones}件あります。" if open_ones else "",
            ),
        ),
        own_page=True,
    )


def _measured(found: AnnualFigures, one: TargetLine) -> tuple[str, str]:
    """What was measured and where that stands; both are withheld where they would tell of few."""
    return (one.measured or "―", one.word) if may_tell_measured(found, one) else (WITHHELD, WITHHELD)


def _of_indicators(beside: Beside) -> Chapter:
    rows = []
    notes = dict.fromkeys(one.note for one in beside.indicators if one.note)
    for one in beside.indicators:
        if one.standing.newest is None and one.standing.before is None:
            continue
        newest, before = one.standing.newest, one.standing.before
        rows.append(
            (
                one.indicator.name,
                before.text if before is not None else "―",
                newest.text if newest is not None else "―",
            )
        )
    if not rows:
        return Chapter("評価指標", ())
    return Chapter(
        "評価指標",
        (Figures("評価指標の数字", ("指標", "前回", "今回"), tuple(rows), (4.4, 1, 1), note="".join(notes)),),
    )


def _of_activities(beside: Beside) -> Chapter:
    rows = tuple(
        (
            name,
            one.done or one.planned,
            f"{one.participants:,}" if one.participants else "―",
            one.to_change or "―",
        )
        for name, one in beside.done
    )
    if not rows:
        return Chapter("取組", ())
    return Chapter(
        "取組",
        (
            Figures(
                "今年度の取組と振り返り",
                ("取組", "行ったこと", "参加(人)", "変えること"),
                rows,
                (2.0, 3.0, 0.8, 2.6),
                (Align.LEFT, Align.LEFT, Align.RIGHT, Align.LEFT),
            ),
        ),
    )


def _of_next(found: AnnualFigures, beside: Beside, edited: Edited) -> Chapter:
    return Chapter(
        "来年度の計画",
        (_said("plan", words.plan(found, beside), edited), *_next_targets(beside)),
        own_page=True,
    )


def _next_targets(beside: Beside) -> list[Block]:
    """The targets of next year as a table where a sentence would be a list of many."""
    if len(beside.next_lines) < 2:
        return []
    return [
        Figures(
            "来年度の目標",
            ("類型", "目標", "今年度の目標値", "来年度の目標値"),
            tuple(
                (one.aim or "―", one.said.name, beside.planned_now(one) or "―", one.planned_apart)
                for one in beside.next_lines
            ),
            (1.1, 4.7, 1.25, 1.25),
            (Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT),
        )
    ]


def _of_method(found: AnnualFigures) -> Chapter:
    return Chapter("数え方と限界", tuple(Sentences("", line) for line in words.method(found)))
