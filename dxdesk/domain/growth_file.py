"""A person's growth file (成長記録): their entries over all years, and what was found of each.

A self-told entry is 未確認 and counts nowhere until somebody who may confirms it from 証跡. What they found
rests on exactly what the entry said then: corrected afterwards, it is 未確認 again, and confirmed again once
it says the same as before. A confirmation holds for all later years, until somebody answers 確認できない.
Everything here is a pure function of the revisions that count, so the order of files makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any

from dxdesk.domain import canonical, experience, growth
from dxdesk.domain.completion import outcome
from dxdesk.domain.contents import (
    CONFIRMATION,
    Content,
    FileEntry,
    Made,
    Vouched,
    file_entry_value,
    kind_said,
)
from dxdesk.domain.growth_entries import EXPERIENCE, EntryKind, kind_of
from dxdesk.domain.records import Revision, Trust

CONFIRMED, CANNOT = "confirmed", "cannot"


class Worth(StrEnum):
    """What an entry is worth."""

    RECORDED = "recorded"  # HR's own word, of a kind that needs no more
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    CORRECTED = "corrected"  # something was found of it, and it says something else since
    CANNOT = "cannot"  # 確認できない


WORTH_NAMES: Mapping[Worth, str] = {
    Worth.RECORDED: "人事課の記録",
    Worth.CONFIRMED: "確認済",
    Worth.UNCONFIRMED: "未確認",
    Worth.CORRECTED: "未確認(確認の後に直された)",
    Worth.CANNOT: "確認できない",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What somebody found of an entry, who, and in which revision."""

    vouched: Vouched
    made: Made
    trust: Trust
    revision_id: str

    @property
    def order(self) -> tuple[str, int, str]:
        """By what it comes after others: the day, then the trust, then the id."""
        return self.made.made_on, int(self.trust), self.revision_id


@dataclass(frozen=True)
class FileLine:
    """An entry of somebody's file.

    ``findings`` is all that was found of it, the latest first, of what it said before too; ``own``: the
    person told it, and not HR; ``from_form``: a line of a 申告票 or a finished case tells it.
    ``content`` is what it says as it was written, ``None`` where nobody wrote it as an entry.
    """

    uid: str
    entry: FileEntry
    worth: Worth
    findings: tuple[Finding, ...] = ()
    own: bool = False
    from_form: bool = False
    content: Content | None = field(default=None, compare=False, repr=False)

    @cached_property
    def said(self) -> str:
        """The digest of what it says."""
        return _said_by(self.entry, self.content)

    @property
    def kind(self) -> EntryKind:
        """What kind of entry it is."""
        return kind_of(self.entry.kind)

    @property
    def from_case(self) -> bool:
        """Whether a finished improvement case tells it, and nobody wrote it down."""
        return self.from_form and bool(self.entry.case)

    @property
    def counts(self) -> bool:
        """Whether stages, candidates and figures may count it."""
        return self.worth in (Worth.RECORDED, Worth.CONFIRMED) and not self.absent

    @property
    def absent(self) -> bool:
        """Whether a list says of a course or an examination that the person was not there or did not pass."""
        return self.kind.listed and not outcome(self.entry.result, completed=self.entry.completed).counts

    @property
    def finding(self) -> Finding | None:
        """What stands of it today."""
        return next((one for one in self.findings if one.vouched.said == self.said), None)


def said_in(content: Content) -> str:
    """Return the digest of what an entry says: what a confirmation rests on."""
    return canonical.digest(canonical.dumps(content))


def file_lines(
    counting: Sequence[Revision], from_forms: Mapping[str, FileEntry] = MappingProxyType({})
) -> tuple[FileLine, ...]:
    """Return the entries of one person, by day, kind and name.

    Args:
        counting: the revisions of the person's growth that count.
        from_forms: what lines of their 申告票 of all years tell, by uid; what the growth record says of the
            same entry takes its place, a deletion too.
    """
    entries = [revision for revision in counting if not revision.vouches]
    found_of = findings(counting)
    trusts = {revision.id: revision.trust for revision in entries}
    told = {uid for revision in entries for uid in revision.items}
    found = [
        _line(
            uid,
            FileEntry.read(stands.content),
            stands.content,
            found_of.get(uid, ()),
            own=not _by_hr(stands.revision_ids, trusts),
        )
        for uid, stands in growth.entries_standing(entries).items()
    ]
    found += [
        _line(uid, entry, None, found_of.get(uid, ()), own=True)
        for uid, entry in from_forms.items()
        if uid not in told
    ]
    return tuple(sorted(found, key=place_of))


def place_of(line: FileLine) -> tuple[str, str, str, str]:
    """Return by what an entry stands among others: day, kind and name, then its uid."""
    entry = line.entry
    return entry.date, entry.kind, entry.name, line.uid


def _by_hr(ids: Iterable[str], trusts: Mapping[str, Trust]) -> bool:
    return any(trusts[one] is Trust.HR for one in ids)


def _line(
    uid: str, entry: FileEntry, content: Content | None, found: tuple[Finding, ...], *, own: bool
) -> FileLine:
    return FileLine(uid, entry, _worth(entry, content, found, own=own), found, own, content is None, content)


def _said_by(entry: FileEntry, content: Content | None) -> str:
    return said_in(file_entry_value(entry) if content is None else content)


def _worth(entry: FileEntry, content: Content | None, found: Sequence[Finding], *, own: bool) -> Worth:
    if found:
        said = _said_by(entry, content)
        stands = next((one for one in found if one.vouched.said == said), None)
        if stands is not None:
            return Worth.CONFIRMED if stands.vouched.answer == CONFIRMED else Worth.CANNOT
    if not own and not kind_of(entry.kind).always_vouched:
        return Worth.RECORDED
    return Worth.CORRECTED if found else Worth.UNCONFIRMED


def findings(counting: Sequence[Revision]) -> dict[str, tuple[Finding, ...]]:
    """Return by entry what was found of it, the latest first; what its maker said anew is left out."""
    told = [revision for revision in counting if revision.vouches]
    found: dict[str, list[Finding]] = {}
    for revision in told:
        for uid, item in revision.items.items():
            if kind_said(item) != CONFIRMATION or _said_anew(uid, revision, told):
                continue
            vouched = Vouched.read(item)
            found.setdefault(vouched.of, []).append(
                Finding(vouched, revision.made, revision.trust, revision.id)
            )
    return {of: tuple(sorted(some, key=lambda one: one.order, reverse=True)) for of, some in found.items()}


def _said_anew(uid: str, revision: Revision, told: Iterable[Revision]) -> bool:
    return any(
        revision.id in other.covers and uid in other.items and other.trust >= revision.trust for other in told
    )


@dataclass(frozen=True, slots=True)
class Saying:
    """What one revision says of an entry: nothing where it takes it out, who said so and on which day."""

    entry: FileEntry | None
    by_name: str
    made_on: str
    trust: Trust


def histories(counting: Iterable[Revision]) -> dict[str, tuple[Saying, ...]]:
    """Return by entry what was said of it, the first saying first."""
    told = [one for one in counting if not one.vouches]
    told.sort(key=lambda one: (len(one.covers), one.made.made_on, one.id))
    found: dict[str, list[Saying]] = {}
    for one in told:
        for uid, content in one.items.items():
            found.setdefault(uid, []).append(_saying(one, content))
    return {uid: tuple(sayings) for uid, sayings in found.items()}


def _saying(revision: Revision, content: Mapping[str, Any] | None) -> Saying:
    entry = None if content is None else FileEntry.read(content)
    return Saying(entry, revision.made.by_name, revision.made.made_on, revision.trust)


def worked(lines: Iterable[FileLine]) -> tuple[experience.Work, ...]:
    """Return the pieces of work among entries that count."""
    return tuple(
        experience.Work(
            line.entry.date, line.entry.until, line.entry.ongoing, line.entry.months, line.entry.role
        )
        for line in lines
        if line.counts and line.entry.kind == EXPERIENCE
    )
