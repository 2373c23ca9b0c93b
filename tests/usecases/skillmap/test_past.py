"""The map of a past day shows what was finalised then, whoever was corrected, moved or finalised since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.usecases.sending import plain_workbooks
from dxdesk.usecases.skillmap.building import people_map
from dxdesk.usecases.skillmap.past import Moment, moments
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle, finalise
from tests.helpers import world as w

BPR = "shinagawa.bpr"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """𠮷田 is finalised on 10 March and corrected on the 20th; 葛西 is finalised on the 12th."""
    with w.municipality(tmp_path_factory.mktemp("hr")) as (made, clock):
        w.play(made)
        clock.day = "2026-03-10"
        finalise.finalise(made)
        clock.day = "2026-03-12"
        w.confirmed(made, w.TAX_B, w.CHIEF_TAX)
        finalise.finalise(made)
        clock.day = "2026-03-20"
        finalise.correct(made, w.TAX_A, {BPR: 3}, "転記の誤り", "課長")
        with made.store.write() as uow:
            person = uow.people.employee(w.TAX_A)
            assert person is not None
            uow.people.save_employees([replace(person, department_code="2010")])
            uow.people.add_evidence(
                [
                    EvidenceRecord(w.TAX_B, "course", "BPR研修(基礎)", "2026-03-11", "修了", True),
                    EvidenceRecord(w.TAX_B, "course", "応用研修", "2026-03-25", "修了", True),
                ]
            )
            uow.commit()
        cycle.close_cycle(made)
        w.open_year(made, w.YEAR + 1)
        yield made


def levels(desk: Desk, snapshot: int) -> dict[str, int | None]:
    found = people_map(desk, w.YEAR, snapshot=snapshot)
    return {row.number: row.level(found.place(BPR)) for row in found.rows}


def test_each_day_of_finalising_can_be_chosen(desk: Desk) -> None:
    assert moments(desk) == (
        Moment(w.YEAR, 1, "2026-03-10"),
        Moment(w.YEAR, 2, "2026-03-12"),
        Moment(w.YEAR, 3, "2026-03-20", corrected=True),
    )


def test_a_day_shows_what_was_finalised_by_then(desk: Desk) -> None:
    assert levels(desk, 1) == {w.TAX_A: 2}
    assert levels(desk, 2) == {w.TAX_A: 2, w.TAX_B: 1}
    assert levels(desk, 3) == {w.TAX_A: 3, w.TAX_B: 1}
    assert people_map(desk, w.YEAR).whole == 11, "as it is now, everybody who was asked"


def test_it_is_told_as_past_and_with_the_people_as_they_were(desk: Desk) -> None:
    found = people_map(desk, w.YEAR, snapshot=2)
    assert found.moment == Moment(w.YEAR, 2, "2026-03-12")
    assert found.basis == "令和8年3月12日の時点で確定していた値"
    first = next(row for row in found.rows if row.number == w.TAX_A)
    assert (first.name, first.department_name, first.post) == ("𠮷田 翔太", "税務課市民税係", "主任")
    assert [row.number for row in people_map(desk, w.YEAR, "1020", snapshot=2).rows] == [w.TAX_A, w.TAX_B]
    assert people_map(desk, w.YEAR, snapshot=2).source == "confirmed"


def test_it_can_be_searched_like_any_map(desk: Desk) -> None:
    def found(query: str, snapshot: int) -> set[str]:
        return {row.number for row in people_map(desk, w.YEAR, query=query, snapshot=snapshot).rows}

    assert found("業務改革 LV2以上", 2) == {w.TAX_A}
    assert found("BPR研修(基礎)", 1) == {w.TAX_A}
    assert found("BPR研修(基礎)", 2) == {w.TAX_A, w.TAX_B}, "what is dated up to that day counts"
    with pytest.raises(KnownError):
        found("応用研修", 3)  # it took place after that day: nobody knew of it
    assert {row.number for row in people_map(desk, w.YEAR, query="応用研修").rows} == {w.TAX_B}


def test_a_day_that_is_not_kept_is_told(desk: Desk) -> None:
    with pytest.raises(KnownError) as told:
        people_map(desk, w.YEAR, snapshot=9)
    assert told.value.code == "map-moment"


def test_the_workbook_of_a_past_day_says_the_same_and_of_when_it_is(desk: Desk, tmp_path: Path) -> None:
    summary, inside = plain_workbooks.write_export(desk, "summary", tmp_path, fiscal_year=w.YEAR, snapshot=2)
    assert summary.name == "集計表_R7_20260312時点.xlsx"
    page = openpyxl.load_workbook(inside)["人×スキル"]
    sheet = [[str(value) for value in row if value is not None] for row in page.iter_rows(values_only=True)]
    assert any("令和8年3月12日の時点で確定していた値" in text for row in sheet for text in row)
    lines = {number: row for number in (w.TAX_A, w.TAX_B) for row in sheet if number in row}
    assert len(lines) == 2
    levels = lines[w.TAX_A][-len(people_map(desk).items) :]
    assert levels[0] == "2", "not the corrected level"
