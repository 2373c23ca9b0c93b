"""What the cycle's own papers show: 起案文 for a decision, and a 公文書 (依頼文, 送付状)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from dxdesk.ports.printing import TextPart


@dataclass(frozen=True, slots=True)
class DraftPaper:
    """起案文 on A4 portrait: boxes to stamp, what is asked, figures, and the list as 別紙.

    ``entries`` are names with what is said; an empty one leaves a line to write on. ``boxes`` names who
    stamps it, from left to right.
    """

    page: ClassVar[str] = "draft_paper"

    title: str
    fiscal_year: int
    municipality: str
    entries: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]
    parts: tuple[TextPart, ...]
    appendix: TextPart
    printed_on: date
    boxes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfficialLetter:
    """A letter from one office to another, set as 公文書 are: 記 with numbered items, 以上.

    Attributes:
        title: what the document is called where it is listed; it does not stand on the paper.
        head: number and day at the right, each a finished line; a line of spaces is room to write.
        to: to whom, at the left.
        sender: from whom, at the right.
        subject: 件名, in the middle.
        paragraphs: what is asked or told.
        items: what follows under 記, numbered.
        receipt: names with what stands beside them on a slip below that comes back signed; an empty one
            leaves a line to write on. None without.
        bookmark: what its pages are called in the file's outline.
    """

    page: ClassVar[str] = "official_letter"

    title: str
    head: tuple[str, ...]
    to: tuple[str, ...]
    sender: tuple[str, ...]
    subject: str
    paragraphs: tuple[str, ...]
    items: tuple[TextPart, ...]
    receipt: tuple[tuple[str, str], ...] = ()
    bookmark: str = ""
