"""A display nobody looks at: Xvfb with a window manager and a strip at the bottom, as a taskbar takes it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

NEEDS = ("Xvfb", "openbox", "xdotool")
WIDTH, HEIGHT, STRIP = 1366, 868, 100
"""What is above the strip is what a PC of an office shows: 1366 × 768. Files to drag lie in the strip."""

_START_SECONDS = 30.0
_NUMBERS = 40

_SETTINGS = f"""<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew><followMouse>no</followMouse></focus>
  <placement><policy>Smart</policy><center>yes</center></placement>
  <desktops><number>1</number></desktops>
  <margins><top>0</top><bottom>{STRIP}</bottom><left>0</left><right>0</right></margins>
  <keyboard><keybind key="A-F4"><action name="Close"/></keybind></keyboard>
  <mouse>
    <context name="Client">
      <mousebind button="Left" action="Press"><action name="Focus"/><action name="Raise"/></mousebind>
    </context>
    <context name="Close">
      <mousebind button="Left" action="Click"><action name="Close"/></mousebind>
    </context>
  </mouse>
</openbox_config>
"""


def missing() -> list[str]:
    """Return which of the programs a hand needs are not on this machine."""
    return [name for name in NEEDS if shutil.which(name) is None]


@dataclass(frozen=True)
class Display:
    """A running X server."""

    name: str
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment of a program shown on it."""
        kept = {name: value for name, value in os.environ.items() if name not in _DROPPED}
        return {**kept, "DISPLAY": self.name, "QT_QPA_PLATFORM": "xcb"}

    def act(self, *words: object) -> None:
        """Send events through XTEST: they reach whatever stands there, as those of a real hand do."""
        told = [str(word) for word in words]
        subprocess.run(["xdotool", *told], env=self.environment, check=True, timeout=60, capture_output=True)

    def trouble(self) -> str:
        """Return why Qt cannot show a window on it, empty where it can."""
        told = [sys.executable, "-c", "from PySide6.QtGui import QGuiApplication as A; A([])"]
        done = subprocess.run(
            told, env=self.environment, check=False, timeout=120, capture_output=True, text=True
        )
        return done.stderr if done.returncode else ""

    def picture(self, path: Path) -> Path:
        """Write what the display shows, in a process of its own: the program under test may hang."""
        code = (
            "import sys;from PySide6.QtGui import QGuiApplication as A;"
            "a=A([]);a.primaryScreen().grabWindow(0).save(sys.argv[1])"
        )
        told = [sys.executable, "-c", code, str(path)]
        subprocess.run(told, env=self.environment, check=False, timeout=60, capture_output=True)
        return path


_DROPPED = frozenset({"WAYLAND_DISPLAY", "DXDESK_PASSPHRASE", "QT_SCALE_FACTOR", "XDG_SESSION_TYPE"})


@contextmanager
def running(folder: Path) -> Iterator[Display]:
    """Run a display until the block ends."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder / "openbox.xml"
    settings.write_text(_SETTINGS, encoding="utf-8")
    display, server = _serve(folder)
    manager = None
    try:
        with (folder / "openbox.log").open("wb") as log:
            words = ["openbox", "--sm-disable", "--config-file", str(settings)]
            manager = subprocess.Popen(words, env=display.environment, stdout=log, stderr=log)
        _await_manager(display)
        yield display
    finally:
        for process in (manager, server):
            if process is not None:
                process.terminate()
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


def _serve(folder: Path) -> tuple[Display, subprocess.Popen[bytes]]:
    """Start a server on the first number that is free and wait until it takes connections."""
    log_file = folder / "xvfb.log"
    first = int(os.environ.get("DXDESK_HANDS_DISPLAY", "90"))
    for number in range(first, first + _NUMBERS):
        reading, writing = os.pipe()
        words = ["Xvfb", f":{number}", "-displayfd", str(writing), "-nolisten", "tcp"]
        words += ["-screen", "0", f"{WIDTH}x{HEIGHT}x24"]
        with log_file.open("ab") as log:
            server = subprocess.Popen(words, stdout=log, stderr=log, pass_fds=(writing,))
        os.close(writing)
        with os.fdopen(reading) as told:
            # Said when it listens; nothing where somebody else has the number.
            if told.readline().strip():
                return Display(f":{number}", folder), server
        server.wait()
    raise RuntimeError(f"Xvfb did not start: {log_file.read_text()}")


def _await_manager(display: Display) -> None:
    until = time.monotonic() + _START_SECONDS
    while True:
        words = ["xdotool", "get_num_desktops"]
        done = subprocess.run(words, env=display.environment, capture_output=True, check=False)
        if done.returncode == 0:
            return
        if time.monotonic() > until:
            raise RuntimeError(f"openbox did not start: {(display.folder / 'openbox.log').read_text()}")
        time.sleep(0.05)
