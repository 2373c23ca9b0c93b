"""Who works here, as the operating system says it.

An environment variable is whatever somebody typed: ``USERNAME=someone dxdesk …`` would put another's name
into the audit trail and on the lock. So only the system is asked.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import Any

_LONGEST = 257
"""``UNLEN`` and the end mark (lmcons.h): no name of a Windows account is longer."""


def current_actor() -> str:
    """Return the account this process runs under; ``uid 1000`` where the system has no name for it."""
    if sys.platform == "win32":
        return named_by_windows(ctypes.windll.advapi32.GetUserNameW) or "?"
    import os
    import pwd

    number = os.getuid()
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"uid {number}"  # a container may run under a number that no account has


def named_by_windows(get_user_name: Callable[[Any, Any], int]) -> str:
    """Return the name ``GetUserNameW`` writes into the buffer it is given, empty where it fails."""
    size = ctypes.c_ulong(_LONGEST)
    buffer = ctypes.create_unicode_buffer(_LONGEST)
    return buffer.value if get_user_name(buffer, ctypes.byref(size)) else ""
