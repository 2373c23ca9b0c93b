"""Small changes to a module's source that a test has to notice.

A mutation of ours changes what a rule says: a comparison, a condition, one part of an ``and``, an entry of
a table, a constant, a returned value, a step left out. Texts for people and annotations are left alone.

Why no library: ``dxdesk/decisions/0015-mutants-of-our-own.md``.
"""

from __future__ import annotations

import ast
import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

_T = TypeVar("_T")

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE,
    ast.GtE: ast.Gt, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
_CALLED = {"all": "any", "any": "all", "min": "max", "max": "min", "sorted": "list"}
_TALK = ("_need", "ValueError")
"""Calls whose texts are words for whoever looks into a fault, no rule."""


@dataclass(frozen=True)
class Mutant:
    """One change, known by what stands there and not by a line number, which every edit moves.

    ``function`` is the qualified name of the function or table, ``line`` the source line without its
    indentation, ``change`` what becomes of it; ``number`` counts the module's mutants from 0.
    """

    function: str
    line: str
    change: str
    number: int

    @property
    def key(self) -> tuple[str, str, str]:
        """What a kept survivor is found by."""
        return self.function, self.line, self.change


@dataclass(frozen=True)
class _Site:
    """A node of the tree and what stands in its place."""

    function: str
    node: ast.AST
    new: ast.AST


def mutants(source: str) -> list[Mutant]:
    """Return all mutants of a module, in the order of its source."""
    lines = source.splitlines()
    said: Counter[tuple[str, str, str]] = Counter()
    found = []
    for number, site in enumerate(_sites(ast.parse(source), "", quiet=False)):
        # A ``for`` of a comprehension has no place of its own.
        place = site.node.iter if isinstance(site.node, ast.comprehension) else site.node
        line = lines[getattr(place, "lineno", 1) - 1].strip()
        mutant = Mutant(site.function, line, _change(site), number)
        said[mutant.key] += 1
        if said[mutant.key] > 1:
            mutant = replace(mutant, change=f"{mutant.change} #{said[mutant.key]}")
        found.append(mutant)
    return found


def mutated(source: str, number: int) -> ast.Module:
    """Return the tree of a module with its mutant of that number."""
    tree = ast.parse(source)
    site = next(itertools.islice(_sites(tree, "", quiet=False), number, None))

    class Replace(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return site.new if node is site.node else self.generic_visit(node)

    Replace().visit(tree)
    return ast.fix_missing_locations(tree)


def _change(site: _Site) -> str:
    """Say what becomes of what, on one line."""
    old, new = (ast.unparse(node).strip().split("\n")[0] for node in (site.node, site.new))
    return f"{_short(old)} -> {_short(new)}"


def _short(text: str) -> str:
    return text if len(text) <= 120 else text[:117] + "..."


def _sites(node: ast.AST, function: str, *, quiet: bool) -> Iterator[_Site]:
    """Walk a tree in order; ``quiet`` inside a call whose texts are talk."""
    inner = _named(node, function)
    for new in _changes(node, quiet=quiet):
        yield _Site(inner or "<module>", node, ast.copy_location(new, node))
    silent = quiet or (isinstance(node, ast.Call) and _name(node.func) in _TALK)
    for child in _children(node):
        # What a call of ours checks is a rule again, only the words beside it are not.
        yield from _sites(child, inner, quiet=silent and isinstance(child, ast.Constant | ast.JoinedStr))


def _named(node: ast.AST, function: str) -> str:
    """Return the name a mutant in a node goes by: that of its function, class or table."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return f"{function}.{node.name}".lstrip(".")
    if not function and isinstance(node, ast.Assign):
        return _name(node.targets[0])
    if not function and isinstance(node, ast.AnnAssign):
        return _name(node.target)
    return function


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """Return what may be changed below a node: no docstring, annotation, decorator or import."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "bases", "targets", "target", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or isinstance(child, ast.Import | ast.ImportFrom):
                continue
            if not (isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)):
                yield child


def _changes(node: ast.AST, *, quiet: bool) -> Iterator[ast.AST]:
    """Return what may stand in the place of one node."""
    if isinstance(node, ast.Constant):
        yield from () if quiet else _constants(node.value)
    elif isinstance(node, ast.expr):
        yield from _expressions(node)
    elif isinstance(node, ast.stmt):
        yield from _statements(node)
    elif isinstance(node, ast.comprehension):
        for rest in _one_less(node.ifs):
            yield ast.comprehension(node.target, node.iter, rest, node.is_async)


def _constants(value: object) -> Iterator[ast.expr]:
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
        yield ast.Constant(value - 1)
    elif isinstance(value, str) and value.isascii():
        yield ast.Constant("" if value else "x")


def _expressions(node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.Compare():
            for position, op in enumerate(node.ops):
                ops = [*node.ops[:position], _COMPARED[type(op)](), *node.ops[position + 1 :]]
                yield ast.Compare(node.left, ops, node.comparators)
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
            for rest in _one_less(node.values):
                yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.BinOp() if type(node.op) in _COMPUTED:
            yield ast.BinOp(node.left, _COMPUTED[type(node.op)](), node.right)
        case ast.IfExp():
            yield from (node.body, node.orelse)
        case ast.Call(func=ast.Name(id=name)) if name in _CALLED:
            yield ast.Call(ast.Name(_CALLED[name], ast.Load()), node.args, node.keywords)
        case _:
            yield from _collections(node)


def _collections(node: ast.expr) -> Iterator[ast.expr]:
    """Leave out each entry of a table or list, but not the only one."""
    match node:
        case ast.Tuple(ctx=ast.Load()) | ast.List(ctx=ast.Load()) if len(node.elts) > 1:
            for rest in _one_less(node.elts):
                yield type(node)(rest, ast.Load())
        case ast.Dict() if len(node.keys) > 1:
            for keys, values in zip(_one_less(node.keys), _one_less(node.values), strict=True):
                yield ast.Dict(keys, values)


def _statements(node: ast.stmt) -> Iterator[ast.stmt]:
    match node:
        case ast.If():
            yield ast.If(ast.Constant(True), node.body, node.orelse)
            yield ast.If(ast.Constant(False), node.body, node.orelse)
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(None))
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Continue():
            yield ast.Pass()


def _one_less(values: list[_T]) -> Iterator[list[_T]]:
    """Return the list without its first, without its second, and so on."""
    for left in range(len(values)):
        yield [*values[:left], *values[left + 1 :]]
