"""Numbers that printed documents carry (第○号): which document was given which, by whichever program.

Programs before 0008 kept the number of a document among the settings and no copy of it; since then number and
copy are in one row of ``issued_papers``.
"""

from __future__ import annotations

from collections.abc import Mapping

from dxdesk.ports import setting_names
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.issued.spoiled import spoiled

NUMBER = setting_names.DOCUMENT_NUMBER
"""Settings and counters: the number a document was given stays its own, a reprint carries the same."""
COMPLETION = "completion"


def completion_key(record: EvidenceRecord) -> str:
    """Return what a 修了証 is told from others by."""
    return f"{record.employee_number}/{record.date}/{record.name}"


def completion_numbers(uow: UnitOfWork) -> dict[str, str]:
    """Return the numbers of all 修了証 that were printed and are not 書損, by ``completion_key``."""
    papers, void = uow.papers.of(COMPLETION), spoiled(uow)
    gone = {paper.key for paper in papers if paper.paper_id in void}
    found = {key: number for (_, key), number in without_copy(uow, COMPLETION).items() if key not in gone}
    return found | {paper.key: str(paper.number) for paper in papers if paper.paper_id not in void}


def without_copy(uow: UnitOfWork, kind: str = "") -> Mapping[tuple[str, str], str]:
    """Return the numbers that earlier programs gave, by series (``kind:year``) and key, of one kind or all.

    Of some a copy was kept since, when they were printed again.
    """
    found = {}
    for name, number in uow.settings.starting_with(f"{NUMBER}{kind}:" if kind else NUMBER).items():
        word, _, rest = name.removeprefix(NUMBER).partition(":")
        year, colon, key = rest.partition(":")
        if colon and year.isdigit():
            found[f"{word}:{year}", key] = number
        else:
            found[word, rest] = number
    return found
