"""The sheet 必要水準との差: the greatest lack first, and nothing told of a few people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.lifecycle import State
from dxdesk.ports.workbooks import Head
from dxdesk.usecases.development import gap_sheets, gaps
from dxdesk.usecases.sending import plain_workbooks
from dxdesk.usecases.skillmap import building, model, summary_sheets
from dxdesk.usecases.skillmap.model import MapPerson
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.frameworks import small_framework

HEAD = Head("集計", "検証区", "", "", "", "", "", "", "", "")
FRAMEWORK = small_framework()
LEVELS = st.lists(st.sampled_from((0, 1, 2, 3, 255)), min_size=3, max_size=3).map(bytes)
PEOPLE = st.lists(
    st.tuples(st.sampled_from("甲乙丙"), st.sampled_from(((), ("推進役",))), LEVELS, LEVELS), max_size=14
)
Drawn = list[tuple[str, tuple[str, ...], bytes, bytes]]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with w.municipality(tmp_path_factory.mktemp("hr")) as (made, _):
        w.play(made)
        w.confirmed(made, w.TAX_B, w.CHIEF_TAX)
        w.confirmed(made, w.LEADER_TAX, w.CHIEF_TAX)
        w.confirmed(made, w.CHILD_A, w.CHIEF_CHILD)
        w.answered(made, w.PROMOTER, 0)
        w.confirmed(made, w.PROMOTER, w.DIRECTOR)
        yield made


def rows_of(path: Path) -> list[list[object]]:
    """Return the data rows: those with a number of people."""
    sheet = openpyxl.load_workbook(path)[gap_sheets.SHEET]
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    header = next(position for position, row in enumerate(rows) if "届かない人" in row)
    return [row for row in rows[header + 1 :] if len(row) > 5]


def test_hr_sees_all_with_the_greatest_lack_first(desk: Desk, tmp_path: Path) -> None:
    inside = plain_workbooks.write_export(desk, "summary", tmp_path)[1]
    rows = rows_of(inside)
    whole = [row for row in rows if "全体" in row]
    assert rows[: len(whole)] == whole
    assert len(whole) == 5
    bpr = next(row for row in whole if "業務改革" in row)
    place = bpr.index("業務改革")
    assert bpr[place + 1 :] == [11, 5, 1.1, 1.2, 1, 1, 2, 80]
    parts = [row[row.index(bpr[place - 1]) :] for row in rows[len(whole) :] if bpr[place - 1] in row]
    points = [row[8] if row[3] else 0 for row in parts]
    assert points == sorted(points, reverse=True)
    assert points[0] == 2
    unknown = [row for row in parts if not row[3]]
    assert unknown
    assert all(len(row) == 5 for row in unknown), "nothing is told of those of whom nothing is known"
    assert not any(summary_sheets.HIDDEN in row for row in rows)


def test_what_leaves_hr_hides_small_groups_at_the_end(desk: Desk, tmp_path: Path) -> None:
    handed = plain_workbooks.write_export(desk, "summary", tmp_path)[0]
    rows = rows_of(handed)
    hidden = [summary_sheets.HIDDEN in row for row in rows]
    assert any(hidden)
    told = [row for row in rows if summary_sheets.HIDDEN not in row and "全体" not in row]
    assert rows[5 : 5 + len(told)] == told
    child = next(row for row in rows if "保育課" in row and "業務改革" in row)
    assert child[-6:] == [summary_sheets.HIDDEN] * 6


def maps(people: Drawn) -> tuple[model.PeopleMap, model.PeopleMap]:
    cycle = building.Cycle(2025, "2025-04-01", "", "", "", "small", "1")
    rows = tuple(
        MapPerson(f"{n:03}", "名", "", unit, unit, "主事", "", held, State.SUBMITTED, confirmed, b"\xff" * 3)
        for n, (unit, held, confirmed, _) in enumerate(people)
    )
    confirmed = model.PeopleMap(model.map_items(FRAMEWORK), rows, cycle, FRAMEWORK)
    said = tuple(row._replace(levels=drawn[3]) for row, drawn in zip(rows, people, strict=True))
    return confirmed, replace(confirmed, rows=said)


@given(PEOPLE, st.integers(2, 4))
def test_no_few_people_can_be_told_even_by_another_requirement(people: Drawn, below: int) -> None:
    confirmed, said = maps(people)
    found = gaps.measure(confirmed, said)
    masked = summary_sheets.mask(building.aggregate(confirmed), below)
    hidden = gap_sheets.hidden_cells(found, masked, below)
    assert masked.hidden <= hidden
    rows = (*found.sections, found.total)
    last = len(found.sections)
    for item in range(len(found.items)):
        for row, line in enumerate(rows):
            for group in line.cells[item].groups:
                if 0 < group.known < below or 0 < group.answered < below:
                    assert (row, item) in hidden
        if (last, item) in hidden:
            continue
        for level in (1, 2, 3):
            # What the whole gives away of the hidden sections together is nobody, or enough people.
            kept = [g for row in range(last) if (row, item) in hidden for g in rows[row].cells[item].groups]
            known = sum(group.known for group in kept if group.required == level)
            assert known == 0 or known >= below
    sheet = gap_sheets.gap_sheet(found, masked, HEAD, below)
    assert len({row.key for row in sheet.rows}) == len(sheet.rows)
    assert all(len(row.cells) == len(sheet.columns) for row in sheet.rows)


@given(PEOPLE)
def test_unmasked_every_row_with_a_requirement_is_there(people: Drawn) -> None:
    confirmed, said = maps(people)
    found = gaps.measure(confirmed, said)
    masked = summary_sheets.mask(building.aggregate(confirmed), 0)
    sheet = gap_sheets.gap_sheet(found, masked, HEAD, 0)
    asked = [cell for row in (*found.sections, found.total) for cell in row.cells if cell.need.people]
    assert len(sheet.rows) == len(asked)
    assert summary_sheets.HIDDEN not in {text for row in sheet.rows for text in row.cells}
