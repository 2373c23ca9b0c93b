"""The sheets of a framework on evidence, figures and tools: 要件, 目標, ツール別スキルマップ."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from dxdesk.domain.framework import (
    COURSE,
    EXAM,
    EXPERIENCE,
    LEVEL,
    STAGE,
    SUPPLEMENT_LABEL,
    Framework,
    Requirement,
    Stage,
)
from dxdesk.domain.goals import Tool
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet

_KINDS: Mapping[str, str] = {
    COURSE: "研修",
    EXAM: "資格・試験",
    EXPERIENCE: "実務経験",
    LEVEL: "水準",
    STAGE: "育成段階",
}
TO_FILL_IN = "(団体で記入)"
NOT_BY_TOOL = "\uff0d"


def plan_sheets(framework: Framework, head: Head) -> Iterator[TableSheet]:
    """Return the sheets for which the framework has something to say."""
    if framework.requirements:
        yield _requirements(framework, head)
    if framework.targets:
        yield _targets(framework, head)
    if framework.tools:
        yield _tools(framework, head)


def _titles(framework: Framework) -> dict[str, str]:
    return {persona.code: persona.name for persona in framework.personas}


def _remark(note: str, *, supplement: bool) -> str:
    return "・".join(part for part in (note, SUPPLEMENT_LABEL if supplement else "") if part)


def _requirements(framework: Framework, head: Head) -> TableSheet:
    columns = (
        Column("persona", "人材像", 18, "wrap"),
        Column("kind", "種類", 10),
        Column("name", "研修・試験・経験など", 32, "wrap"),
        Column("mandatory", "必須・選択", 10),
        Column("skills", "対応するスキル", 28, "wrap"),
        Column("stages", "この要件を求める段階", 20, "wrap"),
        Column("extent", "時間・期間", 11),
        Column("remark", "備考", 34, "wrap"),
    )
    rows = tuple(TableRow(r.code, _requirement(framework, r)) for r in framework.requirements)
    return TableSheet("要件", head, columns, rows)


def _requirement(framework: Framework, requirement: Requirement) -> tuple[str, ...]:
    titles = _titles(framework)
    stages = [stage.name for stage in framework.stages if requirement.code in stage.requirements]
    extent = f"{requirement.hours}時間" if requirement.hours else ""
    if requirement.months:
        extent = f"{requirement.months}か月以上"
    return (
        "・".join(titles.get(code, code) for code in requirement.personas),
        _KINDS.get(requirement.kind, requirement.kind),
        _name(framework, requirement),
        _choice(requirement, stages),
        "\n".join(framework.item(uid).name for uid, _ in requirement.supports),
        "\n".join(stages),
        extent,
        _remark(requirement.note, supplement=requirement.supplement),
    )


def _choice(requirement: Requirement, stages: Collection[str]) -> str:
    """Return 必須 or 選択; nothing for a course of which the policy only says whom it is for."""
    if not requirement.mandatory:
        return "選択"
    return "必須" if requirement.supports or stages else ""


def _name(framework: Framework, requirement: Requirement) -> str:
    if requirement.kind == LEVEL:
        item = framework.item(requirement.item)
        return f"{item.name} {framework.level_label(item, requirement.level)}"
    if requirement.kind == STAGE:
        return next((s.name for s in framework.stages if s.code == requirement.stage), requirement.stage)
    return requirement.name


def _targets(framework: Framework, head: Head) -> TableSheet:
    columns = (
        Column("group", "区分", 18, "wrap"),
        Column("persona", "人材像", 18, "wrap"),
        Column("name", "目標", 40, "wrap"),
        Column("figure", "数", 16),
        Column("period", "時期", 20, "wrap"),
        Column("remark", "備考", 40, "wrap"),
    )
    titles = _titles(framework)
    rows = tuple(
        TableRow(
            target.code,
            (
                target.group,
                titles.get(target.persona, target.persona),
                target.name,
                target.figure,
                target.period,
                _remark(target.note, supplement=target.supplement),
            ),
        )
        for target in framework.targets
    )
    open_ = any(target.open for target in framework.targets)
    notes = ("「○」は方針で数が決まっていないところです。団体で決めてください。",) if open_ else ()
    return TableSheet("目標", head, columns, rows, notes)


def _tools(framework: Framework, head: Head) -> TableSheet:
    """Return tool × stage: all stages of the personas whose stages are judged by tool."""
    named = {cell.stage for tool in framework.tools for cell in tool.cells}
    personas = {stage.persona for stage in framework.stages if stage.code in named}
    stages = [stage for stage in framework.stages if stage.persona in personas]
    titles = _titles(framework)
    columns = (
        Column("tool", "ツール", 20, "wrap"),
        *(
            Column(s.code, f"{titles.get(s.persona, '')} 段階{s.step} {s.name}".strip(), 40, "wrap")
            for s in stages
        ),
        Column("remark", "備考", 16, "wrap"),
    )
    rows = tuple(
        TableRow(
            tool.code,
            (tool.name, *(_cell(tool, s) for s in stages), _remark("", supplement=tool.supplement)),
        )
        for tool in framework.tools
    )
    notes = (
        f"「{TO_FILL_IN}」には、団体がそのツールでの基準を書きます。",
        f"「{NOT_BY_TOOL}」は、ツールごとには決めない段階です。",
    )
    return TableSheet("ツール別スキルマップ", head, columns, rows, notes)


def _cell(tool: Tool, stage: Stage) -> str:
    cell = tool.cell(stage.code)
    if cell is None:
        return NOT_BY_TOOL
    return "\n".join(f"・{text}" for text in cell.texts) or TO_FILL_IN
