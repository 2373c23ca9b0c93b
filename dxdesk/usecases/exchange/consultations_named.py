"""Consultations (DX相談) of DX推進課 that name somebody: told where HR, which has the roster, keeps them.

DX推進課 has no roster: only who is called さん or 氏 is known there. What was written is its own, and HR
changes nothing of it.
"""

from __future__ import annotations

from dxdesk.domain import canonical
from dxdesk.domain.called_people import called_in, named_in
from dxdesk.domain.errors import Place, Problem
from dxdesk.domain.practice_record import CONSULTATION, ConsultationSaid
from dxdesk.domain.records import Part
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.sealing.codec import Opened
from dxdesk.usecases.sealing.workbook_kinds import DX_PACKAGE
from dxdesk.usecases.workplace.desk import Desk


def problems(desk: Desk, uow: UnitOfWork, opened: Opened, file: str) -> tuple[Problem, ...]:
    """Return a notice of each consultation in a 送付票 in whose words somebody's name stands."""
    if desk.role is not Role.HR or opened.envelope.kind != DX_PACKAGE.kind:
        return ()
    mine = [
        one
        for one in opened.revisions
        if one.record.part is Part.OWNED and one.record.employee_number.startswith(f"{CONSULTATION}:")
    ]
    if not mine:
        return ()
    names = [one.name for one in uow.people.employees(include_left=True)]
    told = []
    for revision in mine:
        said = ConsultationSaid.read(canonical.loads(revision.value))
        found = next(
            filter(None, (named_in(text, names) or called_in(text) for text in (said.topic, said.note))), ""
        )
        if found and not said.ended:
            day = f"{said.asked_on}の" if said.asked_on else ""
            told.append(
                Problem(
                    "consultation-named-there",
                    f"DX推進担当課の{day}DX相談の記録に、職員の氏名が入っています。",
                    "DX推進担当課に、「職員」などに書き換えて送り直してもらってください。",
                    found,
                    Place(file),
                )
            )
    return tuple(told)
