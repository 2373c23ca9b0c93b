"""Writing a document into files as a batch says, for window and command alike; the log of prints says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from dxdesk.domain.errors import Problem
from dxdesk.ports.store import Progress
from dxdesk.usecases.person_year.cycles import all_cycles, find_cycle
from dxdesk.usecases.reports import catalogue
from dxdesk.usecases.reports.batches import Batch, arranged
from dxdesk.usecases.reports.kind import Order, ReportKind
from dxdesk.usecases.reports.printing import Ahead, ahead, make_report, notices
from dxdesk.usecases.workplace import print_notes
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the files, the bytes of the one PDF where there is one, and what there is to say.

    ``papers`` says what became of papers that are kept; ``None`` where it is no such document.
    """

    files: tuple[Path, ...]
    bytes_: int
    papers: Ahead | None
    notices: tuple[Problem, ...]


def write_batch(
    desk: Desk, kind: str, order: Order, batch: Batch, wished: Path, progress: Progress | None = None
) -> Written:
    """Write a document into files, all of them or none.

    Args:
        desk: the store to print from.
        kind: the word of one of the catalogue's kinds.
        order: of whom and how; its ``by`` is the batch's.
        batch: in which order, in how many files, with which lists.
        wished: where the one file goes; files that are parted lie in its folder.
        progress: told after each person; may cancel, then nothing is written.

    Raises:
        KnownError: as ``make_report`` and ``arranged``.
    """
    found = catalogue.kind_named(kind)
    order = replace(order, by=batch.by)
    papers = ahead(desk, kind, order)
    with arranged(desk, found, batch, wished.parent, order.fiscal_year) as made:
        data = make_report(
            made.desk,
            kind,
            section=order.section,
            employee=order.employee,
            fiscal_year=order.fiscal_year,
            progress=progress,
            leave_out=order.leave_out,
            session=order.session,
            large=order.large,
            by=batch.by,
            printing=order.printing,
        )
        made.keep(data, wished)
    year = _year_of(desk, found, order.fiscal_year)
    print_notes.note(
        desk,
        print_notes.Made(
            *(kind, print_notes.Way.SAVED, print_notes.files_named(made.files), year),
            *(made.people if found.per_person else 0, made.pages),
        ),
    )
    told = (*notices(desk, kind, order.fiscal_year), *made.beside)
    return Written(tuple(made.files), len(data), papers, told)


def _year_of(desk: Desk, kind: ReportKind, fiscal_year: int) -> int:
    """Return of which year a document is that was made for a year, 0: the one in work, or of none."""
    year = kind.span.year(desk, fiscal_year)
    if year or kind.any_year or kind.whole_store:
        return year
    with desk.store.read() as uow:
        return find_cycle(uow).fiscal_year if all_cycles(uow) else 0
