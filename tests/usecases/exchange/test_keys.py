"""鍵: who is believed, from when to when, and what a forged seal is worth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from dxdesk.domain import canonical
from dxdesk.domain.errors import KnownError
from dxdesk.domain.file_names import bare
from dxdesk.domain.lifecycle import State
from dxdesk.domain.records import Part, RecordKey, Revision, Trust, revise
from dxdesk.ports.entities import Role
from dxdesk.usecases.exchange import dump, keys, ledgers
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.person_year.counting import accepted_keys
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.sealing.envelope import FORMAT, ClaimText, Envelope, KeyText, RevisionModel
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers.forging import envelope_of, resealed, sealed_model, with_payload
from tests.helpers.office import CHIEF, CODE, MANAGER, OTHER_CHIEF, PEOPLE, STAFF, UNITS
from tests.helpers.stories import Town, confirmed, state_of

YOSHINO, KASAI, KAMIYA = STAFF


def test_a_confirmer_who_opened_the_package_is_believed_at_once(town: Town) -> None:
    report = town.receive(town.hr, confirmed(town, town.chief, YOSHINO)).files[0]
    assert report.outcome == "applied"
    assert state_of(town.hr, town.chief.key_id) == "accepted"
    assert person_year(town.hr, YOSHINO).state is State.FIRST_CONFIRMED


def test_two_pcs_that_opened_one_package_both_wait_for_a_telephone_call(town: Town) -> None:
    one, two = confirmed(town, town.other, KAMIYA, "PC1"), confirmed(town, town.rival, KAMIYA, "PC2")
    assert town.receive(town.hr, one).files[0].outcome == "applied"
    assert town.receive(town.hr, two).files[0].outcome == "quarantined"
    assert {state_of(town.hr, desk.key_id) for desk in (town.other, town.rival)} == {"quarantined"}
    assert person_year(town.hr, KAMIYA).state is not State.FIRST_CONFIRMED
    waiting = ledgers.quarantined(town.hr)
    assert {item.key_id for item in waiting} == {town.other.key_id, town.rival.key_id}
    spoken = {item.key_id: item.spoken_code for item in waiting}
    assert all("・" in text for text in spoken.values())
    keys.register(town.hr, town.rival.key_id[:8])
    assert person_year(town.hr, KAMIYA).state is State.FIRST_CONFIRMED
    assert [item.key_id for item in ledgers.quarantined(town.hr)] == [town.other.key_id]
    keys.revoke(town.hr, town.other.key_id, 0)
    assert ledgers.quarantined(town.hr) == ()
    assert person_year(town.hr, KAMIYA).state is State.FIRST_CONFIRMED


def test_revoking_the_wrong_one_of_two_lets_the_other_be_believed(town: Town) -> None:
    files = [confirmed(town, town.other, KAMIYA, "PC1"), confirmed(town, town.rival, KAMIYA, "PC2")]
    town.receive(town.hr, *files)
    keys.revoke(town.hr, town.other.key_id, 0)
    assert state_of(town.hr, town.rival.key_id) == "accepted"
    assert ledgers.quarantined(town.hr) == ()
    assert person_year(town.hr, KAMIYA).state is State.FIRST_CONFIRMED


def test_revoking_keeps_what_was_sealed_up_to_a_number(town: Town) -> None:
    first = confirmed(town, town.chief, YOSHINO, "c1")
    number = envelope_of(town.services, first).issuer.sequence
    second = confirmed(town, town.chief, KASAI, "c2")
    town.receive(town.hr, first, second)
    keys.revoke(town.hr, town.chief.key_id, number)
    assert state_of(town.hr, town.chief.key_id) == "revoked"
    assert person_year(town.hr, YOSHINO).state is State.FIRST_CONFIRMED
    assert person_year(town.hr, KASAI).state is State.NOT_STARTED
    later = town.receive(town.hr, second).files[0]
    assert "not-counted" in [note.code for note in later.notes]
    keys.revoke(town.hr, town.chief.key_id, number + 1)
    assert person_year(town.hr, KASAI).state is State.FIRST_CONFIRMED


def test_what_cannot_be_decided_about_keys(town: Town) -> None:
    def refused(action: Callable[..., object], *args: object) -> str:
        with pytest.raises(KnownError) as error:
            action(*args)
        return error.value.code

    assert refused(keys.revoke, town.hr, town.hr.key_id, 0) == "key-own"
    assert refused(keys.register, town.hr, town.hr.key_id) == "key-own"
    assert refused(keys.revoke, town.hr, "ab", -1) == "sequence-unreadable"
    assert refused(keys.register, town.hr, "") == "key-unknown"
    assert refused(keys.register, town.person, town.hr.key_id) == "wrong-role"


def test_a_file_with_a_broken_seal_is_refused(town: Town) -> None:
    sent = confirmed(town, town.chief, YOSHINO)
    payload = town.services.workbooks.open(town.form(YOSHINO)).sealed_payload()
    assert payload is not None
    broken = payload.replace("髙橋 美咲".encode(), "高橋 美咲".encode())
    assert broken != payload
    path = with_payload(town.services, town.form(YOSHINO), town.folder / "改ざん.xlsx", broken)
    report = town.receive(town.hr, path).files[0]
    assert (report.outcome, report.errors[0].code) == ("refused", "seal-broken")
    assert sent.exists()


def _add(town: Town, desk: Desk, *revisions: Revision) -> Callable[[Envelope], Envelope]:
    seed = desk.store.signing_seed
    models = [sealed_model(town.services, seed, revision) for revision in revisions]
    return lambda envelope: envelope.model_copy(update={"revisions": [*envelope.revisions, *models]})


def test_an_enrolled_confirmer_cannot_make_hr_of_itself(town: Town) -> None:
    """The chief's PC seals "I am HR" under its own key: it stays a confirmer of its own people."""
    sent = confirmed(town, town.chief, YOSHINO)
    key = RecordKey(CODE, 2025, KAMIYA, Part.REVIEW1)
    value = {"by": CHIEF, "items": {}, "framework": "shinagawa@1"}
    grab = revise(key, value, key_id=town.chief.key_id, trust=Trust.HR)
    add = _add(town, town.chief, grab)

    def change(envelope: Envelope) -> Envelope:
        issuer = envelope.issuer.model_copy(update={"role": "hr", "owner": CHIEF})
        listed = [k.model_copy(update={"role": "hr"}) if k.owner == CHIEF else k for k in envelope.keys]
        return add(envelope).model_copy(update={"issuer": issuer, "keys": listed})

    seed = town.chief.store.signing_seed
    forged = resealed(town.services, sent, town.folder / "人事のふり.xlsx", seed, change)
    for batch in ([forged, sent], [sent, forged]):
        town.receive(town.hr, *batch)
        info = next(info for info in keys.keys(town.hr) if info.key_id == town.chief.key_id)
        assert (info.role, info.state) == (Role.SECTION, "accepted")
        assert person_year(town.hr, YOSHINO).state is State.FIRST_CONFIRMED
        assert person_year(town.hr, KAMIYA).judged.of(Part.REVIEW1) == ()


STRANGER = "5a" * 32


@pytest.mark.parametrize("who", ["hr", "manager"])
@pytest.mark.parametrize("first", ["forged", "genuine"])
def test_a_stranger_cannot_say_whose_a_confirmers_key_is(town: Town, who: str, first: str) -> None:
    """Every notice carries the public keys of confirmers; calling one somebody else's changes nothing."""
    sent = confirmed(town, town.chief, YOSHINO)
    sealer = town.services.sealer
    chief, mine = sealer.public_of(town.chief.store.signing_seed), sealer.public_of(STRANGER)
    claim = ClaimText(public=chief, enrolment=mine, signature=codec.sign_claim(sealer, STRANGER, chief))

    def change(envelope: Envelope) -> Envelope:
        others = [one for one in envelope.keys if one.public != chief]
        named = KeyText(public=chief, role="section", owner="999999", store="x")
        claims = [*envelope.claims, claim]
        return envelope.model_copy(update={"keys": [*others, named], "claims": claims})

    forged = resealed(town.services, sent, town.folder / "よその人.xlsx", STRANGER, change)
    desk = getattr(town, who)
    for file in (forged, sent) if first == "forged" else (sent, forged):
        town.receive(desk, file)
    assert person_year(desk, YOSHINO).state is State.FIRST_CONFIRMED
    with desk.store.read() as uow:
        key = accepted_keys(uow)[town.chief.key_id]
    assert (key.role, key.owner) == (Role.SECTION, CHIEF)


def test_nobody_but_hr_sets_dates_or_confirmers(town: Town) -> None:
    sent = confirmed(town, town.chief, YOSHINO)
    with town.chief.store.read() as uow:
        (year,) = (stored.revision for stored in uow.exchange.part(2025, Part.CYCLE))
        everybody = [stored.revision for stored in uow.exchange.part(2025, Part.ASSIGNMENT)]
    mine = next(revision for revision in everybody if revision.record.employee_number == YOSHINO)
    key, trust = town.chief.key_id, Trust.HR
    dates = {**year.content, "due_self": "2026-12-31"}
    route = {**mine.content, "first": CHIEF, "second": "", "name": "別人"}
    later = revise(year.record, dates, [year], key_id=key, trust=trust)
    grab = revise(mine.record, route, [mine], key_id=key, trust=trust)
    seed = town.chief.store.signing_seed
    forged = resealed(town.services, sent, town.folder / "x.xlsx", seed, _add(town, town.chief, later, grab))
    for desk in (town.hr, town.manager):
        report = town.receive(desk, forged).files[0]
        assert "office-not-hr" in [note.code for note in report.notes]
        assert cycle.current_cycle(desk).due_self == "2026-02-13"
        person = person_year(desk, YOSHINO)
        assert (person.name, person.route.second) == ("𠮷野 花子", MANAGER)
        assert person.state is State.FIRST_CONFIRMED


_NONSENSE: dict[str, tuple[Part, str]] = {
    "an action nobody knows": (Part.LIFE, '{"action":"dance"}'),
    "no mapping": (Part.LIFE, "[]"),
    "no JSON": (Part.LIFE, "{"),
    "not canonical": (Part.LIFE, '{"round":1,"action":"submit"}'),
    "half a character": (Part.GOALS, '{"items":{"a":"\\ud800"}}'),
    "a level that is text": (Part.SELF, '{"items":{"a":"2"}}'),
    "a level beyond all scales": (Part.SELF, '{"items":{"a":255}}'),
    "a level that is no whole number": (Part.SELF, '{"items":{"a":1.5}}'),
    "a line that is no line": (Part.EVIDENCE, '{"items":{"line:01":"x"}}'),
    "a line number that is none": (Part.EVIDENCE, '{"items":{"line:x":["","","",""]}}'),
    "a review without a level": (Part.REVIEW1, '{"items":{"a":{"comment":""}}}'),
    "departments that are a number": (Part.ASSIGNMENT, '{"department":5}'),
    "a date that is none": (Part.REFERENCE, '{"known":[["course","x","きのう",""]]}'),
    "a cycle of a person": (Part.CYCLE, "{}"),
    "very deep": (Part.LIFE, '{"a":' * 100_000 + "1" + "}" * 100_000),
}


@pytest.mark.parametrize("case", _NONSENSE)
def test_a_sealed_record_that_makes_no_sense_is_refused_like_any_damage(town: Town, case: str) -> None:
    part, value = _NONSENSE[case]
    form = town.form(YOSHINO)
    envelope = envelope_of(town.services, form)
    model = RevisionModel(record=(CODE, 2025, YOSHINO, part.value), covers=[], value=value)
    changed = envelope.model_copy(update={"revisions": [*envelope.revisions, model]})
    payload = codec.seal_envelope(town.services.sealer, town.chief.store.signing_seed, changed)
    path = with_payload(town.services, form, town.folder / "変.xlsx", payload)
    before = dump.dump(town.hr).state_digest
    report = town.receive(town.hr, path).files[0]
    assert (report.outcome, report.errors[0].code) == ("refused", "payload-broken")
    assert dump.dump(town.hr).state_digest == before


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": {"role": "boss"}},
        {"keys": [{"public": "zz", "role": "hr"}]},
        {"fiscal_year": 999_999},
        {"kind": "letter"},
        {"revisions": [{"record": ["131091", 2025, "000011", "gossip"], "covers": [], "value": "{}"}]},
        {"surprise": 1},
    ],
)
def test_an_envelope_that_makes_no_sense_is_refused(town: Town, change: dict[str, object]) -> None:
    envelope = envelope_of(town.services, town.form(YOSHINO)).model_dump(mode="json")
    for name, value in change.items():
        old = envelope.get(name)
        envelope[name] = {**old, **value} if isinstance(old, dict) and isinstance(value, dict) else value
    seed, sealer = town.chief.store.signing_seed, town.services.sealer
    body = canonical.dumps(envelope)
    container = {
        "body": body,
        "public": sealer.public_of(seed),
        "seal": sealer.sign(seed, "envelope", body.encode()),
    }
    payload = canonical.dumps(container).encode()
    path = with_payload(town.services, town.form(YOSHINO), town.folder / "変.xlsx", payload)
    report = town.receive(town.hr, path).files[0]
    assert (report.outcome, report.errors[0].code) == ("refused", "payload-broken")


def test_a_newer_format_asks_for_a_newer_dxdesk(town: Town) -> None:
    envelope = envelope_of(town.services, town.form(YOSHINO)).model_dump(mode="json")
    body = canonical.dumps({**envelope, "format": FORMAT + 1, "novelty": True})
    seed, sealer = town.hr.store.signing_seed, town.services.sealer
    container = {
        "body": body,
        "public": sealer.public_of(seed),
        "seal": sealer.sign(seed, "envelope", body.encode()),
    }
    path = with_payload(
        town.services, town.form(YOSHINO), town.folder / "新.xlsx", canonical.dumps(container).encode()
    )
    assert town.receive(town.hr, path).files[0].errors[0].code == "format-newer"


def test_what_a_new_hr_key_teaches_counts_whenever_it_is_registered(town: Town) -> None:
    """HR lost its store; the chief gets its new package before, or after, comparing the code."""
    hr = opening.create_store(
        town.services, str(town.folder / "人事2.dxdesk"), Role.HR, (CODE, "検証区"), "あいことば2026"
    )
    town.desks.append(hr)
    with hr.store.write() as uow:
        uow.people.save_departments(UNITS)
        uow.people.save_employees([replace(p, title="班長") if p.number == CHIEF else p for p in PEOPLE])
        uow.commit()
    cycle.open_cycle(hr, cycle.OpenCycle(2025, "shinagawa", "2026-01-01", "2026-03-02"))
    packages = {bare(p.stem).split("_")[2]: p for p in town.send(hr, "section-packages", "配布2")}
    before = town.reopened(town.package(CHIEF), "前.dxdesk")
    after = town.reopened(town.package(CHIEF), "後.dxdesk")
    town.receive(before, packages[CHIEF])
    assert [item.key_id for item in ledgers.quarantined(before)] == [hr.key_id]
    assert cycle.current_cycle(before).due_self == "2026-02-13"
    keys.register(before, hr.key_id)
    first = confirmed(town, town.other, KAMIYA)  # makes the new HR's key known to the other store as well
    assert first.exists()
    town.receive(after, town.package(CHIEF))
    with pytest.raises(KnownError):
        keys.register(after, hr.key_id)
    town.receive(after, packages[CHIEF])
    keys.register(after, hr.key_id)
    for desk in (before, after):
        with desk.store.read() as uow:
            owners = sorted(e.owner for e in uow.exchange.enrolments() if e.fiscal_year == 2025)
        assert owners.count(CHIEF) == 2
        assert ledgers.quarantined(desk) == ()
    assert dump.dump(before).state_digest == dump.dump(after).state_digest
    assert OTHER_CHIEF not in owners


def test_a_relayed_key_waits_under_its_own_confirmers_name(town: Town) -> None:
    """The manager's key is known; the rival's records inside wait, and HR must not call the manager."""
    town.receive(town.hr, confirmed(town, town.other, KAMIYA, "PC1"))
    town.receive(town.manager, confirmed(town, town.rival, KAMIYA, "PC2"))
    keys.register(town.manager, town.rival.key_id)
    confirming.confirm(town.manager, Decision(KAMIYA))
    town.receive(town.hr, *town.send(town.manager, "confirmations", "二次"))
    waiting = {item.key_id: item for item in ledgers.quarantined(town.hr)}
    assert town.manager.key_id not in waiting
    assert waiting[town.rival.key_id].sender == next(p.name for p in PEOPLE if p.number == OTHER_CHIEF)
    assert "・" in waiting[town.rival.key_id].spoken_code
