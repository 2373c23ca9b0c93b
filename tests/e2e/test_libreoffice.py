"""Forms that went through LibreOffice come back with every answer, and touched questions are noticed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.helpers.commands import dxdesk
from tests.helpers.town import CHIEF, KEN, MISAKI, SKILL, YUMIKO, Town

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
TEXT = "計算式の =1+1 や @ で始まる語もそのまま。\n改行、髙﨑𠮷葛\U000e0100 もそのまま。"


def convert(profile: Path, form: str, out: Path, *files: Path) -> list[Path]:
    """Let LibreOffice open files and save them in another form."""
    assert SOFFICE is not None
    words = [SOFFICE, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", form]
    words += ["--outdir", str(out), *map(str, files)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=180)
    found = [out / f"{file.stem}.{form.partition(':')[0]}" for file in files]
    assert all(path.exists() for path in found), done.stdout + done.stderr
    return found


def test_forms_saved_by_libreoffice_say_the_same(town: Town, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
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

    saved = convert(profile, "xlsx:Calc MS Excel 2007 XML", tmp_path / "保存", *filled[:2])
    calc = convert(profile, "ods", tmp_path / "calc", filled[2])
    back = convert(profile, "xlsx:Calc MS Excel 2007 XML", tmp_path / "戻し", *calc)
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
    package, touched = convert(
        tmp_path / "profile", "xlsx:Calc MS Excel 2007 XML", tmp_path / "保存", town.package(CHIEF), filled
    )
    done = dxdesk("import", town.store(CHIEF), package, "--create", "--json")
    assert done.outcomes == ["applied"]
    refused = town.take(town.store(CHIEF), touched, code=1)
    assert refused.json["files"][0]["errors"][0]["found"] == "葛城 健"
    assert SKILL not in refused.out
