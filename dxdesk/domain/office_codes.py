"""Codes that an office gives: 職員番号, 所属コード and whatever else points to one of them. One rule for all.

A code is text. Spreadsheets take it for a number (0101 becomes 101), a date (10-5 becomes 10月5日) or a
formula; what can be told is told, and nobody but a person decides that 101 is 0101.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dxdesk.domain.dates import read_date
from dxdesk.domain.errors import Problem
from dxdesk.domain.text import visible

_WRAPPED = re.compile(r'=\s*"(?P<text>[^"]*)"')
_APOSTROPHE = re.compile(r"^'+(?=[0-9A-Za-z])")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc\uff70"), "-")
_ZEROS = re.compile(r"(?<![0-9A-Za-z])0+(?=[0-9A-Za-z])|(?<=[A-Za-z])0+(?=[0-9])")

_BETWEEN = re.compile(r"[\s\-_./,・]+")
"""What people write between the parts of a code: 01-0101, 01 0101, 01.0101 of 010101."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_DAY = re.compile(r"([0-9]{1,2})(?:月([0-9]{1,2})日?|/([0-9]{1,2}))")
_DAY_MONTH_NAME = re.compile(r"([0-9]{1,2})[- ]([a-z]{3})", re.IGNORECASE)
_MONTH_NAME_DAY = re.compile(r"([a-z]{3})[- ]([0-9]{1,2})", re.IGNORECASE)
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_EXPONENT = re.compile(r"[0-9]+(?:\.[0-9]*)?E[+-]?[0-9]{1,3}", re.IGNORECASE)
_FRACTION = re.compile(r"[0-9]+\.[0-9]+")
_WHOLE = re.compile(r"[0-9]+\.0*")
"""A whole number as other programs write it: no code ends so."""

_EXACT = 15
"""Digits of a number that Excel keeps; the others become zeros."""

LIKE_NUMBER = "code-like-number"
SPELT = "code-spelt-otherwise"


def unwrapped(raw: str) -> str:
    """Return a text without what Excel wraps around it so that it stays a text: ``="0101"``, ``'0101``."""
    text = visible(raw)
    wrapped = _WRAPPED.fullmatch(text)
    return visible(wrapped["text"]) if wrapped else _APOSTROPHE.sub("", text)


@lru_cache(maxsize=65_536)
def folded(raw: str) -> str:
    """Return a code as it is typed on a keyboard: unwrapped, half width, with plain hyphens.

    What is no plain code then (a section's name that serves as its code) is only unwrapped.
    """
    text = unwrapped(raw)
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return plain if plain.isascii() else text


def without_zeros(code: str) -> str:
    """Return what of a code is left where leading zeros were lost: ``101`` of 0101, ``1-2`` of 01-02."""
    return _ZEROS.sub("", folded(code))


def joined(code: str) -> str:
    """Return a code without what stands between its parts: ``010101`` of 01-0101 and of 01 0101."""
    # A dot between full-width digits is typed in one go with them, and no plain code until it is gone.
    return folded(_BETWEEN.sub("", folded(code)))


def spoilt(
    raw: str,
    *,
    is_date: bool = False,
    is_number: bool = False,
    is_exponent: bool = False,
    accept: Collection[str] = (),
    what: str,
) -> Problem | None:
    """Return why a cell cannot be the code that stood there once, None for one that can.

    What may be either a code or what a program made of one (1E3, 1.5 as a text, 1000 shown as 1.00E+03) is
    ``code-like-number``, unless that is accepted; everything else is ``code-spoilt``.

    Args:
        raw: the cell's text; of a date its ISO text.
        is_date: the file holds a date.
        is_number: the file holds a number.
        is_exponent: the file shows a number with an exponent.
        accept: codes whose proposal is taken.
        what: how the column is called in messages.
    """
    text = unicodedata.normalize("NFKC", unwrapped(raw))
    was = _before_it_became_a_date(text, is_date)
    if was:
        message = f"{what}が日付になっています。もとは「{was}」だったと思われます。"
    elif _EXPONENT.fullmatch(text) and ("." in text or "+" in text):
        message = f"{what}が「{text}」という指数の書き方になっていて、もとの桁が分かりません。"
    elif _WHOLE.fullmatch(text) or (is_number and _FRACTION.fullmatch(text)):
        message = f"{what}が小数になっていて、もとの書き方が分かりません。"
    elif is_number and len(text) > _EXACT and text.isdigit():
        message = (
            f"{what}が{len(text)}桁の数値になっていて、下の桁が失われています(Excel の数は{_EXACT}桁まで)。"
        )
    elif is_exponent:
        return None if LIKE_NUMBER in accept else _shown_as_exponent(raw, text, what)
    elif _EXPONENT.fullmatch(text) or _FRACTION.fullmatch(text):
        how = "指数の書き方の数" if _EXPONENT.fullmatch(text) else "数"
        message = f"{what}「{text}」は、コードが{how}とみなされて書き換わったものかもしれません。"
        fix = (
            "もとの表と見比べ、違っていれば、その列の表示形式を「文字列」にして番号を書き直してください。"
            "このとおりのコードなら承認してください。"
        )
        return None if LIKE_NUMBER in accept else Problem(LIKE_NUMBER, message, fix, raw)
    else:
        return None
    fix = (
        "もとの表でこの列の表示形式を「文字列」にしてから書き出すか、Excel で開いて保存し直す前の"
        "ファイルを使ってください。"
    )
    return Problem("code-spoilt", message, fix, raw)


def _shown_as_exponent(raw: str, text: str, what: str) -> Problem:
    """Ask about a number that a spreadsheet shows as 1.00E+02: 1E2 may have been typed, or 100."""
    shown = f"{int(text):.2E}" if text.isdigit() else "1.00E+02"
    return Problem(
        LIKE_NUMBER,
        f"{what}が指数の表示形式の数値になっていて、{shown} のように見えています。"
        "1E2 のようなコードが数に変わったのかもしれません。",
        "その列の表示形式を「文字列」にして、もとのコードを書き直してください。"
        f"「{text}」でよければ承認してください。",
        raw,
    )


def _before_it_became_a_date(text: str, is_date: bool) -> str:
    """Return what was probably typed where a spreadsheet shows a date, empty for what is no date."""
    found = _MONTH_DAY.fullmatch(text)
    if found:
        return _pair(int(found[1]), int(found[2] or found[3]))
    for pattern, month, number in ((_DAY_MONTH_NAME, 2, 1), (_MONTH_NAME_DAY, 1, 2)):
        named = pattern.fullmatch(text)
        if named and named[month].lower() in _MONTHS:
            return _pair(_MONTHS.index(named[month].lower()) + 1, int(named[number]), year=True)
    if not is_date and (text.isdigit() or (text[:1].isalpha() and text.isascii())):
        return ""  # 20250401 and R7-4-1 are plain codes
    day = _ISO_DAY.match(read_date(text, any_year=True) or "")
    if day is None:
        return ""
    year, month_of, day_of = int(day[1]), int(day[2]), int(day[3])
    if day_of == 1 and not 2000 <= year < 2030:  # 10-32 is a month of 1932
        return f"{month_of}-{year % 100}"
    return f"{month_of}-{day_of}"


def _pair(month: int, number: int, *, year: bool = False) -> str:
    return f"{month}-{number}" if 1 <= month <= 12 and (year or 1 <= number <= 31) else ""


@dataclass(frozen=True, slots=True)
class ReadCode:
    """A code as read: ``value`` to go on with, ``problem`` that still blocks, ``accepted`` as a notice."""

    value: str
    problem: Problem | None = None
    accepted: Problem | None = None


class KnownCodes:
    """The codes that a cell can mean, and which of them differ from it by leading zeros only."""

    def __init__(self, codes: Iterable[str]) -> None:
        """Take the codes as they are kept."""
        self._codes = set(codes)

    def __contains__(self, code: str) -> bool:
        """Tell whether a code is known byte for byte."""
        return code in self._codes

    @cached_property
    def _twins(self) -> dict[str, list[str]]:
        """The codes by what is left of them without zeros: of most tables nobody asks."""
        found: dict[str, list[str]] = {}
        for code in sorted(self._codes):
            found.setdefault(without_zeros(code), []).append(code)
        return found

    def twins(self, code: str) -> tuple[str, ...]:
        """Return the known codes that are the same but for leading zeros and width; not the code itself."""
        return tuple(known for known in self._twins.get(without_zeros(code), ()) if known != code)

    @cached_property
    def _joined(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for code in sorted(self._codes):
            found.setdefault(joined(code), []).append(code)
        return found

    def spelt(self, code: str) -> str:
        """Return the only known code that is the same but for signs and blanks within, empty for none."""
        if folded(code) in self._codes:
            return ""
        found = self._joined.get(joined(code), ()) if joined(code) else ()
        return found[0] if len(found) == 1 and folded(found[0]) != folded(code) else ""


def spelt_otherwise(raw: str, known: str, what: str) -> Problem:
    """Return the proposal to take a code for a known one that is written with other signs and blanks."""
    return Problem(
        SPELT,
        f"{what}が、すでにある「{known}」と、記号や空白だけ違います。",
        f"「{known}」とみなしてよければ、そのことを承認してもう一度取り込んでください。",
        raw,
    )


def read_code(
    raw: str,
    known: KnownCodes,
    *,
    is_date: bool = False,
    is_number: bool = False,
    is_exponent: bool = False,
    accept: Collection[str] = (),
    what: str = "所属コード",
) -> ReadCode:
    """Return the code of a section that a cell means; with a problem, the one that is proposed.

    A known code is taken as it stands; what Excel or a full-width keyboard made of one is taken back. One
    that differs from a known code by leading zeros only is proposed (``department-not-text``), whatever the
    type of its cell; one that differs by hyphens, dots or blanks within, too (``code-spelt-otherwise``).
    """
    if not visible(raw):
        return ReadCode("")
    code = folded(raw)
    if code in known and not is_date:
        return ReadCode(code)
    spelt = "" if is_date or is_number or known.twins(code) else known.spelt(raw)
    if spelt and SPELT in accept:
        message = f"{what}「{code}」を「{spelt}」として取り込みます。"
        return ReadCode(spelt, accepted=Problem(SPELT, message, found=raw))
    if spelt:
        return ReadCode(spelt, spelt_otherwise(raw, spelt, what))
    lost = spoilt(
        raw, is_date=is_date, is_number=is_number, is_exponent=is_exponent, accept=accept, what=what
    )
    if lost:
        return ReadCode(code, lost)
    twins = known.twins(code)
    same_but_width = [twin for twin in twins if folded(twin) == code]
    if len(same_but_width) == 1:
        return ReadCode(same_but_width[0])
    if len(twins) == 1:
        if "department-not-text" in accept:
            message = f"{what}「{code}」を「{twins[0]}」として取り込みます。"
            return ReadCode(twins[0], accepted=Problem("department-not-text", message, found=raw))
        if is_number:
            message = f"{what}が数値になっていて、先頭の0が失われたおそれがあります。"
        else:
            message = f"{what}が、すでにある「{twins[0]}」と先頭の0だけ違います。"
        fix = f"「{twins[0]}」とみなしてよければ、そのことを承認してもう一度取り込んでください。"
        return ReadCode(twins[0], Problem("department-not-text", message, fix, raw))
    if twins:
        message = f"{what}が、すでにある「{'」「'.join(twins)}」と先頭の0だけ違い、どれか決められません。"
        fix = f"もとの表の{what}を、先頭の0まで書いてください。"
        return ReadCode(code, Problem("code-ambiguous", message, fix, raw))
    return ReadCode(code)
