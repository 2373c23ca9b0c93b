"""How tests stand to one another: what two of them need lies in a helper, and none is left out in silence."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.helpers.parsed import nodes_of, parsed
from tests.helpers.source import ROOT, naming, python_files, shown

ALLOWED_TO_SKIP = {
    "LibreOffice is not installed",
    "Windows asks the system, not the environment",
    "Windows folders inherit the profile's rights",
    "accounts are asked for as on Unix here",
    "folder permissions are set as on Unix here",
    "needs a folder in which nobody can write",
    "no right to make a network namespace",
    "no small file system can be mounted here",
    "memory is read from /proc here",
    "the history that holds the former program is not here",
    "no file of this kind on Windows",
    "the script is for a shell",
    "no Xvfb, openbox and xdotool on this machine",
    "Qt shows no window on an X server of this machine",
}
"""What a machine may lack. A module or a file of ours that is missing is a failure and no reason."""


def imported(path: Path) -> Iterator[str]:
    """Yield every module and name a file imports, wherever in it, as ``package.module.name``."""
    for node in nodes_of(parsed(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            yield from (f"{base}.{alias.name}" for alias in node.names)


def of_a_test(name: str) -> bool:
    """Tell whether an import reaches into a module of tests or of fixtures."""
    *modules, last = [part for part in name.split(".") if part]
    inside = modules[:1] == ["tests"] or name.startswith(".")
    parts = [*modules, last] if inside else []
    return any(part.startswith("test_") or part == "conftest" for part in parts)


def test_no_test_imports_another_test_module() -> None:
    found = [
        f"{shown(path)}: {name}"
        for path in python_files("tests")
        for name in imported(path)
        if of_a_test(name)
    ]
    assert found == [], "what two modules need goes to tests/helpers"


def test_no_folder_of_tests_is_passed_over(pytestconfig: pytest.Config) -> None:
    """Left to itself pytest passes over whatever is called ``build``."""
    passed_over = pytestconfig.getini("norecursedirs")
    folders = {
        folder.name for path in python_files("tests") for folder in path.parents if ROOT in folder.parents
    }
    assert "build" in folders
    assert not [name for name in folders for pattern in passed_over if fnmatch(name, pattern)]


def test_such_an_import_would_be_seen() -> None:
    for name in (
        "tests.ui.conftest.settle",
        "tests.ui.receive.test_receive.drop",
        "tests.ui.receive.test_receive",
        ".conftest.x",
    ):
        assert of_a_test(name), name
    for name in ("tests.helpers.screens.drop", "dxdesk.test_words", "pytest"):
        assert not of_a_test(name), name


SKIPPING = ("skip", "skipif", "importorskip", "skipTest")


def reasons(path: Path) -> Iterator[str]:
    """Yield why tests of a file may be skipped; a reason that is no plain text is told as such."""
    for node in nodes_of(parsed(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if node.func.attr not in SKIPPING:
            continue
        said = [word.value for word in node.keywords if word.arg == "reason"] or node.args[:1]
        text = said[0] if said else None
        plain = isinstance(text, ast.Constant) and node.func.attr != "importorskip"
        yield str(text.value) if plain and isinstance(text, ast.Constant) else ast.unparse(node)


def test_only_what_a_machine_may_lack_skips_a_test() -> None:
    found = {path: set(reasons(path)) for path, _ in naming(SKIPPING, "tests")}
    others = {f"{shown(path)}: {why}" for path, said in found.items() for why in said - ALLOWED_TO_SKIP}
    assert others == set()
    assert set().union(*found.values()) == ALLOWED_TO_SKIP
