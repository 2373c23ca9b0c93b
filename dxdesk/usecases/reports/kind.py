"""What a kind of document is: one descriptor each, made by the module of that document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import TYPE_CHECKING

from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.small_cells import Use
from dxdesk.ports.entities import Role
from dxdesk.ports.printing import CAUTION
from dxdesk.usecases.issued.printing import USUAL, Asked, Printing, print_papers
from dxdesk.usecases.reports.span import IN_WORK, Span

if TYPE_CHECKING:
    from dxdesk.ports.store import Progress
    from dxdesk.usecases.workplace.desk import Desk

EVERYBODY = 10**9
"""``at_once`` of a document that is quickly drawn however many people it counts."""


class By(StrEnum):
    """In which order people's papers lie: as the kind of document has them, or as somebody chose."""

    USUAL = ""
    SECTION = "section"
    NUMBER = "number"
    KANA = "kana"


class Named(Enum):
    """Whom a kind of document names: it decides whether 取扱注意 stands on its pages.

    ``NOBODY``: nobody; it may hang on a wall. ``FEW``: nobody by name, but counts of a unit or a group of one
    are not withheld there, and tell what that person did: it says 取扱注意 as what names people does.
    ``PEOPLE``: people, and it stays with those whose work it is:
    on every page, wherever it is printed for others than the one it is about. ``THEMSELVES``: the one it goes
    to. A certificate, a notice or what was asked to be disclosed is theirs, and how they keep it is theirs
    to say; what the office keeps of such papers is a copy in its store.
    """

    NOBODY = "nobody"
    FEW = "few"
    PEOPLE = "people"
    THEMSELVES = "themselves"


def by_kana(kana: str, number: str) -> tuple[bool, str, str]:
    """Return what somebody is ordered by in カナ順: the roster's reading; who has none comes last."""
    return not kana, kana, number


@dataclass(frozen=True)
class Order:
    """What to print for whom; empty filters mean everybody but ``leave_out``.

    ``session`` (``研修/回``) is one session of the training ledger, where a document is of sessions.
    ``large``: on A3, where a document is a wide table (``ReportKind.wide``). ``by``: whose paper comes first.
    ``printing``: how papers that are kept as issued are printed.
    """

    section: str = ""
    employee: str = ""
    fiscal_year: int = 0
    leave_out: frozenset[str] = frozenset()
    session: str = ""
    large: bool = False
    by: By = By.USUAL
    printing: Printing = USUAL

    @property
    def told(self) -> str:
        """What is asked for, as the log of prints says it; nothing where it is everybody."""
        parts = (self.section, self.employee, self.session)
        without = f"{len(self.leave_out)}人を除く" if self.leave_out else ""
        return " ".join(part for part in (*parts, without) if part)


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
        papers: of a paper of the office to a person: which are asked for. What the first print in HR's store
            says is kept, and a reprint says the same (``usecases.issued``).
        per_person: it is one document a person; otherwise one of a section or of all.
        of_one: it is of one person who has to be named, at home or gone, asked this year or not.
        whole_store: it is of the store itself, so that there is nobody to choose.
        any_year: it looks at all years where none is named, whoever is asked this year.
        at_once: so many people are drawn while somebody chooses; of more it is made when asked for.
        notices: what there is to know of it beside what is printed, by fiscal year (0 = the open one).
        span: of which years and of whom it is (``reports.span``); by default the year in work, or one with
            results, and everybody who is asked in it.
        wide: it is a wide table, which A3 holds more of.
        words: the use it is for, where a person may write its sentences and its charts go on slides
            (``annual_report``); ``None``: it has none.
        named: whom it names, and so whether 取扱注意 stands on its pages.
        by_section: it is not of people, but has a paper for each section.
        uses: the capability (使う機能) it belongs to; it is offered only where that is used.
    """

    kind: str
    title: str
    roles: tuple[Role, ...]
    hint: str
    make: Callable[[Desk, Order, Progress | None], bytes]
    named: Named
    numbered: bool = False
    per_person: bool = True
    of_one: bool = False
    whole_store: bool = False
    any_year: bool = False
    at_once: int = 30
    papers: Callable[[Desk, Order], Asked] | None = None
    notices: Callable[[Desk, int], tuple[Problem, ...]] = _nothing_to_know
    span: Span = IN_WORK
    uses: str = ""
    wide: bool = False
    words: Use | None = None
    by_section: bool = False

    def caution(self, role: Role) -> str:
        """Return what stands on every page in a store of a role: nobody is warned of their own paper."""
        return CAUTION if self.named in (Named.FEW, Named.PEOPLE) and role is not Role.PERSONAL else ""

    @property
    def without_people(self) -> bool:
        """Whether it may be made though nobody can be chosen: it tells itself what it has nothing of."""
        return self.any_year or self.whole_store


def printed(desk: Desk, asked: Asked, order: Order, progress: Progress | None) -> bytes:
    """Draw papers that are kept as they were issued, as an order says."""
    return print_papers(desk, asked, order.printing, order.told, progress)


def nobody(message: str, fix: str) -> KnownError:
    """Return ``nobody-to-print``: there are people, and of none of them can the document be made."""
    return KnownError("nobody-to-print", f"印刷する相手がいません。{message}", fix)


def nothing(message: str, fix: str) -> KnownError:
    """Return ``nobody-to-print``: what the document would list does not exist yet."""
    return KnownError("nobody-to-print", f"印刷するものがありません。{message}", fix)


def today(desk: Desk) -> date:
    """Return the day that stands on what is printed now."""
    return date.fromisoformat(desk.services.clock.today())
