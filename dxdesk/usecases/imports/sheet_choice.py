"""Which sheets of a workbook are taken in together, and putting them together as one table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dxdesk.domain.columns import Column, fold_header, titles
from dxdesk.domain.errors import KnownError
from dxdesk.ports.foreign_tables import ForeignTable, TableCell, TableLooks
from dxdesk.usecases.imports.other_kinds import refuse_other_kind
from dxdesk.usecases.imports.understanding import NEEDED, ROSTER, TEMPLATE_SHEETS, Mapped, meant, understand
from dxdesk.usecases.training.switch import training_on
from dxdesk.usecases.workplace.desk import Desk

ALL_SHEETS = "*"
"""Stands for every sheet that holds the same columns as the one that is meant; no sheet can be called so."""

Sheets = str | Sequence[str]
"""Names of sheets: one, several, ``ALL_SHEETS``, or none (empty) for the one that is meant."""


@dataclass(frozen=True, slots=True)
class SheetOffer:
    """A sheet with a table: its name, its lines, whether it is taken, whether its columns mean the same.

    ``people``: its columns mean something else, but among them are those that name people.
    """

    name: str
    lines: int
    taken: bool
    alike: bool
    people: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """The table that is read, and all sheets of the file that hold one."""

    table: ForeignTable
    offers: tuple[SheetOffer, ...]

    @property
    def others_alike(self) -> tuple[SheetOffer, ...]:
        """The sheets with the same columns that are not taken."""
        return tuple(offer for offer in self.offers if offer.alike and not offer.taken)

    @property
    def others_with_people(self) -> tuple[SheetOffer, ...]:
        """The sheets of other columns that name people, too, and are not taken."""
        return tuple(offer for offer in self.offers if offer.people and not offer.taken)


def choose(desk: Desk, path: Path, kind: str, sheet: Sheets = "", said: Mapped | None = None) -> Chosen:
    """Return the table that is meant, and what else the file holds.

    That is the one of the named sheets, else of the sheet our template keeps for this kind, else the first
    that has the needed columns (a cover may stand before it), else the first. Several sheets become one
    table: a workbook often has a sheet for each 部.

    Raises:
        KnownError: what the reader raises, ``table-other-kind`` where neither sheet nor columns are said,
            ``sheet-headers-differ`` for named sheets of other columns.
    """
    names = [sheet] if isinstance(sheet, str) and sheet else list(sheet)
    reader = desk.services.tables
    try:
        tables = list(reader.read_all(path))
    except KnownError:
        if not names or names == [ALL_SHEETS]:
            raise
        tables = []
    known = {table.sheet for table in tables}
    tables += [reader.read(path, name) for name in names if name not in known and name != ALL_SHEETS]
    with desk.store.read() as uow:
        if not names and not said and training_on(uow):
            refuse_other_kind(tables, kind)
        named = [table for name in names for table in tables if table.sheet == name]
        first = named[0] if named else meant(uow, tables, kind, said)
        means = {table.sheet: understand(uow, table, kind, said)[0].plan.positions for table in tables}
    alike = {
        table.sheet
        for table in tables
        if table is first
        or (
            (means[table.sheet] and means[table.sheet].keys() == means[first.sheet].keys())
            and not _is_template(table)
        )
    }
    if ALL_SHEETS in names:
        named = [first, *(table for table in tables if table.sheet in alike and table is not first)]
        named.sort(key=tables.index)
    differ = [table for table in named if table.sheet not in alike]
    if differ:
        raise _headers_differ(first, differ[0])
    taken = {table.sheet for table in named or [first]}
    offers = tuple(
        SheetOffer(
            table.sheet,
            len(table.rows),
            table.sheet in taken,
            table.sheet in alike,
            table.sheet not in alike and not _is_template(table) and _names_people(means[table.sheet], kind),
        )
        for table in tables
    )
    table = first if len(taken) == 1 else together(named, means)
    return Chosen(table, offers if len(tables) > 1 else ())


def _names_people(means: Mapping[Column, tuple[int, ...]], kind: str) -> bool:
    """Tell whether a sheet could be a part of a roster: it has names, numbers and more."""
    needed = set(NEEDED[ROSTER])
    return kind == ROSTER and needed <= means.keys() and len(means) > len(needed)


def _is_template(table: ForeignTable) -> bool:
    """Tell whether a table is a sheet of our own template, in which every sheet is of another kind."""
    return table.sheet in TEMPLATE_SHEETS.values()


def together(
    tables: Sequence[ForeignTable], means: Mapping[str, Mapping[Column, tuple[int, ...]]]
) -> ForeignTable:
    """Return several tables as one: a column goes under the one that means the same or is called the same."""
    first = tables[0]
    names = list(titles([header.value for header in first.headers]))
    headers = list(first.headers)
    rows: list[tuple[TableCell, ...]] = []
    looks = TableLooks(hidden_sheets=first.looks.hidden_sheets)
    for table in tables:
        own = titles([header.value for header in table.headers])
        by_meaning = _same_places(means[first.sheet], means[table.sheet])
        goes: list[int] = []
        for position, title in enumerate(own):
            known = next((i for i, name in enumerate(names) if fold_header(name) == fold_header(title)), None)
            to = by_meaning.get(position, known)
            if to is None or to in goes:
                to = len(names)
                names.append(title)
                headers.append(table.headers[position])
            goes.append(to)
        looks = _joined(looks, table.looks, goes, len(rows))
        rows += [_moved(row, goes, table.sheet) for row in table.rows]
    return replace(
        first,
        sheet="、".join(table.sheet for table in tables),
        headers=tuple(header._replace(ref=f"{first.sheet}!{header.ref}") for header in headers),
        rows=tuple(rows),
        merged=tuple(f"{table.sheet}!{area}" for table in tables for area in table.merged),
        notes=tuple(note for table in tables for note in table.notes),
        exponents=frozenset(f"{table.sheet}!{ref}" for table in tables for ref in table.exponents),
        looks=looks,
    )


def _same_places(
    first: Mapping[Column, tuple[int, ...]], other: Mapping[Column, tuple[int, ...]]
) -> dict[int, int]:
    return {
        there: here
        for column, places in other.items()
        for there, here in zip(places, first.get(column, ()), strict=False)
    }


def _moved(row: Sequence[TableCell], goes: Sequence[int], sheet: str) -> tuple[TableCell, ...]:
    made = [TableCell()] * (max(goes[: len(row)], default=-1) + 1)
    for cell, to in zip(row, goes, strict=False):
        made[to] = cell._replace(ref=f"{sheet}!{cell.ref}")
    return tuple(made)


def _joined(looks: TableLooks, more: TableLooks, goes: Sequence[int], before: int) -> TableLooks:
    return replace(
        looks,
        hidden_rows=(*looks.hidden_rows, *(before + row for row in more.hidden_rows)),
        hidden_columns=tuple(
            dict.fromkeys((*looks.hidden_columns, *(goes[place] for place in more.hidden_columns)))
        ),
        struck=(*looks.struck, *((before + row, goes[place]) for row, place in more.struck)),
        filtered=looks.filtered or more.filtered,
        merged=looks.merged + more.merged,
    )


def _headers_differ(first: ForeignTable, other: ForeignTable) -> KnownError:
    mine, its = ([header.value.strip() for header in table.headers] for table in (first, other))
    only = [header for header in its if header and header not in mine]
    lacking = [header for header in mine if header and header not in its]
    return KnownError(
        "sheet-headers-differ",
        f"シート「{other.sheet}」は、シート「{first.sheet}」と列の意味がそろわないため、一緒に取り込めません。"
        "何も取り込んでいません。",
        "見出しをそろえるか、1枚ずつ取り込んでください。",
        found=f"「{other.sheet}」だけの見出し: {'、'.join(only) or 'なし'}。"
        f"ない見出し: {'、'.join(lacking) or 'なし'}",
    )
