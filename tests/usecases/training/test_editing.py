"""Courses and sessions by hand: what is said, what is refused, and that lists keep saying the rest."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain.capabilities import ON, TRAINING
from dxdesk.domain.contents import Audience, CourseSaid, Served, SessionSaid
from dxdesk.domain.enrolments import GRANTED
from dxdesk.domain.errors import KnownError
from dxdesk.ports import setting_names
from dxdesk.usecases.imports import training_tables
from dxdesk.usecases.inbox.batches import undo_receipt
from dxdesk.usecases.person_year.owned_things import Kept
from dxdesk.usecases.sealing.workbook_kinds import CATALOGUE
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.training import figures, keeping
from dxdesk.usecases.training.deciding import decide
from dxdesk.usecases.training.editing import call_off, resume_course, save_course, save_session
from dxdesk.usecases.training.enrolment import sessions_named, title_of
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.training.wording import turn_word
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers import world as w
from tests.helpers.memory import forgetful
from tests.helpers.training import table

BASICS = CourseSaid(
    "basics",
    "デジタル基礎研修",
    ("基礎研修",),
    "DX推進課",
    "庁内",
    ("集合", "演習"),
    hours=6,
    serves=(Served("govtech.general.basics", 1),),
    audience=(Audience("", "", "required"), Audience("promoter", "係長級", "elective")),
    recurrence="every-n",
    every_years=3,
    cost=12_000,
    note="動画もあります",
)
JUNE = SessionSaid("basics", "第1回", "2026-06-10", place="大会議室", seats=40, deadline="2026-05-29")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with w.municipality(tmp_path_factory.mktemp("hr")) as (made, _):
        with made.store.write() as uow:
            uow.settings.set(f"{setting_names.USES}{TRAINING}", ON)
            uow.commit()
        cycle.open_cycle(made, cycle.OpenCycle(w.YEAR, "govtech-tokyo", w.BASE, "2026-02-13"))
        yield made


@pytest.fixture
def desk(office: Desk) -> Desk:
    return forgetful(office)


def course(desk: Desk, code: str) -> CourseSaid:
    with desk.store.read() as uow:
        found = ledger(uow).course(code)
    assert found is not None
    return found


def sessions(desk: Desk) -> list[SessionSaid]:
    with desk.store.read() as uow:
        return list(ledger(uow).sessions)


def done(desk: Desk) -> list[tuple[str, str]]:
    with desk.store.read() as uow:
        return [(entry.action, entry.subject) for entry in uow.audit.entries()]


def taken(desk: Desk, path: Path, header: Sequence[str], *rows: Sequence[str]) -> int:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    result = training_tables.apply_training(desk, path, "catalogue")
    assert not result.errors, result.errors
    return result.receipt


def refused(work: object) -> str:
    assert callable(work)
    with pytest.raises(KnownError) as error:
        work()
    return error.value.code


def test_a_course_is_kept_as_it_was_written_and_saying_it_again_says_nothing(desk: Desk) -> None:
    assert save_course(desk, BASICS).added == 1
    assert course(desk, "basics") == BASICS
    assert save_course(desk, BASICS, BASICS) == Kept()
    assert [entry for entry in done(desk) if entry[1] == "basics"] == [("course-save", "basics")]


def test_blanks_and_what_is_written_twice_are_left_out_and_a_name_stands_for_a_code(desk: Desk) -> None:
    save_course(desk, CourseSaid(name=" 体験会 ", aliases=("お試し", "", "お試し ")))
    assert course(desk, "体験会") == CourseSaid("体験会", "体験会", ("お試し",))


def test_only_what_was_changed_is_said_so_that_a_list_keeps_saying_the_rest(
    desk: Desk, tmp_path: Path
) -> None:
    header = ("研修コード", "研修名", "担当", "時間数")
    receipt = taken(desk, tmp_path / "表.csv", header, ("basics", "デジタル基礎研修", "人事課", "6"))
    shown = course(desk, "basics")
    save_course(desk, shown._replace(cost=5_000, hours=0), shown)
    now = course(desk, "basics")
    assert (now.held_by, now.hours, now.cost) == ("人事課", 0, 5_000)
    taken(desk, tmp_path / "次の表.csv", header, ("basics", "デジタル基礎研修", "DX推進課", ""))
    assert (course(desk, "basics").held_by, course(desk, "basics").cost) == ("DX推進課", 5_000)
    undo_receipt(desk, receipt)
    assert course(desk, "basics").cost == 5_000, "what was said by hand is owed to no list"


def test_what_somebody_else_changed_meanwhile_stays(desk: Desk) -> None:
    save_course(desk, BASICS)
    save_course(desk, BASICS._replace(held_by="人事課"), BASICS)
    save_course(desk, BASICS._replace(cost=1), BASICS)
    assert (course(desk, "basics").held_by, course(desk, "basics").cost) == ("人事課", 1)


def test_what_cannot_be_kept_is_refused_with_a_code_of_its_own(desk: Desk) -> None:
    save_course(desk, BASICS)
    save_course(desk, CourseSaid("next", "次の研修", after="basics"))
    other = CourseSaid("other", "別の研修")
    assert refused(lambda: save_course(desk, other._replace(name=" "))) == "course-nameless"
    assert refused(lambda: save_course(desk, BASICS._replace(name="新しい名前"))) == "course-code-taken"
    assert refused(lambda: save_course(desk, other._replace(name="デジタル基礎研修"))) == "course-name-taken"
    assert refused(lambda: save_course(desk, other, other)) == "course-code-unknown"
    assert refused(lambda: save_course(desk, other._replace(after="nowhere"))) == "course-after-unknown"
    assert refused(lambda: save_course(desk, other._replace(after="other"))) == "course-after-circle"
    circle = BASICS._replace(after="next")
    assert refused(lambda: save_course(desk, circle, BASICS)) == "course-after-circle"
    assert refused(lambda: save_course(desk, other._replace(note="あ" * 40_000))) == "text-too-long"
    with desk.store.read() as uow:
        assert [one.code for one in ledger(uow).courses] == ["basics", "next"], "nothing was kept"


def test_a_course_that_ended_can_be_held_again_and_one_that_was_merged_stands_on_its_own(desk: Desk) -> None:
    save_course(desk, BASICS)
    save_course(desk, CourseSaid("old", "旧研修"))
    keeping.end_course(desk, "old", "basics")
    assert course(desk, "old").into == "basics"
    resume_course(desk, "old")
    assert course(desk, "old") == CourseSaid("old", "旧研修")
    keeping.end_course(desk, "old")
    save_course(desk, CourseSaid("new", "旧研修"))
    assert refused(lambda: resume_course(desk, "old")) == "course-name-taken"
    assert course(desk, "old").ended
    assert refused(lambda: resume_course(desk, "nowhere")) == "course-code-unknown"


def test_a_session_has_the_year_of_its_day_and_counts(desk: Desk) -> None:
    save_course(desk, BASICS)
    assert save_session(desk, JUNE).added == 1
    assert sessions(desk) == [JUNE._replace(fiscal_year=2026)]
    save_session(desk, SessionSaid("basics", "通年", fiscal_year=2026))
    (year,) = (one for one in figures.training_year(desk, 2026).courses if one.course.code == "basics")
    assert year.times == 2
    assert ("session-save", "basics") in done(desk)


def test_a_session_of_a_march_is_of_the_year_before(desk: Desk) -> None:
    save_course(desk, BASICS)
    save_session(desk, JUNE._replace(first_day="2027-03-31", deadline=""))
    assert sessions(desk)[0].fiscal_year == 2026


def test_a_session_that_is_moved_stays_one_and_one_of_another_turn_is_another(desk: Desk) -> None:
    save_course(desk, BASICS)
    save_session(desk, JUNE)
    (first,) = sessions(desk)
    save_session(desk, first._replace(first_day="2026-07-01", deadline="", place="第二会議室"), first)
    (moved,) = sessions(desk)
    assert (moved.first_day, moved.deadline, moved.place, moved.seats) == ("2026-07-01", "", "第二会議室", 40)
    save_session(desk, moved._replace(turn="前期"), moved)
    live = [one for one in sessions(desk) if not one.ended]
    assert [(one.turn, one.place) for one in live] == [("前期", "第二会議室")]
    assert [one.turn for one in sessions(desk) if one.ended] == [], "it was not called off"
    (now,) = live
    save_session(desk, now._replace(turn="第1回"), now)
    assert [(one.turn, one.ended, one.moved) for one in sessions(desk)] == [("第1回", False, False)]
    call_off(desk, sessions(desk)[0])
    assert [one.turn for one in sessions(desk) if one.ended] == ["第1回"], "this one was"


def test_nothing_of_a_session_is_no_session(desk: Desk) -> None:
    save_course(desk, BASICS)
    nothing = SessionSaid("basics", fiscal_year=2026, place="大会議室", seats=20)
    assert refused(lambda: save_session(desk, nothing)) == "session-untold"
    for one in ({"turn": "通年"}, {"first_day": "2026-06-10"}, {"period": "第1四半期"}):
        save_session(desk, nothing._replace(**one))  # type: ignore[arg-type]
    told = sessions(desk)[0]
    assert refused(lambda: save_session(desk, nothing, told)) == "session-untold"


def test_what_a_list_said_so_does_not_stand_in_the_way_of_the_rest(desk: Desk, tmp_path: Path) -> None:
    save_course(desk, BASICS)
    rows = (
        ("研修名", "年度", "開始日", "申込締切"),
        *(("basics", "令和8年度", "", ""), ("basics", "", "R8.6.10", "R8.6.20")),
    )
    found = training_tables.apply_training(desk, table(tmp_path / "回.csv", *rows), "sessions")
    assert [(one.code, one.place.cell) for one in found.notices] == [("session-deadline", "3行D列")]
    for one in sessions(desk):
        save_session(desk, one._replace(place="大会議室"), one)
    assert [one.place for one in sessions(desk)] == ["大会議室"] * 2


def test_nobody_can_apply_after_all_is_over(desk: Desk) -> None:
    save_course(desk, BASICS)
    late = SessionSaid("basics", "第1回", "2026-12-20", deadline="2026-12-25")
    assert refused(lambda: save_session(desk, late)) == "session-deadline"
    save_session(desk, late._replace(last_day="2026-12-31"))
    (kept,) = sessions(desk)
    assert (
        refused(lambda: save_session(desk, kept._replace(last_day="2026-12-24"), kept)) == "session-deadline"
    )


def test_no_other_session_takes_the_name_under_which_people_are_enrolled(desk: Desk) -> None:
    save_course(desk, BASICS)
    save_session(desk, JUNE)
    (kept,) = sessions(desk)
    with desk.store.read() as uow:
        (subject,) = ledger(uow).held
    decide(desk, subject, [w.TAX_A], GRANTED)
    save_session(desk, kept._replace(turn="前期"), kept)
    (now,) = sessions(desk)
    assert (now.turn, now.into) == ("前期", "")
    assert refused(lambda: save_session(desk, JUNE)) == "session-name-held", "they would come back to it"
    save_session(desk, now._replace(turn="第1回"), now)
    assert [one.turn for one in sessions(desk)] == ["第1回"], "written as it was, it is that session again"


def test_a_session_that_was_called_off_counts_no_more_and_comes_back(desk: Desk) -> None:
    save_course(desk, BASICS)
    save_session(desk, JUNE)
    (kept,) = sessions(desk)
    call_off(desk, kept)
    assert sessions(desk) == [kept._replace(ended=True)]
    assert ("session-end", "basics") in done(desk)
    (year,) = (one for one in figures.training_year(desk, 2026).courses if one.course.code == "basics")
    assert year.times == 0
    call_off(desk, sessions(desk)[0], off=False)
    assert sessions(desk) == [kept]


def test_a_turn_that_was_called_off_can_be_set_anew_with_nothing_of_the_old_one(desk: Desk) -> None:
    save_course(desk, BASICS)
    save_session(desk, JUNE)
    call_off(desk, sessions(desk)[0])
    anew = SessionSaid("basics", "第1回", "2026-09-01")
    save_session(desk, anew)
    assert sessions(desk) == [anew._replace(fiscal_year=2026)], "no place and no seats of the one called off"


def test_a_turn_cannot_come_back_while_the_same_one_is_held_under_another_name_of_the_course(
    desk: Desk,
) -> None:
    save_course(desk, BASICS)
    save_session(desk, JUNE)
    (kept,) = sessions(desk)
    call_off(desk, kept)
    save_session(desk, JUNE._replace(course="基礎研修"))
    assert refused(lambda: call_off(desk, kept._replace(ended=True), off=False)) == "session-twice"


def test_a_session_that_cannot_be_kept_is_refused(desk: Desk) -> None:
    save_course(desk, BASICS)
    save_session(desk, JUNE)
    autumn = SessionSaid("basics", "第2回", "2026-10-01")
    assert refused(lambda: save_session(desk, autumn._replace(course="nowhere"))) == "course-code-unknown"
    assert refused(lambda: save_session(desk, autumn._replace(first_day=""))) == "session-undated"
    assert refused(lambda: save_session(desk, autumn._replace(last_day="2026-09-30"))) == "session-days"
    assert refused(lambda: save_session(desk, autumn._replace(first_day="来月"))) == "date-unreadable"
    assert refused(lambda: save_session(desk, autumn._replace(turn="第1回"))) == "session-twice"
    assert (
        refused(lambda: save_session(desk, autumn._replace(turn="第1回", course="基礎研修")))
        == "session-twice"
    )
    assert len(sessions(desk)) == 1


def test_without_the_ledger_nothing_is_kept(office: Desk) -> None:
    desk = forgetful(office)
    with desk.store.write() as uow:
        uow.settings.set(f"{setting_names.USES}{TRAINING}", "")
        uow.commit()
    for act in (
        lambda: save_course(desk, BASICS),
        lambda: resume_course(desk, "basics"),
        lambda: save_session(desk, JUNE),
        lambda: call_off(desk, JUNE),
    ):
        assert refused(act) == "training-off"


def test_a_session_of_a_bare_number_is_called_like_the_others(desk: Desk) -> None:
    for turn, called in (
        ("1", "第1回"),
        ("\uff12", "第2回"),
        ("第3回", "第3回"),
        ("午後の部", "午後の部"),
        ("", ""),
    ):
        assert turn_word(turn) == called
    save_course(desk, BASICS)
    save_session(desk, SessionSaid(BASICS.code, "1", "2025-06-01"))
    with desk.store.read() as uow:
        known = ledger(uow)
    (held,) = (one for one in known.sessions if one.course == BASICS.code)
    assert title_of(known, held) == f"{BASICS.name} 第1回"
    assert sessions_named(known, BASICS.code, "第1回") == sessions_named(known, BASICS.code, "1") != []


def test_a_written_session_has_the_code_and_the_name_of_its_course(desk: Desk, tmp_path: Path) -> None:
    save_course(desk, BASICS)
    save_session(desk, SessionSaid(BASICS.code, "第1回", "2025-06-01"))
    (path,) = dispatch.export(desk, dispatch.Export(CATALOGUE.word, tmp_path)).files
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(path)["研修の回"].iter_rows()]
    (said,) = (row for row in rows if "第1回" in row)
    assert {BASICS.code, BASICS.name} <= set(said)
    assert training_tables.apply_training(desk, path, "sessions").outcome == "unchanged"
