"""検討事項 and the dated year: kept, refused with a reason, told on ホーム and 引継書."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.agenda_record import MatterSaid, TaskSaid
from dxdesk.domain.errors import KnownError
from dxdesk.usecases.agenda import keeping
from dxdesk.usecases.agenda.overview import agenda_year
from dxdesk.usecases.home.todos_agenda import due
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.reports.handover_matters import matters
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.aiming import on


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with w.municipality(tmp_path) as (found, _):
        capabilities.switch(found, "agenda", True)
        yield found


def todo(desk: Desk, day: str) -> dict[str, str]:
    later = on(desk, day)
    with later.store.read() as uow:
        return {one.key: f"{one.title} {one.text}" for one in due(later, uow)}


def codes(error: pytest.ExceptionInfo[KnownError]) -> list[str]:
    assert "何も変えていません" in error.value.problem.message
    return [one.code for one in error.value.problems]


def test_nothing_of_it_is_anywhere_where_it_is_not_used(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (found, _):
        with pytest.raises(KnownError) as off:
            keeping.save_matter(found, MatterSaid(name="A"))
        assert codes(off) == ["agenda-off"]
        assert not todo(found, "2026-04-10")
        assert not list(matters(found))


def test_a_matter_is_told_when_due_and_not_when_decided(desk: Desk) -> None:
    keeping.save_matter(desk, MatterSaid(name="高度専門人材の導入", section="1020", due="2026-06-30"))
    assert "matters-due" not in todo(desk, "2026-06-15")
    assert "高度専門人材の導入" in todo(desk, "2026-06-16")["matters-due"]
    assert "期限を過ぎた検討事項" in todo(desk, "2026-07-01")["matters-due"]
    part = next(iter(matters(desk)))
    assert part.rows[0][0] == "高度専門人材の導入"
    with pytest.raises(KnownError) as undecided:
        keeping.save_matter(desk, MatterSaid(name="A", state="decided"), "検討-1")
    assert codes(undecided) == ["agenda-undecided"]
    decided = MatterSaid(name="高度専門人材の導入", state="decided", decision="見送らずに募集する")
    keeping.save_matter(desk, decided, "検討-1")
    assert not agenda_year(desk).matters[0].open
    assert "matters-due" not in todo(desk, "2026-07-01")
    assert not next(iter(matters(desk))).rows


def test_a_section_that_is_gone_and_a_person_who_left_are_told(desk: Desk) -> None:
    with desk.store.read() as uow:
        unit = next(one for one in uow.people.departments() if one.code == "1020")
        person = uow.people.employees()[0]
    keeping.save_matter(desk, MatterSaid(name="予算の確保", section="1020", person=person.number))
    keeping.save_task(desk, TaskSaid(code="budget", fiscal_year=2026, person=person.number))
    with desk.store.write() as uow:
        uow.people.save_departments([replace(unit, valid_to="2026-03-31")])
        uow.people.save_employees([replace(person, left=True)])
        uow.commit()
    later = on(desk, "2026-10-20")
    lost = agenda_year(later).matters[0].lost
    assert unit.name in lost
    assert person.name in lost
    told = todo(desk, "2026-10-20")
    assert "担当を選び直してください" in told["matters-lost"]
    assert "担当のいなくなった予定が1件あります" in told["year-tasks"]
    assert next(iter(matters(later))).rows[0][2] == "(担当がいません)"
    with pytest.raises(KnownError) as refused:
        keeping.save_matter(later, MatterSaid(name="B", section="1020", person=person.number))
    assert codes(refused) == ["answers-section", "answers-person"]
    assert len(agenda_year(later).matters) == 1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (TaskSaid(code="budget", fiscal_year=2026, ends="2027-04-01"), "agenda-outside-year"),
        (TaskSaid(code="budget", fiscal_year=2026, begins="9月"), "date-unreadable"),
        (TaskSaid(code="budget", fiscal_year=2026, begins="2026-10-01", ends="2026-09-01"), "agenda-days"),
        (TaskSaid(code="budget"), "agenda-year"),
        (TaskSaid(code="nothing", fiscal_year=2026), "agenda-unknown"),
    ],
)
def test_what_a_line_of_the_year_may_not_say_is_told(desk: Desk, said: TaskSaid, code: str) -> None:
    before = agenda_year(desk, 2026).tasks
    with pytest.raises(KnownError) as refused:
        keeping.save_task(desk, said)
    assert codes(refused) == [code]
    assert agenda_year(desk, 2026).tasks == before


def test_the_year_has_its_days_and_is_told_until_it_is_done(desk: Desk) -> None:
    year = {one.due.code: one for one in agenda_year(desk, 2026).tasks}
    assert (year["orders"].begins, year["hand-over"].ends) == ("2026-04-01", "2027-03-31")
    assert (year["self-report"].begins, year["self-report"].ends) == ("2027-01-15", "2027-02-05")
    assert year["budget"].days.endswith("(推定)")
    assert "予算要求案を作る" in todo(desk, "2026-10-20")["year-tasks"]
    keeping.save_task(desk, TaskSaid(code="budget", fiscal_year=2026, ends="2026-12-10"))
    moved = next(one for one in agenda_year(desk, 2026).tasks if one.due.code == "budget")
    assert (moved.ends, moved.estimated) == ("2026-12-10", False)
    assert "予算要求案を作る" in todo(desk, "2026-12-20")["year-tasks"]
    keeping.save_task(desk, moved.said._replace(done_on="2026-12-09"))
    assert "year-tasks" not in todo(desk, "2026-12-20")
