"""Fonts folders hold what people put there: good fonts, collections, locked and damaged files."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont

from dxdesk import bootstrap, paths
from dxdesk.domain.errors import KnownError
from dxdesk.pdf import fontset
from dxdesk.pdf.faces import UnusableFont, faces_in
from dxdesk.pdf.fontset import FontSet, Style
from dxdesk.pdf.printer import PdfPrinter
from tests.pdf import small_font
from tests.pdf.reading import box_width

SHIPPED = "fonts"


def _missing(printer: PdfPrinter, text: str) -> bool:
    return bool(printer.missing_glyphs([("", text)]).missing)


def test_the_shipped_fonts_know_their_variants() -> None:
    fonts = FontSet(paths.resources_dir() / SHIPPED, (), machine_fonts=False)
    for style in Style:
        plain, variant = fonts.find(style, "葛"), fonts.find(style, "葛\U000e0100")
        assert plain is not None
        assert variant is not None
        assert plain.glyph != variant.glyph
        assert not variant.as_base


def test_a_subset_keeps_outlines_and_the_parts_of_composites(tmp_path: Path) -> None:
    (face,) = faces_in(small_font.build(tmp_path / "a.ttf"))
    wanted = [face.cmap[chr(0x20B9F)], face.variants["葛", "\U000e0102"]]
    program, number = face.subset(wanted)
    font = TTFont(io.BytesIO(program))
    assert font["maxp"].numGlyphs == 5  # .notdef, two parts, the composite, the variant
    assert box_width(font, number[wanted[1]]) == 700
    assert font["hmtx"][font.getGlyphName(number[wanted[0]])][0] == 650
    composite = font["glyf"][font.getGlyphName(number[wanted[0]])]
    assert composite.isComposite()
    assert [box_width(font, font.getGlyphID(part.glyphName)) for part in composite.components] == [800, 600]


def test_a_default_variant_uses_the_base_glyph(tmp_path: Path) -> None:
    (face,) = faces_in(small_font.build(tmp_path / "a.ttf"))
    assert face.variants["葛", "\U000e0104"] == face.cmap["葛"]


def test_a_collection_gives_all_its_fonts(tmp_path: Path) -> None:
    collection = TTCollection()
    for family in ("One", "Two"):
        collection.fonts.append(TTFont(small_font.build(tmp_path / f"{family}.ttf", family=family)))
    collection.save(tmp_path / "both.ttc")
    assert [face.name for face in faces_in(tmp_path / "both.ttc")] == ["One-Regular", "Two-Regular"]


@pytest.mark.parametrize("licence", [0x0002, 0x0100, 0x0200])
def test_a_font_whose_licence_forbids_embedding_is_left_alone(tmp_path: Path, licence: int) -> None:
    small_font.build(tmp_path / "locked.ttf", licence=licence)
    assert _missing(PdfPrinter([tmp_path], machine_fonts=False), small_font.YOSHI)


def test_the_offices_own_eudc_file_is_used_whatever_its_licence_says(tmp_path: Path) -> None:
    small_font.build(tmp_path / "EUDC.tte", licence=0x0002)
    assert not _missing(PdfPrinter([tmp_path], machine_fonts=False), small_font.GAIJI)


@pytest.mark.parametrize(
    "content", [b"", b"not a font", b"\0\1\0\0" + b"\xff" * 200, b"ttcf\0\1\0\0\0\0\0\7", b"OTTO"]
)
def test_a_damaged_file_does_not_stop_the_others(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a-damaged.ttf").write_bytes(content)
    small_font.build(tmp_path / "b-good.ttf")
    assert not _missing(PdfPrinter([tmp_path], machine_fonts=False), small_font.YOSHI)
    with pytest.raises(UnusableFont):
        faces_in(tmp_path / "a-damaged.ttf")


@pytest.mark.parametrize("tenths", range(1, 10))
def test_a_font_that_was_cut_off_while_copying_is_left_out(tmp_path: Path, tenths: int) -> None:
    whole = small_font.build(tmp_path / "whole.ttf").read_bytes()
    (tmp_path / "cut.ttf").write_bytes(whole[: len(whole) * tenths // 10])
    with pytest.raises(UnusableFont):
        faces_in(tmp_path / "cut.ttf")


def test_machine_fonts_help_only_when_they_are_japanese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fontset, "machine_font_dirs", lambda: (tmp_path,))
    small_font.build(tmp_path / "foreign.ttf", japanese=False)
    shipped = paths.resources_dir() / SHIPPED
    assert FontSet(shipped, (), machine_fonts=True).find(Style.MINCHO, small_font.YOSHI) is None
    small_font.build(tmp_path / "japanese.ttf")
    found = FontSet(shipped, (), machine_fonts=True)
    assert found.find(Style.MINCHO, small_font.YOSHI) is not None
    assert found.find(Style.MINCHO, small_font.GAIJI) is None, "a stranger's private characters are not ours"


@pytest.mark.parametrize("name", ["seguisym.ttf", "SEGUIEMJ.TTF"])
def test_the_symbols_of_windows_draw_what_no_japanese_font_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(fontset, "machine_font_dirs", lambda: (tmp_path,))
    small_font.build(tmp_path / name, japanese=False)
    shipped = paths.resources_dir() / SHIPPED
    assert FontSet(shipped, (), machine_fonts=True).find(Style.GOTHIC, small_font.YOSHI) is not None


def test_an_incomplete_installation_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as refused:
        FontSet(tmp_path, (), machine_fonts=False)
    assert refused.value.code == "font-missing"
    assert "BIZUDGothic-Regular.ttf" in refused.value.problem.message


def test_a_folder_that_is_not_there_is_no_problem(tmp_path: Path) -> None:
    assert not _missing(PdfPrinter([tmp_path / "none"], machine_fonts=False), "検証")


def _away(monkeypatch: pytest.MonkeyPatch, reading: str, only: str) -> None:
    """Let a way of reading fail as on a drive that is away, for what has this name."""
    read = getattr(Path, reading)

    def failing(path: Path, *given: object, **more: object) -> object:
        if path.name == only:
            raise OSError(59, "network error")
        return read(path, *given, **more)

    monkeypatch.setattr(Path, reading, failing)


@pytest.mark.parametrize(
    ("reading", "of"),
    [("open", "a.ttf"), ("read_bytes", "a.ttf"), ("stat", "a.ttf"), ("rglob", "fonts"), ("is_dir", "fonts")],
)
@pytest.mark.parametrize("machine", [False, True], ids=["the office's", "the machine's"])
def test_a_font_whose_drive_was_away_is_found_when_it_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reading: str, of: str, machine: bool
) -> None:
    """The file is the same as before: nothing but the failure tells that it is worth another look."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    small_font.build(folder / "a.ttf")
    monkeypatch.setattr(fontset, "machine_font_dirs", lambda: (folder,) if machine else ())
    monkeypatch.setattr(fontset, "_kept", {})  # what other tests found on this machine
    printer = PdfPrinter([] if machine else [folder])
    with pytest.MonkeyPatch.context() as away:
        _away(away, reading, of)
        assert _missing(printer, small_font.YOSHI)
    assert not _missing(printer, small_font.YOSHI)


def test_what_is_complete_is_kept_and_what_is_damaged_does_not_count_as_away(tmp_path: Path) -> None:
    small_font.build(tmp_path / "a.ttf")
    (tmp_path / "b.ttf").write_bytes(b"not a font")
    shipped = paths.resources_dir() / SHIPPED
    first = fontset.load_fontset(shipped, [tmp_path], machine_fonts=False)
    assert fontset.load_fontset(shipped, [tmp_path], machine_fonts=False) is first


def test_a_fonts_folder_made_after_a_refusal_is_looked_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message says to put the font into the folder and to print again, not to start again."""
    monkeypatch.setenv(paths.USER_DATA_VARIABLE, str(tmp_path))
    monkeypatch.setattr(fontset, "machine_font_dirs", lambda: ())
    monkeypatch.setattr(fontset, "_kept", {})
    printer = bootstrap.services().printer
    assert printer.missing_glyphs([("", small_font.YOSHI)]).missing
    (tmp_path / "fonts").mkdir()
    small_font.build(tmp_path / "fonts" / "a.ttf")
    assert not printer.missing_glyphs([("", small_font.YOSHI)]).missing
