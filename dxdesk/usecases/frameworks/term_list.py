"""What comes with a preset for 検討と予定: its 用語集 and its 検討事項.

``resources/presets/terms/<code>.toml`` and ``matters/<code>.toml``: the words of a policy, sentences that are
ours. A policy without such a chapter has no such file.
"""

from __future__ import annotations

import tomllib
from typing import Any

from dxdesk import paths
from dxdesk.domain.agenda_record import MatterSaid, State
from dxdesk.domain.glossary_record import TermSaid


def preset_terms(code: str) -> tuple[TermSaid, ...]:
    """Return the words of a policy in its order, none where it has no glossary."""
    return tuple(
        TermSaid(**one, code=f"{code}-{place}", supplement=True)
        for place, one in enumerate(_listed("terms", code), start=1)
    )


def preset_matters(code: str) -> tuple[MatterSaid, ...]:
    """Return what a policy says is still to be considered, none where it says nothing of the kind."""
    return tuple(
        MatterSaid(**one, code=f"{code}-{place}", state=State.OPEN)
        for place, one in enumerate(_listed("matters", code), start=1)
    )


def _listed(folder: str, code: str) -> list[dict[str, Any]]:
    file = paths.resources_dir() / "presets" / folder / f"{code}.toml"
    if not code.replace("-", "").isalnum() or not file.is_file():
        return []
    found: list[dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8"))[folder]
    return found
