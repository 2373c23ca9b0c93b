"""形式知: what was made explicit, with where it lies and until when it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from dxdesk.domain.knowledge_record import FORM_NAMES, STANDING_NAMES, Form, KnowledgeSaid, Standing
from dxdesk.ui.look import dates
from dxdesk.ui.practice import knowledge_messages as messages
from dxdesk.ui.shell import listing_messages as alike
from dxdesk.ui.shell.list_acts import Texts
from dxdesk.ui.shell.list_fields import named, one_of
from dxdesk.ui.shell.list_page import ListPage, Row, columns_of
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.form import Field
from dxdesk.ui.widgets.labels import Text
from dxdesk.usecases.sealing.workbook_kinds import KNOWLEDGE_TABLE
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.usecases.knowledge.overview import Line, Register

WIDTHS = (0, 110, 150, 92, 92, 104)
_LOOKS = {Standing.OPEN: "badge-done", Standing.REVIEW: "badge", Standing.CLOSED: "muted"}


class KnowledgePage(ListPage["Line"]):
    """The register; it is of no year."""

    def __init__(self, screen: Screen) -> None:
        """Make an empty page."""
        self.found: Register | None = None
        columns = columns_of(messages.COLUMNS, WIDTHS)
        super().__init__(screen, columns, messages.TABLE, messages.EMPTY)

    def above(self) -> Sequence[QWidget]:
        """Return what is listed."""
        return (Text(messages.ABOUT, "muted", wrap=True),)

    def tools(self) -> Sequence[QWidget]:
        """Return what stands beside the search."""
        return (
            button(alike.EXPORT, self._export, icon="file", name="knowledge-export"),
            button(alike.IMPORT, self._import, name="knowledge-import"),
            primary(messages.ADD, self.add, name="knowledge-add"),
        )

    def ways(self) -> Sequence[QPushButton]:
        """Return how one begins."""
        return (
            primary(messages.ADD, self.add, name="begin-knowledge"),
            button(alike.IMPORT, self._import, name="begin-import"),
        )

    def _export(self) -> None:
        self.acts.export_table(KNOWLEDGE_TABLE)

    def _import(self) -> None:
        self.acts.import_table(messages.IMPORT_TITLE, KNOWLEDGE_TABLE)

    def read(self, desk: Desk, fiscal_year: int) -> Sequence[Row[Line]]:
        """Return all of it."""
        from dxdesk.usecases.knowledge.overview import register

        self.found = register(desk)
        return [_row(one) for one in (*self.found.lines, *self.found.ended)]

    def add(self) -> None:
        """Ask for a new piece."""
        today = self.host.desk.services.clock.today()
        new = KnowledgeSaid(sort=Form.PROCEDURE, state=Standing.OPEN, made_on=today)
        self._ask(messages.NEW, new, "")

    def change(self, one: Row[Line]) -> None:
        """Ask for a piece anew."""
        self._ask(messages.CHANGE, one.said.said, one.code)

    def _ask(self, title: str, said: KnowledgeSaid, code: str) -> None:
        desk = self.host.desk

        def keep(texts: Texts) -> object:
            from dxdesk.usecases.knowledge.keeping import save_piece

            tags = texts["tags"].replace("\n", "、").replace(",", "、").split("、")
            given = {**texts, "tags": tuple(filter(None, map(str.strip, tags)))}
            return save_piece(desk, KnowledgeSaid(**{**said._asdict(), **given, "ended": False}), code)

        self.acts.fill_in(title, [self._field(key, said) for key in messages.FIELDS], keep)

    def _field(self, key: str, said: KnowledgeSaid) -> Field:
        name, value = messages.FIELDS[key], getattr(said, key)
        if key in ("made_on", "review_on"):
            return Field(key, name, value, day=True)
        if key in ("sort", "state"):
            return Field(key, name, value, named(FORM_NAMES if key == "sort" else STANDING_NAMES))
        if key == "tags":
            return Field(key, name, "、".join(value))
        listed = self._named(key)
        if listed:
            return one_of(key, name, value, listed)
        return Field(key, name, value, lines=key == "what")

    def _named(self, key: str) -> tuple[tuple[str, str], ...]:
        found = self.found
        if found is None:
            return ()
        phases = tuple((one, one) for one in found.phases)
        skills = tuple((one, one) for one in found.skills)
        return {"section": found.sections, "case": found.cases, "phase": phases, "skill": skills}.get(key, ())

    def take_out(self, one: Row[Line], *, out: bool) -> None:
        """Take a piece out, or put it back."""
        desk = self.host.desk

        def act() -> object:
            from dxdesk.usecases.knowledge.keeping import end

            return end(desk, one.code, ended=out)

        self.acts.take_out(one.name, act, out=out)


def _row(one: Line) -> Row[Line]:
    said = one.said
    days = (dates.short_day(said.made_on), dates.short_day(said.review_on))
    texts = {"case": one.case, "tags": "、".join(said.tags)}
    return Row(
        one.owner,
        said.code,
        said.name,
        (said.name, one.form, one.section, *days, one.state),
        tuple((title, texts.get(key, getattr(said, key))) for key, title in messages.FACTS.items()),
        one,
        tuple(filter(None, (one.apart, *one.told))),
        (messages.SAMPLE,) if said.sample else (),
        _LOOKS.get(Standing(said.state), "") if said.state in STANDING_NAMES else "",
        said.ended,
    )
