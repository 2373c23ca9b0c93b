"""What reckons with a day that somebody is typing takes one that can be read, or none."""

from __future__ import annotations

import ast
from pathlib import Path

import dxdesk
from tests.helpers.parsed import nodes_of, parsed

UI = Path(dxdesk.__file__).parent / "ui"
RECKONS = {"fiscal_year_of", "fromisoformat", "strptime"}


def reckoned(source: str) -> list[int]:
    """Return the lines that reckon with what a field's ``day()`` gave, directly or by a name."""
    tree, found = parsed(source), []
    for scope in (node for node in nodes_of(tree) if isinstance(node, ast.FunctionDef)):
        typed = {
            target.id
            for node in ast.walk(scope)
            if isinstance(node, ast.Assign) and _is_day(node.value)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(scope):
            if isinstance(node, ast.Call) and _name(node.func) in RECKONS:
                found += [node.lineno for arg in node.args if _is_day(arg) or _name(arg) in typed]
    return found


def _is_day(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "day"


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def test_nothing_reckons_with_a_day_that_is_half_typed() -> None:
    assert not {str(path.relative_to(UI)): lines for path in UI.rglob("*.py")
                if (lines := reckoned(path.read_text(encoding="utf-8")))}  # fmt: skip
    assert reckoned("def f(self):\n    day = self.first.day()\n    return fiscal_year_of(day)") == [3]
    assert reckoned("def f(self):\n    return date.fromisoformat(self.first.day())") == [2]
