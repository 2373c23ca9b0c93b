"""Paper to draw on: text, lines and boxes, measured in points from the top left corner.

One ``Paper`` is one PDF. It knows whose record is being drawn, so that a character no font has can be
reported with its person; it refuses to be finished with such a character on it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from reportlab import rl_config
from reportlab.graphics import renderPDF
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from dxdesk.domain import breaking
from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.pdf.clusters import clusters, code_points
from dxdesk.pdf.fontset import FontSet, Style
from dxdesk.pdf.kinsoku import wrap
from dxdesk.pdf.pdffont import ChainFont, DocumentFonts
from dxdesk.ports.printing import Align, GlyphNote

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
A4_LANDSCAPE = (297 * MM, 210 * MM)

TEXT = "#1d2733"
MUTED = "#4d5965"
HAIRLINE = "#9aa5b1"
STRONG_LINE = "#1d2733"
WASH = "#f1f4f7"
ACCENT = "#174a6e"
WHITE = "#ffffff"

# Base-85 only serves mail gateways of the nineties; without it files are a fifth smaller.
rl_config.useA85 = 0


class Fonts:
    """The three styles of a font set, as reportlab fonts."""

    def __init__(self, fonts: FontSet) -> None:
        """Register the styles with reportlab."""
        self.fontset = fonts
        self.styles = {style: ChainFont(fonts, style) for style in Style}

    def width(self, text: str, size: float, style: Style = Style.GOTHIC) -> float:
        """Return the width of ``text`` in points."""
        return self.styles[style].stringWidth(text, size)

    def wrap(self, text: str, size: float, width: float, style: Style = Style.GOTHIC) -> list[str]:
        """Return ``text`` in lines no wider than ``width`` points."""
        if not text:
            return []
        font = self.styles[style]
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
        parts of a name are set apart.
        """
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

    def __init__(self, fonts: Fonts, size: tuple[float, float], title: str) -> None:
        """Begin a document of pages of ``size`` (width, height in points)."""
        self.fonts = fonts
        self.width, self.height = size
        self._out = io.BytesIO()
        first = fonts.styles[Style.GOTHIC].fontName
        self.canvas: Any = Canvas(
            self._out, pagesize=size, initialFontName=first, lang="ja-JP", pageCompression=1
        )
        self.canvas.setTitle(title)
        self.canvas.setCreator("dxdesk")
        self.canvas.setAuthor("")
        self.canvas.setSubject(title)
        self._used = DocumentFonts()
        for font in fonts.styles.values():
            font.attach(self.canvas._doc, self._used)
        self._waiting: list[dict[str, Any]] = []
        self._filled = ""
        self._lined = (0.0, "")

    def about(self, subject: str) -> None:
        """Say whose record is drawn from here on (named when a glyph is missing)."""
        self._used.subject = subject

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
        # Written out here: reportlab's text object formats colours and numbers anew for every string,
        # which costs more than everything else on a certificate.
        font, doc = self.fonts.styles[style], self.canvas._doc
        shown = " ".join(
            f"{font.getSubsetInternalName(face, doc)} {size:.2f} Tf <{codes.hex()}> Tj"
            for face, codes in font.splitString(text, doc)
        )
        space = f"{spacing:.3f} Tc " if spacing else ""
        reset = " 0 Tc" if spacing else ""
        self._write(f"BT 1 0 0 1 {x:.2f} {self.height - y:.2f} Tm {space}{shown}{reset} ET")

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
        """Place a reportlab drawing with its upper left corner at (x, y)."""
        renderPDF.draw(drawing, self.canvas, x, self.height - y - drawing.height)
        self.forget_state()

    def end_page(self) -> None:
        """Finish a page that needs no page numbers."""
        self.canvas.showPage()
        self.forget_state()

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
        for page, state in enumerate(held, start=1):
            self.canvas.__dict__.update(state)
            self.forget_state()
            footer(page, len(held))
            self.canvas.showPage()
        self.forget_state()

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
            notes = [GlyphNote(who, text, code_points(text)) for who, text in self._used.missing]
            raise KnownError.of(tuple(glyph_problem(note) for note in notes))
        self.canvas.save()
        return self._out.getvalue()


def glyph_problem(note: GlyphNote) -> Problem:
    """Return the problem that stops a print: whose character no font has, and what to do."""
    return Problem(
        "glyph-missing",
        f"印刷に使う文字 {note.codes} を持つフォントがないため、印刷を中止しました。"
        "登録されている文字はそのままです。",
        "この文字を持つフォント(IPAmj明朝など。外字は EUDC.tte)を fonts フォルダーに置いてから、"
        "もう一度印刷してください。",
        found=f"{note.text} ({note.codes})",
        place=Place(note.subject),
    )


@lru_cache(maxsize=64)
def _operands(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3f}" for at in (1, 3, 5))


@lru_cache(maxsize=64)
def colour_of(code: str) -> Any:
    """Return reportlab's colour for ``#rrggbb``."""
    return HexColor(code)
