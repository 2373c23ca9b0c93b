"""Changing the passphrase of a store, and what becomes of its automatic backups."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

from dxdesk.domain.passphrases import refuse_unfit
from dxdesk.ports.entities import Backup, Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.workplace.desk import Cancelled, Desk


@dataclass(frozen=True, slots=True)
class BackupsRenewed:
    """How many automatic backups were brought under the store's passphrase, and which were not."""

    renewed: int
    former: tuple[Backup, ...]


def change_passphrase(desk: Desk, former: str, passphrase: str, progress: Progress | None = None) -> None:
    """Put the store under another passphrase; whoever is killed meanwhile has the one or the other.

    Args:
        desk: whose store.
        former: what opens it now, empty for none.
        passphrase: what is to open it; empty is for personal stores only.
        progress: pages copied, of how many; up to the end it may be stopped with nothing changed.

    Raises:
        KnownError: ``passphrase-blank``, ``passphrase-short`` and what ``Stores.change_passphrase`` refuses.
        Cancelled: from the progress callback.
    """
    refuse_unfit(passphrase, office=desk.role is not Role.PERSONAL)
    desk.services.stores.change_passphrase(desk.store, former, passphrase, progress)


def renew_backups(desk: Desk, former: str, progress: Progress | None = None) -> BackupsRenewed:
    """Bring the automatic backups that a former passphrase opens under the store's own.

    Stopped from the progress callback, it leaves the rest as they are and says which.

    Raises:
        KnownError: ``store-read-only``.
    """
    stores = desk.services.stores
    before = len(stores.former_backups(desk.store))
    with contextlib.suppress(Cancelled):  # each of them is whole, under the one passphrase or the other
        stores.renew_backups(desk.store, former, progress)
    left = tuple(stores.former_backups(desk.store))
    return BackupsRenewed(before - len(left), left)


def former_backups(desk: Desk) -> tuple[Backup, ...]:
    """Return the automatic backups that the store's passphrase does not open, newest first."""
    return tuple(desk.services.stores.former_backups(desk.store))
