"""``fill``: an office's own layout filled, its placeholders listed, and what it cannot fill told by cell."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook, load_workbook

from tests.helpers.commands import dxdesk
from tests.helpers.town import KEN, Town


def test_a_layout_is_filled_from_a_store(town: Town, tmp_path: Path) -> None:
    names = [one["name"] for one in dxdesk("fill", town.hr, "--fields", "--json").json["fields"]]
    assert {"氏名", "スキル名", "一覧.職員番号"} <= set(names)
    book = Workbook()
    book.active["B2"] = "{{職員番号}} {{氏名}}"
    book.save(tmp_path / "様式.xlsx")
    words = ("fill", town.hr, str(tmp_path / "様式.xlsx"), "--out", str(tmp_path / "out"))
    done = dxdesk(*words, "--employee", KEN, "--json").json
    (written,) = done["files"]
    assert done["people"] == 1
    assert load_workbook(written).active["B2"].value.startswith(f"{KEN} ")
    book.active["C3"] = "{{氏 名前}}"
    book.save(tmp_path / "様式.xlsx")
    error = dxdesk(*words, "--json", code=1).json["error"]
    assert (error["code"], error["sheet"], error["cell"]) == ("form-field-unknown", "Sheet", "C3")
    assert "--fields" in dxdesk("fill", town.hr, code=2).err
