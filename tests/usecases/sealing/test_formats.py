"""Each file is written in the lowest format that holds it; nothing of a later one is taken for it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from dxdesk.domain import canonical
from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import FIRST_PARTS, Part, RecordKey, Revision
from dxdesk.trust.seal import Ed25519Trust
from dxdesk.usecases.sealing import codec, versions, workbook_kinds
from dxdesk.usecases.sealing.envelope import Envelope, HeadText, Issuer, Recipient, RevisionModel, VoucherText
from dxdesk.usecases.sealing.wording_version import USUAL, marked, program_of, wording_in

SEALER = Ed25519Trust()
SEED = "01" * 32
HEX = "0" * 64
LATER: dict[str, Any] = {
    "vouchers": [VoucherText(public=HEX, owner="1", issuer=HEX, sequence=1, signature="")],
    "seen_heads": [HeadText(store="s", epoch=1, sequence=1, head="0")],
    "grounds": {"0" * 32: ["f" * 32]},
}


def envelope(role: str = "section", number: int = 1, **more: Any) -> Envelope:
    return Envelope(
        format=number,
        kind="confirmation",
        package="p",
        issuer=Issuer(store="s", epoch=1, sequence=7, role="hr"),
        recipient=Recipient(role=role),
        municipality=("131091", "検証区"),
        fiscal_year=2025,
        framework=("f", "1"),
        issued_at="2026-01-09T00:00:00Z",
        **more,
    )


def revision(part: Part, **value: object) -> Revision:
    number = {Part.CYCLE: "", Part.DEPUTIES: "", Part.OWNED: "case:" + "0" * 32}.get(part, "000011")
    year = 0 if part in (Part.GROWTH, Part.OWNED) else 2025
    return Revision(RecordKey("131091", year, number, part), frozenset(), canonical.dumps(value))


def refused(payload: bytes) -> str:
    with pytest.raises(KnownError) as error:
        codec.open_payload(SEALER, payload)
    return error.value.code


def test_what_the_first_format_holds_is_written_in_it() -> None:
    made = envelope()
    assert versions.lowest(made, [revision(part, items={}) for part in FIRST_PARTS]) == 1
    body = json.loads(json.loads(codec.seal_envelope(SEALER, SEED, made))["body"])
    assert not versions.LATER_FIELDS & body.keys()
    assert codec.open_payload(SEALER, codec.seal_envelope(SEALER, SEED, made)).envelope == made


@pytest.mark.parametrize("name", sorted(versions.LATER_FIELDS))
def test_a_later_field_needs_the_second_and_is_broken_in_the_first(name: str) -> None:
    made = envelope(**{name: LATER[name]})
    assert versions.lowest(made, ()) == 2
    second = made.model_copy(update={"format": 2})
    assert codec.open_payload(SEALER, codec.seal_envelope(SEALER, SEED, second)).envelope == second
    body = canonical.dumps(made.model_dump(mode="json"))
    box = {
        "body": body,
        "public": SEALER.public_of(SEED),
        "seal": SEALER.sign(SEED, "envelope", body.encode()),
    }
    assert refused(canonical.dumps(box).encode()) == "payload-broken"


@pytest.mark.parametrize("part", sorted(set(Part) - set(FIRST_PARTS)))
@pytest.mark.parametrize("role", ["personal", "section"])
def test_a_later_part_needs_a_later_format_whoever_it_goes_to(part: Part, role: str) -> None:
    number = {Part.PLAN: 4, Part.PLAN_LIFE: 4, Part.GROWTH: 4, Part.OWNED: 5}.get(part, 2)
    said = revision(part, items={}, owner="hr", action="agree")
    assert versions.lowest(envelope(role), [said]) == number
    made = envelope(role, revisions=[RevisionModel.of(said)])
    for earlier in range(1, number):
        broken = made.model_copy(update={"format": earlier})
        assert refused(codec.seal_envelope(SEALER, SEED, broken)) == "payload-broken"
    sound = made.model_copy(update={"format": number})
    assert codec.open_payload(SEALER, codec.seal_envelope(SEALER, SEED, sound)).revisions == (said,)


@pytest.mark.parametrize(
    "said",
    [
        revision(Part.CYCLE, rules=2),
        revision(Part.REVIEW1, items={}, deputies="0" * 32),
        revision(Part.LIFE, action="confirm1", made_on="2026-02-01"),
    ],
)
def test_who_judges_by_later_rules_needs_the_second_and_a_person_does_not(said: Revision) -> None:
    assert versions.lowest(envelope(), [said]) == 2
    assert versions.lowest(envelope("personal"), [said]) == 1
    plain = revision(Part.REVIEW1, items={"a": {"level": 1, "comment": "deputies, made_on"}})
    assert versions.lowest(envelope(), [plain, revision(Part.CYCLE, rules=1)]) == 1


@pytest.mark.parametrize("role", ["personal", "section"])
def test_what_a_year_is_for_needs_no_later_format_for_the_sentence_goes_with_it(role: str) -> None:
    said = revision(Part.CYCLE, uses=["development", "dx-section"], purpose="この申告は")
    assert versions.lowest(envelope(role), [said]) == 1
    made = envelope(role, revisions=[RevisionModel.of(said)])
    assert codec.open_payload(SEALER, codec.seal_envelope(SEALER, SEED, made)).revisions == (said,)


@pytest.mark.parametrize(("wording", "number"), [(1, 1), (2, 1), (3, 1), (4, 2)])
def test_a_wording_of_later_needs_the_format_that_looks_at_wordings(wording: int, number: int) -> None:
    for role in ("personal", "section"):
        made = envelope(role).model_copy(update={"extra": json.dumps({"wording": wording})})
        assert versions.lowest(made, []) == number


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_kind_says_itself_which_format_knows_it(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    later, nobodys = (envelope().model_copy(update={"kind": kind}) for kind in ("later", "nobodys"))
    monkeypatch.setattr(workbook_kinds, "KINDS", [replace(workbook_kinds.FORM, kind="later", format=number)])
    assert versions.lowest(later, ()) == number
    assert versions.lowest(nobodys, ()) == 1


def test_a_package_names_the_program_that_wrote_it_beside_its_wording() -> None:
    from dxdesk import __version__

    for extra in ("", '{"wording":2,"stages":[]}'):
        made = envelope(extra=marked(extra))
        assert program_of(made) == __version__
        assert wording_in(made.extra) == USUAL
    assert program_of(envelope(extra='{"wording":2}')) == program_of(envelope()) == ""
    assert program_of(envelope(extra="[")) == program_of(envelope(extra="[1]")) == ""
