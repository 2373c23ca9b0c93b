"""受講申込票 out to sections, filled in with Excel, back, and who gets a seat: by name, decided by HR."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dxdesk.domain.capabilities import ON, TRAINING
from dxdesk.domain.enrolments import CANCELLED, GRANTED, PASSED, Arrival, State, by_arrival
from dxdesk.domain.errors import KnownError
from dxdesk.domain.number_links import Held, Link
from dxdesk.domain.records import Part
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Role
from dxdesk.usecases.forms.enrolment_form import STANDING, form_of
from dxdesk.usecases.imports import evidence, training_tables
from dxdesk.usecases.imports.enrolment_tables import apply_enrolments, preview_enrolments
from dxdesk.usecases.imports.questionnaire_tables import apply_questionnaire
from dxdesk.usecases.imports.understanding import TableResult
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.inbox.batches import Batch, receive_batch, undo_receipt
from dxdesk.usecases.person_year import linked
from dxdesk.usecases.reports import disclosure
from dxdesk.usecases.requests.looking import findings
from dxdesk.usecases.requests.work import EnrolmentWork
from dxdesk.usecases.sealing import versions
from dxdesk.usecases.sealing.workbook_kinds import (
    ATTENDANCE,
    ENROLMENT_FORM,
    ENROLMENTS,
    QUESTIONNAIRE,
)
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.training import deciding, enrolment, enrolment_lists, priority
from dxdesk.usecases.training.enrolment_lists import SessionList
from dxdesk.usecases.training.questionnaires import session_answers
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.forging import envelope_of
from tests.helpers.memory import forgetful
from tests.helpers.training import BASIC, BPR, filled, forms, table, trained

SECOND = "DX基礎研修 第2回"
TABLE = ("研修名", "回", "職員番号", "氏名", "申込")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with trained(tmp_path_factory.mktemp("hr")) as desk:
        yield desk


@pytest.fixture
def desk(office: Desk) -> Desk:
    return forgetful(office)


def take(desk: Desk, path: Path, *accept: str) -> TableResult:
    done = apply_enrolments(desk, path, accept=accept)
    assert not done.errors, done.errors
    return done


def of(desk: Desk, title: str) -> SessionList:
    return next(one for one in enrolment_lists.session_lists(desk) if one.title == title)


def states(desk: Desk, title: str) -> dict[str, State]:
    return {line.number: line.state for line in of(desk, title).lines}


def codes(result: TableResult) -> list[str]:
    return [one.code for one in result.notices]


def test_a_form_goes_out_is_filled_in_with_excel_and_comes_back(desk: Desk, tmp_path: Path) -> None:
    out = forms(desk, tmp_path / "申込票")
    assert {"102001", "2010"} <= out.keys(), "a form for each section that has people"
    back = filled(out["102001"], {(w.TAX_A, BASIC): "○", (w.TAX_B, BASIC): "〇", (w.TAX_A, "備考"): "主任"})
    report = receive_batch(desk, Batch((back,), ENROLMENTS.kind))
    (file,) = report.files
    assert (file.outcome, file.added, file.errors) == ("applied", 2, ())
    listed = of(desk, BASIC)
    assert [(line.number, line.state, line.asked_by[0], line.note) for line in listed.lines] == [
        (w.TAX_A, State.ASKED, "102001", "主任"),
        (w.TAX_B, State.ASKED, "102001", ""),
    ]
    assert listed.lines[0].arrival.receipt == file.receipt
    done = deciding.decide(desk, "basic/第1回", [w.TAX_A, w.TAX_B], GRANTED)
    assert done.notices == ()
    assert states(desk, BASIC) == {w.TAX_A: State.GRANTED, w.TAX_B: State.GRANTED}
    assert enrolment_lists.counts_of(desk, w.YEAR)["basic"] == (22, 0, 2)
    again = receive_batch(desk, Batch((back,), ENROLMENTS.kind)).files[0]
    assert (again.outcome, again.receipt) == ("unchanged", file.receipt), "read twice, kept once"
    undo_receipt(desk, file.receipt)
    assert states(desk, BASIC) == {w.TAX_A: State.GRANTED, w.TAX_B: State.GRANTED}, "what HR decided stays"
    assert not of(desk, BASIC).lines[0].asked


def test_a_form_made_again_says_where_each_stands_and_unchanged_it_changes_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    out = forms(desk, tmp_path / "申込票")
    said = {(w.TAX_A, BASIC): "○", (w.TAX_B, BASIC): "○", (w.TAX_C, BASIC): "○", (w.TAX_A, SECOND): "○"}
    back = filled(out["102001"], {**said, (w.TAX_A, "備考"): "主任"})
    take(desk, back)
    deciding.decide(desk, "basic/第1回", [w.TAX_A], GRANTED)
    deciding.decide(desk, "basic/第1回", [w.TAX_B], PASSED)
    take(desk, filled(out["102001"], {(w.TAX_C, BASIC): "取消"}, tmp_path / "取消.xlsx"))
    before = {title: states(desk, title) for title in (BASIC, SECOND)}
    again = forms(desk, tmp_path / "もう一度")["102001"]
    shown = {
        tuple(row)
        for row in openpyxl.load_workbook(again).worksheets[0].iter_rows(values_only=True)
        if w.TAX_A in row or w.TAX_B in row or w.TAX_C in row
    }
    words = {number: [cell for cell in row if cell in STANDING.values()] for row in shown
             for number in row if number in (w.TAX_A, w.TAX_B, w.TAX_C)}  # fmt: skip
    assert words == {w.TAX_A: ["受講決定", "申込済"], w.TAX_B: ["見送り"], w.TAX_C: ["取消済"]}
    done = take(desk, again)
    assert (done.outcome, done.added, done.updated, done.notices) == ("unchanged", 0, 0, ())
    assert {title: states(desk, title) for title in (BASIC, SECOND)} == before
    # What is changed in it counts, and what is made empty or copied to somebody else is told.
    changed = {(w.TAX_A, SECOND): "取消", (w.TAX_A, BASIC): "", (w.TAX_C, SECOND): "申込済"}
    done = take(desk, filled(again, changed))
    assert codes(done) == ["enrolment-crossed", "enrolment-stands"]
    assert all(one.place.cell for one in done.notices)
    assert states(desk, SECOND) == {w.TAX_A: State.WITHDRAWN}
    assert states(desk, BASIC) == before[BASIC]


def test_whom_a_section_asked_for_stays_on_its_form_where_they_went_elsewhere(
    desk: Desk, tmp_path: Path
) -> None:
    take(desk, filled(forms(desk, tmp_path / "申込票")["102001"], {(w.TAX_A, BASIC): "○"}))
    with desk.store.write() as uow:
        moved = next(one for one in uow.people.employees() if one.number == w.TAX_A)
        uow.people.save_employees([replace(moved, department_code="2010")])
        uow.commit()
    out = forms(desk, tmp_path / "もう一度")
    for code in ("102001", "2010"):
        (row,) = [row for row in openpyxl.load_workbook(out[code]).worksheets[0].iter_rows(values_only=True)
                  if w.TAX_A in row]  # fmt: skip
        assert "申込済" in row, "where they went, and by whom they were asked for"
    assert not take(desk, out["102001"]).notices
    take(desk, filled(out["102001"], {(w.TAX_A, BASIC): "取消"}))
    assert states(desk, BASIC) == {w.TAX_A: State.WITHDRAWN}


def test_an_office_that_does_not_use_the_ledger_has_nothing_of_it(tmp_path: Path) -> None:
    path = table(tmp_path / "申込.csv", TABLE, ("DX基礎研修", "第1回", w.TAX_A, "", "○"))
    with w.municipality(tmp_path) as (desk, _):
        acts: list[Callable[[], object]] = [
            lambda: enrolment_lists.session_lists(desk),
            lambda: enrolment_lists.counts_of(desk, w.YEAR),
            lambda: enrolment_lists.course_and_day(desk, "basic"),
            lambda: deciding.decide(desk, "basic", [w.TAX_A], GRANTED),
            lambda: deciding.decide_by_arrival(desk, "basic"),
            lambda: apply_enrolments(desk, path),
            lambda: apply_questionnaire(desk, path, "basic"),
            lambda: session_answers(desk),
            *(
                functools.partial(dispatch.export, desk, dispatch.Export(kind.word, tmp_path / "出力"))
                for kind in (ENROLMENT_FORM, ENROLMENTS, ATTENDANCE, QUESTIONNAIRE)
            ),
        ]
        for act in acts:
            with pytest.raises(KnownError) as caught:
                act()
            assert caught.value.code == "training-off"
        with desk.store.read() as uow:
            assert not uow.exchange.part(0, Part.OWNED)
            assert not uow.exchange.receipts()


def test_a_form_says_who_completed_the_course_and_lets_them_be_asked_for_again(
    desk: Desk, tmp_path: Path
) -> None:
    done = ("職員番号", "研修名", "受講日", "結果"), (w.TAX_C, "DX基礎研修", "2025-06-01", "修了")
    assert not evidence.apply_evidence(desk, table(tmp_path / "受講.csv", *done), "attendance").errors
    out = forms(desk, tmp_path / "申込票")["102001"]
    form = form_of(envelope_of(desk.services, out).extra)
    assert form is not None
    assert {(number, word) for (_, number), word in form.standing.items()} == {(w.TAX_C, "修了済")}
    assert len(form.standing) == 2, "in both sessions of the course, and in none of another"
    unchanged = take(desk, out)
    assert (unchanged.outcome, unchanged.notices) == ("unchanged", ())
    work = EnrolmentWork(form)
    first = next(session for session, _ in form.standing)
    assert not work.settled(first, w.TAX_C)
    assert not work.wanted(first, w.TAX_C)
    told = findings(work.put(first, w.TAX_C, wanted=True), "2026-02-04")
    assert [one.code for one in told] == ["enrolment-completed"]
    again = take(desk, filled(out, {(w.TAX_C, BASIC): "○"}))
    assert codes(again) == ["enrolment-completed"]
    assert states(desk, BASIC) == {w.TAX_C: State.ASKED}


def test_whatever_is_to_be_looked_at_is_named_with_its_cell_and_kept(desk: Desk, tmp_path: Path) -> None:
    done = evidence.apply_evidence(
        desk,
        table(
            tmp_path / "受講.csv",
            ("職員番号", "研修名", "受講日", "結果"),
            (w.TAX_C, "DX基礎研修", "2025-06-01", "修了"),
        ),
        "attendance",
    )
    assert not done.errors, done.errors
    with desk.store.write() as uow:
        person = uow.people.employee(w.LEADER_TAX)
        assert person is not None
        uow.people.save_employees([replace(person, left=True)])
        uow.commit()
    listed = table(
        tmp_path / "申込.csv",
        (*TABLE, "所属コード", "申込日"),
        ("DX基礎研修", "第1回", w.TAX_C, "", "○", "1020", "R8.2.1"),
        ("DX基礎研修", "第1回", w.LEADER_TAX, "", "○", "", ""),
        ("DX基礎研修", "第1回", w.ON_LEAVE, "", "○", "", ""),
        ("DX基礎研修", "第1回", w.CHILD_A, "", "○", "1020", "R8.2.21"),
        ("DX基礎研修", "第1回", w.CHILD_A, "", "○", "1020", "R8.2.21"),
        ("DX基礎研修", "第2回", w.CHILD_A, "", "○", "", ""),
        ("BPR研修", "", w.TAX_C, "", "○", "", ""),
        ("BPR研修", "", w.TAX_A, "", "×", "", ""),
        ("BPR研修", "", w.PROMOTER, "", "○", "", "R8.1.30"),
    )
    said = take(desk, listed)
    found = {(one.code, one.place.cell) for one in said.notices}
    assert found == {
        ("enrolment-completed", "2行E列"),
        ("enrolment-left", "3行E列"),
        ("enrolment-away", "4行E列"),
        ("enrolment-other-section", "5行E列"),
        ("enrolment-late", "5行E列"),
        ("enrolment-two-sessions", "5行E列"),
        ("enrolment-twice", "6行E列"),
        ("enrolment-two-sessions", "7行E列"),
        ("enrolment-late", "8行E列"),
        ("enrolment-prerequisite", "10行E列"),
        ("session-short", ""),
    }
    assert said.added == 7
    assert said.notices[0].place.file == "申込.csv"
    kept = [(line.number, [p.code for p in line.problems]) for line in of(desk, BASIC).lines]
    assert kept[0] == (w.TAX_C, ["enrolment-completed"]), "the first who asked"
    assert {number for number, _ in kept} == {w.TAX_C, w.LEADER_TAX, w.ON_LEAVE, w.CHILD_A}
    deciding.decide(desk, "basic/第1回", [w.TAX_C], GRANTED)
    seated = next(line for line in of(desk, BASIC).lines if line.number == w.TAX_C)
    assert not seated.problems, "they may have completed this very session"


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        (("DX研究会", "第1回", w.TAX_A, "", "○"), "session-unknown", "2行A列"),
        (("DX基礎研修", "", w.TAX_A, "", "○"), "session-ambiguous", "2行A列"),
        (("DX基礎研修", "第9回", w.TAX_A, "", "○"), "session-unknown", "2行A列"),
        (("DX基礎研修", "第1回", w.TAX_A, "", "検討中"), "enrolment-word", "2行E列"),
        (("", "第1回", w.TAX_A, "", "○"), "course-nameless", "2行A列"),
        (("DX基礎研修", "第1回", "999999", "", "○"), "employee-unknown", "2行C列"),
        (("DX基礎研修", "第1回", "", "𠮷田 翔太", "○"), "found-by-name", "2行C列"),
        (("DX基礎研修", "第1回", w.TAX_A, "濵田 一", "○"), "name-differs", "2行D列"),
    ],
)
def test_what_cannot_be_understood_is_asked_with_its_cell(
    desk: Desk, tmp_path: Path, row: Sequence[str], code: str, cell: str
) -> None:
    path = table(tmp_path / "申込.csv", TABLE, row, ("DX基礎研修", "第2回", w.TAX_B, "", "○"))
    seen = preview_enrolments(desk, path)
    assert [(one.code, one.place.cell) for one in seen.result.errors] == [(code, cell)]
    assert apply_enrolments(desk, path).outcome == "refused"
    assert enrolment_lists.session_lists(desk) == (), "whole or not at all"


def test_who_is_meant_is_said_person_by_person(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path / "申込.csv", TABLE, ("DX基礎研修", "第1回", "", "𠮷田 翔太", "○"))
    (question,) = preview_enrolments(desk, path).questions
    take(desk, path, question.options[0].accept)
    assert states(desk, BASIC) == {w.TAX_A: State.ASKED}


def test_two_lines_that_contradict_each_other_stop_the_table(desk: Desk, tmp_path: Path) -> None:
    rows = [("DX基礎研修", "第1回", w.TAX_A, "", word) for word in ("○", "取消")]
    (found,) = apply_enrolments(desk, table(tmp_path / "申込.csv", TABLE, *rows)).errors
    assert (found.code, found.place.cell) == ("enrolment-contradicts", "3行E列")


def test_seats_go_by_name_or_by_arrival_and_nobody_is_cut_in_silence(desk: Desk, tmp_path: Path) -> None:
    rows = [
        ("DX基礎研修", "第1回", number, "", "○", day)
        for number, day in (
            *((w.TAX_A, "R8.2.3"), (w.TAX_B, "R8.2.1"), (w.CHILD_A, "R8.2.2")),
            *((w.ON_LEAVE, "R8.1.5"), (w.PROMOTER, "R8.2.1")),
        )
    ]
    rows.append(("DX基礎研修", "第2回", w.CHIEF_TAX, "", "○", "R8.2.28"))
    said = take(desk, table(tmp_path / "申込.csv", (*TABLE, "申込日"), *rows))
    (short,) = [one for one in said.notices if one.code == "session-short"]
    assert "3人多くいます" in short.message
    done = deciding.decide_by_arrival(desk, "basic/第1回")
    assert done.numbers == (w.PROMOTER, w.TAX_B), "who asked first, then by section and number"
    assert {line.number for line in done.left} == {w.ON_LEAVE, w.CHILD_A, w.TAX_A}, "named, not cut"
    assert deciding.decide_by_arrival(desk, "basic/第1回").numbers == (), "no seat is left"
    late = deciding.decide_by_arrival(desk, "basic/第2回")
    assert (late.numbers, [line.number for line in late.left]) == ((), [w.CHIEF_TAX]), "after the deadline"
    more = deciding.decide(desk, "basic/第1回", [w.CHILD_A], GRANTED, "窓口の担当")
    assert [one.code for one in more.notices] == ["session-overfull"]
    assert of(desk, BASIC).over == 1
    deciding.decide(desk, "basic/第1回", [w.TAX_B], CANCELLED)
    deciding.decide(desk, "basic/第1回", [w.TAX_A], PASSED)
    assert states(desk, BASIC) == {
        w.TAX_A: State.PASSED,
        w.TAX_B: State.CANCELLED,
        w.CHILD_A: State.GRANTED,
        w.PROMOTER: State.GRANTED,
        w.ON_LEAVE: State.ASKED,
    }
    for act, code in (
        (lambda: deciding.decide_by_arrival(desk, "bpr"), "session-seats-missing"),
        (lambda: deciding.decide(desk, "basic/第1回", ["999"], GRANTED), "employee-unknown"),
        (lambda: deciding.decide(desk, "basic/第1回", [w.LENT], PASSED), "enrolment-missing"),
        (lambda: deciding.decide(desk, "basic", [w.TAX_A], GRANTED), "session-ambiguous"),
        (lambda: deciding.decide(desk, "ない研修", [w.TAX_A], GRANTED), "session-unknown"),
    ):
        with pytest.raises(KnownError) as caught:
            act()
        assert caught.value.code == code


def test_whom_the_office_puts_first_stand_first_and_are_seated_first_and_the_reason_says_so(
    desk: Desk, tmp_path: Path
) -> None:
    days = ((w.PROMOTER, "R8.2.9"), (w.TAX_A, "R8.2.2"), (w.TAX_B, "R8.2.3"), (w.CHILD_A, "R8.2.4"))
    rows = [("DX基礎研修", "第1回", number, "", "○", day) for number, day in days]
    take(desk, table(tmp_path / "申込.csv", (*TABLE, "申込日"), *rows))
    assert priority.priority(desk).first == (), "品川区 says nothing of it"
    assert of(desk, BASIC).lines[0].number == w.TAX_A
    with pytest.raises(KnownError) as refused:
        priority.save_priority(desk, ["ない人材像"])
    assert refused.value.code == "course-first"
    assert priority.save_priority(desk, ["dx-promoter"])
    first = of(desk, BASIC).lines[0]
    assert (first.number, first.first) == (w.PROMOTER, "DX推進委員")
    (written,) = dispatch.export(desk, dispatch.Export(ENROLMENTS.word, tmp_path / "out")).files
    sheet = openpyxl.load_workbook(written).worksheets[0]
    cells = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    (at,) = {row.index("優先") for row in cells if "優先" in row}
    assert [row[at] for row in cells if w.PROMOTER in row] == [first.first]
    done = deciding.decide_by_arrival(desk, "basic/第1回")
    assert set(done.numbers) == {w.PROMOTER, w.TAX_A}
    told = {line.number: line.reason for line in of(desk, BASIC).granted}
    assert told == {w.PROMOTER: f"優先({first.first})", w.TAX_A: "申込の順"}
    assert priority.save_priority(desk, [])
    assert not any(line.first for line in of(desk, BASIC).lines), "nobody comes first"
    assert priority.save_priority(desk, None)
    assert priority.priority(desk).by_policy


def test_seats_between_those_who_come_first_are_given_to_nobody_behind_them() -> None:
    waiting = {name: Arrival(day, 1, "", name) for name, day in (("a", "2"), ("b", "2"), ("c", "1"))}
    assert by_arrival(waiting, 1, {"a", "b"}) == ((), ("a", "b"), ("c",))
    assert by_arrival(waiting, 2, {"a", "b"}) == (("a", "b"), (), ("c",))
    assert by_arrival(waiting, 2, {"a"}) == (("a", "c"), (), ("b",))
    assert by_arrival(waiting, 1) == (("c",), (), ("a", "b"))


def test_a_policy_that_names_somebody_puts_them_first_until_the_office_says_otherwise() -> None:
    assert priority._of_policy("govtech-tokyo") == ("promoter",)
    assert all(priority._of_policy(code) == () for code in ("shinagawa", "kashiwa", "nakano", "setagaya"))
    assert priority._of_policy("own") == (), "an office's own framework names nobody"


def test_of_one_day_nobody_goes_before_another_where_the_seats_end(desk: Desk, tmp_path: Path) -> None:
    days = ((w.PROMOTER, "R8.2.1"), (w.TAX_A, "R8.2.2"), (w.TAX_B, "R8.2.2"), (w.CHILD_A, "R8.2.3"))
    rows = [("DX基礎研修", "第1回", number, "", "○", day) for number, day in days]
    take(desk, table(tmp_path / "申込.csv", (*TABLE, "申込日"), *rows))
    done = deciding.decide_by_arrival(desk, "basic/第1回")
    assert done.numbers == (w.PROMOTER,)
    assert sorted(done.tied) == sorted((w.TAX_A, w.TAX_B)), "two for one seat: neither number nor section"
    (same,) = done.notices
    assert (same.code, same.found) == ("enrolment-same-day", "2人")
    assert "残りの席は1人分で、申込の日が同じ(R8.2.2)人が2人います" in same.message
    assert w.TAX_A in same.fix
    assert w.TAX_B in same.fix
    assert {line.number for line in done.left} == {w.TAX_A, w.TAX_B, w.CHILD_A}
    deciding.decide(desk, "basic/第1回", [w.TAX_B], PASSED)
    after = deciding.decide_by_arrival(desk, "basic/第1回")
    assert (after.numbers, after.tied, after.notices) == ((w.TAX_A,), (), ()), "alone on that day by now"


def test_a_withdrawal_counts_until_hr_decides_knowing_it(desk: Desk, tmp_path: Path) -> None:
    def line(word: str) -> Path:
        return table(tmp_path / f"{word}.csv", TABLE, ("DX基礎研修", "第1回", w.TAX_A, "", word))

    take(desk, line("○"))
    deciding.decide(desk, "basic/第1回", [w.TAX_A], GRANTED)
    taken_back = take(desk, line("取消")).receipt
    assert states(desk, BASIC) == {w.TAX_A: State.WITHDRAWN}
    undo_receipt(desk, taken_back)
    assert states(desk, BASIC) == {w.TAX_A: State.GRANTED}
    take(desk, line("取消"))
    deciding.decide(desk, "basic/第1回", [w.TAX_A], GRANTED, "本人が続けると申し出た")
    assert states(desk, BASIC) == {w.TAX_A: State.GRANTED}
    assert codes(take(desk, line("×"))) == ["enrolment-crossed"], "× in a later sheet takes nothing back"


def test_the_list_of_decisions_is_decided_in_excel_and_comes_back(desk: Desk, tmp_path: Path) -> None:
    back = filled(forms(desk, tmp_path / "票")["102001"], {(w.TAX_A, BASIC): "○", (w.TAX_B, BASIC): "○"})
    take(desk, back)
    (path,) = dispatch.export(desk, dispatch.Export(ENROLMENTS.word, tmp_path / "一覧")).files
    assert apply_enrolments(desk, path).outcome == "unchanged", "it says nothing that is not known"
    take(desk, filled(path, {(w.TAX_A, "決定"): "受講決定", (w.TAX_B, "決定"): "見送り"}))
    assert states(desk, BASIC) == {w.TAX_A: State.GRANTED, w.TAX_B: State.PASSED}
    first = of(desk, BASIC).lines[0]
    assert (first.asked_by[0], first.arrival.day) == ("102001", "2026-02-04"), (
        "who asked, and when, is as it was"
    )
    (path,) = dispatch.export(desk, dispatch.Export(ENROLMENTS.word, tmp_path / "決定")).files
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets[1:3]:
        text = "".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
        assert "翔太" in text
        assert "花子" not in text, "only who was granted a seat"


def test_a_form_for_a_section_names_everybody_under_it(desk: Desk, tmp_path: Path) -> None:
    (path,) = forms(desk, tmp_path / "票", "basic/第1回", section="1020").values()
    back = filled(path, {(w.TAX_A, BASIC): "○", (w.CHIEF_TAX, BASIC): "○"})
    assert "enrolment-other-section" not in codes(take(desk, back)), "they belong to it"
    assert {line.asked_by[0] for line in of(desk, BASIC).lines} == {"1020"}


def test_a_form_is_read_by_its_headings_wherever_they_stand(desk: Desk, tmp_path: Path) -> None:
    """A section copies what it needs into a workbook of its own, and adds somebody who was not listed."""
    copied = table(
        tmp_path / "写し.csv",
        ("氏名", "職員番号", BASIC, "備考"),
        ("濵田 一", w.CHILD_A, "○", "窓口"),
        ("", w.CHIEF_CHILD, "", ""),
    )
    take(desk, copied)
    assert states(desk, BASIC) == {w.CHILD_A: State.ASKED}


def test_who_got_another_number_keeps_the_enrolment_and_who_got_the_former_one_has_none(
    desk: Desk, tmp_path: Path
) -> None:
    line = ("DX基礎研修", "第1回", w.TAX_A, "", "○")
    take(desk, table(tmp_path / "申込.csv", TABLE, line, (*line[:2], w.TAX_B, "", "○")))
    with desk.store.write() as uow:
        linked.keep(uow, Link(Held(w.TAX_A), Held(w.LENT)))
        holder = {"since": "2026-02-02", "first_year": 2026, "former": "葛西 花子"}
        uow.settings.set(f"{setting_names.NUMBER_HOLDER}{w.TAX_B}", json.dumps(holder, ensure_ascii=False))
        uow.commit()
    lines = {line.number: line for line in of(desk, BASIC).lines}
    assert lines[w.LENT].state is State.ASKED, "under the number of today"
    assert (lines[w.TAX_B].name, [one.code for one in lines[w.TAX_B].problems]) == ("", ["enrolment-left"])
    deciding.decide(desk, "basic/第1回", [w.TAX_A], GRANTED)
    again = take(desk, table(tmp_path / "また.csv", TABLE, (*line[:2], w.LENT, "", "取消")))
    assert again.added == 0, "the same enrolment"
    assert [line.number for line in of(desk, BASIC).lines].count(w.LENT) == 1
    assert states(desk, BASIC)[w.LENT] is State.WITHDRAWN


@pytest.mark.parametrize("decided", ["", w.TAX_A, w.LENT])
def test_who_was_asked_for_under_both_numbers_takes_one_seat(
    desk: Desk, tmp_path: Path, decided: str
) -> None:
    line = ("DX基礎研修", "第1回", w.TAX_A, "", "○")
    take(desk, table(tmp_path / "前の番号.csv", TABLE, line))
    take(desk, table(tmp_path / "新しい番号.csv", TABLE, (*line[:2], w.LENT, "", "○")))
    if decided:
        deciding.decide(desk, "basic/第1回", [decided], GRANTED)
    assert len(of(desk, BASIC).lines) == 2
    with desk.store.write() as uow:
        linked.keep(uow, Link(Held(w.TAX_A), Held(w.LENT)))
        uow.commit()
    (only,) = of(desk, BASIC).lines
    assert (only.number, only.state) == (w.LENT, State.GRANTED if decided else State.ASKED)
    assert of(desk, BASIC).over == 0
    assert enrolment_lists.counts_of(desk, w.YEAR)["basic"][1:] == ((0, 1) if decided else (1, 0))
    deciding.decide(desk, "basic/第1回", [w.LENT], PASSED)
    assert states(desk, BASIC) == {w.LENT: State.PASSED}
    with desk.store.write() as uow:
        linked.forget(uow, Link(Held(w.TAX_A), Held(w.LENT)))
        uow.commit()
    assert len(of(desk, BASIC).lines) == 2, "everything reads as before"


def test_what_does_not_show_in_a_form_is_told(desk: Desk, tmp_path: Path) -> None:
    back = filled(forms(desk, tmp_path / "票")["102001"], {(w.TAX_A, BASIC): "○", (w.TAX_B, BASIC): "○"})
    book = openpyxl.load_workbook(back)
    sheet = book.worksheets[0]
    row = next(cell.row for line in sheet.iter_rows() for cell in line if cell.value == w.TAX_B)
    sheet.row_dimensions[row].hidden = True
    book.save(back)
    assert codes(take(desk, back)) == ["rows-hidden"]


def test_a_program_of_format_2_says_that_a_form_is_newer(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = forms(desk, tmp_path / "票")["2010"]
    monkeypatch.setattr(versions, "FORMAT", 2)
    (file,) = receive_batch(desk, Batch((path,))).files
    (told,) = file.errors
    assert told.code == "format-newer"
    assert "より新しい" in told.message
    assert "形式3が必要です" in told.found


def test_before_the_first_year_a_form_goes_out_without_a_seal_and_is_read_all_the_same(
    tmp_path: Path,
) -> None:
    with trained(tmp_path, year=False) as desk:
        back = filled(forms(desk, tmp_path / "票")["102001"], {(w.TAX_A, BASIC): "○"})
        (file,) = receive_batch(desk, Batch((back,), ENROLMENTS.kind)).files
        assert (file.outcome, file.added) == ("applied", 1)
        assert states(desk, BASIC) == {w.TAX_A: State.ASKED}


def test_forms_are_refused_where_nobody_could_fill_them_in(desk: Desk, tmp_path: Path) -> None:
    for wanted, code in (
        (dispatch.Export(ENROLMENT_FORM.word, tmp_path, section="9"), "section-unknown"),
        (dispatch.Export(ENROLMENT_FORM.word, tmp_path, section="20", fiscal_year=2030), "sessions-none"),
        (dispatch.Export(ENROLMENT_FORM.word, tmp_path, sessions=("basic",)), "session-ambiguous"),
    ):
        with pytest.raises(KnownError) as caught:
            dispatch.export(desk, wanted)
        assert caught.value.code == code


def test_a_form_of_another_municipality_and_one_dropped_into_a_pile_are_told(
    desk: Desk, tmp_path: Path
) -> None:
    path = filled(forms(desk, tmp_path / "票")["2010"], {(w.CHILD_A, BASIC): "○"})
    tried = receive_batch(desk, Batch((path,), dry_run=True)).files[0]
    assert (tried.kind, tried.outcome, tried.added) == (ENROLMENTS.kind, "applied", 1)
    assert enrolment_lists.session_lists(desk) == (), "only tried"
    (dropped,) = receive_batch(desk, Batch((path,))).files
    assert (dropped.kind, dropped.outcome, dropped.added) == (ENROLMENTS.kind, "applied", 1)
    other_role = opening.create_store(
        desk.services, str(tmp_path / "DX.dxdesk"), Role.DX, ("131091", "検証区"), w.PASSPHRASE
    )
    (elsewhere,) = receive_batch(other_role, Batch((path,))).files
    assert [one.code for one in elsewhere.errors] == ["not-for-this-role"]
    assert "発行した課" in elsewhere.errors[0].fix
    other_role.store.close()
    services, place = desk.services, str(tmp_path / "別.dxdesk")
    other = opening.create_store(services, place, Role.HR, ("131024", "別区"), w.PASSPHRASE)
    with other.store.write() as uow:
        uow.settings.set(f"{setting_names.USES}{TRAINING}", ON)
        uow.commit()
    with pytest.raises(KnownError) as caught:
        apply_enrolments(other, path)
    assert caught.value.code == "other-municipality"
    other.store.close()


def test_a_form_for_a_session_that_is_no_more_is_told_with_its_cell(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="BPR"):  # its deadline is over: only who names it gets it
        filled(forms(desk, tmp_path / "初め")["2010"], {(w.CHILD_A, BPR): "○"})
    out = forms(desk, tmp_path / "票", "basic/第1回", "bpr")["2010"]
    back = filled(out, {(w.CHILD_A, BASIC): "○", (w.CHIEF_CHILD, BPR): "○"})
    off = (("研修名", "回", "開始日", "実施の状態"), ("DX基礎研修", "第1回", "2026-03-02", "中止"))
    training_tables.apply_training(desk, table(tmp_path / "中止.csv", *off), "sessions")
    (found,) = apply_enrolments(desk, back).errors
    assert (found.code, found.place.cell) == ("session-cancelled", "F11")
    with desk.store.read() as uow:
        (first,) = [one.number for one in uow.exchange.receipts() if one.file_name == "sessions.csv"]
    undo_receipt(desk, first)
    found = {one.code for one in apply_enrolments(desk, back).errors}
    assert "session-unknown" in found


def test_what_a_person_may_ask_for_names_their_enrolments_and_nobody_elses(
    desk: Desk, tmp_path: Path
) -> None:
    rows = [("DX基礎研修", "第1回", number, "", "○", "備考甲") for number in (w.TAX_A, w.TAX_B)]
    take(desk, table(tmp_path / "申込.csv", (*TABLE, "備考"), *rows))
    deciding.decide(desk, "basic/第1回", [w.TAX_A], GRANTED)
    found = disclosure.disclosure(desk, w.TAX_A)
    (section,) = (one for one in found.sections if one.heading == "選任や受講の申込み")
    said = {(row[0], row[1], row[2]) for row in section.rows}
    (asked,) = (what for what, item, text in said if (item, text) == ("備考", "備考甲"))
    (decided,) = (what for what, item, text in said if (item, text) == ("決定", "受講決定"))
    assert {asked, decided} == {"受講の申込み 1", "受講の申込み 2"}, "what was said at once stands together"
    assert {row[3] for row in section.rows if row[0] == decided} == {"人事課"}
    assert w.TAX_B not in str(section.rows)


_PEOPLE = (w.TAX_A, w.TAX_B, w.CHILD_A)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.data(),
    sheets=st.lists(
        st.lists(
            st.tuples(
                st.sampled_from(_PEOPLE), st.sampled_from(["○", "取消"]), st.sampled_from(["", "備考甲"])
            ),
            min_size=1,
            max_size=3,
            unique_by=lambda one: one[0],
        ),
        min_size=2,
        max_size=4,
    ),
)
def test_the_order_of_sheets_and_what_was_undone_on_the_way_make_no_difference(
    office: Desk,
    tmp_path_factory: pytest.TempPathFactory,
    data: st.DataObject,
    sheets: list[list[tuple[str, ...]]],
) -> None:
    folder = tmp_path_factory.mktemp("順")
    paths = [
        table(
            folder / f"{place}.csv",
            (*TABLE, "備考", "枚"),
            *(("DX基礎研修", "第1回", number, "", word, note, str(place)) for number, word, note in sheet),
        )
        for place, sheet in enumerate(sheets)
    ]

    def state(desk: Desk) -> object:
        with desk.store.read() as uow:
            return {key: (one.said, one.state) for key, one in enrolment.enrolments_of(uow).items()}

    straight = forgetful(office)
    for path in paths:
        take(straight, path)
    other = forgetful(office)
    receipts: dict[Path, int] = {}
    for path in data.draw(st.permutations(paths)):
        receipts[path] = take(other, path).receipt
        for _ in range(data.draw(st.integers(0, 1))):
            again = data.draw(st.sampled_from(sorted(receipts)))
            undo_receipt(other, receipts[again])
            receipts[again] = take(other, again).receipt
    assert state(other) == state(straight)
    for receipt in receipts.values():
        undo_receipt(other, receipt)
    assert state(other) == {}, "taken back, nothing of them is left"
