"""Tables and maps as they are sent, for the tests of what comes back."""

from __future__ import annotations

from pathlib import Path

from openpyxl.workbook import Workbook

from dxdesk.excel.workbooks import ExcelWorkbooks
from dxdesk.ports.workbooks import Column, MapSheet, TableRow, TableSheet
from tests.excel import form_samples as samples

NAMES = ("検証 太郎", "髙橋 美咲", "﨑山 𠮷子", "葛\U000e0100城 花子")
COLUMNS = (
    Column("number", "職員番号", 10),
    Column("name", "氏名", 16),
    Column("hours", "時間", 7, "number"),
    Column("level", "確認", 8, "level"),
    Column("comment", "コメント", 40, "wrap"),
)
ROWS = tuple(
    TableRow(
        f"{number:06}",
        (
            f"{number:06}",
            NAMES[number % 4],
            str(number * 3),
            f"LV{number % 4}",
            "=よく\nできました。" if number else "",
        ),
    )
    for number in range(8)
)
TABLE = TableSheet("確認票", samples.head("確認票"), COLUMNS, ROWS, ("－は記録がないことを表します。",))
ITEMS = tuple((f"skill-{number}", name) for number, name in enumerate(samples.SKILLS))
MAP = MapSheet(
    "スキルマップ",
    samples.head("スキルマップ"),
    (Column("number", "職員番号", 10), Column("name", "氏名", 16)),
    ITEMS,
    tuple(
        (
            TableRow(f"{number:06}", (f"{number:06}", NAMES[number % 4])),
            ("0", "1", "2", "3", "" if number % 2 else "－"),
        )
        for number in range(6)
    ),
    {("000001", "skill-2"): "▲", ("000002", "skill-0"): "▼"},
    (
        ("0", "まだ"),
        ("1", "知っている"),
        ("2", "できる"),
        ("3", "教えられる"),
        ("▲", "昨年より上"),
        ("－", "対象外"),
    ),
)
BOTH = (TABLE, MAP)


def written(folder: Path) -> Path:
    path = folder / "確認票_R7_001234.xlsx"
    ExcelWorkbooks().write_tables(BOTH, path, samples.PAYLOAD)
    return path


def row_of(workbook: Workbook, sheet: str, key: str) -> int:
    page = workbook[sheet]
    return next(row for row in range(1, page.max_row + 1) if page.cell(row, 1).value == f"row:{key}")
