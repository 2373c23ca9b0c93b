"""Every file and folder we make goes through ``dxdesk.private``: nothing else in the program makes one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import dxdesk
from tests.helpers.parsed import nodes_of, parsed
from tests.helpers.source import naming

ROOT = Path(dxdesk.__file__).parent

MAKING = {"write_text", "write_bytes", "touch", "mkdir", "makedirs", "copyfile", "copy", "copy2", "copytree"}
"""Names that make files or folders, whoever they belong to (``private`` has two of them)."""

WRITERS = {
    "store/drift.py: mode rwc": "a comparison of schemas in a folder that tempfile made for its owner",
}
"""What makes a file and lies where only its owner looks."""


def makers(source: str) -> Iterator[str]:
    """Yield what in a module makes files without ``private``."""
    for node in nodes_of(parsed(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        owner = node.func.value if isinstance(node.func, ast.Attribute) else None
        if isinstance(owner, ast.Name) and owner.id in ("private", "dict", "copy", "context"):
            continue
        words = {keyword.arg: keyword.value for keyword in node.keywords}
        if name in MAKING and not (name == "copy" and not node.args):
            yield name
        if name == "open" and writes(node) and "opener" not in words:
            yield "open"
        mode = words.get("mode")
        if isinstance(mode, ast.Constant) and mode.value == "rwc":
            yield "mode rwc"


def writes(node: ast.Call) -> bool:
    """Tell whether an ``open`` has a mode that writes over or makes a file."""
    modes = [*node.args[:2], *(keyword.value for keyword in node.keywords if keyword.arg == "mode")]
    texts = [mode.value for mode in modes if isinstance(mode, ast.Constant) and isinstance(mode.value, str)]
    return any(len(text) <= 3 and set(text) & set("wax") and set(text) <= set("waxbt+") for text in texts)


def test_nothing_but_one_module_makes_files() -> None:
    found = {
        f"{path.relative_to(ROOT).as_posix()}: {made}"
        for path, text in naming([*MAKING, "open", "mode"], "dxdesk")
        if path != ROOT / "private.py"
        for made in makers(text)
    }
    assert found == set(WRITERS)


def test_the_rule_sees_what_it_is_to_see() -> None:
    for text, made in {
        "path.write_text('a')": "write_text",
        "open(path, 'w')": "open",
        "path.open('xb')": "open",
        "path.open(mode='ab')": "open",
        "folder.mkdir()": "mkdir",
        "shutil.copyfile(a, b)": "copyfile",
        "path.touch()": "touch",
        "connect(path, mode='rwc')": "mode rwc",
    }.items():
        assert list(makers(text)) == [made]
    for text in ("open(path)", "path.open('rb')", "private.write_text(p, 't')", "open(p, 'w', opener=x)"):
        assert list(makers(text)) == []
