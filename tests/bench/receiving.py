"""1,000 filled forms taken back, against bare calamine and against a script an office would write.

Each round is a fresh process with a fresh copy of HR's store. It receives a few forms of other people
first, so that imports and first-time work are done, then the whole batch by the clock.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench import batch
from tests.bench.measuring import Child, Line, Size, best, peak_memory, timed, timed_twice

USUAL = 1000
WARM = 10
GOAL_CALAMINE, GOAL_OPENPYXL = 7.0, 2.5

_SCRIPT_SHARE = 10
"""The script reads every tenth form, and its time counts tenfold: it takes a minute otherwise."""


def rows(size: Size) -> list[Line]:
    """Measure both rows of the table of goals, and the memory receiving takes."""
    count = size.of(USUAL)
    warm = min(WARM, count)
    with tempfile.TemporaryDirectory(prefix="dxdesk-bench-") as made:
        folder = Path(made)
        town = batch.found(folder, count + warm)
        forms = batch.send_forms(town, folder / "sent")
        batch.fill_all(forms)
        _split(forms, folder, warm)
        measured = []
        busy = []
        memory = 0.0
        for number in range(size.rounds):
            store = batch.copied(town, f"round{number}")
            told = Child("tests.bench.receiving", [folder, store]).run()
            if told["applied"] != count:
                raise RuntimeError(f"{told['applied']} of {count} forms were applied")
            measured.append((told["ours"][0], told["calamine"][0], told["openpyxl"]))
            busy.append((told["ours"][1], told["calamine"][1]))
            memory = max(memory, told["memory"])
    ours, calamine, script = best(measured)
    work = f"receive {count:,} filled forms"
    worked, bare_worked = best(busy)
    note = f"in processor time {worked:.2f} s, bare {bare_worked:.2f} s, ratio {worked / bare_worked:.2f}"
    note += f"; peak memory {memory:.0f} MiB" if memory else ""
    return [
        Line(work, "bare calamine, all sheets", ours, calamine, GOAL_CALAMINE, note=note),
        Line(work, "openpyxl script", ours, script, GOAL_OPENPYXL, faster=True),
    ]


def _split(forms: tuple[Path, ...], folder: Path, warm: int) -> None:
    for name in ("warm", "returned"):
        (folder / name).mkdir()
    for position, path in enumerate(forms):
        shutil.move(path, folder / ("warm" if position < warm else "returned") / path.name)


def bare_calamine(paths: list[Path]) -> None:
    """Read every sheet with nothing but calamine."""
    from python_calamine import CalamineWorkbook

    for path in paths:
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()


def office_script(paths: list[Path], out: Path) -> None:
    """Collect everybody's answers into one list, trusting every cell."""
    import openpyxl

    total = openpyxl.Workbook(write_only=True)
    sheet = total.create_sheet("集計")
    for path in paths:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        number = name = ""
        for row in book["DXスキル申告票"].iter_rows(values_only=True):
            if row[1] == "職員番号":
                number, name = row[2], row[6]
            elif isinstance(row[1], int | float) or (isinstance(row[1], str) and row[1].isdigit()):
                sheet.append([path.name, number, name, row[2], row[5], row[6], row[7]])
        book.close()
    total.save(out)


def _child(folder: Path, store: Path) -> dict[str, Any]:
    from dxdesk.usecases.exchange.file_report import ImportReport
    from dxdesk.usecases.exchange.receive import ReceiveFiles, receive

    returned, warm = sorted((folder / "returned").iterdir()), sorted((folder / "warm").iterdir())
    some = returned[::_SCRIPT_SHARE]
    desk = batch.opened(store)
    try:
        receive(desk, ReceiveFiles(tuple(warm)))
        bare_calamine(warm)
        reports: list[ImportReport] = []
        ours = timed_twice(lambda: reports.append(receive(desk, ReceiveFiles((folder / "returned",)))))
        memory = peak_memory()
        calamine = timed_twice(lambda: bare_calamine(returned))
        office_script(warm, folder / "warm.xlsx")
        script = timed(lambda: office_script(some, folder / "total.xlsx")) * len(returned) / len(some)
        applied = reports[0].count("applied")
    finally:
        desk.store.close()
    (folder / "warm.xlsx").unlink()
    return {"ours": ours, "calamine": calamine, "openpyxl": script, "applied": applied, "memory": memory}


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("store", type=Path)
    options = parser.parse_args()
    json.dump(_child(options.folder, options.store), sys.stdout)
    print()
