"""Made-up frameworks: a small one that uses everything the schema has, and what a reform makes of one."""

from __future__ import annotations

from dataclasses import replace

from dxdesk.domain.bridge import KEPT, MERGED_MIN, NEW, RENAMED, SPLIT, Link
from dxdesk.domain.framework import (
    BY_GRADE,
    EVERYONE,
    OTHERWISE,
    Category,
    Criteria,
    Facet,
    Framework,
    Grade,
    GradeStatements,
    Item,
    Persona,
    Requirement,
    Stage,
    Statement,
    Term,
)
from dxdesk.domain.levels import Scale, ScaleLevel


def item_named(framework: Framework, name: str) -> Item:
    """Return the one item of a name."""
    (found,) = (item for item in framework.items if item.name == name)
    return found


def small_framework() -> Framework:
    """Two skills, one mindset, exclusive and common personas, stages with evidence."""
    scale = Scale("three", "3段階", tuple(ScaleLevel(n, f"LV{n}", f"水準{'零一二三'[n]}") for n in range(4)))
    criteria = tuple(Criteria(n, f"見出し{n}", (Statement(f"目安{n}", inferred=n == 3),)) for n in (1, 2, 3))
    return Framework(
        code="small",
        version="1",
        name="検証用の体系",
        source="",
        summary=True,
        note="",
        scales=(scale,),
        categories=(Category("c", "分類"), Category("c.sub", "小分類", "c")),
        items=(
            Item("s.a", "1", "企画", "c.sub", "skill", "three", criteria=criteria),
            Item("s.b", "2", "専門", "c", "skill", "three", criteria=criteria, personas=("lead",)),
            Item(
                "s.m",
                "3",
                "心構え",
                "c",
                "mindset",
                "three",
                by_grade=(
                    GradeStatements("一般職", (Statement("みんな"), Statement("係員だけ"))),
                    GradeStatements("管理職", (Statement("みんな", inferred=True), Statement("管理職だけ"))),
                ),
            ),
        ),
        personas=(
            Persona("base", "全員", required=(("s.a", 1),), scope=EVERYONE),
            Persona("rest", "そのほか", exclusive=True, scope=OTHERWISE),
            Persona(
                "lead",
                "推進役",
                exclusive=True,
                required=(("s.a", 2), ("s.b", 3)),
                facets=(Facet("役割", ("広める",)),),
                per_section=1,
            ),
            Persona("guide", "相談役", required=(("s.a", 3),)),
            Persona("boss", "課をまとめる人", required=(("s.m", 2),), scope=BY_GRADE, grades=("管理職",)),
            Persona("guide.young", "若手の相談役", parent="guide"),
        ),
        requirements=(
            Requirement("r1", "course", "入門研修", supports=(("s.a", 1),)),
            Requirement("r2", "experience", "案件の担当", months=12),
            Requirement("r3", "stage", "", stage="lead1"),
            Requirement("r4", "level", "", item="s.a", level=2, supports=(("s.b", 2),)),
        ),
        stages=(
            Stage("lead1", "lead", 1, "基礎", (Statement("研修を受けた"),), ("r1",)),
            Stage("lead2", "lead", 2, "実践", (), ("r2", "r3")),
            Stage("lead3", "lead", 3, "後進育成"),
        ),
        grades=(Grade("一般職", ("主事", "主任")), Grade("管理職", ("課長",))),
        glossary=(Term("DX", "仕事のしかたを変えること"),),
    )


def reformed(old: Framework) -> Framework:
    """業務改革 keeps its uid with another name, PM and デジタル活用 merge, データ活用 splits, one is new."""
    bpr, pm, digital, data, security, *mind = old.items
    new = replace(security, uid="new.ai", code="AI", name="生成AI")
    halves = [replace(data, uid=f"data.{half}", code=f"D{half}", name=f"データ{half}") for half in "ab"]
    items = (replace(bpr, name="業務変革"), digital, *halves, security, new, *mind)
    links = (
        Link(RENAMED, (bpr.uid,), (bpr.uid,)),
        Link(MERGED_MIN, (pm.uid, digital.uid), (digital.uid,)),
        Link(SPLIT, (data.uid,), ("data.a", "data.b")),
        Link(KEPT, (security.uid,), (security.uid,)),
        Link(NEW, (), ("new.ai",)),
        *(Link(KEPT, (item.uid,), (item.uid,)) for item in mind),
    )
    personas = tuple(replace(persona, required=()) for persona in old.personas)
    return replace(
        old, version="R8-1", items=items, personas=personas, follows=old.version, links=links, targets=()
    )
