"""Saying what cases, events and consultations there are: by hand or from a table.

What is said anew follows what was said otherwise (``domain.owned``), field by field.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from dxdesk.domain.contents import ENDED
from dxdesk.domain.errors import KnownError
from dxdesk.domain.practice_record import (
    CASE,
    CONSULTATION,
    EVENT,
    CaseSaid,
    ConsultationSaid,
    EventSaid,
    Said,
    Status,
    changed_fields,
    fields_of,
)
from dxdesk.domain.target_record import typed_figure
from dxdesk.domain.text import plain
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year import owned_things
from dxdesk.usecases.person_year.local_work import LOCAL
from dxdesk.usecases.person_year.owned_things import Change, Kept, of_other, other_owner, owner_of
from dxdesk.usecases.practice.checks import problems
from dxdesk.usecases.practice.known import known
from dxdesk.usecases.practice.ledger import Practice, kind_of, practice, subject_of
from dxdesk.usecases.practice.switch import require_practice
from dxdesk.usecases.workplace.desk import Desk

WORDS = {CASE: "改善案件", EVENT: "行事", CONSULTATION: "相談"}


def say(desk: Desk, uow: UnitOfWork, changes: Sequence[Change], receipt: int = LOCAL) -> Kept:
    """Keep what is said of things as records owed to a receipt, or as local work.

    Raises:
        KnownError: ``text-too-long``.
    """
    counting = practice(uow).counting
    owned_things.say(desk, uow, counting, changes, receipt)
    return owned_things.compare(counting, changes)


def write_down(desk: Desk, wanted: Said, *, new: bool) -> Kept:
    """Keep a case, an event or a consultation as somebody wrote it down: only what was changed is said.

    Args:
        desk: the store of whoever owns it.
        wanted: how it is to be; a new one without a code gets one.
        new: whether it must not be there yet.

    Raises:
        KnownError: ``wrong-role``, ``practice-off``, ``practice-code-taken``, ``practice-unknown`` and what
            ``checks.problems`` finds.
    """
    desk.require(Role.HR, Role.DX)
    wanted = as_kept(wanted)
    kind, owner = kind_of(wanted), owner_of(desk)
    with desk.store.write() as uow:
        require_practice(uow)
        there = practice(uow)
        if new and not wanted.code:
            wanted = wanted._replace(code=code_for(wanted))
        subject = subject_of(owner, kind, wanted.code)
        before = there.find(subject)
        others = [one for one in there.cases if one.owner == owner and one.subject != subject]
        found = tuple(problem for _, problem in problems(wanted, known(desk, uow), others, before))
        if found:
            raise KnownError.of(found)
        if new and before is not None:
            raise KnownError(
                "practice-code-taken",
                f"同じ番号の{WORDS[kind]}があります。何も変えていません。",
                "番号を変えるか、あるものを直してください。",
                found=wanted.code,
            )
        if not new and before is None:
            raise _not_ours(desk, there, kind, wanted.code)
        said = fields_of(wanted) if before is None else changed_fields(before, wanted)
        return _keep(desk, uow, kind, wanted.code, said, f"{kind}-save")


def end(desk: Desk, kind: str, code: str, *, ended: bool = True) -> Kept:
    """Say that a thing is kept no more, or is again; what was written of it stays.

    Raises:
        KnownError: ``wrong-role``, ``practice-off``, ``practice-unknown``.
    """
    held(desk, kind, code)
    with desk.store.write() as uow:
        return _keep(desk, uow, kind, code, {ENDED: ended}, f"{kind}-end")


def held(desk: Desk, kind: str, code: str) -> Said:
    """Return a thing of this store's own by its code.

    Raises:
        KnownError: ``wrong-role``, ``practice-off``, ``practice-unknown``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        require_practice(uow)
        there = practice(uow)
        found = there.find(subject_of(owner_of(desk), kind, code))
    if found is None:
        raise _not_ours(desk, there, kind, code)
    return found


def _not_ours(desk: Desk, there: Practice, kind: str, code: str) -> KnownError:
    owner = other_owner(desk)
    other = there.find(subject_of(owner, kind, code))
    return unknown(kind, code) if other is None else of_other(kind, getattr(other, "name", "") or code, owner)


def unknown(kind: str, code: str) -> KnownError:
    """Return the error for a thing that this store has not."""
    command = "cases" if kind == CASE else "support"
    return KnownError(
        "practice-unknown",
        f"その番号の{WORDS[kind]}は、この台帳にありません。何も変えていません。",
        f"「実践と支援」の一覧(コマンドでは dxdesk {command})で番号を確かめてください。",
        found=code,
    )


def as_kept(wanted: Said) -> Said:
    """Return a thing as it is kept, however it was typed."""
    if isinstance(wanted, CaseSaid):
        status = wanted.status or (Status.DONE if wanted.finished else Status.ACTIVE)
        return wanted._replace(
            name=plain(wanted.name).strip(),
            code=wanted.code.strip(),
            status=status,
            hours_before=typed_figure(wanted.hours_before) if wanted.hours_before else "",
            hours_after=typed_figure(wanted.hours_after) if wanted.hours_after else "",
        )
    if isinstance(wanted, EventSaid):
        return wanted._replace(name=plain(wanted.name).strip(), code=wanted.code.strip())
    return wanted._replace(topic=plain(wanted.topic).strip(), code=wanted.code.strip())


def code_for(wanted: Said) -> str:
    """Return the code of a thing that nobody gave one.

    Of a case and an event it follows from what they are, so that the same row read twice is one; of a
    consultation, which names nobody, it cannot.
    """
    if isinstance(wanted, CaseSaid):
        return f"{wanted.section}-{wanted.name}"
    if isinstance(wanted, EventSaid):
        return f"{wanted.held_on}-{wanted.name}"
    assert isinstance(wanted, ConsultationSaid)
    return f"{wanted.asked_on}-{uuid.uuid4().hex[:6]}"


def _keep(desk: Desk, uow: UnitOfWork, kind: str, code: str, said: Mapping[str, Any], word: str) -> Kept:
    if not said:
        return Kept(unchanged=1)
    found = say(desk, uow, [(subject_of(owner_of(desk), kind, code), said)])
    # An audit line tells who did what to which record: a consultation's code says nobody's name.
    uow.audit.append(word, code, {"added": found.added, "changed": found.changed})
    uow.commit()
    return found
