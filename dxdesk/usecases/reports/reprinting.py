"""Printing chosen papers of the register again, as they were issued."""

from __future__ import annotations

from collections.abc import Sequence

from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.issued.printing import Mark, print_again
from dxdesk.usecases.issued.spoiling import named_papers
from dxdesk.usecases.reports.pages import pages_in
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.print_notes import Made, Way, note


def reprint(
    desk: Desk, named: Sequence[str], mark: Mark = Mark.NONE, progress: Progress | None = None
) -> bytes:
    """Draw papers that are kept, named by their ids or the beginnings of them; all are of one form.

    Raises:
        KnownError: ``wrong-role``, ``paper-unknown``, ``papers-mixed``, ``paper-unreadable``,
            ``paper-spoiled``, the printer's.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        papers = named_papers(uow, named, "何も印刷していません。")
    if len({one.kind for one in papers}) > 1:
        raise KnownError(
            "papers-mixed",
            "種類の違う帳票は、一緒に作れません。何も印刷していません。",
            "種類ごとに分けて作ってください。",
        )
    return print_again(desk, papers, mark, f"{len(papers)}枚を選んで", progress)


def note_reprint(desk: Desk, named: Sequence[str], to: str, data: bytes) -> None:
    """Keep in the log of prints that papers were written to a file again."""
    with desk.store.read() as uow:
        papers = named_papers(uow, named, "")
    first = papers[0]
    made = Made(first.kind, Way.SAVED, to, first.fiscal_year, len(papers), pages_in(data))
    note(desk, made)
