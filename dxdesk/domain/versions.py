"""Versions of the program, compared as people number them."""

from __future__ import annotations

import re


def is_older(version: str, than: str) -> bool:
    """Tell whether a version comes before another: ``0.9.2`` before ``0.10``; what is no version does not."""
    one, other = _numbers(version), _numbers(than)
    return bool(one and other) and one < other


def _numbers(version: str) -> tuple[int, ...]:
    found = re.match(r"[0-9]{1,6}(?:\.[0-9]{1,6}){0,3}", version)
    numbers = [int(part) for part in found[0].split(".")] if found else []
    while numbers and not numbers[-1]:
        numbers.pop()  # 1.0 is 1
    return tuple(numbers) or ((0,) if found else ())
