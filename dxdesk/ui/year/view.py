"""年度: HR's year from top to bottom, the next step filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dxdesk.domain import purposes
from dxdesk.domain.lifecycle import State
from dxdesk.domain.rights import NEWEST
from dxdesk.domain.wareki import short_day
from dxdesk.ports.changes import Changes
from dxdesk.ports.store import Progress
from dxdesk.ui.look import words
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.asking import ask_first
from dxdesk.ui.shell.keys_kept import step_on
from dxdesk.ui.shell.operations import Operations, Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.days import DayField
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.later import later
from dxdesk.ui.widgets.layouts import STRETCH, Part, column, inside, row, scrolling
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.showing import repolish
from dxdesk.ui.year import deputy_messages, director_messages, draft_messages, drift_messages, messages
from dxdesk.ui.year.correction import CorrectionDialog
from dxdesk.ui.year.deputies import DeputiesDialog
from dxdesk.ui.year.director import DirectorDialog
from dxdesk.ui.year.draft import DraftDialog, ask_draft, compare_first
from dxdesk.ui.year.drift import DriftDialog
from dxdesk.ui.year.drift import look_first as look_at_drift
from dxdesk.ui.year.opening import OpeningForm
from dxdesk.ui.year.rules import MoveDialog, look_first, rules_part
from dxdesk.usecases.progress.year_table import OPEN_STATES
from dxdesk.usecases.sealing.workbook_kinds import FORM, RESULT_NOTICE, SECTION_PACKAGE, WorkbookKind
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from dxdesk.ui.year.model import YearView
    from dxdesk.usecases.organisation.roster_drift import Drift
    from dxdesk.usecases.person_year.cycles import Cycle
    from dxdesk.usecases.progress.status import PersonStatus
    from dxdesk.usecases.review.deputies import Held
    from dxdesk.usecases.year.cycle import CycleClosed, CycleOpened, OpenCycle
    from dxdesk.usecases.year.drafting import Compared
    from dxdesk.usecases.year.finalise import Finalised
    from dxdesk.usecases.year.rules import Stopped


_OF_CHANGE = ("purpose-kept", "purpose-widened", "due-early")
"""Notices that concern a change of a running year; what else it tells was said when it began."""


ROUTES_SHOWN = 6
"""Of so many people without a complete route is said what is missing; the rest is counted."""


class Year(Screen):
    """The year screen."""

    interested = Changes.RECEIPTS | Changes.STANDING | Changes.ROSTER | Changes.CYCLE
    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen."""
        super().__init__(desk, operations)
        self.set_title(messages.TITLE)
        self.found: YearView | None = None
        self.dialog: QDialog | None = None
        self._focus = ""
        self._stepped = False
        """Whether a step was done whose button rests once the year is read again."""
        self._following: QPushButton | None = None
        """The one filled button of a running year."""
        self._decides = (0, "")
        """Which fiscal year, on which day, number and day of a decision are asked for."""
        self.nothing = EmptyState(
            "roster",
            messages.NO_ROSTER,
            messages.NO_ROSTER_TEXT,
            messages.TO_ROSTER,
            lambda: self.go.emit("roster", {}),
        )
        self._start: QScrollArea | None = None
        self._running: QScrollArea | None = None
        self.pages = QStackedWidget()
        self.pages.addWidget(self.nothing)
        # Until the year was read, and where it could not be, nothing is said of it.
        self.pages.addWidget(QWidget())
        self.pages.setCurrentIndex(1)
        self.body.addWidget(self.pages, 1)

    @cached_property
    def opening(self) -> OpeningForm:
        """The form that opens a year, made when there is one to open."""
        form = OpeningForm()
        form.wanted.connect(self.open_year)
        self._start = self.ready(scrolling(column(form, STRETCH, margins=(0, 0, 8, 8))))
        self.pages.addWidget(self._start)
        return form

    def _need_steps(self) -> None:
        """Make the steps of a running year, when there is one."""
        if self._running is None:
            self.changing = OpeningForm()
            self.changing.wanted.connect(self.open_year)
            self.changing.marked.connect(self._fill_next)
            self._make_parts()
            self._running = self.ready(scrolling(self._steps()))
            self.pages.addWidget(self._running)

    def _turn_to(self, page: QScrollArea, first: QWidget) -> None:
        """Show a page from its top; who was at work on the one before goes on at ``first``.

        By itself Qt would go back to where somebody once was on this page, which now may be anything.
        """
        if self.pages.currentWidget() is page:
            return
        before = self.window().focusWidget()  # also while a dialog that closes still has the keys
        worked = before is not None and self.pages.isAncestorOf(before)
        self.pages.setCurrentWidget(page)
        page.verticalScrollBar().setValue(0)
        if worked:
            first.setFocus()

    def _make_parts(self) -> None:
        self.people_text = Text("", "muted", wrap=True)
        self.uses_text = Text("", "muted", wrap=True)
        self.drift_text = Text("", tone="attention", wrap=True)
        self.deputies_text = Text("", "muted", wrap=True)
        self.deputies = button(deputy_messages.OPEN, self.show_deputies, name="deputies")
        self.rules = rules_part(self._look_rules)
        self.refresh = button(messages.REFRESH, self.refresh_people, name="refresh")
        self.routes = Text("", tone="attention", wrap=True)
        self.routes_names = Text("", "muted", wrap=True)
        self.director = button(director_messages.OPEN, self.show_director, name="director")
        self.sent = Text("", "muted", wrap=True)
        self.packages = button(messages.SEND_PACKAGES, lambda: self._send(SECTION_PACKAGE), name="packages")
        self.forms = button(messages.SEND_FORMS, lambda: self._send(FORM), name="forms")
        self.finalise_text = Text("", "muted", wrap=True)
        self.number = QLineEdit()
        self.number.setAccessibleName(messages.DECISION_NUMBER)
        self.decided = DayField(messages.DECISION_DATE, optional=True)
        self.finalise = button("", self._ask_finalise, name="finalise")
        self.draft_text = Text("", "muted", wrap=True)
        self.draft = button(draft_messages.MAKE, self._look_draft, name="draft")
        self.correct = button(messages.CORRECT, self._correct, name="correct")
        self.tell = button(messages.TELL_FILES, lambda: self._send(RESULT_NOTICE), name="results")
        self.tell_print = button(
            messages.TELL_PRINT, lambda: self.go.emit("documents", {"kind": "result-notice"}), look="quiet"
        )
        self.close_year = button(messages.CLOSE, self._ask_close, name="close-year")
        self.new_year = button(messages.NEW_YEAR, self._offer_new, look="quiet", name="new-year")

    def _steps(self) -> QVBoxLayout:
        titles = messages.SECTION_TITLES
        self._routes_part = inside(
            column(
                self.routes,
                self.routes_names,
                Text(messages.ROUTES_FIX, "muted", wrap=True),
                gap=6,
                margins=(14, 10, 14, 10),
            ),
            look="attention",
        )
        number = column(Text(messages.DECISION_NUMBER, "caption"), self.number, gap=4)
        self._waiting, self._own = self._waiting_part(), self._own_part()
        return column(
            self.rules,
            self._own,
            self._waiting,
            self._step(
                titles[0],
                self.people_text,
                self.uses_text,
                self.drift_text,
                self._routes_part,
                self.deputies_text,
                row(STRETCH, self.director, self.deputies, self.refresh, gap=8),
            ),
            self._step(
                titles[1],
                Text(messages.SEND_TEXT, "muted", wrap=True),
                row(self.sent, self.forms, self.packages, gap=8),
            ),
            self._step(
                titles[2],
                self.finalise_text,
                self.draft_text,
                row(number, self.decided, gap=16),
                row(STRETCH, self.correct, self.draft, self.finalise, gap=8),
            ),
            self._step(
                titles[3],
                Text(messages.TELL_TEXT, "muted", wrap=True),
                row(STRETCH, self.tell_print, self.tell, gap=8),
            ),
            self._step(
                titles[4],
                Text(messages.CLOSE_TEXT, "muted", wrap=True),
                row(STRETCH, self.new_year, self.close_year, gap=8),
            ),
            self.changing,
            STRETCH,
            gap=12,
            margins=(0, 0, 8, 8),
        )

    def _waiting_part(self) -> QFrame:
        """Return what stands first while it is others' turn, so that nobody looks for a button to press."""
        self.waits = Text("", "muted", wrap=True)
        self._to_status = primary(messages.TO_STATUS, lambda: self.go.emit("status", {}), name="to-status")
        return self._step(
            messages.NOTHING,
            self.waits,
            row(
                STRETCH,
                button(messages.TO_DOCUMENTS, lambda: self.go.emit("documents", {}), look="quiet"),
                button(messages.TO_MAP, lambda: self.go.emit("skillmap", {}), look="quiet"),
                self._to_status,
                gap=8,
            ),
        )

    def _own_part(self) -> QFrame:
        """Return what stands first while something that arrived waits for HR itself."""
        self.own_text = Text("", "muted", wrap=True)
        self.decide = button("", self._decide, name="decide")
        return self._step(messages.OWN, self.own_text, row(STRETCH, self.decide, gap=8))

    def _decide(self) -> None:
        if self.found is not None and self.found.own:
            todo = self.found.own[0]
            self.go.emit(todo.screen, {"page": todo.focus})

    def _step(self, title: str, *parts: Part) -> QFrame:
        return inside(column(Text(title, "section"), *parts, gap=8, margins=(18, 14, 18, 14)), look="card")

    def enter(self, what: Mapping[str, object]) -> None:
        """Come to the screen, perhaps for a step."""
        self._focus = str(what.get("focus", ""))
        super().enter(what)
        self._fill_next()
        if "deputy" in what:
            from dxdesk.usecases.review.deputies import Held

            held = what["deputy"]
            self.show_deputies(held if isinstance(held, Held) else None)
        if self._focus == "drift":
            self.refresh_people()
        self._bring_dates()

    def _bring_dates(self) -> None:
        """Show the dates and purposes, far below, to whoever came for them."""
        if self._focus == "dates" and self._running is not None:
            page, part = self._running, self.changing.uses[purposes.ALWAYS]
            later(self, lambda: page.ensureWidgetVisible(part, 0, page.height() // 2))

    def load(self) -> None:
        """Read the year."""
        desk = self.desk

        def work(_: Progress) -> YearView:
            from dxdesk.ui.year.model import read_year

            return read_year(desk)

        self.ask(work, self.show_year)

    def show_year(self, found: YearView) -> None:
        """Show the year, the form that opens one, or where the roster comes from."""
        self.found = found
        if found.cycle is None or found.cycle.closed:
            self._offer(found)
            self.set_title(messages.TITLE)
            if found.people and self._start is not None:
                self._turn_to(self._start, self.opening.year)
            else:
                self.pages.setCurrentWidget(self.nothing)
            return
        cycle = found.cycle
        self.set_title(f"{cycle.label}", f"スキル体系: {found.framework_name}")
        self._need_steps()
        self.changing.show_cycle(cycle, found.framework_name)
        self.changing.show_clock(found.clock)
        self.people_text.setText(messages.PEOPLE_TEXT.format(asked=found.asked, exempt=found.exempt))
        self.uses_text.setText(messages.USES_SHOWN.format(uses=purposes.named(cycle.uses)))
        self.drift_text.setText(drift_messages.OUT_OF_STEP.format(said=found.drift) if found.drift else "")
        self.drift_text.setVisible(bool(found.drift))
        self.refresh.setText(drift_messages.SHOW if found.drift else messages.REFRESH)
        self.routes.setText(messages.ROUTES_MISSING.format(count=len(found.missing)))
        lines = [problem.message for problem in found.missing[:ROUTES_SHOWN]]
        more = len(found.missing) - len(lines)
        lines += [messages.ROUTES_MORE.format(count=more)] if more else []
        self.routes_names.setText("\n".join(lines))
        self._routes_part.setVisible(bool(found.missing))
        named = deputy_messages.COUNT.format(count=found.deputies)
        self.deputies_text.setText(named if found.deputies else deputy_messages.COUNT_NONE)
        self.rules.setVisible(cycle.rules < NEWEST)
        self.sent.setText(messages.SENT.format(packages=found.packages, forms=found.forms))
        ready, final = found.states[State.RECEIVED], found.states[State.FINALISED]
        left = found.asked - ready - final
        alone = sum(one.as_reported for one in found.ready)
        usual = messages.FINALISE_TEXT_AS_REPORTED if alone else messages.FINALISE_TEXT
        text = (usual if ready else messages.FINALISE_NOBODY).format(ready=ready, left=left)
        if alone:
            text += messages.FINALISE_AS_REPORTED.format(alone=alone)
        if final:
            text += " " + messages.FINALISED_SO_FAR.format(count=final)
        self.finalise_text.setText(text)
        self.finalise.setText(messages.FINALISE.format(count=ready) if ready else messages.FINALISE_NONE)
        self.finalise.setEnabled(ready > 0)
        self._show_draft(found.draft, ready)
        self.correct.setVisible(final > 0)
        self.tell.setEnabled(final > 0)
        self._ask_decision_of(cycle.fiscal_year, found.today)
        self.new_year.hide()
        self._fill_next()
        if self._running is not None:
            self._turn_to(self._running, self._following or self.refresh)
            self._bring_dates()
        if self._stepped:
            # The button pressed rests now, and Qt gave the keyboard to whatever stands after it.
            self._stepped = False
            step_on(self)

    def _show_draft(self, draft: tuple[str, int] | None, ready: int) -> None:
        """Say that a draft waits, or offer to make one; where nobody is ready and none waits, neither."""
        self.draft_text.setVisible(draft is not None)
        if draft is not None:
            day, count = draft
            self.draft_text.setText(draft_messages.SHOWN.format(day=short_day(day), count=count))
        self.draft.setText(draft_messages.OPEN if draft is not None else draft_messages.MAKE)
        self.draft.setVisible(draft is not None or ready > 0)

    def _ask_decision_of(self, fiscal_year: int, today: str) -> None:
        """Ask anew for number and day of a decision in another year; what is typed for this one stays."""
        if fiscal_year != self._decides[0]:
            self.number.clear()
        if (fiscal_year, today) != self._decides:
            self.decided.set_day(today)
        self._decides = (fiscal_year, today)

    def _offer(self, found: YearView) -> None:
        last, uses = (found.cycle.framework_code, found.cycle.uses) if found.cycle else ("", ())
        self.opening.offer(found.today, found.presets, set(found.years), last, uses)
        self.opening.show_clock(found.clock)

    def _fill_next(self) -> None:
        """Fill the one button that is the next step."""
        found = self.found
        if found is None or found.cycle is None or self._running is None:
            return
        ready, final = found.states[State.RECEIVED], found.states[State.FINALISED]
        sent = found.packages or found.forms
        following = None if sent else self.packages
        if found.drift:
            following = self.refresh
        elif ready and (self._focus == "finalise" or ready + final == found.asked or not final):
            following = self.finalise
        elif found.own and (sent or any(one.key != "quarantine" for one in found.own)):
            # Before anything was sent, codes to be compared are of another year: they do not come first.
            following = self.decide
        elif final > found.told:
            following = self.tell
        elif ready:
            following = self.finalise
        elif final and final == found.asked:
            following = self.close_year
        unsaved = self.changing.changed
        self._following = self.changing.go if unsaved else following or self._to_status
        self._own.setVisible(bool(found.own))
        if found.own:
            self.own_text.setText(messages.OWN_TEXT.format(titles="、".join(one.title for one in found.own)))
            self.decide.setText(found.own[0].action)
        steps = (self.decide, self.refresh, self.packages, self.finalise, self.tell, self.close_year)
        for part in (*steps, self._to_status, self.changing.go):
            filled = part is self._following
            part.setProperty("look", "primary" if filled else "secondary")
            repolish(part)
        self._waiting.setVisible(following is None)
        told = messages.NOTHING_TEXT.format(waits=_waits(found.states))
        if found.packages and not found.forms:
            told += messages.NOTHING_FORMS
        self.waits.setText(told)

    def unkept(self) -> str:
        """Return dates and wording that were changed and not saved."""
        if self._running is not None and self.changing.changed:
            return messages.CHANGING_UNKEPT
        if self._start is not None and self.opening.changed and self.pages.currentWidget() is self._start:
            return messages.STARTING_UNKEPT
        return ""

    # --- doing ---------------------------------------------------------------------------------

    def open_year(self, command: OpenCycle) -> None:
        """Open a year or change its dates."""
        new = self.pages.currentWidget() is self._start

        def work(_: Progress) -> CycleOpened:
            from dxdesk.usecases.year.cycle import open_cycle

            return open_cycle(self.desk, command)

        def done(found: CycleOpened) -> None:
            (self.opening if new else self.changing).saved()
            if not new:
                of_change = (one for one in found.warnings if one.code in _OF_CHANGE)
                told = "\n".join(f"{one.message}{one.fix}" for one in of_change)
                self.banner.say(messages.DATES_SAVED, told, tone="info" if told else "done")
                return
            warnings = "\n".join(problem.message for problem in found.warnings)
            text = messages.STARTED.format(
                year=found.cycle.label, staff=found.staff, exempt=len(found.exempt)
            )
            self.banner.say(text, warnings, tone="done")

        self.ask(work, done, title=messages.STARTING, kind=Work.ACT)

    def refresh_people(self) -> None:
        """Show for whom the roster says something else than the year, and offer to follow it."""

        def ready(found: Drift) -> None:
            self.dialog = DriftDialog(self, found)
            self.dialog.open()

        look_at_drift(self, ready)

    def show_deputies(self, held: Held | None = None) -> None:
        """Show whom HR named to confirm for somebody; ``held``: somebody to be named now."""
        self.dialog = DeputiesDialog(self, held)
        self.dialog.open()

    def show_director(self) -> None:
        """Show who confirms 部長級, and name somebody."""
        self.dialog = DirectorDialog(self)
        self.dialog.open()

    def _look_rules(self) -> None:
        def ready(cycle: Cycle, stopped: tuple[Stopped, ...]) -> None:
            self.dialog = MoveDialog(self, cycle, stopped)
            self.dialog.open()

        look_first(self, ready)

    def _send(self, kind: WorkbookKind) -> None:
        made = kind.written
        self.dialog = sending.send(self, kind, f"{kind.label}を作る", made.text, made.following)

    def _look_draft(self) -> None:
        """Make a draft, or show the one that waits with what changed since."""

        def looked(compared: Compared | None) -> None:
            if compared is not None:
                self.dialog = DraftDialog(self, compared)
                self.dialog.open()

        found = self.found
        if found is not None and found.draft is not None:
            compare_first(self, looked)
        elif found is not None:
            self.dialog = ask_draft(self, len(found.ready))

    def _ask_finalise(self) -> None:
        """Ask at once where no draft waits; else compare with it first, and show who changed since."""
        found = self.found
        if found is None:
            return
        ready, left = found.ready, found.left

        def without(compared: Compared) -> None:
            changed = {one.number for one in compared.changed}
            out = [one for one in ready if one.number in changed]
            self.ask_finalise([one for one in ready if one.number not in changed], (*left, *out), compared)

        def looked(compared: Compared | None) -> None:
            if compared is None or not compared.changed:
                self.ask_finalise(ready, left, compared)
                return
            self.dialog = DraftDialog(self, compared, without)
            self.dialog.open()

        if found.draft is None:
            self.ask_finalise(ready, left)
        else:
            compare_first(self, looked)

    def ask_finalise(
        self,
        ready: Sequence[PersonStatus],
        left: Sequence[PersonStatus],
        compared: Compared | None = None,
    ) -> None:
        """Say what finalising means, for whom, and who is left out; then ask.

        A day that cannot be read is told before: nobody agrees to what is then refused. ``compared``: the
        draft that was decided of; who changed since is left out.
        """
        from dxdesk.usecases.year.days import of_decision
        from dxdesk.usecases.year.draft_decision import of_decision as before_draft

        if self.decided.unread:
            self.banner.say(messages.DECIDED_UNREAD, messages.DECIDED_FIX, about=(self.decided.field,))
            self.decided.field.setFocus()
            return
        said = [messages.FINALISE_MEANS.format(count=len(ready)), "", _who(ready)]
        alone = [messages.READY_PERSON.format(name=words.shown(one.name)) for one in ready if one.as_reported]
        if alone:
            names = words.several(alone)
            said.append(messages.FINALISE_WHO_AS_REPORTED.format(count=len(alone), names=names))
        if left:
            said.append(messages.FINALISE_NOT.format(count=len(left), names=_left_names(left)))
        found = self.found
        if compared is not None:
            said.append(_of_draft(compared))
        if found is not None and found.cycle is not None:
            early = of_decision(found.cycle, self.decided.day(), found.newest)
            of_draft = before_draft(compared.draft if compared is not None else None, self.decided.day())
            for problem in (*early, *of_draft):
                said += ["", f"{problem.message}{problem.fix}"]
        changed = tuple(one.number for one in compared.changed) if compared is not None else ()
        self.dialog = ask_first(
            self,
            messages.FINALISE_ASK,
            "\n".join(said),
            messages.FINALISE_GO,
            lambda: self._finalise(changed),
            grave=True,
        )

    def _finalise(self, without: tuple[str, ...] = ()) -> None:
        number, day = self.number.text().strip(), self.decided.day()

        def work(_: Progress) -> Finalised:
            from dxdesk.usecases.year.finalise import finalise

            return finalise(self.desk, number, day, without=without)

        def done(found: Finalised) -> None:
            self._stepped = True
            self._decides = (0, "")  # that decision is written down; the next one is another
            alone = len(found.as_reported)
            left = messages.FINALISED_AS_REPORTED.format(count=alone) if alone else ""
            left += messages.FINALISED_LEFT.format(count=len(found.left_out)) if found.left_out else ""
            if found.lacking:
                names = "、".join(f"{words.shown(one.name)}さん" for one in found.lacking[:3])
                more = " ほか" if len(found.lacking) > 3 else ""
                left += messages.FINALISED_LACKING.format(names=names + more)
            named = words.several([messages.READY_PERSON.format(name=words.shown(n)) for n in found.named])
            means = "\n".join(part for part in (messages.FINALISED_WHO.format(names=named), left) if part)
            self.banner.say(messages.FINALISED.format(people=found.people), means, tone="done")

        self.ask(work, done, title=messages.FINALISE_GO, kind=Work.ACT)

    def _correct(self) -> None:
        def done(title: str, means: str) -> None:
            self.banner.say(title, means, tone="done")

        self.dialog = CorrectionDialog(self, done)
        self.dialog.open()

    def _ask_close(self) -> None:
        from dxdesk.usecases.year.days import of_closing

        found = self.found
        if found is None or found.cycle is None:
            return
        label = found.cycle.label
        going = messages.CLOSE_GO.format(year=label)

        def work(_: Progress) -> CycleClosed:
            from dxdesk.usecases.year.cycle import close_cycle

            return close_cycle(self.desk)

        def go() -> None:
            self.ask(
                work,
                lambda _: self.banner.say(messages.CLOSED.format(year=label), tone="done"),
                title=going,
                kind=Work.ACT,
            )

        left = (*found.ready, *found.left)
        names = _left_names(left)
        means = messages.CLOSE_UNFINISHED.format(count=len(left), names=names) if left else ""
        early = of_closing(found.cycle, found.today)
        means = "".join(f"{problem.message}{problem.fix}\n" for problem in early) + means
        if found.owes:
            means += messages.CLOSE_OWES.format(said="\n".join(found.owes))
        asked = messages.CLOSE_ASK.format(year=label)
        self.dialog = ask_first(self, asked, means + messages.CLOSE_MEANS, going, go, grave=True)

    def _offer_new(self) -> None:
        if self.found is not None:
            self._offer(self.found)
        if self._start is not None:
            self._turn_to(self._start, self.opening.year)


def _who(ready: Sequence[PersonStatus]) -> str:
    named = [messages.READY_PERSON.format(name=words.shown(one.name)) for one in ready]
    return messages.FINALISE_WHO.format(names=words.several(named))


def _of_draft(compared: Compared) -> str:
    """Return of which draft a 確定 is, and who is left out of it for they changed."""
    day, count = short_day(compared.draft.day), len(compared.draft.people)
    if not compared.changed:
        return draft_messages.SAME.format(day=day, count=count)
    names = words.several(
        [messages.READY_PERSON.format(name=words.shown(one.name)) for one in compared.changed]
    )
    said = draft_messages.LEFT_OUT.format(count=len(compared.changed), names=names)
    return f"{draft_messages.SHOWN.format(day=day, count=count)}{said}"


def _left_names(left: Sequence[PersonStatus]) -> str:
    """Return who is not finalised, with what stands in the way."""
    named = [
        messages.LEFT_PERSON.format(
            name=words.shown(one.name),
            state=messages.FINALISE_DISPUTED if one.disputed else words.state(one.state),
        )
        for one in left
    ]
    return words.several(named)


def _waits(states: Mapping[State, int]) -> str:
    """Return for whom the year waits, e.g. ``申告を待っている人が 2人います。``."""
    own = sum(states[state] for state in OPEN_STATES)
    others = states[State.SUBMITTED] + states[State.FIRST_CONFIRMED] + states[State.SECOND_CONFIRMED]
    pairs = ((messages.WAITS_SELF, own), (messages.WAITS_CONFIRM, others))
    told = "、".join(text.format(count=count) for text, count in pairs if count)
    return f"{told}{messages.WAITS_END}" if told else ""
