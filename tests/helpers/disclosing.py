"""What tests of 本人開示用一覧 share: reading one of its parts, and an office that holds training."""

from __future__ import annotations

from pathlib import Path

from dxdesk.usecases.imports.training_tables import apply_training
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.reports.disclosure import Disclosure
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.training import table


def rows(found: Disclosure, heading: str) -> tuple[tuple[str, ...], ...]:
    (section,) = (one for one in found.sections if one.heading == heading)
    return section.rows


def training(desk: Desk, folder: Path) -> None:
    """Give an office one course and a session that names it by its code."""
    capabilities.switch(desk, "training", True)
    for kind, lines in (
        ("catalogue", (("研修コード", "研修名"), ("K02", "DX基礎研修"))),
        ("sessions", (("研修コード", "回", "開始日"), ("K02", "第1回", "2026-03-02"))),
    ):
        assert not apply_training(desk, table(folder / f"{kind}.csv", *lines), kind).errors
