"""Grade 1: the answers that somebody's own step names and that never came into this store.

A confirmation names what stands in its store. Who hands in or takes back names all that was followed: what
the form was issued on, of which only the sealed ids came with it, and earlier answers that a later one
covers and that were handed in elsewhere. A store lacks these from its first day, and nothing is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import Action, acted_on
from dxdesk.domain.records import Part, Revision
from dxdesk.ports.entities import Role
from dxdesk.ports.inspection import RevisionRow
from dxdesk.usecases.checking.look import Look
from dxdesk.usecases.exchange import kept
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.sealing.workbook_kinds import answer_kinds

_OWN = (Action.SUBMIT.value, Action.WITHDRAW.value)
_LIFE = Part.LIFE.value


def named_here(step: Revision, at: RevisionRow, rows: Sequence[RevisionRow]) -> frozenset[str]:
    """Return the ids that an answer covers which a step of the person names with them.

    Whoever typed in for the person named all answers of the part that were there. So where one stands before
    the step, at a lower position, that it does not name, somebody may have put it in the place of another:
    nothing that the part covers is taken for named then.

    Args:
        step: a step that was made here.
        at: where it is written down.
        rows: all of the person's year.
    """
    if step.step.action not in _OWN:
        return frozenset()
    found: set[str] = set()
    named = acted_on(step)
    parts = {row.part for row in rows if row.id in named} - {_LIFE}
    for part in parts:
        before = [row for row in rows if row.part == part and row.position < at.position]
        if named.issuperset(row.id for row in before):
            found.update(one for row in before for one in row.covers.split())
    return frozenset(found)


class GrownFrom:
    """What the forms a personal store keeps were issued on, by their own sealed word."""

    def __init__(self, look: Look) -> None:
        """Take the store."""
        self._look = look

    def of(self, step: Revision) -> frozenset[str]:
        """Return the answers that stood before a step, by the forms whose steps it follows.

        A form that was issued later knows the step itself and is no word on what came before it.
        """
        if step.step.action not in _OWN:
            return frozenset()
        year = step.record.fiscal_year, step.record.employee_number
        told = [ids for whose, steps, ids in self._forms if whose == year and steps <= step.covers]
        return frozenset().union(*told)

    @cached_property
    def _forms(self) -> list[tuple[tuple[int, str], frozenset[str], frozenset[str]]]:
        """Year and person, the steps and the answers each form was issued on."""
        if self._look.desk.role is not Role.PERSONAL:
            return []
        found = []
        for _, _, payload in kept.payloads(self._look.uow):
            try:
                envelope = codec.open_payload(self._look.sealer, payload).envelope
            except KnownError:  # told where the forms themselves are looked at
                continue
            if envelope.base is not None and envelope.kind in answer_kinds():
                covers = envelope.base.covers
                answers = frozenset(one for part, ids in covers.items() if part != _LIFE for one in ids)
                whose = envelope.fiscal_year, envelope.recipient.employee
                found.append((whose, frozenset(covers.get(_LIFE, ())), answers))
        return found
