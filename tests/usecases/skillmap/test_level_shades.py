"""Whoever lays out levels says how high their scale goes: without it, high levels look like lower ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from dxdesk.ports.workbooks import Column, MapSheet, TableSheet
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.sending import plain_workbooks
from dxdesk.usecases.year import finalise
from tests.helpers.office import STAFF
from tests.helpers.stories import Town

YOSHINO = STAFF[0]


def _levels(sheet: TableSheet) -> list[Column]:
    return [column for column in sheet.columns if column.kind == "level"]


def _without_scale(sheet: TableSheet | MapSheet) -> Iterator[str]:
    if isinstance(sheet, MapSheet):
        yield from (name for uid, name in sheet.items if uid not in sheet.tops)
        return
    for column in _levels(sheet):
        yield from (f"{column.title} {row.key}" for row in sheet.rows if not (row.top or column.top))


def test_every_level_in_a_workbook_comes_with_the_height_of_its_scale(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[TableSheet | MapSheet] = []
    for room in {
        id(desk.services): desk.services.workbooks for desk in (town.hr, town.chief, town.manager)
    }.values():
        write = room.write_tables

        def noted(
            sheets: Sequence[TableSheet | MapSheet], *rest: Any, write: Callable[..., None] = write
        ) -> None:
            written.extend(sheets)
            write(sheets, *rest)

        monkeypatch.setattr(room, "write_tables", noted)
    town.send(town.hr, "section-packages", "配布")
    town.receive(town.chief, town.answered(YOSHINO))
    confirming.confirm(town.chief, Decision(YOSHINO))
    town.receive(town.manager, *town.send(town.chief, "confirmations", "一次"))
    confirming.confirm(town.manager, Decision(YOSHINO))
    town.receive(town.hr, *town.send(town.manager, "confirmations", "二次"))
    finalise.finalise(town.hr)
    town.send(town.hr, "results", "結果")
    plain_workbooks.write_export(town.hr, "summary", town.folder / "集計")
    leveled = [sheet for sheet in written if isinstance(sheet, MapSheet) or _levels(sheet)]
    assert len({sheet.sheet for sheet in leveled}) == 5, {sheet.sheet for sheet in leveled}
    assert not [f"{sheet.sheet}: {lacking}" for sheet in leveled for lacking in _without_scale(sheet)]
