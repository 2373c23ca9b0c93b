"""要対応 of the training ledger, where the office uses it: only 必須 is ever missing."""

from __future__ import annotations

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.usecases.progress.work_view import Sight, Todo
from dxdesk.usecases.training import figures
from dxdesk.usecases.training.switch import training_on


def missing(sight: Sight) -> Todo | None:
    """Tell how many people have not completed a course that they must take this year."""
    if not training_on(sight.uow):
        return None
    year, people = figures.people_missing(sight.desk, sight.uow)
    if not people:
        return None
    title = f"必須の研修を受けていない人が {len(people):,}人"
    text = (
        f"{fiscal_year_label(year)}の必須の研修を、まだ修了していない人です。"
        "選択・定めなしの研修と、休業等の人は数えていません。"
    )
    return Todo("training-missing", title, text, "未受講者を見る", "training", False, len(people), "missing")
