"""The self-test passes on a sound installation and names what is missing on another."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk import paths
from dxdesk.programs.self_test import prove
from tests.helpers.commands import process
from tests.helpers.played import without_network


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


def test_nothing_is_left_behind() -> None:
    before = set(paths.temp_dir().iterdir())
    assert all(proof.passed for proof in prove())
    assert set(paths.temp_dir().iterdir()) == before
