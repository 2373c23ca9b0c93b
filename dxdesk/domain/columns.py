"""Which column of a foreign table means what: guessed from headers, or said by a person.

HR systems name their columns as they like (職員番号, 職員コード, 社員No.…). A guess is only made where one
header fits; two that fit equally are asked about. Under a header of two lines (所属 over コード and 名称)
a column is called by both, ``所属 > コード``, and understood by both or, failing that, by the lower one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from dxdesk.domain import canonical
from dxdesk.domain.errors import KnownError, Problem


class Column(StrEnum):
    """What a column can mean."""

    __hash__ = str.__hash__  # that of enumerations is asked a million times for a large table

    NUMBER = "number"
    NAME = "name"
    ALIAS = "alias"
    KANA = "kana"
    DEPARTMENT_CODE = "department_code"
    DEPARTMENT_NAME = "department_name"
    PARENT_CODE = "parent_code"
    PARENT_NAME = "parent_name"
    TEAM_CODE = "team_code"
    TEAM_NAME = "team_name"
    AUTHORITY = "authority"
    GRADE = "grade"
    JOB = "job"
    TITLE = "title"
    EMPLOYMENT = "employment"
    DUTY_STATUS = "duty_status"
    PERSONAS = "personas"
    FIRST = "first_confirmer"
    SECOND = "second_confirmer"
    POST_KIND = "post_kind"
    POST_DEPARTMENT = "post_department"
    POST_TITLE = "post_title"
    LEAVING = "leaving_date"
    EVENT = "event"
    TURN = "turn"
    DATE = "date"
    RESULT = "result"
    COMPLETED = "completed"
    ATTENDED = "attended"
    SCORE = "score"
    COURSE = "course"
    COURSE_CODE = "course_code"
    COURSE_ALIASES = "course_aliases"
    HELD_BY = "held_by"
    PROVIDER = "provider"
    FORM = "form"
    HOURS = "hours"
    SERVES = "serves"
    REQUIRED_OF = "required_of"
    ELECTIVE_OF = "elective_of"
    MEANT_FOR = "meant_for"
    RULE = "rule"
    AFTER = "after"
    HINT = "hint"
    RECURRENCE = "recurrence"
    VALID_YEARS = "valid_years"
    COST = "cost"
    BY_ATTENDANCE = "by_attendance"
    HELD_STILL = "held_still"
    YEAR = "year"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    PERIOD = "period"
    PLACE = "place"
    SEATS = "seats"
    DEADLINE = "deadline"
    CHOICE = "choice"
    DECISION = "decision"
    ASKED_ON = "asked_on"
    NOTE = "note"


LABELS: Mapping[Column, str] = {
    Column.NUMBER: "職員番号",
    Column.NAME: "氏名",
    Column.ALIAS: "旧姓・通称",
    Column.KANA: "フリガナ",
    Column.DEPARTMENT_CODE: "所属コード",
    Column.DEPARTMENT_NAME: "所属名",
    Column.PARENT_CODE: "親所属コード",
    Column.PARENT_NAME: "親所属名",
    Column.TEAM_CODE: "係コード",
    Column.TEAM_NAME: "係名",
    Column.AUTHORITY: "任命権者",
    Column.GRADE: "職層",
    Column.JOB: "職種",
    Column.TITLE: "職名",
    Column.EMPLOYMENT: "任用区分",
    Column.DUTY_STATUS: "在職状態",
    Column.PERSONAS: "人材像",
    Column.FIRST: "一次確認者",
    Column.SECOND: "二次確認者",
    Column.POST_KIND: "本務兼務区分",
    Column.POST_DEPARTMENT: "兼務所属コード",
    Column.POST_TITLE: "兼務職名",
    Column.LEAVING: "退職日",
    Column.EVENT: "研修名・試験名",
    Column.TURN: "回",
    Column.DATE: "日付",
    Column.RESULT: "結果",
    Column.COMPLETED: "修了",
    Column.ATTENDED: "出欠",
    Column.SCORE: "得点",
    Column.COURSE: "研修ごとの列",
    Column.COURSE_CODE: "研修コード",
    Column.COURSE_ALIASES: "別名",
    Column.HELD_BY: "担当",
    Column.PROVIDER: "提供元",
    Column.FORM: "実施形態",
    Column.HOURS: "時間数",
    Column.SERVES: "対応するスキル",
    Column.REQUIRED_OF: "必須の対象",
    Column.ELECTIVE_OF: "選択の対象",
    Column.MEANT_FOR: "受講の対象",
    Column.RULE: "受講の条件",
    Column.AFTER: "先に受ける研修",
    Column.HINT: "対象の原則",
    Column.RECURRENCE: "受講の頻度",
    Column.VALID_YEARS: "有効年数",
    Column.COST: "費用",
    Column.BY_ATTENDANCE: "修了の扱い",
    Column.HELD_STILL: "実施の状態",
    Column.YEAR: "年度",
    Column.FIRST_DAY: "開始日",
    Column.LAST_DAY: "終了日",
    Column.PERIOD: "受講期",
    Column.PLACE: "会場",
    Column.SEATS: "定員",
    Column.DEADLINE: "申込締切",
    Column.CHOICE: "申込",
    Column.DECISION: "決定",
    Column.ASKED_ON: "申込日",
    Column.NOTE: "備考",
}

_CODE_ENDINGS = ("コード", "CD", "番号", "No", "NO.", "ID", "Code")
_NAME_ENDINGS = ("名", "名称", "", "名名称")


def _each(bases: str, endings: Iterable[str]) -> str:
    """Return every base with every ending; the order of the bases counts before that of the endings."""
    return " ".join(f"{base}{ending}" for base in bases.split() for ending in endings)


def _confirmer(ranks: str, alone: str) -> str:
    """Return how the column of a confirmer is called: by number before by name, the rank on either side."""
    words = ("確認者", "評価者", "考課者", "評定者", "査定者", "承認者", "上司")
    numbers = ("職員番号", "番号", "職員コード", "職員CD", "職員ID", "職員No", "コード", "CD", "No", "ID")
    numbered = ("", *numbers)
    called = [name for word in words for rank in ranks.split() for name in (f"{rank}{word}", f"{word}{rank}")]
    called += alone.split()
    named = [f"{name}{ending}" for ending in ("氏名", "名", "職員氏名") for name in called]
    return " ".join([f"{name}{ending}" for name in called for ending in numbered] + named)


# Synonyms in order of preference; compared after folding (width, case, spaces, signs, brackets).
SYNONYMS: Mapping[Column, str] = {
    Column.NUMBER: (
        _each("職員 社員 従業員 個人 人事 職員識別 職員管理", _CODE_ENDINGS).replace(
            "個人番号 ", ""
        )  # that is the word for マイナンバー, which must not come in
        + " 職番 社番 個人識別番号 個人識別コード 受講者番号 受講者コード 受験者番号 対象者番号 番号"
    ),
    Column.NAME: (
        "氏名 職員氏名 名前 姓名 お名前 御氏名 氏名漢字 漢字氏名 職員名 職員姓名 職員名漢字 職員名前 "
        "社員名 社員氏名 "
        "従業員名 従業員氏名 氏名全角 漢字姓名 姓名漢字 職員漢字氏名 職員氏名漢字 職員漢字名 "
        "受講者氏名 受講者名 "
        "受験者氏名 "
        "受験者名 対象者氏名 対象者名 参加者氏名 参加者名 使用氏名 戸籍氏名"
    ),
    Column.ALIAS: (
        "旧姓通称 旧姓 通称 旧姓使用 通称名 旧姓等 呼称 旧氏 旧氏名 旧姓氏名 ビジネスネーム 旧姓使用氏名 "
        "通称氏名"
    ),
    Column.KANA: (
        "フリガナ ふりがな 氏名カナ カナ氏名 カナ 氏名かな かな 職員氏名カナ 氏名フリガナ ヨミ 職員名カナ "
        "職員カナ 職員カナ名 職員カナ氏名 "
        "職員氏名フリガナ 職員名フリガナ 職員フリガナ 氏名ふりがな 氏名ヨミ 氏名よみ よみ ヨミガナ "
        "よみがな 読み 読み仮名 "
        "読みがな 姓名カナ カナ姓名 カナ名 カタカナ氏名 氏名カタカナ カタカナ 半角カナ氏名 氏名半角カナ "
        "氏名カナ半角 "
        "カナ氏名半角 氏名カナ全角 カナ氏名全角 全角カナ氏名 仮名氏名 氏名仮名 仮名 受講者氏名カナ 受講者カナ"
    ),
    Column.DEPARTMENT_CODE: _each(
        "所属 所属課 所属課室 所属部署 所属組織 所属先 現所属 本務所属 本務所属課 配属 配属先 配属部署 "
        "配属課 課 課室 課所 "
        "課等 部署 組織 勤務課 所管課 所属機関 室 科",
        ("コード", "CD", "番号", "No", "ID", "Code", "記号"),
    ),
    Column.DEPARTMENT_NAME: _each(
        "所属 所属課 所属課室 所属部署 所属組織 所属先 現所属 本務所属 本務所属課 配属先 配属 配属部署 "
        "配属課 課 課室 課所 "
        "課等 課所室 課所属 部署 組織 勤務課 勤務先 所管課 所属機関 室 科 室課 課室等 課係 課所等 "
        "所属課等 所属課係",
        _NAME_ENDINGS[:3],
    ),
    Column.PARENT_CODE: _each(
        "親所属 上位所属 部 部局 局 所属部 所属部局 所属局 上位組織 親 部門 本部 局部 部等 部室",
        ("コード", "CD", "番号", "No", "ID", "Code"),
    ),
    Column.PARENT_NAME: _each(
        "親所属 上位所属 部 部局 局 所属部 所属部局 所属局 上位組織 部門 本部 局部 部等 部室 部局等 大所属",
        _NAME_ENDINGS[:3],
    ),
    Column.TEAM_CODE: _each(
        "係 班 担当 グループ チーム 所属係 係班 係等", ("コード", "CD", "番号", "No", "ID")
    ),
    Column.TEAM_NAME: (
        _each("係 班 所属係 係班 係等 担当係 係担当 小所属", _NAME_ENDINGS[:3])
        + " グループ名 チーム名 担当名"
    ),
    Column.AUTHORITY: "任命権者 任命権者名 任命権者名称 任命権者区分 任命権者の別",
    Column.GRADE: (
        _each(
            "職層 職階 職級 役職段階 職位段階 職員階層 職位区分 職務段階 階層", (*_NAME_ENDINGS[:3], "区分")
        )
    ),
    Column.JOB: "職種 職種名 職種名称 職種区分 職種区分名 職種区分名称 職種別 職種職名",
    Column.TITLE: (
        "職名 役職 役職名 補職名 職 職名名称 職名称 役職名称 補職 補職名称 職位 職位名 職位名称 職制 "
        "職制名 職務名 "
        "現職名 現職 肩書 肩書き 本務職名 本務役職"
    ),
    Column.EMPLOYMENT: _each(
        "任用区分 任用形態 雇用区分 任用種別 雇用形態 職員区分 任用 任用の種類 雇用種別 職員種別 職員種類 "
        "身分区分 "
        "身分 採用区分 採用形態 任用根拠 勤務形態",
        ("", "名", "名称"),
    ),
    Column.DUTY_STATUS: _each(
        "在職状態 在職区分 在籍区分 在籍状態 勤務状態 休職区分 在職状況 在籍状況 勤務状況 就業状態 "
        "就業区分 休職状況 "
        "休職状態 休業区分 休業状況 休業状態 在職 在籍 現況 現在状況 勤怠区分 休職等 休職休業区分 "
        "休業休職区分 異動状態 "
        "状態 状況",
        ("", "名", "名称"),
    ),
    Column.PERSONAS: (
        "人材像 DX人材像 人材像区分 人材区分 人材像名 DX人材像名 DX人材 DX人材区分 DX推進人材 "
        "DX推進人材区分 人材類型 "
        "人材タイプ"
    ),
    Column.FIRST: _confirmer("一次 第一次 1次 第1次 一次の 第一 第1 1", "確認者 評価者 考課者 上長"),
    Column.SECOND: _confirmer("二次 第二次 2次 第2次 二次の 第二 第2 2 最終", ""),
    Column.POST_KIND: (
        "本務兼務区分 本兼区分 本務兼務 本兼 兼務区分 本兼務 本兼務区分 発令区分 本務兼務別 本兼別 "
        "本務併任区分 本併区分 併任区分 兼任区分 主務兼務 主務兼務区分 主務区分 主副 主副区分 本務区分 "
        "本務兼務の別 主従区分"
    ),
    Column.POST_DEPARTMENT: (
        "兼務所属コード 兼務先コード 兼務所属 兼務先 兼務先所属コード 兼務 兼務所属CD 兼務先所属CD "
        "兼務所属番号 "
        "兼務先CD 併任所属コード 併任先コード 併任所属 併任先 併任"
    ),
    Column.LEAVING: (
        "退職日 退職年月日 退職発令日 退職発令年月日 退職予定日 退職予定年月日 離職日 離職年月日 退職日付 "
        "退職転出日 任用終了日 任用終了年月日 雇用終了日 任期満了日 任期満了年月日"
    ),
    Column.POST_TITLE: "兼務職名 兼務役職 兼務先職名 兼務役職名 兼務先役職 併任職名 兼務補職名",
    Column.EVENT: (
        "研修名 試験名 講座名 資格名 研修名試験名 研修試験名 資格試験名 研修名称 試験名称 資格名称 "
        "コース名 講座名称 講習名 講習会名 セミナー名 検定名 コース名称 科目名 講習名称 免許名 資格免許名 "
        "研修講座名 研修件名 "
        "件名 名称 研修 資格 試験 講座 講習 セミナー コース 検定 免許"
    ),
    Column.TURN: (
        "回 回次 第何回 開催回 実施回 受講回 研修回 講座回 試験回 参加回 開催回数 実施回数 回数 回目 "
        "セッション コマ 時限 日目 日程区分"
    ),
    Column.DATE: (
        "受講日 研修日 試験日 合格日 取得日 修了日 実施日 終了日 "
        "受講年月日 合格年月日 取得年月日 修了年月日 研修年月日 実施年月日 試験年月日 認定日 認定年月日 "
        "交付日 交付年月日 "
        "登録日 登録年月日 開催日 開催年月日 受講日時 開催日時 研修期間 受講期間 実施期間 開催期間 期日 "
        "日付 年月日 日時 期間 "
        "受講終了日 研修終了日 終了年月日 最終日 受講開始日 研修開始日 開始日 開始年月日 初日"
    ),
    Column.RESULT: (
        "結果 合否 成績 判定 受講結果 試験結果 受講状況 状況 合否結果 合否判定 合否区分 研修結果 判定結果 "
        "評価 評定"
    ),
    Column.COMPLETED: (
        "修了 修了区分 修了状況 修了有無 修了可否 修了の有無 修了判定 修了認定 完了 完了区分 完了状況 履修"
    ),
    Column.ATTENDED: (
        "出欠 出席 出欠状況 出席状況 出欠区分 出席区分 出席有無 出欠席 受講有無 受講の有無 参加 参加有無 "
        "参加状況 受講 出席の有無 参加の有無 受講区分 参加区分 出欠の別 受講可否 出欠確認"
    ),
    Column.SCORE: (
        "得点 点数 スコア 評点 素点 合計点 合計得点 総得点 総合得点 得点合計 テスト得点 テスト点数 試験得点 "
        "試験点数 正答率 得点率 正解率 score"
    ),
    Column.COURSE: "研修ごとの列",
    Column.COURSE_CODE: _each("研修 講座 コース", ("コード", "CD", "番号", "No", "ID")),
    Column.COURSE_ALIASES: "別名 研修の別名 研修別名 旧研修名 前の研修名",
    Column.HELD_BY: "担当 担当課 担当部門 所管 主管課 主管",
    Column.PROVIDER: "提供元 実施主体 研修機関 実施機関 主催",
    Column.FORM: "実施形態 研修形態 実施方法 開催方法 研修方法",
    Column.HOURS: "時間数 研修時間 標準時間 研修時間数 所要時間",
    Column.SERVES: "対応するスキル 対応スキル 対象スキル スキル",
    Column.REQUIRED_OF: "必須の対象 必須 必須対象 必修",
    Column.ELECTIVE_OF: "選択の対象 選択 選択対象",
    Column.MEANT_FOR: "受講の対象 受講対象 研修対象 対象者区分 対象",
    Column.RULE: "受講の条件 受講条件 参加条件",
    Column.AFTER: "先に受ける研修 前提研修 前提",
    Column.HINT: "対象の原則 原則",
    Column.RECURRENCE: "受講の頻度 受講頻度 頻度 受講周期 周期",
    Column.VALID_YEARS: "有効年数 有効期間 有効期間年",
    Column.COST: "費用 受講料 研修費用 金額",
    Column.BY_ATTENDANCE: "修了の扱い 修了要件 修了条件",
    Column.HELD_STILL: "実施の状態 実施状態 開講状況 実施状況",
    Column.YEAR: "年度 実施年度 開催年度 研修年度",
    Column.FIRST_DAY: "開始日 開催日 実施日 研修日 初日 開始年月日 開催年月日 日程 期日 日付",
    Column.LAST_DAY: "終了日 最終日 終了年月日",
    Column.PERIOD: "受講期 四半期 時期 受講時期 実施時期",
    Column.PLACE: "会場 場所 開催場所 実施場所 研修会場",
    Column.SEATS: "定員 募集人数 募集定員 受講定員",
    Column.DEADLINE: "申込締切 申込期限 申込締切日 締切 締切日 募集締切",
    Column.CHOICE: "申込 申込み 申し込み 申込欄 申込区分 申込の有無 申込有無 受講申込 受講希望 希望 申込状況",
    Column.DECISION: "決定 受講決定 受講の決定 受講可否 可否 決定区分 選考結果 受講の可否",
    Column.ASKED_ON: "申込日 申込年月日 申込受付日 受付日 申込月日",
    Column.NOTE: "備考 備考欄 申込の備考 特記事項 連絡事項 理由",
}
_PARTS: Mapping[Column, tuple[tuple[str, str], ...]] = {
    Column.NAME: (
        ("姓", "名"),
        ("氏", "名"),
        ("漢字姓", "漢字名"),
        ("姓漢字", "名漢字"),
        ("苗字", "名前"),
        ("名字", "名前"),
        ("氏名姓", "氏名名"),
        ("職員姓", "職員名"),
    ),
    Column.KANA: (
        ("セイ", "メイ"),
        ("せい", "めい"),
        ("カナ姓", "カナ名"),
        ("姓カナ", "名カナ"),
        ("フリガナ姓", "フリガナ名"),
        ("姓フリガナ", "名フリガナ"),
        ("氏カナ", "名カナ"),
    ),
}
"""Columns that some systems keep in two; they are read as one, with a blank between."""

JOINED = frozenset(_PARTS)
LIKELY: Mapping[Column, str] = {
    Column.NUMBER: "番号|コード|cd$|id$|^no|no$|職番",
    Column.NAME: "氏名|姓名|名前",
    Column.DEPARTMENT_NAME: (
        "所属|[部課室局係署班所科]名|^[部課室局係署班科]$|部署|組織|配属|配置|勤務先|勤務場所|職場|機関|施設"
    ),
    Column.FIRST: "確認者|評価者|考課者|評定者|査定者|承認者|決裁者|上司|上長|所属長|管理者|面談者|課長|係長",
    Column.DUTY_STATUS: "在職|在籍|休職|休業|休暇|就業|勤務状|勤務区|状態|状況|現況|異動区分|退職",
    Column.PERSONAS: "推進員|推進委員|推進リーダー|政策官|デジタル人材|dx人材|人材像|補佐官",
    Column.EVENT: "研修|試験|資格|講座|講習|セミナー|コース|検定|件名|科目|名称",
    Column.DATE: "日$|年月|日付|日時|期間",
    Column.ATTENDED: "出|欠|受講|参加|修了|合否|結果|得点|点数|判定|状況|認定",
}
"""What the header of a column may hold that could be meant, where no header is understood as it."""

ROSTER_COLUMNS: tuple[Column, ...] = tuple(Column)[: tuple(Column).index(Column.EVENT)]
EVIDENCE_COLUMNS: tuple[Column, ...] = (
    Column.NUMBER,
    Column.NAME,
    Column.EVENT,
    Column.TURN,
    Column.DATE,
    Column.RESULT,
    Column.COMPLETED,
    Column.ATTENDED,
    Column.SCORE,
    Column.COURSE,
)
CATALOGUE_COLUMNS: tuple[Column, ...] = (
    *(Column.COURSE_CODE, Column.EVENT, Column.COURSE_ALIASES, Column.HELD_BY, Column.PROVIDER),
    *(Column.FORM, Column.HOURS, Column.SERVES, Column.REQUIRED_OF, Column.ELECTIVE_OF, Column.MEANT_FOR),
    *(Column.RULE, Column.AFTER, Column.HINT, Column.RECURRENCE, Column.VALID_YEARS, Column.COST),
    *(Column.BY_ATTENDANCE, Column.HELD_STILL),
)
SESSION_COLUMNS: tuple[Column, ...] = (
    *(Column.COURSE_CODE, Column.EVENT, Column.TURN, Column.YEAR, Column.FIRST_DAY, Column.LAST_DAY),
    *(Column.PERIOD, Column.PLACE, Column.SEATS, Column.DEADLINE, Column.HELD_STILL),
)
ENROLMENT_COLUMNS: tuple[Column, ...] = (
    *(Column.COURSE_CODE, Column.EVENT, Column.TURN, Column.YEAR, Column.FIRST_DAY, Column.NUMBER),
    *(Column.NAME, Column.DEPARTMENT_CODE, Column.DEPARTMENT_NAME, Column.CHOICE, Column.DECISION),
    *(Column.ASKED_ON, Column.NOTE),
)
REPEATABLE = (Column.POST_DEPARTMENT, Column.POST_TITLE, Column.COURSE)
"""Columns that may occur several times (兼務1, 兼務2 …; a column for each course)."""


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """The columns of one table: meaning → positions (0-based)."""

    positions: Mapping[Column, tuple[int, ...]]
    places: Mapping[Column, int] = field(init=False, compare=False, repr=False)
    """The position of each column that is read from one cell."""
    used: tuple[int, ...] = field(init=False, compare=False, repr=False)
    """The positions that have a meaning, in order."""

    def __post_init__(self) -> None:
        """Work out the places: they are asked for a million times."""
        single = {
            column: found[0]
            for column, found in self.positions.items()
            if found and not (column in JOINED and len(found) > 1)
        }
        object.__setattr__(self, "places", single)
        used = sorted(place for places in self.positions.values() for place in places)
        object.__setattr__(self, "used", tuple(used))

    def has(self, column: Column) -> bool:
        """Tell whether the table has a column."""
        return column in self.positions

    def first(self, column: Column) -> int:
        """Return the position of a column, -1 where it is missing."""
        found = self.positions.get(column, ())
        return found[0] if found else -1


BETWEEN = " > "
"""Stands between the lines of a header of several lines."""


def fold_header(text: str) -> str:
    """Return a header for comparison: width and case evened out, signs, spaces and line breaks gone."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", "", folded)


def fingerprint(headers: Sequence[str]) -> str:
    """Return what a source is recognised by: its headers, whatever their order."""
    return canonical.digest(canonical.dumps(sorted(fold_header(header) for header in headers)), 16)


def titles(headers: Sequence[str]) -> tuple[str, ...]:
    """Return what each column is called so that no two are called alike, and none is without a name.

    A header that occurs several times gets its turn (``区分(2番目)``), an empty one the letter of its column
    (``E列``).
    """
    folded = [fold_header(header) for header in headers]
    often, turns = Counter(folded), Counter[str]()
    found = []
    for position, (header, text) in enumerate(zip(headers, folded, strict=True)):
        turns[text] += 1
        if not text:
            found.append(f"{_letters(position + 1)}列")
        elif often[text] > 1:
            found.append(f"{header.strip()}({turns[text]}番目)")
        else:
            found.append(header.strip())
    return tuple(found)


def _letters(column: int) -> str:
    name = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


_SYNONYMS: dict[Column, tuple[str, ...]] = {}
_KNOWN: set[str] = set()


def _synonyms(column: Column) -> tuple[str, ...]:
    """Return the synonyms of a column, folded; worked out once."""
    found = _SYNONYMS.get(column)
    if found is None:
        found = _SYNONYMS[column] = tuple(dict.fromkeys(map(fold_header, SYNONYMS[column].split())))
    return found


def is_known(header: str) -> bool:
    """Tell whether a text is the usual name of some column."""
    if not _KNOWN:
        for column in (*ROSTER_COLUMNS, *EVIDENCE_COLUMNS):
            _KNOWN.update(_synonyms(column))
        for pairs in _PARTS.values():
            _KNOWN.update(fold_header(part) for pair in pairs for part in pair)
    return fold_header(header) in _KNOWN


def is_name_of(text: str, column: Column, header: str) -> bool:
    """Tell whether a text names a column: as its header does, a line of it, or by another usual name."""
    folded = fold_header(text)
    parts = {fold_header(header), *map(fold_header, header.split(BETWEEN))}
    return bool(folded) and (folded in parts or folded in _synonyms(column))


def guess(headers: Sequence[str], wanted: Iterable[Column]) -> dict[Column, tuple[str, ...]]:
    """Return the headers that fit each wanted column; the best synonym wins.

    Several headers that fit a column equally well are all returned; ``resolve`` asks about them.
    """
    columns = tuple(wanted)
    found: dict[Column, tuple[str, ...]] = {}
    for readings in (_whole, _lower_two, _lower, _unremarked):
        taken = {header for fits in found.values() for header in fits}
        texts = [(header, text) for header in headers if header not in taken and (text := readings(header))]
        if texts:
            found |= _fits(texts, [column for column in columns if column not in found])
    if Column.TEAM_NAME in found and Column.DEPARTMENT_NAME not in found:
        found[Column.DEPARTMENT_NAME] = found.pop(Column.TEAM_NAME)
        if Column.TEAM_CODE in found and Column.DEPARTMENT_CODE not in found:
            found[Column.DEPARTMENT_CODE] = found.pop(Column.TEAM_CODE)
    return found


def _whole(header: str) -> str:
    return fold_header(header)


def _lower_two(header: str) -> str:
    """Return the two lower lines of a header of three lines, empty for others."""
    parts = header.split(BETWEEN)
    return fold_header("".join(parts[-2:])) if len(parts) > 2 else ""


def _lower(header: str) -> str:
    """Return the lower line of a header of two lines, empty for others."""
    return fold_header(header.rpartition(BETWEEN)[2]) if BETWEEN in header else ""


def _unremarked(header: str) -> str:
    """Return a header without what stands in brackets (``職員番号(6桁)``), empty where nothing does."""
    plain = unicodedata.normalize("NFKC", header.rpartition(BETWEEN)[2])
    bare = re.sub(r"[(\[\u3014\u3010][^)\]\u3015\u3011]*[)\]\u3015\u3011]", "", plain)
    return fold_header(bare) if bare != plain else ""


def _fits(folded: Sequence[tuple[str, str]], wanted: Iterable[Column]) -> dict[Column, tuple[str, ...]]:
    """Return the headers whose text (folded, beside it) fits each column."""
    found: dict[Column, tuple[str, ...]] = {}
    by_text: dict[str, list[str]] = {}
    for header, text in folded:
        by_text.setdefault(text, []).append(header)
    for column in wanted:
        for synonym in _synonyms(column):
            fits = tuple(by_text.get(synonym, ()))
            if column in REPEATABLE:
                fits = tuple(h for h, text in folded if re.fullmatch(re.escape(synonym) + r"\d*", text))
            if fits:
                found[column] = fits
                break
        for pair in _PARTS.get(column, ()):
            parts = tuple(header for part in pair for header in by_text.get(fold_header(part), ()))
            # 名前 beside 苗字 is half a name; beside 氏名 neither counts.
            if len(parts) == len(pair) and set(found.get(column, ())) <= set(parts):
                found[column] = parts
                break
    return found


def resolve(
    headers: Sequence[str], mapping: Mapping[Column, tuple[str, ...]]
) -> tuple[ColumnPlan, list[Problem]]:
    """Return the positions of mapped headers, and what stands in the way.

    Args:
        headers: the table's header texts, left to right.
        mapping: the headers (or ``titles``) each column is read from.
    """
    problems: list[Problem] = []
    positions: dict[Column, tuple[int, ...]] = {}
    by_header: dict[str, list[int]] = {}
    for place, header in enumerate(headers):
        by_header.setdefault(fold_header(header), []).append(place)
    by_title = {fold_header(title): [place] for place, title in enumerate(titles(headers))}
    for column, names in mapping.items():
        if not names:
            continue  # said not to be used
        each = [
            by_title.get(name) or by_header.get(name) or [] for name in dict.fromkeys(map(fold_header, names))
        ]
        places = list(dict.fromkeys(place for found in each for place in found))
        missing = [
            name for name in names if fold_header(name) not in by_header and fold_header(name) not in by_title
        ]
        joins = column in JOINED and all(len(found) == 1 for found in each)
        if missing:
            problems.append(
                Problem(
                    "header-missing",
                    f"{LABELS[column]}として指定された見出しが表にありません。",
                    "見出しの対応を直してください。",
                    "、".join(missing),
                )
            )
        elif len(places) > 1 and column not in REPEATABLE and not joins:
            problems.append(
                Problem(
                    "header-ambiguous",
                    f"{LABELS[column]}にあたる列が{len(places)}つあり、どれを使うか決められません。",
                    "使う列を見出しの対応で指定するか、使わない列の見出しを変えてください"
                    f"(対応では「{titles(headers)[places[0]]}」のように書きます)。",
                    "、".join(f"{_letters(place + 1)}列「{headers[place].strip()}」" for place in places),
                )
            )
        else:
            positions[column] = tuple(places)
    return ColumnPlan(positions), problems


def mapping_of(said: Mapping[str, object]) -> dict[Column, tuple[str, ...]]:
    """Return a mapping that a person wrote: column (identifier or Japanese label) → header or headers.

    Raises:
        KnownError: ``mapping-unknown-column`` or ``mapping-shape``.
    """
    by_name = {str(column): column for column in Column} | {fold_header(LABELS[c]): c for c in Column}
    found: dict[Column, tuple[str, ...]] = {}
    for key, value in said.items():
        column = by_name.get(key) or by_name.get(fold_header(key))
        if column is None:
            raise _unknown_column(key, value, by_name)
        if column in found:
            raise KnownError(
                "mapping-shape",
                f"列の対応に、{LABELS[column]}が2回あります。何も取り込まれていません。",
                "どちらか1つにしてください。列を2つ合わせるときは、見出しを [ ] の中に並べます。",
                found=key,
            )
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list | tuple) or not all(isinstance(name, str) for name in names):
            raise KnownError(
                "mapping-shape",
                "列の対応は「項目: 見出し」の形で書きます。何も取り込まれていません。",
                '例: {"職員番号": "職員コード", "氏名": "漢字氏名"}。使わない項目は [] にします。',
                found=f"{key}: {value}"[:80],
            )
        found[column] = tuple(names)
    return found


def _unknown_column(key: str, value: object, by_name: Mapping[str, Column]) -> KnownError:
    """Return the refusal of a name that is no column's; tell where the two sides are the wrong way round."""
    turned = isinstance(value, str) and (value in by_name or fold_header(value) in by_name)
    fix = f"{'、'.join(LABELS.values())}のどれかにしてください。"
    if turned:
        fix = f'左に項目、右に表の見出しを書きます。逆なら、{{"{value}": "{key}"}} のように直してください。'
    return KnownError(
        "mapping-unknown-column",
        "列の対応に知らない項目名があります。何も取り込まれていません。",
        fix,
        found=key,
    )
