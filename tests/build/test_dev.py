"""The one entry passes on what it is given and answers for itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.helpers.scripts import load, utf8
from tests.helpers.source import ROOT

DEV = ROOT / "build" / "dev.py"
COMMANDS = ("demo", "run", "test", "soak", "check", "bench", "mutate", "exe")


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_answers_without_setting_anything_up(command: str, tmp_path: Path) -> None:
    words = [sys.executable, str(DEV), *([command] if command else []), "--help"]
    done = subprocess.run(
        words, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", env=utf8(), check=True
    )
    assert "usage: dev.py" in done.stdout
    assert "[dev]" not in done.stdout


def test_a_console_of_another_language_does_not_stop_it(tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, str(DEV), "--help"], cwd=tmp_path, capture_output=True, env=env)
    assert done.returncode == 0


def test_an_unknown_word_is_a_usage_error() -> None:
    done = subprocess.run([sys.executable, str(DEV), "check", "everything"], capture_output=True)
    assert done.returncode == 2


@pytest.mark.parametrize(
    ("words", "folder", "passed_on"),
    [
        ([], "demo-out", []),
        (["--staff", "120", "--sections", "8"], "demo-out", ["--staff", "120", "--sections", "8"]),
        (["見本", "--staff", "5"], "見本", ["--staff", "5"]),
        (["--staff", "5", "--no-window"], "demo-out", ["--staff", "5"]),
    ],
)
def test_demo_finds_its_folder_among_the_options(
    words: list[str], folder: str, passed_on: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    dev = load("dev", monkeypatch)
    monkeypatch.setattr(dev.environment, "install_name_fonts", lambda: None)
    ran: list[list[str]] = []

    def remember(command: list[str | Path], **_: object) -> int:
        ran.append([str(word) for word in command])
        return 1  # stop before the window

    monkeypatch.setattr(dev.environment, "ensure", lambda: Path(sys.executable))
    monkeypatch.setattr(dev, "run", remember)
    monkeypatch.chdir(ROOT)
    assert dev.main(["demo", *words]) == 1
    assert ran == [[sys.executable, "-m", "dxdesk", "demo", str(ROOT / folder), *passed_on]]


def test_demo_tells_where_the_store_is_where_there_is_no_display(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    dev = load("dev", monkeypatch)
    listing = {"stores": [{"role": "hr", "path": "人事課.dxdesk", "passphrase": "見本です"}]}
    (tmp_path / "demo.json").write_text(json.dumps(listing), encoding="utf-8")
    monkeypatch.setattr(dev.environment, "ensure", lambda: Path(sys.executable))
    monkeypatch.setattr(dev.environment, "install_name_fonts", lambda: None)
    monkeypatch.setattr(dev.environment, "display_present", lambda: False)
    monkeypatch.setattr(dev, "run", lambda *_, **__: 0)
    assert dev.main(["demo", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert str(tmp_path / "人事課.dxdesk") in shown
    assert "見本です" in shown


def test_long_files_and_functions_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    checks = load("checks", monkeypatch)
    long_function = "def long():\n" + "    x = 1\n" * 60
    assert checks.long_parts(long_function) == [":1 long, 61 lines"]
    assert checks.long_parts("x = 1\n" * 401) == [": 401 lines"]
    assert checks.long_parts("x = 1\n" * 400) == []


def test_every_dependency_is_pinned_and_comes_from_the_index() -> None:
    lines = (ROOT / "build" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert not [pin for pin in pins if "==" not in pin or "@" in pin or "/" in pin]
    pinned = {canonical(pin.split("==")[0]) for pin in pins}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    assert {canonical(name.split(">=")[0]) for name in wanted} <= pinned


def canonical(name: str) -> str:
    """Return a package name as the index compares it."""
    return name.strip().lower().replace("_", "-")
