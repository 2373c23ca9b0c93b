"""The year's report of a whole city: its figures, sentences and pages, in seconds and in memory."""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path

from tests.bench import aggregating, batch
from tests.bench.measuring import Child, Line, Size, peak_memory

PEOPLE = 20_000
GOAL = 20.0


def rows(size: Size) -> list[Line]:
    """Measure one report, in a process of its own so that the memory is the report's."""
    count = size.of(PEOPLE)
    with tempfile.TemporaryDirectory(prefix="dxdesk-bench-") as made:
        town = aggregating.town(Path(made), count)
        told = min(
            (Child("tests.bench.reporting", [town.location]).run() for _ in range(size.rounds)),
            key=lambda one: float(one["cpu"]),
        )
    work = f"annual report of {count:,}: CPU, at most {told['memory']:.0f} MiB"
    return [Line(work, "-", told["cpu"], goal=GOAL)]


def main() -> int:
    """Make the report of the store named; print what it took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("location")
    desk = batch.opened(parser.parse_args().location)
    try:
        from dxdesk.usecases.reports.printing import make_report

        begun = time.process_time()
        make_report(desk, "annual-report", fiscal_year=batch.YEAR)
        spent = time.process_time() - begun
    finally:
        desk.store.close()
    print(json.dumps({"cpu": spent, "memory": peak_memory()}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
