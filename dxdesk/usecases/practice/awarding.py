"""優良事例 → 表彰: the people of an exemplary case get an entry 表彰 in their growth files, for a 表彰状."""

from __future__ import annotations

from dxdesk.domain.contents import FileEntry
from dxdesk.domain.errors import KnownError
from dxdesk.domain.growth_entries import AWARD
from dxdesk.domain.practice_record import CASE, CaseSaid
from dxdesk.ports.entities import Role
from dxdesk.usecases.growth_files import keeping as growth
from dxdesk.usecases.growth_files.reading import file_of
from dxdesk.usecases.practice.keeping import unknown
from dxdesk.usecases.practice.ledger import practice, subject_of
from dxdesk.usecases.practice.switch import require_practice
from dxdesk.usecases.workplace.desk import Desk


def award(desk: Desk, code: str, name: str, day: str = "", owner: str = "hr") -> tuple[str, ...]:
    """Record that the people of an exemplary case were commended; return whose files have it newly.

    Args:
        desk: HR's store: commending is HR's word.
        code: the case's.
        name: what the award is called.
        day: the day it is given (ISO), empty: today.
        owner: whose case it is (``hr``, ``dx``).

    Raises:
        KnownError: ``wrong-role``, ``practice-off``, ``growth-files-off``, ``practice-unknown``,
            ``case-not-exemplary`` and what ``growth_checks`` finds.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        require_practice(uow)
        found = practice(uow).find(subject_of(owner, CASE, code))
    if not isinstance(found, CaseSaid):
        raise unknown(CASE, code)
    if not (found.done and found.exemplary):
        raise KnownError(
            "case-not-exemplary",
            "完了した優良事例ではないので、表彰の記録にできません。何も残していません。",
            "案件を完了にし、「優良事例」に印を付けてから、もう一度選んでください。",
            found=found.name,
        )
    entry = FileEntry(
        AWARD, name.strip(), day or desk.services.clock.today(), result=found.effect, case=found.name
    )
    people = tuple(dict.fromkeys((found.lead, *found.escorts)))
    growth.refuse(entry, desk)
    new = []
    for number in people:
        lines = file_of(desk, number).lines
        there = ((one.line.entry.kind, one.line.entry.name, one.line.entry.case) for one in lines)
        if (AWARD, entry.name, entry.case) not in there:
            new.append(number)
    # All are looked at before anything is written, so that no file is left without.
    for number in new:
        growth.add(desk, entry, number)
    return tuple(new)
