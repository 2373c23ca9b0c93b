"""What the window needs from the outside to open stores; given by whoever starts it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from dxdesk.ports.entities import Role
    from dxdesk.ports.store import Progress
    from dxdesk.usecases.workplace.desk import Desk, Services


class OpenDesk(Protocol):
    """Opens a store."""

    def __call__(
        self,
        location: str,
        passphrase: str = "",
        read_only: bool = False,
        progress: Progress | None = None,
    ) -> Desk:
        """Open; raises ``KnownError``."""


class CreateDesk(Protocol):
    """Makes a store."""

    def __call__(
        self, location: str, role: Role, code: str, name: str, passphrase: str = "", owner: str = ""
    ) -> Desk:
        """Create and open; raises ``KnownError``."""


class Played(NamedTuple):
    """A sample that was played: the store to look at first and its passphrase."""

    location: str
    passphrase: str


class StoreLauncher(NamedTuple):
    """Wired by the bootstrap; nothing here imports anything heavy before it is called.

    ``try_sample`` plays two years with made-up people into a folder; ``None`` hides that way in.
    ``sample_secret`` returns the passphrase of a store that was played so, empty for every other.
    """

    services: Callable[[], Services]
    open_desk: OpenDesk
    create_desk: CreateDesk
    try_sample: Callable[[Path, Progress], Played] | None = None
    sample_secret: Callable[[str], str] = lambda _: ""
