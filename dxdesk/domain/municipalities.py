"""Codes of municipalities (全国地方公共団体コード): the check digit, and whose they are.

The code is JIS X 0401 (prefecture, 2 digits) and JIS X 0402 (municipality, 3 digits) with a check digit after
them, as 総務省 publishes it. The list of ``resources/municipalities.csv`` holds the 47 prefectures and the
1,741 cities, wards of Tokyo, towns and villages; unions of them (一部事務組合, 広域連合) have codes by the
same rule and are not in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

DIGITS = 6
_WEIGHTS = (6, 5, 4, 3, 2)
_MODULUS = 11


@dataclass(frozen=True, slots=True)
class Municipality:
    """One line of the list; ``name`` is empty for a prefecture itself."""

    code: str
    prefecture: str
    name: str

    @property
    def called(self) -> str:
        """Return what its office calls itself: 品川区, 東京都."""
        return self.name or self.prefecture

    @property
    def full(self) -> str:
        """Return the name by which no two are the same: 東京都府中市."""
        return self.prefecture + self.name


def is_code(text: str) -> bool:
    """Tell whether a text has the shape of a code: six half-width digits."""
    return len(text) == DIGITS and text.isascii() and text.isdigit()


def check_digit(first: str) -> str:
    """Return the digit that follows the first five of a code.

    The weighted sum is taken from the next multiple of 11, and the last digit of what is left counts
    (総務省「全国地方公共団体コード」, 検査数字の算出方法). A sum below 11 is taken from 11 as well.
    """
    weighted = sum(int(digit) * weight for digit, weight in zip(first, _WEIGHTS, strict=True))
    return str((_MODULUS - weighted % _MODULUS) % 10)


def is_sound(code: str) -> bool:
    """Tell whether a code has six digits of which the last one fits the others."""
    return is_code(code) and check_digit(code[:-1]) == code[-1]


def read_list(lines: Iterable[str]) -> dict[str, Municipality]:
    """Return the list by code, from lines ``code,prefecture,name`` under a header."""
    rows = iter(lines)
    next(rows, None)
    parts = (line.rstrip("\r\n").split(",") for line in rows)
    return {code: Municipality(code, prefecture, name) for code, prefecture, name in parts}
