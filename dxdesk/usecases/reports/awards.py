"""表彰状: one paper a case (案件) with its members, of the awards that HR keeps in growth files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from dxdesk.domain import canonical
from dxdesk.domain.capabilities import GROWTH_FILES
from dxdesk.domain.contents import FileEntry
from dxdesk.domain.growth_entries import AWARD
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

_ALL_OF_IT = "担当職員一同"
_MOST = 60
"""Members that one paper names so that they can be read."""


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    return printed(desk, _papers(desk, order), order, progress)


def _papers(desk: Desk, order: Order) -> Asked:
    now = today(desk)
    with desk.store.read() as uow:
        ordered = {one.uid for one in entries.ordered(desk, uow, AWARD, order)}
        mine = {one.uid for one in entries.ordered(desk, uow, AWARD, Order(fiscal_year=order.fiscal_year))}
        awards = [one for one in entries.given(desk, uow, AWARD) if one.fiscal_year(now) == order.fiscal_year]
        words = print_records.wording(uow, desk.identity)
    found = {
        key: case
        for key, case in _cases(awards).items()
        if any(one.uid in ordered for one in case)
        # A paper of a case names all of its members, or there is none.
        and all(one.uid in mine and one.person.number not in order.leave_out for one in case)
    }
    if not found:
        raise nothing(
            "表彰の記録がありません。",
            "「成長記録」でその人を選び、種類を「表彰」にして、賞の名称、日、案件を残してから印刷してください。"
            "年度と範囲の指定も確かめてください。",
        )
    for case in found.values():
        _refuse_crowd(case)

    wanted = [
        Wanted(key, case[0].person.number, _source(case), partial(_certificate, case, words, now))
        for key, case in found.items()
    ]
    return Asked(Series(KIND.kind, order.fiscal_year, any_year=True), wanted)


def _source(case: Sequence[entries.Given]) -> str:
    """Return what a paper is made of: what is said of each member."""
    return canonical.digest(canonical.dumps([[one.uid, one.source] for one in case]))


def _certificate(
    case: Sequence[entries.Given], words: print_records.Wording, now: date, given: Given
) -> doc.Certificate:
    first, together = case[0], len(case) > 1
    return doc.Certificate(
        title=KIND.title,
        number=given.number,
        person=_all_of(first) if together else first.head,
        body=_body(case),
        issued_on=entries.issued_on(first, now),
        issuer_title=words.issuer_title,
        issuer_name=words.issuer_name,
        items=tuple(_item(one) for one in case) if together else (),
        honorific=words.honorific,
        seal=words.seal,
        seal_size=words.choices.seal_size,
    )


def _cases(awards: Iterable[entries.Given]) -> dict[str, list[entries.Given]]:
    """Return the members of each case by what the paper keeps its number under.

    Those who have the same award, day and case are one; an award without a case is of its person alone.
    """
    found: dict[str, list[entries.Given]] = {}
    for one in awards:
        found.setdefault(paper_key(one.entry, one.uid), []).append(one)
    return found


def paper_key(entry: FileEntry, uid: str) -> str:
    """Return what the paper of an award keeps its number under."""
    of = (entry.case, entry.name, entry.date) if entry.case else (uid,)
    return canonical.digest(canonical.dumps(list(of)))


def _refuse_crowd(case: Sequence[entries.Given]) -> None:
    """Refuse a case of more people than a paper can name so that it can be read.

    Raises:
        KnownError: ``nobody-to-print``.
    """
    if len(case) > _MOST:
        raise nothing(
            f"「{case[0].entry.case}」の{len(case):,}人は、1枚に入りません({_MOST}人まで)。",
            "案件を係や班に分けて書き直すと、それぞれの1枚になります。",
        )


def _all_of(first: entries.Given) -> doc.PersonHead:
    """Return to whom a paper of several is given; the number, which is not printed, is one of theirs."""
    return doc.PersonHead(first.person.number, f"{first.entry.case} {_ALL_OF_IT}", "")


def _item(one: entries.Given) -> doc.CertificateItem:
    person = one.person
    return doc.CertificateItem(one.section_name, person.name, subject=one.head.subject)


def _body(case: Sequence[entries.Given]) -> str:
    """Return why and with what they are commended, in lines of their own, without 句読点."""
    entry = case[0].entry
    you = "あなた方" if len(case) > 1 else "あなた"
    where = f"「{entry.case}」において" if entry.case else ""
    results = dict.fromkeys(result for one in case if (result := one.entry.result.rstrip("。")))
    # However a result is written, a sentence or a noun, it is quoted: the wording around it is formal.
    told = (f"{you}は{where}", f"{''.join(f'「{result}」' for result in results)}という") if results else ()
    lines = (
        *told,
        "優れた成果を挙げられました" if results else f"{you}は{where}優れた成果を挙げられました",
        f"よってここに{entry.name}を贈り表彰します",
    )
    return "\n".join(lines)


def _years(desk: Desk) -> Years:
    return entries.years(desk, AWARD)


KIND = ReportKind(
    kind="award-certificate",
    title="表彰状",
    roles=(Role.HR,),
    hint="成長記録に残した表彰の証書です。案件ごとに1枚で、一緒に表彰する人が並びます。",
    make=_make,
    named=Named.THEMSELVES,
    papers=_papers,
    numbered=True,
    per_person=False,
    any_year=True,
    span=Span(_years, lambda desk, year: entries.people(desk, AWARD, year), in_work=False, quick=False),
    notices=lambda desk, _: beyond_told(desk),
    uses=GROWTH_FILES,
)
