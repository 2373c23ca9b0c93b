"""Lists of attendance nobody means to send: many columns and sheets, headers far below, a stop halfway."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain.columns import Column
from dxdesk.domain.errors import KnownError
from dxdesk.usecases.imports import evidence
from dxdesk.usecases.imports.sheet_choice import ALL_SHEETS
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w

A, B = w.TAX_A, w.TAX_B
HEAD = ("職員番号", "氏名", "研修名", "受講日", "結果")
LINES = [(number, "", "DX研修", "2025/6/1", "修了") for number in (A, B)]

Rows = Sequence[Sequence[object]]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """HR without a year, and without any record of courses."""
    with w.municipality(tmp_path) as (made, _):
        with made.store.write() as uow:
            uow.people.remove_evidence([row.employee_number for row in uow.people.evidence()])
            uow.commit()
        yield made


def book(folder: Path, sheets: Mapping[str, Rows] | Rows, name: str = "表.xlsx") -> Path:
    made = openpyxl.Workbook(write_only=True)
    for title, rows in (sheets if isinstance(sheets, Mapping) else {"表": sheets}).items():
        page = made.create_sheet(title)
        for row in rows:
            page.append(list(row))
    made.save(folder / name)
    return folder / name


def kept(desk: Desk) -> int:
    with desk.store.read() as uow:
        return len(uow.people.evidence())


def test_two_hundred_columns_of_which_few_are_meant(desk: Desk, tmp_path: Path) -> None:
    more = [f"項目{position}" for position in range(195)]
    path = book(tmp_path, [[*HEAD, *more], *([*line, *("x" for _ in more)] for line in LINES)])
    seen = evidence.preview_evidence(desk, path, "attendance")
    assert (seen.errors, len(seen.added)) == ((), 2)
    assert seen.understanding is not None
    assert len(seen.understanding.columns) == 200


def test_forty_sheets_are_offered_and_taken_together(desk: Desk, tmp_path: Path) -> None:
    sheets = {f"第{n}回": [HEAD, (A, "", f"研修{n}", "2025/6/1", "修了")] for n in range(40)}
    path = book(tmp_path, sheets)
    (asked,) = evidence.preview_evidence(desk, path, "attendance").errors
    assert (asked.code, "39枚" in asked.message) == ("sheets-alike", True)
    assert len(evidence.preview_evidence(desk, path, "attendance", sheet=(ALL_SHEETS,)).added) == 40


def test_the_one_table_among_forty_sheets_is_found(desk: Desk, tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {f"控え{n}": [("メモ", "内容"), ("a", "b")] for n in range(39)}
    path = book(tmp_path, {**sheets, "受講": [HEAD, *LINES]})
    seen = evidence.preview_evidence(desk, path, "attendance")
    assert (seen.sheet, len(seen.added)) == ("受講", 2)


@pytest.mark.parametrize("header", ["職員番号", "研修名", "受講日", "結果"])
def test_the_same_header_five_times_is_asked_about(desk: Desk, tmp_path: Path, header: str) -> None:
    place = HEAD.index(header)
    path = book(
        tmp_path, [[*HEAD, *[header] * 4], *([*line, *[line[place]] * 4] for line in LINES)]
    )  # all five say the same, but nobody looks for that
    with pytest.raises(KnownError) as told:
        evidence.preview_evidence(desk, path, "attendance")
    assert told.value.code == "header-ambiguous"
    column = {"職員番号": Column.NUMBER, "研修名": Column.EVENT, "受講日": Column.DATE, "結果": Column.RESULT}
    chosen = {column[header]: (f"{header}(2番目)",)}
    seen = evidence.preview_evidence(desk, path, "attendance", mapping=chosen)
    assert (seen.errors, len(seen.added)) == ((), 2)


@pytest.mark.parametrize("above", [1, 20, 59])
@pytest.mark.parametrize("text", ["", "この表の説明です"])
def test_a_header_far_below(desk: Desk, tmp_path: Path, above: int, text: str) -> None:
    path = book(tmp_path, [*([text or None] for _ in range(above)), HEAD, *LINES])
    seen = evidence.preview_evidence(desk, path, "attendance")
    assert seen.understanding is not None
    assert (seen.understanding.header_rows, len(seen.added)) == ((above + 1,), 2)


def test_nothing_but_a_header(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(KnownError) as told:
        evidence.preview_evidence(desk, book(tmp_path, [HEAD]), "attendance")
    assert told.value.code == "table-empty"


def test_a_table_that_changes_its_other_headers_every_year(desk: Desk, tmp_path: Path) -> None:
    """What was said of a header goes with it; what was said of words is asked again of another table."""
    said = {Column.EVENT: ("講義",), Column.ATTENDED: ("様子",)}
    first = book(tmp_path, [("職員番号", "講義", "様子", "R7の備考"), (A, "DX研修", "出席", "")])
    assert evidence.apply_evidence(desk, first, "attendance", mapping=said).added == 1
    later = book(tmp_path, [("職員番号", "講義", "様子", "R8の備考"), (B, "DX研修", "出席", "")], "次.xlsx")
    seen = evidence.preview_evidence(desk, later, "attendance")
    assert ([problem.code for problem in seen.errors], len(seen.added)) == ([], 1)


class Stopped(Exception):
    """Somebody pressed やめる."""


def test_a_stop_in_the_middle_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    lines = [(A, "", f"研修{n}", "2025/6/1", "修了") for n in range(5_000)]
    path = book(tmp_path, [HEAD, *lines])
    heard: list[tuple[int, int]] = []

    def until(done: int, total: int) -> None:
        heard.append((done, total))
        if done >= 4_000:
            raise Stopped

    for work in (evidence.preview_evidence, evidence.apply_evidence):
        heard.clear()
        with pytest.raises(Stopped):
            work(desk, path, "attendance", progress=until)
        assert heard == [(0, 5_000), (2_000, 5_000), (4_000, 5_000)]
    assert kept(desk) == 0
    with desk.store.read() as uow:
        assert [r for r in uow.exchange.receipts() if r.kind == "attendance"] == []
    assert evidence.apply_evidence(desk, path, "attendance").added == 5_000


def test_two_people_who_map_the_same_headers_at_once(desk: Desk, tmp_path: Path) -> None:
    """One writes after the other; the later word on a header counts, and nobody's records are lost."""
    heads = ("職員番号", "講義", "様子")
    files = {
        Column.ATTENDED: book(tmp_path, [heads, (A, "DX研修", "○")], "甲.xlsx"),
        Column.COMPLETED: book(tmp_path, [heads, (B, "DX研修", "○")], "乙.xlsx"),
    }
    done: dict[Column, str] = {}

    def take(column: Column) -> None:
        said = {Column.EVENT: ("講義",), column: ("様子",)}
        done[column] = evidence.apply_evidence(desk, files[column], "attendance", mapping=said).outcome

    threads = [threading.Thread(target=take, args=(column,)) for column in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == dict.fromkeys(files, "applied")
    assert kept(desk) == 2
    third = book(tmp_path, [heads, (A, "UX研修", "○")], "丙.xlsx")
    (record,) = evidence.preview_evidence(desk, third, "attendance").added
    assert record.result in ("○", "出席〔○〕")
