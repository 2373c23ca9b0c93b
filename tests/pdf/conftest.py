"""Printers: one with the shipped fonts only, one whose fonts folder holds the small font."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk.pdf.printer import PdfPrinter
from tests.pdf import small_font


@pytest.fixture
def printer() -> PdfPrinter:
    return PdfPrinter([], machine_fonts=False)


@pytest.fixture
def fonts_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "fonts"
    folder.mkdir()
    small_font.build(folder / "kakikake.ttf")
    return folder


@pytest.fixture
def rich_printer(fonts_folder: Path) -> PdfPrinter:
    return PdfPrinter([fonts_folder], machine_fonts=False)
