"""A kind of workbook that the program does not have: its module and its entry, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import pytest

from dxdesk.domain.records import Part
from dxdesk.ports.entities import Role
from dxdesk.ports.workbooks import Column, TableRow, TableSheet
from dxdesk.usecases.exchange.issue import Contents
from dxdesk.usecases.forms.readable_sheets import head_of, shows
from dxdesk.usecases.person_year.standing import PersonYear, YearContext
from dxdesk.usecases.progress.year_table import Line
from dxdesk.usecases.sealing import workbook_kinds
from dxdesk.usecases.sealing.envelope import Envelope, Recipient
from dxdesk.usecases.sealing.workbook_kinds import Received, WorkbookKind, Written
from dxdesk.usecases.sending.dispatch import Sending, write_sealed, writes
from dxdesk.usecases.sending.recipients import chooses

KIND = WorkbookKind(
    "duty_sheet",
    "分担の一覧表",
    "分担表",
    format=2,
    show=f"{__name__}:duty_sheets",
    received=Received(receivers=(Role.SECTION,), order=5, elsewhere="確認者の台帳で開いてください。"),
    written=Written(
        "duty-sheets",
        senders=(Role.HR,),
        offered=(Role.HR,),
        write=f"{__name__}:write_duty_sheets",
        whose=f"{__name__}:has_a_confirmer",
        made="分担表の作成",
        text="だれがだれを確認するかの一覧です。",
        following="それぞれの確認者へ送ってください。",
    ),
)


@shows
def duty_sheets(
    envelope: Envelope, context: YearContext, people: Sequence[PersonYear]
) -> tuple[TableSheet, ...]:
    """Return who is confirmed."""
    columns = (Column("number", "職員番号", 10), Column("name", "氏名", 24))
    rows = tuple(TableRow(p.employee_number, (p.employee_number, p.name)) for p in people)
    head = head_of(envelope, context.cycle, ("確認する人の一覧です。",), "")
    return (TableSheet(KIND.label, head, columns, rows),)


@writes
def write_duty_sheets(sending: Sending) -> None:
    """Write one about everybody for each first confirmer."""
    people = [p for p in sending.people if p.route.first]
    for number, label in sorted({(p.route.first, p.first_name) for p in people}):
        recipient = Recipient(role=Role.SECTION.value, employee=number, label=label)
        found = sending.contents(people, (Part.ASSIGNMENT,), judged=True)
        package = sending.issuance.issue(KIND.kind, recipient, Contents(found.revisions))
        write_sealed(
            sending, package, sending.command.out / f"{KIND.label}_{number}.xlsx", label, len(people)
        )


@chooses
def has_a_confirmer(line: Line) -> bool:
    """Tell whether somebody has a first confirmer."""
    return bool(line.member.route.first)


@contextmanager
def known(order: int = KIND.received.order) -> Iterator[WorkbookKind]:
    """Let the program have the kind, at some place of a batch: its entry stands in the list, that is all."""
    kind = replace(KIND, received=replace(KIND.received, order=order))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workbook_kinds, "KINDS", (*workbook_kinds.KINDS, kind))
        yield kind
