"""体系の案 in HR's store: kept with the 送付票 that brought them, and which of them hold.

They are in force nowhere: HR makes a draft of one and publishes it as any other (``framework_editing``).
Those of live files whose key counts hold, whatever their order (ARCHITECTURE.md, protocol points 3 and 4).
"""

from __future__ import annotations

from itertools import takewhile

from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.ports.entities import Role
from dxdesk.ports.setting_names import FRAMEWORK_TAUGHT, PROPOSED
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.forms.framework_proposals import Proposal, extra_with, proposals_in
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.person_year.counting import accepted_keys, is_revoked
from dxdesk.usecases.sealing.codec import Opened
from dxdesk.usecases.sealing.workbook_kinds import DX_PACKAGE
from dxdesk.usecases.workplace.desk import Desk

PUBLISHED = "framework"
"""What the audit calls a version that came into the store, with its code and version as subject."""


def own_versions(uow: UnitOfWork) -> tuple[Proposal, ...]:
    """Return the versions that a store of DX推進課 made itself: HR's files put none of them in force."""
    taught = uow.settings.starting_with(FRAMEWORK_TAUGHT)
    return tuple(
        Proposal(row.code, row.version, row.text)
        for row in uow.exchange.frameworks()
        if taught.get(f"{FRAMEWORK_TAUGHT}{row.code}@{row.version}") != row.digest
    )


def unsent_versions(uow: UnitOfWork) -> tuple[Proposal, ...]:
    """Return those of its own that a store of DX推進課 made since its last 送付票, which held all until then.

    The audit tells it: an entry names each version that was published or taken in, and one each 送付票.
    """
    own = own_versions(uow)
    if not own:
        return ()
    since = takewhile(lambda entry: entry.action != DX_PACKAGE.action, uow.audit.entries())
    made = {entry.subject for entry in since if entry.action == PUBLISHED}
    return tuple(one for one in own if f"{one.code} {one.version}" in made)


def told(opened: Opened, file: str) -> tuple[Problem, ...]:
    """Return the note of what a 送付票 proposes.

    Raises:
        KnownError: ``proposal-unreadable``.
    """
    names = []
    try:
        for one in proposals_in(opened.envelope.extra):
            found = versions.from_text(one.text)
            if (found.code, found.version) != (one.code, one.version):
                raise ValueError(one.version)
            names.append(f"{found.name}({found.version})")
    except (KnownError, ValueError) as error:
        raise KnownError(
            "proposal-unreadable",
            "送付票に入っている体系の案を読み取れません。取り込んでいません。",
            "DX推進担当課に、送付票をもう一度作ってもらってください。",
        ) from error
    if not names:
        return ()
    note = Problem(
        "framework-proposed",
        f"体系の案が{len(names)}件入っています。まだどこでも使っていません。",
        "「体系」で案を下書きにし、確かめてから公開すると、次に始める年度で選べます。",
        "、".join(names),
        Place(file),
    )
    return (note,)


def keep(desk: Desk, uow: UnitOfWork, opened: Opened) -> None:
    """Keep what a 送付票 proposes, under the digest of its payload."""
    if desk.role is not Role.HR or opened.envelope.kind != DX_PACKAGE.kind:
        return
    found = proposals_in(opened.envelope.extra)
    if found:
        uow.settings.set(f"{PROPOSED}{opened.sha256}", extra_with(found))


def proposed(uow: UnitOfWork) -> tuple[Proposal, ...]:
    """Return the versions that are proposed now, each text once."""
    kept = uow.settings.starting_with(PROPOSED)
    if not kept:
        return ()
    keys = accepted_keys(uow)
    found: set[Proposal] = set()
    for receipt in uow.exchange.receipts(live_only=True):
        text = kept.get(f"{PROPOSED}{receipt.payload_sha256}", "")
        key = keys.get(receipt.key_id)
        if text and key is not None and key.role is Role.DX and not is_revoked(receipt, keys):
            found.update(proposals_in(text))
    return tuple(sorted(found))
