"""Acts nobody can repeat, by what the audit calls them: closing a store always leaves a copy after one."""

from __future__ import annotations

from dxdesk.ports import setting_names

LASTING = (
    "finalise",
    "correct",
    "cycle-open",
    "cycle-close",
    "cycle-rules",
    setting_names.HANDOVER,
)
"""確定, 確定後訂正, a year begun, ended or moved to other rules, and the hand-over of the store."""
