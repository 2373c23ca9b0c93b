"""Tables that other programs of the demonstration's office write, and HR takes in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from dxdesk import private
from dxdesk.programs.scenario.demo import Demo
from dxdesk.usecases.inbox.batches import Batch, receive_batch
from dxdesk.usecases.workplace.desk import Desk

_ACCEPTED = ("new-list-value", "blank-persona", "roster-older")
"""What its tables may say: new words, nobody named, the roster of before where nobody moved."""


def received(
    demo: Demo,
    year: int,
    kind: str,
    path: Path,
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    encoding: str = "cp932",
    session: str = "",
    desk: Desk | None = None,
) -> None:
    """Write a table, as a workbook or as the CSV of an older system, and take it in (``desk``: not HR's)."""
    from dxdesk.programs.scenario.by_hand import write_list

    if path.suffix == ".csv":
        lines = "".join(",".join(row) + "\r\n" for row in (header, *rows))
        private.make_folder(path.parent)
        private.write_bytes(path, lines.encode(encoding))
    else:
        write_list(path, path.stem, header, rows)
    take_in(demo, year, kind, path, session, desk)


def take_in(
    demo: Demo, year: int, kind: str, path: Path, session: str = "", desk: Desk | None = None
) -> None:
    """Take a file in at HR's or another desk; ``session`` as in ``Batch``.

    Raises:
        RuntimeError: it is refused; what the demonstration writes itself has to be fit.
    """
    report = receive_batch(desk or demo.hr, Batch((path,), kind, accept=_ACCEPTED, session=session)).files[0]
    if report.outcome == "refused":
        raise RuntimeError(f"the demonstration's own table is refused: {report.errors}")
    demo.list_files(kind, year, [path])
