"""What became of a batch of files, one by one: what people and programs are told about a receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from dxdesk.domain.errors import Problem

TOLD_BACK = "uncounted-"
"""How the codes begin of what a file tells of its receiver's own records (``told_back``)."""

_UNCOUNTED = ("not-counted", "late", "office-not-hr")
"""Codes of what is said of records that were taken in and do not count."""


@dataclass(frozen=True, slots=True)
class Change:
    """One readable difference a file makes.

    ``said`` are all the answers that stand against each other from then on, ``after`` is empty there.
    """

    employee_number: str
    part: str
    item: str
    before: str
    after: str
    said: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The difference in one line."""
        said = f"{self.employee_number} {self.item}"
        if not self.before:
            return f"{said}: {self.after}"
        return f"{said}: {self.before} → {self.after or '(なし)'}"


class Step(NamedTuple):
    """The state somebody's year goes from and to by a file, as people call them."""

    employee_number: str
    before: str
    after: str


@dataclass(frozen=True)
class FileReport:
    """What became of one file. ``receipt`` is 0 for refusals and dry runs.

    ``sha256``: of the file as it was read, empty where it could not be.
    ``now``: the outcome that is true by now, where what it waited for or contradicted is decided since.
    ``contents``: what a file between offices holds and takes the place of, as (what, text).
    ``withdraws``: it is a form whose person takes the submission back; ``steps``: whose state it changes.

    Of a foreign table, as they are printed: ``understanding`` tells how it was read (``imports.understood``),
    ``acceptable`` the codes among its errors whose proposal can be taken, ``questions`` what is asked of one
    person or word with the answers, ``people_left`` whom a roster leaves out.
    """

    path: str
    kind: str
    receipt: int
    outcome: str
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    conflicts: int = 0
    errors: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()
    sender: str = ""
    employee_numbers: tuple[str, ...] = ()
    understanding: Mapping[str, object] | None = None
    acceptable: tuple[str, ...] = ()
    questions: tuple[Mapping[str, object], ...] = ()
    people_left: tuple[Mapping[str, object], ...] = ()
    withdraws: bool = False
    resubmits: bool = False
    steps: tuple[Step, ...] = ()
    sha256: str = ""
    now: str = ""
    contents: tuple[tuple[str, str], ...] = ()

    @property
    def stands(self) -> str:
        """The outcome that is true by now."""
        return self.now or self.outcome

    @property
    def result(self) -> str:
        """What people are shown: how it stands, or ``late`` for what came after finalising."""
        late = self.outcome == "applied" and any(note.code == "late" for note in self.notes)
        return "late" if late else self.stands

    @property
    def uncounted(self) -> bool:
        """Whether it brought records that do not count, or tells of this store's that do not elsewhere."""
        codes = (note.code for note in self.notes)
        return any(code in _UNCOUNTED or code.startswith(TOLD_BACK) for code in codes)


@dataclass(frozen=True)
class ImportReport:
    """The reports of a batch, in the order the files were given."""

    files: tuple[FileReport, ...]

    def count(self, outcome: str) -> int:
        """Return how many files ended so."""
        return sum(1 for file in self.files if file.outcome == outcome)

    def standing(self, outcome: str) -> int:
        """Return how many files stand so by now."""
        return sum(1 for file in self.files if file.stands == outcome)
