"""Which ``Changes`` a write makes, where it is not the same for all that a method writes.

Apart from ``ports.changes``, which the window knows before it is painted and which therefore imports nothing.
"""

from __future__ import annotations

from dxdesk.domain.records import Part
from dxdesk.ports.changes import Changes

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
