"""What the words of a results column say: completed, not completed, or neither (80点)."""

from __future__ import annotations

import unicodedata

_DONE = """
修了 終了 完了 受講済 受講済み 修了済 修了済み
済 済み 合格 取得 取得済 取得済み 可 ○ 〇 ◯ ◎ 1 yes y true 有 あり
"""
_NOT_DONE = """
未修了 未了 未受講 未完了 受講中 申込 申込中 途中 欠席 不合格 不可 中止 辞退 × ✕ 0 no n false 無 なし 未
"""


def plain(text: str) -> str:
    """Return a text for comparison: width, case and spaces evened out."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _words(text: str) -> frozenset[str]:
    return frozenset(plain(word) for word in text.split())


_YES, _NO = _words(_DONE), _words(_NOT_DONE)


def says_completed(text: str) -> bool | None:
    """Return whether a text says completed, ``None`` when it says neither."""
    word = plain(text)
    if word in _YES:
        return True
    return False if word in _NO else None
