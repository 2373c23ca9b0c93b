"""What a small file may cost: memory and seconds, and files that are no files."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.excel.reader import WorkbookReader
from dxdesk.excel.tables import read_tables
from tests.helpers import hostile_size
from tests.helpers import workbooks as w
from tests.helpers.source import ROOT

posix = pytest.mark.skipif(sys.platform == "win32", reason="no file of this kind on Windows")

_MEASURED = """
import json, resource, sys
from pathlib import Path
from tests.helpers.hostile import _outcome, _touch_all
from dxdesk.excel.tables import read_tables
code = _outcome(_touch_all, Path(sys.argv[1]))
table = _outcome(read_tables, Path(sys.argv[1]))
used = resource.getrusage(resource.RUSAGE_SELF)
# Not ru_maxrss: that begins with what the process had that started this one.
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps([code, table, peak // 1024, used.ru_utime + used.ru_stime]))
"""
MEGABYTES = 500
SECONDS = 20


# Made when the test runs: every worker collects them, and together they are hundreds of megabytes.
SIZES: dict[str, tuple[Callable[[], bytes], str]] = {
    "ten-areas": (lambda: hostile_size.book([hostile_size.wide(9_999)] * 10), "sheet-too-big"),
    "one-area": (lambda: hostile_size.book([hostile_size.wide(7_400)]), ""),
    "letters-within": (lambda: hostile_size.shown(300_000, 130), ""),
    "letters": (lambda: hostile_size.shown(300_000, 32_000), "sheet-too-big"),
    "elements": (
        lambda: w.changed({w.SHEET1: w.sheet("<row>" + "<c/>" * 20_000_000 + "</row>")}),
        "file-suspicious",
    ),
}
QUICK = ("ten-areas", "letters")
"""Refused within a second; the other three read or scan as much as is allowed, and go with the soak."""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc here")
@pytest.mark.parametrize(
    "size", [pytest.param(name, marks=() if name in QUICK else pytest.mark.soak) for name in SIZES]
)
def test_no_small_file_takes_more_than_a_small_pc_has(tmp_path: Path, size: str) -> None:
    make, code = SIZES[size]
    path = tmp_path / "大きい.xlsx"
    path.write_bytes(make())
    run = [sys.executable, "-c", _MEASURED, str(path)]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, timeout=300, check=True)
    book, _, megabytes, seconds = json.loads(done.stdout)
    assert book == code
    assert megabytes <= MEGABYTES
    assert seconds <= SECONDS


def test_the_sheet_in_which_a_limit_was_passed_is_told(tmp_path: Path) -> None:
    path = tmp_path / "ten.xlsx"
    path.write_bytes(hostile_size.book([hostile_size.wide(1_000)] * 10))
    with pytest.raises(KnownError) as error:
        WorkbookReader().open(path)
    assert (error.value.problem.place.file, error.value.problem.place.sheet) == ("ten.xlsx", "s8")
    path.write_bytes(hostile_size.shown(20_000, 2_001))
    with pytest.raises(KnownError) as error:
        WorkbookReader().open(path)
    assert error.value.problem.place.sheet == "s2"


@posix
@pytest.mark.parametrize("kind", ["fifo", "folder", "device", "socket"])
def test_what_is_no_plain_file_is_refused_without_opening_it(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.xlsx"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        with socket.socket(socket.AF_UNIX) as heard:
            heard.bind(str(path))
    for read in (WorkbookReader().open, read_tables):
        with pytest.raises(KnownError) as error:
            read(path)
        assert error.value.code == "file-not-read"
