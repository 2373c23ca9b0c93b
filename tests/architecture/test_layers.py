"""The house holds: who may import whom (ARCHITECTURE.md, 1)."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.parsed import nodes_of, parsed
from tests.helpers.source import ROOT, python_files, shown


def imported_modules(path: Path) -> set[str]:
    """Return the top-level names of all absolute imports, also those inside functions."""
    found: set[str] = set()
    for node in nodes_of(parsed(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add(node.module or "")
    return found


def foreign(path: Path, rooms: tuple[str, ...]) -> set[str]:
    """Return what a file imports beside the standard library and the given rooms of ours."""
    return {
        name
        for name in imported_modules(path)
        if name.split(".")[0] not in sys.stdlib_module_names
        and not any(name == room or name.startswith(f"{room}.") for room in rooms)
    }


def foreign_in(folder: str, rooms: tuple[str, ...]) -> dict[str, set[str]]:
    """Return what each file of a folder imports that it may not, for those that do; there must be files."""
    files = python_files(folder)
    assert files
    return {shown(path): found for path in files if (found := foreign(path, rooms))}


def test_the_domain_needs_only_the_standard_library() -> None:
    assert not foreign_in("dxdesk/domain", ("dxdesk.domain",))


def test_the_ports_need_only_the_standard_library_and_the_domain() -> None:
    assert not foreign_in("dxdesk/ports", ("dxdesk.domain", "dxdesk.ports"))


def test_every_room_says_what_it_holds() -> None:
    rooms = [path for path in python_files("dxdesk") if path.name == "__init__.py"]
    said = {shown(path): ast.get_docstring(parsed(path.read_text(encoding="utf-8"))) for path in rooms}
    assert said
    assert not [path for path, sentence in said.items() if len(sentence or "") <= 10]


def test_every_layer_keeps_to_its_place() -> None:
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    linted = subprocess.run(
        [sys.executable, "-c", command, "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_migrations_do_not_depend_on_todays_models() -> None:
    """A migration says what was true then; only env.py may look at the models of today."""
    migrations = [path for path in python_files("db") if path.name != "env.py"]
    assert migrations
    assert not [
        f"{shown(path)}: {name}"
        for path in migrations
        for name in imported_modules(path)
        if name.split(".")[0] == "dxdesk"
    ]


def imported_by_the_entry() -> list[Path]:
    """Return ``build/dev.py`` and what it imports of its folder; the rest runs inside the environment."""
    siblings = {path.stem: path for path in python_files("build")}
    found, new = set[str](), {"dev"}
    while new:
        found |= new
        new = {name for stem in new for name in imported_modules(siblings[stem])} & siblings.keys() - found
    return [siblings[stem] for stem in sorted(found)]


@pytest.mark.parametrize("path", imported_by_the_entry(), ids=shown)
def test_the_entry_needs_only_the_standard_library(path: Path) -> None:
    siblings = {other.stem for other in python_files("build")}
    tops = {name.split(".")[0] for name in imported_modules(path)}
    assert not tops - set(sys.stdlib_module_names) - siblings
