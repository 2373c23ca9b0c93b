"""``cases``, ``support``, 案件票 out and in, papers and the page, by commands."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.helpers.commands import dxdesk
from tests.helpers.town import Town


def test_cases_and_support_by_commands(town: Town, tmp_path: Path) -> None:
    hr = town.hr
    off = dxdesk("cases", hr, "--json", code=1)
    assert off.error == "practice-off"
    dxdesk("uses", hr, "--on", "practice")
    assert "まだありません" in dxdesk("cases", hr).out
    people = dxdesk("export", hr, "roster", "--out", tmp_path / "roster", "--json").json
    with next((tmp_path / "roster").glob("*.csv")).open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["所属コード"]]
    assert people
    lead, section = rows[0]["職員番号"], rows[0]["所属コード"]
    escort = rows[1]["職員番号"]
    said = ("--of", section, "--lead", lead, "--escort", escort, "--before", "1,200", "--after", "300")
    done = ("--status", "done", "--started", "R7.5.1", "--finished", "R7.9.30", "--exemplary")
    of = ("--fiscal-year", "2025")
    found = dxdesk("cases", hr, "--add", "窓口の予約", *said, *done, *of, "--json").json
    (case,) = found["cases"]
    assert (case["lead"], case["escorts"], case["saved"]) == (lead, [escort], "900")
    assert found["totals"] == {"running": 0, "done": 1, "hours": "900", "unmeasured": 0}
    code = case["code"]
    assert (
        dxdesk("cases", hr, "--set", code, "--after", "200", *of, "--json").json["totals"]["hours"] == "1000"
    )
    wrong = dxdesk("cases", hr, "--add", "だれもいない", "--of", section, "--json", code=1)
    assert wrong.error == "case-lead-missing"
    assert dxdesk("cases", hr, "--name", "x", code=2).err
    assert dxdesk("cases", hr, "--award", code, code=2).err
    dxdesk("uses", hr, "--on", "growth-files")
    award = ("--award", code, "--award-name", "業務改善賞", "--award-day", "2025-11-20")
    assert dxdesk("cases", hr, *award, "--json").json["awarded"] == [lead, escort]
    kinds = [one["kind"] for one in dxdesk("evidence", hr, "--employee", lead, "--json").json["entries"]]
    assert "award" in kinds
    told = dxdesk("evidence", hr, "--employee", lead, "--json").json["entries"]
    assert [one["name"] for one in told if one["from_case"]] == ["窓口の予約"]

    event = ("--event", "体験会", "--sort", "trial", "--on", "2025-06-03", "--attendee", lead)
    dxdesk("support", hr, *event, *of)
    asked = ("--consultation", "集計のしかた", "--of", section, "--on", "2025-06-10", "--days", "2")
    found = dxdesk("support", hr, *asked, "--solved", "desk", *of, "--json").json
    assert [(one["name"], one["participants"]) for one in found["events"]] == [("体験会", 1)]
    (consultation,) = found["consultations"]
    assert (consultation["topic"], consultation["days"], consultation["solved"]) == (
        "集計のしかた",
        2,
        "desk",
    )
    assert found["total"]["done"] == 1
    assert "相談 1件" in dxdesk("support", hr, *of).out
    found = dxdesk("support", hr, "--end", consultation["code"], *of, "--json").json
    assert found["consultations"] == []
    assert dxdesk("support", hr, "--sort", "trial", code=2).err

    page = Path(dxdesk("support", hr, "--out", tmp_path / "page", *of, "--json").json["file"])
    assert "窓口の予約" in page.read_text(encoding="utf-8")
    for kind in ("case-report", "support-table"):
        dxdesk("report", hr, kind, "--out", tmp_path / f"{kind}.pdf", *of)
    prints = dxdesk("prints", hr).out
    assert "業務改善レポート(庁内ページ)" in prints
    assert "支援のばらつき" in prints


def test_a_form_goes_out_and_comes_back_and_a_wrong_one_is_refused_whole(town: Town, tmp_path: Path) -> None:
    hr = town.hr
    dxdesk("uses", hr, "--on", "practice")
    sent = dxdesk("export", hr, "case-form", "--out", tmp_path / "forms", "--json").json
    assert sent["files"]
    path = tmp_path / "案件.csv"
    path.write_text("案件,所属コード,リードの職員番号\n窓口,,\n", encoding="utf-8-sig")
    refused = dxdesk("import", hr, path, "--kind", "cases", "--json", code=1).json["files"][0]
    assert {one["code"] for one in refused["errors"]} == {"case-lead-missing", "case-section-missing"}
    assert all(one["cell"] and one["fix"] for one in refused["errors"])
    assert dxdesk("cases", hr, "--json").json["cases"] == []
    dxdesk("export", hr, "events", "--out", tmp_path / "events")
