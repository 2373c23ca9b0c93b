"""Where a list of passwords may lie, as far as a path tells it; no disk is asked."""

from __future__ import annotations

import os
from pathlib import Path


def is_root(folder: Path) -> bool:
    """Tell whether a folder is the root of a disk or a share: everybody who has the disk sees it."""
    whole = Path(os.path.abspath(folder))
    return whole == whole.parent
