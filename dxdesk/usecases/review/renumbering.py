"""番号のつながり with the 代理の指名 that names a number: HR names the new one, too, if it says so.

Every store judges a confirmation by the 代理の指名 it was sent, under the numbers that stand there. So a
naming goes on under a new number by being written, and never by being read through the link.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from dxdesk.domain import canonical
from dxdesk.domain.contents import DeputiesValue, TermSaid, TermValue, carried_on, terms_as_written
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation import linking
from dxdesk.usecases.organisation.linking import Linked
from dxdesk.usecases.person_year import linked
from dxdesk.usecases.person_year.cycles import all_cycles
from dxdesk.usecases.review import deputies
from dxdesk.usecases.workplace.desk import Desk

NAMED, AS_NAMED = "link-deputy", "link-deputy-left"
"""HR's two answers where a 代理の指名 has the former number: name the new one, too; leave it as it is."""
_KEPT = setting_names.NUMBER_LINK_DEPUTIES
"""Setting: by former and later number the terms, by year, that were written because of their link."""


def link(desk: Desk, former: str, later: str, accept: Collection[str] = ()) -> Linked:
    """Say that two numbers are one person's (see ``linking.link_in``), with history and audit.

    Args:
        desk: an hr store.
        former: the number they had.
        later: the one they have since.
        accept: as for ``linking.link_in``; and where a 代理の指名 has the former number, ``link-deputy`` to
            name the new one in the same way, or ``link-deputy-left`` to leave it as it is.

    Raises:
        KnownError: as ``linking.link_in``, ``link-deputy``; nothing is changed.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        found = linking.link_in(desk, uow, former, later, accept)
        pair = (found.former.number, found.later.number)
        years = years_naming(uow, pair[0], desk.services.clock.today())
        told: list[Problem] = []
        if years and not {NAMED, AS_NAMED} & set(accept):
            raise KnownError(
                NAMED,
                f"{'、'.join(years)}の代理の指名に、前の番号が入っています。つないでいません。",
                "新しい番号でも同じように指名するか、指名をそのままにするかを決めてください。",
                found=pair[0],
            )
        if years:
            told.append(_told(years, pair, carried=NAMED in accept))
        if years and NAMED in accept:
            carry(desk, uow, [pair])
        uow.commit()
    return Linked(found.former, found.later, (*found.notices, *told))


def unlink(desk: Desk, former: str, later: str) -> Linked:
    """Take a link back, with the 代理の指名 that was written for it (see ``linking.unlink_in``).

    Raises:
        KnownError: ``wrong-role``, ``link-unknown``.
    """
    desk.require(Role.HR)
    former, later = former.strip(), later.strip()
    with desk.store.write() as uow:
        found = linking.unlink_in(desk, uow, former, later)
        take_back(desk, uow, [(former, later)])
        uow.commit()
    return found


def years_naming(uow: UnitOfWork, number: str, today: str) -> tuple[str, ...]:
    """Return the open years in whose 代理の指名 a number stands that have not ended by a day (ISO)."""
    return tuple(
        cycle.label
        for cycle in all_cycles(uow)
        if not cycle.closed and _terms(uow, cycle.fiscal_year, number, today)
    )


def carry(desk: Desk, uow: UnitOfWork, pairs: Collection[tuple[str, str]]) -> None:
    """Name the new number of linked pairs wherever the former one is named, in a unit of work."""
    today = desk.services.clock.today()
    written: dict[tuple[str, str], dict[str, list[Any]]] = {}
    for cycle in (one for one in all_cycles(uow) if not one.closed):
        content = deputies.said_of_year(uow, cycle.fiscal_year)
        terms = list(terms_as_written(content))
        before = len(terms)
        for pair in pairs:
            for term in _terms(uow, cycle.fiscal_year, pair[0], today):
                made = _under(uow, term, pair)
                said = TermSaid.read(made)
                if said.deputy == said.principal or _is_there(terms, said):
                    continue
                terms.append(made)
                written.setdefault(pair, {}).setdefault(str(cycle.fiscal_year), []).append(made)
                uow.audit.append("deputy-name", said.principal, {"deputy": said.deputy})
        if len(terms) > before:
            deputies.say(desk, uow, cycle.fiscal_year, carried_on(content, DeputiesValue(terms=terms)))
    for (former, later), by_year in written.items():
        uow.settings.set(f"{_KEPT}{former}:{later}", canonical.dumps(by_year))


def take_back(desk: Desk, uow: UnitOfWork, pairs: Collection[tuple[str, str]]) -> None:
    """Take back what ``carry`` named for pairs, as far as it still stands so."""
    for former, later in pairs:
        setting = f"{_KEPT}{former}:{later}"
        kept = uow.settings.get(setting)
        if not kept:
            continue
        uow.settings.set(setting, "")
        for year, made in json.loads(kept).items():
            content = deputies.said_of_year(uow, int(year))
            before = terms_as_written(content)
            terms = [term for term in before if term not in made]
            if len(terms) < len(before):
                deputies.say(desk, uow, int(year), carried_on(content, DeputiesValue(terms=terms)))
                for said in map(TermSaid.read, made):
                    uow.audit.append("deputy-withdraw", said.principal, {"deputy": said.deputy})


def _terms(uow: UnitOfWork, fiscal_year: int, number: str, today: str) -> list[Mapping[str, Any]]:
    found = []
    for term in terms_as_written(deputies.said_of_year(uow, fiscal_year)):
        said = TermSaid.read(term)
        if number in (said.deputy, said.principal) and said.last_day >= today:
            found.append(term)
    return found


def _under(uow: UnitOfWork, term: Mapping[str, Any], pair: tuple[str, str]) -> dict[str, Any]:
    """Return a term with the number that its person has now."""
    former, later = pair
    number = linked.newest(uow).get(former, later)
    person = uow.people.employee(number)
    name = person.name if person is not None else ""
    was, made = TermSaid.read(term), TermValue()
    if was.deputy == former:
        made["deputy"], made["deputy_name"] = number, name
    if was.principal == former:
        made["principal"], made["principal_name"] = number, name
    return carried_on(term, made)


def _is_there(terms: Iterable[Mapping[str, Any]], made: TermSaid) -> bool:
    return any(TermSaid.read(term)[:_NAMING] == made[:_NAMING] for term in terms)


_NAMING = 4
"""So many of a term's first fields say whom it names for whom, and when."""


def _told(years: Collection[str], pair: tuple[str, str], *, carried: bool) -> Problem:
    labels = "、".join(years)
    if carried:
        return Problem(
            "link-deputy-named",
            f"{labels}の代理の指名を、新しい番号でも加えました。",
            "代理をする人と確認者に、所属配布票を配り直してください。つながりを解くと、加えた指名も取り消されます。",
            pair[1],
        )
    return Problem(
        AS_NAMED,
        f"{labels}の代理の指名は、前の番号のままです。",
        "続けるときは、新しい番号で指名してください。",
        pair[0],
    )
