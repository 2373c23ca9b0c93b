"""Building the one-file executable and proving that it stands on its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from console import ROOT, WINDOWS, run, say

DIST = ROOT / "dist"
EXECUTABLE = DIST / ("dxdesk.exe" if WINDOWS else "dxdesk")


def build(python: Path) -> int:
    """Make ``dist/dxdesk`` from ``dxdesk.spec``; return PyInstaller's exit code.

    The work folder lies inside the environment: ``build/`` holds our scripts, not products.
    """
    say("実行ファイルを作ります(数分かかります)/ building the executable")
    work = ROOT / ".venv" / "pyinstaller"
    command: list[str | Path] = [python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    code = run([*command, "--workpath", work, "--distpath", DIST, ROOT / "dxdesk.spec"])
    if code == 0:
        say(f"できました / built: {EXECUTABLE} ({EXECUTABLE.stat().st_size / 1_000_000:.0f} MB)")
    return code


def prove() -> int:
    """Run the executable's self-test as on a bare PC: no Python in PATH, no network interface.

    Without root, or on Windows, the network stays as it is; that is said, not hidden.
    """
    prefix, note = _without_network()
    say(f"自己診断 / self-test: PATH is empty, {note}")
    with tempfile.TemporaryDirectory(prefix="dxdesk-exe-") as folder:
        return _run_bare([*prefix, str(EXECUTABLE), "self-test"], Path(folder))


def _without_network() -> tuple[list[str], str]:
    """Return the command prefix that takes the network away, and what to say about it."""
    unshare = shutil.which("unshare")
    if not (sys.platform.startswith("linux") and unshare):
        return [], "the network is as it is on this machine"
    # An ordinary user needs a user namespace of their own; some kernels forbid it.
    for prefix in ([unshare, "-n"], [unshare, "-r", "-n"]):
        probe = subprocess.run([*prefix, "true"], capture_output=True, check=False)
        if probe.returncode == 0:
            return prefix, "no network interface"
    return [], "the network is as it is (network namespaces are not allowed here)"


def _run_bare(command: list[str], folder: Path) -> int:
    """Run a command with nearly no environment; return its exit code."""
    kept = ("SYSTEMROOT", "WINDIR", "TEMP", "TMP", "LANG", "LC_ALL")
    env = {name: os.environ[name] for name in kept if name in os.environ}
    env["PATH"] = ""
    env["HOME"] = env["USERPROFILE"] = str(folder)
    env["DXDESK_USER_DATA"] = str(folder / "user-data")
    if not WINDOWS:
        env["QT_QPA_PLATFORM"] = "offscreen"
    say("$ " + " ".join(command))
    return subprocess.call(command, cwd=folder, env=env)
