"""A map stays readable however many skills there are, and says why a cell holds no level."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dxdesk.pdf.printer import PdfPrinter
from dxdesk.ports import printing as doc
from tests.pdf import people
from tests.pdf.reading import pieces_of, read, text_of

NAMES = tuple(f"{place}番目の長い名前のスキル" for place in range(1, 31))


def _map(skills: int, *, groups: tuple[str, ...] = (), staff: int = 6) -> doc.SectionMap:
    made = people.skill_map(staff, skills)
    return replace(made, skills=NAMES[:skills], groups=groups, sections=())


@pytest.mark.parametrize("skills", [1, 8, 18, 30])
@pytest.mark.parametrize("large", [False, True])
def test_every_skill_stands_on_a_page_with_everybody_and_its_legend(
    printer: PdfPrinter, skills: int, large: bool
) -> None:
    pages = [
        "".join(page.extract_text().split())
        for page in read(printer.draw([replace(_map(skills), large=large)])).pages
    ]
    text = "".join(pages)
    assert all(name in text for name in NAMES[:skills])
    assert all("LV3" in page for page in pages)
    assert all(all(f"{number:06}" in page for number in range(6)) for page in pages)


def test_headings_keep_five_letters_beside_each_other(printer: PdfPrinter) -> None:
    found = [piece for piece in pieces_of(printer.draw([_map(30)])) if "番目" in piece]
    assert found
    assert max(map(len, found)) >= 5


def test_many_skills_are_parted_between_their_categories(printer: PdfPrinter) -> None:
    groups = ("業務",) * 8 + ("技術",) * 10
    pages = [page.extract_text() for page in read(printer.draw([_map(18, groups=groups)])).pages]
    assert "スキル 1\N{EN DASH}8 / 18: 業務" in pages[0]
    assert "スキル 9\N{EN DASH}18 / 18: 技術" in pages[1]


def test_a_larger_sheet_holds_more_skills(printer: PdfPrinter) -> None:
    small, large = (read(printer.draw([replace(_map(18), large=large)])).pages for large in (False, True))
    assert len(large) < len(small)
    assert [round(float(edge)) for edge in large[0].mediabox[2:]] == [1191, 842]


def test_why_a_cell_is_empty_is_told_and_explained(printer: PdfPrinter) -> None:
    made = _map(4)
    row = replace(made.rows[0], levels=(None, None, None, 1), blanks=("未", "待", "\uff0f", ""))
    text = "".join(text_of(printer.draw([replace(made, rows=(row,))])).split())
    for told in ("未未提出", "待確認待ち", "\uff0f聞かない項目"):
        assert told in text
    assert "―回答なし" not in text


def test_the_sum_counts_everybody_listed_or_not(printer: PdfPrinter) -> None:
    made = replace(_map(2), reached=(12, 345), whole=678)
    text = "".join(text_of(printer.draw([made])).split())
    assert "LV2以上の人数(678人のうち)12345" in text


def test_a_section_of_which_little_is_known_is_told_apart(printer: PdfPrinter) -> None:
    counts = ((1, 1, 1, 0), (0, 0, 2, 1))
    sections = (doc.SectionRow("税務課", 10, counts, 3), doc.SectionRow("区民課", 3, counts, 3))
    assert [section.half_read for section in sections] == [True, False]
    made = replace(_map(2), rows=(), sections=sections)
    text = "".join(text_of(printer.draw([made])).split())
    assert "税務課103/1033.3%1/3100.0%3/3" in text
    assert "斜線は確認済が半数に満たない所属です" in text
