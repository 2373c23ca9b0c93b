"""What a roster leaves out: merged cells are read down, and nothing known goes away without being asked."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest

from dxdesk import bootstrap
from dxdesk.ports.entities import Role
from dxdesk.usecases.imports import evidence
from dxdesk.usecases.imports.roster import apply_roster, preview_roster
from dxdesk.usecases.imports.roster_plan import BLANKS
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.workplace.desk import Desk

HEAD = (
    *("職員番号", "氏名", "フリガナ", "旧姓", "所属コード", "所属名", "職層", "職種", "職名", "任用区分"),
    *("在職状態", "人材像", "一次確認者", "二次確認者", "兼務所属コード"),
)
CHIEF = (
    *("000101", "青山 一郎", "アオヤマ イチロウ", "赤山", "0101", "企画課", "管理職", "事務", "課長"),
    *("正規", "在職", "DX推進員", "", "", "0102"),
)
LEADER = (
    *("000102", "石川 花子", "イシカワ ハナコ", "池川", "0101", "企画課", "係長級", "事務", "係長"),
    *("正規", "育休", "DX推進員", "000101", "", "0102"),
)
CLERK = (
    *("000103", "上田 健", "ウエダ ケン", "井田", "0101", "企画課", "一般職", "技術", "主任"),
    *("正規", "在職", "DX推進員", "000102", "000101", "0102"),
)
OTHER = (
    *("000201", "岡本 直樹", "オカモト ナオキ", "", "0102", "総務課", "管理職", "事務", "課長"),
    *("正規", "在職", "", "", "", ""),
)
PEOPLE = (CHIEF, LEADER, CLERK, OTHER)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    place = str(tmp_path / "人事.dxdesk")
    made = create_store(bootstrap.services(), place, Role.HR, ("131091", "検証区"), "検証 1234 あい")
    result = apply_roster(made, listed(tmp_path / "初回.csv", PEOPLE))
    assert (result.outcome, result.added, result.errors) == ("applied", 4, ())
    yield made
    made.store.close()


def listed(path: Path, people: Sequence[Sequence[str]], head: Sequence[str] = HEAD) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows((head, *people))
    return path


def without(person: Sequence[str], *headers: str) -> tuple[str, ...]:
    return tuple("" if head in headers else value for head, value in zip(HEAD, person, strict=True))


def merged(path: Path, ranges: Sequence[str], people: Sequence[Sequence[str]] = PEOPLE) -> Path:
    """Write a roster as Excel keeps merged cells: the value in the top one only."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("職員一覧",), (), HEAD, *people):
        sheet.append([value or None for value in row])
    for area in ranges:
        sheet.merge_cells(area)
    book.save(path)
    return path


def sections(desk: Desk) -> list[str]:
    with desk.store.read() as uow:
        people = {person.number: person for person in uow.people.employees()}
    return [people[number].department_code for number in sorted(people)]


def test_merged_sections_are_read_down(desk: Desk, tmp_path: Path) -> None:
    path = merged(tmp_path / "結合.xlsx", ("A1:O1", "E4:E6", "F4:F6", "H4:H5"))
    preview = preview_roster(desk, path)
    assert (preview.errors, preview.unchanged, preview.changed) == ((), 4, ())
    told = [(n.found, n.place.sheet) for n in preview.notices if n.code == "cells-merged"]
    assert told == [("E4:E6、F4:F6、H4:H5", "Sheet")]
    assert apply_roster(desk, path).outcome == "unchanged"
    assert sections(desk) == ["0101", "0101", "0101", "0102"]


def test_a_merge_beyond_the_people_makes_no_lines(desk: Desk, tmp_path: Path) -> None:
    preview = preview_roster(desk, merged(tmp_path / "結合.xlsx", ("E7:F40",)))
    assert (preview.errors, preview.unchanged) == ((), 4)


def test_a_merged_error_is_an_error_in_every_line(desk: Desk, tmp_path: Path) -> None:
    broken = [(*person[:4], "#N/A", *person[5:]) for person in PEOPLE[:2]]
    preview = preview_roster(desk, merged(tmp_path / "結合.xlsx", ("E4:E5",), (*broken, *PEOPLE[2:])))
    cells = [problem.place.cell for problem in preview.errors if problem.code == "cell-error"]
    assert cells == ["E4", "E5"]
    assert "people-left" not in [p.code for p in preview.errors], "a line that cannot be read is no absence"


def test_merged_courses_are_read_down(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "受講.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    lines = (("研修名", "受講日", "職員番号", "修了"), ("BPR研修", "2025/6/1", "000101", "○"))
    for row in (*lines, (None, None, "000102", "○")):
        sheet.append(list(row))
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:B3")
    book.save(path)
    assert evidence.apply_evidence(desk, path, "attendance").added == 2


@pytest.mark.parametrize("mark", ["\u3003", "同上", "\u2033", '"'])
def test_a_mark_of_repetition_is_no_section(desk: Desk, tmp_path: Path, mark: str) -> None:
    repeated = [(*person[:4], mark, mark, *person[6:]) for person in PEOPLE[1:3]]
    result = apply_roster(desk, listed(tmp_path / "同上.csv", (CHIEF, *repeated, OTHER)))
    found = [(problem.code, problem.place.cell) for problem in result.errors]
    assert found == [("fill-department-code", "3行E列"), ("fill-department-name", "3行F列")]
    assert sections(desk) == ["0101", "0101", "0101", "0102"]


def test_sections_left_out_are_asked_about(desk: Desk, tmp_path: Path) -> None:
    blank = [without(person, "所属コード", "所属名") for person in PEOPLE[1:3]]
    path = listed(tmp_path / "空.csv", (CHIEF, *blank, OTHER))
    refused = apply_roster(desk, path)
    offer, problem = refused.errors
    assert (offer.code, offer.place.cell) == ("fill-department-code", "3行E列")
    assert (problem.code, problem.place.cell) == ("blank-section", "3行E列")
    assert problem.message.startswith("所属の欄が空の人が2人います。")
    assert problem.found == "000102 石川 花子、000103 上田 健"
    assert sections(desk) == ["0101", "0101", "0101", "0102"]
    accepted = apply_roster(desk, path, accept=("blank-section",))
    assert (accepted.outcome, accepted.updated) == ("applied", 2)
    told = "承認のとおり、所属の欄が空の2人は、所属を空にして取り込みました。"
    assert [(notice.code, notice.message) for notice in accepted.notices] == [("blank-section", told)]
    assert sections(desk) == ["0101", "", "", "0102"]
    assert apply_roster(desk, path).outcome == "unchanged", "what was accepted is not asked again"


def test_new_people_without_a_section_are_asked_about(desk: Desk, tmp_path: Path) -> None:
    new = ("000301", *without(CLERK, "所属コード", "所属名", "旧姓")[1:])
    result = apply_roster(desk, listed(tmp_path / "新.csv", (*PEOPLE, new)))
    found = [(p.code, p.place.cell) for p in result.errors]
    assert found == [("fill-department-code", "6行E列"), ("blank-section", "6行E列")]
    assert "所属のない人になります" in result.errors[1].message


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("フリガナ", "blank-kana"),
        ("旧姓", "blank-alias"),
        ("職層", "blank-grade"),
        ("職種", "blank-job"),
        ("職名", "blank-title"),
        ("任用区分", "blank-employment"),
        ("在職状態", "blank-duty-status"),
        ("人材像", "blank-persona"),
        ("一次確認者", "blank-first"),
        ("二次確認者", "blank-second"),
    ],
)
def test_no_empty_cell_takes_a_known_value_in_silence(
    desk: Desk, tmp_path: Path, header: str, code: str
) -> None:
    path = listed(tmp_path / "空.csv", (CHIEF, LEADER, without(CLERK, header), OTHER))
    refused = apply_roster(desk, path)
    assert [(problem.code, problem.found) for problem in refused.errors] == [(code, "000103 上田 健")]
    assert apply_roster(desk, path, accept=(code,)).updated == 1


def test_posts_that_end_are_told(desk: Desk, tmp_path: Path) -> None:
    path = listed(tmp_path / "空.csv", (CHIEF, LEADER, without(CLERK, "兼務所属コード"), OTHER))
    result = apply_roster(desk, path)
    told = [(notice.code, notice.place.cell, notice.found) for notice in result.notices]
    assert (result.updated, told) == (1, [("blank-posts", "4行O列", "000103 上田 健")])


def test_every_field_that_a_cell_can_empty_is_asked_about() -> None:
    assert len(BLANKS) == len(set(BLANKS.values())) == 12
