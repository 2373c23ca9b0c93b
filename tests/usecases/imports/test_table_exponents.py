"""Codes that a spreadsheet shows as 1.01E+02: named as what they are, and never taken in silence."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from dxdesk.usecases.imports.acceptable import acceptable
from dxdesk.usecases.imports.evidence import preview_evidence
from dxdesk.usecases.imports.roster import preview_roster
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.few_people import (
    HEAD,
    PEOPLE,
    Row,
    codes,
    hr_desk,
    is_unchanged,
    listed,
    with_values,
    workbook,
)
from tests.helpers.memory import forgetful

ASKED = "code-like-number"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return hr_desk(tmp_path_factory.mktemp("exponents"))


@pytest.fixture
def desk(kept: Desk) -> Desk:
    return forgetful(kept)


def shown_as(path: Path, people: list[list[object]], column: str, style: str) -> Path:
    def touch(sheet: Worksheet) -> None:
        for (cell,) in sheet[f"{column}2:{column}{len(people) + 1}"]:
            cell.number_format = style

    return workbook(path, people, touch=touch)


def as_numbers(header: str) -> list[list[object]]:
    place = HEAD.index(header)
    return with_values(header, [int(row[place]) if row[place] else "" for row in PEOPLE])


@pytest.mark.parametrize("style", ["0.00E+00", "##0.0E+0", "0E+0", '0.0E+00"番"', "0.###e-0"])
@pytest.mark.parametrize(
    ("header", "column", "zeros"),
    [
        ("職員番号", "A", "number-not-text"),
        ("所属コード", "C", "department-not-text"),
        ("一次確認者", "F", "number-not-text"),
    ],
)
def test_a_number_shown_with_an_exponent_is_named_and_asked(
    desk: Desk, tmp_path: Path, style: str, header: str, column: str, zeros: str
) -> None:
    path = shown_as(tmp_path / "名簿.xlsx", as_numbers(header), column, style)
    asked = preview_roster(desk, path)
    one = next(problem for problem in asked.errors if problem.code == ASKED)
    assert one.place.cell[:1] == column
    assert header in one.message
    assert "指数" in one.message
    assert "1.01E+02" in one.message
    assert "文字列" in one.fix
    assert ASKED in acceptable(asked.errors)
    # Whoever says that 101 was typed is asked about the zeros next.
    assert zeros in codes(preview_roster(desk, path, accept=[ASKED]).errors)
    assert is_unchanged(preview_roster(desk, path, accept=[ASKED, zeros]))


@pytest.mark.parametrize("style", ["General", "0", "0.00", '0"番"'])
def test_other_formats_are_no_exponents(desk: Desk, tmp_path: Path, style: str) -> None:
    path = shown_as(tmp_path / "名簿.xlsx", as_numbers("職員番号"), "A", style)
    assert codes(preview_roster(desk, path).errors) == ["number-not-text"]


def test_a_text_in_a_cell_of_that_format_is_the_text(desk: Desk, tmp_path: Path) -> None:
    path = shown_as(tmp_path / "名簿.xlsx", [list(row) for row in PEOPLE], "A", "0.00E+00")
    assert is_unchanged(preview_roster(desk, path))


def test_sheets_read_together_are_asked_each(desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book["Sheet"])
    people: list[Row] = as_numbers("所属コード")  # type: ignore[assignment]
    for name, lines in (("企画部", people[:2]), ("総務部", people[2:])):
        sheet = book.create_sheet(name)
        for row in (HEAD, *lines):
            sheet.append([value if value != "" else None for value in row])
        for (cell,) in sheet["C2:C3"]:
            cell.number_format = "0.00E+00"
    book.save(tmp_path / "名簿.xlsx")
    asked = preview_roster(desk, tmp_path / "名簿.xlsx", sheet=("企画部", "総務部"))
    assert {problem.place.sheet for problem in asked.errors if problem.code == ASKED} == {"企画部", "総務部"}


@pytest.mark.parametrize(
    ("text", "code"), [("1.01E+02", "code-spoilt"), ("1E2", ASKED), ("1e+05", "code-spoilt"), ("1E5", ASKED)]
)
@pytest.mark.parametrize("header", ["職員番号", "所属コード", "一次確認者"])
def test_the_text_of_an_exponent_is_named_and_the_way_out_told(
    desk: Desk, tmp_path: Path, text: str, code: str, header: str
) -> None:
    values = [row[HEAD.index(header)] for row in PEOPLE]
    path = listed(tmp_path / "名簿.csv", with_values(header, [*values[:3], text]))
    one = next(problem for problem in preview_roster(desk, path).errors if problem.code == code)
    assert "指数" in one.message
    assert "文字列" in one.fix


def test_a_number_longer_than_a_spreadsheet_keeps_is_refused(desk: Desk, tmp_path: Path) -> None:
    people = with_values("所属コード", ("0101", "0101", 1234567890123456789, 1234567890123456789))
    found = preview_roster(desk, workbook(tmp_path / "名簿.xlsx", people)).errors
    assert [p.place.cell for p in found if p.code == "code-spoilt" and "下の桁" in p.message] == ["C4"]


def test_a_list_of_attendance_is_asked_too(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "受講.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("職員番号", "氏名", "研修名", "受講日"), (101, "青山 一郎", "DX基礎", "2026/6/1")):
        sheet.append(row)
    sheet["A2"].number_format = "0.00E+00"
    book.save(path)
    assert ASKED in codes(preview_evidence(desk, path, "attendance").errors)
