"""What a document system, a viewer and a printing office ask of a file is in it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import ImageCms
from reportlab.pdfgen.canvas import Canvas

from dxdesk.pdf.paper import A4, Paper
from dxdesk.pdf.printer import PdfPrinter
from dxdesk.ports import printing as doc
from tests.pdf import people
from tests.pdf.reading import composite_fonts, embedded, read


def _records() -> dict[str, list[Any]]:
    one, other = people.person("検証 花子", "000001"), people.person("検証 次郎", "000002")
    return {
        "certificate": [people.certificate(one), people.certificate(other)],
        "notice": [people.notice(one), people.notice(other)],
        "sheet": [people.sheet(one), people.sheet(other)],
        "map": [people.skill_map()],
        "table": [doc.TableDocument("配布簿", (doc.TableColumn("宛先"),), (("検証",),), "検証区", 2025)],
    }


@pytest.mark.parametrize("kind", ["certificate", "notice", "sheet", "map", "table"])
def test_every_kind_says_what_it_is_and_which_colours_it_means(printer: PdfPrinter, kind: str) -> None:
    records = _records()[kind]
    pdf = printer.draw(records)
    root = read(pdf).trailer["/Root"]
    title = read(pdf).metadata["/Title"]  # type: ignore[index]
    assert title.startswith(records[0].title)
    assert (pdf.count(b"/Title ("), pdf.count(b"/Subject ("), pdf.count(b"<dc:title>")) == (1, 1, 1)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] in (True, "true")
    metadata = root["/Metadata"].get_object()
    assert metadata["/Subtype"] == "/XML"
    assert title in "".join(ElementTree.fromstring(metadata.get_data().decode("utf-8")).itertext())
    (intent,) = [one.get_object() for one in root["/OutputIntents"]]
    assert intent["/S"] == "/GTS_PDFA1"
    profile = ImageCms.ImageCmsProfile(io.BytesIO(intent["/DestOutputProfile"].get_object().get_data()))
    assert "sRGB" in ImageCms.getProfileDescription(profile)
    assert all(embedded(font)["maxp"].numGlyphs for font in composite_fonts(pdf))


def test_a_title_is_set_once(printer: PdfPrinter, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a paper sets for itself is not what the file is called: year and person are known at the end."""
    said: list[str] = []
    usual = Canvas.setTitle

    def noted(canvas: Canvas, title: str) -> None:
        said.append(title)
        usual(canvas, title)

    monkeypatch.setattr(Canvas, "setTitle", noted)
    for records in _records().values():
        said.clear()
        pdf = read(printer.draw(records))
        assert said == [pdf.metadata["/Title"]]  # type: ignore[index]


def test_the_title_names_year_and_section_or_the_one_person(printer: PdfPrinter) -> None:
    one, other = _records()["sheet"]
    assert read(printer.draw([one])).metadata["/Title"] == "DXスキルシート 令和7年度 検証 花子"  # type: ignore[index]
    both = read(printer.draw([one, other])).metadata["/Title"]  # type: ignore[index]
    assert both == f"DXスキルシート 令和7年度 {one.person.department}"
    moved = replace(other, person=replace(other.person, department="区民部 戸籍課"))
    assert read(printer.draw([one, moved])).metadata["/Title"] == "DXスキルシート 令和7年度"  # type: ignore[index]


@pytest.mark.parametrize("kind", ["certificate", "notice", "sheet"])
def test_the_outline_leads_to_the_first_page_of_each_person(printer: PdfPrinter, kind: str) -> None:
    pdf = read(printer.draw(_records()[kind]))
    entries = [one for one in pdf.outline if not isinstance(one, list)]
    assert [one["/Title"] for one in entries] == ["000001 検証 花子", "000002 検証 次郎"]
    for one in entries:
        number = pdf.get_destination_page_number(one)  # type: ignore[arg-type]
        assert str(one["/Title"]).partition(" ")[2] in pdf.pages[number].extract_text()  # type: ignore[index]


def test_letters_set_apart_copy_back_without_blanks(printer: PdfPrinter) -> None:
    text = read(printer.draw([people.certificate()])).pages[0].extract_text()
    assert people.certificate().title in text
    assert "令和8年3月18日" in text


def test_a_finished_page_is_held_packed(printer: PdfPrinter) -> None:
    """A batch of 20,000 pages is held until it is saved: no page lies there as it was written."""
    paper = Paper(printer._fonts(), A4)
    for _ in range(3):
        for row in range(60):
            paper.text(50, 60 + row * 12, "同じ文が何度も並ぶページです。" * 3, 9)
        paper.hold_page()
    paper.end_record(lambda page, pages: paper.text(50, 800, f"{page} / {pages}", 8))
    held = paper.canvas._doc.Pages.pages
    assert [page.stream for page in held] == [None] * 3
    assert all(len(page.Contents.content) < 2_000 for page in held)
    assert [page.extract_text().split("\n")[-1] for page in read(paper.finish()).pages] == [
        "1 / 3",
        "2 / 3",
        "3 / 3",
    ]
