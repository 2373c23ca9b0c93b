"""``staffing`` and ``agenda`` by commands: written, refused with nothing done, moved on, printed."""

from __future__ import annotations

import json
from pathlib import Path

from tests.helpers.commands import dxdesk
from tests.helpers.town import Town


def said(folder: Path, **fields: object) -> Path:
    path = folder / "1件.json"
    path.write_text(json.dumps(fields, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_staffing_plan_by_commands(town: Town, tmp_path: Path) -> None:
    hr = town.hr
    assert dxdesk("staffing", hr, "--json", code=1).error == "staffing-off"
    dxdesk("uses", hr, "--on", "staffing")
    of_year = ("--fiscal-year", "2026", "--json")
    new = said(tmp_path, name="データ分析官", heads=1, needed_by="令和9年2月", training_months=12)
    found = dxdesk("staffing", hr, "--from", new, *of_year).json
    assert [(one["code"], one["needed_by"]) for one in found["roles"]] == [("R8-1", "2027-02")]
    wrong = said(tmp_path, code="R8-1", means="appoint", hours_form="full", tenure="annual")
    assert dxdesk("staffing", hr, "--from", wrong, *of_year, code=1).error == "staffing-combination"
    wrong = said(tmp_path, code="R8-1", applicants="検証 太郎")
    assert dxdesk("staffing", hr, "--from", wrong, *of_year, code=1).error == "thing-fields"
    refused = dxdesk("staffing", hr, "--advance", "R8-1", "--to", "asked", *of_year, code=1)
    assert refused.error == "staffing-not-ready"
    assert dxdesk("staffing", hr, *of_year).json["roles"][0]["means"] == ""
    dxdesk("staffing", hr, "--sample", "--fiscal-year", "2026")
    on = ("--on", "R8.6.1", "--fiscal-year", "2026")
    dxdesk("staffing", hr, "--advance", "R8-2", "--to", "arrived", "--heads", "1", *on)
    found = dxdesk("staffing", hr, *of_year).json
    assert (found["heads"], found["filled"]) == (2, 1)
    (sample,) = (one for one in found["roles"] if one["code"] == "R8-2")
    assert sample["asked_on"] == "2026-06-01"
    dxdesk("staffing", hr, "--take-table", "nakano")
    line = said(tmp_path, code="dx-leader", placement="各課に1人")
    table = {one["code"]: one for one in dxdesk("staffing", hr, "--table-from", line, "--json").json["table"]}
    assert (len(table), table["dx-leader"]["placement"]) == (6, "各課に1人")
    out = tmp_path / "確保計画書.pdf"
    dxdesk("report", hr, "staffing-plan", "--out", out, "--fiscal-year", "2026")
    assert out.stat().st_size > 1000


def test_matters_and_the_year_by_commands(town: Town, tmp_path: Path) -> None:
    hr = town.hr
    assert dxdesk("agenda", hr, "--json", code=1).error == "agenda-off"
    dxdesk("uses", hr, "--on", "agenda")
    dxdesk("agenda", hr, "--from", said(tmp_path, name="予算の確保", due="2026-10-31"))
    gone = said(tmp_path, code="検討-1", section="9999")
    assert dxdesk("agenda", hr, "--from", gone, "--json", code=1).error == "answers-section"
    unknown = said(tmp_path, code="検討-7", name="B")
    assert dxdesk("agenda", hr, "--from", unknown, "--json", code=1).error == "agenda-unknown"
    decided = said(tmp_path, code="検討-1", state="decided", decision="要求する")
    found = dxdesk("agenda", hr, "--from", decided, "--json").json
    assert [(one["state"], bool(one["decided_on"])) for one in found["matters"]] == [("decided", True)]
    outside = said(tmp_path, code="budget", ends="2027-05-01")
    of_year = ("--fiscal-year", "2026", "--json")
    assert dxdesk("agenda", hr, "--task-from", outside, *of_year, code=1).error == "agenda-outside-year"
    done = said(tmp_path, code="budget", done_on="2026-10-20")
    found = dxdesk("agenda", hr, "--task-from", done, *of_year).json
    assert {one["code"]: one["done_on"] for one in found["year"]}["budget"] == "2026-10-20"
    dxdesk("agenda", hr, "--end", "検討-1")
    assert dxdesk("agenda", hr, "--json").json["matters"] == []
