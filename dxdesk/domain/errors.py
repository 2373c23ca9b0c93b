"""Expected failures, told in Japanese so that the reader knows what to do next.

Two families exist: a ``KnownError`` is something that happens in an office (a wrong file, a locked
store) and is shown as a sentence; any other exception is a bug and becomes a crash report.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the user's files something was found; empty parts are unknown."""

    file: str = ""
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        """Return e.g. ``申告票_R7_001234.xlsx / DXスキル申告票 / D12``."""
        return " / ".join(part for part in (self.file, self.sheet, self.cell) if part)


_LOOKED_AT = frozenset(
    {"folder-missing", "folder-read-only", "disk-full", "file-missing", "store-missing", "store-moved"}
)
"""Codes whose ``found`` is the path where something was looked for or was to be written."""
_TYPED = frozenset({"search-not-understood"})
"""Codes whose ``found`` is what somebody typed."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: code, what the rule is, where, what was found and how to fix it (all Japanese)."""

    code: str
    message: str
    fix: str = ""
    found: str = ""
    place: Place = Place()

    def at(self, *, file: str = "", sheet: str = "", cell: str = "") -> Problem:
        """Return the same problem with the missing parts of its place filled in."""
        place = Place(self.place.file or file, self.place.sheet or sheet, self.place.cell or cell)
        return replace(self, place=place)

    @property
    def found_label(self) -> str:
        """What ``found`` is called: what was looked for and is not there was not found."""
        if self.code in _LOOKED_AT:
            return "フォルダーやファイルの場所"
        typed = self.code in _TYPED or (self.code.endswith("-unknown") and not str(self.place))
        return "入力されたもの" if typed else "見つかったもの"

    def __str__(self) -> str:
        """Return the whole finding as one Japanese sentence group."""
        where = f"【{self.place}】" if str(self.place) else ""
        found = f"({self.found_label}: {self.found})" if self.found else ""
        return f"{where}{self.message}{found}{self.fix}"


def any_of(names: Iterable[str]) -> str:
    """Return names to choose from, e.g. ``A、Bのどれか``; a single one stands alone."""
    known = tuple(names)
    return "、".join(known) + ("のどれか" if len(known) > 1 else "")


class KnownError(Exception):
    """An expected failure; nothing has been half-applied when it is raised."""

    def __init__(
        self,
        code: str,
        message: str,
        fix: str = "",
        *,
        found: str = "",
        place: Place = Place(),
        problems: tuple[Problem, ...] = (),
    ) -> None:
        """Keep the first problem and, where one step found several, all of them."""
        self.problem = Problem(code, message, fix, found, place)
        self.problems: tuple[Problem, ...] = problems or (self.problem,)
        super().__init__(str(self.problem))

    @property
    def code(self) -> str:
        """The stable code listed in the manual, e.g. ``file-locked``."""
        return self.problem.code

    @classmethod
    def of(cls, problems: tuple[Problem, ...]) -> KnownError:
        """Make one error of several problems; the first one gives code and message."""
        first = problems[0]
        return cls(
            first.code, first.message, first.fix, found=first.found, place=first.place, problems=problems
        )
