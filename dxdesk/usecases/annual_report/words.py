"""Plain sentences made from the figures of a year. A person may change them; they are made from nothing else.

Each has a key, by which what a person wrote in its place is kept. Nothing here judges: what rose, what is
lacking and what comes next is said by figures and names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dxdesk.domain.head_shares import HeadShare, moved, points
from dxdesk.domain.small_cells import USE_NAMES, WITHHELD
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.usecases.annual_report.beside import Beside
from dxdesk.usecases.annual_report.figures import AnnualFigures, SkillFigures
from dxdesk.usecases.annual_report.skill_aims import NO_FIGURE, REACHED, SkillAim

_UNTOLD = (WITHHELD, NO_FIGURE)
MOST_NAMED = 3
"""How many skills a sentence of the summary names."""


def progress(found: AnnualFigures, aims: Mapping[str, Sequence[SkillAim]]) -> str:
    """Say how far it is: who took part, who reaches what is required, how that moved, what was aimed at."""
    said = found.handed_in
    text = [
        f"対象の{said.whole:,}人のうち{said.part:,}人({said.text})が申告し、"
        f"{found.confirmed.part:,}人({found.confirmed.text})の確認が終わりました。"
    ]
    if found.whole.whole:
        text.append(
            f"確認された水準のうち、求められる水準に届いているものは{found.whole.text}です"
            f"(スキルごとに数えて{found.whole.part:,}件 / {found.whole.whole:,}件)。"
        )
        if found.confirmed.part < found.confirmed.whole:
            text.append("確認がまだの水準は、この割合に入っていません。")
    before = found.before
    if before is not None and (change := moved(found.whole, before.whole)) is not None:
        text.append(f"{fiscal_year_label(before.fiscal_year)}の{before.whole.text}から{_change(change)}。")
    text.append(_aimed(aims))
    return "".join(text)


def _aimed(aims: Mapping[str, Sequence[SkillAim]]) -> str:
    """Say in how many of the skills that have a target it is reached, of those where that may be told."""
    known = [own for own in aims.values() if not any(one.lacking in _UNTOLD for one in own)]
    if not known:
        return ""
    reached = sum(all(one.lacking == REACHED for one in own) for own in known)
    rest = len(aims) - len(known)
    beside = f"(実績のないものと伏せたもの{rest}個を除きます)" if rest else ""
    return f"目標を定めたスキル{len(known)}個のうち、目標に届いたのは{reached}個です{beside}。"


def _change(tenths: int) -> str:
    if not tenths:
        return "変わっていません"
    return f"{points(abs(tenths))[1:]}{'上がりました' if tenths > 0 else '下がりました'}"


def lacking(found: AnnualFigures, aims: Mapping[str, Sequence[SkillAim]]) -> str:
    """Say where most is missing, which targets are not reached, and in which units it is worst."""
    gaps = found.gaps[:MOST_NAMED]
    if _nothing_known(found):
        return "確認された水準がまだないため、どこが足りないかはまだ分かりません。"
    if not gaps:
        return (
            "求められる水準に届いていないスキルはありません。"
            if found.required
            else "この体系では、求められる水準を定めていません。"
        )
    named = "、".join(f"「{one.name}」({_reached(one)})" for one in gaps)
    text = (
        f"足りない段の数がいちばん多いのは{named}です。かっこの中は、求められる水準に届いている人の割合です。"
    )
    lowest = _lowest(found)
    if lowest is not None and lowest not in gaps:
        text += f"割合がいちばん低いのは「{lowest.name}」({_reached(lowest)})です。"
    missed = _missed(found, aims)
    if missed:
        more = "など" if len(missed) > MOST_NAMED else ""
        text += f"目標に届いていないのは{'、'.join(missed[:MOST_NAMED])}{more}です。"
    worst = _worst_units(found)
    return f"{text}所属ごとに見ると、{worst}で低くなっています。" if worst else text


def _lowest(found: AnnualFigures) -> SkillFigures | None:
    told = [(one.shown.tenths, one) for one in found.required if one.shown is not None and one.shown.whole]
    return min(told, key=lambda one: one[0] or 0)[1] if told else None


def _missed(found: AnnualFigures, aims: Mapping[str, Sequence[SkillAim]]) -> list[str]:
    """Return the skills with a target that is not reached, as the table names what is lacking."""
    return [
        f"「{one.name}」({aim.lacking})"
        for one in found.skills
        for aim in aims.get(one.uid, ())[:1]
        if aim.lacking.startswith("あと")
    ]


def _nothing_known(found: AnnualFigures) -> bool:
    """Tell whether something is required and nobody's level is confirmed: that nothing lacks is not known."""
    return bool(found.required) and not found.whole.whole


def _reached(one: SkillFigures) -> str:
    return one.shown.text if one.shown is not None else WITHHELD


def _worst_units(found: AnnualFigures) -> str:
    """Return the two units in which the fewest reach what is required, over all skills that are told."""
    shares = []
    for name, row in zip(found.heat_names, found.heat, strict=True):
        told = [reach.share for reach in row if not reach.withheld and reach.share.whole]
        whole = HeadShare(sum(one.part for one in told), sum(one.whole for one in told))
        if whole.tenths is not None and len(told) == sum(1 for reach in row if reach.share.whole):
            shares.append((whole.tenths, name, whole.text))
    if len(shares) < 3:
        return ""
    return "、".join(f"{name}({text})" for _, name, text in sorted(shares)[:2])


def next_steps(found: AnnualFigures, beside: Beside) -> str:
    """Say what comes next: courses for what is most lacking, and the targets of next year."""
    gaps = found.gaps[:MOST_NAMED]
    text = ["申告と確認を進めます。"] if _nothing_known(found) else []
    for one in gaps:
        courses = beside.courses_for(one.uid)
        if courses:
            names = "、".join(f"「{name}」" for name in courses[:MOST_NAMED])
            text.append(f"「{one.name}」には、{names}の受講を進めます。")
    without = "".join(f"「{one.name}」" for one in gaps if not beside.courses_for(one.uid))
    if without:
        text.append(f"{without}に役立つ研修は、まだ研修台帳にありません。研修の用意を検討します。")
    if beside.next_targets:
        text.append(f"来年度の目標は、{'、'.join(beside.next_targets[:MOST_NAMED])}です。")
    if not text:
        text.append("今の水準を保つため、来年度も同じ時期に申告と確認を行います。")
    return "".join(text)


def plan(found: AnnualFigures, beside: Beside) -> str:
    """Say where next year begins, and every target that is set for it."""
    gaps = found.gaps
    text = ["確認が済んでから、取り組むスキルを決めます。"] if _nothing_known(found) else []
    if gaps:
        named = "、".join(f"「{one.name}」" for one in gaps[:MOST_NAMED])
        many = f"届いていない人のいる{len(gaps)}個のスキルのうち、" if len(gaps) > MOST_NAMED else ""
        text.append(f"来年度は、{many}不足の大きい{named}から取り組みます。")
        without = [one.name for one in gaps if not beside.courses_for(one.uid)]
        if without:
            names = "、".join(f"「{name}」" for name in without[:MOST_NAMED])
            more = "など" if len(without) > MOST_NAMED else ""
            text.append(f"役立つ研修が研修台帳にないのは{names}{more}です。")
    if beside.next_targets:
        more = f"など{len(beside.next_targets)}件" if len(beside.next_targets) > MOST_NAMED else ""
        text.append(f"来年度の目標は、{'、'.join(beside.next_targets[:MOST_NAMED])}{more}です。")
    return "".join(text) or "来年度も同じ時期に申告と確認を行います。"


def taking_part(found: AnnualFigures) -> str:
    """Say who was asked and how many took part, unit by unit."""
    low = sorted(
        (HeadShare(one.handed_in, one.asked).tenths or 0, one.name)
        for one, told in found.told_units
        if one.asked and told
    )
    text = (
        f"提出率は{found.handed_in.text}({found.handed_in.heads})、"
        f"確認率は{found.confirmed.text}({found.confirmed.heads})です。"
    )
    behind = [name for tenths, name in low if tenths < 800]
    if not behind:
        return text
    many = f"など{len(behind):,}所属" if len(behind) > MOST_NAMED else ""
    return f"{text}提出率が80%に届かないのは{'、'.join(behind[:MOST_NAMED])}{many}です。"


def of_skills(found: AnnualFigures) -> str:
    """Say which skills stand best and which worst."""
    shares = sorted(
        (
            (one.shown.tenths, one.name, one.shown.text)
            for one in found.required
            if one.shown is not None and one.shown.tenths is not None
        ),
        reverse=True,
    )
    if _nothing_known(found):
        return "確認された水準がまだないため、届いている人の割合はまだ示せません。"
    if not shares and found.required:
        return "届いている人か届いていない人が少ないスキルの割合は、伏せています。"
    if not shares:
        return "求められる水準を定めたスキルがないため、水準ごとの人数だけを示します。"
    best, worst = shares[0], shares[-1]
    if best[2] == worst[2]:
        return f"求められる水準に届いている人の割合は、どのスキルも{best[2]}です。"
    text = f"求められる水準に届いている人の割合がいちばん高いのは「{best[1]}」({best[2]})"
    return f"{text}、いちばん低いのは「{worst[1]}」({worst[2]})です。" if len(shares) > 1 else f"{text}です。"


def of_trend(found: AnnualFigures) -> str:
    """Say how the share moved over the years, and what cannot be compared."""
    if len(found.trend) < 2:
        return "前の年度の記録がないため、推移は来年度から示します。"
    first, last = found.trend[0], found.trend[-1]
    text = (
        f"届いている割合は、{fiscal_year_label(first.fiscal_year)}の{first.whole.text}から"
        f"{fiscal_year_label(last.fiscal_year)}の{last.whole.text}になりました。"
    )
    changed = set(first.skills) ^ set(last.skills)
    if changed:
        text += "体系の改定で名前や中身が変わったスキルは、線がつながりません。"
    return text


def glossary(found: AnnualFigures, *, trained: bool, aims: bool) -> tuple[tuple[str, str], ...]:
    """Explain the words of the report to whoever does not work with them, as far as they stand in it."""
    said = [
        ("対象", "今年度にスキルの申告を求めた職員。対象外の職員は、どの数字にも入りません。"),
        ("提出", "本人が、自分の水準を申告したこと。提出率は、対象の人のうち提出した人の割合です。"),
        (
            "確認",
            "上長が、根拠を見て水準を確かめたこと。確認率は、対象の人のうち確認が終わった人の割合です。",
        ),
        ("水準", "スキルごとの、できることの段階。下の「水準の意味」のとおりです。"),
        (
            "求められる水準",
            "職員の役割(人材像)ごとに、方針で決めた水準。届いている人は、その水準かそれより上の人です。",
        ),
        ("人材像", "育てたい職員の姿。同じ人が2つ以上にあてはまることがあります。"),
        (
            "足りない段の数",
            "届いていない人が、求められる水準まであと何段かを足したもの。人数と差の両方が入ります。",
        ),
    ]
    if aims:
        said.append(("目標", "その年度にめざす数字。「あと◯ポイント」は、割合が目標まであといくつかです。"))
    if trained:
        said.append(("受講率・修了率", "研修の対象の人のうち、受けた人、修了した人の割合。"))
    if found.below > 1:
        said.append(("少人数・斜線", f"{found.below}人に満たないため、個人が分からないように伏せた欄です。"))
    return tuple(said)


def method(found: AnnualFigures) -> tuple[str, ...]:
    """Say how it was counted, and what the figures do not show."""
    below = (
        f"{found.below}人に満たない集まりの数字は伏せ、引き算で分かる欄も伏せています"
        f"(少人数の基準: {USE_NAMES[found.use]}{found.below}人)。"
        if found.below > 1
        else "少人数の基準は1人で、伏せた数字はありません。"
    )
    return (
        f"・対象は{fiscal_year_label(found.cycle.fiscal_year)}の対象者です。対象外の職員は、どの数字にも入りません。",
        "・水準は、本人が申告し上長が確認したものです。確認がまだの人は、届いている人にも届いていない人にも数えません。",
        "・割合は小数第2位を四捨五入しています。端数のため、合計が100%にならないことがあります。",
        f"・{below}",
        "・水準は順序を表すもので、平均だけでは比べられません。水準ごとの人数を合わせて示しています。",
        "・育成のための集計で、人事評価には使いません。",
    )
