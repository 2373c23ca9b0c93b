"""A name is printed as its owner writes it, and copies back exactly."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.pdf.fontset import Style
from dxdesk.pdf.printer import PdfPrinter
from tests.pdf import people, small_font
from tests.pdf.reading import box_width, composite_fonts, embedded, glyph_for, read, text_of


def test_hard_names_copy_back_from_certificates(printer: PdfPrinter) -> None:
    records = [people.certificate(people.person(name)) for name in people.HARD_NAMES]
    pages = read(printer.draw(records)).pages
    assert len(pages) == len(people.HARD_NAMES)
    for page, name in zip(pages, people.HARD_NAMES, strict=True):
        assert name in page.extract_text()
    assert printer.notes == ()


def test_hard_names_copy_back_from_every_other_document(printer: PdfPrinter) -> None:
    for name in people.HARD_NAMES:
        who = people.person(name)
        assert name in text_of(printer.draw([people.sheet(who)]))
        assert name in text_of(printer.draw([people.notice(who)]))


def test_two_shapes_of_one_character_stay_apart(printer: PdfPrinter) -> None:
    """葛 and 葛 with a selector are drawn in one line; each copies back as it was written."""
    name = "葛葛\U000e0100葛\U000e0101葛"
    assert name in text_of(printer.draw([people.certificate(people.person(name))]))


def test_a_variant_is_drawn_with_its_own_glyph(rich_printer: PdfPrinter) -> None:
    pdf = rich_printer.draw([people.certificate(people.person(f"{small_font.KUZU_RARE}西 健"))])
    assert f"{small_font.KUZU_RARE}西 健" in text_of(pdf)
    font, number = next(
        (font, number)
        for font in composite_fonts(pdf)
        if (number := glyph_for(font, small_font.KUZU_RARE)) is not None
    )
    assert "Kakikake" in font["/BaseFont"]
    assert box_width(embedded(font), number) == small_font.WIDTHS["kuzu.rare"] - 100
    assert rich_printer.notes == ()


def test_a_name_of_plane_two_is_drawn_by_the_font_in_the_folder(rich_printer: PdfPrinter) -> None:
    pdf = rich_printer.draw([people.certificate(people.person(f"{small_font.YOSHI}野 太郎"))])
    assert f"{small_font.YOSHI}野 太郎" in text_of(pdf)
    kakikake = next(font for font in composite_fonts(pdf) if "Kakikake" in font["/BaseFont"])
    number = glyph_for(kakikake, small_font.YOSHI)
    assert number is not None
    assert box_width(embedded(kakikake), number) == small_font.WIDTHS["yoshi"] - 100


def test_a_name_no_font_can_draw_stops_the_print(printer: PdfPrinter) -> None:
    records = [
        people.certificate(people.person("検証 花子", "000001")),
        people.certificate(people.person(f"{small_font.YOSHI}野 太郎", "000002")),
        people.certificate(people.person(f"検証 {small_font.GAIJI}子", "000003")),
    ]
    with pytest.raises(KnownError) as refused:
        printer.draw(records)
    problems = refused.value.problems
    assert [problem.code for problem in problems] == ["glyph-missing", "glyph-missing"]
    assert f"000002 {small_font.YOSHI}野 太郎" in str(problems[0])
    assert "U+20BB7" in str(problems[0])
    assert "000003" in str(problems[1])
    assert "U+E000" in str(problems[1])
    assert "IPAmj明朝" in problems[0].fix
    assert "fonts" in problems[0].fix


def test_after_the_font_was_put_into_the_folder_the_same_printer_prints(tmp_path: Path) -> None:
    printer = PdfPrinter([tmp_path], machine_fonts=False)
    record = people.certificate(people.person(f"{small_font.YOSHI}野 太郎"))
    with pytest.raises(KnownError):
        printer.draw([record])
    small_font.build(tmp_path / "kakikake.ttf")
    assert f"{small_font.YOSHI}野 太郎" in text_of(printer.draw([record]))


def test_a_variant_in_no_font_is_drawn_with_its_base_and_reported(printer: PdfPrinter) -> None:
    name = f"{small_font.KUZU_RARE}西 健"
    pdf = printer.draw([people.certificate(people.person(name, "000007"))])
    assert name in text_of(pdf)
    (note,) = printer.notes
    assert (note.subject, note.text, note.codes) == (f"000007 {name}", small_font.KUZU_RARE, "U+845B U+E0102")


def test_locally_drawn_characters_come_from_the_fonts_folder_only(fonts_folder: Path, tmp_path: Path) -> None:
    texts = [("000001", small_font.GAIJI)]
    assert PdfPrinter([fonts_folder], machine_fonts=False).missing_glyphs(texts).missing == ()
    assert PdfPrinter([], machine_fonts=True).missing_glyphs(texts).missing != ()


def test_texts_can_be_checked_before_printing(printer: PdfPrinter) -> None:
    report = printer.missing_glyphs(
        [("000001", "髙橋 \ufa11子"), ("000002", f"{small_font.YOSHI}野"), ("000003", small_font.KUZU_RARE)]
    )
    assert [(note.subject, note.codes) for note in report.missing] == [("000002", "U+20BB7")]
    assert [(note.subject, note.codes) for note in report.as_base] == [("000003", "U+845B U+E0102")]


def test_kana_written_with_a_combining_mark_look_composed_and_copy_back(printer: PdfPrinter) -> None:
    name = "検証 か\u3099く子"
    assert name in text_of(printer.draw([people.certificate(people.person(name))]))


def test_every_font_is_embedded_and_named_as_a_subset(rich_printer: PdfPrinter) -> None:
    record = people.certificate(people.person(f"{small_font.YOSHI}野 太郎"))
    pdfs = [
        rich_printer.draw([record]),
        rich_printer.draw([people.sheet()]),
        rich_printer.draw([people.skill_map()]),
    ]
    for pdf in pdfs:
        fonts = composite_fonts(pdf)
        assert fonts
        for font in fonts:
            assert font["/Subtype"] == "/Type0"
            assert font["/BaseFont"][7] == "+"
            assert embedded(font)["maxp"].numGlyphs < 600


@pytest.mark.parametrize("mark", ["\u3099", "\u309a", "\u00ad", "\u200b", "\u200d", "\ufeff"])
def test_what_is_drawn_with_its_neighbour_takes_no_room_of_its_own(printer: PdfPrinter, mark: str) -> None:
    """The faces have those characters as well, and wide; the 様 behind a name stood far off."""
    font = printer._fonts().styles[Style.MINCHO]
    assert font.stringWidth(f"は{mark}なこ", 10) == font.stringWidth("はなこ", 10)


def test_a_mark_is_drawn_with_its_kana_also_after_one_that_stood_alone(printer: PdfPrinter) -> None:
    names = ("は ろく", "\u3099", "は\u3099ろく")
    pdf = printer.draw([people.certificate(people.person(name)) for name in names])
    assert any(glyph_for(font, "は\u3099") is not None for font in composite_fonts(pdf))
    assert names[-1] in read(pdf).pages[2].extract_text()
