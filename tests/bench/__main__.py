"""``python -m tests.bench``: print how fast everything is against bare libraries.

Nothing is asserted here: the machine decides how long things take, the ratios say what we add.
"""

from __future__ import annotations

import argparse
import sys

from tests.bench import (
    aggregating,
    candidates,
    certificates,
    checking,
    figures,
    growth_files,
    importing,
    indicators,
    mapping,
    opening,
    papers,
    reading,
    receiving,
    reporting,
    starting,
    targets,
    training,
)
from tests.bench.measuring import ROUNDS, Line, Row, Size, table

ROWS: dict[str, Row] = {
    "receive": receiving.rows,
    "read": reading.rows,
    "certificates": certificates.rows,
    "start": starting.rows,
    "open": opening.rows,
    "map": mapping.rows,
    "aggregate": aggregating.rows,
    "send": figures.sending,
    "home": figures.opening,
    "check": checking.rows,
    "import": importing.rows,
    "training": training.rows,
    "candidates": candidates.rows,
    "targets": targets.rows,
    "indicators": indicators.rows,
    "growth-files": growth_files.rows,
    "report": reporting.rows,
    "papers": papers.rows,
}


def main(arguments: list[str] | None = None) -> int:
    """Measure the rows asked for, print the table; return the exit code."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description="速さを素のライブラリとの比で測る")
    parser.add_argument(
        "--only", action="append", choices=sorted(ROWS), metavar="ROW", help=f"one of {', '.join(ROWS)}"
    )
    parser.add_argument(
        "--count", type=int, default=0, help="forms, people, certificates instead of the usual"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="the best of so many rounds counts")
    options = parser.parse_args(arguments)
    lines: list[Line] = []
    for name in options.only or ROWS:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        lines += ROWS[name](Size(options.count, options.rounds))
    print(table(lines))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
