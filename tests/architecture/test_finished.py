"""What is in the repository is finished, and says nothing about the desk it was made on."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.helpers.source import ROOT, project_files, python_files, shown

# Put together here, so that this file does not mention them itself.
UNFINISHED = ("NotImplemented" + "Error", "TO" + "DO", "FIX" + "ME", "XX" + "X:")
FOREIGN_PLACES = ("../" + "shared", "/wo" + "rk/", "/ro" + "ot/", "/tmp/" + "bash_jobs")


@pytest.mark.parametrize("path", python_files(), ids=shown)
def test_no_code_waits_to_be_written(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not [word for word in UNFINISHED if re.search(rf"\b{re.escape(word)}", source)]


def test_no_file_points_outside_the_repository() -> None:
    found = [
        f"{shown(path)}: {place}"
        for path in project_files()
        for place in FOREIGN_PLACES
        if place in path.read_text(encoding="utf-8", errors="replace")
    ]
    assert not found


@pytest.mark.parametrize("path", python_files("dxdesk", "db", "build"), ids=shown)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_the_top_level_is_the_one_agreed_on() -> None:
    agreed = {"dxdesk", "resources", "db", "build", "tests", "pyproject.toml", "dxdesk.spec", "README.md"}
    agreed |= {".ci", ".github", ".gitignore", "LICENSE"}
    assert {path.relative_to(ROOT).parts[0] for path in project_files()} <= agreed
