"""``report-words``: the sentences of the year's report, seen, written and given back."""

from __future__ import annotations

from pathlib import Path

from tests.helpers.commands import dxdesk
from tests.helpers.town import Town


def test_a_sentence_is_written_from_text_or_file_and_given_back(town: Town, tmp_path: Path) -> None:
    before = {one["key"]: one for one in dxdesk("report-words", town.hr, "--json").json["words"]}
    assert before["progress"]["about"] == "どれだけ進んだか"
    assert not any(one["text"] for one in before.values())
    dxdesk("report-words", town.hr, "--set", "progress", "--text", "申告が進みました。")
    assert "どれだけ進んだか [直した文]: 申告が進みました。" in dxdesk("report-words", town.hr).out
    assert "申告が進みました。" not in dxdesk("report-words", town.hr, "--assembly").out
    source = tmp_path / "文.txt"
    source.write_text("ファイルの文です。", encoding="utf-8-sig")
    dxdesk("report-words", town.hr, "--set", "progress", "--file", str(source))
    assert "ファイルの文です。" in dxdesk("report-words", town.hr).out
    dxdesk("report-words", town.hr, "--set", "progress", "--text", "")
    after = {one["key"]: one for one in dxdesk("report-words", town.hr, "--json").json["words"]}
    assert after == before


def test_what_cannot_be_understood_is_refused(town: Town, tmp_path: Path) -> None:
    refused = dxdesk("report-words", town.hr, "--set", "nowhere", "--text", "文", "--json", code=1).json
    assert refused["error"]["code"] == "report-words"
    assert "どちらか1つ" in dxdesk("report-words", town.hr, "--set", "progress", code=2).err
    assert "どちらか1つ" in dxdesk("report-words", town.hr, "--text", "文", code=2).err
    source = tmp_path / "文.txt"
    source.write_bytes("文".encode("cp932"))
    assert "UTF-8" in dxdesk("report-words", town.hr, "--set", "plan", "--file", str(source), code=2).err
