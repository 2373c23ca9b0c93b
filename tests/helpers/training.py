"""An office that plans training: courses, sessions to come, and forms filled in as Excel does."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import openpyxl

from dxdesk.domain.capabilities import ON, TRAINING
from dxdesk.ports import setting_names
from dxdesk.usecases.imports import training_tables
from dxdesk.usecases.sealing.workbook_kinds import ENROLMENT_FORM
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w

BASIC, BPR = "DX基礎研修 第1回", "BPR研修 第1回"
_COURSES = (
    ("研修コード", "研修名", "先に受ける研修", "受講の頻度"),
    ("basic", "DX基礎研修", "", "1回"),
    ("bpr", "BPR研修", "basic", ""),
)
_SESSIONS = (
    ("研修名", "回", "開始日", "会場", "定員", "申込締切"),
    ("DX基礎研修", "第1回", "2026-03-02", "庁舎801", "2", "2026-02-20"),
    ("DX基礎研修", "第2回", "2026-03-16", "庁舎801", "20", "2026-02-27"),
    ("BPR研修", "第1回", "2026-03-09", "庁舎802", "", "2026-01-31"),
)


def table(path: Path, *rows: Sequence[str]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@contextmanager
def trained(folder: Path, *, year: bool = True, on_file: bool = False) -> Iterator[Desk]:
    """Give out an office with a year in work (or none), two courses and three sessions to come."""
    with w.municipality(folder, on_file=on_file) as (desk, _):
        with desk.store.write() as uow:
            uow.settings.set(f"{setting_names.USES}{TRAINING}", ON)
            uow.commit()
        if year:
            w.open_year(desk)
        for kind, rows in (("catalogue", _COURSES), ("sessions", _SESSIONS)):
            done = training_tables.apply_training(desk, table(folder / f"{kind}.csv", *rows), kind)
            assert not done.errors, done.errors
        yield desk


def forms(desk: Desk, out: Path, *sessions: str, section: str = "") -> dict[str, Path]:
    """Write forms; return them by the section's code."""
    done = dispatch.export(
        desk, dispatch.Export(ENROLMENT_FORM.word, out, section=section, sessions=sessions)
    )
    return {path.name.split("_")[1]: path for path in done.files}


def filled(path: Path, said: dict[tuple[str, str], str], to: Path | None = None) -> Path:
    """Fill a form in as Excel does: by (職員番号, heading)."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows())
    head = next(row for row in rows if any(cell.value == "職員番号" for cell in row))
    place = {"".join(str(cell.value).split()): cell.column for cell in head if cell.value}
    numbers = {str(row[place["職員番号"] - 1].value): row[0].row for row in rows[head[0].row :]}
    for (number, heading), text in said.items():
        sheet.cell(numbers[number], place["".join(heading.split())], text)
    out = to or path.with_name(f"記入済_{path.name}")
    book.save(out)
    return out
