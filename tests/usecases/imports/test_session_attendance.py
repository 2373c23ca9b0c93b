"""Attendance belongs to whoever holds the session: DX推進課 reads its own, HR sees and counts it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError, Problem
from dxdesk.usecases.exchange import dump, ledgers
from dxdesk.usecases.imports.acceptable import acceptable
from dxdesk.usecases.imports.evidence import apply_evidence, preview_evidence
from dxdesk.usecases.inbox.batches import Batch, receive_batch, undo_receipt
from dxdesk.usecases.person_year import holders
from dxdesk.usecases.person_year.attended_elsewhere import attended
from dxdesk.usecases.reports.disclosure import disclosure
from dxdesk.usecases.training.figures import training_year
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.digital import Digital, digital, plan
from tests.helpers.few_people import workbook

HEAD = ("職員番号", "氏名", "研修名", "受講日", "結果")
DAY = "2026-01-20"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Digital]:
    with digital(tmp_path) as found:
        yield found


@pytest.fixture
def dx(office: Digital) -> Desk:
    desk = office.begin(office.give().file)
    plan(desk, "ai", "生成AI研修", DAY)
    return desk


def table(folder: Path, rows: Sequence[Sequence[str]], name: str = "出席.xlsx") -> Path:
    return workbook(folder / name, rows, HEAD)


def line(
    number: str, result: str = "修了", name: str = "生成AI研修", day: str = "2026/1/20"
) -> tuple[str, ...]:
    return number, "", name, day, result


def kept(desk: Desk) -> list[tuple[str, str, str, str, bool]]:
    with desk.store.read() as uow:
        return [
            (one.owner, one.said.course, one.said.number, one.said.result, one.said.completed)
            for one in attended(uow)
        ]


def done(desk: Desk, code: str = "ai") -> tuple[set[str], set[str]]:
    found = next(one for one in training_year(desk, w.YEAR).courses if one.course.code == code)
    return set(found.attended), set(found.completed)


def refused(path: Path, desk: Desk) -> Problem:
    preview = preview_evidence(desk, path, "attendance")
    result = apply_evidence(desk, path, "attendance")
    assert result.outcome == "refused"
    (problem,) = preview.errors
    assert result.errors == preview.errors
    return problem


def take(office: Digital, dx: Desk) -> int:
    report = office.take(office.hr, office.send(dx))
    if report.outcome == "quarantined":
        office.register(office.hr, dx)
    return report.receipt


def test_the_digital_section_keeps_who_was_in_its_sessions_and_hr_counts_them(
    office: Digital, dx: Desk
) -> None:
    path = table(office.folder, [line(w.TAX_A), line(w.TAX_B, "出席"), line("000999"), line(w.TAX_C, "欠席")])
    result = apply_evidence(dx, path, "attendance")
    assert (result.outcome, result.added) == ("applied", 4)
    assert kept(dx) == [
        ("dx", "ai", number, said, completed)
        for number, said, completed in sorted(
            [
                (w.TAX_A, "修了", True),
                (w.TAX_B, "出席", False),
                ("000999", "修了", True),
                (w.TAX_C, "欠席", False),
            ]
        )
    ]
    assert done(office.hr, "basic") == (set(), set())
    take(office, dx)
    assert kept(office.hr) == kept(dx)
    assert done(office.hr) == ({w.TAX_A, w.TAX_B}, {w.TAX_A}), "nobody here is 000999"
    (notice,) = training_year(office.hr, w.YEAR).notices
    assert (notice.code, notice.found) == ("attendance-not-in-roster", "生成AI研修 000999")
    with office.hr.store.read() as uow:
        assert not [one for one in uow.people.evidence() if one.name == "生成AI研修"], "HR's own says nothing"


def test_hr_reads_it_of_each_person_and_what_it_was_told_before_gives_way(office: Digital, dx: Desk) -> None:
    early = table(office.folder, [line(w.TAX_A, "欠席"), line(w.TAX_B)], "先に.xlsx")
    taken = apply_evidence(office.hr, early, "attendance", accept=["course-unknown"])
    assert taken.outcome == "applied", "nobody's session yet"
    apply_evidence(dx, table(office.folder, [line(w.TAX_A)]), "attendance")
    take(office, dx)
    with office.hr.store.read() as uow:
        every = [one for one in holders.evidence(uow) if one.name == "生成AI研修"]
        alone = [one for one in holders.evidence(uow, w.TAX_A) if one.name == "生成AI研修"]
        some = {one.result for one in holders.evidence_of(uow, [w.TAX_A]) if one.name == "生成AI研修"}
    assert [(one.employee_number, one.result) for one in every] == [(w.TAX_A, "修了"), (w.TAX_B, "修了")]
    assert [one.result for one in alone] == ["修了"]
    assert "修了" in some
    assert done(office.hr) == ({w.TAX_A, w.TAX_B}, {w.TAX_A, w.TAX_B})


def test_a_number_without_its_zeros_is_the_only_one_it_can_be(office: Digital, dx: Desk) -> None:
    short = w.TAX_A.lstrip("0")
    assert short != w.TAX_A
    apply_evidence(dx, table(office.folder, [line(short)]), "attendance")
    take(office, dx)
    assert done(office.hr) == ({w.TAX_A}, {w.TAX_A})


def test_what_comes_again_changes_nothing_a_later_list_follows_and_undoing_takes_it_out(
    office: Digital, dx: Desk
) -> None:
    first = table(office.folder, [line(w.TAX_A, "出席")], "一.xlsx")
    receipt = apply_evidence(dx, first, "attendance").receipt
    assert apply_evidence(dx, first, "attendance").outcome == "unchanged"
    early = office.send(dx)
    second = table(office.folder, [line(w.TAX_A, "修了"), line(w.TAX_B)], "二.xlsx")
    later = apply_evidence(dx, second, "attendance")
    assert (later.added, later.updated) == (1, 1)
    late = office.send(dx)
    digests = set()
    for order in itertools.permutations((early, late, late)):
        receipts = [office.take(office.hr, file).receipt for file in order]
        if not digests:
            office.register(office.hr, dx)
        assert done(office.hr) == ({w.TAX_A, w.TAX_B}, {w.TAX_A, w.TAX_B})
        digests.add(dump.dump(office.hr).state_digest)
        for number in {one for one in receipts if one}:
            ledgers.undo(office.hr, number)
        assert kept(office.hr) == []
    assert len(digests) == 1
    undo_receipt(dx, receipt)
    assert [one[2:] for one in kept(dx)] == [(w.TAX_A, "修了", True), (w.TAX_B, "修了", True)]
    undo_receipt(dx, later.receipt)
    assert kept(dx) == []


def test_hrs_list_of_a_session_of_the_digital_section_is_refused_at_its_cell(
    office: Digital, dx: Desk
) -> None:
    take(office, dx)
    rows = [line(w.TAX_A, name="DX基礎研修", day="2026/1/19"), line(w.TAX_B), line(w.TAX_C)]
    path = table(office.folder, rows)
    problem = refused(path, office.hr)
    assert (problem.code, problem.place.file, problem.place.sheet, problem.place.cell) == (
        "session-of-other",
        "出席.xlsx",
        "Sheet",
        "A3",
    )
    assert problem.found == f"{w.TAX_B}、{w.TAX_C}"
    assert acceptable((problem,)) == ("session-of-other",)
    result = apply_evidence(office.hr, path, "attendance", accept=["session-of-other"])
    assert (result.outcome, result.added) == ("applied", 1)
    with office.hr.store.read() as uow:
        here = [one.employee_number for one in uow.people.evidence() if one.receipt == result.receipt]
    assert here == [w.TAX_A]
    # On a day without a session of theirs the course is HR's to tell.
    other = table(office.folder, [line(w.TAX_B, day="2026/1/13")], "ほかの日.xlsx")
    assert apply_evidence(office.hr, other, "attendance").outcome == "applied"


def test_the_digital_section_takes_no_other_session(office: Digital, dx: Desk) -> None:
    plan(office.hr, "law", "個人情報研修", DAY)
    office.take(dx, office.give().file)
    of_hr = refused(table(office.folder, [line(w.TAX_A), line(w.TAX_B, name="個人情報研修")]), dx)
    assert (of_hr.code, of_hr.place.cell, of_hr.found) == ("session-of-other", "A3", w.TAX_B)
    assert acceptable((of_hr,)) == ()
    no_day = refused(table(office.folder, [line(w.TAX_A, day="2026/1/13")], "別の日.xlsx"), dx)
    assert (no_day.code, no_day.place.cell) == ("session-not-own", "A2")
    assert kept(dx) == []


def test_it_is_read_by_the_command_with_the_session_named(office: Digital, dx: Desk) -> None:
    path = workbook(office.folder / "名前だけ.xlsx", [(w.TAX_A, "修了")], ("職員番号", "結果"))
    report = receive_batch(dx, Batch((path,), "attendance", session="ai/第1回"))
    assert [file.outcome for file in report.files] == ["applied"]
    assert kept(dx) == [("dx", "ai", w.TAX_A, "修了", True)]


def test_only_attendance_is_read_there(office: Digital, dx: Desk) -> None:
    with pytest.raises(KnownError) as error:
        apply_evidence(dx, table(office.folder, [line(w.TAX_A)]), "qualifications")
    assert error.value.code == "wrong-role"


def test_the_person_reads_it_in_what_is_held_of_them(office: Digital, dx: Desk) -> None:
    for number in (w.TAX_A, w.TAX_B.lstrip("0")):
        path = table(office.folder, [line(number)], f"{number}.xlsx")
        assert apply_evidence(dx, path, "attendance").outcome == "applied"
    take(office, dx)
    for number, written in ((w.TAX_A, w.TAX_A), (w.TAX_B, w.TAX_B.lstrip("0"))):
        sections = disclosure(office.hr, number).sections
        (things,) = [one for one in sections if one.heading == "選任や受講の申込み"]
        told = [(row[1], row[2]) for row in things.rows if row[0].startswith("DX推進担当課の研修の受講")]
        assert ("職員番号", written) in told, things.rows
