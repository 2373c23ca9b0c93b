"""The table 役割・配置・獲得・育成 that comes with a preset: ``resources/presets/roles/<code>.toml``.

Our summary of what a policy prints; a policy without such a table has no such file.
"""

from __future__ import annotations

import tomllib

from dxdesk import paths
from dxdesk.domain.staffing_record import RoleSaid


def preset_roles(code: str) -> tuple[RoleSaid, ...]:
    """Return the lines of a policy's table in their order, none where it has no table."""
    file = paths.resources_dir() / "presets" / "roles" / f"{code}.toml"
    if not code.replace("-", "").isalnum() or not file.is_file():
        return ()
    listed = tomllib.loads(file.read_text(encoding="utf-8"))["roles"]
    return tuple(
        RoleSaid(**one, place_in_list=place, supplement=True) for place, one in enumerate(listed, start=1)
    )
