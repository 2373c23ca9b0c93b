"""A table of experience becomes entries that wait for a confirmation; what is unread is named by its cell."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.usecases.exchange import dump
from dxdesk.usecases.growth_files import reading
from dxdesk.usecases.growth_files.words import told
from dxdesk.usecases.imports import experience_tables as tables
from dxdesk.usecases.inbox.batches import Batch, receive_batch, undo_receipt
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.growth_files import switch_on, vouched, worth

HEAD = ("職員番号", "氏名", "案件名", "役割", "開始", "終了", "期間", "成果", "所属")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with w.municipality(tmp_path) as (desk, _):
        switch_on(desk)
        yield desk


def table(folder: Path, *rows: Sequence[str], head: Sequence[str] = HEAD, name: str = "経験.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows((head, *rows))
    return path


def refused(desk: Desk, path: Path) -> list[tuple[str, str]]:
    done = tables.apply_experience(desk, path)
    assert done.outcome == "refused"
    return [(one.code, one.place.cell) for one in done.errors]


ROW = (w.TAX_A, "𠮷田 翔太", "窓口の見直し", "リーダー", "R6.4", "令和7年5月", "", "半分になった", "税務課")
OTHER = (w.TAX_B, "", "統計の自動化", "担当", "2025年10月", "継続中", "", "", "知らない課")


def test_each_line_becomes_an_entry_that_counts_once_it_is_confirmed(desk: Desk, tmp_path: Path) -> None:
    done = tables.apply_experience(desk, table(tmp_path, ROW, OTHER))
    assert (done.outcome, done.added) == ("applied", 2)
    (kept,) = reading.file_of(desk, w.TAX_A).lines
    entry = kept.line.entry
    assert (entry.date, entry.until, entry.role, entry.section) == (
        *("2024-04", "2025-05", "lead"),
        ("1020", "税務課"),
    )
    assert (kept.line.own, kept.line.counts) == (False, False)
    (other,) = reading.file_of(desk, w.TAX_B).lines
    assert (other.line.entry.ongoing, other.line.entry.section) == (True, ("", "知らない課"))
    vouched(desk, w.TAX_A, kept.line.uid)
    assert reading.file_of(desk, w.TAX_A).months.lead == 14


def test_lengths_dates_and_spreadsheet_days_are_understood(desk: Desk, tmp_path: Path) -> None:
    rows = [
        (w.TAX_A, "", "一", "", "", "", "14か月", "", ""),
        (w.TAX_A, "", "二", "", "", "", "R5.4\uff5eR6.3", "", ""),
        (w.TAX_A, "", "三", "", "2024/4/1", "", "6", "", ""),
    ]
    assert tables.apply_experience(desk, table(tmp_path, *rows)).outcome == "applied"
    entries = {one.line.entry.name: one.line.entry for one in reading.file_of(desk, w.TAX_A).lines}
    assert entries["一"][2:6] == ("", "", False, 14)
    assert entries["二"][2:6] == ("2023-04", "2024-03", False, 0)
    assert entries["三"][2:6] == ("2024-04-01", "", False, 6)


def test_whatever_cannot_be_read_is_named_by_its_cell_and_nothing_is_taken(
    desk: Desk, tmp_path: Path
) -> None:
    rows = [
        (w.TAX_A, "", "一", "", "R7.4", "R6.4", "", "", ""),
        (w.TAX_A, "", "二", "", "R9.4", "", "", "", ""),
        (w.TAX_A, "", "", "", "R6.4", "", "", "", ""),
        (w.TAX_A, "", "四", "社長", "R6.4", "", "", "", ""),
        ("999999", "", "五", "", "R6.4", "", "", "", ""),
        (w.TAX_A, "葛西 花子", "六", "", "R6.4", "", "", "", ""),
        (w.TAX_A, "", "七", "", "夏", "", "", "", ""),
        (w.TAX_A, "", "八", "", "", "", "しばらく", "", ""),
        (w.TAX_A, "", "九", "", "", "", "R7.4\uff5eR6.4", "", ""),
    ]
    assert refused(desk, table(tmp_path, *rows)) == [
        ("growth-ends-before-it-begins", "2行F列"),
        ("growth-in-the-future", "3行E列"),
        ("growth-name-missing", "4行C列"),
        ("growth-role", "5行D列"),
        ("experience-person-unknown", "6行A列"),
        ("experience-other-name", "7行B列"),
        ("growth-date", "8行E列"),
        ("experience-period", "9行G列"),
        ("growth-ends-before-it-begins", "10行G列"),
    ]
    assert reading.file_of(desk, w.TAX_A).lines == ()


def test_months_that_overlap_are_told_and_counted_once(desk: Desk, tmp_path: Path) -> None:
    rows = [ROW, (w.TAX_A, "", "様式の見直し", "担当", "R6.10", "R7.9", "", "", "")]
    done = tables.apply_experience(desk, table(tmp_path, *rows))
    assert [(one.code, one.place.cell) for one in done.notices] == [("experience-overlaps", "3行C列")]
    for kept in reading.file_of(desk, w.TAX_A).lines:
        vouched(desk, w.TAX_A, kept.line.uid)
    assert reading.file_of(desk, w.TAX_A).months.total == 18


def test_one_entry_said_in_two_ways_is_refused_and_the_same_line_twice_is_one(
    desk: Desk, tmp_path: Path
) -> None:
    assert refused(desk, table(tmp_path, ROW, (*ROW[:5], "R7.6", *ROW[6:]))) == [
        ("experience-twice", "3行C列")
    ]
    assert tables.apply_experience(desk, table(tmp_path, ROW, ROW)).added == 1


def test_two_tables_say_the_same_in_any_order_and_one_is_taken_back_alone(desk: Desk, tmp_path: Path) -> None:
    first, second = table(tmp_path, ROW), table(tmp_path, ROW, OTHER, name="もう一つ.csv")
    one = tables.apply_experience(desk, first).receipt
    two = tables.apply_experience(desk, second).receipt
    both = dump.dump(desk).growth_digest
    undo_receipt(desk, one)
    assert worth(desk, w.TAX_A) == {"窓口の見直し": "unconfirmed"}, "the other table says so too"
    undo_receipt(desk, two)
    assert reading.file_of(desk, w.TAX_A).lines == ()
    tables.apply_experience(desk, second)
    tables.apply_experience(desk, first)
    assert dump.dump(desk).growth_digest == both
    again = tables.apply_experience(desk, first)
    assert (again.outcome, again.unchanged) == ("unchanged", 1)


def test_a_mended_table_takes_the_place_of_what_it_said_before(desk: Desk, tmp_path: Path) -> None:
    tables.apply_experience(desk, table(tmp_path, ROW))
    (kept,) = reading.file_of(desk, w.TAX_A).lines
    vouched(desk, w.TAX_A, kept.line.uid)
    done = tables.apply_experience(desk, table(tmp_path, (*ROW[:5], "R7.3", *ROW[6:]), name="直した.csv"))
    assert (done.added, done.updated) == (0, 1)
    (kept,) = reading.file_of(desk, w.TAX_A).lines
    assert (kept.line.entry.until, kept.line.worth.value) == ("2025-03", "corrected")


def test_the_title_namae_is_the_work_where_no_other_column_says_it(desk: Desk, tmp_path: Path) -> None:
    head = ("職員番号", "名前", "開始")
    tables.apply_experience(desk, table(tmp_path, (w.TAX_A, "様式の見直し", "R6.4"), head=head))
    assert set(worth(desk, w.TAX_A)) == {"様式の見直し"}
    head = ("職員番号", "名前", "業務", "開始")
    path = table(tmp_path, (w.TAX_A, "葛西 花子", "窓口", "R6.4"), head=head, name="人.csv")
    assert refused(desk, path) == [("experience-other-name", "2行B列")]


def test_a_table_without_its_columns_and_an_office_without_files_are_told(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        path = table(tmp_path, ROW)
        with pytest.raises(KnownError) as error:
            tables.preview_experience(desk, path)
        assert error.value.code == "growth-files-off"
        switch_on(desk)
        report = receive_batch(desk, Batch((path,), "experience", dry_run=True)).files[0]
        assert (report.outcome, report.added) == ("applied", 1)
        assert reading.file_of(desk, w.TAX_A).lines == ()
        other = table(tmp_path, ("1", "2"), head=("番", "何か"), name="別.csv")
        with pytest.raises(KnownError) as error:
            tables.preview_experience(desk, other)
        assert error.value.code == "header-missing"


GRANT_HEAD = ("職員番号", "名称", "種類", "開始", "率", "件数", "備考")


def test_grants_are_taken_with_their_rate_and_how_many_and_nothing_more(desk: Desk, tmp_path: Path) -> None:
    rows = [
        (w.TAX_A, "資格取得の助成", "助成", "R7.6", "50%", "2件", ""),
        (w.TAX_B, "資格取得の助成", "助成", "R7.6", "１００", "1", ""),
    ]
    path = table(tmp_path, *rows, head=GRANT_HEAD)
    assert tables.apply_experience(desk, path).outcome == "applied"
    (first,), (second,) = (reading.file_of(desk, number).lines for number in (w.TAX_A, w.TAX_B))
    assert (first.line.entry.rate, first.line.entry.times, first.line.worth.value) == (50, 2, "recorded")
    assert told(first.line.entry) == "資格取得の助成、R7.6、率 50% 2件"
    assert second.line.entry.rate == 100


@pytest.mark.parametrize(
    ("rate", "times", "note", "code", "cell"),
    [
        ("半分", "1", "", "growth-rate", "2行E列"),
        ("120", "1", "", "growth-rate", "2行E列"),
        ("", "1", "", "growth-rate", "2行E列"),
        ("50", "なし", "", "growth-times", "2行F列"),
        ("50", "0", "", "growth-times", "2行F列"),
        ("50", "1", "3万円", "growth-grant-only", "2行G列"),
    ],
)
def test_a_grant_that_cannot_be_read_or_says_more_is_named_by_its_cell(
    desk: Desk, tmp_path: Path, rate: str, times: str, note: str, code: str, cell: str
) -> None:
    row = (w.TAX_A, "資格取得の助成", "助成", "R7.6", rate, times, note)
    assert refused(desk, table(tmp_path, row, head=GRANT_HEAD)) == [(code, cell)]


def test_a_share_that_a_spreadsheet_holds_as_a_part_of_one_is_understood_or_asked(
    desk: Desk, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(GRANT_HEAD[:-1])
    sheet.append((w.TAX_A, "資格取得の助成", "助成", "R7.6", 0.5, 1))
    sheet["E2"].number_format = "0%"
    book.save(tmp_path / "助成.xlsx")
    assert tables.apply_experience(desk, tmp_path / "助成.xlsx").outcome == "applied"
    assert reading.file_of(desk, w.TAX_A).lines[0].line.entry.rate == 50
    sheet["E2"].value = 1
    book.save(tmp_path / "助成2.xlsx")
    assert refused(desk, tmp_path / "助成2.xlsx") == [("growth-rate", "E2")]
