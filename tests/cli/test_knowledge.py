"""``knowledge``, ``terms`` and ``turned`` by commands: written, refused with nothing done, tables, prints."""

from __future__ import annotations

import json
from pathlib import Path

from tests.helpers.commands import dxdesk
from tests.helpers.plain_table import table
from tests.helpers.town import Town


def said(folder: Path, **fields: object) -> Path:
    path = folder / "1件.json"
    path.write_text(json.dumps(fields, ensure_ascii=False), encoding="utf-8")
    return path


def test_knowledge_by_commands(town: Town, tmp_path: Path) -> None:
    hr = town.hr
    new = said(tmp_path, name="予約の手順", place="共有/手順", tags=["予約"], made_on="2026-05-01")
    found = dxdesk("knowledge", hr, "--from", new, "--json").json
    assert [(one["code"], one["sort"], one["state"]) for one in found["knowledge"]] == [
        ("形-1", "procedure", "open")]  # fmt: skip
    assert dxdesk("knowledge", hr, "--from", new, "--json", code=1).error == "knowledge-twice"
    wrong = said(tmp_path, code="形-1", case="なし")
    assert dxdesk("knowledge", hr, "--from", wrong, "--json", code=1).error == "knowledge-case"
    wrong = said(tmp_path, code="形-9", name="B")
    assert dxdesk("knowledge", hr, "--from", wrong, "--json", code=1).error == "knowledge-unknown"
    wrong = said(tmp_path, code="形-1", author="C")
    assert dxdesk("knowledge", hr, "--from", wrong, "--json", code=1).error == "thing-fields"
    dxdesk("knowledge", hr, "--from", said(tmp_path, code="形-1", state="review"))
    assert dxdesk("knowledge", hr, "--find", "予約", "--json").json["knowledge"][0]["state"] == "review"
    assert dxdesk("knowledge", hr, "--find", "ほか", "--json").json["knowledge"] == []
    bad = table(tmp_path, {"題名": "動画", "種類": "歌"})
    done = dxdesk("import", hr, bad, "--kind", "knowledge", "--json", code=1).json
    (error,) = done["files"][0]["errors"]
    assert (error["code"], error["cell"], error["found"]) == ("table-word", "2行B列", "歌")
    good = table(tmp_path, {"題名": "動画", "種類": "動画"})
    dxdesk("import", hr, good, "--kind", "knowledge")
    assert len(dxdesk("knowledge", hr, "--json").json["knowledge"]) == 2
    dxdesk("knowledge", hr, "--end", "形-1")
    assert dxdesk("knowledge", hr, "--json").json["ended"] == ["形-1"]
    dxdesk("knowledge", hr, "--resume", "形-1")
    dxdesk("export", hr, "knowledge", "--out", tmp_path / "out")
    assert [path.suffix for path in (tmp_path / "out").iterdir()] == [".xlsx"]


def test_terms_and_matters_of_policies_by_commands(town: Town, tmp_path: Path) -> None:
    hr = town.hr
    assert dxdesk("terms", hr, "--json", code=1).error == "agenda-off"
    dxdesk("uses", hr, "--on", "agenda")
    assert dxdesk("terms", hr, "--take", "nakano", "--json", code=1).error == "terms-none-stated"
    assert len(dxdesk("terms", hr, "--take", "kashiwa", "--json").json["terms"]) == 8
    assert len(dxdesk("terms", hr, "--take", "kashiwa", "--json").json["terms"]) == 8
    changed = said(tmp_path, code="kashiwa-1", meaning="私たちの説明")
    found = {one["code"]: one for one in dxdesk("terms", hr, "--from", changed, "--json").json["terms"]}
    assert (found["kashiwa-1"]["meaning"], found["kashiwa-1"]["supplement"]) == ("私たちの説明", False)
    dxdesk("terms", hr, "--end", "kashiwa-2")
    assert len(dxdesk("terms", hr, "--json").json["terms"]) == 7
    assert len(dxdesk("agenda", hr, "--take", "kashiwa", "--json").json["matters"]) == 4
    out = tmp_path / "用語集.pdf"
    dxdesk("report", hr, "term-list", "--out", out)
    assert out.stat().st_size > 1000


def test_turned_by_commands(town: Town, tmp_path: Path) -> None:
    hr = town.hr
    assert dxdesk("turned", hr, "--json", code=1).error == "practice-off"
    dxdesk("uses", hr, "--on", "practice")
    new = said(tmp_path, name="訪問の相談", put="600", since="2026-04-01", state="active")
    found = dxdesk("turned", hr, "--from", new, "--fiscal-year", "2026", "--json").json
    assert (found["created_so_far"], found["put"], found["left"]) == (None, "600", None)
    wrong = said(tmp_path, code="効果-1", put="たくさん")
    assert dxdesk("turned", hr, "--from", wrong, "--json", code=1).error == "turned-hours"
    wrong = said(tmp_path, name="B", sources=["なし"])
    assert dxdesk("turned", hr, "--from", wrong, "--json", code=1).error == "turned-case"
    worded = said(tmp_path, code="効果-1", state="検討中")
    (one,) = dxdesk("turned", hr, "--from", worded, "--json").json["measures"]
    assert one["state"] == "planned", "the words that a refusal names are understood"
    dxdesk("turned", hr, "--end", "効果-1")
    assert dxdesk("turned", hr, "--fiscal-year", "2026", "--json").json["ended"] == ["効果-1"]


def test_the_year_says_what_is_over_what_is_due_and_what_comes(town: Town) -> None:
    dxdesk("uses", town.hr, "--on", "agenda")
    told = dxdesk("agenda", town.hr, "--fiscal-year", "2020").out
    assert "過ぎました" in told
    assert "これから" not in told
    assert "これから" in dxdesk("agenda", town.hr, "--fiscal-year", "2090").out
