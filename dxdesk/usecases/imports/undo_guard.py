"""Taking a table back, and what it may no longer be taken back for: what a year or a certificate rests on."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from itertools import product

from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import Part
from dxdesk.ports.entities import Employee, EvidenceRecord, Receipt
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.imports.understanding import TableResult
from dxdesk.usecases.issued.given_numbers import completion_key, completion_numbers
from dxdesk.usecases.person_year import linked
from dxdesk.usecases.person_year.cycles import all_cycles
from dxdesk.usecases.person_year.decided_plans import refuse_decided
from dxdesk.usecases.person_year.holders import holders
from dxdesk.usecases.person_year.standing import reference_row
from dxdesk.usecases.workplace.desk import Desk

_SHOWN = 10
"""People that are named; the others are only counted."""


def live_receipt(uow: UnitOfWork, number: int, kinds: Collection[str], called: str, again: str) -> Receipt:
    """Return the receipt of a table that is to be taken back.

    Args:
        uow: the open unit of work.
        number: of the receipt.
        kinds: what it may be the receipt of.
        called: these tables, as a message names them (名簿).
        again: what is imported anew to use it once more (名簿, 表).

    Raises:
        KnownError: ``receipt-unknown``, ``receipt-undone``.
    """
    entry = uow.exchange.receipt(number)
    if entry is None or entry.kind not in kinds:
        raise KnownError(
            "receipt-unknown",
            f"受付{number}番の{called}はありません。何も変えていません。",
            "受付簿で番号を確かめてください。",
        )
    if not entry.live:
        raise KnownError(
            "receipt-undone",
            f"受付{number}番はすでに元に戻してあります。",
            f"もう一度使うには、{again}を取り込み直してください。",
        )
    return entry


def take_back(desk: Desk, uow: UnitOfWork, entry: Receipt) -> TableResult:
    """Let a receipt count no more and return what became of it: the records that it alone supported.

    Raises:
        KnownError: ``undo-plan-decided``.

    Args:
        desk: the store.
        uow: the open unit of work, which is committed.
        entry: what ``live_receipt`` returned.
    """
    refuse_decided(uow, entry.number)
    gone = len(uow.exchange.sole_support(entry.number))
    now = desk.services.clock.now()
    uow.exchange.update_receipt(dataclasses.replace(entry, live=False, undone_at=now))
    uow.audit.append("undo", str(entry.number), {"records": gone})
    uow.commit()
    return TableResult(entry.file_name, entry.kind, "applied", entry.number, updated=gone)


def refuse_people(uow: UnitOfWork, receipt: int, removed: Collection[Employee]) -> None:
    """Refuse while somebody who would leave the roster is asked in an open year, or has a frozen result.

    Raises:
        KnownError: ``undo-blocked``, naming the people.
    """
    reasons: dict[str, str] = {}
    for cycle in all_cycles(uow):
        year = cycle.fiscal_year
        if not cycle.closed:
            asked = {s.revision.record.employee_number for s in uow.exchange.part(year, Part.ASSIGNMENT)}
            reasons.update(dict.fromkeys(asked, f"{cycle.label}の対象者"))
        frozen = {line.employee_number for line in uow.results.snapshot_lines(year)}
        reasons.update(dict.fromkeys(frozen, f"{cycle.label}に確定"))
    cited = [
        f"{person.number} {person.name}({reasons[person.number]})"
        for person in removed
        if person.number in reasons
    ]
    if cited:
        raise KnownError(
            "undo-blocked",
            f"受付{receipt}番で加わった人のうち{len(cited)}人は、すでに年度の対象者か、結果が確定しています。"
            "元に戻せません。何も変えていません。",
            "名簿が誤りなら、正しい名簿を続けて取り込み、「年度」の「名簿に合わせる」で反映してください。",
            found=_listed(cited),
        )


def refuse_handed(uow: UnitOfWork, receipt: int, people: Collection[Employee]) -> None:
    """Refuse to give a number back to its former holder while a year has records of its present one.

    Raises:
        KnownError: ``undo-blocked``, naming the people.
    """
    of = holders(uow)
    cited = [
        f"{person.number} {person.name}"
        for person in people
        if person.number in of
        and any(
            uow.exchange.person(year, person.number)
            for year in uow.exchange.years()
            if year >= of[person.number].first_year
        )
    ]
    if cited:
        raise KnownError(
            "undo-blocked",
            f"受付{receipt}番で番号を受け継いだ人のうち{len(cited)}人は、すでに年度の記録があります。"
            "元に戻せません。何も変えていません。",
            "名簿が誤りなら、正しい名簿を続けて取り込んでください。",
            found=_listed(cited),
        )


def refuse_records(
    uow: UnitOfWork, receipt: int, gone: Sequence[EvidenceRecord], people: Collection[Employee]
) -> None:
    """Refuse while a 修了証 was numbered for a record that would go, or a frozen result shows it.

    Raises:
        KnownError: ``undo-blocked``, naming the people.
    """
    names = {person.number: person.name for person in people}
    numbers = completion_numbers(uow)
    cited: list[str] = []
    for record in gone:
        number = numbers.get(completion_key(record), "") if record.kind == "course" else ""
        reason = f"修了証 第{number}号" if number else _frozen(uow, record)
        if reason:
            cited.append(f"{record.employee_number} {names.get(record.employee_number, '')}({reason})")
    if cited:
        raise KnownError(
            "undo-blocked",
            f"受付{receipt}番の記録のうち{len(cited)}件は、修了証を出したか、確定した結果に載っています。"
            "元に戻せません。何も変えていません。",
            "記録が誤りなら、出した修了証や結果の扱いを決めてから、直した表を続けて取り込んでください。",
            found=_listed(cited),
        )


def _frozen(uow: UnitOfWork, record: EvidenceRecord) -> str:
    """Return which finalised result shows a record, empty for none."""
    said = (reference_row(record), [record.kind, record.name, record.date, record.result])
    later = (number for _, number in linked.readers(uow).get(record.employee_number, ()))
    for number, cycle in product((record.employee_number, *later), all_cycles(uow)):
        lines = uow.results.snapshot_lines(cycle.fiscal_year, number)
        heads = {head for line in lines for head in line.heads}
        if not heads:
            continue
        for stored in uow.exchange.person(cycle.fiscal_year, number):
            revision = stored.revision
            shows = revision.record.part is Part.REFERENCE and revision.id in heads
            if shows and any(row in said for row in revision.reference.known):
                return f"{cycle.label}に確定"
    return ""


def _listed(cited: Sequence[str]) -> str:
    more = f" ほか{len(cited) - _SHOWN}件" if len(cited) > _SHOWN else ""
    return "、".join(cited[:_SHOWN]) + more
