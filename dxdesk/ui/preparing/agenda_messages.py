"""What 検討と予定 says."""

from __future__ import annotations

TITLE = "検討と予定"
SUBTITLE = "決まっていないことの担当と期限、1年の予定、方針を作る手順。近づくとホームに出ます"
HELP = (
    ("Ctrl+F", "さがす"),
    ("Enter", "選んだものを直す"),
    ("F5", "読み直す"),
)
TAB_MATTERS, TAB_YEAR = "検討事項", "年の予定"
COLUMNS = ("件名", "担当の所属", "担当者", "期限", "状況")
TABLE = "検討事項"
EMPTY = (
    "検討事項は、まだありません",
    "まだ決まっていないことを、担当の所属と期限を付けて残します。期限が近づくと、ホームと引継書に出ます。",
)
ADD = "検討事項を加える…"
NEW, CHANGE = "検討事項を加える", "検討事項を直す"
FIELDS = {
    "name": "件名",
    "state": "状況",
    "what": "内容",
    "section": "担当の所属",
    "person": "担当者",
    "due": "期限",
    "decided_on": "決めた日",
    "decision": "決めたこと",
    "note": "備考",
}
LATE = "期限({day})を過ぎています。"

YEAR_COLUMNS = ("時期", "すること", "担当の所属", "担当者", "状況")
YEAR_TABLE = "年の予定"
YEAR_EMPTY = ("年の予定がありません", "")
YEAR_ABOUT = "ふつうの1年の予定です。日は「直す」で変えられます。「(推定)」は、月だけが決まっている予定です。"
DONE_ACT = "済みにする"
CHANGE_TASK = "予定を直す: {name}"
DONE_SAID = "「{name}」を済みにしました。"
TASK_FIELDS = {
    "begins": "始まり",
    "ends": "終わり",
    "section": "担当の所属",
    "person": "担当者",
    "done_on": "済んだ日",
    "note": "備考",
}
FROM_YEAR = "終わりの日は、年度の設定(期限)から取っています。"

MATTERS_TAKE, MATTERS_IMPORT = "方針の検討事項を加える…", "検討事項の表を取り込む"
MATTERS_POLICY = "方針(前からある検討事項は、そのままです)"

TAB_TERMS = "用語集"
TERM_COLUMNS = ("用語", "説明")
TERMS_EMPTY = (
    "用語は、まだありません",
    "方針の用語集(要約)を加えて始めるか、1つずつ書きます。用語集は印刷できます。",
)
TERM_ADD, TERM_NEW, TERM_CHANGE = "用語を加える…", "用語を加える", "用語を直す"
TERMS_TAKE, TERMS_POLICY = "方針の用語を加える…", "方針(前からある用語は、そのままです)"
TERMS_PRINT, TERMS_IMPORT = "印刷する…", "用語集の表を取り込む"
TERM_FIELDS = {
    "name": "用語",
    "reading": "よみ",
    "meaning": "説明",
    "source": "出典",
    "note": "備考",
}
SUMMARY = "要約"
