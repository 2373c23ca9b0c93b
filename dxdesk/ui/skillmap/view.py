"""スキルマップ: search and filters above, the map, one skill's numbers beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QVBoxLayout

from dxdesk.domain.errors import KnownError
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.changes import Changes
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.ui.look import dates
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.next_courses import next_courses
from dxdesk.ui.shell.operations import Operations, Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.skillmap import messages
from dxdesk.ui.skillmap.filters import Filters, KeepDialog
from dxdesk.ui.skillmap.frozen import FrozenTable
from dxdesk.ui.skillmap.legend import Legend
from dxdesk.ui.skillmap.model import PeopleModel, SectionModel, is_section
from dxdesk.ui.skillmap.side import SkillSide
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.layouts import card, column, row
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.roomy import roomy
from dxdesk.usecases.sealing.workbook_kinds import SUMMARY
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.usecases.skillmap.histories import Histories
    from dxdesk.usecases.skillmap.model import MapPerson, PeopleMap, SectionMap, SectionRow
    from dxdesk.usecases.skillmap.past import Moment
    from dxdesk.usecases.skillmap.saved_views import MapView
    from dxdesk.usecases.skillmap.suggestions import Suggestion

PEOPLE_WIDTHS = (144, 96, 60)
SECTION_WIDTHS = (230, 64)
NOT_FOUND = 2
"""Place of "nobody" among the tables."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What one reading of the map brought.

    ``years`` are those there are with the names of their frameworks, ``moments`` the past days; ``skills``
    (uids) are what the text ``typed`` asks about.
    """

    found: PeopleMap
    aggregated: SectionMap
    views: tuple[MapView, ...]
    years: Mapping[int, str]
    moments: tuple[Moment, ...]
    offered: tuple[Suggestion, ...]
    examples: tuple[str, ...]
    typed: str
    skills: tuple[str, ...]


class SkillMap(Screen):
    """The map screen."""

    interested = Changes.RECEIPTS | Changes.STANDING | Changes.ROSTER | Changes.CYCLE
    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen."""
        super().__init__(desk, operations)
        self.set_title(messages.TITLE)
        self.found: PeopleMap | None = None
        self.aggregated: SectionMap | None = None
        self.people, self.by_section = PeopleModel(), SectionModel()
        self.people_table, self.section_table = FrozenTable("人とスキルの表"), FrozenTable("所属とスキルの表")
        self.people_table.show_model(self.people, PEOPLE_WIDTHS)
        self.section_table.show_model(self.by_section, SECTION_WIDTHS)
        self.side = SkillSide(sheets=desk.role in (Role.HR, Role.SECTION))
        self.filters = Filters()
        self.search = self.filters.search
        self.compare = self.filters.compare
        self._place, self._exact, self._asked = 0, "", 0
        self._followed = ""
        """The search whose skill the side was turned to."""
        self.examples: tuple[str, ...] = ()
        self._records: dict[tuple[int, int], Histories] = {}
        self._make_head()
        self._lay_out()
        self._connect()
        self._show_mode(people=True)

    def _make_head(self) -> None:
        self.people_button = button(messages.PEOPLE, lambda: self._show_mode(people=True), look="choice")
        self.sections_button = button(messages.SECTIONS, lambda: self._show_mode(people=False), look="choice")
        self._modes = QButtonGroup(self)
        for one in (self.people_button, self.sections_button):
            one.setCheckable(True)
            self._modes.addButton(one)
        self.copy = button(messages.COPY, self._copy, icon="copy", name="copy")
        self.copy.setToolTip(messages.COPY_TIP)
        self.excel = button(messages.EXCEL, self._excel, name="excel")
        self.printing: QPushButton = button(
            messages.PRINT, lambda: self.go.emit("documents", {"kind": "section-map"}), icon="print"
        )
        self.excel.setVisible(self.desk.role in SUMMARY.written.senders)
        self.printing.setVisible(self.desk.role in (Role.HR, Role.SECTION))
        modes = row(self.people_button, self.sections_button, gap=0)
        self.add_head(modes, self.copy, self.excel, self.printing)

    def _lay_out(self) -> None:
        self.legend = Legend()
        self.tables = QStackedWidget()
        self.nobody = EmptyState("search", messages.NOBODY, "", messages.CLEAR, self.filters.clear)
        for part in (self.people_table, self.section_table, self.nobody):
            self.tables.addWidget(part)
        table_card = card(self.tables, self.legend, gap=0, padding=2)
        layout = table_card.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretch(0, 1)
        both = row(table_card, self.side, gap=14)
        both.setStretch(0, 1)
        whole = column(self.filters, both, gap=12)
        whole.setStretch(1, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(roomy(whole))
        role = self.desk.role.value
        target = "year" if self.desk.role is Role.HR else "receive"
        act = messages.EMPTY_ACT.get(role, "")
        empty = EmptyState("map", messages.EMPTY, messages.EMPTY_TEXT, act, lambda: self.go.emit(target, {}))
        self.pages.addWidget(empty)
        self.body.addWidget(self.pages, 1)

    def _connect(self) -> None:
        filters = self.filters
        filters.changed.connect(self._filtered)
        filters.compare.toggled.connect(self._compared)
        filters.grouped.toggled.connect(self._grouped)
        filters.step.activated.connect(self._stepped)
        filters.keep_wanted.connect(self.keep)
        filters.forget_wanted.connect(self._forget)
        filters.view_wanted.connect(self.show_view)
        for table in (self.people_table, self.section_table):
            table.picked.connect(self._cell_picked)
            table.opened.connect(self._cell_opened)
        self.side.people_wanted.connect(self._ask_people)
        self.side.sheet_wanted.connect(self._sheet)
        self.side.person_shown.connect(self._show_next)

    # --- reading -----------------------------------------------------------------------------------

    def start_search(self) -> None:
        """Search."""
        self.search.setFocus()
        self.search.selectAll()

    def _filtered(self) -> None:
        self._exact = ""
        self.banner.hide()
        self.load()

    def reload(self) -> None:
        """Read everything again, what is on record of people, too."""
        self._records = {}
        super().reload()

    def load(self) -> None:
        """Read the map under the present filters; of several questions only the last is answered.

        What is on record of everybody (courses, stages) takes longer than the map and is read
        behind it, once.
        """
        chosen, exact, records = self.filters.chosen, self._exact, dict(self._records)
        self._asked += 1
        asked = self._asked

        def work(_: Progress) -> _Read:
            from dxdesk.usecases.skillmap.building import aggregate, people_map
            from dxdesk.usecases.skillmap.histories import NOTHING
            from dxdesk.usecases.skillmap.past import moments
            from dxdesk.usecases.skillmap.saved_views import views
            from dxdesk.usecases.skillmap.search import only, parse
            from dxdesk.usecases.skillmap.suggestions import examples, suggestions
            from dxdesk.usecases.year.cycle import cycles

            typed = chosen.query
            found = people_map(
                self.desk,
                chosen.fiscal_year,
                chosen.section,
                chosen.source,
                grade=chosen.grade,
                persona=chosen.persona,
                newest=chosen.newest,
                snapshot=chosen.snapshot,
            )
            on_record = records.get(_key(found))
            if on_record is not None:
                found = replace(found, histories=lambda: on_record)
            offered, shown = suggestions(found, on_record or NOTHING), examples(found)
            meant = parse(found, typed) if typed else None
            found = only(found, meant) if meant else found
            if exact:
                here = tuple(row for row in found.rows if row.department_code == exact)
                found = replace(found, rows=here)
            years = {cycle.fiscal_year: cycle.framework for cycle in cycles(self.desk)}
            return _Read(
                found,
                aggregate(found),
                views(self.desk),
                years,
                moments(self.desk),
                offered,
                shown,
                typed,
                meant.skills if meant else (),
            )

        def done(read: _Read) -> None:
            if asked == self._asked:
                self.examples = read.examples
                self.filters.views = read.views
                self.filters.fill(read.found, read.years, read.moments)
                self.search.offer(read.offered, self.examples)
                self._follow(read.found, read.typed, read.skills)
                self.show_map(read.found, read.aggregated)
                if _key(read.found) not in records:
                    self._read_records(read.found)

        def failed(error: KnownError) -> None:
            if asked == self._asked:
                self._none(error)

        self.ask(work, done, failed=failed)

    def _follow(self, found: PeopleMap, typed: str, skills: Sequence[str]) -> None:
        """Turn the side to the skill a new search asks about; what is chosen after it stays."""
        if typed == self._followed:
            return
        self._followed = typed
        places = [position for position, item in enumerate(found.items) if item.uid in skills]
        if places and self._place not in places:
            self._place = next(n for n in places if found.items[n].uid == skills[0])

    def _read_records(self, shown: PeopleMap) -> None:
        """Read what is on record behind the map, and offer the courses that it names."""
        asked, records, key = self._asked, self._records, _key(shown)

        def work(_: Progress) -> tuple[Histories, tuple[Suggestion, ...]]:
            from dxdesk.usecases.skillmap.suggestions import suggestions

            on_record = shown.histories()
            return on_record, suggestions(shown, on_record)

        def done(answer: tuple[Histories, tuple[Suggestion, ...]]) -> None:
            records[key], offered = answer
            if asked == self._asked:
                self.search.offer(offered)

        self.ask(work, done, aside=True)

    def _none(self, error: KnownError) -> None:
        if error.code == "no-cycle":
            self._show_whether_any(False)
        else:
            self.show_error(error)

    def _show_whether_any(self, any_: bool) -> None:
        """Show the map, or what brings people here; without people there is nothing to turn or copy."""
        self.pages.setCurrentIndex(0 if any_ else 1)
        for part in (self.people_button, self.sections_button, self.copy, self.excel, self.printing):
            part.setEnabled(any_)

    def show_map(self, found: PeopleMap, aggregated: SectionMap) -> None:
        """Show a map."""
        self.found, self.aggregated = found, aggregated
        self._place = min(self._place, max(len(found.items) - 1, 0))
        self._show_whether_any(bool(found.whole))
        # Writing files has the map read again; what it said of them stays until something else is asked.
        told = self.banner.tone == "done" and not self.banner.isHidden()
        if not told:
            self.banner.hide()
        self.people.show_map(found, aggregated)
        self.by_section.show_map(aggregated)
        self.section_table.fit_first((row.name for row in aggregated.rows), SECTION_WIDTHS[0])
        source = messages.SOURCES.get(found.source, found.basis) if found.counted else messages.FINAL
        day = dates.short_day(found.moment.day) if found.moment else ""
        past = messages.PAST_TITLE.format(day=day) if day else ""
        shown = messages.SHOWN.format(shown=len(found.rows))
        reread = messages.REREAD if found.reread else ""
        about = (
            fiscal_year_label(found.cycle.fiscal_year),
            past,
            source,
            found.counted,
            reread,
            shown,
            found.left_out,
        )
        self.set_title(messages.TITLE, " ・ ".join(part for part in about if part))
        ways = messages.EXAMPLES.format(examples="".join(f"「{one}」" for one in self.examples))
        text = messages.NOBODY_TEXT.format(told=self.filters.told())
        self.printing.setEnabled(not day and bool(found.whole))
        self.printing.setToolTip(messages.PRINT_NOW if day else "")
        self.nobody.tell(messages.NOBODY, f"{text}\n{ways}" if self.examples else text)
        self._show_mode(people=self.people_button.isChecked())
        if day and not told:
            self.banner.say(
                messages.PAST.format(day=day),
                messages.PAST_TEXT,
                tone="info",
                act=messages.BACK_TO_NOW,
                acting=self.filters.back_to_now,
            )
        blank = b"\xff" * len(found.framework.items)
        if found.rows and all(row.levels == blank for row in found.rows) and not told:
            self.banner.say(messages.NOTHING_YET, tone="info")
        self.side.show_item(aggregated if found.rows else None, self._place, self.step)

    # --- how it is shown ---------------------------------------------------------------------------

    @property
    def step(self) -> int:
        """From which level of the scale on people are counted."""
        return int(self.filters.step.currentData() or 2)

    def _show_mode(self, *, people: bool) -> None:
        (self.people_button if people else self.sections_button).setChecked(True)
        nobody = self.found is not None and not self.found.rows
        before = self.tables.currentIndex()
        self.tables.setCurrentIndex(NOT_FOUND if nobody else 0 if people else 1)
        if before != self.tables.currentIndex():
            self._beside()
        self.filters.show_people_only(people)
        self.legend.setVisible(not nobody)
        self._show_legend()

    def _beside(self) -> None:
        """Show beside a map what is chosen on it, not what was chosen on the other."""
        shown = self.tables.currentWidget()
        place, item = shown.place if isinstance(shown, FrozenTable) else (-1, -1)
        if place >= 0:
            self._cell_picked(place, item)
        else:
            self._picked(-1)

    def _turn(self) -> None:
        self._show_mode(people=not self.people_button.isChecked())

    def _show_legend(self) -> None:
        if self.found is None:
            return
        people = self.people_button.isChecked()
        items = self.found.items
        # Skills may lie on different scales: the one that is chosen is explained.
        levels = items[min(max(self._place, 0), len(items) - 1)].levels if items else ()
        compared = people and self.compare.isChecked()
        hatched = bool(self.people.unmapped) and (compared or self.found.reread)
        known = any(row.last.strip(b"\xff") for row in self.found.rows)
        shares = not people or self.filters.grouped.isChecked()
        counted = self._label(levels) if shares and levels else ""
        self.legend.show_levels(levels if people else (), compared, hatched, known, counted)

    def _label(self, levels: Sequence[tuple[int, str]]) -> str:
        return levels[min(self.step, len(levels) - 1)][1]

    def _grouped(self, on: bool) -> None:
        self.people.set_grouped(on)
        self._show_legend()

    def _compared(self, on: bool) -> None:
        self.people.set_compare(on)
        self._show_legend()

    def _stepped(self, _: int) -> None:
        self.people.step = self.step
        self.by_section.set_step(self.step)
        self.people_table.right.viewport().update()
        self._show_legend()
        self.side.show_item(self.aggregated, self._place, self.step)

    def _picked(self, position: int) -> None:
        """Show a skill in the side."""
        if position >= 0:
            self._place = position
            self._show_legend()
        self.side.show_item(self.aggregated, self._place, self.step)

    def _cell_picked(self, place: int, item: int) -> None:
        rows = self._shown_rows
        if item >= 0:
            self._place = item
            self._show_legend()
        if self.found is None or self.aggregated is None or not 0 <= place < len(rows):
            return
        line, position = rows[place], self.found.place(self.found.items[self._place].uid)
        if not is_section(line):
            self.side.show_item(self.aggregated, self._place, self.step, person=line, position=position)
        else:
            shown = (line, self._people_of(line.code, position)) if item >= 0 else None
            self.side.show_item(self.aggregated, self._place, self.step, cell=shown, position=position)

    @property
    def _shown_rows(self) -> Sequence[MapPerson | SectionRow]:
        people = self.tables.currentWidget() is self.people_table
        return self.people.rows if people else self.by_section.rows

    def _people_of(self, code: str, position: int) -> tuple[MapPerson, ...]:
        """Return the people shown of a section (empty: of all) who reach the step."""
        if self.found is None:
            return ()
        levels = self.found.items[self._place].levels
        least = levels[min(self.step, len(levels) - 1)][0]
        return tuple(
            row
            for row in self.found.rows
            if (not code or row.department_code == code) and (row.level(position) or 0) >= least > 0
        )

    def _show_next(self, number: str, room: QVBoxLayout) -> None:
        """Show beside somebody which courses come next."""
        room.addWidget(next_courses(self, number))

    def _cell_opened(self, position: int, item: int) -> None:
        if self.found is None:
            return
        line = self._shown_rows[position]
        if not is_section(line):
            level = self.people.level(position, item) if item >= 0 else None
            if item < 0:
                self._sheet(line.number)
            elif level is not None:
                self._ask_people(self.found.items[item].query(level), "")
        elif self.tables.currentWidget() is self.people_table:
            self.people.turn_group(position)
        elif item < 0:
            self._ask_people("", line.code)
        else:
            entry = self.found.items[item]
            least = entry.levels[min(self.step, len(entry.levels) - 1)][0]
            self._ask_people(entry.query(least, "以上"), line.code)

    def _ask_people(self, query: str, section: str) -> None:
        self.search.setText(query)
        if section:
            self.filters.section.setCurrentIndex(max(self.filters.section.findData(section), 0))
        self._exact = section
        self.banner.hide()
        self._show_mode(people=True)
        self.load()

    def _sheet(self, number: str) -> None:
        found = self.found
        if self.desk.role in (Role.HR, Role.SECTION):
            year = {"fiscal_year": found.cycle.fiscal_year} if found is not None else {}
            self.go.emit("documents", {"kind": "skill-sheet", "employee": number, **year})

    # --- kept conditions ---------------------------------------------------------------------------

    def show_view(self, view: MapView) -> None:
        """Show what a kept view says."""
        self.filters.choose(view)
        self._exact = ""
        self.banner.hide()
        self._show_mode(people=not view.by_section)
        self.load()

    def keep(self) -> None:
        """Ask for a name and keep the present conditions under it."""
        told = self.filters.told()
        self.keeping = KeepDialog(told, told[:40], self)
        self.keeping.accepted.connect(self._keep)
        self.keeping.open()

    def _keep(self) -> None:
        from dxdesk.usecases.skillmap.saved_views import MapView, save_view, views

        chosen, name = self.filters.chosen, self.keeping.name.text().strip()
        view = MapView(
            name,
            query=chosen.query,
            section=chosen.section,
            grade=chosen.grade,
            persona=chosen.persona,
            source=chosen.source,
            grouped=self.filters.grouped.isChecked(),
            compare=self.compare.isChecked(),
            by_section=not self.people_button.isChecked(),
        )

        def work(_: Progress) -> tuple[MapView, ...]:
            save_view(self.desk, view)
            return views(self.desk)

        self.ask(work, lambda kept: self._kept(kept, messages.KEPT.format(name=name)), kind=Work.ACT)

    def _forget(self, name: str) -> None:
        def work(_: Progress) -> tuple[MapView, ...]:
            from dxdesk.usecases.skillmap.saved_views import delete_view, views

            delete_view(self.desk, name)
            return views(self.desk)

        told = messages.FORGOTTEN.format(name=name)
        self.ask(work, lambda kept: self._kept(kept, told), kind=Work.ACT)

    def _kept(self, views: tuple[MapView, ...], told: str) -> None:
        self.filters.views = views
        self.saved.emit(told)

    # --- taking it along ---------------------------------------------------------------------------

    def _copy(self) -> None:
        table = self.tables.currentWidget()
        if isinstance(table, FrozenTable):
            table.copy_all()
            self.saved.emit(messages.COPIED)

    def _excel(self) -> None:
        # The workbook is for others: it holds what somebody confirmed, whatever is on the screen.
        shown = self.found.source if self.found is not None else "confirmed"
        told = messages.EXCEL_CONFIRMED.format(source=messages.SOURCES[shown])
        self.dialog = sending.send(
            self,
            SUMMARY,
            messages.EXCEL_TITLE,
            messages.EXCEL_TEXT + ("" if shown == "confirmed" else told),
            messages.EXCEL_NEXT,
            section=str(self.filters.section.currentData() or ""),
            of=(self.filters.chosen.fiscal_year, self.filters.chosen.snapshot),
        )

    def enter(self, what: Mapping[str, object]) -> None:
        """Come to the screen, perhaps with a search."""
        if what.get("query"):
            if self.stale:
                self._records = {}
            self._ask_people(str(what["query"]), "")
            self.stale = False
            # Else Qt leaves the focus on whatever stands behind the button that led here.
            self.people_table.left.setFocus()
        super().enter(what)


def _key(shown: PeopleMap) -> tuple[int, int]:
    """Return of which year and day a map is."""
    return shown.cycle.fiscal_year, shown.moment.snapshot if shown.moment else 0
