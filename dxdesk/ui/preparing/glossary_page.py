"""用語集: the words of the office with their meaning and where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from dxdesk.domain.glossary_record import TermSaid
from dxdesk.domain.plain_things import told
from dxdesk.ui.preparing import agenda_messages as messages
from dxdesk.ui.shell import listing_messages as alike
from dxdesk.ui.shell.list_acts import Texts
from dxdesk.ui.shell.list_page import ListPage, Row, columns_of
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.form import Field
from dxdesk.usecases.sealing.workbook_kinds import TERM_TABLE
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.usecases.agenda.glossary import TermLine

WIDTHS = (190, 0)


class GlossaryPage(ListPage["TermLine"]):
    """The words by their reading; they are of no year."""

    shares = (2, 1)

    def __init__(self, screen: Screen) -> None:
        """Make an empty page."""
        columns = columns_of(messages.TERM_COLUMNS, WIDTHS)
        super().__init__(screen, columns, messages.TAB_TERMS, messages.TERMS_EMPTY)

    def tools(self) -> Sequence[QWidget]:
        """Return what stands beside the search."""
        return (
            button(messages.TERMS_PRINT, self._print, icon="file", name="terms-print"),
            button(alike.EXPORT, self._export, name="terms-export"),
            button(alike.IMPORT, self._import, name="terms-import"),
            button(messages.TERMS_TAKE, self._take, name="terms-take"),
            primary(messages.TERM_ADD, self.add, name="term-add"),
        )

    def ways(self) -> Sequence[QPushButton]:
        """Return how one begins."""
        return (
            primary(messages.TERMS_TAKE, self._take, name="begin-take"),
            button(messages.TERM_ADD, self.add, name="begin-term"),
        )

    def _print(self) -> None:
        self.host.go.emit("documents", {"kind": "term-list"})

    def _export(self) -> None:
        self.acts.export_table(TERM_TABLE)

    def _import(self) -> None:
        self.acts.import_table(messages.TERMS_IMPORT, TERM_TABLE)

    def _take(self) -> None:
        from dxdesk.usecases.agenda.glossary import offers, take_terms

        desk = self.host.desk
        offered = tuple((one.code, one.name) for one in offers())
        field = Field("policy", messages.TERMS_POLICY, offered[0][0], offered)

        def keep(texts: Texts) -> object:
            return take_terms(desk, texts["policy"])

        self.acts.fill_in(messages.TERMS_TAKE.rstrip("…"), [field], keep)

    def read(self, desk: Desk, fiscal_year: int) -> Sequence[Row[TermLine]]:
        """Return the words."""
        from dxdesk.usecases.agenda.glossary import terms

        return [_row(one) for one in terms(desk)]

    def add(self) -> None:
        """Ask for a new word."""
        self._ask(messages.TERM_NEW, TermSaid(), "")

    def change(self, one: Row[TermLine]) -> None:
        """Ask for a word anew."""
        self._ask(messages.TERM_CHANGE, one.said.said, one.code)

    def _ask(self, title: str, said: TermSaid, code: str) -> None:
        desk = self.host.desk

        def keep(texts: Texts) -> object:
            from dxdesk.usecases.agenda.glossary import save_term

            return save_term(desk, told(said, dict(texts))._replace(ended=False), code)

        fields = [
            Field(key, name, getattr(said, key), lines=key == "meaning")
            for key, name in messages.TERM_FIELDS.items()
        ]
        self.acts.fill_in(title, fields, keep)

    def take_out(self, one: Row[TermLine], *, out: bool) -> None:
        """Take a word out, or put it back."""
        desk = self.host.desk

        def act() -> object:
            from dxdesk.usecases.agenda.glossary import end_term

            return end_term(desk, one.code, ended=out)

        self.acts.take_out(one.name, act, out=out)


def _row(one: TermLine) -> Row[TermLine]:
    said = one.said
    keys = ("meaning", "reading", "source", "note")
    return Row(
        one.owner,
        said.code,
        said.name,
        (said.name, said.meaning),
        tuple((messages.TERM_FIELDS[key], getattr(said, key)) for key in keys),
        one,
        (one.apart,) if one.apart else (),
        (messages.SUMMARY,) if said.supplement else (),
        "",
        said.ended,
    )
