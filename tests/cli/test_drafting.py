"""``drafting --json``: what to talk about at a step, and what two sections do together, told with it."""

from __future__ import annotations

from dxdesk.domain.drafting_tasks import BY_CODE
from tests.helpers.commands import dxdesk
from tests.helpers.town import Town


def test_a_step_tells_what_to_talk_about_and_do_together(town: Town) -> None:
    dxdesk("uses", town.hr, "--on", "agenda")
    found = dxdesk("drafting", town.hr, "--begin", "new", "--fiscal-year", "2027", "--json").json
    (drafting,) = found["draftings"]
    told = {one["code"]: one for one in drafting["tasks"]}
    assert told["premise"]["points"] == []
    assert told["premise"]["together"] == {"how": [], "otherwise": []}
    for code in ("personas", "standards", "targets", "gaining", "raising"):
        task = BY_CODE[code]
        assert task.points
        assert told[code]["points"] == list(task.points)
        assert told[code]["together"]["how"] == list(task.together.how)
        assert told[code]["together"]["otherwise"] == list(task.together.otherwise)
