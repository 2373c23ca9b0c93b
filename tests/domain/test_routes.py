"""Who confirms whom: the roster's word first, then the tree of departments, and nobody is guessed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.lifecycle import Route
from dxdesk.domain.routes import Rank, RouteFinder, missing_routes, rank_of, route_of


@dataclass(frozen=True)
class Post:
    department_code: str
    title: str = ""


@dataclass(frozen=True)
class Person:
    number: str
    department_code: str = "sub"
    grade: str = "一般職"
    title: str = ""
    first_confirmer: str = ""
    second_confirmer: str = ""
    posts: tuple[Post, ...] = ()
    left: bool = False
    name: str = "検証 太郎"


@dataclass(frozen=True)
class Unit:
    code: str
    name: str
    parent: str = ""
    valid_from: str = ""
    valid_to: str = ""
    successors: tuple[str, ...] = field(default=())


UNITS = {
    u.code: u for u in (Unit("top", "総務部"), Unit("mid", "人事課", "top"), Unit("sub", "人事係", "mid"))
}
CLERK = Person("1")
CHIEF = Person("2", grade="係長級", title="係長")
MANAGER = Person("3", "mid", "管理職", "課長")
DIRECTOR = Person("4", "top", "管理職", "部長")
OFFICE = (CLERK, CHIEF, MANAGER, DIRECTOR)


def test_the_usual_way_up() -> None:
    finder = RouteFinder(OFFICE, UNITS, nominated="9")
    assert finder.route_of(CLERK).route == Route("2", "3")
    assert finder.route_of(CHIEF).route == Route("", "3")
    assert finder.route_of(MANAGER).route == Route("", "4")
    assert "人事係の係長" in finder.route_of(CLERK).reasons[0]


def test_a_director_needs_a_nominated_person() -> None:
    mayor = Person("9", "top", "特別職", "副区長")
    assert route_of(DIRECTOR, (*OFFICE, mayor), UNITS, nominated="9").route == Route("", "9")
    for nominated in ("", "4", "77"):
        finding = route_of(DIRECTOR, OFFICE, UNITS, nominated=nominated)
        assert finding.problem is not None
        assert finding.problem.code == "route-missing"


def test_what_the_roster_names_wins() -> None:
    both = replace(CLERK, first_confirmer="3", second_confirmer="4")
    assert route_of(both, OFFICE, UNITS).route == Route("3", "4")
    only_second = replace(CLERK, second_confirmer="4")
    assert route_of(only_second, OFFICE, UNITS).route == Route("", "4"), "一次 left out on purpose"
    only_first = replace(CLERK, first_confirmer="4")
    assert route_of(only_first, OFFICE, UNITS).route == Route("4", "3")
    same = replace(CLERK, first_confirmer="3", second_confirmer="3")
    assert route_of(same, OFFICE, UNITS).route == Route("", "3")
    assert "二次確認だけにします" in route_of(same, OFFICE, UNITS).reasons[-1]


def test_somebody_the_roster_names_may_have_left() -> None:
    gone = replace(MANAGER, left=True)
    clerk = replace(CLERK, second_confirmer="3")
    finding = route_of(clerk, (clerk, CHIEF, gone), UNITS)
    assert finding.route.second == ""
    assert finding.problem is not None
    assert "「3」" in finding.problem.message


def test_without_a_chief_the_first_step_is_left_out() -> None:
    assert route_of(CLERK, (CLERK, MANAGER), UNITS).route == Route("", "3")
    assert route_of(CLERK, (CLERK, DIRECTOR), UNITS).route == Route("", "4"), "no 課長: the 部長 does it"


def test_two_who_could_be_meant_are_never_guessed() -> None:
    twin = replace(MANAGER, number="5", title="課長", name="検証 次郎")
    finding = route_of(CLERK, (*OFFICE, twin), UNITS)
    assert finding.route == Route("2", "")
    assert finding.problem is not None
    assert "2人" in finding.problem.message
    counsellor = replace(MANAGER, number="5", title="担当課長")
    assert route_of(CLERK, (*OFFICE, counsellor), UNITS).route == Route("2", "3"), (
        "課長 leads, 担当課長 does not"
    )


def test_who_heads_another_section_too_confirms_there() -> None:
    both = replace(MANAGER, posts=(Post("mid2", "課長"),))
    units = {**UNITS, "mid2": Unit("mid2", "厚生課", "top")}
    clerk = Person("7", "mid2")
    assert route_of(clerk, (clerk, both, DIRECTOR), units).route == Route("", "3")
    helper = replace(CHIEF, posts=(Post("mid2"),))
    assert route_of(clerk, (clerk, helper, DIRECTOR), units).route == Route("", "4")


def test_a_person_with_two_posts_is_confirmed_by_the_main_one() -> None:
    clerk = replace(CLERK, posts=(Post("top"),))
    assert route_of(clerk, (clerk, *OFFICE[1:]), UNITS).route == Route("2", "3")


def test_who_is_on_leave_confirms_nobody_by_default() -> None:
    finder = RouteFinder(OFFICE, UNITS, unavailable={"2"})
    assert finder.route_of(CLERK).route == Route("", "3")


def test_missing_routes_are_listed_with_names() -> None:
    lost = Person("8", "gone", name="髙橋 美咲")
    problems = missing_routes((*OFFICE, lost), UNITS)
    assert [problem.found for problem in problems] == ["4", "8"]
    assert "髙橋 美咲" in problems[1].message
    assert "所属が分かりません" in problems[1].message
    assert [p.found for p in missing_routes((*OFFICE, lost), UNITS, numbers=["1", "8"])] == ["8"]


@pytest.mark.parametrize(
    ("grade", "title", "rank"),
    [
        ("一般職", "主事", Rank.STAFF),
        ("一般職", "副係長", Rank.STAFF),
        ("係長級", "主査", Rank.CHIEF),
        ("係長級", "", Rank.CHIEF),
        ("一般職", "担当係長", Rank.CHIEF),
        ("管理職", "課長補佐", Rank.CHIEF),
        ("管理職", "", Rank.MANAGER),
        ("課長級", "所長", Rank.MANAGER),
        ("部長級", "会計管理者", Rank.DIRECTOR),
        ("管理職", "総務部長", Rank.DIRECTOR),
        ("", "", Rank.STAFF),
    ],
)
def test_ranks_from_title_and_grade(grade: str, title: str, rank: Rank) -> None:
    assert rank_of(grade, title) is rank


people = st.lists(
    st.builds(
        Person,
        number=st.integers(1, 12).map(str),
        department_code=st.sampled_from(["sub", "mid", "top", "none"]),
        grade=st.sampled_from(["一般職", "係長級", "管理職"]),
        title=st.sampled_from(["", "主事", "係長", "課長", "部長", "担当課長"]),
        first_confirmer=st.sampled_from(["", "1", "2", "3"]),
        second_confirmer=st.sampled_from(["", "1", "2", "3"]),
        left=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda person: person.number,
)


@given(people, st.sampled_from(["", "1", "5"]))
def test_nobody_confirms_themselves_and_every_gap_is_told(staff: list[Person], nominated: str) -> None:
    finder = RouteFinder(staff, UNITS, nominated=nominated)
    present = {person.number for person in staff if not person.left}
    for person in staff:
        finding = finder.route_of(person)
        named = {finding.route.first, finding.route.second} - {""}
        assert person.number not in named
        assert named <= present
        assert finding.route.first != finding.route.second or not named
        assert (finding.problem is None) == bool(finding.route.second)


def test_who_has_nobody_at_either_stage_is_told_so_with_every_rank_that_is_missing() -> None:
    found = RouteFinder((CLERK,), UNITS).route_of(CLERK).problem
    assert found is not None
    assert "一次確認者も二次確認者も決まりません" in found.message
    assert "係長級も課長級も部長級も所属の上にいません" in found.message
    assert "部長級の確認者" not in found.fix, "that is of 部長 alone"
    two = (CLERK, CHIEF, replace(CHIEF, number="5", name="検証 二郎"))
    found = RouteFinder(two, UNITS).route_of(CLERK).problem
    assert found is not None
    assert "決められません" in found.message
    assert "課長級も部長級も所属の上にいません" in found.message
    found = RouteFinder((CLERK, CHIEF), UNITS).route_of(CLERK).problem
    assert found is not None
    assert "の二次確認者が決まりません。課長級も部長級も" in found.message
    found = RouteFinder((DIRECTOR,), UNITS).route_of(DIRECTOR).problem
    assert found is not None
    assert "部長級の確認者を設定" in found.fix
