"""``indicators``: a policy's figures, a survey, groups, an evaluation, papers and workbooks, by commands."""

from __future__ import annotations

from pathlib import Path

from tests.helpers.commands import dxdesk
from tests.helpers.surveying import table
from tests.helpers.town import Town


def test_a_year_of_indicators_by_commands(town: Town, tmp_path: Path) -> None:
    hr = town.hr
    off = dxdesk("indicators", hr, "--json", code=1)
    assert off.error == "aims-off"
    dxdesk("uses", hr, "--on", "aims")
    assert "まだありません" in dxdesk("indicators", hr).out
    taken = dxdesk("indicators", hr, "--take", "shinagawa", "--json").json
    assert taken["taken"]["added"] == 44
    rows = {one["code"]: one for one in taken["indicators"]}
    assert [one["figure"] for one in rows["08-2"]["figures"]] == ["3.683", "3.920"]
    assert (rows["08-2"]["target"], rows["08-2"]["met"]) == ("3.683 以上", True)
    assert rows["08-2"]["next_target"] == "3.920 以上"
    answers = [("税務課", str(1 + place % 5)) for place in range(10)]
    path = table(tmp_path / "回答.csv", ("所属", "問01"), *answers, ("防災課", "5"))
    done = dxdesk("import", hr, path, "--kind", "survey", "--json", code=1).json["files"][0]
    assert done["errors"][0]["code"] == "survey-year-missing"
    done = dxdesk("import", hr, path, "--kind", "survey", "--fiscal-year", "2026", "--json").json["files"][0]
    assert (done["outcome"], done["added"]) == ("applied", 11)
    of_2026 = ("--fiscal-year", "2026", "--json")
    groups = dxdesk("indicators", hr, "--by", "section", "--code", "01", *of_2026).json
    assert {one["answers"] for one in groups["groups"]} == {None}, "one small group would give away the other"
    said = ("--planned", "年4回", "--participants", "86")
    dxdesk("indicators", hr, "--evaluate", "05-1", "--fiscal-year", "2026", *said)
    found = dxdesk("indicators", hr, "--json").json
    activity = next(one for one in found["activities"] if one["code"] == "05-1")
    assert activity["evaluations"][0]["participants"] == 86
    out = tmp_path / "out"
    out.mkdir()
    for kind in ("indicators", "logic-model"):
        dxdesk("report", hr, kind, "--out", out / f"{kind}.pdf")
    for kind in ("indicators", "survey-form"):
        dxdesk("export", hr, kind, "--out", out)
    assert len([*out.glob("*.pdf")]) == 2
    assert len([*out.glob("*.xlsx")]) == 3
    undone = dxdesk("undo", hr, str(done["receipt"]), "--json").json
    assert not undone["live"]
