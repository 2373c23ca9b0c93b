"""Who may write what: the table as a person reads it, line by line."""

from __future__ import annotations

import itertools

import pytest

from dxdesk.domain import plan_life, rights
from dxdesk.domain.lifecycle import Route
from dxdesk.domain.plan_life import PlanAction
from dxdesk.domain.records import Part
from dxdesk.domain.rights import Act, Deputies, Permission, Term, Who

SAID = """
1 answer: person yes, hr yes, confirmer yes, second yes, deputy yes, both yes, unnamed yes, himself yes,\
 stranger yes
1 first: hr yes, confirmer yes, second yes, deputy yes, both yes, unnamed yes, himself yes
1 second: hr yes, confirmer yes, second yes, deputy yes, both yes, unnamed yes, himself yes
1 return: hr yes, confirmer yes, second yes, deputy yes, both yes, unnamed yes, himself yes
1 agree: hr yes, confirmer yes, deputy yes
1 office: hr yes
1 growth: person yes, hr yes
1 vouch: hr yes, confirmer yes, second yes, deputy yes
1 thing_of_hr: hr yes
1 thing_of_dx: dx yes
2 answer: person yes, hr yes, confirmer yes
2 first: hr yes, confirmer yes, second yes, deputy yes, unnamed ask
2 second: hr yes, confirmer yes, deputy yes, both ask, unnamed ask
2 return: hr yes
2 agree: hr yes, confirmer yes, deputy yes
2 office: hr yes
2 growth: person yes, hr yes
2 vouch: hr yes, confirmer yes, second yes, deputy yes
2 thing_of_hr: hr yes
2 thing_of_dx: dx yes
""".strip().splitlines()
ROWS = {
    name: dict(pair.split() for pair in row.split(","))
    for name, _, row in (line.partition(": ") for line in SAID)
}


@pytest.mark.parametrize(("rules", "act", "who"), [*itertools.product((1, 2), Act, Who)])
def test_the_table_says_what_is_written_here(rules: int, act: Act, who: Who) -> None:
    assert rights.permission(rules, act, who) == ROWS[f"{rules} {act}"].get(who, "no")


def test_rules_of_a_later_program_are_the_newest_known() -> None:
    assert rights.NEWEST == 2
    assert rights.permission(9, Act.ANSWER, Who.STRANGER) is Permission.NO
    assert rights.permission(0, Act.ANSWER, Who.STRANGER) is Permission.YES


def test_every_part_and_step_is_some_act() -> None:
    acts = {part: rights.act_of(part) for part in Part}
    assert acts == {
        Part.SELF: Act.ANSWER,
        Part.GOALS: Act.ANSWER,
        Part.EVIDENCE: Act.ANSWER,
        Part.PLAN: Act.ANSWER,
        Part.REVIEW1: Act.FIRST,
        Part.REVIEW2: Act.SECOND,
        Part.LIFE: Act.OFFICE,  # a step that is none of ours is nobody's but HR's
        Part.PLAN_LIFE: Act.AGREE,
        Part.GROWTH: Act.GROWTH,
        Part.OWNED: Act.THING_OF_HR,
        Part.ASSIGNMENT: Act.OFFICE,
        Part.REFERENCE: Act.OFFICE,
        Part.CYCLE: Act.OFFICE,
        Part.DEPUTIES: Act.OFFICE,
    }
    steps = ("submit", "withdraw", "confirm1", "return1", "confirm2", "return2", "hr_return")
    assert [rights.act_of(Part.LIFE, step) for step in steps] == [
        Act.ANSWER, Act.ANSWER, Act.FIRST, Act.FIRST, Act.SECOND, Act.SECOND, Act.RETURN,
    ]  # fmt: skip
    assert rights.act_of(Part.OWNED, owner="dx") is Act.THING_OF_DX
    of_start = {action: rights.act_of(Part.PLAN_LIFE, action) for action in PlanAction}
    assert {action for action, act in of_start.items() if act is Act.ANSWER} == plan_life.OWN
    assert {act for action, act in of_start.items() if action not in plan_life.OWN} == {Act.AGREE}


def test_a_deputy_is_named_for_one_confirmer_and_for_its_days() -> None:
    term = Term("6", "3", "2026-02-02", "2026-02-04")
    named = Deputies((term,))
    days = {day: named.named("6", {"3"}, f"2026-02-0{day}") for day in range(1, 6)}
    assert days == {1: False, 2: True, 3: True, 4: True, 5: False}
    assert named.named("6", {"1", "3"}, "2026-02-03")
    for deputy, principals, day in (("7", {"3"}, "2026-02-03"), ("6", {"1"}, "2026-02-03"), ("6", {"3"}, "")):
        assert not named.named(deputy, principals, day)
    assert not named.named("6", (), "2026-02-03")


def test_what_hr_decided_of_one_thing_says_nothing_of_another() -> None:
    said = Deputies((), frozenset({"a", "c"}), frozenset({"b", "c"}))
    assert [said.decided(x) for x in "abcd"] == [
        Permission.YES,
        Permission.NO,
        Permission.ASK,
        Permission.ASK,
    ]


def test_one_person_at_both_stages_is_one_stage_from_the_second_rules_on() -> None:
    assert rights.route_under(2, "3", "3") == Route("", "3")
    assert rights.route_under(1, "3", "3") == Route("3", "3")
    assert rights.route_under(2, "3", "2") == Route("3", "2")


def test_a_part_of_growth_that_confirms_is_another_act() -> None:
    assert rights.act_of(Part.GROWTH, vouches=True) is Act.VOUCH
    assert rights.act_of(Part.SELF, vouches=True) is Act.ANSWER


@pytest.mark.parametrize(
    ("owner", "by", "principal", "who"),
    [
        ("3", "3", "", Who.CONFIRMER),
        ("2", "2", "", Who.CONFIRMER),
        ("2", "2", "3", Who.SECOND),
        ("6", "6", "3", Who.DEPUTY),
        ("6", "6", "2", Who.UNNAMED),
        ("3", "3", "2", Who.UNNAMED),
        ("6", "6", "", Who.STRANGER),
        ("6", "6", "9", Who.STRANGER),
        ("3", "2", "", Who.STRANGER),
        ("11", "11", "3", Who.HIMSELF),
    ],
)
def test_who_finds_something_of_an_entry(owner: str, by: str, principal: str, who: Who) -> None:
    named = Deputies((Term("6", "3", "2026-02-02", "2026-02-04"),))
    maker = rights.Maker("section", owner, by, principal, "2026-02-03")
    assert rights.who_writes(maker, Act.VOUCH, "11", [Route("3", "2")], named) is who
    late = maker._replace(made_on="2026-02-05")
    if who is Who.DEPUTY:
        assert rights.who_writes(late, Act.VOUCH, "11", [Route("3", "2")], named) is Who.UNNAMED


def test_nobody_confirms_their_own_entry_at_any_stage() -> None:
    for route in (Route("11", "2"), Route("3", "11"), Route("11", "11")):
        maker = rights.Maker("section", "11", "11")
        assert rights.who_writes(maker, Act.VOUCH, "11", [route]) is Who.HIMSELF


@pytest.mark.parametrize(
    ("owner", "by", "principal", "who"),
    [
        ("6", "6", "3", Who.DEPUTY),
        ("6", "6", "2", Who.UNNAMED),
        ("6", "6", "", Who.STRANGER),
        ("6", "6", "9", Who.STRANGER),
        ("6", "5", "3", Who.STRANGER),
        ("9", "9", "3", Who.UNNAMED),
        ("2", "2", "3", Who.CONFIRMER),
        ("11", "11", "3", Who.HIMSELF),
    ],
)
def test_who_agrees_in_a_confirmers_place_is_named_for_that_day(
    owner: str, by: str, principal: str, who: Who
) -> None:
    named = Deputies((Term("6", "3", "2026-05-01", "2026-05-31"),))
    maker = rights.Maker("section", owner, by, principal, "2026-05-31")
    assert rights.who_writes(maker, Act.AGREE, "11", [Route("3", "2")], named) is who
    for day in ("2026-04-30", "2026-06-01", ""):
        late = rights.who_writes(maker._replace(made_on=day), Act.AGREE, "11", [Route("3", "2")], named)
        assert late is (Who.UNNAMED if who is Who.DEPUTY else who)
    assert rights.who_writes(maker, Act.AGREE, "11", [Route("", "")], named) in (Who.STRANGER, Who.HIMSELF)


def test_who_agrees_on_the_goals_of_a_year_is_a_confirmer() -> None:
    route = [Route("3", "2")]
    for owner, who in (("3", Who.CONFIRMER), ("2", Who.CONFIRMER), ("9", Who.STRANGER), ("11", Who.HIMSELF)):
        assert rights.who_writes(rights.Maker("section", owner), Act.AGREE, "11", route) is who


def test_a_store_that_is_no_confirmers_is_told_apart() -> None:
    route = [Route("3", "2")]
    for role, who in (("", Who.PERSON), ("hr", Who.HR), ("dx", Who.DX), ("personal", Who.OTHER)):
        assert rights.who_writes(rights.Maker(role, "3"), Act.FIRST, "11", route) is who
    assert rights.who_writes(rights.Maker("section"), Act.ANSWER, "11", route) is Who.STRANGER
    for act in (Act.OFFICE, Act.GROWTH, Act.THING_OF_HR):
        assert rights.who_writes(rights.Maker("section", "3", "3"), act, "11", route) is Who.STRANGER
    assert rights.who_writes(rights.Maker("section", "9", "9"), Act.FIRST, "11", route) is Who.STRANGER
    # The second confirmer who confirms at their own stage is no stand-in.
    assert rights.who_writes(rights.Maker("section", "2", "2"), Act.SECOND, "11", route) is Who.CONFIRMER


def test_what_a_maker_does_not_say_is_empty() -> None:
    assert rights.Maker("section") == rights.Maker("section", "", "", "", "")
    assert [*Who][-1] == "other"


def test_a_confirmers_return_in_hrs_name_is_theirs_to_judge_by_the_years_rules() -> None:
    """By the first rules it counted, so it may not be taken for a stranger's."""
    routes = (Route("3", "2"),)
    assert rights.who_writes(rights.Maker("section", "3", "3"), Act.RETURN, "11", routes) is Who.CONFIRMER
    assert rights.permission(1, Act.RETURN, Who.CONFIRMER) is Permission.YES
    assert rights.permission(2, Act.RETURN, Who.CONFIRMER) is Permission.NO


def test_a_second_confirmer_of_another_assignment_stands_in_unnamed_at_the_second_stage() -> None:
    """Who is 二次 of one of a moved person's assignments may stand in for its 一次, not for another 二次."""
    routes = (Route("3", "2"), Route("5", "4"))
    maker = rights.Maker("section", "2", "2", on_behalf_of="4", made_on="2026-02-01")
    assert rights.who_writes(maker, Act.SECOND, "11", routes) is Who.UNNAMED
    maker = rights.Maker("section", "2", "2", on_behalf_of="3", made_on="2026-02-01")
    assert rights.who_writes(maker, Act.FIRST, "11", routes) is Who.SECOND
