"""What is in the repository is finished, and says nothing about the desk it was made on."""

from __future__ import annotations

import re

from tests.helpers.source import ROOT, project_files, python_files, shown

# Put together here, so that this file does not mention them itself.
UNFINISHED = ("NotImplemented" + "Error", "TO" + "DO", "FIX" + "ME", "XX" + "X:")
FOREIGN_PLACES = ("../" + "shared", "/wo" + "rk/", "/ro" + "ot/", "/tmp/" + "bash_jobs")


def test_no_code_waits_to_be_written() -> None:
    sources = {path: path.read_text(encoding="utf-8") for path in python_files()}
    found = [
        f"{shown(path)}: {word}"
        for word in UNFINISHED
        for path, source in sources.items()
        if re.search(rf"\b{re.escape(word)}", source)
    ]
    assert sources
    assert not found


def test_no_file_points_outside_the_repository() -> None:
    found = [
        f"{shown(path)}: {place}"
        for path in project_files()
        for place in FOREIGN_PLACES
        if place in path.read_text(encoding="utf-8", errors="replace")
    ]
    assert not found


def test_every_module_says_what_it_is_for() -> None:
    modules = python_files("dxdesk", "db", "build")
    assert modules
    # A text right at the beginning is the docstring; to parse every module for that takes a second.
    begun = re.compile(r'(#.*\n|\s)*"""[^"\s]')
    assert not [shown(path) for path in modules if not begun.match(path.read_text(encoding="utf-8"))]


def test_the_top_level_is_the_one_agreed_on() -> None:
    agreed = {"dxdesk", "resources", "db", "build", "tests", "pyproject.toml", "dxdesk.spec", "README.md"}
    agreed |= {".ci", ".github", ".gitignore", "LICENSE"}
    assert {path.relative_to(ROOT).parts[0] for path in project_files()} <= agreed
