"""Figures a policy aims at, and the tool skill map: what is open stays open, what is wrong is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dxdesk.domain.framework import Framework
from dxdesk.domain.framework_check import check
from dxdesk.domain.goals import Target, Tool, ToolCell
from dxdesk.usecases.frameworks import versions
from tests.helpers.frameworks import small_framework

GOOD = replace(
    small_framework(),
    targets=(Target("t1", "推進役", 30, "人", persona="lead", about=True), Target("t2", "受講率", unit="%")),
    tools=(Tool("form", "申請フォーム", (ToolCell("lead1", ("一つ作った",)), ToolCell("lead2"))),),
)


def with_targets(*targets: Target) -> Framework:
    return replace(GOOD, targets=targets)


def with_tools(*tools: Tool) -> Framework:
    return replace(GOOD, tools=tools)


def test_sound_goals_and_tools_have_no_findings_and_travel() -> None:
    assert check(GOOD) == ()
    text = versions.to_text(GOOD)
    assert versions.from_text(text) == GOOD


@pytest.mark.parametrize(
    ("framework", "code", "field"),
    [
        (with_targets(Target("t", "甲"), Target("t", "乙")), "duplicate", "targets[1].code"),
        (with_targets(Target("t", " ")), "blank", "targets[0].name"),
        (with_targets(Target("t", "甲", persona="nobody")), "unknown", "targets[0].persona"),
        (with_targets(Target("t", "甲", -1)), "target-range", "targets[0].value"),
        (with_targets(Target("t", "甲", 101, "%")), "target-range", "targets[0].value"),
        (with_tools(Tool("a", "甲"), Tool("a", "乙")), "duplicate", "tools[1].code"),
        (with_tools(Tool("a", "甲"), Tool("b", "甲")), "duplicate", "tools[1].name"),
        (with_tools(Tool("a", "甲", (ToolCell("none"),))), "unknown", "tools[0].cells"),
        (
            with_tools(Tool("a", "甲", (ToolCell("lead1"), ToolCell("lead1")))),
            "duplicate",
            "tools[0].cells[1].stage",
        ),
        (with_tools(Tool("a", "甲", (ToolCell("lead1", (" ",)),))), "blank", "tools[0].cells[0].texts"),
    ],
)
def test_a_mistake_names_its_field(framework: Framework, code: str, field: str) -> None:
    assert {(found.code, found.place.cell) for found in check(framework)} == {(f"framework-{code}", field)}


def test_a_figure_reads_as_the_policy_says_it() -> None:
    assert [target.figure for target in GOOD.targets] == ["約30人", "○%"]
    assert GOOD.targets[1].open
    assert Target("t", "甲", 2, "人", per_section=True, at_least=True).figure == "課ごとに2人以上"


def test_cells_without_texts_are_to_be_filled_in() -> None:
    (tool,) = GOOD.tools
    assert [cell.stage for cell in tool.cells if cell.open] == ["lead2"]
    assert tool.cell("lead3") is None


def test_versions_without_goals_keep_their_text_and_digest() -> None:
    """A shipped version's text may never change: stores refuse another text under the same version."""
    first = versions.preset_version("shinagawa", "R7-1")
    assert first is not None
    row = versions.row_of(first)
    assert row.digest == "d543074d3119df627733cf0baaab2718"
    assert "targets" not in row.text
    assert "hours" not in row.text
