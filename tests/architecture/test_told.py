"""What the house says about itself is true: the paths in its pages exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.helpers.source import ROOT

ARCHITECTURE = ROOT / "dxdesk" / "ARCHITECTURE.md"
AREAS = ROOT / "dxdesk" / "usecases"
TOLD = ARCHITECTURE.read_text(encoding="utf-8")
_FILE = re.compile(r"`((?:[a-z_]+/)+[a-z_]+\.(?:py|md|toml))`")
_WITH_NAME = re.compile(r"`((?:[a-z_]+/)+[a-z_]+\.py)` `([\w.]+)`")


def found(path: str) -> bool:
    """Tell whether a path is there, from the repository, the package or the use cases."""
    return any((root / path).exists() for root in (ROOT, ROOT / "dxdesk", AREAS))


def text_of(path: str) -> str:
    """Return the text of a file named as ARCHITECTURE.md names it."""
    roots = (ROOT, ROOT / "dxdesk", AREAS)
    return next((root / path).read_text(encoding="utf-8") for root in roots if (root / path).exists())


def test_every_file_that_is_named_exists() -> None:
    named = set(_FILE.findall(TOLD))
    assert len(named) > 30
    assert not {path for path in named if not found(path)}


def test_every_name_beside_a_file_is_in_it() -> None:
    pairs = set(_WITH_NAME.findall(TOLD))
    assert pairs
    missing = {
        (path, name) for path, name in pairs if not re.search(rf"\b{name.split('.')[-1]}\b", text_of(path))
    }
    assert not missing


def test_every_area_is_told() -> None:
    areas = {path.name for path in AREAS.iterdir() if (path / "__init__.py").exists()}
    assert not {area for area in areas if f"| `{area}` |" not in TOLD}


@pytest.mark.parametrize("number", range(1, 10))
def test_every_protocol_point_that_docstrings_name_is_there(number: int) -> None:
    assert f"**Point {number} " in TOLD


PAGES = (ARCHITECTURE, ROOT / ".github" / "CONTRIBUTING.md", *(ROOT / "dxdesk" / "decisions").glob("*.md"))
_LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
_IN_REPOSITORY = re.compile(r"`((?:tests|build|dxdesk|db|resources)/[\w/.-]*\w)`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_leads_to_what_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not {link for link in _LINK.findall(text) if not (page.parent / link).exists()}
    assert not {path for path in _IN_REPOSITORY.findall(text) if not (ROOT / path).exists()}
