"""A code on paper, by the command: it opens the store, and it is nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

from dxdesk.store import recovery
from tests.helpers.commands import MUNICIPALITY, dxdesk
from tests.helpers.town import Town
from tests.pdf.reading import text_of


def test_the_sheet_opens_the_store_until_the_passphrase_is_changed(town: Town) -> None:
    sheet = town.folder / "回復コード.pdf"
    lying = sheet.with_name("台帳の写し.txt")
    lying.write_bytes(b"mine")
    beside = dxdesk("recovery-code", town.hr, "make", "--out", lying, "--json").json["file"]
    assert Path(beside).name == "台帳の写し (2).txt"
    assert lying.read_bytes() == b"mine"
    done = dxdesk("recovery-code", town.hr, "make", "--out", sheet)
    text = re.sub(r"\s", "", text_of(sheet.read_bytes()))
    found = re.search(r"(?:[2-9A-Z]{4}-){3}[2-9A-Z]{4}(?:[2-9A-Z]{4}-){3}[2-9A-Z]{4}", text)
    assert found is not None, text
    code = found.group()
    assert "鍵のかかる所" in text
    assert code not in done.out + done.err
    assert dxdesk("status", town.hr, "--json", passphrase=code).json["role"] == "hr"
    new = town.folder / "新しい.txt"
    new.write_text("こだま こだま 2027\n", encoding="utf-8")
    dxdesk("passphrase", town.hr, "--new-passphrase-file", new, passphrase=code)
    assert dxdesk("status", town.hr, "--json", passphrase=code, code=1).error == "wrong-passphrase"
    assert dxdesk("status", town.hr, "--json", passphrase="こだま こだま 2027").json["role"] == "hr"


def test_no_code_without_its_sheet(town: Town) -> None:
    there = town.folder / "ファイル"
    there.write_text("フォルダーではない", encoding="utf-8")
    words = ("recovery-code", town.hr, "make", "--json")
    assert dxdesk(*words, "--out", there / "回復コード.pdf", code=1).error == "folder-missing"
    assert not recovery.beside(town.hr).exists()
    dxdesk(*words, code=2)
    dxdesk("recovery-code", town.hr, "drop", "--out", there, code=2)
    dxdesk("recovery-code", town.hr, "drop")


def test_a_store_without_a_passphrase_has_none(tmp_path: Path) -> None:
    own = tmp_path / "個人.dxdesk"
    dxdesk(
        "new", own, "--role", "personal", "--municipality", *MUNICIPALITY, "--no-passphrase", passphrase=""
    )
    words = ("recovery-code", own, "make", "--out", tmp_path / "a.pdf", "--json")
    assert dxdesk(*words, passphrase="", code=1).error == "recovery-needs-passphrase"
    assert not (tmp_path / "a.pdf").exists()
