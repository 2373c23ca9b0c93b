"""Names with something in brackets: a former surname is understood, anything else is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk.usecases.imports.evidence import preview_evidence
from dxdesk.usecases.imports.roster import apply_roster, preview_roster
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.few_people import HEAD, PEOPLE, codes, hr_desk, is_unchanged, listed, with_values
from tests.helpers.memory import forgetful

NAMES = [str(row[1]) for row in PEOPLE]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return hr_desk(tmp_path_factory.mktemp("names"))


@pytest.fixture
def desk(kept: Desk) -> Desk:
    return forgetful(kept)


def with_name(name: str) -> list[list[object]]:
    return with_values("氏名", [*NAMES[:3], name])


@pytest.mark.parametrize(
    "written",
    [
        "加藤(旧姓:田中) 由美",
        "加藤\uff08旧姓\uff1a田中\uff09 由美",
        "加藤\uff08旧 田中\uff09 由美",
        "加藤 [旧姓田中] 由美",
        "加藤 由美\uff3b旧姓 田中\uff3d",
        "加藤 由美(旧氏:田中)",
        "加藤 由美〔旧・田中〕",
        "加藤 由美【旧姓使用 田中】",
        "加藤 由美(通称 田中)",
        "加藤 由美(旧田中)",
        "加藤 由美 旧姓 田中",
        "加藤 由美\u3000旧姓\uff1a田中",
        "加藤 由美\n(旧姓 田中)",
    ],
)
def test_a_former_surname_is_taken_out_of_the_name_and_told(desk: Desk, tmp_path: Path, written: str) -> None:
    found = preview_roster(desk, listed(tmp_path / "名簿.csv", with_name(written)))
    assert found.errors == ()
    (change,) = found.changed
    assert (change.after.name, change.after.alias) == ("加藤 由美", "田中")
    (told,) = [notice for notice in found.notices if notice.code == "name-former"]
    assert (told.place.cell, "加藤 由美" in told.found) == ("5行B列", True)


def test_a_former_surname_that_is_known_stays_as_it_is(desk: Desk, tmp_path: Path) -> None:
    head = (*HEAD, "旧姓・通称")
    people = [[*row, "田中 由美" if row[0] == "000202" else ""] for row in PEOPLE]
    assert apply_roster(desk, listed(tmp_path / "旧姓.csv", people, head)).outcome == "applied"
    assert is_unchanged(
        preview_roster(desk, listed(tmp_path / "名簿.csv", with_name("加藤 由美(旧姓 田中)")))
    )
    people[3][1:7] = ["加藤 由美(旧姓 田中)", *people[3][2:6], ""]
    assert is_unchanged(preview_roster(desk, listed(tmp_path / "空.csv", people, head)))


def test_a_name_in_two_columns_and_a_reading_are_understood_too(desk: Desk, tmp_path: Path) -> None:
    head = ("職員番号", "姓", "名", "フリガナ", *HEAD[2:])
    people = [[row[0], *str(row[1]).split(), "", *row[2:]] for row in PEOPLE]
    people[3][1:4] = ["加藤\uff08旧姓\uff1a田中\uff09", "由美", "カトウ(タナカ) ユミ"]
    found = preview_roster(desk, listed(tmp_path / "名簿.csv", people, head))
    assert found.errors == ()
    (change,) = [change for change in found.changed if change.after.number == "000202"]
    # Two columns are joined by a wide blank.
    assert (change.after.name, change.after.kana, change.after.alias) == (
        "加藤\u3000由美",
        "カトウ ユミ",
        "田中",
    )


@pytest.mark.parametrize("alias", ["旧姓:田中", "(田中)", "\uff08旧姓 田中\uff09", "旧 田中"])
def test_a_column_of_former_surnames_holds_the_surname_alone(desk: Desk, tmp_path: Path, alias: str) -> None:
    people = [[*row, alias if row[0] == "000202" else ""] for row in PEOPLE]
    found = preview_roster(desk, listed(tmp_path / "名簿.csv", people, (*HEAD, "旧姓")))
    assert [change.after.alias for change in found.changed] == ["田中"]
    assert "name-former" in codes(found.notices)


@pytest.mark.parametrize(
    "written",
    [
        "加藤(田中) 由美",
        "加藤 由美\uff08再任用\uff09",
        "加藤 由美(ゆみ)",
        "(加藤 由美)",
        "加藤 由美(兼",
        "加藤 由美 <主>",
    ],
)
def test_whatever_else_stands_in_brackets_is_asked(desk: Desk, tmp_path: Path, written: str) -> None:
    path = listed(tmp_path / "名簿.csv", with_name(written))
    asked = preview_roster(desk, path)
    assert [(p.code, p.place.cell) for p in asked.errors] == [("name-brackets", "5行B列")]
    (question,) = asked.questions
    bare, as_written = (option.accept for option in question.options)
    assert is_unchanged(preview_roster(desk, path, accept=[bare]))
    assert is_unchanged(preview_roster(desk, path, accept=["name-without-brackets"]))
    kept = apply_roster(desk, path, accept=[as_written, "surname-changed"])
    assert (kept.outcome, kept.updated) == ("applied", 1)
    # What was decided once is kept, and no longer asked.
    assert preview_roster(desk, path).errors == ()
    assert preview_roster(desk, path).unchanged == 4


def test_a_line_that_is_nobody_is_not_asked_for_its_name(desk: Desk, tmp_path: Path) -> None:
    people = [*map(list, PEOPLE), ["合計", "4名(うち管理職0名)", "", "", "", ""]]
    assert codes(preview_roster(desk, listed(tmp_path / "名簿.csv", people)).errors) == ["rows-not-people"]


@pytest.mark.parametrize("written", ["加藤 由美(旧姓 田中)", "加藤 由美(総務課)", "加藤(田中) 由美"])
@pytest.mark.parametrize("number", ["000202", "999999"])
def test_a_list_of_attendance_finds_who_is_called_so(
    desk: Desk, tmp_path: Path, written: str, number: str
) -> None:
    line = (number, written, "DX基礎", "2026/6/1")
    path = listed(tmp_path / "受講.csv", [line], ("職員番号", "氏名", "研修名", "受講日"))
    found = preview_evidence(desk, path, "attendance")
    assert codes(found.errors) == ([] if number == "000202" else ["found-by-name"])
    if found.errors:
        assert "000202" in str(found.questions)
