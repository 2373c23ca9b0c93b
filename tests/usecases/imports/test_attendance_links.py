"""Lists that still name people by a number they gave up: the person has another one now."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from dxdesk.usecases.imports.evidence import apply_evidence, preview_evidence
from dxdesk.usecases.imports.roster import apply_roster
from dxdesk.usecases.person_year import holders
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.few_people import HEAD as ROSTER_HEAD
from tests.helpers.few_people import PEOPLE, Row, codes, hr_desk, listed
from tests.helpers.memory import forgetful

HEAD = ("職員番号", "氏名", "研修名", "受講日", "出欠")
OLD, NEW = "000202", "900202"
LINKED = (*PEOPLE[:3], (NEW, "加藤 由美", "0102", "総務課", "再任用", "000201"))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("links")
    desk = hr_desk(folder)
    before = table(folder / "前.csv", (OLD, "加藤 由美", "AI研修", "2025/5/1", "出席"))
    assert apply_evidence(desk, before, "attendance").outcome == "applied"
    accept = ["new-list-value", f"number-linked:{NEW}={OLD}"]
    result = apply_roster(desk, listed(folder / "5月.csv", LINKED), accept=accept)
    assert result.outcome == "applied", result.errors
    return desk


@pytest.fixture
def desk(kept: Desk) -> Desk:
    return forgetful(kept)


def table(path: Path, *rows: Sequence[str]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows((HEAD, *rows))
    return path


@pytest.mark.parametrize("name", ["加藤 由美", "", "加藤　由美", "加藤"])
def test_a_former_number_is_read_as_the_number_of_today_and_told(
    desk: Desk, tmp_path: Path, name: str
) -> None:
    path = table(tmp_path / "受講.csv", (OLD, name, "DX研修", "2025/6/1", "出席"))
    found = preview_evidence(desk, path, "attendance")
    assert found.errors == ()
    assert [record.employee_number for record in found.added] == [NEW]
    (told,) = [notice for notice in found.notices if notice.code == "number-followed"]
    assert (told.place.cell, told.found) == ("2行A列", f"{OLD} → {NEW} 加藤 由美")
    assert "person-left" not in codes(found.notices)
    assert apply_evidence(desk, path, "attendance").outcome == "applied"
    assert preview_evidence(desk, path, "attendance").unchanged == 1
    with desk.store.read() as uow:
        names = [one.name for one in holders.evidence(uow, NEW)]
    assert names == ["AI研修", "DX研修"]


def test_a_name_that_changed_since_is_the_persons_too(desk: Desk, tmp_path: Path) -> None:
    people: list[Row] = [*LINKED[:3], (NEW, "佐々木 由美", *LINKED[3][2:])]
    assert (
        apply_roster(desk, listed(tmp_path / "婚姻.csv", people), accept=["surname-changed"]).outcome
        == "applied"
    )
    for name in ("佐々木 由美", "加藤 由美"):
        path = table(tmp_path / f"{name}.csv", (OLD, name, "DX研修", "2025/6/1", "出席"))
        found = preview_evidence(desk, path, "attendance")
        assert (found.errors, [one.employee_number for one in found.added]) == ((), [NEW])


def test_a_person_of_two_numbers_is_one_by_name(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path / "受講.csv", ("", "加藤 由美", "DX研修", "2025/6/1", "出席"))
    (question,) = preview_evidence(desk, path, "attendance").questions
    assert [option.accept for option in question.options] == [
        f"by-name:/加藤由美={NEW}",
        "leave-out:/加藤由美",
    ]


def test_a_list_taken_in_before_the_link_says_nothing_new(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path / "前の表.csv", (OLD, "加藤 由美", "AI研修", "2025/5/1", "出席"))
    found = preview_evidence(desk, path, "attendance")
    assert (found.added, found.updated, found.unchanged) == ((), (), 1)


def test_a_former_number_that_somebody_else_has_now_is_theirs(desk: Desk, tmp_path: Path) -> None:
    people: list[Row] = [*LINKED, (OLD, "新谷 次郎", "0102", "総務課", "正規", "000201")]
    result = apply_roster(desk, listed(tmp_path / "新.csv", people), accept=[f"number-reused:{OLD}"])
    assert result.outcome == "applied", result.errors
    path = table(tmp_path / "受講.csv", (OLD, "新谷 次郎", "DX研修", "2026/11/1", "出席"))
    found = preview_evidence(desk, path, "attendance")
    assert [record.employee_number for record in found.added] == [OLD]
    assert "number-followed" not in codes(found.notices)


def test_a_former_number_that_the_roster_has_as_retired_is_read_as_the_one_of_today(
    desk: Desk, tmp_path: Path
) -> None:
    head = (*ROSTER_HEAD, "在職状態")
    people = [[*row, "在職"] for row in LINKED] + [[OLD, "加藤 由美", "0102", "総務課", "正規", "", "退職"]]
    accept = ["new-list-value", "blank-first"]
    result = apply_roster(desk, listed(tmp_path / "退職者も.csv", people, head), accept=accept)
    assert result.outcome == "applied", result.errors
    path = table(tmp_path / "受講.csv", (OLD, "加藤 由美", "DX研修", "2025/6/1", "出席"))
    found = preview_evidence(desk, path, "attendance")
    assert [record.employee_number for record in found.added] == [NEW]
    assert "person-left" not in codes(found.notices)
