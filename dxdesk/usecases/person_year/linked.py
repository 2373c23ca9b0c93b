"""Which numbers are one person's by HR's word, kept beside the records and never in them.

What was said under a number stays sealed under it. That two numbers are one person's is a fact of HR's store
that reading goes through; taken back, everything reads as before.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict

from dxdesk.domain import canonical, number_links
from dxdesk.domain.number_links import Held, Link
from dxdesk.ports import setting_names
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.workplace.once import until_written

_LINK = setting_names.NUMBER_LINK


@until_written
def links(uow: UnitOfWork) -> tuple[Link, ...]:
    """Return every link, by its former number."""
    return tuple(sorted(read(text) for text in uow.settings.starting_with(_LINK).values() if text))


@until_written
def lines(uow: UnitOfWork) -> Mapping[str, tuple[Held, ...]]:
    """Return the former numbers of everybody who has any (see ``number_links.lines``)."""
    return number_links.lines(links(uow))


@until_written
def readers(uow: UnitOfWork) -> Mapping[str, tuple[tuple[Held, str], ...]]:
    """Return by former number who else reads what stands under it (see ``number_links.readers``)."""
    return number_links.readers(lines(uow))


@until_written
def newest(uow: UnitOfWork) -> Mapping[str, str]:
    """Return the numbers that people gave up, with the one each of them has now."""
    return number_links.newest(lines(uow))


def read(text: str) -> Link:
    """Return the link a setting holds."""
    value = json.loads(text)
    return Link(Held(**value["former"]), Held(**value["later"]))


def name_of(link: Link) -> str:
    """Return the name of the setting that holds a link."""
    return f"{_LINK}{link.former.number}:{link.later.number}"


def keep(uow: UnitOfWork, link: Link) -> None:
    """Keep a link in a unit of work."""
    uow.settings.set(name_of(link), canonical.dumps(asdict(link)))


def forget(uow: UnitOfWork, link: Link) -> None:
    """Forget a link in a unit of work."""
    uow.settings.set(name_of(link), "")


def give_away(uow: UnitOfWork, number: str, first_year: int, day: str) -> dict[str, str]:
    """Let links stay about who held a number until somebody else got it; return what ``give_back`` needs."""
    before: dict[str, str] = {}
    for link in links(uow):
        after = number_links.given_away(link, number, first_year, day)
        if after != link:
            before[name_of(link)] = canonical.dumps(asdict(link))
            keep(uow, after)
    return before


def give_back(uow: UnitOfWork, before: Mapping[str, str]) -> None:
    """Undo ``give_away`` with what it returned; what was unlinked since stays so."""
    for name, text in before.items():
        if uow.settings.get(name):
            uow.settings.set(name, text)
