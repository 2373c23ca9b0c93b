"""The passwords of locked workbooks: hashed once a process for the same salt, as slowly as ever."""

from __future__ import annotations

from functools import cache

import pytest
from msoffcrypto.method.ecma376_agile import ECMA376Agile

_HASHING = "_derive_iterated_hash_from_password"


def hash_once(patch: pytest.MonkeyPatch) -> None:
    """Let msoffcrypto remember 100,000 rounds; it goes through them twice for every opening."""
    patch.setattr(ECMA376Agile, _HASHING, staticmethod(cache(getattr(ECMA376Agile, _HASHING))))
