"""Nothing of a whole year needs a network: it runs where there is no interface, and makes no socket."""

from __future__ import annotations

import sys

import pytest

from tests.helpers.commands import process
from tests.helpers.played import played, without_network


def test_a_whole_year_runs_without_any_network_interface() -> None:
    done = played()[1]
    assert done.code == 0, done.err
    assert "socket" not in done.err


def test_the_guard_would_have_noticed() -> None:
    """A process that makes a network socket under the same guard is ended."""
    done = process("--version", guard=True)
    assert done.code == 0
    from tests.helpers import commands

    program = commands._GUARDED.replace("main()", "socket.socket(socket.AF_INET)")
    import subprocess

    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert ended.returncode == 99


def test_the_namespace_has_no_interface_that_is_up() -> None:
    words = without_network()
    if not words:
        pytest.skip("no right to make a network namespace")
    import subprocess

    script = "import socket; s = socket.socket(); s.settimeout(1); s.connect(('127.0.0.1', 9))"
    done = subprocess.run([*words, sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "unreachable" in done.stderr
