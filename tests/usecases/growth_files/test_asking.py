"""What a growth file asks of its store: ten years as much as one, a section little more than one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from dxdesk.domain.records import Part, Revision
from dxdesk.ports.entities import Snapshot, SnapshotLine
from dxdesk.usecases.growth_files import keeping, reading
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.growth_files import WORK, switch_on, vouched

PEOPLE = (w.TAX_A, w.TAX_B)
FEW = 16
"""Statements one file may take: the transaction, settings, keys in four tables, years, records, roster."""
FURTHER = 5
"""Those of a further one: the transaction, whether anything was written, records, what was frozen, roster."""
OTHER_WORK = WORK._replace(name="ほかの仕事")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with w.municipality(tmp_path, on_file=True) as (desk, _):
        switch_on(desk)
        w.open_year(desk)
        for number in PEOPLE:
            vouched(desk, number, keeping.add(desk, WORK, number))
        yield desk


def asked(desk: Desk, work: Callable[[], object]) -> list[str]:
    told: list[str] = []
    engine = desk.store.engine  # type: ignore[attr-defined]

    def note(*given: object) -> None:
        told.append(str(given[2]))

    event.listen(engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return told


def _more_years(desk: Desk, years: range) -> None:
    with desk.store.write() as uow:
        said = [
            one.revision for part in (Part.CYCLE, Part.ASSIGNMENT) for one in uow.exchange.part(w.YEAR, part)
        ]
        for year in years:
            uow.exchange.add_revisions(
                Revision(one.record._replace(fiscal_year=year), frozenset(), one.value, one.key_id, one.trust)
                for one in said
            )
            line = SnapshotLine(year, 1, w.TAX_A, (), {})
            uow.results.add_snapshot(Snapshot(year, 1, f"{year + 1}-03-31", "final", "", ""), [line])
        uow.commit()


def test_ten_years_ask_as_much_as_one(desk: Desk) -> None:
    _more_years(desk, range(w.YEAR - 1, w.YEAR))
    first = asked(desk, lambda: reading.file_of(desk, w.TAX_A))
    assert len(first) <= FEW
    _more_years(desk, range(w.YEAR - 9, w.YEAR - 1))
    assert len(asked(desk, lambda: reading.file_of(desk, w.TAX_A))) == len(first)


def test_another_person_asks_for_nothing_more(desk: Desk) -> None:
    def read(*numbers: str) -> Callable[[], object]:
        def files() -> object:
            with desk.store.read() as uow:
                return reading.read_files(desk, uow, numbers)

        return files

    read(w.TAX_A)()
    one, both = asked(desk, read(w.TAX_A)), asked(desk, read(*PEOPLE))
    assert len(both) == len(one)


def test_a_further_file_asks_for_its_person_alone_until_something_is_written(desk: Desk) -> None:
    _more_years(desk, range(w.YEAR - 2, w.YEAR))
    first = asked(desk, lambda: reading.file_of(desk, w.TAX_A))
    assert len(asked(desk, lambda: reading.file_of(desk, w.TAX_B))) == FURTHER
    vouched(desk, w.TAX_B, keeping.add(desk, OTHER_WORK, w.TAX_B))
    assert len(asked(desk, lambda: reading.file_of(desk, w.TAX_B))) == len(first)
    assert len(asked(desk, lambda: reading.file_of(desk, w.TAX_B))) == FURTHER
