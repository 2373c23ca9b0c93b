"""What the manual's window says, and which page belongs to which screen."""

from __future__ import annotations

from collections.abc import Mapping

TITLE = "使い方"
SEARCH = "使い方をさがす"
CONTENTS = "目次"
FOUND = "見つかった所 {count:,}"
NOTHING = "見つかりません。\n別の言葉でさがしてください。"
BACK = "戻る"
CLOSE = "閉じる"
GUIDE = "はじめての案内を見る"
PAGE = "使い方の本文"
HERE = "この画面(いま開いている「{title}」)"
MISSING = "使い方のページが見つかりません。プログラムを置き直してください。台帳には影響ありません。"

ORDER = (
    "index",
    "personal",
    "section",
    "hr",
    "receive",
    "roster",
    "skillmap",
    "growth",
    "training",
    "nomination",
    "documents",
    "framework",
    "settings",
    "check",
    "handover",
    "security",
    "commands",
    "errors",
    "changes",
)
"""The pages in the order one would read them; others follow by name."""

PAGES: Mapping[str, Mapping[str, str]] = {
    "home": {"hr": "hr", "dx": "index", "section": "section", "personal": "personal"},
    "self_report": {"": "personal"},
    "review": {"": "section"},
    "receive": {"": "receive", "personal": "personal"},
    "status": {"": "hr#4. 督促する", "section": "section"},
    "skillmap": {"": "skillmap"},
    "growth": {"": "growth"},
    "documents": {"": "documents"},
    "framework": {"": "framework"},
    "year": {"": "hr"},
    "roster": {"": "roster"},
    "proxy": {"": "section#紙で答えた人", "hr": "hr"},
    "settings": {"": "settings"},
}
"""Screen → role → page, with ``#`` before a heading; the role ``""`` stands for the others."""


def page_for(screen: str, role: str) -> str:
    """Return the page (and heading) that belongs to a screen as a role sees it."""
    pages = PAGES.get(screen, {})
    return pages.get(role) or pages.get("") or "index"
