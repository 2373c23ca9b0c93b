"""未提出者一覧: of each section, whose answers are missing and since when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import STATE_LABELS
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.progress import year_table
from dxdesk.usecases.progress.year_table import OPEN_STATES, Line, YearTable
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind, nobody, today
from dxdesk.usecases.reports.missing_glyphs import non_submitters_without_missing
from dxdesk.usecases.workplace.desk import Desk


def non_submitters(desk: Desk, order: Order) -> tuple[doc.NonSubmitters, ...]:
    """Return a list a section with somebody to ask, by code.

    As in the 再依頼, nobody is asked again for what is here and waits for its sender's key (照合待ち) or for
    HR's decision (決定待ち): a section's list only counts them.

    Raises:
        KnownError: ``no-cycle``, ``section-unknown``, ``nobody-to-print``.
    """
    with desk.store.read() as uow:
        table = year_table.load(desk, uow, order.fiscal_year)
    asked = [
        line
        for line in table.within(order.section)
        if line.asked and order.employee in ("", line.member.number)
    ]
    by_section: dict[str, list[Line]] = {}
    for line in asked:
        by_section.setdefault(line.member.department_code, []).append(line)
    lists = [_section(desk, table, people, order) for _, people in sorted(by_section.items())]
    found = tuple(record for record in lists if record.rows)
    if not found:
        raise _nobody(table, asked)
    return found


def _section(desk: Desk, table: YearTable, people: Sequence[Line], order: Order) -> doc.NonSubmitters:
    missing = [line for line in people if _is_missing(line)]
    left = [line.member.number for line in missing if line.member.number in order.leave_out]
    notes = [f"ほかに、届いていて{what}の人が{count:,}人います。" for what, count in _arrived(people)]
    if left:
        notes.append(f"除いた職員番号: {'、'.join(left)}")
    return doc.NonSubmitters(
        fiscal_year=table.cycle.fiscal_year,
        municipality=desk.identity.municipality_name,
        section=people[0].member.department_name,
        asked=len(people),
        rows=tuple(_row(table, line) for line in missing if line.member.number not in order.leave_out),
        as_of=today(desk),
        notes=tuple(notes),
        purpose=table.cycle.purpose,
    )


def _is_missing(line: Line) -> bool:
    return line.state in OPEN_STATES and not line.arrived


def _arrived(people: Sequence[Line]) -> list[tuple[str, int]]:
    """Return for what those wait whose answers are here, and how many they are; nothing where nobody does."""
    here = [line for line in people if line.state in OPEN_STATES and line.arrived]
    comparing = sum(line.kept for line in here)
    counted = (("照合待ち", comparing), ("決定待ち", len(here) - comparing))
    return [(what, count) for what, count in counted if count]


def _row(table: YearTable, line: Line) -> doc.NonSubmitter:
    """Return somebody's line; who is never late (休業等) has no day."""
    member = line.member
    due = "" if member.never_late else table.due(line)
    day = date.fromisoformat(due) if due else None
    late = (date.fromisoformat(table.today) - day).days if day and table.overdue(line) else 0
    return doc.NonSubmitter(member.number, member.name, STATE_LABELS[line.state], day, late)


def _nobody(table: YearTable, asked: Sequence[Line]) -> KnownError:
    label = table.cycle.label
    if not asked:
        return nobody(
            f"選んだ範囲に{label}の対象の人がいません。", "所属と職員番号の指定を確かめてください。"
        )
    here = _arrived(asked)
    if any(_is_missing(line) for line in asked):
        return nobody("未提出の人を全員除いています。", "除く人を選び直してください。")
    if here:
        told = "、".join(f"届いていて{what}の人が{count:,}人" for what, count in here)
        return nobody(
            f"選んだ{len(asked):,}人の中に、{label}の申告が未提出の人はいません({told}います)。",
            "「受付」の「預かり中」と「食い違い」で、照合するか決めてください。",
        )
    return nobody(
        f"選んだ{len(asked):,}人は全員、{label}の申告を提出済みです。",
        "ほかの所属か年度を選んでください。",
    )


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    records = non_submitters_without_missing(desk.services.printer, non_submitters(desk, order))
    return desk.services.printer.draw(records, progress)


KIND = ReportKind(
    kind="non-submitters",
    title=doc.NON_SUBMITTERS_TITLE,
    roles=(Role.HR, Role.SECTION),
    hint="まだ申告を出していない人の一覧です。所属ごとに1枚ずつ、期限からの日数が付きます。",
    make=_make,
    named=Named.PEOPLE,
    per_person=False,
    by_section=True,
    at_once=EVERYBODY,
)
