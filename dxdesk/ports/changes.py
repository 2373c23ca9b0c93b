"""What of a store changed: noted where it is written, told where it becomes durable.

Every writing method of a repository notes which of the ``Changes`` it makes; a unit of work gathers them, and
``commit()`` tells whoever works on this thread. So a screen hears of all that was written by a piece of
work, in whichever use case, and of nothing that was undone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Flag, auto

from dxdesk.domain.records import Part


class Changes(Flag):
    """Kinds of things of which somebody may show what they were before; any number of them together."""

    NONE = 0
    RECEIPTS = auto()
    """受付簿 and 配布簿, and what came with a file."""
    STANDING = auto()
    """Where somebody's year stands: answers, decisions, results."""
    ROSTER = auto()
    """People, departments, appointments, own lists, evidence."""
    CYCLE = auto()
    """The year itself: its dates, its framework, who is asked and who confirms."""
    DRAFTS = auto()
    """What somebody is still writing."""
    SETTINGS = auto()
    """What the office decided once, framework versions, and what lies beside the store."""
    KEYS = auto()
    """Keys, and what is said of them."""


_OF_PART = {
    Part.SELF: Changes.STANDING,
    Part.GOALS: Changes.STANDING,
    Part.EVIDENCE: Changes.STANDING,
    Part.REVIEW1: Changes.STANDING,
    Part.REVIEW2: Changes.STANDING,
    Part.LIFE: Changes.STANDING,
    Part.ASSIGNMENT: Changes.CYCLE | Changes.STANDING,
    Part.REFERENCE: Changes.STANDING,
    Part.CYCLE: Changes.CYCLE | Changes.STANDING,
    Part.DEPUTIES: Changes.CYCLE | Changes.STANDING,
    Part.PLAN: Changes.STANDING,
    Part.PLAN_LIFE: Changes.STANDING,
    Part.GROWTH: Changes.ROSTER | Changes.STANDING,
    Part.OWNED: Changes.SETTINGS,
}

UNSEEN_SETTINGS = (
    *("issuer-sequence", "document-number:", "claim:"),
    *("written-files", "outgoing", "decided/", "decided-looked", "assigned-at:"),
    *("roster-undo:", "number-link-undo:", "number-link-deputies:", "number-links-said", "unlearned:"),
)
"""Beginnings of the names of settings that no screen shows: what the program counts and remembers itself."""

_OF_SETTINGS = (
    (Changes.NONE, UNSEEN_SETTINGS),
    (Changes.DRAFTS, ("review-draft/", "answer-ticks-")),
    (Changes.CYCLE | Changes.STANDING, ("cycle-closed:",)),
    (Changes.ROSTER | Changes.SETTINGS, ("director-confirmer",)),
    (Changes.ROSTER, ("number-holder:", "number-link:", "target-override:", "roster-day")),
    (
        Changes.RECEIPTS,
        (
            "form-payload:",
            "result-notice:",
            "framework-text:",
            "framework-taught:",
            "uncounted:",
            "audit-head:",
        ),
    ),
)

RECEIPT_CHANGED = Changes.RECEIPTS | Changes.STANDING | Changes.CYCLE | Changes.KEYS
"""A receipt that is undone or counts after all takes with it, or brings, whatever came with its file."""


def of_part(part: Part) -> Changes:
    """Return what a revision of a part changes, kept or forgotten."""
    return _OF_PART[part]


def of_setting(name: str) -> Changes:
    """Return what keeping a setting changes: the settings, unless its name says that it is something else."""
    for changes, beginnings in _OF_SETTINGS:
        if name.startswith(beginnings):
            return changes
    return Changes.SETTINGS


Note = Callable[[Changes], None]
"""How a repository says what it is about to write."""

_hear: ContextVar[Note | None] = ContextVar("hear_of_changes", default=None)


@contextmanager
def hearing(hear: Note) -> Iterator[None]:
    """Let ``hear`` be called with what each commit on this thread changed, right after it."""
    before = _hear.set(hear)
    try:
        yield
    finally:
        _hear.reset(before)


def tell(changes: Changes) -> None:
    """Tell whoever works on this thread that something changed for good; nobody where nobody asked."""
    hear = _hear.get()
    if hear is not None and changes:
        hear(changes)
