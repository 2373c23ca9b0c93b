"""A hurried person: double clicks, the wheel, windows closed too early, passphrases mistyped."""

from __future__ import annotations

import time

import pytest

from tests.hands.place import PEOPLE, SECRET, SKILLS, Office
from tests.hands.steps import MAKE_STORE, SUBMIT, WRITE_AGAIN, Sit, answer, forms_of, open_form, open_store

pytestmark = pytest.mark.soak


def test_a_double_click_everywhere_hands_in_once(office: Office, sit_down: Sit) -> None:
    person = sit_down("isogu")
    person.begin()
    person.drop([office.form("002004")])
    person.click(MAKE_STORE, times=2)
    person.see("技能1", "RadioButton", begins=True)
    person.click("自己申告", "RadioButton", times=2)
    # Two steps on and two back, each a double click: one that counted twice would end elsewhere.
    for step in ("次の項目へ", "次の項目へ", "前の項目"):
        person.click(step, times=2)
        person.read()
    person.click("前の項目")
    person.read()
    answer(person, [1] * SKILLS)
    person.click(SUBMIT, times=2)
    person.see(WRITE_AGAIN)
    assert person.truth() == {"submitted": True, "levels": [1] * SKILLS}
    assert len(forms_of(person)) == 1
    person.leave()


@pytest.mark.parametrize("seconds", [1.0, 3.0])
def test_who_leans_on_enter_hands_nothing_in(office: Office, sit_down: Sit, seconds: float) -> None:
    person = sit_down("sato")
    open_form(person, office.form("002002"))
    person.press("1")
    before = person.truth()
    person.display.act("keydown", "Return")
    time.sleep(seconds)
    person.display.act("keyup", "Return")
    person.read()
    assert person.truth() == before
    assert not forms_of(person)
    person.leave()


def test_a_window_closed_while_files_are_written_leaves_a_whole_store(office: Office, sit_down: Sit) -> None:
    person = sit_down("kaeru")
    open_store(person, office.hr)
    person.click("年度", "RadioButton")
    person.click("申告票を作る…")
    person.click("作る", wait=False)
    person.close()
    open_store(person, office.hr)
    assert person.truth()["states"]["not_started"] == PEOPLE + 2
    # All or none: what was begun is not left half done.
    assert len(list(person.documents.rglob("*.xlsx"))) in (0, PEOPLE + 2)
    person.leave()


def test_a_passphrase_mistyped_five_times_then_typed_right(office: Office, sit_down: Sit) -> None:
    person = sit_down("wasureru")
    person.expected |= {"passphrase-needed", "wrong-passphrase"}
    person.begin(str(office.hr))
    person.until(lambda state: state["dialogs"], "the question for the passphrase")
    places = []
    for attempt in range(5):
        person.write(f"wrong-{attempt}")
        person.press("Return")
        person.see("パスフレーズが違", begins=True)
        state = person.state()
        assert state["dialogs"] == ["PassphraseDialog"]
        places.append(person.see("開く", "Button")["rect"])
    assert len({tuple(each) for each in places}) == 1
    person.write(SECRET)
    person.press("Return")
    person.until(lambda state: state["screen"] == "home" and not state["dialogs"], "the store's window")
    person.leave()


SCREENS = (
    *("ホーム", "受付", "提出状況", "スキルマップ", "育成", "帳票"),
    *("年度", "体系", "名簿", "代行入力・確認", "設定"),
)


def test_the_wheel_changes_nothing_on_any_screen(office: Office, sit_down: Sit) -> None:
    person = sit_down("mawasu")
    open_store(person, office.hr)
    turned = 0
    for screen in SCREENS:
        person.click(screen, "RadioButton")
        before = person.fields()
        for name, _ in before:
            turned += person.turn(name)
        assert person.fields() == before, screen
    assert turned > len(SCREENS)
    person.leave()


def test_two_windows_on_one_store(office: Office, sit_down: Sit) -> None:
    first, second = sit_down("hitori"), sit_down("futari")
    open_store(first, office.hr)
    second.expected |= {"passphrase-needed", "store-in-use"}
    second.begin(str(office.hr))
    second.until(lambda state: state["dialogs"], "the question for the passphrase")
    second.write(SECRET)
    second.press("Return")
    second.click("見るだけで開く")
    second.until(lambda state: state["screen"] == "home" and not state["dialogs"], "the store's window")
    second.leave()
    first.click("名簿", "RadioButton")
    first.leave()
