"""Changing the passphrase of a store, and what becomes of its automatic backups."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dxdesk.domain import recovery_code
from dxdesk.domain.passphrases import refuse_unfit
from dxdesk.ports.entities import ROLE_LABELS, Backup, Role
from dxdesk.ports.printing import RecoveryPage
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


def make_recovery_code(desk: Desk, passphrase: str, keep: Callable[[bytes], object]) -> None:
    """Make a fresh code that opens the store beside its passphrase, told on a sheet (PDF) and nowhere else.

    Args:
        desk: whose store.
        passphrase: what opens it, asked again: whoever finds an open window does not take a code along.
        keep: keeps the sheet; where it cannot be kept there is no code.

    Raises:
        KnownError: what ``Stores.make_recovery_code``, the printer and ``keep`` refuse.
    """
    stores = desk.services.stores
    code = stores.make_recovery_code(desk.store, passphrase)
    try:
        keep(_recovery_page(desk, recovery_code.grouped(code)))
    except BaseException:
        stores.drop_recovery_code(desk.store)
        raise
    _note(desk, "made")


def _recovery_page(desk: Desk, code: str) -> bytes:
    made = date.fromisoformat(desk.services.clock.today())
    page = RecoveryPage(
        "回復コード",
        code,
        (f"台帳: {desk.store.label}", f"{ROLE_LABELS[desk.role]} {desk.identity.municipality_name}"),
        _NOTES,
        made,
    )
    return desk.services.printer.draw([page])


_NOTES = (
    "・パスフレーズを忘れたときに、パスフレーズの代わりに入れると、この台帳と自動の控えが開きます。",
    "・この紙を持つ人は、台帳を開けます。封をして、台帳のPCとは別の、鍵のかかる所に保管してください。",
    "・台帳のとなりの「.recovery」で終わるファイルが要ります。台帳を移すときは、一緒に移してください。",
    "・パスフレーズを変えると、このコードは使えなくなります。そのときは、この紙を捨ててください。",
    "・開いたら、すぐに「設定」で新しいパスフレーズに変えてください。「いまのパスフレーズ」には、このコードを入れます。",
    "・大文字と小文字、区切りの「-」は、どう入れても構いません。数字の0と1、英字のIとOは使っていません。",
)


def drop_recovery_code(desk: Desk) -> None:
    """Let the code open this store no more; a copy of the file beside it still opens copies of the store.

    Raises:
        KnownError: what ``Stores.drop_recovery_code`` refuses.
    """
    desk.services.stores.drop_recovery_code(desk.store)
    _note(desk, "removed")


def _note(desk: Desk, how: str) -> None:
    with desk.store.write() as uow:
        uow.audit.append("recovery-code", how)
        uow.commit()


def former_backups(desk: Desk) -> tuple[Backup, ...]:
    """Return the automatic backups that the store's passphrase does not open, newest first."""
    return tuple(desk.services.stores.former_backups(desk.store))
