"""What ホーム says of 選任: which sections have named nobody yet. Nothing where an office does not use it."""

from __future__ import annotations

from dxdesk.usecases.nominations.standing import missing_sections
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.person_year.cycles import day_text
from dxdesk.usecases.progress.work_view import Sight, Todo

_SHOWN = 3


def missing(sight: Sight) -> Todo | None:
    """Tell which sections have named nobody, pressing once the deadline of a round is over."""
    found = missing_sections(sight.uow)
    if not found:
        return None
    units = departments.named(sight.uow)
    codes = [code for _, sections in found for code in sections]
    names = [units[code].name if code in units else code for code in dict.fromkeys(codes)]
    listed = "、".join(names[:_SHOWN]) + (f" ほか{len(names) - _SHOWN}所属" if len(names) > _SHOWN else "")
    due = min((asked.deadline for asked, _ in found if asked.deadline), default="")
    late = bool(due) and due < sight.desk.services.clock.today()
    until = f"期限は{day_text(due)}です。" if due else ""
    return Todo(
        "nomination-missing",
        f"まだ選任のない所属があります({len(names):,}所属)",
        f"{listed}。{until}",
        "選任を見る",
        "roster",
        late,
        0,
        "nominations",
    )
