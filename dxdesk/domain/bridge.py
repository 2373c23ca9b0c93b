"""改定対応表: what became of each skill from one version of a framework to the next.

Past years keep the version they were answered on; a bridge only says how their levels read under the next
one. What cannot be read for certain is not mapped and never guessed; no past value changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

KEPT, RENAMED, DROPPED, NEW, SPLIT = "kept", "renamed", "dropped", "new", "split"
MERGED_MAX, MERGED_MIN = "merged-max", "merged-min"
_MERGED = (MERGED_MAX, MERGED_MIN)


@dataclass(frozen=True, slots=True)
class Link:
    """What became of the items ``old`` (uids of the version before): the items ``new`` (uids).

    ``kept`` and ``renamed`` are one to one; ``merged-max``/``merged-min`` many to one, by the higher or
    the lower level; ``split`` one to many, where a person says the level anew; ``dropped`` has no new
    item, ``new`` no old one.
    """

    kind: str
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a bridge: ``kind`` is shape, unknown-old, unknown-new, twice or unmapped."""

    kind: str
    uid: str
    place: int


def by_uid(old: Iterable[tuple[str, str]], new: Iterable[tuple[str, str]]) -> tuple[Link, ...]:
    """Return the bridge between two lists of (uid, name) when nobody says more: same uid, same skill."""
    before, after = dict(old), dict(new)
    links = [
        Link(KEPT if before[uid] == name else RENAMED, (uid,), (uid,))
        if uid in before
        else Link(NEW, (), (uid,))
        for uid, name in after.items()
    ]
    return (*links, *(Link(DROPPED, (uid,)) for uid in before if uid not in after))


def sources(
    old: Iterable[tuple[str, str]], new: Iterable[tuple[str, str]], links: Iterable[Link]
) -> dict[str, tuple[str, ...]]:
    """Return by new uid what each item comes from; where the links say nothing, from that of the same uid.

    ``links`` may be older than the lists: what they say of items that are gone does not count.
    """
    before = {uid for uid, _ in old}
    said = {uid: tuple(one for one in link.old if one in before) for link in links for uid in link.new}
    return {uid: said.get(uid, (uid,) if uid in before else ()) for uid, _ in new}


def from_sources(
    old: Iterable[tuple[str, str]],
    new: Iterable[tuple[str, str]],
    found: Mapping[str, tuple[str, ...]],
    lowest: Iterable[str] = (),
) -> tuple[Link, ...]:
    """Return the bridge when it is known what each new item comes from.

    Args:
        old: (uid, name) of the version before.
        new: the same of the next version.
        found: old uids by new uid, see ``sources``.
        lowest: merged items that take the lower level.

    Raises:
        ValueError: an item is both merged and carried on elsewhere: no level could be told for certain.
    """
    before, after = dict(old), dict(new)
    successors: dict[str, list[str]] = {uid: [] for uid in before}
    for uid in after:
        for one in found[uid]:
            successors[one].append(uid)
    low, links, done = set(lowest), list[Link](), set[str]()
    for uid, name in after.items():
        olds = found[uid]
        shared = [one for one in olds if len(successors[one]) > 1]
        if len(olds) > 1:
            if shared:
                raise ValueError(shared[0])
            links.append(Link(MERGED_MIN if uid in low else MERGED_MAX, olds, (uid,)))
        elif not olds:
            links.append(Link(NEW, (), (uid,)))
        elif not shared:
            links.append(Link(KEPT if before[olds[0]] == name else RENAMED, olds, (uid,)))
        elif olds[0] not in done:
            done.add(olds[0])
            links.append(Link(SPLIT, olds, tuple(successors[olds[0]])))
    return (*links, *(Link(DROPPED, (uid,)) for uid, then in successors.items() if not then))


def troubles(old: Iterable[str], new: Iterable[str], links: Iterable[Link]) -> Iterator[Trouble]:
    """Yield what is wrong: every item of both versions stands in exactly one link."""
    before, after = list(old), list(new)
    seen_old: set[str] = set()
    seen_new: set[str] = set()
    place = -1
    for place, link in enumerate(links):
        if not _shaped(link):
            yield Trouble("shape", "、".join((*link.old, *link.new)), place)
        for uids, known, seen, kind in (
            (link.old, before, seen_old, "unknown-old"),
            (link.new, after, seen_new, "unknown-new"),
        ):
            for uid in uids:
                if uid not in known:
                    yield Trouble(kind, uid, place)
                elif uid in seen:
                    yield Trouble("twice", uid, place)
                seen.add(uid)
    for uid in after:
        if uid not in seen_new:
            yield Trouble("unmapped", uid, place)
    for uid in before:
        if uid not in seen_old:
            yield Trouble("unmapped", uid, place)


def _shaped(link: Link) -> bool:
    counts = (len(link.old), len(link.new))
    if link.kind in (KEPT, RENAMED):
        return counts == (1, 1)
    if link.kind in _MERGED:
        return counts[0] > 1 and counts[1] == 1
    if link.kind == SPLIT:
        return counts[0] == 1 and counts[1] > 1
    return counts == ((1, 0) if link.kind == DROPPED else (0, 1))


def carried(
    links: Iterable[Link],
    levels: Mapping[str, int],
    old_scales: Mapping[str, tuple[int, ...]],
    new_scales: Mapping[str, tuple[int, ...]],
) -> dict[str, int]:
    """Return the levels of a past year under the next version, by new uid; what is not certain is left out.

    Args:
        links: the bridge.
        levels: past levels by old uid; never changed.
        old_scales: the level values of each old item, ascending.
        new_scales: the same for the new items. A level is carried only between scales of the same values.
    """
    found: dict[str, int] = {}
    for link in links:
        if link.kind not in (KEPT, RENAMED, *_MERGED):
            continue
        target = link.new[0]
        alike = all(old_scales.get(uid) == new_scales.get(target) for uid in link.old)
        known = [levels[uid] for uid in link.old if uid in levels]
        # The lower, or the higher, of what is known need not be that of all.
        if not alike or len(known) < len(link.old):
            continue
        found[target] = min(known) if link.kind == MERGED_MIN else max(known)
    return found


def carried_texts(links: Iterable[Link], texts: Mapping[str, str]) -> dict[str, str]:
    """Return texts (goals) of a past year by new uid; those of merged items stand under each other."""
    found: dict[str, str] = {}
    for link in links:
        said = [texts[uid] for uid in link.old if uid in texts]
        if said and len(link.new) == 1:
            found[link.new[0]] = "\n".join(said)
    return found


def to_answer_anew(links: Iterable[Link], asked: Iterable[str]) -> tuple[str, ...]:
    """Return the items among those asked that nobody has a past level for: new ones and those of a split."""
    anew = {uid for link in links if link.kind in (NEW, SPLIT) for uid in link.new}
    return tuple(uid for uid in asked if uid in anew)
