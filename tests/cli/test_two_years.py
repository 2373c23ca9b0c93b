"""Two years open at once: what is written asks which one is meant, what is only read says which it took."""

from __future__ import annotations

import json

import pytest

from tests.helpers.commands import dxdesk
from tests.helpers.town import CHIEF, KEN, SKILL, Town

NEXT = ("--fiscal-year", 2027, "--framework", "shinagawa", "--base-date", "2027-04-01")


@pytest.fixture
def two_years(town: Town) -> Town:
    dxdesk("cycle", "open", town.hr, *NEXT)
    return town


def test_hr_is_asked_which_year_and_nothing_is_written_before(two_years: Town) -> None:
    town = two_years
    answers = town.folder / "答え.json"
    answers.write_text(json.dumps({"levels": {SKILL: 2}}), encoding="utf-8")
    before = dxdesk("dump", town.hr, "--json").json["state_digest"]
    for words in (
        ("export", town.hr, "forms", "--out", town.folder / "どの年"),
        ("export", town.hr, "summary", "--out", town.folder / "どの年"),
        ("answer", town.hr, "--from", answers, "--employee", KEN),
        ("submit", town.hr, "--employee", KEN),
        ("withdraw", town.hr, "--employee", KEN),
        ("review", town.hr, "--confirm-all"),
        ("review", town.hr, "--confirm", KEN),
        ("review", town.hr, "--return", KEN, "--reason", "根拠"),
        ("review", town.hr, "--take-back"),
        ("finalise", town.hr),
        ("correct", town.hr, "--employee", KEN, "--set", f"{SKILL}=3", "--reason", "誤り"),
        ("resolve", town.hr, "x", "--take", 1, "--reason", "電話で確かめた"),
        ("cycle", "close", town.hr),
    ):
        error = dxdesk(*words, "--json", code=1).json["error"]
        assert (error["code"], error["found"]) == ("year-ambiguous", "令和8年度、令和9年度"), words
    assert not (town.folder / "どの年").exists()
    assert dxdesk("dump", town.hr, "--json").json["state_digest"] == before


def test_naming_the_year_or_closing_one_is_enough(two_years: Town) -> None:
    town = two_years
    out = town.folder / "令和8年度"
    (file,) = dxdesk(
        "export", town.hr, "forms", "--employee", KEN, "--out", out, "--fiscal-year", 2026, "--json"
    ).json["files"]
    assert f"申告票_R8_{KEN}" in file
    dxdesk("cycle", "close", town.hr, "--fiscal-year", 2026)
    (file,) = dxdesk("export", town.hr, "forms", "--employee", KEN, "--out", out, "--json").json["files"]
    assert f"申告票_R9_{KEN}" in file


def test_what_has_no_year_and_what_only_reads_goes_on(two_years: Town) -> None:
    town = two_years
    for kind in ("roster", "templates"):
        assert dxdesk("export", town.hr, kind, "--out", town.folder / kind, "--json").json["files"]
    said = "新しいほうの令和9年度について示します"
    assert said in dxdesk("conflicts", town.hr).out
    assert "令和9年度" in dxdesk("status", town.hr).out
    assert said in dxdesk("report", town.hr, "status", "--out", town.folder / "帳票").out
    assert said not in dxdesk("report", town.hr, "receipts", "--out", town.folder / "帳票").out
    assert said not in dxdesk("conflicts", town.hr, "--fiscal-year", 2026).out


def test_a_confirmer_who_cannot_close_a_year_works_on_the_newest(two_years: Town) -> None:
    town = two_years
    chief = town.section(CHIEF)
    out = town.folder / "翌年度"
    dxdesk("export", town.hr, "section-packages", "--out", out, "--fiscal-year", 2027)
    town.take(chief, town.package(CHIEF, out))
    assert dxdesk("review", chief, "--confirm-all", "--json").json["confirmed"] == []
