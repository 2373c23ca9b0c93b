"""What a workbook would hold, by name, told before it is written; a kind names who tells it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dxdesk.usecases.sealing.workbook_kinds import Handlers, WorkbookKind
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True, slots=True)
class Line:
    """Something that is sent: of which kind, its name, of which years, and what there is to say of it."""

    kind: str
    name: str
    years: str
    state: str


@dataclass(frozen=True)
class Contents:
    """What would be sent, and in a sentence how that stands to what was sent before."""

    lines: tuple[Line, ...]
    before: str


tells: Handlers[Callable[[Desk], Contents]] = Handlers()
"""Tells what a workbook of a kind would hold."""


def contents(desk: Desk, kind: WorkbookKind) -> Contents:
    """Return what a workbook of a kind that tells it would hold; nothing is written.

    Raises:
        KnownError: what making it refuses, but for file errors.
    """
    return tells.named(kind.written.contents)(desk)
