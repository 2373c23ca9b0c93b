"""Taking files in by command: shapes, exit codes, tables, previews, undo."""

from __future__ import annotations

import json
import re
from pathlib import Path

from dxdesk import paths
from dxdesk.cli.exchange import TABLES
from dxdesk.usecases.frameworks.versions import preset_codes
from dxdesk.usecases.inbox.tables import _WORK
from tests.helpers.commands import dxdesk
from tests.helpers.town import (
    CHIEF,
    KEN,
    MISAKI,
    SKILL,
    STAFF,
    Town,
    write_roster,
)

FILE_KEYS = {
    *(
        "path",
        "kind",
        "receipt",
        "outcome",
        "added",
        "updated",
        "unchanged",
        "conflicts",
        "errors",
        "notices",
    ),
}
ERROR_KEYS = {"code", "sheet", "cell", "found", "message", "fix"}


def test_an_import_has_the_shape_of_the_contract(town: Town) -> None:
    bad = town.fill(MISAKI, "2〜3")
    done = town.take(town.hr, town.fill(KEN), bad, code=1)
    assert set(done.json) == {"files"}
    assert all(set(file) == FILE_KEYS for file in done.json["files"])
    assert done.outcomes == ["applied", "refused"]
    taken, refused = done.json["files"]
    assert taken["kind"] == "form"
    assert taken["receipt"] > 0
    assert refused["receipt"] == 0
    assert set(refused["errors"][0]) == ERROR_KEYS
    error = refused["errors"][0]
    assert (error["code"], error["sheet"], error["found"]) == ("level-unreadable", "DXスキル申告票", "2〜3")
    assert error["cell"].startswith("F")


def test_a_preview_changes_nothing(town: Town) -> None:
    before = dxdesk("dump", town.hr, "--json").json["state_digest"]
    filled = town.fill(KEN)
    done = town.take(town.hr, filled, more=("--dry-run",))
    assert done.outcomes == ["applied"]
    assert done.json["files"][0]["receipt"] == 0
    assert dxdesk("dump", town.hr, "--json").json["state_digest"] == before
    assert town.take(town.hr, filled).outcomes == ["applied"]


def test_an_import_is_undone_and_revived(town: Town) -> None:
    before = dxdesk("dump", town.hr, "--json").json["state_digest"]
    filled = town.fill(KEN)
    receipt = town.take(town.hr, filled).json["files"][0]["receipt"]
    after = dxdesk("dump", town.hr, "--json").json["state_digest"]
    done = dxdesk("undo", town.hr, receipt, "--json").json
    assert (done["receipt"], done["live"]) == (receipt, False)
    assert dxdesk("dump", town.hr, "--json").json["state_digest"] == before
    assert dxdesk("undo", town.hr, receipt, "--json", code=1).error == "receipt-undone"
    assert dxdesk("undo", town.hr, 999, "--json", code=1).error == "receipt-unknown"
    town.take(town.hr, filled)
    assert dxdesk("dump", town.hr, "--json").json["state_digest"] == after


def test_a_folder_without_workbooks_is_refused_plainly(town: Town) -> None:
    empty = town.folder / "空"
    empty.mkdir()
    assert dxdesk("import", town.hr, empty, "--json", code=1).error == "nothing-found"


def test_a_numeric_employee_number_waits_for_accept(town: Town) -> None:
    short = tuple((row[0].lstrip("0"), *row[1:]) for row in STAFF)
    roster = write_roster(town.folder / "短い番号.csv", short)
    done = town.take(town.hr, roster, code=1, more=("--kind", "roster"))
    errors = done.json["files"][0]["errors"]
    assert {error["code"] for error in errors} >= {"number-length"}
    assert "001003" in "".join(error["fix"] + error["message"] for error in errors)
    accepted = ("--kind", "roster", "--accept", "number-length")
    codes = {error["code"] for file in town.take(town.hr, roster, code=None, more=accepted).json["files"]
             for error in file["errors"]}  # fmt: skip
    assert "number-length" not in codes


def test_the_length_of_numbers_is_said_when_making_the_store_or_when_importing(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (("職員番号", "氏名"), (1003, "髙橋 美咲"), (1004, "葛城 健")):
        sheet.append(line)
    roster = tmp_path / "名簿.xlsx"
    book.save(roster)
    new = ("--role", "hr", "--municipality", "999997", "検証区")
    accepting = ("--kind", "roster", "--accept", "number-not-text", "--json")

    first = tmp_path / "人事1.dxdesk"
    dxdesk("new", first, *new)
    refused = dxdesk("import", first, roster, *accepting, code=1).json["files"][0]
    assert [error["code"] for error in refused["errors"]] == ["digits-unknown"]
    assert dxdesk("import", first, roster, *accepting, "--digits", 6).outcomes == ["applied"]
    assert dxdesk("import", first, roster, *accepting).outcomes == ["unchanged"], "the length is remembered"

    second = tmp_path / "人事2.dxdesk"
    dxdesk("new", second, *new, "--digits", 6)
    assert dxdesk("import", second, roster, *accepting).json["files"][0]["added"] == 2
    dxdesk("new", tmp_path / "個人.dxdesk", "--role", "personal", *new[2:], "--digits", 6, code=2)
    dxdesk("import", second, roster, "--kind", "attendance", "--digits", 6, code=2)


def test_people_read_the_code_that_accept_takes_and_what_became_of_it(town: Town) -> None:
    roster = town.folder / "全角.csv"
    text = write_roster(roster).read_text(encoding="utf-8-sig")
    roster.write_text(text.replace(f"\n{KEN},", "\n００１００４,"), encoding="utf-8")
    words = ("import", town.hr, roster, "--kind", "roster")
    refused = dxdesk(*words, code=1).out
    assert "承認してもう一度取り込んでください。 [number-full-width]" in refused
    accepted = dxdesk(*words, "--accept", "number-full-width").out
    assert f"職員番号を「{KEN}」として取り込みました。" in accepted
    assert "承認してもう一度" not in accepted


def test_headers_of_another_system_are_said_once_and_remembered(tmp_path: Path) -> None:
    store = tmp_path / "人事.dxdesk"
    dxdesk("new", store, "--role", "hr", "--municipality", "999997", "検証区")
    roster = write_roster(tmp_path / "名簿.csv")
    text = roster.read_text(encoding="utf-8-sig")
    roster.write_text(text.replace("職員番号", "コード甲", 1).replace("氏名", "名称乙", 1), encoding="utf-8")
    words = ("import", store, roster, "--kind", "roster", "--json")
    assert dxdesk(*words, code=1).outcomes == ["refused"]
    mapping = tmp_path / "対応.json"
    mapping.write_text(json.dumps({"職員番号": "コード甲", "氏名": "名称乙"}), encoding="utf-8")
    assert dxdesk(*words, "--mapping", mapping).outcomes == ["applied"]
    assert dxdesk(*words).outcomes == ["unchanged"]
    mapping.write_text("[]", encoding="utf-8")
    assert dxdesk(*words, "--mapping", mapping, code=1).error == "mapping-shape"


def test_a_roster_import_is_previewed_and_undone(town: Town) -> None:
    moved = (*STAFF[:-1], (*STAFF[-1][:3], "130100", "区民課", *STAFF[-1][5:]))
    roster = write_roster(town.folder / "異動.csv", moved)
    preview = town.take(town.hr, roster, more=("--kind", "roster", "--dry-run")).json["files"][0]
    assert (preview["outcome"], preview["updated"], preview["receipt"]) == ("applied", 1, 0)
    done = town.take(town.hr, roster, more=("--kind", "roster")).json["files"][0]
    assert done["updated"] == 1
    dxdesk("undo", town.hr, done["receipt"])
    assert town.take(town.hr, roster, more=("--kind", "roster", "--dry-run")).json["files"][0]["updated"] == 1


def test_attendance_and_examinations_come_in_as_tables_and_reach_the_form(town: Town) -> None:
    courses = town.folder / "受講.csv"
    courses.write_bytes(f"職員番号,研修名,受講日,結果\r\n{KEN},データ研修,R8.6.3,修了\r\n".encode("cp932"))
    done = town.take(town.hr, courses, more=("--kind", "attendance"))
    assert done.json["files"][0]["added"] == 1
    unknown = town.folder / "資格.csv"
    unknown.write_text("職員番号,試験名,合格日\n009999,ITパスポート試験,2026-10-01\n", encoding="utf-8")
    done = town.take(town.hr, unknown, code=1, more=("--kind", "qualifications"))
    assert done.json["files"][0]["errors"][0]["code"] == "employee-unknown"
    receipt = town.take(town.hr, courses, more=("--kind", "attendance")).json["files"][0]
    assert receipt["outcome"] == "unchanged"


def test_a_survey_waits_for_an_office_that_uses_indicators(town: Town) -> None:
    done = dxdesk("import", town.hr, town.folder / "職員名簿.csv", "--kind", "survey", "--json", code=1)
    assert done.json["files"][0]["errors"][0]["code"] == "aims-off"


def test_a_framework_goes_out_to_be_worded_and_comes_back(town: Town) -> None:
    out = town.folder / "体系"
    done = dxdesk("export", town.hr, "framework", "--out", out, "--json")
    editable = next(Path(file) for file in done.json["files"] if "編集用" in file)
    same = town.take(town.hr, editable, more=("--kind", "framework"))
    assert same.outcomes == ["unchanged"]
    templates = dxdesk("export", town.hr, "templates", "--out", town.folder / "様式", "--json").json["files"]
    assert len([file for file in templates if "編集用" in file]) == len(preset_codes())


def test_a_roster_is_not_taken_for_one_of_our_workbooks(town: Town) -> None:
    """Somebody drops the CSV of the personnel system in and forgets to say what it is."""
    csv_file = town.folder / "職員名簿.csv"
    error = town.take(town.hr, csv_file, code=1).json["files"][0]["errors"][0]
    assert error["code"] == "table-kind-needed"
    assert "--kind roster" in error["fix"]
    assert "「名簿」" in error["fix"]
    assert "Excel ブック" not in error["message"] + error["fix"]
    assert town.take(town.hr, csv_file, more=("--kind", "roster")).outcomes == ["unchanged"]


def test_create_makes_the_store_a_form_is_addressed_to(town: Town) -> None:
    own = town.store(KEN)
    done = dxdesk("import", own, town.form(KEN), "--create", "--json", passphrase="")
    assert done.outcomes == ["applied"]
    assert dxdesk("status", own, "--json", passphrase="").json["role"] == "personal"
    assert set(done.json) == {"files", "made_from"}
    again = dxdesk("import", own, town.form(KEN), "--create", "--json", passphrase="")
    assert again.outcomes == ["unchanged"]


def test_create_says_whose_code_is_to_be_compared(town: Town) -> None:
    """HR's, whoever made the form; and that HR has not confirmed a section's key yet."""
    hr = dxdesk("keys", town.hr, "list", "--json").json["keys"]
    code = next(key["spoken_code"] for key in hr if key["own"])
    said = dxdesk("import", town.store(KEN), town.form(KEN), "--create", passphrase="").out
    assert f"人事課の確認コード: {code}" in said
    assert "まだこの所属の鍵を確かめていません" not in said
    section, out = town.store(CHIEF), town.folder / "所属から"
    dxdesk("import", section, town.package(CHIEF), "--create")
    dxdesk("export", section, "forms", "--out", out)
    form = next(path for path in out.rglob("*.xlsx") if MISAKI in path.name)
    said = dxdesk("import", town.store(MISAKI), form, "--create", passphrase="", code=3).out
    assert f"人事課の確認コード: {code}" in said
    assert "まだこの所属の鍵を確かめていません" in said


def test_create_prefers_the_package_of_a_batch_and_takes_the_rest(town: Town) -> None:
    filled = town.fill(KEN)
    batch = town.folder / "届いたもの"
    batch.mkdir()
    for file in (filled, town.package(CHIEF)):
        (batch / file.name).write_bytes(file.read_bytes())
    done = dxdesk("import", town.store(CHIEF), batch, "--create", "--json")
    assert done.outcomes == ["applied", "applied"]
    assert {file["kind"] for file in done.json["files"]} == {"section_package", "form"}


def test_create_without_anything_to_make_it_of_leaves_nothing(town: Town) -> None:
    store = town.folder / "新しい.dxdesk"
    out = town.folder / "結果"
    dxdesk("export", town.hr, "summary", "--out", out, code=None)
    words = ("import", store, town.folder / "職員名簿.csv", "--create", "--json")
    assert dxdesk(*words, code=1).json["error"]["code"]
    assert not store.exists()


def test_create_with_a_touched_package_leaves_no_store(town: Town) -> None:
    from openpyxl import load_workbook

    package = town.package(CHIEF)
    book = load_workbook(package)
    sheet = book.worksheets[0]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == "葛\U000e0100城 健")
    cell.value = "別の人"
    book.save(package)
    done = dxdesk("import", town.store(CHIEF), package, "--create", "--json", code=1)
    assert done.json["error"]["cell"] == cell.coordinate
    assert not town.store(CHIEF).exists()


def test_a_json_answer_is_saved_as_a_draft_and_handed_in(town: Town) -> None:
    own = town.store(KEN)
    dxdesk("import", own, town.form(KEN), "--create", passphrase="")
    answers = town.folder / "答え.json"
    answers.write_text(
        json.dumps(
            {"levels": {SKILL: "LV2", "業務改革": 1}, "evidence": {SKILL: "=SUM(A1)"}, "comment": "\u3000"}
        ),
        encoding="utf-8",
    )
    done = dxdesk("answer", own, "--from", answers, "--json", passphrase="").json
    assert (done["items"], done["answered"]) == (8, 2)
    assert done["notices"][0]["code"] == "partly-answered"
    handed = dxdesk("submit", own, "--out", town.folder / "提出", "--json", passphrase="").json
    assert Path(handed["file"]).name.endswith(f"_{KEN}_回答.xlsx")
    again = dxdesk("submit", own, "--out", town.folder / "提出", passphrase="").out
    assert "検証 一郎さん(区民課) へ送ってください" in again
    assert town.take(town.hr, Path(handed["file"])).outcomes == ["applied"]
    back = dxdesk("withdraw", own, "--out", town.folder / "取下げ", "--json", passphrase="").json
    first = dxdesk("import", town.hr, Path(handed["file"]), "--dry-run").out.splitlines()[0]
    assert "(取下げ)" not in first
    first = dxdesk("import", town.hr, Path(back["file"])).out.splitlines()[0]
    assert "(取下げ): 取り込みました" in first
    assert dxdesk("status", town.hr, "--json").json["states"]["withdrawn"] == 1


def test_answers_that_do_not_fit_are_refused_whole(town: Town) -> None:
    own = town.store(KEN)
    dxdesk("import", own, town.form(KEN), "--create", passphrase="")
    answers = town.folder / "答え.json"
    cases: tuple[tuple[object, str], ...] = (
        ({"levels": {SKILL: 9}}, "level-outside-scale"),
        ({"levels": {"料理": 1}}, "item-unknown"),
        ({"levels": [1]}, "answers-unreadable"),
        ([], "answers-unreadable"),
    )
    for document, code in cases:
        answers.write_text(json.dumps(document), encoding="utf-8")
        assert dxdesk("answer", own, "--from", answers, "--json", passphrase="", code=1).error == code
    for depth in (60, 900, 100_000):
        answers.write_text('{"levels": ' + "[" * depth + "]" * depth + "}", encoding="utf-8")
        done = dxdesk("answer", own, "--from", answers, "--json", passphrase="", code=1)
        assert done.error == "answers-unreadable"
    answers.write_text("{", encoding="utf-8")
    assert (
        dxdesk("answer", own, "--from", answers, "--json", passphrase="", code=1).error
        == "answers-unreadable"
    )
    refused = dxdesk("submit", own, "--out", town.folder, "--json", passphrase="", code=1)
    assert refused.error == "form-blank"


def test_what_a_person_should_know_is_in_the_json_too(town: Town) -> None:
    """A form with a blank level is taken in, and told; a program reads the same as a person."""
    filled = town.fill(KEN, "")
    (file,) = town.take(town.hr, filled).json["files"]
    assert (file["outcome"], file["errors"]) == ("applied", [])
    assert [set(notice) for notice in file["notices"]] == [ERROR_KEYS]
    assert file["notices"][0]["code"] == "partly-answered"
    assert file["notices"][0]["found"] == SKILL


def test_a_preview_says_what_would_happen(town: Town) -> None:
    filled, bad = town.fill(KEN), town.fill(MISAKI, "2〜3")
    out = dxdesk("import", town.hr, filled, bad, "--dry-run", code=1).out
    assert "取り込むと、反映されます" in out
    assert "取り込めません" in out
    assert "試しただけで、何も変えていません。" in out
    assert "取り込みました" not in out
    assert "取り込みました" in dxdesk("import", town.hr, filled).out
    assert "取り込んでも、変わりはありません" in dxdesk("import", town.hr, filled, "--dry-run").out


UNDERSTANDING_KEYS = {
    *("sheet", "sheets", "header_rows", "columns", "lines", "people", "without"),
    *("hidden", "struck", "merged", "lacking", "candidates"),
}


def test_how_a_table_was_read_is_said_before_anything_is_taken(tmp_path: Path) -> None:
    from openpyxl import Workbook

    store = tmp_path / "人事.dxdesk"
    dxdesk("new", store, "--role", "hr", "--municipality", "999997", "検証区")
    head, *people = (
        ("職員CD", "漢字氏名", "配置職場", "病歴"),
        ("001003", "髙橋 美咲", "企画課", "ひみつ"),
        ("001004", "葛城 健", "企画課", ""),
        ("001005", "検証 太郎", "総務課", ""),
    )
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in (("企画部", people[:2]), ("総務部", people[2:])):
        sheet = book.create_sheet(name)
        for row in (head, *rows):
            sheet.append(row)
    path = tmp_path / "名簿.xlsx"
    book.save(path)
    words = ("import", store, path, "--kind", "roster", "--json")
    asked = dxdesk(*words, "--preview", code=1).json["files"][0]
    assert set(asked) == {*FILE_KEYS, "understanding", "acceptable", "changes"}
    assert asked["acceptable"] == ["section-column-missing", "sheets-alike"]
    seen = asked["understanding"]
    assert set(seen) == UNDERSTANDING_KEYS
    assert {error["code"] for error in asked["errors"]} == {"sheets-alike", "section-column-missing"}
    assert [(s["name"], s["taken"], s["alike"]) for s in seen["sheets"]] == [
        ("企画部", True, True),
        ("総務部", False, True),
    ]
    assert (seen["people"], seen["without"]["section"], seen["candidates"]) == (
        2,
        2,
        {"section-column-missing": ["配置職場"]},
    )
    assert [column["meaning"] for column in seen["columns"]] == ["number", "name", "", ""]
    assert "ひみつ" not in json.dumps(seen, ensure_ascii=False)

    mapping = tmp_path / "対応.json"
    mapping.write_text(json.dumps({"所属名": "配置職場"}), encoding="utf-8")
    taking = (*words, "--mapping", mapping)
    assert (
        dxdesk(*taking, "--sheet", "企画部", "--sheet", "総務部", "--preview").json["files"][0]["added"] == 3
    )
    assert dxdesk(*taking, "--all-sheets").json["files"][0]["added"] == 3
    again = dxdesk(*words, "--all-sheets").json["files"][0]
    assert again["outcome"] == "unchanged"
    assert [column["remembered"] for column in again["understanding"]["columns"]] == [
        False,
        False,
        True,
        False,
    ]
    told = dxdesk(*words[:-1], "--all-sheets").out
    assert "シート「企画部、総務部」の1行目が見出し、3行、職員3人" in told
    assert "配置職場→所属名(前に決めた対応)" in told
    assert "使わない列: 病歴" in told
    forgotten = dxdesk(*words, "--all-sheets", "--forget-mapping", code=1).json["files"][0]
    assert [error["code"] for error in forgotten["errors"]] == ["section-column-missing"]


def test_a_table_that_lacks_a_needed_column_says_how_it_was_read(tmp_path: Path) -> None:
    store = tmp_path / "人事.dxdesk"
    dxdesk("new", store, "--role", "hr", "--municipality", "999997", "検証区")
    roster = tmp_path / "名簿.csv"
    roster.write_text("整理番号,漢字,所属\n001003,髙橋 美咲,企画課\n", encoding="utf-8")
    found = dxdesk("import", store, roster, "--kind", "roster", "--json", code=1).json["files"][0]
    assert {error["code"] for error in found["errors"]} == {"header-missing"}
    assert found["understanding"]["candidates"] == {"number-column-missing": ["整理番号"]}


def test_sheets_belong_to_tables_and_are_named_or_all(town: Town) -> None:
    roster = write_roster(town.folder / "名簿.csv")
    dxdesk("import", town.hr, roster, "--all-sheets", code=2)
    dxdesk("import", town.hr, roster, "--kind", "roster", "--sheet", "名簿", "--all-sheets", code=2)
    dxdesk("import", town.hr, roster, "--forget-mapping", code=2)


def test_a_list_of_courses_side_by_side_is_asked_and_answered_by_command(town: Town) -> None:
    """The office marks with ○ who was there; HR says once what that means, and from how many points on."""
    table = town.folder / "受講一覧.csv"
    table.write_text(
        f"職員番号,氏名,情報セキュリティ研修 R8.6.3,文書研修\n{KEN},,○,\n{MISAKI},,欠席,○\n", encoding="utf-8"
    )
    kind = ("--kind", "attendance")
    asked = town.take(town.hr, table, code=1, more=(*kind, "--dry-run"))
    (file,) = asked.json["files"]
    assert [error["code"] for error in file["errors"]] == ["result-unclear"]
    assert file["understanding"]["list"]["matrix"] == {"courses": 2, "people": 2}
    assert file["understanding"]["list"]["words"] == [
        {"word": "○", "column": "course", "cell": "2行C列", "lines": 2}
    ]
    told = dxdesk("import", town.hr, table, *kind, code=1)
    assert "研修ごとの列: 2研修 × 2人" in told.out
    assert "意味の分からない言葉: ○(2行)" in told.out
    done = town.take(town.hr, table, more=(*kind, "--word", "○=attended"))
    assert done.json["files"][0]["added"] == 3
    again = town.take(town.hr, table, more=kind)
    assert again.outcomes == ["unchanged"], "the answer is remembered"

    points = town.folder / "令和8年度 法務研修 受講者名簿.csv"
    points.write_text(f"職員番号,得点\n{KEN},83\n{MISAKI},57\n", encoding="utf-8")
    refused = town.take(town.hr, points, code=1, more=kind)
    codes = [error["code"] for error in refused.json["files"][0]["errors"]]
    assert codes == ["course-from-title", "pass-mark-missing"]
    more = (*kind, "--event", "法務研修", "--day", "2026/6/10", "--pass-mark", "60")
    assert town.take(town.hr, points, more=more).json["files"][0]["added"] == 1
    dxdesk("import", town.hr, points, *kind, "--word", "済", code=2)
    dxdesk("import", town.hr, points, "--kind", "roster", "--pass-mark", "60", code=2)


def test_every_table_that_can_be_taken_in_has_its_kind_in_the_command_and_in_the_manual() -> None:
    assert set(TABLES) == set(_WORK)
    manual = "\n".join(
        one.read_text("utf-8") for one in sorted((paths.resources_dir() / "manual").glob("*.md"))
    )
    told = set(re.findall(r"dxdesk import [^`]*--kind ([a-z]+)", manual))
    assert {"targets", "survey"} <= told <= set(TABLES)


def test_a_table_of_targets_by_command_says_what_changes_first(town: Town, tmp_path: Path) -> None:
    dxdesk("uses", town.hr, "--on", "aims")
    path = tmp_path / "目標.csv"
    path.write_text("コード,目標,単位,目標値\na,事例,件,20\n", "utf-8-sig")
    asked = ("import", town.hr, path, "--kind", "targets", "--fiscal-year", "2026")
    (seen,) = dxdesk(*asked, "--dry-run", "--json").json["files"]
    assert {"code": "a", "item": "事例 令和8年度 目標値", "before": "", "after": "20"} in seen["changes"]
    assert [one["code"] for one in seen["notices"]] == ["target-year-taken"]
    assert "a 事例 令和8年度 目標値: 20" in dxdesk(*asked, "--dry-run").out
    assert dxdesk("targets", town.hr, "--json").json["targets"] == []
    assert dxdesk(*asked, "--json").json["files"][0]["outcome"] == "applied"
    (found,) = dxdesk("targets", town.hr, "--fiscal-year", "2026", "--json").json["targets"]
    assert (found["plan"], found["basis"]) == ("20", "hand")
    path.write_text("コード,目標値\na,25\n", "utf-8-sig")
    assert "header-missing" in str(dxdesk(*asked, "--json", code=1).json)
    path.write_text("コード,目標,目標値\na,,25\n", "utf-8-sig")
    assert "a 事例 令和8年度 目標値: 20 → 25" in dxdesk(*asked, "--dry-run").out
