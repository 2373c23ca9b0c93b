"""目標の表: written, changed in Excel and taken in again; what cannot be read is told by its cell."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.target_record import Actual, Aim, Basis, TargetSaid
from dxdesk.usecases.targets import keeping, tables
from dxdesk.usecases.targets.ledger import targets
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import all_or_nothing
from tests.helpers.aiming import FIRST, office, people

HEAD = ("コード", "目標", "類型", "単位", "令和7年度 目標値", "令和7年度 実績", "令和7年度 出どころ")


def table(folder: Path, *rows: Sequence[str], head: Sequence[str] = HEAD) -> Path:
    path = folder / f"目標{len(list(folder.iterdir()))}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def said(desk: Desk, code: str) -> TargetSaid:
    with desk.store.read() as uow:
        held = targets(uow).find("hr", code)
    assert held is not None
    return held.said


def test_a_table_brings_targets_and_years_twice_read_is_once_kept_and_it_can_be_taken_back(
    tmp_path: Path,
) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        path = table(
            tmp_path,
            ("a", "改善事例", "成果物", "件", "20", "17", "事例の一覧"),
            ("", "研修受講率", "参加率目標型", "％", "約50%", "", ""),
        )
        assert tables.preview_targets(desk, path).added == 2
        first = tables.apply_targets(desk, path)
        assert (first.outcome, first.added) == ("applied", 2)
        found = said(desk, "a")
        assert (found.aim, found.basis, found.plans) == (Aim.PRODUCT, Basis.HAND, {FIRST: "20"})
        assert found.actuals == {FIRST: Actual("17", "", "事例の一覧")}
        assert (said(desk, "研修受講率").unit, said(desk, "研修受講率").plans) == ("%", {FIRST: "50"})
        before = tables.preview_targets(desk, path).before
        assert before is not None
        assert f"受付番号 {first.receipt}" in before.message
        again = tables.apply_targets(desk, path)
        assert (again.outcome, again.receipt) == ("unchanged", first.receipt)
        more = table(tmp_path, ("a", "", "", "", "25", "", ""))
        assert tables.apply_targets(desk, more).updated == 1
        assert said(desk, "a").plans == {FIRST: "25"}
        assert said(desk, "a").actuals[FIRST].value == "17", "a blank cell says nothing"
        tables.undo_targets(desk, first.receipt)
        with desk.store.read() as uow:
            assert targets(uow).find("hr", "研修受講率") is None


def test_what_cannot_be_read_is_refused_by_its_cell_and_nothing_is_taken(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        path = table(
            tmp_path,
            ("a", "事例", "成果品", "件", "20", "", ""),
            ("b", "割合", "参加率", "%", "120", "", ""),
            ("c", "件数", "成果物", "件", "たくさん", "", ""),
            ("d", "実績だけ", "成果物", "件", "", "3", ""),
            ("a", "事例", "成果物", "件", "20", "", ""),
            ("", "", "成果物", "件", "20", "", ""),
        )
        result = tables.apply_targets(desk, path)
        told = {(one.code, one.place.cell) for one in result.errors}
        assert told == {
            ("target-word", "2行C列"),
            ("target-percent", "3行E列"),
            ("target-figure", "4行E列"),
            ("target-source", "5行F列"),
            ("target-twice", "6行B列"),
            ("target-nameless", "7行A列"),
        }
        with desk.store.read() as uow:
            assert not targets(uow).held
        with pytest.raises(KnownError) as refused:
            tables.apply_targets(desk, table(tmp_path, ("1", "2"), head=("職員番号", "氏名")))
        assert [one.code for one in refused.value.problems] == ["header-missing"]
        assert [one.code for one in tables.apply_targets(desk, table(tmp_path)).errors] == ["table-empty"]


def test_the_table_that_is_written_is_taken_in_again_unchanged(tmp_path: Path) -> None:
    with office(tmp_path, "setagaya", people(3, 0)) as desk:
        keeping.take_preset(desk, "setagaya", FIRST)
        keeping.set_year(desk, "r4-improvement", FIRST, actual=Actual("17", "2025-10-01", "伴走支援の一覧"))
        before = {one: said(desk, one) for one in ("r4-improvement", "two-years", "r4-leader-each")}
        with all_or_nothing(desk) as outgoing:
            (path,) = tables.write_table(desk, tmp_path, outgoing)
        result = tables.apply_targets(desk, path)
        assert (result.outcome, result.errors, result.unchanged) == ("unchanged", (), 6)
        assert {one: said(desk, one) for one in before} == before
