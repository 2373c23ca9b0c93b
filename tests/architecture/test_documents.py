"""One list of documents: the catalogue. Nowhere else stands a second one that a new document would miss."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dxdesk.ports import printing as ports
from dxdesk.usecases import reports
from dxdesk.usecases.reports import catalogue
from dxdesk.usecases.reports.kind import ReportKind
from tests.helpers.parsed import nodes_of, parsed
from tests.helpers.source import ROOT, python_files, shown

WORDS = frozenset(kind.kind for kind in catalogue.KINDS)
OWN = {f"{kind.make.__module__.replace('.', '/')}.py" for kind in catalogue.KINDS}
"""Where a kind's word belongs: the module that ends in it."""

OF_ANY_DOCUMENT = (
    "dxdesk/cli/year.py",
    "dxdesk/pdf/",
    "dxdesk/ui/documents/",
    "dxdesk/usecases/reports/",
)
"""What handles documents of every kind has no word of one."""

CHANGES = frozenset({"receipts"})
"""Words that mean something else, too: what a screen is told has changed."""


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Yield our modules but those of one document, where any kind's word stands in quotes."""
    quoted = re.compile("|".join(f"[\"']{word}[\"']" for word in WORDS))
    for path in python_files("dxdesk"):
        text = path.read_text(encoding="utf-8")
        if shown(path) not in OWN and quoted.search(text):
            yield shown(path), parsed(text)


def words_in(nodes: list[ast.expr | None]) -> set[str]:
    return {str(n.value) for n in nodes if isinstance(n, ast.Constant) and n.value in WORDS}


def lists(tree: ast.AST) -> Iterator[Any]:
    """Yield every dictionary, set, list and tuple that names two kinds of documents or more."""
    for node in nodes_of(tree):
        parts = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", [])
        if len(words_in(parts)) > 1:
            yield node


def test_every_document_is_listed_once() -> None:
    made = []
    for found in pkgutil.iter_modules(reports.__path__, f"{reports.__name__}."):
        kind = getattr(importlib.import_module(found.name), "KIND", None)
        if isinstance(kind, ReportKind):
            made.append(kind)
            assert kind.make.__module__ == found.name
    assert {kind.kind for kind in made} == WORDS
    assert len(made) == len(catalogue.KINDS) == len({kind.title for kind in made})


def test_no_other_module_lists_documents() -> None:
    assert len(OWN) == len(WORDS)
    assert {(place, node.lineno) for place, tree in trees() for node in lists(tree)} == set()


def test_what_handles_every_document_names_none() -> None:
    named = {
        (place, node.lineno)
        for place, tree in trees()
        if place.startswith(OF_ANY_DOCUMENT)
        for node in nodes_of(tree)
        if isinstance(node, ast.Constant) and node.value in WORDS - CHANGES
    }
    assert named == set()


def test_screens_lead_to_documents_there_are() -> None:
    """A screen that leads to one document names it as a person at the command would."""
    led = [
        value.value
        for path in python_files("dxdesk/ui")
        for node in nodes_of(parsed(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and len(node.args) > 1
        and isinstance(node.args[0], ast.Constant)
        and node.args[0].value == "documents"
        and isinstance(node.args[1], ast.Dict)
        for key, value in zip(node.args[1].keys, node.args[1].values, strict=True)
        if isinstance(key, ast.Constant) and key.value == "kind" and isinstance(value, ast.Constant)
    ]
    assert len(led) > 2
    assert set(led) <= WORDS


def test_every_record_names_a_page_that_draws_it() -> None:
    pages = {found.page for found in vars(ports).values() if isinstance(getattr(found, "page", None), str)}
    assert len(pages) > 10, "many kinds share the page that draws tables"
    for page in pages:
        assert callable(importlib.import_module(f"dxdesk.pdf.{page}").draw)


def test_the_manual_has_a_line_of_every_document() -> None:
    text = (ROOT / "resources" / "manual" / "documents.md").read_text(encoding="utf-8")
    listed = [name for line in re.findall(r"^\| ([^|]+) \|", text, re.M) for name in line.split("、")]
    assert [kind.title for kind in catalogue.KINDS if kind.title not in listed] == []


def test_a_list_of_documents_would_be_found() -> None:
    some = sorted(WORDS)[:2]
    for text in (f"X = {{{some[0]!r}: 1, {some[1]!r}: 2}}", f"x in ({some[0]!r}, 'a', {some[1]!r})"):
        assert len(list(lists(parsed(text)))) == 1
    assert not list(lists(parsed(f"x = ({some[0]!r}, 'a')")))
    assert all((ROOT / Path(place)).exists() for place in (*OWN, *OF_ANY_DOCUMENT))
