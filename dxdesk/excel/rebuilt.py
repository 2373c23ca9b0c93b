"""The harmless package that the parser gets to see: our own skeleton around checked contents."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Concatenate, ParamSpec, TypeVar
from xml.sax.saxutils import quoteattr

from dxdesk.excel.archive import stored_zip
from dxdesk.excel.markup import first_element, local, refuse_broken, stream

FORMAT_LIMIT = 70_000
"""Cell formats of a workbook; Excel itself allows 65,490."""

_STRINGS_PER_BYTE = 5
"""The shortest shared string is ``<si/>``."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_STYLE_SECTIONS = frozenset(
    {"numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "extLst"}
)

_REMEMBERED_BYTES = 50_000
_P = ParamSpec("_P")
_R = TypeVar("_R")


def remembered(function: Callable[Concatenate[bytes, _P], _R]) -> Callable[Concatenate[bytes, _P], _R]:
    """Remember what small parts were found to say.

    Of a thousand returned forms most share these parts byte for byte; only their sheets differ.
    """
    quick = lru_cache(maxsize=128)(function)

    def ask(data: bytes, /, *rest: _P.args, **named: _P.kwargs) -> _R:
        if len(data) > _REMEMBERED_BYTES:
            return function(data, *rest, **named)
        return quick(data, *rest, **named)  # type: ignore[arg-type]  # all hashable

    return ask


def checked_strings(data: bytes, part: str) -> bytes:
    """Return the shared strings unchanged if they announce a sensible number.

    The parser believes the announcement and sets that much memory aside.

    Raises:
        KnownError: file-broken or xml-forbidden.
    """
    name, attributes = first_element(data, part)
    announced = attributes.get("uniqueCount", "0")
    sensible = announced.isascii() and announced.isdigit() and len(announced) <= 9
    if name != "sst" or not sensible or int(announced) * _STRINGS_PER_BYTE > len(data) + 100:
        refuse_broken(f"{part} の個数 {announced[:20]}")
    return data


@remembered
def number_formats(data: bytes, part: str) -> bytes:
    """Return styles that hold nothing but number formats: all that tells a date from a number.

    Fonts and borders take the parser longer than the cells of a form do.

    Raises:
        KnownError: file-broken, file-suspicious or xml-forbidden.
    """
    formats: list[str] = []
    cells: list[str] = []
    section = root = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal section, root
        plain = local(name)
        root = root or plain
        if plain in _STYLE_SECTIONS:
            section = plain
        elif plain == "numFmt" and section == "numFmts":
            identity, code = attributes.get("numFmtId", ""), attributes.get("formatCode", "")
            formats.append(f"<numFmt numFmtId={quoteattr(identity)} formatCode={quoteattr(code)}/>")
        elif plain == "xf" and section == "cellXfs":
            cells.append(f"<xf numFmtId={quoteattr(attributes.get('numFmtId', '0'))}/>")
        if len(cells) + len(formats) > FORMAT_LIMIT:
            refuse_broken(f"{part} {len(cells):,}件")

    stream(data, start, part)
    if root != "styleSheet":
        refuse_broken(f"{part} {len(cells):,}件")
    inside = f"<numFmts>{''.join(formats)}</numFmts><cellXfs>{''.join(cells)}</cellXfs>"
    return f'<styleSheet xmlns="{_MAIN}">{inside}</styleSheet>'.encode()


def package(parts: dict[str, bytes], sheets: int, epoch_1904: bool) -> bytes:
    """Return the zip that the parser sees: its skeleton is ours, only contents come from outside."""
    numbers = range(1, sheets + 1)
    listed = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="s{n}"/>' for n in numbers)
    targets = [(f"s{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    targets += [("strings", "sharedStrings", "sharedStrings.xml"), ("styles", "styles", "styles.xml")]
    relations = "".join(_relation_xml(*target) for target in targets if f"xl/{target[2]}" in parts)
    workbook = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><workbookPr date1904="{int(epoch_1904)}"/>'
        f"<sheets>{listed}</sheets></workbook>"
    )
    skeleton = {
        "_rels/.rels": _relations_xml(_relation_xml("main", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook,
        "xl/_rels/workbook.xml.rels": _relations_xml(relations),
    }
    return stored_zip({name: text.encode("utf-8") for name, text in skeleton.items()} | parts)


def _relation_xml(identity: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identity}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'


def _relations_xml(relations: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE_RELATIONS}">{relations}</Relationships>'
