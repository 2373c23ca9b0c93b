"""The same people on two sheets are one; what a mapping file says is understood or refused."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from dxdesk import bootstrap
from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.usecases.imports.roster import apply_roster, preview_roster
from dxdesk.usecases.inbox.batches import Batch, receive_batch
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.memory import forgetful, in_memory

HEAD = ("職員番号", "氏名", "所属コード", "所属名")
PEOPLE = (("000101", "青山 一郎", "0101", "企画課"), ("000102", "石川 花子", "0102", "総務課"))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("sheets")
    services = in_memory(bootstrap.services())
    return create_store(services, str(folder / "h.dxdesk"), Role.HR, ("131091", "検証区"), "検証 1234 あい")


@pytest.fixture
def desk(empty: Desk) -> Desk:
    return forgetful(empty)


def book(folder: Path, **sheets: Sequence[Sequence[str]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        page = made.create_sheet(name)
        for row in (HEAD, *rows):
            page.append(list(row))
    made.save(folder / "名簿.xlsx")
    return folder / "名簿.xlsx"


def test_a_copy_on_another_sheet_is_told_and_taken_once(desk: Desk, tmp_path: Path) -> None:
    path = book(tmp_path, 企画部=PEOPLE, 総務部=PEOPLE[1:])
    preview = preview_roster(desk, path, sheet=("企画部", "総務部"))
    (told,) = (one for one in preview.notices if one.code == "sheets-copies")
    assert (told.found, told.place.sheet, told.place.cell) == ("000102 石川 花子", "総務部", "A2")
    assert apply_roster(desk, path, sheet=("企画部", "総務部")).added == 2


def test_two_sheets_that_differ_over_somebody_are_refused(desk: Desk, tmp_path: Path) -> None:
    other = ("000102", "石川 花子", "0101", "企画課")
    path = book(tmp_path, 企画部=PEOPLE, 総務部=(other,))
    (asked,) = preview_roster(desk, path, sheet=("企画部", "総務部")).errors
    assert (asked.code, asked.place.sheet, asked.place.cell) == ("number-duplicate", "総務部", "A2")


def test_a_copy_on_the_same_sheet_is_still_a_finding(desk: Desk, tmp_path: Path) -> None:
    (asked,) = preview_roster(desk, book(tmp_path, 企画部=(*PEOPLE, PEOPLE[0]))).errors
    assert asked.code == "number-duplicate"


@pytest.mark.parametrize(
    ("said", "kind", "code", "in_fix"),
    [
        ({"Employee No": "職員番号"}, "roster", "mapping-unknown-column", '{"職員番号": "Employee No"}'),
        ({"employee": "社員No"}, "roster", "mapping-unknown-column", "職員番号、氏名"),
        ({"職員番号": "職員番号", "number": "氏名"}, "roster", "mapping-shape", "どちらか1つ"),
        ({"得点": "点"}, "roster", "mapping-unknown-column", "退職日"),
        ({"一次確認者": "上司"}, "attendance", "mapping-unknown-column", "研修名・試験名"),
        ({"所属名": None}, "roster", "mapping-shape", "[]"),
        ({"職員番号": {"列": "A"}}, "roster", "mapping-shape", "漢字氏名"),
        (["職員番号"], "roster", "mapping-shape", "JSON"),
    ],
)
def test_a_mapping_nobody_understands_is_refused(
    desk: Desk, tmp_path: Path, said: object, kind: str, code: str, in_fix: str
) -> None:
    file = tmp_path / "対応.json"
    file.write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    batch = Batch((book(tmp_path, 企画部=PEOPLE),), kind, mapping=file)
    with pytest.raises(KnownError) as refused:
        receive_batch(desk, batch)
    assert refused.value.code == code
    assert in_fix in refused.value.problem.fix
