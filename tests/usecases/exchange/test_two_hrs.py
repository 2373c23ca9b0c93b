"""Two stores of HR in one office: the one that people work with decides of the years it says itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.domain.records import Part, Revision
from dxdesk.ports.entities import Role
from dxdesk.usecases.exchange import keys, ledgers
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.person_year.counting import of_year
from dxdesk.usecases.person_year.cycles import find_cycle
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.progress.status import status
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers.office import CODE, PASSPHRASE, PEOPLE, STAFF, UNITS, YEAR, Office, all_levels, new_office

PERSON = STAFF[0]


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Office]:
    (tmp_path / "here").mkdir()
    office = new_office(tmp_path / "here")
    yield office
    office.close()


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Office]:
    """The same office begun once more on another PC, on another framework."""
    (tmp_path / "there").mkdir()
    office = new_office(tmp_path / "there", framework="nakano")
    yield office
    office.close()


def handed_in(office: Office) -> Path:
    return office.fill(office.form(PERSON), "answered.xlsx", all_levels(office.hr, "LV1"))


def office_records(desk: Desk) -> tuple[tuple[Revision, ...], ...]:
    with desk.store.read() as uow:
        return tuple(of_year(uow, YEAR, part) for part in (Part.CYCLE, Part.ASSIGNMENT))


def test_what_another_hr_says_of_a_year_this_one_says_itself_has_no_effect(
    here: Office, there: Office
) -> None:
    before = office_records(here.hr)
    assert here.receive(here.hr, handed_in(there)).files[0].outcome == "quarantined"
    changed = keys.register(here.hr, there.hr.key_id)
    assert office_records(here.hr) == before
    with here.hr.store.read() as uow:
        assert find_cycle(uow, YEAR).framework_code == "shinagawa"
    assert status(here.hr).cycle.framework_code == "shinagawa"
    assert (changed.receipts, changed.waiting) == (0, 1)
    assert "1件" in changed.told


def test_nobody_has_handed_in_of_whom_no_answer_can_be_read(here: Office, there: Office) -> None:
    keys_of_both = there.hr.key_id
    here.receive(here.hr, handed_in(there))
    keys.register(here.hr, keys_of_both)
    found = person_year(here.hr, PERSON)
    assert found.state is State.NOT_STARTED
    assert found.pending
    assert ledgers.pending(here.hr)
    # The right form counts beside it, and the other one still waits.
    here.receive(here.hr, handed_in(here))
    assert person_year(here.hr, PERSON).state is State.SUBMITTED


def test_the_order_of_the_two_forms_does_not_matter(here: Office, there: Office) -> None:
    here.receive(here.hr, handed_in(here))
    here.receive(here.hr, handed_in(there))
    keys.register(here.hr, there.hr.key_id)
    assert person_year(here.hr, PERSON).state is State.SUBMITTED


def test_a_year_that_only_another_hr_says_stops_nobody(tmp_path: Path, there: Office) -> None:
    new = opening.create_store(
        there.services, str(tmp_path / "new.dxdesk"), Role.HR, (CODE, "検証区"), PASSPHRASE
    )
    there.desks.append(new)
    there.receive(new, handed_in(there))
    keys.register(new, there.hr.key_id)
    with pytest.raises(KnownError) as refused:
        status(new)
    assert refused.value.code == "no-cycle"
    assert home(new).todo
    with new.store.write() as uow:
        uow.people.save_departments(UNITS)
        uow.people.save_employees(PEOPLE)
        uow.commit()
    days = ("2026-01-01", "2026-02-13", "2026-02-20", "2026-02-27")
    cycle.open_cycle(new, cycle.OpenCycle(YEAR, "shinagawa", *days))
    with new.store.read() as uow:
        assert find_cycle(uow, YEAR).framework_code == "shinagawa"
