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
    dxdesk("import", town.hr, str(turns), "--kind", "sessions")
    for words in (("a/通年", "--turn", "前期"), ("a/前期", "--turn", "通年")):
        assert dxdesk("session", town.hr, *words, "--json").json["changed"] >= 1
    assert (
        dxdesk("session", town.hr, "a/通年", "--turn", "通年").out == "回「a/通年」: 変わりはありません。\n"
    )
    for words in (("a/通年", "--into", "a/通年"), ("a/通年", "--apart")):
        refused = dxdesk("session", town.hr, *words, "--json", code=1).json["error"]
        assert refused["code"] in {"session-merge-other", "session-not-merged"}
    for words in ((), ("--end", "--name", "x")):
        dxdesk("course", town.hr, "a", *words, code=2)
    for words in ((), ("--apart", "--turn", "x"), ("--into", "a/第2回", "--turn", "x")):
        dxdesk("session", town.hr, "a/第1回", *words, code=2)
    unknown = dxdesk("missing", town.hr, "--course", "x", "--json", code=1).json["error"]
    assert unknown["code"] == "course-code-unknown"
    refused = dxdesk("courses", town.hr, "--take", "ない", "--json", code=1).json["error"]
    assert refused["code"] == "catalogue-unknown"
    assert "まずLV1とLV2の研修" in dxdesk("courses", town.hr, "--take", "shinagawa").out
    taken = dxdesk("courses", town.hr, "--take", "setagaya", "--json").json
    assert taken["taken"]["added"] > 5
    assert {"skills", "courses", "planned", "fiscal_year", "names_of_two"} <= taken.keys()


def test_a_course_from_asking_sections_to_what_people_thought_of_it(town: Town) -> None:
    """The way of one session by command: forms out, back, seats, sheets, answers; verified and taken back."""
    dxdesk("uses", town.hr, "--on", "training")
    for kind, rows in (
        ("catalogue", (("研修コード", "研修名"), ("a", "情報セキュリティ研修"))),
        ("sessions", (("研修名", "回", "年度", "定員"), ("a", "第1回", "令和7年度", "1"))),
    ):
        town.take(town.hr, table(town.folder / f"{kind}.csv", *rows), more=("--kind", kind))
    out = town.folder / "申込票"
    written = dxdesk(
        "export", town.hr, "enrolment-forms", "--out", out, "--session", "a/第1回", "--json"
    ).json
    assert written["kind"] == "enrolment-forms"
    assert written["files"]
    asked = table(
        town.folder / "申込.csv",
        ("研修名", "回", "職員番号", "申込"),
        ("a", "第1回", KEN, "○"),
        ("a", "第1回", MISAKI, "○"),
    )
    (file,) = dxdesk("import", town.hr, str(asked), "--kind", "enrolment", "--json").json["files"]
    assert (file["kind"], file["added"]) == ("enrolment", 2)
    assert "session-short" in [one["code"] for one in file["notices"]]
    done = dxdesk("enrol", town.hr, "a/第1回", "--by-arrival", "--json").json
    assert (done["decided"], len(done["left"])) == ([], 2), "of one day nobody goes before the other"
    (same,) = done["notices"]
    assert same["code"] == "enrolment-same-day"
    assert KEN in same["fix"]
    assert MISAKI in same["fix"]
    done = dxdesk("enrol", town.hr, "a/第1回", "--employee", KEN, "--json").json
    assert len(done["decided"]) == len(done["left"]) == 1
    (session,) = dxdesk("enrolments", town.hr, "--json").json["sessions"]
    assert (session["seats"], session["asked"], session["enrolled"], session["short"]) == (1, 1, 1, 1)
    assert "受講決定" in dxdesk("enrolments", town.hr, "--session", "a").out
    waiting = done["left"][0]["employee_number"]
    passed = dxdesk("enrol", town.hr, "a", "--employee", waiting, "--decision", "passed", "--reason", "定員")
    assert "見送り" in passed.out
    course = dxdesk("courses", town.hr, *YEAR, "--json").json["courses"][0]
    assert (course["seats"], course["enrolment_asked"], course["enrolled"]) == (1, 0, 1)
    for kind in ("enrolment", "attendance"):
        assert dxdesk("export", town.hr, kind, "--out", town.folder / kind, *YEAR, "--json").json["files"]
    for kind in ("attendees", "sign-in"):
        dxdesk("report", town.hr, kind, "--out", town.folder / f"{kind}.pdf", "--session", "a/第1回")
    answers = table(
        town.folder / "回答.csv", ("氏名", "満足度"), *((f"人{score}", str(score)) for score in range(1, 6))
    )
    refused = dxdesk("import", town.hr, str(answers), "--kind", "questionnaire", "--json", code=1).json[
        "files"
    ][0]
    assert refused["errors"][0]["code"] == "session-missing"
    of = ("--kind", "questionnaire", "--session", "a/第1回")
    (file,) = dxdesk("import", town.hr, str(answers), *of, "--json").json["files"]
    assert file["added"] == 5
    (told,) = dxdesk("questionnaire", town.hr, "--json").json["sessions"]
    assert told["scored"] == [
        {"question": "満足度", "shown": True, "answers": 5, "mean": "3.00", "counts": [1, 1, 1, 1, 1]}
    ]
    assert "平均 3.00" in dxdesk("questionnaire", town.hr, "--session", "a").out
    dxdesk("export", town.hr, "questionnaire", "--out", town.folder / "集計")
    assert dxdesk("verify", town.hr, "--json").json["sound"]
    assert dxdesk("undo", town.hr, str(file["receipt"]), "--json").json["live"] is False
    assert dxdesk("questionnaire", town.hr).out == "アンケートの答えはありません。\n"
    for words in (
        ("enrol", town.hr, "a"),
        ("enrol", town.hr, "a", "--by-arrival", "--reason", "x"),
        ("export", town.hr, "roster", "--out", town.folder, "--session", "a"),
        ("import", town.hr, str(asked), "--session", "a"),
        ("import", town.hr, str(asked), "--kind", "enrolment", "--word", "x=y"),
    ):
        dxdesk(*words, code=2)


def test_a_list_of_attendance_is_told_which_session_it_is_of(town: Town) -> None:
    dxdesk("uses", town.hr, "--on", "training")
    for kind, rows in (
        ("catalogue", (("研修コード", "研修名"), ("a", "情報セキュリティ研修"))),
        ("sessions", (("研修名", "回", "開始日"), ("a", "第1回", "2025-06-01"))),
    ):
        town.take(town.hr, table(town.folder / f"{kind}.csv", *rows), more=("--kind", kind))
    people = table(town.folder / "出席.csv", ("職員番号", "結果"), (KEN, "修了"), (MISAKI, "欠席"))
    town.take(town.hr, people, more=("--kind", "attendance", "--session", "a/第1回"))
    course = dxdesk("courses", town.hr, *YEAR, "--json").json["courses"][0]
    assert (course["code"], course["attended"], course["completed"]) == ("a", 1, 1)
