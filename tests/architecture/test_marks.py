"""No set of characters lost its full-width members: nothing stands twice in one, nothing stands for itself.

A clean-up that turns full-width punctuation into ASCII leaves exactly such traces, and no reader sees them.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.helpers.parsed import nodes_of, parsed
from tests.helpers.source import python_files, shown

_SETS, _STRIPS = {"frozenset", "set"}, {"strip", "lstrip", "rstrip"}
_TAKES_PATTERN = {
    "compile", "sub", "match", "fullmatch", "search", "split", "findall", "finditer",
    "QRegularExpression", "QRegularExpressionValidator",
}  # fmt: skip
_TWINS = re.compile("[\uff01-\uff5e\uffe0-\uffe6]")
PROGRAM = python_files("dxdesk", "build", "db")


def _twice(members: Iterable[str]) -> list[str]:
    return [member for member, count in Counter(members).items() if count > 1]


def _text(node: ast.AST | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _signs_only(text: str) -> bool:
    """Tell whether a text can only be meant as a set: many signs, Japanese ones among them."""
    if text.isascii():
        return False
    signs = [letter for letter in text if unicodedata.category(letter)[0] in "PS"]
    pattern = "(?" in text
    return len(set(signs)) > 4 and 2 * len(signs) > len(text) and not pattern


def _classes(pattern: str) -> Iterator[list[str]]:
    """Yield the members (letters, ranges, kinds such as \\s) of every character class of a pattern."""
    parts = re.findall(r"\\(?:u[0-9a-fA-F]{4}|.)|.", pattern, re.DOTALL)
    members: list[str] | None = None
    for part in parts:
        if members is None:
            members = [] if part == "[" else None
        elif part == "]" and members:
            yield _with_ranges(members)
            members = None
        else:
            members.append(part)


def _with_ranges(parts: list[str]) -> list[str]:
    found, at = [], 0
    while at < len(parts):
        length = 3 if parts[at + 1 : at + 2] == ["-"] and at + 2 < len(parts) else 1
        found.append("".join(parts[at : at + length]))
        at += length
    return found


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _is_pattern(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and _called(node) in _TAKES_PATTERN


def _call_faults(node: ast.Call) -> Iterator[str]:
    name, given = _called(node), [_text(each) for each in node.args]
    first, second = [*given, None, None][:2]
    takes_letters = name in (_SETS if isinstance(node.func, ast.Name) else _STRIPS)
    if takes_letters and first is not None and _twice(first):
        yield f"{name} names {_twice(first)} twice"
    if _is_pattern(node) and first is not None:
        doubled = [member for members in _classes(first) for member in _twice(members)]
        if doubled:
            yield f"a class of {name} names {doubled} twice"
    if name in ("replace", "maketrans") and first and second is not None:
        pairs = [(first, second)] if name == "replace" else zip(first, second, strict=False)
        if any(one == other for one, other in pairs):
            yield f"{name} puts something in its own place"


def _faults(tree: ast.AST) -> Iterator[tuple[int, str]]:
    patterns = {id(given) for node in nodes_of(tree) if _is_pattern(node) for given in node.args}
    for node in nodes_of(tree):
        if isinstance(node, ast.Call):
            yield from ((node.lineno, fault) for fault in _call_faults(node))
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
            asked = _text(node.comparators[0])
            # A word in which something is looked for is no set; a set has no letter twice.
            if asked is not None and _twice(asked) and not asked.isalnum():
                yield node.lineno, f"a set names {_twice(asked)} twice"
        elif isinstance(node, ast.DictComp) and ast.dump(node.key) == ast.dump(node.value):
            yield node.lineno, "a table puts everything in its own place"
        elif id(node) not in patterns and (text := _text(node)) and _signs_only(text) and _twice(text):
            yield getattr(node, "lineno", 0), f"signs stand twice: {_twice(text)}"


def test_no_set_of_characters_names_one_twice_and_nothing_replaces_itself() -> None:
    trees = {path: parsed(path.read_text(encoding="utf-8")) for path in PROGRAM}
    assert not [
        f"{shown(path)}:{line}: {fault}" for path, tree in trees.items() for line, fault in _faults(tree)
    ]


@pytest.mark.parametrize(
    "lost",
    [
        'X = frozenset("([{([{")',
        'Y = "、。,.,.・:;:;"',
        'import re\nZ = re.compile(r"[\\s,;,;]+")',
        'V = QRegularExpressionValidator(r"[0-90-9]{0,6}", None)',
        "H = {ord('0') + place: ord('0') + place for place in range(10)}",
        'def f(x: str) -> str:\n    return x.replace(",", ",")',
        'def g(x: str) -> bool:\n    return x in "()()"',
        'T = str.maketrans("()", "()")',
        'def s(x: str) -> str:\n    return x.strip("()()")',
    ],
)
def test_every_kind_of_loss_is_seen(lost: str) -> None:
    assert list(_faults(parsed(lost)))


def _docstrings(tree: ast.AST) -> set[int]:
    """Return the lines on which texts begin that stand for themselves."""
    return {
        node.lineno
        for node in nodes_of(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def _typed_as_they_are(path: Path) -> Iterator[str]:
    source = path.read_text(encoding="utf-8")
    if not _TWINS.search(source):
        return
    told = _docstrings(parsed(source))
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.STRING and token.start[0] not in told and _TWINS.search(token.string):
            yield f"{shown(path)}:{token.start[0]}: {token.string[:60]}"


def test_what_has_an_ascii_twin_is_written_by_its_code_point() -> None:
    assert not [fault for path in PROGRAM for fault in _typed_as_they_are(path)]
