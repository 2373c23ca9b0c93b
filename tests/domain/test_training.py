"""The rules of the training ledger, with the figures of the policies that ask for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.contents import Audience, CourseSaid, Served, SessionSaid
from dxdesk.domain.headcounts import Participation
from dxdesk.domain.training import (
    NEW_STAFF,
    Alike,
    CourseYear,
    Lacking,
    Need,
    Next,
    People,
    State,
    Taken,
    course_year,
    fiscal_year_of,
    names_of,
    need_of,
    next_courses,
    open_to,
    skill_years,
    times_of,
    valid_from,
)

YEAR = 2026
LEADER = Alike("係長級", "一般職", frozenset({"leader"}), new=False)
STAFF = Alike("一般職", "一般職", frozenset(), new=False)
NEW = Alike("一般職", "一般職", frozenset(), new=True)


def numbers(first: int, count: int) -> frozenset[str]:
    return frozenset(f"{number:06}" for number in range(first, first + count))


LEADERS, OTHERS, NEWCOMERS, AWAY = numbers(1, 150), numbers(1000, 200), numbers(2000, 20), numbers(3000, 7)
OFFICE = People({LEADER: LEADERS, STAFF: OTHERS, NEW: NEWCOMERS}, {LEADER: AWAY})


def course(code: str = "c", **said: object) -> CourseSaid:
    return CourseSaid(code=code, name=f"研修{code}")._replace(**said)


MUST = (Audience("leader", "", "required"),)


def of(said: CourseSaid, taken: Taken = Taken(), times: int = 1, **more: frozenset[str]) -> CourseYear:  # noqa: B008
    return course_year(said, YEAR, OFFICE, taken, times, **more)


def test_of_150_leaders_who_must_12_have_not_completed() -> None:
    done = numbers(1, 138)
    found = of(course(audience=MUST), Taken(done | numbers(139, 4) | numbers(1000, 3), done))
    assert found.completing == Participation(150, 138)
    assert found.attending == Participation(150, 142), "four came and did not complete"
    assert found.missing == numbers(139, 12)
    assert found.others == numbers(1000, 3), "who came without being asked is in no rate"
    assert (found.beside, found.state) == (AWAY, State.COUNTED)
    assert not found.missing & AWAY, "who is away is never missing"


def test_nobody_is_missing_who_need_not_come() -> None:
    for need in ("elective", "none"):
        found = of(course(audience=(Audience("leader", "", need),)))
        assert (found.asked, found.missing) == (LEADERS, frozenset())
    wish = of(course(audience=MUST, rule="wish"))
    assert wish.missing == frozenset(), "what people come to by wish is nobody's duty"
    assert of(course()).asked == LEADERS | OTHERS | NEWCOMERS
    assert of(course()).missing == frozenset()


def test_new_staff_are_in_the_denominator_of_their_course_and_of_no_other_one_for_named_people() -> None:
    rule = {"rule": "new-staff", "audience": (Audience("", "", "required"),)}
    found = of(course(**rule), Taken(numbers(2000, 15) | numbers(1000, 9), numbers(2000, 15)))
    assert found.completing == Participation(20, 15)
    assert found.missing == numbers(2015, 5)
    assert not of(course(audience=MUST)).asked & NEWCOMERS
    unknown = People({STAFF._replace(new=None): OTHERS})
    early = course_year(course(**rule), YEAR, unknown, Taken(), 1)
    assert (early.state, early.attending, early.missing) == (State.NEW_UNKNOWN, None, frozenset())


def test_a_course_that_is_not_held_has_no_rate_and_nobody_is_missing() -> None:
    found = of(course(audience=MUST), times=0)
    assert (found.state, found.attending, found.completing) == (State.NOT_OFFERED, None, None)
    assert found.missing == frozenset()
    assert of(course(audience=MUST), Taken(numbers(1, 1)), times=0).state is State.COUNTED
    assert of(course(audience=MUST, roster=False)).state is State.NO_ROSTER
    assert of(course(audience=MUST, reference=2024)).state is State.NOT_OFFERED, "a record of another year"
    assert of(course(audience=(Audience("nobody", "", "required"),))).state is State.NOBODY


def test_an_earlier_years_completion_holds_as_long_as_the_course_says() -> None:
    old = numbers(1, 50)
    yearly = of(course(audience=MUST), Taken())
    assert yearly.missing == LEADERS, "one of 2012 is not of this year"
    held = of(course(audience=MUST, recurrence="once"), Taken(held=old))
    assert (held.asked, held.held, held.missing) == (LEADERS - old, old, LEADERS - old)
    again = of(course(audience=MUST, recurrence="once"), Taken(old, old, held=old))
    assert again.asked == LEADERS, "who comes again all the same is counted"


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ({}, 2026),
        ({"recurrence": "yearly"}, 2026),
        ({"recurrence": "yearly", "valid_years": 3}, 2026),
        ({"recurrence": "regular"}, 2026),
        ({"recurrence": "once"}, 0),
        ({"recurrence": "once", "valid_years": 3}, 2024),
        ({"valid_years": 3}, 2024),
        ({"recurrence": "every-n", "every_years": 3}, 2024),
        ({"recurrence": "every-n"}, 2026),
    ],
)
def test_which_years_still_hold(said: dict[str, object], first: int) -> None:
    assert valid_from(course(**said), YEAR) == first


def test_a_prerequisite_narrows_who_is_asked() -> None:
    found = of(course(audience=MUST), prerequisite=numbers(1, 30))
    assert found.asked == found.missing == numbers(1, 30)


def test_attendance_is_enough_where_the_course_says_so() -> None:
    came = Taken(numbers(1, 100), frozenset())
    assert len(of(course(audience=MUST), came).missing) == 150
    assert len(of(course(audience=MUST, by_attendance=True), came).missing) == 50


def test_the_strongest_word_counts_and_both_marks_must_fit() -> None:
    audience = (Audience("", "", "none"), Audience("leader", "係長級", "required"))
    assert need_of(course(audience=audience), LEADER) is Need.REQUIRED
    assert need_of(course(audience=audience), LEADER._replace(grade="主任")) is Need.NONE
    assert need_of(course(audience=(Audience("leader", "", "elective"),)), STAFF) is None
    assert need_of(course(audience=(Audience("", "一般職", "elective"),)), LEADER) is Need.ELECTIVE


def test_participation_per_skill_is_60_95_and_not_offered() -> None:
    basics = course("a", serves=(Served("basics", 1),))
    tools = course("b", serves=(Served("tools", 1),))
    pm = course("d", serves=(Served("pm", 1), Served("basics", 1)), audience=MUST)
    whole = People({STAFF: numbers(1, 100)})

    def year(said: CourseSaid, came: int, times: int) -> CourseYear:
        return course_year(said, YEAR, whole, Taken(numbers(1, came)), times)

    found = skill_years([year(basics, 60, 3), year(tools, 0, 0), year(pm, 0, 0)])
    rates = [(one.item, one.times, one.participation and one.participation.percent) for one in found]
    assert rates == [("basics", 3, 60), ("tools", 0, None), ("pm", 0, None)]
    assert [one.state for one in found] == [State.COUNTED, State.NOT_OFFERED, State.NOT_OFFERED]
    known = skill_years([year(basics, 95, 0)])[0]
    assert (known.times, known.participation) == (None, Participation(100, 95)), "held, nobody says how often"
    both = skill_years([year(basics, 60, 1), year(course("e", serves=basics.serves), 80, 2)])[0]
    assert (both.times, both.participation) == (3, Participation(100, 80)), "who came to two came once"


def test_the_fiscal_year_of_a_day() -> None:
    days = {"2026-04-01": 2026, "2027-03-31": 2026, "2026-03-31": 2025, "": 0}
    assert {day: fiscal_year_of(day) for day in days} == days


def test_a_course_is_found_by_what_it_is_or_was_called() -> None:
    new = course("a", name="業務改革研修", aliases=("BPR研修",))
    merged = course("b", name="RPA研修", ended=True, into="a")
    found = names_of([new, merged], {"a": {"業務改善研修"}})
    assert [
        found.code(name) for name in ("業務改革研修", "ＢＰＲ研修", "業務改善研修", "RPA 研修", "ほか")
    ] == [
        *["a"] * 4,
        "",
    ]
    assert found.clashes == {}
    other = names_of([new, course("d", name="業務改善研修")], {"a": {"業務改善研修"}})
    assert other.code("業務改善研修") == "d", "the name of today goes before one of before"
    both = names_of([new, course("d", name="業務改革研修")], {})
    assert both.clashes == {"業務改革研修": ("a", "d")}
    round_ = names_of([course("x", ended=True, into="y"), course("y", ended=True, into="x")], {})
    assert {round_.code("研修x"), round_.code("研修y")} == {"x"}


@given(st.permutations(range(5)), st.permutations(range(5)))
def test_names_do_not_depend_on_the_order(one: list[int], other: list[int]) -> None:
    listed = [
        course("a", aliases=("X", "Y")),
        course("b", name="X", ended=True, into="a"),
        course("c", name="Y"),
        course("d", name="Y", aliases=("Z",)),
        course("e", name="W", ended=True),
    ]
    former = {"a": {"W", "Z"}}
    assert names_of([listed[n] for n in one], former) == names_of([listed[n] for n in other], former)


def test_sessions_are_counted_once_by_code_and_by_name() -> None:
    names = names_of([course("a", name="BPR研修")], {})
    held = [
        SessionSaid("a", "第1回", "2026-06-01", fiscal_year=YEAR),
        SessionSaid("BPR研修", "第１回", "2026-06-01", fiscal_year=YEAR),
        SessionSaid("BPR研修", "第2回", fiscal_year=YEAR),
        SessionSaid("a", "第3回", fiscal_year=YEAR, ended=True),
        SessionSaid("a", "第1回", fiscal_year=YEAR - 1),
        SessionSaid("知らない研修", "第1回", fiscal_year=YEAR),
    ]
    assert times_of(held, names, YEAR) == {"a": 2}


def test_the_next_course_is_what_must_be_taken_then_for_the_level_then_for_the_stage() -> None:
    chiefs, staff = Audience("", "管理職", Need.REQUIRED), Audience("", "", Need.REQUIRED)
    courses = [
        course("stage", requirements=("s-1",)),
        course("high", serves=(Served("pm", 3),)),
        course("mid", serves=(Served("pm", 2),)),
        course("any", serves=(Served("data", 0),)),
        course("done", serves=(Served("pm", 2),)),
        course("record", serves=(Served("pm", 2),), reference=2024),
        course("ended", serves=(Served("pm", 2),), ended=True),
        course("others", serves=(Served("pm", 2),), audience=(chiefs,)),
        course("new", serves=(Served("pm", 2),), rule=NEW_STAFF),
        course("named", name="サービスデザイン研修"),
        course("must", audience=(staff,)),
        course("later", audience=(staff,), after="must"),
        course("had", audience=(staff,)),
        course("unlisted", audience=(staff,), roster=False),
    ]
    open_ = open_to(courses, Alike("主任", "一般職"), {"done", "had"}.__contains__, {"had"}.__contains__)
    found = next_courses(open_, [Lacking("pm", 1, 2), Lacking("data", 0, 1)], {"s-1", "サービスデザイン研修"})
    assert found == (
        Next("must", "must"),
        Next("mid", "level", "pm"),
        Next("any", "level", "data"),
        Next("stage", "stage"),
        Next("named", "stage"),
    )
