"""送付票 of DX推進課 in HR's store: its own things are taken, and stand beside HR's.

Of HR's only what a key of HR sealed comes back in it (``passed_back``).
"""

from __future__ import annotations

from dataclasses import replace

from dxdesk.domain import subjects
from dxdesk.domain.contents import CourseSaid
from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import Part, Revision
from dxdesk.ports.entities import Role, StoreIdentity
from dxdesk.usecases.exchange import proposals
from dxdesk.usecases.exchange.intake import Incoming, Intake, take_sealed, takes
from dxdesk.usecases.sealing.codec import Opened
from dxdesk.usecases.workplace.desk import Services


@takes
def take_dx_package(
    services: Services, identity: StoreIdentity, incoming: Incoming, opened: Opened
) -> Intake:
    """Take what DX推進課 keeps; a file that says anything of what is not its own is refused as a whole.

    Raises:
        KnownError: ``thing-not-owned``, ``proposal-unreadable``, and a sheet that was changed.
    """
    strange = [
        revision
        for revision in opened.revisions
        if revision.record.part is not Part.CYCLE and not _may_be_in(revision, opened)
    ]
    if strange or opened.envelope.issuer.role != Role.DX.value:
        names = {CourseSaid.read(one.content).name for one in strange if one.record.part is Part.OWNED}
        raise KnownError(
            "thing-not-owned",
            "DX推進担当課のものでない記録が入った送付票です。取り込んでいません。",
            "送り主に確かめ、DX推進担当課の台帳から送付票を作り直してもらってください。",
            found="、".join(sorted(names - {""})),
        )
    told = proposals.told(opened, incoming.path.name)
    intake = take_sealed(services, identity, incoming, opened)
    # The year's record is in the file to be read by itself, and is HR's own.
    mine = tuple(one for one in intake.revisions if one.record.part is Part.OWNED)
    notes = (*intake.notes, *told)
    return replace(intake, revisions=mine, own=frozenset(one.id for one in mine), notes=notes)


def _may_be_in(revision: Revision, opened: Opened) -> bool:
    """Tell whether a record is of DX推進課, or of HR and sealed by another key than the sender's."""
    record = revision.record
    if record.part is not Part.OWNED or not subjects.may_own(revision.owned.owner, record.employee_number):
        return False
    owner = revision.owned.owner
    return owner == Role.DX.value or (owner == Role.HR.value and revision.key_id not in ("", opened.key_id))
