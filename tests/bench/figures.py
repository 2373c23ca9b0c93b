"""What has no bare counterpart: a form sent out, HR's home and status list with 2,000 people."""

from __future__ import annotations

import tempfile
from pathlib import Path

from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.home import overview
from dxdesk.usecases.progress import status
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.desk import Desk
from tests.bench import batch
from tests.bench.measuring import Line, Size, best, in_turn, timed_twice

SENT, STAFF = 300, 2000
GOAL_FORM = 0.010

_ANSWERED = 4
"""Every fourth person has answered."""


def sending(size: Size) -> list[Line]:
    """Measure forms as HR sends them out, seals and ledger included, by the form."""
    count = size.of(SENT)
    with tempfile.TemporaryDirectory(prefix="dxdesk-bench-") as made:
        folder = Path(made)
        town = batch.found(folder, count)
        desk = batch.opened(town.location)
        try:
            dispatch.export(desk, dispatch.Export("forms", folder / "warm", employee=town.numbers[-1]))
            times = [
                timed_twice(
                    lambda place=place: dispatch.export(desk, dispatch.Export("forms", folder / str(place)))
                )
                for place in range(size.rounds)
            ]
        finally:
            desk.store.close()
    taken, worked = best(times)
    note = f"{worked / count * 1000:.1f} ms of processor time"
    return [Line(f"send one form (of {count:,})", "-", taken / count, goal=GOAL_FORM, note=note)]


def opening(size: Size) -> list[Line]:
    """Measure what HR sees first, in a year in work."""
    count = size.of(STAFF)
    with tempfile.TemporaryDirectory(prefix="dxdesk-bench-") as made:
        town = batch.found(Path(made), count)
        desk = batch.opened(town.location)
        try:
            _answer_some(desk, town.numbers[::_ANSWERED])
            first, listed = in_turn(size.rounds, lambda: overview.home(desk), lambda: status.status(desk))
        finally:
            desk.store.close()
    return [
        Line(f"HR's home, {count:,} people", "-", first),
        Line(f"submission status, {count:,} people", "-", listed),
    ]


def _answer_some(desk: Desk, numbers: tuple[str, ...]) -> None:
    for number in numbers:
        items = self_report.open_answers(desk, number).items
        levels = {item.uid: position % 4 for position, item in enumerate(items)}
        self_report.submit(desk, answers=Answers(levels, {}, {}), employee_number=number)
