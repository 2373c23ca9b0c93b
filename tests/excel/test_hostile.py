"""More than 300 damaged and hostile files: none crashes, none hangs, each is read or refused in words."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.helpers import workbooks
from tests.helpers.hostile import cases
from tests.helpers.hostile_case import Hostile, flip
from tests.helpers.hostile_size import sizes
from tests.helpers.source import ROOT


def _outcomes(folder: Path, files: Iterable[Hostile], seconds: float) -> dict[str, str]:
    """Open the files in a program of their own, where a crash or hang is seen and does no harm."""
    for file in files:
        (folder / f"{file.name}.xlsx").write_bytes(file.data)
    command = [sys.executable, "-m", "tests.helpers.hostile", str(folder)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=seconds, check=False)
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    last = lines[-1]["name"] if lines else "the first"
    assert run.returncode == 0, f"after {last}: {run.stderr[-2000:]}"
    return {line["name"]: line["code"] for line in lines}


def test_every_hostile_file_is_read_or_refused(tmp_path: Path) -> None:
    files = list(cases())
    assert len(files) >= 300
    _refused_as_they_must(tmp_path, files)


@pytest.mark.soak  # sizes at the very limit; ``test_limits`` has the ordinary members
def test_too_much_of_anything_is_refused(tmp_path: Path) -> None:
    _refused_as_they_must(tmp_path, list(sizes()))


def _refused_as_they_must(folder: Path, files: list[Hostile]) -> None:
    outcomes = _outcomes(folder, files, seconds=120)
    assert set(outcomes) == {file.name for file in files}
    wrong = {
        file.name: (file.code, outcomes[file.name] or "read")
        for file in files
        if file.code and outcomes[file.name] != file.code
    }
    assert wrong == {}


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
def test_random_damage_never_crashes(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    files = []
    for number in range(1_000):
        parts = workbooks.plain_parts()
        name = dice.choice(
            [workbooks.SHEET1, workbooks.SHEET1, workbooks.STRINGS, workbooks.STYLES, workbooks.WORKBOOK]
        )
        parts[name] = flip(parts[name], dice, 0, len(parts[name]), dice.randrange(1, 6))
        files.append(Hostile(f"random-{number}", workbooks.packed(parts)))
    assert len(_outcomes(tmp_path, files, seconds=300)) == len(files)
