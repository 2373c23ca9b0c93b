"""Papers that were issued to people, and the log of what was printed: rows, and the port that keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A paper as it was issued, but for the text of its record.

    Attributes:
        paper_id: what it is told from all others by.
        kind: the word of its kind of document.
        series: whose numbers it is among (``certificate:2025``).
        key: within the series, what it is about; a correction has the key of what it corrects.
        number_text: the number as printed, empty for none.
        employee_number: to whom; of several people the first.
        name: of whom it is, as printed.
        issued_on: the day it bears (ISO), empty where it bears none.
        issuer: who issued it, as printed.
        number: the number within the series, 0 where the office gave it another.
        fiscal_year: 0 for a series of no year.
        layout: the version its record is written in.
        source: what it was made of; where that is another today, it takes a correction to say so.
        made_at: when it was first made (UTC).
        remade_on: the day it was made again (ISO), of one that an earlier program issued without a copy.
        batch: with which others it was issued in one act.
        corrects: the id of the paper it corrects, empty for none.
        digest: of all that is above and the record.
    """

    paper_id: str
    kind: str
    series: str
    key: str
    number_text: str
    employee_number: str
    name: str
    issued_on: str
    issuer: str
    number: int
    fiscal_year: int
    layout: int
    source: str
    made_at: str
    remade_on: str
    batch: str
    corrects: str
    digest: str


@dataclass(frozen=True, slots=True)
class PaperPrint:
    """One print: when (UTC) by whom, how many documents of which kind, with which mark and by which order.

    ``papers`` are the ids of the issued papers among them; ``ordered`` is what was asked for, in words.
    ``number``, ``at`` and ``actor`` are filled in where it is kept.
    """

    kind: str
    documents: int
    mark: str = ""
    ordered: str = ""
    papers: tuple[str, ...] = ()
    number: int = 0
    at: str = ""
    actor: str = ""


class Papers(Protocol):
    """Issued papers and the log of prints. Whatever is written here changes ``PAPERS``."""

    def add_papers(self, papers: Iterable[tuple[IssuedPaper, str]]) -> None:
        """Keep papers with the texts of their records; nothing is ever replaced."""

    def of(self, kind: str = "", fiscal_year: int = 0) -> Sequence[IssuedPaper]:
        """Return papers in the order they were made, all or of one kind, of all years or of one."""

    def records(self, paper_ids: Iterable[str]) -> Mapping[str, str]:
        """Return the texts of records by id, in the order asked for; of unknown ids nothing."""

    def add_print(self, made: PaperPrint) -> None:
        """Note that something was printed; number, time and OS user are filled in."""

    def prints(self, kind: str = "") -> Sequence[PaperPrint]:
        """Return the log, oldest first, all of it or of one kind."""
