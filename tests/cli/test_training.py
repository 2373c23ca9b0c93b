"""The training ledger by command on a real store: off, switched on, filled, counted, taken back."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from tests.helpers.commands import dxdesk
from tests.helpers.town import KEN, MISAKI, Town

YEAR = ("--fiscal-year", "2025")
"""A year before the town's first one: whenever the test is run, its days are past."""


def table(path: Path, *rows: Sequence[str]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def test_the_ledger_from_off_to_who_is_missing(town: Town) -> None:
    for words in (("courses", town.hr), ("missing", town.hr), ("course", town.hr, "a", "--name", "研修")):
        refused = dxdesk(*words, "--json", code=1).json["error"]
        assert refused["code"] == "training-off"
        assert "使う機能" in refused["fix"]
    dxdesk("uses", town.hr, "--on", "training")
    assert dxdesk("missing", town.hr).out == "必須の研修をまだ修了していない人はいません。\n"

    catalogue = table(
        town.folder / "研修一覧.csv",
        ("研修コード", "研修名", "必須の対象", "時間数"),
        ("a", "情報セキュリティ研修", "全職員", "2時間"),
        ("b", "RPA体験会", "", ""),
    )
    turns = table(
        town.folder / "研修の回.csv",
        ("研修名", "回", "年度"),
        ("情報セキュリティ研修", "通年", "令和7年度"),
    )
    for path, kind, added in ((catalogue, "catalogue", 2), (turns, "sessions", 1)):
        seen = dxdesk("import", town.hr, str(path), "--kind", kind, "--dry-run", "--json").json["files"][0]
        done = dxdesk("import", town.hr, str(path), "--kind", kind, "--json").json["files"][0]
        assert (seen["outcome"], done["outcome"], done["added"]) == ("applied", "applied", added)
        again = dxdesk("import", town.hr, str(path), "--kind", kind, "--json").json["files"][0]
        assert (again["outcome"], again["receipt"]) == ("unchanged", done["receipt"])
    found = {one["code"]: one for one in dxdesk("courses", town.hr, *YEAR, "--json").json["courses"]}
    security, rpa = found["a"], found["b"]
    assert (security["state"], security["times"], security["hours"]) == ("counted", 1, 2)
    assert security["asked"] == security["missing"] > 2
    assert security["audience"] == [{"persona": "", "grade": "", "need": "required", "label": "必須"}]
    assert (rpa["state"], rpa["attending_percent"]) == ("not-offered", None), "never 0 %"
    assert "RPA体験会: 提供なし" in dxdesk("courses", town.hr, *YEAR).out

    people = table(
        town.folder / "受講.csv",
        ("職員番号", "研修名", "受講日", "結果"),
        (KEN, "情報セキュリティ研修", "2025-06-01", "修了"),
        (MISAKI, "情報セキュリティ研修", "2025-06-01", "出席"),
    )
    town.take(town.hr, people, more=("--kind", "attendance"))
    missing = dxdesk("missing", town.hr, *YEAR, "--course", "a", "--json").json["missing"]
    assert len(missing) == security["asked"] - 1
    assert [one["employee_number"] for one in missing if one["attended"]] == [MISAKI]
    assert dxdesk("courses", town.hr, *YEAR, "--json").json["planned"] is False
    part = dxdesk("missing", town.hr, *YEAR, "--section", missing[0]["department_code"], "--json").json[
        "missing"
    ]
    assert 0 < len(part) < len(missing)
    assert dxdesk("course", town.hr, "a", "--name", "セキュリティ基礎", "--json").json["changed"] == 1
    renamed = next(
        one for one in dxdesk("courses", town.hr, *YEAR, "--json").json["courses"] if one["code"] == "a"
    )
    assert (renamed["name"], renamed["completed"]) == ("セキュリティ基礎", 1)
    apart = dxdesk("courses", town.hr, *YEAR, "--course", "a", "--by", "grade", "--json").json["groups"]
    assert sum(one["completed"] for one in apart) == 1
    assert sum(one["asked"] for one in apart) == security["asked"]
    for words in (("--by", "grade"), ("--course", "a"), ("--take", "x", "--employee", KEN)):
        dxdesk("courses", town.hr, *words, code=2)
    assert dxdesk("verify", town.hr, "--json").json["sound"]

    receipt = next(
        one["receipt"]
        for one in [dxdesk("import", town.hr, str(turns), "--kind", "sessions", "--json").json["files"][0]]
    )
    assert dxdesk("undo", town.hr, str(receipt), "--json").json["live"] is False
    left = next(
        one for one in dxdesk("courses", town.hr, *YEAR, "--json").json["courses"] if one["code"] == "a"
    )
    assert left["times"] == 0
    for words in ((), ("--end", "--name", "x")):
        dxdesk("course", town.hr, "a", *words, code=2)
    unknown = dxdesk("missing", town.hr, "--course", "x", "--json", code=1).json["error"]
    assert unknown["code"] == "course-code-unknown"
    refused = dxdesk("courses", town.hr, "--take", "ない", "--json", code=1).json["error"]
    assert refused["code"] == "catalogue-unknown"
    taken = dxdesk("courses", town.hr, "--take", "shinagawa", "--json").json
    assert taken["taken"]["added"] > 5
    assert {"skills", "courses", "planned", "fiscal_year", "names_of_two"} <= taken.keys()
