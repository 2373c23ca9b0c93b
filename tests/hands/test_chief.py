"""A confirmer's day: the package, twelve answers in one batch, twelve people unchanged, the file to send."""

from __future__ import annotations

import pytest

from tests.hands.place import PEOPLE, Office
from tests.hands.steps import Measured, Sit, open_package, take
from tests.helpers.town import CHIEF

MOST_SECONDS, MOST_KEYS = 25, 14


@pytest.mark.soak
def test_a_chief_confirms_twelve_people_unchanged(office: Office, sit_down: Sit, measured: Measured) -> None:
    person = sit_down("chief")
    open_package(person, office.package(CHIEF))
    take(person, office.answered)
    person.log.begin()
    person.click("確認", "RadioButton")
    for _ in range(PEOPLE):
        person.read()
        person.press("Return")
    person.log.rest()
    measured("chief, twelve people unchanged", person)
    assert person.truth()["states"]["first_confirmed"] == PEOPLE
    assert person.log.keys <= MOST_KEYS
    assert person.log.seconds <= MOST_SECONDS
    # The last one was a slip of the finger: taken back, looked at, confirmed again.
    person.press("ctrl+z")
    assert person.truth()["states"]["first_confirmed"] == PEOPLE - 1
    person.read()
    person.press("Return")
    assert person.truth()["states"]["first_confirmed"] == PEOPLE
    person.click("取り消す", begins=True)
    assert person.truth()["states"]["first_confirmed"] == PEOPLE - 1
    person.read()
    person.press("Return")
    assert person.truth()["states"]["first_confirmed"] == PEOPLE
    person.click("確認票を出す")
    person.click("作る")
    person.see("確認票を出しました")
    assert len(list(person.documents.rglob("確認票_*.xlsx"))) == 1
    person.leave()
