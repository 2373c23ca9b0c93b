"""What a policy says is still to be considered, taken as the office's 検討事項.

Of 柏市 its chapter 4, of 中野区 and 世田谷区 what they announce, of GovTech東京 whom to ask and what comes.
"""

from __future__ import annotations

from dxdesk.domain.agenda_record import MATTER, MatterSaid
from dxdesk.domain.completion import evened
from dxdesk.domain.errors import KnownError
from dxdesk.domain.plain_things import changed_fields
from dxdesk.ports.entities import Role
from dxdesk.usecases.agenda.ledger import agenda, require_agenda
from dxdesk.usecases.frameworks.offers import offers_of
from dxdesk.usecases.frameworks.term_list import preset_matters
from dxdesk.usecases.person_year.owned_things import Kept, owner_of
from dxdesk.usecases.person_year.plain_held import say, subject_of
from dxdesk.usecases.workplace.desk import Desk


def matter_offers() -> tuple[tuple[str, str], ...]:
    """Return the shipped policies that name 検討事項: code, and name with how many."""
    return tuple((one.code, f"{one.name}({one.count}件)") for one in offers_of(preset_matters))


def take_matters(desk: Desk, code: str) -> Kept:
    """Take the 検討事項 of a shipped policy; what the office has of that name already stays as it is.

    Raises:
        KnownError: ``wrong-role``, ``agenda-off``, ``matters-none-stated``.
    """
    desk.require(Role.HR, Role.DX)
    listed = preset_matters(code)
    if not listed:
        raise KnownError(
            "matters-none-stated",
            "この方針に、検討事項の章はありません。何も変えていません。",
            f"{'、'.join(code for code, _ in matter_offers())}から選ぶか、1つずつ書いてください。",
            found=code,
        )
    with desk.store.write() as uow:
        require_agenda(uow)
        owner = owner_of(desk)
        there = [one.said for one in agenda(uow).matters if one.owner == owner]
        known = {one.code for one in there} | {evened(one.name) for one in there}
        new = [one for one in listed if one.code not in known and evened(one.name) not in known]
        for one in new:
            say(desk, uow, subject_of(MATTER, owner, one.code), changed_fields(MatterSaid(), one))
        if new:
            uow.audit.append("matters-take", code, {"added": len(new)})
        uow.commit()
    return Kept(len(new), 0, len(listed) - len(new))
