"""Passphrases and passwords in files: an empty file is never taken for "no password"."""

from __future__ import annotations

import pytest

from tests.helpers.commands import MUNICIPALITY, dxdesk
from tests.helpers.town import KEN, Town


@pytest.mark.parametrize("text", ["", "\r\n", "\ufeff\n  \n"])
def test_an_empty_lock_file_writes_no_unlocked_forms(town: Town, text: str) -> None:
    secret = town.folder / "票の合言葉.txt"
    secret.write_text(text, encoding="utf-8")
    out = town.folder / "送る"
    words = ("export", town.hr, "forms", "--out", out, "--lock-file", secret, "--json")
    done = dxdesk(*words, code=1)
    assert done.error == "secret-empty"
    assert done.json["error"]["file"] == secret.name
    assert not out.exists()
    secret.write_text("ひみつ\n", encoding="utf-8")
    assert len(dxdesk(*words).json["files"]) == 6


def test_an_empty_passphrase_file_opens_and_makes_nothing(town: Town) -> None:
    secret = town.folder / "合言葉.txt"
    secret.touch()
    given = ("--passphrase-file", secret, "--json")
    assert dxdesk("status", town.hr, *given, code=1).error == "secret-empty"
    new = town.folder / "新しい.dxdesk"
    made = dxdesk("new", new, "--role", "personal", "--municipality", *MUNICIPALITY, *given, code=1)
    assert made.error == "secret-empty"
    assert not new.exists()


def test_an_empty_file_of_passwords_is_said_before_anything_is_taken_in(town: Town) -> None:
    secret = town.folder / "届いた票の合言葉.txt"
    secret.touch()
    more = ("--file-password-file", secret)
    done = dxdesk("import", town.hr, town.fill(KEN), *more, "--json", code=1)
    assert done.error == "secret-empty"
