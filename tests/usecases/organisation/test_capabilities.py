"""使う機能: off in a new store, switched by HR, offered once the first year is done, and never twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle, finalise
from tests.helpers import world as w
from tests.helpers.stories import Town

pytestmark = pytest.mark.usefixtures("all_shown")

TRAINING = "training"


def offers(desk: Desk) -> bool:
    return any(todo.key == "uses" for todo in home(desk).todo)


def state(desk: Desk) -> tuple[bool, bool]:
    found = next(one for one in capabilities.switches(desk) if one.capability.code == TRAINING)
    return found.on, found.offered


def said(desk: Desk) -> list[tuple[str, str]]:
    with desk.store.read() as uow:
        entries = [(entry.action, entry.subject) for entry in uow.audit.entries()]
    return [entry for entry in entries if entry[0].startswith("capability-")]


def test_a_new_store_uses_nothing_and_is_asked_nothing(town: Town) -> None:
    assert state(town.hr) == (False, False)
    assert not offers(town.hr)


def test_hr_switches_and_the_audit_says_so_once(town: Town) -> None:
    capabilities.switch(town.hr, TRAINING, True)
    capabilities.switch(town.hr, TRAINING, True)
    with town.hr.store.read() as uow:
        assert uow.settings.get("uses/training") == "1", "what other screens ask"
    assert state(town.hr) == (True, False)
    capabilities.switch(town.hr, TRAINING, False)
    capabilities.switch(town.hr, TRAINING, False)
    assert state(town.hr) == (False, False)
    assert said(town.hr) == [("capability-off", TRAINING), ("capability-on", TRAINING)]


def test_who_hid_one_is_not_asked_whether_they_want_it(town: Town) -> None:
    cycle.close_cycle(town.hr)
    assert offers(town.hr)
    capabilities.switch(town.hr, TRAINING, True)
    capabilities.switch(town.hr, TRAINING, False)
    assert not offers(town.hr)


def test_only_hr_and_only_what_there_is(town: Town) -> None:
    for act in (
        lambda: capabilities.switch(town.chief, TRAINING, True),
        lambda: capabilities.decline(town.chief, TRAINING),
        lambda: capabilities.switches(town.chief),
    ):
        with pytest.raises(KnownError) as error:
            act()
        assert error.value.code == "wrong-role"
    for act in (
        lambda: capabilities.switch(town.hr, "sorcery", True),
        lambda: capabilities.decline(town.hr, "sorcery"),
    ):
        with pytest.raises(KnownError) as error:
            act()
        assert error.value.code == "capability-unknown"
    assert said(town.hr) == []


def test_a_closed_year_offers_it_quietly_and_no_is_an_answer(town: Town) -> None:
    cycle.close_cycle(town.hr)
    (offer,) = (todo for todo in home(town.hr).todo if todo.key == "uses")
    assert (offer.urgent, offer.count, offer.screen, offer.focus) == (False, 0, "settings", "uses")
    assert "研修台帳" in offer.text
    assert state(town.hr) == (False, True)
    capabilities.decline(town.hr, TRAINING)
    capabilities.decline(town.hr, TRAINING)
    assert not offers(town.hr)
    assert state(town.hr) == (False, False)
    assert said(town.hr) == [("capability-declined", TRAINING)]
    capabilities.switch(town.hr, TRAINING, True)
    assert state(town.hr) == (True, False), "it can be used all the same"


def test_it_is_offered_when_everybody_is_final_or_the_next_year_runs_and_not_before(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        w.open_year(desk)
        w.answered(desk, w.TAX_A, 3)
        w.confirmed(desk, w.TAX_A, w.LEADER_TAX, w.CHIEF_TAX)
        assert not offers(desk)
        finalise.finalise(desk)
        assert not offers(desk), "the others of its first year are still at it"
        w.open_year(desk, w.YEAR + 1)
        assert offers(desk)


def test_what_no_screen_shows_is_not_offered(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    hidden = tuple(one._replace(shown=False) for one in capabilities.CAPABILITIES)
    monkeypatch.setattr(capabilities, "CAPABILITIES", hidden)
    cycle.close_cycle(town.hr)
    assert state(town.hr) == (False, False)
    assert not offers(town.hr)
