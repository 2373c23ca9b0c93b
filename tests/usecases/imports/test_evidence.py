"""HR takes in who attended what and who passed which examination."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dxdesk import bootstrap
from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import EvidenceRecord, Role
from dxdesk.usecases.imports import evidence
from dxdesk.usecases.imports.roster import apply_roster
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.memory import forgetful, in_memory

PASSPHRASE = "検証 1234 あい"


def table(path: Path, rows: Iterable[Sequence[object]]) -> Path:
    if path.suffix == ".csv":
        with path.open("w", encoding="cp932", newline="") as file:
            csv.writer(file).writerows(rows)
        return path
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("evidence")
    people = [["職員番号", "氏名"], ["001234", "検証 太郎"], ["001235", "髙橋 美咲"]]
    made = create_store(
        in_memory(bootstrap.services()),
        str(folder / "人事.dxdesk"),
        Role.HR,
        ("131091", "検証区"),
        PASSPHRASE,
    )
    assert apply_roster(made, table(folder / "名簿.xlsx", people)).added == 2
    return made


@pytest.fixture
def desk(office: Desk) -> Desk:
    return forgetful(office)


def known(desk: Desk) -> list[EvidenceRecord]:
    with desk.store.read() as uow:
        return list(uow.people.evidence())


COURSES = (
    ("職員番号", "氏名", "研修名", "受講日", "結果"),
    ("001234", "検証 太郎", "データ利活用研修", "令和7年6月1日", "修了"),
    ("001235", "髙橋美咲", "データ利活用研修", "2025/6/1", "欠席"),
)


@pytest.mark.parametrize("name", ["受講.csv", "受講.xlsx"])
def test_attendance_is_taken_in_and_only_completion_counts(desk: Desk, tmp_path: Path, name: str) -> None:
    result = evidence.apply_evidence(desk, table(tmp_path / name, COURSES), "attendance")
    assert (result.outcome, result.added) == ("applied", 2)
    assert [(r.employee_number, r.date, r.result, r.completed) for r in known(desk)] == [
        ("001234", "2025-06-01", "修了", True),
        ("001235", "2025-06-01", "欠席", False),
    ]
    assert {record.kind for record in known(desk)} == {"course"}


def test_the_same_line_again_says_nothing_new(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path / "受講.csv", [*COURSES, COURSES[1]])
    first = evidence.apply_evidence(desk, path, "attendance")
    again = evidence.apply_evidence(desk, path, "attendance")
    assert (first.added, again.outcome, again.unchanged, again.receipt) == (2, "unchanged", 2, first.receipt)
    corrected = [COURSES[0], COURSES[1], (*COURSES[2][:4], "修了")]
    later = evidence.apply_evidence(desk, table(tmp_path / "追試.xlsx", corrected), "attendance")
    assert (later.added, later.updated, later.unchanged) == (0, 1, 1)
    assert all(record.completed for record in known(desk))
    assert evidence.apply_evidence(desk, path, "attendance").outcome == "unchanged", (
        "completed stays completed"
    )
    assert evidence.undo_evidence(desk, later.receipt).outcome == "applied"
    assert [record.completed for record in known(desk)] == [True, False]


def test_unknown_people_are_listed_with_their_cells(desk: Desk, tmp_path: Path) -> None:
    rows = [
        *COURSES,
        ("009999", "検証 無名", "データ利活用研修", "2025/6/1", "修了"),
        ("", "", "研修", "", ""),
    ]
    path = table(tmp_path / "受講.xlsx", rows)
    refused = evidence.apply_evidence(desk, path, "attendance")
    assert refused.outcome == "refused"
    assert [(p.code, p.place.cell) for p in refused.errors] == [
        ("fill-number", "A5"),
        ("number-empty", "A5"),
        ("employee-unknown", "A4"),
    ]
    assert known(desk) == []
    path = table(tmp_path / "受講2.xlsx", rows[:-1])
    accepted = evidence.apply_evidence(desk, path, "attendance", accept=("employee-unknown",))
    assert (accepted.outcome, accepted.added) == ("applied", 2)
    assert [(notice.code, notice.message) for notice in accepted.notices] == [
        ("employee-unknown", "名簿にない職員番号です。承認のとおり、この行を除いて取り込みました。")
    ]


def test_numbers_and_dates_that_a_spreadsheet_spoilt(desk: Desk, tmp_path: Path) -> None:
    rows = [
        COURSES[0],
        (1234, "検証 次郎", "AI研修", date(2025, 9, 18), "修了"),
        (*COURSES[2][:3], "夏ごろ", "修了"),
    ]
    path = table(tmp_path / "受講.xlsx", rows)
    refused = evidence.apply_evidence(desk, path, "attendance")
    assert [(p.code, p.place.cell) for p in refused.errors] == [
        ("number-not-text", "A2"),
        ("name-differs", "B2"),
        ("date-unreadable", "D3"),
    ]
    accepted = evidence.apply_evidence(
        desk, path, "attendance", accept=("number-not-text", "by-number", "date-unreadable")
    )
    assert [(r.employee_number, r.date) for r in known(desk)] == [("001234", "2025-09-18")]
    assert accepted.added == 1


def test_a_list_of_those_who_passed_needs_no_result(desk: Desk, tmp_path: Path) -> None:
    rows = [("職員番号", "資格・試験名", "合格日"), ("001234", "ITパスポート試験", "R7.10.12")]
    preview = evidence.preview_evidence(desk, table(tmp_path / "合格.xlsx", rows), "qualifications")
    assert [(r.kind, r.completed) for r in preview.added] == [("exam", True)]
    assert known(desk) == []
    failed = [(*rows[0], "合否"), (*rows[1], "不合格")]
    assert evidence.apply_evidence(desk, table(tmp_path / "結果.xlsx", failed), "qualifications").added == 0
    assert known(desk) == [], "who did not pass has no record"


def test_attendance_without_a_result_earns_no_certificate(desk: Desk, tmp_path: Path) -> None:
    rows = [("職員番号", "研修名", "受講日"), ("001234", "AI研修", "2025/9/18")]
    result = evidence.apply_evidence(desk, table(tmp_path / "出席.csv", rows), "attendance")
    assert [problem.code for problem in result.notices] == ["completion-unknown"]
    assert [record.completed for record in known(desk)] == [False]
    finished = [("職員番号", "研修名", "修了"), ("001234", "AI研修2", "2025/9/18"), ("001235", "AI研修2", "")]
    evidence.apply_evidence(desk, table(tmp_path / "修了日.csv", finished), "attendance")
    assert [(r.date, r.result, r.completed) for r in known(desk) if r.name == "AI研修2"] == [
        ("", "記入なし", False),
        ("2025-09-18", "", True),
    ], "the day in 修了 is the day of the record; nothing there is no attendance"


def test_a_table_without_the_needed_column(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path / "受講.xlsx", [("職員番号", "内容"), ("001234", "AI研修")])
    with pytest.raises(KnownError) as caught:
        evidence.apply_evidence(desk, path, "attendance")
    assert caught.value.code == "header-missing"
    assert "職員番号、内容" in caught.value.problem.found
    with pytest.raises(KnownError) as caught:
        evidence.undo_evidence(desk, 99)
    assert caught.value.code == "receipt-unknown"


def test_the_template_workbook_holds_all_three_tables(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "様式.xlsx"
    desk.services.workbooks.write_roster_template(path)
    book = openpyxl.load_workbook(path)
    for name, cells in (
        ("職員名簿", ["001234", "検証 太郎"]),
        ("受講記録", ["001234", "", "AI研修", "R7.9.18", "修了"]),
        ("資格・試験", ["001235", "", "ITパスポート試験", "R7.10.12", "合格"]),
    ):
        sheet = book[name]
        for column, value in enumerate(cells, 1):
            sheet.cell(2, column).value = value
    book.save(path)
    assert evidence.apply_evidence(desk, path, "attendance").added == 1
    assert evidence.apply_evidence(desk, path, "qualifications").added == 1
    assert [(record.kind, record.name) for record in known(desk)] == [
        ("course", "AI研修"),
        ("exam", "ITパスポート試験"),
    ]
