"""Records that their receiver does not count: both commands say so and ask for a person (exit code 3)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dxdesk.domain.errors import Problem
from dxdesk.usecases.exchange.file_report import FileReport
from tests.helpers.commands import Done, dxdesk
from tests.helpers.town import CHIEF, DIRECTOR, KEN, MANAGER, MISAKI, YUMIKO, Town, fresh


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return fresh(tmp_path)


def codes(done: Done) -> list[str]:
    return [note["code"] for file in done.json["files"] for note in file["notices"]]


def sent(town: Town, store: Path, number: str) -> Done:
    """Confirm somebody and hand the confirmation to HR."""
    out = town.folder / f"確認_{store.stem}_{number}"
    dxdesk("review", store, "--confirm", number)
    dxdesk("export", store, "confirmations", "--out", out)
    return town.take(town.hr, *sorted(out.glob("*.xlsx")), code=None)


def package_to(town: Town, store: Path, folder: str) -> Done:
    out = town.folder / folder
    dxdesk("export", town.hr, "section-packages", "--confirmer", CHIEF, "--out", out)
    return town.take(store, town.package(CHIEF, out), code=None)


def test_a_restored_store_goes_from_the_news_to_records_that_count(town: Town) -> None:
    """Set back to before its key was renewed, the store seals on with the former key."""
    store = town.section(CHIEF, *(town.fill(number) for number in (KEN, MISAKI, YUMIKO)))
    dxdesk("backup", store, "--out", town.folder / "控え.dxdesk")
    dxdesk("keys", store, "renew")
    assert sent(town, store, KEN).code == 0
    restored = town.folder / "戻した台帳.dxdesk"
    dxdesk("restore", town.folder / "控え.dxdesk", "--to", restored)
    sent(town, restored, MISAKI)  # the number the former key ended with, so this still counts
    received = sent(town, restored, YUMIKO)
    assert (received.code, "not-counted" in codes(received)) == (3, True)

    heard = package_to(town, restored, "配布2")
    assert (heard.code, heard.outcomes, codes(heard)) == (3, ["applied"], ["uncounted-key-followed"])
    listed = dxdesk("import", restored, town.package(CHIEF, town.folder / "配布2"), code=3)
    assert "山﨑 由美子さんの一次確認が集計に入っていません。鍵を替えた後に" in listed.out

    dxdesk("keys", restored, "renew")
    assert "key-unknown" in codes(sent(town, restored, YUMIKO))
    heard = package_to(town, restored, "配布3")
    assert (heard.code, set(codes(heard))) == (3, {"uncounted-key-unknown"})
    for key in dxdesk("keys", town.hr, "list", "--json").json["keys"]:
        if key["state"] == "quarantined":
            dxdesk("keys", town.hr, "register", key["key_id"])
    heard = package_to(town, restored, "配布4")
    assert (heard.code, codes(heard)) == (0, [])
    assert dxdesk("status", town.hr, "--json").json["states"]["first_confirmed"] == 3


def test_a_confirmation_that_hr_holds_and_refuses_is_told_to_who_made_it(town: Town) -> None:
    chief = town.section(CHIEF, town.fill(KEN))
    dxdesk("review", chief, "--confirm", KEN)
    dxdesk("review", chief, "--confirm", KEN, "--on-behalf-of", MANAGER, code=None)
    dxdesk("export", chief, "confirmations", "--out", town.folder / "確認")
    assert town.take(town.hr, *(town.folder / "確認").glob("*.xlsx"), code=3).outcomes == ["held"]
    heard = package_to(town, chief, "配布2")
    assert (heard.code, codes(heard)) == (3, ["uncounted-held"])
    (waiting,) = dxdesk("held", town.hr, "--json").json["held"]
    dxdesk("held", town.hr, "--refuse", waiting["id"])
    heard = package_to(town, chief, "配布3")
    assert (heard.code, codes(heard)) == (3, ["uncounted-refused"])


def test_what_came_after_the_end_or_under_a_revoked_key_is_not_done(town: Town) -> None:
    chief = town.section(CHIEF, town.fill(KEN))
    assert sent(town, chief, KEN).code == 0
    key = next(k for k in dxdesk("keys", town.hr, "list", "--json").json["keys"] if k["owner"] == CHIEF)
    dxdesk("keys", town.hr, "revoke", key["key_id"], "--after", 0)
    again = town.take(town.hr, *(town.folder / f"確認_{chief.stem}_{KEN}").glob("*.xlsx"), code=3)
    assert "not-counted" in codes(again)


def test_hr_hears_from_a_section_that_its_own_step_does_not_count_there(town: Town) -> None:
    """A copy of HR's store goes on with the key that HR has renewed; the section tells it so."""
    answered = town.fill(DIRECTOR)
    copy = town.folder / "写し.dxdesk"
    shutil.copyfile(town.hr, copy)
    dxdesk("keys", town.hr, "renew")
    dxdesk("export", town.hr, "section-packages", "--out", town.folder / "配布2")
    chief = town.store(CHIEF)
    dxdesk("import", chief, town.package(CHIEF, town.folder / "配布2"), answered, "--create", code=None)
    dxdesk("import", copy, answered)
    for folder in ("写し1", "写し2"):  # the number the former key ended with still counts
        dxdesk("export", copy, "section-packages", "--out", town.folder / folder)
    dxdesk("review", copy, "--return", DIRECTOR, "--reason", "根拠を書いてください")
    dxdesk("export", copy, "section-packages", "--out", town.folder / "写し3")
    received = town.take(chief, town.package(CHIEF, town.folder / "写し3"), code=3)
    assert "not-counted" in codes(received)
    heard = sent(town, chief, DIRECTOR)
    assert (heard.code, codes(heard)) == (3, ["uncounted-key-followed"])


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("late", True),
        ("not-counted", True),
        ("office-not-hr", True),
        ("uncounted-held", True),
        ("other-year", False),
    ],
)
def test_what_a_file_brought_and_does_not_count_asks_for_a_person(code: str, told: bool) -> None:
    report = FileReport("a.xlsx", "confirmation", 1, "applied", notes=(Problem(code, "…"),))
    assert report.uncounted is told
