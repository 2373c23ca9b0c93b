"""要対応 of growth files, where the office keeps them: entries to look at, 資格 that run out.

Of a section's people and of oneself; 資格 that run out HR is told of as well, in one item with a list behind.
"""

from __future__ import annotations

from collections.abc import Sequence

from dxdesk.ports.entities import Role
from dxdesk.usecases.growth_files import expiring as of_expiring
from dxdesk.usecases.growth_files.reading import PersonFile, read_files, section_people
from dxdesk.usecases.growth_files.switch import files_on
from dxdesk.usecases.growth_files.words import moment
from dxdesk.usecases.progress.work_view import Sight, Todo


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
    found = of_expiring.expiring(sight.desk, sight.uow, sight.table.today)
    if not found:
        return None
    first = found[0]
    title = f"有効期限が近い資格が {len(found):,}件"
    if sight.desk.role is Role.HR:
        text = (
            f"{_names(found)}のものです。いちばん近いのは {moment(first.day)} まで(あと{first.left}日)です。"
        )
        action = "一覧を見る"
    else:
        whose = f"{first.name}さんの" if sight.desk.role is Role.SECTION else ""
        text = f"{whose}「{first.what}」は {moment(first.day)} まで(あと{first.left}日)です。"
        text += "更新したら、新しい期限を書いてください。"
        action = "成長記録を見る"
    urgent = first.left <= of_expiring.LAST_DAYS
    return Todo("growth-expiring", title, text, action, "growth_file", urgent, len(found), "expiring")


_NAMED = 3
"""So many people the sentence names."""


def _names(found: Sequence[of_expiring.Expiring]) -> str:
    names = list(dict.fromkeys(f"{one.name}さん" for one in found))
    more = f"ほか{len(names) - _NAMED}人" if len(names) > _NAMED else ""
    return "、".join([*names[:_NAMED], more] if more else names)


def _files(sight: Sight) -> tuple[PersonFile, ...]:
    """Return the files of a section's people."""
    desk, uow = sight.desk, sight.uow
    if not files_on(desk, uow):
        return ()
    return read_files(desk, uow, [one.number for one in section_people(desk, uow)])
