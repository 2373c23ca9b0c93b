"""要対応 of growth files, where the office keeps them: entries to look at, 資格 that run out.

Of a section's people and of oneself. HR's store holds everybody's files, which nobody reads whole for a look
at ホーム.
"""

from __future__ import annotations

from datetime import date

from dxdesk.domain.growth_entries import QUALIFICATION
from dxdesk.ports.entities import Role
from dxdesk.usecases.growth_files.reading import PersonFile, read_files, section_people
from dxdesk.usecases.growth_files.switch import files_on
from dxdesk.usecases.growth_files.words import moment
from dxdesk.usecases.progress.work_view import Sight, Todo

FIRST_DAYS, LAST_DAYS = 90, 30
"""So many days before a 資格 runs out its holder is told, and told as urgent."""


def to_find(sight: Sight) -> Todo | None:
    """Tell a confirmer how many entries of their people nobody confirmed yet."""
    found = [file for file in _files(sight) if file.unconfirmed]
    count = sum(file.unconfirmed for file in found)
    if not count:
        return None
    title = f"証跡を見て確認する成長記録が {count:,}件"
    text = f"{len(found):,}人の、本人が書いた記録です。確認するまで、段階の判定に数えません。"
    return Todo("growth-to-find", title, text, "成長記録を見る", "growth_file", False, count)


def expiring(sight: Sight) -> Todo | None:
    """Tell of 資格 that run out within 90 days, as urgent within 30."""
    today = date.fromisoformat(sight.table.today)
    found = sorted(
        (entry.expires, file.name, entry.name)
        for file in _files(sight)
        for entry in (kept.line.entry for kept in file.lines)
        if entry.kind == QUALIFICATION and entry.expires and 0 <= _days(today, entry.expires) <= FIRST_DAYS
    )
    if not found:
        return None
    day, name, what = found[0]
    left = _days(today, day)
    whose = f"{name}さんの" if sight.desk.role is Role.SECTION else ""
    title = f"有効期限が近い資格が {len(found):,}件"
    text = (
        f"{whose}「{what}」は {moment(day)} まで(あと{left}日)です。更新したら、新しい期限を書いてください。"
    )
    urgent = left <= LAST_DAYS
    return Todo("growth-expiring", title, text, "成長記録を見る", "growth_file", urgent, len(found))


def _days(today: date, day: str) -> int:
    return (date.fromisoformat(day) - today).days


def _files(sight: Sight) -> tuple[PersonFile, ...]:
    desk, uow = sight.desk, sight.uow
    if not files_on(desk, uow):
        return ()
    if desk.role is Role.PERSONAL:
        return read_files(desk, uow, [desk.identity.owner])
    return read_files(desk, uow, [one.number for one in section_people(desk, uow)])
