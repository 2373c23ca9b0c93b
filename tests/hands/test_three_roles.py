"""Three people in turn: an answer is returned, corrected, handed in again, confirmed and received by HR."""

from __future__ import annotations

import pytest

from tests.hands.place import SKILLS, Office
from tests.hands.steps import (
    MORE_BELOW,
    MORE_TO_SEE,
    SUBMIT,
    Sit,
    answer,
    confirm_shown,
    forms_of,
    open_form,
    open_package,
    open_store,
    take,
)
from tests.helpers.town import CHIEF

pytestmark = pytest.mark.soak


def test_an_answer_is_returned_corrected_and_confirmed(office: Office, sit_down: Sit) -> None:
    employee, chief, hr = sit_down("yamada"), sit_down("kakari"), sit_down("jinji")
    open_form(employee, office.form("002005"))
    answer(employee, [1] * SKILLS)
    employee.press("Return")
    employee.leave()
    sent = forms_of(employee)

    open_package(chief, office.package(CHIEF))
    take(chief, list(sent))
    chief.click("確認", "RadioButton")
    chief.read()
    if any(one["reached"] for one in chief.find(MORE_BELOW, begins=True)):
        # The page was never shown before: what lies below counts as unseen for the first person too.
        chief.press("Return")
        chief.see(MORE_TO_SEE, begins=True)
        assert not chief.truth()["states"]["first_confirmed"]
    chief.click("差戻し…")
    chief.click("全体の理由", "EditableText")
    chief.write("more about April")
    chief.click("差し戻す")
    chief.click("差戻票を出す…")
    chief.click("作る")
    chief.see("1件のファイルを作りました。")
    (slip,) = chief.documents.rglob("差戻票_*.xlsx")

    # A double click on the slip that arrived opens the store it belongs to.
    employee.begin(str(slip))
    employee.click("1件を受け付ける")
    employee.click("自己申告", "RadioButton")
    employee.press("2")
    employee.click("見直して提出", "RadioButton")
    employee.read()
    employee.click(SUBMIT)
    assert employee.truth()["submitted"]
    (again,) = [path for path, content in forms_of(employee).items() if sent.get(path) != content]
    employee.leave()

    take(chief, [again])
    chief.click("確認", "RadioButton")
    chief.click("再提出 1")
    confirm_shown(chief)
    assert chief.truth()["states"]["first_confirmed"] == 1
    chief.click("確認票を出す")
    chief.click("作る")
    chief.see("確認票を出しました")
    chief.leave()

    open_store(hr, office.hr)
    take(hr, sorted(chief.documents.rglob("確認票_*.xlsx")))
    assert hr.truth()["states"]["first_confirmed"] == 1
    hr.leave()
