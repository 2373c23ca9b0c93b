"""What printed ledgers have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports import printing as doc
from dxdesk.usecases.reports.kind import today
from dxdesk.usecases.workplace.desk import Desk

_YEARS = "{first}から{last}までの記録です。"


def head_of(asked: int, years: Iterable[int]) -> tuple[int | None, tuple[str, ...]]:
    """Return the year at the head of a ledger; where it has none, the note that says which are in it.

    Args:
        asked: the fiscal year somebody wants to see, 0 for everything.
        years: those of the entries; 0 for what is of no year.
    """
    of = sorted({year for year in years if year})
    if asked or len(of) == 1:
        return asked or of[0], ()
    if not of:
        return None, ()
    return None, (_YEARS.format(first=fiscal_year_label(of[0]), last=fiscal_year_label(of[-1])),)


def ledger_table(
    desk: Desk,
    title: str,
    columns: tuple[doc.TableColumn, ...],
    rows: Sequence[tuple[str, ...]],
    year: int | None,
    notes: tuple[str, ...] = (),
) -> doc.TableDocument:
    """Return a ledger as a table to print; the first cell of a row tells which entry it is."""
    return doc.TableDocument(
        title=title,
        columns=columns,
        rows=tuple(rows),
        municipality=desk.identity.municipality_name,
        fiscal_year=year,
        notes=notes,
        landscape=True,
        printed_on=today(desk),
        subjects=tuple(f"{title} {row[0]}" for row in rows),
    )
