"""Employee numbers (職員番号): text with leading zeros, checked where spreadsheets spoil them.

A cell that became a number has lost its zeros; nobody but a person may decide that 1234 is 001234.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from dxdesk.domain.errors import Problem
from dxdesk.domain.office_codes import SPELT, KnownCodes, folded, spelt_otherwise, spoilt, unwrapped
from dxdesk.domain.text import visible

_PLAIN = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]*")
MAX_LENGTH = 20


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """A number as read: ``value`` is usable unless ``problem`` still blocks; ``accepted`` was allowed."""

    value: str
    problem: Problem | None = None
    accepted: Problem | None = None


def usual_digits(values: Iterable[str]) -> int:
    """Return the length most numbers have (the longer of equals), 0 where there are none."""
    lengths = Counter(len(value) for value in values if value.isascii() and value.isdigit())
    return max(lengths, key=lambda length: (lengths[length], length), default=0)


def read_number(
    raw: str,
    *,
    is_number: bool = False,
    is_date: bool = False,
    is_exponent: bool = False,
    digits: int = 0,
    accept: Collection[str] = (),
    what: str = "職員番号",
    known: KnownCodes | None = None,
) -> ReadNumber:
    """Return the employee number a cell means.

    Args:
        raw: the cell's text as it stands.
        is_number: whether the file holds a number and not text.
        is_date: whether the file holds a date.
        is_exponent: whether the file shows a number with an exponent (1.00E+02).
        digits: the set count of digits, 0 = not set.
        accept: codes whose proposal is taken: ``number-not-text``, ``number-full-width``,
            ``number-length``, ``code-like-number``, ``code-spelt-otherwise`` and ``number-blank-around``.
        what: how the column is called in messages.
        known: the numbers of the office: one that differs from them by leading zeros only is proposed.
    """
    if len(raw) == digits and raw.isascii() and raw.isdigit() and not (is_date or is_exponent):
        return ReadNumber(raw)  # the usual one
    plain = folded(raw)
    if not plain:
        return ReadNumber("", Problem("number-empty", f"{what}が空です。", f"{what}を入れてください。"))
    if known is not None and visible(raw) in known and len(plain) <= MAX_LENGTH and not digits:
        return ReadNumber(visible(raw))
    if is_exponent and known is not None and plain in known:
        return ReadNumber(plain)
    is_text = not (is_date or is_number)
    spelt = known.spelt(raw) if known is not None and is_text and not known.twins(plain) else ""
    if spelt and SPELT in accept:
        message = f"{what}を「{spelt}」として取り込みます。"
        return ReadNumber(spelt, accepted=Problem(SPELT, message, found=raw))
    if spelt:
        return ReadNumber(spelt, spelt_otherwise(raw, spelt, what))
    lost = spoilt(
        raw, is_date=is_date, is_number=is_number, is_exponent=is_exponent, accept=accept, what=what
    )
    if lost:
        return ReadNumber("", lost)
    if not _PLAIN.fullmatch(plain) or len(plain) > MAX_LENGTH:
        message = f"{what}に使えない文字があるか、長すぎます。"
        fix = f"英数字で{MAX_LENGTH}文字までにしてください。"
        return ReadNumber("", Problem("number-characters", message, fix, raw))
    padded = plain.zfill(digits) if plain.isdigit() else plain
    twins = known.twins(plain) if known is not None and not digits and plain not in known else ()
    padded = twins[0] if len(twins) == 1 else padded
    problem = _finding(raw, plain, padded, is_number, digits, what)
    if problem is None:
        return ReadNumber(plain)
    possible = digits == 0 or len(padded) == digits
    if problem.code in accept and possible:
        message = f"{what}を「{padded}」として取り込みます。"
        return ReadNumber(padded, accepted=Problem(problem.code, message, found=raw))
    return ReadNumber(padded if possible else "", problem)


def _finding(raw: str, plain: str, padded: str, is_number: bool, digits: int, what: str) -> Problem | None:
    """Return what is wrong with a number that consists of usable characters."""
    if digits and len(padded) != digits:
        message = f"{what}が{len(plain)}桁です。設定は{digits}桁です。"
        return Problem("number-length", message, f"{digits}桁の{what}に直してください。", raw)
    proposal = f"「{padded}」とみなしてよければ、そのことを承認してもう一度取り込んでください。"
    if not digits and padded != plain and not is_number:
        message = f"{what}が、名簿にある「{padded}」と先頭の0だけ違います。"
        return Problem("number-not-text", message, proposal, raw)
    if is_number and padded != plain:
        message = f"{what}が数値になっていて、先頭の0が失われたおそれがあります。"
        return Problem("number-not-text", message, proposal, raw)
    if is_number and not digits:
        message = f"{what}が数値になっていて、先頭の0があったかどうか分かりません。"
        return Problem("number-not-text", message, proposal, raw)
    if plain != unwrapped(raw):
        return Problem("number-full-width", f"{what}が全角で書かれています。", proposal, raw)
    if raw != visible(raw):
        return Problem("number-blank-around", f"{what}の前後に空白があります。", proposal, raw)
    if digits and len(plain) != digits:
        message = f"{what}が{len(plain)}桁です。設定は{digits}桁です。"
        return Problem("number-length", message, proposal, raw)
    return None
