"""体系の案 of DX推進課 that HR may take over: one becomes a draft, and is published as any other draft."""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.ports.setting_names import PROPOSAL_TAKEN
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange.file_report import Change
from dxdesk.usecases.exchange.proposals import proposed
from dxdesk.usecases.framework_editing import taking
from dxdesk.usecases.framework_editing.drafts import OpenDraft, begin_draft
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True, slots=True)
class ProposedVersion:
    """A version that is proposed: the key it is named by, what it is, how it differs from HR's newest.

    ``taken``: HR made a draft of it once.
    """

    key: str
    code: str
    version: str
    name: str
    skills: int
    changes: tuple[Change, ...]
    taken: bool


def proposals(desk: Desk) -> tuple[ProposedVersion, ...]:
    """Return what DX推進課 proposes and HR has not as a version of its own.

    Raises:
        KnownError: ``wrong-role``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        return proposals_in(uow)


def proposals_in(uow: UnitOfWork) -> tuple[ProposedVersion, ...]:
    """Return the same of a unit of HR's store."""
    found = []
    for one in proposed(uow):
        digest = versions.digest(one.text)
        kept = uow.exchange.framework(one.code, one.version)
        if kept is not None and kept.digest == digest:
            continue
        framework = versions.from_text(one.text)
        before = taking.newest_of(uow, framework)
        found.append(
            ProposedVersion(
                digest,
                one.code,
                one.version,
                framework.name,
                len(framework.items),
                tuple(taking.changes(before, framework)),
                bool(uow.settings.get(f"{PROPOSAL_TAKEN}{digest}")),
            )
        )
    return tuple(found)


def take_proposal(desk: Desk, key: str) -> OpenDraft:
    """Make a draft of what is proposed; nothing is in force by it.

    Args:
        desk: HR's store.
        key: as ``proposals`` names it; its beginning is enough where it is the only one.

    Raises:
        KnownError: ``wrong-role``, ``proposal-unknown``.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        texts = {versions.digest(one.text): one.text for one in proposed(uow)}
        meant = [digest for digest in texts if key and digest.startswith(key)]
        if len(meant) != 1:
            raise KnownError(
                "proposal-unknown",
                "その記号の体系の案はありません。何も変えていません。",
                "「体系」の画面(コマンドでは dxdesk framework-proposals)で、届いている案を確かめてください。",
                found=key,
            )
        opened = begin_draft(desk, uow, versions.from_text(texts[meant[0]]))
        uow.settings.set(f"{PROPOSAL_TAKEN}{meant[0]}", desk.services.clock.today())
        uow.commit()
    return opened
