"""``report`` in many files and on large paper; ``certificate-settings`` checks what it is given."""

from __future__ import annotations

from pathlib import Path

from tests.helpers.commands import dxdesk
from tests.helpers.town import Town


def test_papers_are_written_one_a_person_and_a_section(town: Town, tmp_path: Path) -> None:
    out = tmp_path / "人ごと"
    made = dxdesk("report", town.hr, "skill-sheet", "--out", out, "--per-person", "--duplex", "--json").json
    assert len(made["files"]) > 1
    assert made["file"] == ""
    assert all(Path(file).parent == out for file in made["files"])
    out = tmp_path / "所属ごと"
    told = dxdesk("report", town.hr, "skill-sheet", "--out", out, "--per-section", "--receipt-list").out
    assert told.count("帳票を作りました") == len(list(out.glob("*.pdf")))
    assert list(out.glob("受領簿_*.pdf"))


def test_what_does_not_go_together_is_refused(town: Town, tmp_path: Path) -> None:
    both = ("--per-person", "--per-section")
    assert "一緒に" in dxdesk("report", town.hr, "skill-sheet", "--out", tmp_path, *both, code=2).err
    one = tmp_path / "a.pdf"
    assert "フォルダー" in dxdesk("report", town.hr, "skill-sheet", "--out", one, both[0], code=2).err
    for words, code in (
        (("status", "--order", "kana"), "report-batch"),
        (("skill-sheet", "--paper", "A3"), "report-paper"),
    ):
        refused = dxdesk("report", town.hr, *words, "--out", one, "--json", code=1).json
        assert refused["error"]["code"] == code
    assert not one.exists()


def test_certificates_are_worded_by_command(town: Town, tmp_path: Path) -> None:
    wanted = ("--body", "{氏名}は\\n次のとおりです", "--seal-size", "30", "--ruby", "katakana")
    sample = tmp_path / "見本.pdf"
    dxdesk("certificate-settings", town.hr, *wanted, "--preview", sample, "--completion")
    assert sample.read_bytes().startswith(b"%PDF")
    assert dxdesk("certificate-settings", town.hr, "--json").json["body"] == ""
    dxdesk("certificate-settings", town.hr, *wanted)
    now = dxdesk("certificate-settings", town.hr, "--json").json
    assert (now["body"], now["seal_size"], now["ruby"]) == ("{氏名}は\n次のとおりです", 30, "katakana")
    dxdesk("certificate-settings", town.hr, "--ruby", "none")
    assert dxdesk("certificate-settings", town.hr, "--json").json["ruby"] == ""
    refused = dxdesk("certificate-settings", town.hr, "--body", "{氏めい}", "--json", code=1).json
    assert refused["error"]["found"] == "{氏めい}"
