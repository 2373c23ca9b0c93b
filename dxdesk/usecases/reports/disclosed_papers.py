"""Of 本人開示用一覧: the papers with a number that one person has, whatever their numbers are kept under."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from dxdesk.domain.contents import FileEntry
from dxdesk.domain.growth_entries import ACCREDITATION, AWARD
from dxdesk.domain.nominations import ACCEPTED
from dxdesk.domain.records import Part
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.imports.document_numbers import NUMBER, completion_key, completion_numbers
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
    for name, text in sorted(uow.settings.starting_with(NUMBER).items()):
        kind, _, rest = name.removeprefix(NUMBER).partition(":")
        first, _, after = rest.partition(":")
        year, key = (int(first), after) if after and first.isdigit() else (0, rest)
        label, number = fiscal_year_label(year) if year else "", f"第{text}号"
        if kind in _OF_PEOPLE and key in numbers and (not year or holds(key, year)):
            found.append((_OF_PEOPLE[kind], label, number))
        elif kind in _OF_ENTRIES and key in entries:
            found.append((_OF_ENTRIES[kind], f"{label} {entries[key]}".strip(), number))
        elif kind == NOTICE.kind:
            code, _, of = key.partition(":")
            who = of.partition(":")[0]
            if who in numbers and (not year or holds(who, year)):
                found.append((NOTICE.title, f"{label} {_round(uow, code)}".strip(), number))
    return [*found, *_decided(uow, numbers, holds), *_completions(uow, numbers)]


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
    kept = completion_numbers(uow)
    records = uow.people.evidence_of(numbers)
    found = [
        ("修了証", one.name, f"第{kept[completion_key(one)]}号")
        for one in records
        if kept.get(completion_key(one))
    ]
    return list(dict.fromkeys(found))
