"""Changing the passphrase of a store by the command: from files or the environment, never an argument."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk.store.backups import automatic_backups
from tests.helpers.commands import MUNICIPALITY, PASSPHRASE, dxdesk
from tests.helpers.town import Town

NEW = "こだま こだま 2027"


def secret(folder: Path, text: str, name: str = "新しい.txt") -> Path:
    file = folder / name
    file.write_text(text + "\n", encoding="utf-8")
    return file


def test_the_store_and_its_backups_open_with_the_new_one_alone(town: Town) -> None:
    before = dxdesk("dump", town.hr, "--json").json["state_digest"]
    assert automatic_backups(town.hr)
    done = dxdesk("passphrase", town.hr, "--new-passphrase-file", secret(town.folder, NEW), "--json")
    assert done.json["changed"] is True
    assert done.json["former"] == []
    assert done.json["renewed"] == len(automatic_backups(town.hr))
    assert dxdesk("status", town.hr, "--json", code=1).error == "wrong-passphrase"
    assert dxdesk("dump", town.hr, "--json", passphrase=NEW).json["state_digest"] == before
    for store in (town.hr, *automatic_backups(town.hr)):
        assert dxdesk("verify", store, "--json", passphrase=NEW).json["sound"]


def test_a_backup_that_stays_behind_is_named_and_may_follow_later(town: Town) -> None:
    kept = automatic_backups(town.hr)[0]
    former = kept.read_bytes()
    words = ("passphrase", town.hr, "--new-passphrase-file")
    dxdesk(*words, secret(town.folder, NEW))
    kept.write_bytes(former)  # as if the change had been killed before it came to this one
    third = secret(town.folder, NEW + " 3", "三つ目.txt")
    done = dxdesk(*words, third, passphrase=NEW, code=3)
    assert kept.name in done.out
    assert "前のパスフレーズのまま" in done.out
    old = secret(town.folder, PASSPHRASE, "前の.txt")
    again = dxdesk("passphrase", town.hr, "--backups-of", old, "--json", passphrase=NEW + " 3")
    assert again.json == {"store": str(town.hr), "changed": False, "renewed": 1, "former": []}
    assert dxdesk("verify", kept, "--json", passphrase=NEW + " 3").json["sound"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" " + NEW, "passphrase-blank"),
        (NEW + "\u3000", "passphrase-blank"),
        ("short-one", "passphrase-short"),
        ("みじかい", "passphrase-short"),
    ],
)
def test_a_new_passphrase_has_to_be_good_an_old_one_only_has_to_fit(town: Town, text: str, code: str) -> None:
    salt = town.hr.read_bytes()[:16]
    words = ("passphrase", town.hr, "--new-passphrase-file", secret(town.folder, text), "--json")
    assert dxdesk(*words, code=1).error == code
    assert town.hr.read_bytes()[:16] == salt
    new = ("new", town.folder / "別.dxdesk", "--role", "hr", "--municipality", *MUNICIPALITY, "--json")
    assert dxdesk(*new, passphrase=text, code=1).error == code
    assert not (town.folder / "別.dxdesk").exists()


def test_a_personal_store_gets_one_and_loses_it_again(tmp_path: Path) -> None:
    own = tmp_path / "個人.dxdesk"
    made = ("new", own, "--role", "personal", "--municipality", *MUNICIPALITY, "--no-passphrase")
    dxdesk(*made, passphrase="")
    short = secret(tmp_path, "ねこ")
    dxdesk("passphrase", own, "--new-passphrase-file", short, passphrase="")
    assert dxdesk("verify", own, "--json", passphrase="", code=1).error == "passphrase-needed"
    dxdesk("passphrase", own, "--no-passphrase", passphrase="ねこ")
    assert dxdesk("verify", own, "--json", passphrase="").json["sound"]


def test_what_was_not_said_is_not_guessed(town: Town) -> None:
    salt = town.hr.read_bytes()[:16]
    new = secret(town.folder, NEW)
    dxdesk("passphrase", town.hr, code=2)
    dxdesk("passphrase", town.hr, "--no-passphrase", "--new-passphrase-file", new, code=2)
    dxdesk("passphrase", town.hr, "--backups-of", new, "--new-passphrase-file", new, code=2)
    assert dxdesk("passphrase", town.hr, "--no-passphrase", "--json", code=1).error == "passphrase-mandatory"
    assert town.hr.read_bytes()[:16] == salt
