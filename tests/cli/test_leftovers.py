"""A command takes away what a killed run left, and never fails over it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk import paths
from tests.helpers.commands import dxdesk
from tests.helpers.leftovers import leave


def test_a_command_takes_away_what_a_killed_run_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(paths.USER_DATA_VARIABLE, str(tmp_path))
    left = leave(tmp_path)
    # Also one that is refused: the workbooks are as old then.
    dxdesk("status", tmp_path / "ない.dxdesk", code=1)
    assert left.here() == set(left.fresh)


def test_a_command_works_where_the_folder_cannot_be_looked_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "temp").write_bytes(b"a file where the folder should be")
    monkeypatch.setenv(paths.USER_DATA_VARIABLE, str(tmp_path / "data"))
    done = dxdesk("status", "--json", tmp_path / "ない.dxdesk", code=1)
    assert done.error == "store-missing"
