"""What HR does with its hands: a pile that arrives, one file undone, a year from an empty folder."""

from __future__ import annotations

import pytest

from tests.hands.place import PEOPLE, SECRET, Office
from tests.hands.steps import Measured, Sit, open_store, take

pytestmark = pytest.mark.soak


def test_a_pile_arrives_and_one_file_of_it_is_undone(office: Office, sit_down: Sit) -> None:
    person = sit_down("jinji")
    open_store(person, office.hr)
    take(person, office.answered)
    assert person.truth()["states"]["submitted"] == PEOPLE
    person.click("受付簿", "PageTab")
    person.click("申告票_R8_002011", "Cell", begins=True)
    person.click("この受付を元に戻す…")
    person.click("元に戻す")
    assert person.truth()["states"]["submitted"] == PEOPLE - 1
    take(person, [path for path in office.answered if "002011" in path.name])
    assert person.truth()["states"]["submitted"] == PEOPLE
    person.leave()


def test_a_year_begins_from_an_empty_folder(office: Office, sit_down: Sit, measured: Measured) -> None:
    person = sit_down("hajime")
    person.begin()
    person.log.begin()
    person.click("新しく始める", begins=True)
    person.click("団体コード", "EditableText", begins=True)
    person.write("131091")
    person.click("パスフレーズ", "EditableText")
    person.write(SECRET)
    person.click("もう一度", "EditableText")
    person.write(SECRET)
    person.click("作って始める")
    person.until(lambda state: state["screen"] == "home", "the window of the new store")
    person.drop([office.roster])
    person.click("名簿・受講記録として取り込む")
    person.click("中身を確かめる")
    person.click("取り込む", "Button")
    person.click("年度へ")
    person.click("スキル体系", "ComboBox")
    person.click("品川区", "ListItem", begins=True)
    person.click("年度を始める", "Button")
    person.click("所属配布票を作る…")
    person.click("Excelのパスワードで施錠する", "CheckBox")
    person.click("作る")
    show(person)
    person.click("申告票を作る…")
    person.click("作る")
    show(person)
    person.log.rest()
    forms = sorted(person.documents.rglob("申告票_*.xlsx"))
    packages = sorted(person.documents.rglob("所属配布票_*.xlsx"))
    print(len(forms), len(packages))
    person.leave()

def show(person):
    person.rest(); print([ (n["role"], n["name"], n["value"]) for n in person.ask("names")])
