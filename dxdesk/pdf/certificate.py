"""スキル確認結果証 and 修了証: A4 landscape, BIZ UD明朝, made to hang on a wall.

Everything stands on a grid of 4 mm. Number and title hang from the top of the frame, date and issuer
stand on its bottom; name, wording and list are set in the optical middle of what is left between them. A
list that is too long for it stands on a 別紙 behind it (``certificate_annex``).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dxdesk.domain.wareki import wareki
from dxdesk.pdf.certificate_annex import draw_annex
from dxdesk.pdf.certificate_name import Name, set_name
from dxdesk.pdf.clusters import clusters
from dxdesk.pdf.fontset import Style
from dxdesk.pdf.paper import A4_LANDSCAPE, ACCENT, MM, MUTED, TEXT, Fonts, Paper, colour_of
from dxdesk.pdf.spoiled import strike_spoiled
from dxdesk.ports.printing import Align, Certificate, CertificateItem, Progress, Seal

_GRID = 4 * MM
_FRAME = 15 * MM
_INNER = 18.2 * MM
_NOTCH = 5.5 * MM
_MIDDLE = A4_LANDSCAPE[0] / 2
_BODY_WIDTH = 196 * MM
_SEAL_RIGHT = 255 * MM
_DATE_LEFT = 46 * MM
_TITLE_Y = 52 * MM
_MARKS_LEFT = 34 * MM
_MARKS_Y = 25.5 * MM
_MARK, _MARK_LEADING = 10.0, 4.6 * MM
_BESIDE = 5 * MM
_ZONE = (60 * MM, 147 * MM)
_DATE_Y = 156 * MM
_ISSUER_Y = 176 * MM
_FAINT = "#b9c2cb"
_VALUE_SHARE = 0.6
"""How much of a line of the list its value may take before it shrinks."""


_AS_ANNEXED = (CertificateItem("項目とレベル", "別紙のとおり"),)
"""What stands where the list would, where the wording itself does not name the 別紙."""


def draw(fonts: Fonts, records: Sequence[Certificate], progress: Progress | None = None) -> Paper:
    """Draw the certificates, each on a page of its own with its 別紙 behind it."""
    paper = Paper(fonts, A4_LANDSCAPE, strict=True)
    paper.dated(records[0].issued_on, records)
    for done, record in enumerate(records, start=1):
        paper.about(record.person.subject, record.issuer_name)
        paper.entitle(record.person.subject)
        _frame(paper)
        strike_spoiled(paper, record.marks)
        _head(paper, record)
        _middle(paper, record)
        _issuer(paper, record)
        paper.end_page()
        if record.annex:
            draw_annex(paper, record, _frame, _item)
        if progress is not None:
            progress(done, len(records))
    return paper


_FRAME_FORM = "certificate-frame"


def _frame(paper: Paper) -> None:
    """Draw a strong outer frame and a fine inner one with hollow corners, stored once a file."""
    canvas = paper.canvas
    if not canvas.hasForm(_FRAME_FORM):
        canvas.beginForm(_FRAME_FORM)
        paper.forget_state()
        paper.box(
            _FRAME, _FRAME, paper.width - 2 * _FRAME, paper.height - 2 * _FRAME, line=ACCENT, weight=1.6
        )
        canvas.setLineWidth(0.45)
        canvas.setStrokeColor(colour_of(ACCENT))
        canvas.drawPath(_hollow_corners(paper), stroke=1, fill=0)
        canvas.endForm()
        paper.forget_state()
    canvas.doForm(_FRAME_FORM)


def _hollow_corners(paper: Paper) -> object:
    left, right = _INNER, paper.width - _INNER
    bottom, top = _INNER, paper.height - _INNER
    r = _NOTCH
    path = paper.canvas.beginPath()
    path.moveTo(left + r, bottom)
    path.lineTo(right - r, bottom)
    path.arcTo(right - r, bottom - r, right + r, bottom + r, 180, -90)
    path.lineTo(right, top - r)
    path.arcTo(right - r, top - r, right + r, top + r, 270, -90)
    path.lineTo(left + r, top)
    path.arcTo(left - r, top - r, left + r, top + r, 0, -90)
    path.lineTo(left, bottom + r)
    path.arcTo(left - r, bottom - r, left + r, bottom + r, 90, -90)
    path.close()
    return path


def _head(paper: Paper, record: Certificate) -> None:
    right, room = paper.width - 34 * MM, paper.width - 68 * MM
    # What stands below the first mark stands beside the number: neither reaches the other.
    share = room * 0.4 if len(record.marks) > 1 else room
    needed = paper.fonts.width(record.number, 12, Style.MINCHO) + 0.8 * len(record.number)
    beside = room - min(needed, share) - _BESIDE
    for place, mark in enumerate(record.marks):
        wide = beside if place else room
        paper.within(_MARKS_LEFT, _MARKS_Y + place * _MARK_LEADING, mark, _MARK, wide, style=Style.MINCHO)
    paper.within(right, 33 * MM, record.number, 12, share, style=Style.MINCHO, align=Align.RIGHT, spacing=0.8)
    size = 36.0
    gap = size * (0.9 if len(record.title) <= 4 else 0.35)
    room = 200 * MM
    width = paper.fonts.width(record.title, size, Style.MINCHO) + gap * (len(record.title) - 1)
    if width > room:
        size, gap = size * room / width, gap * room / width
    paper.text(_MIDDLE, _TITLE_Y, record.title, size, style=Style.MINCHO, align=Align.CENTER, spacing=gap)


@dataclass(frozen=True, slots=True)
class _Setting:
    """Sizes and distances around the name; all shrink together when a certificate is full."""

    department: float
    body: float
    body_leading: float
    to_body: float
    to_list: float
    columns: int
    item: float
    item_leading: float
    item_width: float

    @classmethod
    def for_items(cls, items: int, scale: float) -> _Setting:
        if not items:
            columns, item, leading, width = 1, 0.0, 0.0, 0.0
        elif items <= 6:
            columns, item, leading, width = 1, 14.0, 7.2 * MM, 120 * MM
        elif items <= 14:
            columns, item, leading, width = 2, 12.0, 6.6 * MM, 92 * MM
        else:
            columns, item, leading, width = 3, 10.5, 5.8 * MM, 64 * MM
        body, body_leading, to_body = (15.0, 9 * MM, 14.5 * MM) if items else (17.0, 11 * MM, 20 * MM)
        return cls(
            department=13 * scale,
            body=body * scale,
            body_leading=body_leading * scale,
            to_body=to_body * scale,
            to_list=11 * MM * scale,
            columns=columns,
            item=item * scale,
            item_leading=leading * scale,
            item_width=width,
        )


@dataclass(frozen=True, slots=True)
class _Middle:
    """What stands between title and date, already broken into lines."""

    setting: _Setting
    department_size: float
    department: list[str]
    name: Name
    body: list[str]
    items: tuple[CertificateItem, ...]

    @property
    def height(self) -> float:
        setting = self.setting
        height = self.name.height
        if self.department:
            height += 4 * MM + self.department_size + (len(self.department) - 1) * self.department_size * 1.2
        height += setting.to_body + (len(self.body) - 1) * setting.body_leading
        if self.items:
            rows = math.ceil(len(self.items) / setting.columns)
            height += setting.to_list + (rows - 1) * setting.item_leading
        return height


def _set(fonts: Fonts, record: Certificate, scale: float) -> _Middle:
    items = record.items
    if record.annex:
        items = () if "別紙" in record.body else _AS_ANNEXED
    setting = _Setting.for_items(len(items), scale)
    department_size, department = setting.department, [""]
    if record.person.department:
        department_size, department = fonts.fit(
            record.person.department, setting.department, 8 * scale, 200 * MM, Style.MINCHO
        )
    return _Middle(
        setting=setting,
        department_size=department_size,
        department=[line for line in department if line],
        name=set_name(fonts, record.person.name, record.honorific, scale, record.ruby),
        body=fonts.balanced(record.body, setting.body, _BODY_WIDTH, Style.MINCHO),
        items=items,
    )


def _middle(paper: Paper, record: Certificate) -> None:
    room = _ZONE[1] - _ZONE[0]
    for scale in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5):
        middle = _set(paper.fonts, record, scale)
        if middle.height <= room:
            break
    # A little above the true middle looks centred.
    y = _ZONE[0] + max((room - middle.height) * 0.46, 0)
    if middle.department:
        y += middle.department_size
        leading = middle.department_size * 1.2
        paper.lines(
            _MIDDLE,
            y,
            middle.department,
            middle.department_size,
            leading,
            style=Style.MINCHO,
            align=Align.CENTER,
        )
        y += (len(middle.department) - 1) * leading + 4 * MM
    y = middle.name.draw(paper, _MIDDLE, y)
    y = _body(paper, middle, y + middle.setting.to_body, centred="\n" in record.body)
    if middle.items:
        _items(paper, middle.items, y + middle.setting.to_list, middle.setting)


def _body(paper: Paper, middle: _Middle, y: float, *, centred: bool) -> float:
    """Draw the wording and return its last baseline; lines given by the writer are centred each."""
    size, lines = middle.setting.body, middle.body
    widths = [paper.fonts.width(line, size, Style.MINCHO) for line in lines]
    block = max(widths, default=0.0)
    for number, (line, width) in enumerate(zip(lines, widths, strict=True)):
        # Only lines that are nearly full are spread to the common edge.
        gaps = len(clusters(line)) - 1
        spread = (block - width) / gaps if gaps > 0 and width > block * 0.93 else 0.0
        left = _MIDDLE - (width if centred else block) / 2
        paper.text(
            left,
            y + number * middle.setting.body_leading,
            line,
            size,
            style=Style.MINCHO,
            spacing=0.0 if centred else spread,
        )
    return y + (len(lines) - 1) * middle.setting.body_leading


def _items(paper: Paper, items: Sequence[CertificateItem], y: float, setting: _Setting) -> None:
    rows = math.ceil(len(items) / setting.columns)
    gutter = 10 * MM
    block = setting.columns * setting.item_width + (setting.columns - 1) * gutter
    for position, item in enumerate(items):
        column, row = divmod(position, rows)
        left = _MIDDLE - block / 2 + column * (setting.item_width + gutter)
        _item(paper, item, left, y + row * setting.item_leading, setting.item_width, setting.item)


def _item(paper: Paper, item: CertificateItem, left: float, y: float, room: float, letters: float) -> None:
    """Draw a line of a list ``room`` points wide, in letters of that size where they fit."""
    fonts = paper.fonts
    if item.subject:
        paper.about(item.subject, item.value, item.label)  # until the issuer's name is drawn
    value_size, values = fonts.fit(item.value, letters, letters * 0.55, room * _VALUE_SHARE, Style.MINCHO)
    value_width = max(fonts.width(line, value_size, Style.MINCHO) for line in values)
    size, label = fonts.fit(item.label, letters, letters * 0.6, room - value_width - 6 * MM, Style.MINCHO)
    if len(label) == 1:
        paper.text(left, y, label[0], size, style=Style.MINCHO)
    else:
        small = size * 0.8
        paper.lines(left, y - small * 0.6, label[:2], small, small * 1.1, style=Style.MINCHO)
    width = max(fonts.width(line, size, Style.MINCHO) for line in label)
    start, end = left + width + 2.5 * MM, left + room - value_width - 2.5 * MM
    if end > start:
        paper.dashed((0.6, 3.0))
        paper.rule(start, y - letters * 0.28, end, weight=0.6, colour=MUTED)
        paper.dashed()
    right, above = left + room, value_size * 0.55 * (len(values) - 1)
    paper.lines(
        *(right, y - above, values, value_size, value_size * 1.1), style=Style.MINCHO, align=Align.RIGHT
    )


def _issuer(paper: Paper, record: Certificate) -> None:
    fonts = paper.fonts
    if any(item.subject for item in record.items):
        paper.about(record.person.subject, record.issuer_name)
    paper.text(_DATE_LEFT, _DATE_Y, wareki(record.issued_on), 14, style=Style.MINCHO, spacing=1.0)
    right = _SEAL_RIGHT
    if record.seal is Seal.AREA:
        side = record.seal_size * MM
        _seal_area(paper, right - side, _ISSUER_Y - side * 0.62, side)
        right -= side + 4 * MM
    name_size, name_lines = fonts.fit(record.issuer_name, 22, 12, 96 * MM, Style.MINCHO)
    width = max(fonts.width(line, name_size, Style.MINCHO) for line in name_lines)
    paper.lines(right - width, _ISSUER_Y, name_lines, name_size, name_size * 1.25, style=Style.MINCHO)
    title_right = right - width - 8 * MM
    title_size, title = fonts.fit(record.issuer_title, 15, 9, title_right - _DATE_LEFT, Style.MINCHO)
    paper.lines(
        title_right, _ISSUER_Y, title, title_size, title_size * 1.3, style=Style.MINCHO, align=Align.RIGHT
    )
    if record.organisation:
        x = title_right - max(fonts.width(line, title_size, Style.MINCHO) for line in title)
        paper.text(x, _ISSUER_Y - 9 * MM, record.organisation, 13, style=Style.MINCHO)
    if record.seal is Seal.OMITTED:
        paper.text(
            right, _ISSUER_Y + 7 * MM, "(公印省略)", 10.5, style=Style.MINCHO, align=Align.RIGHT, colour=TEXT
        )


def _seal_area(paper: Paper, x: float, y: float, side: float) -> None:
    """Mark the square by its corners; the faint words disappear under the stamp."""
    arm = min(3.5 * MM, side / 4)
    for left, dx in ((x, arm), (x + side, -arm)):
        for top, dy in ((y, arm), (y + side, -arm)):
            paper.stroke(left, top, left + dx, top, weight=0.35, colour=_FAINT)
            paper.stroke(left, top, left, top + dy, weight=0.35, colour=_FAINT)
    paper.text(
        x + side / 2, y + side / 2 + 2.5, "公印", 7, style=Style.MINCHO, colour=_FAINT, align=Align.CENTER
    )
