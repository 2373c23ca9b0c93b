"""Which ``Changes`` a write makes, where it is not the same for all that a method writes.

Apart from ``ports.changes``, which the window knows before it is painted and which therefore imports nothing.
"""

from __future__ import annotations

from dxdesk.domain.records import Part
from dxdesk.ports import setting_names as names
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
    *(names.ISSUER_SEQUENCE, names.DOCUMENT_NUMBER, names.CLAIM, names.WRITTEN_FILES, names.OUTGOING),
    *(names.DECIDED, names.DECIDED_LOOKED, names.ASSIGNED_AT, names.ROSTER_UNDO, names.UNLEARNED),
    *(names.NUMBER_LINK_UNDO, names.NUMBER_LINK_DEPUTIES, names.NUMBER_LINKS_SAID),
)
"""Beginnings of the names of settings that no screen shows: what the program counts and remembers itself."""

_OF_SETTINGS = (
    (Changes.RECEIPTS, (names.OUTGOING_UNDONE,)),  # before what it begins with
    (Changes.NONE, UNSEEN_SETTINGS),
    (Changes.DRAFTS, (names.REVIEW_DRAFT, names.ANSWER_TICKS, names.REQUEST_DRAFT, names.PLAN_DRAFT)),
    (Changes.CYCLE | Changes.STANDING, (names.CYCLE_CLOSED,)),
    (Changes.CYCLE, (names.DAYS_ESTIMATED, names.DRAFT_DECISION, names.RESULTS_TOLD)),
    (Changes.ROSTER | Changes.SETTINGS, (names.DIRECTOR_CONFIRMER,)),
    (Changes.SETTINGS, (names.USES_DECLINED,)),
    (Changes.SETTINGS | Changes.CYCLE, (names.USES, names.YEAR_START)),  # it shows where the year does
    (
        Changes.ROSTER | Changes.SETTINGS | Changes.STANDING,
        (
            *(names.ASKED_PAIRS, names.AUTHORITY_DECISION, names.AUTHORITY_OF, names.OWN_AUTHORITY),
            names.USE_STOPPED,
        ),
    ),
    (Changes.PAPERS, (names.PAPER_SPOILED,)),
    (Changes.ROSTER, (names.CORRECTION_REQUEST,)),
    (Changes.ROSTER, (names.NUMBER_HOLDER, names.NUMBER_LINK, names.TARGET_OVERRIDE, names.ROSTER_DAY)),
    (
        Changes.RECEIPTS,
        (
            *(names.FORM_PAYLOAD, names.PLAN_FORM_PAYLOAD, names.RESULT_NOTICE),
            *(names.FRAMEWORK_TEXT, names.FRAMEWORK_TAUGHT),
            *(names.DISPATCHED_BEYOND, names.UNCOUNTED, names.AUDIT_HEAD, names.WITHDRAWAL),
            *(names.REQUEST, names.REQUEST_SENT),
            *(names.PROVIDED, names.PROVISION_SEEN, names.PROPOSED),
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
