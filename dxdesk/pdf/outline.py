"""The outline of a PDF: one line a record, leading to its first page (PDF 1.7, ISO 32000-1, 12.3.3).

Written here in one pass: reportlab makes two dictionaries an entry, which a thousand certificates feel.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase import pdfdoc


class _Entry(pdfdoc.PDFObject):  # type: ignore[misc]
    def __init__(self, parent: _Outline, place: int) -> None:
        self.parent, self.place = parent, place

    def format(self, document: Any) -> bytes:
        name, page = self.parent.entries[self.place]
        around = ((b"Prev", self.place - 1), (b"Next", self.place + 1))
        links = b"".join(
            b" /" + word + b" " + self.parent.reference(place, document)
            for word, place in around
            if 0 <= place < len(self.parent.entries)
        )
        title = b"<FEFF" + name.encode("utf-16-be").hex().upper().encode("ascii") + b">"
        target = pdfdoc.PDFObjectReference(f"Page{page}").format(document)
        root = pdfdoc.PDFObjectReference(_ROOT).format(document)
        return b"<< /Title %b /Parent %b /Dest [ %b /XYZ null null null ]%b >>" % (title, root, target, links)


_ROOT = "outline"


class _Outline(pdfdoc.PDFObject):  # type: ignore[misc]
    """Stands where reportlab keeps its own, which it would prepare when the document is saved."""

    ready = 1

    def __init__(self, entries: Sequence[tuple[str, int]]) -> None:
        self.entries = entries

    def prepare(self, document: Any, canvas: Any) -> None:
        """Do nothing: the entries are written as they are."""

    def reference(self, place: int, document: Any) -> bytes:
        """Return what leads to an entry."""
        found: bytes = pdfdoc.PDFObjectReference(f"{_ROOT}-{place}").format(document)
        return found

    def format(self, document: Any) -> bytes:
        for place in range(len(self.entries)):
            document.Reference(_Entry(self, place), f"{_ROOT}-{place}")
        first, last = self.reference(0, document), self.reference(len(self.entries) - 1, document)
        return b"<< /Type /Outlines /First %b /Last %b /Count %d >>" % (first, last, len(self.entries))


def write_outline(canvas: Any, entries: Sequence[tuple[str, int]]) -> None:
    """Give a document an outline of (title, first page from 1) pairs; one alone says nothing."""
    if len(entries) < 2:
        return
    doc = canvas._doc
    outline = _Outline(entries)
    doc.outline = doc.Outlines = outline
    doc.Catalog.Outlines = doc.Reference(outline, _ROOT)
    canvas.showOutline()
