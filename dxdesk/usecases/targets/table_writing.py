"""目標の表 as a workbook: it is taken in again unchanged, and what the store counts stands beside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports import setting_names
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet
from dxdesk.usecases.targets import table_heads as heads
from dxdesk.usecases.targets.overview import TargetYear, effort_text, target_year
from dxdesk.usecases.targets.table_texts import names_of, plain_texts, year_texts
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import Outgoing

_EFFORT = "effort"
_GUIDE = (
    "この表は、直してそのまま取り込めます。書いた欄だけが変わり、空の欄は何も変えません。",
    "「数えた実績」は、この台帳が数えたものです。書き換えても取り込みません。",
)
_LONG = (
    heads.NAME,
    heads.NOTE,
    heads.MEASURES,
    heads.HURDLE,
    heads.BASIS,
    heads.COURSES,
    heads.ITEM,
    heads.INDICATOR,
)
_FIGURES = (heads.PLAN, heads.ACTUAL, heads.FORECAST)


def write_table(desk: Desk, out: Path, outgoing: Outgoing, password: str = "") -> tuple[Path, ...]:
    """Write the targets with their years, and what is counted of this one; it is taken in again unchanged.

    Raises:
        KnownError: ``wrong-role``, ``aims-off`` and file errors.
    """
    found, names = target_year(desk), names_of(desk)
    with desk.store.read() as uow:
        sender = uow.settings.get(setting_names.SENDER_LABEL) or desk.identity.municipality_name
    lines = [*found.lines, *found.ended]
    texts = [plain_texts(one.said, names) for one in lines]
    years = sorted({found.fiscal_year, *(y for one in lines for y in (*one.said.plans, *one.said.actuals))})
    used = [column for column in heads.OF_BASIS if any(one[column] for one in texts)]
    plain = [column for column in heads.TITLES if column not in heads.OF_BASIS or column in used]
    plain.insert(plain.index(heads.BASIS), _EFFORT)
    columns = [_column(column) for column in plain]
    for year in years:
        label = fiscal_year_label(year)
        columns += [
            Column(f"{column}{year}", f"{label} {titles[0]}", 14, _kind(column))
            for column, titles in heads.YEARLY.items()
        ]
    columns.append(Column("counted", f"{found.title} 数えた実績", 18, "wrap"))
    columns.append(Column("standing", f"{found.title} 状況", 12))
    sheet = TableSheet(
        "目標",
        Head("目標", desk.identity.municipality_name, "", "", "", "", "", "", sender, "", guide=_GUIDE),
        tuple(columns),
        tuple(_rows(found, plain, years, texts)),
        editable=True,
    )
    with outgoing.writing(out / f"目標_{desk.services.clock.today()}.xlsx") as path:
        desk.services.workbooks.write_tables([sheet], path, None, password)
    return (path,)


def _column(column: str) -> Column:
    if column == _EFFORT:
        return Column(_EFFORT, "★")
    wide = (30 if column in (heads.NAME, heads.NOTE) else 24, "wrap") if column in _LONG else (12, "text")
    return Column(column, heads.TITLES[column][0], *wide)


def _kind(column: str) -> str:
    if column in _FIGURES:
        return "figure"
    return "wrap" if column in (heads.SOURCE, heads.WORDS) else "text"


def _rows(
    found: TargetYear, plain: Sequence[str], years: Iterable[int], texts: Sequence[dict[str, str]]
) -> Iterable[TableRow]:
    for number, (one, of) in enumerate(zip((*found.lines, *found.ended), texts, strict=True)):
        cells = {**of, _EFFORT: effort_text(one.said)}
        line = [cells[column] for column in plain]
        for year in years:
            line += year_texts(one.said, year).values()
        yield TableRow(f"{number:05}", (*line, "" if one.found.entered else one.measured, one.word))
