"""The first roster, of which nothing is known to compare with: what looks spoilt is asked about."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from dxdesk import bootstrap
from dxdesk.domain.errors import Problem
from dxdesk.ports.entities import Role
from dxdesk.usecases.imports.roster import apply_roster, preview_roster
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.memory import forgetful, in_memory

HEAD = ("職員番号", "氏名", "所属コード", "所属名", "一次確認者")
PEOPLE = (
    ("000101", "青山 一郎", "0101", "企画課", ""),
    ("000102", "石川 花子", "0102", "総務課", "000101"),
    ("000103", "上田 健", "0103", "税務課", "000101"),
    ("000104", "江口 美咲", "0103", "税務課", "000102"),
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("first")
    services = in_memory(bootstrap.services())
    return create_store(services, str(folder / "h.dxdesk"), Role.HR, ("131091", "検証区"), "検証 1234 あい")


@pytest.fixture
def desk(empty: Desk) -> Desk:
    return forgetful(empty)


def listed(folder: Path, rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD) -> Path:
    path = folder / f"表{len(list(folder.iterdir()))}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows((head, *rows))
    return path


def book(folder: Path, rows: Sequence[Sequence[object]], head: Sequence[str] = HEAD) -> Path:
    made = openpyxl.Workbook()
    page = made.active
    assert page is not None
    for row in (head, *rows):
        page.append([value if value != "" else None for value in row])
    made.save(folder / "表.xlsx")
    return folder / "表.xlsx"


def column(position: int, *values: object) -> list[tuple[object, ...]]:
    return [(*row[:position], value, *row[position + 1 :]) for row, value in zip(PEOPLE, values, strict=True)]


def codes(problems: Sequence[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def taken(desk: Desk, path: Path, *accept: str) -> dict[str, tuple[str, str]]:
    result = apply_roster(desk, path, accept=accept)
    assert result.outcome == "applied", result.errors
    with desk.store.read() as uow:
        people = uow.people.employees()
    found = {person.number: (person.department_code, person.first_confirmer) for person in people}
    return dict(sorted(found.items()))


def test_a_sound_roster_is_asked_nothing(desk: Desk, tmp_path: Path) -> None:
    assert not preview_roster(desk, listed(tmp_path, PEOPLE)).errors


@pytest.mark.parametrize(
    "sections",
    [
        ("101", "102", "103", "103"),
        ("101", "1010", "1020", "1020"),
        ("99", "100", "100", "101"),
        ("5", "5", "10", "10"),
    ],
)
def test_codes_whose_zeros_may_be_lost_are_asked_about(
    desk: Desk, tmp_path: Path, sections: tuple[str, ...]
) -> None:
    rows = [(*row[:2], code, f"{code}課", row[4]) for row, code in zip(PEOPLE, sections, strict=True)]
    path = listed(tmp_path, rows)
    (asked,) = preview_roster(desk, path).errors
    assert (asked.code, asked.place.cell) == ("department-zeros", "2行C列")
    assert [section for section, _ in taken(desk, path, "department-zeros").values()] == list(sections)


def test_codes_that_are_numbers_in_the_file_are_asked_about(desk: Desk, tmp_path: Path) -> None:
    path = book(tmp_path, column(2, 101, 102, 103, 103))
    (asked,) = preview_roster(desk, path).errors
    assert (asked.code, asked.place.cell) == ("department-zeros", "C2")
    assert "数値" in asked.message


@pytest.mark.parametrize(
    "sections",
    [("10", "1010", "101010", "101010"), ("1301", "1302", "1303", "1303"), ("A1", "A10", "A100", "A100"),
     ("0101", "1010", "1020", "1020"), ("人事課", "総務課", "税務課", "税務課")],
)  # fmt: skip
def test_codes_that_can_be_as_they_are_are_taken(
    desk: Desk, tmp_path: Path, sections: tuple[str, ...]
) -> None:
    rows = [(*row[:2], code, f"{code}名", row[4]) for row, code in zip(PEOPLE, sections, strict=True)]
    assert not preview_roster(desk, listed(tmp_path, rows)).errors


@pytest.mark.parametrize("numbers", [("101", "102", "1003", "10004"), ("9", "10", "11", "12")])
def test_numbers_of_several_lengths_are_asked_about(
    desk: Desk, tmp_path: Path, numbers: tuple[str, ...]
) -> None:
    rows = [(number, *row[1:4], "") for row, number in zip(PEOPLE, numbers, strict=True)]
    path = listed(tmp_path, rows)
    assert codes(preview_roster(desk, path).errors) == ["digits-uneven"]
    assert set(taken(desk, path, "digits-uneven")) == set(numbers)


@pytest.mark.parametrize("header", ["職員番号", "行", "ID", "職員CD"])
def test_a_count_of_lines_is_no_number_whatever_it_is_called(desk: Desk, tmp_path: Path, header: str) -> None:
    from dxdesk.domain.columns import Column

    rows = [(str(position), *row[1:4]) for position, row in enumerate(PEOPLE, 1)]
    path = listed(tmp_path, rows, (header, *HEAD[1:4]))
    said = {Column.NUMBER: (header,), Column.NAME: ("氏名",)}
    (asked,) = preview_roster(desk, path, mapping=said).errors
    assert (asked.code, asked.found) == ("number-serial", header)
    assert apply_roster(desk, path, mapping=said, accept=("number-serial",)).added == 4


def test_one_name_under_two_codes_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    path = listed(tmp_path, column(2, "0101", "0102", "0103", "0130"))
    (asked,) = preview_roster(desk, path).errors
    assert (asked.code, asked.place.cell, asked.found) == (
        "department-two-codes", "5行C列", "税務課(0103と0130)",
    )  # fmt: skip
    assert taken(desk, path, "department-two-codes")["000104"][0] == "0130"


def test_one_name_under_two_parents_is_two_sections(desk: Desk, tmp_path: Path) -> None:
    rows = [
        (*row[:4], f"{position}部") for position, row in enumerate(column(2, "0101", "0102", "0103", "0130"))
    ]
    path = listed(tmp_path, rows, (*HEAD[:4], "部名"))
    assert not preview_roster(desk, path).errors


@pytest.mark.parametrize("word", ["不明", "未定", "－", "なし", "未配属", "N/A", "調整中"])
@pytest.mark.parametrize("position", [2, 4])
def test_a_word_for_nothing_is_no_code(desk: Desk, tmp_path: Path, word: str, position: int) -> None:
    rows = [list(row) for row in PEOPLE]
    rows[3][position] = word
    if position == 2:
        rows[3][3] = word
    path = listed(tmp_path, rows)
    errors = preview_roster(desk, path).errors
    assert ("none-marks", f"5行{'ABCDE'[position]}列") in [(one.code, one.place.cell) for one in errors]
    people = taken(desk, path, "none-marks", "blank-section")
    assert people["000104"][position // 4] == ""


@pytest.mark.parametrize("word", ["不明", "未定", "－", "なし", "N/A"])
def test_a_word_for_nothing_is_no_number(desk: Desk, tmp_path: Path, word: str) -> None:
    rows = [*PEOPLE[:3], (word, *PEOPLE[3][1:])]
    errors = preview_roster(desk, listed(tmp_path, rows)).errors
    assert "5行A列" in [one.place.cell for one in errors]


def test_an_empty_name_beside_a_code_is_said_to_be_empty(desk: Desk, tmp_path: Path) -> None:
    (asked,) = preview_roster(desk, listed(tmp_path, column(3, "企画課", "", "税務課", "税務課"))).errors
    assert (asked.code, asked.place.cell) == ("department-unknown", "3行C列")
    assert asked.message == "知らない所属コードで、所属名の欄が空のため名称が分かりません。"
    without = [(*row[:3], row[4]) for row in PEOPLE]
    found = preview_roster(desk, listed(tmp_path, without, (*HEAD[:3], HEAD[4]))).errors
    assert {one.message for one in found} == {
        "知らない所属コードで、所属名の列もないため名称が分かりません。"
    }


def test_a_name_that_only_a_later_line_has_is_found(desk: Desk, tmp_path: Path) -> None:
    rows = [("000101", "青山 一郎", "0103", "", ""), *PEOPLE[1:]]
    path = listed(tmp_path, rows)
    assert "department-unknown" not in codes(preview_roster(desk, path).errors)
    taken(desk, path, "leave-department-name")
    with desk.store.read() as uow:
        assert {unit.code: unit.name for unit in uow.people.departments()}["0103"] == "税務課"


@pytest.mark.parametrize(
    "written",
    ["000101 青山 一郎", "000101\u3000青山\u3000一郎", "青山 一郎 000101", "青山一郎(000101)",
     "000101:青山一郎", "０００１０１　青山　一郎", "000101青山一郎", "[000101] 青山 一郎"],
)  # fmt: skip
def test_a_confirmer_may_be_written_with_number_and_name(desk: Desk, tmp_path: Path, written: str) -> None:
    path = listed(tmp_path, column(4, "", written, written, "000102"))
    (asked,) = preview_roster(desk, path).errors
    assert (asked.code, asked.place.cell) == ("confirmer-with-name", "3行E列")
    assert "2行" in asked.message
    assert [first for _, first in taken(desk, path, "confirmer-with-name").values()] == [
        "", "000101", "000101", "000102",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "said"),
    [("000101 石川 花子", "同じ職員のものではありません"), ("009999 無名 太郎", "いません")],
)
def test_a_number_and_a_name_that_do_not_fit_are_refused(
    desk: Desk, tmp_path: Path, written: str, said: str
) -> None:
    path = listed(tmp_path, column(4, "", written, "", ""))
    for accept in ((), ("confirmer-with-name",)):
        (asked,) = preview_roster(desk, path, accept=accept).errors
        assert (asked.code, asked.place.cell, asked.found) == ("confirmer-with-name", "3行E列", written)
        assert said in asked.message


def test_who_needs_no_confirmer_in_a_roster_is_not_counted_as_without_one(desk: Desk, tmp_path: Path) -> None:
    heads = (("区長", "特別職"), ("部長", "管理職"), ("課長", "管理職"), ("主事", "一般職"))
    rows = [(*row[:4], "", *who) for row, who in zip(PEOPLE, heads, strict=True)]
    seen = preview_roster(desk, listed(tmp_path, rows, (*HEAD, "職名", "職層"))).understanding
    assert seen is not None
    assert seen.without["confirmer"] == 2, "課長 and 主事"
