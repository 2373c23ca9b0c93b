"""Whom a new roster leaves out: each is named, and asked about where they are many or still needed.

A table of a part of the staff looks like one in which the others left; nobody is closed for that in silence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from dxdesk.domain.appointments import ENDED
from dxdesk.domain.errors import Problem
from dxdesk.domain.records import Part
from dxdesk.ports.entities import Department, Employee
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation.appointed import appointed, terms_of
from dxdesk.usecases.organisation.assigning import heads_by_person
from dxdesk.usecases.organisation.routing import NOMINATED
from dxdesk.usecases.person_year.cycles import all_cycles

LEFT = "people-left"
HANDFUL = 5
"""More people than this are never left out without being asked."""
SHARE_PERCENT = 20
"""More of the staff than this leaving at once looks like a partial table, however few they are."""
_SHOWN = 10

PARTIAL = "「この表は一部の職員だけ」に印を付けてください(コマンドでは --partial)"


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody the roster no longer has: their section's name, and for what they are still needed."""

    person: Employee
    section: str
    needed: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Who it is, e.g. ``001234 検証 太郎(人事課、令和7年度の対象者)``."""
        beside = "、".join(filter(None, (self.section, *self.needed)))
        return f"{self.person.number} {self.person.name}" + (f"({beside})" if beside else "")

    def as_json(self) -> dict[str, object]:
        """Return the line of ``import --json`` under ``people_left``."""
        return {
            "employee_number": self.person.number,
            "name": self.person.name,
            "department": self.section,
            "needed": list(self.needed),
        }


def needed_for(uow: UnitOfWork, gone: Collection[Employee], day: str) -> dict[str, tuple[str, ...]]:
    """Return what the store still needs people for, by number: 任命, confirming, a year that is open.

    ``day`` is that on which terms count (ISO). Who is finalised in a year is no longer needed for it.
    """
    numbers = {person.number for person in gone}
    found: dict[str, list[str]] = {}
    terms = terms_of(uow)
    posts = appointed(uow, gone, day)
    for number in sorted(numbers):
        if number in posts or any(term.state(day) != ENDED for term in terms.get(number, ())):
            found.setdefault(number, []).append("人材像の任命")
    nominated = uow.settings.get(NOMINATED)
    if nominated in numbers:
        found.setdefault(nominated, []).append("部長級の確認者")
    for cycle in all_cycles(uow):
        if cycle.closed:
            continue
        frozen = {line.employee_number for line in uow.results.snapshot_lines(cycle.fiscal_year)}
        asked, confirming = set(), set()
        for number, heads in heads_by_person(uow, cycle.fiscal_year, Part.ASSIGNMENT).items():
            said = heads[0].assignment
            if not said.target or number in frozen:
                continue
            asked.add(number)
            if number not in numbers:
                confirming |= {said.first, said.second}
        for who, what in ((asked, "対象者"), (confirming, "確認者")):
            for number in sorted(who & numbers):
                found.setdefault(number, []).append(f"{cycle.label}の{what}")
    return {number: tuple(reasons) for number, reasons in found.items()}


def leavers(
    gone: Iterable[Employee],
    staying: Iterable[Employee],
    units: Mapping[str, Department],
    needed: Mapping[str, tuple[str, ...]],
) -> tuple[Leaver, ...]:
    """Return who leaves, by number; whoever confirms somebody that stays is needed for that, too."""
    confirmed: dict[str, int] = {}
    for person in staying:
        for number in sorted({person.first_confirmer, person.second_confirmer} - {"", person.number}):
            confirmed[number] = confirmed.get(number, 0) + 1
    found = []
    for person in sorted(gone, key=lambda one: one.number):
        unit = units.get(person.department_code)
        reasons = needed.get(person.number, ())
        if person.number in confirmed:
            reasons = (*reasons, f"{confirmed[person.number]:,}人の確認者")
        found.append(Leaver(person, unit.name if unit else person.department_code, reasons))
    return tuple(found)


def asked_or_told(
    gone: tuple[Leaver, ...], active: int, accept: Collection[str]
) -> tuple[Problem | None, Problem | None]:
    """Return the finding and the notice about people who leave; either may be none.

    ``active`` counts the staff before.
    """
    if not gone:
        return None, None
    needed = [leaver for leaver in gone if leaver.needed]
    many = len(gone) > HANDFUL or (len(gone) > 1 and len(gone) * 100 > active * SHARE_PERCENT)
    # Who is still needed is named first: of thousands, only some are shown.
    order = [*needed, *(leaver for leaver in gone if not leaver.needed)]
    shown = "、".join(leaver.text for leaver in order[:_SHOWN])
    shown += f" ほか{len(order) - _SHOWN:,}人" if len(order) > _SHOWN else ""
    told = Problem(
        LEFT,
        f"この表にいない{len(gone):,}人を名簿から外します。",
        f"履歴は消えません。一部の職員だけの表なら、{PARTIAL}。",
        shown,
    )
    if LEFT in accept or not (many or needed):
        return None, told
    working = (
        f"うち{len(needed):,}人は、確認者や年度の対象者などです。" if len(needed) < len(gone) else
        "確認者や年度の対象者などです。"
    )  # fmt: skip
    return (
        replace(
            told,
            message=f"今の名簿の{active:,}人のうち{len(gone):,}人がこの表にいません。取り込むと名簿から外れます。"
            + (working if needed else ""),
            fix=f"一部の職員だけの表なら、{PARTIAL}。外してよければ承認してください。",
        ),
        None,
    )
