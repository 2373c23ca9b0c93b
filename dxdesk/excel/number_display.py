"""Whether a cell's number format lets a reader see something else than the cell holds.

Formats that only dress a value (``0.0``, ``#,##0``, ``0"▲"``, dates, colours) are nobody's lie. Those that
write digits of their own, leave the value out, or show it times a hundred or by the thousand are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dxdesk.excel.cells import CellValue

BUILT_IN = {9: "0%", 10: "0.00%"}
"""Formats by number that need no definition and show another number; all others show the value."""

_LENGTH_LIMIT = 255
"""Letters of a format; Excel itself takes no more."""

_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)")
_MINUS = frozenset("-(\u2212\uff0d\u25b2\u25b3")
"""Marks by which a section of its own says that a number is negative."""

_DATES = frozenset("yYmMdDhHsSeEgGaAbBrR")
_PLACEHOLDERS = frozenset("0#?")


@dataclass(frozen=True, slots=True)
class _Section:
    """One part of a format: what it writes of its own, whether the value shows, and when it applies."""

    written: str
    shows: bool
    text: bool
    scaled: bool
    condition: tuple[str, float] | None

    @property
    def odd(self) -> bool:
        """Whether a number under it reads as another one, or not at all."""
        return self.scaled or not (self.shows or self.text) or _has_digit(self.written)


def may_mislead(code: str) -> bool:
    """Tell whether there are values that a format shows as something else."""
    sections = _sections(code)
    last = sections[3:4]
    return any(section.odd for section in sections[:3]) or any(_hides_text(section) for section in last)


def misleads(code: str, value: CellValue) -> bool:
    """Tell whether a format shows this value as something else."""
    sections = _sections(code)
    if isinstance(value, str):
        if len(sections) > 3:
            return _hides_text(sections[3])
        own = next((section for section in sections if section.text), None)
        return own is not None and _has_digit(own.written)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return any(section.odd for section in sections)
    section, negative_only = _for_number(sections[:3], value)
    return section.odd or (negative_only and not _MINUS & set(section.written))


def _hides_text(section: _Section) -> bool:
    return not section.text or _has_digit(section.written)


def _has_digit(text: str) -> bool:
    return any(character.isnumeric() for character in text)


def _for_number(sections: Sequence[_Section], value: float) -> tuple[_Section, bool]:
    """Return the section that a number is shown by, and whether it is one for negative numbers only."""
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _meets(value, section.condition):
                return section, False
        return sections[-1], False
    if value < 0 and len(sections) > 1:
        return sections[1], True
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], False


def _meets(value: float, condition: tuple[str, float]) -> bool:
    sign, bound = condition
    return {
        "<": value < bound,
        ">": value > bound,
        "=": value == bound,
        "<=": value <= bound,
        ">=": value >= bound,
        "<>": value != bound,
    }[sign]


def is_exponent(code: str) -> bool:
    """Tell whether a format shows a number with an exponent (``0.00E+00``)."""
    letters = "".join(text for kind, text in _tokens(code[:_LENGTH_LIMIT]) if kind in ".;")
    return bool(re.search(r"[0#?.]E[+-][0#?]", letters, re.IGNORECASE))


def digits_shown(code: str, value: float) -> str:
    """Return how a format of zeros (``000000``, ``00-0000``) shows a whole number that is not negative.

    Empty for every other format and number: only here what is shown is a code, and not the number alone.
    """
    if value < 0 or value != int(value):
        return ""
    sections = _sections(code)
    template = _template(code, sections.index(_for_number(sections[:3], value)[0]))
    zeros = template.count("0")
    if zeros < 2:
        return ""
    digits = str(int(value)).zfill(zeros)
    found = [digits[: len(digits) - zeros]]
    left = list(digits[len(digits) - zeros :])
    for mark in template:
        found.append(left.pop(0) if mark == "0" else mark.removeprefix(_LITERAL))
    return "".join(found) if template[0] == "0" or not found[0] else ""


_LITERAL = "\0"
"""Marks a letter of a format that is written as it stands, a zero among them."""


@lru_cache(maxsize=512)
def _template(code: str, section: int) -> tuple[str, ...]:
    """Return the zeros of a section and what it writes between them; nothing where it does more than that."""
    parts: list[list[str]] = [[]]
    for kind, text in _tokens(code[:_LENGTH_LIMIT]):
        if kind == ";":
            parts.append([])
        elif kind == "w":
            parts[-1] += (_LITERAL + letter for letter in text)
        elif kind == "." and text in "0-() ":
            parts[-1].append(text if text == "0" else _LITERAL + text)
        elif kind == "." and (text != "#" or "0" in parts[-1]):  # a # before the zeros writes nothing
            parts[-1].append("")
    found = tuple(parts[section])
    return () if "" in found else found


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    parts: list[list[tuple[str, str]]] = [[]]
    for kind, text in _tokens(code[:_LENGTH_LIMIT]):
        if kind == ";":
            parts.append([])
        else:
            parts[-1].append((kind, text))
    return tuple(_section(part) for part in parts[:4])


def _tokens(code: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, text): ``w`` written as it stands, ``[`` in brackets, ``.`` a letter, ``;`` itself."""
    place = 0
    while place < len(code):
        letter = code[place]
        if letter == '"':
            end = code.find('"', place + 1)
            end = len(code) if end < 0 else end
            yield "w", code[place + 1 : end]
            place = end + 1
        elif letter == "[":
            end = code.find("]", place)
            end = len(code) if end < 0 else end
            yield "[", code[place + 1 : end]
            place = end + 1
        elif letter in "\\!*":  # one letter as it stands, or over and over
            yield "w", code[place + 1 : place + 2]
            place += 2
        elif letter == "_":  # as wide as the next letter, which does not show
            place += 2
        else:
            yield (";" if letter == ";" else "."), letter
            place += 1


def _section(tokens: Sequence[tuple[str, str]]) -> _Section:
    letters = "".join(text for kind, text in tokens if kind == ".")
    written = "".join(text for kind, text in tokens if kind == "w")
    condition = None
    for kind, text in tokens:
        if kind != "[":
            continue
        if text.startswith("$"):  # a currency sign of one's own, then its country
            written += text[1:].partition("-")[0]
        elif found := _CONDITION.fullmatch(text.strip()):
            condition = found[1], float(found[2])
    # 「G/標準」 and ``General`` are words of the format and write nothing.
    general = re.search(r"general|標準", letters, re.IGNORECASE)
    if general:
        letters = re.sub(r"general|g?/?標準", "", letters, flags=re.IGNORECASE)
    places = _PLACEHOLDERS & set(letters)
    dates = not places and bool(_DATES & set(letters))
    elapsed = any(kind == "[" and set(text) <= set("hHmMsS") and text for kind, text in tokens)
    written += "".join(letter for letter in letters if letter not in _PLACEHOLDERS)
    shows = bool(general or places or dates or elapsed)
    scaled = "%" in letters or bool(re.search(r"[0#?],+(?![0#?,])", letters))
    return _Section(written, shows, "@" in letters, scaled, condition)
