"""引継ぎメモ: who still has whom to confirm is in it, as long as somebody has."""

from __future__ import annotations

from dxdesk.usecases.home.handover_memo import memo
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from tests.helpers.office import CHIEF, MANAGER, STAFF
from tests.helpers.stories import Town

WAITS = "確認がまだの確認者"


def test_confirmers_with_people_to_confirm_are_counted_by_step(town: Town) -> None:
    assert WAITS not in dict(memo(town.hr).lines)
    for number in STAFF[:2]:
        town.receive(town.hr, town.answered(number))
    told = dict(memo(town.hr).lines)[WAITS]
    assert f"({CHIEF}): 一次確認 2人" in told
    assert MANAGER not in told
    confirming.confirm(town.hr, Decision(STAFF[0], on_behalf_of=CHIEF))
    told = dict(memo(town.hr).lines)[WAITS]
    assert f"({CHIEF}): 一次確認 1人" in told
    assert f"({MANAGER}): 二次確認 1人" in told
    confirming.confirm(town.hr, Decision(STAFF[0], on_behalf_of=MANAGER))
    confirming.confirm(town.hr, Decision(STAFF[1], on_behalf_of=CHIEF))
    confirming.confirm(town.hr, Decision(STAFF[1], on_behalf_of=MANAGER))
    assert WAITS not in dict(memo(town.hr).lines)
