"""Every entry of the audit reads in Japanese: no action and no count is shown by its identifier."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from dxdesk.ui.settings import messages
from dxdesk.usecases.sealing import workbook_kinds
from tests.helpers.parsed import nodes_of, parsed
from tests.helpers.source import naming


def appended() -> Iterator[tuple[ast.Call, ast.AST]]:
    """Yield every call that appends to the audit, with the function it stands in."""
    for _, text in naming(["audit"], "dxdesk"):
        functions = (node for node in nodes_of(parsed(text)) if isinstance(node, ast.FunctionDef))
        for function in functions:
            for node in ast.walk(function):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and node.func.attr == "append"
                    and isinstance(node.func.value, ast.Attribute)
                    and node.func.value.attr == "audit"
                ):
                    yield node, function


def said_of(call: ast.Call, function: ast.AST) -> Iterator[ast.Dict]:
    """Yield the dictionaries a call hands over, written in it or given a name before."""
    names = {arg.id for arg in call.args if isinstance(arg, ast.Name)}
    places: list[ast.AST] = [call]
    for node in ast.walk(function):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Name) and target.id in names for target in targets):
                places.append(node.value)
    for place in places:
        yield from (part for part in ast.walk(place) if isinstance(part, ast.Dict))


def test_every_action_and_count_of_the_audit_has_a_word() -> None:
    actions, counts = set(), set()
    for call, function in appended():
        if isinstance(call.args[0], ast.Constant):
            actions.add(str(call.args[0].value))
        for part in said_of(call, function):
            counts |= {str(key.value) for key in part.keys if isinstance(key, ast.Constant)}
    assert len(actions) > 20
    assert actions - messages.ACTIONS.keys() == set()
    # What every kind of workbook is called by where it is made, the audit's list takes from the kind.
    assert [kind.word for kind in workbook_kinds.makeable() if kind.sealed and not kind.written.made] == []
    assert counts - messages.COUNTS.keys() == set()
