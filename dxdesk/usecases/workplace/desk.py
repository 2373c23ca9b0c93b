"""The desk a person works at: an opened store and the rooms that serve it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import ROLE_LABELS, Role, StoreIdentity

if TYPE_CHECKING:
    from dxdesk.ports.foreign_tables import TableRoom
    from dxdesk.ports.printing import DocumentPrinter
    from dxdesk.ports.store import Clock, Progress, Sealer, Store, Stores
    from dxdesk.ports.workbooks import Workbooks


class Cancelled(Exception):
    """Raised from a progress callback to stop a long operation; nothing is half-applied."""


@dataclass(frozen=True, slots=True)
class Services:
    """The rooms below the use cases, wired once by the bootstrap."""

    clock: Clock
    sealer: Sealer
    workbooks: Workbooks
    tables: TableRoom
    printer: DocumentPrinter
    stores: Stores


@dataclass(frozen=True, slots=True)
class Desk:
    """An opened store with its services; every use case takes one."""

    services: Services
    store: Store
    passwords: tuple[str, ...] = ()
    """Tried on locked workbooks by what reads one, for one piece of work (``unlocking``)."""

    @property
    def identity(self) -> StoreIdentity:
        """What the store is."""
        return self.store.identity

    @property
    def role(self) -> Role:
        """Whose store it is."""
        return self.store.identity.role

    @property
    def key_id(self) -> str:
        """Fingerprint of the store's own key, empty for personal stores."""
        seed = self.store.signing_seed
        return self.services.sealer.fingerprint(self.services.sealer.public_of(seed)) if seed else ""

    def unlocking(self, passwords: Sequence[str]) -> Desk:
        """Return this desk with passwords that are tried on locked tables; they are kept nowhere else."""
        if not passwords:
            return self
        tables = self.services.tables.unlocking(passwords)
        return replace(
            self,
            services=replace(self.services, tables=tables),
            passwords=(*self.passwords, *passwords),
        )

    def require(self, *roles: Role) -> None:
        """Raise ``KnownError`` unless the store has one of the roles."""
        if self.role not in roles:
            wanted = "・".join(ROLE_LABELS[role] for role in roles)
            raise KnownError(
                "wrong-role",
                f"この操作は{wanted}の台帳で行います。いま開いているのは{ROLE_LABELS[self.role]}の台帳です。",
                f"{wanted}の台帳を開いてから、もう一度行ってください。",
            )


def tick(progress: Progress | None, done: int, total: int) -> None:
    """Report progress where somebody listens."""
    if progress is not None:
        progress(done, total)
