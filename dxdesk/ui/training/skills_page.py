"""スキル別: how often courses for a skill requirement were held in the year, and who of those asked came."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dxdesk.domain.training import NO_LEVEL, STATE_LABELS
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.training import messages
from dxdesk.ui.training.pages import Page
from dxdesk.ui.training.rates import rate_order, rate_text
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import card, column, inside, row
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.sealing.workbook_kinds import PARTICIPATION

if TYPE_CHECKING:
    from dxdesk.domain.headcounts import Participation
    from dxdesk.ui.training.acts import Acts
    from dxdesk.usecases.training.overview import Overview


class _Line(NamedTuple):
    skill: str
    level: str
    courses: str
    times: int | None
    rate: Participation | None
    state: str


class SkillsPage(Page):
    """A line a skill requirement."""

    def __init__(self, screen: Screen, acts: Acts) -> None:
        """Make an empty page."""
        super().__init__(screen, acts)
        titles = messages.SKILL_COLUMNS
        self.table: Table[_Line] = Table(
            [
                Col(titles[0], lambda one: one.skill, 0, look=lambda one: "strong", wrap=True),
                Col(titles[1], lambda one: one.level, 100),
                Col(titles[2], lambda one: one.courses, 0, wrap=True, tip=lambda one: one.courses),
                Col(titles[3], _times, 120, number=True, order=lambda one: one.times or 0),
                Col(
                    titles[4],
                    lambda one: rate_text(one.rate, one.state),
                    170,
                    number=True,
                    look=lambda one: "muted" if one.rate is None else "",
                    order=lambda one: rate_order(one.rate),
                ),
            ],
            messages.SKILLS,
        )
        self.table.nothing = messages.SKILLS_NONE
        self.year = 0
        self.file = button(messages.RATES_FILE, self._write, icon="file", name="rates-write")
        text = Text(messages.SKILLS_TEXT, "muted", wrap=True)
        head = row(text, self.file, gap=12)
        head.setStretch(0, 1)
        body = card(inside(head), self.table, gap=10, padding=12)
        self.setLayout(column(body))

    def show_year(self, found: Overview) -> None:
        """Show the year, skill by skill."""
        self.year = found.year.fiscal_year
        self.file.setEnabled(bool(found.year.courses))
        names = {one.course.code: one.course.name for one in found.year.courses}
        self.table.show_records(
            [
                _Line(
                    title,
                    level or NO_LEVEL,
                    "、".join(names[code] for code in one.courses),
                    one.times,
                    one.participation,
                    STATE_LABELS[one.state],
                )
                for one, title, level in found.year.skills
            ]
        )

    def _write(self) -> None:
        self.acts.dialog = sending.send(
            self.host,
            PARTICIPATION,
            messages.RATES_FILE.rstrip("…"),
            PARTICIPATION.written.text,
            PARTICIPATION.written.following,
            of=(self.year, 0),
        )

    def start_search(self) -> None:
        """Go to the list: it is short, and has no search."""
        self.table.setFocus()


def _times(one: _Line) -> str:
    if one.times is None:
        return messages.TIMES_UNKNOWN
    return messages.TIMES.format(count=one.times) if one.times else messages.NONE
