"""How a sentence names a person."""

from __future__ import annotations


def called(name: object, number: object) -> str:
    """Return somebody by name and number (職員番号), by the number alone where there is no name."""
    return f"{name}さん({number})" if name else f"職員番号 {number}"
