"""Confirmations that arrive without what they rest on, and steps that take one back: told, with names."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.domain.records import ANSWER_PARTS, Part, Revision, Trust, revise
from dxdesk.usecases.exchange import dump, ledgers
from dxdesk.usecases.exchange.issue import life_lineage
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.person_year.counting import Verdict
from dxdesk.usecases.person_year.local_work import record_key
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.progress import status
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.sealing.envelope import Envelope, RevisionModel
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from tests.helpers.forging import resealed, sealed_model
from tests.helpers.office import CHIEF, MANAGER, STAFF
from tests.helpers.stories import Town

YOSHINO, KASAI, KAMIYA = STAFF


def without(*wanted: str) -> Callable[[Envelope], Envelope]:
    """Leave out steps by action, and parts by name."""

    def leaves(model: RevisionModel) -> bool:
        revision = model.revision()
        said = revision.record.part.value, str(revision.content.get("action", ""))
        return revision.record.employee_number == YOSHINO and bool({*wanted} & {*said})

    def change(envelope: Envelope) -> Envelope:
        left = [model for model in envelope.revisions if not leaves(model)]
        return envelope.model_copy(update={"revisions": left})

    return change


def resent(town: Town, desk: Desk, path: Path, name: str, change: Callable[[Envelope], Envelope]) -> Path:
    """Seal a section's file anew with its own key, as a changed program on its PC could."""
    return resealed(town.services, path, town.folder / name, desk.store.signing_seed, change)


def confirmed_by_chief(town: Town, number: str = YOSHINO) -> Path:
    town.receive(town.chief, town.answered(number))
    confirming.confirm(town.chief, Decision(number))
    (path,) = town.send(town.chief, "confirmations", f"一次{number}")
    return path


def confirmed_by_both(town: Town, number: str = YOSHINO) -> tuple[Path, Path]:
    first = confirmed_by_chief(town, number)
    town.receive(town.manager, first)
    confirming.confirm(town.manager, Decision(number))
    (second,) = town.send(town.manager, "confirmations", f"二次{number}")
    return first, second


ANSWERED = ("submit", *(part.value for part in ANSWER_PARTS))


def test_a_confirmation_of_what_nobody_handed_in_waits_and_is_told_by_name(town: Town) -> None:
    whole = confirmed_by_both(town)[1]
    alone = resent(town, town.manager, whole, "提出なし.xlsx", without(*ANSWERED))
    report = town.receive(town.hr, alone).files[0]
    assert report.outcome == "pending"
    (note,) = (note for note in report.notes if note.code == "submission-missing")
    for word in ("花子", YOSHINO, "一次確認", "二次確認", "山﨑 直樹", CHIEF):
        assert word in note.found, note.found
    assert "人分" in note.message
    assert person_year(town.hr, YOSHINO).state is State.NOT_STARTED
    assert person_year(town.hr, YOSHINO).items[0].confirmed is None
    (waiting,) = ledgers.pending(town.hr)
    assert "花子" in waiting.why
    assert YOSHINO in waiting.why
    line = next(one for one in status.status(town.hr).people if one.number == YOSHINO)
    assert line.waits is Verdict.UNSUBMITTED
    assert "提出" in line.waits_text
    todo = next(one for one in home(town.hr).todo if one.key == "pending")
    assert "花子" in todo.text
    with pytest.raises(KnownError) as error:
        finalise.finalise(town.hr)
    assert "花子" in str(error.value.problem.found)
    assert "提出" in str(error.value.problem.fix)


def test_it_counts_by_itself_when_the_form_comes_in_any_order(town: Town) -> None:
    whole = confirmed_by_both(town)[1]
    alone = resent(town, town.manager, whole, "提出なし.xlsx", without(*ANSWERED))
    form = town.answered(YOSHINO)
    town.receive(town.hr, alone)
    town.receive(town.hr, form)
    assert person_year(town.hr, YOSHINO).state is State.RECEIVED
    assert ledgers.pending(town.hr) == ()
    assert {receipt.outcome for receipt in ledgers.receipts(town.hr)} == {"applied"}
    first = dump.dump(town.hr).state_digest
    for receipt in ledgers.receipts(town.hr):
        if receipt.live and receipt.kind in ("form", "confirmation"):
            ledgers.undo(town.hr, receipt.number)
    for file in (form, alone):
        assert town.receive(town.hr, file).files[0].outcome == "applied"
    assert dump.dump(town.hr).state_digest == first


def test_the_form_that_goes_takes_the_confirmation_with_it_until_it_comes_again(town: Town) -> None:
    whole = confirmed_by_both(town)[1]
    alone = resent(town, town.manager, whole, "提出なし.xlsx", without(*ANSWERED))
    form = town.answered(YOSHINO)
    town.receive(town.hr, form, alone)
    receipt = next(r for r in ledgers.receipts(town.hr) if r.kind == "form" and r.employee_number == YOSHINO)
    ledgers.undo(town.hr, receipt.number)
    assert person_year(town.hr, YOSHINO).state is State.NOT_STARTED
    assert [item.file for item in ledgers.pending(town.hr)] == ["提出なし.xlsx"]


def test_whoever_else_is_complete_is_finalised_and_who_waits_is_named_with_the_reason(town: Town) -> None:
    whole = confirmed_by_both(town)[1]
    alone = resent(town, town.manager, whole, "提出なし.xlsx", without(*ANSWERED))
    town.receive(town.hr, alone, town.answered(KASAI))
    for principal in (CHIEF, MANAGER):
        confirming.confirm(town.hr, Decision(KASAI, on_behalf_of=principal))
    done = finalise.finalise(town.hr)
    assert done.people == 1
    assert (YOSHINO, State.NOT_STARTED) in [(number, state) for number, _, state in done.left_out]
    assert [(one.employee_number, one.verdict) for one in done.lacking] == [(YOSHINO, Verdict.UNSUBMITTED)]
    assert KAMIYA not in [one.employee_number for one in done.lacking]


def test_a_second_confirmation_without_the_first_waits_for_it(town: Town) -> None:
    first, second = confirmed_by_both(town)
    alone = resent(town, town.manager, second, "二次だけ.xlsx", without("confirm1", "review1"))
    report = town.receive(town.hr, alone).files[0]
    assert report.outcome == "pending"
    (note,) = (note for note in report.notes if note.code == "first-missing")
    assert "花子" in note.found
    assert "二次確認" in note.found
    assert person_year(town.hr, YOSHINO).state is State.SUBMITTED
    assert next(p for p in status.status(town.hr).people if p.number == YOSHINO).waits is Verdict.UNCONFIRMED
    with pytest.raises(KnownError):
        finalise.finalise(town.hr)
    town.receive(town.hr, first)
    assert person_year(town.hr, YOSHINO).state is State.RECEIVED


def test_a_store_made_after_finalising_is_told_of_a_result_that_counts(town: Town) -> None:
    """What HR passes on it has judged: after finalising it keeps no more than the last step of anybody."""
    before = next(p for p in town.send(town.hr, "section-packages", "前") if MANAGER in p.name)
    town.receive(town.hr, town.answered(YOSHINO))
    for principal in (CHIEF, MANAGER):
        confirming.confirm(town.hr, Decision(YOSHINO, on_behalf_of=principal))
    finalise.finalise(town.hr)
    package = next(p for p in town.send(town.hr, "section-packages", "確定のあと") if MANAGER in p.name)
    # A new store, and one that knew the year already, in a batch whose first file told all.
    new = town.reopened(package, "新しい課長.dxdesk")
    former = town.reopened(town.package(MANAGER), "前の課長.dxdesk")
    assert [file.outcome for file in town.receive(former, before, package).files] == ["unchanged", "applied"]
    for desk in (new, former):
        assert person_year(desk, YOSHINO).state is State.SECOND_CONFIRMED
        assert person_year(desk, YOSHINO).pending == 0
        with desk.store.read() as uow:
            (row,) = (r for r in uow.results.assessments(2025) if r.employee_number == YOSHINO)
        assert row.state == State.SECOND_CONFIRMED


# Taking a confirmation back


def step(town: Town, desk: Desk, action: str, *, made_up: bool, part: Part = Part.LIFE) -> RevisionModel:
    """Return a step of the first confirmer's store that follows all that HR knows."""
    person = person_year(town.hr, YOSHINO)
    covers = life_lineage(person) | ({"f" * 32} if made_up else set())
    said: dict[str, object] = {
        "action": action,
        "round": 1,
        "of": sorted(head for one in (*ANSWER_PARTS, Part.REVIEW1) for head in person.views[one].head_ids),
        "assignment": person.views[Part.ASSIGNMENT].head_ids[0],
        "by": desk.identity.owner,
        "by_name": "山﨑 直樹",
    }
    key = record_key(desk, 2025, YOSHINO, part)
    made: Revision = revise(key, said, also_covers=covers, key_id=desk.key_id, trust=Trust.SECTION)
    return sealed_model(town.services, desk.store.signing_seed, made)


@pytest.mark.parametrize(
    ("action", "made_up"),
    list(itertools.product(("submit", "confirm1", "return1", "withdraw"), (False, True))),
)
def test_a_first_confirmer_who_takes_the_second_confirmation_back_is_told(
    town: Town, action: str, made_up: bool
) -> None:
    first, second = confirmed_by_both(town)
    town.receive(town.hr, first, second)
    assert person_year(town.hr, YOSHINO).state is State.RECEIVED
    model = step(town, town.chief, action, made_up=made_up)

    def later(envelope: Envelope) -> Envelope:
        return envelope.model_copy(update={"revisions": [*envelope.revisions, model]})

    path = resent(town, town.chief, first, "あとから.xlsx", later)
    report = town.receive(town.hr, path).files[0]
    person = person_year(town.hr, YOSHINO)
    assert person.state is not State.RECEIVED
    if report.outcome == "conflict":
        assert person.life.clash
        return
    (note,) = (note for note in report.notes if note.code == "confirmation-taken-back")
    for word in ("花子", YOSHINO, "二次確認", "山﨑 直樹", CHIEF):
        assert word in note.found, note.found
    assert person.changed
    with town.hr.store.read() as uow:
        assert next(row for row in uow.results.assessments(2025) if row.employee_number == YOSHINO).changed


def test_it_is_told_as_well_when_the_confirmation_comes_after_the_step_that_takes_it_back(town: Town) -> None:
    first, second = confirmed_by_both(town)
    town.receive(town.hr, first, second)
    model = step(town, town.chief, "submit", made_up=False)

    def later(envelope: Envelope) -> Envelope:
        return envelope.model_copy(update={"revisions": [*envelope.revisions, model]})

    path = resent(town, town.chief, first, "あとから.xlsx", later)
    for receipt in ledgers.receipts(town.hr):
        if receipt.live and receipt.kind == "confirmation":
            ledgers.undo(town.hr, receipt.number)
    assert "confirmation-taken-back" not in [
        n.code for n in town.receive(town.hr, first, path).files[1].notes
    ]
    (note,) = (
        note
        for note in town.receive(town.hr, second).files[0].notes
        if note.code == "confirmation-taken-back"
    )
    assert "二次確認" in note.found


def test_levels_that_a_first_confirmer_changes_afterwards_are_told(town: Town) -> None:
    first, second = confirmed_by_both(town)
    town.receive(town.hr, first, second)
    view = person_year(town.hr, YOSHINO).views[Part.REVIEW1]
    said = {**view.heads[0].content, "items": {uid: {"level": 1} for uid in view.items}}
    key = record_key(town.chief, 2025, YOSHINO, Part.REVIEW1)
    made = revise(key, said, view.heads, key_id=town.chief.key_id, trust=Trust.SECTION)
    model = sealed_model(town.services, town.chief.store.signing_seed, made)

    def later(envelope: Envelope) -> Envelope:
        return envelope.model_copy(update={"revisions": [*envelope.revisions, model]})

    path = resent(town, town.chief, first, "あとから.xlsx", later)
    notes = town.receive(town.hr, path).files[0].notes
    (note,) = (note for note in notes if note.code == "confirmation-taken-back")
    for word in ("花子", YOSHINO, "二次確認", "髙橋 美咲", "→ 一次確認(山﨑 直樹 000003)"):
        assert word in note.found, note.found
    assert person_year(town.hr, YOSHINO).state is State.FIRST_CONFIRMED


# What only HR writes


@pytest.mark.parametrize("part", [Part.CYCLE, Part.ASSIGNMENT, Part.REFERENCE, Part.DEPUTIES])
def test_what_only_hr_writes_is_told_where_a_section_wrote_it_and_changes_nothing(
    town: Town, part: Part
) -> None:
    first = confirmed_by_chief(town)
    town.receive(town.hr, first)
    before = dump.dump(town.hr).state_digest
    number = "" if part in (Part.CYCLE, Part.DEPUTIES) else YOSHINO
    with town.hr.store.read() as uow:
        found = [one.revision for one in uow.exchange.part(2025, part)]
        content = next((r.content for r in found if r.record.employee_number == number), {"terms": []})
    key = record_key(town.chief, 2025, number, part)
    made = revise(key, {**content, "note": "x"}, found, key_id=town.chief.key_id, trust=Trust.SECTION)
    model = sealed_model(town.services, town.chief.store.signing_seed, made)

    def later(envelope: Envelope) -> Envelope:
        return envelope.model_copy(update={"revisions": [*envelope.revisions, model]})

    path = resent(town, town.chief, first, "人事の記録.xlsx", later)
    report = town.receive(town.hr, path).files[0]
    (note,) = (note for note in report.notes if note.code == "office-not-hr")
    assert ("花子" if number else "令和7年度") in note.found
    assert "not-counted" not in [one.code for one in report.notes]
    assert dump.dump(town.hr).state_digest == before
    assert person_year(town.hr, YOSHINO).state is State.FIRST_CONFIRMED
