"""Crash reports: what went wrong in the program, without anything about people.

Messages and values of an exception may quote a name or an answer, so only types, our own places in
the code and versions are written.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

import dxdesk
from dxdesk import paths, private

if TYPE_CHECKING:
    from datetime import datetime

DEBUG_VARIABLE = "DXDESK_DEBUG"
"""Environment variable of whoever looks for a fault: tracebacks on the console, and the log (``logs``)."""

_log = logging.getLogger(__name__)


def debugging() -> bool:
    """Return whether somebody looks for a fault."""
    return os.environ.get(DEBUG_VARIABLE, "") not in ("", "0")


def write(error: BaseException) -> Path:
    """Write a report of a bug and return its file.

    When debugging it is told whole on the console and by its places in the log: every bug passes here.

    Raises:
        OSError: the report cannot be written.
    """
    from datetime import UTC, datetime  # not needed before the first window is painted

    if debugging():
        _log.error("bug", exc_info=error)
    folder = paths.user_data_dir() / "reports"
    private.make_folder(folder)
    now = datetime.now(UTC)
    target = folder / f"report-{now:%Y%m%d-%H%M%S-%f}.txt"
    private.write_text(target, describe(error, now))
    return target


def describe(error: BaseException, now: datetime) -> str:
    """Return the report's text."""
    import platform

    lines = [
        f"dxdesk {dxdesk.__version__}",
        f"Python {platform.python_version()} / {platform.system()} {platform.release()}",
        f"UTC {now:%Y-%m-%dT%H:%M:%SZ}",
    ]
    return "\n".join([*lines, *trail(error)]) + "\n"


def trail(error: BaseException) -> list[str]:
    """Return an error and what it came of: types and places, a line each, after an empty line."""
    import traceback

    lines: list[str] = []
    current: BaseException | None = error
    while current is not None:
        lines += ["", f"{type(current).__module__}.{type(current).__qualname__}"]
        for frame in traceback.extract_tb(current.__traceback__):
            lines.append(f"  {_place(frame.filename)}:{frame.lineno} {frame.name}")
        current = current.__cause__ or current.__context__
    return lines


def raised_at(error: BaseException) -> str:
    """Return where an error was raised, e.g. ``dxdesk/store/opening.py:97``; empty for one never raised."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    return f"{_place(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""


def _place(file_name: str) -> str:
    """Return a source file's place inside its package; folders of the PC can name a person."""
    parts = Path(file_name).parts
    for root in ("dxdesk", "site-packages"):
        if root in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(root) - 1 :])
    return parts[-1] if parts else ""
