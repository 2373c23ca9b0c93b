"""Who did both stages of a person: the second one, and the first one that stands under it.

A pure function of what is there, in whatever order it came. It asks what was done; what somebody may do
is asked by ``rights``.
Source of the rule: ARCHITECTURE.md, protocol point 10.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from dxdesk.domain import lifecycle
from dxdesk.domain.lifecycle import Action
from dxdesk.domain.records import Revision

SECONDS = (Action.CONFIRM2, Action.RETURN2)
"""The steps of the second stage."""


def by_one_person(
    steps: Iterable[Revision], reviews: Iterable[Revision], owner_of: Callable[[Revision], str]
) -> frozenset[str]:
    """Return the ids of the second stage's steps and levels whose maker did the first stage as well.

    Levels go with their maker's latest step: they say of no round which they are of.

    Args:
        steps: the counting life revisions of one person's year.
        reviews: its counting levels of the second stage.
        owner_of: the employee number of the confirmer who made a revision, empty where nobody has to ask
            (HR's own word).
    """
    by_action = lifecycle.by_action(steps)
    makers = {owner_of(first) for first in by_action.get(Action.CONFIRM1, ())} - {""}
    if not makers:
        return frozenset()
    found: set[str] = set()
    seconds: dict[str, list[Revision]] = {}
    for step in (one for action in SECONDS for one in by_action.get(action, ())):
        owner = owner_of(step)
        if owner not in makers:
            continue
        seconds.setdefault(owner, []).append(step)
        under = _standing(lifecycle.firsts_under(step, by_action), step)
        if under and all(owner_of(first) == owner for first in under):
            found.add(step.id)
    if not found:
        return frozenset()
    latest = {owner: _heads(made) for owner, made in seconds.items()}
    for review in reviews:
        if any(step.id in found for step in latest.get(owner_of(review), ())):
            found.add(review.id)
    return frozenset(found)


def first_stage_by(steps: Iterable[Revision], owner_of: Callable[[Revision], str]) -> str:
    """Return who alone did the first stage as it stands for a second step taken now, empty where nobody did.

    Args:
        steps: the counting life revisions of one person's year.
        owner_of: as for ``by_one_person``.
    """
    by_action = lifecycle.by_action(steps)
    owners = {owner_of(first) for first in _heads(_said(lifecycle.firsts_now(by_action)))}
    return owners.pop() if len(owners) == 1 else ""


def _standing(firsts: Sequence[Revision], second: Revision) -> Sequence[Revision]:
    """Return the first confirmations no other followed, as a second step found them or beside it.

    What came after the second step is no part of what it was taken on; where there is nothing else, it is.
    """
    before = [first for first in firsts if second.id not in first.covers]
    return _heads(_said(before or firsts))


def _said(firsts: Sequence[Revision]) -> Sequence[Revision]:
    """Return the first confirmations without those that only repeat one, to settle what contradicted it."""
    return [first for first in firsts if not first.is_settlement] or firsts


def _heads(steps: Sequence[Revision]) -> Sequence[Revision]:
    """Return the steps none of the others followed, whatever trust they have: a step is what was done."""
    followed = {covered for step in steps for covered in step.covers}
    return [step for step in steps if step.id not in followed]
