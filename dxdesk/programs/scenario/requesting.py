"""A section of the demonstration that answers what HR asks for in its own store, and not in Excel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from dxdesk.ports.entities import Employee
from dxdesk.programs.scenario.demo import Demo
from dxdesk.programs.scenario.town import Unit
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.requests import filling
from dxdesk.usecases.requests.named import answers_named
from dxdesk.usecases.workplace.desk import Desk


def desk_of(demo: Demo, unit: Unit) -> Desk | None:
    """Return the store of the first 係長 of a section, where it is opened already."""
    return demo.desks.get(unit.chiefs[0].number)


def in_store(demo: Demo, units: Iterable[Unit]) -> Unit | None:
    """Return which of some sections answers in its store: the last that can, so that others use Excel."""
    return next((unit for unit in reversed([*units]) if desk_of(demo, unit) is not None), None)


def enrol(demo: Demo, unit: Unit, form: Path, title: str, people: Iterable[Employee], out: Path) -> Path:
    """Ask for seats of a session on a 受講申込票; return the file that goes back."""
    said = {"sessions": {title: {person.number: "○" for person in people}}}
    return _answer(demo, unit, form, said, out)


def nominate(demo: Demo, unit: Unit, request: Path, lines: Sequence[Mapping[str, str]], out: Path) -> Path:
    """Name people on a 推薦依頼, by its columns without the section's; return the file that goes back."""
    return _answer(demo, unit, request, {"people": list(lines)}, out)


def _answer(demo: Demo, unit: Unit, form: Path, said: object, out: Path) -> Path:
    desk = desk_of(demo, unit)
    assert desk is not None
    (report,) = receive(desk, ReceiveFiles((form,))).files
    asked = filling.one_asked(desk, report.receipt)
    filling.keep(desk, asked.number, answers_named(asked.work, said))
    return filling.send(desk, asked.number, out).file
