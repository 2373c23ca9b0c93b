"""要対応 about the store itself: what comes before any work in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from dxdesk.ports.entities import BackupTrouble
from dxdesk.usecases.person_year.cycles import day_text
from dxdesk.usecases.progress.work_view import Todo
from dxdesk.usecases.workplace.desk import Desk


def care(desk: Desk) -> tuple[Todo, ...]:
    """Return what the store needs, in a store that may be written to."""
    return () if desk.store.read_only else tuple(_care(desk))


def _care(desk: Desk) -> Iterator[Todo]:
    trouble = desk.store.backup_trouble()
    if trouble is not None:
        yield Todo(
            "backup", "自動の控えを取れていません", _told(trouble), "控えを取る", "settings", True, 0, "store"
        )


def _told(trouble: BackupTrouble) -> str:
    last = f"最後の控えは{_day(trouble.newest)}のものです。" if trouble.newest else "控えは1つもありません。"
    if trouble.reason:
        return f"{_day(trouble.since)}からです。{last}{trouble.reason}"
    return f"{last}その後の入力は台帳にだけあり、PCが壊れると失われます。"


def _day(moment: str) -> str:
    """Return the local day of a UTC time as people write it."""
    return day_text(datetime.fromisoformat(moment.replace("Z", "+00:00")).astimezone().date().isoformat())
