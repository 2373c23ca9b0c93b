"""Every workbook that went out is read as it was read, and the workbooks of today say what they said."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from dxdesk import bootstrap
from dxdesk.usecases.development import knowledge
from tests.kept import keeping

CASES = {case["name"]: case for case in keeping.MANIFEST["receive"]}
WRITTEN = {case["name"]: case for case in keeping.MANIFEST["write"]}


@pytest.mark.parametrize("name", CASES)
def test_kept_files_are_read_as_they_were(name: str, tmp_path: Path) -> None:
    both = keeping.received(CASES[name], tmp_path), keeping.expected(f"files/{name}.json")
    found, kept = map(keeping.silent_of_refused, both)
    for today, then in zip(found["import"]["json"]["files"], kept["import"]["json"]["files"], strict=True):
        assert today == then
    assert found == kept


def test_tables_of_other_systems_are_read_as_they_were(tmp_path: Path) -> None:
    assert keeping.tables_taken(tmp_path) == keeping.expected("files/tables-made.json")


@pytest.mark.parametrize("name", WRITTEN)
def test_workbooks_of_today_say_what_they_said(name: str, tmp_path: Path) -> None:
    found, kept = keeping.written(WRITTEN[name], tmp_path), keeping.expected(f"cells/{name}.json")
    assert sorted(found) == sorted(kept)
    for file in kept:
        assert found[file] == kept[file], file


def test_the_register_of_what_was_written_down_says_what_it_said(tmp_path: Path) -> None:
    """No command writes it: the screen does."""
    desk = bootstrap.open_desk(str(keeping.copy_of("0005/hr", tmp_path)), keeping.secret_of("0005/hr"))
    try:
        again = knowledge.write_register(desk, knowledge.entries(desk), tmp_path / "again.xlsx")
    finally:
        desk.store.close()
    (kept,) = (keeping.FILES / "knowledge-register").glob("*.xlsx")
    assert keeping.cells_of(again) == keeping.cells_of(kept)
    assert "窓口集計の手順書" in str(keeping.cells_of(kept))


def test_every_kept_file_is_read_by_something() -> None:
    read = {file for case in CASES.values() for file in case["files"]}
    there = {path.relative_to(keeping.FILES).as_posix() for path in keeping.FILES.rglob("*.*")}
    assert there == set(keeping.MANIFEST["files"])
    assert there == read


def test_every_kind_of_workbook_is_kept() -> None:
    """Every KIND of ``export`` is written again, and lies among the kept files."""
    written = {words[2] for case in WRITTEN.values() for words in case["commands"] if words[0] == "export"}
    kinds = set(keeping.offered("export", "kind"))
    assert written == kinds


def test_what_is_kept_was_not_changed() -> None:
    lines = (keeping.HERE / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = dict(reversed(line.split("  ", 1)) for line in lines)
    found: dict[str, Any] = {}
    for folder in (keeping.STORES, keeping.FILES):
        for path in folder.rglob("*.*"):
            name = path.relative_to(keeping.HERE).as_posix()
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    assert found == sums
