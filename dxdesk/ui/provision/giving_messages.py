"""What is said where somebody decides of giving, and looks at what leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxdesk.domain.provisions import named
from dxdesk.ui.look import dates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxdesk.domain.provisions import Given, Permit
    from dxdesk.usecases.sending.provision_preview import Preview

TITLE = "提供票を作る"
LEAD = "選んだとおりに何が渡るかが、下に出ます。確かめてから作ってください。"
YEAR = "年度"
WHY = "何のために"
AUTHORITY = "渡す先の課の任命権者"
OWN_AUTHORITY = "この台帳と同じ"
UNTIL = "いつまで使えるか"
UNTIL_NONE = "年度の終わりまで"
ITEMS = "個人の項目"
ITEMS_ALLOWED = "決定にある項目だけを選べます。選ばなければ、人数の集計だけを渡します。"
ITEMS_NONE = "個人の項目を渡せる決定が、今日の時点でありません。人数の集計だけを渡します。"
DECIDE = "決定を登録する…"
LEAVES = "渡るもの"
SKILLS = "スキルごとの欄"
SKILL, SHOWN, WITHHELD = "スキル", "見せる欄", "伏せる欄"
CELLS = "{count:,}欄"
WRITE = "提供票を作る…"
CANCEL = "やめる"

PEOPLE = (
    "所属別の人数: {people:,}人({sections:,}所属、{skills:,}スキル)。"
    "列は、スキル、所属、段階ごとの人数、計です。"
)
INDIVIDUALS_NONE = "個人の項目: 入りません。"
INDIVIDUALS = "個人の項目: {people:,}人の{items}。{ground} 決裁番号 {number}({until}まで)によります。"
WITHHELD_SOME = (
    "伏せるもの: {all:,}欄のうち {withheld:,}欄。{below}人より少ない人数と、引き算で分かる欄です。"
)
WITHHELD_NONE = "伏せるもの: ありません。{below}人より少ない人数を伏せる決まりです。"
THRESHOLD = "少人数の基準を決める…"
LAST = "期限: {until}。そのあとは、相手の画面に出ません。"
LAST_BY_PERMIT = (
    "期限: 個人の項目は{last}(決定の終わり)まで、人数の集計は{until}までです。"
    "それぞれ、そのあとは相手の画面に出ません。"
)
TARGETS = (
    "目標の実績: DX推進担当課の目標のうち、人事課の台帳で数える{count:,}件の、今日の数字です"
    "(数字がないもの、少人数で伏せるもの {without:,}件)。"
)
TARGETS_NONE = "目標の実績: 入りません(DX推進担当課の目標のうち、人事課の台帳で数えるものがありません)。"
WRITE_INSTEAD = "前のものに代えて作る…"
LEFT_OUT = "入っていない人: {text}"
BEYOND = "区分: {use}。配布簿と提供記録にも、そのように残ります。"


def lines(found: Preview) -> list[str]:
    """Return what would leave, a sentence a line."""
    shown = sum(one.shown for one in found.skills)
    until = dates.short_day(found.until)
    told = [PEOPLE.format(people=found.people, sections=found.sections, skills=len(found.skills))]
    permit = found.permit
    if permit is None:
        told.append(INDIVIDUALS_NONE)
    else:
        last = dates.short_day(permit.valid_to)
        items = "、".join(found.items)
        told.append(
            INDIVIDUALS.format(
                people=found.individuals, items=items, ground=permit.ground, number=permit.number, until=last
            )
        )
    measured, without = found.targets
    told.append(
        TARGETS.format(count=measured + without, without=without) if measured + without else TARGETS_NONE
    )
    withheld = WITHHELD_SOME if found.withheld else WITHHELD_NONE
    told.append(withheld.format(all=shown + found.withheld, withheld=found.withheld, below=found.below))
    earlier = found.people_until
    last_day = dates.short_day(earlier)
    told.append(LAST_BY_PERMIT.format(last=last_day, until=until) if earlier else LAST.format(until=until))
    if found.left_out:
        told.append(LEFT_OUT.format(text=found.left_out))
    told.append(BEYOND.format(use=found.use))
    return told


PERMITS = "個人の項目の決定"
PERMITS_TEXT = (
    "個人の項目(氏名やレベルなど)は、決裁を受けた決定にあるものだけを、その期間だけ渡せます。"
    "根拠となる法令は、団体で確かめてください。決定は消えません。"
)
PERMIT_COLUMNS = ("番号", "渡してよい項目", "根拠", "決裁番号", "決裁日", "期間")
PERMITS_NONE = "決定は、まだありません"
PERMIT_TITLE = "個人の項目を渡す決定を登録する"
PERMIT_LEAD = "決裁した文書のとおりに入れてください。ここにない項目は、提供票に入れられません。"
PERMIT_ITEMS = "渡してよい項目"
PERMIT_GROUND, PERMIT_GROUND_HINT = "根拠", "例: 個人情報保護法第69条第2項第2号、要綱第5条"
PERMIT_NUMBER, PERMIT_NUMBER_HINT = "決裁番号", "例: 7総人第123号"
PERMIT_ON, PERMIT_FROM, PERMIT_TO = "決裁日", "期間の始まり", "期間の終わり"
PERMIT_KEEP = "登録する"
PERMIT_KEEP_BOTH = "両方を残して登録する"
PERMIT_KEPT = "決定を登録しました。提供票を作るときに、この項目を選べます。"
PERMIT_LAST = "終わりの日"
PERMIT_END = "この決定を終える"
PERMIT_END_ASK = "決裁番号 {number} の決定を、{day}で終えますか"
PERMIT_END_MEANS = (
    "{day}のあとは、この決定({items})で提供票を作れません。人数の集計は、これまでどおり渡せます。"
)
PERMIT_END_LEFT = (
    "もう渡した提供票({keys})の個人の項目は、{until}まで相手の画面に残ります。"
    "残さないときは、終えたあと「提供記録」で取り下げて、そのファイルを相手に送ってください。"
)
PERMIT_END_NONE = "この決定で渡した、いま使える提供票はありません。"
PERMIT_END_BACK = "終えた決定は延ばせません。続けるときは「写して登録する…」で、新しい決定として登録します。"
PERMIT_REPEAT = "写して登録する…"
PERMIT_LEAD_LIKE = (
    "前の決定を写しました。決裁した文書のとおりに、決裁番号、決裁日、期間を直してから登録してください。"
)
PERMIT_ENDED = "決裁番号 {number} の決定を、{day}で終えます。"
PERMIT_ENDED_TEXT = (
    "もう渡した提供票は、期限か取り下げまで残ります。まちがえて終えたときは、写して登録できます。"
)


def term(permit: Permit) -> str:
    """Return from when to when a decision holds."""
    return f"{dates.short_day(permit.valid_from)}〜{dates.short_day(permit.valid_to)}"


def items(permit: Permit) -> str:
    """Return what a decision allows."""
    return named(permit.items)


def ending(permit: Permit, day: str, holding: Iterable[Given]) -> str:
    """Return what ending a decision with a day means, with what was given under it and may still be used."""
    mine = [one for one in holding if one.decision == permit.number and one.package]
    told = [PERMIT_END_MEANS.format(day=dates.short_day(day), items=items(permit))]
    if mine:
        until = max(one.people_until or one.until for one in mine)
        keys = "、".join(one.key for one in mine)
        told.append(PERMIT_END_LEFT.format(keys=keys, until=dates.short_day(until)))
    else:
        told.append(PERMIT_END_NONE)
    told.append(PERMIT_END_BACK)
    return "\n".join(told)
