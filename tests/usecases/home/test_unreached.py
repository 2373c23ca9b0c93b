"""Answers that lie with HR while their confirmer waits for them."""

from __future__ import annotations

import itertools

import pytest

from dxdesk.domain.file_names import bare
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.progress.work_view import Todo
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.office import CHIEF, OTHER_CHIEF, STAFF, uids
from tests.helpers.stories import Town, confirmed

YOSHINO, KASAI, KAMIYA = STAFF


def todo(desk: Desk) -> Todo | None:
    return next((entry for entry in home(desk).todo if entry.key == "unreached"), None)


def sent(town: Town, folder: str) -> list[str]:
    done = dispatch.export(town.hr, dispatch.Export("section-packages", town.folder / folder, unreached=True))
    return [bare(path.stem).rpartition("_")[2] for path in done.files]


def test_what_came_to_hr_is_taken_to_the_confirmer_by_one_act(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    minutes = itertools.count()
    day = town.hr.services.clock.today()
    monkeypatch.setattr(town.hr.services.clock, "now", lambda: f"{day}T01:{next(minutes):02}:00Z")
    assert todo(town.hr) is None
    town.receive(town.hr, town.answered(YOSHINO), town.answered(KASAI))
    found = todo(town.hr)
    assert found is not None
    assert found.title == "確認者へ届いていない答え 2人分"
    assert "山﨑 直樹さん(1人)" in found.text
    assert (found.screen, found.focus, found.count, found.urgent) == ("documents", "unreached", 2, True)
    assert sent(town, "一度目") == [CHIEF]
    assert todo(town.hr) is None
    (package,) = (town.folder / "一度目").iterdir()
    assert town.receive(town.chief, package).files[0].outcome == "applied"

    assert town.receive(town.hr, town.form(YOSHINO)).files[0].outcome == "unchanged"
    assert todo(town.hr) is None, "a blank form says nothing new"

    said = Answers({uids(town.hr)[0]: 1})
    self_report.submit(town.hr, answers=said, employee_number=KAMIYA)
    assert sent(town, "二度目") == [OTHER_CHIEF], "what was typed in for somebody has to get there as well"
    assert todo(town.hr) is None


def test_a_second_confirmer_is_told_of_answers_that_the_first_one_may_not_have(town: Town) -> None:
    manager = town.manager

    def told() -> Todo | None:
        return next((entry for entry in home(manager).todo if entry.key == "first-confirmers"), None)

    assert told() is None
    town.receive(manager, town.form(KASAI))
    assert told() is None, "a blank form says nothing"
    town.receive(manager, town.answered(YOSHINO))
    found = told()
    assert found is not None
    assert found.title == "一次確認がまだの申告がこちらに届いています(1人分)"
    assert "先に確認するのは 山﨑 直樹さんです" in found.text
    assert (found.screen, found.focus, found.urgent, found.count) == ("receive", "ledger", False, 0)
    assert all(entry.key != "first-confirmers" for entry in home(town.chief).todo)

    town.receive(manager, confirmed(town, town.chief, YOSHINO))
    assert told() is None
