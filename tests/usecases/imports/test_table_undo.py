"""A table that a year, a result or a certificate rests on stays; what HR learns later reaches the year."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import Part
from dxdesk.usecases.exchange import dump
from dxdesk.usecases.imports import evidence, roster
from dxdesk.usecases.inbox import batches
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle, finalise
from tests.helpers.forging import envelope_of
from tests.helpers.office import CHIEF, MANAGER, STAFF
from tests.helpers.stories import Town

YOSHINO, KASAI, KAMIYA = STAFF
COURSES = (("職員番号", "研修名", "受講日", "結果"), (YOSHINO, "データ研修", "R7.6.3", "修了"))


def table(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def refusal(desk: Desk, receipt: int) -> KnownError:
    with pytest.raises(KnownError) as caught:
        batches.undo_receipt(desk, receipt)
    return caught.value


def known(desk: Desk, number: str) -> list[str]:
    return [record.name for record in person_year(desk, number).known_evidence]


def complete(town: Town, number: str) -> None:
    town.receive(town.hr, town.answered(number))
    for principal in (CHIEF, MANAGER):
        confirming.confirm(town.hr, Decision(number, on_behalf_of=principal))


def test_a_course_told_after_the_year_began_stands_on_the_next_form(town: Town) -> None:
    done = evidence.apply_evidence(town.hr, table(town.folder / "受講.csv", COURSES), "attendance")
    assert [(notice.code, "1人" in notice.message) for notice in done.notices] == [
        ("reference-updated", True)
    ]
    assert known(town.hr, YOSHINO) == ["データ研修"]
    forms = town.send(town.hr, "forms", "もう一度")
    form = next(path for path in forms if YOSHINO in path.name)
    cells = {cell.value for sheet in load_workbook(form) for row in sheet.iter_rows() for cell in row}
    assert any("データ研修" in str(value) for value in cells)
    packages = town.send(town.hr, "section-packages", "配り直し")
    town.receive(town.chief, next(path for path in packages if CHIEF in path.name))
    assert known(town.chief, YOSHINO) == ["データ研修"]
    batches.undo_receipt(town.hr, done.receipt)
    assert known(town.hr, YOSHINO) == []


def test_the_very_list_that_came_in_says_so_before_it_is_taken_again(town: Town) -> None:
    path = table(town.folder / "受講.csv", COURSES)
    first = evidence.apply_evidence(town.hr, path, "attendance")
    looked = evidence.preview_evidence(town.hr, path, "attendance")
    assert looked.receipt == first.receipt
    assert f"取り込み済みです(受付番号 {first.receipt})" in looked.notices[0].message
    again = evidence.apply_evidence(town.hr, path, "attendance")
    assert (again.outcome, again.receipt) == ("unchanged", first.receipt)
    assert again.before == looked.notices[0]
    batches.undo_receipt(town.hr, first.receipt)
    assert not evidence.preview_evidence(town.hr, path, "attendance").receipt


def test_the_very_roster_that_came_in_says_so_before_it_is_taken_again(town: Town) -> None:
    path = table(
        town.folder / "名簿.csv",
        (("職員番号", "氏名", "所属コード", "所属名"), ("000901", "見本 茜", "0901", "見本課")),
    )
    first = roster.apply_roster(town.hr, path, partial=True, accept=("confirmer-column-missing",))
    assert first.outcome == "applied", first.errors
    looked = roster.preview_roster(town.hr, path, partial=True)
    assert looked.receipt == first.receipt
    assert looked.notices[0].message.startswith("この名簿は")


def test_what_is_recorded_of_peoples_growth_stays_in_hrs_store(town: Town) -> None:
    evidence.apply_evidence(town.hr, table(town.folder / "受講.csv", COURSES), "attendance")
    with town.hr.store.read() as uow:
        assert uow.exchange.part(0, Part.GROWTH)
    for kind in ("section-packages", "forms"):
        for path in town.send(town.hr, kind, f"発行 {kind}"):
            envelope = envelope_of(town.hr.services, path)
            assert Part.GROWTH not in {one.record[3] for one in envelope.revisions}


def test_who_was_finalised_and_a_closed_year_are_left_alone(town: Town) -> None:
    complete(town, YOSHINO)
    finalise.finalise(town.hr)
    both = (*COURSES, (KASAI, "データ研修", "R7.6.3", "修了"))
    evidence.apply_evidence(town.hr, table(town.folder / "受講.csv", both), "attendance")
    assert (known(town.hr, YOSHINO), known(town.hr, KASAI)) == ([], ["データ研修"])
    cycle.close_cycle(town.hr)
    later = (COURSES[0], (KAMIYA, "AI研修", "R7.6.3", "修了"))
    done = evidence.apply_evidence(town.hr, table(town.folder / "後で.csv", later), "attendance")
    assert (done.added, done.notices, known(town.hr, KAMIYA)) == (1, (), [])


def test_a_record_that_a_result_shows_cannot_be_taken_back(town: Town) -> None:
    receipt = evidence.apply_evidence(town.hr, table(town.folder / "受講.csv", COURSES), "attendance").receipt
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
    assert batches.undo_receipt(town.hr, second).live is False


def test_a_roster_whose_people_are_asked_already_cannot_be_taken_back(town: Town) -> None:
    people = (("職員番号", "氏名", "所属コード"), ("000021", "新井 一", "111"), ("000022", "新井 二", "111"))
    path = table(town.folder / "新採用.csv", people)
    receipt = roster.apply_roster(town.hr, path, partial=True).receipt
    assert not batches.undo_receipt(town.hr, receipt).live, "nobody counts on them yet"
    receipt = roster.apply_roster(town.hr, path, partial=True).receipt
    assert receipt
    more = (*people, ("000023", "新井 三", "111"))
    receipt = roster.apply_roster(town.hr, table(town.folder / "追加.csv", more), partial=True).receipt
    cycle.refresh_assignments(town.hr)
    error = refusal(town.hr, receipt)
    assert error.problem.found == "000023 新井 三(令和7年度の対象者)"
    assert person_year(town.hr, "000023").name == "新井 三"
    cycle.close_cycle(town.hr)
    assert not batches.undo_receipt(town.hr, receipt).live, "a closed year without a result stands by itself"


def came_back(town: Town) -> int:
    """吉野 was gone, was finalised before that, and comes back with a roster; return its receipt."""
    complete(town, YOSHINO)
    finalise.finalise(town.hr)
    gone = (("職員番号", "氏名", "在職状態"), (YOSHINO, "𠮷野 花子", "退職"))
    accept = ("another-name", "people-left")
    roster.apply_roster(town.hr, table(town.folder / "退職.csv", gone), partial=True, accept=accept)
    with town.hr.store.write() as uow:
        person = uow.people.employee(YOSHINO)
        assert person is not None
        uow.people.save_employees([replace(person, left=True)])
        uow.commit()
    back = (gone[0], (YOSHINO, "𠮷野 花子", "在職"))
    done = roster.apply_roster(town.hr, table(town.folder / "復帰.csv", back), partial=True)
    assert done.outcome == "applied", done.errors
    return done.receipt


def test_who_came_back_with_a_roster_is_gone_again_though_finalised(town: Town) -> None:
    """They were not added: what a year or a result knows of them was there before this roster."""
    receipt = came_back(town)
    (change,) = roster.undo_changes(town.hr, receipt)
    assert (change.employee_number, change.item) == (YOSHINO, "名簿から外れる職員")
    assert not batches.undo_receipt(town.hr, receipt).live
    with town.hr.store.read() as uow:
        person = uow.people.employee(YOSHINO)
    assert person is not None
    assert (person.left, person.duty_status) == (True, "退職等")


def test_that_a_roster_stays_is_said_before_what_would_change(town: Town) -> None:
    """Who looks at what would change is told there already, in the same words, and nothing is changed."""
    people = (("職員番号", "氏名", "所属コード"), ("000021", "新井 一", "111"))
    receipt = roster.apply_roster(town.hr, table(town.folder / "新採用.csv", people), partial=True).receipt
    before = dump.dump(town.hr)
    assert [one.employee_number for one in roster.undo_changes(town.hr, receipt)] == ["000021"]
    assert dump.dump(town.hr) == before
    with town.hr.store.read() as uow:
        person = uow.people.employee("000021")
    assert person is not None
    assert not person.left, "looking takes nothing back"
    cycle.refresh_assignments(town.hr)
    with pytest.raises(KnownError) as looked:
        batches.undo_changes(town.hr, receipt)
    assert looked.value.problem == refusal(town.hr, receipt).problem
