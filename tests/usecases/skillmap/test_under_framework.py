"""過年度のスキルマップ: a past year as it was, and read under the framework of today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from dxdesk.domain.bridge import DROPPED, KEPT, Link
from dxdesk.domain.levels import Scale, ScaleLevel
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.person_year.past_years import between
from dxdesk.usecases.skillmap import building
from dxdesk.usecases.skillmap.model import PeopleMap
from dxdesk.usecases.skillmap.under_framework import read_under
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle, finalise
from tests.helpers import world as w
from tests.helpers.frameworks import reformed


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """令和7年度 was finalised on the first version; 令和8年度 runs on the reformed one."""
    with w.municipality(tmp_path_factory.mktemp("hr")) as (desk, clock):
        cycle.open_cycle(desk, cycle.OpenCycle(w.YEAR, "shinagawa", w.BASE, w.DUE_SELF))
        w.answered(desk, w.TAX_A, 2)
        w.confirmed(desk, w.TAX_A, w.LEADER_TAX, w.CHIEF_TAX)
        finalise.finalise(desk)
        with desk.store.write() as uow:
            uow.exchange.save_framework(versions.row_of(reformed(versions.load_preset("shinagawa"))))
            uow.commit()
        clock.day = "2026-04-10"
        cycle.open_cycle(desk, cycle.OpenCycle(w.YEAR + 1, "shinagawa", "2026-04-01"))
        yield desk


def told(found: PeopleMap, number: str = w.TAX_A) -> dict[str, int | None]:
    row = next(row for row in found.rows if row.number == number)
    return {item.name: row.level(found.place(item.uid)) for item in found.items}


def test_a_past_year_is_seen_as_it_was_and_as_it_reads_today(desk: Desk) -> None:
    then = building.people_map(desk, w.YEAR)
    assert not then.reread
    assert told(then)["業務改革"] == told(then)["データ活用"] == 2
    now = building.people_map(desk, w.YEAR, newest=True)
    assert (now.reread, now.cycle.fiscal_year) == (True, w.YEAR)
    levels = told(now)
    assert (levels["業務変革"], levels["デジタル活用"], levels["セキュリティ"]) == (2, 2, 2)
    assert levels["データa"] is levels["データb"] is levels["生成AI"] is None, "never guessed"
    hatched = {now.items[place].name for place in now.unmapped}
    assert hatched == {"データa", "データb", "生成AI"}
    assert told(building.people_map(desk, w.YEAR)) == told(then), "nothing that was confirmed changed"


def test_the_newest_year_reads_as_it_is(desk: Desk) -> None:
    assert not building.people_map(desk, w.YEAR + 1, newest=True).reread


def test_a_search_and_the_sections_go_by_the_framework_that_is_shown(desk: Desk) -> None:
    found = building.people_map(desk, w.YEAR, query="業務変革 LV2以上", newest=True)
    assert [row.number for row in found.rows] == [w.TAX_A]
    whole = building.aggregate(building.people_map(desk, w.YEAR, newest=True))
    names = [item.name for item in whole.items]
    assert whole.total.at_least(names.index("業務変革"), 2) == 1
    assert whole.total.at_least(names.index("データa"), 1) == 0
    assert {names[place] for place in whole.hatched} == {"データa", "データb", "生成AI"}


def test_a_skill_that_went_and_one_on_another_scale_are_not_shown(desk: Desk) -> None:
    then = building.people_map(desk, w.YEAR)
    old = then.framework
    other = Scale("five", "5段階", tuple(ScaleLevel(n, f"S{n}", "") for n in range(4, 9)))
    gone, *kept = old.items
    moved = replace(kept[0], scale="five")
    links = (Link(DROPPED, (gone.uid,)), *(Link(KEPT, (item.uid,), (item.uid,)) for item in kept))
    new = replace(
        old,
        version="X",
        scales=(*old.scales, other),
        items=(moved, *kept[1:]),
        follows=old.version,
        links=links,
    )
    with desk.store.read() as uow:
        now = read_under(then, between(uow, old, new))
    assert gone.name not in told(now)
    assert told(now)[moved.name] is None
    assert {now.items[place].name for place in now.unmapped} == {moved.name}


def test_years_between_are_read_one_after_the_other_and_a_missing_one_makes_all_uncertain(desk: Desk) -> None:
    then = building.people_map(desk, w.YEAR)
    row = next(row for row in then.rows if row.number == w.TAX_A)
    levels = bytearray(row.levels)
    levels[1], levels[2] = 0, 3  # PM and デジタル活用, merged by the lower level in the second version
    then = replace(then, rows=(row._replace(levels=bytes(levels)),))
    two = reformed(then.framework)
    kept = tuple(Link(KEPT, (item.uid,), (item.uid,)) for item in two.items)
    three = replace(two, version="R9-1", follows=two.version, links=kept)
    lost = replace(three, follows="R8-9")
    with desk.store.read() as uow:
        ways = {new.version: between(uow, then.framework, new) for new in (two, three)}
        nowhere = between(uow, then.framework, lost)
    assert told(read_under(then, ways["R8-1"]))["デジタル活用"] == 0
    now = read_under(then, ways["R9-1"])
    assert told(now)["デジタル活用"] == 0, "not the 3 it had before it was merged"
    assert {now.items[place].name for place in now.unmapped} == {"データa", "データb", "生成AI"}
    unknown = read_under(then, nowhere)
    assert set(told(unknown).values()) == {None}
    assert len(unknown.unmapped) == len(unknown.items)
