"""Canonical JSON: one byte sequence for one value, so that digests and seals can be compared.

Keys are sorted, there are no floats and no spaces, text is UTF-8 as it stands (never normalised).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

_PLAIN = (str, int, bool, type(None))


def check(value: object) -> None:
    """Raise ``ValueError`` when a value holds what canonical JSON leaves out (floats, lone surrogates)."""
    if isinstance(value, str):
        value.encode("utf-8")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if not isinstance(key, str):
                raise ValueError(f"canonical JSON keys are text, not {key!r}")
            check(key)
            check(item)
    elif isinstance(value, list | tuple):
        for item in value:
            check(item)
    elif not isinstance(value, _PLAIN):
        raise ValueError(f"canonical JSON has no {type(value).__name__}")


def dumps(value: object) -> str:
    """Return the canonical text of a value made of dict, list, str, int, bool and None."""
    check(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(text: str | bytes, length: int = 32) -> str:
    """Return the first ``length`` hex characters of the SHA-256 of a text (32 = 128 bits)."""
    raw = text.encode("utf-8") if isinstance(text, str) else text
    return hashlib.sha256(raw).hexdigest()[:length]
