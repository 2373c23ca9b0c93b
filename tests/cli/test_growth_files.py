"""成長記録 by command on a real store: off, written, refused by field, confirmed, corrected."""

from __future__ import annotations

from pathlib import Path

from dxdesk.usecases.growth_files.words import moment, when
from tests.helpers.commands import dxdesk
from tests.helpers.growth_files import WORK
from tests.helpers.town import KEN, Town
from tests.pdf.reading import text_of


def test_a_file_from_off_to_a_confirmed_entry(town: Town) -> None:
    words = ("evidence", town.hr, "--employee", KEN)
    assert dxdesk(*words, "--json", code=1).json["error"]["code"] == "growth-files-off"
    dxdesk("uses", town.hr, "--on", "growth-files")
    assert "成長記録はまだありません。" in dxdesk(*words).out
    said = ("--name", "窓口の見直し", "--role", "lead")
    assert "--add" in dxdesk(*words, *said, code=2).err
    wrong = dxdesk(
        *words, "--add", "experience", *said, "--from", "R6.4", "--until", "R5.4", "--json", code=1
    )
    assert wrong.json["error"]["code"] == "growth-ends-before-it-begins"
    assert wrong.json["error"]["cell"] == "終了"
    unread = dxdesk(*words, "--add", "experience", *said, "--from", "夏", "--json", code=1).json["error"]
    assert (unread["code"], unread["found"]) == ("growth-date", "夏")
    added = dxdesk(
        *words, "--add", "experience", *said, "--from", "令和6年4月", "--until", "2024-09", "--json"
    )
    (entry,) = added.json["entries"]
    assert (entry["from"], entry["until"], entry["worth"], entry["counts"]) == (
        *("2024-04", "2024-09"),
        *("unconfirmed", False),
    )
    assert added.json["months"] == 0
    uid = entry["id"]
    assert dxdesk(*words, "--confirm", uid, "--json", code=1).json["error"]["code"] == "growth-nothing-seen"
    seen = ("--seen", "辞令", "--seen-on", "R6.4.1", "--seen-number", "第12号")
    done = dxdesk(*words, "--confirm", uid, *seen, "--json").json
    assert (done["months"], done["months_lead"], done["unconfirmed"]) == (6, 6, 0)
    (finding,) = done["entries"][0]["findings"]
    assert (finding["answer"], finding["seen"]) == (
        "confirmed",
        {"kind": "辞令", "date": "2024-04-01", "number": "第12号"},
    )
    out = dxdesk(*words).out
    assert "通算6か月(うちリード6か月)" in out
    assert "実務経験: 窓口の見直し、リード、R6.4\u301cR6.9 [確認済 " in out
    assert "辞令 R6.4.1 第12号" in out
    corrected = dxdesk(*words, "--correct", uid, "--until", "2024-12", "--json").json
    assert corrected["entries"][0]["worth"] == "corrected"
    assert [one["entry"]["until"] for one in corrected["entries"][0]["history"]] == ["2024-09", "2024-12"]
    cannot = dxdesk(*words, "--cannot", uid, "--comment", "辞令がない", "--json").json
    assert cannot["entries"][0]["worth"] == "cannot"
    assert dxdesk(*words, "--take-out", uid, "--json").json["entries"] == []
    assert "一つだけ" in dxdesk(*words, "--take-out", uid, "--confirm", uid, code=2).err


def test_what_the_office_gives_is_written_with_its_decision_and_printed(town: Town, tmp_path: Path) -> None:
    words = ("evidence", town.hr, "--employee", KEN)
    dxdesk("uses", town.hr, "--on", "growth-files")
    given = ("--name", "エキスパート職員", "--from", "R8.4.1", "--until", "R30.3.31")
    decided = ("--criteria", "認定要綱第3条", "--approval", "7検人第88号", "--approved-on", "R8.3.22")
    (entry,) = dxdesk(*words, "--add", "accreditation", *given, *decided, "--json").json["entries"]
    assert (entry["until"], entry["criteria"], entry["approval"], entry["approved_on"]) == (
        *("2048-03-31", "認定要綱第3条", "7検人第88号", "2026-03-22"),
    )
    prize = ("--name", "DX推進賞", "--from", "R8.3.28", "--case", "窓口の見直し")
    assert dxdesk(*words, "--add", "award", *prize, "--json").json["entries"][0]["case"] == "窓口の見直し"
    for kind, text in (
        *(("accreditation-certificate", "認定要綱第3条に基づき"), ("award-certificate", "窓口の見直し")),
        *(("growth-file", "エキスパート職員"), ("grounds", "人事課の記録")),
    ):
        out = tmp_path / f"{kind}.pdf"
        dxdesk("report", town.hr, kind, "--employee", KEN, "--out", out)
        assert text in text_of(out.read_bytes())


def test_when_an_entry_was_reads_as_people_write_it() -> None:
    assert when(WORK) == "R6.4\u301cR7.5"
    assert when(WORK._replace(until="", ongoing=True)) == "R6.4から継続中"
    assert when(WORK._replace(until="", months=14)) == "R6.4(14か月)"
    assert when(WORK._replace(date="", until="", months=14)) == "14か月"
    assert when(WORK._replace(date="", until="")) == ""
    assert moment("2024-04-15") == "R6.4.15"
