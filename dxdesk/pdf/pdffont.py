"""Our fonts as reportlab sees them: one logical font a style, drawn from several embedded faces.

reportlab lets a dynamic font split a string into (subset, bytes) pieces and switches fonts between
them. ``ChainFont`` uses this: a "subset" is a face of the fallback chain, the bytes are two-byte codes
of a composite font (Type 0, CIDFontType2). Every code stands for one cluster, so ToUnicode can give
back exactly the text that was drawn: plane 2 as surrogate pairs, a base with its selector together.
"""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfdoc, pdfmetrics

from dxdesk.domain.lost_letters import GETA
from dxdesk.pdf import clusters as cl
from dxdesk.pdf.faces import Face
from dxdesk.pdf.fontset import Drawn, FontSet, Style

_SERIAL = itertools.count(1)
_MAX_CODES = 0xFFFF


class EmbeddedFace:
    """The part of one face that one PDF uses: its codes, and in the end its font objects."""

    def __init__(self, face: Face, internal_name: str) -> None:
        """Start with no codes; code 0 is the font's own .notdef and is never used."""
        self.face = face
        self.internal_name = internal_name
        self._codes: dict[tuple[int, str], int] = {}

    def code(self, glyph: int, text: str) -> bytes:
        """Return the two bytes that draw ``glyph`` and copy back as ``text``."""
        key = (glyph, text)
        number = self._codes.get(key)
        if number is None:
            number = self._codes[key] = len(self._codes) + 1
            if number > _MAX_CODES:
                raise OverflowError(f"more than {_MAX_CODES} different characters of {self.face.name}")
        return number.to_bytes(2, "big")

    def addObjects(self, doc: Any) -> None:
        """Write the font objects; reportlab calls this once when the document is saved."""
        program, order = self.face.subset(sorted({glyph for glyph, _ in self._codes}))
        tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(program).digest()[:6])
        name = f"{tag}+{self.face.name}"
        widths = [self.face.widths[glyph] for glyph, _ in self._codes]
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": pdfdoc.PDFName(name),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": self._descriptor(doc, name, program),
                "DW": 1000,
                "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray([round(width, 2) for width in widths])]),
                "CIDToGIDMap": self._stream(doc, self._glyph_numbers(order), "cidToGid"),
            }
        )
        composite = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": pdfdoc.PDFName(name),
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([doc.Reference(descendant, f"cid:{self.internal_name}")]),
                "ToUnicode": self._stream(doc, self._to_unicode(), "toUnicode"),
            }
        )
        reference = doc.Reference(composite, f"font:{self.internal_name}")
        doc.idToObject["BasicFonts"].dict[self.internal_name] = reference

    def _descriptor(self, doc: Any, name: str, program: bytes) -> Any:
        face = self.face
        # Symbolic (4): the codes are ours and follow no standard encoding.
        flags = 4 | (1 if face.fixed_pitch else 0) | (64 if face.italic_angle else 0)
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": pdfdoc.PDFName(name),
                "Flags": flags,
                "FontBBox": pdfdoc.PDFArray([round(edge) for edge in face.bbox]),
                "ItalicAngle": face.italic_angle,
                "Ascent": round(face.ascent),
                "Descent": round(face.descent),
                "CapHeight": round(face.cap_height),
                # No font tells its stem; this estimate only serves viewers that substitute, ours is embedded.
                "StemV": 50 + int((face.weight / 65) ** 2),
                "FontFile2": self._stream(doc, program, "program", Length1=len(program)),
            }
        )
        return doc.Reference(descriptor, f"descriptor:{self.internal_name}")

    def _stream(self, doc: Any, content: bytes, what: str, **entries: int) -> Any:
        stream = pdfdoc.PDFStream(content=content)
        for key, value in entries.items():
            stream.dictionary[key] = value
        if doc.compression:
            stream.filters = [pdfdoc.PDFZCompress]
        return doc.Reference(stream, f"{what}:{self.internal_name}")

    def _glyph_numbers(self, order: dict[int, int]) -> bytes:
        return b"\0\0" + b"".join(order[glyph].to_bytes(2, "big") for glyph, _ in self._codes)

    def _to_unicode(self) -> bytes:
        lines = [
            f"<{number:04X}> <{text.encode('utf-16-be').hex().upper()}>"
            for number, (_, text) in enumerate(self._codes, start=1)
        ]
        # A block may hold at most 100 entries (PDF reference, CMap operators).
        blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
        body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
            f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        ).encode("ascii")


@dataclass(eq=False)
class DocumentFonts:
    """What one PDF has drawn so far: faces in use, whose text is drawn now, what could not be drawn.

    ``missing``, ``replaced`` and ``as_base`` hold (subject, cluster) in the order met, without repeats:
    what stops the print, what a geta stands for in the record drawn now, what is drawn with its base shape.

    ``names`` are the names on the record drawn now. ``whole`` gives, by style, the face in which each of
    them is set, and each of their parts; a name that the main face draws is in none. ``strict`` documents
    print no geta, whatever it would stand for.
    """

    subject: str = ""
    strict: bool = False
    names: tuple[str, ...] = ()
    whole: dict[Style, dict[str, Face | None]] = field(default_factory=dict)
    faces: list[EmbeddedFace] = field(default_factory=list)
    missing: dict[tuple[str, str], None] = field(default_factory=dict)
    replaced: dict[tuple[str, str], None] = field(default_factory=dict)
    as_base: dict[tuple[str, str], None] = field(default_factory=dict)
    main_index: dict[Style, int] = field(default_factory=dict)
    plain: dict[Style, dict[str, bytes]] = field(default_factory=dict)

    def stops(self, cluster: str) -> bool:
        """Return whether a cluster that no font has stops the print, where names or all have to be right."""
        return self.strict or any(cluster in name for name in self.names)

    def name_of(self, index: int) -> str:
        """Return the PDF name of the face with this index."""
        return f"/{self.faces[index].internal_name}"

    def index_of(self, face: Face, doc: Any) -> int:
        """Return the place of ``face`` among this document's fonts, adding it when new."""
        for index, embedded in enumerate(self.faces):
            if embedded.face is face:
                return index
        embedded = EmbeddedFace(face, f"F{len(self.faces) + 1}")
        self.faces.append(embedded)
        doc.delayedFonts.append(embedded)
        return len(self.faces) - 1


@dataclass(frozen=True, slots=True)
class RegisteredFace:
    """What reportlab asks a font's face for."""

    name: str
    ascent: float
    descent: float


class ChainFont:
    """One style for reportlab's canvas and graphics, registered under ``fontName``."""

    _dynamicFont = 1
    _multiByte = 1
    shapable = False

    def __init__(self, fonts: FontSet, style: Style) -> None:
        """Register the style under a name of its own: two printers may have different fonts folders."""
        self.fonts = fonts
        self.style = style
        self.main = fonts.main_face(style)
        self.fontName = f"dxdesk-{style.name.lower()}-{next(_SERIAL)}"
        # reportlab takes fonts whose face has the same name for one font; ours differ in what follows.
        self.face = RegisteredFace(self.fontName, self.main.ascent, self.main.descent)
        self._documents: WeakKeyDictionary[Any, DocumentFonts] = WeakKeyDictionary()
        cmap, widths = self.main.cmap, self.main.widths
        self._widths = {char: widths[glyph] for char, glyph in cmap.items() if cl.stands_alone(char)}
        self._cluster_widths: dict[str, float] = {}
        pdfmetrics.registerFont(self)

    def attach(self, doc: Any, used: DocumentFonts) -> None:
        """Tell the font where to keep the codes of ``doc``."""
        self._documents[doc] = used
        used.plain.setdefault(self.style, {})

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:
        """Return the width of ``text`` in points at ``size``."""
        widths = self._widths
        try:
            # Every character is in the main face: no marks (which it has, too), no fallback.
            return sum([widths[char] for char in text]) * size * 0.001
        except KeyError:
            return sum(self.cluster_width(cluster) for cluster in cl.clusters(text)) * size * 0.001

    def cluster_width(self, cluster: str) -> float:
        """Return the width of one cluster in 1/1000 of the type size; nothing drawn is 0 wide."""
        width = self._cluster_widths.get(cluster)
        if width is None:
            width = sum(drawn.width for _, drawn in self.resolve(cluster) if drawn is not None)
            self._cluster_widths[cluster] = width
        return width

    def resolve(self, cluster: str) -> list[tuple[str, Drawn | None]]:
        """Return what is drawn for a cluster: mostly one piece, base and mark apart where it must be."""
        base, marks = cluster[0], cluster[1:]
        if cl.is_ignorable(base):
            return [piece for mark in marks if not cl.is_selector(mark) for piece in self.resolve(mark)]
        loose = [mark for mark in marks if not cl.is_selector(mark)]
        if not loose or cl.composed(cluster):
            return [(cluster, self.fonts.find(self.style, cluster))]
        head = base + "".join(mark for mark in marks if cl.is_selector(mark))
        return [(piece, self.fonts.find(self.style, piece)) for piece in (head, *loose)]

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        """Return ``text`` as (face index, two-byte codes) pieces for this document."""
        if not text:
            return []
        used = self._documents[doc]
        if used.whole and (whole := self._with_whole_names(text, doc, used)):
            return whole
        plain = used.plain[self.style]
        try:
            return [(used.main_index[self.style], b"".join([plain[char] for char in text]))]
        except KeyError:
            return self._split_slowly(text, doc, used)

    def _split_slowly(self, text: str, doc: Any, used: DocumentFonts) -> list[tuple[int, bytes]]:
        pieces: list[tuple[int, list[bytes]]] = []
        for cluster in cl.clusters(text):
            for part, drawn in self.resolve(cluster):
                if drawn is None:
                    if used.stops(part):
                        used.missing[used.subject, part] = None
                        continue
                    used.replaced[used.subject, part] = None
                    part, drawn = GETA, self.fonts.find(self.style, GETA)
                    if drawn is None:
                        continue
                if drawn.as_base:
                    used.as_base[used.subject, part] = None
                index = used.index_of(drawn.face, doc)
                code = used.faces[index].code(drawn.glyph, part)
                if drawn.face is self.main and len(part) == 1 and cl.stands_alone(part):
                    used.main_index[self.style] = index
                    used.plain[self.style][part] = code
                if not pieces or pieces[-1][0] != index:
                    pieces.append((index, []))
                pieces[-1][1].append(code)
        return [(index, b"".join(codes)) for index, codes in pieces]

    @property
    def plain(self) -> frozenset[str]:
        """Return what the style's own face draws letter by letter."""
        return frozenset(self._widths)

    def face_for(self, name: str) -> Face | None:
        """Return the face that draws all of a name; None where there is none, or it is the style's own."""
        if self._widths.keys() >= set(name):
            return None
        face = self.fonts.face_for(self.style, cl.clusters("".join(name.split())))
        return None if face is self.main else face

    def _with_whole_names(self, text: str, doc: Any, used: DocumentFonts) -> list[tuple[int, bytes]]:
        """Return the pieces of a text that holds a name to be set in one face; nothing if it holds none."""
        for name, face in used.whole.get(self.style, {}).items():
            if face is None or name not in text:
                continue
            before, _, after = text.partition(name)
            index = used.index_of(face, doc)
            codes = []
            for cluster in cl.clusters(name):
                drawn = self.fonts.within(face, cluster)
                if drawn is None:  # a blank, which a font of rare kanji may lack
                    drawn = self.fonts.find(self.style, cluster)
                    if drawn is None or drawn.face is not face:
                        return []
                codes.append(used.faces[index].code(drawn.glyph, cluster))
            return [
                *self._split_slowly(before, doc, used),
                (index, b"".join(codes)),
                *self._split_slowly(after, doc, used),
            ]
        return []
