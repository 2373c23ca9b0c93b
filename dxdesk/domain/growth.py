"""A person's entries over all years (成長記録): what several revisions of one entry come to.

A revision of this part says some of a person's entries and nothing of the others: a list of attendance says
what that list tells. So revisions are compared entry by entry, and one that covers another takes the place of
what it says itself; what it does not say stays. Who completed a course stays somebody who completed it,
whichever list is read last: that gives way to a deletion, or to another word for having completed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dxdesk.domain import canonical
from dxdesk.domain.completion import Outcome, outcome
from dxdesk.domain.contents import Entry, is_completed
from dxdesk.domain.records import Revision

Content = Mapping[str, Any] | None
"""What a revision says of an entry: its fields, or ``None`` that there is no such entry (a deletion)."""

_WORTH = {Outcome.NOT: 0, Outcome.UNCLEAR: 0, Outcome.ATTENDED: 1, Outcome.COMPLETED: 2}


@dataclass(frozen=True, slots=True)
class EntryStands:
    """What stands of an entry, and the ids of the revisions that say exactly this, sorted."""

    content: Mapping[str, Any]
    revision_ids: tuple[str, ...]


_EntryRevision = tuple[Revision, Content]


def entries_standing(
    counting: Iterable[Revision], uids: Collection[str] | None = None
) -> dict[str, EntryStands]:
    """Return what stands of one person's entries, by uid; a pure function of the revisions that count.

    With ``uids`` of these entries alone: of them nothing stands because of what is said of others.
    """
    said: dict[str, list[_EntryRevision]] = {}
    for revision in counting if uids is None else naming(counting, uids):
        for uid, content in revision.items.items():
            if uids is None or uid in uids:
                said.setdefault(uid, []).append((revision, content))
    found = {uid: _stands(told) for uid, told in said.items()}
    return {uid: stands for uid, stands in found.items() if stands is not None}


def naming(counting: Iterable[Revision], uids: Collection[str]) -> list[Revision]:
    """Return the revisions that may say some of some entries; what the others say is not read for it.

    A person has a revision of every list that told of them, and a list tells of a few entries.
    """
    found = []
    for revision in counting:
        value = revision.value
        for uid in uids:
            if uid in value:
                found.append(revision)
                break
    return found


def _stands(told: Sequence[_EntryRevision]) -> EntryStands | None:
    left, later = told, [one for one in told if one[0].covers]
    if later and len(told) > 1:
        left = [one for one in told if not any(_follows(other, one) for other in later)]
    best, highest = left[0][1], left[0][0].trust
    for revision, content in left[1:]:
        if revision.trust > highest or (revision.trust == highest and _better(content, best)):
            best, highest = content, revision.trust
    if best is None:
        return None
    return EntryStands(best, tuple(sorted([revision.id for revision, content in left if content == best])))


def _better(one: Content, other: Content) -> bool:
    return one != other and _stands_before(one, other)


def _follows(newer: _EntryRevision, older: _EntryRevision) -> bool:
    """Tell whether a revision of an entry takes the place of another that it covers."""
    if older[0].id not in newer[0].covers or newer[0].trust < older[0].trust:
        return False
    return not stays(older[1], newer[1])


def stays(kept: Content, told: Content) -> bool:
    """Tell whether what is kept of an entry stands against what is told later, because it says completed."""
    return kept is not None and told is not None and is_completed(kept) and not is_completed(told)


def _stands_before(one: Content, other: Content) -> bool:
    """Tell which of two differing revisions of an entry stands where neither knows the other.

    Completed, then took part, then the others, a deletion last; of equal ones the text decides, so that it is
    the same wherever and in whatever order they are read.
    """
    first, second = _rank(one), _rank(other)
    return first > second or (first == second and canonical.dumps(one) > canonical.dumps(other))


def _rank(content: Content) -> tuple[bool, int, str]:
    if content is None:
        return False, -1, ""
    said = Entry.read(content)
    return said.completed, _worth(said.result, said.completed), said.result


@lru_cache(maxsize=1024)  # a list says a handful of words tens of thousands of times
def _worth(result: str, completed: bool) -> int:
    return _WORTH[outcome(result, completed=completed)]


def follow(
    told: Mapping[str, Content], counting: Sequence[Revision], make: Callable[[frozenset[str]], Revision]
) -> Revision:
    """Return the revision that says some entries of a person anew, so that they stand.

    It covers no more than it has to: where it adds, improves, or repeats what others say, nothing. So a list
    that is read twice gives one revision, and two lists that do not contradict each other give the same two
    whichever is read first.

    Args:
        told: what is said of each entry.
        counting: the revisions of the person's record that count.
        make: gives the revision that says it and covers the given ids.
    """
    covers: set[str] = set()
    saying = naming(counting, told)
    for revision in saying:
        items = revision.items
        if any(_would_stand(items[uid], told[uid]) for uid in items.keys() & told.keys()):
            covers |= revision.lineage
    made = make(frozenset(covers))
    if not any(made.id in revision.covers for revision in counting):
        return made
    # Told before, and taken back by one that counts: saying it again has to know that one, even where
    # somebody's completion hides both today.
    lost = {
        uid
        for revision in saying
        if made.id in revision.covers
        for uid in revision.items.keys() & told.keys()
        if revision.items[uid] != told[uid] and not stays(revision.items[uid], told[uid])
    }
    if not lost:
        return made
    for revision in saying:
        if lost & revision.items.keys():
            covers |= revision.lineage
    return make(frozenset(covers))


def _would_stand(kept: Content, told: Content) -> bool:
    """Tell whether what is kept would stand before what is told now, though it ought not to."""
    return kept != told and not stays(kept, told) and _stands_before(kept, told)
