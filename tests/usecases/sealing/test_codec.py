"""Sealing and opening: what each seal binds, and what no forger gets past it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import Part, RecordKey, Revision, Seal, Trust, revise
from dxdesk.trust.seal import Ed25519Trust
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.sealing.envelope import FORMAT, Envelope, Issuer, KeyText, Recipient, RevisionModel

SEALER = Ed25519Trust()
SEED, OTHER_SEED, NEW_SEED = "01" * 32, "02" * 32, "03" * 32
PUBLIC, OTHER_PUBLIC = SEALER.public_of(SEED), SEALER.public_of(OTHER_SEED)
KEY, OTHER_KEY = SEALER.fingerprint(PUBLIC), SEALER.fingerprint(OTHER_PUBLIC)
SELF = RecordKey("131091", 2025, "000011", Part.SELF)
PLACE = ("store", 1, 7)


def answer(key: str = "", trust: Trust = Trust.NONE, level: int = 1) -> Revision:
    return revise(SELF, {"items": {"a": level}}, key_id=key, trust=trust)


def sealed(
    seed: str = SEED, key: str = KEY, *, place: tuple[str, int, int] = PLACE, level: int = 1
) -> Revision:
    made = answer(key, Trust.SECTION, level)
    return codec.seal_revisions(SEALER, seed, [made], place)[0]


def envelope(*revisions: Revision, keys: tuple[str, ...] = (), **more: object) -> Envelope:
    return Envelope(
        format=1,
        kind="form",
        package="p",
        issuer=Issuer(store="store", epoch=1, sequence=7, role="section"),
        recipient=Recipient(role="hr"),
        municipality=("131091", "検証区"),
        fiscal_year=2025,
        framework=("f", "1"),
        issued_at="2026-01-09T00:00:00Z",
        revisions=[RevisionModel.of(revision) for revision in revisions],
        keys=[KeyText(public=public, role="section") for public in keys],
    ).model_copy(update=more)


def payload(*revisions: Revision, keys: tuple[str, ...] = (), **more: object) -> bytes:
    return codec.seal_envelope(SEALER, SEED, envelope(*revisions, keys=keys, **more))


def refused(action: Callable[[], object]) -> str:
    with pytest.raises(KnownError) as error:
        action()
    return error.value.code


def opened_code(content: bytes, **options: bool) -> str:
    """Return what opening is refused for; unless told otherwise nothing is trusted."""
    return refused(lambda: codec.open_payload(SEALER, content, **options))


def test_a_payload_comes_back_with_who_sealed_it() -> None:
    revisions = (sealed(), answer())
    content = payload(*revisions)
    opened = codec.open_payload(SEALER, content)
    assert opened.envelope == envelope(*revisions)
    assert opened.revisions == revisions
    assert [revision.seal for revision in opened.revisions] == [revisions[0].seal, None]
    assert (opened.key_id, opened.public) == (KEY, PUBLIC)
    assert opened.sha256 == codec.payload_digest(content)
    assert codec.payload_digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_a_payload_written_long_ago_opens_for_ever() -> None:
    """The words that bind a seal to its purpose, and what each seal is over, never change."""
    assert SEALER.verify(PUBLIC, "envelope", envelope().model_dump_json().encode(), "") is False
    box = json.loads(payload())
    assert SEALER.verify(PUBLIC, "envelope", box["body"].encode("utf-8"), box["seal"])
    revision = sealed()
    assert revision.seal is not None
    data = f"{revision.id}\nstore\n1\n7".encode()
    assert SEALER.verify(PUBLIC, "revision", data, revision.seal.signature)
    claim = codec.sign_claim(SEALER, SEED, OTHER_PUBLIC)
    assert SEALER.verify(PUBLIC, "enrolment", OTHER_PUBLIC.encode(), claim)
    successor = codec.name_successor(SEALER, SEED, NEW_SEED, 9)
    data = f"{PUBLIC}\n{SEALER.public_of(NEW_SEED)}\n9".encode()
    assert SEALER.verify(PUBLIC, "succession", data, successor.signature)
    assert SEALER.verify(SEALER.public_of(NEW_SEED), "heir", data, successor.proof)


def test_a_changed_body_breaks_the_seal_unless_this_store_knows_the_bytes() -> None:
    box = json.loads(payload(answer()))
    box["body"] = box["body"].replace("検証区", "見本区")
    changed = json.dumps(box).encode()
    assert opened_code(changed) == "seal-broken"
    assert codec.open_payload(SEALER, changed, trusted=True).envelope.municipality[1] == "見本区"


def test_what_is_no_payload_is_told_from_what_is_newer() -> None:
    assert opened_code(b"") == "payload-broken"
    assert opened_code(b"{") == "payload-broken"
    assert opened_code(b"\xff") == "payload-broken"
    body = envelope().model_dump(mode="json")
    for change, code in (
        ({"format": 1, "news": 1}, "payload-broken"),
        ({"format": FORMAT + 1, "news": 1}, "format-newer"),
        ({"format": FORMAT + 1}, "format-newer"),
    ):
        text = json.dumps({**body, **change}, separators=(",", ":"))
        box = {"body": text, "public": PUBLIC, "seal": SEALER.sign(SEED, "envelope", text.encode())}
        content = json.dumps(box, separators=(",", ":")).encode()
        assert opened_code(content) == code
        assert opened_code(content, trusted=True) == code
    assert opened_code(b'{"news":1}') == "payload-broken"


def test_what_makes_no_sense_is_refused_unless_it_is_our_own() -> None:
    assert opened_code(payload(fiscal_year=999_999)) == "payload-broken"
    assert codec.open_payload(SEALER, payload(fiscal_year=999_999), trusted=True)
    senseless = replace(answer(), value='{"items":{"a":"2"}}')
    assert opened_code(payload(senseless)) == "payload-broken"
    assert codec.open_payload(SEALER, payload(senseless), trusted=True).revisions == (senseless,)
    deep = replace(answer(), value='{"a":' * 100_000 + "1" + "}" * 100_000)
    assert opened_code(payload(deep)) == "payload-broken"
    stranger = {"record": ("131091", 2025, "000011", "gossip"), "covers": [], "value": "{}"}
    odd = [RevisionModel.model_validate(stranger)]
    assert opened_code(payload(revisions=odd)) == "payload-broken"
    assert opened_code(payload(revisions=odd), trusted=True) == "payload-broken"


def test_a_sealed_revision_is_checked_against_the_keys_that_come_along() -> None:
    theirs = sealed(OTHER_SEED, OTHER_KEY)
    assert codec.open_payload(SEALER, payload(theirs, keys=(OTHER_PUBLIC,))).revisions == (theirs,)
    assert opened_code(payload(theirs)) == "seal-broken"
    assert codec.open_payload(SEALER, payload(theirs), trusted=True).revisions == (theirs,)
    assert opened_code(payload(sealed(OTHER_SEED, KEY))) == "seal-broken"


def test_a_seal_is_bound_to_what_was_said_and_where_it_was_made() -> None:
    good = sealed()
    assert good.seal == Seal(*PLACE, good.seal.signature if good.seal else "")
    assert good.seal is not None
    for wrong in (
        good.seal._replace(store_id="another"),
        good.seal._replace(epoch=2),
        good.seal._replace(sequence=8),
        good.seal._replace(signature="00" * 64),
        sealed(level=2).seal,
        None,
    ):
        assert opened_code(payload(replace(good, seal=wrong))) == "seal-broken"
        # A good one before it does not speak for it, nor does an answer without any.
        assert opened_code(payload(good, answer(), replace(good, seal=wrong))) == "seal-broken"


@pytest.mark.parametrize("seed", ["", SEED, OTHER_SEED], ids=["none", "the key's own", "another's"])
def test_a_seed_at_hand_makes_looking_at_a_seal_quicker_and_no_easier(seed: str) -> None:
    good = sealed()
    assert good.seal is not None
    signature = good.seal.signature
    checker = codec.seal_checker(SEALER, seed)

    def valid(revision_id: str = good.id, place: tuple[str, int, int] = PLACE, said: str = signature) -> bool:
        return checker(PUBLIC, revision_id, place, said)

    assert valid()
    assert valid(said=signature.upper())
    assert not valid("ab" * 16)
    assert not valid(place=("store", 1, 8))
    assert not valid(said="00" * 64)
    assert not valid(said="")
    for key_of in (OTHER_SEED, NEW_SEED):
        other = sealed(key_of).seal
        assert other is not None
        assert not valid(said=other.signature)


def test_what_carries_no_key_carries_no_seal_and_no_trust() -> None:
    assert codec.open_payload(SEALER, payload(answer()))
    assert opened_code(payload(answer(trust=Trust.SECTION))) == "seal-broken"
    assert opened_code(payload(replace(answer(), seal=Seal(*PLACE, "00")))) == "seal-broken"


def test_a_claim_holds_for_one_enrolment_and_one_key() -> None:
    claim = codec.sign_claim(SEALER, SEED, OTHER_PUBLIC)
    assert codec.claim_valid(SEALER, PUBLIC, OTHER_PUBLIC, claim) is True
    assert not codec.claim_valid(SEALER, OTHER_PUBLIC, OTHER_PUBLIC, claim)
    assert not codec.claim_valid(SEALER, PUBLIC, PUBLIC, claim)


def test_a_successor_is_named_by_both_keys() -> None:
    text = codec.name_successor(SEALER, SEED, NEW_SEED, 9)
    assert (text.predecessor, text.public, text.after) == (PUBLIC, SEALER.public_of(NEW_SEED), 9)
    assert codec.succession_valid(SEALER, text) is True
    for change in (
        {"after": 10},
        {"public": OTHER_PUBLIC},
        {"predecessor": OTHER_PUBLIC},
        {"signature": text.proof},
        {"proof": text.signature},
    ):
        assert not codec.succession_valid(SEALER, text.model_copy(update=change))


def test_hrs_word_for_a_key_holds_for_that_key_its_owner_and_its_moment() -> None:
    word = codec.vouch(SEALER, SEED, OTHER_PUBLIC, "000003", 7)
    assert (word.public, word.owner, word.issuer, word.sequence) == (OTHER_PUBLIC, "000003", PUBLIC, 7)
    assert codec.voucher_valid(SEALER, word) is True
    for change in (
        {"public": SEALER.public_of(NEW_SEED)},
        {"owner": "000004"},
        {"sequence": 8},
        {"issuer": OTHER_PUBLIC},
        {"signature": codec.vouch(SEALER, OTHER_SEED, OTHER_PUBLIC, "000003", 7).signature},
        {"signature": codec.sign_claim(SEALER, SEED, OTHER_PUBLIC)},
    ):
        assert not codec.voucher_valid(SEALER, word.model_copy(update=change))
    # What it is signed as, and over, stays for ever.
    data = f'["{OTHER_PUBLIC}","000003",7]'.encode()
    assert SEALER.verify(PUBLIC, "voucher", data, word.signature)


def test_the_first_format_is_written_without_the_fields_it_does_not_know() -> None:
    word = codec.vouch(SEALER, SEED, OTHER_PUBLIC, "000003", 7)
    written: list[tuple[int, dict[str, Any]]] = [(1, {}), (2, {"vouchers": [word]})]
    for number, more in written:
        body = json.loads(json.loads(payload(format=number, **more))["body"])
        assert ({"vouchers", "seen_heads", "grounds"} & body.keys() == set()) == (number == 1)
        assert codec.open_payload(SEALER, payload(format=number, **more)).envelope.format == number
