"""What a 人材像 is called, also where the newest framework has it no more."""

from __future__ import annotations

from collections.abc import Iterator

from dxdesk.domain.framework import Framework
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.organisation.appointed import newest_framework
from dxdesk.usecases.person_year.cycles import all_cycles, framework_of


def persona_name(uow: UnitOfWork, code: str) -> str:
    """Return a 人材像 by its name, of the newest framework that has it.

    One of an earlier framework says which and, where a year went by it, of which year; one that no framework
    here has says so beside its code.
    """
    now = newest_framework(uow)
    if now is not None and (name := _name_in(now, code)):
        return name
    for of, framework in _earlier(uow):
        if name := _name_in(framework, code):
            return f"{name}({of}「{framework.name}」での名前)"
    return f"{code}(いまの体系にない役割)"


def _name_in(framework: Framework, code: str) -> str:
    """Return the name of a 人材像 that is named by its code or, as in some rosters, by its name."""
    return next((one.name for one in framework.personas if code in (one.code, one.name)), "")


def _earlier(uow: UnitOfWork) -> Iterator[tuple[str, Framework]]:
    """Yield the frameworks of the years, newest first, then those that are kept and were of no year."""
    cycles = all_cycles(uow)
    for cycle in reversed(cycles):
        if uow.exchange.framework(cycle.framework_code, cycle.framework_version) is not None:
            yield f"{cycle.label}の", framework_of(uow, cycle)
    for row in reversed(uow.exchange.frameworks()):
        yield "", versions.from_text(row.text)
