"""A table that a year, a result or a certificate rests on stays."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.usecases import cycle, evidence, finalise, piles, review, roster
from dxdesk.usecases.desk import Desk
from dxdesk.usecases.reports import make_report
from dxdesk.usecases.review import Decision
from dxdesk.usecases.standing import person_year
from tests.helpers.office import CHIEF, MANAGER, STAFF
from tests.usecases.conftest import Town

YOSHINO, KASAI, KAMIYA = STAFF
COURSES = (("職員番号", "研修名", "受講日", "結果"), (YOSHINO, "データ研修", "R7.6.3", "修了"))


def table(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def refusal(desk: Desk, receipt: int) -> KnownError:
    with pytest.raises(KnownError) as caught:
        piles.undo_receipt(desk, receipt)
    return caught.value


def complete(town: Town, number: str) -> None:
    town.receive(town.hr, town.answered(number))
    for principal in (CHIEF, MANAGER):
        review.confirm(town.hr, Decision(number, on_behalf_of=principal))


def test_a_record_that_a_result_shows_cannot_be_taken_back(town: Town) -> None:
    receipt = evidence.apply_evidence(town.hr, table(town.folder / "受講.csv", COURSES), "attendance").receipt
    cycle.refresh_assignments(town.hr)
    complete(town, YOSHINO)
    finalise.finalise(town.hr)
    error = refusal(town.hr, receipt)
    assert error.code == "undo-blocked"
    assert error.problem.found == f"{YOSHINO} 𠮷野 花子(令和7年度に確定)"
    assert "何も変えていません" in error.problem.message
    with town.hr.store.read() as uow:
        assert [record.name for record in uow.people.evidence()] == ["データ研修"]


def test_a_record_with_a_numbered_certificate_cannot_be_taken_back(town: Town) -> None:
    rows = (COURSES[0], (KAMIYA, *COURSES[1][1:]))
    receipt = evidence.apply_evidence(town.hr, table(town.folder / "受講.csv", rows), "attendance").receipt
    assert make_report(town.hr, "completion").startswith(b"%PDF")
    error = refusal(town.hr, receipt)
    assert error.problem.found == f"{KAMIYA} 神谷 蓮(修了証 第1号)"
    # The same record told by another table too would stay anyway, so that one of both may go.
    again = table(town.folder / "別の表.csv", (*rows, (KASAI, "データ研修", "R7.6.3", "修了")))
    second = evidence.apply_evidence(town.hr, again, "attendance").receipt
    assert piles.undo_receipt(town.hr, second).live is False


def test_a_roster_whose_people_are_asked_already_cannot_be_taken_back(town: Town) -> None:
    people = (("職員番号", "氏名", "所属コード"), ("000021", "新井 一", "111"), ("000022", "新井 二", "111"))
    path = table(town.folder / "新採用.csv", people)
    receipt = roster.apply_roster(town.hr, path, partial=True).receipt
    assert not piles.undo_receipt(town.hr, receipt).live, "nobody counts on them yet"
    receipt = roster.apply_roster(town.hr, path, partial=True).receipt
    assert receipt
    more = (*people, ("000023", "新井 三", "111"))
    receipt = roster.apply_roster(town.hr, table(town.folder / "追加.csv", more), partial=True).receipt
    cycle.refresh_assignments(town.hr)
    error = refusal(town.hr, receipt)
    assert error.problem.found == "000023 新井 三(令和7年度の対象者)"
    assert person_year(town.hr, "000023").name == "新井 三"
    cycle.close_cycle(town.hr)
    assert not piles.undo_receipt(town.hr, receipt).live, "a closed year without a result stands by itself"
