"""Somebody at a PC: the program in a process of its own, used with a pointer and keys only."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.hands.klm import Log
from tests.hands.xserver import HEIGHT, STRIP, WIDTH, Display
from tests.helpers.source import ROOT

LIMIT = float(os.environ.get("DXDESK_HANDS_LIMIT", "60"))
"""How long something may take before it counts as stuck: generous, machines are slow. It is waited for, not
slept through."""

ANSWER = 30.0
"""How long the UI thread may be silent."""

READING = 0.5
"""Longer than what the program takes for one double press (400 ms) or the pause of the review screen."""

APART = 0.2
"""The same key pressed anew, in seconds: somebody in a hurry."""

TWO_CLICKS = 0.6
"""Two clicks at one place, in seconds, that are meant as two: sooner they are a double click."""

_PAUSE = 0.03
_NEAR = 10
_TRIES = 30
PLACED = 0.5
"""How long (s) the first thing one presses in a program stands still before it is pressed: a window manager
may put a window in its place after it was shown."""


class Stuck(AssertionError):
    """A journey that cannot go on."""


class Person:
    """One person, one program. Whoever presses waits until the program has nothing under way."""

    def __init__(self, display: Display, home: Path, scale: float = 1.0) -> None:
        """Sit down at a PC where the program was never used; ``scale``: how large things are shown."""
        self.display, self.home, self.log = display, home, Log()
        self._scale = scale
        self.documents = home / "Documents"
        self.documents.mkdir(parents=True, exist_ok=True)
        self._process: subprocess.Popen[bytes] | None = None
        self._source: subprocess.Popen[str] | None = None
        self._line: socket.socket | None = None
        self._read: Any = None
        self.started, self._placed = 0, False
        self._pressed = "", 0.0
        self._clicked: tuple[tuple[int, int], float] = (-1, -1), 0.0
        self.expected: set[str] = set()
        """Codes of refusals that belong to the journey; any other one is a warning nobody expected."""

    # --- the program -----------------------------------------------------------------------------

    def begin(self, *words: str) -> None:
        """Start the program, with a file as a double click gives it, and wait for its window."""
        self.started += 1
        self._placed = False
        place = self.home / f"agent-{self.started}"
        environment = {
            **self.display.environment,
            "HOME": str(self.home),
            "DXDESK_USER_DATA": str(self.home / "user-data"),
            "DXDESK_DEBUG": "1",
            "QT_SCALE_FACTOR": str(self._scale),
            "PYTHONPATH": str(ROOT),
        }
        with (self.home / "said.txt").open("ab") as said:
            told = [sys.executable, "-m", "tests.hands.agent", str(place), *words]
            self._process = subprocess.Popen(told, cwd=ROOT, env=environment, stdout=said, stderr=said)
        self._line = socket.socket(socket.AF_UNIX)
        self._line.settimeout(ANSWER)
        # The place is there a moment before somebody listens at it.
        self._wait(lambda: self._line is not None and self._line.connect_ex(str(place)) == 0, "its start")
        self._read = self._line.makefile("rb")
        self.until(lambda state: state["windows"] and state["idle"], "its first window")

    def ask(self, what: str, **more: Any) -> Any:
        """Ask the agent; a program that is gone or does not answer ends the journey at once."""
        assert self._line is not None
        try:
            self._line.sendall(json.dumps({"ask": what, **more}).encode() + b"\n")
            line = self._read.readline()
        except (TimeoutError, OSError) as error:
            raise self._stuck(f"the window does not answer ({what}): {error}") from error
        if not line:
            raise self._stuck(f"the program ended while asked for {what}")
        return json.loads(line)

    def state(self) -> dict[str, Any]:
        """Return what is under way and open; anything that should not be ends the journey."""
        state: dict[str, Any] = self.ask("state")
        refused = tuple(f"dxdesk.logs: refused {code} at " for code in self.expected)
        warned = [said for said in state["warned"] if not said.startswith(refused)]
        for wrong, title in (
            (state["stray"], "stray windows"),
            (state["flashes"], "windows that flash"),
            (warned, "warnings"),
        ):
            if wrong:
                raise self._stuck(f"{title}: {wrong}")
        reports = list((self.home / "user-data" / "reports").glob("*"))
        if reports:
            raise self._stuck(f"a bug was reported:\n{reports[0].read_text(encoding='utf-8')}")
        return state

    def until(self, true: Callable[[dict[str, Any]], Any], what: str) -> dict[str, Any]:
        """Wait until the program's state is so."""
        last: dict[str, Any] = {}

        def look() -> Any:
            last.update(self.state())
            return true(last)

        self._wait(look, what)
        return last

    def rest(self) -> dict[str, Any]:
        """Wait until nothing is under way, twice in a row: what changed makes screens read again."""
        seen = 0

        def still(state: dict[str, Any]) -> bool:
            nonlocal seen
            seen = seen + 1 if state["idle"] else 0
            return seen >= 2

        return self.until(still, "the end of its work")

    def _wait(self, look: Callable[[], Any], what: str, *, names: bool = False) -> Any:
        until = time.monotonic() + LIMIT
        while not (found := look()):
            if self._process is not None and self._process.poll() is not None:
                raise self._stuck(f"the program ended (exit {self._process.returncode}) before {what}")
            if time.monotonic() > until:
                there = [f"{one['role']} {one['name']}" for one in self.ask("names")] if names else ""
                raise self._stuck(f"waited {LIMIT:.0f} s in vain for {what} {there}")
            time.sleep(_PAUSE)
        return found

    def _stuck(self, what: str) -> Stuck:
        """Take a picture, let the program say where all its threads are, end it."""
        # Not in the test's own folder, which a later run may clear away.
        picture = self.display.picture(Path(tempfile.mkdtemp(prefix="dxdesk-stuck-")) / "stuck.png")
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGUSR1)
            time.sleep(0.5)
        self._kill()
        said = (self.home / "said.txt").read_text(encoding="utf-8", errors="replace")[-4000:]
        return Stuck(f"{what}\npicture: {picture}\n{said}")

    def _kill(self) -> None:
        for process in (self._process, self._source):
            if process is not None and process.poll() is None:
                process.kill()
                process.wait()
        pipes = (self._source.stdin, self._source.stdout) if self._source is not None else ()
        for opened in (self._line, self._read, *pipes):
            if opened is not None:
                # A pipe whose reader was killed cannot be flushed.
                with contextlib.suppress(OSError):
                    opened.close()
        self._process = self._source = self._line = self._read = None

    def leave(self) -> None:
        """Close the window as at the end of a day; the program ends by itself, at once and without error."""
        self.rest()
        self.close()

    def close(self) -> None:
        """Close the window, whatever is under way, and wait for the program's end."""
        assert self._process is not None
        self.display.act("key", "alt+F4")
        self._end(self._process)

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        try:
            code = process.wait(LIMIT)
        except subprocess.TimeoutExpired as error:
            raise self._stuck("the program did not end after its window was closed") from error
        if code != 0:
            raise self._stuck(f"the program ended with exit {code}")
        self._kill()

    def clear(self) -> None:
        """End whatever is left."""
        self._kill()

    # --- looking ---------------------------------------------------------------------------------

    def find(self, name: str, role: str = "", *, begins: bool = False) -> list[dict[str, Any]]:
        """Return what is called so where input goes now."""
        found: list[dict[str, Any]] = self.ask("find", name=name, role=role, begins=begins)
        return found

    def see(self, name: str, role: str = "", *, begins: bool = False) -> dict[str, Any]:
        """Wait until something is called so, and return it."""
        self._wait(lambda: self.state() and self.find(name, role, begins=begins), f"「{name}」", names=True)
        return self.find(name, role, begins=begins)[0]

    def _reach(self, name: str, role: str, begins: bool) -> dict[str, Any]:
        """Return something that can be pressed, turning the wheel where it is scrolled away."""
        for _ in range(_TRIES):
            self.see(name, role, begins=begins)
            found = self.find(name, role, begins=begins)
            ready = [one for one in found if one["reached"]]
            if ready and (pressable := [one for one in ready if one["enabled"]]):
                return pressable[0]
            if not ready and (away := next((one for one in found if one["view"]), None)):
                self._scroll_to(away)
            time.sleep(0.1)
        asked = {key: found[0][key] for key in ("enabled", "reached", "rect", "view")}
        raise self._stuck(f"「{name}」 cannot be pressed: {asked}; the store says {self.ask('truth')}")

    def _scroll_to(self, one: dict[str, Any]) -> None:
        (_, y, _, height), (left, top, wide, tall) = one["rect"], one["view"]
        down = y + height // 2 > top + tall // 2
        self.display.act("mousemove", left + wide // 2, top + tall // 2, "click", 5 if down else 4)

    def truth(self) -> dict[str, Any]:
        """Return what the use cases say of the store, read while nothing is under way."""
        self.rest()
        said: dict[str, Any] = self.ask("truth")
        return said

    def fields(self) -> list[tuple[str, str]]:
        """Return name and value of everything a wheel might change: choices, days, numbers, tabs."""
        self.rest()
        told = self.ask("fields")
        return [(name, value) for name, value in told]

    # --- hands -----------------------------------------------------------------------------------

    def click(
        self, name: str, role: str = "", *, begins: bool = False, times: int = 1, wait: bool = True
    ) -> None:
        """Press something where it stands, once it stands still: a window may still be put in its place."""
        one = self._reach(name, role, begins)
        for _ in range(_TRIES):
            time.sleep(0.0 if self._placed else PLACED)
            before, one = one, self._reach(name, role, begins)
            if one["rect"] == before["rect"]:
                break
        self._placed = True
        x, y = _middle(one)
        self.log.point(times)
        (before_x, before_y), _ = self._clicked
        if abs(x - before_x) <= _NEAR and abs(y - before_y) <= _NEAR:
            time.sleep(max(0.0, self._clicked[1] + TWO_CLICKS - time.monotonic()))
        self.display.act("mousemove", x, y, "click", "--repeat", times, "--delay", 60, 1)
        self._clicked = (x, y), time.monotonic()
        if wait:
            self.rest()

    def press(self, *keys: str, wait: bool = True) -> None:
        """Press keys that belong together, one after the other."""
        self._has_keys()
        self.log.press(sum(1 + key.count("+") for key in keys))
        for key in keys:
            if key == self._pressed[0]:  # no finger comes down twice as fast as a held key repeats
                time.sleep(max(0.0, self._pressed[1] + APART - time.monotonic()))
            self.display.act("key", key)
            self._pressed = key, time.monotonic()
            if wait:
                self.rest()

    def read(self) -> None:
        """Look at what has come, as a person does: a second press at once counts as the first one bounced."""
        time.sleep(READING)

    def turn(self, name: str) -> bool:
        """Turn the wheel over something, if it can be seen; return whether it was."""
        found = next((one for one in self.find(name) if one["reached"]), None)
        if found is not None:
            x, y = _middle(found)
            self.display.act("mousemove", x, y, "click", "--repeat", 2, "--delay", 20, 5)
            self.display.act("click", "--repeat", 2, "--delay", 20, 4)
            self.display.act("click", 5)
            self.rest()
        return found is not None

    def write(self, text: str) -> None:
        """Type into what has the keys; it replaces what stood there, and one sees how much arrived."""
        self._has_keys()
        self.display.act("key", "ctrl+a")
        self.display.act("type", "--delay", 15, text)
        self.log.press(len(text))
        written = self.rest()["written"]
        if written is not None and written != len(text):
            raise self._stuck(f"{len(text)} letters were typed, {written} arrived")

    def _has_keys(self) -> None:
        """Wait until a window has the keys: a window manager gives them some time after a window is shown."""
        self.until(lambda state: state["keys"], "a window that has the keys")

    def drop(self, files: Sequence[Path], onto: str = "", *, moving: bool = False) -> str:
        """Drag files from another program's window onto something (the middle of the window)."""
        source = self._strip()
        self._tell(source, {"files": [str(path) for path in files], "moving": moving})
        if onto:
            x, y = _middle(self._reach(onto, "", False))
        else:
            x, y = WIDTH // 2, (HEIGHT - STRIP) // 2
        self.log.point()
        down = HEIGHT - STRIP // 2
        self.display.act("mousemove", 60, down, "mousedown", 1)
        # A drag begins when the pointer has moved, and a target is told of every step.
        for step in (30, 60, 90):
            self.display.act("mousemove", 60 + step, down)
            time.sleep(0.05)
        for part in range(1, 9):
            self.display.act("mousemove", 150 + (x - 150) * part // 8, down + (y - down) * part // 8)
            time.sleep(0.04)
        time.sleep(0.2)
        self.display.act("mouseup", 1)
        assert source.stdout is not None
        took = self._hear(source)
        self.rest()
        return took

    def _strip(self) -> subprocess.Popen[str]:
        if self._source is None:
            words = [sys.executable, "-m", "tests.hands.source", "0", str(HEIGHT - STRIP), "200", str(STRIP)]
            self._source = subprocess.Popen(
                words,
                cwd=ROOT,
                env={**self.display.environment, "PYTHONPATH": str(ROOT)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
            os.set_blocking(self._source.stdout.fileno(), False)  # type: ignore[union-attr]
            self._hear(self._source)
        return self._source

    def _tell(self, source: subprocess.Popen[str], told: dict[str, Any]) -> None:
        assert source.stdin is not None
        source.stdin.write(json.dumps(told) + "\n")
        source.stdin.flush()
        self._hear(source)

    def _hear(self, source: subprocess.Popen[str]) -> str:
        assert source.stdout is not None

        def look() -> str:
            with contextlib.suppress(TypeError, OSError):
                return source.stdout.readline().strip()  # type: ignore[union-attr]
            return ""

        return str(self._wait(look, "the end of a drag"))


def _middle(one: dict[str, Any]) -> tuple[int, int]:
    x, y, wide, tall = one["rect"]
    return x + wide // 2, y + tall // 2
