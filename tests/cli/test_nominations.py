"""選任 by command on a real store: off, begun, asked, reported, appointed, taken back, printed."""

from __future__ import annotations

from pathlib import Path

from dxdesk.excel.writing import locked_bytes
from tests.helpers import nominating as n
from tests.helpers.commands import dxdesk
from tests.helpers.town import KEN, MISAKI, Town

YEAR = ("--fiscal-year", "2030")


def test_a_round_from_off_to_the_list_of_who_is_appointed(town: Town, tmp_path: Path) -> None:
    refused = dxdesk("nominations", town.hr, "--json", code=1).json["error"]
    assert refused["code"] == "nomination-off"
    dxdesk("uses", town.hr, "--on", "nomination")
    assert dxdesk("nominations", town.hr).out == "選任はまだありません。\n"
    assert "--begin" in dxdesk("nominations", town.hr, "--number", "2", code=2).err
    assert "--fiscal-year" in dxdesk("nominations", town.hr, "--begin", "dx-promoter", code=2).err
    wrong = dxdesk("nominations", town.hr, *YEAR, "--begin", "all-staff", "--json", code=1).json["error"]
    assert wrong["code"] == "persona-unknown"
    assert "dx-promoter" in wrong["fix"]
    unread = dxdesk(
        "nominations", town.hr, *YEAR, "--begin", "dx-promoter", "--deadline", "来月", "--json", code=1
    ).json["error"]
    assert (unread["code"], unread["fix"]) == (
        "date-unreadable",
        "R8.4.1 か 2026-04-01 のように書いてください。",
    )
    due = ("--deadline", "R12.2.26")
    begun = dxdesk("nominations", town.hr, *YEAR, "--begin", "dx-promoter", "--notice", *due, "--json").json
    (found,) = begun["rounds"]
    assert found["deadline"] == "2030-02-26"
    assert (found["code"], found["first_day"]) == ("2030-dx-promoter", "2030-04-01")
    assert found["missing"] == [section["code"] for section in found["sections"]]
    assert "まだ選任のない所属" in dxdesk("nominations", town.hr).out

    sent = dxdesk("export", town.hr, "nominations", "--out", tmp_path / "依頼", "--json").json
    requests = [Path(name) for name in sent["files"]]
    words = ("nomination", town.hr, "2030-dx-promoter", "--json", "--candidates")
    listed = {code: dxdesk(*words, code).json["candidates"] for code in found["missing"]}
    people = {code: {one["employee_number"]: one["name"] for one in found} for code, found in listed.items()}
    section = next(code for code in people if KEN in people[code])
    names = people[section]
    assert MISAKI in names
    path = next(path for path in requests if f"_{section} " in path.name)
    report = n.fill(path, tmp_path / "報告.xlsx", n.line(KEN, names[KEN]))
    words = ("import", town.hr, "--dry-run", "--json")
    locked = tmp_path / "報告_施錠.xlsx"
    locked.write_bytes(locked_bytes(report.read_bytes(), "ひみつ1"))
    password = tmp_path / "パスワード.txt"
    password.write_text("ひみつ1\n", encoding="utf-8")
    opened = dxdesk(*words, locked, "--file-password-file", password).json["files"][0]
    assert (opened["outcome"], opened["added"]) == ("applied", 1)
    seen = dxdesk("import", town.hr, report, "--dry-run", "--json").json["files"][0]
    done = dxdesk("import", town.hr, report, "--json").json["files"][0]
    assert (seen["outcome"], done["outcome"], done["added"]) == ("applied", "applied", 1)

    unknown = dxdesk("nomination", town.hr, "2030-dx-promoter", "--appoint", MISAKI, "--json", code=1)
    assert unknown.json["error"]["code"] == "nominee-unknown"
    own = ("--document-number", "12検人第3号", "--approved-on", "R12.3.2")
    decided = dxdesk("nomination", town.hr, "2030-dx-promoter", "--appoint", "all", *own, "--json").json
    (person,) = (one for found in decided["sections"] for one in found["people"])
    assert (person["document_number"], person["approved_on"]) == ("12検人第3号", "2030-03-02")
    assert decided["document_number"] == "", "of the decision, and not of the round"
    assert decided["decided"]["count"] == 1
    assert section not in decided["missing"]
    assert dxdesk("undo", town.hr, done["receipt"], "--json", code=1).json["error"]["code"] == "undo-blocked"
    out = dxdesk("export", town.hr, "appointments", "--out", tmp_path / "名簿", *YEAR, "--json").json
    assert [Path(name).name for name in out["files"]] == ["選任名簿_R12.xlsx"]
    changes = ("--document-number", "12検人第9号", "--approval", "部長決裁", "--approved-on", "2030-03-28")
    changed = dxdesk("nomination", town.hr, "2030-dx-promoter", "--number", "2", *changes, "--json").json
    assert (changed["number"], changed["document_number"]) == (2, "12検人第9号")
    assert "一緒には" in dxdesk("nomination", town.hr, "2030-dx-promoter", "--close", *changes, code=2).err
    for kind in ("appointments", "nomination-notice"):
        dxdesk("report", town.hr, kind, *YEAR, "--out", tmp_path / f"{kind}.pdf")
        assert (tmp_path / f"{kind}.pdf").read_bytes().startswith(b"%PDF")
    checked = dxdesk("verify", town.hr, "--json")
    assert checked.json["sound"], "the ledgers and the audit agree on all of it"
    back = dxdesk("nomination", town.hr, "2030-dx-promoter", "--take-back", KEN, "--json").json
    assert back["decided"]["count"] == 1
    dxdesk("undo", town.hr, done["receipt"])
    closed = dxdesk("nomination", town.hr, "2030-dx-promoter", "--close", "--json").json
    assert (closed["closed"], closed["missing"]) == (True, [])
