"""What must hold in the targets and the tool skill map of a framework; fields as in ``framework_check``."""

from __future__ import annotations

from collections.abc import Iterator

from dxdesk.domain.errors import Problem
from dxdesk.domain.framework import Framework
from dxdesk.domain.framework_findings import duplicates, problem, unknown

PERCENT = "%"
MOST = 9_999_999
"""The largest figure aimed at: more than any municipality has of anything, and what a field can show."""


def check_targets(framework: Framework) -> Iterator[Problem]:
    """Find targets that are named twice, are of nobody, or cannot be."""
    yield from duplicates("targets", [target.code for target in framework.targets], "code", "コード")
    codes = [persona.code for persona in framework.personas]
    for number, target in enumerate(framework.targets):
        field = f"targets[{number}]"
        if not target.name.strip():
            yield problem("blank", f"{field}.name", "目標の名称が空です。", "何の目標かを書いてください。")
        if target.persona:
            yield from unknown(f"{field}.persona", (target.persona,), codes, "人材像")
        if not 0 <= target.value <= (100 if target.unit == PERCENT else MOST):
            yield problem(
                "target-range",
                f"{field}.value",
                "目標の数にならない値です。",
                f"0から{MOST:,}まで、割合なら100までにしてください(0は未定)。",
                str(target.value),
            )


def check_tools(framework: Framework) -> Iterator[Problem]:
    """Find tools that are named twice, and cells that are of no stage or stand twice."""
    yield from duplicates("tools", [tool.code for tool in framework.tools], "code", "コード")
    yield from duplicates("tools", [tool.name for tool in framework.tools], "name", "名称")
    codes = [stage.code for stage in framework.stages]
    for number, tool in enumerate(framework.tools):
        field = f"tools[{number}].cells"
        stages = [cell.stage for cell in tool.cells]
        yield from unknown(field, stages, codes, "育成段階")
        yield from duplicates(field, stages, "stage", "育成段階")
        for index, cell in enumerate(tool.cells):
            if any(not text.strip() for text in cell.texts):
                yield problem(
                    "blank", f"{field}[{index}].texts", "空の文があります。", "文を書くか、消してください。"
                )
