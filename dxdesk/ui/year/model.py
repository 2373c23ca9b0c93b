"""The year as its screen needs it, read in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.lifecycle import State
from dxdesk.usecases.frameworks.preview import Preview
from dxdesk.usecases.progress.status import PersonStatus
from dxdesk.usecases.progress.work_view import Todo
from dxdesk.usecases.sealing.workbook_kinds import FORM, RESULT_NOTICE, SECTION_PACKAGE
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.usecases.person_year.cycles import Cycle


@dataclass(frozen=True)
class YearView:
    """``cycle`` is None before the first year; ``presets`` are the frameworks there are, as previews.

    ``newest`` is the day the last confirmation came, ``clock`` what there is to say of a clock that was
    set back. ``ready`` are those who would be finalised, ``left`` those who would not and are not yet.
    ``drift`` says for how many the roster says something else, empty where for nobody; ``own`` is what
    arrived and waits for a decision of HR itself.
    """

    today: str
    people: int
    presets: tuple[Preview, ...]
    years: tuple[int, ...] = ()
    cycle: Cycle | None = None
    framework_name: str = ""
    asked: int = 0
    exempt: int = 0
    states: Mapping[State, int] = field(default_factory=dict)
    missing: tuple[Problem, ...] = ()
    packages: int = 0
    forms: int = 0
    told: int = 0
    deputies: int = 0
    drift: str = ""
    own: tuple[Todo, ...] = ()
    ready: tuple[PersonStatus, ...] = ()
    left: tuple[PersonStatus, ...] = ()
    newest: str = ""
    clock: str = ""
    draft: tuple[str, int] | None = None
    """Of a 確定案 that waits the ISO day it was made on, and of how many people it is."""
    owes: tuple[str, ...] = ()
    """What the year still owes people, in sentences: told before it is closed."""


def read_year(desk: Desk) -> YearView:
    """Read the year of an HR store."""
    from dxdesk.usecases.exchange import ledgers
    from dxdesk.usecases.frameworks import versions
    from dxdesk.usecases.frameworks.preview import preview
    from dxdesk.usecases.home import todos
    from dxdesk.usecases.organisation import roster_drift, routing
    from dxdesk.usecases.person_year.cycles import framework_of
    from dxdesk.usecases.progress import status
    from dxdesk.usecases.review import deputies
    from dxdesk.usecases.year import cycle, days, draft_decision, left_behind

    today = desk.services.clock.today()
    offered = {code: preview(versions.load_preset(code)) for code in versions.preset_codes()}
    with desk.store.read() as uow:
        people = len(uow.people.employees())
        kept = uow.exchange.frameworks()
        clock = days.clock_behind(desk, uow)
    for code in sorted({row.code for row in kept}):
        offered[code] = preview(versions.newest([row for row in kept if row.code == code]))
    choices = tuple(offered.values())
    years = tuple(found.fiscal_year for found in cycle.cycles(desk))
    try:
        current = cycle.current_cycle(desk)
    except KnownError:
        return YearView(today, people, choices, years, clock=clock)
    found = status.status(desk)
    with desk.store.read() as uow:
        name = framework_of(uow, current).name
        newest = days.newest_confirmation(uow, current.fiscal_year)
        owes = left_behind.of_year(uow, current).sentences
        draft = draft_decision.waiting(uow, current.fiscal_year)
    sent = ledgers.dispatches(desk, current.fiscal_year)
    counts = {
        kind: sum(1 for d in sent if d.kind == kind.kind) for kind in (SECTION_PACKAGE, FORM, RESULT_NOTICE)
    }
    asked = [person.number for person in found.people if person.state is not State.EXEMPT]
    return YearView(
        today,
        people,
        choices,
        years,
        current,
        name,
        found.asked,
        found.states[State.EXEMPT],
        found.states,
        routing.missing_routes(desk, current.base_date, asked),
        counts[SECTION_PACKAGE],
        counts[FORM],
        counts[RESULT_NOTICE],
        len(deputies.named(desk, current.fiscal_year)),
        roster_drift.sentence(found.drift),
        todos.for_oneself(desk),
        tuple(person for person in found.people if _is_ready(person)),
        tuple(person for person in found.people if not _is_ready(person) and person.state not in _OVER),
        newest,
        clock,
        (draft.day, len(draft.people)) if draft is not None else None,
        owes,
    )


_OVER = (State.FINALISED, State.EXEMPT)


def _is_ready(person: PersonStatus) -> bool:
    return person.state is State.RECEIVED and not person.disputed
