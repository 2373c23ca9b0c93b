"""Courses and sessions as the office says them, in whatever order, and what a year of them comes to."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dxdesk.domain.capabilities import ON, TRAINING
from dxdesk.domain.errors import KnownError
from dxdesk.domain.headcounts import Participation
from dxdesk.domain.number_links import Held, Link
from dxdesk.domain.records import Part, Trust
from dxdesk.domain.training import State
from dxdesk.ports import setting_names
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.usecases.checking.check import Check, check
from dxdesk.usecases.exchange.dump import dump
from dxdesk.usecases.imports import evidence, training_cells, training_tables
from dxdesk.usecases.inbox.batches import Batch, receive_batch, undo_receipt
from dxdesk.usecases.person_year import linked
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.training import figures, keeping
from dxdesk.usecases.training.figures import TrainingYear
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.training.wording import length_word
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers import world as w
from tests.helpers.memory import forgetful

COURSES = ("研修コード", "研修名", "別名", "必須の対象", "選択の対象", "対応するスキル", "受講の頻度")
SESSIONS = ("研修名", "回", "開催日", "会場", "定員")
ATTENDANCE = ("職員番号", "研修名", "受講日", "結果")
MINDSET = ("g-mind", "DXマインドセット研修", "", "DX推進員", "", "", "")
BASICS = ("g-basic", "デジタル基礎研修", "基礎研修", "全職員", "", "DXの必要性理解 LV1", "毎年")
ELECTIVE = ("g-tools", "各種ツール研修", "", "", "全職員", "", "")


def table(path: Path, header: Sequence[str], *rows: Sequence[str]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def use_training(desk: Desk) -> None:
    with desk.store.write() as uow:
        uow.settings.set(f"{setting_names.USES}{TRAINING}", ON)
        uow.commit()


def begun(desk: Desk) -> Desk:
    use_training(desk)
    with desk.store.write() as uow:
        person = uow.people.employee(w.PROMOTER)
        assert person is not None
        uow.people.save_employees([replace(person, personas=("DX推進員",))])
        uow.commit()
    cycle.open_cycle(desk, cycle.OpenCycle(w.YEAR, "govtech-tokyo", w.BASE, "2026-02-13"))
    return desk


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A year on the GovTech preset in an office that uses the training ledger."""
    with w.municipality(tmp_path_factory.mktemp("hr")) as (made, _):
        yield begun(made)


@pytest.fixture
def desk(office: Desk) -> Desk:
    return forgetful(office)


class Lists:
    """Takes lists in and back, each a file of its own."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self._desk, self._folder, self._count = desk, folder, 0

    def _file(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
        self._count += 1
        named = [(*row, str(self._count)) for row in rows]
        return table(self._folder / f"表{self._count}.csv", (*header, "欄"), *named)

    def courses(self, *rows: Sequence[str], header: Sequence[str] = COURSES) -> int:
        path = self._file(header, rows)
        done = training_tables.apply_training(self._desk, path, "catalogue")
        assert not done.errors, done.errors
        return done.receipt

    def sessions(self, *rows: Sequence[str]) -> int:
        done = training_tables.apply_training(self._desk, self._file(SESSIONS, rows), "sessions")
        assert not done.errors, done.errors
        return done.receipt

    def attendance(self, *rows: Sequence[str]) -> int:
        path = self._file(ATTENDANCE, rows)
        done = evidence.apply_evidence(self._desk, path, "attendance", accept=("course-unknown",))
        assert not done.errors, done.errors
        return done.receipt

    def undo(self, receipt: int) -> None:
        undo_receipt(self._desk, receipt)


@pytest.fixture
def lists(desk: Desk, tmp_path: Path) -> Lists:
    return Lists(desk, tmp_path)


def told(found: TrainingYear) -> object:
    """Return all that a year says but for ids."""
    return (
        [(one.course, one.state, one.times, one.asked, one.required, one.attended, one.completed, one.held)
         for one in found.courses],
        found.skills,
        found.clashes,
    )  # fmt: skip


def of(desk: Desk, code: str, fiscal_year: int = w.YEAR) -> figures.CourseYear:
    return next(one for one in figures.training_year(desk, fiscal_year).courses if one.course.code == code)


def test_nothing_is_there_until_it_is_switched_on(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        acts: list[Callable[[], object]] = [
            lambda: figures.training_year(desk),
            lambda: figures.missing(desk),
            lambda: keeping.take_preset(desk, "govtech-tokyo"),
            lambda: keeping.change_course(desk, "a", "研修"),
            lambda: training_tables.apply_training(
                desk, table(tmp_path / "研修.csv", COURSES, MINDSET), "catalogue"
            ),
        ]
        for act in acts:
            with pytest.raises(KnownError) as caught:
                act()
            assert caught.value.code == "training-off"
            assert "使う機能" in caught.value.problem.fix
        with desk.store.read() as uow:
            assert not uow.exchange.part(0, Part.OWNED)


def test_the_policys_list_is_a_beginning_that_the_office_changes(desk: Desk) -> None:
    first = keeping.take_preset(desk, "govtech-tokyo")
    assert (first.added, first.unchanged) == (len(keeping.preset_courses("govtech-tokyo")), 0)
    keeping.change_course(desk, "g-basics", "デジタル基礎", ["基礎"])
    again = keeping.take_preset(desk, "govtech-tokyo")
    assert (again.added, again.unchanged) == (0, first.added)
    found = of(desk, "g-basics")
    assert (found.course.name, found.course.aliases) == ("デジタル基礎", ("基礎",))
    assert (found.state, found.attending) == (State.NOT_OFFERED, None), "nothing was held yet"
    with desk.store.read() as uow:
        said = uow.exchange.part(0, Part.OWNED)
    assert len(said) == first.added + 1
    assert {(one.revision.key_id, one.revision.trust) for one in said} == {(desk.key_id, Trust.HR)}
    assert all(one.revision.seal is not None for one in said)


def test_only_what_the_policy_calls_required_is_required(desk: Desk) -> None:
    keeping.take_preset(desk, "govtech-tokyo")
    required = {
        one.course.code for one in figures.training_year(desk).courses
        if any(to.need == "required" for to in one.course.audience)
    }  # fmt: skip
    shipped = {one.code for one in keeping.preset_courses("govtech-tokyo")}
    assert required <= shipped
    assert "p-service" in shipped - required, "選択 in the policy's table"
    assert "g-basics" in required


def test_a_year_is_counted_over_who_is_asked_in_it(desk: Desk, lists: Lists) -> None:
    lists.courses(MINDSET, BASICS, ELECTIVE)
    lists.sessions(("デジタル基礎研修", "第1回", "2025-06-01", "第一会議室", "30"))
    lists.attendance(
        (w.TAX_A, "デジタル基礎研修", "2025-06-01", "修了"),
        (w.TAX_B, "基礎研修", "2025-06-01", "出席"),
        (w.TAX_C, "デジタル基礎研修", "2025-06-01", "欠席"),
        (w.CHILD_A, "デジタル基礎研修", "2012-06-01", "修了"),
        (w.ON_LEAVE, "デジタル基礎研修", "2025-06-01", "修了"),
        (w.TAX_A, "各種ツール研修", "2025-07-01", "修了"),
    )
    basics = of(desk, "g-basic")
    assert (basics.attending, basics.completing) == (Participation(10, 2), Participation(10, 1))
    assert basics.beside == {w.ON_LEAVE, w.LENT, w.PART_TIME}
    assert basics.others == {w.ON_LEAVE}
    assert basics.missing == basics.asked - {w.TAX_A}
    assert w.CHILD_A in basics.missing, "2012 is not this year"
    assert of(desk, "g-mind").state is State.NOT_OFFERED
    late = figures.missing(desk)
    assert {(one.code, one.person.number, one.attended) for one in late} == {
        ("g-basic", number, number == w.TAX_B) for number in basics.missing
    }, "nobody is reminded of what is not required, or not held"
    tax = figures.missing(desk, section="1020", course="g-basic")
    assert {one.person.number for one in tax} == {w.CHIEF_TAX, w.LEADER_TAX, w.TAX_B, w.TAX_C}
    skill = figures.training_year(desk).skills
    assert [(name, level, one.times, one.participation) for one, name, level in skill] == [
        ("DXの必要性理解", "LV1", 1, Participation(10, 2))
    ]
    with pytest.raises(KnownError) as caught:
        figures.missing(desk, course="ない")
    assert caught.value.code == "course-code-unknown"


def test_attendance_after_the_result_was_finalised_counts_in_its_year(desk: Desk, lists: Lists) -> None:
    from dxdesk.usecases.year import finalise

    lists.courses(BASICS)
    lists.attendance((w.TAX_A, "デジタル基礎研修", "2025-06-01", "修了"))
    w.answered(desk, w.TAX_A)
    w.confirmed(desk, w.TAX_A, w.LEADER_TAX, w.CHIEF_TAX)
    assert finalise.finalise(desk).people == 1
    lists.attendance((w.TAX_B, "デジタル基礎研修", "2026-02-03", "修了"))
    assert of(desk, "g-basic").completed == {w.TAX_A, w.TAX_B}


def test_a_course_that_is_renamed_or_merged_keeps_its_attendance(desk: Desk, lists: Lists) -> None:
    lists.courses(BASICS, ELECTIVE)
    lists.attendance(
        (w.TAX_A, "デジタル基礎研修", "2025-06-01", "修了"), (w.TAX_B, "各種ツール研修", "2025-07-01", "修了")
    )
    keeping.change_course(desk, "g-basic", "デジタル入門")
    assert of(desk, "g-basic").completed == {w.TAX_A}
    lists.courses(("g-basic", "はじめてのデジタル", "", "全職員", "", "", ""))
    assert of(desk, "g-basic").completed == {w.TAX_A}
    keeping.end_course(desk, "g-tools", "g-basic")
    assert of(desk, "g-basic").completed == {w.TAX_A, w.TAX_B}
    assert "g-tools" not in {one.course.code for one in figures.training_year(desk).courses}
    for code, into in (("g-basic", "g-basic"), ("g-basic", "ない"), ("ない", "")):
        with pytest.raises(KnownError) as caught:
            keeping.end_course(desk, code, into)
        assert caught.value.code == "course-code-unknown"


def test_a_list_of_attendance_knows_the_courses_of_the_ledger_by_any_name(
    desk: Desk, lists: Lists, tmp_path: Path
) -> None:
    path = table(tmp_path / "受講.csv", ATTENDANCE, (w.TAX_A, "いろは研修", "2025-06-01", "修了"))
    before = evidence.preview_evidence(desk, path, "attendance")
    assert [one.code for one in before.errors] == ["course-unknown"]
    lists.courses(("i", "以呂波研修", "いろは研修", "", "", "", ""))
    assert evidence.apply_evidence(desk, path, "attendance").added == 1
    assert of(desk, "i").completed == {w.TAX_A}
    keeping.change_course(desk, "i", "イロハ研修")
    assert of(desk, "i").completed == {w.TAX_A}, "kept under the name of that day"


def test_a_list_read_twice_is_kept_once_and_stands_while_one_of_both_does(desk: Desk, lists: Lists) -> None:
    first, again = lists.courses(BASICS), lists.courses(BASICS)
    assert first != again
    with desk.store.read() as uow:
        assert [one.receipts for one in uow.exchange.part(0, Part.OWNED)] == [(first, again)]
    lists.undo(first)
    assert of(desk, "g-basic").course.name == "デジタル基礎研修"
    lists.undo(again)
    assert figures.training_year(desk).courses == ()
    with pytest.raises(KnownError) as caught:
        lists.undo(again)
    assert caught.value.code == "receipt-undone"


def test_taking_a_list_back_leaves_what_another_says_and_nothing_of_its_own(desk: Desk, lists: Lists) -> None:
    wide = lists.courses(("a", "研修A", "6時間"), header=("研修コード", "研修名", "時間数"))
    lists.courses(("a", "研修B", "全職員"), header=("研修コード", "研修名", "必須の対象"))
    assert (of(desk, "a").course.name, of(desk, "a").course.hours) == ("研修B", 6)
    lists.undo(wide)
    found = of(desk, "a").course
    assert (found.name, found.hours, len(found.audience)) == ("研修B", 0, 1)
    lists.courses(("a", "研修A", ""), header=("研修コード", "研修名", "時間数"))
    assert of(desk, "a").course.name == "研修A", "what was said before can be said again"


def test_a_course_takes_half_an_hour_or_some_minutes(desk: Desk, lists: Lists, tmp_path: Path) -> None:
    header = ("研修コード", "研修名", "時間数")
    said = {
        "a": "1.5",
        "b": "1時間半",
        "c": "90分",
        "d": "1時間20分",
        "e": "6",
        "f": "0.75時間",
        "g": "1,234",
    }
    lists.courses(*((code, f"研修{code}", text) for code, text in said.items()), header=header)
    kept = {code: of(desk, code).course for code in said}
    assert [(one.hours, one.minutes) for one in kept.values()] == [
        *((1, 30), (1, 30), (1, 30), (1, 20), (6, 0), (0, 45), (1234, 0))
    ]
    assert [length_word(one) for one in kept.values()] == [
        *("1.5時間", "1.5時間", "1.5時間", "1時間20分", "6時間", "45分", "1,234時間")
    ]
    for one in kept.values():
        assert training_cells.length(length_word(one)) == (one.hours, one.minutes)
    with desk.store.read() as uow:
        stored = [one.revision.content["fields"] for one in uow.exchange.part(0, Part.OWNED)]
    assert {one["code"]: one.get("minutes") for one in stored}["e"] is None, "whole hours lie as they did"
    lists.courses(("a", "研修a", "2"), header=header)
    assert (of(desk, "a").course.hours, of(desk, "a").course.minutes) == (2, 0)
    for odd in ("1.33", "半日", "1.5.2"):
        path = table(tmp_path / f"{odd}.csv", header, ("a", "研修a", odd))
        (problem,) = training_tables.apply_training(desk, path, "catalogue").errors
        assert problem.code == "training-word"
        assert problem.fix == "「6」「1.5」「1時間30分」のように書いてください。"


PLAYS = {
    "catalogue": lambda lists: lists.courses(BASICS, ELECTIVE),
    "sessions": lambda lists: lists.sessions(("基礎研修", "第1回", "2025-06-01", "", "")),
    "attendance": lambda lists: lists.attendance(
        (w.TAX_A, "デジタル基礎研修", "2025-06-01", "修了"), (w.TAX_B, "各種ツール研修", "2025-07-01", "出席")
    ),
    "more": lambda lists: lists.courses(
        ("g-basic", "デジタル基礎研修", "4"), header=("研修コード", "研修名", "時間数")
    ),
    "undone": lambda lists: lists.undo(lists.courses(("g-basic", "消す研修", "x", "", "全職員", "", "1回"))),
    "taken back": lambda lists: lists.undo(lists.attendance((w.TAX_C, "基礎研修", "2025-06-01", "修了"))),
}


def played(office: Desk, folder: Path, order: Sequence[str]) -> object:
    desk = forgetful(office)
    lists = Lists(desk, folder)
    for name in order:
        PLAYS[name](lists)
    return told(figures.training_year(desk))


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(order=st.permutations([*PLAYS, "more", "catalogue"]))
def test_any_order_of_lists_and_undoing_gives_the_same_figures(
    office: Desk, tmp_path_factory: pytest.TempPathFactory, order: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("order")
    assert played(office, folder, order) == played(
        office, folder, ["catalogue", "sessions", "attendance", "more"]
    )


def test_who_is_new_this_year_is_known_from_the_year_before(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        begun(desk)
        lists = Lists(desk, tmp_path)
        header = ("研修コード", "研修名", "必須の対象", "受講の条件")
        lists.courses(("n", "新規採用職員研修", "全職員", "新規採用"), header=header)
        lists.sessions(("n", "第1回", "2025-04-10", "", ""), ("n", "第1回", "2026-04-10", "", ""))
        assert of(desk, "n").state is State.NEW_UNKNOWN
        with desk.store.write() as uow:
            uow.people.save_employees([w._person("000099", "新 人", "シン ジン", "1020", "一般職", "主事")])
            uow.commit()
        cycle.open_cycle(desk, cycle.OpenCycle(w.YEAR + 1, "govtech-tokyo", "2026-04-01"))
        found = of(desk, "n", w.YEAR + 1)
        assert (found.asked, found.missing) == ({"000099"}, {"000099"})


def test_a_number_that_changed_hands_or_person_is_counted_as_its_holders(desk: Desk, lists: Lists) -> None:
    from dxdesk.usecases.person_year import holders

    lists.courses(BASICS)
    lists.attendance(
        (w.TAX_A, "デジタル基礎研修", "2025-05-01", "修了"),
        (w.TAX_B, "デジタル基礎研修", "2025-05-01", "修了"),
    )
    with desk.store.write() as uow:
        holders.hand_over(uow, w.TAX_A, holders.Holder("2025-07-01", w.YEAR, "前 人"))
        uow.commit()
    assert of(desk, "g-basic").completed == {w.TAX_B}, "that was the former holder"


def test_an_earlier_completion_holds_as_long_as_the_course_says(desk: Desk, lists: Lists) -> None:
    header = ("研修コード", "研修名", "必須の対象", "受講の頻度", "先に受ける研修")
    lists.courses(
        ("n", "更新研修", "全職員", "3年ごと", ""), ("o", "一度の研修", "全職員", "1回", ""),
        ("p", "続きの研修", "全職員", "", "o"), header=header,
    )  # fmt: skip
    lists.sessions(*((code, "第1回", "2025-06-01", "", "") for code in "nop"))
    days = {w.TAX_A: "2023-06-01", w.TAX_B: "2022-06-01", w.TAX_C: "2012-06-01"}
    lists.attendance(*((number, "更新研修", day, "修了") for number, day in days.items()))
    lists.attendance(
        (w.TAX_B, "一度の研修", "2012-06-01", "修了"), (w.TAX_C, "一度の研修", "2012-06-01", "出席")
    )
    assert of(desk, "n").held == {w.TAX_A}
    assert of(desk, "o").held == {w.TAX_B}, "who only attended has not done it"
    assert of(desk, "p").asked == {w.TAX_B, w.TAX_C}, "who attended what comes first"


def test_rates_are_told_apart_by_section_grade_and_persona(desk: Desk, lists: Lists) -> None:
    lists.courses(BASICS, MINDSET)
    lists.attendance(
        (w.TAX_A, "デジタル基礎研修", "2025-06-01", "修了"), (w.CHIEF_TAX, "基礎研修", "2025-06-01", "出席")
    )
    whole = of(desk, "g-basic")
    for by in ("section", "grade"):
        found = figures.rates_by(desk, "g-basic", by)
        assert sum(one.attending.asked for one in found) == len(whole.asked), by
        assert sum(one.completing.done for one in found) == 1, by
    grades = {one.name: (one.attending, one.completing) for one in figures.rates_by(desk, "g-basic", "grade")}
    assert grades["管理職"] == (Participation(4, 1), Participation(4, 0))
    sections = {one.code: one.completing for one in figures.rates_by(desk, "g-basic", "section")}
    assert sections["102001"] == Participation(4, 1)
    personas = {one.name: one.attending for one in figures.rates_by(desk, "g-basic", "persona")}
    assert personas["DX推進員"] == Participation(1, 0)
    assert figures.rates_by(desk, "g-mind", "grade") == (), "it was not held"


def test_two_numbers_of_one_person_are_one_of_those_asked(desk: Desk, lists: Lists) -> None:
    lists.courses(BASICS)
    with desk.store.write() as uow:
        uow.people.save_employees([w._person("000100", "𠮷田 翔太", "ヨシダ ショウタ", "1020", "一般職", "")])
        uow.people.add_evidence(
            [EvidenceRecord("000100", "course", "デジタル基礎研修", "2025-05-01", "修了", True)]
        )
        linked.keep(uow, Link(Held("000100"), Held(w.TAX_A)))
        uow.commit()
    found = of(desk, "g-basic")
    assert (found.completed, found.completing) == ({w.TAX_A}, Participation(10, 1))


def test_attendance_that_does_not_fit_the_sessions_is_told_and_counted(desk: Desk, lists: Lists) -> None:
    lists.courses(BASICS)
    lists.sessions(("g-basic", "第1回", "2025-06-01", "", "1"), ("g-basic", "第2回", "2025-07-01", "", "1"))
    rows = [(number, "デジタル基礎研修", "2025-06-01", "修了") for number in (w.TAX_A, w.TAX_B)]
    lists.attendance(*rows)
    assert figures.training_year(desk).notices == ()
    lists.attendance((w.TAX_C, "デジタル基礎研修", "2025-05-31", "出席"))
    found = figures.training_year(desk)
    assert [(one.code, one.found) for one in found.notices] == [
        ("attendance-before-session", "R7.5.31"),
        ("session-overfull", "3人"),
    ]
    assert found.courses[0].attended == {w.TAX_A, w.TAX_B, w.TAX_C}


def test_only_what_the_owners_key_says_counts(desk: Desk, lists: Lists) -> None:
    lists.courses(BASICS)
    with desk.store.write() as uow:
        (one,) = (stored.revision for stored in uow.exchange.part(0, Part.OWNED))
        forged = replace(one, covers=frozenset({one.id}), value=one.value.replace("デジタル基礎", "にせの"))
        others = replace(forged, value=forged.value.replace('"owner":"hr"', '"owner":"dx"'))
        unknown = replace(forged, key_id="ab" * 16)
        uow.exchange.add_revisions([unknown, others])
        uow.commit()
    assert unknown.course.name == others.course.name == "にせの研修"
    assert of(desk, "g-basic").course.name == "デジタル基礎研修"


def test_a_year_without_a_cycle_asks_who_is_on_the_roster(desk: Desk, lists: Lists) -> None:
    lists.courses(BASICS)
    lists.attendance((w.TAX_A, "デジタル基礎研修", "2023-06-01", "修了"))
    found = figures.training_year(desk, 2023)
    assert not found.planned
    assert found.courses[0].completing == Participation(10, 1)


BAD_COURSES = [
    (("", "", "", "", "", "", ""), "course-nameless", "2行B列"),
    (("a", "研修", "", "知らない人", "", "", ""), "course-audience", "2行D列"),
    (("a", "研修", "", "", "全職員、DX推進員×知らない職層", "", ""), "course-audience", "2行E列"),
    (("a", "研修", "", "", "", "知らないスキル LV1", ""), "course-skill", "2行F列"),
    (("a", "研修", "", "", "", "", "ときどき"), "training-word", "2行G列"),
]


@pytest.mark.parametrize(("row", "code", "cell"), BAD_COURSES)
def test_what_cannot_be_read_of_a_course_is_told_with_its_cell(
    desk: Desk, tmp_path: Path, row: Sequence[str], code: str, cell: str
) -> None:
    path = table(tmp_path / "研修.csv", (*COURSES, "欄"), (*row, "1"), (*ELECTIVE, "1"))
    done = receive_batch(desk, Batch((path,), "catalogue")).files[0]
    assert done.outcome == "refused"
    assert [(one.code, one.place.cell) for one in done.errors] == [(code, cell)]
    assert figures.training_year(desk).courses == (), "whole or not at all"


def test_two_of_one_code_or_name_are_told(desk: Desk, tmp_path: Path) -> None:
    blank = [""] * 5
    rows = (BASICS, ("g-basic", "べつの研修", *blank), ("x", "デジタル基礎研修", *blank))
    done = training_tables.preview_training(desk, table(tmp_path / "研修.csv", COURSES, *rows), "catalogue")
    assert [(one.code, one.place.cell) for one in done.result.errors] == [
        ("course-twice", "3行B列"),
        ("course-name-taken", "4行B列"),
    ]
    keeping.change_course(desk, "g-basic", "デジタル基礎研修")
    with pytest.raises(KnownError) as caught:
        keeping.change_course(desk, "y", "デジタル 基礎研修")
    assert caught.value.code == "course-name-taken"


BAD_SESSIONS = [
    (("", "第1回", "2025-06-01", "", ""), "course-nameless", "2行A列"),
    (("研修", "第1回", "6月ごろ", "", ""), "date-unreadable", "2行C列"),
    (("研修", "第1回", "", "", ""), "session-undated", "2行A列"),
    (("研修", "第1回", "2025-06-01", "", "たくさん"), "training-word", "2行E列"),
]


@pytest.mark.parametrize(("row", "code", "cell"), BAD_SESSIONS)
def test_what_cannot_be_read_of_a_session_is_told_with_its_cell(
    desk: Desk, tmp_path: Path, row: Sequence[str], code: str, cell: str
) -> None:
    path = table(tmp_path / "回.csv", (*SESSIONS, "欄"), (*row, "1"))
    done = training_tables.preview_training(desk, path, "sessions").result
    assert [(one.code, one.place.cell) for one in done.errors] == [(code, cell)]


def test_the_days_of_a_session_fit_each_other(desk: Desk, tmp_path: Path) -> None:
    header = ("研修名", "年度", "開催日", "終了日", "回")
    rows = (
        ("研修", "令和8年度", "2025-06-01", "", "第1回"),
        ("研修", "", "2025-06-02", "2025-06-01", "第2回"),
        ("研修", "R7", "", "", "第3回"),
        ("研修", "2025", "", "", "第３回"),
    )
    done = training_tables.preview_training(
        desk, table(tmp_path / "回.csv", header, *rows), "sessions"
    ).result
    assert [(one.code, one.place.cell) for one in done.errors] == [
        ("session-year", "2行C列"), ("session-days", "3行D列"), ("session-twice", "5行A列")
    ]  # fmt: skip
    assert [one.code for one in done.notices] == ["session-course-unknown"] * 1


def test_the_list_goes_out_as_a_workbook_and_comes_back_the_same(desk: Desk, tmp_path: Path) -> None:
    keeping.take_preset(desk, "govtech-tokyo")
    lists = Lists(desk, tmp_path)
    header = (
        "研修コード",
        "研修名",
        "必須の対象",
        "受講の条件",
        "受講の頻度",
        "先に受ける研修",
        "費用",
        "修了の扱い",
    )
    lists.courses(
        (
            "x",
            "応用研修",
            "DX推進員×一般職、係長級",
            "希望者",
            "3年ごと",
            "g-basics",
            "1,000円",
            "出席で修了",
        ),
        header=header,
    )
    lists.sessions(
        ("応用研修", "第1回", "2025-06-01", "第一会議室", "30"), ("g-basics", "", "2025-07-01", "", "")
    )
    (path,) = dispatch.export(desk, dispatch.Export("catalogue", tmp_path / "出力")).files
    with desk.store.read() as uow:
        known = ledger(uow)
    for kind, count in (("catalogue", len(known.courses)), ("sessions", 2)):
        found = training_tables.preview_training(desk, path, kind).result
        assert (found.outcome, found.errors, found.unchanged) == ("unchanged", (), count), kind
    other = forgetful(desk)
    for course in known.courses:
        keeping.change_course(other, course.code, f"{course.name}改")
    assert training_tables.apply_training(other, path, "catalogue").updated == len(known.courses)
    with other.store.read() as uow:
        assert [one._replace(aliases=()) for one in ledger(uow).courses] == [
            one._replace(aliases=()) for one in known.courses
        ]


def test_a_real_store_says_the_same_and_stands_the_check(office: Desk, tmp_path: Path) -> None:
    orders = [["catalogue", "sessions", "attendance", "undone"]]
    orders.append(orders[0][::-1])
    found = []
    for number, order in enumerate(orders):
        folder = tmp_path / str(number)
        folder.mkdir()
        with w.municipality(folder, on_file=True) as (desk, _):
            begun(desk)
            lists = Lists(desk, folder)
            for name in order:
                PLAYS[name](lists)
            found.append(told(figures.training_year(desk)))
            assert len(figures.missing(desk)) == 9
            assert check(desk, Check()).findings == ()
            things = [one.items for one in dump(desk).records if one.record.part is Part.OWNED]
            names = {items["name"] for items in things if "name" in items}
            assert names == {"デジタル基礎研修", "各種ツール研修"}
    assert found[0] == found[1] == played(office, tmp_path, orders[0])
