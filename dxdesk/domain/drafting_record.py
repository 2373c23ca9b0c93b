"""What records say of the drafting of a policy (人材育成・確保の基本方針): its kind, and how its tasks stand.

The tasks themselves, the six steps among them, stand in ``domain.drafting_tasks``.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from dxdesk.domain.contents import Content
from dxdesk.domain.plain_things import read_plain


class Sort(StrEnum):
    """What is drafted: a first policy, one that is looked at again, or a plan of a year alone."""

    NEW = "new"
    REVISION = "revision"
    PLAN = "plan-only"


SORT_NAMES: Mapping[str, str] = {
    Sort.NEW: "新規策定",
    Sort.REVISION: "見直し",
    Sort.PLAN: "年度計画のみ",
}


class Progress(StrEnum):
    """Where a task stands."""

    WAITING = "waiting"
    DOING = "doing"
    DONE = "done"
    SKIPPED = "skipped"


PROGRESS_NAMES: Mapping[str, str] = {
    Progress.WAITING: "これから",
    Progress.DOING: "進行中",
    Progress.DONE: "済み",
    Progress.SKIPPED: "行わない",
}


class DraftingSaid(NamedTuple):
    """A drafting for ``fiscal_year`` (N, the year the policy or plan begins with); ``sort`` of ``Sort``."""

    code: str = ""
    name: str = ""
    fiscal_year: int = 0
    sort: str = ""
    sample: bool = False
    note: str = ""
    ended: bool = False

    @classmethod
    def read(cls, content: Content) -> DraftingSaid:
        """Return what the value of a thing says of a drafting."""
        return read_plain(cls(), content)


class StepSaid(NamedTuple):
    """How a task (``code``) of the drafting for a year stands.

    ``begins`` and ``ends`` are months (ISO, ``2027-04``) where the office has others than those given.
    ``section`` (a code, or a name where the store knows no sections) answers for it, ``person`` is a
    職員番号. ``done_on`` is the ISO day on which it was done.
    """

    code: str = ""
    name: str = ""
    fiscal_year: int = 0
    begins: str = ""
    ends: str = ""
    section: str = ""
    person: str = ""
    state: str = ""
    done_on: str = ""
    note: str = ""
    ended: bool = False

    @classmethod
    def read(cls, content: Content) -> StepSaid:
        """Return what the value of a thing says of a task."""
        return read_plain(cls(), content)


DRAFTING, STEP = "drafting", "step"
KINDS: Mapping[str, type[DraftingSaid] | type[StepSaid]] = {DRAFTING: DraftingSaid, STEP: StepSaid}
"""By the kind of thing (``domain.subjects``)."""
