"""Grade 2: received files in a folder against the receipts, and what they say against the records."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Receipt
from dxdesk.ports.store import Progress
from dxdesk.usecases.checking.look import Look
from dxdesk.usecases.checking.people import Seen
from dxdesk.usecases.checking.report import NEVER_RECEIVED, Aspect, Grade, counted
from dxdesk.usecases.exchange.intake import Incoming, open_incoming, take
from dxdesk.usecases.exchange.receive import expand
from dxdesk.usecases.exchange.reread import as_kept
from dxdesk.usecases.workplace import naming
from dxdesk.usecases.workplace.desk import tick
from dxdesk.usecases.workplace.unexpected import Bugs, Unexpected

TITLE = "受け取ったファイルとの照合"
PROVES = (
    "受付簿の受付に、もとのファイルがあること。申告票・確認票などの中身が、そのまま台帳の記録になっていること。"
    "台帳の鍵で印を付け直しても、受け取ったファイルと違えば分かります。"
)
LEAVES = (
    "フォルダーのファイルのほうが差し替えられていないか。職員名簿・受講記録などの表は、"
    "同じファイルかどうかだけを比べ、台帳に入った1行ずつは比べていません。"
)
_NOT_COMPARED = "このファイルは比べていません。"


@dataclass
class _Found:
    there: set[int] = field(default_factory=set)
    never: list[str] = field(default_factory=list)
    differ: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def grade_two(
    look: Look, seen: Seen, folder: Path, passwords: Sequence[str] = (), progress: Progress | None = None
) -> Grade:
    """Compare the files in a folder with the receipts.

    Raises:
        KnownError: ``folder-missing``.
        Cancelled: from the progress callback.
    """
    if not folder.is_dir():
        raise KnownError(
            "folder-missing",
            "受け取ったファイルのフォルダーがありません。まだ何も比べていません。",
            "フォルダーの場所を確かめてください。",
            found=naming.told(folder),
        )
    paths, found, bugs = expand([folder]), _Found(), Bugs()
    for position, path in enumerate(paths):
        tick(progress, position, len(paths))
        try:
            with bugs.contained(_NOT_COMPARED):
                _compare(look, seen, found, path, passwords)
        except Unexpected:
            found.unread.append(naming.told(path.name))
    tick(progress, len(paths), len(paths))
    missing = sorted({r.number for r in look.receipts} - found.there)
    return Grade(2, TITLE, (_files(look, found, len(paths), missing), _content(found)), PROVES, LEAVES)


def _files(look: Look, found: _Found, files: int, missing: Sequence[int]) -> Aspect:
    names = {r.number: r.file_name for r in look.receipts}
    told = [f"受付{number}番 {names[number]}" for number in missing]
    return Aspect(
        "files",
        f"フォルダーのファイル {files:,}件と、受付簿の {len(look.receipts):,}件。"
        f"ファイルのある受付は {len(found.there):,}件です。",
        (
            *counted(f"{NEVER_RECEIVED} {{count}}件あります", found.never),
            *counted("受け付けたものと中身の違うファイルが {count}件あります", found.differ),
        ),
        (
            *counted("このフォルダーにファイルのない受付が {count}件あります", told),
            *counted("この台帳が渡したか、ほかの台帳あてのファイルが {count}件あります", found.elsewhere),
            *counted("読めないため比べていないファイルが {count}件あります", found.unread),
        ),
    )


def _content(found: _Found) -> Aspect:
    return Aspect(
        "file-content",
        "ファイルの中の申告・確認などの記録と、台帳の記録。",
        counted("受け付けたファイルの中身が、台帳の記録と違うものが {count}件あります", found.changed),
    )


def _compare(look: Look, seen: Seen, found: _Found, path: Path, passwords: Sequence[str]) -> None:
    name = naming.told(path.name)
    try:
        sha256 = _sha256(path)
    except OSError:
        found.unread.append(name)
        return
    same = [r for r in look.receipts if r.file_sha256 == sha256]
    found.there.update(receipt.number for receipt in same)
    try:
        incoming = open_incoming(look.desk.services, path, passwords, lambda _: False)
    except KnownError:
        if not same:
            found.unread.append(name)
        return
    if incoming.opened is None:
        if not same:
            found.never.append(name)
        return
    digest = incoming.opened.sha256
    receipts = same or [r for r in look.receipts if r.payload_sha256 == digest]
    if not receipts:
        _never_received(look, found, incoming, name)
        return
    found.there.update(receipt.number for receipt in receipts)
    whole = _is_kept(look, seen, incoming, receipts)
    if whole is None:
        found.unread.append(name)
    elif not whole:
        (found.changed if same else found.differ).append(name)


def _never_received(look: Look, found: _Found, incoming: Incoming, name: str) -> None:
    """Note a file that has no receipt, but for what this store sent itself and nobody answered."""
    opened = incoming.opened
    assert opened is not None
    try:
        intake = take(look.desk.services, look.desk.identity, incoming)
    except KnownError:
        found.elsewhere.append(name)  # not addressed to this store: it would be refused
        return
    own = opened.envelope.issuer.store == look.desk.identity.store_id
    answered = len(intake.revisions) > len(opened.revisions)
    (found.elsewhere if own and not answered else found.never).append(name)


def _is_kept(look: Look, seen: Seen, incoming: Incoming, receipts: Iterable[Receipt]) -> bool | None:
    """Tell whether all a file says is kept, or was left out after finalising; ``None``: it cannot be read."""
    try:
        intake = take(look.desk.services, look.desk.identity, incoming)
    except KnownError:
        return None
    missing = {revision.id for revision in intake.revisions} - seen.ids - seen.frozen
    if missing:
        brought = [one for receipt in receipts for one in look.uow.exchange.revisions_of(receipt.number)]
        missing -= as_kept(intake.revisions, brought).keys()
    return not missing


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
