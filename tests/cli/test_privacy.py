"""``authorities``, ``asked``, ``people stop``, ``disclose`` and ``office-text`` as an office types them."""

from __future__ import annotations

from pathlib import Path

from dxdesk.domain.authorities import BOARD
from tests.helpers.commands import dxdesk
from tests.helpers.town import Town

PERSON = "001003"


def test_authorities_are_seen_said_and_opened_by_a_decision(town: Town) -> None:
    before = dxdesk("authorities", "list", town.hr, "--json").json
    assert (before["several"], before["decisions"]) == (False, [])
    code = dxdesk("status", town.hr, "--json").json["sections"][0]["code"]
    said = dxdesk("authorities", "set", town.hr, code, BOARD, "--json").json
    assert (said["authority"], said["inherited"]) == (BOARD, False)
    assert "authority-unknown" in dxdesk("authorities", "set", town.hr, code, "神社庁", code=1).err
    decided = dxdesk(
        *(
            "authorities",
            "decide",
            town.hr,
            BOARD,
            "--scope",
            "lists",
            "--items",
            "氏名、所属",
            "--ground",
            "要綱第3条",
        ),
        *("--number", "8人第1号", "--from", "2026-01-01", "--json"),
    ).json
    (one,) = decided["decisions"]
    assert (one["authority"], one["scopes"], one["number"]) == (BOARD, ["lists"], "8人第1号")
    ended = dxdesk("authorities", "end", town.hr, one["key"], "2026-01-31", "--json").json
    assert ended["decisions"][0]["valid_to"] == "2026-01-31"
    asked = dxdesk("authorities", "ask", town.hr, BOARD, "--off", "--json").json["authorities"]
    assert {row["name"]: row["asked"] for row in asked}[BOARD] is False
    assert dxdesk("authorities", "own", town.hr, BOARD, "--json").json["own"] == BOARD
    assert dxdesk("authorities", "decide", town.hr, BOARD, "--scope", "all", code=2)


def test_pairs_are_listed_decided_and_cleared(town: Town) -> None:
    rows = dxdesk("asked", town.hr, "--json").json["pairs"]
    assert any(row["appointed"] and row["asked"] for row in rows)
    pair = next(row for row in rows if row["employment"] == "会計年度任用" and not row["appointed"])
    assert pair["asked"] is False
    chosen = ("--employment", pair["employment"], "--persona", pair["persona"])

    def state() -> tuple[bool, bool]:
        found = dxdesk("asked", town.hr, "--json").json["pairs"]
        one = next(
            r for r in found if (r["employment"], r["persona"]) == (pair["employment"], pair["persona"])
        )
        return one["asked"], one["decided"]

    dxdesk("asked", town.hr, *chosen, "--on")
    assert state() == (True, True)
    dxdesk("asked", town.hr, *chosen, "--clear")
    assert state() == (False, False)
    assert "どれか1つ" in dxdesk("asked", town.hr, "--on", code=2).err
    assert "どれか1つ" in dxdesk("asked", town.hr, *chosen, "--on", "--off", code=2).err


def test_a_record_is_stopped_mended_and_listed(town: Town, tmp_path: Path) -> None:
    dxdesk("people", "stop", town.hr, PERSON, "--reason", "本人の請求", "--since", "2026-01-05")
    key = dxdesk(
        "people", "request", town.hr, PERSON, "--on", "2026-01-05", "--what", "日付が違う", "--json"
    ).json["key"]
    dxdesk(
        *("people", "request", town.hr, PERSON, "--key", key, "--on", "2026-01-05", "--what", "日付が違う"),
        *("--answered-on", "2026-01-06", "--answer", "直しました"),
    )
    out = tmp_path / "一覧.xlsx"
    said = dxdesk("disclose", town.hr, "--employee", PERSON, "--out", out, "--json").json
    assert said["files"] == [str(out)]
    assert out.exists()
    counted = {one["title"]: one["rows"] for one in said["sections"]}
    assert counted["訂正の請求と利用停止"] == 2
    assert said["to_decide"] > 0
    both = dxdesk("disclose", town.hr, "--employee", PERSON, "--out", tmp_path / "両方", "--json").json
    assert sorted(Path(path).suffix for path in both["files"]) == [".pdf", ".xlsx"]
    assert dxdesk("people", "resume", town.hr, PERSON).code == 0
    assert "stop-unknown" in dxdesk("people", "resume", town.hr, PERSON, code=1).err
    assert "employee-unknown" in dxdesk("disclose", town.hr, "--employee", "999999", "--out", out, code=1).err


def test_texts_are_listed_written_worded_and_begun_again(town: Town, tmp_path: Path) -> None:
    codes = [one["code"] for one in dxdesk("office-text", town.hr, "--json").json["texts"]]
    assert codes == ["guideline", "staff", "union", "file-register", "request-letter"]
    assert "人事評価" in dxdesk("office-text", town.hr, "staff").out
    own = tmp_path / "直した文.txt"
    own.write_text("■ 目的\nうちの言葉です。", encoding="utf-8")
    said = dxdesk(
        "office-text", town.hr, "staff", "--from", own, "--out", tmp_path / "説明.txt", "--json"
    ).json
    assert said["texts"][0]["edited"] is True
    assert "うちの言葉です。" in (tmp_path / "説明.txt").read_text("utf-8-sig")
    assert dxdesk("office-text", town.hr, "staff", "--fresh", "--json").json["texts"][0]["edited"] is False
    own.write_bytes("■ 目的".encode("cp932"))
    assert "office-text-unreadable" in dxdesk("office-text", town.hr, "staff", "--from", own, code=1).err
    assert "office-text-unknown" in dxdesk("office-text", town.hr, "speech", code=1).err
    assert "CODE" in dxdesk("office-text", town.hr, "--fresh", code=2).err
    assert "一緒に" in dxdesk("office-text", town.hr, "staff", "--from", own, "--fresh", code=2).err
