"""Two stores of one owner that said different things: found, told, settled by the owner, in any order."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dxdesk.domain.contents import CourseSaid
from dxdesk.domain.errors import KnownError
from dxdesk.domain.target_record import TargetSaid
from dxdesk.usecases.exchange import dump, ledgers
from dxdesk.usecases.home import overview
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.person_year import differing
from dxdesk.usecases.targets.keeping import save_target
from dxdesk.usecases.training import editing
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.digital import Digital, digital, plan, two_stores, uses
from tests.helpers.memory.store import MemoryStores


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Digital]:
    with digital(tmp_path) as found:
        yield found


def copied(office: Digital, desk: Desk, name: str) -> Desk:
    """Return a copy of a store's file, opened beside the original."""
    source, target = str(office.folder / "人事.dxdesk"), str(office.folder / f"{name}.dxdesk")
    stores = desk.services.stores
    if isinstance(stores, MemoryStores):
        stores.copy(source, target)
    else:
        shutil.copyfile(source, target)
    copy = opening.open_store(desk.services, target, w.PASSPHRASE)
    office.desks.append(copy)
    return copy


def change(desk: Desk, **said: object) -> None:
    with desk.store.read() as uow:
        before = next(one for one in ledger(uow).courses if one.code == "ai")
    editing.save_course(desk, before._replace(**said), before)


def told(desk: Desk) -> list[tuple[str, str, list[str]]]:
    return [
        (one.thing, one.field, [choice.text for choice in one.choices]) for one in differing.differences(desk)
    ]


def course(desk: Desk, code: str = "ai") -> CourseSaid:
    with desk.store.read() as uow:
        return next(one for one in ledger(uow).courses if one.code == code)


def refused(act: object, *args: object) -> KnownError:
    with pytest.raises(KnownError) as error:
        act(*args)  # type: ignore[operator]
    return error.value


def test_what_two_stores_say_differently_is_told_and_the_owner_settles_it(office: Digital) -> None:
    first, second = two_stores(office)
    files = office.send(first), office.send(second)
    for desk, file in zip((first, second), files, strict=True):
        office.take(office.hr, file)
        office.register(office.hr, desk)
    apart = [
        ("生成AI研修", "name", ["生成AI研修", "生成AI活用研修"]),
        ("生成AI研修 第1回", "place", ["本庁", "分庁舎"]),
    ]
    assert told(office.hr) == apart
    (todo,) = [one for one in overview.home(office.hr).todo if one.key == "differing"]
    assert "2つの台帳で違います(研修名): 生成AI研修 / 生成AI活用研修" in todo.text
    assert (todo.urgent, todo.screen, todo.focus) == (False, "receive", "differing")
    (one, _) = differing.differences(office.hr)
    assert refused(differing.settle, office.hr, one.subject, one.field, 1).code == "thing-of-other"

    # The way back: HR's next file tells each of the two what the other said, under keys that HR knows.
    again = office.give().file
    report = office.take(first, again)
    assert "things-apart" in [note.code for note in report.notes]
    assert told(first) == apart
    (todo,) = [one for one in overview.home(first).todo if one.key == "differing"]
    assert (todo.urgent, todo.count) == (True, 2)
    (name, place) = differing.differences(first)
    assert [choice.here for choice in name.choices] == [True, False]
    assert refused(differing.settle, first, name.subject, name.field, 3).code == "difference-choice"
    differing.settle(first, name.subject, name.field, 2)
    assert told(first) == [("生成AI活用研修 第1回", *apart[1][1:])]
    assert refused(differing.settle, first, name.subject, name.field, 1).code == "difference-unknown"
    differing.settle(first, place.subject, place.field, 1)
    assert told(first) == []
    office.take(office.hr, office.send(first))
    assert told(office.hr) == []
    assert course(office.hr).name == "生成AI活用研修"
    # And the other one learns how it was settled.
    office.take(second, office.give().file)
    assert told(second) == []
    assert course(second).name == "生成AI活用研修"


def test_undoing_the_file_takes_the_difference_out_and_one_that_was_settled_stays(office: Digital) -> None:
    first, second = two_stores(office)
    for desk in (first, second):
        office.take(office.hr, office.send(desk))
        office.register(office.hr, desk)
    assert len(told(office.hr)) == 2
    with office.hr.store.read() as uow:
        latest = max(one.number for one in uow.exchange.receipts(live_only=True))
    ledgers.undo(office.hr, latest)
    assert told(office.hr) == []
    assert course(office.hr).name == "生成AI研修"
    office.take(first, office.give().file)
    assert told(first) == [], "HR has nothing to pass back now"


def test_a_decision_keeps_the_file_it_rests_on(office: Digital) -> None:
    first, second = two_stores(office)
    for desk in (first, second):
        office.take(office.hr, office.send(desk))
        office.register(office.hr, desk)
    report = office.take(first, office.give().file)
    (name, *_) = differing.differences(first)
    differing.settle(first, name.subject, name.field, 1)
    error = refused(ledgers.undo, first, report.receipt)
    assert error.code == "receipt-cited"
    assert "「生成AI研修」の記録" in error.problems[0].found


def test_hrs_copy_and_the_original_hear_of_each_other_by_the_digital_section(office: Digital) -> None:
    dx = office.begin(office.give().file)
    plan(dx, "ai", "生成AI研修")
    office.take(office.hr, office.send(dx))
    office.register(office.hr, dx)
    copy = copied(office, office.hr, "写し")
    basic = CourseSaid(code="basic", name="DX基礎研修")
    editing.save_course(office.hr, basic._replace(hours=6), basic)
    editing.save_course(copy, basic._replace(hours=7), basic)
    office.take(dx, office.give().file)
    assert told(dx) == []
    office.hr, original = copy, office.hr
    report = office.take(dx, office.give().file)
    assert "things-apart" in [note.code for note in report.notes]
    office.hr = original
    assert told(dx) == [("DX基礎研修", "hours", ["7", "6"])]
    assert refused(differing.settle, dx, differing.differences(dx)[0].subject, "hours", 1).code == (
        "thing-of-other"
    )
    report = office.take(original, office.send(dx))
    assert report.outcome == "applied"
    assert told(original) == [("DX基礎研修", "hours", ["7", "6"])]
    differing.settle(original, differing.differences(original)[0].subject, "hours", 2)
    office.take(dx, office.give().file)
    assert told(dx) == []
    office.take(copy, office.send(dx))
    assert told(copy) == []
    assert {course(desk, "basic").hours for desk in (original, copy, dx)} == {6}


def test_targets_are_told_year_by_year(office: Digital) -> None:
    given_file = office.give().file
    first, second = office.begin(given_file, "DX一"), office.begin(given_file, "DX二")
    for desk, plans in ((first, {2025: "100", 2026: "150"}), (second, {2025: "120", 2026: "150"})):
        uses(desk, "aims")
        save_target(
            desk, TargetSaid(code="t1", name="DX推進リーダー", aim="maturity", unit="人", plans=plans)
        )
        office.take(office.hr, office.send(desk))
        office.register(office.hr, desk)
    (one,) = differing.differences(office.hr)
    assert (one.thing, one.field_name, one.field) == ("DX推進リーダー", "令和7年度の目標値", "plan:2025")
    assert one.sentence == "2つの台帳で違います(令和7年度の目標値): 120 / 100"


# --- any order, twice, undone ---------------------------------------------------------------------------


@dataclass
class Files:
    """HR before it received anything, and every file that arose; the digital section's keys."""

    office: Digital
    files: tuple[Path, ...]
    keys: tuple[str, ...]
    count: int = 0


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Files]:
    with digital(tmp_path_factory.mktemp("二つの台帳")) as office:
        waiting = copied(office, office.hr, "まだ何も受け取らない人事課")
        first, second = two_stores(office)
        sent = [office.send(first), office.send(second)]
        for desk, file in zip((first, second), sent, strict=True):
            office.take(office.hr, file)
            office.register(office.hr, desk)
        back = office.give().file
        for desk in (first, second):
            office.take(desk, back)
            # Each settles the name its own way: they differ again, and the place is settled by one alone.
            name = next(one for one in differing.differences(desk) if one.field == "name")
            differing.settle(desk, name.subject, name.field, 1 if desk is first else 2)
        place = next(one for one in differing.differences(first) if one.field == "place")
        differing.settle(first, place.subject, place.field, 2)
        sent += [office.send(first), office.send(second)]
        change(second, hours=5)
        sent.append(office.send(second))
        waiting.store.close()
        yield Files(office, tuple(sent), (first.key_id, second.key_id))


def _after(files: Files, order: list[int], undone: frozenset[int]) -> str:
    files.count += 1
    office = files.office
    stores = office.hr.services.stores
    assert isinstance(stores, MemoryStores)
    target = str(office.folder / f"写し{files.count}.dxdesk")
    stores.copy(str(office.folder / "まだ何も受け取らない人事課.dxdesk"), target)
    desk = opening.open_store(office.hr.services, target, w.PASSPHRASE)
    gone = []
    for place, at in enumerate(order):
        report = office.take(desk, files.files[at])
        for key in files.keys:
            if any(one.key_id == key for one in ledgers.quarantined(desk)):
                office.register(desk, next(d for d in office.desks if d.key_id == key))
        if place in undone and report.receipt:
            ledgers.undo(desk, report.receipt)
            gone.append(files.files[at])
    for file in gone:
        office.take(desk, file)
    digest, apart = dump.dump(desk).state_digest, told(desk)
    desk.store.close()
    return f"{digest} {apart}"


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=st.data())
def test_any_order_twice_and_undone_comes_to_the_same(files: Files, data: st.DataObject) -> None:
    every = list(range(len(files.files)))
    subset = data.draw(st.lists(st.sampled_from(every), min_size=2, unique=True))
    again = data.draw(st.lists(st.sampled_from(subset), max_size=3))
    order = list(data.draw(st.permutations([*subset, *again])))
    undone = data.draw(st.frozensets(st.integers(0, len(order) - 1), max_size=2))
    assert _after(files, order, undone) == _after(files, sorted(subset), frozenset())


def test_two_settlements_that_do_not_know_each_other_are_told_again(files: Files) -> None:
    settled = [_after(files, list(order), frozenset()) for order in itertools.permutations((2, 3))]
    assert settled[0] == settled[1]
    assert "生成AI活用研修" in settled[0]
