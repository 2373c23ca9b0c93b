"""Which version of a framework a new year begins on: the one that asks about its tools, or the one without.

The office switches ツール版スキルマップ on or off; a year that began stays on what it began on.
"""

from __future__ import annotations

from dxdesk.domain import tool_map
from dxdesk.domain.capabilities import TOOLS
from dxdesk.domain.framework import Framework
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.organisation.capabilities import is_on


def as_switched(uow: UnitOfWork, code: str) -> Framework:
    """Return the newest version of a framework, kept or shipped, with its tools or without.

    Raises:
        KnownError: ``preset-unknown``.
    """
    kept = [row for row in uow.exchange.frameworks() if row.code == code]
    found = versions.newest(kept) if kept else versions.load_preset(code)
    if is_on(uow, TOOLS):
        return tool_map.with_tools(found)
    if not found.version.endswith(tool_map.SUFFIX):
        return found
    before = next((row for row in kept if row.version == found.follows), None)
    if before is not None:
        return versions.from_text(before.text)
    return versions.preset_version(code, found.follows) or found
