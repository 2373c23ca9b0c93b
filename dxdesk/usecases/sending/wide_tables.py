"""The paper of workbooks with wide tables: A4, or A3 by choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dxdesk.domain.errors import KnownError
from dxdesk.ports.workbooks import MapSheet, TableSheet
from dxdesk.usecases.sealing import workbook_kinds
from dxdesk.usecases.sealing.workbook_kinds import WorkbookKind

USUAL = "A4"


def require(kind: WorkbookKind, paper: str) -> None:
    """Refuse a paper that a kind of workbook is not laid out for.

    Raises:
        KnownError: ``export-paper``.
    """
    if paper != USUAL and not kind.written.wide:
        wide = "、".join(one.label for one in workbook_kinds.makeable() if one.written.wide)
        raise KnownError(
            "export-paper",
            f"「{kind.label}」は、{paper}では作れません。何も書き出していません。",
            f"{paper}を選べるのは、幅の広い表({wide})です。",
            found=paper,
        )


def on_paper(sheets: Sequence[TableSheet | MapSheet], paper: str) -> tuple[TableSheet | MapSheet, ...]:
    """Return sheets with the wide ones on a paper; a sheet that stands upright stays on A4."""
    return tuple(
        replace(one, paper=paper) if isinstance(one, MapSheet) or one.landscape else one for one in sheets
    )
