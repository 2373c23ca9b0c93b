"""DX推進課 lives its year: from HR's 提供票 to its own course, targets and survey, and back to HR."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk import bootstrap
from dxdesk.domain.purposes import FIRST, Use
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.indicators.overview import overview
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.sending.provisions import Providing, provide
from dxdesk.usecases.targets.overview import target_year
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year.cycle import OpenCycle, open_cycle
from tests.hands import place
from tests.hands.place import SECRET, Office
from tests.hands.steps import Measured, Sit, open_package, open_store, take
from tests.helpers.surveying import QUESTIONS, table
from tests.helpers.town import CHIEF, MANAGER

pytestmark = pytest.mark.soak

YEAR = 2026


def given(office: Office) -> Path:
    """Let HR give aggregates, in this process: what HR does in the window is told elsewhere."""
    first, second = (office.folder / name for name in ("一次", "二次"))
    for made in (first, second):
        made.mkdir()
    by_chief = place.confirmed(office.package(CHIEF), office.answered, first)
    by_manager = place.confirmed(office.package(MANAGER), by_chief, second)
    hr = bootstrap.open_desk(str(office.hr), SECRET)
    try:
        receive(hr, ReceiveFiles(tuple(by_manager)))
        for code in ("training", "aims", "provision"):
            capabilities.switch(hr, code, True)
        uses = (*(use.value for use in FIRST), Use.DX_SECTION.value)
        open_cycle(hr, OpenCycle(YEAR, "hands", "2026-04-01", uses=uses))
        out = office.folder / "提供"
        return provide(hr, Providing(out, until="2099-03-31")).file
    finally:
        hr.store.close()


def kept(desk: Desk) -> dict[str, object]:
    """Return what a store keeps of the digital section."""
    with desk.store.read() as uow:
        known = ledger(uow)
    ours = {one.code: one.name for one in known.courses if known.owners.get(one.code) == "dx"}
    sessions = [one.turn for one in known.sessions if one.course in ours]
    targets = {
        line.said.name: line.said.actuals[YEAR].value
        for line in target_year(desk, YEAR).lines
        if line.held.owner == "dx"
    }
    answers = [one.answers for one in overview(desk, YEAR).surveys if one.fiscal_year == YEAR]
    return {"courses": list(ours.values()), "sessions": sessions, "targets": targets, "answers": answers}


def test_the_digital_section_lives_its_year(office: Office, sit_down: Sit, measured: Measured) -> None:
    paper = given(office)
    person = sit_down("dx")
    person.log.begin()
    open_package(person, paper)

    person.click("設定", "RadioButton")
    person.click("使う機能", "PageTab")
    for name in ("研修台帳", "目標と指標"):
        person.click(f"{name}を使う", "CheckBox")

    person.click("提供された集計", "RadioButton")
    person.see("技能1", "Cell")

    person.click("研修", "RadioButton")
    person.click("研修を1つずつ加える…", "Button")
    person.write("BPR")
    person.press("Return")
    person.see("研修を加えました")
    person.click("直す…", "Button")
    person.write("BPR Plus")
    person.press("Return")
    person.see("研修を保存しました", begins=True)
    person.click("回", "PageTab")
    person.click("回を加える…", "Button")
    person.write("1")
    person.click("保存する", "Button")

    person.click("目標と指標", "RadioButton")
    person.click("目標を加える…", "Button")
    person.write("Consulting")
    person.press("Return")
    person.see("Consulting", "Cell")
    person.click("数字を入れる…", "Button")
    person.write("12")
    person.click("実績", "EditableText")
    person.write("7")
    person.click("出どころ", "EditableText")
    person.write("Minutes")
    person.press("Return")
    person.see("Minutes", "StaticText")

    person.click("評価指標", "PageTab")
    person.click("「品川区", "Button", begins=True)
    survey = table(
        person.home / "survey.csv", ("年度", *QUESTIONS.values()), *[("令和8年度", "4", "5", "3")] * 6
    )
    person.click("アンケートを取り込む…", "Button")
    person.click("表のファイル(Excel か CSV)", "EditableText")
    person.write(str(survey))
    person.click("中身を確かめる", "Button")
    person.click("取り込む", "Button")
    person.see("令和8年度の答え 6人", "StaticText")

    person.click("帳票", "RadioButton")
    person.click("Excelのファイルを作る", "PageTab")
    person.click("DX推進担当課の送付票を作る", "Button")
    person.click("作る", "Button")
    person.see("1件のファイルを作りました。")
    person.log.rest()
    measured("DX推進課, a whole year: store, course, target, survey, 送付票", person)
    person.leave()
    (sent,) = person.documents.rglob("送付票_*.xlsx")

    hr = sit_down("jinji")
    open_store(hr, office.hr)
    take(hr, [sent])
    hr.click("設定", "RadioButton")
    hr.click("鍵", "PageTab", begins=True)
    hr.click("DX", "Cell", begins=True)
    hr.click("同じだったので登録する", "Button")
    hr.leave()
    desk = bootstrap.open_desk(str(office.hr), SECRET, read_only=True)
    try:
        assert kept(desk) == {
            "courses": ["BPR Plus"],
            "sessions": ["1"],
            "targets": {"Consulting": "7"},
            "answers": [6],
        }
    finally:
        desk.store.close()
