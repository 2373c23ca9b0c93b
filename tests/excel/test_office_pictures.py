"""A crest in an office's own layout: kept, turned into what prints, or told of before anything is written."""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from pathlib import Path

import openpyxl
import pytest
from openpyxl.drawing.image import Image as Picture
from PIL import Image

from dxdesk.domain.errors import KnownError
from dxdesk.excel.office_forms import filled_form, read_form
from dxdesk.ports.workbooks import FormFill, field_key

NAMED = FormFill({field_key("氏名"): "𠮷田 葛󠄀子"})


def picture(kind: str = "PNG", size: tuple[int, int] = (120, 90), mode: str = "RGB", **more: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **more)
    return out.getvalue()


def bomb(wide: int, high: int) -> bytes:
    """A PNG of a few kilobytes that says it has so many dots; nothing as large is made here."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    dots = zlib.compress(bytes(4096))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dots) + chunk(b"IEND", b"")


def layout(folder: Path, crest: bytes, ending: str = "png") -> Path:
    """A layout with a crest above a name; the crest's file is put there as it is, whatever it says."""
    book = openpyxl.Workbook()
    book.active["A1"] = "{{氏名}} 様"
    book.active.add_image(Picture(io.BytesIO(picture())), "C3")
    plain = io.BytesIO()
    book.save(plain)
    path = folder / "様式.xlsx"
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            data, name = source.read(entry), entry.filename
            if name == "xl/media/image1.png":
                data, name = crest, f"xl/media/image1.{ending}"
            if name.endswith((".rels", "[Content_Types].xml")):
                data = data.replace(b"image1.png", f"image1.{ending}".encode())
                data = data.replace(b'Extension="png"', f'Extension="{ending}"'.encode())
            target.writestr(name, data)
    return path


def shown(data: bytes) -> Image.Image:
    book = openpyxl.load_workbook(io.BytesIO(data))
    (kept,) = book.active._images
    assert book.active["A1"].value == "𠮷田 葛󠄀子 様"
    return Image.open(kept.ref)


@pytest.mark.parametrize(
    ("crest", "ending", "mode", "size"),
    [
        (picture(size=(1, 1)), "png", "RGB", (1, 1)),
        (picture(mode="I;16"), "png", "I;16", (120, 90)),
        (picture("JPEG"), "jpeg", "RGB", (120, 90)),
        (picture("JPEG", mode="CMYK"), "jpeg", "RGB", (120, 90)),
        (picture("GIF", mode="P", save_all=True, append_images=[Image.new("P", (120, 90), 7)]),
         "gif", "P", (120, 90)),
    ],
    ids=["1x1", "16-bit", "jpeg", "cmyk", "moving-gif"],
)  # fmt: skip
def test_what_can_be_shown_is_taken_and_still_there_in_every_workbook(
    tmp_path: Path, crest: bytes, ending: str, mode: str, size: tuple[int, int]
) -> None:
    form = read_form(layout(tmp_path, crest, ending))
    for _ in range(2):
        image = shown(filled_form(form, NAMED))
        image.load()
        assert (image.mode, image.size) == (mode, size)


@pytest.mark.parametrize(
    ("crest", "ending", "said", "found"),
    [
        (picture(size=(400, 400))[:200], "png", "途中で切れているか", "image1.png"),
        (picture("JPEG", (400, 400))[:700], "jpeg", "途中で切れているか", "image1.jpeg"),
        (bomb(30_000, 30_000), "png", "大きすぎます", "image1.png"),
        (bomb(10_000, 10_000), "png", "大きすぎます", "image1.png"),
        (bomb(8_000, 8_000), "png", "大きすぎます(8,000×8,000ドット)", "8,000×8,000ドット"),
        (picture()[:8] + os.urandom(6 * 1024 * 1024), "png", "6.0MB", "6.0MB"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "svg", "SVG の画像", "SVG"),
        (b"", "png", "画像として読めない", "image1.png"),
        (picture("PPM"), "ppm", "PPM の画像", "PPM"),
    ],
    ids=["short-png", "short-jpeg", "bomb", "large", "too-many-dots", "megabytes", "svg", "empty", "ppm"],
)  # fmt: skip
def test_what_cannot_be_shown_is_told_of_before_anything_is_written(
    tmp_path: Path, crest: bytes, ending: str, said: str, found: str
) -> None:
    with pytest.raises(KnownError) as refused:
        read_form(layout(tmp_path, crest, ending))
    (problem,) = refused.value.problems
    assert problem.code == "form-picture"
    assert said in problem.message
    assert "何も書き出していません" in problem.message
    assert found in problem.found
    assert "貼り直してください" in problem.fix
    assert problem.place is not None
    assert problem.place.file == "様式.xlsx"


def test_a_crest_of_twenty_megabytes_is_too_large_a_file(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as refused:
        read_form(layout(tmp_path, os.urandom(21 * 1024 * 1024)))
    (problem,) = refused.value.problems
    assert "20" in problem.message
    assert problem.fix


@pytest.mark.parametrize("part", [b'<legacyDrawingHF r:id="rId9"/>', b'<picture r:id="rId9"/>'])
def test_a_picture_in_a_header_or_behind_the_cells_is_not_lost_in_silence(
    tmp_path: Path, part: bytes
) -> None:
    path = layout(tmp_path, picture())
    with zipfile.ZipFile(path) as source:
        parts = {entry.filename: source.read(entry) for entry in source.infolist()}
    sheet = "xl/worksheets/sheet1.xml"
    names = b'<worksheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    marked = parts[sheet].replace(b"</worksheet>", part + b"</worksheet>")
    parts[sheet] = marked.replace(b"<worksheet ", names, 1)
    with zipfile.ZipFile(path, "w") as target:
        for name, data in parts.items():
            target.writestr(name, data)
    with pytest.raises(KnownError) as refused:
        read_form(path)
    assert [one.code for one in refused.value.problems] == ["form-shape"]
    assert "ヘッダーや背景の画像" in refused.value.problems[0].message
