"""Opening, sending, confirming, finalising and printing by command: shapes and refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.commands import dxdesk
from tests.helpers.town import (
    CHIEF,
    DIRECTOR,
    KEN,
    MANAGER,
    MISAKI,
    ON_LEAVE,
    SKILL,
    STAFF,
    Town,
    write_roster,
)

OPEN = ("--fiscal-year", 2026, "--framework", "shinagawa", "--base-date", "2026-04-01")


def test_opening_a_year_says_who_is_asked_and_who_is_not(town: Town) -> None:
    done = dxdesk("cycle", "open", town.hr, *OPEN, "--due-self", "2027-02-05", "--json").json
    assert (done["fiscal_year"], done["framework"], done["due_self"]) == (2026, "shinagawa", "2027-02-05")
    assert done["staff"] == 6
    assert [(one["employee_number"], one["reason"]) for one in done["exempt"]] == [
        (ON_LEAVE, "在職状態が「休業等」")
    ]
    assert {problem["code"] for problem in done["warnings"]} == {"framework-summary"}
    assert "対象は6人です" in dxdesk("cycle", "open", town.hr, *OPEN).out


def test_what_a_year_is_for_is_chosen_and_its_sentence_follows(town: Town) -> None:
    chosen = ("--purpose", "placement", "--purpose", "appointment")
    done = dxdesk("cycle", "open", town.hr, *OPEN, *chosen, "--json").json
    assert done["uses"] == ["development", "placement", "appointment"]
    assert "配置の参考、選任・認定のために" in done["purpose"]
    again = dxdesk("cycle", "open", town.hr, *OPEN, "--purpose-text", "育成と選任に使います。")
    assert "利用目的: 育成、配置の参考、選任・認定(票に印刷する文: 育成と選任に使います。)" in again.out
    wrong = dxdesk("cycle", "open", town.hr, *OPEN, "--purpose", "evaluation", code=2)
    assert "development" in wrong.err
    assert "人材システム連携" in dxdesk("cycle", "open", "--help").out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--due-self", "2027-02-31"), "date-unreadable"),
        (("--due-self", "2027-02-20", "--due-first", "2027-02-10"), "dates-out-of-order"),
    ],
)
def test_dates_that_cannot_be_are_refused(town: Town, words: tuple[str, ...], code: str) -> None:
    assert dxdesk("cycle", "open", town.hr, *OPEN, *words, "--json", code=1).error == code


def test_an_unknown_framework_names_those_there_are(town: Town) -> None:
    words = ("--fiscal-year", 2027, "--framework", "edo", "--base-date", "2027-04-01", "--json")
    done = dxdesk("cycle", "open", town.hr, *words, code=1)
    assert done.error == "preset-unknown"
    assert "shinagawa" in done.json["error"]["fix"]


def test_a_year_follows_the_roster_when_somebody_says_so(town: Town) -> None:
    moved = tuple((*row[:3], "130000", "区民部", *row[5:]) if row[0] == KEN else row for row in STAFF)
    path = write_roster(town.folder / "名簿2.csv", [row for row in moved if row[0] != MISAKI])
    dxdesk("import", town.hr, path, "--kind", "roster", "--accept", "people-left")
    assert "名簿とずれています: 2人" in dxdesk("status", town.hr).out
    before = dxdesk("dump", town.hr, "--json").json["state_digest"]
    looked = dxdesk("cycle", "align", town.hr, "--dry-run", "--json").json
    assert [(one["employee"], one["kind"]) for one in looked["differences"]] == [
        (MISAKI, "left"),
        (KEN, "moved"),
    ]
    assert looked["differences"][1]["changes"][0] == {"label": "所属", "before": "区民課", "after": "区民部"}
    assert dxdesk("dump", town.hr, "--json").json["state_digest"] == before
    assert "2人を名簿に合わせました" in dxdesk("cycle", "align", town.hr).out
    assert "名簿とずれています" not in dxdesk("status", town.hr).out
    assert "ずれはありません" in dxdesk("cycle", "align", town.hr).out


def test_only_hr_opens_a_year(town: Town) -> None:
    chief = town.section(CHIEF)
    assert dxdesk("cycle", "open", chief, *OPEN, "--json", code=1).error == "wrong-role"


def test_a_year_that_is_not_there_is_said(town: Town) -> None:
    for words in (("status", town.hr), ("conflicts", town.hr), ("finalise", town.hr)):
        assert dxdesk(*words, "--fiscal-year", 2030, "--json", code=1).error == "no-cycle"


def test_an_export_names_its_files_and_whom_it_left_out(town: Town) -> None:
    out = town.folder / "健だけ"
    done = dxdesk("export", town.hr, "forms", "--employee", KEN, "--out", out, "--json").json
    assert (done["kind"], done["people"], len(done["files"])) == ("forms", 1, 1)
    assert Path(done["files"][0]) == out / "130100_区民課" / f"申告票_R8_{KEN}.xlsx"
    part = dxdesk("export", town.hr, "forms", "--section", "130000", "--out", out, "--json").json
    assert part["people"] == 1
    nothing = dxdesk("export", town.hr, "results", "--out", out, "--json", code=1)
    assert nothing.error == "nothing-to-send"


def test_a_confirmer_names_skills_by_name_or_uid_and_levels_as_people_do(town: Town) -> None:
    chief = town.section(CHIEF, town.fill(KEN, 1), town.fill(MISAKI, 1))
    why = ("--comment", "業務で使っているため")
    cases = {
        (f"{SKILL}=LV9",): "level-outside-scale",
        (f"{SKILL}=2〜3",): "level-unreadable",
        ("料理=1",): "item-unknown",
        (f"{SKILL}=1", "shinagawa.data=2"): "item-twice",
    }
    for pairs, code in cases.items():
        sets = [word for pair in pairs for word in ("--set", pair)]
        assert dxdesk("review", chief, "--confirm", KEN, *sets, *why, "--json", code=1).error == code
    dxdesk("review", chief, "--confirm", KEN, "--set", f"{SKILL}=レベル２", *why)
    dxdesk("review", chief, "--confirm", MISAKI, "--set", "shinagawa.data=3", *why)
    assert dxdesk("status", chief, "--json").json["states"]["first_confirmed"] == 2
    assert dxdesk("review", chief, "--confirm", "009999", "--json", code=1).error == "person-unknown"


def test_confirming_all_leaves_who_needs_a_look_and_says_so(town: Town) -> None:
    twice = (town.fill(KEN, 1), town.fill(KEN, 2, name="直し.xlsx"))
    chief = town.section(CHIEF, town.fill(MISAKI), *twice)
    done = dxdesk("review", chief, "--confirm-all", "--json", code=3).json
    assert done["confirmed"] == [MISAKI]
    assert "conflict-first" in {problem["code"] for problem in done["skipped"]}


def test_a_confirmation_on_behalf_of_somebody_is_recorded_so(town: Town) -> None:
    manager = town.section(MANAGER, town.fill(KEN))
    assert dxdesk("review", manager, "--confirm", KEN, "--json", code=1).error == "not-ready"
    first = dxdesk("review", manager, "--confirm", KEN, "--on-behalf-of", CHIEF, "--json").json
    assert [notice["code"] for notice in first["notices"]] == ["deputy-both"], "told before it is done"
    second = dxdesk("review", manager, "--confirm", KEN, "--json", code=3).json
    assert [notice["code"] for notice in second["notices"]] == ["deputy-asks"]
    records = dxdesk("dump", manager, "--json").json["records"]
    (life,) = (one for one in records if one["employee"] == KEN and one["part"] == "life")
    assert life["state"] == "second_confirmed"
    stranger = dxdesk("review", manager, "--confirm", DIRECTOR, "--json", code=1)
    assert stranger.error in ("person-unknown", "not-confirmer")


def test_finalising_names_who_is_left_and_correcting_needs_a_result(town: Town) -> None:
    manager = town.section(MANAGER, town.fill(KEN))
    dxdesk("review", manager, "--confirm", KEN, "--on-behalf-of", CHIEF)
    dxdesk("review", manager, "--confirm", KEN, code=3)
    dxdesk("export", manager, "confirmations", "--out", town.folder / "確認票")
    dxdesk("import", town.hr, town.folder / "確認票", code=3)
    (held,) = dxdesk("held", town.hr, "--json").json["held"]
    assert (held["by"], held["on_behalf_of"], held["both"]) == (MANAGER, "", True)
    assert "一次確認もした人です" in dxdesk("held", town.hr).out
    dxdesk("held", town.hr, "--allow", held["id"])
    done = dxdesk("finalise", town.hr, "--decision-number", "1", "--json").json
    assert (done["fiscal_year"], done["snapshot"], done["people"]) == (2026, 1, 1)
    assert {(one["employee_number"], one["state"]) for one in done["left_out"]} >= {(MISAKI, "not_started")}
    words = ("--set", f"{SKILL}=3", "--reason", "誤り", "--json")
    assert dxdesk("correct", town.hr, "--employee", MISAKI, *words, code=1).error == "not-finalised"
    assert dxdesk("correct", town.hr, "--employee", KEN, *words).json["levels"] == {"shinagawa.data": 3}


def test_a_report_is_written_to_a_folder_or_a_name(town: Town) -> None:
    folder = dxdesk("report", town.hr, "status", "--out", town.folder / "帳票", "--json").json
    assert Path(folder["file"]) == town.folder / "帳票" / "提出状況.pdf"
    named = town.folder / "一覧.PDF"
    done = dxdesk("report", town.hr, "dispatches", "--out", named, "--json").json
    assert named.stat().st_size == done["bytes"]
    named.write_bytes(b"somebody else's")
    again = dxdesk("report", town.hr, "dispatches", "--out", named, "--json").json
    assert Path(again["file"]) == town.folder / "一覧 (2).PDF"
    assert [notice["code"] for notice in again["notices"]] == ["file-beside"]
    assert named.read_bytes() == b"somebody else's"
    blocked = town.folder / "帳票" / "提出状況.pdf" / "x.pdf"
    assert dxdesk("report", town.hr, "status", "--out", blocked, "--json", code=1).error == "folder-missing"
    assert not list((town.folder / "帳票").glob(".*"))


def test_people_whose_characters_no_font_has_are_all_named_and_can_be_left_out(town: Town) -> None:
    """Two people bear a private character of the office; the other people need not wait for its font."""
    rows = tuple((*row[:1], f"{row[1]}\uf8f0", *row[2:]) if row[0] in (KEN, MISAKI) else row for row in STAFF)
    taken = ("--kind", "roster", "--accept", "letters-taken")
    dxdesk("import", town.hr, write_roster(town.folder / "外字.csv", rows), *taken)
    dxdesk("cycle", "open", town.hr, *OPEN)
    out = town.folder / "帳票"
    words = ("report", town.hr, "skill-sheet", "--out", out)
    errors = dxdesk(*words, "--json", code=1).json["errors"]
    blocked = [error for error in errors if error["code"] == "glyph-missing" and "U+F8F0" in error["found"]]
    assert {error["file"].split()[0] for error in blocked} == {KEN, MISAKI}
    assert errors[-1]["code"] == "print-without"
    said = dxdesk(*words, code=1).err
    assert f"--without {MISAKI} --without {KEN}" in said or f"--without {KEN} --without {MISAKI}" in said
    numbers = errors[-1]["found"].split("、")
    done = dxdesk(*words, *(word for number in numbers for word in ("--without", number)), "--json")
    assert set(done.json["without"]) == set(numbers) >= {KEN, MISAKI}
    assert Path(done.json["file"]).read_bytes().startswith(b"%PDF")


def test_results_told_on_paper_are_noted_and_taken_back(town: Town) -> None:
    told = ("cycle", "told", town.hr, "--json")
    assert dxdesk(*told, code=1).error == "nobody-untold"
    manager = town.section(MANAGER, town.fill(KEN))
    dxdesk("review", manager, "--confirm", KEN, "--on-behalf-of", CHIEF)
    dxdesk("review", manager, "--confirm", KEN, code=3)
    dxdesk("export", manager, "confirmations", "--out", town.folder / "確認票")
    dxdesk("import", town.hr, town.folder / "確認票", code=3)
    (held,) = dxdesk("held", town.hr, "--json").json["held"]
    dxdesk("held", town.hr, "--allow", held["id"])
    dxdesk("finalise", town.hr)
    done = dxdesk(*told, "--employee", KEN).json
    assert (done["fiscal_year"], done["employees"], done["undone"]) == (2026, [KEN], False)
    assert "1人を、まだ知らせていない人に戻しました" in dxdesk("cycle", "told", town.hr, "--take-back").out
    assert dxdesk(*told, "--take-back", code=1).error == "nobody-told-otherwise"
