"""Saying what happens and running programs; shared by the build scripts."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
WINDOWS = os.name == "nt"


def use_any_console() -> None:
    """Make Japanese lines survive a console that cannot show them, instead of failing on it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def say(text: str) -> None:
    """Print one line about a step at once, before the step's own output."""
    print(f"[dev] {text}", flush=True)


def give_up(text: str) -> NoReturn:
    """Tell what is wrong and leave with exit code 2."""
    print(f"[dev] {text}", file=sys.stderr, flush=True)
    raise SystemExit(2)


def run(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, cwd: Path = ROOT) -> int:
    """Run a program, its output shown as it comes; return its exit code.

    Args:
        command: program and arguments.
        env: variables added to the present ones.
        cwd: where it runs; the repository root when not given.
    """
    words = [str(word) for word in command]
    # Tests start hundreds of processes: without kept bytecode each compiles all it imports again.
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    print("[dev] $ " + " ".join(shlex.quote(word) for word in words), flush=True)
    try:
        return subprocess.call(words, cwd=cwd, env={**own, **(env or {})})
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        print(f"[dev] {words[0]}: {error}", file=sys.stderr, flush=True)
        return 127


def succeeds(command: Sequence[str | Path]) -> bool:
    """Return whether a program runs and ends well; its output is not shown."""
    try:
        done = subprocess.run(
            [str(word) for word in command],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    except OSError:
        return False
    return done.returncode == 0
