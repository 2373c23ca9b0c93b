"""Crash reports: what went wrong in the program, without anything about people.

Messages and values of an exception may quote a name or an answer, so only types, our own places in
the code and versions are written.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import dxdesk
from dxdesk import paths


def write(error: BaseException) -> Path:
    """Write a report of a bug and return its file."""
    folder = paths.user_data_dir() / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    target = folder / f"report-{now:%Y%m%d-%H%M%S-%f}.txt"
    target.write_text(describe(error, now), encoding="utf-8")
    return target


def describe(error: BaseException, now: datetime) -> str:
    """Return the report's text."""
    import platform
    import traceback

    lines = [
        f"dxdesk {dxdesk.__version__}",
        f"Python {platform.python_version()} / {platform.system()} {platform.release()}",
        f"UTC {now:%Y-%m-%dT%H:%M:%SZ}",
    ]
    current: BaseException | None = error
    while current is not None:
        lines += ["", f"{type(current).__module__}.{type(current).__qualname__}"]
        for frame in traceback.extract_tb(current.__traceback__):
            lines.append(f"  {_place(frame.filename)}:{frame.lineno} {frame.name}")
        current = current.__cause__ or current.__context__
    return "\n".join(lines) + "\n"


def _place(file_name: str) -> str:
    """Return a source file's place inside its package; folders of the PC can name a person."""
    parts = Path(file_name).parts
    for root in ("dxdesk", "site-packages"):
        if root in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(root) - 1 :])
    return parts[-1] if parts else ""
