"""Which shipped policies state something (words, 検討事項, a table of roles) that an office may take over."""

from __future__ import annotations

from collections.abc import Callable, Sized
from dataclasses import dataclass

from dxdesk.usecases.frameworks.versions import load_preset, preset_codes


@dataclass(frozen=True, slots=True)
class Offer:
    """A shipped policy: its code, its name, how many things it states."""

    code: str
    name: str
    count: int


def offers_of(stated: Callable[[str], Sized]) -> tuple[Offer, ...]:
    """Return the shipped policies that state any; ``stated`` returns what one of a code states."""
    counts = ((code, len(stated(code))) for code in preset_codes())
    return tuple(Offer(code, load_preset(code).name, count) for code, count in counts if count)
