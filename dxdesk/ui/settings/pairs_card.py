"""任用区分 × 人材像: who is asked where the 任用区分 alone does not say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dxdesk.ports.store import Progress
from dxdesk.ui.settings import privacy_messages as said
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, clear, column, inside, row
from dxdesk.ui.widgets.messages import Banner

if TYPE_CHECKING:
    from dxdesk.usecases.organisation.asking import PairTable


class PairsCard(QWidget):
    """The decisions of an office, with a line to add one."""

    def __init__(self, screen: Screen) -> None:
        """Make it without decisions; ``screen`` runs the work."""
        super().__init__()
        self._screen = screen
        self._table: PairTable | None = None
        self.banner = Banner()
        self.appointed = Text("", "muted", wrap=True)
        self.employment, self.persona, self.asked = Choice(), Choice(), Choice()
        for value, title in said.PAIRS_CHOICES:
            self.asked.addItem(title, value)
        self.go = button(said.PAIRS_GO, self._decide, name="decide-pair")
        self._rows: QVBoxLayout = column(gap=6)
        fields = row(
            _named(said.PAIRS_EMPLOYMENT, self.employment),
            _named(said.PAIRS_PERSONA, self.persona),
            _named(said.PAIRS_ASKED, self.asked),
            STRETCH,
            gap=12,
        )
        body = card(
            Text(said.PAIRS, "section"),
            Text(said.PAIRS_TEXT, "muted", wrap=True),
            self.appointed,
            self.banner,
            self._rows,
            fields,
            row(self.go, STRETCH),
            gap=10,
        )
        self.setLayout(column(body))
        self.load()

    def load(self) -> None:
        """Read the decisions."""
        desk = self._screen.desk

        def work(_: Progress) -> PairTable:
            from dxdesk.usecases.organisation.asking import pair_table

            return pair_table(desk)

        self._screen.ask(work, self.show_table)

    def show_table(self, table: PairTable) -> None:
        """Show what is decided; without a framework there is nothing to decide."""
        if table == self._table:
            return
        self._table = table
        open_ = [(code, name) for code, name, appointed in table.personas if not appointed]
        names = "、".join(name for _, name, appointed in table.personas if appointed)
        self.setVisible(bool(table.personas))
        self.appointed.setText(said.PAIRS_APPOINTED.format(names=names))
        self.appointed.setVisible(bool(names))
        self.employment.clear()
        self.persona.clear()
        for employment, _ in table.employments:
            self.employment.addItem(employment, employment)
        for code, name in open_:
            self.persona.addItem(name, code)
        for part in (self.employment, self.persona, self.asked, self.go):
            part.setEnabled(bool(open_))
        called = {code: name for code, name, _ in table.personas}
        clear(self._rows)
        for (employment, code), asked in sorted(table.decided.items()):
            self._rows.addLayout(self._line(employment, code, called.get(code, code), asked))
        if not table.decided:
            self._rows.addWidget(Text(said.PAIRS_NONE, "muted"))

    def _line(self, employment: str, code: str, name: str, asked: bool) -> QVBoxLayout:
        act = button(said.PAIRS_TAKE, lambda: self._keep(employment, code, None), look="quiet")
        act.setObjectName(f"take-{employment}-{code}")
        act.setAccessibleName(said.PAIRS_TAKE_OF.format(employment=employment, persona=name))
        what = Text(said.PAIR.format(employment=employment, persona=name))
        return column(row(what, Text(said.PAIRS_CHOICES[not asked][1], "strong"), act, STRETCH, gap=16))

    def _decide(self) -> None:
        asked = bool(self.asked.currentData())
        self._keep(str(self.employment.currentData()), str(self.persona.currentData()), asked)

    def _keep(self, employment: str, persona: str, asked: bool | None) -> None:
        desk = self._screen.desk

        def work(_: Progress) -> None:
            from dxdesk.usecases.organisation.asking import decide_pair

            decide_pair(desk, employment, persona, asked)

        def done(_: object) -> None:
            self.banner.say(said.SAVED, said.REFRESH, tone="done")
            self.load()

        self._screen.ask(work, done, kind=Work.ACT, failed=self.banner.refuse)


def _named(title: str, field: Choice) -> QFrame:
    field.setAccessibleName(title)
    return inside(column(Text(title, "caption"), field, gap=4))
