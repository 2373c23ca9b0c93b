"""Local work: revisions made in this store, sealed with its key where it has one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.records import Part, RecordKey, Revision, Trust
from dxdesk.domain.text import ANSWER_UNITS, CELL_UNITS, texts, too_long
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.workplace.desk import Desk

SEQUENCE = setting_names.ISSUER_SEQUENCE
LOCAL = 0
"""The receipt number that stands for work done in this very store."""

_TRUST = {Role.HR: Trust.HR, Role.SECTION: Trust.SECTION, Role.DX: Trust.NONE, Role.PERSONAL: Trust.NONE}


def own_trust(desk: Desk) -> Trust:
    """Return the trust class of what this store makes."""
    return _TRUST[desk.role]


def record_key(desk: Desk, fiscal_year: int, employee_number: str, part: Part) -> RecordKey:
    """Return a record key of the store's municipality."""
    return RecordKey(desk.identity.municipality_code, fiscal_year, employee_number, part)


def next_sequence(uow: UnitOfWork) -> int:
    """Return the sequence number the next package will have."""
    return int(uow.settings.get(SEQUENCE, "0")) + 1


def place(desk: Desk, uow: UnitOfWork) -> tuple[str, int, int]:
    """Return (store id, epoch, sequence) for seals made now."""
    return desk.identity.store_id, desk.identity.epoch, next_sequence(uow)


def keep(
    desk: Desk,
    uow: UnitOfWork,
    revisions: Iterable[Revision],
    fields: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Revision, ...]:
    """Seal what carries this store's key, keep everything as local work and return it.

    ``fields``: how the field is called that a text was typed in, by the text; a refusal names it.

    Raises:
        KnownError: ``text-too-long`` for a text that not every document could hold when it leaves.
    """
    made = tuple(revisions)
    refused = dict.fromkeys(problem for revision in made for problem in _too_long(uow, revision, fields))
    if refused:
        raise KnownError.of(tuple(refused))
    sealed = codec.seal_revisions(
        desk.services.sealer, desk.store.signing_seed, (r for r in made if r.key_id), place(desk, uow)
    )
    by_id = {revision.id: revision for revision in sealed}
    result = tuple(by_id.get(revision.id, revision) for revision in made)
    uow.exchange.add_revisions(result, LOCAL)
    return result


def _too_long(uow: UnitOfWork, revision: Revision, fields: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return what is too long of what is said now; what was said before may be said again."""
    if len(revision.value) <= ANSWER_UNITS // 2:  # nothing in it can be too long
        return ()
    long = [text for text in texts(revision.content) if too_long(text)]
    if not long:
        return ()
    record = revision.record
    known = {
        text
        for stored in uow.exchange.person(record.fiscal_year, record.employee_number)
        for text in texts(stored.revision.content)
    }
    return tuple(
        problem
        for text in long
        for problem in too_long(
            text, Place(cell=fields.get(text, "")), CELL_UNITS if text in known else ANSWER_UNITS
        )
    )
