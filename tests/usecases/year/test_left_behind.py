"""What a closed year still owes people is told when it is closed, and stays on ホーム until it is done."""

from __future__ import annotations

import pytest

from dxdesk.domain.lifecycle import State
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.review import confirming, deputies
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.sealing.workbook_kinds import RESULT_NOTICE
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.sending.recipients import final_years, recipients
from dxdesk.usecases.year import cycle, finalise
from tests.helpers.office import CHIEF, STAFF
from tests.helpers.stories import Town

TOLD, HELD = STAFF[0], STAFF[1]


def owing(town: Town) -> None:
    """One result nobody was told, one confirmation of both stages that HR did not decide of."""
    town.receive(town.chief, town.answered(TOLD))
    confirming.confirm(town.chief, Decision(TOLD))
    first = town.send(town.chief, "confirmations", "一次")
    town.receive(town.manager, *first, town.answered(HELD))
    confirming.confirm(town.manager, Decision(TOLD))
    confirming.confirm(town.manager, Decision(HELD, on_behalf_of=CHIEF))
    confirming.confirm(town.manager, Decision(HELD))
    town.receive(town.hr, *town.send(town.manager, "confirmations", "二次"))
    assert finalise.finalise(town.hr).people == 1


def keys(town: Town) -> set[str]:
    return {todo.key for todo in home(town.hr).todo}


def next_year(town: Town) -> None:
    cycle.open_cycle(town.hr, cycle.OpenCycle(2026, "shinagawa", "2026-04-01"))


def test_closing_says_whom_nobody_told_and_what_is_undecided(town: Town) -> None:
    owing(town)
    closed = cycle.close_cycle(town.hr)
    said = [problem.message for problem in closed.warnings if problem.code == "year-owes"]
    assert len(said) == 2
    assert "𠮷野 花子さん" in said[0]
    assert "葛󠄀西 健さん" in said[1]


def test_a_closed_year_asks_for_nothing_but_what_it_owes_and_leads_on(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    owing(town)
    monkeypatch.setattr(town.hr.services.clock, "today", lambda: "2026-06-01")
    assert home(town.hr).progress.late
    cycle.close_cycle(town.hr)
    found = home(town.hr)
    assert found.closed
    assert "now" not in {step.state for step in found.steps}
    assert not found.progress.late
    assert keys(town) >= {"held", "results", "next-year"}
    assert not keys(town) & {"missing", "confirm-late", "finalise"}


def test_what_it_owes_stays_through_the_next_year_until_it_is_done(town: Town) -> None:
    owing(town)
    cycle.close_cycle(town.hr)
    next_year(town)
    assert keys(town) >= {"results-former", "held-former"}
    (todo,) = (one for one in home(town.hr).todo if one.key == "results-former")
    assert todo.focus == f"{RESULT_NOTICE.word}:2025"
    assert [(one.fiscal_year, one.closed) for one in final_years(town.hr)] == [(2025, True)]
    assert [one.number for one in recipients(town.hr, RESULT_NOTICE, 2025).people] == [TOLD]
    out = town.folder / "結果"
    done = dispatch.export(town.hr, dispatch.Export(RESULT_NOTICE.word, out, fiscal_year=2025))
    assert len(done.files) == 1
    assert "results-former" not in keys(town)
    # What was held is on the list of the year in work, called by its year, and can be decided.
    (one,) = deputies.held(town.hr)
    assert (one.fiscal_year, one.what) == (2025, "令和7年度の二次確認")
    assert deputies.held(town.hr, 2026) == ()
    deputies.decide(town.hr, one.ids, allow=True)
    assert person_year(town.hr, HELD, 2025).state is State.RECEIVED
    assert "held-former" not in keys(town)


def test_who_differs_and_was_not_settled_is_named_before_the_year_is_closed(town: Town) -> None:
    town.receive(town.hr, town.answered(TOLD), town.answered(TOLD, "LV1", "別の答え.xlsx"))
    (told,) = [
        problem.message for problem in cycle.close_cycle(town.hr).warnings if problem.code == "year-owes"
    ]
    assert "食い違いを決めていない人が 1人" in told
    assert "𠮷野 花子さん" in told
    assert "閉じる前に決めてください" in told
