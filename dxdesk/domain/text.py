"""What text may enter: one rule for every entrance, so that whatever was accepted can leave again.

Word, Excel and web pages leave invisible characters in what people paste. Those that mean a new line
(vertical tab, form feed, next line, the separators of lines and paragraphs) become line feeds; other
control characters, those that turn the direction of writing, those of which nothing shows (a zero-width
space, a soft hyphen: two texts that look alike would differ), lone surrogates and the two noncharacters
that XML cannot hold are dropped, and who entered them is told. What joins the letters of some scripts and
pictographs stays where it can join. Tab and the line ends LF, CR LF and CR stay, and nothing is ever
normalised (ARCHITECTURE.md, 5).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from dxdesk.domain.errors import KnownError, Place, Problem

_T = TypeVar("_T")

# Written by code point: an editor or an automatic fix must not be able to change what is meant.
_NEW_LINES = "\x0b\x0c\x85\u2028\u2029"
_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Unseen, they make a name read backwards; no font draws them, so no notice could be printed."""

_HIDDEN = "\xad\u180e\u200b\u2060-\u2064\ufeff"
"""Of these nothing shows, wherever they stand: two texts would differ that nobody can tell apart."""

_JOINING = "\u200c\u200d"
"""Between letters that never join (Japanese, Latin) nothing shows of these either."""

_UNJOINED = "\x00-\x7f\u00a0-\u00ff\u3000-\u9fff\uf900-\ufaff\uff00-\uff9f"
_DROPPED = f"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f{_TURNING}{_HIDDEN}\ud800-\udfff\ufffe\uffff"
_ODD = re.compile(f"[{_NEW_LINES}{_DROPPED}{_JOINING}]")
_GONE = re.compile(f"[{_DROPPED}]|(?<![^{_UNJOINED}{_DROPPED}{_NEW_LINES}{_JOINING}])[{_JOINING}]")
CELL_UNITS = 32_767
"""What one cell of a workbook holds, in UTF-16 code units (Excel's own limit): no text may be longer."""

ANSWER_UNITS = 10_000
"""How long a text may be that somebody writes: two of them with their labels still fit one cell of a
confirmation or a notice. Texts accepted by earlier programs may be as long as a cell."""

NAME_UNITS = 200
"""How long a name or a word of a table may be: people, sections, posts, courses stand in lines and titles."""

LINE_UNITS = 60
"""How long a text may be that stands in one line of a heading: an office, an issuer, a decision's number."""

_CUT = "\n(長いため、ここまでを載せています)"

_LINE_ENDS = re.compile(f"[\r\n{_NEW_LINES}]")
_LINES = dict.fromkeys(map(ord, _NEW_LINES), "\n")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text by the rule, and the code points that were dropped from it, each once (``U+0007``)."""

    text: str
    dropped: tuple[str, ...] = ()


def clean(text: str) -> Cleaned:
    """Return a text as it may be kept."""
    if _ODD.search(text) is None:
        return Cleaned(text)
    gone = tuple(dict.fromkeys(f"U+{ord(character):04X}" for character in _GONE.findall(text)))
    kept = _GONE.sub("", text).translate(_LINES)
    return Cleaned(text if kept == text else kept, gone)


def plain(text: str) -> str:
    """Return the text of ``clean``, where nobody is there to be told."""
    return text if _ODD.search(text) is None else clean(text).text


_FORMULA_MARKS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_FORMULA = re.compile(f"'*[\t\r]*[{_FORMULA_MARKS}].", re.DOTALL)
_QUOTED = re.compile(f"'+[\t\r]*[{_FORMULA_MARKS}].", re.DOTALL)
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def as_cell(text: str) -> str:
    """Return a text as it is copied or written into a CSV, so that no program takes it for a formula.

    Excel's own sign for that, an apostrophe, comes before it; plain numbers and lone signs need none.
    ``from_cell`` gives the same text back.
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def from_cell(text: str) -> str:
    """Return a text that ``as_cell`` wrote, or that somebody wrote with Excel's sign for a text."""
    return text[1:] if _QUOTED.match(text) else text


_BLANK = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_UNSEEN = "\xad\u034f\u115f\u1160\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\u3164\ufeff\uffa0"


_BETWEEN = "\ue000"
_BEGINS_BLANK = re.compile(f"{_BETWEEN}[{_BLANK}{_UNSEEN}]")


def visible(text: str) -> str:
    """Return a text without blanks and unseen characters (a zero-width space …) at either end.

    Empty for a text of which nothing shows.
    """
    return text.strip(_BLANK + _UNSEEN) if text else text


_NOTHING_SEEN = re.compile(f"[{_UNSEEN}\ufe00-\ufe0f\U000e0000-\U000e01ef]")


def seen(text: str) -> str:
    """Return a text without what shows nothing by itself, wherever it stands: for words of a fixed list."""
    return text if text.isascii() else _NOTHING_SEEN.sub("", text)


def is_plain(texts: Sequence[str]) -> bool:
    """Tell whether ``clean`` changes none of many texts, and something shows of each that is not empty.

    False for some that are plain, too: this is for looking through a million of them at once.
    """
    joined = _BETWEEN + _BETWEEN.join(texts)
    return _ODD.search(joined) is None and _BEGINS_BLANK.search(joined) is None


def units(text: str) -> int:
    """Return how long a text is in UTF-16 code units."""
    return len(text) if text.isascii() else len(text) + sum(character > "\uffff" for character in text)


def length_said(text: str) -> str:
    """Return how long a text is as its writer counts it, and what it counts for where that is more.

    A pictograph, or a rare letter, takes two units in every spreadsheet; what shapes the letter before it
    shows as no letter of its own.
    """
    seen = sum(not (_is_selector(letter) or unicodedata.combining(letter)) for letter in text)
    counted = units(text)
    if seen == counted:
        return f"{seen:,}文字"
    return f"{seen:,}文字。絵文字や一部の漢字は2文字以上に数えるので、{counted:,}文字分"


def too_long(
    text: str,
    place: Place = Place(),  # noqa: B008  frozen value
    limit: int = ANSWER_UNITS,
) -> tuple[Problem, ...]:
    """Return the refusal of a text that not every exit could take, nothing for others."""
    if len(text) <= limit // 2 or units(text) <= limit:
        return ()
    return (
        Problem(
            "text-too-long",
            f"1つの欄に書ける長さ({limit:,}文字)を超えているため、受け取っていません。",
            "文章を短くするか、欄を分けてください。途中で切って受け取ることはしません。",
            length_said(text),
            place,
        ),
    )


def is_one_line(text: str) -> bool:
    """Return whether a text fits one line of a heading."""
    return units(text) <= LINE_UNITS and not _LINE_ENDS.search(text)


def refuse_unfit_name(text: str, what: str, limit: int = NAME_UNITS) -> None:
    """Refuse a name typed by hand that forms and lists could not show; the same limit as in tables.

    Args:
        text: as it was typed.
        what: how the field is called.
        limit: units, in one line.

    Raises:
        KnownError: ``text-too-long``.
    """
    if units(text) > limit or _LINE_ENDS.search(text):
        raise KnownError(
            "text-too-long",
            f"{what}は、{limit:,}文字までの1行で書きます。何も変えていません。",
            "短くするか、改行を除いてください。",
            found=f"{visible(text)[:20]}…({length_said(text)})",
        )


def fitting(text: str) -> str:
    """Return a text made of others as one cell shows it: whole, or as much as fits, with a word on it.

    Only texts that earlier programs accepted can be too long together; their records keep every letter.
    """
    if len(text) <= CELL_UNITS // 2 or units(text) <= CELL_UNITS:
        return text
    room = CELL_UNITS - units(_CUT)
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * room].decode("utf-16-le", "ignore")
    while _is_selector(text[len(kept) : len(kept) + 1]):  # never between a letter and its shape
        kept = kept[:-1]
    return kept + _CUT


def _is_selector(letter: str) -> bool:
    return "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"


def cleaned(value: _T) -> _T:
    """Return a value with every text in it cleaned: mappings, sequences and frozen records alike.

    What holds nothing to clean is returned itself. Keys of mappings are identifiers and stay.
    """
    return cast(_T, _cleaned(value))


def dropped(value: object) -> tuple[str, ...]:
    """Return the code points that ``cleaned`` drops from a value, each once."""
    return tuple(dict.fromkeys(code for text in texts(value) for code in clean(text).dropped))


def dropped_note(codes: Iterable[str], place: Place = Place()) -> tuple[Problem, ...]:  # noqa: B008  frozen value
    """Return what a person is told about dropped characters, nothing where none were."""
    found = "、".join(codes)
    if not found:
        return ()
    return (
        Problem(
            "text-control",
            "目に見えない文字が入っていたため、その文字だけを除きました。文章はそのまま受け取っています。",
            "ほかのソフトから貼り付けたときに紛れ込む文字です。文章が正しいか確かめてください。",
            found,
            place,
        ),
    )


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        # A word of a fixed list (StrEnum) is no text that anybody typed.
        return plain(value) if type(value) is str else value
    if isinstance(value, Mapping):
        made = {key: _cleaned(item) for key, item in value.items()}
        return value if all(made[key] is item for key, item in value.items()) else made
    if type(value) in (list, tuple):
        items = [_cleaned(item) for item in value]
        same = all(new is old for new, old in zip(items, value, strict=True))
        return value if same else type(value)(items)
    if isinstance(value, tuple):  # a record that is a tuple (``NamedTuple``)
        made_of = list(map(_cleaned, value))
        same = all(new is old for new, old in zip(made_of, value, strict=True))
        return value if same else type(value)(*made_of)
    if is_dataclass(value) and not isinstance(value, type):
        old = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
        changed = {name: new for name, item in old.items() if (new := _cleaned(item)) is not item}
        return replace(value, **changed) if changed else value
    return value


def texts(value: Any) -> Iterable[str]:
    """Yield every text in a value, as ``cleaned`` goes through it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def sentences(*texts: str) -> str:
    """Return texts one after the other with one full stop between two, whether or not they end with one.

    Empty ones are left out, and how the last one ends is how it was written.
    """
    given = [text for text in texts if text]
    return "。".join([*(text.rstrip("。") for text in given[:-1]), *given[-1:]])
