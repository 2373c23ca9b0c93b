"""Parts that Excel expects around the sheets of any workbook: its theme and its properties.

Without them Excel makes its own when it saves, so that a form comes back rewritten. They say what a file is
and which office it is of: nothing of who made it or when.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple
from xml.sax.saxutils import escape

from dxdesk.domain.text import plain
from dxdesk.excel.styles import FONT
from dxdesk.ports.workbooks import Head

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument"

_COLOURS = {
    "dk2": "1F3A4D",
    "lt2": "EEF2F5",
    "accent1": "1F5F8B",
    "accent2": "3C8D6E",
    "accent3": "B7791F",
    "accent4": "8A4F7D",
    "accent5": "4C6FA5",
    "accent6": "7A7F85",
    "hlink": "1F5F8B",
    "folHlink": "6B5B95",
}
"""What the colour picker of Excel offers first; nothing of ours is drawn in them."""


class Part(NamedTuple):
    """A part of a package: its name, its type, the relation that leads to it, its content."""

    name: str
    content_type: str
    relation: str
    text: str


def about(head: Head) -> tuple[str, str, str]:
    """Return a workbook's title, subject and office, as its properties say them; nobody's name is in them."""
    return f"{head.title} {head.fiscal_year}".strip(), head.purpose or head.title, head.municipality


@cache
def theme() -> Part:
    """Return the theme, a part of the workbook."""
    scheme = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items())
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface="{FONT}"/><a:cs typeface=""/>'
    flat = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = "".join(f'<a:ln w="{width}">{flat}</a:ln>' for width in (6350, 12700, 19050))
    plain = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    text = (
        f'{_XML}<a:theme xmlns:a="{_DRAWING}" name="dxdesk"><a:themeElements><a:clrScheme name="dxdesk">'
        '<a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
        f'<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>{scheme}</a:clrScheme>'
        f'<a:fontScheme name="dxdesk"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="dxdesk"><a:fillStyleLst>{flat * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line}</a:lnStyleLst><a:effectStyleLst>{plain * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{flat * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
    return Part("xl/theme/theme1.xml", f"{_TYPES}.theme+xml", f"{_OFFICE}/relationships/theme", text)


@lru_cache(maxsize=64)
def properties(title: str = "", subject: str = "", office: str = "") -> tuple[Part, ...]:
    """Return the properties of a document, which hang on the package itself."""
    told = "".join(
        f"<dc:{name}>{escape(plain(text))}</dc:{name}>"
        for name, text in (("title", title), ("subject", subject), ("creator", office or "dxdesk"))
        if text
    )
    core = (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"{told}</cp:coreProperties>"
    )
    app = (
        f'{_XML}<Properties xmlns="{_OFFICE}/extended-properties">'
        "<Application>dxdesk</Application></Properties>"
    )
    return (
        Part(
            "docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml",
            f"{_PACKAGE}/relationships/metadata/core-properties",
            core,
        ),
        Part(
            "docProps/app.xml",
            f"{_TYPES}.extended-properties+xml",
            f"{_OFFICE}/relationships/extended-properties",
            app,
        ),
    )
