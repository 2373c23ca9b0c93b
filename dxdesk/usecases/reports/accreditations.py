"""認定証: a numbered certificate of an accreditation (エキスパート職員 …) that HR keeps in a growth file."""

from __future__ import annotations

from datetime import date
from functools import partial

from dxdesk.domain.capabilities import GROWTH_FILES
from dxdesk.domain.contents import FileEntry
from dxdesk.domain.growth_entries import ACCREDITATION
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.forms import print_records
from dxdesk.usecases.issued.issuing import Given, Wanted
from dxdesk.usecases.issued.printing import Asked
from dxdesk.usecases.issued.series import Series
from dxdesk.usecases.reports import given_entries as entries
from dxdesk.usecases.reports.issuing import beyond_told
from dxdesk.usecases.reports.kind import Named, Order, ReportKind, nothing, printed, today
from dxdesk.usecases.reports.span import Span, Years
from dxdesk.usecases.workplace.desk import Desk


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    return printed(desk, _papers(desk, order), order, progress)


def _papers(desk: Desk, order: Order) -> Asked:
    with desk.store.read() as uow:
        ordered = entries.ordered(desk, uow, ACCREDITATION, order)
        words = print_records.wording(uow, desk.identity)
    found = [one for one in ordered if one.person.number not in order.leave_out]
    if not found:
        raise nothing(
            "認定の記録がありません。",
            "「成長記録」でその人を選び、種類を「認定」にして、基準、決裁、期間を残してから印刷してください。"
            "年度と範囲の指定も確かめてください。",
        )
    now = today(desk)

    wanted = [
        Wanted(one.uid, one.person.number, one.source, partial(_certificate, one, words, now))
        for one in found
    ]
    return Asked(Series(KIND.kind, order.fiscal_year, any_year=True), wanted)


def _certificate(
    one: entries.Given, words: print_records.Wording, now: date, given: Given
) -> doc.Certificate:
    return doc.Certificate(
        title=KIND.title,
        number=given.number,
        person=one.head,
        body=_body(one.entry),
        issued_on=entries.issued_on(one, now),
        issuer_title=words.issuer_title,
        issuer_name=words.issuer_name,
        honorific=words.honorific,
        seal=words.seal,
        seal_size=words.choices.seal_size,
    )


def _body(entry: FileEntry) -> str:
    """Return what is certified, in lines of their own; as in every certificate without 句読点."""
    begun, ended = entries.moment_told(entry.date), entries.moment_told(entry.until)
    term = f"{f'{begun}から' if begun else ''}{f'{ended}まで' if ended else ''}"
    approved = " ".join(part for part in (entry.approval, entries.moment_told(entry.approved_on)) if part)
    lines = (
        f"{entry.criteria}に基づき" if entry.criteria else "",
        f"あなたを{entry.name}に認定します",
        f"認定の期間 {term}" if term else "",
        f"(決裁 {approved})" if approved else "",
    )
    return "\n".join(line for line in lines if line)


def _years(desk: Desk) -> Years:
    return entries.years(desk, ACCREDITATION)


KIND = ReportKind(
    kind="accreditation-certificate",
    title="認定証",
    roles=(Role.HR,),
    hint="成長記録に残した認定の証書です。基準、決裁、期間が入り、番号は一度付くと変わりません。",
    make=_make,
    named=Named.THEMSELVES,
    papers=_papers,
    numbered=True,
    any_year=True,
    span=Span(
        *(_years, lambda desk, year: entries.people(desk, ACCREDITATION, year)), in_work=False, quick=False
    ),
    notices=lambda desk, _: beyond_told(desk),
    uses=GROWTH_FILES,
)
