"""検討事項 on the 引継書: what is still to be decided, who answers for it, until when."""

from __future__ import annotations

from collections.abc import Iterator

from dxdesk.domain.wareki import long_day
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.usecases.agenda.ledger import agenda_on
from dxdesk.usecases.agenda.overview import read
from dxdesk.usecases.home.todos_agenda import waiting
from dxdesk.usecases.workplace.desk import Desk


def matters(desk: Desk) -> Iterator[doc.TextPart]:
    """Yield the open 検討事項 where the office uses them; nothing elsewhere."""
    if desk.role not in (Role.HR, Role.DX):
        return
    with desk.store.read() as uow:
        if not agenda_on(uow):
            return
        found = waiting(read(desk, uow), desk.role.value)
    yield doc.TextPart(
        "検討事項(決まっていないこと)",
        columns=(
            doc.TableColumn("件名", 2.4),
            doc.TableColumn("内容", 3.6),
            doc.TableColumn("担当", 2),
            doc.TableColumn("期限", 1.8),
        ),
        rows=tuple(
            (
                one.said.name,
                one.said.what,
                "(担当がいません)" if one.lost else " ".join(filter(None, (one.section, one.person))),
                long_day(one.said.due) or "決めていません",
            )
            for one in found
        ),
        nothing="ありません。",
    )
