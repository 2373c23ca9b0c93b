"""A growth file goes along when HR links two numbers, and stays when a number goes to somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.number_links import Held, Link
from dxdesk.usecases.growth_files import keeping, reading
from dxdesk.usecases.person_year import holders, linked
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.growth_files import WORK, switch_on, vouched, worth

NEW = "900123"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with w.municipality(tmp_path) as (desk, _):
        switch_on(desk)
        with desk.store.write() as uow:
            former = uow.people.employee(w.TAX_A)
            assert former is not None
            uow.people.save_employees([replace(former, number=NEW)])
            uow.commit()
        yield desk


def test_what_stands_under_a_former_number_is_read_confirmed_and_corrected_under_the_new_one(
    desk: Desk,
) -> None:
    uid = keeping.add(desk, WORK, w.TAX_A)
    assert reading.file_of(desk, NEW).lines == ()
    with desk.store.write() as uow:
        linked.keep(uow, Link(Held(w.TAX_A), Held(NEW)))
        uow.commit()
    keeping.add(desk, WORK._replace(name="いまの仕事", date="2025-06", until=""), NEW)
    file = reading.file_of(desk, NEW)
    assert (file.numbers, [kept.number for kept in file.lines]) == ((w.TAX_A,), [w.TAX_A, NEW])
    vouched(desk, NEW, uid)
    assert reading.file_of(desk, NEW).months.total == 14
    keeping.correct(desk, uid, WORK._replace(until="2025-03"), NEW)
    assert worth(desk, NEW)["窓口の見直し"] == "corrected"
    with desk.store.write() as uow:
        linked.forget(uow, Link(Held(w.TAX_A), Held(NEW)))
        uow.commit()
    assert set(worth(desk, NEW)) == {"いまの仕事"}
    assert set(worth(desk, w.TAX_A)) == {"窓口の見直し"}, "what was said under a number stays there"


def test_a_number_that_went_to_somebody_else_begins_with_an_empty_file(desk: Desk) -> None:
    keeping.add(desk, WORK, w.TAX_B)
    with desk.store.write() as uow:
        holders.hand_over(uow, w.TAX_B, holders.Holder("2026-04-01", 2026, "前の人"))
        uow.commit()
    assert reading.file_of(desk, w.TAX_B).lines == ()


def test_of_a_former_number_only_the_time_is_read_in_which_it_was_theirs(desk: Desk) -> None:
    keeping.add(desk, WORK, w.TAX_A)
    with desk.store.write() as uow:
        given_away = Held(w.TAX_A, before_year=2020, before_day="2020-04-01")
        linked.keep(uow, Link(given_away, Held(NEW)))
        uow.commit()
    file = reading.file_of(desk, NEW)
    assert (file.numbers, file.lines) == ((w.TAX_A,), ()), "it was said after the number was given away"
    assert set(worth(desk, w.TAX_A)) == {"窓口の見直し"}
