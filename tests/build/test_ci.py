"""What runs from a clean clone tells every failure once and hides none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.source import ROOT

PYTHON = """#!/bin/sh
echo "$@" >> calls.txt
case "$2" in
    test) echo "worker 'gw0' crashed while running 'tests/ui/test_a.py::test_b'"; exit {tests};;
    check) exit {checks};;
esac
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the script is for a shell")
@pytest.mark.parametrize(("tests", "checks", "code"), [(1, 0, 1), (139, 4, 139), (0, 4, 4), (0, 0, 0)])
def test_a_crashed_test_process_is_a_failure_and_nothing_runs_twice(
    tmp_path: Path, tests: int, checks: int, code: int
) -> None:
    clone, programs = tmp_path / "clone", tmp_path / "bin"
    (clone / ".ci").mkdir(parents=True)
    programs.mkdir()
    shutil.copy(ROOT / ".ci" / "run", clone / ".ci" / "run")
    for name, text in (("python3", PYTHON.format(tests=tests, checks=checks)), ("soffice", "#!/bin/sh\n")):
        (programs / name).write_text(text, encoding="utf-8")
        (programs / name).chmod(0o755)
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", str(clone / ".ci" / "run")], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert (clone / "calls.txt").read_text(encoding="utf-8").split("\n") == [
        "build/dev.py test",
        "build/dev.py check",
        "",
    ]
    assert f"tests: exit {tests}, checks: exit {checks}" in done.stdout
