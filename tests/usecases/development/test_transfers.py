"""異動の一覧: HR tries a list of transfers out; whatever it holds, nothing of it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from dxdesk.domain.errors import KnownError
from dxdesk.usecases.development import transfer_hints, transfers
from dxdesk.usecases.development.transfers import LEAVES, Move
from dxdesk.usecases.exchange import dump
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers import world as w
from tests.helpers.source import naming

CHILD_CARE, RESIDENTS_TAX = "2010", "102001"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """𠮷田 and 葛西 of the tax section are at the top, nobody else is."""
    with w.municipality(tmp_path_factory.mktemp("hr")) as (desk, _):
        cycle.open_cycle(desk, cycle.OpenCycle(w.YEAR, "shinagawa", w.BASE, w.DUE_SELF))
        for number in (w.TAX_A, w.TAX_B):
            w.answered(desk, number, 3)
            w.confirmed(desk, number, w.LEADER_TAX, w.CHIEF_TAX)
        yield desk


def table(path: Path, *rows: tuple[str, str], titles: tuple[str, str] = ("職員番号", "異動先")) -> Path:
    book = Workbook()
    for row in (titles, *rows):
        book.active.append(row)
    book.save(path)
    return path


def sections(desk: Desk, *moves: Move) -> set[str]:
    return {code for lost in transfers.effect(desk, moves).lost for code, _ in lost.sections}


def test_a_list_is_read_by_its_headers_sections_by_code_or_name(desk: Desk, tmp_path: Path) -> None:
    rows = (
        (w.TAX_A, "保育課"),
        (w.TAX_B, CHILD_CARE),
        (w.TAX_C, "退職"),
        (w.CHILD_A, "退職予定"),
        (w.ON_LEAVE, "１０２０"),
    )
    found = transfers.read_transfers(desk, table(tmp_path / "異動.xlsx", *rows))
    assert found == (
        Move(w.TAX_A, CHILD_CARE),
        Move(w.TAX_B, CHILD_CARE),
        Move(w.TAX_C, LEAVES),
        Move(w.CHILD_A, LEAVES),
        Move(w.ON_LEAVE, "1020"),
    )
    assert transfers.effect(desk, found).unknown == (w.ON_LEAVE,), "not asked this year, so not counted"
    plain = tmp_path / "異動.csv"
    plain.write_bytes(
        f"氏名,職員番号,新所属コード\n𠮷田,{w.TAX_A},{CHILD_CARE}\n".replace("𠮷", "吉").encode("cp932")
    )
    assert transfers.read_transfers(desk, plain) == found[:1]


def test_who_stays_and_who_arrives_keeps_a_section(desk: Desk) -> None:
    assert sections(desk, Move(w.TAX_A)) == set(), "葛西 stays"
    assert sections(desk, Move(w.TAX_A), Move(w.TAX_B)) == {RESIDENTS_TAX}
    assert sections(desk, Move(w.TAX_A, CHILD_CARE), Move(w.TAX_B, RESIDENTS_TAX)) == set()
    assert sections(desk, Move(w.TAX_A, CHILD_CARE), Move(w.TAX_B, CHILD_CARE)) == {RESIDENTS_TAX}


@given(
    places=st.dictionaries(
        st.sampled_from([w.TAX_A, w.TAX_B, w.TAX_C, w.CHILD_A]),
        st.sampled_from([LEAVES, CHILD_CARE, RESIDENTS_TAX, "1010"]),
    )
)
def test_a_section_is_told_exactly_when_it_has_nobody_left(desk: Desk, places: dict[str, str]) -> None:
    moves = [Move(number, to) for number, to in places.items()]
    after = {places.get(number, RESIDENTS_TAX) for number in (w.TAX_A, w.TAX_B)}
    assert sections(desk, *moves) == (set() if RESIDENTS_TAX in after else {RESIDENTS_TAX})


def test_every_mistake_is_told_with_its_cell_and_nothing_is_counted(desk: Desk, tmp_path: Path) -> None:
    rows = (
        ("999999", "保育課"),
        (w.TAX_A, "魔法課"),
        (w.TAX_B, "退職"),
        (w.TAX_B, "保育課"),
        (w.TAX_C, ""),
        ("", "保育課"),
    )
    with pytest.raises(KnownError) as told:
        transfers.read_transfers(desk, table(tmp_path / "異動.xlsx", *rows))
    found = [(problem.code, problem.place.cell, problem.found) for problem in told.value.problems]
    assert found == [
        ("transfer-person", "A2", "999999"),
        ("transfer-section", "B3", "魔法課"),
        ("transfer-twice", "A5", w.TAX_B),
        ("transfer-section", "B6", ""),
        ("transfer-person", "A7", ""),
    ], "who is not said to leave is not counted as leaving"
    assert {problem.place.file for problem in told.value.problems} == {"異動.xlsx"}
    with pytest.raises(KnownError) as told:
        transfers.read_transfers(desk, table(tmp_path / "別.xlsx", ("1", "2"), titles=("職員番号", "行き先")))
    assert told.value.code == "transfer-columns"
    assert "異動先" in told.value.problem.message


def test_nothing_of_a_list_is_kept_anywhere(tmp_path: Path) -> None:
    """On a real file: every row of every table is as before, and no file lies beside it."""
    with w.municipality(tmp_path, on_file=True) as (made, _):
        w.open_year(made)
        path = table(tmp_path / "異動.xlsx", (w.TAX_A, "保育課"), (w.PROMOTER, "退職"))
        digest, rows, files = dump.dump(made).state_digest, all_rows(made), sorted(tmp_path.iterdir())
        assert len(rows) > 10
        found = transfers.effect(made, transfers.read_transfers(made, path))
        assert found.falling, "it was worked out, and not for nothing"
        transfers.leaving(made, [w.PROMOTER])
        assert all_rows(made) == rows
        assert sorted(tmp_path.iterdir()) == files
        assert dump.dump(made).state_digest == digest


def all_rows(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table of a store's file."""
    with desk.store.read() as uow:
        driver = vars(uow)["_open"].connection.driver_connection
        names = [row[0] for row in driver.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: driver.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def test_no_room_that_lets_files_leave_knows_of_transfers() -> None:
    """A list of transfers is read and answered in one room; whatever leaves a store is made elsewhere."""
    leaving = [f"dxdesk/usecases/{room}" for room in ("sending", "reports", "exchange", "forms", "sealing")]
    known = naming(["transfers", "transfer_hints"], *leaving, "dxdesk/cli", "dxdesk/excel", "dxdesk/pdf")
    assert [path.name for path, _ in known] == []


def test_a_row_that_ends_too_early_is_told_by_where_it_ends(desk: Desk, tmp_path: Path) -> None:
    short = tmp_path / "短い.csv"
    short.write_text(f"職員番号,異動先\n{w.TAX_A}\n", encoding="utf-8")
    with pytest.raises(KnownError) as told:
        transfers.read_transfers(desk, short)
    assert told.value.code == "transfer-section"
    assert "2" in told.value.problem.place.cell


def test_an_office_that_falls_below_its_placement_rule_is_named(desk: Desk) -> None:
    (one,) = transfers.effect(desk, [Move(w.PROMOTER)]).falling
    assert (one.rule, one.per_section, one.name, one.had, one.left) == (
        "DX推進委員",
        1,
        "デジタル推進課",
        1,
        0,
    )
    assert transfers.effect(desk, [Move(w.PROMOTER, "1010")]).falling == (), "who stays is not missed"
    assert transfers.effect(desk, [Move(w.TAX_A)]).falling == (), "the tax section has none to lose"
    (one,) = transfers.effect(desk, [Move(w.PROMOTER, CHILD_CARE)]).falling
    assert one.code == "1010", "and where they go nothing gets worse"


def test_who_was_just_trained_or_is_long_in_one_place_is_a_hint(tmp_path: Path) -> None:
    with w.municipality(tmp_path, "2025-12-01") as (made, _):
        for year in range(w.YEAR - transfer_hints.LONG_YEARS + 1, w.YEAR + 1):
            w.open_year(made, year)
        found = transfers.effect(made, [Move(w.TAX_A), Move(w.PROMOTER)]).hints
        assert [(one.kind, one.number, one.text) for one in found] == [
            ("trained", w.TAX_A, "BPR研修(基礎) R7.9.18"),
            ("stayed", w.PROMOTER, "5年度以上"),
            ("stayed", w.TAX_A, "5年度以上"),
        ]
        assert transfers.effect(made, [Move(w.TAX_B)]).hints[0].kind == "stayed", "absent is not trained"
        assert transfers.effect(made, []).hints == (), "of nobody else"


def test_who_moved_within_the_years_is_not_long_in_one_place(tmp_path: Path) -> None:
    with w.municipality(tmp_path, "2026-12-01") as (made, _):
        years = range(w.YEAR - transfer_hints.LONG_YEARS + 1, w.YEAR + 1)
        for year in years:
            if year == years[-1]:
                with made.store.write() as uow:
                    person = uow.people.employee(w.PROMOTER)
                    assert person is not None
                    uow.people.save_employees([replace(person, department_code=CHILD_CARE)])
                    uow.commit()
            w.open_year(made, year)
        found = transfers.effect(made, [Move(w.TAX_A), Move(w.PROMOTER)]).hints
        assert [(one.kind, one.number) for one in found] == [("stayed", w.TAX_A)], (
            "a course a year ago is old"
        )
