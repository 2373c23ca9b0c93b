"""文を直す: the sentences of a year's report, and what a person writes in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from dxdesk.ports.store import Progress
from dxdesk.ui.documents import tools_messages as messages
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.shell.working import BusyDialog
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, column, row
from dxdesk.ui.widgets.messages import Banner

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dxdesk.domain.errors import KnownError
    from dxdesk.domain.small_cells import Use
    from dxdesk.usecases.annual_report.edited import Said

HIGH = 84


class _Place:
    """One place of the report: what the figures make, and the field in which a person writes."""

    def __init__(self, said: Said) -> None:
        self.said = said
        self.field = QPlainTextEdit(said.text)
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(HIGH)
        self.field.setPlaceholderText(messages.HINT)
        self.field.setAccessibleName(said.about)
        self.warning = Text(messages.OUTDATED, wrap=True, tone="attention")
        self.warning.setVisible(said.outdated)
        self.copy = button(messages.COPY, self._copy, look="quiet", name=f"copy-{said.key}")
        self.back = button(messages.BACK, self.field.clear, look="quiet", name=f"back-{said.key}")
        for act in (self.copy, self.back):
            act.setAccessibleName(f"{said.about}: {act.text()}")
        self.field.textChanged.connect(self._show)
        self._show()

    def part(self) -> QWidget:
        """Return the card of the place."""
        return card(
            Text(self.said.about, "strong"),
            Text(messages.MADE.format(made=self.said.made), "muted", wrap=True),
            self.warning,
            self.field,
            row(STRETCH, self.copy, self.back),
            gap=6,
        )

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.field.toPlainText().strip()

    @property
    def changed(self) -> bool:
        """Whether it is to be kept: something else stands there, or what stood there was looked at again."""
        return self.text != self.said.text or self.said.outdated

    def _copy(self) -> None:
        self.field.setPlainText(self.said.made)
        self.field.setFocus()

    def _show(self) -> None:
        written = bool(self.text)
        self.copy.setEnabled(not written)
        self.back.setEnabled(written)
        self.warning.setVisible(self.said.outdated and written)


class WordsDialog(BusyDialog):
    """Asks for the sentences of one report; ``kept`` tells that they were written."""

    kept = Signal()

    def __init__(self, screen: Screen, title: str, fiscal_year: int, use: Use) -> None:
        """Say what it is; the sentences are read when it opens."""
        super().__init__(screen.operations, screen)
        self._screen, self._year, self._use = screen, fiscal_year, use
        head = messages.TITLE.format(title=title)
        self.setWindowTitle(head)
        self.setMinimumWidth(760)
        self.banner = Banner()
        self.places: dict[str, _Place] = {}
        self._cards = column(gap=10)
        self.accept_button = primary(messages.SAVE, self.keep, name="accept")
        self.accept_button.setEnabled(False)
        self.setLayout(
            column(
                Text(head, "title", wrap=True),
                Text(messages.TEXT, "muted", wrap=True),
                self.banner,
                self._cards,
                STRETCH,
                self.foot(self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )
        self._load()

    def _load(self) -> None:
        desk, year, use = self._screen.desk, self._year, self._use

        def work(_: Progress) -> tuple[Said, ...]:
            from dxdesk.usecases.annual_report.edited import said

            return said(desk, year, use)

        self.work(work, self.show_places, messages.READING, failed=self.banner.refuse, stopped=self.reject)

    def show_places(self, found: tuple[Said, ...]) -> None:
        """Offer the places of the report."""
        for said in found:
            place = self.places[said.key] = _Place(said)
            self._cards.addWidget(place.part())
        self.accept_button.setEnabled(True)
        self.fit()
        if found:
            self.places[found[0].key].field.setFocus()

    @property
    def wanted(self) -> Mapping[str, str]:
        """The texts to keep, by place."""
        return {key: place.text for key, place in self.places.items() if place.changed}

    def keep(self) -> None:
        """Keep what is written."""
        desk, year, use, texts = self._screen.desk, self._year, self._use, self.wanted
        if not texts:
            self.accept()
            return

        def work(_: Progress) -> None:
            from dxdesk.usecases.annual_report.edited import write

            write(desk, texts, year, use)

        self.work(work, lambda _: self._kept(), messages.SAVING, kind=Work.ACT, failed=self._failed)

    def show_running(self) -> None:
        """Keep once at a time."""
        super().show_running()
        self.accept_button.setEnabled(bool(self.places) and not self.busy)

    def _failed(self, error: KnownError) -> None:
        self.banner.refuse(error)

    def _kept(self) -> None:
        self.accept()
        self.kept.emit()
