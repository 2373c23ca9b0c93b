"""The result notice as a readable sheet, from the same record as the printed one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dxdesk.domain.wareki import fiscal_year_label, wareki
from dxdesk.ports import document_wording as words
from dxdesk.ports import printing as doc
from dxdesk.ports.stage_wording import stage_note
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet

_NONE = "\uff0d"
_COLUMNS: tuple[Column, ...] = (
    Column("item", "スキル", 24, "wrap"),
    Column("required", "必要", 6, "level"),
    Column("last", "前年", 6, "level"),
    Column("self", "自己", 6, "level"),
    Column("confirmed", "確認", 6, "level"),
    Column("comment", "コメント", 18, "wrap"),
    Column("next", "次のレベルに必要なこと", 42, "wrap"),
    Column("goal", "来年度の目標", 16, "wrap"),
)


def notice_sheet(record: doc.ResultNotice, sheet: str, *, official: bool = False) -> TableSheet:
    """Return the sheet of a notice; ``official``: laid out as a 公文書."""
    person = record.person
    head = Head(
        title=record.title,
        municipality=record.municipality,
        fiscal_year=fiscal_year_label(record.fiscal_year),
        number=person.employee_number,
        name=person.name,
        department=person.department,
        post=person.position or person.grade,
        deadline="",
        sender=(record.issuer or record.municipality) + words.seal_told(record.seal),
        purpose=record.purpose,
        guide=tuple(f"{said}。" for said in words.result_opening(record).split("。") if said),
        honorific=record.honorific,
        document_number=record.document_number,
        issued=wareki(record.issued_on) if record.issued_on else "",
        stress=record.correction,
        official=official,
    )
    rows = tuple(map(_row, (*record.lines, *record.mindset)))
    columns = _COLUMNS
    if record.as_reported:  # nothing in it was confirmed, so no column says so
        columns = tuple(replace(one, title="結果") if one.key == "confirmed" else one for one in _COLUMNS)
    return TableSheet(sheet, head, columns, rows, tuple(_notes(record)), landscape=False)


def _notes(record: doc.ResultNotice) -> Iterator[str]:
    for stage in record.stages:
        yield stage_note(stage)
    if record.overall_comment:
        yield f"総合コメント: {record.overall_comment}"
    if record.statements_note:
        yield record.statements_note
    if record.contact:
        yield f"お問い合わせ: {record.contact}"


def _row(line: doc.ResultLine) -> TableRow:
    said = [line.comment] if line.comment else []
    if line.correction:
        said.append(f"{words.CORRECTION_LABEL}: {line.correction}")
    levels = (line.required, line.last_year, line.self_level, line.confirmed)
    return TableRow(
        line.uid,
        (
            line.skill,
            *(_NONE if level is None else line.scale.name(level) for level in levels),
            "\n".join(said),
            _next(line),
            line.next_goal,
        ),
        top=line.scale.highest,
    )


def _next(line: doc.ResultLine) -> str:
    courses = [f"{words.COURSES_LABEL}: {'、'.join(line.courses)}"] if line.courses else []
    if courses or (line.next_level is not None and line.next_statements):
        return "\n".join([*(f"・{text}" for text in line.next_statements), *courses])
    return words.TOP_LEVEL if line.at_top else ""
