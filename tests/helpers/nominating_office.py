"""An office of many 課 for stories of 選任, and what its sections report."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dxdesk import bootstrap
from dxdesk.ports.entities import Department, Employee, Role
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers import nominating as n
from tests.helpers.memory import in_memory

SECTIONS = 150
"""約150人 ※対象各課に1名 (世田谷区, 令和4年度)."""


@contextmanager
def office(folder: Path, preset: str, sections: int) -> Iterator[Desk]:
    """Give out an office of many 課 with two people each, on a preset."""
    services = in_memory(bootstrap.services(FixedClock("2026-03-02")))
    desk = opening.create_store(
        services, str(folder / "人事.dxdesk"), Role.HR, ("131091", "検証区"), "検証用の合言葉"
    )
    try:
        with desk.store.write() as uow:
            units = [Department("1", "全庁")]
            units += [Department(f"{place:04}", f"第{place}課", "1") for place in range(1, sections + 1)]
            people = [
                Employee(f"{place:04}{who:02}", f"職員 {place}の{who}", department_code=f"{place:04}",
                         grade="副係長" if who == 1 else "主事", duty_status="在職", employment="正規")
                for place in range(1, sections + 1)
                for who in (1, 2)
            ]  # fmt: skip
            uow.people.save_departments(units)
            uow.people.save_employees(people)
            uow.commit()
        cycle.open_cycle(desk, cycle.OpenCycle(2025, preset, "2025-04-01", "2026-02-13"))
        n.use(desk)
        yield desk
    finally:
        desk.store.close()


def report(folder: Path, sections: range) -> Path:
    """Return one table in which sections name the first of their people."""
    lines = [f"{place:04},{place:04}01,職員 {place}の1,新任" for place in sections]
    path = folder / "選任報告.csv"
    path.write_text("\n".join(["所属コード,職員番号,氏名,区分", *lines]), encoding="utf-8-sig")
    return path
