"""候補者さがし in the demonstration: each spring HR looks who could hold what its policy asks for."""

from __future__ import annotations

from dxdesk.domain.purposes import Use
from dxdesk.programs.scenario.demo import Demo
from dxdesk.usecases.development import candidates
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
