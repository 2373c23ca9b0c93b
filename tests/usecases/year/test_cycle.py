"""年度を始める: dates, who is asked and who is not, whose confirmers are missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.file_names import bare
from dxdesk.domain.lifecycle import State
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.progress import status
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from dxdesk.usecases.year.cycle import OpenCycle
from tests.helpers.office import CHIEF, DIRECTOR, OTHER_CHIEF, STAFF
from tests.helpers.stories import Town

YOSHINO, KASAI, KAMIYA = STAFF
DATES = ("2026-04-01", "2027-02-12", "2027-02-19", "2027-02-26")


def change(desk: Desk, number: str, **fields: str) -> None:
    with desk.store.write() as uow:
        person = uow.people.employee(number)
        assert person is not None
        uow.people.save_employees([replace(person, **fields)])  # type: ignore[arg-type]
        uow.commit()


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (OpenCycle(2026, "shinagawa", "4月1日"), "date-unreadable"),
        (OpenCycle(2026, "shinagawa", "2026-04-01", "2027-02-30"), "date-unreadable"),
        (OpenCycle(2026, "shinagawa", "2026-04-01", "2027-02-19", "2027-02-12"), "dates-out-of-order"),
        (OpenCycle(2026, "shinagawa", "2026-04-01", "2027-02-19", "", "2027-02-12"), "dates-out-of-order"),
        (OpenCycle(2026, "nowhere", "2026-04-01"), "preset-unknown"),
        (OpenCycle(2026, "shinagawa", "2020-01-01"), "date-out-of-year"),
        (OpenCycle(2026, "shinagawa", "2026-04-01", "2025-02-13"), "date-out-of-year"),
        (OpenCycle(2025, "kashiwa", "2026-01-01"), "framework-fixed"),
    ],
)
def test_a_year_that_cannot_be_opened_says_why(town: Town, command: OpenCycle, code: str) -> None:
    with pytest.raises(KnownError) as error:
        cycle.open_cycle(town.hr, command)
    assert error.value.code == code
    assert [found.fiscal_year for found in cycle.cycles(town.hr)] == [2025]


def test_only_hr_opens_a_year(town: Town) -> None:
    with pytest.raises(KnownError) as error:
        cycle.open_cycle(town.chief, OpenCycle(2026, "shinagawa", *DATES))
    assert error.value.code == "wrong-role"


def test_who_is_asked_and_who_is_not_and_why(town: Town) -> None:
    change(town.hr, KASAI, duty_status="育休")
    change(town.hr, KAMIYA, duty_status="派遣")
    opened = cycle.open_cycle(town.hr, OpenCycle(2026, "shinagawa", *DATES))
    assert [(number, reason) for number, _, reason in opened.exempt] == [(KASAI, "在職状態が「休業等」")]
    assert opened.staff == 6
    assert [warning.code for warning in opened.warnings] == ["framework-summary"]
    person = person_year(town.hr, KASAI, 2026)
    assert (person.state, person.exempt) == (State.EXEMPT, "在職状態が「休業等」")
    files = dispatch.export(town.hr, dispatch.Export("forms", town.folder / "R8", fiscal_year=2026)).files
    assert not any(KASAI in path.name for path in files)
    assert any(KAMIYA in path.name for path in files)


def test_whoever_is_away_is_never_late_in_hr_or_in_the_section(town: Town) -> None:
    change(town.hr, KAMIYA, duty_status="派遣")
    change(town.hr, KASAI, duty_status="休職")
    cycle.refresh_assignments(town.hr)
    packages = {bare(p.stem).split("_")[2]: p for p in town.send(town.hr, "section-packages", "配布2")}
    town.receive(town.other, packages[OTHER_CHIEF])
    town.receive(town.chief, packages[CHIEF])
    town.services.clock.day = "2026-03-31"  # type: ignore[attr-defined]
    try:
        late = {person.number for person in status.status(town.hr).people if person.late}
        assert {YOSHINO, CHIEF} <= late
        assert not {KASAI, KAMIYA} & late
        assert not any(person.late for person in status.status(town.other).people)
        assert {p.number for p in status.status(town.chief).people if p.late} == {YOSHINO}
    finally:
        town.services.clock.day = "2026-01-09"  # type: ignore[attr-defined]


def test_missing_confirmers_are_listed_before_anything_is_sent(town: Town) -> None:
    change(town.hr, CHIEF, title="主任", grade="一般職")
    opened = cycle.refresh_assignments(town.hr)
    told = [str(problem) for problem in opened.missing_routes]
    assert any("検証 一郎" in text for text in told)  # a director has nobody above until one is nominated
    exported = dispatch.export(town.hr, dispatch.Export("section-packages", town.folder / "配布2"))
    assert any(problem.code == "skipped" for problem in exported.skipped)
    assert DIRECTOR in "".join(str(problem) for problem in exported.skipped)


def test_opening_again_changes_dates_and_nothing_else(town: Town) -> None:
    same = OpenCycle(2025, "shinagawa", "2026-01-01", "2026-02-13", "2026-02-20", "2026-02-27")
    cycle.open_cycle(town.hr, same)
    with town.hr.store.read() as uow:
        assert len(list(uow.exchange.everything())) == len({r.revision.id for r in uow.exchange.everything()})
        before = {stored.revision.id for stored in uow.exchange.everything()}
    cycle.open_cycle(town.hr, replace(same, due_second="2026-03-02"))
    with town.hr.store.read() as uow:
        added = {stored.revision.id for stored in uow.exchange.everything()} - before
    assert len(added) == 1
    assert cycle.current_cycle(town.hr).due_second == "2026-03-02"


def test_what_is_not_said_again_stays_as_it_was(town: Town) -> None:
    """HR refreshes the assignments on the command line and names no due dates."""
    said = OpenCycle(2025, "shinagawa", "2026-01-01", "2026-02-13", "2026-02-20", "2026-02-27", "目的", "題")
    cycle.open_cycle(town.hr, said)
    opened = cycle.open_cycle(town.hr, OpenCycle(2025, "shinagawa", "2026-01-15", due_first=""))
    found = opened.cycle
    assert opened.renewed
    assert (found.base_date, found.due_self, found.due_first) == ("2026-01-15", "2026-02-13", "")
    assert (found.due_second, found.purpose, found.title) == ("2026-02-27", "目的", "題")


def test_a_closed_year_stays_readable_and_the_next_is_the_open_one(town: Town) -> None:
    assert cycle.close_cycle(town.hr).unfinished == 7
    assert cycle.current_cycle(town.hr).closed
    cycle.open_cycle(town.hr, OpenCycle(2026, "shinagawa", *DATES))
    assert cycle.current_cycle(town.hr).fiscal_year == 2026
    assert cycle.current_cycle(town.hr, 2025).label == "令和7年度"
    with pytest.raises(KnownError) as error:
        cycle.current_cycle(town.hr, 2030)
    assert error.value.code == "no-cycle"


def test_days_before_the_base_date_are_told(town: Town) -> None:
    said = cycle.open_cycle(town.hr, OpenCycle(2026, "shinagawa", "2027-03-01", "2027-02-12", "2027-03-19"))
    (told,) = (problem for problem in said.warnings if problem.code == "due-early")
    assert told.message == "自己申告の期限(R9.2.12)が、基準日(R9.3.1)より前です。"
    mended = cycle.open_cycle(town.hr, OpenCycle(2026, "shinagawa", *DATES))
    assert "due-early" not in {problem.code for problem in mended.warnings}
