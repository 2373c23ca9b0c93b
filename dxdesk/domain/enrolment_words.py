"""Words of an enrolment sheet: whether somebody is asked for, and what was decided."""

from __future__ import annotations

from dxdesk.domain.completion import evened
from dxdesk.domain.enrolments import CANCELLED, GRANTED, PASSED

ASK, TAKE_BACK, NO = "ask", "take-back", "no"
"""What the cell of an enrolment says; nothing at all: it is blank."""


def _words(text: str) -> frozenset[str]:
    return frozenset(evened(word) for word in text.split())


_ASK = _words(
    "○ 〇 ◯ ◎ ● ✓ ✔ ☑ レ 1 有 あり yes y 申込 申込み 申し込み 申込済 申し込む 申込む 希望 希望する 受講希望 "
    "受講 受講する 参加 参加する 要 申請"
)
_TAKE_BACK = _words(
    "取消 取消し 取り消し 取り消す 申込取消 取下げ 取り下げ 辞退 キャンセル 中止 申込の取消 辞退する"
)
_NO = _words(
    "× ✕ ✖ x 0 無 なし no n 不要 希望しない 希望なし 申込なし 申し込まない 受講しない 不参加 - – — ― ー"
)
_GRANTED = _words("受講決定 決定 可 受講可 ○ 〇 ◯ ◎ 許可 承認 選定 受講")
_PASSED = _words("見送り 見送 見送る 否 不可 × ✕ 落選 選外 非決定 受講不可")
_CANCELLED = _words("取消 取消し 取り消し 決定取消 キャンセル 取下げ")


def choice(text: str) -> str | None:
    """Return what a cell says (``ask`` …), empty for a blank one; ``None``: nobody knows the word."""
    said = evened(text)
    if not said:
        return ""
    for words, meaning in ((_ASK, ASK), (_TAKE_BACK, TAKE_BACK), (_NO, NO)):
        if said in words:
            return meaning
    return None


def decision(text: str) -> str | None:
    """Return what was decided (``granted`` …), empty for a blank cell; ``None``: nobody knows the word."""
    said = evened(text)
    if not said:
        return ""
    for words, meaning in ((_GRANTED, GRANTED), (_PASSED, PASSED), (_CANCELLED, CANCELLED)):
        if said in words:
            return meaning
    return None
