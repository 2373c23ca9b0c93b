"""What records say of what is still to be decided (検討事項), the dated year, its words and what came of it.

検討事項, 用語集 and 効果発現 are chapters of the policy of 柏市; the days of the year stand in
``domain.year_calendar``.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from dxdesk.domain.contents import Content
from dxdesk.domain.plain_things import read_plain


class State(StrEnum):
    """Where a 検討事項 stands."""

    OPEN = "open"
    DECIDED = "decided"
    DROPPED = "dropped"


STATE_NAMES: Mapping[str, str] = {State.OPEN: "検討中", State.DECIDED: "決定", State.DROPPED: "見送り"}


class MatterSaid(NamedTuple):
    """A 検討事項: ``section`` (code, or a name where the store knows no sections) answers for it.

    ``person`` is the 職員番号 of who works on it, if anybody is named. ``due`` and ``decided_on`` are ISO
    days, ``decision`` what was decided.
    """

    code: str = ""
    name: str = ""
    what: str = ""
    section: str = ""
    person: str = ""
    state: str = ""
    due: str = ""
    decided_on: str = ""
    decision: str = ""
    sample: bool = False
    note: str = ""
    ended: bool = False

    @classmethod
    def read(cls, content: Content) -> MatterSaid:
        """Return what the value of a thing says of a 検討事項."""
        return read_plain(cls(), content)


class TaskSaid(NamedTuple):
    """A line of the dated year (年の予定).

    With ``fiscal_year`` 0 it is how the line stands every year: ``begins`` and ``ends`` as ``04-15``. With a
    year it is what is otherwise in that one: ISO days, and ``done_on`` where it is done. ``skipped``: the
    office does not do it. ``estimated``: the month is known, the day is ours.
    """

    code: str = ""
    name: str = ""
    fiscal_year: int = 0
    begins: str = ""
    ends: str = ""
    section: str = ""
    person: str = ""
    done_on: str = ""
    skipped: bool = False
    estimated: bool = False
    note: str = ""
    ended: bool = False

    @classmethod
    def read(cls, content: Content) -> TaskSaid:
        """Return what the value of a thing says of a line of the year."""
        return read_plain(cls(), content)


class TermSaid(NamedTuple):
    """A word of the 用語集: ``meaning``, and in which paper it is said so."""

    code: str = ""
    name: str = ""
    meaning: str = ""
    source: str = ""
    supplement: bool = False
    note: str = ""
    ended: bool = False

    @classmethod
    def read(cls, content: Content) -> TermSaid:
        """Return what the value of a thing says of a word."""
        return read_plain(cls(), content)


class EffectSaid(NamedTuple):
    """効果発現: hours that were freed, and the measure that they were put into.

    ``freed`` is hours a year as decimal text, empty where nobody measured; ``from_what`` what freed them,
    ``into`` the new measure (施策), ``phase`` one of ``PHASE_NAMES``.
    """

    code: str = ""
    name: str = ""
    fiscal_year: int = 0
    section: str = ""
    phase: str = ""
    freed: str = ""
    from_what: str = ""
    into: str = ""
    source: str = ""
    sample: bool = False
    note: str = ""
    ended: bool = False

    @classmethod
    def read(cls, content: Content) -> EffectSaid:
        """Return what the value of a thing says of what came of it."""
        return read_plain(cls(), content)


PHASE_NAMES: Mapping[str, str] = {
    "1": "フェーズ1 教育",
    "2": "フェーズ2 応用・実践",
    "3": "フェーズ3 ナレッジ共有・情報共有",
}
"""The phases of 効果発現 (柏市)."""

MATTER, TASK, TERM, EFFECT = "matter", "task", "term", "effect"
KINDS: Mapping[str, type[MatterSaid] | type[TaskSaid] | type[TermSaid] | type[EffectSaid]] = {
    MATTER: MatterSaid,
    TASK: TaskSaid,
    TERM: TermSaid,
    EFFECT: EffectSaid,
}
"""By the kind of thing (``domain.subjects``)."""
