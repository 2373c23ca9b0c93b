"""What a command says: a JSON document or Japanese lines on stdout, everything else on stderr."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import click

from dxdesk.domain.alike import folded
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.system_words import system_words

DONE, REFUSED, USAGE, ACT = 0, 1, 2, 3
"""Exit codes: done; refused, nothing half-applied; wrong usage; applied, but a person must act."""

_EVERY_SECONDS = 0.5


@dataclass(frozen=True)
class Answer:
    """The result of a command: the JSON document, the lines for people, the exit code."""

    data: object
    lines: Sequence[str] = field(default_factory=tuple)
    code: int = DONE


class Unsaid(Exception):
    """What a command did is done, and its answer could not be written where it was to go."""

    def __init__(self, error: OSError) -> None:
        """Keep why, in words of ours."""
        super().__init__("the answer could not be written")
        self.why = system_words(error)


def say(answer: Answer, *, as_json: bool) -> None:
    """Print an answer.

    Raises:
        Unsaid: it could not be written, because a disk is full or the like.
    """
    try:
        if as_json:
            print_json(answer.data)
            return
        for line in answer.lines:
            click.echo(line)
    except BrokenPipeError:  # whoever reads has read enough
        raise
    except OSError as error:
        raise Unsaid(error) from error


def print_json(data: object) -> None:
    """Print one JSON document as UTF-8, whatever the console's own encoding is.

    A path may hold what is no text; it goes out in JSON's own spelling of such.
    """
    click.echo(json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace"))


def refuse(error: KnownError, *, as_json: bool) -> None:
    """Say why nothing was done: on stdout as JSON, else on stderr."""
    if as_json:
        print_json({"error": error_json(error.problem), "errors": [error_json(p) for p in error.problems]})
        return
    for problem in folded(error.problems):
        complain(problem)


def error_json(problem: Problem) -> dict[str, str]:
    """Return a problem as ``--json`` shows it in ``error``."""
    place = problem.place
    return {
        "code": problem.code,
        "message": problem.message,
        "found": problem.found,
        "fix": problem.fix,
        "file": place.file,
        "sheet": place.sheet,
        "cell": place.cell,
    }


def cell_json(problem: Problem) -> dict[str, str]:
    """Return a problem as it stands beside a file that names itself."""
    place = problem.place
    return {
        "code": problem.code,
        "sheet": place.sheet,
        "cell": place.cell,
        "found": problem.found,
        "message": problem.message,
        "fix": problem.fix,
    }


def complain(problem: Problem) -> None:
    """Print a problem on stderr."""
    click.echo(f"[{problem.code}] {problem}", err=True)


def problem_lines(
    problems: Iterable[Problem], mark: str = "・", acceptable: Collection[str] = ()
) -> list[str]:
    """Return problems as lines for people, each with its code, and how to accept what is ``acceptable``.

    Those of one kind are one line (``alike.folded``); ``--json`` has each.
    """
    return [
        f"{mark}{problem} [{problem.code}]"
        + (f"(承認するには --accept {problem.code})" if problem.code in acceptable else "")
        for problem in folded(problems)
    ]


class Telling:
    """Tells progress on stderr, not more often than a person can read."""

    def __init__(self, what: str) -> None:
        """Name the work, e.g. 取り込んでいます."""
        self._what = what
        self._last = time.monotonic()
        self._live = sys.stderr.isatty()
        self._shown = False

    def __call__(self, done: int, total: int) -> None:
        """Take a step."""
        now = time.monotonic()
        if total <= 0 or now - self._last < _EVERY_SECONDS:
            return
        self._last = now
        text = f"{self._what} {done:,}/{total:,}"
        click.echo(f"\r{text}" if self._live else text, err=True, nl=not self._live)
        self._shown = True

    def end(self) -> None:
        """Finish the line of a live console."""
        if self._live and self._shown:
            click.echo("", err=True)


def plural(count: int, unit: str = "人") -> str:
    """Return a count with its unit, e.g. ``1,203人``."""
    return f"{count:,}{unit}"


def table(rows: Iterable[Sequence[Any]]) -> list[str]:
    """Return rows as tab-separated lines, which both people and spreadsheets take."""
    return ["\t".join(str(cell) for cell in row) for row in rows]
