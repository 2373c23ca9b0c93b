"""Our own source as tests look at it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CODE_FOLDERS = ("dxdesk", "db", "build", "tests")
BINARY_ENDINGS = frozenset({".ttf", ".otf", ".ttc", ".png", ".ico", ".xlsx", ".xls", ".zip", ".pdf", ".bin"})


def python_files(*folders: str) -> list[Path]:
    """Return the Python files under folders of the repository (all code when none is named)."""
    return sorted(
        path
        for folder in folders or CODE_FOLDERS
        for path in (ROOT / folder).rglob("*.py")
        if "__pycache__" not in path.parts
    )


def naming(words: Iterable[str], *folders: str) -> Iterator[tuple[Path, str]]:
    """Yield the Python files under folders, with their text, in which one of some identifiers stands.

    Reading a text is quick and parsing it is not; what no file names no tree of it holds.
    """
    named = re.compile(rf"\b(?:{'|'.join(words)})\b")
    for path in python_files(*folders):
        text = path.read_text(encoding="utf-8")
        if named.search(text):
            yield path, text


def project_files() -> list[Path]:
    """Return every text file that belongs to the project: all that git tracks or would track."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.decode("utf-8").split("\0") if name]
    else:  # an unpacked archive without git
        top = [*CODE_FOLDERS, "resources", ".ci"]
        found = [path for folder in top for path in (ROOT / folder).rglob("*")] + list(ROOT.glob("*"))
    return sorted(path for path in found if path.is_file() and path.suffix not in BINARY_ENDINGS)


def shown(path: Path) -> str:
    """Return a path as people write it, from the repository root."""
    return path.relative_to(ROOT).as_posix()
