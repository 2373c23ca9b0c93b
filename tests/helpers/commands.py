"""Running the commands as their users do: in this process, or as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from dxdesk.cli.app import app
from tests.helpers.source import ROOT

PASSPHRASE = "検証のための合言葉 1234"
MUNICIPALITY = ("999997", "検証区")


@dataclass(frozen=True)
class Done:
    """What a command did: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on standard output."""
        return json.loads(self.out)

    @property
    def error(self) -> str:
        """The code of a refusal under ``--json``."""
        return str(self.json["error"]["code"])

    @property
    def outcomes(self) -> list[str]:
        """The outcomes of an import under ``--json``."""
        return [file["outcome"] for file in self.json["files"]]


def dxdesk(*words: object, passphrase: str = PASSPHRASE, code: int | None = 0) -> Done:
    """Run a command in this process; its exit code must be ``code`` (``None``: whatever it is)."""
    environment = {"DXDESK_PASSPHRASE": passphrase or None}
    result = CliRunner().invoke(app, [str(word) for word in words], env=environment)
    done = Done(result.exit_code, result.stdout, result.stderr)
    assert code is None or done.code == code, f"{words}: {done}"
    return done


def process(
    *words: object,
    passphrase: str = PASSPHRASE,
    environment: Mapping[str, str] | None = None,
    before: Sequence[str] = (),
    guard: bool = False,
) -> Done:
    """Run ``python -m dxdesk`` as a process.

    Args:
        words: the command line.
        passphrase: for ``DXDESK_PASSPHRASE``.
        environment: further variables.
        before: a program that starts it, e.g. ``unshare -n``.
        guard: end the process when it makes a network socket.
    """
    start = ["-m", "dxdesk"]
    if guard:
        start = ["-c", _GUARDED]
    command = [*before, sys.executable, *start, *(str(word) for word in words)]
    variables = {**os.environ, "DXDESK_PASSPHRASE": passphrase, **(environment or {})}
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, check=False)
    return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace"))


_GUARDED = """
import os, socket, sys
def watch(event, arguments):
    if event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6):
        os.write(2, b"a network socket was made\\n")
        os._exit(99)
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.gethostbyname"):
        os.write(2, event.encode() + b"\\n")
        os._exit(99)
sys.addaudithook(watch)
from dxdesk.__main__ import main
main()
"""


def form_of(folder: Path, number: str) -> Path:
    """Return a person's form in a folder of forms."""
    return next(folder.rglob(f"申告票_*_{number}.xlsx"))
