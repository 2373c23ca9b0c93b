"""方針の策定: its tasks by month, what the store holds for each, and where it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from dxdesk.domain.drafting_record import PROGRESS_NAMES, SORT_NAMES, Progress, StepSaid
from dxdesk.domain.plain_things import told
from dxdesk.ports.entities import Role
from dxdesk.ui.look import dates
from dxdesk.ui.preparing import drafting_messages as messages
from dxdesk.ui.preparing.answering import answering
from dxdesk.ui.shell.actions import destinations
from dxdesk.ui.shell.list_acts import Texts, taken_out
from dxdesk.ui.shell.list_fields import named
from dxdesk.ui.shell.list_page import ListPage, Row, columns_of
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.form import Field
from dxdesk.ui.widgets.labels import Text
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.domain.drafting_points import Together
    from dxdesk.usecases.drafting.overview import Board, Drafting, TaskLine

Said = tuple["Drafting", "TaskLine"]


class DraftingPage(ListPage[Said]):
    """The tasks of the draftings under way; they are of several years, whichever is chosen above."""

    shares = (3, 2)

    def __init__(self, screen: Screen) -> None:
        """Make an empty page."""
        self.read_last: Board | None = None
        self._open: frozenset[str] = frozenset()
        widths = (190, 60, 0, 150, 110, 120)
        columns = columns_of(messages.COLUMNS, widths)
        super().__init__(screen, columns, messages.TABLE, messages.EMPTY)

    def above(self) -> Sequence[QWidget]:
        """Return what the months are."""
        return (Text(messages.ABOUT, "muted", wrap=True),)

    def tools(self) -> Sequence[QWidget]:
        """Return what stands beside the search."""
        return (
            button(messages.PRINT, self._print, icon="print", name="drafting-print"),
            button(messages.BEGIN, self.begin, name="drafting-begin"),
        )

    def ways(self) -> Sequence[QPushButton]:
        """Return how one begins."""
        return (primary(messages.BEGIN, self.begin, name="begin-drafting"),)

    def more_acts(self) -> Sequence[QPushButton]:
        """Return what is done with a task, and with the drafting it is of."""
        self.leading = button(messages.OPEN_ACT, self._lead, name="drafting-open")
        return (
            button(messages.DONE_ACT, self._done, name="drafting-done"),
            self.leading,
            button(messages.AWAY, self._away, name="drafting-away"),
        )

    def read(self, desk: Desk, fiscal_year: int) -> Sequence[Row[Said]]:
        """Return the tasks of all draftings, in the order of their months."""
        from dxdesk.usecases.drafting.overview import board
        from dxdesk.usecases.organisation.capabilities import in_use

        self.read_last = found = board(desk)
        with desk.store.read() as uow:
            used = in_use(uow, Role(desk.role))
        self._open = frozenset(one.key for one in destinations(Role(desk.role), used))
        return [_row(one, line) for one in found.draftings for line in one.lines]

    def _print(self) -> None:
        one = self.table.current()
        year = one.said[0].said.fiscal_year if one is not None else 0
        self.host.go.emit("documents", {"kind": "drafting-sheet", "fiscal_year": year})

    def begin(self) -> None:
        """Ask what is drafted, and for which year."""
        desk, found = self.host.desk, self.read_last
        years = found.years if found is not None else ()
        fields = (
            Field("sort", messages.BEGUN["sort"], "new", named(SORT_NAMES)),
            Field(
                "fiscal_year",
                messages.BEGUN["fiscal_year"],
                str(years[0][0]) if years else "",
                tuple((str(year), label) for year, label in years),
            ),
        )

        def keep(texts: Texts) -> object:
            from dxdesk.usecases.drafting.keeping import begin

            return begin(desk, int(texts["fiscal_year"] or 0), texts["sort"])

        self.acts.fill_in(messages.BEGIN_TITLE, fields, keep)

    def _away(self) -> None:
        one, desk = self.table.current(), self.host.desk
        if one is None:
            return
        drafting = one.said[0]

        def act() -> object:
            from dxdesk.usecases.drafting.keeping import put_away

            return put_away(desk, drafting.said.fiscal_year)

        self.acts.do(act, messages.AWAY_SAID.format(name=drafting.title))

    def _screens(self, one: Row[Said]) -> tuple[str, ...]:
        return tuple(screen for screen in one.said[1].task.screens if screen in self._open)

    def _lead(self) -> None:
        one = self.table.current()
        if one is not None and (screens := self._screens(one)):
            self.host.go.emit(screens[0], {})

    def _show_card(self, one: Row[Said] | None) -> None:
        super()._show_card(one)
        if one is not None:
            self.leading.setVisible(bool(self._screens(one)))

    def _done(self) -> None:
        one = self.table.current()
        if one is not None:
            said = one.said[1].said._replace(state=Progress.DONE)
            self._save(said, messages.DONE_SAID.format(name=one.name))

    def _save(self, said: StepSaid, done: str) -> None:
        desk = self.host.desk

        def act() -> object:
            from dxdesk.usecases.drafting.keeping import save_step

            return save_step(desk, said)

        self.acts.do(act, done)

    def change(self, one: Row[Said]) -> None:
        """Ask for a task's months, who answers for it, its state and a note."""
        desk, line = self.host.desk, one.said[1]
        said = line.said

        def keep(texts: Texts) -> object:
            from dxdesk.usecases.drafting.keeping import save_step

            return save_step(desk, told(said, dict(texts)))

        shown = said._replace(begins=line.begins, ends=line.ends, state=said.state or Progress.WAITING)
        fields = [self._field(key, shown) for key in messages.FIELDS]
        self.acts.fill_in(messages.CHANGE.format(name=one.name), fields, keep)

    def _field(self, key: str, said: StepSaid) -> Field:
        from dxdesk.usecases.drafting.overview import months_between

        name, value = messages.FIELDS[key], str(getattr(said, key))
        if key in ("begins", "ends"):
            return Field(key, name, value, months_between(said.fiscal_year))
        if key == "state":
            return Field(key, name, value, named(PROGRESS_NAMES))
        if key == "done_on":
            return Field(key, name, value, day=True)
        if key in ("section", "person") and self.read_last is not None:
            return answering(key, name, value, self.read_last.sections, self.read_last.people)
        return Field(key, name, value)

    def take_out(self, one: Row[Said], *, out: bool) -> None:
        """Leave a task out of the drafting, or put it back."""
        state = Progress.SKIPPED if out else Progress.WAITING
        self._save(one.said[1].said._replace(state=state), taken_out(one.name, out=out))


def _row(drafting: Drafting, line: TaskLine) -> Row[Said]:
    said = line.said
    late = messages.LATE.format(months=line.span) if line.late else ""
    texts = {
        "what": line.what,
        "points": _listed(line.task.points),
        "together": _together(line.task.together),
        "known": "\n".join(line.known),
        "whole": messages.PROGRESS.format(title=drafting.title, asked=drafting.asked, done=drafting.done),
        "done_on": dates.short_day(said.done_on) if said.done_on else "",
        "note": said.note,
    }
    state = messages.OVER if line.late else messages.NOW if line.now and not said.state else line.state
    look = "badge" if line.late or line.lost else "badge-done" if said.state == Progress.DONE else ""
    return Row(
        drafting.owner,
        f"{drafting.said.fiscal_year}:{line.task.code}",
        line.task.name,
        (line.months, line.step, line.task.name, line.section, line.person, state),
        tuple((caption, texts[key]) for key, caption in messages.FACTS.items()),
        (drafting, line),
        tuple(filter(None, (line.apart, line.lost, late))),
        (),
        look or ("strong" if line.now else ""),
        said.state == Progress.SKIPPED,
    )


def _listed(texts: Sequence[str]) -> str:
    return "\n".join(messages.POINT.format(text=text) for text in texts)


def _together(said: Together) -> str:
    otherwise = (messages.OTHERWISE, _listed(said.otherwise)) if said.otherwise else ()
    return "\n".join((*said.how, *otherwise))
