"""What a person keeps: the name large, a long list on a 別紙, room for the office's own seal."""

from __future__ import annotations

import re

import pytest

from dxdesk.pdf import certificate
from dxdesk.pdf.certificate_name import LEAST, set_name
from dxdesk.pdf.printer import PdfPrinter
from dxdesk.ports import printing as doc
from tests.pdf import people
from tests.pdf.reading import read


def _items(count: int) -> tuple[doc.CertificateItem, ...]:
    return tuple(doc.CertificateItem(f"項目{number:02}番", "LV2") for number in range(count))


def _pages(printer: PdfPrinter, *records: doc.Certificate) -> list[str]:
    return [re.sub(r"\s+", "", page.extract_text()) for page in read(printer.draw(list(records))).pages]


@pytest.mark.parametrize("letters", range(1, 26))
@pytest.mark.parametrize("scale", [1.0, 0.5])
def test_a_name_of_two_lines_is_never_below_thirty_points(
    printer: PdfPrinter, letters: int, scale: float
) -> None:
    fonts = printer._fonts()
    for name in ("検" * letters, "検 " + "証" * letters):
        found = set_name(fonts, name, "様", scale)
        assert found.size >= LEAST
        assert len(found.lines) <= 2
        assert "".join(found.lines).replace(" ", "") == name.replace(" ", "")
    if letters <= 12:
        assert len(set_name(fonts, "検" * letters, "様", scale).lines) == 1


def test_a_full_certificate_shrinks_around_the_name(printer: PdfPrinter) -> None:
    record = people.certificate(people.person(people.LONG_NAME), items=_items(22), body="あ" * 180)
    assert certificate._set(printer._fonts(), record, 0.5).name.size >= LEAST


def test_a_name_is_parted_between_its_parts(printer: PdfPrinter) -> None:
    name = "アレクサンドロス クリストファー・オブライアン"
    assert set_name(printer._fonts(), name, "様", 1.0).lines == (
        "アレクサンドロス",
        "クリストファー・オブライアン",
    )


def test_a_list_on_a_separate_sheet_says_number_and_name_again(printer: PdfPrinter) -> None:
    record = people.certificate(items=_items(18), annex=True, body="別紙のとおり証します")
    first, second = _pages(printer, record)
    assert "項目" not in first
    assert "別紙のとおり" in first
    assert second.startswith("別紙")
    assert all(text in second for text in ("第12号", "髙橋美咲様", *(f"項目{n:02}番" for n in range(18))))
    assert len(_pages(printer, people.certificate(items=_items(60), annex=True))) == 3


def test_a_wording_that_names_no_separate_sheet_is_followed_by_it(printer: PdfPrinter) -> None:
    first, _ = _pages(printer, people.certificate(items=_items(18), annex=True, body="証します"))
    assert "別紙のとおり" in first


def test_a_reading_stands_above_its_part_of_the_name(printer: PdfPrinter) -> None:
    fonts = printer._fonts()
    assert set_name(fonts, "髙橋 美咲", "様", 1.0, "タカハシ ミサキ").ruby == (
        (0, "髙橋", "タカハシ"),
        (0, "美咲", "ミサキ"),
    )
    assert set_name(fonts, "髙橋美咲", "様", 1.0, "タカハシ ミサキ").ruby == (
        (0, "髙橋美咲", "タカハシ ミサキ"),
    )
    assert "タカハシ" in _pages(printer, people.certificate(ruby="タカハシ ミサキ"))[0]


@pytest.mark.parametrize("side", [12, 24, 36])
def test_the_room_for_a_seal_is_as_large_as_chosen(printer: PdfPrinter, side: int) -> None:
    page = read(printer.draw([people.certificate(seal_size=side)])).pages[0]
    strokes = re.findall(
        r"([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l S", page.get_contents().get_data().decode("latin-1")
    )
    corners = [(float(x), float(y)) for x, y, *_ in strokes][-8:]
    width = max(x for x, _ in corners) - min(x for x, _ in corners)
    height = max(y for _, y in corners) - min(y for _, y in corners)
    assert width == pytest.approx(side * 72 / 25.4, abs=0.05)
    assert height == pytest.approx(side * 72 / 25.4, abs=0.05)
    assert min(y for _, y in corners) > 18.2 * 72 / 25.4  # within the inner frame
