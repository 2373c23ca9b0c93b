"""Members of a JSON object found without building what lies around them.

What a later version writes may be of any shape, depth and size, and still has to say of which version it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping

# A text that never ends runs to the end at once: begun anew at every mark in it, it would take square time.
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{}:,]', re.DOTALL)
_WHOLE = re.compile(r"-?[0-9]{1,4000}")


def members_of(text: str, names: Collection[str]) -> Mapping[str, str]:
    """Return the JSON texts of an object's own members of some names, the last one of each.

    Nothing of the object is built or checked, so neither depth nor size does harm; time is linear in the
    text's length. What is no object has no members; one that ends too early has those before its end.
    """
    found: dict[str, str] = {}
    if not text.lstrip(" \t\r\n").startswith("{"):
        return found
    depth, name, begin = 0, "", 0
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign in "{[":
            depth += 1
        elif depth == 1:
            if sign.startswith('"') and not name:
                name = sign
            elif sign == ":":
                begin = token.end()
            elif sign in ",}]":
                if begin and (known := text_of(name)) in names:
                    found[known] = text[begin : token.start()].strip(" \t\r\n")
                name, begin = "", 0
        if sign in "}]":
            depth -= 1
            if not depth:
                break
    return found


def text_of(text: str) -> str:
    """Return what a JSON text says if it is a string, else the empty text."""
    if not text.startswith('"'):
        return ""  # not even looked into: it may be deep
    try:
        return str(json.loads(text))
    except ValueError:
        return ""


def whole_number_of(text: str) -> int | None:
    """Return what a JSON text says if it is a whole number, else ``None``."""
    return int(text) if _WHOLE.fullmatch(text) else None
