"""What people read stands in the same order every time: nothing walks a set, ordered anew at each start."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.helpers.parsed import nodes_of, parsed
from tests.helpers.source import python_files, shown

ORDER_DOES_NOT_SHOW = {
    "dxdesk/domain/levels.py": "a table of spellings, only looked up",
    "dxdesk/domain/merge.py": "a table of items that is sorted afterwards",
    "dxdesk/programs/scenario/paperless.py": "letters of a play, gathered by whom they are for",
    "dxdesk/usecases/development/gap_sheets.py": "places are added to a set",
    "dxdesk/usecases/exchange/applying.py": "people are read ahead into a table",
    "dxdesk/usecases/workplace/unfinished.py": "folders are cleaned",
}
"""Files that walk a set on purpose, and why nobody sees in which order."""

_MAKE_A_ROW = frozenset({"list", "tuple", "enumerate", "zip", "map", "iter", "join", "extend", "fromkeys"})

_MAY_WALK = re.compile(r"set\(|(\bin|[-|&*(]) *\{")
"""Parsing takes long; what this does not find in a text no tree of it holds."""


def _is_set(node: ast.AST) -> bool:
    if isinstance(node, ast.Set | ast.SetComp):
        return True
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in ("set", "frozenset")
    # ``table.keys() - …`` is a set as well.
    return (
        isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Sub | ast.BitOr | ast.BitAnd)
        and (_is_set(node.left) or _is_set(node.right))
    )


def walked(source: str) -> Iterator[int]:
    """Yield the lines on which a set is made and its members are put into a row at once."""
    for node in nodes_of(parsed(source)):
        if isinstance(node, ast.For):
            rows = [node.iter]
        elif isinstance(node, ast.ListComp | ast.DictComp):
            rows = [each.iter for each in node.generators]
        elif isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            rows = list(node.args) if name in _MAKE_A_ROW else []
        elif isinstance(node, ast.List | ast.Tuple):
            rows = [each.value for each in node.elts if isinstance(each, ast.Starred)]
        else:
            continue
        yield from (node.lineno for row in rows if _is_set(row))


def test_nothing_that_people_read_is_in_the_order_of_a_set() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in python_files("dxdesk", "build")}
    found = {shown(path): list(walked(text)) for path, text in texts.items() if _MAY_WALK.search(text)}
    unsorted_ = {name for name, lines in found.items() if lines}
    assert unsorted_ - ORDER_DOES_NOT_SHOW.keys() == set(), found
    assert ORDER_DOES_NOT_SHOW.keys() - unsorted_ == set(), "named without need"


@pytest.mark.parametrize(
    "line",
    [
        "for code in {row.code for row in rows}: pass",
        "for uid in old.keys() - {item.uid for item in new}: pass",
        "x = [one for one in set(names)]",
        "x = '、'.join({name for name in names})",
        "x = (*set(codes), 'more')",
        "x = dict.fromkeys(frozenset(a) | b)",
    ],
)
def test_every_way_of_walking_one_is_seen(line: str) -> None:
    assert _MAY_WALK.search(line)
    assert list(walked(line)) == [1]
    assert not list(walked("for code in sorted({1, 2}): pass"))
