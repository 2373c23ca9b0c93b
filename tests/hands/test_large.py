"""The journeys once more at 150 %: 911 by 512 logical px, as on a laptop."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.hands import test_chief, test_employee, test_hr, test_hurry, test_three_roles
from tests.hands.place import Office
from tests.hands.steps import Measured, Sit

pytestmark = pytest.mark.soak

JOURNEYS: dict[str, Callable[[Office, Sit, Measured], None]] = {
    "employee by keys": test_employee.test_an_employee_with_keys_corrects_and_hands_in_again,
    "employee by pointer": test_employee.test_an_employee_with_a_pointer,
    "chief": test_chief.test_a_chief_confirms_twelve_people_unchanged,
    "a pile": lambda office, sit, _: test_hr.test_a_pile_arrives_and_one_file_of_it_is_undone(office, sit),
    "a year": test_hr.test_a_whole_year_from_an_empty_folder,
    "three roles": lambda office, sit, _: test_three_roles.test_an_answer_is_returned_corrected_and_confirmed(
        office, sit
    ),
    "wheel": lambda office, sit, _: test_hurry.test_the_wheel_changes_nothing_on_any_screen(office, sit),
}


@pytest.mark.parametrize("journey", list(JOURNEYS.values()), ids=list(JOURNEYS))
def test_a_journey_at_150(
    journey: Callable[[Office, Sit, Measured], None],
    office: Office,
    sit_down_at_150: Sit,
    measured: Measured,
) -> None:
    journey(office, sit_down_at_150, measured)
