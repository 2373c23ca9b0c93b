"""代理の指名: who is named for a confirmer agrees on goals in their place, on the days HR said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.capabilities import GROWTH_FILES
from dxdesk.domain.errors import KnownError
from dxdesk.domain.plan_life import PlanState
from dxdesk.domain.records import Part
from dxdesk.usecases.growth_files import keeping, reading
from dxdesk.usecases.home import todos
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.progress import year_table
from dxdesk.usecases.review import deputies
from dxdesk.usecases.review.deputies import Naming
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year_start import agreeing, overview
from tests.helpers.growth_files import WORK, vouched, worth
from tests.helpers.office import CHIEF, OTHER_CHIEF, STAFF, Office, new_office
from tests.helpers.starting import begin, start_form, type_into

FIRST = STAFF[0]
NAMED = Naming(OTHER_CHIEF, CHIEF, "2026-01-09", "2026-01-30")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = new_office(tmp_path, uses=[GROWTH_FILES])
    begin(made, agreed=True)
    yield made
    made.close()


def deputy_of(office: Office) -> tuple[Desk, Path]:
    """Name a deputy, and let their store have its package and the goals somebody wrote."""
    deputies.name(office.hr, NAMED)
    office.send(office.hr, "year-start-forms", "starts")
    office.packages = office.send(office.hr, "section-packages", "packages2")
    goals = type_into(
        start_form(office.folder / "starts", FIRST), office.folder / "back" / "g.xlsx", {1: {"目標": "学ぶ"}}
    )
    office.receive(office.hr, goals)
    deputy = office.section(OTHER_CHIEF)
    assert office.receive(deputy, goals).files[0].errors == ()
    return deputy, goals


def on(desk: Desk, day: str) -> Desk:
    return Desk(replace(desk.services, clock=FixedClock(day)), desk.store)


def waiting(desk: Desk) -> str:
    with desk.store.read() as uow:
        found = todos.worklist(desk, uow, year_table.load(desk, uow))
    return next((one.title for one in found if one.key == "goals"), "")


def test_a_deputy_agrees_in_the_confirmers_place_and_hr_counts_it(office: Office) -> None:
    deputy, _ = deputy_of(office)
    assert waiting(deputy) == "目標への同意を待っている人が 1人"
    (line,) = (one for one in overview.overview(deputy).lines if one.number == FIRST)
    assert [code for code, _ in line.offered][:1] == ["assignment"], (
        "the support actions of whom they stand for"
    )
    agreeing.agree(deputy, agreeing.Agreement(FIRST, {"assignment": "done"}))
    assert waiting(deputy) == ""
    assert person_year(deputy, FIRST).plan_life.state is PlanState.AGREED
    (file,) = office.send(on(deputy, "2026-02-02"), "year-start-confirmations", "up")  # their days are over
    assert office.receive(office.hr, file).files[0].errors == ()
    person = person_year(office.hr, FIRST)
    assert person.plan_life.state is PlanState.AGREED
    (step,) = person.plan_life.latest
    made = step.made
    assert (made.by, made.on_behalf_of, made.made_on) == (OTHER_CHIEF, CHIEF, "2026-01-09")
    assert made.on_behalf_of_name == person.first_name


def test_nobody_agrees_for_another_on_a_day_they_are_not_named_for(office: Office) -> None:
    deputy, _ = deputy_of(office)
    after = on(deputy, "2026-01-31")
    assert waiting(after) == ""
    for act in (
        lambda: agreeing.agree(after, agreeing.Agreement(FIRST)),
        lambda: agreeing.return_goals(after, FIRST, "短く"),
    ):
        with pytest.raises(KnownError) as error:
            act()
        assert error.value.code == "not-their-answer"
    assert person_year(deputy, FIRST).plan_life.state is PlanState.SUBMITTED


def test_an_agreement_whose_naming_hr_took_back_counts_no_more(office: Office) -> None:
    deputy, _ = deputy_of(office)
    agreeing.agree(deputy, agreeing.Agreement(FIRST))
    (file,) = office.send(deputy, "year-start-confirmations", "up")
    office.receive(office.hr, file)
    deputies.withdraw(office.hr, deputies.named(office.hr)[0])
    assert person_year(office.hr, FIRST).plan_life.state is PlanState.SUBMITTED


def test_the_person_hears_of_an_agreement_in_anothers_place(office: Office) -> None:
    deputy, _ = deputy_of(office)
    agreeing.return_goals(deputy, FIRST, "もう少し具体的に")
    (file,) = office.send(deputy, "year-start-confirmations", "up")
    office.receive(office.hr, file)
    office.send(office.hr, "year-start-forms", "again", employee=FIRST)
    form = start_form(office.folder / "again", FIRST)
    mine, _ = opening.create_from(office.services, form, str(office.folder / "own.dxdesk"), "")
    office.desks.append(mine)
    found = person_year(mine, FIRST)
    assert found.plan_life.state is PlanState.RETURNED
    assert not found.judged.waiting
    assert found.views[Part.PLAN].items


def test_a_deputy_confirms_entries_of_growth_files_too(office: Office) -> None:
    uid = keeping.add(office.hr, WORK, FIRST)
    deputy, _ = deputy_of(office)
    assert FIRST in {one.number for one in reading.people(deputy)}
    vouched(deputy, FIRST, uid)
    assert worth(deputy, FIRST) == {"窓口の見直し": "confirmed"}
