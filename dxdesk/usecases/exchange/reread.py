"""Files that were read before texts were cleaned, and come again: twice-read stays once-kept.

Cleaning makes another value, hence another id, of an answer that an earlier program kept with its control
characters. The same file read again is then the revision that is kept already, not a new one after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dxdesk.domain import canonical
from dxdesk.domain.contents import StepValue, carried_on
from dxdesk.domain.records import Part, RecordKey, Revision, revise
from dxdesk.domain.text import cleaned, plain

_Sign = tuple[RecordKey, frozenset[str], str]


def as_kept(made: Iterable[Revision], kept: Iterable[Revision]) -> Mapping[str, Revision]:
    """Return, by id, the answers and steps of a form that differ from a kept one by cleaning alone."""
    before = {_sign(old, old.value): old for old in kept if not old.key_id}
    uncleaned = {
        _sign(old, canonical.dumps(new)): old for old in before.values() if (new := _cleaned(old)) is not None
    }
    if not uncleaned:
        return {}
    new = tuple(made)
    found = {r.id: uncleaned[_sign(r, r.value)] for r in new if _sign(r, r.value) in uncleaned}
    for step in (r for r in new if found and r.record.part is Part.LIFE):
        # A step acts on the ids of the answers it came with.
        of = [found[one].id if one in found else one for one in step.step.of]
        old = revise(step.record, carried_on(step.content, StepValue(of=of)), also_covers=step.covers)
        if _sign(old, old.value) in before:
            found[step.id] = before[_sign(old, old.value)]
    return found


def _cleaned(old: Revision) -> object | None:
    """Return the value an old revision has by now, ``None`` where it is the same."""
    if "\\" not in old.value and plain(old.value) is old.value:
        return None  # canonical JSON escapes some of what is cleaned, and holds the rest as it is
    new = cleaned(old.content)
    return None if new is old.content else new


def _sign(revision: Revision, value: str) -> _Sign:
    return revision.record, revision.covers, value
