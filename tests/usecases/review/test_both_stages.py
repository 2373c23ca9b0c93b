"""One person at both stages, assigned to one and standing in at the other: HR decides first."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.domain.records import Part
from dxdesk.usecases.exchange import dump, ledgers
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.person_year import counting
from dxdesk.usecases.person_year.counting import Verdict
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.review import confirming, deputies, taking_back
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.review.deputies import Naming
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from tests.helpers.office import CHIEF, MANAGER, OTHER_CHIEF, STAFF
from tests.helpers.stories import Town

YOSHINO = STAFF[0]


def does_both(town: Town, number: str = YOSHINO) -> tuple[Path, ...]:
    """The second confirmer stands in at the first stage, does the second one, and sends it."""
    town.receive(town.manager, town.answered(number))
    confirming.confirm(town.manager, Decision(number, on_behalf_of=CHIEF))
    confirming.confirm(town.manager, Decision(number))
    return town.send(town.manager, "confirmations", "両方")


def state(desk: Desk) -> State:
    return person_year(desk, YOSHINO).state


def finalised(town: Town) -> int:
    """How many HR can finalise."""
    try:
        return finalise.finalise(town.hr).people
    except KnownError:
        return 0


def chiefs(town: Town) -> tuple[Path, ...]:
    """The assigned first confirmer confirms after all, from the answer alone."""
    town.receive(town.chief, town.answered(YOSHINO))
    confirming.confirm(town.chief, Decision(YOSHINO))
    return town.send(town.chief, "confirmations", "一次")


def test_who_stands_in_at_the_first_stage_and_does_the_second_waits_for_hr(town: Town) -> None:
    files = does_both(town)
    assert state(town.manager) is State.SECOND_CONFIRMED  # whoever did it sees it as done
    (report,) = town.receive(town.hr, *files).files
    assert report.outcome == "held"
    (note,) = (note for note in report.notes if note.code == "deputy-unnamed")
    assert "一次確認もした" in note.found
    assert state(town.hr) is State.FIRST_CONFIRMED  # standing in at the first stage is the second's to do
    (one,) = deputies.held(town.hr)
    assert (one.stage, one.by, one.on_behalf_of, one.both, len(one.ids)) == (
        *(Part.REVIEW2, MANAGER, "", True, 2),
    )
    assert one.why == "一次確認もした人です"
    assert finalised(town) == 0
    (todo,) = (todo for todo in home(town.hr).todo if todo.key == "held")
    assert "一次と二次の両方を" in todo.text


@pytest.mark.parametrize("allow", [True, False])
def test_hr_decides_by_what_was_said(town: Town, allow: bool) -> None:
    town.receive(town.hr, *does_both(town))
    (one,) = deputies.held(town.hr)
    deputies.decide(town.hr, one.ids, allow=allow)
    assert deputies.held(town.hr) == ()
    assert state(town.hr) is (State.RECEIVED if allow else State.FIRST_CONFIRMED)
    assert finalised(town) == allow
    refused = person_year(town.hr, YOSHINO).judged.number(Verdict.REJECTED)
    assert refused == (0 if allow else 2)


def test_whoever_comes_first_the_assigned_first_confirmer_sets_it_free(town: Town) -> None:
    both, first = does_both(town), chiefs(town)
    seen = set()
    files = [*both, *first]
    for order in itertools.permutations(files):
        town.receive(town.hr, *order)
        assert (state(town.hr), deputies.held(town.hr)) == (State.RECEIVED, ())
        seen.add(dump.dump(town.hr).state_digest)
        # Taken back, it waits again: what is here decides, never what came before.
        for receipt in ledgers.receipts(town.hr):
            if receipt.live and receipt.file_name == first[0].name:
                ledgers.undo(town.hr, receipt.number)
        assert (state(town.hr), len(deputies.held(town.hr))) == (State.FIRST_CONFIRMED, 1)
        for receipt in ledgers.receipts(town.hr):
            if receipt.live and receipt.file_name == both[0].name:
                ledgers.undo(town.hr, receipt.number)
    assert len(seen) == 1


def test_hr_may_do_the_first_stage_itself(town: Town) -> None:
    town.receive(town.hr, *does_both(town))
    confirming.confirm(town.hr, Decision(YOSHINO, on_behalf_of=CHIEF))
    assert (state(town.hr), deputies.held(town.hr)) == (State.RECEIVED, ())


def test_who_says_the_first_confirmers_word_anew_did_both(town: Town) -> None:
    """The first confirmer did confirm; the second said it again in their place, and that is what stands."""
    town.receive(town.manager, town.answered(YOSHINO), *chiefs(town))
    confirming.confirm(town.manager, Decision(YOSHINO, comment="見直し", on_behalf_of=CHIEF))
    confirming.confirm(town.manager, Decision(YOSHINO))
    town.receive(town.hr, *town.send(town.manager, "confirmations", "二度"))
    assert [one.stage for one in deputies.held(town.hr)] == [Part.REVIEW2]
    assert state(town.hr) is State.FIRST_CONFIRMED


def test_named_on_one_day_for_each_stage_is_both_stages_all_the_same(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each day for itself the deputy was named for that stage alone."""
    deputies.name(town.hr, Naming(OTHER_CHIEF, CHIEF, "2026-01-05", "2026-01-09"))
    deputies.name(town.hr, Naming(OTHER_CHIEF, MANAGER, "2026-01-10", "2026-01-30"))
    packages = town.send(town.hr, "section-packages", "配布")
    town.receive(town.other, *(path for path in packages if OTHER_CHIEF in path.name))
    town.receive(town.other, town.answered(YOSHINO))
    confirming.confirm(town.other, Decision(YOSHINO, on_behalf_of=CHIEF))
    monkeypatch.setattr(town.other.services.clock, "today", lambda: "2026-01-12")
    (note,) = confirming.confirm(town.other, Decision(YOSHINO, on_behalf_of=MANAGER))
    assert (note.code, "一次確認もしている" in note.message) == ("deputy-asks", True)
    town.receive(town.hr, *town.send(town.other, "confirmations", "両方"))
    (one,) = deputies.held(town.hr)
    assert (one.stage, one.by, one.both) == (Part.REVIEW2, OTHER_CHIEF, True)


def test_it_is_told_before_it_is_done(town: Town) -> None:
    town.receive(town.manager, town.answered(YOSHINO))
    (entry,) = (e for e in confirming.review_queue(town.manager) if e.employee_number == YOSHINO)
    assert (entry.would_do_both, entry.did_first) == (True, False)
    (note,) = confirming.confirm(town.manager, Decision(YOSHINO, on_behalf_of=CHIEF))
    assert (note.code, "二次確認" in note.message) == ("deputy-both", True)
    (entry,) = (e for e in confirming.review_queue(town.manager) if e.employee_number == YOSHINO)
    assert (entry.stage, entry.did_first) == (Part.REVIEW2, True)
    (note,) = confirming.confirm(town.manager, Decision(YOSHINO))
    assert note.code == "deputy-asks"
    taking_back.take_back(town.manager)
    assert [n.code for n in confirming.return_(town.manager, YOSHINO, "確かめて")] == ["deputy-asks"]


def test_returning_in_anothers_place_is_no_second_stage(town: Town) -> None:
    town.receive(town.manager, town.answered(YOSHINO))
    assert confirming.return_(town.manager, YOSHINO, "確かめて", on_behalf_of=CHIEF) == ()


def test_a_return_by_who_did_both_waits_too_and_the_second_round_is_judged_by_itself(town: Town) -> None:
    town.receive(town.manager, town.answered(YOSHINO))
    confirming.confirm(town.manager, Decision(YOSHINO, on_behalf_of=CHIEF))
    confirming.return_(town.manager, YOSHINO, "確かめて")
    town.receive(town.hr, *town.send(town.manager, "confirmations", "差戻し"))
    (one,) = deputies.held(town.hr)
    assert (one.stage, one.action) == (Part.REVIEW2, "return2")


def test_a_year_by_the_first_rules_asks_nobody(town: Town) -> None:
    town.receive(town.hr, *does_both(town))
    with town.hr.store.read() as uow:
        (stored,) = uow.exchange.people(2025, [YOSHINO]).values()
        now = counting.load_acceptance(uow)
    waiting = {
        by: list(counting.judge(tuple(stored), replace(now, rules={2025: by})).waiting.values())
        for by in (1, 2)
    }
    assert waiting == {1: [], 2: [Verdict.HELD, Verdict.HELD]}


def test_what_a_snapshot_froze_counts_for_ever(town: Town) -> None:
    town.receive(town.hr, *does_both(town))
    (one,) = deputies.held(town.hr)
    deputies.decide(town.hr, one.ids, allow=True)
    finalise.finalise(town.hr)
    said = deputies.held(town.hr), state(town.hr)
    with town.hr.store.write() as uow:
        deputies.say(town.hr, uow, 2025, {})  # HR's word is gone
        uow.commit()
    assert (deputies.held(town.hr), state(town.hr)) == said == ((), State.FINALISED)
    # And whoever is told of it in HR's next package is not asked again.
    packages = town.send(town.hr, "section-packages", "確定のあと")
    town.receive(town.chief, *(path for path in packages if CHIEF in path.name))
    assert person_year(town.chief, YOSHINO).judged.number(Verdict.HELD) == 0
