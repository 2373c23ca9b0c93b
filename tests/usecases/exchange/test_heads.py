"""What others saw of a store's audit comes back and is compared: its post tells a rewritten store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dxdesk.ports.entities import Receipt
from dxdesk.usecases.exchange import ledgers
from dxdesk.usecases.review import confirming
from dxdesk.usecases.sealing.envelope import Envelope, HeadText
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.forging import envelope_of, resealed
from tests.helpers.office import STAFF
from tests.helpers.stories import Town, confirmed

YOSHINO, KASAI, _ = STAFF


def head_of(desk: Desk) -> str:
    with desk.store.read() as uow:
        return uow.audit.head()


def sent(town: Town, desk: Desk, number: str = YOSHINO, folder: str = "c") -> Envelope:
    return envelope_of(town.services, confirmed(town, desk, number, folder))


def test_the_head_a_confirmer_saw_goes_back_to_hr(town: Town) -> None:
    """The newest of HR's files told it; HR's audit has gone on since, and still holds it."""
    (seen,) = sent(town, town.chief).seen_heads
    newest = envelope_of(town.services, town.form(YOSHINO))
    assert (seen.store, seen.head) == (town.hr.identity.store_id, newest.audit_head)
    assert seen.head != head_of(town.hr)


def test_a_persons_file_tells_no_head(town: Town) -> None:
    town.receive(town.chief, town.answered(YOSHINO))
    confirming.return_(town.chief, YOSHINO, "根拠を書いてください")
    (slip,) = town.send(town.chief, "return-slips", "slips")
    made = envelope_of(town.services, slip)
    assert made.seen_heads == []


def test_a_head_of_a_file_taken_back_is_not_told(town: Town) -> None:
    form = envelope_of(town.services, town.form(KASAI))
    package = envelope_of(town.services, town.package(town.chief.identity.owner))
    late = package.model_copy(
        update={
            "audit_head": "ab" * 32,
            "package": "late",
            "issuer": package.issuer.model_copy(update={"sequence": 999}),
        }
    )
    path = resealed(town.services, town.package(town.chief.identity.owner), town.folder / "later.xlsx",
                    town.hr.store.signing_seed, lambda _: late)  # fmt: skip
    report = town.receive(town.chief, path).files[0]
    assert report.outcome != "refused"
    assert [one.head for one in sent(town, town.chief).seen_heads] == ["ab" * 32]
    ledgers.undo(town.chief, report.receipt)
    assert [one.head for one in sent(town, town.chief, KASAI, "d").seen_heads] == [form.audit_head]


def test_a_strangers_head_is_not_told(town: Town) -> None:
    def forged(envelope: Envelope) -> Envelope:
        issuer = envelope.issuer.model_copy(update={"sequence": 999})
        return envelope.model_copy(update={"audit_head": "cd" * 32, "issuer": issuer})

    source = town.package(town.chief.identity.owner)
    seed = town.services.sealer.new_seed()
    path = resealed(town.services, source, town.folder / "forged.xlsx", seed, forged)
    assert town.receive(town.chief, path).files[0].outcome != "refused"
    assert "cd" * 32 not in {one.head for one in sent(town, town.chief).seen_heads}


def _returned(town: Town, seed: str, name: str = "戻り.xlsx", **head: Any) -> Path:
    """Return the chief's confirmation as it tells of a head of HR's audit, sealed by a key."""
    told = {"store": town.hr.identity.store_id, "epoch": 1, "sequence": 1, "head": head_of(town.hr), **head}
    later = {"format": 2, "seen_heads": [HeadText(**told)]}
    path = confirmed(town, town.chief, YOSHINO)
    return resealed(
        town.services, path, town.folder / name, seed, lambda envelope: envelope.model_copy(update=later)
    )


def _codes(town: Town, path: Path) -> set[str]:
    report = town.receive(town.hr, path).files[0]
    assert report.outcome != "refused"
    return {note.code for note in report.notes}


def test_a_head_that_is_there_is_nobodys_news(town: Town) -> None:
    assert "head-lost" not in _codes(town, _returned(town, town.chief.store.signing_seed))


def test_a_head_that_the_audit_does_not_hold_is_told_with_the_file(town: Town) -> None:
    path = _returned(town, town.chief.store.signing_seed, head="ef" * 32)
    assert "head-lost" in _codes(town, path)


@pytest.mark.parametrize("other", [{"store": "another"}, {"epoch": 0}])
def test_heads_of_other_stores_and_of_what_was_before_a_restore_alarm_nobody(
    town: Town, other: dict[str, Any]
) -> None:
    path = _returned(town, town.chief.store.signing_seed, head="ef" * 32, **other)
    assert "head-lost" not in _codes(town, path)


def test_a_stranger_cannot_alarm_hr(town: Town) -> None:
    path = _returned(town, town.services.sealer.new_seed(), head="ef" * 32)
    assert "head-lost" not in _codes(town, path)
    with town.hr.store.read() as uow:
        newest: Receipt = uow.exchange.receipts()[0]
    assert newest.outcome == "quarantined"
