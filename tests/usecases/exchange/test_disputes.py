"""Two keys want to be one confirmer's: who is told what, and what a telephone call settles for good."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.file_names import bare
from dxdesk.domain.lifecycle import State
from dxdesk.usecases.exchange import dump, keys, ledgers
from dxdesk.usecases.exchange.disputed_keys import named
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.person_year.cycles import Cycle
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.sealing.envelope import ClaimText, Envelope, KeyText
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers.forging import envelope_of, resealed
from tests.helpers.office import CHIEF, OTHER_CHIEF, STAFF, all_levels
from tests.helpers.stories import Town, confirmed, state_of

YOSHINO, KAMIYA = STAFF[0], STAFF[2]


def test_hr_is_told_who_falls_out_of_the_count_when_a_rival_claims_a_key(town: Town) -> None:
    town.receive(town.hr, confirmed(town, town.other, KAMIYA, "PC1"))
    assert person_year(town.hr, KAMIYA).state is State.FIRST_CONFIRMED
    report = town.receive(town.hr, confirmed(town, town.rival, KAMIYA, "PC2")).files[0]
    told = next(note for note in report.notes if note.code == "key-disputed")
    assert OTHER_CHIEF in told.message
    assert "1人の記録を集計から外しました" in told.message
    assert told.found == "神谷 蓮さん"
    assert person_year(town.hr, KAMIYA).state is not State.FIRST_CONFIRMED
    todo = next(todo for todo in home(town.hr).todo if todo.key == "disputed")
    assert todo.urgent
    assert "渡邉 彩さん" in todo.text
    assert "神谷 蓮さん" in todo.text
    for item in ledgers.quarantined(town.hr):
        assert (item.doubt, item.people) == ("rival", ("神谷 蓮",))
        assert "2つの鍵" in item.why
    # The rival's file once more says nothing new.
    again = town.receive(town.hr, confirmed(town, town.rival, KAMIYA, "PC2の2")).files[0]
    assert "key-disputed" not in {note.code for note in again.notes}


@pytest.mark.parametrize("rival", ["before", "after", "never"])
def test_what_hr_compared_and_registered_no_rival_shakes(town: Town, rival: str) -> None:
    town.receive(town.hr, confirmed(town, town.other, KAMIYA, "PC1"))
    other = confirmed(town, town.rival, KAMIYA, "PC2")
    if rival == "before":
        town.receive(town.hr, other)
    keys.register(town.hr, town.other.key_id)
    counted = _counting(town.hr)
    if rival == "after":
        report = town.receive(town.hr, other).files[0]
        assert "key-disputed" not in {note.code for note in report.notes}
        assert _counting(town.hr) == counted
    assert state_of(town.hr, town.other.key_id) == "accepted"
    assert person_year(town.hr, KAMIYA).state is State.FIRST_CONFIRMED
    assert [todo.key for todo in home(town.hr).todo if todo.key == "disputed"] == []
    waiting = {item.key_id: item.doubt for item in ledgers.quarantined(town.hr)}
    assert waiting == ({} if rival == "never" else {town.rival.key_id: "other-store"})


def _counting(desk: Desk) -> set[str]:
    return {one for record in dump.dump(desk).records for one in record.counting}


def next_year(town: Town, monkeypatch: pytest.MonkeyPatch, rules: int) -> Path:
    """HR opens the next year and writes its packages; return that of the confirmer."""
    value = Cycle.value
    monkeypatch.setattr(Cycle, "value", lambda self: value(replace(self, rules=rules)))
    cycle.open_cycle(town.hr, cycle.OpenCycle(2026, "shinagawa", "2027-01-01", "2027-02-12"))
    files = town.send(town.hr, "section-packages", "翌年度", fiscal_year=2026)
    return next(path for path in files if bare(path.stem).endswith(OTHER_CHIEF))


def confirmed_next_year(town: Town, desk: Desk, folder: str) -> Path:
    form = next(p for p in town.send(town.hr, "forms", f"票{folder}", fiscal_year=2026) if KAMIYA in p.name)
    town.receive(desk, town.fill(form, f"{folder}.xlsx", all_levels(town.hr, "LV2")))
    confirming.confirm(desk, Decision(KAMIYA))
    return town.send(desk, "confirmations", folder, fiscal_year=2026)[0]


@pytest.mark.parametrize(("rules", "outcome"), [(1, "applied"), (2, "quarantined")])
def test_next_years_package_opened_by_another_store_waits_to_be_compared(
    town: Town, monkeypatch: pytest.MonkeyPatch, rules: int, outcome: str
) -> None:
    """In a year by the first rules it counts, as it did."""
    town.receive(town.hr, confirmed(town, town.other, KAMIYA, "PC1"))
    package = next_year(town, monkeypatch, rules)
    thief = town.reopened(package, "先に開いた人.dxdesk")
    sent = confirmed_next_year(town, thief, "他")
    assert town.receive(town.hr, sent).files[0].outcome == outcome
    assert state_of(town.hr, town.other.key_id) == "accepted"
    if rules == 2:
        (item,) = ledgers.quarantined(town.hr)
        assert (item.doubt, "別の台帳" in item.why) == ("other-store", True)
        # The confirmer's own store goes on without a telephone call.
        town.receive(town.other, package)
        own = confirmed_next_year(town, town.other, "本人")
        # Both years' enrolments are told, so that HR sees that the store is the one it knows.
        assert len(claimed(town, own)) == 2
        assert town.receive(town.hr, own).files[0].outcome == "applied"
        keys.register(town.hr, thief.key_id)
        assert ledgers.quarantined(town.hr) == ()
        assert state_of(town.hr, town.other.key_id) == "accepted"


def claimed(town: Town, path: Path) -> set[str]:
    """Return the enrolments a confirmer's file claims for the key that sealed it."""
    envelope = envelope_of(town.services, path)
    mine = town.services.sealer.public_of(town.other.store.signing_seed)
    return {claim.enrolment for claim in envelope.claims if claim.public == mine}


def test_an_enrolment_is_not_used_once_its_package_is_taken_back(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = next_year(town, monkeypatch, 2)
    before = claimed(town, confirmed(town, town.other, KAMIYA, "一"))
    number = town.receive(town.other, package).files[0].receipt
    assert claimed(town, town.send(town.other, "confirmations", "二", fiscal_year=2025)[0]) > before
    ledgers.undo(town.other, number)
    assert claimed(town, town.send(town.other, "confirmations", "三")[0]) == before


def test_an_insider_does_not_take_a_confirmers_key_that_hr_knows_from_others_alone(town: Town) -> None:
    """The manager passes the chief's word on; an insider calls the chief's key the other confirmer's."""
    town.receive(town.manager, confirmed(town, town.chief, YOSHINO))
    confirming.confirm(town.manager, Decision(YOSHINO))
    passed_on = town.send(town.manager, "confirmations", "二次")[0]
    sealer = town.services.sealer
    chief = sealer.public_of(town.chief.store.signing_seed)
    with town.other.store.read() as uow:
        secret = next(given.seed for given in uow.exchange.enrolments() if given.seed)
    signature = codec.sign_claim(sealer, secret, chief)
    claim = ClaimText(public=chief, enrolment=sealer.public_of(secret), signature=signature)

    def misnamed(envelope: Envelope) -> Envelope:
        named = KeyText(public=chief, role="section", owner=OTHER_CHIEF, store="x")
        return envelope.model_copy(update={"keys": [*envelope.keys, named], "claims": [claim]})

    forged = resealed(town.services, town.form(KAMIYA), town.folder / "偽.xlsx", "5a" * 32, misnamed)
    for order in ((forged, passed_on), (passed_on, forged)):
        town.receive(town.hr, *order[:1])
        town.receive(town.hr, *order[1:])
        assert person_year(town.hr, YOSHINO).state is State.RECEIVED
        info = next(info for info in keys.keys(town.hr) if info.key_id == town.chief.key_id)
        assert (info.owner, info.state) == (CHIEF, "accepted")
        for receipt in ledgers.receipts(town.hr)[:2]:
            ledgers.undo(town.hr, receipt.number)


def test_many_names_are_cut_short() -> None:
    assert named(["甲", "乙"]) == "甲さん、乙さん"
    assert named([str(n) for n in range(12)], 3) == "0さん、1さん、2さん ほか9人"
