"""Options of commands that print many papers at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dxdesk.cli.common import Option
from dxdesk.cli.japanese import OneOf
from dxdesk.domain.errors import KnownError

if TYPE_CHECKING:
    from dxdesk.usecases.reports.batches import Batch
    from dxdesk.usecases.reports.kind import ReportKind

ORDERS = ("section", "number", "kana")
_A4, _A3 = "A4", "A3"

PAPER_OPTION: Option = click.option("--paper", type=OneOf((_A4, _A3)), default=_A4, metavar="P",
                                    help="幅の広い表の用紙: A4 か A3。")  # fmt: skip
BATCH_OPTIONS: tuple[Option, ...] = (
    click.option("--order", "ordered", type=OneOf(ORDERS), default=None, metavar="W",
                 help="並べ方: section(所属順)、number(職員番号順)、kana(カナ順)。"),
    click.option("--per-person", is_flag=True, help="1人ずつのファイルにします(--out はフォルダー)。"),
    click.option("--per-section", is_flag=True, help="所属ごとのファイルにします(--out はフォルダー)。"),
    click.option("--duplex", is_flag=True,
                 help="両面印刷用に、だれの分も表の面から始めます(白紙の裏を入れます)。"),
    click.option("--receipt-list", is_flag=True,
                 help="同封した人と受領印の欄を並べた受領簿も、所属ごとに作ります。"),
    click.option("--cover-sheet", is_flag=True,
                 help="同封した部数を書いた送付状も、所属ごとに作ります(人事課の台帳)。"),
    PAPER_OPTION,
)  # fmt: skip


def batch_of(
    ordered: str | None,
    *,
    per_person: bool,
    per_section: bool,
    duplex: bool,
    receipt_list: bool,
    cover_sheet: bool,
) -> Batch:
    """Return how the papers are printed that a command's options ask for."""
    from dxdesk.usecases.reports.batches import Batch, Split
    from dxdesk.usecases.reports.kind import By

    if per_person and per_section:
        raise click.UsageError("--per-person と --per-section は、一緒には使えません。")
    split = Split.PERSON if per_person else Split.SECTION if per_section else Split.NONE
    return Batch(By(ordered or ""), split, duplex, receipt_list, cover_sheet)


def large_paper(kind: ReportKind, paper: str) -> bool:
    """Tell whether a document is to be on A3.

    Raises:
        KnownError: ``report-paper`` where it is no wide table.
    """
    if paper == _A3 and not kind.wide:
        raise KnownError(
            "report-paper",
            f"「{kind.title}」は、A3では作れません。何も作っていません。",
            "A3を選べるのは、スキルマップ、提出状況、受講マップ、簿冊などの幅の広い表です。",
        )
    return paper == _A3
