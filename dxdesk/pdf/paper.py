"""Paper to draw on: text, lines and boxes, measured in points from the top left corner.

One ``Paper`` is one PDF. It knows whose record is being drawn, so that a character no font has can be
reported with its person; it refuses to be finished with such a character on it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from hashlib import md5
from typing import Any

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFZCompress
from reportlab.pdfgen.canvas import Canvas

from dxdesk.domain import breaking
from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.scripts import needs_shaping
from dxdesk.pdf.clusters import clusters, code_points
from dxdesk.pdf.faces import Face
from dxdesk.pdf.fontset import FontSet, Style
from dxdesk.pdf.kinsoku import wrap
from dxdesk.pdf.outline import write_outline
from dxdesk.pdf.pdffont import ChainFont, DocumentFonts
from dxdesk.pdf.shapes import operators
from dxdesk.ports.printing import Align, GlyphNote

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
A4_LANDSCAPE = (297 * MM, 210 * MM)
A3_LANDSCAPE = (420 * MM, 297 * MM)

TEXT = "#1d2733"
MUTED = "#4d5965"
HAIRLINE = "#5b6774"
"""Dark enough that a fax keeps it: rows and rooms to sign in have nothing else to part them."""
STRONG_LINE = "#1d2733"
ACCENT = "#174a6e"
WHITE = "#ffffff"

_CAUTION, _CAUTION_BESIDE = 10.0, 6.0
_CAUTION_EDGE, _CAUTION_FOOT = 18 * MM, 15.5 * MM
"""Where the frame of a caution ends at the right and below: over the margin of text, above ``flow.TOP``."""

# Base-85 only serves mail gateways of the nineties; without it files are a fifth smaller.
rl_config.useA85 = 0


class Fonts:
    """The three styles of a font set, as reportlab fonts."""

    def __init__(self, fonts: FontSet) -> None:
        """Register the styles with reportlab."""
        self.fontset = fonts
        self.styles = {style: ChainFont(fonts, style) for style in Style}
        self.plain = frozenset.intersection(*(font.plain for font in self.styles.values()))
        """What the shipped face of every style draws letter by letter."""
        self.both_sides = False
        """Whether what is drawn with them is printed on both sides of the sheets."""
        self.caution = ""
        """What stands on every page that is drawn with them, above its head."""

    def printed(self, *, both_sides: bool, caution: str) -> Fonts:
        """Return them for one print: on both sides every record begins on a front side."""
        found = Fonts.__new__(Fonts)  # the same fonts: registering them anew would take its time
        found.__dict__.update(self.__dict__)
        found.both_sides, found.caution = both_sides, caution
        return found

    def width(self, text: str, size: float, style: Style = Style.GOTHIC) -> float:
        """Return the width of ``text`` in points."""
        return self.styles[style].stringWidth(text, size)

    def wrap(self, text: str, size: float, width: float, style: Style = Style.GOTHIC) -> list[str]:
        """Return ``text`` in lines no wider than ``width`` points."""
        if not text:
            return []
        font = self.styles[style]
        if "\n" not in text and "\r" not in text and font.stringWidth(text, size) <= width:
            return [text.rstrip()]  # most of what a page says stands on one line
        return wrap(text, width * 1000 / size, font.cluster_width)

    def balanced(self, text: str, size: float, width: float, style: Style = Style.GOTHIC) -> list[str]:
        """Return ``text`` in as few lines as fit, all about equally long: no lone last syllable."""
        lines = self.wrap(text, size, width, style)
        if len(lines) < 2 or "\n" in text:
            return lines
        low, high = width / 2, width
        for _ in range(8):
            middle = (low + high) / 2
            if len(self.wrap(text, size, middle, style)) == len(lines):
                high = middle
            else:
                low = middle
        return self.wrap(text, size, high, style)

    def title(self, text: str, size: float, width: float, style: Style = Style.GOTHIC) -> list[str]:
        """Return a title in few lines that break between words (柔軟性・適応性・|チームワーク)."""
        needed = self.width(text, size, style)
        if needed <= width or "\n" in text:
            return self.wrap(text, size, width, style)
        found = breaking.balanced(text, width, lambda part: self.width(part, size, style))
        return found or self.balanced(text, size, width, style)

    def fit(
        self, text: str, size: float, smallest: float, width: float, style: Style = Style.GOTHIC
    ) -> tuple[float, list[str]]:
        """Return size and lines for text that must never be clipped (names).

        It shrinks down to ``smallest`` to stay on one line; beyond that it wraps, preferably where the
        parts of a name are set apart. A line feed begins a new line, all of them in one size.
        """
        if "\n" in text:
            fitted = [self.fit(part, size, smallest, width, style) for part in text.split("\n")]
            return min(one for one, _ in fitted), [line for _, lines in fitted for line in lines]
        needed = self.width(text, size, style)
        if needed <= width:
            return size, [text]
        if needed * smallest <= width * size:
            return size * width / needed * 0.999, [text]
        parts = text.replace("\u3000", " ").split(" ")
        if len(parts) == 2 and all(self.width(part, smallest, style) <= width for part in parts):
            widest = max(self.width(part, size, style) for part in parts)
            return min(size, size * width / widest * 0.999), parts
        return smallest, self.wrap(text, smallest, width, style)


class Paper:
    """A PDF under way; ``y`` runs downwards from the top of the page."""

    def __init__(self, fonts: Fonts, size: tuple[float, float], *, strict: bool = False) -> None:
        """Begin a document of pages of ``size`` (width, height in points).

        What it is called is said where it is finished (``properties.describe``). ``strict``: every letter
        has to be right (a certificate); otherwise only those of names.
        """
        self.fonts = fonts
        self.width, self.height = size
        self._out = io.BytesIO()
        first = fonts.styles[Style.GOTHIC].fontName
        self.canvas: Any = Canvas(
            self._out, pagesize=size, initialFontName=first, lang="ja-JP", pageCompression=1
        )
        self.canvas.setCreator("dxdesk")
        self.canvas.setAuthor("")
        self._used = DocumentFonts(strict=strict)
        for font in fonts.styles.values():
            font.attach(self.canvas._doc, self._used)
        self.replaced: tuple[str, ...] = ()
        """The letters a geta stands for in the record whose feet are drawn."""
        self._waiting: list[dict[str, Any]] = []
        self._filled = ""
        self._lined = (0.0, "")
        self._entitled = ""
        self._outline: list[tuple[str, int]] = []

    def dated(self, day: date, records: Sequence[object]) -> None:
        """Say of which day the document is: its records drawn again are the same file."""
        doc = self.canvas._doc
        stamp = doc._timeStamp
        stamp.YMDhms, stamp.dhh, stamp.dmm = (day.year, day.month, day.day, 0, 0, 0), 0, 0
        # What tells files apart was begun with the time.
        doc.signature = md5(repr(records).encode("utf-8", "surrogatepass"), usedforsecurity=False)

    def about(self, subject: str, *names: str) -> None:
        """Say whose record is drawn from here on.

        Args:
            subject: number and name; named when a glyph is missing.
            names: other people's names on the record. Those and the subject's are set in one face each, and
                a letter of them that no font has stops the print; elsewhere a geta stands for it.
        """
        used = self._used
        used.subject = subject
        used.names = tuple(filter(None, (subject.partition(" ")[2], *names)))
        used.whole = self._whole(used.names)

    def _whole(self, names: Sequence[str]) -> dict[Style, dict[str, Face | None]]:
        found: dict[Style, dict[str, Face | None]] = {}
        if self.fonts.plain >= set("".join(names)):
            return found
        for style, font in self.fonts.styles.items():
            for name in names:
                if face := font.face_for(name):
                    # Longest first: a name is looked for before its parts, which stand alone when it wraps.
                    found.setdefault(style, {}).update(dict.fromkeys((name, *name.split()), face))
        return found

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        style: Style = Style.GOTHIC,
        colour: str = TEXT,
        align: Align = Align.LEFT,
        spacing: float = 0.0,
    ) -> None:
        """Draw one line with its baseline at ``y``; ``x`` is the left edge, middle or right edge."""
        if not text:
            return
        if align is not Align.LEFT:
            room = self.fonts.width(text, size, style)
            if spacing:
                room += spacing * (len(clusters(text)) - 1)
            x -= room if align is Align.RIGHT else room / 2
        self._fill(colour)
        space = f"{spacing:.3f} Tc " if spacing else ""
        reset = " 0 Tc" if spacing else ""
        shown = self._shown(text, size, style)
        self._write(f"BT 1 0 0 1 {x:.2f} {self.height - y:.2f} Tm {space}{shown}{reset} ET")

    def _shown(self, text: str, size: float, style: Style) -> str:
        """Return the operators that show a text where it stands.

        Written out here: reportlab's text object formats colours and numbers anew for every string, which
        costs more than everything else on a certificate.
        """
        font, doc = self.fonts.styles[style], self.canvas._doc
        pieces = font.splitString(text, doc)
        if len(pieces) == 1:  # a line of one face, as nearly all are
            ((face, codes),) = pieces
            return f"{self._used.name_of(face)} {size:.2f} Tf <{codes.hex()}> Tj"
        return " ".join(
            f"{self._used.name_of(face)} {size:.2f} Tf <{codes.hex()}> Tj" for face, codes in pieces
        )

    def _set_in_chart(self, x: float, y: float, string: Any) -> str:
        """Return the operators of a chart's text; ``y`` runs upwards there."""
        style = next(style for style, font in self.fonts.styles.items() if font.fontName == string.fontName)
        if string.textAnchor != "start":
            room = self.fonts.width(string.text, string.fontSize, style)
            x -= room if string.textAnchor == "end" else room / 2
        # Each text is a line of its own for whoever copies it, however close the next one stands.
        shown = self._shown(string.text, string.fontSize, style)
        return f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm {string.fontSize * 1.2:.2f} TL {shown} T* ET"

    def within(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        room: float,
        *,
        style: Style = Style.GOTHIC,
        colour: str = TEXT,
        align: Align = Align.LEFT,
        spacing: float = 0.0,
    ) -> None:
        """Draw one line as ``text`` does, smaller where it would be wider than ``room`` points."""
        needed = self.fonts.width(text, size, style) + spacing * max(len(clusters(text)) - 1, 0)
        share = min(1.0, room / needed) if needed else 1.0
        self.text(x, y, text, size * share, style=style, colour=colour, align=align, spacing=spacing * share)

    def lines(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        size: float,
        leading: float,
        *,
        style: Style = Style.GOTHIC,
        colour: str = TEXT,
        align: Align = Align.LEFT,
    ) -> float:
        """Draw lines below each other, the first baseline at ``y``; return the baseline after the last."""
        for number, line in enumerate(lines):
            self.text(x, y + number * leading, line, size, style=style, colour=colour, align=align)
        return y + len(lines) * leading

    def turned_text(self, x: float, y: float, text: str, size: float, *, colour: str = TEXT) -> None:
        """Draw one line reading upwards, its baseline at ``x``, beginning at ``y``."""
        self._write(f"q 0 1 -1 0 {x:.2f} {self.height - y:.2f} cm")
        self.forget_state()
        self.text(0, self.height, text, size, colour=colour)
        self._write("Q")
        self.forget_state()

    def rule(self, x: float, y: float, to_x: float, *, weight: float = 0.4, colour: str = HAIRLINE) -> None:
        """Draw a horizontal line."""
        self.stroke(x, y, to_x, y, weight=weight, colour=colour)

    def stroke(
        self, x: float, y: float, to_x: float, to_y: float, *, weight: float = 0.4, colour: str = HAIRLINE
    ) -> None:
        """Draw a straight line."""
        self._line_style(weight, colour)
        self._write(f"{x:.2f} {self.height - y:.2f} m {to_x:.2f} {self.height - to_y:.2f} l S")

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "",
        line: str = "",
        weight: float = 0.4,
    ) -> None:
        """Draw a rectangle whose upper left corner is (x, y)."""
        if fill:
            self._fill(fill)
        if line:
            self._line_style(weight, line)
        paint = "B" if fill and line else "f" if fill else "S"
        self._write(f"{x:.2f} {self.height - y - height:.2f} {width:.2f} {height:.2f} re {paint}")

    def dashed(self, dash: Sequence[float] = ()) -> None:
        """Dash the lines drawn from here on; without arguments they are solid again."""
        self._write(f"[{' '.join(f'{part:g}' for part in dash)}] 0 d")

    def _fill(self, colour: str) -> None:
        if colour != self._filled:
            self._filled = colour
            self._write(_operands(colour) + " rg")

    def _line_style(self, weight: float, colour: str) -> None:
        if (weight, colour) != self._lined:
            self._lined = (weight, colour)
            self._write(f"{weight:g} w {_operands(colour)} RG")

    def _write(self, operators: str) -> None:
        self.canvas._code.append(operators)

    def forget_state(self) -> None:
        """Assume nothing about colours and lines: a page, a form or reportlab itself changed them."""
        self._filled = ""
        self._lined = (0.0, "")

    def drawing(self, drawing: Any, x: float, y: float) -> None:
        """Place a drawing of our charts with its upper left corner at (x, y)."""
        self._write(f"q 1 0 0 1 {x:.2f} {self.height - y - drawing.height:.2f} cm")
        self.canvas._code.extend(operators(drawing, self._set_in_chart))
        self._write("Q")
        self.forget_state()

    def picture(self, image: Any, x: float, y: float, width: float, height: float) -> None:
        """Place a picture (reportlab's reader of one) with its upper left corner at (x, y)."""
        self.canvas.drawImage(image, x, self.height - y - height, width, height)
        self.forget_state()

    def end_page(self) -> None:
        """Finish a page that needs no page numbers."""
        self._enter_outline()
        self._warn()
        self._show_page()
        self.forget_state()

    def _show_page(self) -> None:
        """Finish a page, packed at once: a batch of thousands is held until it is saved."""
        self.canvas.showPage()
        page = self.canvas._doc.Pages.pages[-1]
        packed = PDFDictionary({"Filter": PDFArray([PDFName(PDFZCompress.pdfname)])})
        page.Contents = PDFStream(packed, PDFZCompress.encode(page.stream or ""), [])
        page.stream = None

    def hold_page(self) -> None:
        """Lay a page aside until the record's number of pages is known."""
        self._waiting.append(dict(self.canvas.__dict__))
        self.canvas._startPage()
        self.forget_state()

    def mark(self) -> int:
        """Return where on the page begun one can go back to."""
        return len(self.canvas._code)

    def go_back(self, mark: int) -> None:
        """Take away what was drawn on this page since ``mark``."""
        del self.canvas._code[mark:]
        self.forget_state()

    @property
    def held_pages(self) -> int:
        """Return how many pages of the record are laid aside."""
        return len(self._waiting)

    def drop_record(self) -> None:
        """Throw away the pages laid aside and the one begun: the record is drawn anew."""
        if self._waiting:
            self.canvas.__dict__.update(self._waiting[0])
            self._waiting = []
        self.canvas._restartAccumulators()
        self.canvas.init_graphics_state()
        self.canvas.state_stack = []
        self.forget_state()

    def end_record(self, footer: Callable[[int, int], None]) -> None:
        """Finish the pages laid aside, drawing ``footer(page, pages)`` on each."""
        held, self._waiting = self._waiting, []
        self.replaced = tuple(dict.fromkeys(text for _, text in self._used.replaced))
        self._used.replaced.clear()
        for page, state in enumerate(held, start=1):
            self.canvas.__dict__.update(state)
            self.forget_state()
            if page == 1:
                self._enter_outline()
            footer(page, len(held))
            self._warn()
            self._show_page()
        self.forget_state()

    def _warn(self) -> None:
        """Frame what every reader has to know first above the head of the page, where no head reaches."""
        if not self.fonts.caution:
            return
        said, right = self.fonts.caution, self.width - _CAUTION_EDGE
        wide = self.fonts.width(said, _CAUTION, Style.BOLD) + 2 * _CAUTION_BESIDE
        high = _CAUTION * 1.6
        top = _CAUTION_FOOT - high
        self.box(right - wide, top, wide, high, line=TEXT, weight=0.8)
        baseline = _CAUTION_FOOT - _CAUTION * 0.43
        self.text(right - _CAUTION_BESIDE, baseline, said, _CAUTION, style=Style.BOLD, align=Align.RIGHT)

    def entitle(self, name: str) -> None:
        """Say that a record begins, and what it is called in the document's outline.

        Nothing of it is drawn yet: for print on both sides an empty page comes before one that would begin on
        the back of the one before.
        """
        if self.fonts.both_sides and self.canvas.getPageNumber() % 2 == 0:
            self._show_page()
            self.forget_state()
        self._entitled = name

    def note_outline(self, name: str, page: int) -> None:
        """Enter a place of a record of many pages into the document's outline by its page (from 1)."""
        self._outline.append((name, page))

    def _enter_outline(self) -> None:
        if self._entitled:
            self._outline.append((self._entitled, self.canvas.getPageNumber()))
            self._entitled = ""

    @property
    def notes(self) -> tuple[GlyphNote, ...]:
        """Return the variants drawn with their base shape so far."""
        return tuple(GlyphNote(who, text, code_points(text)) for who, text in self._used.as_base)

    def finish(self) -> bytes:
        """Return the PDF.

        Raises:
            KnownError: ``glyph-missing`` with a problem for each person and character.
        """
        if self._used.missing:
            letters: dict[str, list[str]] = {}
            for who, text in self._used.missing:
                letters.setdefault(who, []).append(text)
            raise KnownError.of(tuple(glyph_problem(who, found) for who, found in letters.items()))
        write_outline(self.canvas, self._outline)
        self.canvas.save()
        return self._out.getvalue()


def glyph_problem(who: str, letters: Sequence[str]) -> Problem:
    """Return the problem that stops a print: whose letters no font has, and what to do."""
    codes = "、".join(map(code_points, letters))
    found = "、".join(f"{text} ({code_points(text)})" for text in letters)
    if all(needs_shaping(text[0]) for text in letters):
        return Problem(
            "glyph-missing",
            f"文字 {codes} は、前後の字で形が変わる文字のため印刷できません。印刷を中止しました。"
            "登録されている文字はそのままです。",
            "氏名は、名簿でカタカナ、漢字、ローマ字のどれかにしてから、もう一度印刷してください。",
            found=found,
            place=Place(who),
        )
    return Problem(
        "glyph-missing",
        f"印刷に使う文字 {codes} を持つフォントがないため、印刷を中止しました。"
        "登録されている文字はそのままです。",
        "この文字を持つフォント(IPAmj明朝など。外字は EUDC.tte)を fonts フォルダーに置いてから、"
        "もう一度印刷してください。",
        found=found,
        place=Place(who),
    )


@lru_cache(maxsize=64)
def _operands(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3f}" for at in (1, 3, 5))


@lru_cache(maxsize=64)
def colour_of(code: str) -> Any:
    """Return reportlab's colour for ``#rrggbb``."""
    return HexColor(code)
