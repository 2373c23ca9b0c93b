"""What belongs together stands on one page: a heading and what it heads, a map and what its shades mean."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from dxdesk.pdf.fontset import Style
from dxdesk.pdf.paper import Fonts, Paper
from dxdesk.pdf.printer import PdfPrinter
from dxdesk.pdf.shapes import Rect, String
from dxdesk.pdf.share_charts import drawing_of
from dxdesk.ports import printing as doc
from dxdesk.ports.report_pages import Chapter, Figures, PagedReport, ShareBars
from tests.pdf import people
from tests.pdf.reading import read


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return PdfPrinter([], machine_fonts=False)._fonts()


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


@pytest.mark.parametrize("lines", range(22, 46))
def test_a_short_table_is_never_parted(printer: PdfPrinter, lines: int) -> None:
    columns = (doc.TableColumn("項目"), doc.TableColumn("人数"))
    rows = tuple((f"項目{place:02}", "1") for place in range(8))
    parts = (doc.TextPart("前", ("文です。",) * lines), doc.TextPart("内訳", columns=columns, rows=rows))
    pages = [page.extract_text() for page in read(printer.draw([doc.TextDocument("表", "", parts)])).pages]
    (whole,) = [page for page in pages if "項目00" in page]
    assert all(name in whole for name, _ in rows)
    assert "内訳" in whole


def test_a_chapter_follows_the_one_before_where_there_is_room(printer: PdfPrinter) -> None:
    """Chapters that each begin a page leave most pages half empty."""

    def begun(rows: int) -> list[int]:
        table = Figures("表", ("名", "数"), tuple((f"行{place:03}", "1") for place in range(rows)))
        chapters = tuple(Chapter(f"章{place}", (table,), own_page=True) for place in range(5))
        pages = read(printer.draw([PagedReport("報告書", "検証区", 2025, chapters)])).pages
        texts = [page.extract_text() for page in pages]
        return [sum(f"章{place}" in text for place in range(5)) for text in texts]

    assert begun(5) == [1, 3, 1], "the summary has its page to itself, the others share theirs"
    assert begun(25) == [1, 1, 1, 1, 1], "what would begin near the foot begins a page"


def test_what_is_aimed_at_is_written_beside_no_bar(fonts: Fonts) -> None:
    shares, aims = (12.0, 58.0, 99.0, 40.0), (0.0, 60.0, 100.0, 35.0)
    chart = ShareBars("割合", ("一", "二", "三", "四"), shares, ("12人 / 40人",) * 4, aims=aims)
    drawing = drawing_of(fonts, chart, 480)
    bars = [
        (one.x, one.y, one.x + one.width, one.y + one.height)
        for one in drawing.contents
        if isinstance(one, Rect)
    ]
    told = [one for one in drawing.contents if isinstance(one, String) and one.text.startswith("目標")]
    assert [one.text for one in told] == [f"目標{aim:g}%" for aim in aims]
    for one in told:
        half = fonts.width(one.text, one.fontSize) / 2
        for left, bottom, right, top in bars:
            beside = one.x + half <= left or one.x - half >= right
            assert beside or one.y >= top or one.y + one.fontSize * 0.8 <= bottom, one.text


@pytest.mark.parametrize("number", ["第102号", f"{'検証区人事委員会' * 6}第102号"])
def test_what_a_correction_says_never_reaches_the_number(
    printer: PdfPrinter, monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    """A sender of 60 letters stands in the marks twice as long as any level."""
    drawn: dict[str, tuple[float, float]] = {}
    text = Paper.text

    def seen(self: Paper, x: float, y: float, what: str, size: float, **more: Any) -> None:
        wide = self.fonts.width(what, size, more.get("style", Style.GOTHIC))
        wide += more.get("spacing", 0.0) * max(len(what) - 1, 0)
        drawn[what] = (x - wide, x) if more.get("align") is doc.Align.RIGHT else (x, x + wide)
        text(self, x, y, what, size, **more)

    monkeypatch.setattr(Paper, "text", seen)
    marks = ("訂正 令和8年3月18日付け 第2号を訂正", f"発行者 検証区長 → {'検証区総務部人事戦略推進課長' * 5}")
    printer.draw([dataclasses.replace(people.certificate(), number=number, marks=marks)])
    assert drawn[marks[1]][1] < drawn[number][0]


def test_what_a_chart_leaves_out_is_said_below_it(printer: PdfPrinter) -> None:
    """A legend of two where the table has three columns makes one look for the third."""
    sheet = people.sheet()
    whole = "".join(read(printer.draw([sheet])).pages[0].extract_text().split())
    assert "前年の記録はありません" not in whole
    first = dataclasses.replace(
        sheet,
        skills=tuple(
            dataclasses.replace(line, last_year=None, confirmed=line.confirmed if place else None)
            for place, line in enumerate(sheet.skills)
        ),
    )
    told = "".join(read(printer.draw([first])).pages[0].extract_text().split())
    count = len(sheet.skills)
    drawn = sum(line.confirmed is not None for line in first.skills)
    assert f"図の線は、{count}項目のうち、レベルのある{drawn}項目の分です。前年の記録はありません。" in told


def test_scales_that_read_alike_are_told_once(printer: PdfPrinter) -> None:
    rows = (doc.MapRow(people.person(), (1, 2)),)
    scales = tuple(doc.LevelScale(("LV0", "LV1"), title) for title in ("レベル", "段階"))
    text = read(printer.draw([doc.SectionMap(2025, "検証区", ("一", "二"), rows, scales=scales)])).pages[0]
    assert text.extract_text().count("LV0") == 1
