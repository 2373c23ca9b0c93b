"""What the tab 方針の策定 says."""

from __future__ import annotations

TAB = "方針の策定"
COLUMNS = ("時期", "手順", "すること", "担当の所属", "担当者", "状況")
TABLE = "方針の策定の手順"
EMPTY = (
    "方針の策定は、始めていません",
    "人材育成・確保の基本方針を作る6つの手順と前後の予定を、台帳にあるものと一緒に並べます。"
    "新規策定、見直し、年度計画のみから選んで始めます。",
)
ABOUT = (
    "方針を作る6つの手順と前後の予定です。時期の「推定」は、もとの表から読んだ月か、本システムが補った月です。"
    "「直す」で団体の月にしてください。"
)
BEGIN, PRINT, AWAY = "始める…", "印刷…", "この策定をしまう"
BEGIN_TITLE = "方針の策定を始める"
BEGUN = {"sort": "何を作るか", "fiscal_year": "方針や計画が始まる年度"}
AWAY_SAID = "「{name}」をしまいました。書いたものは残っています。同じ年度で始めると、続きから出ます。"
DONE_ACT, OPEN_ACT = "済みにする", "この手順の画面を開く"
DONE_SAID = "「{name}」を済みにしました。"
CHANGE = "手順を直す: {name}"
FIELDS = {
    "begins": "始まりの月",
    "ends": "終わりの月",
    "section": "担当の所属",
    "person": "担当者",
    "state": "状況",
    "done_on": "済んだ日",
    "note": "備考",
}
FACTS = {
    "what": "何をするか",
    "known": "この台帳にあるもの",
    "points": "話し合うこと",
    "together": "人事課とDX推進課で",
    "whole": "どの策定か",
    "done_on": "済んだ日",
    "note": "備考",
}
POINT = "・{text}"
OTHERWISE = "連携しないと起こりうること:"
LATE = "{months}の時期を過ぎています。"
OVER, NOW = "時期を過ぎています", "今月"
PROGRESS = "{title}({asked}件のうち{done}件済み)"
