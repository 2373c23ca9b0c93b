"""番号のつながり: HR says that a new 職員番号 is that of somebody who had another (再任用, 採用替え).

Records stay under the number they were made for; reading goes through the link (``person_year/linked``). What
the roster says of the person goes along where the new line says nothing, and who is confirmed by them is
confirmed by the new number. Taken back, all of it is as it was.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dxdesk.domain import canonical, duty, number_links
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.naming import called
from dxdesk.domain.number_links import Held, Link, Refused
from dxdesk.domain.records import Part
from dxdesk.domain.same_person import Called, Likeness, likeness
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Employee, EmployeeChange, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation.assigning import heads_by_person
from dxdesk.usecases.organisation.link_effects import go_along, stay_behind
from dxdesk.usecases.organisation.link_telling import tell_anew
from dxdesk.usecases.person_year import linked
from dxdesk.usecases.person_year.cycles import all_cycles
from dxdesk.usecases.person_year.holders import holders
from dxdesk.usecases.workplace.desk import Desk

LINK, UNLINK = "number-link", "number-unlink"
"""What the audit calls the two acts; the subject is the new number, the former stands with it."""
OTHER_NAME, BOTH_WORK = "link-other-name", "link-both-working"
"""What HR is asked before two numbers are linked: called differently, both at work now."""
NUMBER = "number"
"""Field of a line of the history: from which number a person came to which."""

_UNDO = setting_names.NUMBER_LINK_UNDO
_REFUSALS: Mapping[Refused, tuple[str, str, str]] = {
    Refused.SAME: (
        "link-same",
        "前の番号と新しい番号が同じです。つないでいません。",
        "2つの職員番号を確かめてください。",
    ),
    Refused.CIRCLE: (
        "link-circle",
        "新しい番号からたどると、前の番号に戻ってしまいます。つないでいません。",
        "前の番号と新しい番号が逆でないかを確かめてください。誤ったつながりは、先に解いてください。",
    ),
    Refused.FORMER_FOLLOWED: (
        "link-former-followed",
        "前の番号は、もう別の番号につながっています。つないでいません。",
        "番号が続けて変わった人は、いちばん新しい番号につなぎます。誤ったつながりなら、先に解いてください。",
    ),
    Refused.LATER_FOLLOWS: (
        "link-later-follows",
        "新しい番号には、もう前の番号がつながっています。1つの番号の前は1つです。つないでいません。",
        "番号が続けて変わった人は、古い順に1つずつつなぎます。誤ったつながりなら、先に解いてください。",
    ),
}


@dataclass(frozen=True, slots=True)
class Linked:
    """Two numbers of one person as the roster has them, and what there is to know of it."""

    former: Employee
    later: Employee
    notices: tuple[Problem, ...] = ()


def link_in(desk: Desk, uow: UnitOfWork, former: str, later: str, accept: Collection[str] = ()) -> Linked:
    """Say within a unit of work that two numbers are one person's, with history and audit.

    Args:
        desk: an hr store.
        uow: a unit of work of it.
        former: the number they had.
        later: the one they have since.
        accept: ``link-other-name`` where the two are called differently and are one person all the same,
            ``link-both-working`` where the roster has both at work.

    Raises:
        KnownError: ``employee-unknown``, ``link-same``, ``link-circle``, ``link-former-followed``,
            ``link-later-follows``, ``link-both-asked`` (both are asked in an open year),
            ``link-other-name``, ``link-both-working``; nothing is changed.
    """
    before, after = _employee(uow, former), _employee(uow, later)
    problems = refused(uow, [(before.number, after.number)])
    if problems:
        raise KnownError.of(problems)
    both = f"{called(before.name, before.number)}、{called(after.name, after.number)}"
    other = likeness(*(Called(one.name, one.kana, one.alias) for one in (before, after)))
    if other is Likeness.OTHER and OTHER_NAME not in accept:
        raise KnownError(
            OTHER_NAME,
            "2つの番号の人は、氏名も読みも違います。つないでいません。",
            "同じ人であることを確かめてから、承認してください。",
            found=both,
        )
    if not (_is_gone(before) or _is_gone(after)) and BOTH_WORK not in accept:
        raise KnownError(
            BOTH_WORK,
            "2つの番号の人は、名簿ではどちらも在籍しています。つないでいません。",
            "別々の2人ならつながないでください。同じ人で、前の番号がまだ名簿に残っているだけなら、承認してください。",
            found=both,
        )
    join(desk, uow, [(before.number, after.number)])
    return Linked(before, _employee(uow, later), tuple(_notices(uow, before, after)))


def unlink_in(desk: Desk, uow: UnitOfWork, former: str, later: str) -> Linked:
    """Take a link back: everything reads as before it. What was finalised meanwhile stays, and is told.

    Raises:
        KnownError: ``link-unknown``.
    """
    if find(uow, former, later) is None:
        raise KnownError(
            "link-unknown",
            "その2つの番号はつながっていません。何も変えていません。",
            "つながりの一覧で、前の番号と新しい番号を確かめてください。",
            found=f"{former} → {later}",
        )
    frozen = _frozen(uow, former, later)
    part(desk, uow, [(former, later)])
    notices = (
        Problem(
            "link-frozen",
            "つながっていた間に確定した結果は、変わりません。",
            "直すときは、確定後訂正をしてください。",
            "、".join(frozen),
        ),
    )
    return Linked(_anyone(uow, former), _anyone(uow, later), notices if frozen else ())


def linked_people(desk: Desk) -> tuple[Linked, ...]:
    """Return all links with the people, by former number.

    Raises:
        KnownError: ``wrong-role``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        return tuple(
            Linked(_anyone(uow, one.former.number), _anyone(uow, one.later.number))
            for one in linked.links(uow)
        )


def find(uow: UnitOfWork, former: str, later: str) -> Link | None:
    """Return the link of two numbers, if they are linked."""
    of = (link for link in linked.links(uow) if (link.former.number, link.later.number) == (former, later))
    return next(of, None)


def join(desk: Desk, uow: UnitOfWork, pairs: Collection[tuple[str, str]]) -> None:
    """Link pairs of former and new number within a unit of work; all are in the roster.

    Raises:
        KnownError: see ``link_in``.
    """
    problems = refused(uow, pairs)
    if problems:
        raise KnownError.of(problems)
    for former, later in pairs:
        linked.keep(uow, Link(_held(uow, former), _held(uow, later)))
    kept = go_along(desk, uow, dict(pairs))
    now = desk.services.clock.now()
    uow.people.add_changes(EmployeeChange(later, now, NUMBER, former, later) for former, later in pairs)
    tell_anew(desk, uow, _read_through(uow, pairs))
    snapshots = {str(one.fiscal_year): one.number for one in uow.results.snapshots()}
    for former, later in pairs:
        undo = {**kept[later], "snapshots": snapshots}
        uow.settings.set(_undo_name(former, later), canonical.dumps(undo))
        uow.audit.append(LINK, later, {"former": former})


def tell_again(desk: Desk, uow: UnitOfWork, pairs: Collection[tuple[str, str]]) -> None:
    """Tell open years what is read through links whose former number went to somebody else since."""
    tell_anew(desk, uow, _read_through(uow, pairs))


def part(desk: Desk, uow: UnitOfWork, pairs: Collection[tuple[str, str]]) -> None:
    """Unlink pairs of linked numbers within a unit of work."""
    numbers = _read_through(uow, pairs)
    for former, later in pairs:
        made = find(uow, former, later)
        assert made is not None
        linked.forget(uow, made)
        stay_behind(desk, uow, former, later, json.loads(uow.settings.get(_undo_name(former, later))))
        uow.settings.set(_undo_name(former, later), "")
    now = desk.services.clock.now()
    uow.people.add_changes(EmployeeChange(later, now, NUMBER, later, former) for former, later in pairs)
    tell_anew(desk, uow, numbers)
    for former, later in pairs:
        uow.audit.append(UNLINK, later, {"former": former})


def _read_through(uow: UnitOfWork, pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the numbers that read through some links."""
    readers = linked.readers(uow)
    found = (
        number
        for _, later in pairs
        for number in (later, *(further for _, further in readers.get(later, ())))
    )
    return tuple(dict.fromkeys(found))


def refused(uow: UnitOfWork, pairs: Collection[tuple[str, str]]) -> tuple[Problem, ...]:
    """Return why the first pair of former and new number that cannot be linked cannot; nothing if all can."""
    known = list(linked.links(uow))
    years = _asked(uow) if pairs else ()
    for former, later in pairs:
        problem = _refusal(known, years, _anyone(uow, former), later)
        if problem is not None:
            return (problem,)
        known.append(Link(_held(uow, former), _held(uow, later)))
    return ()


def _refusal(known: Sequence[Link], years: Iterable[_Year], before: Employee, later: str) -> Problem | None:
    """Return why two numbers cannot be linked: they are no line, or both are asked in one open year.

    Who is finalised in the year under the former number has no question open there: the new one is not asked
    any more once the year is brought into step.
    """
    former = before.number
    reason = number_links.refusal(known, former, later)
    if reason is not None:
        why, number = reason
        other = "" if number in (former, later) else f"({number}とつながっています)"
        return Problem(*_REFUSALS[why], f"{former} → {later}{other}")
    old = {former, *(held.number for held in number_links.before(known, former))}
    lines = number_links.lines(known)
    new = {later, number_links.newest(lines).get(later, later)}
    both = [year.label for year in years if (year.asked - year.frozen) & old and year.asked & new]
    if not both:
        return None
    first = (
        "" if _is_gone(before) else "使わなくなった番号の人を名簿で退職などにするか、その人を対象外と決めて、"
    )
    return Problem(
        "link-both-asked",
        f"{'、'.join(both)}では、2つの番号の両方が対象です。1人に2つの申告があることになるため、つないでいません。",
        f"{first}「年度」の「名簿に合わせる」をしてから、もう一度つないでください。",
        f"{former}、{later}",
    )


def _is_gone(person: Employee) -> bool:
    return person.left or person.duty_status == duty.GONE


def _employee(uow: UnitOfWork, number: str) -> Employee:
    found = uow.people.employee(number.strip())
    if found is None:
        raise KnownError(
            "employee-unknown",
            "その職員番号の職員が名簿にいません。何も変えていません。",
            "職員番号を確かめてください。",
            found=number,
        )
    return found


def _anyone(uow: UnitOfWork, number: str) -> Employee:
    return uow.people.employee(number) or Employee(number, "")


def _held(uow: UnitOfWork, number: str) -> Held:
    holder = holders(uow).get(number)
    return Held(number, holder.first_year, holder.since) if holder else Held(number)


@dataclass(frozen=True, slots=True)
class _Year:
    """An open year: the numbers that are asked in it, and those that have their result already."""

    label: str
    asked: frozenset[str]
    frozen: frozenset[str]


def _asked(uow: UnitOfWork) -> tuple[_Year, ...]:
    return tuple(
        _Year(
            cycle.label,
            frozenset(
                number
                for number, heads in heads_by_person(uow, cycle.fiscal_year, Part.ASSIGNMENT).items()
                if any(one.assignment.target for one in heads)
            ),
            frozenset(line.employee_number for line in uow.results.snapshot_lines(cycle.fiscal_year)),
        )
        for cycle in all_cycles(uow)
        if not cycle.closed
    )


def _notices(uow: UnitOfWork, former: Employee, later: Employee) -> Iterator[Problem]:
    """Say what to think of: another 任用区分, a year that began under the former number."""
    if former.employment != later.employment:
        found = f"{former.employment or '(空欄)'} → {later.employment or '(空欄)'}"
        yield Problem("link-employment", "前の番号と新しい番号では、任用区分が違います。", "", found)
    for cycle in all_cycles(uow):
        if cycle.closed:
            continue
        heads = heads_by_person(uow, cycle.fiscal_year, Part.ASSIGNMENT).get(former.number, ())
        if uow.results.snapshot_lines(cycle.fiscal_year, former.number):
            yield Problem(
                "link-year-final",
                f"{cycle.label}の結果は、前の番号で確定しています。新しい番号で申告するのは、次の年度からです。",
                "",
                former.number,
            )
        elif any(one.assignment.target for one in heads):
            yield Problem(
                "link-year-begun",
                f"{cycle.label}は、前の番号で始まっています。この年度の申告と確認は、前の番号に残ります。",
                "新しい番号で申告してもらうときは、「年度」の「名簿に合わせる」で前の番号を対象から外し、"
                "新しい番号の申告票を配ってください。",
                former.number,
            )


def finalised_before(uow: UnitOfWork, number: str) -> tuple[str, str] | None:
    """Return the last open year in which somebody is finalised under a former number, and that number."""
    formers = [held.number for held in linked.lines(uow).get(number, ())]
    return next(
        (
            (cycle.label, former)
            for cycle in sorted(all_cycles(uow), key=lambda one: -one.fiscal_year)
            if not cycle.closed
            for former in formers
            if uow.results.snapshot_lines(cycle.fiscal_year, former)
        ),
        None,
    )


def _frozen(uow: UnitOfWork, former: str, later: str) -> list[str]:
    """Return the years in which a result was finalised since that shows what was read through a link."""
    since = json.loads(uow.settings.get(_undo_name(former, later)))["snapshots"]
    return [
        cycle.label
        for cycle in all_cycles(uow)
        if any(
            _rests(uow, cycle.fiscal_year, number, since.get(str(cycle.fiscal_year), 0))
            for number in _read_through(uow, [(former, later)])
        )
    ]


def _rests(uow: UnitOfWork, fiscal_year: int, number: str, since: int) -> bool:
    """Tell whether a result that was finalised after a snapshot holds what HR knew of earlier years."""
    lines = (one for one in uow.results.snapshot_lines(fiscal_year, number) if one.snapshot > since)
    heads = {head for line in lines for head in line.heads}
    stored: Iterable[Any] = uow.exchange.person(fiscal_year, number) if heads else ()
    return any(
        one.revision.id in heads and one.revision.record.part is Part.REFERENCE and one.revision.content
        for one in stored
    )


def _undo_name(former: str, later: str) -> str:
    return f"{_UNDO}{former}:{later}"
