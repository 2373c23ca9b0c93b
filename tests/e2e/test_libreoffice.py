"""Forms that went through LibreOffice come back with every answer, and touched questions are noticed."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from tests.helpers import libreoffice
from tests.helpers.commands import dxdesk
from tests.helpers.town import CHIEF, KEN, MISAKI, SKILL, YUMIKO, Town

pytestmark = libreoffice.needed
TEXT = "計算式の =1+1 や @ で始まる語もそのまま。\n改行、髙﨑𠮷葛\U000e0100 もそのまま。"


def test_forms_saved_by_libreoffice_say_the_same(town: Town, tmp_path: Path) -> None:
    lines = [("研修", "DX基礎", "R8.6.3", "修了")]
    filled = [
        town.fill(KEN, ("LV2", TEXT, "目標"), lines=lines, comment="よろしく"),
        town.fill(MISAKI, 2),
        town.fill(YUMIKO, "レベル３"),
    ]
    plain = tmp_path / "そのまま.dxdesk"
    dxdesk("backup", town.hr, "--out", tmp_path / "控え")
    dxdesk("restore", tmp_path / "控え", "--to", plain)
    town.take(plain, *filled)

    saved = libreoffice.saved(tmp_path / "保存", *filled[:2])
    calc = libreoffice.saved(tmp_path / "calc", filled[2], form="ods")
    back = libreoffice.saved(tmp_path / "戻し", *calc)
    done = town.take(town.hr, *saved, *back)
    assert done.outcomes == ["applied"] * 3, done.out
    digests = {dxdesk("dump", store, "--json").json["state_digest"] for store in (plain, town.hr)}
    assert len(digests) == 1


def test_a_package_saved_by_libreoffice_still_opens_and_a_touched_form_does_not(
    town: Town, tmp_path: Path
) -> None:
    filled = town.fill(KEN)
    book = load_workbook(filled)
    sheet = book["DXスキル申告票"]
    name = next(c for row in sheet.iter_rows() for c in row if c.value == "葛\U000e0100城 健")
    name.value = "葛城 健"
    book.save(filled)
    package, touched = libreoffice.saved(tmp_path / "保存", town.package(CHIEF), filled)
    done = dxdesk("import", town.store(CHIEF), package, "--create", "--json")
    assert done.outcomes == ["applied"]
    refused = town.take(town.store(CHIEF), touched, code=1)
    assert refused.json["files"][0]["errors"][0]["found"] == "葛城 健"
    assert SKILL not in refused.out
