"""A policy's own table 役割・配置・獲得・育成, taken as the office's."""

from __future__ import annotations

from collections.abc import Iterable

from dxdesk.domain.errors import KnownError
from dxdesk.domain.plain_things import changed_fields
from dxdesk.domain.staffing_record import ROLE, RoleSaid
from dxdesk.ports.entities import Role
from dxdesk.usecases.frameworks.offers import Offer, offers_of
from dxdesk.usecases.frameworks.role_list import preset_roles
from dxdesk.usecases.organisation.appointed import newest_framework
from dxdesk.usecases.person_year.owned_things import Kept, owner_of
from dxdesk.usecases.person_year.plain_held import say, subject_of
from dxdesk.usecases.staffing.ledger import require_staffing, staffing
from dxdesk.usecases.workplace.desk import Desk


def offers() -> tuple[Offer, ...]:
    """Return the shipped policies that have such a table."""
    return offers_of(preset_roles)


def sources_of(lines: Iterable[RoleSaid]) -> tuple[str, ...]:
    """Return the shipped policies (as they are called) whose table lines were taken from, by their codes."""
    codes = {one.code for one in lines if one.supplement}
    return tuple(one.name for one in offers() if codes & {said.code for said in preset_roles(one.code)})


def take_table(desk: Desk, code: str) -> Kept:
    """Take the table of a shipped policy as the office's own; what it has of a code already stays.

    Raises:
        KnownError: ``wrong-role``, ``staffing-off``, ``roles-none-stated``.
    """
    desk.require(Role.HR, Role.DX)
    listed = preset_roles(code)
    if not listed:
        raise KnownError(
            "roles-none-stated",
            "この方針に、役割・配置・獲得・育成の表はありません。何も変えていません。",
            f"{'、'.join(one.code for one in offers())}から選ぶか、1行ずつ書いてください。",
            found=code,
        )
    with desk.store.write() as uow:
        require_staffing(uow)
        known, owner = staffing(uow), owner_of(desk)
        new = [one for one in listed if known.line(owner, one.code) is None]
        framework = newest_framework(uow)
        personas = {one.code for one in framework.personas} if framework else set()
        for one in new:
            # Another policy's 人材像 are none of the office's.
            kept = one if one.persona in personas else one._replace(persona="")
            say(desk, uow, subject_of(ROLE, owner, one.code), changed_fields(RoleSaid(), kept))
        if new:
            uow.audit.append("roles-take", code, {"added": len(new)})
        uow.commit()
    return Kept(len(new), 0, len(listed) - len(new))
