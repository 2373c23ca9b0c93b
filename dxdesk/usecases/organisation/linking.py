"""番号のつながり: HR says that a new 職員番号 is that of somebody who had another (再任用, 採用替え).

Records stay under the number they were made for; reading goes through the link (``person_year/linked``). What
the roster says of the person goes along where the new line says nothing, and who is confirmed by them is
confirmed by the new number. Taken back, all of it is as it was.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dxdesk.domain import canonical, number_links
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.naming import called
from dxdesk.domain.number_links import Held, Link, Refused
from dxdesk.domain.records import Part
from dxdesk.domain.same_person import Called, Likeness, likeness
from dxdesk.ports.entities import Employee, EmployeeChange, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation.assigning import heads_by_person, refresh_references
from dxdesk.usecases.organisation.lists import OVERRIDES
from dxdesk.usecases.organisation.routing import NOMINATED
from dxdesk.usecases.person_year import derived, linked
from dxdesk.usecases.person_year.counting import of_year
from dxdesk.usecases.person_year.cycles import all_cycles
from dxdesk.usecases.person_year.holders import holders
from dxdesk.usecases.workplace.desk import Desk

LINK, UNLINK = "number-link", "number-unlink"
"""What the audit calls the two acts; the subject is the new number, the former stands with it."""
OTHER_NAME = "link-other-name"
NUMBER = "number"
"""Field of a line of the history: from which number a person came to which."""

_UNDO = "number-link-undo:"
_SAID = "number-links-said"
"""Setting: what was said of earlier years because of links, see ``_tell_anew``."""
_GOES_ALONG = ("kana", "alias", "personas")
_CONFIRMERS = ("first_confirmer", "second_confirmer")
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


def link(desk: Desk, former: str, later: str, accept: Collection[str] = ()) -> Linked:
    """Say that two numbers are one person's, with history and audit.

    Args:
        desk: an hr store.
        former: the number they had.
        later: the one they have since.
        accept: ``link-other-name`` where the two are called differently and are one person all the same.

    Raises:
        KnownError: ``wrong-role``, ``employee-unknown``, ``link-same``, ``link-circle``,
            ``link-former-followed``, ``link-later-follows``, ``link-both-asked`` (both are asked in an open
            year), ``link-other-name``; nothing is changed.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        before, after = _employee(uow, former), _employee(uow, later)
        refused = refusal(uow, before.number, after.number)
        if refused is not None:
            raise KnownError.of((refused,))
        other = likeness(*(Called(one.name, one.kana, one.alias) for one in (before, after)))
        if other is Likeness.OTHER and OTHER_NAME not in accept:
            raise KnownError(
                OTHER_NAME,
                "2つの番号の人は、氏名も読みも違います。つないでいません。",
                "同じ人であることを確かめてから、承認してください。",
                found=f"{called(before.name, before.number)}、{called(after.name, after.number)}",
            )
        join(desk, uow, before.number, after.number)
        found = Linked(before, _employee(uow, later), tuple(_notices(uow, before, after)))
        uow.commit()
    return found


def unlink(desk: Desk, former: str, later: str) -> Linked:
    """Take a link back: everything reads as before it. What was finalised meanwhile stays, and is told.

    Raises:
        KnownError: ``wrong-role``, ``link-unknown``.
    """
    desk.require(Role.HR)
    former, later = former.strip(), later.strip()
    with desk.store.write() as uow:
        if find(uow, former, later) is None:
            raise KnownError(
                "link-unknown",
                "その2つの番号はつながっていません。何も変えていません。",
                "つながりの一覧で、前の番号と新しい番号を確かめてください。",
                found=f"{former} → {later}",
            )
        frozen = _frozen(uow, former, later)
        part(desk, uow, former, later)
        notices = (
            Problem(
                "link-frozen",
                "つながっていた間に確定した結果は、変わりません。",
                "直すときは、確定後訂正をしてください。",
                "、".join(frozen),
            ),
        )
        found = Linked(_anyone(uow, former), _anyone(uow, later), notices if frozen else ())
        uow.commit()
    return found


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


def newest_numbers(uow: UnitOfWork) -> dict[str, str]:
    """Return the numbers that people gave up, with the one each of them has now."""
    known = linked.links(uow)
    former = (link.former.number for link in known if link.former.today)
    return {number: number_links.newest(known, number) for number in former}


def find(uow: UnitOfWork, former: str, later: str) -> Link | None:
    """Return the link of two numbers, if they are linked."""
    of = (link for link in linked.links(uow) if (link.former.number, link.later.number) == (former, later))
    return next(of, None)


def refusal(uow: UnitOfWork, former: str, later: str) -> Problem | None:
    """Return why two numbers cannot be linked: they are no line, or both are asked in one open year."""
    refused = number_links.refusal(linked.links(uow), former, later)
    if refused is not None:
        why, number = refused
        other = "" if number in (former, later) else f"({number}とつながっています)"
        return Problem(*_REFUSALS[why], f"{former} → {later}{other}")
    years = _both_asked(uow, former, later)
    if not years:
        return None
    return Problem(
        "link-both-asked",
        f"{'、'.join(years)}では、2つの番号の両方が対象です。1人に2つの申告があることになるため、つないでいません。",
        "使わなくなった番号の人を名簿で退職などにするか、対象外と決めて、"
        "「年度」の「名簿に合わせる」をしてから、もう一度つないでください。",
        f"{former}、{later}",
    )


def join(desk: Desk, uow: UnitOfWork, former: str, later: str) -> None:
    """Link two numbers within a unit of work; both are in the roster.

    Raises:
        KnownError: what ``refusal`` says.
    """
    refused = refusal(uow, former, later)
    if refused is not None:
        raise KnownError.of((refused,))
    made = Link(_held(uow, former), _held(uow, later))
    linked.keep(uow, made)
    undo: dict[str, Any] = {
        "filled": _go_along(desk, uow, former, later),
        "confirmed": _confirmed_by(desk, uow, former, later),
        "nominated": uow.settings.get(NOMINATED) == former,
        "override": _decided_alike(uow, former, later),
    }
    if undo["nominated"]:
        uow.settings.set(NOMINATED, later)
    uow.people.add_changes([EmployeeChange(later, desk.services.clock.now(), NUMBER, former, later)])
    _tell_anew(desk, uow, _line(uow, later))
    undo["snapshots"] = {str(one.fiscal_year): one.number for one in uow.results.snapshots()}
    uow.settings.set(_undo_name(former, later), canonical.dumps(undo))
    uow.audit.append(LINK, later, {"former": former})


def part(desk: Desk, uow: UnitOfWork, former: str, later: str) -> None:
    """Unlink two linked numbers within a unit of work."""
    made = find(uow, former, later)
    assert made is not None
    line = _line(uow, later)
    undo = json.loads(uow.settings.get(_undo_name(former, later)))
    linked.forget(uow, made)
    uow.settings.set(_undo_name(former, later), "")
    _stay_behind(desk, uow, later, undo["filled"])
    _give_back(desk, uow, former, later, undo["confirmed"])
    if undo["nominated"] and uow.settings.get(NOMINATED) == later:
        uow.settings.set(NOMINATED, former)
    if undo["override"] and uow.settings.get(f"{OVERRIDES}{later}") == undo["override"]:
        uow.settings.set(f"{OVERRIDES}{later}", "")
    uow.people.add_changes([EmployeeChange(later, desk.services.clock.now(), NUMBER, later, former)])
    _tell_anew(desk, uow, line)
    uow.audit.append(UNLINK, later, {"former": former})


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


def _line(uow: UnitOfWork, number: str) -> tuple[str, ...]:
    """Return a number and those that read through it."""
    return (number, *(later for _, later in linked.readers(uow).get(number, ())))


def _both_asked(uow: UnitOfWork, former: str, later: str) -> list[str]:
    """Return the open years in which a number on each side of a link is asked."""
    known = linked.links(uow)
    old = {former, *(held.number for held in number_links.before(known, former))}
    new = {later, number_links.newest(known, later)}
    found = []
    for cycle in all_cycles(uow):
        heads = {} if cycle.closed else heads_by_person(uow, cycle.fiscal_year, Part.ASSIGNMENT)
        asked = {number for number, of in heads.items() if any(one.content.get("target") for one in of)}
        if asked & old and asked & new:
            found.append(cycle.label)
    return found


def _notices(uow: UnitOfWork, former: Employee, later: Employee) -> Iterator[Problem]:
    """Say what to think of: another 任用区分, a year that began under the former number."""
    if former.employment != later.employment:
        found = f"{former.employment or '(空欄)'} → {later.employment or '(空欄)'}"
        yield Problem("link-employment", "前の番号と新しい番号では、任用区分が違います。", "", found)
    for cycle in all_cycles(uow):
        if cycle.closed:
            continue
        heads = heads_by_person(uow, cycle.fiscal_year, Part.ASSIGNMENT).get(former.number, ())
        if any(one.content.get("target") for one in heads):
            yield Problem(
                "link-year-begun",
                f"{cycle.label}は、前の番号で始まっています。この年度の申告と確認は、前の番号に残ります。",
                "新しい番号で申告してもらうときは、「年度」の「名簿に合わせる」で前の番号を対象から外し、"
                "新しい番号の申告票を配ってください。",
                former.number,
            )
        if _named_deputy(uow, cycle.fiscal_year, former.number):
            yield Problem(
                "link-deputy",
                f"{cycle.label}の代理の指名に、前の番号が入っています。",
                "続けるときは、新しい番号で指名し直してください。",
                former.number,
            )


def _named_deputy(uow: UnitOfWork, fiscal_year: int, number: str) -> bool:
    said = (one.content for one in of_year(uow, fiscal_year, Part.DEPUTIES))
    return any(f'"{number}"' in canonical.dumps(content) for content in said)


def _go_along(desk: Desk, uow: UnitOfWork, former: str, later: str) -> dict[str, Any]:
    """Fill what the new line of the roster leaves open from the former one; return what was filled."""
    before, after = _anyone(uow, former), _anyone(uow, later)
    filled = {
        name: value
        for name in _GOES_ALONG
        if (value := getattr(before, name)) and not getattr(after, name)
    }  # fmt: skip
    _save(desk, uow, after, replace(after, **filled))
    return filled


def _stay_behind(desk: Desk, uow: UnitOfWork, later: str, filled: Mapping[str, Any]) -> None:
    """Undo ``_go_along`` where nobody said anything else since."""
    now = _anyone(uow, later)
    nothing: dict[str, Any] = {
        name: type(getattr(now, name))()
        for name, value in filled.items()
        if _plain(getattr(now, name)) == _plain(value)
    }
    _save(desk, uow, now, replace(now, **nothing))


def _decided_alike(uow: UnitOfWork, former: str, later: str) -> str:
    """Let the decision whether a person is asked go along, as text; empty where it does not.

    It does where the 任用区分 stays: it was decided of them as they were.
    """
    said = uow.settings.get(f"{OVERRIDES}{former}")
    same = _anyone(uow, former).employment == _anyone(uow, later).employment
    if not (said and same) or uow.settings.get(f"{OVERRIDES}{later}"):
        return ""
    uow.settings.set(f"{OVERRIDES}{later}", said)
    return said


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _confirmed_by(desk: Desk, uow: UnitOfWork, former: str, later: str) -> dict[str, list[str]]:
    """Let who names the former number as confirmer name the new one; return the fields by number."""
    moved: dict[str, list[str]] = {}
    for person in uow.people.employees(include_left=True):
        fields = [name for name in _CONFIRMERS if getattr(person, name) == former]
        if fields and not person.left and person.number != later:
            moved[person.number] = fields
            named: dict[str, Any] = dict.fromkeys(fields, later)
            _save(desk, uow, person, replace(person, **named))
    return moved


def _give_back(
    desk: Desk, uow: UnitOfWork, former: str, later: str, moved: Mapping[str, Collection[str]]
) -> None:
    """Undo ``_confirmed_by`` where nobody said anything else since."""
    for number, names in moved.items():
        person = uow.people.employee(number)
        same = [name for name in names if person is not None and getattr(person, name) == later]
        if person is not None and same:
            named: dict[str, Any] = dict.fromkeys(same, former)
            _save(desk, uow, person, replace(person, **named))


def _save(desk: Desk, uow: UnitOfWork, before: Employee, after: Employee) -> None:
    if before == after:
        return
    now = desk.services.clock.now()
    uow.people.save_employees([after])
    uow.people.add_changes(
        EmployeeChange(after.number, now, name, _text(getattr(before, name)), _text(getattr(after, name)))
        for name in (*_GOES_ALONG, *_CONFIRMERS)
        if getattr(before, name) != getattr(after, name)
    )


def _text(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _tell_anew(desk: Desk, uow: UnitOfWork, numbers: Collection[str]) -> None:
    """Say anew what HR knows of some people's earlier years, in every open year.

    What was said because of links is forgotten first where it left in no file, so that a link taken back
    leaves no trace. Where it left, what is said now covers it: whoever has the file is to hear of it.
    """
    said: dict[str, dict[str, int]] = json.loads(uow.settings.get(_SAID) or "{}")
    keys = [
        (cycle.fiscal_year, number) for cycle in all_cycles(uow) if not cycle.closed for number in numbers
    ]
    for year, number in keys:
        _unsay(uow, year, number, said.pop(_place(year, number), {}))
    before = {key: _references(uow, *key) for key in keys}
    refresh_references(desk, uow, numbers)
    last = max((one.number for one in uow.exchange.dispatches()), default=0)
    for key in keys:
        if made := _references(uow, *key) - before[key]:
            said[_place(*key)] = dict.fromkeys(sorted(made), last)
    derived.refresh(desk, uow, keys)
    uow.settings.set(_SAID, canonical.dumps(said) if said else "")


def _unsay(uow: UnitOfWork, fiscal_year: int, number: str, said: Mapping[str, int]) -> None:
    """Forget revisions of a person's year that left in no file, and that nothing else rests on.

    ``said``: their ids, with the last number of the dispatch ledger when they were made.
    """
    if not said or uow.results.snapshot_lines(fiscal_year, number):
        return
    last = max((one.number for one in uow.exchange.dispatches(fiscal_year)), default=0)
    unsent = {one for one, sent in said.items() if sent >= last}
    stored = [one.revision for one in uow.exchange.person(fiscal_year, number)]
    while followed := {one for kept in stored if kept.id not in unsent for one in kept.covers & unsent}:
        unsent -= followed
    uow.exchange.forget_revisions(unsent)


def _references(uow: UnitOfWork, fiscal_year: int, number: str) -> set[str]:
    stored = uow.exchange.person(fiscal_year, number)
    return {one.revision.id for one in stored if one.revision.record.part is Part.REFERENCE}


def _place(fiscal_year: int, number: str) -> str:
    return f"{fiscal_year}/{number}"


def _frozen(uow: UnitOfWork, former: str, later: str) -> list[str]:
    """Return the years in which a result was finalised since that shows what was read through a link."""
    since = json.loads(uow.settings.get(_undo_name(former, later)))["snapshots"]
    return [
        cycle.label
        for cycle in all_cycles(uow)
        if any(
            _rests(uow, cycle.fiscal_year, number, since.get(str(cycle.fiscal_year), 0))
            for number in _line(uow, later)
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
