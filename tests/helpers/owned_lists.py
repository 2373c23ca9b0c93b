"""Lists of training and 選任 that an office takes in, for random histories: what they say agrees.

Two lists that say the same thing differently follow each other, whichever comes later; these never do, so
that whatever order they come in, who holds them all says the same.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from dxdesk.usecases.imports.understanding import file_sha256
from dxdesk.usecases.inbox.batches import Batch, receive_batch
from dxdesk.usecases.nominations import rounds
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.office import CHIEF, STAFF

ROUND = "2026-dx-promoter"
SESSION = "basic/第1回"
_COURSES = ("研修コード", "研修名", "別名")
_SESSIONS = ("研修名", "回", "開催日", "定員")
_ENROLMENTS = ("研修名", "回", "職員番号", "申込")
_NAMED = ("所属コード", "職員番号", "区分", "備考")
_BASIC, _BPR, _TOOLS = ("basic", "DX基礎研修", "基礎"), ("bpr", "BPR研修", ""), ("tools", "ツール研修", "")
_FIRST, _SECOND = ("basic", "第1回", "2026-03-02", "1"), ("bpr", "第1回", "2026-03-09", "")
_ASKED = tuple(("basic", "第1回", number, "○") for number in (*STAFF, CHIEF))
Table = tuple[str, Sequence[str], Sequence[Sequence[str]]]
_TABLES: tuple[Table, ...] = (
    ("catalogue", _COURSES, (_BASIC, _BPR)),
    ("catalogue", _COURSES, (_BPR, _TOOLS)),
    ("sessions", _SESSIONS, (_FIRST,)),
    ("sessions", _SESSIONS, (_SECOND, _FIRST)),
    ("enrolment", _ENROLMENTS, _ASKED[:2]),
    ("enrolment", _ENROLMENTS, _ASKED[1:]),
    ("nominations", _NAMED, (("110", STAFF[0], "新任", ""),)),
    ("nominations", _NAMED, (("110", STAFF[0], "新任", "二度目"), ("110", STAFF[1], "新任", ""))),
)
COUNT = len(_TABLES)


class Lists:
    """Lists as files, and which of them are about."""

    def __init__(self, folder: Path, tables: Sequence[Table]) -> None:
        """Write the files."""
        self.files = [
            (kind, _written(folder / f"{place}.csv", header, rows))
            for place, (kind, header, rows) in enumerate(tables)
        ]
        self.sent: set[int] = set()

    def take(self, desk: Desk, places: Sequence[int]) -> None:
        """Let an office take some in; what it cannot understand yet is refused and comes again."""
        self.sent.update(places)
        for place in places:
            kind, path = self.files[place]
            receive_batch(desk, Batch((path,), kind))

    def take_new(self, desk: Desk) -> None:
        """Let an office take in all that is about and that it does not hold (any more), courses first."""
        with desk.store.read() as uow:
            live = {receipt.file_sha256 for receipt in uow.exchange.receipts(live_only=True)}
        held = partial(self._is_held, live)
        self.take(desk, [place for place in sorted(self.sent) if not held(place)])

    def _is_held(self, live: set[str], place: int) -> bool:
        return file_sha256(self.files[place][1]) in live


class OwnedLists(Lists):
    """The lists of HR, and the round of 選任 that two of them name people in."""

    def __init__(self, folder: Path, *desks: Desk) -> None:
        """Write the files and let each office use what they are of."""
        super().__init__(folder, _TABLES)
        for desk in desks:
            for code in ("training", "nomination"):
                capabilities.switch(desk, code, True)
            proposed = rounds.propose(desk, "dx-promoter", 2026)
            rounds.begin(desk, proposed._replace(sections=("110",), wanted=2))


def _written(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path
