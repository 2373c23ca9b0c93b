"""年度計画: a year's plan in both versions, what differs, what came of it, and the one step that is next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QWidget

from dxdesk.domain.action_plan import (
    DRAFT,
    FINAL,
    VERSION_NAMES,
    Difference,
    Figure,
    Happened,
    Named,
    PlanLine,
)
from dxdesk.domain.text import sentences
from dxdesk.domain.thing_words import OWNER_NAMES
from dxdesk.domain.wareki import short_day
from dxdesk.ports.changes import Changes
from dxdesk.ui.action_plan import messages
from dxdesk.ui.action_plan.acts import Acts
from dxdesk.ui.shell.operations import Operations
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.fields import CommittedChoice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.late import Tabs
from dxdesk.ui.widgets.layouts import STRETCH, card, column, row, scrolling
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.action_plan.effects import compared, moved_text, shown
from dxdesk.usecases.action_plan.overview import Step, bases_apart, difference_cells, state_text, totals
from dxdesk.usecases.action_plan.words import (
    NOT_SAID,
    POLICY,
    STAFFING,
    count_text,
    months_text,
    outside_text,
    sections_text,
    share_text,
    yen_text,
)
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.ports.store import Progress
    from dxdesk.usecases.action_plan.actuals import Actual
    from dxdesk.usecases.action_plan.aims import PlanAim
    from dxdesk.usecases.action_plan.effects import Effect
    from dxdesk.usecases.action_plan.overview import PlanYear

YEAR_WIDE, CARD_WIDE = 136, 300
_NONE = "\N{EM DASH}"
DONE_TAB = 3


class Row(NamedTuple):
    """A line with its code, and what came of it where the year began."""

    code: str
    line: PlanLine
    done: Actual | None = None


def _count(line: PlanLine, count: int | None) -> str:
    return _NONE if count is None and not line.course else count_text(count)


def _people(line: PlanLine) -> str:
    """Return the places of a course, the heads of a role that is to be filled."""
    return _count(line, line.places) if line.trains else count_text(line.heads)


def _came_of(one: Row) -> str:
    """Return who attended, of a role who arrived."""
    return _known(getattr(one.done, "attended" if one.line.trains else "arrived", None))


def _sort_text(line: PlanLine) -> str:
    if line.staffing:
        return f"確保計画コード: {line.staffing}"
    if not line.trains:
        return ""
    return f"研修コード: {line.course}" if line.course else "取組です。人数は研修台帳では数えません。"


def _came(name: str) -> Callable[[Row], str]:
    """Return what reads one figure of what came of a line."""
    return lambda one: _known(getattr(one.done, name, None))


def _known(count: int | None) -> str:
    return _NONE if count is None else f"{count:,}"


class VersionPage(QWidget):
    """The lines of one version, with what may be done with it."""

    def __init__(self, screen: ActionPlan, version: str) -> None:
        """Make an empty page."""
        super().__init__()
        self.host, self.version = screen, version
        titles = messages.COLUMNS
        self.table: Table[Row] = Table(
            [
                Col(titles[0], lambda one: one.line.name, 0, wrap=True),
                Col(titles[1], lambda one: _count(one.line, one.line.times), 56, number=True),
                Col(titles[2], lambda one: _people(one.line), 76, number=True),
                Col(titles[3], lambda one: months_text(one.line.months) or _NONE, 96, wrap=True),
                Col(titles[4], lambda one: count_text(one.line.yen), 96, number=True),
                Col(titles[5], lambda one: _known(one.line.needed), 84, number=True),
                Col(titles[6], lambda one: share_text(one.line), 150, wrap=True),
            ],
            VERSION_NAMES[version],
        )
        self.table.nothing = messages.NO_LINES
        self.table.picked.connect(lambda *_: self._show_card())
        self.table.opened.connect(lambda _: self._edit())
        self.state = Text("", "muted", wrap=True)
        self.total = Text("", "section", wrap=True)
        acts = screen.acts
        self.add = button(messages.ADD, self._add, name=f"{version}-add")
        self.from_policy = button(messages.FROM_POLICY, self._from(POLICY), name=f"{version}-policy")
        self.from_staffing = button(messages.FROM_STAFFING, self._from(STAFFING), name=f"{version}-staffing")
        self.edit = button(messages.EDIT, self._edit, name=f"{version}-edit")
        self.drop = button(messages.DROP, self._drop, name=f"{version}-drop")
        self.reopen = button(
            messages.REOPEN, lambda: acts.reopen(screen.shown_year, version), name=f"{version}-reopen"
        )
        self.give_up = button(
            messages.GIVE_UP,
            lambda: acts.give_up(screen.shown_year, version, screen.year.currentText()),
            name=f"{version}-give-up",
        )
        tools = row(self.add, self.edit, self.drop, STRETCH, self.reopen, self.give_up, gap=8)
        others = row(self.from_policy, self.from_staffing, STRETCH, gap=8)
        left = card(self.state, self.table, self.total, tools, others, gap=10, padding=12)
        self.name = Text("", "section", wrap=True)
        self.told = Text(messages.PICK, "muted", wrap=True)
        right = scrolling(column(card(self.name, self.told, gap=10, padding=16), STRETCH))
        right.setFixedWidth(CARD_WIDE)
        self.setLayout(row(left, right, gap=14))

    def show_found(self, found: PlanYear) -> None:
        """Show the version, the chosen line staying chosen; without one it says so."""
        held, chosen = found.version(self.version), self.table.current()
        own = found.is_own(self.version)
        decided = held is not None and bool(held.said.approved_on)
        for part in (self.add, self.edit, self.drop):
            part.setEnabled(own and not decided)
        self.from_policy.setVisible(own and not decided and found.may_add_policy)
        self.from_staffing.setVisible(own and not decided and found.may_add_roles)
        self.give_up.setVisible(own and not decided)
        self.reopen.setVisible(own and decided)
        if held is None:
            self.table.show_records(())
            none = messages.NO_VERSION.format(version=VERSION_NAMES[self.version])
            self.state.setText(none)
            self.total.setText("")
            self._show_card()
            return
        said, summed = held.said, totals(held.said)
        whose = OWNER_NAMES.get(held.owner, held.owner)
        parts = (
            f"{short_day(said.drafted_on)}の時点。{state_text(said)}",
            "" if own else messages.NOT_OWN.format(owner=whose),
            found.apart.get(self.version, ""),
        )
        self.state.setText("\n".join(filter(None, parts)))
        note = f"({summed.note})" if summed.note else ""
        self.total.setText(
            messages.TOTAL.format(
                lines=summed.lines,
                places=count_text(summed.places, "人"),
                heads=messages.TOTAL_HEADS.format(heads=summed.heads) if summed.heads else "",
                yen=yen_text(summed.yen),
                note=note,
            )
        )
        self.table.show_records([Row(code, line) for code, line in sorted(said.lines.items())])
        if chosen is None or not self.table.pick(lambda one: one.code == chosen.code):
            self.table.pick(lambda _: True)
        self._show_card()

    def _show_card(self) -> None:
        one = self.table.current()
        self.name.setText(one.line.name if one is not None else "")
        self.name.setVisible(one is not None)
        if one is None:
            self.told.setText(messages.PICK)
            return
        line = one.line
        told = (
            f"計画のわけ: {line.why}" if line.why else "",
            f"所属ごとの定員: {sections_text(line.sections)}" if line.sections else "",
            outside_text(line),
            f"備考: {line.note}" if line.note else "",
            f"確保する人数: {count_text(line.heads, '人')}\n手法: {line.means or NOT_SAID}"
            if not line.trains
            else "",
            f"役立てる目標: {self._target(line.target)}" if line.target else "",
            _sort_text(line),
        )
        self.told.setText("\n\n".join(filter(None, told)))

    def _target(self, text: str) -> str:
        found = self.host.found
        held = found.version(self.version) if found is not None else None
        named = Named.read(text, held.owner if held is not None else "")
        return next((one.name for one in found.aims if one.named == named), text) if found else text

    def _from(self, source: str) -> Callable[[], None]:
        return lambda: self.host.acts.add_from(self.host.shown_year, self.version, source)

    def _add(self) -> None:
        self.host.acts.edit(self.host.shown_year, self.version, "", PlanLine())

    def _edit(self) -> None:
        one = self.table.current()
        if one is not None and self.edit.isEnabled():
            self.host.acts.edit(self.host.shown_year, self.version, one.code, one.line)

    def _drop(self) -> None:
        one = self.table.current()
        if one is not None:
            self.host.acts.drop(self.host.shown_year, self.version, one.code, one.line.name)


class ActionPlan(Screen):
    """The screen; all its tabs show what was read at once."""

    interested = Changes.SETTINGS | Changes.ROSTER | Changes.CYCLE
    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen; it is filled when it is first looked at."""
        super().__init__(desk, operations)
        self.set_title(messages.TITLE, messages.SUBTITLE)
        self.acts = Acts(self)
        self.found: PlanYear | None = None
        self.year = CommittedChoice()
        self.year.setAccessibleName(messages.YEAR)
        self.year.setMinimumWidth(YEAR_WIDE)
        self.year.committed.connect(self.load)
        self.importing = button(messages.IMPORT, self.acts.import_table, name="plan-import")
        self.export = button(messages.EXPORT, self.acts.export, icon="file", name="plan-export")
        self.add_head(self.importing, self.export, self.year)
        self.step_text = Text("", wrap=True)
        self.step = primary("", self._next, name="plan-next")
        told = row(self.step_text, self.step, gap=12)
        told.setStretch(0, 1)
        self.body.addWidget(card(told, padding=12))
        self.pages = {version: VersionPage(self, version) for version in VERSION_NAMES}
        self._make_tables()
        self.tabs = Tabs()
        self.tabs.setDocumentMode(True)
        for version, page in self.pages.items():
            self.tabs.addTab(page, VERSION_NAMES[version])
        self.enter_done = button(messages.DONE, self._enter, name="plan-done")
        self.bases, self.compared = Text("", "muted", wrap=True), Text("", "muted", wrap=True)
        self.tabs.addTab(_in_card(self.differing, note=self.bases), messages.TAB_DIFFERENCES)
        self.tabs.addTab(_in_card(self.done, self.enter_done), messages.TAB_DONE)
        self.tabs.addTab(_in_card(self.effects, note=self.compared), messages.TAB_EFFECTS)
        self.tabs.addTab(
            _in_card(self.aims, note=Text(messages.AIM_NOTE, "muted", wrap=True)), messages.TAB_AIMS
        )
        self.tabs.addTab(_in_card(self.figures), messages.TAB_FIGURES)
        self.body.addWidget(self.tabs, 1)

    def _make_tables(self) -> None:
        titles = messages.DIFFERENCE_COLUMNS
        self.differing: Table[Difference] = Table(
            [
                Col(titles[place], _cell(place), wide, wrap=True)
                for place, wide in enumerate((96, 0, 110, 180, 180))
            ],
            messages.TAB_DIFFERENCES,
        )
        self.differing.nothing = messages.NO_DIFFERENCES
        over_done = messages.DONE_COLUMNS
        self.done: Table[Row] = Table(
            [
                Col(over_done[0], lambda one: one.line.name, 0, wrap=True),
                Col(over_done[1], lambda one: _count(one.line, one.line.times), 80, number=True),
                Col(over_done[2], _came("times"), 84, number=True),
                Col(over_done[3], lambda one: _people(one.line), 76, number=True),
                Col(over_done[4], _came_of, 96, number=True),
                Col(
                    over_done[5],
                    _came("completed"),
                    84,
                    number=True,
                ),
                Col(over_done[6], lambda one: count_text(one.line.yen), 92, number=True),
                Col(over_done[7], _came("yen"), 92, number=True),
                Col(over_done[8], _late, 150, wrap=True),
            ],
            messages.TAB_DONE,
        )
        self.done.nothing = messages.NO_DONE
        over_effects = messages.EFFECT_COLUMNS
        self.effects: Table[Effect] = Table(
            [
                Col(over_effects[0], self._course, 150, wrap=True),
                Col(over_effects[1], lambda one: one.skill, 0, wrap=True),
                Col(over_effects[2], lambda one: shown(one.attended), 80, number=True),
                Col(over_effects[3], lambda one: shown(one.people), 100, number=True),
                Col(over_effects[4], lambda one: moved_text(one, one.rose), 110, number=True),
                Col(over_effects[5], lambda one: moved_text(one, one.same), 110, number=True),
                Col(over_effects[6], lambda one: moved_text(one, one.fell), 110, number=True),
                Col(over_effects[7], _levels, 260, wrap=True),
            ],
            messages.TAB_EFFECTS,
        )
        self.effects.nothing = messages.NO_EFFECTS
        self.aims = self._aim_table()
        over_figures = messages.FIGURE_COLUMNS
        self.figures: Table[Figure] = Table(
            [
                Col(over_figures[0], lambda one: one.name, 0, wrap=True),
                Col(over_figures[1], lambda one: one.told, 160, number=True),
                Col(over_figures[2], lambda one: short_day(one.as_of) or _NONE, 84),
                Col(over_figures[3], lambda one: one.source, 220, wrap=True),
            ],
            messages.TAB_FIGURES,
        )
        self.figures.nothing = messages.NO_FIGURES

    def _aim_table(self) -> Table[PlanAim]:
        titles = messages.AIM_COLUMNS
        found: Table[PlanAim] = Table(
            [
                Col(titles[0], lambda one: one.aim or _NONE, 92),
                Col(titles[1], lambda one: one.name, 0, wrap=True),
                Col(titles[2], lambda one: one.effort or _NONE, 96, wrap=True),
                Col(titles[3], lambda one: one.planned_text, 110, number=True, wrap=True),
                Col(titles[4], lambda one: one.period or _NONE, 110, number=True, wrap=True),
                Col(titles[5], lambda one: one.reached_text, 140, number=True, wrap=True),
                Col(titles[6], _from, 130, wrap=True),
                Col(titles[7], lambda one: one.word or _NONE, 84),
                Col(titles[8], lambda one: "、".join(one.lines) or _NONE, 160, wrap=True),
            ],
            messages.TAB_AIMS,
        )
        found.nothing = messages.NO_AIMS
        return found

    @property
    def shown_year(self) -> int:
        """The fiscal year that is shown; 0 before any was read."""
        return self.found.fiscal_year if self.found is not None else 0

    def load(self) -> None:
        """Read the year that is chosen, at first the one in work."""
        desk, wanted = self.desk, int(self.year.currentData() or 0)

        def work(_: Progress) -> PlanYear:
            from dxdesk.usecases.action_plan.overview import plan_year

            return plan_year(desk, wanted)

        def done(found: PlanYear) -> None:
            if wanted == int(self.year.currentData() or 0):
                self.show_found(found)

        self.ask(work, done)

    def show_found(self, found: PlanYear) -> None:
        """Show a year that was read."""
        from dxdesk.domain.wareki import fiscal_year_label

        first = self.found is None
        self.found = found
        self.year.blockSignals(True)
        self.year.clear()
        for year in found.years:
            self.year.addItem(fiscal_year_label(year), year)
        self.year.setCurrentIndex(max(self.year.findData(found.fiscal_year), 0))
        self.year.blockSignals(False)
        text, act = messages.NEXT[found.step]
        self.step_text.setText("\n".join((*(one.message for one in found.problems), text)))
        self.step.setText(act)
        self.step.setVisible(bool(act))
        for page in self.pages.values():
            page.show_found(found)
        self.export.setEnabled(any(map(found.is_own, VERSION_NAMES)))
        self.differing.show_records(found.differing)
        self.bases.setText(bases_apart(found))
        self.bases.setVisible(bool(self.bases.text()))
        held = found.carried_out
        lines = held.said.lines if held is not None else {}
        begun = [Row(code, line, found.done.get(code)) for code, line in sorted(lines.items())]
        self.done.show_records(begun if found.done else ())
        self.enter_done.setEnabled(bool(found.done) and held is not None and held.owner == found.owner)
        effects = [one for of in found.effects.values() for one in of]
        self.effects.show_records(effects)
        self.compared.setText("".join((*map(compared, effects[:1]), messages.EFFECT_NOTE)))
        self.aims.show_records(found.aims)
        self.figures.show_records(held.said.figures if held is not None else ())
        if first and found.final is not None:
            self.tabs.setCurrentIndex(1)

    def _course(self, effect: Effect) -> str:
        held = self.found.carried_out if self.found is not None else None
        lines = held.said.lines.values() if held is not None else ()
        return next((one.name for one in lines if one.course == effect.course), effect.name)

    def _next(self) -> None:
        if self.found is None:
            return
        year, acts = self.found.fiscal_year, self.acts
        steps: dict[Step, Callable[[], None]] = {
            Step.MAKE_DRAFT: lambda: acts.make(year, DRAFT),
            Step.CONSULT_DRAFT: lambda: acts.consult(year, DRAFT),
            Step.DECIDE_DRAFT: lambda: acts.decide(year, DRAFT),
            Step.MAKE_FINAL: lambda: acts.make(year, FINAL),
            Step.CONSULT_FINAL: lambda: acts.consult(year, FINAL),
            Step.DECIDE_FINAL: lambda: acts.decide(year, FINAL),
            Step.CARRY_OUT: self._to_done,
            Step.SETTLE: self._to_done,
        }
        steps.get(self.found.step, lambda: None)()

    def _to_done(self) -> None:
        """Lead to what came of the lines; where one is chosen there already, ask for it."""
        if self.tabs.currentIndex() != DONE_TAB:
            self.tabs.setCurrentIndex(DONE_TAB)
            if self.done.current() is None:
                self.done.pick(lambda _: True)
            return
        self._enter()

    def _enter(self) -> None:
        one, held = self.done.current(), self.found.carried_out if self.found is not None else None
        if one is not None and held is not None:
            said = held.said
            before = said.happened.get(one.code, Happened())
            self.acts.enter(said.fiscal_year, said.version, one.code, one.line, before)


def _in_card(table: Table[object] | QWidget, *below: QWidget, note: Text | None = None) -> QWidget:
    page = QWidget()
    parts = (*((note,) if note is not None else ()), table)
    tools = (row(STRETCH, *below),) if below else ()
    page.setLayout(column(card(*parts, *tools, gap=10, padding=12)))
    return page


def _cell(place: int) -> Callable[[Difference], str]:
    return lambda one: difference_cells(one)[place]


def _from(one: PlanAim) -> str:
    return " ".join(filter(None, (short_day(one.as_of), one.base))) or _NONE


def _late(one: Row) -> str:
    done = one.done
    if done is None:
        return ""
    late = messages.LATE.format(months=done.late) if done.late else ""
    source = f"{done.source}({short_day(done.as_of)})" if done.as_of else done.source
    return sentences(late, done.lacking, source)


def _levels(one: Effect) -> str:
    """Return how many stood at each level before and after."""
    return "、".join(
        f"{label} {shown(before)}→{shown(after)}"
        for label, before, after in zip(one.levels, one.before, one.after, strict=True)
    )
