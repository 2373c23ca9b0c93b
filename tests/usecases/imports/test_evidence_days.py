"""Days in lists of attendance: nobody attended what is still to come; a name given later leaves what was."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk import bootstrap
from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.usecases.imports import evidence
from dxdesk.usecases.imports.evidence import EvidenceAnswers
from dxdesk.usecases.imports.roster import apply_roster
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers.memory import forgetful, in_memory

HEAD = ("職員番号", "研修名", "受講日", "出欠")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("days")
    services = replace(in_memory(bootstrap.services()), clock=FixedClock("2026-06-15"))
    made = create_store(services, str(folder / "h.dxdesk"), Role.HR, ("131091", "検証区"), "検証 1234 あい")
    people = [("職員番号", "氏名"), ("001234", "検証 太郎"), ("001235", "髙橋 美咲")]
    assert apply_roster(made, table(folder, people)).added == 2
    return made


@pytest.fixture
def desk(office: Desk) -> Desk:
    return forgetful(office)


def table(folder: Path, rows: Iterable[Sequence[str]], name: str = "") -> Path:
    path = folder / (name or f"表{len(list(folder.iterdir()))}.csv")
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.mark.parametrize(
    "day",
    [
        "2026/6/16",
        "R9.1.1",
        "令和70年4月1日",
        "2205/4/1",
        "2026/6/16\uff5e6/20",
        "20270401",
        "2026-06-16T09:00:00",
    ],
)
def test_a_day_to_come_is_asked_about_by_its_cell(desk: Desk, tmp_path: Path, day: str) -> None:
    rows = [HEAD, ("001234", "DX研修", "2026/6/15", "出席"), ("001235", "DX研修", day, "出席")]
    path = table(tmp_path, rows)
    refused = evidence.apply_evidence(desk, path, "attendance")
    (asked,) = refused.errors
    assert (asked.code, asked.place.cell, asked.found) == ("date-future", "3行C列", day)
    assert "令和8年6月15日" in asked.message
    taken = evidence.apply_evidence(desk, path, "attendance", accept=("date-future",))
    assert (taken.outcome, taken.added) == ("applied", 1)


@pytest.mark.parametrize("day", ["2026/6/15", "2026/4/1\uff5e2027/3/31", "H30.4.1", ""])
def test_a_day_that_was_is_taken(desk: Desk, tmp_path: Path, day: str) -> None:
    path = table(tmp_path, [HEAD, ("001234", "DX研修", day, "出席")])
    assert evidence.apply_evidence(desk, path, "attendance").added == 1


def test_a_column_of_a_course_to_come_is_asked_about_once(desk: Desk, tmp_path: Path) -> None:
    rows = [
        ("職員番号", "氏名", "DX基礎研修(R8.6.1)", "データ研修(R8.7.1)"),
        ("001234", "検証 太郎", "修了", "修了"),
        ("001235", "髙橋 美咲", "修了", "修了"),
    ]
    path = table(tmp_path, rows)
    (asked,) = evidence.preview_evidence(desk, path, "attendance").errors
    assert (asked.code, asked.place.cell) == ("date-future", "1行D列")
    assert evidence.apply_evidence(desk, path, "attendance", accept=("date-future",)).added == 2


def test_the_day_of_a_whole_list_lies_behind_us_too(desk: Desk, tmp_path: Path) -> None:
    path = table(
        tmp_path, [HEAD[:1] + HEAD[3:], ("001234", "出席"), ("001235", "出席")], "名簿 2026-07-01.csv"
    )
    (asked,) = evidence.preview_evidence(
        desk, path, "attendance", answers=EvidenceAnswers(event="DX研修", day="2026/7/1")
    ).errors
    assert asked.code == "date-future"


def test_examinations_are_not_passed_in_the_future(desk: Desk, tmp_path: Path) -> None:
    rows = [("職員番号", "試験名", "合格日"), ("001234", "ITパスポート試験", "2062/5/1")]
    (asked,) = evidence.preview_evidence(desk, table(tmp_path, rows), "qualifications").errors
    assert (asked.code, asked.place.cell) == ("date-future", "2行C列")


def test_a_name_given_later_says_what_stays_as_it_was(desk: Desk, tmp_path: Path) -> None:
    first = table(tmp_path, [HEAD, ("001234", "BPR研修基礎編", "2026/5/1", "出席")])
    assert evidence.apply_evidence(desk, first, "attendance").added == 1
    cycle.open_cycle(desk, cycle.OpenCycle(2026, "govtech-tokyo", "2026-04-01"))
    known = evidence.preview_evidence(desk, first, "attendance").looks.courses
    said = EvidenceAnswers(courses={"BPR研修基礎編": known[0]})
    later = table(tmp_path, [HEAD, ("001235", "BPR研修基礎編", "2026/6/1", "出席")])
    preview = evidence.preview_evidence(desk, later, "attendance", answers=said)
    (told,) = (one for one in preview.notices if one.code == "course-recorded-before")
    assert "前に取り込んだ1件" in told.message
    assert known[0] in told.fix
    assert evidence.apply_evidence(desk, later, "attendance", answers=said).added == 1
    again = evidence.apply_evidence(desk, first, "attendance", answers=said)
    assert (again.outcome, again.added) == ("applied", 1), "what the fix says works"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        *(
            ("平成30年5月", "2018-05-01"),
            ("R5.11", "2023-11-01"),
            ("2024/3", "2024-03-01"),
            ("2024-03", "2024-03-01"),
        ),
        ("令和元(2019)年5月", "2019-05-01"),
    ],
)
def test_a_certificate_may_have_a_month_only(desk: Desk, tmp_path: Path, written: str, day: str) -> None:
    rows = [("職員番号", "試験名", "合格日", "結果"), ("001234", "ITパスポート", written, "合格")]
    path = table(tmp_path, rows)
    (asked,) = evidence.preview_evidence(desk, path, "qualifications").errors
    assert (asked.code, asked.place.cell, asked.found) == ("date-month-only", "2行C列", written)
    found = evidence.preview_evidence(desk, path, "qualifications", accept=("date-month-only",))
    assert (found.errors, [record.date for record in found.added]) == ((), [day])
    assert "date-month-only" in [notice.code for notice in found.notices]


@pytest.mark.parametrize("written", ["2024/13", "2024年", "5月", "R0.5"])
def test_what_is_no_month_is_as_unreadable_as_before(desk: Desk, tmp_path: Path, written: str) -> None:
    rows = [("職員番号", "試験名", "合格日", "結果"), ("001234", "ITパスポート", written, "合格")]
    (asked,) = evidence.preview_evidence(desk, table(tmp_path, rows), "qualifications").errors
    assert asked.code == "date-unreadable"


def test_attendance_is_of_a_day(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path, [HEAD, ("001234", "接遇", "2025/6", "出席")])
    found = evidence.preview_evidence(desk, path, "attendance", accept=("date-month-only",))
    assert "date-unreadable" in [problem.code for problem in found.errors]


def test_a_list_without_numbers_is_told_what_would_do(desk: Desk, tmp_path: Path) -> None:
    rows = [("氏名", "研修名", "受講日", "出欠"), ("検証 太郎", "接遇", "2025/6/1", "出席")]
    with pytest.raises(KnownError) as caught:
        evidence.preview_evidence(desk, table(tmp_path, rows), "attendance")
    assert caught.value.code == "header-missing"
    assert "「職員番号」の空の列を加えると" in caught.value.problems[0].fix
    with_column = table(tmp_path, [("職員番号", *rows[0]), ("", *rows[1])], "空の列.csv")
    found = evidence.preview_evidence(desk, with_column, "attendance")
    assert "found-by-name" in [question.code for question in found.questions]
