"""One whole year, played through the commands alone: every step of the cycle on real files."""

from __future__ import annotations

import json
from pathlib import Path

from dxdesk.programs.scenario.by_hand import fill_form
from tests.helpers.commands import dxdesk
from tests.helpers.town import CHIEF, DIRECTOR, KEN, MANAGER, MISAKI, SKILL, SKILLS, YUMIKO, Town

YEAR = ("--fiscal-year", 2026)


def test_a_year_from_forms_to_results(town: Town) -> None:
    answer_in_excel_and_in_the_app(town)
    chief = confirm_first(town)
    manager = confirm_second(town)
    confirm_the_leaders(town)
    take_back(town)
    finalise_and_tell(town)
    open_the_next_year(town, chief, manager)


def answer_in_excel_and_in_the_app(town: Town) -> None:
    town.fill(KEN, "２", comment="実務で使いたい", lines=[("研修", "DX基礎", "R8.6.3", "修了")])
    town.fill(MISAKI, "レベル２")
    for number in (YUMIKO, CHIEF, MANAGER, DIRECTOR):
        own = town.store(f"個人{number}")
        dxdesk("import", own, town.form(number), "--create", passphrase="")
        answers = town.folder / f"{number}.json"
        said = {"levels": dict.fromkeys(SKILLS, 1), "evidence": {SKILL: "集計を作った"}}
        answers.write_text(json.dumps(said), encoding="utf-8")
        dxdesk("answer", own, "--from", answers, passphrase="")
        dxdesk("submit", own, "--out", town.folder / "提出", passphrase="")


def handed_in(town: Town, number: str) -> Path:
    """Return the form a person handed in, answered in Excel or in the app."""
    return next((town.folder / "提出").glob(f"申告票_*_{number}*.xlsx"))


def confirm_first(town: Town) -> Path:
    """Confirm one as it stands, one with a correction, return one for a second round."""
    chief = town.section(CHIEF, *(handed_in(town, number) for number in (KEN, MISAKI, YUMIKO)))
    refused = dxdesk("review", chief, "--confirm", MISAKI, "--set", f"{SKILL}=LV1", "--json", code=1)
    assert refused.error == "comment-needed"
    comment = ("--comment", "実績を見てからとしました")
    dxdesk("review", chief, "--confirm", MISAKI, "--set", f"{SKILL}=LV1", *comment)
    reasons = ("--reason", "根拠を書いてください", "--item-reason", f"{SKILL}=いつのことですか")
    assert dxdesk("review", chief, "--return", YUMIKO, *reasons, "--json").json["returned"] == [YUMIKO]
    slips = dxdesk("export", chief, "return-slips", "--out", town.folder / "差戻票", "--json").json["files"]
    assert Path(slips[0]).name == f"差戻票_R8_{YUMIKO}(区民課 山﨑 由美子)_2.xlsx"
    again = town.folder / "再提出.xlsx"
    fill_form(Path(slips[0]), again, {SKILL: ("LV1", "昨年9月、窓口の集計を自動にした", "")})
    assert town.take(chief, again).outcomes == ["applied"]
    done = dxdesk("review", chief, "--confirm-all", "--json").json
    assert sorted(done["confirmed"]) == [KEN, YUMIKO]
    dxdesk("export", chief, "confirmations", "--out", town.folder / "確認票")
    return chief


def confirm_second(town: Town) -> Path:
    confirmations = town.folder / "確認票"
    manager = town.section(MANAGER, *confirmations.glob("*.xlsx"), handed_in(town, CHIEF))
    done = dxdesk("review", manager, "--confirm-all", "--json").json
    assert sorted(done["confirmed"]) == [CHIEF, MISAKI, KEN, YUMIKO]
    assert dxdesk("review", manager, "--confirm-all", "--json").json["confirmed"] == []
    dxdesk("export", manager, "confirmations", "--out", confirmations)
    return manager


def confirm_the_leaders(town: Town) -> None:
    """The 部長 confirms the 課長; the 部長's own answer is confirmed by HR on behalf of the one named."""
    director = town.section(DIRECTOR, handed_in(town, MANAGER))
    dxdesk("review", director, "--confirm-all")
    dxdesk("export", director, "confirmations", "--out", town.folder / "確認票")
    town.take(town.hr, handed_in(town, DIRECTOR))
    dxdesk("review", town.hr, "--confirm", DIRECTOR, "--on-behalf-of", CHIEF)


def take_back(town: Town) -> None:
    """HR takes the whole batch, in whatever order, and again: nothing changes the second time."""
    batch = (town.folder / "提出", town.folder / "確認票", town.folder / "再提出.xlsx")
    town.take(town.hr, *batch)
    before = dxdesk("dump", town.hr, "--json").json["state_digest"]
    assert set(town.take(town.hr, *reversed(batch)).outcomes) == {"unchanged"}
    assert dxdesk("dump", town.hr, "--json").json["state_digest"] == before
    states = dxdesk("status", town.hr, "--json").json["states"]
    assert (states["received"], states["exempt"]) == (6, 1)
    assert dxdesk("conflicts", town.hr, "--json").json == {"conflicts": []}


def finalise_and_tell(town: Town) -> None:
    decision = ("--decision-number", "総人第123号", "--decision-date", "2027-03-18")
    done = dxdesk("finalise", town.hr, *decision, "--json").json
    assert (done["people"], done["left_out"]) == (6, [])
    assert dxdesk("finalise", town.hr, "--json", code=1).error == "nothing-to-finalise"
    changed = ("--employee", KEN, "--set", f"{SKILL}=3", "--reason", "転記の誤り")
    assert dxdesk("correct", town.hr, *changed, "--json").json["snapshot"] == 2
    notices = dxdesk("export", town.hr, "results", "--out", town.folder / "結果", "--json").json
    assert notices["people"] == 6
    own = town.store(f"個人{YUMIKO}")
    notice = next(path for path in notices["files"] if YUMIKO in path)
    assert dxdesk("import", own, notice, "--json", passphrase="").outcomes == ["applied"]
    for kind in ("summary", "framework", "roster", "templates"):
        assert dxdesk("export", town.hr, kind, "--out", town.folder / kind, "--json").json["files"]
    for kind in ("skill-sheet", "certificate", "result-notice", "section-map", "status", "receipts"):
        done = dxdesk("report", town.hr, kind, "--out", town.folder / "帳票", "--json").json
        assert Path(done["file"]).read_bytes().startswith(b"%PDF-")
    one = town.folder / "健.pdf"
    dxdesk("report", town.hr, "certificate", "--employee", KEN, "--out", one)
    assert one.stat().st_size > 1000


def open_the_next_year(town: Town, chief: Path, manager: Path) -> None:
    """The next year starts from the result: last year's level stands on the new form."""
    dxdesk("cycle", "close", town.hr)
    days = ("--base-date", "2027-04-01", "--due-self", "2028-02-10")
    dxdesk("cycle", "open", town.hr, "--fiscal-year", 2027, "--framework", "shinagawa", *days)
    dxdesk("export", town.hr, "section-packages", "--out", town.folder / "翌年度")
    assert town.take(chief, town.package(CHIEF, town.folder / "翌年度")).outcomes == ["applied"]
    status = dxdesk("status", chief, "--json").json
    assert (status["fiscal_year"], status["states"]["not_started"]) == (2027, 4)
    assert dxdesk("status", chief, *YEAR, "--json").json["states"]["first_confirmed"] == 3
    dxdesk("export", town.hr, "forms", "--employee", KEN, "--out", town.folder / "翌年度の申告票")
    own = town.store("健")
    form = next((town.folder / "翌年度の申告票").rglob("*.xlsx"))
    dxdesk("import", own, form, "--create", passphrase="")
    answers = town.folder / "空.json"
    answers.write_text("{}", encoding="utf-8")
    dxdesk("answer", own, "--from", answers, passphrase="")
    from dxdesk import bootstrap
    from dxdesk.usecases.answering.self_report import open_answers

    desk = bootstrap.open_desk(str(own))
    try:
        last = {item.name: item.last for item in open_answers(desk).items}
    finally:
        desk.store.close()
    assert last[SKILL] == 3
    for store in (town.hr, chief, manager):
        assert dxdesk("verify", store, "--json").json["findings"] == []
