"""配置と受講: placement rules and the offices that fall short, courses done, heads that match."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dxdesk.ui.growth import messages
from dxdesk.ui.look import words
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, clear, column, row, scrolling
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.usecases.development.course_rates import CourseRate
    from dxdesk.usecases.development.staffing import Heads, Overview
    from dxdesk.usecases.development.stage_heads import StageHeads
    from dxdesk.usecases.skillmap.model import MapPerson


class HeadsPage(QWidget):
    """What HR's roster and records say of people and courses; ``tools_wanted``: to decide of tools."""

    tools_wanted = Signal()

    def __init__(self) -> None:
        """Make an empty page."""
        super().__init__()
        self._placements: QVBoxLayout = column(gap=4)
        self.tools = button(messages.TOOLS_SET, self.tools_wanted.emit, name="tool-placements")
        self.tools.hide()
        titles = messages.COURSE_COLUMNS
        self.courses: Table[tuple[str, CourseRate]] = Table(
            [
                Col(titles[0], lambda c: c[0], 170, wrap=True),
                Col(titles[1], lambda c: c[1].course, 0, look=lambda c: "strong", wrap=True),
                Col(titles[2], _need, 80),
                Col(titles[3], _done, 130, number=True, order=lambda c: c[1].rate.done),
                Col(titles[4], _rate, 80, number=True),
            ],
            messages.COURSES,
        )
        names = messages.HEADS_COLUMNS
        self.heads: Table[tuple[str, Heads]] = Table(
            [
                Col(names[0], lambda h: h[0], 170, wrap=True),
                Col(names[1], lambda h: h[1].skill, 0, look=lambda h: "strong", wrap=True),
                Col(names[2], lambda h: h[1].required, 80),
                Col(names[3], _said, 130, number=True, order=lambda h: h[1].said),
                Col(names[4], _heads, 120, number=True, order=lambda h: h[1].matching),
                Col(names[5], _unknown, 150, number=True, order=lambda h: h[1].asked - h[1].known),
            ],
            messages.HEADS,
        )
        self._make_stages()
        for table in (self.courses, self.heads, self.stages):
            table.setMinimumHeight(190)
        self.no_courses = Text(messages.COURSE_NONE, "muted", wrap=True)
        self.courses_text = Text("", "muted", wrap=True)
        whole = column(
            card(
                row(Text(messages.PLACEMENT, "section"), STRETCH, self.tools),
                Text(messages.PLACEMENT_TEXT, "muted", wrap=True),
                self._placements,
                gap=8,
            ),
            card(
                Text(messages.COURSES, "section"),
                self.courses_text,
                self.no_courses,
                self.courses,
                gap=8,
            ),
            card(
                Text(messages.HEADS, "section"),
                Text(messages.HEADS_TEXT, "muted", wrap=True),
                self.heads,
                gap=8,
            ),
            self._stages,
            gap=12,
            margins=(0, 0, 8, 8),
        )
        layout = QVBoxLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolling(whole))
        self.setLayout(layout)

    def _make_stages(self) -> None:
        titles, names = messages.STAGES_COLUMNS, messages.STAGES_PEOPLE
        self.stages: Table[StageHeads] = Table(
            [
                Col(titles[0], lambda s: s.persona_name, 170, wrap=True),
                Col(titles[1], lambda s: s.label, 0, look=lambda s: "strong" if s.stage else "muted"),
                Col(titles[2], _at_stage, 130, number=True, order=lambda s: len(s.people)),
            ],
            messages.STAGES,
            sort=False,
        )
        self.people: Table[MapPerson] = Table(
            [
                Col(names[0], lambda p: words.shown(p.name), 200, order=lambda p: p.kana),
                Col(names[1], lambda p: p.number, 110),
                Col(names[2], lambda p: p.department_name, 0, wrap=True),
            ],
            messages.STAGES_LIST,
        )
        self.people.setMinimumHeight(190)
        self.stages.picked.connect(self._show_people)
        self.more: QVBoxLayout = column(gap=0)
        """Takes what else there is to say of the person that is chosen."""
        title, text = Text(messages.STAGES, "section"), Text(messages.STAGES_TEXT, "muted", wrap=True)
        self._stages = card(title, text, self.stages, self.people, self.more, gap=8)
        self._stages.hide()

    def show_stages(self, found: Sequence[StageHeads]) -> None:
        """Show how many stand where; nothing where the framework has no stages."""
        self._stages.setVisible(bool(found))
        self.stages.show_records(list(found))
        self._show_people(self.stages.current())

    def _show_people(self, picked: StageHeads | None) -> None:
        self.people.show_records(list(picked.people) if picked is not None else [])
        self.people.setVisible(picked is not None and bool(picked.people))

    def show_heads(self, found: Overview, names: Mapping[str, str], year: str) -> None:
        """Show what was counted in a ``year`` (its label); ``names`` are the personas' names by code."""
        clear(self._placements)
        for one in found.placements:
            ours = messages.PLACEMENT_OURS if one.supplement else ""
            said = {"name": one.name, "count": one.per_section, "ours": ours, "offices": one.offices}
            if not one.short:
                self._placements.addWidget(Text(messages.PLACEMENT_KEPT.format(**said), wrap=True))
                continue
            text = messages.PLACEMENT_SHORT.format(**said, short=len(one.short))
            self._placements.addWidget(Text(text, tone="attention", wrap=True))
            offices = (messages.PLACEMENT_OFFICE.format(name=s.name, found=s.found) for s in one.short)
            self._placements.addWidget(Text("、".join(offices), wrap=True))
        if not found.placements:
            self._placements.addWidget(Text(messages.PLACEMENT_NONE, "muted", wrap=True))
        titles = {**names, "": messages.COURSE_FOR_ALL}
        self.courses.show_records(
            [(one.whom or titles.get(one.persona, one.persona), one) for one in found.courses]
        )
        text = messages.COURSES_LEDGER if found.ledger else messages.COURSES_TEXT
        self.courses_text.setText(text.format(year=year))
        self.no_courses.setText(messages.COURSE_NONE_LEDGER if found.ledger else messages.COURSE_NONE)
        self.courses_text.setVisible(bool(found.courses))
        self.courses.setVisible(bool(found.courses))
        self.no_courses.setVisible(not found.courses)
        asked = [one for one in found.heads if one.asked]
        self.heads.show_records([(names.get(one.persona, one.persona), one) for one in asked])


def _done(entry: tuple[str, CourseRate]) -> str:
    one = entry[1]
    if one.state:
        return messages.NONE
    undated = messages.UNDATED.format(count=one.undated) if one.undated else ""
    return messages.OF.format(short=one.rate.done, people=one.rate.asked) + undated


def _need(entry: tuple[str, CourseRate]) -> str:
    one = entry[1]
    return one.need or (messages.ELECTIVE if one.elective else "")


def _rate(entry: tuple[str, CourseRate]) -> str:
    one = entry[1]
    if not one.offered:
        return one.state or messages.OPEN_COURSE
    return messages.NONE if one.rate.percent is None else one.rate.text


def _at_stage(found: StageHeads) -> str:
    return messages.OF.format(short=len(found.people), people=found.asked)


def _said(entry: tuple[str, Heads]) -> str:
    one = entry[1]
    return messages.OF.format(short=one.said, people=one.answered) if one.answered else messages.NONE


def _heads(entry: tuple[str, Heads]) -> str:
    one = entry[1]
    return messages.OF.format(short=one.matching, people=one.known) if one.known else messages.NONE


def _unknown(entry: tuple[str, Heads]) -> str:
    return messages.PEOPLE.format(count=entry[1].asked - entry[1].known)
