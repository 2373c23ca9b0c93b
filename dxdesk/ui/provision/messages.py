"""What the screens 提供 say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxdesk.domain.provisions import State
from dxdesk.ui.look import dates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxdesk.domain.errors import Problem
    from dxdesk.domain.provisions import Given

TITLE = "提供"
TEXT = "DX推進担当課などへ何を渡したかの記録です。決定がなければ、渡すのは人数の集計だけです。"
HELP = (
    ("提供票", "所属とスキルごとの人数を入れたファイルです。少ない人数は「少人数」と伏せます。"),
    ("個人の項目", "「個人の項目の決定」に根拠、決裁番号、項目、期間を登録すると、その項目だけを渡せます。"),
    ("期限", "期限を過ぎた提供票は、相手の画面に出なくなります。提供記録には残ります。"),
    (
        "取り下げ",
        "その提供票は、相手の台帳では見られなくなります。取り下げのファイルを相手に送ってください。"
        "期限の残る前の提供票があれば、相手の画面には、その内容がまた出ます。",
    ),
)
WRITE = "提供票を作る…"
WITHDRAW = "取り下げる"
WITHDRAW_ASK = "この提供を取り下げますか"
WITHDRAW_TEXT = (
    "{what}({to})を取り下げ、相手に送るファイルを作ります。取り下げは元に戻せません。\n"
    "相手が印刷したものや書き出したものは残ります。"
)
WITHDRAW_AGAIN = "取り下げのファイルを作り直す"
WITHDRAW_AGAIN_ASK = "取り下げのファイルをもう一度作りますか"
FOLDER = "ファイルを置くフォルダー"
WRITTEN = "{file}を書き出しました"
SEND = "このファイルを、DX推進担当課へ送ってください。"
RECORDS = "提供記録"
NOTHING = "まだ何も渡していません"
NOTHING_TEXT = (
    "年度の利用目的に「DX部門での利用」があると、所属ごとの人数の集計をDX推進担当課へ渡せます。"
    "渡したものは、ここに残ります。"
)
COLUMNS = ("番号", "日付", "区分", "渡したもの", "相手", "何のために", "いつまで", "状態")
UNTIL_PEOPLE = "{day}(個人の項目は{people})"
STATE_SINCE = "{state}({day})"
LOADING = "書き出しています"

GIVEN_TITLE = "提供された集計"
GIVEN_TEXT = "{year}・{why}のために、{until}まで使えます。{below}人より少ない人数は「少人数」です。"
GIVEN_HELP = (
    ("届いたもの", "人事課の提供票の内容です。新しい提供票を入れると、同じ年度の前のものに代わります。"),
    ("期間", "最後の日を過ぎた提供と、人事課が取り下げた提供は、集計も個人の項目も出ません。"),
    (
        "個人の項目の期間",
        "個人の項目は、決定の期間が終わると出なくなります。人数の集計は、その期限まで残ります。",
    ),
)
OVER, OVER_AT_ALL = "使える期間が終わりました", "集計も個人の項目も、もう表示しません。"
OVER_TITLE = "{state}({day})"
OVER_TEXTS = {
    State.ENDED: (
        "{year}の提供票は、{why}のために、{until}まで使えるものでした。集計も個人の項目も、もう表示しません。"
    ),
    State.WITHDRAWN: (
        "{year}の提供票(何のために: {why})を、人事課が取り下げました。集計も個人の項目も、もう表示しません。"
        "印刷や書き出しをしたものがあれば、人事課の指示に従って処分してください。"
    ),
}
OVER_ASK = "続けて使うときは、人事課に新しい提供票を頼んでください{decision}。"
OVER_DECISION = "(前の決裁番号: {number})"
GIVEN_NOTHING = "使える提供票がありません"
GIVEN_NOTHING_TEXT = (
    "人事課から届いた提供票を「受付」に入れると、ここで見られます。"
    "入れたのに出ないときは、「設定」の「鍵」で人事課の確認コードを電話で確かめ、登録してください。"
)
RECEIVE = "受付の画面を開く"
YEAR = "年度"
MAP = "所属別の人数"
MAP_NOTHING = "この提供票には、まだだれの人数も入っていません。確認が済んだ人の分が、次の提供票に入ります。"
SKILL, SECTION, ALL, LEVELS = "スキル", "所属", "計", "段階ごとの人数"
PEOPLE, CAUTION = "個人", "取扱注意"
PEOPLE_SEARCH = "個人の一覧を探す(職員番号、氏名、所属など)"
PEOPLE_TEXT = "{items}。{count:,}人。{until}まで使えます(決裁番号 {number})。"
PEOPLE_NOTHING = "探した言葉に合う人がいません。"
PEOPLE_PICK = "人を選ぶと、その人の項目をすべてここに出します。"
PEOPLE_OVER = (
    "個人の項目({items})は、{day}で決定(決裁番号 {number})の期間が終わったので、もう表示しません。"
    "人数の集計は、{until}まで使えます。続けて使うときは、人事課に新しい提供票を頼んでください。"
)
AT_LEVEL = "{level}: {number}"
PEOPLE_COUNT = "{number:,}人"


def withdrawing(given: Given, notes: Iterable[Problem]) -> tuple[str, str, str]:
    """Return what is asked before something is taken back, or its file is written again: title, text, act."""
    told = [str(one) for one in notes]
    if given.withdrawn:
        return WITHDRAW_AGAIN_ASK, "\n".join(told), WITHDRAW_AGAIN
    return WITHDRAW_ASK, "\n".join([WITHDRAW_TEXT.format(what=given.what, to=given.to), *told]), WITHDRAW


PICK = "行を選ぶと、人数、個人の項目、根拠、決裁番号、決裁日をここに出します。"
WITH_CAUTION = "取扱注意 {what}"
ALL_OF = "{key} {what}"
HEADS, ITEMS_OF = "人数: {heads}", "個人の項目: {items}(取扱注意)"
DECIDED = "根拠: {ground}。決裁: {number}({day})"


def what(given: Given) -> str:
    """Return what was given; where it names people, 取扱注意 stands before it."""
    return WITH_CAUTION.format(what=given.what) if given.cautioned else given.what


def all_of(given: Given) -> str:
    """Return a line of 提供記録 whole: what, of how many people, which particulars, by which decision."""
    told = [ALL_OF.format(key=given.key, what=given.what)]
    if given.heads:
        told.append(HEADS.format(heads=given.heads))
    if given.cautioned:
        told.append(ITEMS_OF.format(items=given.items))
    if given.decision:
        day = dates.short_day(given.decided_on)
        told.append(DECIDED.format(ground=given.ground, number=given.decision, day=day))
    return "。".join(told) + "。"


def until(given: Given) -> str:
    """Return the last day of what was given, and that of the individuals where it is earlier."""
    day = dates.short_day(given.until)
    return (
        UNTIL_PEOPLE.format(day=day, people=dates.short_day(given.people_until))
        if given.people_until
        else day
    )
