"""A screen holds what a use case returned by its type: a renamed field is found wherever it is read."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.helpers.source import ROOT, python_files

UI = ROOT / "dxdesk" / "ui"

ALLOWED = {
    "framework": {
        "forms.py": (1, "fields of all kinds stand in one form; a widget gives its field what that takes"),
        "specs.py": (1, "replace() takes the one field of a framework that is named"),
    },
    "pictures": {
        "studio.py": (5, "a scene may go to a screen by a name that is made up at run time"),
    },
    "shell": {
        "operations.py": (
            1,
            "works of all kinds wait in one list; a result goes to what was given with it",
        ),
        "worker.py": (1, "lanes and the postbox carry jobs of all kinds and look into no result"),
    },
    "widgets": {
        "tables.py": (1, "a sort key is compared with its like, whichever that is"),
    },
}
"""By room and file, how often ``Any`` stands in it and why no record can be lost there."""

ROOMS = sorted(path.name for path in UI.iterdir() if (path / "__init__.py").exists())

_MAY_NAME = re.compile(r"\bAny\b")


def anys(source: str) -> Iterator[int]:
    """Yield the lines on which a type is ``Any``, in quotes or not; an import of it is none."""
    for node in ast.walk(ast.parse(source)):
        quoted = isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_quoted(node.value)
        if quoted or (isinstance(node, ast.expr) and _is_any(node)):
            yield node.lineno


def _is_any(node: ast.AST) -> bool:
    return getattr(node, "id", getattr(node, "attr", "")) == "Any"


def _is_quoted(text: str) -> bool:
    """Tell whether a text is a type that names it; a sentence is no expression of Python."""
    try:
        return bool(_MAY_NAME.search(text)) and any(map(_is_any, ast.walk(ast.parse(text, mode="eval"))))
    except SyntaxError:
        return False


def of_room(room: str) -> dict[str, int]:
    """Return how often ``Any`` stands in each file of a room."""
    found: Counter[str] = Counter()
    for path in python_files(f"dxdesk/ui/{room}"):
        text = path.read_text(encoding="utf-8")
        if _MAY_NAME.search(text):
            found[path.relative_to(UI / room).as_posix()] = len(list(anys(text)))
    return {name: count for name, count in found.items() if count}


@pytest.mark.parametrize("room", ROOMS)
def test_any_stands_only_where_no_record_is_lost(room: str) -> None:
    assert of_room(room) == {name: count for name, (count, _) in ALLOWED.get(room, {}).items()}


def test_every_named_room_is_there_and_every_place_has_its_reason() -> None:
    assert not ALLOWED.keys() - set(ROOMS)
    assert all(why for files in ALLOWED.values() for _, why in files.values())
    assert not list(anys((UI / "__init__.py").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "line",
    [
        "def show(found: Any) -> None: ...",
        "table: Table[Any] = Table([])",
        "rows: tuple[Any, ...] = ()",
        "def work(_: Progress) -> Any: ...",
        "import typing\nfound: typing.Any",
        "found: 'Sequence[Any]'",
        "Row = dict[str, Any]",
    ],
)
def test_every_way_of_saying_it_is_seen(line: str) -> None:
    assert list(anys(line))
    assert not list(anys("from typing import Any\n'''Any of these.'''\nfound: Anything"))
