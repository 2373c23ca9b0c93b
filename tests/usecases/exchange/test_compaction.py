"""確定の後の記録: one revision a part stays, old files bring nothing back, and a backup has it all."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain import compaction
from dxdesk.domain.lifecycle import State
from dxdesk.domain.records import Part, RecordKey, Revision, revise
from dxdesk.store import backups
from dxdesk.usecases.exchange import dump, ledgers
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.review import confirming, conflicts
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle, finalise
from tests.helpers.office import CHIEF, MANAGER, PASSPHRASE, STAFF, all_levels, new_office, uids
from tests.helpers.stories import Town

YOSHINO, KASAI, KAMIYA = STAFF


def parts(desk: Desk, number: str) -> Counter[Part]:
    with desk.store.read() as uow:
        return Counter(stored.revision.record.part for stored in uow.exchange.person(2025, number))


def _confirm(town: Town, number: str) -> None:
    for principal in (CHIEF, MANAGER):
        confirming.confirm(town.hr, Decision(number, on_behalf_of=principal))


def _long_story(town: Town) -> list[Path]:
    """Two differing answers, a decision, a return and a second round; return all files that came."""
    files = [town.answered(YOSHINO, "LV2"), town.answered(YOSHINO, "LV3", "二通目.xlsx")]
    town.receive(town.hr, *files)
    while found := conflicts.conflicts(town.hr):
        conflicts.resolve(town.hr, found[0].id, 1, "本人に電話で確かめた")
    confirming.return_(town.hr, YOSHINO, "根拠を書き足してください")
    slip = next(path for path in town.send(town.hr, "return-slips", "差戻し") if YOSHINO in path.name)
    again = town.fill(slip, "再提出.xlsx", all_levels(town.hr, "LV2"), evidence="窓口の改善を担当した")
    files.append(again)
    town.receive(town.hr, again)
    _confirm(town, YOSHINO)
    return files


def test_one_revision_a_part_stays_after_finalising(town: Town) -> None:
    _long_story(town)
    before = parts(town.hr, YOSHINO)
    assert before[Part.SELF] > 2
    assert before[Part.LIFE] > 4
    told = person_year(town.hr, YOSHINO)
    finalise.finalise(town.hr, "8総人第12号", "2026-03-18")
    after = parts(town.hr, YOSHINO)
    assert set(after) == set(before)
    assert set(after.values()) == {1}, after
    person = person_year(town.hr, YOSHINO)
    assert (person.state, person.round) == (State.FINALISED, told.round)
    assert person.items == told.items
    assert person.disputed == 0
    assert not person.life.changed


def test_files_that_came_before_bring_nothing_back(town: Town) -> None:
    files = _long_story(town)
    finalise.finalise(town.hr)
    digest, kept = dump.dump(town.hr).state_digest, parts(town.hr, YOSHINO)
    for receipt in ledgers.receipts(town.hr):
        if receipt.kind in ("form", "return_slip") and receipt.live:
            try:
                ledgers.undo(town.hr, receipt.number)
            except Exception as error:
                assert getattr(error, "code", "") == "receipt-cited"  # noqa: PT017
    outcomes = {file.outcome for file in town.receive(town.hr, *reversed(files)).files}
    assert outcomes == {"unchanged"}
    assert parts(town.hr, YOSHINO) == kept
    assert dump.dump(town.hr).state_digest == digest


def test_a_correction_leaves_the_old_snapshots_heads_alone(town: Town) -> None:
    _long_story(town)
    finalise.finalise(town.hr)
    first = uids(town.hr)[0]
    finalise.correct(town.hr, YOSHINO, {first: 1}, "転記の誤り", "課長")
    finalise.correct(town.hr, YOSHINO, {first: 3}, "もう一度", "課長")
    with town.hr.store.read() as uow:
        lines = uow.results.snapshot_lines(2025, YOSHINO)
        there = {stored.revision.id for stored in uow.exchange.person(2025, YOSHINO)}
    assert len(lines) == 3
    assert all(set(line.heads) <= there for line in lines)
    assert person_year(town.hr, YOSHINO).items[0].confirmed == 3


def test_a_confirmation_before_a_transfer_keeps_the_assignment_it_was_made_under(town: Town) -> None:
    town.receive(town.hr, town.answered(YOSHINO))
    _confirm(town, YOSHINO)
    with town.hr.store.write() as uow:
        person = uow.people.employee(YOSHINO)
        assert person is not None
        uow.people.save_employees([replace(person, department_code="112")])
        uow.commit()
    cycle.refresh_assignments(town.hr)
    while found := conflicts.conflicts(town.hr):
        conflicts.resolve(town.hr, found[0].id, 1, "異動前の確認を採る")
    finalise.finalise(town.hr)
    person_after = person_year(town.hr, YOSHINO)
    assert person_after.state is State.FINALISED
    assert all(item.confirmed == 2 for item in person_after.items)
    assert parts(town.hr, YOSHINO)[Part.ASSIGNMENT] <= 2
    assert dump.dump(town.hr).state_digest == dump.dump(town.hr).state_digest


def test_the_backup_before_finalising_has_what_was_left_out(tmp_path: Path) -> None:
    office = new_office(tmp_path)
    try:
        levels = all_levels(office.hr, "LV2")
        office.receive(office.hr, office.fill(office.form(YOSHINO), "a.xlsx", levels))
        for principal in (CHIEF, MANAGER):
            confirming.confirm(office.hr, Decision(YOSHINO, on_behalf_of=principal))
        with office.hr.store.read() as uow:
            before = {stored.revision.id for stored in uow.exchange.person(2025, YOSHINO)}
        finalise.finalise(office.hr)
        with office.hr.store.read() as uow:
            after = {stored.revision.id for stored in uow.exchange.person(2025, YOSHINO)}
        assert after < before
        newest = backups.automatic_backups(tmp_path / "hr.dxdesk")[0]
        target = tmp_path / "戻した.dxdesk"
        office.services.stores.restore(newest, str(target), PASSPHRASE)
        again = Desk(office.services, office.services.stores.open(str(target), PASSPHRASE))
        with again.store.read() as uow:
            assert {stored.revision.id for stored in uow.exchange.person(2025, YOSHINO)} == before
        again.store.close()
    finally:
        office.close()


KEY = RecordKey("131091", 2025, YOSHINO, Part.SELF)


@given(levels=st.lists(st.integers(0, 3), min_size=1, max_size=8, unique=True), acted_on=st.integers(0, 7))
def test_kept_are_the_heads_and_what_they_acted_on(levels: list[int], acted_on: int) -> None:
    chain: list[Revision] = []
    for level in levels:
        chain.append(revise(KEY, {"items": {"a": level}}, chain[-1:]))
    cited = chain[acted_on % len(chain)]
    step = revise(KEY._replace(part=Part.LIFE), {"action": "confirm1", "of": [cited.id, "0" * 32]})
    found = compaction.kept([chain[-1].id, step.id], [*chain, step])
    assert found == {chain[-1].id, cited.id, step.id}
