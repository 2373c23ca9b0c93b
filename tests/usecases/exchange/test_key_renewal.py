"""鍵の引継ぎ: a store renews its key, and nobody has to telephone again."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.ports.entities import Role
from dxdesk.usecases.exchange import dump, keys, ledgers
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.sealing.envelope import Envelope
from dxdesk.usecases.year import cycle
from tests.helpers.begun import on_files
from tests.helpers.forging import envelope_of, resealed
from tests.helpers.office import CHIEF, STAFF
from tests.helpers.stories import Town, confirmed, state_of

YOSHINO, KASAI, KAMIYA = STAFF


def test_a_confirmer_renews_the_key_and_hr_believes_the_next_file(town: Town) -> None:
    first = confirmed(town, town.chief, YOSHINO, "前")
    old = town.chief.key_id
    new = keys.renew(town.chief).key.key_id
    assert town.chief.key_id == new != old
    second = confirmed(town, town.chief, KASAI, "後")
    digests = set()
    for order in itertools.permutations([first, second]):
        for path in order:
            assert town.receive(town.hr, path).files[0].outcome in ("applied", "unchanged")
        assert (state_of(town.hr, old), state_of(town.hr, new)) == ("followed", "accepted")
        assert {person_year(town.hr, n).state for n in (YOSHINO, KASAI)} == {State.FIRST_CONFIRMED}
        digests.add(dump.dump(town.hr).state_digest)
        for receipt in ledgers.receipts(town.hr)[:2]:
            ledgers.undo(town.hr, receipt.number)
    assert len(digests) == 1


def test_the_second_confirmer_passes_the_first_ones_renewed_key_on(town: Town) -> None:
    """HR never saw a file of the chief's; the manager's carries all that proves the chief's records."""
    keys.renew(town.chief)
    keys.renew(town.chief)
    town.receive(town.manager, confirmed(town, town.chief, YOSHINO))
    confirming.confirm(town.manager, Decision(YOSHINO))
    report = town.receive(town.hr, *town.send(town.manager, "confirmations", "二次")).files[0]
    assert report.outcome == "applied"
    assert person_year(town.hr, YOSHINO).state is State.RECEIVED


def test_hr_renews_its_key_and_every_desk_follows(town: Town) -> None:
    answered = town.answered(YOSHINO)  # a form under the old key is out already
    old = town.hr.key_id
    new = keys.renew(town.hr).key.key_id
    for kind, desk, folder in (("section-packages", town.chief, "配布2"), ("forms", town.person, "票2")):
        wanted = CHIEF if kind == "section-packages" else YOSHINO
        files = [path for path in town.send(town.hr, kind, folder) if wanted in path.name]
        report = town.receive(desk, *files).files[0]
        assert report.outcome in ("applied", "unchanged"), report
        assert ledgers.quarantined(desk) == ()
    assert (state_of(town.chief, old), state_of(town.chief, new)) == ("followed", "accepted")
    assert next(info for info in keys.keys(town.chief) if info.key_id == new).role is Role.HR
    town.receive(town.chief, answered)
    confirming.confirm(town.chief, Decision(YOSHINO))
    assert town.receive(town.hr, *town.send(town.chief, "confirmations", "c")).files[0].outcome == "applied"
    assert cycle.current_cycle(town.hr).fiscal_year == 2025
    fresh = town.reopened(next((town.folder / "配布2").rglob(f"*_{CHIEF}[(.]*xlsx")), "新しい台帳.dxdesk")
    assert person_year(fresh, YOSHINO).name == "𠮷野 花子"
    assert state_of(fresh, new) == "accepted"


def test_what_the_old_key_seals_after_it_was_renewed_does_not_count(town: Town) -> None:
    """Somebody kept a copy of the old store and goes on confirming with it."""
    seed = town.chief.store.signing_seed
    before = confirmed(town, town.chief, YOSHINO, "前")
    keys.renew(town.chief)
    after = confirmed(town, town.chief, KASAI, "後")

    def later(envelope: Envelope) -> Envelope:
        issuer = envelope.issuer.model_copy(update={"sequence": envelope.issuer.sequence + 10})
        return envelope.model_copy(update={"issuer": issuer, "package": "0" * 32})

    forged = resealed(town.services, before, town.folder / "古い鍵.xlsx", seed, later)
    town.receive(town.hr, after)
    receipt = town.receive(town.hr, forged).files[0].receipt
    with town.hr.store.read() as uow:
        from dxdesk.usecases.person_year.counting import load_acceptance

        assert receipt in load_acceptance(uow).doubtful
    assert person_year(town.hr, KASAI).state is State.FIRST_CONFIRMED


def _with_successor(town: Town, path: Path, seed: str, new_seed: str, proof_seed: str = "") -> Path:
    """Return the file, saying that the seed's key is followed by another one."""
    text = codec.name_successor(town.services.sealer, seed, new_seed, 50)
    if proof_seed:
        false = codec.name_successor(town.services.sealer, seed, proof_seed, 50)
        text = text.model_copy(update={"proof": false.proof})
    mine = town.services.sealer.public_of(seed)

    def change(envelope: Envelope) -> Envelope:
        own = next(key for key in envelope.keys if key.public == mine)
        named = own.model_copy(update={"public": text.public})
        others = [key for key in envelope.keys if key.public != text.public]
        return envelope.model_copy(update={"keys": [*others, named], "successions": [text]})

    return resealed(town.services, path, town.folder / f"跡継ぎ{new_seed[:4]}.xlsx", seed, change)


def test_two_successors_of_one_key_wait_until_a_person_registers_one(town: Town) -> None:
    """A thief with a copy of the old key names a successor too: neither is believed unasked."""
    stolen = town.chief.store.signing_seed
    first = confirmed(town, town.chief, YOSHINO, "前")
    thief = _with_successor(town, first, stolen, town.services.sealer.new_seed())
    new = keys.renew(town.chief).key.key_id
    second = confirmed(town, town.chief, KASAI, "後")
    digests = set()
    for order in itertools.permutations([thief, second]):
        for path in order:
            town.receive(town.hr, path)
        assert state_of(town.hr, new) == "quarantined"
        assert person_year(town.hr, KASAI).state is not State.FIRST_CONFIRMED
        digests.add(dump.dump(town.hr).state_digest)
        for receipt in ledgers.receipts(town.hr)[:2]:
            ledgers.undo(town.hr, receipt.number)
    assert len(digests) == 1
    town.receive(town.hr, thief, second)
    keys.register(town.hr, new)
    assert person_year(town.hr, KASAI).state is State.FIRST_CONFIRMED
    assert {i.state for i in keys.keys(town.hr) if i.owner == CHIEF and i.key_id != new} == {
        "followed",
        "quarantined",
    }


def test_nobody_makes_a_successor_of_a_strangers_key(town: Town) -> None:
    """The chief names the other confirmer's key its own successor; without that key's word it is nothing."""
    first = confirmed(town, town.chief, YOSHINO)
    other = town.other.store.signing_seed
    thief = _with_successor(
        town, first, town.chief.store.signing_seed, other, town.services.sealer.new_seed()
    )
    town.receive(town.hr, thief, confirmed(town, town.other, KAMIYA, "他"))
    info = next(info for info in keys.keys(town.hr) if info.key_id == town.other.key_id)
    assert (info.owner, info.state) == (town.other.identity.owner, "accepted")
    assert state_of(town.hr, town.chief.key_id) == "accepted"


def test_a_key_revoked_before_it_named_a_successor_has_none(town: Town) -> None:
    first = confirmed(town, town.chief, YOSHINO, "前")
    number = envelope_of(town.services, first).issuer.sequence
    old = town.chief.key_id
    new = keys.renew(town.chief).key.key_id
    town.receive(town.hr, first, confirmed(town, town.chief, KASAI, "後"))
    keys.revoke(town.hr, old, number)
    assert (state_of(town.hr, old), state_of(town.hr, new)) == ("revoked", "quarantined")
    assert person_year(town.hr, YOSHINO).state is State.FIRST_CONFIRMED
    assert person_year(town.hr, KASAI).state is not State.FIRST_CONFIRMED


def test_work_not_sent_yet_goes_out_under_the_key_that_sealed_it(town: Town) -> None:
    town.receive(town.chief, town.answered(YOSHINO))
    confirming.confirm(town.chief, Decision(YOSHINO))
    keys.renew(town.chief)
    assert town.receive(town.hr, *town.send(town.chief, "confirmations", "c")).files[0].outcome == "applied"
    assert person_year(town.hr, YOSHINO).state is State.FIRST_CONFIRMED


def test_a_renewed_key_is_kept_by_the_file_and_told_in_the_audit(town: Town) -> None:
    services, location = on_files(), str(town.folder / "鍵.dxdesk")
    desk, _ = opening.create_from(services, town.package(CHIEF), location, "あいことば2026")
    old = desk.key_id
    new = keys.renew(desk).key.key_id
    desk.store.close()
    again = opening.open_store(services, location, "あいことば2026")
    town.desks.append(again)
    assert again.key_id == new != old
    with again.store.read() as uow:
        assert uow.audit.entries(1)[0].action == "key-renew"
    assert not services.stores.verify(location, "あいことば2026")


def test_who_cannot_renew_and_what_cannot_be_revoked(town: Town) -> None:
    with pytest.raises(KnownError) as error:
        keys.renew(town.person)
    assert error.value.code == "wrong-role"
    old = town.hr.key_id
    keys.renew(town.hr)
    for key_id in (old, town.hr.key_id, town.hr.key_id[:8]):
        with pytest.raises(KnownError) as error:
            keys.revoke(town.hr, key_id, 0)
        assert error.value.code == "key-own"


def test_a_key_revoked_by_mistake_is_registered_again(town: Town) -> None:
    town.receive(town.hr, confirmed(town, town.chief, YOSHINO))
    keys.revoke(town.hr, town.chief.key_id, 0)
    assert person_year(town.hr, YOSHINO).state is not State.FIRST_CONFIRMED
    keys.register(town.hr, town.chief.key_id)
    assert state_of(town.hr, town.chief.key_id) == "accepted"
    assert person_year(town.hr, YOSHINO).state is State.FIRST_CONFIRMED


def test_a_section_does_not_lose_the_year_by_revoking_hr(town: Town) -> None:
    with pytest.raises(KnownError) as error:
        keys.revoke(town.chief, town.hr.key_id, 0)
    assert error.value.code == "key-hr"
    assert cycle.current_cycle(town.chief).fiscal_year == 2025


def test_files_of_the_first_versions_are_still_read(town: Town) -> None:
    """Forms that are out when the office updates name no successors, but an empty field of old."""
    from dxdesk.domain import canonical
    from tests.helpers.forging import with_payload

    form = town.answered(YOSHINO)
    envelope = envelope_of(town.services, form).model_dump(mode="json")
    assert "predecessor" not in envelope["keys"][0]
    del envelope["successions"]
    envelope["keys"] = [{**key, "predecessor": ""} for key in envelope["keys"]]
    body, seed, sealer = canonical.dumps(envelope), town.hr.store.signing_seed, town.services.sealer
    container = {
        "body": body,
        "public": sealer.public_of(seed),
        "seal": sealer.sign(seed, "envelope", body.encode()),
    }
    old = with_payload(town.services, form, town.folder / "前の版.xlsx", canonical.dumps(container).encode())
    assert town.receive(town.hr, old).files[0].errors == ()
