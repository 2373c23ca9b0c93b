"""Every part that is shipped has the texts it comes under beside it, as they are."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement

from dxdesk.domain.errors import KnownError
from dxdesk.usecases.manual.licences import Component, components, texts_of
from tests.helpers.commands import dxdesk

ROOT = Path(__file__).resolve().parents[2]
PLATFORMS = (
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
)
PINNED = dict(
    re.match(r"([\w.-]+)==([^\s;]+)", line).groups()  # type: ignore[union-attr]
    for line in (ROOT / "build" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if "==" in line
)
KNOWN = components()


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted(requirement: Requirement) -> bool:
    """Tell whether a requirement holds on any system we ship for."""
    marker = requirement.marker
    common = {**default_environment(), "extra": ""}
    return marker is None or any(marker.evaluate({**common, **one}) for one in PLATFORMS)


def shipped() -> dict[str, importlib.metadata.Distribution | None]:
    """Return all that the program needs to run, by name; ``None``: it is not installed on this system."""
    found: dict[str, importlib.metadata.Distribution | None] = {}

    def follow(requirement: Requirement) -> None:
        name = canonical(requirement.name)
        if name in found or not wanted(requirement):
            return
        try:
            found[name] = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = None
            return
        for one in importlib.metadata.requires(name) or ():
            follow(Requirement(one))

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for one in project["dependencies"]:
        follow(Requirement(one))
    return found


def theirs(distribution: importlib.metadata.Distribution) -> Iterator[bytes]:
    """Yield the licence texts that a part brings itself."""
    for file in distribution.files or ():
        named = re.search(r"licen[sc]e|copying|notice", file.name, re.IGNORECASE)
        if named and ".dist-info" in str(file):
            yield Path(str(distribution.locate_file(file))).read_bytes()


def test_every_part_that_is_shipped_is_listed_as_it_is_pinned() -> None:
    pins = {canonical(name): version for name, version in PINNED.items()}
    listed = {one.ident: one.version for one in KNOWN}
    needed = {name: pins[name] for name in shipped()}
    assert needed == {name: listed.get(name) for name in needed}
    assert listed["pyinstaller"] == pins["pyinstaller"]


def test_what_a_part_brings_is_what_lies_here() -> None:
    texts = {one.ident: [path.read_bytes() for path in one.texts] for one in KNOWN}
    for name, distribution in shipped().items():
        for text in theirs(distribution) if distribution is not None else ():
            assert text in texts[name], name


@pytest.mark.parametrize("one", KNOWN, ids=lambda one: one.ident)
def test_every_part_has_texts_and_says_what_it_is_for(one: Component) -> None:
    assert one.role
    assert one.licence
    assert sum(len(text) for _, text in texts_of(one.ident)) > 400


def test_no_text_lies_here_that_nothing_comes_under() -> None:
    folder = ROOT / "resources" / "licences"
    used = {path for one in KNOWN for path in one.texts}
    assert {path for path in folder.iterdir() if path.suffix == ".txt"} <= used


def test_qt_comes_with_both_texts_of_its_licence_and_says_how_it_is_replaced() -> None:
    names = {name for name, _ in texts_of("PySide6")}
    assert {"LGPL-3.0.txt", "GPL-3.0.txt"} <= names
    page = (ROOT / "resources" / "manual" / "licences.md").read_text(encoding="utf-8")
    assert "入れ替える" in page


def test_the_manual_lists_what_is_shipped_and_nothing_else() -> None:
    page = (ROOT / "resources" / "manual" / "licences.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \[([^\]]+)\]\(licence:([^)]+)\) \| ([^|]*) \| ([^|]+) \| ([^|]+) \|$", page, re.M)
    assert rows == [(one.name, one.ident, one.version, one.licence, one.role) for one in KNOWN]


def test_the_command_lists_them_and_shows_a_text() -> None:
    listed = dxdesk("licences").out
    assert all(one.ident in listed for one in KNOWN)
    assert "SIL OPEN FONT LICENSE" in dxdesk("licences", "biz-ud").out


def test_a_part_that_is_not_here_is_said() -> None:
    with pytest.raises(KnownError, match="入っていません"):
        texts_of("left-pad")
    assert "一覧" in dxdesk("licences", "left-pad", code=1).err
