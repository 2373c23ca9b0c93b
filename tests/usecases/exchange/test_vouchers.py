"""HR's word for a section's key: by it alone, and by HR's key, a person's store believes a section's form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.file_names import bare
from dxdesk.domain.lifecycle import State
from dxdesk.ports.entities import Role
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.exchange import dump, keys, ledgers
from dxdesk.usecases.exchange.file_report import FileReport
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.person_year.counting import accepted_keys
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.sealing.envelope import Envelope, KeyText, VoucherText
from dxdesk.usecases.sealing.versions import lowest
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from tests.helpers.forging import envelope_of, resealed
from tests.helpers.office import CHIEF, MANAGER, OTHER_CHIEF, STAFF
from tests.helpers.stories import Town, confirmed, state_of

YOSHINO, KASAI, KAMIYA = STAFF
STRANGER, ANOTHER = "5a" * 32, "6b" * 32


def package_again(town: Town, number: str, folder: str = "配布2") -> Path:
    """HR writes the packages again; return one confirmer's."""
    files = town.send(town.hr, "section-packages", folder)
    return next(path for path in files if bare(path.stem).endswith(number))


def vouched(town: Town) -> None:
    """HR sees a file of the chief's, accepts the key, and sends its word for it."""
    town.receive(town.hr, confirmed(town, town.chief, KASAI, "はじめ"))
    town.receive(town.chief, package_again(town, CHIEF))


def form_of_section(town: Town, number: str = YOSHINO, folder: str = "所属から") -> Path:
    return next(p for p in town.send(town.chief, "forms", folder) if number in p.name)


def own_store(town: Town, form: Path, name: str = "本人.dxdesk") -> tuple[Desk, FileReport]:
    desk, report = opening.create_from(town.services, form, str(town.folder / name), "")
    town.desks.append(desk)
    return desk, report


def believed(desk: Desk) -> dict[str, tuple[Role, str]]:
    with desk.store.read() as uow:
        return {key_id: (key.role, key.owner) for key_id, key in accepted_keys(uow).items()}


def hr_code(town: Town) -> str:
    sealer = town.services.sealer
    return sealer.spoken_code(sealer.public_of(town.hr.store.signing_seed))


def test_a_store_made_of_a_sections_form_begins_with_hrs_key_and_believes_the_section_by_hrs_word(
    town: Town,
) -> None:
    vouched(town)
    form = form_of_section(town)
    assert envelope_of(town.services, form).format == 2
    found = opening.recognise(town.services, form)
    assert (found.spoken_code, found.caution) == (hr_code(town), "")
    desk, report = own_store(town, form)
    assert report.outcome == "applied"
    assert believed(desk) == {town.hr.key_id: (Role.HR, ""), town.chief.key_id: (Role.SECTION, CHIEF)}
    with desk.store.read() as uow:
        assert {key.key_id for key in uow.exchange.keys() if key.vouched} == {town.hr.key_id}
    assert self_report.open_answers(desk).basis == "certified"


def test_on_monday_a_section_nobody_vouches_for_yet_is_named_as_such_and_its_form_is_answered(
    town: Town,
) -> None:
    form = form_of_section(town)
    assert envelope_of(town.services, form).vouchers == []
    found = opening.recognise(town.services, form)
    assert found.spoken_code == hr_code(town)
    assert "人事課は、まだこの所属の鍵を確かめていません" in found.caution
    desk, report = own_store(town, form)
    assert (report.outcome, [note.code for note in report.notes]) == ("quarantined", ["key-unconfirmed"])
    assert believed(desk) == {town.hr.key_id: (Role.HR, "")}
    sheet = self_report.open_answers(desk)
    assert sheet.basis == "unconfirmed"
    levels = {item.uid: 2 for item in sheet.items}
    sent = self_report.submit(desk, town.folder / "提出", Answers(levels)).file
    assert sent is not None
    for receiver in (town.chief, town.hr):
        assert town.receive(receiver, sent).files[0].outcome != "refused"
    assert person_year(town.chief, YOSHINO).state is State.SUBMITTED


def test_hrs_word_that_comes_later_certifies_what_was_waiting(town: Town) -> None:
    desk, _ = own_store(town, form_of_section(town))
    vouched(town)
    town.receive(town.chief, town.answered(YOSHINO))
    confirming.return_(town.chief, YOSHINO, "根拠を足してください")
    slip = next(p for p in town.send(town.chief, "return-slips", "差戻し") if YOSHINO in p.name)
    number = town.receive(desk, slip).files[0].receipt
    sheet = self_report.open_answers(desk)
    assert (sheet.basis, sheet.round, sheet.returned) == ("certified", 2, "根拠を足してください")
    assert ledgers.quarantined(desk) == ()
    # The word goes with the file that brought it.
    ledgers.undo(desk, number)
    assert believed(desk) == {town.hr.key_id: (Role.HR, "")}
    assert self_report.open_answers(desk).basis == "unconfirmed"


def test_what_hr_sends_to_people_needs_the_second_format_for_its_wording_alone(town: Town) -> None:
    vouched(town)
    for form in town.send(town.hr, "forms", "人事から"):
        envelope = envelope_of(town.services, form)
        assert (envelope.format, envelope.vouchers) == (2, [])
        assert lowest(envelope.model_copy(update={"extra": '{"wording":3}'}), ()) == 1


def test_hr_vouches_for_the_confirmers_of_the_same_people_and_for_no_one_else(town: Town) -> None:
    town.receive(town.hr, confirmed(town, town.chief, KASAI, "一"))
    town.receive(town.hr, confirmed(town, town.other, KAMIYA, "二"))
    words = {
        bare(path.stem)[-6:]: envelope_of(town.services, path)
        for path in town.send(town.hr, "section-packages", "配布2")
    }
    owners = {number: {word.owner for word in envelope.vouchers} for number, envelope in words.items()}
    assert owners[CHIEF] == {CHIEF}
    assert owners[OTHER_CHIEF] == {OTHER_CHIEF}
    # The manager's program has sent nothing yet: whether it reads the second format is not known.
    assert owners[MANAGER] == set()


def test_a_section_with_an_older_program_gets_no_words_it_could_not_read(town: Town) -> None:
    def older(envelope: Envelope) -> Envelope:
        return envelope.model_copy(update={"extra": '{"wording":2}'})

    sent = confirmed(town, town.chief, KASAI, "一")
    seed = town.chief.store.signing_seed
    town.receive(town.hr, resealed(town.services, sent, town.folder / "前の版.xlsx", seed, older))
    assert state_of(town.hr, town.chief.key_id) == "accepted"
    assert envelope_of(town.services, package_again(town, CHIEF)).vouchers == []
    town.receive(town.hr, confirmed(town, town.chief, YOSHINO, "二"))
    assert envelope_of(town.services, package_again(town, CHIEF, "配布3")).vouchers


def word_of(town: Town, seed: str, public: str, owner: str = CHIEF, sequence: int = 3) -> VoucherText:
    return codec.vouch(town.services.sealer, seed, public, owner, sequence)


@pytest.mark.parametrize(
    "which", ["of a stranger", "of another number", "for somebody else", "for another key"]
)
def test_a_word_that_is_not_hrs_for_this_key_and_owner_is_none(town: Town, which: str) -> None:
    sealer, hr = town.services.sealer, town.hr.store.signing_seed
    mine = sealer.public_of(town.chief.store.signing_seed)
    other = sealer.public_of(town.other.store.signing_seed)
    word = {
        "of a stranger": word_of(town, STRANGER, mine).model_copy(update={"issuer": sealer.public_of(hr)}),
        "of another number": word_of(town, hr, mine).model_copy(update={"sequence": 1}),
        "for somebody else": word_of(town, hr, mine, OTHER_CHIEF).model_copy(update={"owner": CHIEF}),
        "for another key": word_of(town, hr, other).model_copy(update={"public": mine}),
    }[which]
    assert not codec.voucher_valid(sealer, word)
    form = form_of_section(town)

    def with_word(envelope: Envelope) -> Envelope:
        return envelope.model_copy(update={"format": 2, "vouchers": [word]})

    seed = town.chief.store.signing_seed
    forged = resealed(town.services, form, town.folder / "偽.xlsx", seed, with_word)
    desk, report = own_store(town, forged)
    assert (report.outcome, set(believed(desk))) == ("quarantined", {town.hr.key_id})


def test_a_word_made_after_hrs_key_ended_is_none(town: Town) -> None:
    """Somebody kept a copy of HR's old store and vouches for a key with it."""
    old = town.hr.store.signing_seed
    keys.renew(town.hr)
    renewed = next(p for p in town.send(town.hr, "forms", "人事2") if YOSHINO in p.name)
    mine = town.services.sealer.public_of(STRANGER)
    for number, expected in ((10_000, False), (1, True)):
        desk, _ = own_store(town, renewed, f"{number}.dxdesk")
        word = word_of(town, old, mine, "000099", number)

        def change(envelope: Envelope, word: VoucherText = word) -> Envelope:
            named = KeyText(public=mine, role="section", owner="000099", store="x")
            issuer = envelope.issuer.model_copy(update={"role": "section", "owner": "000099"})
            keep = {"format": 2, "vouchers": [word], "keys": [*envelope.keys, named], "issuer": issuer}
            return envelope.model_copy(update=keep)

        forged = resealed(town.services, renewed, town.folder / f"{number}.xlsx", STRANGER, change)
        town.receive(desk, forged)
        assert (town.services.sealer.fingerprint(mine) in believed(desk)) is expected


def test_the_code_is_that_of_hrs_key_of_today_and_what_hr_said_before_still_counts(town: Town) -> None:
    vouched(town)
    before = town.hr.key_id
    keys.renew(town.hr)
    town.receive(town.chief, package_again(town, CHIEF, "配布3"))
    form = form_of_section(town)
    assert opening.recognise(town.services, form).spoken_code == hr_code(town)
    desk, report = own_store(town, form)
    assert report.outcome == "applied"
    assert set(believed(desk)) == {before, town.hr.key_id, town.chief.key_id}
    assert self_report.open_answers(desk).basis == "certified"


def test_the_code_is_that_of_hrs_key_of_today_also_while_nobody_vouches_for_the_section(town: Town) -> None:
    """HR's records in the form are under the key it used then; the one it uses now follows it."""
    before = town.hr.key_id
    keys.renew(town.hr)
    town.receive(town.chief, package_again(town, CHIEF))
    form = form_of_section(town)
    found = opening.recognise(town.services, form)
    assert (found.spoken_code, found.fingerprint) == (hr_code(town), town.hr.key_id)
    desk, _ = own_store(town, form)
    assert set(believed(desk)) == {before, town.hr.key_id}


def test_a_form_without_hrs_key_makes_no_store(town: Town) -> None:
    def alone(envelope: Envelope) -> Envelope:
        named = [key.model_copy(update={"role": "section"}) for key in envelope.keys]
        return envelope.model_copy(update={"keys": named})

    seed = town.chief.store.signing_seed
    forged = resealed(town.services, form_of_section(town), town.folder / "鍵なし.xlsx", seed, alone)
    with pytest.raises(KnownError) as error:
        own_store(town, forged)
    assert error.value.code == "no-store-for"
    assert "人事課の鍵" in error.value.problem.message


def as_stranger(town: Town, path: Path, seed: str, change: Callable[[Envelope], Envelope]) -> Path:
    """Return a section's form as somebody else would make it: their own key, a later number."""

    def made(envelope: Envelope) -> Envelope:
        public = town.services.sealer.public_of(seed)
        issuer = envelope.issuer.model_copy(update={"sequence": 900, "owner": "000099"})
        named = KeyText(public=public, role="section", owner="000099", store="x")
        keys_ = [key for key in envelope.keys if key.public != public]
        return change(envelope.model_copy(update={"issuer": issuer, "keys": [*keys_, named]}))

    return resealed(town.services, path, town.folder / f"偽_{seed[:4]}_{path.name}", seed, made)


def test_a_newer_form_of_a_stranger_does_not_take_the_place_of_one_that_waits(town: Town) -> None:
    form = form_of_section(town)
    desk, _ = own_store(town, form)
    fake = as_stranger(town, form, STRANGER, lambda e: e.model_copy(update={"round": 7}))
    town.receive(desk, fake)
    assert self_report.open_answers(desk).round == 1
    # In a store that HR's form of another year made, nobody can tell which of two is the section's.
    with desk.store.write() as uow:
        uow.settings.set("made-by-key", "")
        uow.commit()
    with pytest.raises(KnownError) as error:
        self_report.open_answers(desk)
    assert error.value.code == "no-form"
    town.receive(desk, town.form(YOSHINO))
    assert (self_report.open_answers(desk).basis, self_report.open_answers(desk).round) == ("certified", 1)


def test_a_section_hr_vouches_for_does_not_tell_results(town: Town) -> None:
    vouched(town)
    desk, _ = own_store(town, form_of_section(town))
    town.receive(town.hr, town.answered(YOSHINO))
    for principal in (CHIEF, MANAGER):
        confirming.confirm(town.hr, Decision(YOSHINO, on_behalf_of=principal))
    finalise.finalise(town.hr, "7検人第142号", "2026-03-18")
    notice = next(p for p in town.send(town.hr, "results", "結果") if YOSHINO in p.name)
    seed = town.chief.store.signing_seed
    forged = resealed(town.services, notice, town.folder / "偽の結果.xlsx", seed)
    town.receive(desk, forged)
    assert not self_report.open_answers(desk).told
    town.receive(desk, notice)
    assert self_report.open_answers(desk).told


@pytest.mark.parametrize("made_of", ["hr", "section"])
@pytest.mark.parametrize("undone", [True, False])
def test_what_a_stranger_calls_keys_leaves_no_trace(town: Town, made_of: str, undone: bool) -> None:
    """A form under a strange key calls the chief's key another's: waiting, undone or never come is one."""
    chief = town.services.sealer.public_of(town.chief.store.signing_seed)
    sealer = town.services.sealer
    form = town.form(YOSHINO) if made_of == "hr" else form_of_section(town)

    def misnamed(envelope: Envelope) -> Envelope:
        others = [key for key in envelope.keys if key.public != chief]
        named = KeyText(public=chief, role="section", owner="999999", store="x")
        text = codec.name_successor(sealer, STRANGER, ANOTHER, 50)
        successor = KeyText(public=text.public, role="hr", owner="", store="x")
        claims = [{"public": chief, "enrolment": sealer.public_of(ANOTHER), "signature": ""}]
        claims[0]["signature"] = codec.sign_claim(sealer, ANOTHER, chief)
        update = {"keys": [*others, named, successor], "successions": [text], "claims": claims}
        return Envelope.model_validate({**envelope.model_dump(), **_plain(update)}, strict=False)

    fake = as_stranger(town, form, STRANGER, misnamed)
    town.receive(town.chief, town.answered(YOSHINO))
    confirming.return_(town.chief, YOSHINO, "根拠を足してください")
    slip = next(p for p in town.send(town.chief, "return-slips", "差戻し") if YOSHINO in p.name)
    with_it, _ = own_store(town, form, "あり.dxdesk")
    number = town.receive(with_it, fake).files[0].receipt
    if undone:
        ledgers.undo(with_it, number)
    town.receive(with_it, slip)
    without, _ = own_store(town, form, "なし.dxdesk")
    town.receive(without, slip)
    assert believed(with_it) == believed(without)
    if undone:
        assert dump.dump(with_it).state_digest == dump.dump(without).state_digest
        assert {info.key_id for info in keys.keys(with_it)} == {info.key_id for info in keys.keys(without)}
    assert self_report.open_answers(with_it).round == self_report.open_answers(without).round


def _plain(update: dict[str, list[object]]) -> dict[str, list[object]]:
    return {
        name: [one if isinstance(one, dict) else one.model_dump() for one in found]  # type: ignore[attr-defined]
        for name, found in update.items()
    }


def test_a_key_hr_lists_is_what_hr_calls_it_whatever_it_calls_itself(town: Town) -> None:
    """HR's package names the chief's key to the manager; the chief's own file then claims to be HR's.

    HR had compared the chief's code: no enrolment was needed.
    """

    def unproven(envelope: Envelope) -> Envelope:
        return envelope.model_copy(update={"claims": []})

    town.receive(town.hr, confirmed(town, town.chief, YOSHINO))
    package = package_again(town, MANAGER)
    hr = town.hr.store.signing_seed
    town.receive(
        town.manager, resealed(town.services, package, town.folder / f"{MANAGER}.xlsx", hr, unproven)
    )
    assert believed(town.manager)[town.chief.key_id] == (Role.SECTION, CHIEF)
    sent = confirmed(town, town.chief, KASAI, "二")

    def grander(envelope: Envelope) -> Envelope:
        issuer = envelope.issuer.model_copy(update={"role": "hr", "owner": ""})
        return envelope.model_copy(update={"issuer": issuer, "claims": []})

    seed = town.chief.store.signing_seed
    forged = resealed(town.services, sent, town.folder / "人事のふり.xlsx", seed, grander)
    town.receive(town.manager, forged)
    assert believed(town.manager)[town.chief.key_id] == (Role.SECTION, CHIEF)
