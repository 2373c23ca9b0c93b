"""What belongs together stands on one page: a heading and what it heads, a map and what its shades mean."""

from __future__ import annotations

import dataclasses

import pytest

from dxdesk.pdf.printer import PdfPrinter
from dxdesk.ports import printing as doc
from tests.pdf import people
from tests.pdf.reading import read

_GAP = "担当業務の流れを図にして説明できる。"


@pytest.mark.parametrize("lines", range(40, 76))
def test_a_heading_is_never_the_last_of_its_page(printer: PdfPrinter, lines: int) -> None:
    """However long the results are, マインドセット goes to the page of its first result."""
    long = doc.ResultLine(
        "区民目線", 1, self_level=1, next_level=2, next_statements=(_GAP,) * (lines % 12 + 1)
    )
    tall = dataclasses.replace(long, next_statements=(_GAP,) * 8)
    notice = dataclasses.replace(
        people.notice(), lines=(long,) * (lines // 12), mindset=(tall, tall), overall_comment=""
    )
    pages = [page.extract_text() for page in read(printer.draw([notice])).pages]
    assert sum(page.count("マインドセット") for page in pages) == 1
    for page in pages:
        if "マインドセット" in page:
            after = page.split("マインドセット", 1)[1]
            assert "に必要なこと" in after


@pytest.mark.parametrize("count", range(18, 34))
def test_the_sum_stands_below_the_last_people_and_every_page_says_what_shades_mean(
    printer: PdfPrinter, count: int
) -> None:
    rows = tuple(
        doc.MapRow(people.person(f"検証 {number}", f"{number:06}"), (1, 2)) for number in range(1, count + 1)
    )
    pages = read(printer.draw([doc.SectionMap(2025, "検証区", ("一", "二"), rows)])).pages
    assert all("LV3" in page.extract_text() for page in pages)
    (told,) = [text for page in pages if f"{count}人のうち" in (text := page.extract_text())]
    assert f"{count:06}" in told


def test_scales_that_read_alike_are_told_once(printer: PdfPrinter) -> None:
    rows = (doc.MapRow(people.person(), (1, 2)),)
    scales = tuple(doc.LevelScale(("LV0", "LV1"), title) for title in ("レベル", "段階"))
    text = read(printer.draw([doc.SectionMap(2025, "検証区", ("一", "二"), rows, scales=scales)])).pages[0]
    assert text.extract_text().count("LV0") == 1
