"""How people call the things that owners keep (courses, targets, ...), their fields and what stands in them.

For sentences about a single field of a record (``domain.owned`` ``differing``); screens and workbooks have
words of their own for whole things.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dxdesk.domain.action_plan import VERSION_NAMES, PlanSaid
from dxdesk.domain.agenda_record import KINDS as AGENDA_KINDS
from dxdesk.domain.agenda_record import STATE_NAMES
from dxdesk.domain.attendance_record import AttendanceSaid
from dxdesk.domain.contents import ENDED, CourseSaid, OwnedValue, SessionSaid
from dxdesk.domain.drafting_record import KINDS as DRAFTING_KINDS
from dxdesk.domain.drafting_record import PROGRESS_NAMES
from dxdesk.domain.drafting_record import SORT_NAMES as DRAFTING_NAMES
from dxdesk.domain.glossary_record import KINDS as TERM_KINDS
from dxdesk.domain.indicator_record import ActivitySaid, IndicatorSaid, OutcomeSaid, SurveySaid
from dxdesk.domain.knowledge_record import FORM_NAMES, STANDING_NAMES, TURNED_NAMES
from dxdesk.domain.knowledge_record import KINDS as KNOWLEDGE_KINDS
from dxdesk.domain.practice_record import (
    SOLVED_NAMES,
    SORT_NAMES,
    STATUS_NAMES,
    CaseSaid,
    ConsultationSaid,
    EventSaid,
)
from dxdesk.domain.staffing_record import (
    HOURS_NAMES,
    MEANS_NAMES,
    PRIORITY_NAMES,
    RECRUITING_NAMES,
    TENURE_NAMES,
)
from dxdesk.domain.staffing_record import KINDS as STAFFING_KINDS
from dxdesk.domain.target_record import AIM_NAMES, BASIS_NAMES, SPAN_NAMES, TargetSaid
from dxdesk.domain.training import NEED_LABELS
from dxdesk.domain.wareki import fiscal_year_label, short_day

KIND_NAMES: Mapping[str, str] = {
    "course": "研修",
    "session": "研修の回",
    "target": "目標",
    "outcome": "アウトカム",
    "indicator": "評価指標",
    "survey": "アンケート",
    "activity": "取組",
    "attendance": "出席",
    "plan": "年度計画",
    "case": "改善案件",
    "event": "行事",
    "consultation": "DX相談",
    "staffing": "確保計画",
    "role": "役割の表",
    "matter": "検討事項",
    "task": "年の予定",
    "term": "用語",
    "knowledge": "形式知",
    "turned": "効果発現",
    "drafting": "方針の策定",
    "step": "方針の策定の手順",
}
"""The kinds of thing of which two stores of one owner may say different things."""

OWNER_NAMES: Mapping[str, str] = {"hr": "人事課", "dx": "DX推進担当課"}


def of_owner(name: str, owner: str, own: str) -> str:
    """Return what a thing is called in a store of ``own``: another section's says whose it is."""
    called = OWNER_NAMES.get(owner, owner)
    return f"{name}({called})" if called and owner != own else name


_NOTHING, _YES, _NO = "(空欄)", "はい", "いいえ"

_SHARED = {"code": "コード", "name": "名前", "note": "備考", "held_by": "担当", ENDED: "終了"}

FIELD_NAMES: Mapping[str, Mapping[str, str]] = {
    "course": {
        **_SHARED,
        "name": "研修名",
        "aliases": "別名",
        "provider": "提供元",
        "form": "実施形態",
        "hours": "時間数",
        "minutes": "時間数の分",
        "serves": "対応するスキル",
        "outcomes": "身に付くこと",
        "audience": "対象",
        "rule": "受講の条件",
        "after": "先に受ける研修",
        "hint": "対象の原則",
        "recurrence": "受講の頻度",
        "every_years": "何年ごとか",
        "valid_years": "有効年数",
        "cost": "費用",
        "roster": "名簿の人が対象",
        "by_attendance": "出席で修了",
        "reference": "実績の年度",
        "requirements": "要件",
        "into": "まとめた先の研修",
    },
    "session": {
        **_SHARED,
        "course": "研修",
        "turn": "回",
        "first_day": "開始日",
        "last_day": "終了日",
        "fiscal_year": "年度",
        "period": "受講期",
        "place": "会場",
        "seats": "定員",
        "deadline": "申込期限",
        ENDED: "中止",
        "ground": "受講決定の根拠",
        "approval": "決裁番号",
        "approved_on": "決裁日",
        "moved": "別の回として続く",
        "into": "続く先の回",
    },
    "target": {
        **_SHARED,
        "aim": "類型",
        "group": "施策",
        "span": "期間の種類",
        "effort": "難しさ(★)",
        "effort_to": "難しさ(★)の上限",
        "effort_estimated": "難しさは推定",
        "measures": "人材施策(何を測るか)",
        "hurdle": "ハードルの理由",
        "unit": "単位",
        "about": "約",
        "at_least": "以上",
        "per_section": "課ごと",
        "persona": "人材像",
        "courses": "研修",
        "any_course": "研修はどれか1つ",
        "item": "スキル",
        "level": "レベル",
        "stage": "段階",
        "parts": "合わせる目標",
        "of_indicator": "評価指標",
        "sort": "行事の種類",
        "basis": "数え方",
        "first_year": "最初の年度",
        "last_year": "最後の年度",
        "deadline": "期限",
        "example": "例",
        "supplement": "本システムの補足",
        "plan": "目標値",
        "actual": "実績",
        "forecast": "見込み",
    },
    "outcome": {
        **_SHARED,
        "layer": "層",
        "leads_to": "つながる先",
        "first_year": "最初の年度",
        "final_year": "最後の年度",
        "remarks": "改定の記録",
    },
    "indicator": {
        **_SHARED,
        "outcome": "アウトカム",
        "question": "設問",
        "hints": "設問の説明",
        "survey": "アンケートの名前",
        "measure": "測り方",
        "options": "選択肢",
        "most": "選べる数",
        "unit": "単位",
        "aim": "目標の決め方",
        "aimed": "目標値",
        "published": "公表値",
    },
    "survey": {
        **_SHARED,
        "survey": "アンケートの名前",
        "fiscal_year": "年度",
        "held_in": "行った時期",
        "answers": "回答数",
        "rate": "回答率",
        "scored": "段階の答え",
        "chosen": "選択肢の答え",
        "choosers": "答えた人数",
        "grouped": "所属・職層別の答え",
        "source": "出典",
    },
    "activity": {
        **_SHARED,
        "outcomes": "アウトカム",
        "fiscal_year": "年度",
        "planned": "予定したこと",
        "done": "行ったこと",
        "participants": "参加した人数",
        "went_well": "うまくいったこと",
        "to_change": "変えること",
    },
    "plan": {
        **_SHARED,
        "fiscal_year": "年度",
        "version": "版",
        "drafted_on": "時点",
        "figures": "もとにした数字",
        "consulted_on": "協議の日",
        "consulted_with": "協議の相手",
        "consulted": "協議の結果",
        "approved_on": "決裁日",
        "approval": "文書番号",
        "reopened": "決裁を取り消したわけ",
        "former": "変更前の決裁",
        "line": "計画の行",
        "done": "実績",
    },
    "attendance": {
        "course": "研修",
        "held_on": "受講日",
        "number": "職員番号",
        "result": "結果",
        "completed": "修了",
        ENDED: "取消",
    },
    "case": {
        **_SHARED,
        "section": "所属",
        "lead": "リード",
        "escorts": "伴走",
        "tools": "使うツール・スキル",
        "hours_before": "改善前の時間(年)",
        "hours_after": "改善後の時間(年)",
        "effect": "効果",
        "status": "状況",
        "started": "始めた日",
        "finished": "終えた日",
        "phase": "フェーズ",
        "exemplary": "優良事例",
    },
    "event": {
        **_SHARED,
        "sort": "種類",
        "held_on": "日",
        "place": "会場",
        "attendees": "参加した人",
        "participants": "参加人数",
    },
    "consultation": {
        **_SHARED,
        "topic": "相談の内容",
        "section": "所属",
        "asked_on": "相談の日",
        "days": "かかった日数",
        "solved": "解決したところ",
        "answered_by": "応じた職員",
    },
    "staffing": {
        **_SHARED,
        "name": "役割・業務",
        "fiscal_year": "年度",
        "section": "所属",
        "duties": "任せること",
        "untrained": "育成で充てられない理由",
        "heads": "足りない人数",
        "priority": "優先順位",
        "ranking": "優先順位の理由",
        "needed_by": "いつまでに",
        "training_months": "育成にかかる月数",
        "finding_months": "確保にかかる月数",
        "means": "手法",
        "means_reason": "手法を選んだ理由",
        "hours_form": "勤務形態",
        "tenure": "根拠",
        "conditions": "勤務条件",
        "pay": "給与の根拠",
        "must": "必須のスキル・経験",
        "wish": "歓迎するスキル・経験",
        "common": "全庁共通の要件",
        "criteria": "評価基準",
        "panel": "面接の体制",
        "progress": "状況",
        "asked_on": "依頼した日",
        "filled": "着任した人数",
        "sample": "見本",
    },
    "role": {
        **_SHARED,
        "group": "区分",
        "persona": "人材像",
        "functions": "機能・役割",
        "placement": "配置",
        "gaining": "獲得",
        "raising": "育成",
        "place_in_list": "並び順",
        "supplement": "本システムの要約",
    },
    "matter": {
        **_SHARED,
        "name": "件名",
        "what": "内容",
        "section": "担当の所属",
        "person": "担当者",
        "state": "状況",
        "due": "期限",
        "decided_on": "決めた日",
        "decision": "決めたこと",
        "sample": "見本",
    },
    "task": {
        **_SHARED,
        "name": "すること",
        "fiscal_year": "年度",
        "begins": "始まり",
        "ends": "終わり",
        "section": "担当の所属",
        "person": "担当者",
        "done_on": "済んだ日",
        "skipped": "行わない",
    },
    "term": {
        **_SHARED,
        "name": "用語",
        "reading": "よみ",
        "meaning": "説明",
        "source": "出典",
        "supplement": "本システムの要約",
    },
    "knowledge": {
        **_SHARED,
        "name": "題名",
        "sort": "種類",
        "place": "置き場所",
        "what": "内容",
        "section": "担当の所属",
        "made_by": "作った人",
        "made_on": "作った日",
        "case": "改善案件の番号",
        "phase": "フェーズ",
        "skill": "スキル",
        "tags": "分類の言葉",
        "state": "状態",
        "review_on": "見直す日",
        "sample": "見本",
    },
    "turned": {
        **_SHARED,
        "name": "施策",
        "what": "内容",
        "section": "担当の所属",
        "put": "充てる時間(年)",
        "sources": "改善案件の番号",
        "since": "始めた日",
        "state": "状況",
        "sample": "見本",
    },
    "drafting": {
        **_SHARED,
        "fiscal_year": "年度",
        "sort": "種別",
        "sample": "見本",
    },
    "step": {
        **_SHARED,
        "name": "すること",
        "fiscal_year": "年度",
        "begins": "始まりの月",
        "ends": "終わりの月",
        "section": "担当の所属",
        "person": "担当者",
        "state": "状況",
        "done_on": "済んだ日",
    },
}
"""What people call the fields, by kind; of a target those of a year without the year (``plan``)."""

_CODED: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("course", "rule"): {"new-staff": "新規採用の人だけ", "wish": "希望する人"},
    ("course", "recurrence"): {"once": "1回", "yearly": "毎年", "every-n": "何年かごと", "regular": "定期"},
    ("target", "aim"): AIM_NAMES,
    ("target", "span"): SPAN_NAMES,
    ("target", "sort"): SORT_NAMES,
    ("target", "basis"): BASIS_NAMES,
    ("plan", "version"): VERSION_NAMES,
    ("outcome", "layer"): {
        "final": "最終",
        "intermediate": "中間",
        "direct": "直接",
        "model": "ロジックモデル全体",
    },
    ("indicator", "measure"): {
        "mean": "5段階の平均",
        "share": "上の2段階の割合",
        "choice": "選択肢の数",
        "elsewhere": "ほかの課の調査による",
        "value": "手で入れる",
    },
    ("case", "status"): STATUS_NAMES,
    ("event", "sort"): SORT_NAMES,
    ("consultation", "solved"): SOLVED_NAMES,
    ("staffing", "priority"): PRIORITY_NAMES,
    ("staffing", "means"): MEANS_NAMES,
    ("staffing", "hours_form"): HOURS_NAMES,
    ("staffing", "tenure"): TENURE_NAMES,
    ("staffing", "progress"): RECRUITING_NAMES,
    ("matter", "state"): STATE_NAMES,
    ("knowledge", "sort"): FORM_NAMES,
    ("knowledge", "state"): STANDING_NAMES,
    ("turned", "state"): TURNED_NAMES,
    ("drafting", "sort"): DRAFTING_NAMES,
    ("step", "state"): PROGRESS_NAMES,
    ("indicator", "aim"): {"benchmark": "3.5を基準に決まる", "fixed": "目標値を決める", "": "目標はない"},
}
"""The fields whose words are codes."""


def coded(kind: str, said: object) -> object:
    """Return what somebody gave of a thing with codes in place of the words that people read for them.

    What is no object, no such word or no text stays as it is: whoever reads it tells what is wrong.
    """
    if not isinstance(said, dict):
        return said
    return {name: _code_of(kind, str(name), value) for name, value in said.items()}


def _code_of(kind: str, name: str, value: object) -> object:
    words = {text: str(code) for code, text in _CODED.get((kind, name), {}).items()}
    return words.get(value.strip(), value) if isinstance(value, str) else value


_BY = {"section": "所属別", "grade": "職層別"}
_FIRST_NAMED = 1950
"""Years before are no fiscal year of ours; a record of a stranger may say any."""
_YEARS = frozenset({"fiscal_year", "first_year", "last_year", "final_year", "reference"})


@dataclass(frozen=True)
class Names:
    """What is behind the codes that fields hold: skills (uid), personas, courses by their names."""

    skills: Mapping[str, str] = field(default_factory=dict)
    personas: Mapping[str, str] = field(default_factory=dict)
    courses: Mapping[str, str] = field(default_factory=dict)


def thing_name(kind: str, value: OwnedValue, courses: Mapping[str, str] = {}) -> str:
    """Return what people call a thing of a kind of ``KIND_NAMES``, by what its record says.

    Args:
        kind: its kind.
        value: what its record says.
        courses: the names of courses by code, for a session or an attendance that says a code.
    """
    if kind == "session":
        said = SessionSaid.read(value)
        course = courses.get(said.course, said.course)
        return f"{course} {said.turn or said.first_day or said.period}".strip()
    if kind == "attendance":
        there = AttendanceSaid.read(value)
        return f"{courses.get(there.course, there.course)} {short_day(there.held_on)} {there.number}".strip()
    return _NAMED[kind](value)


def _activity_name(value: OwnedValue) -> str:
    said = ActivitySaid.read(value)
    year = f"({fiscal_year_label(said.fiscal_year)})" if said.fiscal_year else ""
    return f"{said.name or said.code}{year}"


def _survey_name(value: OwnedValue) -> str:
    said = SurveySaid.read(value)
    year = f"({fiscal_year_label(said.fiscal_year)})" if said.fiscal_year else ""
    return f"{said.name or said.survey}{year}" or "アンケート"


def _course_name(value: OwnedValue) -> str:
    said = CourseSaid.read(value)
    return said.name or said.code


def _target_name(value: OwnedValue) -> str:
    said = TargetSaid.read(value)
    return said.name or said.code


def _plan_name(value: OwnedValue) -> str:
    said = PlanSaid.read(value)
    year = _year(said.fiscal_year) if said.fiscal_year else ""
    return f"{year} {VERSION_NAMES.get(said.version, said.version)}".strip() or "年度計画"


def _indicator_name(value: OwnedValue) -> str:
    said = IndicatorSaid.read(value)
    return said.name or said.code


def _outcome_name(value: OwnedValue) -> str:
    said = OutcomeSaid.read(value)
    return said.name or said.code


def _case_name(value: OwnedValue) -> str:
    said = CaseSaid.read(value)
    return said.name or said.code


def _event_name(value: OwnedValue) -> str:
    said = EventSaid.read(value)
    return f"{said.name or said.code} {short_day(said.held_on)}".strip()


def _consultation_name(value: OwnedValue) -> str:
    said = ConsultationSaid.read(value)
    return said.topic or said.code


def _prepared_name(kind: str) -> Callable[[OwnedValue], str]:
    def name(value: OwnedValue) -> str:
        said = _PREPARED[kind].read(value)
        year = getattr(said, "fiscal_year", 0)
        return f"{said.name or said.code}{f'({fiscal_year_label(year)})' if year else ''}"

    return name


_PREPARED: Mapping[str, Any] = {
    **STAFFING_KINDS,
    **AGENDA_KINDS,
    **TERM_KINDS,
    **KNOWLEDGE_KINDS,
    **DRAFTING_KINDS,
}

_NAMED: Mapping[str, Callable[[OwnedValue], str]] = {
    "course": _course_name,
    "target": _target_name,
    "outcome": _outcome_name,
    "indicator": _indicator_name,
    "survey": _survey_name,
    "activity": _activity_name,
    "plan": _plan_name,
    "case": _case_name,
    "event": _event_name,
    "consultation": _consultation_name,
    **{kind: _prepared_name(kind) for kind in _PREPARED},
}


def field_name(kind: str, name: str) -> str:
    """Return what people call a field; of a newer program's field its own word."""
    plain, _, year = name.partition(":")
    called = FIELD_NAMES.get(kind, {}).get(plain, plain)
    if kind == "plan" and year:
        return f"{called} {year}"
    return f"{_year(int(year))}の{called}" if year.isdecimal() else called


def field_text(kind: str, name: str, content: Any, names: Names) -> str:
    """Return what stands in a field as people read it; ``names`` tells what codes stand for."""
    plain = name.partition(":")[0]
    if (kind, plain) in _CODED:
        coded = _CODED[kind, plain]
        return coded.get(str(content), str(content)) or _NOTHING
    if isinstance(content, bool):
        return _YES if content else _NO
    if plain in _YEARS and isinstance(content, int):
        return _year(content) if content else _NOTHING
    if kind == "course" and plain == "audience":
        return _joined(_audience(one, names) for one in _lines(content))
    if kind == "course" and plain == "serves":
        return _joined(_served(one, names) for one in _lines(content))
    if (kind, plain) == ("survey", "grouped"):
        content = [[_BY.get(str(by), by), *rest] for by, *rest in map(_lines, _lines(content))]
    if plain in ("courses", "after", "into") and kind in ("course", "target"):
        content = [names.courses.get(str(one), str(one)) for one in _lines(content)]
    elif plain == "persona":
        content = names.personas.get(str(content), content)
    elif (kind, plain) == ("case", "tools") or (kind == "staffing" and plain in ("must", "wish")):
        content = [names.skills.get(str(one), str(one)) for one in _lines(content)]
    elif plain == "item":
        content = names.skills.get(str(content), content)
    return _plain(content)


def _year(year: int) -> str:
    return fiscal_year_label(year) if year >= _FIRST_NAMED else str(year)


def _lines(content: Any) -> list[Any]:
    return content if isinstance(content, list) else [content]


def _audience(line: Any, names: Names) -> str:
    persona, grade, need = (*map(str, _lines(line)), "", "", "")[:3]
    who = " ".join(filter(None, (names.personas.get(persona, persona), grade))) or "全員"
    return f"{who}({NEED_LABELS.get(need, need)})"


def _served(line: Any, names: Names) -> str:
    item, level = (*_lines(line), "", 0)[:2]
    called = names.skills.get(str(item), str(item))
    return f"{called} LV{level}" if level else called


def _joined(texts: Any) -> str:
    return "、".join(filter(None, texts)) or _NOTHING


def _plain(content: Any) -> str:
    if isinstance(content, dict):
        return _joined(" ".join(map(str, _flat(one))) for one in content.values())
    if isinstance(content, list):
        return _joined(" ".join(map(str, _flat(one))) for one in content)
    return str(content) if content not in ("", None, 0) else _NOTHING


def _flat(content: Any) -> list[Any]:
    if isinstance(content, dict):
        content = [*content.values()]
    if not isinstance(content, list):
        return [content]
    return [one for part in content for one in _flat(part) if one not in ("", None)]
