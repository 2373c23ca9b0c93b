"""The head of a person's document: title, year, and whose it is."""

from __future__ import annotations

from collections.abc import Callable

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.pdf.flow import TOP, Flow
from dxdesk.pdf.fontset import Style
from dxdesk.pdf.paper import HAIRLINE, MM, MUTED, STRONG_LINE
from dxdesk.ports.printing import Align, PersonHead


def title_line(flow: Flow, title: str, fiscal_year: int | None, municipality: str, state: str = "") -> None:
    """Draw the title with its year; municipality and state stand at the right."""
    paper = flow.paper
    year = fiscal_year_label(fiscal_year) if fiscal_year is not None else ""
    flow.y = TOP + 22
    paper.text(flow.left, flow.y, title, 18, style=Style.BOLD)
    after = flow.left + paper.fonts.width(title, 18, Style.BOLD) + 5 * MM
    paper.text(after, flow.y, year, 11)
    right = " ・ ".join(part for part in (municipality, state) if part)
    room = flow.right - after - paper.fonts.width(year, 11) - 5 * MM
    paper.within(flow.right, flow.y, right, 9, room, colour=MUTED, align=Align.RIGHT)
    flow.y += 9


def person_box(flow: Flow, person: PersonHead) -> None:
    """Draw name and membership between two rules; a long name shrinks, then wraps."""
    paper = flow.paper
    paper.rule(flow.left, flow.y, flow.right, weight=0.8, colour=STRONG_LINE)
    name_width = flow.width * 0.42
    number_y = flow.y + 13
    paper.text(flow.left, number_y, f"職員番号 {person.employee_number}", 8, colour=MUTED)
    size, lines = paper.fonts.fit(person.name, 17, 10, name_width - 4 * MM, Style.BOLD)
    after = paper.lines(flow.left, number_y + 21, lines, size, size * 1.25, style=Style.BOLD)
    bottom = after - size * 1.25 + 11

    pairs = [
        ("所属", person.department),
        ("職層・職名", " ・ ".join(part for part in (person.grade, person.position) if part)),
        ("人材像", person.persona),
    ]
    x = flow.left + name_width
    y = flow.y + 14
    for label, value in pairs:
        if not value:
            continue
        paper.text(x, y, label, 7.5, colour=MUTED)
        room = flow.right - x - 18 * MM
        value_size, value_lines = paper.fonts.fit(value, 9.5, 8, room)
        y = paper.lines(x + 18 * MM, y, value_lines, value_size, value_size * 1.35)
        y += 3.5
    flow.y = max(bottom, y - 7)
    paper.rule(flow.left, flow.y, flow.right, weight=0.4, colour=HAIRLINE)


def continued(title: str, fiscal_year: int, person: PersonHead) -> Callable[[Flow], None]:
    """Return what draws the head of a person's second and later pages."""

    def draw(flow: Flow) -> None:
        text = f"{title} {fiscal_year_label(fiscal_year)}"
        flow.y = TOP + 8
        flow.paper.text(flow.left, flow.y, text, 8, colour=MUTED)
        room = flow.width - flow.paper.fonts.width(text, 8) - 5 * MM
        flow.paper.within(flow.right, flow.y, person.subject, 8, room, colour=MUTED, align=Align.RIGHT)
        flow.y += 5
        flow.paper.rule(flow.left, flow.y, flow.right, colour=HAIRLINE)
        flow.y += 6

    return draw
