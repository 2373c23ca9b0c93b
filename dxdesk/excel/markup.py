"""Reading a workbook's XML parts with expat: no DTD, no entities, bounded in depth and extent.

The bytes are always taken as UTF-8, whatever they claim to be, because that is what the parser
behind us does; two readings of one part are how hostile files get past a guard.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn
from xml.parsers import expat

from dxdesk.domain.errors import KnownError, Place
from dxdesk.excel import codes

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

DEPTH_LIMIT = 100
_DEPTH_FROM = 1_000_000
"""Below this many bytes nesting cannot cost noticeable memory; counting it costs time."""

TAG_LIMIT = 400_000
"""Bytes from one ``<`` to the next: a cell's text is at most 32,767 characters, however they are spelled."""

ELEMENT_LIMIT = 6_000_000
"""Elements of one part, and of all sheets together: one and a half million texts in cells are 4.5 million."""

Start = Callable[[str, dict[str, str]], None]
FlatStart = Callable[[str, list[str]], None]


class _Forbidden(Exception):
    """A document type declaration was met."""


class _Enough(Exception):
    """The first element was met and nothing after it matters."""


def local(name: str) -> str:
    """Return an element's name without its namespace prefix (some programs write ``x:c``)."""
    return name.rpartition(":")[2] if ":" in name else name


def refuse_broken(found: str, sheet: str = "") -> NoReturn:
    """Raise file-broken about a part that is not what it should be."""
    raise KnownError(
        codes.FILE_BROKEN,
        "ファイルの中の部品が壊れているため、読み込みませんでした。",
        "Excel で開いて保存し直すか、送り主にもう一度送ってもらってください。",
        found=found,
        place=Place("", sheet),
    )


def _refuse_wide(data: bytes, part: str, sheet: str = "") -> None:
    """Refuse UTF-16, which expat would recognise against our word and the parser would not."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]:
        refuse_broken(f"{part} の文字コード", sheet)


def _doctype(*_: object) -> None:
    raise _Forbidden


def _parser(*, flat: bool = False) -> XMLParserType:
    # Names that are looked up once need no table of names; this alone saves a tenth of the time.
    parser = expat.ParserCreate("UTF-8", None, None) if flat else expat.ParserCreate("UTF-8")
    parser.ordered_attributes = flat
    parser.StartDoctypeDeclHandler = _doctype
    parser.EntityDeclHandler = _doctype
    return parser


def stream(data: bytes, start: Start, part: str) -> None:
    """Run a part through expat, calling ``start(name, attributes)`` for every element.

    Raises:
        KnownError: xml-forbidden, file-broken (not well-formed), file-suspicious (nested too deep).
    """
    _run(_parser(), data, start, part)


def stream_flat(data: bytes, start: FlatStart, part: str, sheet: str) -> None:
    """Do the same for a sheet, with attributes as a list: a name, its value, and so on."""
    _run(_parser(flat=True), data, start, part, sheet)


def stream_text(data: bytes, start: FlatStart, text: Callable[[str], None], part: str) -> None:
    """Do the same and hand over the text between the elements, too."""
    parser = _parser(flat=True)
    parser.buffer_text = True
    parser.CharacterDataHandler = text
    _run(parser, data, start, part)


def elements(data: bytes, tags: int | None = None) -> int:
    """Return at least the number of elements of a part; ``tags``: how many ``<`` it holds, where known."""
    return (data.count(b"<") if tags is None else tags) - data.count(b"</")


def refuse_heavy(data: bytes, part: str, sheet: str = "", counted: int | None = None) -> None:
    """Refuse what costs much more memory or time than its bytes: one huge tag, or tags by the million.

    ``counted`` are its ``elements``, where they are known already.

    Raises:
        KnownError: file-suspicious.
    """
    if len(data) < TAG_LIMIT:
        return
    if _has_huge_tag(data):
        _refuse_odd(f"{part} の長すぎる部分", sheet)
    if (elements(data) if counted is None else counted) > ELEMENT_LIMIT:
        _refuse_odd(f"{part} の多すぎる要素", sheet)


def _has_huge_tag(data: bytes) -> bool:
    """Tell whether ``TAG_LIMIT`` bytes without another follow a ``<``, in leaps of nearly as many bytes."""
    place = data.find(b"<")
    while 0 <= place <= len(data) - 1 - TAG_LIMIT:
        last = data.rfind(b"<", place + 1, place + 1 + TAG_LIMIT)
        if last < 0:
            return True
        place = last
    return False


def _refuse_odd(found: str, sheet: str = "") -> NoReturn:
    raise KnownError(
        codes.FILE_SUSPICIOUS,
        "ふつうの Excel では作られない組み立てのファイルなので、安全のため読み込みませんでした。",
        "送り主に確かめ、Excel で保存し直したものを使ってください。",
        found=found,
        place=Place("", sheet),
    )


def _run(parser: XMLParserType, data: bytes, start: Any, part: str, sheet: str = "") -> None:
    _refuse_wide(data, part, sheet)
    refuse_heavy(data, part, sheet)
    parser.StartElementHandler = start if len(data) < _DEPTH_FROM else _with_depth(parser, start)
    try:
        parser.Parse(data, True)
    except _Forbidden:
        _refuse_doctype(part)
    except expat.ExpatError as error:
        refuse_broken(f"{part} {error.lineno}行目", sheet)


def first_element(data: bytes, part: str, *, strict: bool = True) -> tuple[str, dict[str, str]]:
    """Return local name and attributes of the outermost element, reading no further.

    A DTD can only stand before it, so this is also the check for parts that nobody parses. Some of
    those are not even XML proper (Excel's VML drawings): with ``strict=False`` damage is no matter.

    Raises:
        KnownError: xml-forbidden, or with ``strict`` file-broken.
    """
    if strict:
        _refuse_wide(data, part)
    refuse_heavy(data, part)
    parser = _parser()
    found: tuple[str, dict[str, str]] = ("", {})

    def note(name: str, attributes: dict[str, str]) -> None:
        nonlocal found
        found = (local(name), attributes)
        raise _Enough

    parser.StartElementHandler = note
    try:
        parser.Parse(data, True)
    except _Enough:
        return found
    except _Forbidden:
        _refuse_doctype(part)
    except expat.ExpatError as error:
        if strict:
            refuse_broken(f"{part} {error.lineno}行目")
    return found


def _refuse_doctype(part: str) -> NoReturn:
    raise KnownError(
        codes.XML_FORBIDDEN,
        "ブックの部品に禁じられた宣言(DTD)が入っているため、安全のため読み込みませんでした。",
        "Excel はこの宣言を書きません。送り主に確かめ、Excel で保存し直したものを使ってください。",
        found=part,
    )


def _with_depth(parser: XMLParserType, start: Any) -> Any:
    """Return ``start`` with a count of how deep the elements are nested."""
    depth = 0

    def deeper(name: str, attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH_LIMIT:
            _refuse_odd("深すぎる入れ子")
        start(name, attributes)

    def back(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser.EndElementHandler = back
    return deeper
