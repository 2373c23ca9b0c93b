"""A ledger is printed whatever names stand in it, and says which it cannot show."""

from __future__ import annotations

import io
import re

import pypdf

from dxdesk.pdf.printer import PdfPrinter
from dxdesk.ports.printing import TableColumn, TableDocument
from dxdesk.usecases.reports.legible import legible

COLUMNS = (TableColumn("番号"), TableColumn("ファイル"), TableColumn("あて先"))


def ledger(*names: str) -> TableDocument:
    rows = tuple((str(n), f"申告票_R7_{n:06}.xlsx", name) for n, name in enumerate(names, start=1))
    return TableDocument("配布簿", COLUMNS, rows)


def test_a_name_no_font_draws_is_told_by_its_code_point() -> None:
    printer = PdfPrinter([], machine_fonts=False)
    record = ledger("髙橋 美咲", "\U00020bb7田 翔太", "\U0002123d屋 大輔")
    shown = legible(printer, record)
    assert shown.rows[0] == record.rows[0]
    assert shown.rows[1] == ("2", "申告票_R7_000002.xlsx", "(氏名は表示できません: U+20BB7)")
    assert "U+20BB7 を持つ書体がこのPCにありません" in shown.notes[0]
    pages = pypdf.PdfReader(io.BytesIO(printer.table(shown))).pages
    text = re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))
    assert "(氏名は表示できません:U+20BB7)" in text
    assert "\U0002123d屋大輔" in text
    assert "全3件" in text


def test_what_can_be_drawn_stays_as_it_is() -> None:
    record = ledger("髙橋 美咲", "葛\U000e0100城 健")
    assert legible(PdfPrinter([], machine_fonts=False), record) is record
