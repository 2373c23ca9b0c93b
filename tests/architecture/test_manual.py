"""Every code a person can meet is explained in the manual, and the manual's links lead somewhere."""

from __future__ import annotations

import ast
import re

import pytest

from dxdesk.excel import codes as file_codes
from tests.helpers.parsed import nodes_of, parsed
from tests.helpers.source import ROOT, naming

MANUAL = ROOT / "resources" / "manual"
ERRORS = ("KnownError", "Problem", "Rule")


def _codes() -> set[str]:
    """Return every code written down as the first argument of an error or a finding."""
    found = {value for name, value in vars(file_codes).items() if name.isupper()}
    for _, text in naming(ERRORS, "dxdesk"):
        for node in nodes_of(parsed(text)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
                continue
            first = node.args[0]
            if node.func.id in ERRORS and isinstance(first, ast.Constant):
                found.add(str(first.value))
    return found


def test_every_code_is_in_the_manual() -> None:
    listed = set(re.findall(r"^\| `([^`]+)` \|", (MANUAL / "errors.md").read_text(encoding="utf-8"), re.M))
    codes = _codes()
    assert len(codes) > 100
    assert codes - listed == set()


@pytest.mark.parametrize("page", sorted(MANUAL.glob("*.md")), ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: object) -> None:
    text = page.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    assert [link for link in links if not (MANUAL / link).exists()] == []
