"""Ways of writing a table that personnel systems and sections have: understood and told, or asked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from dxdesk.domain.columns import Column
from dxdesk.usecases.imports.acceptable import acceptable
from dxdesk.usecases.imports.evidence import EvidenceAnswers, preview_evidence
from dxdesk.usecases.imports.roster import preview_roster
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.few_people import HEAD, PEOPLE, codes, hr_desk, is_unchanged, listed
from tests.helpers.memory import forgetful


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return hr_desk(tmp_path_factory.mktemp("offices"))


@pytest.fixture
def desk(kept: Desk) -> Desk:
    return forgetful(kept)


def table(path: Path, head: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    return listed(path, rows, head)


@pytest.mark.parametrize("between", [" ", "\u3000", ":", "\uff1a", "_", "・"])
def test_a_code_and_a_name_in_one_cell_are_taken_apart(desk: Desk, tmp_path: Path, between: str) -> None:
    head = (*HEAD[:2], "所属", *HEAD[4:])
    rows = [[*row[:2], f"{row[2]}{between}{row[3]}", *row[4:]] for row in PEOPLE]
    found = preview_roster(desk, table(tmp_path / "a.csv", head, rows))
    assert is_unchanged(found)
    assert "department-code-within" in codes(found.notices)


def test_such_codes_follow_the_one_rule_of_codes(desk: Desk, tmp_path: Path) -> None:
    head = (*HEAD[:2], "所属", *HEAD[4:])
    rows = [[*row[:2], f"{str(row[2])[1:]} {row[3]}", *row[4:]] for row in PEOPLE]
    asked = preview_roster(desk, table(tmp_path / "a.csv", head, rows))
    assert [(p.code, p.place.cell) for p in asked.errors] == [
        ("department-not-text", "2行C列"),
        ("department-not-text", "4行C列"),
    ]
    assert is_unchanged(preview_roster(desk, tmp_path / "a.csv", accept=["department-not-text"]))


@pytest.mark.parametrize("name", ["2号館 窓口課", "企画課 1係", "5階窓口課", "第2 企画課"])
def test_a_name_with_a_digit_is_no_code(desk: Desk, tmp_path: Path, name: str) -> None:
    head = (*HEAD[:2], "所属", *HEAD[4:])
    rows = [[*row[:2], name, *row[4:]] for row in PEOPLE]
    found = preview_roster(desk, table(tmp_path / "a.csv", head, rows))
    assert "department-code-within" not in codes(found.notices)
    assert codes(found.errors) == ["department-uncoded"]


@pytest.mark.parametrize(
    "written", ["課長 {}", "{} 課長", "{} 様", "{}様", "{} 殿", "課長\u3000{}", "{} さん", "課長 {} 様"]
)
def test_a_title_beside_a_name_is_no_part_of_it(desk: Desk, tmp_path: Path, written: str) -> None:
    rows = [[row[0], written.format(row[1]), *row[2:], "課長"] for row in PEOPLE]
    found = preview_roster(desk, table(tmp_path / "a.csv", (*HEAD, "職名"), rows))
    assert found.errors == ()
    assert {change.after.name for change in found.changed} == {str(row[1]) for row in PEOPLE}
    (told,) = [notice for notice in found.notices if notice.code == "name-with-title"]
    assert "4人" in told.message


def test_names_that_only_look_so_stay(desk: Desk, tmp_path: Path) -> None:
    rows = [["000301", name, "0101", "企画課", "正規", ""] for name in ("殿 一郎",)]
    rows += [["000302", "森 氏子", "0101", "企画課", "正規", ""]]
    found = preview_roster(desk, table(tmp_path / "a.csv", HEAD, rows), partial=True)
    assert [person.name for person in found.added] == ["殿 一郎", "森 氏子"]


def test_a_line_of_remarks_under_the_header_is_nobody(desk: Desk, tmp_path: Path) -> None:
    remarks = ["(6桁)", "(全角)", "\uff084桁\uff09", "", "", "(職員番号)"]
    path = table(tmp_path / "a.csv", HEAD, [remarks, *map(list, PEOPLE)])
    asked = preview_roster(desk, path)
    assert [(p.code, p.place.cell) for p in asked.errors] == [("rows-not-people", "2行A列")]
    assert is_unchanged(preview_roster(desk, path, accept=["rows-not-people"]))


@pytest.mark.parametrize(
    "days", [("6/1午前", "6/1午後"), ("6月1日", "6月8日"), ("午前", "午後"), ("1限", "2限")]
)
def test_days_without_a_year_are_no_names_of_courses(
    desk: Desk, tmp_path: Path, days: tuple[str, str]
) -> None:
    rows = [[row[0], row[1], "出席", "欠席"] for row in PEOPLE]
    path = table(tmp_path / "a.csv", ("職員番号", "氏名", *days), rows)
    asked = preview_evidence(desk, path, "attendance")
    assert "course-turns" in codes(asked.errors)
    named = preview_evidence(desk, path, "attendance", answers=EvidenceAnswers(event="DX研修"))
    assert {record.name for record in named.told} == {f"DX研修 {day}" for day in days}


@pytest.mark.parametrize(
    ("head", "cells", "found"),
    [
        (("年", "月", "日"), (2026, 6, 1), "年、月、日"),
        (("月", "日"), (6, 1), "月、日"),
        (("受けた日",), ("2026/6/1",), "受けた日"),
        (("申込日",), ("2026/6/1",), "申込日"),
    ],
)
def test_a_day_that_was_not_understood_is_asked_about(
    desk: Desk, tmp_path: Path, head: tuple[str, ...], cells: tuple[object, ...], found: str
) -> None:
    rows = [[row[0], "DX研修", *cells, "出席"] for row in PEOPLE]
    path = table(tmp_path / "a.csv", ("職員番号", "研修名", *head, "出欠"), rows)
    asked = preview_evidence(desk, path, "attendance")
    assert [(p.code, p.found) for p in asked.errors] == [("date-column-missing", found)]
    assert acceptable(asked.errors) == ("date-column-missing",)
    assert not preview_evidence(desk, path, "attendance", accept=["date-column-missing"]).errors


def test_a_birthday_is_no_day_of_a_course(desk: Desk, tmp_path: Path) -> None:
    rows = [[row[0], "DX研修", "S50.1.1", "出席"] for row in PEOPLE]
    path = table(tmp_path / "a.csv", ("職員番号", "研修名", "生年月日", "出欠"), rows)
    assert preview_evidence(desk, path, "attendance").errors == ()


@pytest.mark.parametrize("header", ["DX推進員", "DX推進委員", "情報政策官", "デジタル人材", "CIO補佐官"])
def test_a_column_of_marks_under_a_persona_is_asked_about(desk: Desk, tmp_path: Path, header: str) -> None:
    rows = [[*row, "○" if row[0] == "000102" else ""] for row in PEOPLE]
    path = table(tmp_path / "a.csv", (*HEAD, header), rows)
    asked = preview_roster(desk, path)
    assert [(p.code, p.place.cell, p.found) for p in asked.errors] == [
        ("persona-column-missing", "1行G列", header)
    ]
    assert is_unchanged(preview_roster(desk, path, accept=["persona-column-missing"]))
    assert is_unchanged(preview_roster(desk, path, mapping={Column.PERSONAS: ()}))


def test_a_column_of_marks_beside_that_of_personas_is_not(desk: Desk, tmp_path: Path) -> None:
    rows = [[*row, "", "○"] for row in PEOPLE]
    path = table(tmp_path / "a.csv", (*HEAD, "人材像", "DX推進員研修済"), rows)
    assert preview_roster(desk, path).errors == ()
