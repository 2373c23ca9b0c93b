"""What goes wrong in an office, and what each of it leads to; nothing is ever half-applied."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dxdesk import bootstrap
from tests.helpers.commands import PASSPHRASE, Done, dxdesk, process
from tests.helpers.town import CHIEF, KEN, MANAGER, MISAKI, SKILL, STAFF, YUMIKO, Town, build, write_roster


def digest(store: Path, passphrase: str = PASSPHRASE) -> str:
    return str(dxdesk("dump", store, "--json", passphrase=passphrase).json["state_digest"])


def refused(done: Done) -> str:
    """Return the code of the only file's first problem."""
    assert done.code == 1
    (file,) = done.json["files"]
    assert file["outcome"] == "refused"
    assert all(error["message"] and error["fix"] for error in file["errors"])
    return str(file["errors"][0]["code"])


def confirmed(town: Town, store: Path) -> Path:
    """Write a confirmer's only confirmation and return it."""
    out = ("--out", town.folder / "確認票", "--json")
    (sent,) = dxdesk("export", store, "confirmations", *out).json["files"]
    return Path(sent)


def test_a_form_of_another_municipality(town: Town, tmp_path: Path) -> None:
    other = Town(tmp_path / "隣")
    other.folder.mkdir()
    build(other, ("999989", "隣の区"))
    before = digest(town.hr)
    assert refused(town.take(town.hr, other.fill(KEN), code=1)) == "other-municipality"
    assert digest(town.hr) == before


def test_somebody_elses_form_in_ones_own_store(town: Town) -> None:
    own = town.store(KEN)
    dxdesk("import", own, town.form(KEN), "--create", passphrase="")
    done = dxdesk("import", own, town.form(MISAKI), "--json", passphrase="", code=1)
    assert refused(done) == "not-addressed"


def test_a_form_of_people_whom_the_confirmer_does_not_answer_for(town: Town) -> None:
    chief = town.section(CHIEF)
    assert refused(town.take(chief, town.fill(MANAGER), code=1)) == "not-addressed"


def test_two_different_answers_are_both_kept_until_a_person_decides(town: Town) -> None:
    first, second = town.fill(KEN, 1), town.fill(KEN, 3, name="健さん_直し.xlsx")
    assert town.take(town.hr, first).outcomes == ["applied"]
    assert town.take(town.hr, second, code=3).outcomes == ["conflict"]
    (conflict,) = dxdesk("conflicts", town.hr, "--json").json["conflicts"]
    assert (conflict["employee_number"], conflict["item_name"]) == (KEN, SKILL)
    texts = {choice["text"]: choice for choice in conflict["choices"]}
    assert set(texts) == {"LV1", "LV3"}
    assert texts["LV3"]["source"] == "健さん_直し.xlsx"
    words = ("resolve", town.hr, conflict["id"], "--take", texts["LV3"]["number"])
    done = dxdesk(*words, "--reason", "本人に電話で確かめた", "--json").json
    assert done["remaining"] == 0
    assert town.take(town.hr, first, second).outcomes == ["unchanged", "unchanged"]
    assert dxdesk(*words, "--reason", "もう一度", "--json", code=1).error == "conflict-unknown"


def test_the_other_order_gives_the_same_state(town: Town) -> None:
    files = (town.fill(KEN, 1), town.fill(KEN, 3, name="直し.xlsx"), town.fill(MISAKI), town.fill(YUMIKO, 0))
    copy = town.folder / "もう一つ.dxdesk"
    dxdesk("backup", town.hr, "--out", town.folder / "控え")
    dxdesk("restore", town.folder / "控え", "--to", copy)
    town.take(town.hr, *files, code=3)
    for file in reversed(files):
        town.take(copy, file, code=None)
    assert digest(copy) == digest(town.hr)


def test_an_edited_cell_in_a_sealed_confirmation_is_refused_by_its_address(town: Town) -> None:
    chief = town.section(CHIEF, town.fill(KEN, 2))
    dxdesk("review", chief, "--confirm-all")
    sent = confirmed(town, chief)
    book = load_workbook(sent)
    sheet = book["確認の内容"]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == "LV2")
    cell.value = "LV3"
    book.save(sent)
    before = digest(town.hr)
    done = town.take(town.hr, sent, code=1)
    refused(done)
    error = done.json["files"][0]["errors"][0]
    assert (error["sheet"], error["cell"], error["found"]) == ("確認の内容", cell.coordinate, "LV3")
    assert digest(town.hr) == before


def test_the_same_package_again_and_an_older_one_after_a_newer(town: Town) -> None:
    chief = town.section(CHIEF)
    old = town.package(CHIEF)
    renamed = tuple((*row[:6], "主査" if row[0] == KEN else row[6], *row[7:]) for row in STAFF)
    roster = write_roster(town.folder / "新しい名簿.csv", renamed)
    town.take(town.hr, roster, more=("--kind", "roster"))
    dates = ("--base-date", "2026-04-01", "--due-self", "2027-02-12", "--due-first", "2027-02-19")
    dxdesk("cycle", "open", town.hr, "--fiscal-year", 2026, "--framework", "shinagawa", *dates)
    dxdesk("export", town.hr, "section-packages", "--out", town.folder / "2回目")
    new = town.package(CHIEF, town.folder / "2回目")
    assert town.take(chief, new).outcomes == ["applied"]
    after = digest(chief)
    assert town.take(chief, new).outcomes == ["unchanged"]
    assert town.take(chief, old).outcomes == ["unchanged"]
    assert digest(chief) == after


def test_a_confirmation_before_the_package_waits_and_then_counts(town: Town) -> None:
    chief = town.section(CHIEF, town.fill(KEN))
    dxdesk("review", chief, "--confirm-all")
    sent = confirmed(town, chief)
    manager = town.store(MANAGER)
    dxdesk("new", manager, "--role", "section", "--municipality", "999997", "検証区")
    done = town.take(manager, sent, code=None)
    assert done.code in (1, 3)
    if done.code == 3:
        assert done.outcomes[0] in ("pending", "quarantined")


def test_a_wrong_passphrase_says_so_and_touches_nothing(town: Town) -> None:
    before = town.hr.read_bytes()
    done = dxdesk("import", town.hr, town.fill(KEN), "--json", passphrase="ちがう合言葉", code=1)
    assert done.error == "wrong-passphrase"
    assert town.hr.read_bytes() == before


def test_a_store_of_a_newer_version_is_refused_before_any_write(town: Town) -> None:
    own = town.store(KEN)
    dxdesk("import", own, town.form(KEN), "--create", passphrase="")
    with closing(sqlite3.connect(own)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = own.read_bytes()
    for words in (["status"], ["submit", "--out", str(town.folder)], ["dump"]):
        done = dxdesk(words[0], own, *words[1:], "--json", passphrase="", code=1)
        assert done.error == "store-newer"
    assert own.read_bytes() == before


def test_two_writers(town: Town) -> None:
    filled = town.fill(KEN)
    desk = bootstrap.open_desk(str(town.hr), PASSPHRASE)
    try:
        done = process("import", town.hr, filled, "--json")
        assert (done.code, done.error) == (1, "store-in-use")
    finally:
        desk.store.close()
    assert process("import", town.hr, filled, "--json").outcomes == ["applied"]


def test_a_form_locked_with_a_password(town: Town) -> None:
    secret = town.folder / "票の合言葉.txt"
    secret.write_text("himitsu\n", encoding="utf-8")
    own = town.store(KEN)
    out = town.folder / "鍵つき"
    dxdesk("export", town.hr, "forms", "--employee", KEN, "--lock-file", secret, "--out", out)
    form = next(out.rglob("*.xlsx"))
    assert form.read_bytes()[:4] == b"\xd0\xcf\x11\xe0"
    done = dxdesk("import", own, form, "--create", "--json", passphrase="", code=1)
    assert done.error == "password-needed"
    wrong = town.folder / "ちがう.txt"
    wrong.write_text("chigau\n", encoding="utf-8")
    words = ("import", own, form, "--create", "--json", "--file-password-file")
    assert dxdesk(*words, wrong, passphrase="", code=1).error == "password-wrong"
    assert dxdesk(*words, secret, passphrase="").outcomes == ["applied"]


@pytest.mark.parametrize("suffix", [".xls", ".xlsx"])
def test_a_file_that_is_no_workbook(town: Town, suffix: str) -> None:
    file = town.folder / f"こわれた{suffix}"
    file.write_bytes(b"PK\x03\x04 broken")
    good = town.fill(KEN)
    done = town.take(town.hr, file, good, code=1)
    assert done.outcomes == ["refused", "applied"]


def test_the_question_text_of_a_form_was_edited(town: Town) -> None:
    filled = town.fill(KEN)
    book = load_workbook(filled)
    sheet = book["DXスキル申告票"]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == SKILL)
    cell.value = "データ活用(改)"
    book.save(filled)
    done = town.take(town.hr, filled, code=1)
    refused(done)
    assert done.json["files"][0]["errors"][0]["sheet"] == "DXスキル申告票"


def test_a_transfer_after_the_confirmation_is_settled_by_hr(town: Town) -> None:
    chief = town.section(CHIEF, town.fill(KEN))
    dxdesk("review", chief, "--confirm-all")
    dxdesk("export", chief, "confirmations", "--out", town.folder / "確認票")
    manager = town.section(MANAGER, *(town.folder / "確認票").glob("*.xlsx"))
    dxdesk("review", manager, "--confirm-all")
    out = town.folder / "人事へ"
    dxdesk("export", manager, "confirmations", "--out", out)
    moved = tuple((*row[:8], YUMIKO, row[9]) if row[0] == KEN else row for row in STAFF)
    roster = write_roster(town.folder / "異動.csv", moved)
    town.take(town.hr, roster, more=("--kind", "roster"))
    dates = ("--base-date", "2026-04-01", "--due-self", "2027-02-12", "--due-first", "2027-02-19")
    dxdesk("cycle", "open", town.hr, "--fiscal-year", 2026, "--framework", "shinagawa", *dates)
    town.take(town.hr, out, code=None)
    (conflict,) = dxdesk("conflicts", town.hr, "--json").json["conflicts"]
    assert conflict["item"] == "assignment"
    dxdesk("resolve", town.hr, conflict["id"], "--take", 1, "--reason", "異動前に確認済み")
    assert dxdesk("status", town.hr, "--json").json["states"]["received"] == 1


def test_answers_on_paper_are_typed_in_and_say_by_whom(town: Town) -> None:
    chief = town.section(CHIEF)
    answers = town.folder / "紙.json"
    answers.write_text(json.dumps({"levels": {SKILL: 2}}), encoding="utf-8")
    dxdesk("answer", chief, "--from", answers, "--employee", KEN)
    done = dxdesk("submit", chief, "--employee", KEN, "--by", "庶務担当", "--json").json
    assert done["file"] == ""
    assert dxdesk("status", chief, "--json").json["states"]["submitted"] == 1
    from dxdesk.usecases.person_year.standing import person_year

    desk = bootstrap.open_desk(str(chief), PASSPHRASE)
    try:
        assert person_year(desk, KEN).proxy == "庶務担当"
    finally:
        desk.store.close()
