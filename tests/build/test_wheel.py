"""A wheel carries everything dxdesk needs beside its code."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from tests.helpers.source import ROOT


def test_an_unpacked_wheel_finds_fonts_and_migrations(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("dxdesk-*.whl")
    site = tmp_path / "site-packages"
    with zipfile.ZipFile(wheel) as archive:
        assert not [name for name in archive.namelist() if name.startswith(("tests/", "build/", "db/"))]
        pages = [name for name in archive.namelist() if name.endswith(".md")]
        assert pages, "the manual"
        assert all(name.startswith("dxdesk/_data/resources/") for name in pages)
        archive.extractall(site)
    # Isolated and without the repository on the path, so that only the wheel can answer.
    program = (
        f"import sys; sys.path.insert(0, {str(site)!r})\n"
        "from dxdesk import paths\n"
        "print(paths.resources_dir() / 'fonts' / 'BIZUDMincho-Regular.ttf')\n"
        "print(paths.migrations_dir())"
    )
    asked = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-c", program], capture_output=True, encoding="utf-8", check=True
    )
    font, migrations = (Path(line) for line in asked.stdout.splitlines())
    assert font.is_file()
    assert font.is_relative_to(site)
    assert migrations == site / "dxdesk" / "_data" / "db"
