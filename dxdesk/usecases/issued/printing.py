"""Printing papers that are kept: for the first time, or again with the mark and day somebody chose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dxdesk.domain.errors import KnownError
from dxdesk.domain.wareki import long_day, short_day
from dxdesk.ports import printing as doc
from dxdesk.ports.papers import IssuedPaper, PaperPrint
from dxdesk.ports.store import Progress, UnitOfWork
from dxdesk.usecases.issued.issuing import Planned, Wanted, Way, issue, kept_records, plan
from dxdesk.usecases.issued.letters import Letters
from dxdesk.usecases.issued.series import Series
from dxdesk.usecases.issued.spoiled import Act, spoiled
from dxdesk.usecases.workplace.desk import Desk


class Mark(StrEnum):
    """What is printed on a paper that is printed again, with the day."""

    NONE = ""
    REISSUE = "再交付"
    COPY = "控"


MARKS = (Mark.REISSUE, Mark.COPY)
"""What one may choose."""


@dataclass(frozen=True, slots=True)
class Printing:
    """How papers are printed: with which mark; under which letters new notices are issued.

    ``correct``: those that are there are followed by a paper 訂正 though nothing they say was corrected.
    ``changed_only``: those that would be printed as they were issued are left out.
    """

    mark: Mark = Mark.NONE
    letters: Letters = field(default_factory=dict)
    correct: bool = False
    changed_only: bool = False


USUAL = Printing()


@dataclass(frozen=True, slots=True)
class Asked:
    """Papers of a series that somebody asks for, in the order they are drawn."""

    series: Series
    wanted: Sequence[Wanted]


def print_papers(
    desk: Desk,
    asked: Asked,
    printing: Printing = USUAL,
    ordered: str = "",
    progress: Progress | None = None,
) -> bytes:
    """Draw papers; those that are new are kept only when the drawing succeeded.

    Args:
        desk: the store that issues them.
        asked: the papers.
        printing: with which mark, and how new ones are issued.
        ordered: what was asked for, for the log of prints.
        progress: told after each paper; may cancel, then nothing is kept.

    Raises:
        KnownError: ``paper-unreadable``, ``letter-incomplete``, the printer's, and ``nobody-to-print`` where
            nothing changed.
    """
    with desk.store.read() as uow:
        planned = _planned(uow, asked, printing)
    there = [one.before for one in planned if one.way is Way.KEPT and one.before is not None]
    if len(there) == len(planned):
        return print_again(desk, there, printing.mark, ordered, progress)
    with desk.store.write() as uow:
        planned = _planned(uow, asked, printing)
        issued = issue(desk, uow, asked.series, planned, printing.letters)
        data = desk.services.printer.draw(_marked(desk, issued.records, printing.mark), progress)
        uow.papers.add_print(_noted(issued.papers, printing.mark, ordered))
        uow.commit()
    return data


def _planned(uow: UnitOfWork, asked: Asked, printing: Printing) -> list[Planned]:
    """Return what becomes of the papers that are printed.

    Raises:
        KnownError: ``nobody-to-print``.
    """
    found = plan(uow, asked.series, asked.wanted, correct=printing.correct)
    if not printing.changed_only:
        return found
    changed = [one for one in found if one.way is not Way.KEPT]
    if not changed:
        raise KnownError(
            "nobody-to-print",
            f"前に発行したものから変わったものはありません(前回のまま{len(found):,}人)。何も作っていません。",
            "前回のものをもう一度作るときは、「はじめての人と、変わった人だけ」"
            "(コマンドでは --changed-only)を外してください。",
        )
    return changed


def print_again(
    desk: Desk,
    papers: Sequence[IssuedPaper],
    mark: Mark = Mark.NONE,
    ordered: str = "",
    progress: Progress | None = None,
) -> bytes:
    """Draw papers of one kind that are kept, whether or not others correct them; 書損 stands on one that is.

    Raises:
        KnownError: ``paper-unreadable``, ``paper-spoiled``, and the printer's.
    """
    with desk.store.read() as uow:
        records = kept_records(uow, papers)
        void = spoiled(uow)
    if mark is Mark.REISSUE:
        _refuse_spoiled([one for one in papers if one.paper_id in void], void)
    told = [_void_marked(one, void.get(paper.paper_id)) for one, paper in zip(records, papers, strict=True)]
    data = desk.services.printer.draw(_marked(desk, told, mark), progress)
    if not desk.store.read_only:  # whoever only looks may print what is there; nobody can note it then
        with desk.store.write() as uow:
            uow.papers.add_print(_noted(papers, mark, ordered))
            uow.commit()
    return data


def _refuse_spoiled(papers: Sequence[IssuedPaper], void: Mapping[str, Act]) -> None:
    """Refuse to give again what never was given.

    Raises:
        KnownError: ``paper-spoiled``.
    """
    if papers:
        first = void[papers[0].paper_id]
        raise KnownError(
            "paper-spoiled",
            f"書損にしたものは、再交付できません({short_day(first.day)} {first.reason})。"
            "何も印刷していません。",
            "「印刷する」でその人の分を作ると、新しい番号で発行します。"
            "書損の控えは、「再交付」を選ばずに作れます。",
            found="、".join(one.number_text or one.employee_number for one in papers[:10]),
        )


def _void_marked(record: doc.Issuable, act: Act | None) -> doc.Issuable:
    if act is None:
        return record
    return replace(record, marks=(*record.marks, f"{doc.SPOILED} {long_day(act.day)}"))


def _marked(desk: Desk, records: Sequence[doc.Issuable], mark: Mark) -> list[doc.Issuable]:
    if mark is Mark.NONE:
        return list(records)
    told = f"{mark.value} {long_day(desk.services.clock.today())}"
    return [replace(one, marks=(*one.marks, told)) for one in records]


def _noted(papers: Sequence[IssuedPaper], mark: Mark, ordered: str) -> PaperPrint:
    ids = tuple(one.paper_id for one in papers)
    return PaperPrint(papers[0].kind if papers else "", len(papers), mark.value, ordered, ids)
