"""The self-test passes on a sound installation and names what is missing on another."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk import paths
from dxdesk.pdf import fontset
from dxdesk.pdf.printer import PdfPrinter
from dxdesk.ports import printing as doc
from dxdesk.programs.self_test import prove
from tests.helpers.commands import process
from tests.helpers.played import without_network
from tests.pdf import small_font


def test_a_sound_installation_passes_without_any_network() -> None:
    done = process("self-test", "--json", before=without_network(), guard=True)
    assert done.code == 0, done.out
    assert done.json["passed"]
    assert [check["name"] for check in done.json["checks"]] == ["部品", "台帳", "票", "帳票", "画面", "通信"]


def test_missing_fonts_are_found_and_the_other_trials_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = paths.resources_dir()
    for entry in shipped.iterdir():
        if entry.name != "fonts":
            (tmp_path / entry.name).symlink_to(entry)
    monkeypatch.setattr(paths, "resources_dir", lambda: tmp_path)
    proofs = {proof.name: proof.passed for proof in prove()}
    assert not proofs["部品"]
    assert proofs["票"]
    assert len(proofs) == 6


@pytest.fixture
def shipped_fonts_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fontset, "machine_font_dirs", lambda: ())
    monkeypatch.setattr(paths, "fonts_dirs", lambda: (paths.resources_dir() / "fonts",))
    monkeypatch.setattr(fontset, "_kept", {})


@pytest.mark.usefixtures("shipped_fonts_alone")
def test_a_letter_no_font_has_must_stop_the_print(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = {proof.name: proof for proof in prove()}["帳票"]
    assert refused.passed
    assert "U+20BB7)は、印刷を断って" in refused.text
    small_font.build(tmp_path / "kakikake.ttf")
    shipped = paths.fonts_dirs()
    monkeypatch.setattr(paths, "fonts_dirs", lambda: (tmp_path, *shipped))
    drawn = {proof.name: proof for proof in prove()}["帳票"]
    assert drawn.passed
    assert "U+20BB7 も" in drawn.text


@pytest.mark.usefixtures("shipped_fonts_alone")
def test_a_print_that_swallows_such_a_letter_fails_the_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PdfPrinter, "missing_glyphs", lambda self, texts: doc.GlyphReport())
    assert not {proof.name: proof for proof in prove()}["帳票"].passed


def test_nothing_is_left_behind() -> None:
    before = set(paths.temp_dir().iterdir())
    assert all(proof.passed for proof in prove())
    assert set(paths.temp_dir().iterdir()) == before
