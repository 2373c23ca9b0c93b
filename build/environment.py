"""The development environment: ``.venv`` with pinned packages, and the system libraries Qt needs."""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import sys
from pathlib import Path

from console import ROOT, WINDOWS, give_up, run, say, succeeds

OLDEST, FIRST_TOO_NEW = (3, 11), (3, 14)
VENV = ROOT / ".venv"
ROOM_IN_MEMORY = 4 << 30
"""Bytes free in a file system in memory from which the tests keep their files there; a run takes 350 MB."""

STAMP = VENV / "dxdesk-environment.txt"
CONSTRAINTS = ROOT / "build" / "constraints.txt"

LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libatomic.so.1": "libatomic1",
}
"""Shared libraries that Qt loads even without a display, with their Debian packages."""

DISPLAY_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What Qt needs on top to open a window on an X display."""

PROGRAMS = {"pdftotext": "poppler-utils"}
"""Programs that tests use to look at PDFs with other eyes than ours."""


def venv_python() -> Path:
    """Return the interpreter of the development environment, whether or not it exists yet."""
    return VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")


def ensure() -> Path:
    """Make the environment complete and up to date; return its interpreter.

    Nothing is fetched when the stamp says that place, pins and dependencies are those of last time.

    Raises:
        SystemExit: something is missing that a person must install; told on stderr.
    """
    if not OLDEST <= sys.version_info[:2] < FIRST_TOO_NEW:
        _hand_over_to_a_fitting_python()
    wanted = _fingerprint()
    python = venv_python()
    if python.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return python
    _install_system_packages()
    if not (python.exists() and succeeds([python, "-m", "pip", "--version"])):
        _make_venv()
    _install_packages(python)
    STAMP.write_text(wanted, encoding="utf-8")
    say(f"環境ができました / environment ready: {VENV}")
    return python


def quick_files() -> dict[str, str]:
    """Return the variables that let pytest keep its files in memory, where the system has room for them.

    The suite makes thousands of stores, and each commit of one waits for its disk.
    """
    memory = Path("/dev/shm")
    if "PYTEST_DEBUG_TEMPROOT" in os.environ or not os.access(memory, os.W_OK):
        return {}
    room = shutil.disk_usage(memory).free >= ROOM_IN_MEMORY
    return {"PYTEST_DEBUG_TEMPROOT": str(memory)} if room else {}


def display_present() -> bool:
    """Return whether a window can be opened here."""
    if WINDOWS or sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _fingerprint() -> str:
    """Return a hash over all that decides what gets installed."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = (
        str(ROOT),
        CONSTRAINTS.read_text(encoding="utf-8"),
        repr(project["build-system"]),
        repr(project["project"]),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _hand_over_to_a_fitting_python() -> None:
    """Run this command again with a Python that Qt 6.8 supports, if the machine has one."""
    for minor in range(FIRST_TOO_NEW[1] - 1, OLDEST[1] - 1, -1):
        command = ["py", f"-3.{minor}"] if WINDOWS else [f"python3.{minor}"]
        if shutil.which(command[0]) and succeeds([*command, "-c", "import venv"]):
            raise SystemExit(run([*command, Path(sys.argv[0]).resolve(), *sys.argv[1:]], cwd=Path.cwd()))
    give_up(
        f"Python {OLDEST[0]}.{OLDEST[1]} 〜 {FIRST_TOO_NEW[0]}.{FIRST_TOO_NEW[1] - 1} が必要です"
        f"(いまの版: {sys.version.split()[0]})。入れてから、もう一度実行してください。"
    )


def _make_venv() -> None:
    """Create ``.venv``, installing Debian's separate venv package when that is what is missing."""
    say("仮想環境を作ります / creating .venv")
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if succeeds([sys.executable, "-c", "import ensurepip, venv"]) and run(command) == 0:
        return
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if _may_install() and _apt_get([version]) and run(command) == 0:
        return
    if _may_install() and _apt_get(["python3-venv"]) and run(command) == 0:
        return
    give_up(
        f"仮想環境を作れませんでした。管理者に「apt-get install {version}」を依頼してから、"
        "もう一度実行してください。"
    )


def _install_packages(python: Path) -> None:
    """Install the pinned packages, and dxdesk itself pointing at this source tree.

    The build backend comes first and without isolation, so that it is the pinned one too.
    """
    say("部品を入れます(初回は数分かかります)/ installing packages")
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    pip += ["-c", str(CONSTRAINTS)]
    steps = ([*pip, "hatchling"], [*pip, "--no-build-isolation", "-e", ".[dev]"])
    for step in steps:
        if run(step) != 0:
            give_up(
                "部品を入れられませんでした。上の pip の表示とネットワーク(PIP_INDEX_URL)を確かめて、"
                "もう一度実行してください。途中まで入ったものはそのまま使われます。"
            )


def _missing_system_packages() -> list[str]:
    """Return the Debian packages whose library or program this machine lacks."""
    wanted = {**LIBRARIES, **(DISPLAY_LIBRARIES if display_present() else {})}
    missing = [package for library, package in wanted.items() if not _loads(library)]
    missing += [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    return missing


def _loads(library: str) -> bool:
    """Return whether the dynamic loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _install_system_packages() -> None:
    """On Linux install what Qt needs, or say how; never fatal, since a test run tells the truth."""
    if not sys.platform.startswith("linux"):
        return
    missing = _missing_system_packages()
    if not missing:
        return
    if _may_install() and _apt_get(missing):
        return
    say(
        "足りないライブラリがあります。画面や PDF の試験が動かないときは、管理者に次を依頼してください: "
        "apt-get install " + " ".join(missing)
    )


NAME_FONTS = {"/usr/share/fonts/truetype/ipamj/ipamjm.ttf": "fonts-ipamj-mincho"}
"""Debian's fonts that hold rare characters of names (𠮷, 異体字) which BIZ UD lacks, by their file."""


def install_name_fonts() -> None:
    """On Debian as root install fonts for rare names, so that the demonstration prints everybody."""
    missing = [package for file, package in NAME_FONTS.items() if not Path(file).exists()]
    if sys.platform.startswith("linux") and missing and _may_install() and not _apt_get(missing):
        say("名前のための書体を入れられませんでした。書体にない字の人は、帳票から除いて進めます。")


def _may_install() -> bool:
    """Return whether this is root on a Debian-like machine."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _apt_get(packages: list[str]) -> bool:
    """Install Debian packages; return whether that worked."""
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    say("ライブラリを入れます / installing: " + " ".join(packages))
    if run(["apt-get", "update", "-q"], env=quiet) != 0:
        say("パッケージ一覧を更新できませんでした。手元の一覧で続けます。")
    return run(install, env=quiet) == 0
