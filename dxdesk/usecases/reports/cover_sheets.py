"""送付状: goes along with papers to a section, says what may lie in it, and comes back signed."""

from __future__ import annotations

from collections.abc import Sequence

from dxdesk.domain.lifecycle import State
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.office_letters import OfficialLetter
from dxdesk.ports.store import Progress
from dxdesk.usecases.forms import print_records
from dxdesk.usecases.person_year.cycles import find_cycle
from dxdesk.usecases.progress import year_table
from dxdesk.usecases.progress.year_table import Line
from dxdesk.usecases.reports import certificates, request_letters, result_notices
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind, nobody
from dxdesk.usecases.reports.missing_glyphs import letters_without_missing
from dxdesk.usecases.reports.request_letters import DAY_ROOM, NUMBER_ROOM, worded
from dxdesk.usecases.sealing.workbook_kinds import FORM
from dxdesk.usecases.workplace.desk import Desk

_TICK = "□"
_BY_HAND = 3
"""Rows left empty for what lies in it besides."""
_HEADED = ("課", "部", "室", "局", "所", "係", "館", "院", "校")
"""What the name of a unit ends with whose head is called by it and 長."""
_COLUMNS = (
    doc.TableColumn("同封", 0.6, doc.Align.CENTER),
    doc.TableColumn("書類", 3.6),
    doc.TableColumn("部数", 0.9, doc.Align.RIGHT),
    doc.TableColumn("備考", 2.0),
)


def cover_sheets(desk: Desk, order: Order) -> tuple[OfficialLetter, ...]:
    """Return a letter a section with people who are asked, by code; nobody is named on it.

    Raises:
        KnownError: ``no-cycle``, ``section-unknown``, ``nobody-to-print``, ``request-letter-stale``.
    """
    with desk.store.read() as uow:
        table = year_table.load(desk, uow, order.fiscal_year)
        words = print_records.wording(uow, desk.identity)
    by_section: dict[str, list[Line]] = {}
    for line in table.within(order.section):
        if line.asked:
            by_section.setdefault(line.member.department_code, []).append(line)
    if not by_section:
        label = table.cycle.label
        raise nobody(f"選んだ範囲に{label}の対象の人がいません。", "所属と年度の指定を確かめてください。")
    sender = worded(desk, table.cycle.fiscal_year).sender
    return tuple(
        _sheet(table.cycle.label, people, sender, words.contact) for _, people in sorted(by_section.items())
    )


def cover_of(
    desk: Desk, fiscal_year: int, section: str, enclosed: Sequence[tuple[str, int]]
) -> OfficialLetter:
    """Return the letter that goes with what was just printed for a section: what it is, and how many.

    Raises:
        KnownError: ``no-cycle``, ``request-letter-stale``.
    """
    with desk.store.read() as uow:
        cycle = find_cycle(uow, fiscal_year)
        words = print_records.wording(uow, desk.identity)
    sender = worded(desk, cycle.fiscal_year).sender
    return _letter(cycle.label, section, enclosed, sender, words.contact)


def _sheet(label: str, people: Sequence[Line], sender: tuple[str, ...], contact: str) -> OfficialLetter:
    return _letter(label, people[0].member.department_name, _papers(people), sender, contact)


def _letter(
    label: str,
    section: str,
    enclosed: Sequence[tuple[str, int]],
    sender: tuple[str, ...],
    contact: str,
) -> OfficialLetter:
    head = f"{section}長" if section.endswith(_HEADED) else f"{section} 所属長"
    empty = (_TICK, "", "", "")
    return OfficialLetter(
        title=KIND.title,
        head=(NUMBER_ROOM, DAY_ROOM),
        to=(f"{head} 様",),
        sender=sender,
        subject=KIND.title,
        paragraphs=(
            f"{label}のDXスキルの申告と確認について、下記の書類のうち印({_TICK}にレ)を付けたものを送付します。"
            "部数をお確かめの上、受領書に署名し、御返送くださるようお願いします。",
        ),
        items=(
            doc.TextPart(
                "送付する書類",
                columns=_COLUMNS,
                rows=(*((_TICK, what, f"{count:,}部", "") for what, count in enclosed),
                      *(empty,) * _BY_HAND),
            ),
            doc.TextPart("問い合わせ先", (contact,)),
        ),
        receipt=(
            *((("", f"{sender[-1]} 様"),) if sender else ()),
            ("", f"{label}のDXスキルの申告と確認の書類を、送付状のとおり受け取りました。"),
            ("受領日", DAY_ROOM),
            ("所属", section),
            ("氏名", ""),
        ),
        bookmark=section,
    )  # fmt: skip


def _papers(people: Sequence[Line]) -> tuple[tuple[str, int], ...]:
    """Return what a section gets in the step the year is in, and how many of it are of its people."""
    final = sum(line.state is State.FINALISED for line in people)
    if final:
        return ((result_notices.KIND.title, final), (certificates.KIND.title, final))
    return ((request_letters.KIND.title, 1), (FORM.label, len(people)))


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    printer = desk.services.printer
    return printer.draw(letters_without_missing(printer, cover_sheets(desk, order)), progress)


KIND = ReportKind(
    kind="cover-sheet",
    title="送付状",
    roles=(Role.HR,),
    hint="紙の書類を所属に送るときに添えます。所属ごとに1枚で、送る書類に印を付け、受領書を返してもらいます。",
    make=_make,
    named=Named.NOBODY,
    per_person=False,
    at_once=EVERYBODY,
)
