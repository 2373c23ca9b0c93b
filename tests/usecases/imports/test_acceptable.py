"""What is offered to be accepted is settled by accepting it, and nothing else is offered."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from dxdesk import bootstrap
from dxdesk.domain.errors import Problem
from dxdesk.ports.entities import Role
from dxdesk.ui.roster import messages
from dxdesk.usecases.imports.acceptable import CODES, acceptable
from dxdesk.usecases.imports.evidence import preview_evidence
from dxdesk.usecases.imports.roster import apply_roster, preview_roster
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.inbox.tables import TakeTables, receive_tables
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.memory import forgetful, in_memory

HEAD = ("職員番号", "氏名", "フリガナ", "所属コード", "所属名", "職層", "在職状態", "一次確認者")
PEOPLE = (
    ("000101", "青山 一郎", "アオヤマ イチロウ", "0101", "企画課", "管理職", "在職", ""),
    ("000102", "石川 花子", "イシカワ ハナコ", "0101", "企画課", "一般職", "在職", "000101"),
    ("000103", "上田 健", "ウエダ ケン", "0102", "総務課", "一般職", "在職", "000101"),
)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("acceptable")
    services = in_memory(bootstrap.services())
    desk = create_store(services, str(folder / "h.dxdesk"), Role.HR, ("131091", "検証区"), "検証 1234 あい")
    assert apply_roster(desk, listed(folder, PEOPLE)).outcome == "applied"
    return desk


@pytest.fixture
def desk(three: Desk) -> Desk:
    return forgetful(three)


def listed(folder: Path, rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD) -> Path:
    path = folder / f"表{len(list(folder.iterdir()))}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows((head, *rows))
    return path


def with_cell(position: int, value: str, line: int = 1) -> list[tuple[str, ...]]:
    rows = [list(row) for row in PEOPLE]
    rows[line][position] = value
    return [tuple(row) for row in rows]


ROSTERS = {
    "too short": (with_cell(0, "102"), {"number-length"}),
    "width": (with_cell(0, "０００１０２"), {"number-full-width"}),
    "too long": (with_cell(0, "0001020"), set()),
    "short and long": ([*with_cell(0, "102"), ("0001040", *PEOPLE[2][1:])], set()),
    "letters": (with_cell(0, "?102"), set()),
    "no name": (with_cell(1, ""), set()),
    "code": (with_cell(3, "101"), {"department-not-text"}),
    "another code": (with_cell(3, "0901"), {"department-other-code"}),
    "grade": (with_cell(5, "特別職"), {"new-list-value"}),
    "no section": ([(*row[:3], "", "", *row[5:]) for row in PEOPLE], {"blank-section"}),
    "duty": (with_cell(6, "さまざま"), set()),
    "confirmer": (with_cell(7, "999999"), set()),
    "a name": (with_cell(7, "青山 一郎"), {"confirmer-by-name"}),
    "nobody's name": (with_cell(7, "無名 太郎"), set()),
    "total": ([*PEOPLE, ("合計", "3人", "", "", "", "", "", "")], {"rows-not-people"}),
    "twice": ([*PEOPLE, PEOPLE[0]], set()),
    "another": ([*PEOPLE[:2], ("000103", "別人 二郎", "ベツジン ジロウ", *PEOPLE[2][3:])], set()),
}


@pytest.mark.parametrize("case", ROSTERS)
def test_what_is_offered_settles_the_finding(desk: Desk, tmp_path: Path, case: str) -> None:
    rows, wanted = ROSTERS[case]
    path = listed(tmp_path, rows)
    errors = preview_roster(desk, path).errors
    assert errors
    offered = acceptable(errors)
    assert wanted <= set(offered), [problem.code for problem in errors]
    assert wanted or not offered
    after = preview_roster(desk, path, accept=offered).errors
    assert not {one.code for one in after} & set(offered)
    for refused in {one.code for one in errors} - set(offered):
        again = preview_roster(desk, path, accept=(refused,)).errors
        assert refused in {one.code for one in again}, "it would have settled it, and was not offered"


ATTENDANCE = ("職員番号", "研修名", "受講日", "出欠")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("999999", "DX研修", "2025/6/1", "出席"), "employee-unknown"),
        (("000101", "", "2025/6/1", "出席"), "event-empty"),
        (("000101", "2025/6/1", "2025/6/1", "出席"), "event-not-a-name"),
        (("000101", "DX研修", "六月一日", "出席"), "date-unreadable"),
        (("000101", "DX研修", "2025/6/1", "まずまず"), "result-unclear"),
    ],
)
def test_a_line_of_a_list_can_be_left_out_where_that_is_offered(
    desk: Desk, tmp_path: Path, row: tuple[str, ...], code: str
) -> None:
    path = listed(tmp_path, [row, ("000102", "DX研修", "2025/6/1", "出席")], ATTENDANCE)
    errors = preview_evidence(desk, path, "attendance").errors
    assert acceptable(errors) == (code,)
    assert not preview_evidence(desk, path, "attendance", accept=(code,)).errors


@pytest.mark.parametrize("spoilt", ["10月5日", "1.0E+05", "0001020", "#N/A", "", "?1"])
@pytest.mark.parametrize("lines", [(0, 1, 2), (1,)])
def test_nobody_is_said_to_be_absent_while_numbers_cannot_be_read(
    desk: Desk, tmp_path: Path, spoilt: str, lines: tuple[int, ...]
) -> None:
    rows = [(spoilt, *row[1:]) if position in lines else row for position, row in enumerate(PEOPLE)]
    preview = preview_roster(desk, listed(tmp_path, rows))
    assert preview.errors
    assert acceptable(preview.errors) == ()
    assert preview.left == ()
    told = {problem.code for problem in (*preview.errors, *preview.notices)}
    assert not told & {"people-left", "department-vanished"}


def test_nobody_is_said_to_be_absent_where_two_lines_have_one_number(desk: Desk, tmp_path: Path) -> None:
    preview = preview_roster(desk, listed(tmp_path, [*PEOPLE[:2], (PEOPLE[1][0], *PEOPLE[2][1:])]))
    assert [problem.code for problem in preview.errors] == ["number-duplicate"]
    assert preview.left == ()


@pytest.mark.parametrize("spoilt", ["1月1日", "1.01E+02", "101.0", "2026/1/1"])
def test_a_spoilt_code_of_a_section_is_mended_in_the_table_and_nothing_else_is_offered(
    desk: Desk, tmp_path: Path, spoilt: str
) -> None:
    rows = [(*row[:3], spoilt if row[3] == "0101" else row[3], *row[4:]) for row in PEOPLE]
    preview = preview_roster(desk, listed(tmp_path, rows))
    assert [problem.code for problem in preview.errors] == ["code-spoilt"]
    assert acceptable(preview.errors) == ()


def test_every_kind_of_table_tells_its_questions_to_the_command(desk: Desk, tmp_path: Path) -> None:
    head = ("職員番号", "氏名", "研修名", "受講日", "出欠")
    rows = [
        ("", "青山 一郎", "DX研修", "2025/6/1", "出席"),
        ("000102", "上田 健", "DX研修", "2025/6/1", "出席"),
    ]
    for kind in ("attendance", "qualifications"):
        for dry in (True, False):
            command = TakeTables((listed(tmp_path, rows, head),), kind, dry_run=dry)
            (report,) = receive_tables(desk, command).files
            assert [question["code"] for question in report.questions] == ["found-by-name", "name-differs"]
    accept = ("by-name:/青山一郎", "by-number:000102/上田健")
    (report,) = receive_tables(
        desk, TakeTables((listed(tmp_path, rows, head),), "attendance", accept=accept)
    ).files
    assert report.outcome == "applied", report.errors
    assert all(question["taken"] for question in report.questions)


def test_a_number_too_long_is_no_proposal() -> None:
    fix = "承認してもう一度取り込んでください。"
    short, long = (
        Problem("number-length", "3桁です。", fix),
        Problem("number-length", "9桁です。", "直してください。"),
    )
    assert acceptable([short]) == ("number-length",)
    assert acceptable([short, long]) == ()


def test_every_code_that_can_be_accepted_has_a_tick() -> None:
    assert messages.AGREE.keys() == CODES
