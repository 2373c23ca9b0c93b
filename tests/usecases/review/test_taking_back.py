"""取り消す: the last confirmation or 差戻し as if it had never been, until it left the store."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk import bootstrap
from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.domain.records import Part, RecordKey, Trust, revise
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.checking.check import Check, check
from dxdesk.usecases.exchange import decided, dump, keys
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.person_year.local_work import SEQUENCE
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.review.drafts import draft_name
from dxdesk.usecases.review.taking_back import LastAct, last_decided, take_back
from dxdesk.usecases.review.whole_queue import Looked, confirm_looked, review_sheet, save_drafts
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from tests.helpers.memory import MemoryStore
from tests.helpers.nursery import run_and_kill
from tests.helpers.office import CHIEF, PASSPHRASE, STAFF, Office, all_levels, new_office, uids
from tests.helpers.stories import Town
from tests.usecases.review import victim

YOSHINO, KASAI, KAMIYA = STAFF


def digest(desk: Desk) -> str:
    return dump.dump(desk).digest


def refused(desk: Desk) -> KnownError:
    """Return why nothing is taken back, and that nothing is changed."""
    before = digest(desk), len(audit(desk))
    with pytest.raises(KnownError) as error:
        take_back(desk)
    assert (digest(desk), len(audit(desk))) == before
    return error.value


def audit(desk: Desk) -> list[tuple[str, str]]:
    """Return the audit's actions with their subjects, the first one first."""
    with desk.store.read() as uow:
        return [(entry.action, entry.subject) for entry in reversed(uow.audit.entries())]


def state(desk: Desk, number: str) -> State:
    return person_year(desk, number).state


@pytest.fixture
def chief(town: Town) -> Desk:
    town.receive(town.chief, town.answered(YOSHINO), town.answered(KASAI))
    return town.chief


def on_files(folder: Path) -> Office:
    """Return an office with stores as offices have them; the chief has both answers."""
    office = new_office(folder)
    levels = all_levels(office.hr, "LV2")
    answers = [office.fill(office.form(number), f"{number}.xlsx", levels) for number in (YOSHINO, KASAI)]
    office.receive(office.section(CHIEF), *answers)
    return office


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Office]:
    office = on_files(tmp_path)
    yield office
    office.close()


def test_what_is_taken_back_was_never_said_in_a_real_store(real: Office) -> None:
    desk = real.desks[0]
    first, *_ = uids(real.hr)
    untouched = digest(desk)
    save_drafts(desk, {YOSHINO: "書きかけ"})
    decision = Decision(YOSHINO, {first: 1}, {first: "まだ一緒に"}, "よい一年でした")
    assert confirm_looked(desk, [Looked(decision)]).confirmed == (YOSHINO,)
    assert review_sheet(desk).drafts == {}
    after_first = digest(desk)
    confirming.return_(desk, KASAI, "根拠を具体的に")
    assert review_sheet(desk).last == LastAct(True, (KASAI,))
    assert take_back(desk) == LastAct(True, (KASAI,))
    assert (digest(desk), state(desk, KASAI)) == (after_first, State.SUBMITTED)
    assert review_sheet(desk).last == LastAct(False, (YOSHINO,))
    assert take_back(desk) == LastAct(False, (YOSHINO,))
    assert (digest(desk), state(desk, YOSHINO)) == (untouched, State.SUBMITTED)
    assert person_year(desk, YOSHINO).items[0].first is None
    assert review_sheet(desk).drafts == {YOSHINO: "書きかけ"}
    assert review_sheet(desk).last is None
    assert audit(desk)[-4:] == [
        ("confirm", YOSHINO),
        ("return1", KASAI),
        ("return-undo", KASAI),
        ("confirm-undo", YOSHINO),
    ]
    assert refused(desk).code == "nothing-to-take-back"
    assert check(desk, Check(whole=True)).findings == ()
    confirm_looked(desk, [Looked(decision)])
    files = real.send(desk, "confirmations", "一次確認")
    real.receive(desk_of_manager := real.section("000002"), *files)
    assert person_year(desk_of_manager, YOSHINO).items[0].first_comment == "まだ一緒に"


def test_a_whole_queue_is_one_step(chief: Desk) -> None:
    before = digest(chief)
    confirm_looked(chief, [Looked(Decision(YOSHINO)), Looked(Decision(KASAI))])
    assert take_back(chief) == LastAct(False, (YOSHINO, KASAI))
    assert digest(chief) == before
    assert confirming.confirm_all(chief).confirmed == (YOSHINO, KASAI)
    assert set(take_back(chief).employee_numbers) == {YOSHINO, KASAI}
    assert digest(chief) == before


def test_who_confirms_again_takes_back_to_what_they_said_first(chief: Desk) -> None:
    first, *_ = uids(chief)
    confirming.confirm(chief, Decision(YOSHINO))
    once = digest(chief)
    confirming.confirm(chief, Decision(YOSHINO, {first: 3}, {first: "手本です"}))
    take_back(chief)
    assert digest(chief) == once
    assert person_year(chief, YOSHINO).items[0].first == 2


@pytest.mark.parametrize("kind", ["confirmations", "forms"])
def test_what_left_in_a_file_is_not_taken_back(town: Town, chief: Desk, kind: str) -> None:
    """A form names what it follows; an answer to it would cover what is said once more."""
    confirming.confirm(chief, Decision(YOSHINO))
    confirming.confirm(chief, Decision(KASAI))
    town.send(chief, kind, "出した", employee=YOSHINO)
    assert take_back(chief).employee_numbers == (KASAI,), "the file was not about them"
    assert review_sheet(chief).last is None
    error = refused(chief)
    assert error.code == "decision-sent"
    assert "𠮷野 花子さんの確認" in error.problem.message
    assert {"confirmations": "確認票", "forms": "申告票"}[kind] in error.problem.message
    assert "もう一度" in error.problem.fix
    assert state(chief, YOSHINO) is State.FIRST_CONFIRMED


def test_a_slip_that_is_out_stays_out(town: Town, chief: Desk) -> None:
    confirming.return_(chief, YOSHINO, "根拠を具体的に")
    town.send(chief, "return-slips", "差戻し")
    error = refused(chief)
    assert error.code == "decision-sent"
    assert "差戻票" in error.problem.message


def test_of_a_whole_queue_nobody_is_taken_back_once_somebody_left(town: Town, chief: Desk) -> None:
    confirming.confirm_all(chief)
    town.send(chief, "confirmations", "出した", employee=KASAI)
    error = refused(chief)
    assert error.code == "decision-sent"
    assert "ほか1人" in error.problem.message


def test_an_export_that_came_to_nothing_sent_nothing(
    town: Town, chief: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirming.confirm(chief, Decision(YOSHINO))

    def full(*_: object, **__: object) -> None:
        raise KnownError("file-not-written", "書けません。", "")

    monkeypatch.setattr(dispatch, "write_sealed", full)
    with pytest.raises(KnownError):
        town.send(chief, "confirmations", "出した")
    assert take_back(chief).employee_numbers == (YOSHINO,)


def test_packages_of_a_program_that_marks_nothing_count_as_sent(town: Town, chief: Desk) -> None:
    confirming.confirm(chief, Decision(YOSHINO))
    with chief.store.write() as uow:
        uow.settings.set(SEQUENCE, str(int(uow.settings.get(SEQUENCE, "0")) + 1))
        uow.commit()
    assert review_sheet(chief).last is None
    assert refused(chief).code == "decision-sent"
    confirming.confirm(chief, Decision(KASAI))
    assert take_back(chief).employee_numbers == (KASAI,)
    assert refused(chief).code == "decision-sent"


def test_a_store_set_back_by_a_backup_does_not_know_what_it_sent(town: Town, chief: Desk) -> None:
    confirming.confirm(chief, Decision(YOSHINO))
    store = chief.store
    assert isinstance(store, MemoryStore)
    store.content = replace(store.content, identity=replace(chief.identity, epoch=chief.identity.epoch + 1))
    error = refused(chief)
    assert error.code == "decision-followed"
    assert "控えから戻して" in error.problem.message


def test_hr_keeps_what_others_rest_on(town: Town) -> None:
    """A file from others that names HR's word in a confirmer's place."""
    town.receive(town.hr, town.answered(YOSHINO))
    before = digest(town.hr)
    confirming.confirm(town.hr, Decision(YOSHINO, on_behalf_of=CHIEF))
    take_back(town.hr)
    assert digest(town.hr) == before
    confirming.confirm(town.hr, Decision(YOSHINO, on_behalf_of=CHIEF))
    with town.hr.store.write() as uow:
        said = next(
            s.revision
            for s in uow.exchange.person(2025, YOSHINO)
            if s.revision.record.part is Part.LIFE and s.revision.content["action"] == "confirm1"
        )
        key = RecordKey(said.record.municipality_code, 2025, YOSHINO, Part.SELF)
        cites = revise(key, {"items": {}, "note": said.id}, trust=Trust.NONE)
        uow.exchange.add_revisions([cites], uow.exchange.receipts()[0].number)
        uow.commit()
    assert refused(town.hr).code == "decision-followed"


def test_what_came_back_from_others_is_not_this_stores_alone(town: Town, chief: Desk) -> None:
    confirming.confirm(chief, Decision(YOSHINO))
    with chief.store.write() as uow:
        said = [s.revision for s in uow.exchange.person(2025, YOSHINO) if s.receipts == (0,)]
        assert said
        uow.exchange.add_revisions(said, uow.exchange.receipts()[0].number)
        uow.commit()
    assert refused(chief).code == "decision-followed"


def test_a_finalised_result_stays(town: Town) -> None:
    town.receive(town.hr, town.answered(KAMIYA))
    for confirmer in ("000004", "000002"):
        confirming.confirm(town.hr, Decision(KAMIYA, on_behalf_of=confirmer))
    assert state(town.hr, KAMIYA) is State.RECEIVED
    finalise.finalise(town.hr)
    assert refused(town.hr).code == "finalised"


TYPED = "書きかけの言葉"


def typed_left(desk: Desk) -> list[str]:
    """Return the settings, and whose answers, that still hold what was typed."""
    with desk.store.read() as uow:
        kept = [name for name, text in uow.settings.starting_with("").items() if TYPED in text]
        drafts = {number: uow.results.draft(2025, number) for number in STAFF}
    return kept + [number for number, draft in drafts.items() if draft and TYPED in draft.text]


def test_nothing_that_was_typed_outlives_the_finalisation(town: Town) -> None:
    """Neither before the decisions, nor about them after the last one, nor as an answer typed in for them."""
    town.receive(town.hr, town.answered(KAMIYA), town.answered(KASAI))
    save_drafts(town.hr, {KASAI: TYPED})
    confirming.return_(town.hr, KASAI, "根拠を具体的に")
    for confirmer in ("000004", "000002"):
        save_drafts(town.hr, {KAMIYA: TYPED})
        confirming.confirm(town.hr, Decision(KAMIYA, on_behalf_of=confirmer))
    save_drafts(town.hr, {KAMIYA: TYPED})
    self_report.save_draft(town.hr, Answers(comment=TYPED), KAMIYA)
    self_report.save_draft(town.hr, Answers(comment=TYPED), YOSHINO)
    assert len(typed_left(town.hr)) == 6
    finalise.finalise(town.hr)
    assert typed_left(town.hr) == [YOSHINO], "only who is not finalised goes on writing"
    assert last_decided(town.hr) is None, "nothing is offered that is refused"
    assert refused(town.hr).code == "finalised"


def test_who_is_not_finalised_can_still_be_taken_back_to_what_was_typed(town: Town) -> None:
    town.receive(town.hr, town.answered(KAMIYA), town.answered(KASAI))
    for confirmer in ("000004", "000002"):
        confirming.confirm(town.hr, Decision(KAMIYA, on_behalf_of=confirmer))
    save_drafts(town.hr, {KASAI: TYPED})
    confirming.return_(town.hr, KASAI, "根拠を具体的に")
    finalise.finalise(town.hr)
    assert last_decided(town.hr) == LastAct(True, (KASAI,))
    assert take_back(town.hr).employee_numbers == (KASAI,)
    assert typed_left(town.hr) == [draft_name(2025, KASAI)]


@pytest.mark.parametrize("kind", ["confirmations", "forms"])
def test_what_was_typed_goes_with_the_file_that_says_it(town: Town, chief: Desk, kind: str) -> None:
    save_drafts(chief, {YOSHINO: TYPED, KASAI: TYPED})
    confirming.confirm_all(chief)
    assert len(typed_left(chief)) == 1, "kept with the step alone"
    town.send(chief, kind, "出した")
    assert typed_left(chief) == []
    assert refused(chief).code == "decision-sent"


@pytest.mark.parametrize("way", ["one", "all", "looked", "return"])
def test_a_decision_takes_the_draft_with_it_in_the_same_act(chief: Desk, way: str) -> None:
    save_drafts(chief, {YOSHINO: TYPED})
    act = {
        "one": lambda: confirming.confirm(chief, Decision(YOSHINO)),
        "all": lambda: confirming.confirm_all(chief, [YOSHINO]),
        "looked": lambda: confirm_looked(chief, [Looked(Decision(YOSHINO))]),
        "return": lambda: confirming.return_(chief, YOSHINO, "根拠を具体的に"),
    }[way]
    act()
    assert review_sheet(chief).drafts == {}
    take_back(chief)
    assert review_sheet(chief).drafts == {YOSHINO: TYPED}


def test_who_withdrew_meanwhile_has_withdrawn_after_it(town: Town, chief: Desk) -> None:
    form = town.form(YOSHINO)
    confirming.confirm(chief, Decision(YOSHINO))
    town.receive(chief, town.fill(form, "取下げ.xlsx", all_levels(town.hr, "LV2"), action="取り下げる"))
    take_back(chief)
    assert state(chief, YOSHINO) is State.WITHDRAWN


def test_nothing_is_half_taken_back(chief: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    confirming.confirm_all(chief)
    before = digest(chief)
    from dxdesk.usecases.review import taking_back

    def breaks(*_: object) -> str:
        raise MemoryError

    monkeypatch.setattr(taking_back, "draft_name", breaks)
    monkeypatch.setattr(taking_back.derived, "refresh", breaks)
    with pytest.raises(MemoryError):
        take_back(chief)
    assert digest(chief) == before
    monkeypatch.undo()
    assert len(take_back(chief).employee_numbers) == 2


def test_killed_while_taking_back_everybody_stands_or_nobody(tmp_path: Path) -> None:
    office = on_files(tmp_path)
    desk = office.desks[0]
    before = digest(desk)
    confirming.confirm_all(desk)
    confirmed = digest(desk)
    location = desk.store.location
    office.close()
    chance, deeds, kills = random.Random(11), 0, 0
    # A loaded machine does little in half a second: kills are counted, and what was cut off.
    while kills < 4 or (deeds <= 8 and kills < 40):
        kills += 1
        said = run_and_kill(victim.main, [location, PASSPHRASE], chance.random() * 0.5)
        deeds += len(said)
        found = opening.open_store(bootstrap.services(), location, PASSPHRASE)
        assert digest(found) in (before, confirmed)
        stands = review_sheet(found)
        assert {entry.done for entry in stands.entries} == {stands.last is not None}
        found.store.close()
    assert deeds > 8, "the victim did nothing"


def test_a_renewed_key_sends_nothing(town: Town, chief: Desk) -> None:
    confirming.confirm(chief, Decision(YOSHINO))
    keys.renew(chief)
    assert review_sheet(chief).last == LastAct(returned=False, employee_numbers=(YOSHINO,))
    confirming.confirm(chief, Decision(KASAI))
    assert take_back(chief).employee_numbers == (KASAI,)
    assert take_back(chief).employee_numbers == (YOSHINO,)
    assert review_sheet(chief).last is None


def test_a_renewed_key_does_not_hide_what_an_earlier_program_sent(town: Town, chief: Desk) -> None:
    confirming.confirm(chief, Decision(YOSHINO))
    with chief.store.write() as uow:
        uow.settings.set(SEQUENCE, str(int(uow.settings.get(SEQUENCE, "0")) + 1))
        uow.commit()
    keys.renew(chief)
    assert refused(chief).code == "decision-sent"


def test_an_export_of_everybody_writes_a_step_once(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten packages about ten steps take back no step ten times."""
    written: list[str] = []
    with town.hr.store.write() as uow:
        for number in range(10):
            key = RecordKey("999999", 2025, f"{number:06d}", Part.SELF)
            decided.note(
                uow, 2025, decided.CONFIRMED, {key.employee_number: [revise(key, {"items": {}})]}, {}
            )
        steps = {name: json.loads(text) for name, text in uow.settings.starting_with("decided/2025/").items()}
        leaving = decided.Leaving(uow)
        monkeypatch.setattr(decided, "_save", lambda _, step: written.append(step.name))
        monkeypatch.setattr(decided, "forget", lambda _, step: written.append(step.name))
        for _ in range(2):
            for step in reversed(steps.values()):
                leaving.in_package("result_notice", [one for ids in step["made"].values() for one in ids])
    assert sorted(written) == sorted(steps)
