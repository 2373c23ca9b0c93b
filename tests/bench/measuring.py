"""How everything is measured: rounds in turn, the best of each, and the ratio of the two."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table, in seconds.

    ``bare`` 0 means that there is nothing to compare with: ``goal`` is then in seconds, otherwise in
    times. With ``faster`` the bare work should take at least ``goal`` times ours.
    """

    work: str
    against: str
    ours: float
    bare: float = 0.0
    goal: float = 0.0
    faster: bool = False
    note: str = ""

    @property
    def ratio(self) -> float:
        """Ours over bare, or the other way round where ours should be faster."""
        if not self.bare:
            return 0.0
        return self.bare / self.ours if self.faster else self.ours / self.bare

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; ``None`` where there is none."""
        if not self.goal:
            return None
        if not self.bare:
            return self.ours <= self.goal
        return self.ratio >= self.goal if self.faster else self.ratio <= self.goal

    @property
    def goal_text(self) -> str:
        """The goal as the table of goals states it."""
        if not self.goal:
            return "-"
        if not self.bare:
            return f"<= {_seconds(self.goal)}"
        return f">= {self.goal:g}x faster" if self.faster else f"<= {self.goal:g}x"


@dataclass(frozen=True, slots=True)
class Size:
    """How much to measure: ``count`` 0 means the size that the table of goals states."""

    count: int = 0
    rounds: int = ROUNDS

    def of(self, usual: int) -> int:
        """Return the number wanted, where a row's usual one is given."""
        return self.count or usual


Row = Callable[[Size], list[Line]]


def timed(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def timed_twice(work: Callable[[], object]) -> tuple[float, float]:
    """Return how long a piece of work takes, and how much of that this process was at work.

    The second is what counts on a machine that is busy with something else.
    """
    busy = time.process_time()
    taken = timed(work)
    return taken, time.process_time() - busy


def in_turn(rounds: int, *works: Callable[[], object]) -> tuple[float, ...]:
    """Return the best time of each work, after one unmeasured round; the works take turns.

    A single round only shows that they run.
    """
    if rounds > 1:
        for work in works:
            work()
    times = [[timed(work) for work in works] for _ in range(rounds)]
    return best(times)


def best(rounds: Iterable[Sequence[float]]) -> tuple[float, ...]:
    """Return the best of each column."""
    return tuple(min(column) for column in zip(*rounds, strict=True))


@dataclass
class Child:
    """A fresh process of this Python; what it prints last is JSON."""

    module: str
    arguments: Sequence[object] = ()
    environment: Mapping[str, str] = field(default_factory=dict)

    def run(self) -> dict[str, Any]:
        """Run it and return what it printed; its complaints pass through."""
        with tempfile.TemporaryDirectory(prefix="dxdesk-bench-") as private:
            done = subprocess.run(
                [sys.executable, "-m", self.module, *map(str, self.arguments)],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                check=True,
                encoding="utf-8",
                env={
                    # Installed programs have their bytecode beside them.
                    **{
                        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
                    },
                    "PYTHONIOENCODING": "utf-8",
                    "DXDESK_USER_DATA": private,
                    **self.environment,
                },
            )
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found


def peak_memory() -> float:
    """Return the most memory this process ever used, in MiB; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def table(lines: Sequence[Line]) -> str:
    """Return the lines as a table of plain text."""
    head = ("work", "against", "ours", "bare", "ratio", "goal", "met")
    body = [
        (
            line.work,
            line.against,
            _seconds(line.ours),
            _seconds(line.bare) if line.bare else "-",
            f"{line.ratio:.2f}" if line.bare else "-",
            line.goal_text,
            {None: "-", True: "yes", False: "no"}[line.met],
        )
        for line in lines
    ]
    widths = [max(_width(row[position]) for row in (head, *body)) for position in range(len(head))]
    rows = [head, tuple("-" * width for width in widths), *body]
    printed = [
        "  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)) for row in rows
    ]
    notes = [f"  {line.work}: {line.note}" for line in lines if line.note]
    return "\n".join([text.rstrip() for text in printed] + notes)


def _seconds(value: float) -> str:
    return f"{value * 1000:.1f} ms" if value < 1 else f"{value:.2f} s"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
