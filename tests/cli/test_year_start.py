"""期首 by command on a real store: off, switched on, asked, answered, agreed on, told, checked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from dxdesk import bootstrap
from dxdesk.usecases.year_start.own import open_goals
from tests.helpers.commands import dxdesk
from tests.helpers.town import CHIEF, KEN, MISAKI, Town


def goals(folder: Path, *said: dict[str, str]) -> Path:
    path = folder / "目標.json"
    path.write_text(json.dumps({"goals": said}, ensure_ascii=False), encoding="utf-8")
    return path


def begun(town: Town, *more: str) -> None:
    dxdesk("uses", town.hr, "--on", "year-start")
    dxdesk("year-start", town.hr, "--mode", "form", *more)


def test_goals_of_a_year_from_off_to_the_share(town: Town, tmp_path: Path) -> None:
    assert dxdesk("year-start", town.hr, "--json", code=1).error == "start-off"
    assert dxdesk("year-start", town.hr, "--mode", "form", "--json", code=1).error == "start-off"
    assert dxdesk("export", town.hr, "year-start-forms", "--out", tmp_path, "--json", code=1).error == (
        "start-off"
    )
    begun(town, "--agreement", "--meeting", "--due", "05-31", "--support", "庁内相談会を開く")
    assert dxdesk("year-start", town.hr, "--day", "5月末", "--json", code=1).error == "date-unreadable"
    found = dxdesk("year-start", town.hr, "--json").json
    assert (found["mode"], found["agreement"], found["meeting"]) == ("form", True, True)
    assert (found["day"][5:], found["due"][5:], found["supports"]) == ("05-01", "05-31", ["庁内相談会を開く"])
    assert found["shares"][0]["set"] == 0

    sent = dxdesk("export", town.hr, "year-start-forms", "--out", tmp_path / "期首票", "--json").json
    (form,) = (Path(name) for name in sent["files"] if MISAKI in name)
    own = tmp_path / "本人.dxdesk"
    dxdesk("import", own, form, "--create", passphrase="")
    wrong = goals(tmp_path, {"skill": "そろばん", "text": "速くなる"})
    refused = dxdesk("answer", own, "--step", "start", "--from", wrong, "--json", passphrase="", code=1)
    assert (refused.error, refused.json["error"]["cell"]) == ("goal-skill", "目標1 スキル")
    said = {"skill": "業務改革", "level": "LV2", "text": "申請を電子にする", "measure": "実践", "by": "3/31"}
    kept = dxdesk(
        "answer", own, "--step", "start", "--from", goals(tmp_path, said), "--json", passphrase=""
    ).json
    assert kept["goals"] == 1
    _holds_the_screens_words(own, tmp_path, said)
    done = dxdesk("submit", own, "--step", "start", "--out", tmp_path / "提出", "--json", passphrase="").json
    answered = Path(done["file"])

    packages = tmp_path / "配布票"
    dxdesk("export", town.hr, "section-packages", "--out", packages, "--confirmer", CHIEF)
    section = tmp_path / "所属.dxdesk"
    (package,) = packages.glob("*.xlsx")
    dxdesk("import", section, package, answered, "--create")
    words = ("review", section, "--step", "start", "--json")
    assert dxdesk(*words, "--confirm", KEN, code=1).error == "not-ready"
    unknown = dxdesk(*words, "--confirm", MISAKI, "--support", "feedback=done", code=1)
    assert unknown.error == "start-supports", "what a 課長 does is not asked of a 係長"
    assert "--step start" in dxdesk("review", section, "--confirm-all", "--met-on", "2030-01-01", code=2).err
    assert dxdesk(*words, "--confirm", MISAKI, "--met-on", "きのう", code=1).error == "date-unreadable"
    dxdesk(*words, "--confirm", MISAKI, "--support", "assignment=done", "--support", "庁内相談会を開く=yet")
    up = tmp_path / "確認票"
    dxdesk("export", section, "year-start-confirmations", "--out", up)
    outcomes = dxdesk("import", town.hr, *up.glob("*.xlsx"), answered, "--json", code=None).outcomes
    assert "refused" not in outcomes

    found = dxdesk("year-start", town.hr, "--json").json
    (line,) = (one for one in found["people"] if one["employee_number"] == MISAKI)
    assert line["state"] == "agreed"
    assert line["supports"] == [["業務アサインの調整", "行った"], ["庁内相談会を開く", "まだ"]]
    assert found["shares"][0]["set"] == 1
    assert "1人が目標を立てました" in dxdesk("year-start", town.hr).out
    records = dxdesk("dump", town.hr, "--json").json["records"]
    assert {one["state"] for one in records if one["part"] == "plan_life"} == {"agreed"}
    for store in (town.hr, section):
        dxdesk("verify", store)
    dxdesk("verify", own, passphrase="")

    back = dxdesk("review", town.hr, "--step", "start", "--return", MISAKI, "--reason", "いつまでかを")
    assert "year-start-forms" in back.out
    again = dxdesk("export", town.hr, "year-start-forms", "--out", tmp_path / "再", "--employee", MISAKI)
    assert MISAKI in again.out


def test_who_moves_takes_goals_and_agreement_along(town: Town, tmp_path: Path) -> None:
    begun(town, "--agreement")
    said = goals(tmp_path, {"text": "統計の本を読む", "measure": "読書"})
    dxdesk("answer", town.hr, "--step", "start", "--from", said, "--employee", MISAKI)
    dxdesk("submit", town.hr, "--step", "start", "--employee", MISAKI, "--by", "人事")
    dxdesk("review", town.hr, "--step", "start", "--confirm", MISAKI)
    dxdesk("people", "set-confirmer", town.hr, MISAKI, "--first", KEN)
    dxdesk("cycle", "align", town.hr)
    dxdesk("export", town.hr, "section-packages", "--out", tmp_path / "配布票", "--confirmer", KEN)
    (package,) = (tmp_path / "配布票").glob("*.xlsx")
    section = tmp_path / "新しい所属.dxdesk"
    dxdesk("import", section, package, "--create")
    (line,) = (
        one
        for one in dxdesk("year-start", section, "--json").json["people"]
        if one["employee_number"] == MISAKI
    )
    assert (line["state"], line["goals"]) == ("agreed", ["統計の本を読む(読書・動画)"])


def test_the_mark_alone_asks_for_no_form_and_no_words(town: Town, tmp_path: Path) -> None:
    dxdesk("uses", town.hr, "--on", "year-start")
    dxdesk("year-start", town.hr, "--mode", "mark")
    refused = dxdesk("export", town.hr, "year-start-forms", "--out", tmp_path / "x", "--json", code=1)
    assert refused.error == "start-no-form"
    answers = tmp_path / "答え.json"
    answers.write_text(json.dumps({"levels": {"業務改革": 1}, "mark": "どこか"}), encoding="utf-8")
    words = ("answer", town.hr, "--employee", MISAKI, "--from", answers, "--json")
    assert dxdesk(*words, code=1).error == "mark-unknown"
    answers.write_text(json.dumps({"levels": {"業務改革": 1}, "mark": "appraisal"}), encoding="utf-8")
    dxdesk(*words)
    dxdesk("submit", town.hr, "--employee", MISAKI, "--by", "人事")
    found = dxdesk("year-start", town.hr, "--json").json
    assert found["places"] == {"appraisal": 1}
    assert (found["shares"][0]["set"], found["people"][0]["goals"]) == (1, [])


def _holds_the_screens_words(own: Path, folder: Path, said: Mapping[str, str]) -> None:
    """Hold that a draft says skill, level and manner as the screen offers them, however they were written."""
    loose = {**said, "skill": "1", "level": "2", "measure": "実務"}
    dxdesk("answer", own, "--step", "start", "--from", goals(folder, loose), "--json", passphrase="")
    desk = bootstrap.open_desk(str(own), "", read_only=True)
    try:
        sheet = open_goals(desk)
    finally:
        desk.store.close()
    ((skill, level, text, measure, _),) = sheet.written.values()
    assert (skill, level, text, measure) == (sheet.skills[0][0], "LV2", said["text"], "実践")
