"""A name is set in one face, or stops the print; in other texts a geta stands for what no font has."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk import paths
from dxdesk.domain.errors import KnownError
from dxdesk.pdf import fontset
from dxdesk.pdf.fontset import FontSet, Style
from dxdesk.pdf.printer import PdfPrinter
from dxdesk.ports import printing as doc
from tests.pdf import people, small_font
from tests.pdf.reading import composite_fonts, glyph_for, read, text_of

NAME = f"{small_font.YOSHI}野 太郎"
GETA = "\u3013"


@pytest.fixture
def whole_printer(tmp_path: Path) -> PdfPrinter:
    """Return a printer whose fonts folder has a face with all letters of the name."""
    small_font.build(tmp_path / "a.ttf", more="野太郎様")
    return PdfPrinter([tmp_path], machine_fonts=False)


def _faces_of(pdf: bytes, text: str) -> set[str]:
    """Return the names of the fonts that draw a character of a PDF."""
    return {
        font["/BaseFont"].partition("+")[2]
        for font in composite_fonts(pdf)
        if glyph_for(font, text) is not None
    }


@pytest.mark.parametrize("kind", ["certificate", "notice", "sheet"])
def test_a_name_with_a_rare_letter_is_set_in_one_face(whole_printer: PdfPrinter, kind: str) -> None:
    who = people.person(NAME)
    record = {"certificate": people.certificate, "notice": people.notice, "sheet": people.sheet}[kind](who)
    pdf = whole_printer.draw([record])
    assert NAME in text_of(pdf)
    assert _faces_of(pdf, "太") == {"Kakikake-Regular"}


def test_a_name_in_a_narrow_cell_keeps_its_face_in_both_lines(whole_printer: PdfPrinter) -> None:
    row = replace(people.skill_map(30, 18).rows[0], person=people.person(f"{NAME}{'太郎' * 5}"))
    pdf = whole_printer.draw([replace(people.skill_map(30, 18), rows=(row,))])
    assert _faces_of(pdf, "郎") == {"Kakikake-Regular"}


def test_others_are_set_as_ever_beside_such_a_name(whole_printer: PdfPrinter) -> None:
    pdf = whole_printer.draw([people.notice(people.person(NAME)), people.notice(people.person("野太 郎太"))])
    assert _faces_of(pdf, "太") == {"Kakikake-Regular", "BIZUDGothic-Regular"}


def test_the_mayors_name_is_set_in_one_face_too(whole_printer: PdfPrinter) -> None:
    pdf = whole_printer.draw([replace(people.certificate(), issuer_name=NAME)])
    assert _faces_of(pdf, "郎") == {"Kakikake-Regular"}


def test_a_comment_with_letters_no_font_has_is_printed_and_says_so(printer: PdfPrinter) -> None:
    notice = replace(people.notice(), overall_comment="\U0001f600 よくできました \U00020bb7")
    text = text_of(printer.draw([notice, people.notice(people.person("検証 花子", "000002"))]))
    assert f"{GETA} よくできました {GETA}" in text
    assert text.count(f"{GETA}は、印刷に使う書体にない文字です") == 1
    assert "U+1F600、U+20BB7" in text


@pytest.mark.parametrize(
    "comment",
    [
        "\u0645\u062d\u0645\u062f",
        "\u0e2a\u0e21\u0e0a\u0e32\u0e22",
        "\u05d3\u05d5\u05d3",
        "\u0905\u092e\u093f\u0924",
    ],
)
def test_scripts_that_need_shaping_never_stop_a_comment_nor_are_set_letter_by_letter(
    tmp_path: Path, comment: str
) -> None:
    small_font.build(tmp_path / "a.ttf", more="".join(dict.fromkeys(comment)))
    printer = PdfPrinter([tmp_path], machine_fonts=False)
    text = text_of(printer.draw([people.sheet(comment=f"助言者は{comment}さん")]))
    assert not set(comment) & set(text)
    assert "助言者は" in text


def test_a_name_in_such_a_script_stops_with_one_message_that_says_how_to_write_it(
    printer: PdfPrinter,
) -> None:
    with pytest.raises(KnownError) as refused:
        printer.draw([people.notice(people.person("\u0645\u062d\u0645\u062f 一郎", "000003"))])
    (problem,) = refused.value.problems
    assert "000003" in problem.place.file
    assert "カタカナ" in problem.fix
    assert "IPAmj" not in problem.fix


def test_a_person_with_several_missing_letters_is_one_message(printer: PdfPrinter) -> None:
    name = "\U00020bb7\U0002070e\U00021e2d 子"
    with pytest.raises(KnownError) as refused:
        printer.draw(
            [people.notice(people.person(name, "000004")), people.notice(people.person(name, "000005"))]
        )
    assert [problem.place.file[:6] for problem in refused.value.problems] == ["000004", "000005"]
    for code in ("U+20BB7", "U+2070E", "U+21E2D"):
        assert code in refused.value.problems[0].message


def test_a_certificate_prints_no_geta_whatever_it_would_stand_for(printer: PdfPrinter) -> None:
    with pytest.raises(KnownError, match="U\\+20BB7"):
        printer.draw([replace(people.certificate(), body="\U00020bb7の研修を修めたことを証します。")])


SHIPPED = paths.resources_dir() / "fonts"
RARE = "".join(chr(0x20B9F + place) for place in range(1, 140))


@pytest.mark.parametrize(
    ("pages", "more", "used"),
    [
        (1 << 17, "", True),
        (1, RARE, True),
        (1, "", False),
        (1 << 18, RARE, False),
        (1 << 20, RARE, False),
        (1 << 19, RARE, False),
    ],
    ids=["Japanese", "rare kanji alone", "Latin", "Chinese", "Taiwanese", "Korean"],
)
def test_a_font_of_the_machine_is_judged_by_its_glyphs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: int, more: str, used: bool
) -> None:
    monkeypatch.setattr(fontset, "machine_font_dirs", lambda: (tmp_path,))
    small_font.build(tmp_path / "machine.ttf", pages=pages, more=more.replace(small_font.YOSHI, ""))
    found = FontSet(SHIPPED, (), machine_fonts=True).find(Style.MINCHO, small_font.YOSHI)
    assert (found is not None) is used


def test_five_hundred_hard_names_copy_back_as_they_are_written(printer: PdfPrinter) -> None:
    names = sorted({*people.HARD_NAMES, *(hard_name(number) for number in range(500))})
    assert len(names) >= 500
    pdf = read(printer.draw([people.certificate(people.person(name)) for name in names]))
    for page, name in zip(pdf.pages, names, strict=True):
        assert name in page.extract_text()


_HARD = "髙﨑濵邊邉齋齊德惠冨眞廣澤國曻杦栁桒淵渕瀨瀧穐籔緖繫葛蓮蔣薗蘆襄豐辻鄕鷗鷹塚晴朗神福祥靖\u3094"


def hard_name(number: int) -> str:
    """Return one of many names of old shapes, variants and compatibility ideographs."""
    turn, place = divmod(number, len(_HARD))
    first, second = _HARD[place], _HARD[(place + turn * 5 + 3) % len(_HARD)]
    selector = ("", "\U000e0100", "\U000e0101")[number % 3] if first in "葛辻蓮祥" else ""
    return f"{first}{selector}{second}田 {chr(0x3042 + number % 60)}{_HARD[(number * 11) % len(_HARD)]}子"


def test_the_head_of_the_next_page_sets_the_name_in_its_face(whole_printer: PdfPrinter) -> None:
    long = replace(people.notice(people.person(NAME)), overall_comment="長い総評。" * 900)
    pdf = whole_printer.draw([long])
    assert len(read(pdf).pages) > 1
    assert _faces_of(pdf, "郎") == {"Kakikake-Regular"}


def test_a_list_tells_which_letters_it_could_not_print(printer: PdfPrinter) -> None:
    columns = (doc.TableColumn("内容"),)
    pdf = printer.draw([doc.TableDocument("配布簿", columns, (("\U00020bb7課へ",),), "検証区", 2025)])
    assert "(U+20BB7)" in text_of(pdf)
