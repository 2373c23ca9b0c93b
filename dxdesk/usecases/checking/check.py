"""点検: looking at a store in up to three grades, from the beginning or going on from the last check."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from dxdesk import crash
from dxdesk.domain.errors import KnownError
from dxdesk.ports.bulk import in_bulk
from dxdesk.ports.entities import AuditEntry
from dxdesk.ports.inspection import Inspection
from dxdesk.ports.store import Progress
from dxdesk.usecases.checking import anchor, inside
from dxdesk.usecases.checking.against import grade_three
from dxdesk.usecases.checking.anchor import Anchor
from dxdesk.usecases.checking.files import grade_two
from dxdesk.usecases.checking.look import UNREADABLE, look_at
from dxdesk.usecases.checking.report import CheckReport, Grade
from dxdesk.usecases.workplace.desk import Desk, Services


@dataclass(frozen=True)
class Check:
    """What to look at.

    Args:
        whole: look at everything, whatever an earlier check found.
        files: a folder of received files to compare with the receipts.
        against: codes of printed 控え, or files that went out or came back.
        passwords: tried on files that are locked.
    """

    whole: bool = False
    files: Path | None = None
    against: Sequence[str] = ()
    passwords: tuple[str, ...] = ()


def check(desk: Desk, wanted: Check, progress: Progress | None = None) -> CheckReport:
    """Check an opened store as it is saved now; nothing in it is changed, nobody waits for it.

    Raises:
        KnownError: the store cannot be read; ``folder-missing``, ``against-unreadable``,
            ``paper-mistyped``.
        Cancelled: from the progress callback.
    """
    # Files that are read meanwhile may leave much behind; without them it is looked through once, at the end,
    # when next to nothing of what was made is left.
    reads = wanted.files is not None or wanted.against
    bulk: AbstractContextManager[object] = nullcontext() if reads else in_bulk()
    try:
        with bulk, desk.services.stores.inspected(desk.store, progress) as (store, inspection):
            # Of the copy: every page was read for it, and looking at the store's own keeps writers waiting.
            damage = inspection.damage()
            if damage:
                return damaged(desk.services, damage)
            return _looked_at(desk, replace(desk, store=store), inspection, wanted, progress)
    except KnownError as error:
        if error.code != "store-damaged":
            raise
        return damaged(desk.services, [str(error)])


def _looked_at(
    desk: Desk, copy: Desk, inspection: Inspection, wanted: Check, progress: Progress | None
) -> CheckReport:
    at = desk.services.clock.now()
    before = anchor.kept(desk.identity, desk.store.location)
    if wanted.whole:
        before = replace(before, at="", marks=frozenset())
    with copy.store.read() as uow:
        try:
            look = look_at(inspection, copy, uow, before, progress)
            grade, seen = inside.grade_one(look)
        except UNREADABLE as error:
            # A mistake of ours looks the same from here: it must not pass for a rewriting without a trace.
            return CheckReport(at, (inside.unreadable(inspection, _reported(error)),))
        grades: list[Grade] = [grade]
        if wanted.files is not None:
            grades.append(grade_two(look, seen, wanted.files, wanted.passwords, progress))
        if wanted.against:
            grades.append(grade_three(look, seen, wanted.against, wanted.passwords))
        last = look.trail[-1] if look.trail else None
    report = CheckReport(at, tuple(grades), before.at)
    _keep(desk, report, before, seen.marks, last)
    return report


def damaged(services: Services, findings: Sequence[str]) -> CheckReport:
    """Return the report on a file whose content cannot be looked at for its damage."""
    return CheckReport(services.clock.now(), (inside.damaged(tuple(findings)),))


def _keep(desk: Desk, report: CheckReport, before: Anchor, marks: set[str], last: AuditEntry | None) -> None:
    """Keep the anchor of the next check; one that the audit does not go on from stays, to be told again."""
    found = replace(before, at=before.at or report.at, marks=frozenset(marks))
    if last is not None and (1, "audit") not in report.failed():
        found = replace(found, number=last.number, head=last.hash)
    anchor.keep(desk.identity, desk.store.location, found)


def _reported(error: Exception) -> str:
    """Return where the report of an error lies, empty where none can be written."""
    try:
        return str(crash.write(error))
    except OSError:
        return ""
