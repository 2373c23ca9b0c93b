"""帳票: what is printed for whom. Each kind's own module makes it; the catalogue lists them."""

from __future__ import annotations

from collections.abc import Collection

from dxdesk.domain.errors import KnownError, Problem
from dxdesk.ports.store import Progress
from dxdesk.usecases.reports import catalogue
from dxdesk.usecases.reports.kind import Order
from dxdesk.usecases.workplace.desk import Desk


def make_report(
    desk: Desk,
    kind: str,
    section: str = "",
    employee: str = "",
    fiscal_year: int = 0,
    progress: Progress | None = None,
    *,
    leave_out: Collection[str] = (),
    session: str = "",
) -> bytes:
    """Return a PDF.

    Args:
        desk: the store to print from.
        kind: the word of one of the catalogue's kinds.
        section: a department's code; everything under it is printed too.
        employee: one person's number.
        fiscal_year: 0 = the one the kind is of where none is named (``ReportKind.span``).
        progress: told after each person; may cancel, then nothing is numbered.
        leave_out: employee numbers to print without, e.g. those ``unprintable`` names.
        session: one session (``研修/回``), where a document is of sessions; empty: all.

    Raises:
        KnownError: ``report-kind``, ``wrong-role``, ``no-cycle``, ``section-unknown``, ``person-unknown``,
            ``nobody-to-print`` (says why and what to do), and the printer's ``glyph-missing``.
    """
    found = catalogue.kind_named(kind)
    desk.require(*found.roles)
    # Of a session that is named it is known which year it is in.
    year = fiscal_year if session else found.span.year(desk, fiscal_year)
    return found.make(desk, Order(section, employee, year, frozenset(leave_out), session), progress)


def notices(desk: Desk, kind: str, fiscal_year: int = 0) -> tuple[Problem, ...]:
    """Return what there is to know of a document of a kind beside what is printed: where it is from."""
    found = catalogue.kind_named(kind)
    return found.notices(desk, found.span.year(desk, fiscal_year))


def unprintable(error: KnownError) -> tuple[str, ...]:
    """Return the employee numbers a ``glyph-missing`` refusal names, so that the rest can be printed.

    Empty where the refusal is another one, or where a list and not a person's document was refused.
    """
    if error.code != "glyph-missing":
        return ()
    numbers = (problem.place.file.partition(" ")[0] for problem in error.problems)
    return tuple(dict.fromkeys(number for number in numbers if number))
