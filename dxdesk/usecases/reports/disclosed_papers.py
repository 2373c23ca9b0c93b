"""Of 本人開示用一覧: the papers with a number that one person has, whatever their numbers are kept under."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from dxdesk.domain.contents import FileEntry
from dxdesk.domain.growth_entries import ACCREDITATION, AWARD
from dxdesk.domain.nominations import ACCEPTED
from dxdesk.domain.records import Part
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.printing import SPOILED
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.issued.given_numbers import (
    COMPLETION,
    completion_key,
    without_copy,
)
from dxdesk.usecases.issued.spoiled import spoiled
from dxdesk.usecases.nominations.ledger import nominations
from dxdesk.usecases.reports import accreditations, awards, certificates, result_notices
from dxdesk.usecases.reports.nomination_notices import KIND as NOTICE

Row = tuple[str, str, str]
"""What the paper is, of which year or what, its number."""

_OF_PEOPLE = {one.kind: one.title for one in (certificates.KIND, result_notices.KIND)}
_OF_ENTRIES = {one.kind: one.title for one in (awards.KIND, accreditations.KIND)}


def numbered_papers(
    uow: UnitOfWork,
    numbers: Collection[str],
    holds: Callable[[str, int], bool],
    since: Callable[[str], str],
) -> list[Row]:
    """Return the papers of somebody with these numbers.

    Args:
        uow: a unit of work.
        numbers: 職員番号, former ones too.
        holds: whether a number is theirs in a fiscal year.
        since: from which day (ISO) a number is theirs, empty for ever.
    """
    entries = _entries(uow, numbers, since)
    found: list[Row] = []
    for kind, year, key, number in _given(uow):
        label = fiscal_year_label(year) if year else ""
        if kind in _OF_PEOPLE and key in numbers and (not year or holds(key, year)):
            found.append((_OF_PEOPLE[kind], label, number))
        elif kind in _OF_ENTRIES and key in entries:
            found.append((_OF_ENTRIES[kind], f"{label} {entries[key]}".strip(), number))
        elif kind == NOTICE.kind:
            code, _, of = key.partition(":")
            who = of.partition(":")[0]
            if who in numbers and (not year or holds(who, year)):
                found.append((NOTICE.title, f"{label} {_round(uow, code)}".strip(), number))
    return [*dict.fromkeys((*found, *_decided(uow, numbers, holds))), *_completions(uow, numbers)]


def _given(uow: UnitOfWork) -> Iterator[tuple[str, int, str, str]]:
    """Yield kind, year, key and number of every paper: those of which a copy is kept, and those of before."""
    kept = uow.papers.of()
    copied = {(one.series, one.key) for one in kept if one.remade_on}
    for (series, key), number in sorted(without_copy(uow).items()):
        kind, _, year = series.partition(":")
        if (series, key) not in copied:
            yield kind, int(year or 0), key, f"第{number}号"
    void = spoiled(uow)
    for one in kept:
        told = f"{one.number_text}({SPOILED})" if one.paper_id in void else one.number_text
        yield one.kind, one.fiscal_year, one.key, told


def _entries(uow: UnitOfWork, numbers: Collection[str], since: Callable[[str], str]) -> dict[str, str]:
    """Return the awards and accreditations of somebody by what papers of them keep their numbers under.

    Every record is read, those written anew too: a paper was made of what was said then.
    """
    found = {}
    for number in numbers:
        for stored in uow.exchange.person(0, number):
            items = stored.revision.items if stored.revision.record.part is Part.GROWTH else {}
            for uid, item in items.items():
                entry = FileEntry.read(item) if item else FileEntry()
                if entry.kind == AWARD and entry.date >= since(number)[: len(entry.date)]:
                    found[awards.paper_key(entry, uid)] = entry.name
                elif entry.kind == ACCREDITATION and entry.date >= since(number)[: len(entry.date)]:
                    found[uid] = entry.name
    return found


def _round(uow: UnitOfWork, code: str) -> str:
    return next((one.asked.name for one in nominations(uow).rounds if one.asked.code == code), code)


def _decided(uow: UnitOfWork, numbers: Collection[str], holds: Callable[[str, int], bool]) -> Iterator[Row]:
    """Yield the 選任通知 that carry the number of the office's own decision."""
    for one in nominations(uow).rounds:
        asked = one.asked
        for who in one.named if asked.notice else ():
            number = who.paper(asked).document_number
            theirs = who.said.number in numbers and holds(who.said.number, asked.fiscal_year)
            if number and theirs and who.said.decided == ACCEPTED:
                yield NOTICE.title, f"{fiscal_year_label(asked.fiscal_year)} {asked.name}", number


def _completions(uow: UnitOfWork, numbers: Collection[str]) -> list[Row]:
    kept: dict[str, list[str]] = {}
    for kind, _, key, number in _given(uow):
        if kind == COMPLETION:
            kept.setdefault(key, []).append(number)
    records = uow.people.evidence_of(numbers)
    found = [("修了証", one.name, number) for one in records for number in kept.get(completion_key(one), ())]
    return list(dict.fromkeys(found))
