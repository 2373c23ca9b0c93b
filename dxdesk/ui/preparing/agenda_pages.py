"""検討事項 and 年の予定: what is listed, and what one writes down of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from dxdesk.domain.agenda_record import STAND_NAMES, STATE_NAMES, MatterSaid, Stand, State, TaskSaid
from dxdesk.domain.plain_things import told
from dxdesk.ui.look import dates
from dxdesk.ui.preparing import agenda_messages as messages
from dxdesk.ui.preparing.answering import answering
from dxdesk.ui.shell import listing_messages as alike
from dxdesk.ui.shell.list_acts import Texts, taken_out
from dxdesk.ui.shell.list_fields import named
from dxdesk.ui.shell.list_page import ListPage, Row, columns_of
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.form import Field
from dxdesk.ui.widgets.labels import Text
from dxdesk.usecases.sealing.workbook_kinds import MATTER_TABLE
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.usecases.agenda.overview import AgendaYear, MatterLine, TaskLine

WIDTHS = (0, 170, 120, 104, 96)
_LOOKS = {Stand.DONE: "badge-done", Stand.NOW: "strong", Stand.OVER: "muted"}


def _answering(key: str, name: str, value: str, found: AgendaYear | None) -> Field:
    if found is None:
        return Field(key, name, value)
    return answering(key, name, value, found.sections, found.people)


class MattersPage(ListPage["MatterLine"]):
    """What is still to be decided, and what was."""

    def __init__(self, screen: Screen) -> None:
        """Make an empty page."""
        self.read_last: AgendaYear | None = None
        columns = columns_of(messages.COLUMNS, WIDTHS)
        super().__init__(screen, columns, messages.TABLE, messages.EMPTY)

    def tools(self) -> Sequence[QWidget]:
        """Return what stands beside the search."""
        return (
            button(alike.EXPORT, lambda: self.acts.export_table(MATTER_TABLE), name="matters-export"),
            button(alike.IMPORT, self._import, name="matters-import"),
            button(messages.MATTERS_TAKE, self._take, name="matters-take"),
            primary(messages.ADD, self.add, name="matter-add"),
        )

    def ways(self) -> Sequence[QPushButton]:
        """Return how one begins."""
        return (
            primary(messages.ADD, self.add, name="begin-matter"),
            button(messages.MATTERS_TAKE, self._take, name="begin-take"),
        )

    def _import(self) -> None:
        self.acts.import_table(messages.MATTERS_IMPORT, MATTER_TABLE)

    def _take(self) -> None:
        from dxdesk.usecases.agenda.presets import matter_offers, take_matters

        desk = self.host.desk
        offered = matter_offers()
        field = Field("policy", messages.MATTERS_POLICY, offered[0][0], offered)

        def keep(texts: Texts) -> object:
            return take_matters(desk, texts["policy"])

        self.acts.fill_in(messages.MATTERS_TAKE.rstrip("…"), [field], keep)

    def read(self, desk: Desk, fiscal_year: int) -> Sequence[Row[MatterLine]]:
        """Return all of them; they are of no year."""
        from dxdesk.usecases.agenda.overview import agenda_year

        self.read_last = agenda_year(desk, fiscal_year)
        return [_matter_row(one) for one in self.read_last.matters]

    def add(self) -> None:
        """Ask for a new one."""
        self._ask(messages.NEW, MatterSaid(state=State.OPEN), "")

    def change(self, one: Row[MatterLine]) -> None:
        """Ask for one anew."""
        self._ask(messages.CHANGE, one.said.said, one.code)

    def _ask(self, title: str, said: MatterSaid, code: str) -> None:
        desk = self.host.desk

        def keep(texts: Texts) -> object:
            from dxdesk.usecases.agenda.keeping import save_matter

            return save_matter(desk, told(said, dict(texts))._replace(ended=False), code)

        self.acts.fill_in(title, [self._field(key, said) for key in messages.FIELDS], keep)

    def _field(self, key: str, said: MatterSaid) -> Field:
        name, value = messages.FIELDS[key], str(getattr(said, key))
        if key in ("due", "decided_on"):
            return Field(key, name, value, day=True)
        if key == "state":
            return Field(key, name, value, named(STATE_NAMES))
        if key in ("section", "person"):
            return _answering(key, name, value, self.read_last)
        return Field(key, name, value, lines=key in ("what", "decision"))

    def take_out(self, one: Row[MatterLine], *, out: bool) -> None:
        """Take one out, or put it back."""
        desk = self.host.desk

        def act() -> object:
            from dxdesk.usecases.agenda.keeping import end_matter

            return end_matter(desk, one.code, ended=out)

        self.acts.take_out(one.name, act, out=out)


def _matter_row(one: MatterLine) -> Row[MatterLine]:
    said = one.said
    due = dates.short_day(said.due)
    late = messages.LATE.format(day=due) if one.late else ""
    facts = (
        ("what", said.what),
        ("decision", said.decision),
        ("decided_on", dates.short_day(said.decided_on)),
        ("note", said.note),
    )
    return Row(
        one.owner,
        said.code,
        said.name,
        (said.name, one.section, one.person, due, one.state),
        tuple((messages.FIELDS[key], text) for key, text in facts),
        one,
        tuple(filter(None, (one.apart, one.lost, late))),
        (),
        "badge" if one.open and (one.late or one.lost) else "" if one.open else "badge-done",
        said.ended,
    )


class YearPage(ListPage["TaskLine"]):
    """The dated year with what is done of it."""

    shares = (3, 1)

    def __init__(self, screen: Screen) -> None:
        """Make an empty page."""
        self.read_last: AgendaYear | None = None
        widths = (190, 0, 170, 120, 104)
        columns = columns_of(messages.YEAR_COLUMNS, widths)
        super().__init__(screen, columns, messages.YEAR_TABLE, messages.YEAR_EMPTY)

    def above(self) -> Sequence[QWidget]:
        """Return what the days are."""
        return (Text(messages.YEAR_ABOUT, "muted", wrap=True),)

    def tools(self) -> Sequence[QWidget]:
        """Return nothing: the lines of a year are given."""
        return ()

    def ways(self) -> Sequence[QPushButton]:
        """Return nothing: there is always a year."""
        return ()

    def more_acts(self) -> Sequence[QPushButton]:
        """Return how one says that a line is done."""
        return (button(messages.DONE_ACT, self._done, name="task-done"),)

    def read(self, desk: Desk, fiscal_year: int) -> Sequence[Row[TaskLine]]:
        """Return the lines of a year."""
        from dxdesk.usecases.agenda.overview import agenda_year

        self.read_last = found = agenda_year(desk, fiscal_year)
        return [_task_row(one, desk.role.value, found.today) for one in found.tasks]

    def _done(self) -> None:
        one, desk = self.table.current(), self.host.desk
        if one is None:
            return
        said = one.said.said._replace(done_on=desk.services.clock.today())
        self._save(said, messages.DONE_SAID.format(name=one.name))

    def _save(self, said: TaskSaid, done: str) -> None:
        desk = self.host.desk

        def act() -> object:
            from dxdesk.usecases.agenda.keeping import save_task

            return save_task(desk, said)

        self.acts.do(act, done)

    def change(self, one: Row[TaskLine]) -> None:
        """Ask for the days of a line and who answers for it."""
        desk, said = self.host.desk, one.said.said

        def keep(texts: Texts) -> object:
            from dxdesk.usecases.agenda.keeping import save_task

            return save_task(desk, told(said, dict(texts)))

        shown = said._replace(begins=one.said.begins, ends=one.said.ends)
        fields = [self._field(key, shown) for key in messages.TASK_FIELDS]
        self.acts.fill_in(messages.CHANGE_TASK.format(name=one.name), fields, keep)

    def _field(self, key: str, said: TaskSaid) -> Field:
        name, value = messages.TASK_FIELDS[key], str(getattr(said, key))
        if key in ("begins", "ends", "done_on"):
            return Field(key, name, value, day=True)
        return _answering(key, name, value, self.read_last)

    def take_out(self, one: Row[TaskLine], *, out: bool) -> None:
        """Leave a line out of the year, or put it back."""
        self._save(one.said.said._replace(skipped=out), taken_out(one.name, out=out))


def _task_row(one: TaskLine, owner: str, today: str) -> Row[TaskLine]:
    said = one.said
    stand = one.stand(today)
    facts = (
        (messages.TASK_FIELDS["done_on"], dates.short_day(said.done_on)),
        (messages.TASK_FIELDS["note"], said.note),
        (messages.TASK_FIELDS["ends"], messages.FROM_YEAR if one.from_year else ""),
    )
    return Row(
        owner,
        one.due.code,
        one.due.name,
        (one.days, one.due.name, one.section, one.person, STAND_NAMES[stand]),
        facts,
        one,
        (one.lost,) if one.lost else (),
        (),
        _LOOKS.get(stand, ""),
        said.skipped,
    )
