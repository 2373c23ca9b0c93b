"""The sheets and headers of the framework workbook, said once for writing and reading."""

from __future__ import annotations

from dxdesk.domain.bridge import DROPPED, KEPT, MERGED_MAX, MERGED_MIN, NEW, RENAMED, SPLIT
from dxdesk.domain.framework import (
    ASSIGNED,
    BY_GRADE,
    COURSE,
    EVERYONE,
    EXAM,
    EXPERIENCE,
    LEVEL,
    MINDSET,
    OTHERWISE,
    SKILL,
    STAGE,
)

HEAD, GRADES, SCALES = "体系", "職層", "水準の並び"
ITEMS, LEVELS = "分類とスキル", "水準"
PERSONAS, FACETS = "人材像と要求水準", "人材像の役割"
REQUIREMENTS, STAGES = "要件", "育成段階"
TARGETS, TOOLS, GLOSSARY, BRIDGE = "目標", "ツール", "用語", "対応表"
SHEETS = (
    HEAD,
    ITEMS,
    LEVELS,
    SCALES,
    GRADES,
    PERSONAS,
    FACETS,
    REQUIREMENTS,
    STAGES,
    TARGETS,
    TOOLS,
    GLOSSARY,
    BRIDGE,
)
MAY_LACK = (GRADES, FACETS, REQUIREMENTS, STAGES, TARGETS, TOOLS, GLOSSARY, BRIDGE)
"""Sheets a policy may have nothing for."""

MARK, NAME, TEXT, REMARK = "記号", "名称", "説明", "補足"
YES = "はい"

HEAD_COLUMNS = ("項目", "内容", "書き方")
HEAD_LINES = (
    ("code", "コード", "半角の英数字と - 。同じ体系の新しい版では変えません。"),
    ("version", "版", "中身を変えるたびに新しくします(例 R8-1)。"),
    ("follows", "前の版", "この表のもとになった版です。変えないでください。"),
    ("name", "名称", "画面と帳票に出る名前です。"),
    ("source", "出典", "もとにした方針や計画の名前です。"),
    ("summary", "要約か", "公式の文言に差し替えたら、空欄にします(要約のままなら「はい」)。"),
    ("note", "注記", "職員に伝えておきたいことを書きます。"),
)

CATEGORY = "分類"
KINDS = {SKILL: "スキル", MINDSET: "マインドセット"}
ITEM_COLUMNS = (
    "種別",
    MARK,
    "番号",
    "上位の分類",
    NAME,
    TEXT,
    "水準の並び",
    "答える職層",
    "答える人材像",
    REMARK,
)
LEVEL_COLUMNS = ("スキルの記号", "スキル", "水準・職層", "見出し", "判断の目安", "推定")
SHARE = "到達の割合(%)"
SCALE_COLUMNS = (MARK, NAME, TEXT, REMARK, "値", "表示", "意味", "水準の補足", SHARE)
ADDED_LATER = (SHARE,)
"""Columns that workbooks of earlier programs lack."""
MEMO = "メモ(取り込みません)"
GRADE_COLUMNS = (NAME, "名簿での書き方", MEMO)

SCOPES = {
    EVERYONE: "全職員",
    ASSIGNED: "任命された職員",
    OTHERWISE: "ほかの区分でない職員",
    BY_GRADE: "職層で決まる",
}
PERSONA_COLUMNS = (
    MARK,
    NAME,
    "だれに当てはまるか",
    "当てはまる職層",
    "1つだけ",
    "上位の人材像",
    TEXT,
    REMARK,
    "要求水準は補足",
    "所属ごとの人数",
)
FACET_COLUMNS = ("人材像の記号", "人材像", "見出し", "内容", REMARK)

REQUIREMENT_KINDS = {
    COURSE: "研修",
    EXAM: "資格・試験",
    EXPERIENCE: "実務経験",
    LEVEL: "水準",
    STAGE: "育成段階",
}
REQUIREMENT_COLUMNS = (
    MARK,
    "種類",
    NAME,
    "選択",
    "スキルの記号",
    "水準",
    "育成段階の記号",
    "月数",
    "裏付けになる水準",
    "人材像",
    "時間数",
    "注記",
    REMARK,
)
STAGE_COLUMNS = (MARK, "人材像の記号", "段階", NAME, "内容", "推定", "要件の記号", REMARK)

TARGET_COLUMNS = (
    MARK,
    NAME,
    "値",
    "単位",
    "見出し",
    "時期",
    "人材像の記号",
    "約",
    "以上",
    "課ごと",
    "注記",
    REMARK,
)
TOOL_COLUMNS = (MARK, NAME, "育成段階の記号", "内容", REMARK)
GLOSSARY_COLUMNS = ("用語", "意味", MEMO)
BRIDGE_COLUMNS = ("対応", "前の記号", "前の名称", "新しい記号", MEMO)
LINKS = {
    KEPT: "そのまま",
    RENAMED: "名称の変更",
    MERGED_MAX: "統合(高いほう)",
    MERGED_MIN: "統合(低いほう)",
    SPLIT: "分割",
    DROPPED: "廃止",
    NEW: "新設",
}

COLUMNS = {
    HEAD: HEAD_COLUMNS,
    ITEMS: ITEM_COLUMNS,
    LEVELS: LEVEL_COLUMNS,
    SCALES: SCALE_COLUMNS,
    GRADES: GRADE_COLUMNS,
    PERSONAS: PERSONA_COLUMNS,
    FACETS: FACET_COLUMNS,
    REQUIREMENTS: REQUIREMENT_COLUMNS,
    STAGES: STAGE_COLUMNS,
    TARGETS: TARGET_COLUMNS,
    TOOLS: TOOL_COLUMNS,
    GLOSSARY: GLOSSARY_COLUMNS,
    BRIDGE: BRIDGE_COLUMNS,
}

WIDTHS = {
    "項目": 12,
    "内容": 52,
    "書き方": 44,
    "種別": 12,
    MARK: 31,
    "スキルの記号": 31,
    "人材像の記号": 20,
    "上位の分類": 20,
    "水準の並び": 12,
    NAME: 22,
    "スキル": 20,
    TEXT: 40,
    "見出し": 22,
    "判断の目安": 60,
    "意味": 24,
    "名簿での書き方": 26,
    "だれに当てはまるか": 18,
    "裏付けになる水準": 34,
    "要件の記号": 18,
    "注記": 30,
    "用語": 24,
    "前の記号": 31,
    "前の名称": 26,
    "新しい記号": 31,
    MEMO: 24,
}
GUIDES = {
    HEAD: "この表を直してから取り込むと、新しい版になります。前の版と、その版で答えた年度は変わりません。",
    ITEMS: "上から順に、画面と申告票に並びます。分類の行は、その下のスキルより前に書きます。"
    "記号は、同じスキルなら版が変わっても変えません。",
    LEVELS: "1行に1文です。スキルと水準が上の行と同じなら、空欄のままでかまいません。"
    "マインドセットは「水準・職層」に職層を書きます。",
    SCALES: "1行に1つの水準を、低い順に書きます。同じ並びの2行目からは、値・表示・意味だけを書きます。"
    "到達の割合は、判断の目安の何%に当てはまれば届いたとするかです(空欄はすべて)。",
    GRADES: "スキル体系でいう職層と、名簿での書き方の対応です(セルの中で改行して並べます)。",
    PERSONAS: "スキルの列には、求める水準(LV2 など)を書きます。求めないときは空欄にします。",
    FACETS: "役割、任命、育成などを1行に1つ書きます。",
    REQUIREMENTS: "水準や育成段階に進むための研修・資格・経験です。"
    "裏付けになる水準は「記号=LV2」のように、1行に1つ書きます。",
    STAGES: "人材像ごとの育成の段階です。内容も要件もない段階は「未定」として扱います。",
    TARGETS: "人数や割合の目標です。数が決まっていないときは、値を空欄にします。",
    TOOLS: "ツールごとに、育成段階でできることを1行に1つ書きます。決まっていない段階は、内容を空欄にします。",
    GLOSSARY: "用語とその意味です。",
    BRIDGE: "前の版のスキルが、新しい版のどれになるかです。前年のレベルは、この表のとおりに引き継ぎます。"
    "統合と分割は、記号をセルの中で改行して並べます。新設と分割のスキルは、全員が新しく答えます。",
}
