"""What a tab of 目標と指標 is: whoever adds one adds its page and its line in ``listed``."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from dxdesk.domain.thing_words import OWNER_NAMES
from dxdesk.ports.store import Progress
from dxdesk.ui.aims import indicator_messages as messages
from dxdesk.ui.aims.indicator_acts import Acts
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.shell.year_tabs import Page

if TYPE_CHECKING:
    from dxdesk.usecases.indicators.overview import Overview


Key = TypeVar("Key", bound=Hashable)


class Added(Generic[Key]):
    """Tells which row of a list is new since it was read before: what one adds is what one goes on with."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._known: frozenset[Key] | None = None

    def among(self, keys: Sequence[Key]) -> Key | None:
        """Return the first key that was not there before; ``None`` where none is, or nothing was read yet."""
        known, self._known = self._known, frozenset(keys)
        return None if known is None else next((one for one in keys if one not in known), None)


class OverviewPage(Page):
    """A tab that shows something of the overview of the indicators."""

    def __init__(self, screen: Screen) -> None:
        """Make an empty page."""
        super().__init__(screen)
        self.acts = Acts(screen)
        self.found: Overview | None = None
        self._year = 0

    def show_year(self, fiscal_year: int) -> None:
        """Read the overview of a year; one that comes after another year was asked for is not shown."""
        self._year = fiscal_year
        desk = self.host.desk

        def work(_: Progress) -> Overview:
            from dxdesk.usecases.indicators.overview import overview

            return overview(desk, fiscal_year)

        def done(found: Overview) -> None:
            if fiscal_year == self._year:
                self.show_found(found)

        self.host.ask(work, done)

    def show_found(self, found: Overview) -> None:
        """Show what was read."""

    def is_own(self, kind: str, code: str) -> bool:
        """Tell whether an outcome or a 取組 is this store's, so that it may be changed here."""
        owner = self.found.owners.get((kind, code), "") if self.found is not None else ""
        return owner in ("", self.host.desk.role.value)

    def of_owner(self, name: str, kind: str, code: str) -> str:
        """Return the name of another owner's thing with whose it is; a code that says so needs no more."""
        owner = OWNER_NAMES.get(self.found.owners.get((kind, code), ""), "") if self.found is not None else ""
        return name if not owner or owner in code else messages.OF_OWNER.format(name=name, owner=owner)

    def whose(self, kind: str, code: str) -> str:
        """Return that only its owner changes a thing."""
        owner = OWNER_NAMES.get(self.found.owners.get((kind, code), ""), "") if self.found is not None else ""
        return messages.ONLY_OWNER.format(owner=owner)
