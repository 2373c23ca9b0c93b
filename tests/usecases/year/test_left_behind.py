"""What a closed year still owes people is told when it is closed, and stays on ホーム until it is done."""

from __future__ import annotations

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.review import confirming, deputies, disputes
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.sealing.workbook_kinds import RESULT_NOTICE
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.sending.recipients import final_years, recipients
from dxdesk.usecases.year import cycle, finalise, telling
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


def test_what_differs_in_a_closed_year_stays_on_home_and_can_be_settled(town: Town) -> None:
    town.receive(town.hr, town.answered(TOLD), town.answered(TOLD, "LV1", "別の答え.xlsx"))
    cycle.close_cycle(town.hr)
    next_year(town)
    (todo,) = (one for one in home(town.hr).todo if one.key == "conflicts-former")
    assert (todo.screen, todo.focus, todo.count) == ("receive", "conflicts", 1)
    assert "令和7年度: 𠮷野 花子さん" in todo.text
    # It stands on the list of the year in work, called by its year, and can be decided there.
    found = disputes.to_decide(town.hr)
    assert {(one.fiscal_year, one.former) for one in found} == {(2025, "令和7年度")}
    assert [one.label for one in disputes.former_years(town.hr)] == ["令和7年度"]
    for one in found:
        taken = {item.conflict: 1 for item in one.items}
        disputes.settle(town.hr, one.id, taken, "本人に確かめた", one.fiscal_year)
    assert disputes.to_decide(town.hr) == ()
    assert "conflicts-former" not in keys(town)


def test_what_came_after_a_result_stays_on_home_through_the_next_year_until_it_is_corrected(
    town: Town,
) -> None:
    owing(town)
    town.receive(town.hr, town.answered(TOLD, "LV3", "遅れて.xlsx"))
    (now,) = (one for one in home(town.hr).todo if one.key == "after-final")
    assert "𠮷野 花子さん" in now.text
    told = [one.message for one in cycle.close_cycle(town.hr).warnings if one.code == "year-owes"]
    assert any("確定の後に申告などが届いた人が 1人います(𠮷野 花子さん)" in message for message in told)
    assert "after-final" in keys(town)
    next_year(town)
    assert "after-final" not in keys(town)
    (todo,) = (one for one in home(town.hr).todo if one.key == "after-final-former")
    assert "令和7年度: 𠮷野 花子さん" in todo.text
    # No page of 受付 waits with it: the badge of 受付 counts what its pages count.
    assert (now.count, todo.count, todo.screen, todo.focus) == (0, 0, "receive", "late")
    uid = next(item.uid for item in person_year(town.hr, TOLD, 2025).items)
    finalise.correct(town.hr, TOLD, {uid: 1}, "遅れて届いた申告を見て", "部長", 2025)
    assert "after-final-former" not in keys(town)


def test_who_was_told_in_another_way_is_asked_for_no_more_until_it_is_taken_back(town: Town) -> None:
    owing(town)
    assert "results" in keys(town)
    with pytest.raises(KnownError) as refused:
        telling.tell_otherwise(town.hr, numbers=(TOLD, HELD))  # the latter has no final result
    assert (refused.value.code, refused.value.problems[0].found) == ("nobody-untold", HELD)
    assert "results" in keys(town)
    cycle.close_cycle(town.hr)
    next_year(town)
    (todo,) = (one for one in home(town.hr).todo if one.key == "results-former")
    assert todo.told_of == 2025
    done = telling.tell_otherwise(town.hr, todo.told_of)
    assert (done.cycle.label, done.numbers) == ("令和7年度", (TOLD,))
    assert "results-former" not in keys(town)
    with pytest.raises(KnownError, match="まだ知らせていない人ではありません"):
        telling.tell_otherwise(town.hr, 2025)
    telling.take_back(town.hr, 2025, done.numbers)
    assert "results-former" in keys(town)
    with pytest.raises(KnownError, match="ほかの方法で知らせたとした人ではありません"):
        telling.take_back(town.hr, 2025)


def test_the_years_path_counts_who_was_told_in_another_way(town: Town) -> None:
    owing(town)
    telling.tell_otherwise(town.hr)
    (step,) = (step for step in home(town.hr).steps if step.name == "結果通知")
    assert "results" not in keys(town)
    assert step.state != "now"
    telling.take_back(town.hr)
    assert "results" in keys(town)
