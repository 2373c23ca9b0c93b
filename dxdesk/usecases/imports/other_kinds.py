"""Whether a file is plainly of another kind than it is to be read as.

A returned 受講申込票 has a sheet of the sessions offered, and every list of attendance a column of courses:
read as a list of courses they say nothing new, and read as a questionnaire their lines are answers. What a
file is plainly not is therefore refused before it is read. Whoever names the sheet or the columns has looked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dxdesk.domain import columns
from dxdesk.domain.columns import Column, fold_header
from dxdesk.domain.errors import KnownError, Place
from dxdesk.ports.foreign_tables import ForeignTable
from dxdesk.usecases.forms import enrolment_form, nomination_form
from dxdesk.usecases.imports.understanding import (
    ATTENDANCE,
    CATALOGUE,
    ENROLMENTS,
    QUESTIONNAIRE,
    SESSIONS,
    STATUS_COLUMNS,
    TEMPLATE_SHEETS,
    WANTED,
)
from dxdesk.usecases.sealing.workbook_kinds import NOMINATION_REPORT, label_of

_OWN_FORMS: Mapping[frozenset[str], str] = {
    frozenset({enrolment_form.SHEET, enrolment_form.SESSIONS_SHEET}): ENROLMENTS,
    frozenset({nomination_form.REPORT_SHEET, nomination_form.PEOPLE_SHEET}): NOMINATION_REPORT.kind,
}
"""By the sheets of our own forms, as what they come back."""

_OF_NO_PERSON = (CATALOGUE, SESSIONS, QUESTIONNAIRE)
SHARED = frozenset({Column.COURSE_CODE, Column.EVENT, Column.HELD_STILL, Column.YEAR})
"""Columns that lists of courses and of sessions both have."""
ASKING = frozenset({Column.CHOICE, Column.DECISION})
_WHOSE = ("職員", "社員", "従業員", "受講者", "受験者", "対象者")
"""What the header of a person's number says; 番号 alone may count the lines."""

_WAYS = {
    ENROLMENTS: "種類を「{label}」にして取り込むか、「受付」に入れてください。",
    NOMINATION_REPORT.kind: "「受付」に入れてください。",
    ATTENDANCE: (
        "人事課の台帳では「名簿」、DX推進担当課の台帳では「研修」の画面から、「{label}」として取り込んでください。"
    ),
}
_WAY = "種類を「{label}」にして取り込んでください。"


def refuse_other_kind(tables: Sequence[ForeignTable], kind: str) -> None:
    """Refuse a file that is plainly of another kind.

    Args:
        tables: every table of the file.
        kind: what it is to be read as.

    Raises:
        KnownError: ``table-other-kind``.
    """
    if any(table.sheet == TEMPLATE_SHEETS.get(kind) for table in tables):
        return  # a workbook of ours with a sheet for each kind
    found = _plainly(tables, kind)
    if found:
        label, wanted = label_of(found), label_of(kind)
        raise KnownError(
            "table-other-kind",
            f"「{label}」の表のようです。「{wanted}」としては取り込んでいません。",
            _WAYS.get(found, _WAY).format(label=label),
            found="、".join(cell.value for cell in tables[0].headers if cell.value.strip()),
            place=Place(tables[0].file),
        )


def _plainly(tables: Sequence[ForeignTable], kind: str) -> str:
    sheets = {table.sheet for table in tables}
    form = next((back for own, back in _OWN_FORMS.items() if own <= sheets), "")
    if form:
        return "" if form == kind else form
    if kind not in _OF_NO_PERSON:
        return ""
    for table in tables:
        headers = [cell.value for cell in table.headers]
        if of_people := _of_people(headers):
            return of_people
        if kind in (CATALOGUE, SESSIONS):
            other = SESSIONS if kind == CATALOGUE else CATALOGUE
            if len(tables) == 1 and not _says(headers, kind) and _says(headers, other):
                return other
    return ""


def _of_people(headers: Sequence[str]) -> str:
    """Return ``enrolment`` or ``attendance`` where each line says something of a person and a course."""
    found = columns.guess(headers, WANTED[ATTENDANCE])
    if Column.NUMBER not in found or not found.keys() & {Column.EVENT, Column.COURSE_CODE}:
        return ""
    number = "".join(fold_header(header) for header in found[Column.NUMBER])
    if Column.NAME not in found and not any(word in number for word in _WHOSE):
        return ""
    if found.keys() & set(STATUS_COLUMNS):
        return ATTENDANCE
    return ENROLMENTS if ASKING & columns.guess(headers, WANTED[ENROLMENTS]).keys() else ""


def _says(headers: Sequence[str], kind: str) -> bool:
    """Tell whether a list of courses or sessions has a column that only its kind has."""
    said = columns.guess(headers, WANTED[kind]).keys()
    return bool(said - SHARED) or (kind == SESSIONS and Column.YEAR in said)
