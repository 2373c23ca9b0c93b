"""What the manual's window says."""

from __future__ import annotations

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
    "growth-file",
    "training",
    "nomination",
    "year-start",
    "requests",
    "aims",
    "digital",
    "documents",
    "framework",
    "settings",
    "privacy",
    "check",
    "handover",
    "security",
    "commands",
    "errors",
    "changes",
)
"""The pages in the order one would read them; others follow by name."""
