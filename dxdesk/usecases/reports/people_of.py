"""The people of an order with their year, and what is frozen of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import STATE_LABELS
from dxdesk.ports.entities import Snapshot, SnapshotLine
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year import derived
from dxdesk.usecases.person_year.standing import PersonYear, YearContext, year_context
from dxdesk.usecases.progress import year_table
from dxdesk.usecases.reports.kind import By, Order, by_kana, nobody
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True)
class People:
    """The people of an order with what is frozen of them, in the order wanted."""

    context: YearContext
    people: tuple[PersonYear, ...]
    frozen: Mapping[str, SnapshotLine]
    snapshots: Mapping[int, Snapshot]

    def snapshot_of(self, person: PersonYear) -> Snapshot | None:
        """Return the newest snapshot of a person's result."""
        line = self.frozen.get(person.employee_number)
        return self.snapshots.get(line.snapshot) if line else None


def people_of(desk: Desk, uow: UnitOfWork, order: Order) -> People:
    """Return the people an order asks for.

    Raises:
        KnownError: ``no-cycle``, ``section-unknown``, ``person-unknown``, ``nobody-to-print``.
    """
    table = year_table.load(desk, uow, order.fiscal_year, leave=False)
    year = table.cycle.fiscal_year
    lines = [line for line in table.within(order.section) if order.employee in ("", line.member.number)]
    if order.employee and not lines:
        raise KnownError(
            "person-unknown",
            f"職員番号 {order.employee} の人は{table.cycle.label}の対象に入っていません。",
            "職員番号と所属の指定を確かめてください。",
            found=order.employee,
        )
    lines = [line for line in lines if line.member.number not in order.leave_out]
    numbers = [line.member.number for line in lines if line.asked]
    if not numbers:
        reasons = "、".join(sorted({line.member.exempt for line in lines if line.member.exempt}))
        raise nobody(f"選んだ人は{table.cycle.label}の対象外です({reasons})。", "ほかの人を選んでください。")
    context = year_context(desk, uow, year)
    by_number = {p.employee_number: p for p in derived.people_years(uow, context, numbers)}
    people = [by_number[number] for number in numbers if number in by_number]
    if order.by is By.NUMBER:
        people.sort(key=lambda one: one.employee_number)
    elif order.by is By.KANA:
        kana = {one.number: one.kana for one in uow.people.employees(include_left=True)}
        people.sort(key=lambda one: by_kana(kana.get(one.employee_number, ""), one.employee_number))
    # Oldest snapshot first: a correction replaces what it corrects.
    frozen = {line.employee_number: line for line in uow.results.snapshot_lines(year, order.employee)}
    return People(
        context,
        tuple(people),
        frozen,
        {snapshot.number: snapshot for snapshot in uow.results.snapshots(year)},
    )


def finalised(found: People) -> tuple[PersonYear, ...]:
    """Return those whose result was finalised.

    Raises:
        KnownError: ``nobody-to-print``, with the states they are in.
    """
    people = tuple(p for p in found.people if p.finalised and p.employee_number in found.frozen)
    if not people:
        label = found.context.cycle.label
        states = {STATE_LABELS[person.state] for person in found.people}
        raise nobody(
            f"選んだ{len(found.people):,}人の中に、{label}の結果が確定した人がいません"
            f"(いまは{'、'.join(sorted(states))})。",
            "「確定」を済ませてから印刷してください。",
        )
    return people
