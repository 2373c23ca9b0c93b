"""控えの符号: one line to keep on paper outside HR's reach, and to compare the store with later.

It names the day, the last entry of the audit with the start of its hash, and the start of the digest of all
that ``dump`` shows. Whoever rewrites the store cannot make another store that gives the same line: 96 bits of
the audit's head bind every entry before it, what was signed at 確定 among them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from dxdesk.domain import canonical
from dxdesk.domain.errors import KnownError
from dxdesk.usecases.exchange.dump import dump
from dxdesk.usecases.workplace.desk import Desk

HEAD_DIGITS, STATE_DIGITS = 24, 16
_SUM_DIGITS, _GROUP, _NUMBER = 4, 4, 6
_ALIKE = str.maketrans("oil", "011")
_SHAPE = re.compile(rf"(\d{{8}})(\d{{{_NUMBER},9}})x([0-9a-f]{{{HEAD_DIGITS + STATE_DIGITS + _SUM_DIGITS}}})")


@dataclass(frozen=True, slots=True)
class Paper:
    """What a 控え says: the local day, the audit's last number, how its hash and the digest begin."""

    day: str
    number: int
    head: str
    state: str

    @property
    def code(self) -> str:
        """The line, e.g. ``20260318-000021x-dfe8-4f2a-…``: hex digits in fours, the last four a check sum."""
        digits = f"{self.head}{self.state}"
        digits += _sum(self.day, self.number, digits)
        fours = [digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP)]
        return "-".join([self.day.replace("-", ""), f"{self.number:0{_NUMBER}}x", *fours])


def paper(desk: Desk) -> Paper:
    """Return what to keep of a store as it is saved now."""
    state = dump(desk).digest
    with desk.store.read() as uow:
        entries = uow.audit.entries(1)
    number, head = (entries[0].number, entries[0].hash) if entries else (0, "0" * HEAD_DIGITS)
    return Paper(desk.services.clock.today(), number, head[:HEAD_DIGITS], state[:STATE_DIGITS])


def read(text: str) -> Paper | None:
    """Return what a line somebody typed says, ``None`` where it is none; blanks and marks do not matter.

    Raises:
        KnownError: ``paper-mistyped``: it is one, with a slip in it.
    """
    typed = unicodedata.normalize("NFKC", text).lower().translate(_ALIKE)
    found = _SHAPE.fullmatch(re.sub(r"[^0-9a-z]", "", typed))
    if found is None:
        return None
    day, number, digits = found[1], int(found[2]), found[3]
    day = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    told, check = digits[:-_SUM_DIGITS], digits[-_SUM_DIGITS:]
    if _sum(day, number, told) != check:
        raise KnownError(
            "paper-mistyped",
            "控えの符号に打ち間違いがあります。まだ何も比べていません。",
            "紙の符号を4文字ずつ見比べて、もう一度入れてください。",
            found=text.strip(),
        )
    return Paper(day, number, told[:HEAD_DIGITS], told[HEAD_DIGITS:])


def _sum(day: str, number: int, digits: str) -> str:
    return canonical.digest(f"{day} {number} {digits}", _SUM_DIGITS)
