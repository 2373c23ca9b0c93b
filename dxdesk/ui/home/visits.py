"""When this user last looked at a store's home; a colleague's visit of the same store is not theirs."""

from __future__ import annotations

from dxdesk.domain.dates import local_day
from dxdesk.ui.look import remembered
from dxdesk.usecases.workplace.desk import Desk


class Visit:
    """One visit: ``since`` is when the one before ended and what it saw, empty at the first."""

    def __init__(self, desk: Desk) -> None:
        """Begin a visit of a store."""
        self._desk = desk
        self._left = self._seen = self._day = ""
        self.since = str(remembered.kept(self._key()) or "")

    @property
    def when(self) -> str:
        """The UTC time the visit before ended, empty at the first."""
        return self.since.partition(" ")[0]

    def see(self, reached: str) -> None:
        """Take note of what the store has reached (``Home.reached``), shown here or done on another screen.

        What this user does themselves is no news to them, wherever they close the window.
        """
        self._seen = reached
        if self._left and not self._desk.store.read_only:
            self._left = f"{self._left.partition(' ')[0]} {reached}"
            remembered.keep(self._key(), self._left)

    def come_back(self) -> bool:
        """Come home again; on another day this is a new visit. Return whether it is."""
        if not self._left or self._day == local_day(self._desk.services.clock.now()):
            return False
        self.since, self._left = self._left, ""
        return True

    def leave(self) -> None:
        """Take note of now; whoever only looks at somebody else's store leaves no trace."""
        if self._desk.store.read_only:
            return
        seen = self._seen or self.since.partition(" ")[2]  # left before anything was read
        now = self._desk.services.clock.now()
        self._day = local_day(now)
        # Under a clock that was set back nobody was here before they were here last.
        self._left = f"{max(now, self.when)} {seen}".strip()
        remembered.keep(self._key(), self._left)

    def _key(self) -> str:
        return f"visit/{self._desk.identity.store_id}"
