"""人材像の任命: in bulk and singly, with a term; the form asks what the persona asks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.appointments import Appointment, held, overlapping
from dxdesk.domain.errors import KnownError
from dxdesk.usecases.organisation import appointments
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.year import cycle
from tests.helpers.office import CHIEF, STAFF
from tests.helpers.stories import Town

YOSHINO, KASAI, KAMIYA = STAFF
PROMOTER, PERSON = "dx-promoter", "dx-person"


def required(town: Town, number: str) -> dict[str, int | None]:
    return {item.name: item.required for item in person_year(town.hr, number).items}


def test_people_are_appointed_in_bulk_and_their_forms_ask_for_more(town: Town) -> None:
    assert [one.code for one in appointments.personas(town.hr)] == [PERSON, PROMOTER]
    assert required(town, YOSHINO)["業務改革"] == 1
    done = appointments.appoint(
        town.hr, [YOSHINO, f" {KASAI} ", YOSHINO], PROMOTER, "2025-04-01", "2027-03-31"
    )
    assert (done.count, done.notices) == (2, ())
    cycle.refresh_assignments(town.hr)
    assert person_year(town.hr, YOSHINO).personas == (PROMOTER,)
    assert (required(town, YOSHINO)["業務改革"], required(town, KAMIYA)["業務改革"]) == (2, 1)
    terms = appointments.terms(town.hr)
    assert [(term.name, term.persona_name, term.state) for term in terms] == [
        ("𠮷野 花子", "DX推進委員", "running"),
        ("葛󠄀西 健", "DX推進委員", "running"),
    ]


def test_a_term_counts_on_the_base_date_alone(town: Town) -> None:
    """The base date is 2026-01-01: who was appointed before or after is asked as everybody."""
    appointments.appoint(town.hr, [YOSHINO], PROMOTER, "2024-04-01", "2025-03-31")
    appointments.appoint(town.hr, [KASAI], PROMOTER, "2026-04-01")
    appointments.appoint(town.hr, [KAMIYA], PROMOTER, "2026-01-01", "2026-01-01")
    cycle.refresh_assignments(town.hr)
    assert [person_year(town.hr, number).personas for number in STAFF] == [(), (), (PROMOTER,)]
    states = {term.appointment.employee_number: term.state for term in appointments.terms(town.hr)}
    assert states == {YOSHINO: "ended", KASAI: "coming", KAMIYA: "ended"}


def test_a_term_is_ended_and_one_never_meant_is_taken_back(town: Town) -> None:
    appointments.appoint(town.hr, [YOSHINO, KASAI], PROMOTER, "2025-04-01")
    first, second = (term.appointment for term in appointments.terms(town.hr))
    appointments.end(town.hr, first, "2025-12-31")
    appointments.end(town.hr, second, "2025-03-31")
    (left,) = appointments.terms(town.hr)
    assert (left.appointment.employee_number, left.appointment.valid_to) == (YOSHINO, "2025-12-31")
    cycle.refresh_assignments(town.hr)
    assert person_year(town.hr, YOSHINO).personas == ()
    appointments.appoint(town.hr, [YOSHINO], PROMOTER, "2026-01-01")  # appointed again


def test_what_is_refused_names_the_people_and_appoints_nobody(town: Town) -> None:
    def refused(*args: object) -> list[tuple[str, str]]:
        with pytest.raises(KnownError) as error:
            appointments.appoint(town.hr, *args)  # type: ignore[arg-type]
        return [(problem.code, problem.found) for problem in error.value.problems]

    assert refused([], PROMOTER, "2025-04-01") == [("appoint-nobody", "")]
    assert refused([YOSHINO], "all-staff", "2025-04-01") == [("persona-unknown", "all-staff")]
    assert refused([YOSHINO], PROMOTER, "4月1日") == [("date-unreadable", "4月1日")]
    assert refused([YOSHINO], PROMOTER, "2025-04-01", "2025-03-31")[0][0] == "dates-out-of-order"
    assert refused([YOSHINO, "009999"], PROMOTER, "2025-04-01") == [("employee-unknown", "009999")]
    appointments.appoint(town.hr, [YOSHINO], PROMOTER, "2025-04-01", "2026-03-31")
    found = refused([KASAI, YOSHINO], PROMOTER, "2026-03-31")
    assert found == [("appointment-overlaps", f"{YOSHINO}: R7.4.1〜R8.3.31")]
    assert len(appointments.terms(town.hr)) == 1
    with pytest.raises(KnownError) as error:
        appointments.appoint(town.chief, [YOSHINO], PROMOTER, "2025-04-01")
    assert error.value.code == "wrong-role"


def test_two_exclusive_personas_at_once_are_told(town: Town) -> None:
    """柏市: 区分 exclude each other."""
    from dxdesk.usecases.frameworks import versions

    kashiwa = versions.load_preset("kashiwa")
    exclusive = [one.code for one in kashiwa.personas if one.exclusive and one.scope == "assigned"]
    with town.hr.store.write() as uow:
        person = uow.people.employee(YOSHINO)
        assert person is not None
        uow.people.save_employees([replace(person, personas=(exclusive[0],))])
        uow.commit()
    town.services.clock.day = "2026-04-10"  # type: ignore[attr-defined]
    try:
        cycle.open_cycle(town.hr, cycle.OpenCycle(2026, "kashiwa", "2026-04-01"))
        done = appointments.appoint(town.hr, [YOSHINO, CHIEF], exclusive[1], "2026-04-01")
        assert [(notice.code, notice.found) for notice in done.notices] == [("persona-exclusive", YOSHINO)]
    finally:
        town.services.clock.day = "2026-01-09"  # type: ignore[attr-defined]


_days = st.dates().map(lambda day: day.isoformat())


@given(terms=st.lists(st.tuples(_days, _days | st.just("")), max_size=5), day=_days)
def test_a_persona_is_held_while_one_of_its_terms_runs(terms: list[tuple[str, str]], day: str) -> None:
    found = [Appointment("1", "p", first, last) for first, last in terms]
    runs = any(first <= day and (not last or day <= last) for first, last in terms)
    assert held(("r",), found, day) == (("r", "p") if runs else ("r",))


@given(first=st.tuples(_days, _days), second=st.tuples(_days, _days))
def test_terms_overlap_when_they_share_a_day(first: tuple[str, str], second: tuple[str, str]) -> None:
    one, two = (Appointment("1", "p", *sorted(days)) for days in (first, second))
    share = max(one.valid_from, two.valid_from) <= min(one.valid_to, two.valid_to)
    expected = one if share and one.valid_from != two.valid_from else None
    assert overlapping(two, [one]) == expected
    assert overlapping(two, [replace(one, persona="q"), replace(one, employee_number="2")]) is None
