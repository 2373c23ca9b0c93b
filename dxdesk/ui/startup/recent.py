"""Stores opened lately, newest first, in the user's own folder (places only, nothing of their content)."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import NamedTuple

from dxdesk import paths, private

KEPT = 8


class Recent(NamedTuple):
    """A store opened lately: where it lies, what it is called, when it was opened (UTC text).

    ``role`` and ``owner`` (職員番号) tell which received files belong into it.
    """

    location: str
    caption: str
    opened_at: str
    role: str = ""
    owner: str = ""


def load() -> tuple[Recent, ...]:
    """Return the list; a damaged or missing file is an empty list."""
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
        return tuple(
            Recent(
                str(e["location"]),
                str(e["caption"]),
                str(e["opened_at"]),
                str(e.get("role", "")),
                str(e.get("owner", "")),
            )
            for e in found
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ()


def remember(entry: Recent) -> None:
    """Put a store at the top, by its whole path: the program may be started elsewhere the next time."""
    whole = entry._replace(location=os.path.abspath(entry.location))
    _save((whole, *(other for other in load() if other.location not in (entry.location, whole.location))))


def forget(location: str) -> None:
    """Take a store off the list; the store itself stays."""
    gone = (location, os.path.abspath(location))
    _save(tuple(other for other in load() if other.location not in gone))


def _save(entries: tuple[Recent, ...]) -> None:
    # The list is a convenience: a full disk must not stop anybody from working.
    with contextlib.suppress(OSError):
        target = _file()
        half = target.with_suffix(".new")
        private.write_text(
            half, json.dumps([entry._asdict() for entry in entries[:KEPT]], ensure_ascii=False)
        )
        os.replace(half, target)


def _file() -> Path:
    return paths.user_data_dir() / "recent.json"
