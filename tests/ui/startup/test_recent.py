"""最近使った台帳: found again from wherever the program is started the next time."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk.ui.startup import recent


def test_a_store_opened_by_a_relative_path_is_found_from_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DXDESK_USER_DATA", str(tmp_path / "利用者"))
    (tmp_path / "台帳").mkdir()
    (tmp_path / "台帳" / "人事.dxdesk").touch()
    monkeypatch.chdir(tmp_path)
    entry = recent.Recent("台帳/人事.dxdesk", "人事", "2026-04-01T00:00:00Z")
    recent.remember(entry)
    recent.remember(entry)
    monkeypatch.chdir(tmp_path / "台帳")
    (kept,) = recent.load()
    assert Path(kept.location).exists()
    recent.forget("人事.dxdesk")
    assert recent.load() == ()
