"""What a store passes back to the other owner's: things of which two of its stores differ, or did.

Two stores of one owner (a restored copy and the original, say) never send each other files. What they said
of one field comes back to each in the files of the other section, under the seals it had, so that both
learn of it and of how it was settled.
"""

from __future__ import annotations

from dxdesk.domain import owned
from dxdesk.domain.records import Revision
from dxdesk.domain.thing_words import KIND_NAMES
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.attended_elsewhere import ATTENDANCE
from dxdesk.usecases.person_year.owned_things import counting_of_several


def passed_back(uow: UnitOfWork, owner: Role, *, of_people: bool = True) -> tuple[Revision, ...]:
    """Return what counts here of an owner's things of which two of its stores differ or did, by id.

    ``of_people``: also who was in its sessions; it goes to nobody but the very section that said it.
    """
    kinds = [kind for kind in KIND_NAMES if of_people or kind != ATTENDANCE]
    found = [
        revision
        for revisions in counting_of_several(uow, kinds).values()
        if revisions and revisions[0].owned.owner == owner.value and owned.is_of_two(revisions)
        for revision in revisions
    ]
    return tuple(sorted(found, key=lambda one: one.id))
