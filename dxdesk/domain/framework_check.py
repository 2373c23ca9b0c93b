"""What must hold in a framework before anybody answers on it.

Every finding names the field it is about, e.g. ``items[2].criteria[0].level``, counted from 0 as in the
file; whoever reads another source (a workbook) translates the field into a cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from dxdesk.domain.errors import KnownError, Problem, any_of
from dxdesk.domain.framework import (
    BY_GRADE,
    EVERYONE,
    ITEM_KINDS,
    LEVEL,
    OTHERWISE,
    PERSONA_SCOPES,
    REQUIREMENT_KINDS,
    STAGE,
    Facet,
    Framework,
    Item,
)
from dxdesk.domain.framework_findings import duplicates as _duplicates
from dxdesk.domain.framework_findings import problem as _problem
from dxdesk.domain.framework_findings import unknown as _unknown
from dxdesk.domain.goals_check import check_targets, check_tools
from dxdesk.domain.levels import ALL, Scale
from dxdesk.domain.prerequisites import Node, loop_from, prerequisites

MAX_DEPTH = 5
MAX_ITEMS = 400
MAX_LEVEL = 254  # level bytes keep 255 for "no answer"


def check(framework: Framework) -> tuple[Problem, ...]:
    """Return everything that is wrong with a framework, in the order of its parts; empty = sound."""
    rules: tuple[Callable[[Framework], Iterator[Problem]], ...] = (
        _head,
        _scales,
        _categories,
        _items,
        _item_levels,
        _by_grade,
        _personas,
        _requirements,
        _stages,
        check_targets,
        check_tools,
        _cycles,
        _glossary,
    )
    return tuple(problem for rule in rules for problem in rule(framework))


def _head(framework: Framework) -> Iterator[Problem]:
    for part in ("code", "version", "name"):
        if not getattr(framework, part).strip():
            yield _problem("blank", part, "空です。", "値を書いてください。")
    if not framework.items:
        yield _problem("empty", "items", "スキルが1つもありません。", "スキルを書いてください。")
    if len(framework.items) > MAX_ITEMS:
        yield _problem("too-many", "items", f"スキルは{MAX_ITEMS}個までです。", "数を減らしてください。")
    yield from _duplicates("grades", [grade.name for grade in framework.grades], "name", "職層の名称")
    spoken = [(n, text) for n, grade in enumerate(framework.grades) for text in (grade.name, *grade.includes)]
    owner: dict[str, int] = {}
    for number, text in spoken:
        if owner.setdefault(text, number) != number:
            yield _problem(
                "duplicate",
                f"grades[{number}].includes",
                f"同じ職層がgrades[{owner[text]}]にもあります。",
                "どちらか一方にしてください。",
                text,
            )


def _scales(framework: Framework) -> Iterator[Problem]:
    yield from _duplicates("scales", [scale.code for scale in framework.scales], "code", "尺度のコード")
    for number, scale in enumerate(framework.scales):
        field = f"scales[{number}].levels"
        values = [level.value for level in scale.levels]
        if len(values) < 2:
            yield _problem(
                "scale-short", field, "レベルが2段階以上必要です。", "未習得と習得のレベルを書いてください。"
            )
        if values != sorted(set(values)):
            yield _problem(
                "scale-order",
                field,
                "レベルの値が重なっているか、小さい順になっていません。",
                "小さい順に書いてください。",
                "、".join(map(str, values)),
            )
        if any(not 0 <= value <= MAX_LEVEL for value in values):
            yield _problem(
                "scale-range",
                field,
                f"レベルの値は0から{MAX_LEVEL}までです。",
                "値を直してください。",
                "、".join(map(str, values)),
            )
        yield from _duplicates(field, [level.label for level in scale.levels], "label", "レベルの表示")
        yield from _labels(field, scale, [grade.name for grade in framework.grades])
        if not 1 <= scale.share <= ALL:
            yield _problem(
                "scale-share",
                f"scales[{number}].share",
                "到達とみなす割合は1から100までです。",
                "すべての文を求めるなら100にしてください。",
                str(scale.share),
            )


def _labels(field: str, scale: Scale, grades: Sequence[str]) -> Iterator[Problem]:
    """Find marks that nobody could read back: those that mean another level too, or a 職層."""
    spoken = [level.label for level in scale.levels]
    for number, level in enumerate(scale.levels):
        if not level.label.strip() or spoken.count(level.label) > 1:
            continue
        try:
            read = scale.parse(level.label)
        except KnownError:
            read = None
        if read != level.value or level.label in grades:
            yield _problem(
                "scale-label",
                f"{field}[{number}].label",
                "レベルの表示を、ほかのレベルや職層と読み分けられません。",
                "ほかのレベルの表示・意味とも、職層の名称とも違う表示にしてください。",
                level.label,
            )


def _categories(framework: Framework) -> Iterator[Problem]:
    yield from _duplicates("categories", [category.uid for category in framework.categories], "uid", "ID")
    parents = {category.uid: category.parent for category in framework.categories}
    siblings: dict[tuple[str, str], int] = {}
    for number, category in enumerate(framework.categories):
        field = f"categories[{number}]"
        yield from _named(f"{field}.name", category.name, "分類")
        if category.parent:
            yield from _unknown(f"{field}.parent", (category.parent,), parents, "分類")
        twin = siblings.setdefault((category.parent, category.name), number)
        if twin != number:
            yield _problem(
                "duplicate",
                f"{field}.name",
                f"同じ分類の下に同じ名称がcategories[{twin}]にもあります。",
                "名称を変えてください。",
                category.name,
            )
        if _depth(category.uid, parents) > MAX_DEPTH:
            yield _problem(
                "category-depth",
                f"{field}.parent",
                f"分類は{MAX_DEPTH}段までで、輪にはできません。",
                "親の分類を直してください。",
                category.parent,
            )


def _named(field: str, name: str, what: str) -> Iterator[Problem]:
    if not name.strip():
        yield _problem("blank", field, f"{what}の名称が空です。", "名称を書いてください。")


def _depth(uid: str, parents: Mapping[str, str]) -> int:
    depth = 0
    while uid in parents and depth <= MAX_DEPTH:
        uid, depth = parents[uid], depth + 1
    return depth


def _items(framework: Framework) -> Iterator[Problem]:
    items = framework.items
    yield from _duplicates("items", [item.uid for item in items], "uid", "ID")
    yield from _duplicates("items", [item.code for item in items], "code", "コード")
    under: dict[str, list[str]] = {}
    for number, item in enumerate(items):
        field = f"items[{number}]"
        yield from _named(f"{field}.name", item.name, "スキル")
        names = under.setdefault(item.category, [])
        if item.name in names:
            yield _problem(
                "duplicate",
                f"{field}.name",
                "同じ分類に同じ名称のスキルがあります。",
                "名称を変えてください。",
                item.name,
            )
        names.append(item.name)
        yield from _unknown(f"{field}.kind", (item.kind,), ITEM_KINDS, "種類")
        yield from _unknown(
            f"{field}.category", (item.category,), (c.uid for c in framework.categories), "分類"
        )
        yield from _unknown(f"{field}.scale", (item.scale,), (s.code for s in framework.scales), "尺度")
        yield from _unknown(f"{field}.grades", item.grades, (g.name for g in framework.grades), "職層")
        yield from _unknown(
            f"{field}.personas", item.personas, (p.code for p in framework.personas), "人材像"
        )


def _levels(framework: Framework, item: Item) -> tuple[int, ...] | None:
    """Return the values of an item's scale, ``None`` when the scale is unknown."""
    scale = next((scale for scale in framework.scales if scale.code == item.scale), None)
    return tuple(level.value for level in scale.levels) if scale else None


def _item_levels(framework: Framework) -> Iterator[Problem]:
    for number, item in enumerate(framework.items):
        levels = _levels(framework, item)
        seen: set[int] = set()
        for index, criteria in enumerate(item.criteria):
            field = f"items[{number}].criteria[{index}]"
            if levels is not None and criteria.level not in levels:
                yield _outside(f"{field}.level", criteria.level, levels)
            if criteria.level in seen:
                yield _problem(
                    "duplicate",
                    f"{field}.level",
                    "同じレベルが2回あります。",
                    "1つにまとめてください。",
                    str(criteria.level),
                )
            seen.add(criteria.level)
            if not criteria.statements or any(not part.text.strip() for part in criteria.statements):
                yield _problem(
                    "no-statement",
                    f"{field}.statements",
                    "判断の目安となる文がないか、空の文があります。",
                    "このレベルでできることを1文以上書いてください。",
                )
        if item.criteria and levels:
            missing = [value for value in levels if value > min(levels) and value not in seen]
            if missing:
                yield _problem(
                    "no-statement",
                    f"items[{number}].criteria",
                    "判断の目安がないレベルがあります。",
                    "そのレベルでできることを1文以上書いてください。",
                    "、".join(map(str, missing)),
                )
        if not item.criteria and not item.by_grade and not item.description.strip():
            yield _problem(
                "no-statement",
                f"items[{number}]",
                "判断の目安がどこにもありません。",
                "レベルごとか職層ごとの文、または説明を書いてください。",
                item.name,
            )


def _outside(field: str, level: int, levels: Sequence[int]) -> Problem:
    possible = any_of(map(str, levels))
    return _problem(
        "level-outside-scale",
        field,
        "尺度にないレベルです。",
        f"{possible}にしてください。",
        str(level),
    )


def _by_grade(framework: Framework) -> Iterator[Problem]:
    known = [grade.name for grade in framework.grades]
    for number, item in enumerate(framework.items):
        field = f"items[{number}].by_grade"
        names = [part.grade for part in item.by_grade]
        yield from _unknown(field, names, known, "職層")
        yield from _duplicates(field, names, "grade", "職層")
        expected = item.grades or known
        for name in [name for name in expected if names and name not in names]:
            yield _problem(
                "no-statement",
                field,
                "文のない職層があります。",
                "この職層に求めることを1文以上書いてください。",
                name,
            )
        for index, part in enumerate(item.by_grade):
            if not part.statements or any(not statement.text.strip() for statement in part.statements):
                yield _problem(
                    "no-statement",
                    f"{field}[{index}].statements",
                    "文がないか、空の文があります。",
                    "この職層に求めることを1文以上書いてください。",
                )


def _pairs(
    framework: Framework, field: str, pairs: Iterable[tuple[str, int]], items: Mapping[str, Item]
) -> Iterator[Problem]:
    """Check (item uid, level) pairs."""
    seen: set[str] = set()
    for uid, level in pairs:
        yield from _unknown(field, (uid,), items, "スキル")
        levels = _levels(framework, items[uid]) if uid in items else None
        if levels is not None and level not in levels:
            yield _outside(f"{field}.{uid}", level, levels)
        if uid in seen and field.endswith("required"):
            yield _problem("duplicate", field, "同じスキルが2回あります。", "1つにまとめてください。", uid)
        seen.add(uid)


def _personas(framework: Framework) -> Iterator[Problem]:
    personas = framework.personas
    yield from _duplicates("personas", [persona.code for persona in personas], "code", "コード")
    yield from _duplicates("personas", [persona.name for persona in personas], "name", "名称")
    codes = {persona.code for persona in personas}
    parents = {persona.code: persona.parent for persona in personas}
    items = {item.uid: item for item in framework.items}
    others = [n for n, persona in enumerate(personas) if persona.scope == OTHERWISE]
    for number in others[1:]:
        yield _problem(
            "persona-scope",
            f"personas[{number}].scope",
            "「ほかに当てはまらない職員」の人材像は1つだけです。",
            "どちらかを変えてください。",
        )
    for number, persona in enumerate(personas):
        field = f"personas[{number}]"
        yield from _unknown(f"{field}.scope", (persona.scope,), PERSONA_SCOPES, "当てはめ方")
        if persona.scope == EVERYONE and persona.exclusive:
            yield _problem(
                "persona-scope",
                f"{field}.exclusive",
                "全職員に当てはまる人材像は排他にできません。",
                "scopeをotherwiseにするか、排他をやめてください。",
            )
        yield from _unknown(f"{field}.grades", persona.grades, (g.name for g in framework.grades), "職層")
        if (persona.scope == BY_GRADE) != bool(persona.grades):
            yield _problem(
                "persona-scope",
                f"{field}.grades",
                "職層で当てはめる人材像には職層が要り、ほかの当てはめ方では使いません。",
                "scopeをgradeにしてgradesに職層を書くか、gradesを消してください。",
            )
        if persona.parent:
            yield from _unknown(f"{field}.parent", (persona.parent,), codes, "人材像")
            if _depth(persona.code, parents) > MAX_DEPTH:
                yield _problem(
                    "cycle",
                    f"{field}.parent",
                    "人材像の親子が輪になっています。",
                    "親を直してください。",
                    persona.parent,
                )
        yield from _pairs(framework, f"{field}.required", persona.required, items)
        yield from _facets(f"{field}.facets", persona.facets)


def _facets(field: str, facets: Sequence[Facet]) -> Iterator[Problem]:
    """Check what is said of a persona: the workbook keeps no heading without a text, and joins equal ones."""
    yield from _duplicates(field, [facet.name for facet in facets], "name", "見出し")
    for number, facet in enumerate(facets):
        if not any(text.strip() for text in facet.texts):
            yield _problem(
                "blank",
                f"{field}[{number}].texts",
                "見出しの下に内容がありません。",
                "内容を1つ以上書くか、見出しを消してください。",
                facet.name,
            )


def _requirements(framework: Framework) -> Iterator[Problem]:
    requirements = framework.requirements
    yield from _duplicates("requirements", [r.code for r in requirements], "code", "コード")
    items = {item.uid: item for item in framework.items}
    for number, requirement in enumerate(requirements):
        field = f"requirements[{number}]"
        yield from _unknown(f"{field}.kind", (requirement.kind,), REQUIREMENT_KINDS, "種類")
        yield from _unknown(
            f"{field}.personas", requirement.personas, (p.code for p in framework.personas), "人材像"
        )
        yield from _pairs(framework, f"{field}.supports", requirement.supports, items)
        if requirement.kind == LEVEL:
            yield from _pairs(framework, f"{field}.item", ((requirement.item, requirement.level),), items)
        elif requirement.kind == STAGE:
            yield from _unknown(
                f"{field}.stage", (requirement.stage,), (s.code for s in framework.stages), "育成段階"
            )
        elif not requirement.name.strip():
            yield _problem(
                "blank", f"{field}.name", "何が必要かが空です。", "研修名や試験名を書いてください。"
            )


def _stages(framework: Framework) -> Iterator[Problem]:
    yield from _duplicates("stages", [stage.code for stage in framework.stages], "code", "コード")
    steps: dict[tuple[str, int], int] = {}
    for number, stage in enumerate(framework.stages):
        field = f"stages[{number}]"
        yield from _unknown(
            f"{field}.persona", (stage.persona,), (p.code for p in framework.personas), "人材像"
        )
        yield from _unknown(
            f"{field}.requirements", stage.requirements, (r.code for r in framework.requirements), "要件"
        )
        twin = steps.setdefault((stage.persona, stage.step), number)
        if twin != number:
            yield _problem(
                "duplicate",
                f"{field}.step",
                f"同じ人材像の同じ段階がstages[{twin}]にもあります。",
                "段階の番号を直してください。",
                str(stage.step),
            )


def _cycles(framework: Framework) -> Iterator[Problem]:
    """Find stages and levels that, through their requirements, demand themselves."""
    graph = prerequisites(framework)
    done: set[Node] = set()
    for start in sorted(graph):
        loop = loop_from(start, graph, done)
        if loop:
            named = " → ".join(f"{key} LV{level}" if kind == LEVEL else key for kind, key, level in loop)
            yield _problem(
                "cycle",
                "requirements",
                "前提が輪になっていて、だれも先に進めません。",
                "どれかの前提を外してください。",
                named,
            )


def _glossary(framework: Framework) -> Iterator[Problem]:
    yield from _duplicates("glossary", [term.name for term in framework.glossary], "name", "用語")
    for number, term in enumerate(framework.glossary):
        if not term.text.strip():
            yield _problem(
                "blank", f"glossary[{number}].text", "説明が空です。", "用語の説明を書いてください。"
            )
