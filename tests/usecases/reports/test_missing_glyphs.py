"""A ledger is printed whatever names stand in it, and says which it cannot show."""

from __future__ import annotations

import dataclasses
import io
import re
from datetime import date

import pypdf
import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.pdf.printer import PdfPrinter
from dxdesk.ports import printing as doc
from dxdesk.ports.printing import TableColumn, TableDocument
from dxdesk.usecases.reports.missing_glyphs import (
    map_without_missing,
    non_submitters_without_missing,
    status_without_missing,
    without_missing,
)

COLUMNS = (TableColumn("番号"), TableColumn("ファイル"), TableColumn("あて先"))


def ledger(*names: str) -> TableDocument:
    rows = tuple((str(n), f"申告票_R7_{n:06}.xlsx", name) for n, name in enumerate(names, start=1))
    return TableDocument("配布簿", COLUMNS, rows)


def said(pdf: bytes) -> str:
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages))


def test_a_name_no_font_draws_is_told_by_its_code_point() -> None:
    printer = PdfPrinter([], machine_fonts=False)
    record = ledger("髙橋 美咲", "\U00020bb7田 翔太", "\U0002123d屋 大輔")
    shown = without_missing(printer, record)
    assert shown.rows[0] == record.rows[0]
    assert shown.rows[1] == ("2", "申告票_R7_000002.xlsx", "(氏名は表示できません: U+20BB7)")
    assert "U+20BB7 を持つ書体がこのPCにありません" in shown.notes[0]
    text = said(printer.draw([shown]))
    assert "(氏名は表示できません:U+20BB7)" in text
    assert "\U0002123d屋大輔" in text
    assert "全3件" in text


def test_what_can_be_drawn_stays_as_it_is() -> None:
    record = ledger("髙橋 美咲", "葛\U000e0100城 健")
    assert without_missing(PdfPrinter([], machine_fonts=False), record) is record


def test_the_status_is_printed_whatever_a_section_is_called() -> None:
    printer = PdfPrinter([], machine_fonts=False)
    rows = tuple(doc.StatusRow(name, 3, (1, 2)) for name in ("\U0001f600課\ue000\U0001f600", "窓口係"))
    record = doc.StatusReport(2026, "検証区", ("未着手", "提出"), rows, date(2026, 6, 1))
    text = said(printer.draw([status_without_missing(printer, record)]))
    assert "〓課〓〓(〓はU+1F600、U+E000)" in text
    assert "窓口係" in text
    drawable = dataclasses.replace(record, rows=rows[1:])
    assert status_without_missing(printer, drawable) is drawable


def test_who_is_missing_is_listed_whatever_their_name() -> None:
    printer = PdfPrinter([], machine_fonts=False)
    rows = tuple(
        doc.NonSubmitter(n, name, "未着手") for n, name in (("1", "髙橋 美咲"), ("2", "\U00020bb7田 翔太"))
    )
    record = doc.NonSubmitters(2026, "検証区", "\U0001f600課", 3, rows, date(2026, 6, 1))
    text = said(printer.draw(non_submitters_without_missing(printer, [record])))
    assert "〓課(〓はU+1F600)" in text
    assert "1髙橋美咲未着手" in text
    assert "2(氏名は表示できません:U+20BB7)未着手" in text
    drawable = dataclasses.replace(record, section="窓口係", rows=rows[:1])
    assert non_submitters_without_missing(printer, [drawable]) == [drawable]


def test_the_map_tells_sections_and_still_refuses_people_by_name() -> None:
    printer = PdfPrinter([], machine_fonts=False)

    def people(*names: str) -> doc.SectionMap:
        heads = [doc.PersonHead(f"{n}", name, "\U0001f600課") for n, name in enumerate(names)]
        rows = tuple(doc.MapRow(head, (1,)) for head in heads)
        section = doc.SectionRow("\U0001f600課", 2, ((0, 2, 0, 0),))
        return doc.SectionMap(2026, "検証区", ("データ活用",), rows, (section,), section="\U0001f600課")

    text = said(printer.draw([map_without_missing(printer, people("髙橋 美咲", "神谷 蓮"))]))
    assert text.count("〓課(〓はU+1F600)") >= 2
    assert "神谷蓮" in text
    with pytest.raises(KnownError) as refused:
        printer.draw([map_without_missing(printer, people("髙橋 美咲", "\U00020bb7田 翔太"))])
    assert [problem.place.file[0] for problem in refused.value.problems] == ["1"]
    drawable = doc.SectionMap(2026, "検証区", ("データ活用",), section="窓口係")
    assert map_without_missing(printer, drawable) is drawable
