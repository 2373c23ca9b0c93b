"""分担: which of the three sections does what of a course or 取組, by who is said to hold it.

Whose store keeps a record says nothing of who holds the course: 人事課 keeps the whole ledger. Only where
nobody is named and DX推進担当課 keeps the record itself is it DX推進担当課's; else it stays open.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from dxdesk.domain.action_plan import PlanLine
from dxdesk.domain.text import sentences
from dxdesk.ports.entities import Role

WHOLE, HOLD, HELP = "企画・実施", "実施", "協力"
"""What the holder of a course does, what that of a 取組 does, and what a section beside them does."""

_SECTIONS = (
    ("by_it", ("情報システム", "情報政策", "情報管理", "システム担当")),
    ("by_dx", ("dx", "デジタル", "情報化推進")),
    ("by_hr", ("人事", "人材育成", "職員研修")),
)
"""Words that tell which section a name is of; the first that fits, for 情報システム課 may say DX, too."""
_BESIDE = re.compile("(.*?)(?:と)?(?:の)?(?:協働|共催|協力|連携)")
_BETWEEN = re.compile("[、,;/()\\[\\]\\n]|\u30fb|\u3000")


def shared(line: PlanLine, held_by: str, kept_by: str, does: str, dx: str = "") -> PlanLine:
    """Return a line with what each section does.

    ``DX推進担当課(人事課協働)``: the first holds it, the second helps. A section that is none of the three
    stands in the note.

    Args:
        line: the line, without any 分担.
        held_by: who is said to hold it (担当), as it was written; empty where nobody is.
        kept_by: whose record it is (``hr``, ``dx``).
        does: what a holder does.
        dx: what the office calls its section for DX, whatever words that is made of.
    """
    if not held_by.strip():
        return line._replace(by_dx=does) if kept_by == Role.DX.value else line
    found: dict[str, Any] = {}
    others: list[str] = []
    for part in filter(None, map(str.strip, _BETWEEN.split(unicodedata.normalize("NFKC", held_by)))):
        beside = _BESIDE.fullmatch(part)
        name = beside[1] if beside is not None else part
        column = "by_dx" if dx and dx in name else _column(name)
        if column:
            found.setdefault(column, HELP if beside is not None else does)
        elif name:
            others.append(name)
    note = f"担当 {'、'.join(others)}" if others else ""
    return line._replace(note=sentences(note, line.note), **found)


def outside(line: PlanLine, held_by: str, provider: str) -> PlanLine:
    """Return a line with who gives the course, whose budget it is, and who deals with an outside provider.

    The budget and the dealing are the holder's until somebody says otherwise; of a course that nobody is
    said to give, nobody deals with anybody.
    """
    holder = _BETWEEN.split(unicodedata.normalize("NFKC", held_by))[0].strip()
    return line._replace(provider=provider, budget_by=holder, contact=holder if provider else "")


def _column(name: str) -> str:
    folded = name.casefold()
    return next((column for column, words in _SECTIONS if any(word in folded for word in words)), "")
