"""At which stage a store's owner confirms somebody today, and whether in another's place (代理)."""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.domain.lifecycle import Route
from dxdesk.domain.records import Part
from dxdesk.domain.rights import Deputies


@dataclass(frozen=True, slots=True)
class Acting:
    """A stage, and for whom it is done; ``on_behalf_of`` is empty in one's own name."""

    stage: Part
    on_behalf_of: str = ""


def acting_of(
    owner: str, person: str, route: Route, deputies: Deputies, today: str, *, waits_for_first: bool
) -> Acting | None:
    """Return what somebody does of a person today: their own stage, or one HR named them for.

    Whoever does both stages of a person would have to be asked about: who is named for the second and may do
    the first is not offered the second.

    Args:
        owner: 職員番号 of who confirms.
        person: 職員番号 of who is confirmed.
        route: the person's confirmers.
        deputies: what HR says of deputies in the year.
        today: the local date, ISO.
        waits_for_first: whether it is the first confirmer's turn.
    """
    own = route.stage_of(owner)
    first = route.first if _named(deputies, owner, route.first, today) and person != owner else ""
    if own is Part.REVIEW2 and first and waits_for_first:
        return Acting(Part.REVIEW1, first)
    if own is not None:
        return Acting(own)
    if first:
        return Acting(Part.REVIEW1, first)
    if _named(deputies, owner, route.second, today) and person != owner:
        return Acting(Part.REVIEW2, route.second)
    return None


def _named(deputies: Deputies, owner: str, principal: str, today: str) -> bool:
    return bool(principal) and deputies.named(owner, {principal}, today)
