"""Canonical JSON: one byte sequence for one value, so that digests and seals can be compared.

Keys are sorted, there are no floats and no spaces, text is UTF-8 as it stands (never normalised).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from json.encoder import encode_basestring as _quoted
from typing import Any

_PLAIN = (str, int, bool, type(None))
_EXACTLY_PLAIN = frozenset(_PLAIN)
_TEXT = frozenset((str,))
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _check(value: object) -> None:
    """Raise ``ValueError`` for what canonical JSON leaves out: floats, and keys that are no text."""
    items: Collection[object]
    if isinstance(value, Mapping):
        if not _TEXT.issuperset(map(type, value)):
            for key in value:
                if not isinstance(key, str):
                    raise ValueError(f"canonical JSON keys are text, not {key!r}")
        items = value.values()
    elif isinstance(value, list | tuple):
        items = value
    elif isinstance(value, _PLAIN):
        return
    else:
        raise ValueError(f"canonical JSON has no {type(value).__name__}")
    # Nearly all are plain; a call for each would be most of the time of a returned form's ids.
    if not _EXACTLY_PLAIN.issuperset(map(type, items)):
        for item in items:
            _check(item)


DEPTH_LIMIT = 50
"""How deep anything of ours is nested, and more: what goes deeper comes from no program of ours."""


def loads(text: str) -> Any:
    """Return what a JSON text from outside says.

    Raises:
        ValueError: it is no JSON, or nested deeper than ``DEPTH_LIMIT``: what walks through it later would
            fail over it.
    """
    try:
        found = json.loads(text)
    except RecursionError as error:
        raise ValueError("JSON nested too deep") from error
    level = [found]
    for _ in range(DEPTH_LIMIT):
        level = [
            inside
            for one in level
            for inside in (one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())
            if isinstance(inside, dict | list)
        ]
        if not level:
            return found
    raise ValueError("JSON nested too deep")


def dumps(value: object) -> str:
    """Return the canonical text of a value made of dict, list, str, int, bool and None.

    Raises:
        ValueError: the value holds something else, or text that is not Unicode (lone surrogates).
    """
    _check(value)
    text = _ENCODER.encode(value)
    text.encode("utf-8")
    return text


def dumps_texts(*texts: str) -> str:
    """Return what ``dumps`` returns of a list of texts: uids are made of such, one for every line of a file.

    Raises:
        ValueError: a text that is not Unicode (lone surrogates).
    """
    text = f"[{','.join(map(_quoted, texts))}]"
    text.encode("utf-8")
    return text


def digest(text: str | bytes, length: int = 32) -> str:
    """Return the first ``length`` hex characters of the SHA-256 of a text (32 = 128 bits)."""
    raw = text.encode("utf-8") if isinstance(text, str) else text
    return hashlib.sha256(raw).hexdigest()[:length]
