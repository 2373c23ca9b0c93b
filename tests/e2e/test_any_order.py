"""Any batch, any order, twice: replicas of one HR store that receive the same files agree to the last bit."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dxdesk.domain.lifecycle import State
from dxdesk.ports.workbooks import WITHDRAW_LABEL
from dxdesk.usecases.exchange import dump, keys, ledgers
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.review import confirming
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers.office import CHIEF, MANAGER, OTHER_CHIEF, STAFF, Office, all_levels, new_office


@dataclass
class Batch:
    """A played year: the office with HR closed before it received anything, and every file that arose."""

    office: Office
    files: tuple[Path, ...]
    rival_key: str
    count: int = 0


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    office = new_office(tmp_path_factory.mktemp("office"))
    chief, other = office.section(CHIEF), office.section(OTHER_CHIEF)
    rival = office.section(OTHER_CHIEF, "-別のPC")
    manager = office.section(MANAGER)
    lv1, lv2, lv3 = (all_levels(office.hr, f"LV{n}") for n in (1, 2, 3))
    first = office.fill(office.form(STAFF[0]), "一通目.xlsx", lv1, evidence="窓口の改善を担当した")
    second = office.fill(office.form(STAFF[0]), "二通目.xlsx", {**lv1, **dict(list(lv2.items())[:2])})
    plain = office.fill(office.form(STAFF[1]), "健.xlsx", lv2)
    gone = office.fill(office.form(STAFF[1]), "健の取下げ.xlsx", lv2, action=WITHDRAW_LABEL)
    third = office.fill(office.form(STAFF[2]), "蓮.xlsx", lv3)
    files = [first, second, plain, gone, third]

    # The chief sees only the first answer and the plain one; one is confirmed, one returned and repeated.
    office.receive(chief, first, plain)
    confirming.confirm(chief, confirming.Decision(STAFF[1]))
    confirming.return_(chief, STAFF[0], "根拠を書き足してください")
    files += office.send(chief, "confirmations", "c1")
    slip = office.send(chief, "return-slips", "slips")[0]
    again = office.fill(slip, "再提出.xlsx", lv2, evidence="窓口の待ち時間を3割減らした")
    office.receive(chief, again)
    confirming.confirm(
        chief, confirming.Decision(STAFF[0], {next(iter(lv2)): 1}, comment="係で一緒に進めた段階です")
    )
    files += [again, *office.send(chief, "confirmations", "c2")]

    # Two PCs opened one package: both keys claim the same enrolment.
    for desk, folder in ((other, "o1"), (rival, "o2")):
        office.receive(desk, third)
        confirming.confirm(desk, confirming.Decision(STAFF[2]))
        files += office.send(desk, "confirmations", folder)
    office.receive(manager, *files)
    keys.register(manager, other.key_id)
    confirming.confirm_all(manager)
    files += office.send(manager, "confirmations", "m1")

    # A transfer after the first confirmation: HR's own decision, made before the batches come in.
    with office.hr.store.write() as uow:
        moved = uow.people.employee(STAFF[1])
        assert moved is not None
        uow.people.save_employees([dataclasses.replace(moved, department_code="112")])
        uow.commit()
    cycle.refresh_assignments(office.hr)
    files += office.send(office.hr, "section-packages", "packages2")
    rival_key = other.key_id
    office.close()
    return Batch(office, tuple(dict.fromkeys(files)), rival_key)


def _play(batch: Batch, order: list[int], chunk: int, register_at: int, undo_at: frozenset[int]) -> Desk:
    """Receive files in an order, in chunks, registering a key and undoing receipts on the way."""
    batch.count += 1
    desk = batch.office.replica(f"replica-{batch.count}")
    undone: list[Path] = []
    for start in range(0, len(order), chunk):
        if start <= register_at < start + chunk:
            _register(batch, desk)
        part = [batch.files[n] for n in order[start : start + chunk]]
        report = batch.office.receive(desk, *part)
        for offset, file in enumerate(report.files):
            if start + offset in undo_at and file.receipt:
                ledgers.undo(desk, file.receipt)
                undone.append(part[offset])
    if undone:
        batch.office.receive(desk, *undone)
    _register(batch, desk)
    return desk


def _register(batch: Batch, desk: Desk) -> None:
    waiting = {info.key_id: info.state for info in keys.keys(desk)}
    if waiting.get(batch.rival_key) == "quarantined":
        keys.register(desk, batch.rival_key)


def _digest_and_close(desk: Desk) -> str:
    digest = dump.dump(desk).state_digest
    desk.store.close()
    return digest


_EXAMPLES = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@st.composite
def _histories(draw: st.DrawFn, files: int) -> tuple[list[int], list[int], int, int, frozenset[int]]:
    """A subset of the files, and the same files shuffled, repeated, chunked, undone and sent again."""
    subset = draw(st.lists(st.integers(0, files - 1), min_size=2, unique=True))
    repeated = draw(st.lists(st.sampled_from(subset), max_size=4))
    shuffled = draw(st.permutations([*subset, *repeated]))
    chunk = draw(st.integers(1, 5))
    register_at = draw(st.integers(0, len(shuffled)))
    undo_at = draw(st.frozensets(st.integers(0, len(shuffled) - 1), max_size=2))
    return subset, list(shuffled), chunk, register_at, undo_at


@_EXAMPLES
@given(data=st.data())
def test_replicas_agree_whatever_the_order(batch: Batch, data: st.DataObject) -> None:
    subset, shuffled, chunk, register_at, undo_at = data.draw(_histories(len(batch.files)))
    straight = _play(batch, subset, len(subset), -1, frozenset())
    crooked = _play(batch, shuffled, chunk, register_at, undo_at)
    assert _digest_and_close(crooked) == _digest_and_close(straight)


@pytest.mark.soak
@settings(_EXAMPLES, max_examples=400, derandomize=False)
@given(data=st.data())
def test_replicas_agree_over_long_histories(batch: Batch, data: st.DataObject) -> None:
    subset, shuffled, chunk, register_at, undo_at = data.draw(_histories(len(batch.files)))
    straight = _play(batch, subset, len(subset), -1, frozenset())
    crooked = _play(batch, shuffled, chunk, register_at, undo_at)
    assert _digest_and_close(crooked) == _digest_and_close(straight)


def test_the_whole_batch_leaves_what_a_person_must_decide(batch: Batch) -> None:
    """Conflict, withdrawal against confirmation, a rival key and a transfer are all there, none is lost."""
    desk = _play(batch, list(range(len(batch.files))), 50, -1, frozenset())
    first, second, third = (person_year(desk, number) for number in STAFF)
    assert first.disputed  # the second answer came beside the one that was returned and repeated
    assert second.life.clash
    assert third.state is State.RECEIVED
    states = {info.key_id: info.state for info in keys.keys(desk)}
    assert sorted(states.values()).count("quarantined") == 1
    desk.store.close()
