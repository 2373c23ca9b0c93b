"""確保計画 and 役割の表: what is listed, and what one writes down of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from dxdesk.domain.staffing_record import (
    HOURS_NAMES,
    MEANS_NAMES,
    PRIORITY_NAMES,
    RECRUITING_NAMES,
    TENURE_NAMES,
    Recruiting,
    RoleSaid,
    StaffingSaid,
)
from dxdesk.domain.staffing_rules import VIEWPOINTS, needed_text, reached
from dxdesk.ui.look import dates
from dxdesk.ui.preparing import staffing_messages as messages
from dxdesk.ui.shell import listing_messages as alike
from dxdesk.ui.shell.list_acts import Texts, number
from dxdesk.ui.shell.list_fields import Choices, named, one_of
from dxdesk.ui.shell.list_page import Column, ListPage, Row, columns_of
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.form import Field
from dxdesk.ui.widgets.labels import Text
from dxdesk.usecases.sealing.workbook_kinds import ROLE_TABLE, STAFFING_TABLE
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.usecases.staffing.overview import Line, Plan, TableLine


class PlanPage(ListPage["Line"]):
    """The roles of a year."""

    def __init__(self, screen: Screen) -> None:
        """Make an empty page."""
        self._sections: Choices = ()
        widths = (64, 0, 56, 56, 118, 104, 190, 92)
        columns = [
            Column(title, width, number=place == 2, wrap=place in (1, 6))
            for place, (title, width) in enumerate(zip(messages.COLUMNS, widths, strict=True))
        ]
        super().__init__(screen, columns, messages.TABLE, messages.EMPTY)

    def tools(self) -> Sequence[QWidget]:
        """Return what stands beside the search."""
        return (
            button(alike.EXPORT, lambda: self.acts.export_table(STAFFING_TABLE), name="staffing-export"),
            button(alike.IMPORT, self._import, name="staffing-import"),
            button(messages.PRINT, self._print, icon="print", name="staffing-print"),
            primary(messages.ADD, self.add, name="staffing-add"),
        )

    def ways(self) -> Sequence[QPushButton]:
        """Return how one begins."""
        return (
            primary(messages.ADD, self.add, name="begin-add"),
            button(messages.SAMPLE, self._sample, name="begin-sample"),
        )

    def above(self) -> Sequence[QWidget]:
        """Return in which order one decides, and what is not written here."""
        return (Text(messages.ABOUT, "muted", wrap=True),)

    def more_acts(self) -> Sequence[QPushButton]:
        """Return the steps after the first."""
        return (
            button(messages.MEANS_ACT, self._means, name="staffing-means"),
            button(messages.PERSON_ACT, self._person, name="staffing-person"),
            button(messages.ADVANCE, self._advance, name="staffing-advance"),
        )

    def read(self, desk: Desk, fiscal_year: int) -> Sequence[Row[Line]]:
        """Return the roles of a year."""
        from dxdesk.usecases.staffing.overview import plan

        found = plan(desk, fiscal_year)
        self._sections = found.sections
        return [_row(one) for one in (*found.lines, *found.ended)]

    def _import(self) -> None:
        self.acts.import_table(messages.IMPORT_TITLE, STAFFING_TABLE)

    def _print(self) -> None:
        self.host.go.emit("documents", {"kind": "staffing-plan", "fiscal_year": self.year})

    def _sample(self) -> None:
        desk, year = self.host.desk, self.year

        def act() -> object:
            from dxdesk.usecases.staffing.keeping import add_sample

            return add_sample(desk, year)

        self.acts.do(act, messages.SAMPLE_ADDED)

    def add(self) -> None:
        """Ask for a new role."""
        self._ask(messages.NEW_ROLE, StaffingSaid(fiscal_year=self.year), "", _first)

    def change(self, one: Row[Line]) -> None:
        """Ask for what is needed anew."""
        self._ask(messages.CHANGE_ROLE, one.said.said, one.code, _first)

    def _means(self) -> None:
        self._of_current(messages.MEANS_TITLE, _second)

    def _person(self) -> None:
        self._of_current(messages.PERSON_TITLE, _third)

    def _advance(self) -> None:
        self._of_current(messages.ADVANCE_TITLE, _fourth)

    def _of_current(self, title: str, keys: tuple[str, ...]) -> None:
        one = self.table.current()
        if one is not None:
            shown = one.said.said._replace(must=one.said.must, wish=one.said.wish)
            self._ask(title.format(name=one.name), shown, one.code, keys)

    def _ask(self, title: str, said: StaffingSaid, code: str, keys: tuple[str, ...]) -> None:
        desk = self.host.desk
        fields = [_field(key, said, self._sections) for key in keys]

        def keep(texts: Texts) -> object:
            from dxdesk.usecases.staffing.keeping import save_role

            return save_role(desk, _filled(said, texts), code)

        self.acts.fill_in(title, fields, keep)

    def take_out(self, one: Row[Line], *, out: bool) -> None:
        """Take a role out of the plan, or put it back."""
        desk = self.host.desk

        def act() -> object:
            from dxdesk.usecases.staffing.keeping import end

            return end(desk, one.code, ended=out)

        self.acts.take_out(one.name, act, out=out)


_first = (
    *("name", "section", "duties", "untrained", "heads", "priority", "ranking", "needed_by"),
    *("training_months", "finding_months", "note"),
)
_second = ("means", "hours_form", "tenure", "pay", "means_reason", "conditions")
_third = ("must", "wish", "common", "criteria", "panel")
_fourth = ("progress", "filled", "asked_on")
_LINES = frozenset({"duties", "untrained", "means_reason", "conditions", *_third})
_NUMBERS = frozenset({"heads", "training_months", "finding_months", "filled"})
_CHOICES: Mapping[str, Mapping[str, str]] = {
    "priority": PRIORITY_NAMES,
    "means": MEANS_NAMES,
    "hours_form": HOURS_NAMES,
    "tenure": TENURE_NAMES,
}


def _field(key: str, said: StaffingSaid, sections: Choices) -> Field:
    name, value = messages.FIELDS[key], getattr(said, key)
    if key == "section" and (sections or value):
        return one_of(key, name, value, sections)
    if key == "progress":
        return Field(key, name, reached(said), named(RECRUITING_NAMES))
    if key in _CHOICES:
        return Field(key, name, value, (("", alike.NONE), *named(_CHOICES[key])))
    if key == "asked_on":
        return Field(key, name, value, day=True)
    if key in _NUMBERS:
        return Field(key, name, str(value or ""))
    if key == "needed_by":
        return Field(key, name, needed_text(value), hint=messages.NEEDED_HINT)
    text = "\n".join(value) if isinstance(value, tuple) else value
    if key == "criteria":
        return Field(key, name, text, lines=True, hint="\n".join(VIEWPOINTS))
    return Field(key, name, text, lines=key in _LINES)


def _filled(before: StaffingSaid, texts: Texts) -> StaffingSaid:
    """Return a role as it is written.

    Raises:
        KnownError: ``prepare-number``.
    """
    given: dict[str, str | int | tuple[str, ...]] = {}
    for key, text in texts.items():
        if key in _NUMBERS:
            given[key] = number(text, messages.FIELDS[key])
        elif key in ("must", "wish"):
            given[key] = tuple(filter(None, map(str.strip, text.splitlines())))
        else:
            given[key] = text
    return StaffingSaid(**{**before._asdict(), **given, "ended": False})


def _row(one: Line) -> Row[Line]:
    said = one.said
    times = (
        messages.TRAINING_TAKES.format(months=said.training_months) if said.training_months else "",
        messages.FINDING_TAKES.format(months=said.finding_months) if said.finding_months else "",
    )
    texts = {
        "section": one.section,
        "times": "、".join(filter(None, times)),
        "must": "\n".join(one.must),
        "wish": "\n".join(one.wish),
        "asked_on": dates.short_day(said.asked_on) if said.asked_on else "",
    }
    return Row(
        one.owner,
        said.code,
        said.name,
        (
            said.code,
            said.name,
            messages.PEOPLE.format(count=said.heads) if said.heads else "",
            one.priority,
            one.needed,
            one.begin,
            one.means,
            one.progress,
        ),
        tuple((caption, texts.get(key, getattr(said, key, ""))) for key, caption in messages.FACTS.items()),
        one,
        tuple(filter(None, (one.apart, *one.told))),
        (messages.SAMPLE_BADGE,) if said.sample else (),
        "badge-done" if reached(said) == Recruiting.ARRIVED else "",
        said.ended,
    )


class TablePage(ListPage["TableLine"]):
    """The lines of the table of who does what where, how they are gained and raised."""

    def __init__(self, screen: Screen) -> None:
        """Make an empty page."""
        self._personas: Choices = ()
        widths = (150, 0, 150, 190, 260)
        columns = columns_of(messages.TABLE_COLUMNS, widths)
        super().__init__(screen, columns, messages.TABLE_NAME, messages.TABLE_EMPTY)

    def tools(self) -> Sequence[QWidget]:
        """Return what stands beside the search."""
        return (
            button(alike.EXPORT, lambda: self.acts.export_table(ROLE_TABLE), name="roles-export"),
            button(alike.IMPORT, self._import, name="roles-import"),
            button(messages.TABLE_PRINT, self._print, icon="print", name="roles-print"),
            button(messages.TABLE_TAKE, self._take, name="table-take"),
            primary(messages.TABLE_ADD, self.add, name="table-add"),
        )

    def ways(self) -> Sequence[QPushButton]:
        """Return how one begins."""
        return (
            primary(messages.TABLE_TAKE, self._take, name="begin-take"),
            button(messages.TABLE_ADD, self.add, name="begin-line"),
        )

    def read(self, desk: Desk, fiscal_year: int) -> Sequence[Row[TableLine]]:
        """Return the lines; they are of no year."""
        from dxdesk.usecases.staffing.overview import plan

        found: Plan = plan(desk, fiscal_year)
        self._personas = found.personas
        return [_table_row(one) for one in (*found.table, *found.table_ended)]

    def _import(self) -> None:
        self.acts.import_table(messages.TABLE_IMPORT, ROLE_TABLE)

    def _print(self) -> None:
        self.host.go.emit("documents", {"kind": "role-table"})

    def _take(self) -> None:
        desk = self.host.desk

        def act() -> object:
            from dxdesk.usecases.staffing.presets import offers, take_table

            return [take_table(desk, one.code) for one in offers()]

        self.acts.do(act, messages.TABLE_TAKEN)

    def add(self) -> None:
        """Ask for a new line."""
        self._ask(messages.NEW_LINE, RoleSaid(), "")

    def change(self, one: Row[TableLine]) -> None:
        """Ask for a line anew."""
        self._ask(messages.CHANGE_LINE, one.said.said, one.code)

    def _ask(self, title: str, said: RoleSaid, code: str) -> None:
        desk = self.host.desk

        def keep(texts: Texts) -> object:
            from dxdesk.usecases.staffing.keeping import save_line

            given: dict[str, str | int | bool] = {**said._asdict(), **texts, "ended": False}
            return save_line(desk, RoleSaid(**given), code)  # type: ignore[arg-type]

        self.acts.fill_in(title, tuple(_line_fields(said, self._personas)), keep)

    def take_out(self, one: Row[TableLine], *, out: bool) -> None:
        """Take a line out of the table, or put it back."""
        desk = self.host.desk

        def act() -> object:
            from dxdesk.usecases.staffing.keeping import end_line

            return end_line(desk, one.code, ended=out)

        self.acts.take_out(one.name, act, out=out)


def _line_fields(said: RoleSaid, personas: Choices) -> Iterable[Field]:
    for key, name in messages.LINE_FIELDS.items():
        value = str(getattr(said, key))
        if key == "persona":
            yield one_of(key, name, value, personas)
        else:
            yield Field(key, name, value, lines=key in ("functions", "gaining", "raising"))


def _table_row(one: TableLine) -> Row[TableLine]:
    said = one.said
    keys = ("functions", "placement", "gaining", "raising", "note")
    return Row(
        one.owner,
        said.code,
        said.name,
        (said.group, said.name, one.persona, said.placement, said.gaining),
        tuple((messages.LINE_FIELDS[key], getattr(said, key)) for key in keys),
        one,
        tuple(filter(None, (one.apart, messages.LOST_PERSONA if one.lost else ""))),
        (messages.SUMMARY_BADGE,) if said.supplement else (),
        "",
        said.ended,
    )
