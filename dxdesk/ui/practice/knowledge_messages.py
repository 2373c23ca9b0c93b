"""Words of 形式知 and 効果発現."""

from __future__ import annotations

TAB_KNOWLEDGE, TAB_TURNED = "形式知", "効果発現"
ABOUT = "職員の知識や経験を、手順書や動画などの形にしたものです。どの年度を選んでも、同じ一覧が出ます。"
TABLE = "形式知"
COLUMNS = ("題名", "種類", "担当の所属", "作った日", "見直す日", "状態")
EMPTY = (
    "形式知は、まだありません",
    "手順書、マニュアル、動画など、形にした知識の置き場所を残します。1つずつ加えるか、表から取り込みます。",
)
ADD, NEW, CHANGE = "形式知を加える…", "形式知を加える", "形式知を直す"
IMPORT_TITLE = "形式知の一覧を取り込む"
FIELDS = {
    "name": "題名",
    "sort": "種類",
    "place": "置き場所(フォルダーや庁内ページの場所)",
    "state": "状態",
    "what": "内容",
    "section": "担当の所属",
    "made_by": "作った人",
    "made_on": "作った日",
    "review_on": "見直す日",
    "case": "もとの改善案件",
    "phase": "フェーズ",
    "skill": "スキル",
    "tags": "分類の言葉(、で区切る)",
    "note": "備考",
}
FACTS = {
    "place": "置き場所",
    "what": "内容",
    "made_by": "作った人",
    "case": "もとの改善案件",
    "phase": "フェーズ",
    "skill": "スキル",
    "tags": "分類の言葉",
    "note": "備考",
}
SAMPLE = "見本"

TURNED_TABLE = "時間を充てた施策"
TURNED_COLUMNS = ("施策", "担当の所属", "充てる時間", "始めた日", "状況")
TURNED_EMPTY = (
    "創出した時間を充てた施策は、まだありません",
    "改善案件で創出した時間を、どの施策に充てたかを残します。創出した時間は、完了した案件から数えます。",
)
TURNED_ADD, TURNED_NEW, TURNED_CHANGE = "施策を加える…", "時間を充てる施策を加える", "時間を充てる施策を直す"
TURNED_FIELDS = {
    "name": "施策",
    "state": "状況",
    "what": "内容",
    "section": "担当の所属",
    "put": "充てる時間(1年分)",
    "since": "始めた日",
    "sources": "もとの改善案件の番号(1行に1つ。決めなければ空)",
    "note": "備考",
}
TURNED_FACTS = {"what": "内容", "cases": "もとの改善案件", "note": "備考"}
