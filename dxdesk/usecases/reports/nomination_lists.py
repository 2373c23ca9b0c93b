"""選任名簿: who is appointed to what today, or in a fiscal year, until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dxdesk.domain.capabilities import NOMINATION
from dxdesk.domain.contents import RoundSaid
from dxdesk.domain.errors import KnownError
from dxdesk.domain.nominations import MANNERS, Paper
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.nominations import rosters
from dxdesk.usecases.nominations.ledger import nominations
from dxdesk.usecases.nominations.switch import require_nomination
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind, nothing, today
from dxdesk.usecases.reports.missing_glyphs import without_missing
from dxdesk.usecases.reports.span import Span, Years, nobody_to_choose
from dxdesk.usecases.workplace.desk import Desk


def appointment_list(desk: Desk, fiscal_year: int = 0, section: str = "") -> doc.TableDocument:
    """Return the list, with the 決裁 that the office entered in the rounds of the year.

    Raises:
        KnownError: ``nomination-off``, ``nobody-to-print``.
    """
    with desk.store.read() as uow:
        require_nomination(uow)
        try:
            listed = rosters.appointees(desk, uow, fiscal_year, section)
            fiscal_year = listed.fiscal_year
        except KnownError as error:
            raise nothing("任命されている人がいません。", error.problem.fix) from error
        notes = [
            f"{one.asked.name}: {_approval(one.asked)}"
            for one in nominations(uow).rounds
            if fiscal_year in (0, one.asked.fiscal_year) and _approval(one.asked)
        ]
        named = {one.number: one.name for one in uow.people.employees(include_left=True)}
        notes += [
            f"{one.number} {one.name}: {_approval(one.paper)}" for one in listed.lines if _approval(one.paper)
        ]
    columns = (
        doc.TableColumn("人材像", 1.6),
        doc.TableColumn("所属", 1.6),
        doc.TableColumn("職員番号", 1.0),
        doc.TableColumn("氏名", 1.6, names=True),
        doc.TableColumn("任期", 1.8),
        doc.TableColumn("区分", 0.6),
        doc.TableColumn("前任", 1.3),
        doc.TableColumn("引継ぎ", 1.0),
    )
    rows = tuple(
        (
            *(one.persona_name, _section(one), one.number, one.name),
            f"{short_day(one.first_day)}〜{short_day(one.last_day)}",
            *(MANNERS.get(one.manner, ""), _predecessor(one.instead_of, named), one.handed),
        )
        for one in listed.lines
    )
    return doc.TableDocument(
        title=KIND.title,
        columns=columns,
        rows=rows,
        municipality=desk.identity.municipality_name,
        fiscal_year=fiscal_year or None,
        notes=(*notes, *([f"{listed.left_out}。"] if listed.left_out else []), "人事評価には使いません。"),
        landscape=True,
        printed_on=today(desk),
        subjects=tuple(f"{one.number} {one.name}" for one in listed.lines),
    )


def _section(one: rosters.Holder) -> str:
    return f"{one.section}\n({one.named_by}の推薦)" if one.named_by else one.section


def _predecessor(number: str, named: Mapping[str, str]) -> str:
    """Return number and name of who was there before; the number alone of who is in no roster."""
    return f"{number}\n{named[number]}" if named.get(number) else number


def _approval(asked: RoundSaid | Paper) -> str:
    """Return what the office entered of its own 文書番号 and 決裁, empty for nothing."""
    decided = f"{asked.approval} {short_day(asked.approved_on)}".strip()
    said = (("文書番号", asked.document_number), ("決裁", decided))
    return "、".join(f"{label} {text}" for label, text in said if text)


def _years(desk: Desk) -> Years:
    """Return today, and the years of the rounds."""
    with desk.store.read() as uow:
        found = {one.asked.fiscal_year for one in nominations(uow).rounds}
    return ((0, "きょう"), *((year, fiscal_year_label(year)) for year in sorted(found, reverse=True)))


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    record = appointment_list(desk, order.fiscal_year, order.section)
    record = replace(without_missing(desk.services.printer, record), large=order.large)
    return desk.services.printer.draw([record], progress)


KIND = ReportKind(
    kind="appointments",
    title="選任名簿",
    roles=(Role.HR,),
    hint="だれが、どの人材像に、いつまで任命されているかの一覧です。",
    make=_make,
    named=Named.PEOPLE,
    per_person=False,
    wide=True,
    whole_store=True,
    any_year=True,
    span=Span(_years, nobody_to_choose, in_work=False, quick=False),
    at_once=EVERYBODY,
    uses=NOMINATION,
)
