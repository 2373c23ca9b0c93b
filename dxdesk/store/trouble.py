"""An automatic backup that could not be made: kept in the store and told until one succeeds."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

from dxdesk.domain.errors import KnownError
from dxdesk.ports import setting_names
from dxdesk.ports.entities import BackupTrouble
from dxdesk.ports.lasting_acts import LASTING
from dxdesk.ports.store import Clock, Store
from dxdesk.store import backups

SETTING = setting_names.BACKUP_FAILED
_LAST = "SELECT at FROM audit ORDER BY number DESC LIMIT 1"
_LAST_LASTING = f"""
    SELECT at FROM audit WHERE action IN ({", ".join("?" * len(LASTING))}) ORDER BY number DESC LIMIT 1
"""


def found(
    connection: Any, path: Path, policy: backups.BackupPolicy, *, beside: bool = False
) -> BackupTrouble | None:
    """Return what is wrong with the automatic backups of a store that was just connected to.

    A failure says so in the store. Where even that could not be written (a full disk, a killed program),
    what was done last is newer than the newest backup by more than closing would have left it, or was an act
    after which closing always leaves one. Who only looks (``beside``) cannot know whether another will.
    """
    if not policy.automatic:
        return None
    kept = backups.listed(path)
    newest = kept[0].made_at if kept else ""
    row = connection.execute("SELECT value FROM settings WHERE name = ?", (SETTING,)).fetchone()
    if row is not None and row[0]:
        with contextlib.suppress(ValueError):
            said = json.loads(row[0])
            return BackupTrouble(str(said["since"]), str(said["reason"]), newest)
    if newest and not beside and (act := last_lasting(connection)) > newest:
        return BackupTrouble(act, "", newest)
    last = connection.execute(_LAST).fetchone()
    if newest and last is not None and backups.hours_between(newest, str(last[0])) > policy.every_hours:
        return BackupTrouble(str(last[0]), "", newest)
    return None


def last_lasting(connection: Any) -> str:
    """Return when the last act was done that nobody can repeat (UTC, ISO), empty for none."""
    row = connection.execute(_LAST_LASTING, LASTING).fetchone()
    return str(row[0]) if row is not None else ""


def note(store: Store, error: KnownError, before: BackupTrouble | None, clock: Clock) -> BackupTrouble:
    """Keep that a backup could not be made, and since when none can; return it.

    What cannot be written down is still known to this opening of the store. Into a damaged one nothing is.
    """
    since = before.since if before is not None else clock.now()
    said = BackupTrouble(since, f"{error.problem.message}{error.problem.fix}", "")
    if error.code == "store-damaged":
        return said
    with contextlib.suppress(KnownError), store.write() as unit:
        unit.settings.set(SETTING, json.dumps({"since": since, "reason": said.reason}, ensure_ascii=False))
        unit.commit()
    return said


def forget(store: Store) -> None:
    """Let a backup that succeeded be the end of it."""
    with contextlib.suppress(KnownError), store.write() as unit:
        if unit.settings.get(SETTING):
            unit.settings.set(SETTING, "")
            unit.commit()
