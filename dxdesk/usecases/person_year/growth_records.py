"""What counts of people's growth over all years, whoever said it: entries and what was found of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from dxdesk.domain import lifecycle, merge
from dxdesk.domain.contents import CONFIRMATION, FileEntry, kind_said, lines_in
from dxdesk.domain.duration import months_told
from dxdesk.domain.growth_entries import COURSE, EXAM, EXPERIENCE, QUALIFICATION
from dxdesk.domain.records import Part, Revision
from dxdesk.domain.spans import Span, is_ongoing, read_span
from dxdesk.domain.subjects import entry_uid
from dxdesk.ports.entities import StoredRevision
from dxdesk.ports.store import UnitOfWork
from dxdesk.ports.workbooks import EXPERIENCE_KINDS
from dxdesk.usecases.person_year.counting import (
    Acceptance,
    Assigned,
    Judged,
    assigned_in,
    judge,
    load_acceptance,
)

_, _QUALIFICATION_LINE, _EXPERIENCE_LINE = EXPERIENCE_KINDS
_KIND_OF_LINE = {_EXPERIENCE_LINE: EXPERIENCE, _QUALIFICATION_LINE: QUALIFICATION}


def judged_growth(
    uow: UnitOfWork,
    acceptance: Acceptance,
    people: Mapping[str, Sequence[StoredRevision]],
    assigned: Mapping[str, Mapping[str, Assigned]] | None = None,
) -> dict[str, Judged]:
    """Judge what is kept of some people's growth, by number.

    Args:
        uow: the unit of work.
        acceptance: what counts.
        people: their supported revisions of no year.
        assigned: their assignments of every year, where they are known; else they are read.
    """
    if assigned is None:
        vouched = [n for n, stored in people.items() if any(s.revision.vouches for s in stored)]
        assigned = assigned_of(uow, acceptance, vouched)
    return {number: judge(stored, acceptance, assigned.get(number, {})) for number, stored in people.items()}


def assigned_of(
    uow: UnitOfWork, acceptance: Acceptance, numbers: Collection[str]
) -> dict[str, dict[str, Assigned]]:
    """Return the assignments of some people of every year, by number and id."""
    found: dict[str, dict[str, Assigned]] = {}
    for year in uow.exchange.years() if numbers else ():
        for number, stored in uow.exchange.people(year, numbers).items():
            found.setdefault(number, {}).update(assigned_in(stored, acceptance))
    return found


def counting_growth(uow: UnitOfWork, numbers: Iterable[str]) -> dict[str, tuple[Revision, ...]]:
    """Return the revisions of some people's growth that count, whoever said them, by number."""
    wanted = tuple(numbers)
    people = uow.exchange.people(0, wanted)
    judged = judged_growth(uow, load_acceptance(uow), people)
    return {number: found.of(Part.GROWTH) for number, found in judged.items()}


def of_file(revision: Revision) -> bool:
    """Tell whether a revision says something that is not in a list of attendance or examinations."""
    kinds = {kind_said(item) for item in revision.items.values()}
    return not kinds <= {COURSE, EXAM}


def is_persons(revision: Revision) -> bool:
    """Tell whether a revision is what a person tells of their own growth: no seal, no confirmation."""
    kinds = {kind_said(item) for item in revision.items.values()}
    told = revision.record.part is Part.GROWTH and not revision.key_id and not revision.trust
    return told and not kinds & {COURSE, EXAM, CONFIRMATION}


def lines_told(judged: Judged, employee_number: str) -> dict[str, FileEntry]:
    """Return what the lines of one 申告 tell of experience and 資格, by uid; of a 取下げ nothing."""
    evidence = judged.of(Part.EVIDENCE)
    if not evidence:
        return {}
    # Whether a year is withdrawn its steps say, whatever was answered since.
    if lifecycle.is_withdrawn(judged.of(Part.LIFE)):
        return {}
    found: dict[str, FileEntry] = {}
    for kind, name, date, result in lines_in(merge.view(evidence).items):
        if kind in _KIND_OF_LINE and name.strip():
            span = _span(date, name, result)
            entry = FileEntry(
                _KIND_OF_LINE[kind],
                name,
                span.date,
                span.until,
                span.ongoing,
                span.months,
                result=result,
                note="" if span.date or span.months or not date.strip() else date,
            )
            found[entry_uid(employee_number, kind, span.date, name)] = entry
    return found


def _span(date: str, name: str, result: str) -> Span:
    """Return when a line was: its date column, and a length told in any of its columns.

    「令和6年4月から」 beside a length lasted as long as that; alone, it goes on.
    """
    span = read_span(date)
    months = span.months or max(months_told(name), months_told(result))
    if months == span.months and not span.ongoing:
        return span
    goes_on = span.ongoing and (not months or is_ongoing(date))
    return Span(span.date, span.until, goes_on, months)
