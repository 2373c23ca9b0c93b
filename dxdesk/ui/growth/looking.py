"""候補者さがし on the growth screen: what is asked of the store, and when the whole list wants a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dxdesk.domain.purposes import USE_NAMES, Use
from dxdesk.ports.store import Progress
from dxdesk.ui.growth import messages
from dxdesk.ui.growth.candidates_page import CandidatesPage, ReasonDialog
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen

if TYPE_CHECKING:
    from dxdesk.usecases.development.candidates import Found, Offer, Search


class Looking(QObject):
    """Looks for candidates on a page of a screen."""

    def __init__(self, screen: Screen) -> None:
        """Make the page; nothing is asked yet."""
        super().__init__(screen)
        self._screen = screen
        self.dialog: ReasonDialog | None = None
        self.page = CandidatesPage()
        self.page.wanted.connect(lambda: self._find(None))
        self.page.all_wanted.connect(self._ask_reason)
        self.page.year_wanted.connect(lambda: screen.go.emit("year", {"focus": "dates"}))

    def show_offer(self, offer: Offer, year: str) -> None:
        """Show what there is to choose in a year (its label)."""
        names: Mapping[Use, str] = USE_NAMES
        self.page.show_offer(offer, {str(use): name for use, name in names.items()}, year)

    def _search(self) -> Search:
        from dxdesk.usecases.development.candidates import Search

        page = self.page
        kind, key = page.what.currentData() or ("", "")
        return Search(
            key if kind == "persona" else "",
            key if kind == "stage" else "",
            page.conditions.toPlainText(),
            str(page.grade.currentData() or ""),
            str(page.section.currentData() or ""),
            Use(str(page.use.currentData())),
        )

    def _find(self, reason: str | None) -> None:
        desk, search = self._screen.desk, self._search()

        def work(_: Progress) -> Found:
            from dxdesk.usecases.development.candidates import find

            return find(desk, search, reason=reason)

        kind = Work.READ if reason is None else Work.ACT
        self._screen.ask(work, self.page.show_found, title=messages.LOADING, kind=kind)

    def _ask_reason(self) -> None:
        dialog = ReasonDialog(self._screen)
        dialog.accepted.connect(lambda: self._find(dialog.reason))
        dialog.open()
        self.dialog = dialog
