"""Stages are proposed in order and on evidence; what is open is left to people."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.framework import Requirement, Stage, Statement
from dxdesk.domain.staging import Evidence, growth, is_met, passed_stages, stages_of
from tests.helpers.frameworks import small_framework

REQUIREMENTS = (
    Requirement("course", "course", "入門研修"),
    Requirement("exam", "exam", "ITパスポート"),
    Requirement("year", "experience", "案件の担当", months=12),
    Requirement("level", "level", "", item="s.a", level=2),
    Requirement("first", "stage", "", stage="lead1"),
    Requirement("talk", "course", "選べる講座A", mandatory=False),
    Requirement("walk", "course", "選べる講座B", mandatory=False),
)
STAGES = (
    Stage("lead1", "lead", 1, "基礎", (), ("course", "talk")),
    Stage("lead2", "lead", 2, "実践", (), ("year", "level")),
    Stage("lead3", "lead", 3, "後進育成"),
    Stage("lead4", "lead", 4, "統率", (), ("exam",)),
    Stage("guide1", "guide", 1, "相談", (), ("first",)),
    Stage("guide2", "guide", 2, "選択", (), ("talk", "walk")),
    Stage("guide3", "guide", 3, "文だけ", (Statement("周りが認める"),)),
)
FRAMEWORK = replace(small_framework(), requirements=REQUIREMENTS, stages=STAGES)
ALL = Evidence(
    frozenset({"入門研修", "選べる講座A"}),
    frozenset({"ITパスポート"}),
    (("案件の担当", 12),),
    {"s.a": 3},
)
NAMES = [requirement.name for requirement in REQUIREMENTS if requirement.kind == "course"]

evidences = st.builds(
    Evidence,
    st.frozensets(st.sampled_from([*NAMES, "よその研修"])),
    st.frozensets(st.sampled_from(["ITパスポート", "簿記"])),
    st.lists(st.tuples(st.sampled_from(["案件の担当", "別の仕事"]), st.integers(0, 14)), max_size=3).map(
        tuple
    ),
    st.dictionaries(st.sampled_from(["s.a", "s.b"]), st.integers(0, 3)),
    st.frozensets(st.sampled_from([stage.code for stage in STAGES]), max_size=2),
)
personas = st.sampled_from(["lead", "guide", "base"])


def joined(one: Evidence, other: Evidence) -> Evidence:
    levels = {uid: max(one.levels.get(uid, 0), other.levels.get(uid, 0)) for uid in one.levels | other.levels}
    return Evidence(
        one.courses | other.courses,
        one.exams | other.exams,
        (*one.experience, *other.experience),
        levels,
        one.stages | other.stages,
    )


@given(personas, evidences)
def test_open_stages_are_never_proposed(persona: str, evidence: Evidence) -> None:
    found = growth(FRAMEWORK, persona, evidence)
    if found.proposed:
        assert found.proposed.requirements
        assert not found.proposed.open
        assert found.proposed.code not in evidence.stages


@given(personas, evidences)
def test_what_is_proposed_rests_on_met_requirements_all_the_way_down(
    persona: str, evidence: Evidence
) -> None:
    found = growth(FRAMEWORK, persona, evidence)
    passed = passed_stages(FRAMEWORK, evidence)
    floor = max(
        (s.step for s in stages_of(FRAMEWORK, persona) if s.code in evidence.stages),
        default=0,
    )
    for stage in stages_of(FRAMEWORK, persona):
        if found.proposed and floor < stage.step <= found.proposed.step:
            asked = [r for r in REQUIREMENTS if r.code in stage.requirements]
            met = [r for r in asked if is_met(FRAMEWORK, r, evidence, passed)]
            assert met
            assert all(r in met for r in asked if r.mandatory)


@given(personas, evidences)
def test_what_is_missing_is_missing_and_only_the_next_is_asked(persona: str, evidence: Evidence) -> None:
    found = growth(FRAMEWORK, persona, evidence)
    passed = passed_stages(FRAMEWORK, evidence)
    assert not any(is_met(FRAMEWORK, requirement, evidence, passed) for requirement in found.missing)
    steps = [
        stage
        for stage in stages_of(FRAMEWORK, persona)
        if not found.reached or stage.step > found.reached.step
    ]
    assert found.following == (steps[0] if steps else None)
    assert found.by_people == (found.following is not None and not found.missing)


@given(personas, evidences, evidences)
def test_more_evidence_never_takes_a_stage_away(persona: str, some: Evidence, more: Evidence) -> None:
    before, after = growth(FRAMEWORK, persona, some), growth(FRAMEWORK, persona, joined(some, more))
    assert passed_stages(FRAMEWORK, some) <= passed_stages(FRAMEWORK, joined(some, more))
    assert (before.reached.step if before.reached else 0) <= (after.reached.step if after.reached else 0)


@given(personas, evidences)
def test_what_a_supervisor_confirmed_stands_whatever_the_evidence(persona: str, evidence: Evidence) -> None:
    found = growth(FRAMEWORK, persona, evidence)
    if found.confirmed:
        assert found.reached
        assert found.reached.step >= found.confirmed.step
        assert found.confirmed.code in evidence.stages


def test_everything_met_stops_before_the_open_stage() -> None:
    found = growth(FRAMEWORK, "lead", ALL)
    assert found.proposed == STAGES[1]
    assert (found.following, found.missing, found.by_people) == (STAGES[2], (), True)


def test_beyond_an_open_stage_only_a_persons_word_leads() -> None:
    found = growth(FRAMEWORK, "lead", replace(ALL, stages=frozenset({"lead3"})))
    assert (found.confirmed, found.proposed, found.following) == (STAGES[2], STAGES[3], None)
    assert not found.by_people


def test_the_next_step_names_every_missing_piece() -> None:
    nothing = growth(FRAMEWORK, "lead", Evidence())
    assert [r.code for r in nothing.missing] == ["course"], "beside 必須, 選択 is not asked"
    assert nothing.reached is None
    some = growth(FRAMEWORK, "lead", replace(ALL, experience=(("案件の担当", 11),), levels={"s.a": 1}))
    assert [r.code for r in some.missing] == ["year", "level"]
    assert some.proposed == STAGES[0]


def test_of_courses_to_choose_from_one_is_enough() -> None:
    base = Evidence(frozenset({"入門研修"}))
    without = growth(FRAMEWORK, "guide", base)
    assert without.proposed == STAGES[4], "another persona's stage, itself reached on evidence"
    assert [r.code for r in without.missing] == ["talk", "walk"]
    with_one = growth(FRAMEWORK, "guide", replace(base, courses=base.courses | {"選べる講座B"}))
    assert (with_one.proposed, with_one.by_people) == (STAGES[5], True)


def test_names_are_compared_as_people_write_them() -> None:
    written = Evidence(frozenset({" 入門 研修 "}), frozenset({"ＩＴパスポート"}))
    assert is_met(FRAMEWORK, REQUIREMENTS[0], written)
    assert is_met(FRAMEWORK, REQUIREMENTS[1], written)
    longer = Evidence(experience=(("窓口DX案件の担当者", 6), ("案件の担当", 6)))
    assert is_met(FRAMEWORK, REQUIREMENTS[2], longer), "months of the same kind of work add up"
    assert not is_met(FRAMEWORK, REQUIREMENTS[2], Evidence())


@pytest.mark.parametrize("level", [0, 1])
def test_no_confirmed_level_counts_as_the_lowest(level: int) -> None:
    asked = Requirement("x", "level", "", item="s.a", level=level)
    assert is_met(FRAMEWORK, asked, Evidence()) == (level == 0)


def test_stages_that_demand_each_other_are_passed_by_nobody() -> None:
    """Such a framework is refused elsewhere; reading it must still come to an end."""
    loop = (Requirement("a", "stage", "", stage="one"), Requirement("b", "stage", "", stage="two"))
    stages = (Stage("one", "lead", 1, "甲", (), ("b",)), Stage("two", "guide", 1, "乙", (), ("a",)))
    framework = replace(FRAMEWORK, requirements=loop, stages=stages)
    assert passed_stages(framework, Evidence()) == frozenset()
    assert passed_stages(framework, Evidence(stages=frozenset({"one"}))) == {"one", "two"}
