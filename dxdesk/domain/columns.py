"""Which column of a foreign table means what: guessed from headers, or said by a person.

HR systems name their columns as they like (職員番号, 職員コード, 社員No.…). A guess is only made where one
header fits; two that fit equally are asked about.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dxdesk.domain import canonical
from dxdesk.domain.errors import KnownError, Problem


class Column(StrEnum):
    """What a column can mean."""

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
    EVENT = "event"
    DATE = "date"
    RESULT = "result"
    COMPLETED = "completed"
    ATTENDED = "attended"


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
    Column.EVENT: "研修名・試験名",
    Column.DATE: "日付",
    Column.RESULT: "結果",
    Column.COMPLETED: "修了",
    Column.ATTENDED: "出欠",
}

# Synonyms in order of preference; compared after folding (width, case, spaces, signs, brackets).
SYNONYMS: Mapping[Column, str] = {
    Column.NUMBER: "職員番号 職員コード 職員No 職員ID 社員番号 社員コード 社員No 受講者番号 番号",
    Column.NAME: "氏名 職員氏名 名前 氏名漢字 漢字氏名 職員名 受講者氏名 受験者氏名",
    Column.ALIAS: "旧姓通称 旧姓 通称 旧姓使用 通称名 旧姓等 呼称",
    Column.KANA: "フリガナ ふりがな 氏名カナ カナ氏名 カナ 氏名かな かな 職員氏名カナ 氏名フリガナ ヨミ",
    Column.DEPARTMENT_CODE: "所属コード 所属CD 所属課コード 課コード 部署コード 組織コード 所属番号",
    Column.DEPARTMENT_NAME: "所属名 所属 所属名称 所属課 所属部署 部署名 部署 課名 組織名 課室名 課",
    Column.PARENT_CODE: "親所属コード 上位所属コード 部コード 上位組織コード 親コード",
    Column.PARENT_NAME: "親所属名 親所属 上位所属名 上位所属 部名 部局名 部局 上位組織名 部",
    Column.TEAM_CODE: "係コード 班コード",
    Column.TEAM_NAME: "係名 係 班名 班",
    Column.GRADE: "職層 職層名 職階 職級 役職段階",
    Column.JOB: "職種 職種名",
    Column.TITLE: "職名 役職 役職名 補職名 職",
    Column.EMPLOYMENT: "任用区分 任用形態 雇用区分 任用種別 雇用形態 職員区分",
    Column.DUTY_STATUS: "在職状態 在職区分 在籍区分 在籍状態 勤務状態 休職区分 状態",
    Column.PERSONAS: "人材像 DX人材像 人材像区分 人材区分",
    Column.FIRST: (
        "一次確認者 一次確認者職員番号 一次確認者番号 第一次確認者 1次確認者 1次確認者番号 一次評価者"
    ),
    Column.SECOND: (
        "二次確認者 二次確認者職員番号 二次確認者番号 第二次確認者 2次確認者 2次確認者番号 二次評価者"
    ),
    Column.POST_KIND: "本務兼務区分 本兼区分 本務兼務 本兼 兼務区分",
    Column.POST_DEPARTMENT: "兼務所属コード 兼務先コード 兼務所属 兼務先 兼務先所属コード 兼務",
    Column.POST_TITLE: "兼務職名 兼務役職 兼務先職名",
    Column.EVENT: (
        "研修名 試験名 講座名 資格名 研修名試験名 研修試験名 資格試験名 研修名称 試験名称 資格名称 "
        "コース名 名称 研修 資格 試験"
    ),
    Column.DATE: (
        "受講日 研修日 試験日 合格日 取得日 修了日 実施日 終了日 "
        "受講年月日 合格年月日 取得年月日 修了年月日 日付 年月日"
    ),
    Column.RESULT: "結果 合否 成績 判定 受講結果 試験結果 受講状況 状況",
    Column.COMPLETED: "修了 修了区分 修了状況 修了有無 修了可否",
    Column.ATTENDED: (
        "出欠 出席 出欠状況 出席状況 出欠区分 出席区分 出席有無 出欠席 受講有無 受講の有無 参加 参加有無 "
        "参加状況 受講"
    ),
}

ROSTER_COLUMNS: tuple[Column, ...] = tuple(Column)[: tuple(Column).index(Column.EVENT)]
EVIDENCE_COLUMNS: tuple[Column, ...] = (
    Column.NUMBER,
    Column.NAME,
    Column.EVENT,
    Column.DATE,
    Column.RESULT,
    Column.COMPLETED,
    Column.ATTENDED,
)
REPEATABLE = (Column.POST_DEPARTMENT, Column.POST_TITLE)
"""Columns that may occur several times (兼務1, 兼務2 …)."""


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """The columns of one table: meaning → positions (0-based), and headers nobody uses."""

    positions: Mapping[Column, tuple[int, ...]]
    unused: tuple[str, ...] = ()

    def has(self, column: Column) -> bool:
        """Tell whether the table has a column."""
        return column in self.positions

    def first(self, column: Column) -> int:
        """Return the position of a column, -1 where it is missing."""
        found = self.positions.get(column, ())
        return found[0] if found else -1


def fold_header(text: str) -> str:
    """Return a header for comparison: width and case evened out, signs, spaces and line breaks gone."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", "", folded)


def fingerprint(headers: Sequence[str]) -> str:
    """Return what a source is recognised by: its headers, whatever their order."""
    return canonical.digest(canonical.dumps(sorted(fold_header(header) for header in headers)), 16)


def guess(headers: Sequence[str], wanted: Iterable[Column]) -> dict[Column, tuple[str, ...]]:
    """Return the headers that fit each wanted column; the best synonym wins.

    Several headers that fit a column equally well are all returned; ``resolve`` asks about them.
    """
    folded = [(header, fold_header(header)) for header in headers]
    found: dict[Column, tuple[str, ...]] = {}
    for column in wanted:
        for synonym in map(fold_header, SYNONYMS[column].split()):
            if column in REPEATABLE:
                fits = tuple(
                    header for header, text in folded if re.fullmatch(re.escape(synonym) + r"\d*", text)
                )
            else:
                fits = tuple(header for header, text in folded if text == synonym)
            if fits:
                found[column] = fits
                break
    if Column.TEAM_NAME in found and Column.DEPARTMENT_NAME not in found:
        found[Column.DEPARTMENT_NAME] = found.pop(Column.TEAM_NAME)
        if Column.TEAM_CODE in found and Column.DEPARTMENT_CODE not in found:
            found[Column.DEPARTMENT_CODE] = found.pop(Column.TEAM_CODE)
    return found


def resolve(
    headers: Sequence[str], mapping: Mapping[Column, tuple[str, ...]]
) -> tuple[ColumnPlan, list[Problem]]:
    """Return the positions of mapped headers, and what stands in the way.

    Args:
        headers: the table's header texts, left to right.
        mapping: the headers each column is read from.
    """
    problems: list[Problem] = []
    positions: dict[Column, tuple[int, ...]] = {}
    folded = [fold_header(header) for header in headers]
    for column, names in mapping.items():
        if not names:
            continue  # said not to be used
        places = [
            i
            for name in dict.fromkeys(map(fold_header, names))
            for i, text in enumerate(folded)
            if text == name
        ]
        missing = [name for name in names if fold_header(name) not in folded]
        if missing:
            problems.append(
                Problem(
                    "header-missing",
                    f"{LABELS[column]}として指定された見出しが表にありません。",
                    "見出しの対応を直してください。",
                    "、".join(missing),
                )
            )
        elif len(places) > 1 and column not in REPEATABLE:
            problems.append(
                Problem(
                    "header-ambiguous",
                    f"{LABELS[column]}にあたる列が{len(places)}つあり、どれを使うか決められません。",
                    "使う列を見出しの対応で指定するか、使わない列の見出しを変えてください。",
                    "、".join(headers[place] for place in places),
                )
            )
        else:
            positions[column] = tuple(places)
    used = {place for places in positions.values() for place in places}
    unused = tuple(header for place, header in enumerate(headers) if place not in used and header.strip())
    return ColumnPlan(positions, unused), problems


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
            raise KnownError(
                "mapping-unknown-column",
                "列の対応に知らない項目名があります。何も取り込まれていません。",
                f"{'、'.join(LABELS.values())}のどれかにしてください。",
                found=key,
            )
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list | tuple) or not all(isinstance(name, str) for name in names):
            raise KnownError(
                "mapping-shape",
                "列の対応は「項目: 見出し」の形で書きます。何も取り込まれていません。",
                '例: {"職員番号": "職員コード", "氏名": "漢字氏名"}',
                found=f"{key}: {value}"[:80],
            )
        found[column] = tuple(names)
    return found
