"""What a kind of document is: one descriptor each, made by the module of that document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dxdesk.domain.errors import KnownError, Problem
from dxdesk.ports.entities import Role
from dxdesk.usecases.reports.span import IN_WORK, Span

if TYPE_CHECKING:
    from dxdesk.ports.store import Progress
    from dxdesk.usecases.workplace.desk import Desk

EVERYBODY = 10**9
"""``at_once`` of a document that is quickly drawn however many people it counts."""


@dataclass(frozen=True)
class Order:
    """What to print for whom; empty filters mean everybody but ``leave_out``.

    ``session`` (``研修/回``) is one session of the training ledger, where a document is of sessions.
    """

    section: str = ""
    employee: str = ""
    fiscal_year: int = 0
    leave_out: frozenset[str] = frozenset()
    session: str = ""


def _nothing_to_know(_: Desk, __: int) -> tuple[Problem, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class ReportKind:
    """All that window, command and use cases know of one kind of document.

    Attributes:
        kind: the word a command takes; it never changes.
        title: what stands at its head on paper, and so wherever it is named.
        roles: in whose stores it can be made.
        hint: one or two sentences: what it is, for whom.
        make: draws what an order asks for; may be cancelled through its progress.
        numbered: making one gives it a number (第○号) that stays its own, so that none is made unasked. Its
            settings and audit entries begin with ``kind``.
        per_person: it is one document a person; otherwise one of a section or of all.
        of_one: it is of one person who has to be named, at home or gone, asked this year or not.
        whole_store: it is of the store itself, so that there is nobody to choose.
        any_year: it looks at all years where none is named, whoever is asked this year.
        at_once: so many people are drawn while somebody chooses; of more it is made when asked for.
        notices: what there is to know of it beside what is printed, by fiscal year (0 = the open one).
        span: of which years and of whom it is (``reports.span``); by default the year in work, or one with
            results, and everybody who is asked in it.
        uses: the capability (使う機能) it belongs to; it is offered only where that is used.
    """

    kind: str
    title: str
    roles: tuple[Role, ...]
    hint: str
    make: Callable[[Desk, Order, Progress | None], bytes]
    numbered: bool = False
    per_person: bool = True
    of_one: bool = False
    whole_store: bool = False
    any_year: bool = False
    at_once: int = 30
    notices: Callable[[Desk, int], tuple[Problem, ...]] = _nothing_to_know
    span: Span = IN_WORK
    uses: str = ""

    @property
    def without_people(self) -> bool:
        """Whether it may be made though nobody can be chosen: it tells itself what it has nothing of."""
        return self.any_year or self.whole_store


def nobody(message: str, fix: str) -> KnownError:
    """Return ``nobody-to-print``: there are people, and of none of them can the document be made."""
    return KnownError("nobody-to-print", f"印刷する相手がいません。{message}", fix)


def nothing(message: str, fix: str) -> KnownError:
    """Return ``nobody-to-print``: what the document would list does not exist yet."""
    return KnownError("nobody-to-print", f"印刷するものがありません。{message}", fix)


def today(desk: Desk) -> date:
    """Return the day that stands on what is printed now."""
    return date.fromisoformat(desk.services.clock.today())
