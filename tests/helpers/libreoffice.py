"""LibreOffice as the other program that opens our workbooks and saves them."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needed = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
XLSX = "xlsx:Calc MS Excel 2007 XML"


@cache
def _profile() -> str:
    """Return the user's folder of this process: to set one up takes longer than to convert a file."""
    folder = tempfile.mkdtemp(prefix="dxdesk-libreoffice-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder).as_uri()


def saved(out: Path, *files: Path, form: str = XLSX) -> list[Path]:
    """Let LibreOffice open files and save them in another folder, all in one start because starting is slow.

    Skips the test where there is no LibreOffice.
    """
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed")
    words = [OFFICE, f"-env:UserInstallation={_profile()}", "--headless", "--convert-to", form]
    words += ["--outdir", str(out), *map(str, files)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=180)
    found = [out / f"{file.stem}.{form.partition(':')[0]}" for file in files]
    assert all(path.exists() for path in found), done.stdout + done.stderr
    return found
