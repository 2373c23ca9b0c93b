"""Each shipped policy's list of courses, taken by an office and played for a year."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.capabilities import ON, TRAINING
from dxdesk.domain.contents import SessionSaid
from dxdesk.domain.headcounts import Participation
from dxdesk.domain.training import NEW_STAFF, State
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Employee, EvidenceRecord
from dxdesk.usecases.training import figures, keeping
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers import world as w

POLICIES = ("shinagawa", "setagaya", "nakano", "kashiwa", "govtech-tokyo")
DAY = f"{w.YEAR}-06-01"


def begun(desk: Desk, policy: str, *staff: Employee) -> None:
    with desk.store.write() as uow:
        uow.settings.set(f"{setting_names.USES}{TRAINING}", ON)
        uow.people.save_employees(staff)
        uow.commit()
    cycle.open_cycle(desk, cycle.OpenCycle(w.YEAR, policy, w.BASE, "2026-02-13"))
    keeping.take_preset(desk, policy)


def hold_all(desk: Desk) -> None:
    """Hold every course of the ledger once in the year."""
    held = [
        SessionSaid(one.course.code, "第1回", DAY, fiscal_year=w.YEAR)
        for one in figures.training_year(desk).courses
    ]
    with desk.store.write() as uow:
        keeping.say(desk, uow, [keeping.whole(one) for one in held])
        uow.commit()


@pytest.mark.parametrize("policy", POLICIES)
def test_a_policys_courses_make_a_year_and_remind_only_of_what_it_requires(
    policy: str, tmp_path: Path
) -> None:
    with w.municipality(tmp_path) as (desk, _):
        begun(desk, policy)
        before = figures.training_year(desk)
        assert before.courses
        without_rate = {State.NOT_OFFERED, State.NO_ROSTER}
        held_by_old_lists = {one.course.code for one in before.courses if one.state not in without_rate}
        assert held_by_old_lists <= {"bpr", "dx-bpr", "p-bpr"}, "the office has a list of one course"
        hold_all(desk)
        found = figures.training_year(desk)
        by_state = {state: [one for one in found.courses if one.state is state] for state in State}
        for one in by_state[State.NOT_OFFERED]:
            assert one.course.reference not in (0, w.YEAR), "a record of another year is no plan of this one"
        for one in by_state[State.NEW_UNKNOWN]:
            assert one.course.rule == NEW_STAFF
        assert all(not one.course.roster for one in by_state[State.NO_ROSTER])
        required = {
            one.course.code for one in found.courses if "required" in {to.need for to in one.course.audience}
        }
        assert bool(required) == (policy == "govtech-tokyo"), "no other policy calls a course 必須"
        assert {one.code for one in figures.missing(desk)} <= required


def test_of_the_leaders_of_setagaya_twelve_have_not_completed_what_the_office_requires(
    tmp_path: Path,
) -> None:
    leaders = [
        replace(w._person(f"{number:06}", f"推進 {number}", "スイシン", "1020", "係長級", "主任"),
                personas=("DX推進リーダー",))
        for number in range(1000, 1150)
    ]  # fmt: skip
    with w.municipality(tmp_path) as (desk, _):
        begun(desk, "setagaya", *leaders)
        course = next(one.course for one in figures.training_year(desk).courses
                      if one.course.code == "leader-literacy")  # fmt: skip
        with desk.store.write() as uow:
            audience = [[to.persona, to.grade, "required"] for to in course.audience]
            keeping.say(desk, uow, [(course, {"audience": audience})])
            uow.people.add_evidence(
                EvidenceRecord(
                    one.number,
                    "course",
                    course.name,
                    DAY,
                    "修了" if position < 138 else "出席",
                    position < 138,
                )
                for position, one in enumerate(leaders[:144])
            )
            uow.commit()
        found = next(one for one in figures.training_year(desk).courses if one.course.code == course.code)
        assert (found.attending, found.completing) == (Participation(150, 144), Participation(150, 138))
        late = [one for one in figures.missing(desk) if one.code == course.code]
        assert [one.person.number for one in late] == [one.number for one in leaders[138:]]
        assert [one.attended for one in late] == [True] * 6 + [False] * 6
