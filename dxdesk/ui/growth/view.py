"""育成: gaps, placement and courses, and what a transfer would take away."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QDialog, QFileDialog, QStackedWidget

from dxdesk.domain.errors import KnownError
from dxdesk.ports.changes import Changes
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.ui.growth import messages
from dxdesk.ui.growth.candidates_page import CandidatesPage
from dxdesk.ui.growth.gaps_page import GapsPage
from dxdesk.ui.growth.heads_page import HeadsPage
from dxdesk.ui.growth.knowledge_page import KnowledgePage
from dxdesk.ui.growth.leaving_page import LeavingPage
from dxdesk.ui.growth.looking import Looking
from dxdesk.ui.growth.register import Register
from dxdesk.ui.growth.tools_dialog import ToolsDialog
from dxdesk.ui.growth.weights_dialog import WeightsDialog
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.next_courses import next_courses
from dxdesk.ui.shell.operations import Operations, Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.late import LateTabs
from dxdesk.ui.widgets.layouts import clear
from dxdesk.ui.widgets.locked import LOCKED, ask_for_table
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.people import Person
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.usecases.development.candidates import Offer
    from dxdesk.usecases.development.gaps import GapMap
    from dxdesk.usecases.development.staffing import Overview
    from dxdesk.usecases.development.stage_heads import StageHeads
    from dxdesk.usecases.development.tool_placements import ToolLine
    from dxdesk.usecases.development.transfers import Leaving
    from dxdesk.usecases.skillmap.model import MapPerson

    Counted = tuple[Overview, tuple[StageHeads, ...], Offer | None, tuple[ToolLine, ...]]


class Growth(Screen):
    """The growth screen."""

    interested = Changes.RECEIPTS | Changes.STANDING | Changes.ROSTER | Changes.CYCLE
    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen; its pages are made when they are first looked at."""
        super().__init__(desk, operations)
        self.set_title(messages.TITLE)
        self._found: GapMap | None = None
        self._heads: Counted | None = None
        self.dialog: QDialog | None = None
        self.tabs = LateTabs()
        self.tabs.made.connect(self._fill)
        pages = (self._gaps_page, self._heads_page, self._leaving_page, self._knowledge_page)
        makes = (*pages, self._candidates_page)
        for title, make_page in zip(messages.TABS, makes, strict=True):
            self.tabs.add_late(title, make_page)
        if desk.role is not Role.HR:
            self.tabs.setTabVisible(messages.TAB_HEADS, False)
            self.tabs.setTabVisible(messages.TAB_LEAVING, False)
        if desk.role not in (Role.HR, Role.DX):
            self.tabs.setTabVisible(messages.TAB_KNOWLEDGE, False)
        self.tabs.setTabVisible(messages.TAB_CANDIDATES, False)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.tabs)
        self.forget_with_tab(self.tabs)
        target = "year" if desk.role is Role.HR else "receive"
        act = messages.EMPTY_ACT.get(desk.role.value, "")
        self.pages.addWidget(
            EmptyState("status", messages.EMPTY, messages.EMPTY_TEXT, act, lambda: self.go.emit(target, {}))
        )
        self.pages.addWidget(EmptyState("status", messages.NOTHING, messages.NOTHING_TEXT))
        self.body.addWidget(self.pages, 1)

    @property
    def gaps(self) -> GapsPage:
        """The page of gaps."""
        return cast(GapsPage, self.tabs.page(messages.TAB_GAPS))

    def _gaps_page(self) -> GapsPage:
        page = GapsPage()
        page.people_wanted.connect(lambda query: self.go.emit("skillmap", {"query": query}))
        page.weights.setVisible(self.desk.role in (Role.HR, Role.DX))
        page.weights_wanted.connect(self.ask_weights)
        return page

    def ask_weights(self) -> None:
        """Ask how much a missing level of each skill counts."""
        if self._found is None:
            return
        asked = [
            (item.uid, item.title)
            for item, cell in zip(self._found.items, self._found.total.cells, strict=True)
            if cell.need.people
        ]
        dialog = WeightsDialog(asked, self._found.weights, self)
        dialog.accepted.connect(lambda: self._keep_weights(dialog.wanted))
        dialog.open()
        self.dialog = dialog

    def _keep_weights(self, wanted: Mapping[str, int]) -> None:
        desk = self.desk

        def work(_: Progress) -> None:
            from dxdesk.usecases.development.weights import save_weights

            save_weights(desk, wanted)

        def done(_: None) -> None:
            self.saved.emit(messages.WEIGHTS_SAVED)
            self.load()

        self.ask(work, done, kind=Work.ACT)

    def _heads_page(self) -> HeadsPage:
        page = HeadsPage()
        page.people.picked.connect(lambda person: self._show_next(page, person))
        page.tools_wanted.connect(self.ask_tools)
        return page

    def ask_tools(self) -> None:
        """Ask how many of each 課 should stand at the highest stage of each tool."""
        if self._heads is None:
            return
        dialog = ToolsDialog(self._heads[3], self)
        dialog.accepted.connect(lambda: self._keep_tools(dialog.wanted))
        dialog.open()
        self.dialog = dialog

    def _keep_tools(self, wanted: Mapping[str, int]) -> None:
        desk = self.desk

        def work(_: Progress) -> None:
            from dxdesk.usecases.development.tool_placements import keep_rules

            keep_rules(desk, wanted)

        def done(_: None) -> None:
            self.saved.emit(messages.TOOLS_SAVED)
            self.load()

        self.ask(work, done, kind=Work.ACT)

    def _show_next(self, page: HeadsPage, person: MapPerson | None) -> None:
        """Show below somebody at a stage which courses come next."""
        clear(page.more)
        if person is not None:
            page.more.addWidget(next_courses(self, person.number))

    def _leaving_page(self) -> LeavingPage:
        page = LeavingPage()
        page.wanted.connect(self._ask_leaving)
        page.file_wanted.connect(self._choose_transfers)
        page.year_wanted.connect(lambda: self.go.emit("year", {"focus": "dates"}))
        desk = self.desk

        def work(_: Progress) -> list[Person]:
            from dxdesk.domain.authorities import Scope
            from dxdesk.usecases.organisation import departments
            from dxdesk.usecases.organisation.reach import reach

            with desk.store.read() as uow:
                units = {code: unit.name for code, unit in departments.named(uow).items()}
                may = reach(desk, uow, Scope.CANDIDATES)
                return [
                    Person(p.number, p.name, p.kana, units.get(p.department_code, p.department_code))
                    for p in uow.people.employees()
                    if not p.left and may.keeps(p.number, p.department_code)
                ]

        self.ask(work, page.several.show_people)
        return page

    def _knowledge_page(self) -> KnowledgePage:
        self.register = Register(self)
        return self.register.page

    def _candidates_page(self) -> CandidatesPage:
        self.looking = Looking(self)
        return self.looking.page

    def start_search(self) -> None:
        """Choose whose gaps to look at."""
        self.tabs.setCurrentIndex(messages.TAB_GAPS)
        self.gaps.scope.setFocus()

    def load(self) -> None:
        """Count the gaps, and for HR the heads and courses."""
        desk = self.desk

        def work(_: Progress) -> tuple[GapMap | None, Counted | None]:
            from dxdesk.usecases.development import staffing, tool_placements
            from dxdesk.usecases.development.candidates import offered
            from dxdesk.usecases.development.gaps import gap_map
            from dxdesk.usecases.development.stage_heads import stage_heads

            try:
                found = gap_map(desk)
            except KnownError as error:
                if error.code == "no-cycle":
                    return None, None
                raise
            if desk.role is not Role.HR:
                return found, None
            counted = staffing.overview(desk), stage_heads(desk), offered(desk)
            return found, (*counted, tool_placements.lines(desk))

        self.ask(work, lambda found: self.show_growth(*found))

    def show_growth(self, found: GapMap | None, heads: Counted | None) -> None:
        """Show what was counted on the pages that there are."""
        self._found, self._heads = found, heads
        looks = heads is not None and heads[2] is not None
        self.tabs.setTabVisible(messages.TAB_CANDIDATES, looks)
        if found is None:
            self.pages.setCurrentIndex(1)
            return
        self.set_title(messages.TITLE, messages.SUBTITLE.format(year=found.cycle.label))
        asked = any(cell.need.people for cell in found.total.cells)
        self.pages.setCurrentIndex(0 if asked else 2)
        for position in range(self.tabs.count()):
            if self.tabs.has(position):
                self._fill(position)

    def _fill(self, position: int) -> None:
        if self._found is None:
            return
        page = self.tabs.page(position)
        if isinstance(page, GapsPage):
            page.show_gaps(self._found)
        elif isinstance(page, LeavingPage):
            page.show_allowed(_refused(self._found), to_year=self.desk.role is Role.HR)
        elif isinstance(page, HeadsPage) and self._heads is not None:
            names = {p.code: p.name for p in self._found.framework.personas}
            heads, stages, _, tools = self._heads
            page.tools.setVisible(bool(tools))
            page.show_stages(stages)
            page.show_heads(heads, names, self._found.cycle.label)
        elif isinstance(page, CandidatesPage) and self._heads is not None and self._heads[2] is not None:
            self.looking.show_offer(self._heads[2], self._found.cycle.label)

    def _ask_leaving(self, numbers: tuple[str, ...]) -> None:
        desk = self.desk

        def work(_: Progress) -> Leaving:
            from dxdesk.usecases.development.transfers import leaving

            return leaving(desk, numbers)

        page = cast(LeavingPage, self.tabs.page(messages.TAB_LEAVING))
        self.ask(work, page.show_leaving, title=messages.LOADING)

    def _choose_transfers(self) -> None:
        folder = sending.kept_folder("transfers")
        chosen, _ = QFileDialog.getOpenFileName(
            self, messages.LEAVING_CHOOSE, str(folder), messages.LEAVING_FILTER
        )
        if chosen:
            sending.keep_folder("transfers", Path(chosen).parent)
            self.read_transfers(Path(chosen))

    def read_transfers(self, path: Path, passwords: tuple[str, ...] = ()) -> None:
        """Say what the transfers of a list would do; ``passwords`` are tried where it is locked."""
        desk = self.desk.unlocking(passwords)

        def work(_: Progress) -> tuple[int, Leaving]:
            from dxdesk.usecases.development.transfers import effect, read_transfers

            moves = read_transfers(desk, path)
            return len(moves), effect(desk, moves)

        def done(found: tuple[int, Leaving]) -> None:
            count, told = found
            self.banner.say(messages.LEAVING_READ.format(file=path.name, count=count), tone="info")
            cast(LeavingPage, self.tabs.page(messages.TAB_LEAVING)).show_leaving(told)

        def again(password: str) -> None:
            self.read_transfers(path, (*passwords, password))

        def failed(error: KnownError) -> None:
            self.show_error(error)
            if error.code in LOCKED:
                self.dialog = ask_for_table(self, path.name, error, again)

        self.ask(work, done, title=messages.LOADING, failed=failed)


def _refused(found: GapMap) -> KnownError | None:
    """Return why a year's records may not be used for 配置, if they may not."""
    from dxdesk.domain import purposes

    try:
        purposes.require_use((found.cycle,), purposes.Use.PLACEMENT)
    except KnownError as error:
        return error
    return None
