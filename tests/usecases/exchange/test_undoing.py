"""受付を元に戻す: what goes, what stays, what stands in the way, and taking the same file again."""

from __future__ import annotations

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.usecases.exchange import dump, keys, ledgers
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.review import confirming, conflicts
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from tests.helpers.office import CHIEF, MANAGER, STAFF
from tests.helpers.stories import Town

YOSHINO, KASAI, KAMIYA = STAFF


def refusal(desk: Desk, number: int) -> KnownError:
    with pytest.raises(KnownError) as error:
        ledgers.undo(desk, number)
    return error.value


def test_an_undone_file_is_gone_until_it_comes_again(town: Town) -> None:
    before = dump.dump(town.hr).state_digest
    form = town.answered(YOSHINO)
    number = town.receive(town.hr, form).files[0].receipt
    with_it = dump.dump(town.hr).state_digest
    undone = ledgers.undo(town.hr, number)
    assert (undone.live, undone.undone_at[:10]) == (False, "2026-01-09")
    assert dump.dump(town.hr).state_digest == before
    assert person_year(town.hr, YOSHINO).state is State.NOT_STARTED
    assert refusal(town.hr, number).code == "receipt-undone"
    again = town.receive(town.hr, form).files[0]
    assert (again.outcome, again.receipt) == ("applied", number + 1)
    assert dump.dump(town.hr).state_digest == with_it


def test_what_another_file_says_too_stays(town: Town) -> None:
    """The confirmation relays the answers: undoing the form itself takes nothing away."""
    form = town.answered(YOSHINO)
    town.receive(town.chief, form)
    confirming.confirm(town.chief, Decision(YOSHINO))
    number = town.receive(town.hr, form).files[0].receipt
    town.receive(town.hr, *town.send(town.chief, "confirmations", "c"))
    digest = dump.dump(town.hr).state_digest
    ledgers.undo(town.hr, number)
    assert dump.dump(town.hr).state_digest == digest


def test_a_decision_that_rests_on_a_file_stands_in_the_way_and_is_named(town: Town) -> None:
    number = town.receive(town.chief, town.answered(YOSHINO)).files[0].receipt
    confirming.confirm(town.chief, Decision(YOSHINO))
    digest = dump.dump(town.chief).state_digest
    error = refusal(town.chief, number)
    assert error.code == "receipt-cited"
    assert error.problem.found == f"{YOSHINO}の手続き"
    assert dump.dump(town.chief).state_digest == digest
    assert next(r for r in ledgers.receipts(town.chief) if r.number == number).live


def test_a_settlement_stands_in_the_way_too(town: Town) -> None:
    files = town.answered(YOSHINO, "LV1", "1.xlsx"), town.answered(YOSHINO, "LV2", "2.xlsx")
    report = town.receive(town.hr, *files)
    conflicts.resolve(town.hr, conflicts.conflicts(town.hr)[0].id, 1, "電話で確かめた")
    for file in report.files:
        assert refusal(town.hr, file.receipt).problem.found == f"{YOSHINO}の申告の決定"


def test_a_finalised_result_stands_in_the_way(town: Town) -> None:
    town.receive(town.chief, town.answered(YOSHINO))
    confirming.confirm(town.chief, Decision(YOSHINO))
    town.receive(town.manager, *town.send(town.chief, "confirmations", "c1"))
    confirming.confirm(town.manager, Decision(YOSHINO))
    number = town.receive(town.hr, *town.send(town.manager, "confirmations", "c2")).files[0].receipt
    finalise.finalise(town.hr)
    error = refusal(town.hr, number)
    assert (error.code, error.problem.found) == ("receipt-cited", f"{YOSHINO}の確定(第1回)")
    assert person_year(town.hr, YOSHINO).state is State.FINALISED


def test_undoing_a_rivals_file_lets_the_other_key_be_believed_again(town: Town) -> None:
    form = town.answered(KAMIYA)
    sent = []
    for desk, folder in ((town.other, "PC1"), (town.rival, "PC2")):
        town.receive(desk, form)
        confirming.confirm(desk, Decision(KAMIYA))
        sent += town.send(desk, "confirmations", folder)
    report = town.receive(town.hr, *sent)
    assert len(ledgers.quarantined(town.hr)) == 2
    ledgers.undo(town.hr, report.files[1].receipt)
    assert ledgers.quarantined(town.hr) == ()
    assert person_year(town.hr, KAMIYA).state is State.FIRST_CONFIRMED
    states = {info.key_id: info.state for info in keys.keys(town.hr)}
    assert states[town.other.key_id] == "accepted"


def test_a_section_undoes_the_package_it_no_longer_wants(town: Town) -> None:
    """With the package go the year and the people; with its return everything is as before."""
    before = dump.dump(town.chief).state_digest
    town.receive(town.chief, town.answered(YOSHINO))
    with_form = dump.dump(town.chief).state_digest
    number = ledgers.receipts(town.chief)[-1].number
    ledgers.undo(town.chief, number)
    # The form itself still tells of its own person and the year.
    assert [e.employee_number for e in confirming.review_queue(town.chief)] == [YOSHINO]
    town.receive(town.chief, town.package(CHIEF))
    assert dump.dump(town.chief).state_digest == with_form
    ledgers.undo(town.chief, 2)
    assert dump.dump(town.chief).state_digest == before


def test_enrolments_go_with_the_package_that_told_of_them(town: Town) -> None:
    """Without the manager's package nobody has told the manager whose key the chief's is."""
    town.receive(town.chief, town.answered(YOSHINO))
    confirming.confirm(town.chief, Decision(YOSHINO))
    sent = town.send(town.chief, "confirmations", "c")
    town.receive(town.manager, *sent)
    assert person_year(town.manager, YOSHINO).state is State.FIRST_CONFIRMED
    digest = dump.dump(town.manager).state_digest
    ledgers.undo(town.manager, 1)
    assert [item.file for item in ledgers.quarantined(town.manager)] == [sent[0].name]
    town.receive(town.manager, town.package(MANAGER))
    assert dump.dump(town.manager).state_digest == digest


def test_a_number_that_is_not_there(town: Town) -> None:
    assert refusal(town.hr, 999).code == "receipt-unknown"


def test_what_has_no_effect_any_more_can_go_whatever_was_once_decided_on_it(town: Town) -> None:
    """The chief's key was stolen and is revoked: the file of that key only blocks, and may be taken back."""
    town.receive(town.chief, town.answered(YOSHINO))
    confirming.confirm(town.chief, Decision(YOSHINO))
    sent = town.send(town.chief, "confirmations", "c")
    number = town.receive(town.hr, *sent).files[0].receipt
    confirming.confirm(town.hr, Decision(YOSHINO, on_behalf_of=MANAGER))
    assert refusal(town.hr, number).code == "receipt-cited"
    keys.revoke(town.hr, town.chief.key_id, 0)
    assert not ledgers.undo(town.hr, number).live
    # Nothing is lost: the file may come again, and still has no effect.
    assert town.receive(town.hr, *sent).files[0].outcome != "applied"
