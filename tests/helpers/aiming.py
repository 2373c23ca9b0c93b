"""An office that aims at something: its people, what they completed, and its targets of a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from dxdesk.domain.capabilities import AIMS, ON, TRAINING
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Employee, EvidenceRecord
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers import world as w

FIRST, SECOND = 2025, 2026


def use(desk: Desk) -> Desk:
    with desk.store.write() as uow:
        for code in (TRAINING, AIMS):
            uow.settings.set(f"{setting_names.USES}{code}", ON)
        uow.commit()
    return desk


def on(desk: Desk, day: str) -> Desk:
    return replace(desk, services=replace(desk.services, clock=FixedClock(day)))


def completed(desk: Desk, course: str, day: str, numbers: Iterable[str]) -> None:
    with desk.store.write() as uow:
        uow.people.add_evidence([EvidenceRecord(one, "course", course, day, "修了", True) for one in numbers])
        uow.commit()


def people(
    count: int, start: int, grade: str = "一般職", *, section: str = "1020", **more: object
) -> list[Employee]:
    return [
        w._person(
            f"{start + place:06}", f"職員 {start + place}", "ショクイン", section, grade, "主事", **more
        )
        for place in range(1, count + 1)
    ]


@contextmanager
def office(folder: Path, policy: str, staff: Sequence[Employee]) -> Iterator[Desk]:
    with w.municipality(folder, roster=False) as (desk, _):
        with desk.store.write() as uow:
            uow.people.save_departments(w.DEPARTMENTS)
            uow.people.save_employees(staff)
            uow.commit()
        cycle.open_cycle(desk, cycle.OpenCycle(FIRST, policy, w.BASE, w.DUE_SELF))
        yield use(desk)
