"""A damaged store: the newest whole backup, and what came since then once more."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from dxdesk import bootstrap
from dxdesk.store.backups import automatic_backups
from dxdesk.usecases.home.overview import home
from tests.helpers.commands import PASSPHRASE, dxdesk
from tests.helpers.town import CHIEF, KEN, MISAKI, YUMIKO, Town


def digest(town: Town, store: Path) -> str:
    return str(dxdesk("dump", store, "--json").json["state_digest"])


def spoil(path: Path, at: float = 0.999) -> None:
    """Let the disk fail at one place: near the end lies what was written last."""
    raw = bytearray(path.read_bytes())
    raw[int(len(raw) * at)] ^= 0xFF
    path.write_bytes(raw)


def backed_up(town: Town) -> None:
    """Make a backup as closing makes it, the ones before having been made at another time."""
    desk = bootstrap.open_desk(str(town.hr), PASSPHRASE)
    desk.store.back_up()
    desk.store.close()


def test_files_since_the_backup_are_named_and_taken_again_whatever_they_are_called(town: Town) -> None:
    town.take(town.hr, town.fill(MISAKI))
    backed_up(town)
    ken, yumiko = town.fill(KEN), town.fill(YUMIKO)
    town.take(town.hr, ken, yumiko)
    whole = digest(town, town.hr)
    kept = town.folder / "届いたファイル" / "2月"
    kept.mkdir(parents=True)
    shutil.copy(ken, kept / "名前を変えた票.xlsx")
    (kept / "メモ.txt").write_text("関係のないもの", encoding="utf-8")
    sums = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (ken, yumiko)}
    spoil(town.hr)
    assert dxdesk("status", town.hr, "--json", code=1).error == "store-damaged"

    first = town.folder / "戻した1.dxdesk"
    done = dxdesk("recover", town.hr, "--to", first, "--json", code=3).json
    assert done["ledger_read"]
    assert {one["sha256"] for one in done["since"]} == sums == set(done["missing"])
    assert {one["file"] for one in done["since"]} == {ken.name, yumiko.name}
    assert Path(done["backup"]) == automatic_backups(town.hr)[0]

    second = town.folder / "戻した2.dxdesk"
    words = ("recover", town.hr, "--to", second, "--files", town.folder / "届いたファイル")
    done = dxdesk(*words, "--json", code=3).json
    assert [one["outcome"] for one in done["received"]] == ["applied"]
    assert done["missing"] == [hashlib.sha256(yumiko.read_bytes()).hexdigest()]
    shutil.copy(yumiko, kept)
    third = town.folder / "戻した3.dxdesk"
    words = ("recover", town.hr, "--to", third, "--files", town.folder / "届いたファイル")
    assert dxdesk(*words, "--json").json["missing"] == []
    assert digest(town, third) == whole, "nothing is lost"
    assert dxdesk("recover", town.hr, "--to", third, "--json", code=1).error == "file-exists"


def test_damaged_backups_are_passed_over_and_said(town: Town) -> None:
    for _ in range(2):
        backed_up(town)
    newest, second = automatic_backups(town.hr)[:2]
    spoil(newest, 0.5)
    spoil(town.hr, 0.5)
    done = dxdesk("recover", town.hr, "--to", town.folder / "戻した.dxdesk", code=None)
    assert newest.name in done.out
    assert second.name in done.out
    assert dxdesk("verify", town.folder / "戻した.dxdesk", "--json").json["sound"]
    for backup in automatic_backups(town.hr):
        spoil(backup, 0.25)
    there = town.folder / "戻らない.dxdesk"
    assert dxdesk("recover", town.hr, "--to", there, "--json", code=1).error == "no-whole-backup"
    assert not there.exists()


def test_a_store_whose_ledger_is_gone_takes_every_file_again(town: Town) -> None:
    backed_up(town)
    files = [town.fill(KEN), town.fill(MISAKI)]
    town.take(town.hr, *files)
    whole = digest(town, town.hr)
    town.hr.write_bytes(b"")
    target = town.folder / "戻した.dxdesk"
    done = dxdesk("recover", town.hr, "--to", target, "--files", files[0].parent, "--json").json
    assert not done["ledger_read"]
    assert done["since"] == []
    assert [one["outcome"] for one in done["received"]] == ["applied"] * 2
    assert digest(town, target) == whole


def test_tables_are_named_and_left_to_a_person(town: Town) -> None:
    backed_up(town)
    roster = town.folder / "名簿2.csv"
    text = (town.folder / "職員名簿.csv").read_text(encoding="utf-8-sig").replace("主任", "主事")
    roster.write_text(text, encoding="utf-8-sig")
    town.take(town.hr, roster, more=("--kind", "roster"), code=None)
    spoil(town.hr)
    words = ("recover", town.hr, "--to", town.folder / "戻した.dxdesk", "--files", town.folder)
    done = dxdesk(*words, "--json", code=3).json
    assert done["by_hand"] == ["名簿2.csv"]
    assert done["received"] == []


def test_a_key_renewed_since_the_backup_is_said_and_renewed_again(town: Town) -> None:
    backed_up(town)
    dxdesk("keys", town.hr, "renew")
    renewed = next(k for k in dxdesk("keys", town.hr, "list", "--json").json["keys"] if k["own"])
    spoil(town.hr)
    target = town.folder / "戻した.dxdesk"
    done = dxdesk("recover", town.hr, "--to", target, "--json", code=3)
    assert done.json["key_renewed"]
    keys = dxdesk("keys", target, "list", "--json").json["keys"]
    own = next(key for key in keys if key["own"])
    assert own["key_id"] not in (renewed["key_id"], "")
    assert [key["state"] for key in keys if not key["own"]] == ["followed"]


def todos(store: Path) -> dict[str, str]:
    desk = bootstrap.open_desk(str(store), PASSPHRASE)
    try:
        return {todo.key: todo.focus for todo in home(desk).todo}
    finally:
        desk.store.close()


def test_a_store_that_lost_its_newer_key_learns_of_it_from_a_file_and_says_so(town: Town) -> None:
    """The old store is gone altogether; what a section sends still names the key that followed."""
    backed_up(town)
    dxdesk("keys", town.hr, "renew")
    packages = town.folder / "配布票2"
    dxdesk("export", town.hr, "section-packages", "--out", packages)
    chief = town.section(CHIEF)
    town.take(chief, town.package(CHIEF, packages), town.fill(KEN), code=None)
    dxdesk("review", chief, "--confirm-all")
    dxdesk("export", chief, "confirmations", "--out", town.folder / "確認票")
    kept = automatic_backups(town.hr)[0]
    lost = town.folder / "なくした"
    town.hr.rename(lost)
    target = town.folder / "戻した.dxdesk"
    assert Path(dxdesk("recover", town.hr, "--to", target, "--json", code=3).json["backup"]) == kept
    assert "key-outrun" not in todos(target), "nothing here tells of it yet"
    town.take(target, *(town.folder / "確認票").rglob("*.xlsx"), code=None)
    assert todos(target)["key-outrun"] == "keys"
    dxdesk("keys", target, "renew")
    assert "key-outrun" not in todos(target)
