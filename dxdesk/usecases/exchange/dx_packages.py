"""送付票 of DX推進課 in HR's store: its own things alone are taken, and stand beside HR's."""

from __future__ import annotations

from dataclasses import replace

from dxdesk.domain.contents import CourseSaid
from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import Part
from dxdesk.ports.entities import Role, StoreIdentity
from dxdesk.usecases.exchange.intake import Incoming, Intake, take_sealed, takes
from dxdesk.usecases.sealing.codec import Opened
from dxdesk.usecases.workplace.desk import Services


@takes
def take_dx_package(
    services: Services, identity: StoreIdentity, incoming: Incoming, opened: Opened
) -> Intake:
    """Take what DX推進課 keeps; a file with anything that is not its own is refused as a whole.

    Raises:
        KnownError: ``thing-not-owned``, and a sheet that was changed.
    """
    strange = [
        revision
        for revision in opened.revisions
        if revision.record.part is not Part.CYCLE
        and (revision.record.part is not Part.OWNED or revision.owned.owner != Role.DX.value)
    ]
    if strange or opened.envelope.issuer.role != Role.DX.value:
        names = {CourseSaid.read(one.content).name for one in strange if one.record.part is Part.OWNED}
        raise KnownError(
            "thing-not-owned",
            "DX推進担当課のものでない記録が入った送付票です。取り込んでいません。",
            "送り主に確かめ、DX推進担当課の台帳から送付票を作り直してもらってください。",
            found="、".join(sorted(names - {""})),
        )
    intake = take_sealed(services, identity, incoming, opened)
    # The year's record is in the file to be read by itself, and is HR's own.
    mine = tuple(one for one in intake.revisions if one.record.part is Part.OWNED)
    return replace(intake, revisions=mine, own=frozenset(one.id for one in mine))
