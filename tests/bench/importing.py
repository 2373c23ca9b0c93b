"""Large tables understood and previewed, against bare calamine reading the same workbook."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
from python_calamine import CalamineWorkbook

from dxdesk import bootstrap
from dxdesk.ports.entities import Role
from dxdesk.usecases.imports.evidence import preview_evidence
from dxdesk.usecases.imports.roster import apply_roster, preview_roster
from dxdesk.usecases.inbox.opening import create_store
from tests.bench.measuring import Line, Size

GOAL = 5.0
"""Ours may take at most this many times bare calamine."""

GOAL_SECONDS = 8.0
PEOPLE = 20_000
COLUMNS = 40
ATTENDED = 50_000
"""Lines of a list of attendance: ten courses of everybody in a large office."""
_HEAD = (
    "職員番号",
    "氏名",
    "フリガナ",
    "所属コード",
    "所属名",
    "職層",
    "職種",
    "職名",
    "任用区分",
    "在職状態",
)


def roster(path: Path, people: int, columns: int = COLUMNS) -> Path:
    """Write a roster as a personnel system does: columns we know, and many that nobody needs."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("職員一覧")
    further = [f"項目{number}" for number in range(1, columns - len(_HEAD) - 1)]
    sheet.append([*_HEAD, "一次確認者", "二次確認者", *further])
    for number in range(1, people + 1):
        unit = number // 40
        chief = f"{unit * 40 + 1:06}" if number != unit * 40 + 1 else ""
        known = (
            f"{number:06}",
            f"検証 {number}",
            "ケンショウ",
            f"{unit:04}",
            f"第{unit}課",
            "一般職",
            "事務",
        )
        rest = [f"値{number % 97}" if position % 3 else number for position in range(len(further))]
        sheet.append([*known, "主事", "正規", "在職", chief, "", *rest])
    book.save(path)
    return path


def attendance(path: Path, lines: int) -> Path:
    """Write a list of attendance: ten courses a person, most of whom came."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("受講一覧")
    sheet.append(["職員番号", "氏名", "所属", "研修名", "受講日", "出欠", "備考"])
    for line in range(lines):
        person, course = divmod(line, 10)
        word = "欠席" if line % 13 == 0 else "出席"
        sheet.append(
            [
                f"{person + 1:06}",
                f"検証 {person + 1}",
                "第1課",
                f"研修{course}",
                f"2026/6/{course + 1}",
                word,
                "",
            ]
        )
    book.save(path)
    return path


def bare(path: Path) -> None:
    """Read the sheet with nothing but calamine."""
    CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def busy(work: Callable[[], object]) -> float:
    """Return the processor time of a piece of work: that is what counts on a busy machine."""
    start = time.process_time()
    work()
    return time.process_time() - start


def rows(size: Size) -> list[Line]:
    """Measure the first preview, which makes everybody and every section."""
    people = size.of(PEOPLE)
    with tempfile.TemporaryDirectory() as folder:
        path = roster(Path(folder) / "職員一覧.xlsx", people)
        place = str(Path(folder) / "人事.dxdesk")
        desk = create_store(bootstrap.services(), place, Role.HR, ("131091", "検証区"), "検証 1234 あい")
        first = busy(lambda: preview_roster(desk, path))
        ours = [busy(lambda: preview_roster(desk, path)) for _ in range(size.rounds)]
        raw = [busy(lambda: bare(path)) for _ in range(size.rounds)]
        told = apply_roster(desk, roster(Path(folder) / "受講者.xlsx", size.of(ATTENDED) // 10 + 1, 12))
        if told.errors:
            raise RuntimeError(str(told.errors[0]))
        path = attendance(Path(folder) / "受講一覧.xlsx", size.of(ATTENDED))
        seen = [busy(lambda: preview_evidence(desk, path, "attendance")) for _ in range(size.rounds)]
        bare_list = [busy(lambda: bare(path)) for _ in range(size.rounds)]
        desk.store.close()
    list_work = f"preview attendance of {size.of(ATTENDED):,} lines"
    work = f"preview a roster of {people:,} x {COLUMNS}"
    return [
        Line(work, "bare calamine, the sheet", min(ours), min(raw), GOAL),
        Line(f"{work}, the first time", "-", first, goal=GOAL_SECONDS),
        Line(list_work, "bare calamine, the sheet", min(seen), min(bare_list), GOAL),
    ]
