"""Of whom lists, maps, candidates and exports may tell: people within one's own authority, and not stopped.

The one place that is asked. It limits use and never storage or asking: what somebody handed in is kept, and a
confirmer goes on confirming.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from dxdesk.domain.authorities import BEYOND, WITHIN, Scope
from dxdesk.domain.errors import KnownError
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Employee, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation import authorities, stopping
from dxdesk.usecases.workplace.desk import Desk

T = TypeVar("T")

_BEYOND = setting_names.DISPATCHED_BEYOND


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Who is not in a list: of other authorities (name → people), and whose records are not to be used."""

    beyond: Mapping[str, int]
    stopped: int = 0

    @property
    def text(self) -> str:
        """What stands beside the list, empty where nobody is left out."""
        parts = [f"{name}の職員 {count:,}人" for name, count in self.beyond.items()]
        parts += [f"利用を止めている職員 {self.stopped:,}人"] if self.stopped else []
        return f"{'、'.join(parts)}は入っていません" if parts else ""


NOBODY = LeftOut({})


@dataclass(frozen=True)
class Reach:
    """Of whom may be told for a use on a day; ``codes``: authorities of sections, where there are several."""

    own: str
    codes: Mapping[str, str]
    head: str
    open_to: frozenset[str]
    stopped: frozenset[str]

    @property
    def everybody(self) -> bool:
        """Whether nobody is to be left out."""
        return not self.codes and not self.stopped

    def keeps(self, number: str, section: str) -> bool:
        """Tell whether somebody of a section may be told of."""
        if number in self.stopped:
            return False
        return not self.codes or self.codes.get(section, self.head) in self.open_to

    def within(
        self, people: Iterable[T], number: Callable[[T], str], section: Callable[[T], str]
    ) -> tuple[list[T], LeftOut]:
        """Return those of some people who may be told of, and who is left out."""
        kept: list[T] = []
        beyond: Counter[str] = Counter()
        stopped = 0
        for one in people:
            if self.keeps(number(one), section(one)):
                kept.append(one)
            elif number(one) in self.stopped:
                stopped += 1
            else:
                beyond[self.codes.get(section(one), self.head)] += 1
        return kept, LeftOut(dict(beyond), stopped)

    def use_of(self, sections: Iterable[str]) -> str:
        """Return 利用, or 提供 where people of another authority are among those of some sections.

        Empty in an office with one authority.
        """
        if not self.codes:
            return ""
        return BEYOND if any(self.codes.get(code, self.head) != self.own for code in sections) else WITHIN

    def use_to(self, uow: UnitOfWork, role: str, number: str) -> str:
        """Return 提供 for what goes to a confirmer of another authority, else 利用; empty with one alone."""
        if not self.codes:
            return ""
        person = uow.people.employee(number) if role == Role.SECTION.value else None
        return self.use_of([person.department_code] if person is not None else [])


def reach(desk: Desk, uow: UnitOfWork, scope: Scope, day: str = "") -> Reach:
    """Return of whom may be told for a use on a day (ISO, today by default).

    Only HR's store knows authorities and who is stopped; anywhere else nobody is left out.
    """
    if desk.role is not Role.HR:
        return Reach("", {}, "", frozenset(), frozenset())
    kept = authorities.of_desk(desk, uow)
    return Reach(
        kept.own,
        kept.of if kept.several else {},
        kept.head,
        kept.open_to(scope, day or desk.services.clock.today()),
        stopping.stopped_numbers(uow),
    )


def note_provided(uow: UnitOfWork, packages: Iterable[str]) -> None:
    """Remember of packages (by their ids) that they went beyond the store's own authority."""
    for package in packages:
        uow.settings.set(f"{_BEYOND}{package}", BEYOND)


def provided(uow: UnitOfWork) -> frozenset[str]:
    """Return the packages that went beyond the store's own authority."""
    return frozenset(name.removeprefix(_BEYOND) for name in uow.settings.starting_with(_BEYOND))


def told_apart(desk: Desk) -> frozenset[str] | None:
    """Return the packages that went to other authorities; ``None`` in an office with one alone."""
    with desk.store.read() as uow:
        beyond = provided(uow)
        return beyond if beyond or reach(desk, uow, Scope.PROVISION).codes else None


def audited(desk: Desk, uow: UnitOfWork, sections: Iterable[str]) -> dict[str, str]:
    """Return what the audit says of people of some sections: 利用 or 提供; nothing with one authority."""
    use = reach(desk, uow, Scope.PROVISION).use_of(sections)
    return {"use": use} if use else {}


def refuse_beyond(desk: Desk, uow: UnitOfWork, people: Iterable[Employee], scope: Scope) -> None:
    """Refuse to do something for people of another authority without a decision.

    Raises:
        KnownError: ``beyond-authority``, naming the authorities.
    """
    found = reach(desk, uow, scope)
    _, left = found.within(people, lambda one: one.number, lambda one: one.department_code)
    if left.beyond:
        names = "、".join(left.beyond)
        raise KnownError(
            "beyond-authority",
            f"{names}の職員は、この台帳の任命権者({found.own})の職員ではありません。何も作っていません。",
            "要るときは、決裁を受けたうえで、「設定」の「任命権者」に決定を加えてください。",
            found=names,
        )
