"""An employee's quarter of an hour: the received form, five skills, handed in, corrected, handed in again."""

from __future__ import annotations

import pytest

from tests.hands.place import SKILLS, Office
from tests.hands.steps import SUBMIT, SUBMIT_AGAIN, WRITE_AGAIN, Measured, Sit, answer, forms_of, open_form

MOST_SECONDS = 60


def test_an_employee_with_keys_corrects_and_hands_in_again(
    office: Office, sit_down: Sit, measured: Measured
) -> None:
    person = sit_down("sato")
    open_form(person, office.form("002002"))
    answer(person, [0, 1, 2, 0, 1])
    person.press("Return")
    person.log.rest()
    measured("employee, five skills, by keys", person)
    assert person.log.seconds <= MOST_SECONDS
    assert person.truth() == {"submitted": True, "levels": [0, 1, 2, 0, 1]}
    first = forms_of(person)
    assert len(first) == 1
    person.click("技能3を直す")
    person.press("3")
    person.click("見直して提出", "RadioButton")
    person.read()
    person.click(SUBMIT_AGAIN)
    assert person.truth() == {"submitted": True, "levels": [0, 1, 3, 0, 1]}
    assert forms_of(person) != first
    assert person.see(WRITE_AGAIN)["enabled"]
    person.leave()


@pytest.mark.soak
def test_an_employee_with_a_pointer(office: Office, sit_down: Sit, measured: Measured) -> None:
    person = sit_down("suzuki")
    # Explorer proposes to move what lies on the same drive, and deletes what a window agrees to move.
    open_form(person, office.form("002001"), moving=True)
    assert office.form("002001").exists()
    for skill in range(SKILLS):
        person.click("LV2 ", "RadioButton", begins=True)
        person.click("次の項目へ" if skill < SKILLS - 1 else "目標・経験へ")
    person.click("確認へ進む")
    person.read()
    person.click(SUBMIT)
    person.log.rest()
    measured("employee, five skills, by pointer", person)
    assert person.log.seconds <= MOST_SECONDS
    assert person.log.clicks <= 2 * SKILLS + 4
    assert person.truth() == {"submitted": True, "levels": [2] * SKILLS}
    assert len(forms_of(person)) == 1
    person.leave()
