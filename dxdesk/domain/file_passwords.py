"""The password of one workbook, drawn for one recipient and told on paper.

Twelve random characters (60 bits) of the alphabet of ``recovery_code``, in which nothing looks alike, in
groups of four with hyphens, which are typed as well.
"""

from __future__ import annotations

import secrets

from dxdesk.domain.recovery_code import ALPHABET, grouped

_RANDOM = 12


def new() -> str:
    """Return a fresh password, e.g. ``K7QM-2XPA-9RTC``."""
    return grouped("".join(secrets.choice(ALPHABET) for _ in range(_RANDOM)))
