"""Every entry of the audit reads in Japanese: no action and no count is shown by its identifier."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from dxdesk.ui.settings import messages
from dxdesk.usecases.sealing import workbook_kinds
from tests.helpers.source import naming


def appended() -> Iterator[ast.Call]:
    """Yield every call that appends to the audit."""
    for _, text in naming(["audit"], "dxdesk"):
        for node in ast.walk(ast.parse(text)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "append"
                and isinstance(node.func.value, ast.Attribute)
                and node.func.value.attr == "audit"
            ):
                yield node


def test_every_action_and_count_of_the_audit_has_a_word() -> None:
    actions, counts = set(), set()
    for call in appended():
        if isinstance(call.args[0], ast.Constant):
            actions.add(str(call.args[0].value))
        for part in ast.walk(call):
            if isinstance(part, ast.Dict):
                counts |= {str(key.value) for key in part.keys if isinstance(key, ast.Constant)}
    assert len(actions) > 20
    assert actions - messages.ACTIONS.keys() == set()
    # What every kind of workbook is called by where it is made, the audit's list takes from the kind.
    assert [kind.word for kind in workbook_kinds.makeable() if kind.sealed and not kind.written.made] == []
    assert counts - messages.COUNTS.keys() == set()
