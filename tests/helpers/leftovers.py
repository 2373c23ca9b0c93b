"""What a killed run leaves behind in the program's own folder for half-written files."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Leftovers:
    """The folder, what lies there since the day before yesterday, and what another run works on now."""

    folder: Path
    old: tuple[Path, ...]
    fresh: tuple[Path, ...]

    def here(self) -> set[Path]:
        """Return what lies in the folder now."""
        return set(self.folder.iterdir())


def leave(user_data: Path) -> Leftovers:
    """Leave a folder of workbooks and a half-written file behind, old ones and fresh ones."""
    temp = user_data / "temp"

    def left(names: tuple[str, str]) -> tuple[Path, ...]:
        folder, file = temp / names[0], temp / names[1]
        folder.mkdir(parents=True)
        (folder / "申告票_R7_001003_髙橋美咲.xlsx").write_bytes(b"PK")
        file.write_bytes(b"PK")
        return folder, file

    found = Leftovers(temp, left(("work-old", "old.xlsx")), left(("work-new", "new.xlsx")))
    before = time.time() - 2 * 24 * 3600
    for path in found.old:
        os.utime(path, (before, before))
    return found
