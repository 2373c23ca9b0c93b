"""スキル体系 as a workbook to read: what is asked, what a level means, what each 人材像 needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dxdesk.domain.framework import (
    ASSIGNED,
    BY_GRADE,
    EVERYONE,
    INFERRED_LABEL,
    MINDSET,
    OTHERWISE,
    SUMMARY_LABEL,
    SUPPLEMENT_LABEL,
    Framework,
    Item,
    Persona,
)
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet
from dxdesk.usecases.framework_editing.plan_sheets import plan_sheets

_SCOPES = {EVERYONE: "全職員", ASSIGNED: "任命された職員", OTHERWISE: "ほかの区分でない職員"}
_SEPARATOR = " \uff1e "
_MOST_COLUMNS = 10
"""So many skills have a column of their own among the 人材像."""
_OPEN = "(基準は空けてあります)"


def framework_sheets(framework: Framework, head: Head) -> tuple[TableSheet, ...]:
    """Return the sheets of a framework; whose words they are stands at their top."""
    guide = [f"出典: {framework.source}"] if framework.source else []
    if framework.summary:
        guide.append(f"判断の目安の文は本システムの要約です({SUMMARY_LABEL})。")
    head = replace(head, guide=(*guide, f"版: {framework.version}"), purpose="")
    found = [_skills(framework, head), _levels(framework, head), _personas(framework, head)]
    if any(persona.facets for persona in framework.personas):
        found.append(_facets(framework, head))
    if framework.stages:
        found.append(_stages(framework, head))
    found.extend(plan_sheets(framework, head))
    if framework.glossary:
        found.append(_glossary(framework, head))
    return tuple(found)


def _remarks(*, supplement: bool = False, inferred: bool = False) -> str:
    said = ((supplement, SUPPLEMENT_LABEL), (inferred, INFERRED_LABEL))
    return "・".join(label for holds, label in said if holds)


def _skills(framework: Framework, head: Head) -> TableSheet:
    columns = (
        Column("code", "番号", 6),
        Column("category", "分類", 20, "wrap"),
        Column("name", "スキル", 24, "wrap"),
        Column("kind", "種別", 12),
        Column("description", "説明", 50, "wrap"),
        Column("for", "対象", 20, "wrap"),
        Column("scale", "水準の並び", 30, "wrap"),
        Column("remark", "備考", 16, "wrap"),
    )
    rows = tuple(TableRow(item.uid, _skill(framework, item)) for item in framework.items)
    return TableSheet("分類とスキル", head, columns, rows)


def _skill(framework: Framework, item: Item) -> tuple[str, ...]:
    titles = {persona.code: persona.name for persona in framework.personas}
    asked = [*item.grades, *(titles.get(code, code) for code in item.personas)]
    return (
        item.code,
        _SEPARATOR.join(category.name for category in framework.category_path(item)),
        item.name,
        "マインドセット" if item.kind == MINDSET else "スキル",
        item.description,
        "・".join(asked) or "全職員",
        "\n".join(framework.choice_labels(item)),
        _item_remark(framework, item),
    )


def _item_remark(framework: Framework, item: Item) -> str:
    said = _remarks(supplement=item.supplement)
    return said or (f"水準の並びは{SUPPLEMENT_LABEL}" if framework.scale_of(item).supplement else "")


def _levels(framework: Framework, head: Head) -> TableSheet:
    columns = (
        Column("item", "スキル", 28, "wrap"),
        Column("level", "水準・職層", 10),
        Column("heading", "見出し", 28, "wrap"),
        Column("statement", "判断の目安", 66, "wrap"),
        Column("remark", "備考", 16, "wrap"),
    )
    rows = [row for item in framework.items for row in (*_by_level(framework, item), *_by_grade(item))]
    return TableSheet("水準", head, columns, tuple(rows))


def _by_level(framework: Framework, item: Item) -> Iterable[TableRow]:
    scale = framework.scale_of(item)
    for level in scale.levels:
        criteria = item.criteria_by_level.get(level.value)
        name = criteria.heading if criteria and criteria.heading else level.name
        if criteria is None:
            remark = _remarks(supplement=level.supplement or scale.supplement)
            yield TableRow(f"{item.uid}/{level.value}", (item.name, level.label, name, "", remark))
            continue
        for position, statement in enumerate(criteria.statements):
            remark = _remarks(supplement=level.supplement, inferred=statement.inferred)
            cells = (item.name, level.label, name, statement.text, remark)
            yield TableRow(f"{item.uid}/{level.value}/{position}", cells)


def _by_grade(item: Item) -> Iterable[TableRow]:
    for part in item.by_grade:
        for position, statement in enumerate(part.statements):
            cells = (item.name, part.grade, "", statement.text, _remarks(inferred=statement.inferred))
            yield TableRow(f"{item.uid}/{part.grade}/{position}", cells)


def _personas(framework: Framework, head: Head) -> TableSheet:
    """Return the sheet of 人材像; few skills have columns, many are listed, or no page could hold them."""
    named = [item for item in framework.items if any(_required(p, item.uid) for p in framework.personas)]
    many = len(named) > _MOST_COLUMNS
    columns = (
        Column("name", "人材像", 26, "wrap"),
        Column("scope", "だれに当てはまるか", 18, "wrap"),
        Column("exclusive", "併せ持ち", 10),
        Column("description", "説明", 40, "wrap"),
        *([Column("required", "要求水準", 44, "wrap")] if many else _level_columns(named)),
        Column("remark", "備考", 26, "wrap"),
    )
    rows = tuple(
        TableRow(
            persona.code,
            (
                _SEPARATOR.join(_line_of(framework, persona)),
                "・".join(persona.grades) if persona.scope == BY_GRADE else _SCOPES.get(persona.scope, ""),
                "1つだけ" if persona.exclusive else "複数可",
                persona.description,
                *_labels(framework, persona, named, many=many),
                _persona_remark(persona),
            ),
        )
        for persona in framework.personas
    )
    return TableSheet("人材像と要求水準", head, columns, rows)


def _level_columns(named: Iterable[Item]) -> list[Column]:
    return [Column(item.uid, item.name, 12, "level") for item in named]


def _labels(framework: Framework, persona: Persona, named: Iterable[Item], *, many: bool) -> list[str]:
    """Return the required level of each skill, or one text of all that are required."""
    found = [(item, _required(persona, item.uid)) for item in named]
    labels = [
        (item.name, "" if level is None else framework.level_label(item, level)) for item, level in found
    ]
    if many:
        return ["\n".join(f"{name} {label}" for name, label in labels if label)]
    return [label for _, label in labels]


def _line_of(framework: Framework, persona: Persona) -> list[str]:
    """Return the names from the topmost kind down to the persona."""
    by_code = {one.code: one for one in framework.personas}
    line = [persona.name]
    while persona.parent in by_code:
        persona = by_code[persona.parent]
        line.insert(0, persona.name)
    return line


def _facets(framework: Framework, head: Head) -> TableSheet:
    columns = (
        Column("persona", "人材像", 24, "wrap"),
        Column("name", "項目", 30, "wrap"),
        Column("text", "内容", 80, "wrap"),
        Column("remark", "備考", 16, "wrap"),
    )
    rows = tuple(
        TableRow(
            f"{persona.code}/{number}/{position}",
            (persona.name, facet.name, text, _remarks(supplement=facet.supplement)),
        )
        for persona in framework.personas
        for number, facet in enumerate(persona.facets)
        for position, text in enumerate(facet.texts)
    )
    return TableSheet("人材像の役割", head, columns, rows)


def _required(persona: Persona, uid: str) -> int | None:
    return dict(persona.required).get(uid)


def _persona_remark(persona: Persona) -> str:
    said = [_remarks(supplement=persona.supplement)]
    if persona.required_supplement and not persona.supplement:
        said.append(f"要求水準は{SUPPLEMENT_LABEL}")
    if persona.per_section:
        said.append(persona.per_section_text)
    return "・".join(text for text in said if text)


def _stages(framework: Framework, head: Head) -> TableSheet:
    columns = (
        Column("persona", "人材像", 16, "wrap"),
        Column("step", "段階", 6, "number"),
        Column("name", "名称", 18, "wrap"),
        Column("statement", "内容", 50, "wrap"),
        Column("requirement", "要件", 36, "wrap"),
        Column("remark", "備考", 16, "wrap"),
    )
    titles = {persona.code: persona.name for persona in framework.personas}
    named = {requirement.code: requirement.name or requirement.code for requirement in framework.requirements}
    rows = tuple(
        TableRow(
            stage.code,
            (
                titles.get(stage.persona, stage.persona),
                str(stage.step),
                stage.name,
                "\n".join(f"・{statement.text}" for statement in stage.statements)
                or (_OPEN if stage.open else ""),
                "\n".join(f"・{named.get(code, code)}" for code in stage.requirements),
                _remarks(
                    supplement=stage.supplement,
                    inferred=any(statement.inferred for statement in stage.statements),
                ),
            ),
        )
        for stage in framework.stages
    )
    return TableSheet("育成段階", head, columns, rows)


def _glossary(framework: Framework, head: Head) -> TableSheet:
    columns = (Column("name", "用語", 24, "wrap"), Column("text", "説明", 90, "wrap"))
    rows = tuple(TableRow(term.name, (term.name, term.text)) for term in framework.glossary)
    return TableSheet("用語", head, columns, rows)
