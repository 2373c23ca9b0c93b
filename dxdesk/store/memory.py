"""How much memory the machine has free, as the operating system says it."""

from __future__ import annotations

import ctypes
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

_TOLD_IN = Path("/proc/meminfo")
_AVAILABLE = re.compile(r"^MemAvailable:\s+([0-9]+) kB$", re.MULTILINE)


def free_memory() -> int:
    """Return the bytes that a program may take without anything else being swapped out; 0 where none says."""
    if sys.platform == "win32":
        return told_by_windows(ctypes.windll.kernel32.GlobalMemoryStatusEx)
    try:
        return told_by_linux(_TOLD_IN.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0  # another Unix


def told_by_linux(text: str) -> int:
    """Return what ``/proc/meminfo`` says is available, 0 where it does not say it."""
    found = _AVAILABLE.search(text)
    return int(found[1]) * 1024 if found else 0


class _Status(ctypes.Structure):
    """``MEMORYSTATUSEX`` (sysinfoapi.h)."""

    _fields_ = (
        ("length", ctypes.c_uint32),
        ("load", ctypes.c_uint32),
        *((name, ctypes.c_uint64) for name in ("physical", "available", "page_file", "page_file_left")),
        *((name, ctypes.c_uint64) for name in ("virtual", "virtual_left", "extended_left")),
    )


def told_by_windows(memory_status: Callable[[Any], int]) -> int:
    """Return the free memory that ``GlobalMemoryStatusEx`` writes into what it is given, 0 where it fails."""
    status = _Status()
    status.length = ctypes.sizeof(_Status)
    return int(status.available) if memory_status(ctypes.byref(status)) else 0
