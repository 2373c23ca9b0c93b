"""``plan``: a year planned, agreed on and decided by commands; its table taken in, its papers printed."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.helpers.commands import dxdesk
from tests.helpers.town import Town

OF = ("--fiscal-year", "2027")


def test_a_year_is_planned_agreed_on_and_decided_by_commands(town: Town, tmp_path: Path) -> None:
    hr = town.hr
    assert dxdesk("plan", hr, "--json", code=1).error == "plan-off"
    dxdesk("uses", hr, "--on", "action-plan")
    assert dxdesk("plan", hr, *OF, "--json").json["step"] == "make-draft"
    dxdesk("plan", hr, "--make", "draft", *OF)
    assert dxdesk("plan", hr, "--make", "draft", *OF, "--json", code=1).error == "plan-there"
    wrong = dxdesk(
        "plan", hr, "--line", "new", "--name", "体験会", "--months", "令和10年4月", *OF, "--json", code=1
    )
    assert wrong.error == "plan-month-outside"
    line = (
        "--name",
        "体験会",
        "--times",
        "2",
        "--months",
        "5月、10月",
        "--yen",
        "40000",
        "--by-it",
        "会場のPC",
    )
    found = dxdesk("plan", hr, "--line", "new", *line, *OF, "--json").json
    (one,) = found["versions"]["draft"]["lines"]
    assert (one["months"], one["yen"], one["by_it"]) == (["2027-05", "2027-10"], 40_000, "会場のPC")
    decided = ("--decided", "2020-01-01", "--number", "8総人第1号")
    assert dxdesk("plan", hr, *decided, *OF, "--json", code=1).error == "plan-not-consulted"
    assert dxdesk("plan", hr, "--number", "1", *OF, code=2).out == "", "said to no purpose"
    dxdesk("export", hr, "plan", "--out", tmp_path, *OF)
    (path,) = tmp_path.glob("年度計画_*.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "費用(円)" for cell in row))
    sheet.cell(head[0].row + 1, next(cell.column for cell in head if cell.value == "費用(円)"), 45_000)
    book.save(path)
    shown = dxdesk("import", hr, path, "--kind", "plan", "--dry-run", "--json").json["files"][0]
    assert [(one["before"], one["after"]) for one in shown["changes"]] == [("40,000円", "45,000円")]
    assert "40,000円 → 45,000円" in dxdesk("import", hr, path, "--kind", "plan", "--dry-run").out
    done = dxdesk("import", hr, path, "--kind", "plan", "--json").json["files"][0]
    assert (done["outcome"], done["updated"]) == ("applied", 1)
    for kind in ("action-plan", "budget-request"):
        dxdesk("report", hr, kind, "--out", tmp_path / f"{kind}.pdf", *OF)
        assert (tmp_path / f"{kind}.pdf").read_bytes().startswith(b"%PDF")


def test_what_feeds_a_plan_is_added_by_commands_and_its_table_refuses_what_is_not_there(
    town: Town, tmp_path: Path
) -> None:
    hr = town.hr
    for use in ("action-plan", "training", "staffing", "aims"):
        dxdesk("uses", hr, "--on", use)
    dxdesk("plan", hr, "--make", "draft", *OF)
    refused = dxdesk("plan", hr, "--add", "policy", *OF, "--json", code=1)
    assert refused.error == "plan-policy-none"
    dxdesk("courses", hr, "--take", "nakano")
    assert "20行を加えました" in dxdesk("plan", hr, "--add", "policy", *OF).out
    found = dxdesk("plan", hr, *OF, "--json").json
    lines = found["versions"]["draft"]["lines"]
    assert len(lines) == 20
    assert all(one["by_policy"] and one["needed"] is None for one in lines)
    assert found["targets"] == []
    dxdesk("plan", hr, "--line", "L01", "--heads", "2", "--means", "外部委託", *OF)
    dxdesk("export", hr, "plan", "--out", tmp_path, *OF)
    (path,) = tmp_path.glob("年度計画_*.xlsx")
    again = dxdesk("import", hr, path, "--kind", "plan", "--dry-run", "--json").json["files"][0]
    assert again["outcome"] == "unchanged", "what was written is read as it stands"
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "目標コード" for cell in row))
    column = next(cell.column for cell in head if cell.value == "目標コード")
    sheet.cell(head[0].row + 1, column, "どこにもない")
    book.save(path)
    wrong = dxdesk("import", hr, path, "--kind", "plan", "--dry-run", "--json", code=1).json["files"][0]
    (error,) = wrong["errors"]
    assert error["code"] == "plan-target-unknown"
    assert error["found"] == "どこにもない"


def test_a_figure_of_the_policys_period_says_until_when(town: Town) -> None:
    for one in ("action-plan", "aims"):
        dxdesk("uses", town.hr, "--on", one)
    dxdesk("targets", town.hr, "--take", "govtech-tokyo", *OF)
    listed = dxdesk("targets", town.hr, *OF, "--json").json["targets"]
    until = {one["code"]: one["until"] for one in listed}
    later = {code for code, year in until.items() if year}
    assert later, "the policy has figures for its period"
    found = dxdesk("plan", town.hr, *OF, "--json").json["targets"]
    assert {one["code"] for one in found} == until.keys()
    for one in found:
        assert bool(one["period"]) == (one["code"] in later), one
        assert not (one["planned"] and one["code"] in later), "a period's figure is not the year's"
    told = dxdesk("plan", town.hr, *OF).out
    assert all(f"期間の目標 {one['period']}" in told for one in found if one["code"] in later)


def test_a_periods_figure_is_divided_onto_years_only_as_a_suggestion(town: Town) -> None:
    dxdesk("uses", town.hr, "--on", "aims")
    dxdesk("targets", town.hr, "--take", "govtech-tokyo", *OF)
    listed = dxdesk("targets", town.hr, *OF, "--json").json["targets"]
    before = {one["code"]: one["plan"] for one in listed}
    code = next(one["code"] for one in listed if one["until"] and one["unit"] == "%" and one["plan"])
    found = dxdesk("targets", town.hr, "--divide", code, "--json").json["divided"]
    figures = [float(one) for _, one in sorted(found["years"].items())]
    assert figures == sorted(figures)
    assert 0 < figures[0] <= figures[-1] < float(before[code])
    after = dxdesk("targets", town.hr, *OF, "--json").json["targets"]
    assert {one["code"]: one["plan"] for one in after} == before, "nothing was kept"
    each = next(one["code"] for one in listed if one["per_section"] and one["until"])
    assert "target-not-divided" in dxdesk("targets", town.hr, "--divide", each, "--json", code=1).out
