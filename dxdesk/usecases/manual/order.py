"""In which order one reads the manual, in the window and on paper."""

from __future__ import annotations

ORDER = (
    "index",
    "personal",
    "section",
    "hr",
    "receive",
    "roster",
    "skillmap",
    "growth",
    "growth-file",
    "training",
    "nomination",
    "year-start",
    "requests",
    "aims",
    "practice",
    "plan",
    "staffing",
    "agenda",
    "digital",
    "documents",
    "framework",
    "settings",
    "privacy",
    "check",
    "handover",
    "security",
    "system",
    "licences",
    "commands",
    "errors",
    "changes",
)
"""The pages in the order one would read them; others follow by name."""
