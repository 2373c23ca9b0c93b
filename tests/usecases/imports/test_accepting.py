"""Every answer that a table takes is known, and what nobody can mean is found."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest

from dxdesk.usecases import imports
from dxdesk.usecases.imports.accepting import ANSWERS, contradicting, unknown_codes, unknown_people

_MODULES = sorted(Path(next(iter(imports.__path__))).glob("*.py"))


def _named(module: object, node: ast.expr) -> str:
    """Return the code that a name or a text in a module stands for, empty for other expressions."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    found = getattr(module, node.id, "") if isinstance(node, ast.Name) else ""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        found = getattr(getattr(module, node.value.id, None), node.attr, "")
    return found if isinstance(found, str) else ""


def _is_accept(node: ast.expr) -> bool:
    return ast.unparse(node) in ("accept", "self._accept", "self.accept", "asked.accept")


@pytest.mark.parametrize("path", _MODULES, ids=[path.stem for path in _MODULES])
def test_every_answer_that_a_table_takes_is_known(path: Path) -> None:
    module = importlib.import_module(f"dxdesk.usecases.imports.{path.stem}")
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Compare) and any(map(_is_accept, node.comparators)):
            found.add(_named(module, node.left))
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "value_of":
            found.add(_named(module, node.args[1]))
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "said_of":
            found |= {
                _named(module, one)
                for part in node.args[2:]
                for one in ast.walk(part)
                if isinstance(one, ast.expr)
            }
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "Option":
            text = node.args[0]
            if isinstance(text, ast.JoinedStr) and isinstance(text.values[0], ast.FormattedValue):
                found.add(_named(module, text.values[0].value))
    assert found - {""} <= ANSWERS


def test_what_is_unknown_or_contradicts_is_found() -> None:
    assert unknown_codes(("zzz", "people-left", "name-changed:000204", "zzz:1")) == ("zzz", "zzz:1")
    said = ("name-changed:1", "number-linked:2=3", "letters-kept:1.kana", "letters-kept:section.0101")
    assert unknown_people((*said, "people-left", "duty-unknown:9=在職"), {"1", "2"}) == ("number-linked:2=3",)
    assert contradicting(("name-changed", "number-reused:1", "name-changed:1")) == (
        "number-reused:1",
        "name-changed:1",
    )
    assert contradicting(("number-linked:2=3", "number-linked:2=4")) != ()
    assert contradicting(("name-changed:1", "number-reused:2", "number-apart:1", "people-left")) == ()
