"""What records say of what is still to be decided (検討事項) and of the dated year.

検討事項 are a chapter of the policy of 柏市; the days of the year stand in ``domain.year_calendar``.
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


class Stand(StrEnum):
    """Where a line of the dated year stands on a day."""

    SKIPPED = "skipped"
    DONE = "done"
    NOW = "now"
    LATER = "later"
    OVER = "over"


STAND_NAMES: Mapping[Stand, str] = {
    Stand.SKIPPED: "行わない",
    Stand.DONE: "済み",
    Stand.NOW: "いまの時期",
    Stand.LATER: "これから",
    Stand.OVER: "過ぎました",
}


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

    What is otherwise in ``fiscal_year`` than the defaults say: ISO days, and ``done_on`` where it is done.
    ``skipped``: the office does not do it in that year.
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
    note: str = ""
    ended: bool = False

    @classmethod
    def read(cls, content: Content) -> TaskSaid:
        """Return what the value of a thing says of a line of the year."""
        return read_plain(cls(), content)


MATTER, TASK = "matter", "task"
KINDS: Mapping[str, type[MatterSaid] | type[TaskSaid]] = {MATTER: MatterSaid, TASK: TaskSaid}
"""By the kind of thing (``domain.subjects``)."""
