"""What HR looks at in the demonstration's spring: who could hold what its policy asks, and tools by 課."""

from __future__ import annotations

from dxdesk.domain.purposes import Use
from dxdesk.programs.scenario.demo import Demo
from dxdesk.usecases.development import candidates, tool_placements
from dxdesk.usecases.development.candidates import Search

REASON = "4月の配置の参考にするため"


def look(demo: Demo, persona: str, year: int) -> None:
    """Look for the nearest, then at all of them for a reason, by a 人材像 or else by what the policy asks."""
    choices = candidates.offer(demo.hr, year).choices
    if not choices:
        return
    one = next((choice for choice in choices if choice.key == persona), choices[0])
    key = one.key
    search = Search("" if one.stage else key, key if one.stage else "", use=Use.PLACEMENT)
    candidates.find(demo.hr, search, year)
    candidates.find(demo.hr, search, year, reason=REASON)


def place_tools(demo: Demo, year: int) -> None:
    """Make rules of what the policy aims at by 課 in tools."""
    wanted = {one.uid: one.proposed for one in tool_placements.lines(demo.hr, year) if one.proposed}
    if wanted:
        tool_placements.keep_rules(demo.hr, wanted, year)
