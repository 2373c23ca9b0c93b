"""The sheet 成長記録 of the 申告票: what is on record, and rows that are added."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from dxdesk.domain.capabilities import GROWTH_FILES
from dxdesk.domain.contents import FileEntry
from dxdesk.usecases.exchange import dump
from dxdesk.usecases.forms import growth_sheet
from dxdesk.usecases.growth_files import keeping, reading
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.sealing.wording_version import wording_of
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.growth_files import WORK, vouched, worth
from tests.helpers.office import STAFF, Office, new_office

PERSON = STAFF[0]
WRITTEN = {
    "種類": "実務経験",
    "名称": "窓口の見直し",
    "役割": "リード",
    "いつから": "R6.4",
    "いつまで": "令和7年5月",
    "結果・番号": "待ち時間が半分になった",
    "所属": "窓口係",
}
READ = FileEntry(
    "experience",
    "窓口の見直し",
    "2024-04",
    "2025-05",
    role="lead",
    result="待ち時間が半分になった",
    section=("", "窓口係"),
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = new_office(tmp_path, uses=[GROWTH_FILES])
    yield made
    made.close()


def form_of(office: Office, folder: str = "forms") -> Path:
    return next((office.folder / folder).rglob(f"申告票_R7_{PERSON}.xlsx"))


def sheet_of(path: Path) -> Worksheet:
    found = openpyxl.load_workbook(path)[growth_sheet.SHEET]
    assert isinstance(found, Worksheet)
    return found


def header_of(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    for row in sheet.iter_rows():
        titles = {str(cell.value): cell.column for cell in row if cell.value}
        if "いつから" in titles:
            return row[0].row, titles
    raise AssertionError("no header")


def shown(path: Path) -> list[tuple[str, str, str]]:
    sheet = sheet_of(path)
    header, titles = header_of(sheet)
    rows = range(header + 1, sheet.max_row + 1)
    cells = [[str(sheet.cell(row, titles[t]).value or "") for t in ("種類", "名称", "状態")] for row in rows]
    return [(kind, name, state) for kind, name, state in cells if state]


def typed(
    form: Path, target: Path, rows: Sequence[Mapping[str, object]], answer: str = ""
) -> tuple[Path, dict[str, str]]:
    """Write rows below what the sheet shows; return the file and the cells of the first of them."""
    book = openpyxl.load_workbook(form)
    sheet = book[growth_sheet.SHEET]
    header, titles = header_of(sheet)
    first = header + 1 + len(shown(form))
    for number, cells in enumerate(rows):
        for title, value in cells.items():
            sheet.cell(first + number, titles[title]).value = value  # type: ignore[assignment]
    if answer:
        own = book["DXスキル申告票"]
        level = next(c for row in own.iter_rows() for c in row if c.value == "今回のレベル")
        line = next(r for r in range(level.row + 1, own.max_row) if own.cell(r, 2).value == "1")
        own.cell(line, level.column).value = answer
    target.parent.mkdir(exist_ok=True)
    book.save(target)
    return target, {title: sheet.cell(first, column).coordinate for title, column in titles.items()}


def entries(desk: Desk) -> list[FileEntry]:
    return [kept.line.entry for kept in reading.file_of(desk, PERSON).lines]


def test_a_row_that_somebody_adds_is_told_by_them_and_counts_nowhere_yet(office: Office) -> None:
    path, _ = typed(form_of(office), office.folder / "back" / "a.xlsx", [WRITTEN], "LV1")
    report = office.receive(office.hr, path).files[0]
    assert (report.outcome, report.errors) == ("applied", ())
    assert entries(office.hr) == [READ]
    assert worth(office.hr, PERSON) == {"窓口の見直し": "unconfirmed"}
    state = dump.dump(office.hr).state_digest
    again, _ = typed(form_of(office), office.folder / "back" / "b.xlsx", [WRITTEN], "LV1")
    office.receive(office.hr, again)
    office.receive(office.hr, path)
    assert (entries(office.hr), dump.dump(office.hr).state_digest) == ([READ], state), "read twice, once kept"


def test_what_stands_is_shown_with_what_it_is_worth_and_cannot_be_rewritten(office: Office) -> None:
    uid = keeping.add(office.hr, WORK, PERSON)
    keeping.add(office.hr, FileEntry("mentoring", "若手の勉強会", "2025-04", ongoing=True), PERSON)
    vouched(office.hr, PERSON, uid)
    office.send(office.hr, "forms", "forms2")
    form = form_of(office, "forms2")
    assert [(kind, name, state.split()[0]) for kind, name, state in shown(form)] == [
        ("実務経験", "窓口の見直し", "確認済"),
        ("後進育成", "若手の勉強会", "未確認"),
    ]
    book = openpyxl.load_workbook(form)
    cell = next(c for row in book[growth_sheet.SHEET].iter_rows() for c in row if c.value == "若手の勉強会")
    cell.value = "別の会"
    book.save(office.folder / "changed.xlsx")
    (error,) = office.receive(office.hr, office.folder / "changed.xlsx").files[0].errors
    assert (error.code, error.place.file, error.place.sheet, error.place.cell) == (
        "fixed-cell-changed", "changed.xlsx", "成長記録", cell.coordinate,
    )  # fmt: skip


def test_a_row_about_what_stands_says_it_anew_and_changes_nothing_of_hrs(office: Office) -> None:
    path, _ = typed(form_of(office), office.folder / "back" / "a.xlsx", [WRITTEN], "LV1")
    office.receive(office.hr, path)
    keeping.add(office.hr, FileEntry("qualification", "衛生管理者", "2023-04-01", result="合格"), PERSON)
    office.send(office.hr, "forms", "forms2")
    rows = [
        {**WRITTEN, "結果・番号": "来庁も減った"},
        {"種類": "資格・試験", "名称": "衛生管理者", "いつから": "2023-04-01", "結果・番号": "不合格"},
    ]
    path, cells = typed(form_of(office, "forms2"), office.folder / "back" / "b.xlsx", rows, "LV1")
    report = office.receive(office.hr, path).files[0]
    assert report.errors == ()
    assert [(one.result, one.name) for one in entries(office.hr)] == [
        ("合格", "衛生管理者"), ("来庁も減った", "窓口の見直し"),
    ]  # fmt: skip
    (told,) = [one for one in report.notes if one.code == "growth-row-of-hr"]
    below = f"{cells['名称'][:1]}{int(cells['名称'][1:]) + 1}"
    assert (told.place.sheet, told.place.cell, told.found) == ("成長記録", below, "衛生管理者")


def test_a_qualification_has_its_day_its_end_and_what_runs_on(office: Office) -> None:
    rows: list[dict[str, object]] = [
        {"種類": "資格", "名称": "衛生管理者", "いつから": datetime.date(2025, 6, 1), "いつまで": "R12.5.31"},
        {"種類": "後進育成", "名称": "勉強会", "いつから": "R7.4", "いつまで": "継続中"},
        {"種類": "実務経験", "名称": "電子申請", "役割": "担当", "いつから": "R6.4〜R6.9"},
        {"種類": "実務経験", "名称": "台帳の整理", "いつまで": "14か月"},
    ]
    path, _ = typed(form_of(office), office.folder / "back" / "a.xlsx", rows, "LV1")
    assert office.receive(office.hr, path).files[0].errors == ()
    assert {(e.name, e.date, e.until, e.ongoing, e.months, e.expires) for e in entries(office.hr)} == {
        ("衛生管理者", "2025-06-01", "", False, 0, "2030-05-31"),
        ("勉強会", "2025-04", "", True, 0, ""),
        ("電子申請", "2024-04", "2024-09", False, 0, ""),
        ("台帳の整理", "", "", False, 14, ""),
    }


BAD = [
    ({"種類": ""}, "growth-row-kind", "種類"),
    ({"種類": "表彰"}, "growth-row-kind", "種類"),
    ({"名称": ""}, "growth-name-missing", "名称"),
    ({"役割": "監督"}, "growth-role", "役割"),
    ({"いつから": "いつか"}, "growth-date", "いつから"),
    ({"いつまで": "そのうち"}, "growth-date", "いつまで"),
    ({"いつまで": "R6.3"}, "growth-ends-before-it-begins", "いつまで"),
    ({"いつから": "R9.4", "いつまで": ""}, "growth-in-the-future", "いつから"),
    ({"種類": "資格", "役割": "", "いつまで": "R12.5"}, "growth-day-needed", "いつまで"),
    (
        {"種類": "資格・試験", "役割": "", "いつまで": "R5.3.31"},
        "growth-expires-before-it-was-given",
        "いつまで",
    ),
]


@pytest.mark.parametrize(("changed", "code", "title"), BAD)
def test_what_cannot_be_read_is_named_by_its_cell_and_nothing_is_taken(
    office: Office, changed: Mapping[str, str], code: str, title: str
) -> None:
    path, cells = typed(form_of(office), office.folder / "back" / "bad.xlsx", [{**WRITTEN, **changed}], "LV1")
    report = office.receive(office.hr, path).files[0]
    (error,) = report.errors
    assert (error.code, error.place.file, error.place.sheet, error.place.cell) == (
        code, "bad.xlsx", "成長記録", cells[title],
    )  # fmt: skip
    assert "取り込んでいません" in error.message
    assert entries(office.hr) == []


def test_two_rows_of_one_thing_and_two_of_the_same_months_are_told(office: Office) -> None:
    rows = [WRITTEN, {**WRITTEN, "結果・番号": "ほかの結果"}]
    path, _ = typed(form_of(office), office.folder / "back" / "twice.xlsx", rows)
    (error,) = office.receive(office.hr, path).files[0].errors
    assert error.code == "growth-row-twice"
    rows = [WRITTEN, WRITTEN, {**WRITTEN, "名称": "電子申請", "いつから": "R7.5"}]
    path, _ = typed(form_of(office), office.folder / "back" / "months.xlsx", rows)
    report = office.receive(office.hr, path).files[0]
    assert report.errors == ()
    assert [one.code for one in report.notes] == ["form-growth-alone", "experience-overlaps"]
    assert len(entries(office.hr)) == 2


def test_in_whatever_order_files_come_the_same_stands(office: Office) -> None:
    first, _ = typed(form_of(office), office.folder / "back" / "1.xlsx", [WRITTEN], "LV1")
    office.hr.store.close()
    issuer = office.replica("issuer")
    office.desks.append(issuer)
    office.receive(issuer, first)
    office.send(issuer, "forms", "forms2")
    corrected = {**WRITTEN, "結果・番号": "来庁も減った"}
    second, _ = typed(form_of(office, "forms2"), office.folder / "back" / "2.xlsx", [corrected], "LV1")
    third, _ = typed(form_of(office), office.folder / "back" / "3.xlsx", [{**WRITTEN, "名称": "別の件"}])
    seen = set()
    for number, files in enumerate(permutations((first, second, third))):
        desk = office.replica(f"order{number}")
        for file in files:
            office.receive(desk, file)
        assert sorted((e.name, e.result) for e in entries(desk)) == [
            ("別の件", "待ち時間が半分になった"), ("窓口の見直し", "来庁も減った"),
        ]  # fmt: skip
        seen.add(dump.dump(desk).state_digest)
        desk.store.close()
    assert len(seen) == 1
    office.hr = office.replica("last")


def test_an_office_without_growth_files_has_the_form_it_always_had(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
    with_files, without = new_office(tmp_path / "a", uses=[GROWTH_FILES]), new_office(tmp_path / "b")
    wordings = []
    for office in (with_files, without):
        form = form_of(office)
        payload = office.services.workbooks.open(form).sealed_payload()
        assert payload is not None
        wordings.append(wording_of(codec.open_payload(office.services.sealer, payload).envelope))
        assert (growth_sheet.SHEET in openpyxl.load_workbook(form).sheetnames) is (office is with_files)
        office.close()
    assert wordings == [10, 10]
