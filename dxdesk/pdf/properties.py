"""What a PDF says of itself: title, metadata (XMP), colours meant, and its outline.

A viewer shows the title instead of the file's name; a document system reads the metadata; a printing office
finds which colours are meant. Sources: PDF 1.7 (ISO 32000-1) 12.2, 14.3, 14.11.5.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.printing import Printed

_PROFILE = "sRGB IEC61966-2.1"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format><dc:language><rdf:Bag><rdf:li>ja-JP</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<xmp:CreatorTool>dxdesk</xmp:CreatorTool><pdf:Producer>dxdesk</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def title_of(records: Sequence[Printed]) -> str:
    """Return what a document is called: its kind, its year, and the section or the one person it is of."""
    first = records[0]
    year = getattr(first, "fiscal_year", None)
    return " ".join(
        part
        for part in (getattr(first, "title", ""), fiscal_year_label(year) if year else "", _of(records))
        if part
    )


def _of(records: Sequence[Printed]) -> str:
    """Return the section that all records are of, or the person where there is one alone."""
    people = [person for record in records if (person := getattr(record, "person", None)) is not None]
    if len(records) == 1 and people:
        return str(people[0].name)
    sections = {getattr(record, "section", "") for record in records} | {
        person.department for person in people
    }
    sections.discard("")
    return str(sections.pop()) if len(sections) == 1 else ""


def describe(canvas: Any, title: str) -> None:
    """Give a document its title everywhere a title is looked for, and say that its colours are sRGB."""
    canvas.setTitle(title)
    canvas.setSubject(title)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    doc = canvas._doc
    metadata = _XMP.format(title=escape(title))
    doc.Catalog.Metadata = doc.Reference(
        pdfdoc.PDFStream(
            dictionary=pdfdoc.PDFDictionary(
                {"Type": pdfdoc.PDFName("Metadata"), "Subtype": pdfdoc.PDFName("XML")}
            ),
            content=metadata.encode("utf-8"),
            filters=[],
        ),
        "metadata",
    )
    profile = pdfdoc.PDFStream(
        dictionary=pdfdoc.PDFDictionary({"N": 3}), content=_srgb(), filters=[pdfdoc.PDFZCompress]
    )
    intent = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("OutputIntent"),
            "S": pdfdoc.PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": pdfdoc.PDFString(_PROFILE),
            "Info": pdfdoc.PDFString(_PROFILE),
            "DestOutputProfile": doc.Reference(profile, "srgb"),
        }
    )
    # reportlab writes only the entries it knows of.
    doc.Catalog.__NoDefault__ = [*doc.Catalog.__NoDefault__, "OutputIntents"]
    doc.Catalog.OutputIntents = pdfdoc.PDFArray([doc.Reference(intent, "intent")])


@lru_cache(maxsize=1)
def _srgb() -> bytes:
    """Return the profile of sRGB, without the moment it was made: the same document has the same bytes."""
    from PIL import ImageCms

    made = bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    return made[:24] + bytes(12) + made[36:84] + bytes(16) + made[100:]
