"""What HR does with its hands: a batch that arrives, one file undone, a year from an empty folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hands import place
from tests.hands.place import PEOPLE, SECRET, Office
from tests.hands.steps import Measured, Sit, open_store, take
from tests.helpers.town import CHIEF, MANAGER

MOST_SECONDS = 15 * 60


def test_a_batch_arrives_and_one_file_of_it_is_undone(office: Office, sit_down: Sit) -> None:
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


@pytest.mark.soak
def test_a_whole_year_from_an_empty_folder(office: Office, sit_down: Sit, measured: Measured) -> None:
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
    person.see("2件のファイルを作りました。")
    person.click("申告票を作る…")
    person.click("作る")
    person.see(f"{PEOPLE + 2}件のファイルを作りました。")
    second = _others_do_their_part(person.documents, office.folder)
    person.drop(second)
    person.click("1件を受け付ける")
    person.click("年度", "RadioButton")
    person.click(f"{PEOPLE}人を確定する…")
    person.click("確定する", "Button")
    person.see(f"{PEOPLE}人を確定しました。", begins=True)
    person.click("結果通知票を作る…")
    person.click("作る")
    person.click("文書番号", "EditableText")
    person.write("8検人第142号")
    person.click("この番号で作る")
    person.see(f"{PEOPLE}件のファイルを作りました。")
    person.log.rest()
    measured("HR, a whole year: store, roster, packages and forms, confirmations, final, results", person)
    assert person.log.seconds <= MOST_SECONDS
    assert person.truth()["states"]["finalised"] == PEOPLE
    assert len(list(person.documents.rglob("結果通知票_*.xlsx"))) == PEOPLE
    person.leave()


def _others_do_their_part(documents: Path, folder: Path) -> list[Path]:
    """Answer and confirm what was handed out, in this process; return what the last confirmer sends."""

    def package(number: str) -> Path:
        return next(documents.rglob(f"所属配布票_*{number}*.xlsx"))

    forms = [path for path in documents.rglob("申告票_*.xlsx") if path.stem.endswith(place.NUMBERS)]
    out, first, second = (folder / name for name in ("回答", "一次", "二次"))
    for made in (out, first, second):
        made.mkdir()
    answered = place.answered(sorted(forms), out)
    return place.confirmed(package(MANAGER), place.confirmed(package(CHIEF), answered, first), second)


@pytest.mark.soak
def test_a_training_ledger_is_switched_on_and_begun(office: Office, sit_down: Sit) -> None:
    person = sit_down("jinji")
    open_store(person, office.hr)
    person.click("設定", "RadioButton")
    person.click("使う機能", "PageTab")
    person.click("研修台帳を使う", "CheckBox")
    person.click("研修", "RadioButton")
    person.click("方針の研修から選ぶ…", "Button")
    person.click("加える", "Button")
    person.see("14件の研修を加えました。", begins=True)
    person.click("研修を加える…", "Button")
    person.write("BPR")
    person.press("Return")
    person.see("研修を加えました")
    person.leave()
