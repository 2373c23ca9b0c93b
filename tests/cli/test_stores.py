"""Making stores, caring for them, keys."""

from __future__ import annotations

from pathlib import Path

from dxdesk import bootstrap
from tests.helpers.commands import PASSPHRASE, dxdesk, process
from tests.helpers.town import CHIEF, KEN, MANAGER, Town


def new(store: Path, role: str, *more: object, passphrase: str = PASSPHRASE, code: int = 0) -> str:
    words = ("new", store, "--role", role, "--municipality", "999997", "検証区", *more, "--json")
    return dxdesk(*words, passphrase=passphrase, code=code).out


def test_a_new_store_says_its_code_to_compare(tmp_path: Path) -> None:
    done = dxdesk(
        "new", tmp_path / "a.dxdesk", "--role", "hr", "--municipality", "999997", "検証区", "--json"
    )
    assert done.json["role"] == "hr"
    assert len(done.json["key_id"]) == 32
    assert done.json["spoken_code"].count("・") == 2


def test_only_personal_stores_do_without_a_passphrase(tmp_path: Path) -> None:
    assert "passphrase-mandatory" in new(tmp_path / "a.dxdesk", "section", "--no-passphrase", code=1)
    assert "passphrase-needed" in new(tmp_path / "b.dxdesk", "personal", passphrase="", code=1)
    assert not list(tmp_path.glob("*.dxdesk"))
    new(tmp_path / "c.dxdesk", "personal", "--no-passphrase", passphrase="")
    assert (tmp_path / "c.dxdesk").exists()


def test_a_wrong_municipality_code_makes_nothing(tmp_path: Path) -> None:
    words = ("new", tmp_path / "a.dxdesk", "--role", "hr", "--municipality", "13109", "検証区", "--json")
    assert dxdesk(*words, code=1).error == "municipality-code"
    assert not list(tmp_path.iterdir())


def test_an_office_whose_name_no_form_could_show_is_not_made(tmp_path: Path) -> None:
    """It is sealed into every file: pasted with 40,000 letters it kept every form from being written."""
    for name in ("検" * 61, "検証区\n人事課", "検証区\u2028人事課"):
        words = ("new", tmp_path / "a.dxdesk", "--role", "hr", "--municipality", "131091", name, "--json")
        assert dxdesk(*words, code=1).error == "municipality-name"
    assert not list(tmp_path.iterdir())


def test_a_passphrase_may_stand_in_a_file(town: Town) -> None:
    secret = town.folder / "合言葉.txt"
    secret.write_text(f"{PASSPHRASE}\r\n", encoding="utf-8-sig")
    words = ("status", town.hr, "--json")
    dxdesk(*words, "--passphrase-file", secret, passphrase="")
    assert dxdesk(*words, passphrase="", code=1).error == "passphrase-needed"
    assert dxdesk(*words, passphrase="ちがう", code=1).error == "wrong-passphrase"
    missing = town.folder / "なし.txt"
    assert dxdesk(*words, "--passphrase-file", missing, code=1).error == "secret-unreadable"


def test_status_has_the_shape_of_the_contract(town: Town) -> None:
    found = dxdesk("status", town.hr, "--json").json
    assert set(found) == {"role", "municipality", "fiscal_year", "framework", "staff", "states", "sections"}
    assert (found["role"], found["municipality"], found["fiscal_year"]) == ("hr", "999997", 2026)
    assert (found["framework"], found["staff"]) == ("shinagawa", 7)
    assert found["states"]["not_started"] == 6
    assert found["states"]["exempt"] == 1
    assert [set(section) for section in found["sections"]] == [{"code", "name", "staff", "states"}] * 2
    lines = dxdesk("status", town.hr).out
    assert "令和8年度" in lines
    assert "未着手" in lines


def test_status_tells_of_answers_changed_after_they_were_handed_in(town: Town) -> None:
    own = town.store(KEN)
    dxdesk("import", own, town.form(KEN), "--create", passphrase="")
    answers = town.folder / "答え.json"
    answers.write_text('{"levels": {"業務改革": 1}}', encoding="utf-8")
    dxdesk("answer", own, "--from", answers, passphrase="")
    dxdesk("submit", own, "--out", town.folder / "提出", passphrase="")
    assert "unsent_changes" not in dxdesk("status", own, "--json", passphrase="").json
    answers.write_text('{"levels": {"業務改革": 2}}', encoding="utf-8")
    dxdesk("answer", own, "--from", answers, passphrase="")
    assert dxdesk("status", own, "--json", passphrase="").json["unsent_changes"] is True
    assert "提出したあとに直したところがあります" in dxdesk("status", own, passphrase="").out
    dxdesk("submit", own, "--out", town.folder / "提出", passphrase="")
    assert "unsent_changes" not in dxdesk("status", own, "--json", passphrase="").json


def test_dump_names_every_record_and_one_digest(town: Town) -> None:
    found = dxdesk("dump", town.hr, "--json").json
    assert len(found["state_digest"]) == 64
    assert {record["part"] for record in found["records"]} >= {"cycle", "assignment"}
    assert dxdesk("dump", town.hr, "--json").json == found


def test_a_backup_becomes_a_store_with_an_epoch_of_its_own(town: Town) -> None:
    copy, again = town.folder / "控え.dxdesk", town.folder / "戻した.dxdesk"
    dxdesk("backup", town.hr, "--out", copy)
    done = dxdesk("restore", copy, "--to", again, "--json")
    assert done.json["role"] == "hr"
    assert done.json["epoch"] > 1
    digests = {dxdesk("dump", store, "--json").json["state_digest"] for store in (town.hr, again)}
    assert len(digests) == 1
    assert dxdesk("restore", copy, "--to", again, "--json", code=1).error == "file-exists"


def test_a_sound_store_passes_and_a_damaged_one_does_not(town: Town) -> None:
    done = dxdesk("verify", town.hr, "--json")
    first = {"grade": 1, "sound": True, "findings": [], "notes": []}
    sound = {"store": str(town.hr), "sound": True, "findings": []}
    assert done.json == {**sound, "since": "", "grades": [first]}
    raw = bytearray(town.hr.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    town.hr.write_bytes(raw)
    done = dxdesk("verify", town.hr, "--json", code=1)
    assert not done.json["sound"]
    assert done.json["findings"]


def test_a_store_is_compared_with_what_it_sent_and_with_a_code_on_paper(town: Town) -> None:
    code = dxdesk("verify", town.hr, "--paper", "--json").json["paper"]
    package = next(town.packages.rglob("*.xlsx"))
    answered = town.fill(KEN).parent
    done = dxdesk("verify", town.hr, "--against", code, "--against", package, "--files", answered, code=1)
    assert "受付簿にないファイルが 1件" in done.out
    assert "前回の点検から" in done.out
    found = dxdesk("verify", town.hr, "--against", code, "--against", package, "--json").json
    assert [(grade["grade"], grade["sound"]) for grade in found["grades"]] == [(1, True), (3, True)]
    assert found["since"]
    error = dxdesk("verify", town.hr, "--against", code[:-1] + "g", "--json", code=1).json["error"]
    assert error["code"] == "against-unreadable"


def test_a_second_writer_is_told_who_and_may_still_look(town: Town) -> None:
    desk = bootstrap.open_desk(str(town.hr), PASSPHRASE)
    try:
        refused = process("export", town.hr, "forms", "--out", town.folder / "x", "--json")
        assert refused.code == 1
        assert refused.error == "store-in-use"
        looked = process("status", town.hr, "--json")
        assert looked.code == 0
        assert looked.json["staff"] == 7
    finally:
        desk.store.close()


def test_keys_are_listed_registered_and_revoked(town: Town) -> None:
    filled = town.fill(KEN)
    chief = town.section(CHIEF, filled)
    dxdesk("review", chief, "--confirm-all")
    out = town.folder / "確認票"
    dxdesk("export", chief, "confirmations", "--out", out)
    manager = town.section(MANAGER, *out.glob("*.xlsx"))
    keys = dxdesk("keys", manager, "list", "--json").json["keys"]
    assert {(key["owner"], key["state"]) for key in keys} >= {(CHIEF, "accepted"), (MANAGER, "accepted")}
    theirs = next(key for key in keys if key["owner"] == CHIEF)
    dxdesk("keys", manager, "revoke", theirs["key_id"], "--after", 0)
    revoked = dxdesk("keys", manager, "list", "--json").json["keys"]
    assert next(key["state"] for key in revoked if key["owner"] == CHIEF) == "revoked"
    assert dxdesk("status", manager, "--json").json["states"]["first_confirmed"] == 0
    own = next(key for key in keys if key["own"])
    refused = dxdesk("keys", manager, "revoke", own["key_id"], "--after", 0, "--json", code=1)
    assert refused.error == "key-own"
    assert dxdesk("keys", manager, "register", "ffffffff", "--json", code=1).error == "key-unknown"
