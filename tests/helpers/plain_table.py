"""A CSV table with a head and lines, for tests of tables of plain things."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path


def table(folder: Path, *rows: Mapping[str, str]) -> Path:
    """Write lines by the titles of their columns."""
    titles = tuple(dict.fromkeys(title for row in rows for title in row))
    path = folder / f"表{len(list(folder.glob('表*.csv')))}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([titles, *([row.get(title, "") for title in titles] for row in rows)])
    return path
