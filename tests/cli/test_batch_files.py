"""A folder as it comes out of a letter, a zip or a Mac: what is meant is taken, what holds it is told."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font

from dxdesk.ports.workbooks import FORM_SHEET
from dxdesk.usecases.exchange.receive import expand
from dxdesk.usecases.inbox.batches import left_aside
from tests.helpers.town import KEN, MISAKI, SKILL, Town

LEFT = (
    "._申告票.xlsx",
    "~$申告票.xlsx",
    ".~lock.申告票.xlsx#",
    "Thumbs.db",
    "desktop.ini",
    "申告票.lnk",
    ".DS_Store",
)
MAC = ("__MACOSX/._申告票.xlsx", "__MACOSX/総務課/申告票.xlsx", "総務課/__MACOSX/申告票.csv")


def test_what_systems_leave_in_a_folder_is_passed_over_in_silence(town: Town, tmp_path: Path) -> None:
    batch = tmp_path / "届いたもの"
    for name in (*LEFT, *MAC):
        (batch / name).parent.mkdir(parents=True, exist_ok=True)
        (batch / name).write_bytes(b"\0\5\x16\7 left by another program")
    form = batch / "申告票.xlsx"
    form.write_bytes(town.fill(KEN).read_bytes())
    done = town.take(town.hr, batch, *(batch / name for name in LEFT[:3]))
    assert [file["path"] for file in done.json["files"]] == [str(form)]
    assert done.outcomes == ["applied"]
    assert left_aside([batch]) == 0


def test_a_zip_and_a_letter_in_a_folder_say_what_to_do_and_the_rest_is_taken(
    town: Town, tmp_path: Path
) -> None:
    batch = tmp_path / "届いたもの"
    batch.mkdir()
    (batch / "申告票.xlsx").write_bytes(town.fill(KEN).read_bytes())
    with zipfile.ZipFile(batch / "提出分.ZIP", "w") as packed:
        packed.write(town.fill(MISAKI), "申告票_1.xlsx")
    (batch / "RE 申告票.eml").write_bytes(b"Received: from x\r\nSubject: y\r\n\r\n")
    done = town.take(town.hr, batch, code=1)
    told = {Path(f["path"]).name: [e["code"] for e in f["errors"]] for f in done.json["files"]}
    assert told == {
        "申告票.xlsx": [],
        "提出分.ZIP": ["file-packed"],
        "RE 申告票.eml": ["file-is-mail"],
    }
    assert len(expand([batch])) == 3


def test_a_note_is_told_with_the_answers_and_a_struck_level_stops_that_file_alone(
    town: Town, tmp_path: Path
) -> None:
    noted, struck = town.fill(KEN), town.fill(MISAKI)
    for path, font in ((noted, None), (struck, Font(strike=True))):
        book = openpyxl.load_workbook(path)
        sheet = book[FORM_SHEET]
        row = next(c.row for cells in sheet.iter_rows() for c in cells if c.value == SKILL)
        cell = sheet.cell(row, 6)
        if font is None:
            cell.comment = Comment("係長と相談したい", "本人")
        else:
            cell.font = font
        book.save(path)
    done = town.take(town.hr, noted, struck, code=1)
    first, second = done.json["files"]
    assert (first["outcome"], second["outcome"]) == ("applied", "refused")
    assert [(n["code"], n["found"]) for n in first["notices"]] == [("remark-unread", "係長と相談したい")]
    assert [(e["code"], e["cell"][0], e["found"]) for e in second["errors"]] == [("cell-struck", "F", "LV2")]
