"""A stored word is spelt in one place: names of settings in ``ports/setting_names.py``, beginnings of items
in ``domain/contents.py``. Spelt again elsewhere, a slip of the pen would lose what offices have kept.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import dxdesk
from dxdesk.domain import contents
from dxdesk.ports import setting_names
from tests.helpers.parsed import nodes_of, parsed

ROOT = Path(dxdesk.__file__).parent
NAMES = {value for name, value in vars(setting_names).items() if name.isupper()}
ITEMS = {contents.LINE_PREFIX, contents.STAGE_PREFIX}
_METHODS = {"get", "set", "starting_with", "next_number"}
_ALONE = {name for name in NAMES if name[-1] in ":/"} | {
    setting_names.OWNER_NAME,
    setting_names.SENDER_LABEL,
    setting_names.ISSUER_SEQUENCE,
}
"""Names that say nothing else anywhere; others are error codes or words of the audit, too (``handover``)."""

_ROWS = "excel/form_layout.py"
"""Its ``line:`` names a row of the form."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name not in ("ports/setting_names.py", "domain/contents.py"):
            yield name, parsed(path.read_text(encoding="utf-8"))


def begins_literally(node: ast.AST, tree: ast.Module) -> bool:
    """Tell whether a name of a setting begins with letters written in this very module."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and node.value != ""
    if isinstance(node, ast.FormattedValue):
        return begins_literally(node.value, tree)
    if isinstance(node, ast.JoinedStr):
        return bool(node.values) and begins_literally(node.values[0], tree)
    if isinstance(node, ast.BinOp):
        return begins_literally(node.left, tree)
    if isinstance(node, ast.Subscript):
        return begins_literally(node.value, tree)
    if isinstance(node, ast.Dict):
        return any(begins_literally(value, tree) for value in node.values)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        made = [one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == node.func.id]
        inside = [step for one in made for step in ast.walk(one) if isinstance(step, ast.Return)]
        return any(step.value is not None and begins_literally(step.value, tree) for step in inside)
    if isinstance(node, ast.Name):
        said = [one for one in tree.body if isinstance(one, ast.Assign | ast.AnnAssign)]
        named = [one for one in said if node.id in {ast.unparse(target) for target in _targets(one)}]
        return any(one.value is not None and begins_literally(one.value, tree) for one in named)
    return False


def _targets(node: ast.Assign | ast.AnnAssign) -> list[ast.expr]:
    return node.targets if isinstance(node, ast.Assign) else [node.target]


def asked_of_settings(tree: ast.Module) -> Iterator[ast.Call]:
    for node in nodes_of(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            on = node.func.value
            if node.func.attr in _METHODS and isinstance(on, ast.Attribute) and on.attr == "settings":
                yield node


def test_no_setting_is_asked_by_a_name_written_on_the_spot() -> None:
    found = {
        name: list(asked_of_settings(tree)) for name, tree in modules() if not name.startswith("store/sett")
    }
    assert sum(map(len, found.values())) > 100, "the calls are found at all"
    trees = dict(modules())
    wrong = [
        f"{name}:{call.lineno}"
        for name, calls in found.items()
        for call in calls
        if begins_literally(call.args[0], trees[name])
    ]
    assert wrong == []


def test_a_stored_word_is_spelt_once() -> None:
    words = _ALONE | ITEMS
    wrong = [
        f"{name}:{node.lineno} {node.value}"
        for name, tree in modules()
        for node in nodes_of(tree)
        if isinstance(node, ast.Constant)
        and node.value in words
        and not (name == _ROWS and node.value in ITEMS)
    ]
    assert wrong == []


def test_no_name_of_a_setting_is_given_twice() -> None:
    values = [value for name, value in vars(setting_names).items() if name.isupper()]
    assert len(values) == len(set(values))
