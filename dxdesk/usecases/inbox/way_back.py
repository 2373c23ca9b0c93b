"""The way back from a damaged store: its newest whole backup, and what came in since then once more."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dxdesk.domain.errors import KnownError, Place
from dxdesk.ports.entities import OWN, Backup, Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.exchange.file_report import ImportReport
from dxdesk.usecases.exchange.keys import renew
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.inbox.opening import open_store
from dxdesk.usecases.sealing.workbook_kinds import label_of, table_kinds
from dxdesk.usecases.workplace import naming
from dxdesk.usecases.workplace.desk import Desk, Services, tick

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Since:
    """A file that was received after the backup: its name, its SHA-256, when, and which kind it is."""

    file_name: str
    sha256: str
    received_at: str
    kind: str

    @property
    def kind_label(self) -> str:
        """What people call the kind of a file."""
        return label_of(self.kind, "ファイル")

    @property
    def by_hand(self) -> bool:
        """Whether it is a table, which asks back when it is taken in."""
        return self.kind in table_kinds()


@dataclass(frozen=True, slots=True)
class WayBack:
    """What a store was made of again.

    ``since`` is ``None`` where the ledger of the damaged store cannot be read any more.
    ``passed_over`` are newer backups that are damaged or do not open with the passphrase.
    ``key_renewed`` tells that the store had another key since the backup and has got a fresh one now.
    """

    location: str
    backup: Backup
    passed_over: tuple[Backup, ...]
    since: tuple[Since, ...] | None
    key_renewed: bool


@dataclass(frozen=True, slots=True)
class TakenAgain:
    """What was found in a folder: the report of what was received, and what is still not there."""

    report: ImportReport
    by_hand: tuple[Path, ...]
    missing: tuple[Since, ...]


def go_back(
    services: Services, location: str, target: str, passphrase: str, progress: Progress | None = None
) -> WayBack:
    """Make a store of the newest whole backup of another; nothing is written over.

    Args:
        services: the rooms.
        location: the damaged store; it may be gone.
        target: where the store is to be made.
        passphrase: what opens them.
        progress: pages copied.

    Raises:
        KnownError: ``no-whole-backup`` and what ``Stores.restore`` refuses.
        Cancelled: from the progress callback; nothing was made.
    """
    whole, passed_over = services.stores.newest_whole(location, passphrase)
    if whole is None:
        raise KnownError(
            "no-whole-backup",
            "このパスフレーズで開く、壊れていない控えがありません。何も作っていません。",
            "ほかの場所に保存した控えがあれば、それから戻してください。前のパスフレーズも試してください。",
            found=f"控え {len(passed_over)}件",
            place=Place(Path(location).name),
        )
    services.stores.restore(whole.file, target, passphrase, progress)
    since, renewed = after(services, location, target, passphrase)
    return WayBack(target, whole, tuple(passed_over), since, renewed)


def after(
    services: Services, location: str, target: str, passphrase: str
) -> tuple[tuple[Since, ...] | None, bool]:
    """Return what the store at ``location`` received that a restored one lacks, and mend the latter's key.

    Where the store had renewed its seal key since the backup, the restored one seals with a key that ended:
    it gets a fresh one, which receivers compare by its code. ``None`` for a store that cannot be read.

    Raises:
        KnownError: what opening the restored store refuses.
    """
    desk = open_store(services, target, passphrase)
    try:
        try:
            lost = open_store(services, location, passphrase, read_only=True)
        except KnownError:
            return None, False
        try:
            since = _since(lost, desk)
            behind = _renewed_since(lost, desk)
        except KnownError:  # damaged just there
            return None, False
        finally:
            lost.store.close()
        if behind:
            renew(desk)
        return since, behind
    finally:
        desk.store.close()


def _since(lost: Desk, desk: Desk) -> tuple[Since, ...]:
    with desk.store.read() as uow:
        known = {receipt.file_sha256 for receipt in uow.exchange.receipts(live_only=True)}
    with lost.store.read() as uow:
        came = [r for r in uow.exchange.receipts(live_only=True) if r.file_sha256 not in known]
    first = {receipt.file_sha256: receipt for receipt in came}  # newest first, so the oldest stays
    found = (Since(r.file_name, r.file_sha256, r.received_at, r.kind) for r in first.values())
    return tuple(sorted(found, key=lambda one: one.received_at))


def _renewed_since(lost: Desk, desk: Desk) -> bool:
    if desk.role not in (Role.HR, Role.SECTION):
        return False
    with desk.store.read() as uow:
        known = {key.key_id for key in uow.exchange.keys()}
    with lost.store.read() as uow:
        own = {key.key_id for key in uow.exchange.keys() if key.vouched == OWN}
    return bool(own - known)


def take_again(
    desk: Desk, folder: Path, since: Sequence[Since] | None, progress: Progress | None = None
) -> TakenAgain:
    """Receive those files out of a folder (and the folders in it) that are known by their content.

    Args:
        desk: the restored store.
        folder: where the files that came are kept, under whatever names.
        since: what to look for; ``None`` takes every workbook, and what is here already stays as it is.
        progress: files looked at and received.

    Raises:
        KnownError: the store cannot be read or written.
        Cancelled: from the progress callback; what was received until then stays.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    if since is None:
        books = tuple(path for path in files if path.suffix.lower() in (".xlsx", ".xlsm"))
        return TakenAgain(receive(desk, ReceiveFiles(books), progress), (), ())
    wanted = {one.sha256: one for one in since}
    found: dict[str, Path] = {}
    for position, (path, digest) in enumerate(_digests(files)):
        tick(progress, position, len(files))
        if digest in wanted:
            found.setdefault(digest, path)
    ours = tuple(path for digest, path in found.items() if not wanted[digest].by_hand)
    # Found by their content, they are taken by it.
    seen = {naming.told(path): digest for digest, path in found.items() if path in ours}
    return TakenAgain(
        receive(desk, ReceiveFiles(ours, looked_at=seen), progress),
        tuple(path for digest, path in found.items() if wanted[digest].by_hand),
        tuple(one for one in since if one.sha256 not in found),
    )


def _digests(files: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Yield files that can be read with their SHA-256."""
    for path in files:
        digest = hashlib.sha256()
        try:
            with path.open("rb") as file:
                while block := file.read(_BLOCK):
                    digest.update(block)
        except OSError:
            yield path, ""
        else:
            yield path, digest.hexdigest()
