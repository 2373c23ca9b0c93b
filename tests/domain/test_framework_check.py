"""A framework that somebody typed in wrongly is refused with the field that is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dxdesk.domain.framework import (
    Category,
    Criteria,
    Framework,
    GradeStatements,
    Item,
    Persona,
    Requirement,
    Stage,
    Statement,
    Term,
)
from dxdesk.domain.framework_check import check
from dxdesk.domain.levels import Scale, ScaleLevel
from tests.helpers.frameworks import small_framework

GOOD = small_framework()


def with_item(position: int, **fields: object) -> Framework:
    items = list(GOOD.items)
    items[position] = replace(items[position], **fields)  # type: ignore[arg-type]
    return replace(GOOD, items=tuple(items))


def with_share(share: int) -> Framework:
    return replace(GOOD, scales=(replace(GOOD.scales[0], share=share),))


def with_persona(**fields: object) -> Framework:
    return replace(GOOD, personas=(*GOOD.personas, Persona("new", "新しい役", **fields)))  # type: ignore[arg-type]


def test_a_sound_framework_has_no_findings() -> None:
    assert check(GOOD) == ()


@pytest.mark.parametrize(
    ("framework", "code", "field"),
    [
        (with_item(1, code="1"), "duplicate", "items[1].code"),
        (with_item(1, uid="s.a"), "duplicate", "items[1].uid"),
        (with_item(2, name="専門"), "duplicate", "items[2].name"),
        (with_item(0, category="nowhere"), "unknown", "items[0].category"),
        (with_item(0, scale="none"), "unknown", "items[0].scale"),
        (with_share(0), "scale-share", "scales[0].share"),
        (with_share(101), "scale-share", "scales[0].share"),
        (with_item(0, grades=("特別職",)), "unknown", "items[0].grades"),
        (with_item(0, personas=("nobody",)), "unknown", "items[0].personas"),
        (with_item(0, criteria=GOOD.items[0].criteria[:2]), "no-statement", "items[0].criteria"),
        (with_item(0, criteria=()), "no-statement", "items[0]"),
        (
            with_item(0, criteria=(*GOOD.items[0].criteria, Criteria(4, "", (Statement("上"),)))),
            "level-outside-scale",
            "items[0].criteria[3].level",
        ),
        (
            with_item(0, criteria=(Criteria(1, "", ()), *GOOD.items[0].criteria[1:])),
            "no-statement",
            "items[0].criteria[0].statements",
        ),
        (
            with_item(0, criteria=(*GOOD.items[0].criteria, GOOD.items[0].criteria[0])),
            "duplicate",
            "items[0].criteria[3].level",
        ),
        (with_item(2, by_grade=GOOD.items[2].by_grade[:1]), "no-statement", "items[2].by_grade"),
        (
            with_item(2, by_grade=(*GOOD.items[2].by_grade, GradeStatements("特別職", (Statement("x"),)))),
            "unknown",
            "items[2].by_grade",
        ),
        (
            replace(GOOD, categories=(*GOOD.categories, Category("d", "分類"))),
            "duplicate",
            "categories[2].name",
        ),
        (
            replace(GOOD, categories=(Category("c", "分類", "c.sub"), Category("c.sub", "小分類", "c"))),
            "category-depth",
            "categories[0].parent",
        ),
        (with_persona(required=(("s.a", 4),)), "level-outside-scale", "personas[6].required.s.a"),
        (with_persona(required=(("s.x", 1),)), "unknown", "personas[6].required"),
        (with_persona(parent="nobody"), "unknown", "personas[6].parent"),
        (with_persona(parent="new"), "cycle", "personas[6].parent"),
        (with_persona(scope="otherwise"), "persona-scope", "personas[6].scope"),
        (with_persona(scope="everyone", exclusive=True), "persona-scope", "personas[6].exclusive"),
        (with_persona(scope="grade"), "persona-scope", "personas[6].grades"),
        (with_persona(grades=("管理職",)), "persona-scope", "personas[6].grades"),
        (with_persona(scope="grade", grades=("特別職",)), "unknown", "personas[6].grades"),
        (replace(GOOD, glossary=(*GOOD.glossary, Term("DX", "別"))), "duplicate", "glossary[1].name"),
        (replace(GOOD, glossary=(Term("DX", " "),)), "blank", "glossary[0].text"),
        (
            replace(GOOD, requirements=(*GOOD.requirements, Requirement("r5", "course", ""))),
            "blank",
            "requirements[4].name",
        ),
        (
            replace(GOOD, requirements=(*GOOD.requirements, Requirement("r5", "stage", "", stage="x"))),
            "unknown",
            "requirements[4].stage",
        ),
        (
            replace(GOOD, stages=(*GOOD.stages, Stage("s", "lead", 3, "また3"))),
            "duplicate",
            "stages[3].step",
        ),
        (
            replace(GOOD, stages=(*GOOD.stages, Stage("s", "lead", 4, "x", (), ("none",)))),
            "unknown",
            "stages[3].requirements",
        ),
        (
            replace(GOOD, scales=(replace(GOOD.scales[0], levels=GOOD.scales[0].levels[:1]),)),
            "scale-short",
            "scales[0].levels",
        ),
        (replace(GOOD, items=()), "empty", "items"),
        (replace(GOOD, version=" "), "blank", "version"),
    ],
)
def test_each_mistake_is_named_with_its_field(framework: Framework, code: str, field: str) -> None:
    found = {(problem.code, problem.place.cell) for problem in check(framework)}
    assert (f"framework-{code}", field) in found
    assert all(problem.fix for problem in check(framework))


def test_a_stage_that_waits_for_itself_is_found() -> None:
    waiting = replace(GOOD.stages[0], requirements=("r1", "back"))
    back = Requirement("back", "stage", "", stage="lead2")
    looped = replace(GOOD, stages=(waiting, *GOOD.stages[1:]), requirements=(*GOOD.requirements, back))
    problems = check(looped)
    assert [problem.code for problem in problems] == ["framework-cycle"]
    assert "lead1 → lead2 → lead1" in problems[0].found


def test_levels_that_demand_each_other_are_found() -> None:
    back = Requirement("back", "level", "", item="s.b", level=3, supports=(("s.a", 1),))
    problems = check(replace(GOOD, requirements=(*GOOD.requirements, back)))
    assert [problem.code for problem in problems] == ["framework-cycle"]


def test_a_scale_out_of_order_and_a_big_one() -> None:
    scale = Scale("three", "3段階", tuple(ScaleLevel(n, f"LV{n}", "") for n in (0, 2, 1, 3)))
    assert check(replace(GOOD, scales=(scale,)))[0].code == "framework-scale-order"
    many = tuple(Item(f"i{n}", f"c{n}", f"名{n}", "c", "skill", "three", "説明") for n in range(401))
    assert "framework-too-many" in {problem.code for problem in check(replace(GOOD, items=many))}
