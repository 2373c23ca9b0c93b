"""Heads that match: placement rules by office, participation, and the last holder who leaves."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.headcounts import Placement, falling_short, losing_last, office_of, offices, participation


@dataclass(frozen=True)
class Unit:
    code: str
    name: str
    parent: str = ""
    valid_from: str = ""
    valid_to: str = ""
    successors: tuple[str, ...] = ()


UNITS = {
    unit.code: unit
    for unit in (
        Unit("10", "企画部"),
        Unit("1010", "DX推進担当課", "10"),
        Unit("1020", "税務課", "10"),
        Unit("102001", "税務課市民税係", "1020"),
        Unit("102002", "資産税担当", "1020"),
        Unit("30", "会計室"),
        Unit("40", "出張所係"),
    )
}

sections = st.sampled_from("甲乙丙丁")
numbers = st.sampled_from([f"{n:03}" for n in range(12)])
holders = st.dictionaries(numbers, sections).map(lambda held: [(place, who) for who, place in held.items()])


def test_a_rule_for_every_office_is_for_the_office_and_its_parts_together() -> None:
    assert office_of("102001", UNITS) == office_of("102002", UNITS) == office_of("1020", UNITS) == "1020"
    assert office_of("1010", UNITS) == "1010", "担当課 is an office, 担当 is a part of one"
    assert office_of("40", UNITS) == "40", "a part of nothing stands for itself"
    assert office_of("gone", UNITS) == "gone"
    assert offices(["10", "1010", "102001", "102002", "30"], UNITS) == ("1010", "1020", "30")


def test_units_in_a_circle_end_somewhere() -> None:
    loop = {"1": Unit("1", "甲係", "2"), "2": Unit("2", "乙係", "1")}
    assert office_of("1", loop) in loop


@given(st.lists(sections, max_size=6), st.lists(sections, max_size=10), st.integers(0, 3))
def test_the_list_names_exactly_the_offices_below_the_rule(
    places: list[str], held: list[str], rule: int
) -> None:
    found = falling_short(places, held, rule)
    assert {p.office for p in found} == {place for place in places if held.count(place) < rule}
    assert all(p == Placement(p.office, rule, held.count(p.office)) and p.lacking > 0 for p in found)
    assert [p.lacking for p in found] == sorted((p.lacking for p in found), reverse=True)


@given(st.lists(numbers), st.lists(numbers))
def test_who_is_not_asked_is_in_no_rate(asked: list[str], done: list[str]) -> None:
    found = participation(asked, done)
    assert found == participation(asked, [number for number in done if number in asked])
    assert 0 <= found.done <= found.asked == len(set(asked))
    assert (found.percent is None) == (not asked)
    assert (found.percent == 100) == (bool(asked) and set(asked) <= set(done))


@given(holders, st.lists(numbers))
def test_a_section_is_named_when_all_of_its_holders_leave(
    held: list[tuple[str, str]], leaving: list[str]
) -> None:
    found = losing_last(held, leaving)
    for place in "甲乙丙丁":
        there = [number for section, number in held if section == place]
        assert (place in found) == (bool(there) and all(number in leaving for number in there))


@given(holders, st.lists(numbers), st.lists(numbers))
def test_when_more_people_leave_no_section_is_better_off(
    held: list[tuple[str, str]], some: list[str], more: list[str]
) -> None:
    assert set(losing_last(held, some)) <= set(losing_last(held, [*some, *more]))
    assert losing_last(held, []) == ()
