"""Sources as trees, each read once a process: the rules of the house look at the same thousand modules.

What is handed out is shared by all rules that ask for it, and nobody changes it.
"""

from __future__ import annotations

import ast
import gc
from functools import cache


@cache
def parsed(source: str) -> ast.Module:
    """Return the tree of a source; the same source gives the same tree.

    Raises:
        SyntaxError: where the source is none.
    """
    # The collector would go through all earlier trees for each new one, and finds nothing to throw away.
    collecting = gc.isenabled()
    gc.disable()
    try:
        tree = ast.parse(source)
        nodes_of(tree)
    finally:
        if collecting:
            gc.enable()
    gc.freeze()
    return tree


@cache
def nodes_of(tree: ast.AST) -> tuple[ast.AST, ...]:
    """Return what ``ast.walk`` yields for the tree of a whole source, in its order."""
    return tuple(ast.walk(tree))
