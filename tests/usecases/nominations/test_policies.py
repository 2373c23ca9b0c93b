"""選任 as policies ask for it: 世田谷 over 対象各課, 中野 with a term, GovTech without an end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dxdesk import bootstrap
from dxdesk.ports.entities import Department, Employee, Role
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.nominations import deciding, rounds, standing
from dxdesk.usecases.organisation.appointed import appointed
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


def test_setagayas_leaders_over_the_sections_that_are_asked(tmp_path: Path) -> None:
    """Not every 課 is asked (対象各課): the list is the office's, and who named nobody is listed."""
    with office(tmp_path, "setagaya", SECTIONS + 10) as desk:
        proposed = rounds.propose(desk, "leader", 2026)
        assert (len(proposed.sections), proposed.wanted) == (SECTIONS + 10, 1)
        asked = proposed.sections[:SECTIONS]
        n.begin(desk, "leader", 2026, sections=asked)
        told = n.receive(desk, report(tmp_path, range(1, SECTIONS - 2)), kind="nominations")[0]
        assert (told.outcome, told.added, told.notes) == ("applied", SECTIONS - 3, ())
        assert deciding.accept(desk, "2026-leader").count == SECTIONS - 3
        (state,) = standing.round_states(desk, 2026)
        assert [one.name for one in state.missing] == ["第148課", "第149課", "第150課"]
        unasked = n.receive(desk, report(tmp_path, range(155, 156)), kind="nominations")[0]
        assert [note.code for note in unasked.notes] == ["nomination-section-unasked"]
        # A request goes to the sections asked alone.
        assert sorted(n.requests(desk, tmp_path / "依頼", "0003")) == ["0003"]
        assert len(n.terms_of(desk)) == SECTIONS - 3


@pytest.mark.parametrize(
    ("preset", "persona", "last_day"),
    [("nakano", "dx-leader", "2028-03-31"), ("govtech-tokyo", "promoter", "")],
)
def test_a_leader_holds_the_persona_for_the_term_and_no_longer(
    tmp_path: Path, preset: str, persona: str, last_day: str
) -> None:
    with office(tmp_path, preset, 3) as desk:
        code = n.begin(desk, persona, 2026, last_day=last_day).code
        n.receive(desk, report(tmp_path, range(1, 4)), kind="nominations")
        assert deciding.accept(desk, code).count == 3
        days = {"2026-03-31": 0, "2026-04-01": 3, "2028-03-31": 3, "2028-04-01": 0 if last_day else 3}
        with desk.store.read() as uow:
            people = uow.people.employees()
            found = {day: len(appointed(uow, people, day)) for day in days}
        assert found == days
