"""回復コード: what is printed to open a store whose passphrase was forgotten, and how it is read back.

Thirty random characters of an alphabet of 32 (150 bits, more than any passphrase holds) and two that
tell a slip of the pen, in groups of four. What looks alike on paper (0 and O, 1 and I) is left out.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_RANDOM, _CHECK, _GROUP = 30, 2, 4


def new() -> str:
    """Return a fresh code without its hyphens."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(_RANDOM))
    return drawn + _check(drawn)


def read(text: str) -> str:
    """Return the code somebody typed, without what people put between; empty for what is none.

    Small letters, full-width ones, blanks and dashes do not matter.
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    code = "".join(character for character in plain if character not in _BETWEEN)
    whole = len(code) == _RANDOM + _CHECK and set(code) <= set(ALPHABET)
    return code if whole and _check(code[:_RANDOM]) == code[_RANDOM:] else ""


_BETWEEN = frozenset(" \t\u3000-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc")
"""Blanks and what keyboards and input methods make of a hyphen."""


def grouped(code: str) -> str:
    """Return a code as it is printed: ``ABCD-EFGH-…``."""
    return "-".join(code[position : position + _GROUP] for position in range(0, len(code), _GROUP))


def _check(drawn: str) -> str:
    digest = hashlib.sha256(drawn.encode("ascii")).digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:_CHECK])
