"""What owners keep (courses, sessions, targets ...) as lists of names: for who sends it and who takes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dxdesk.domain import owned, subjects
from dxdesk.domain.attendance_record import AttendanceSaid
from dxdesk.domain.contents import ENDED, CourseSaid, OwnedValue, SessionSaid, said_of_thing
from dxdesk.domain.indicator_record import ActivitySaid, IndicatorSaid, OutcomeSaid, SurveySaid
from dxdesk.domain.records import Part, Revision
from dxdesk.domain.target_record import TargetSaid
from dxdesk.domain.thing_words import KIND_NAMES, thing_name
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_short, short_day

_COURSE, _ATTENDANCE = "course", "attendance"
_OTHERS: Mapping[str, str] = {"case": "事例"}
"""Kinds that a newer program may send and this one shows nowhere else."""

_OTHER = "そのほかの記録"
_ENDED = "終了"


class Thing(NamedTuple):
    """A thing as a list names it: its kind, what people call it, of which years it is, whether it ended.

    ``subjects`` are those of its records: of attendance those of everybody in a session.
    """

    kind: str
    name: str
    years: str
    state: str
    subjects: tuple[str, ...]

    @property
    def kind_name(self) -> str:
        """What people call its kind."""
        return KIND_NAMES.get(self.kind) or _OTHERS.get(self.kind, _OTHER)


def things_in(revisions: Iterable[Revision]) -> tuple[Thing, ...]:
    """Return the things that revisions tell of, in the order of their kinds; who was in a session together.

    Nobody is named by it: attendance is told by its session, with how many people.
    """
    gathered: dict[str, list[Revision]] = {}
    for revision in revisions:
        if revision.record.part is Part.OWNED:
            gathered.setdefault(revision.record.employee_number, []).append(revision)
    values = {subject: owned.value(said) for subject, said in gathered.items()}
    courses = {
        said.code: said.name
        for subject, value in values.items()
        if _kind(subject) == _COURSE and (said := CourseSaid.read(value)).code
    }
    found = []
    there: dict[tuple[str, str], list[str]] = {}
    for subject, value in sorted(values.items()):
        kind = _kind(subject)
        if kind == _ATTENDANCE:
            one = AttendanceSaid.read(value)
            if not one.ended:
                there.setdefault((one.course, one.held_on), []).append(subject)
            continue
        name = thing_name(kind, value, courses) if kind in KIND_NAMES else ""
        state = _ENDED if said_of_thing(value).get(ENDED) is True else ""
        found.append(Thing(kind, name, _years(kind, value), state, (subject,)))
    for (course, day), people in sorted(there.items()):
        name = f"{courses.get(course, course)} {short_day(day)} {len(people):,}人"
        year = fiscal_year_short(fiscal_year_of(day)) if day else ""
        found.append(Thing(_ATTENDANCE, name, year, "", tuple(people)))
    order = {kind: place for place, kind in enumerate(KIND_NAMES)}
    return tuple(sorted(found, key=lambda one: (order.get(one.kind, len(order)), one.name)))


def counts_text(things: Iterable[Thing]) -> str:
    """Return how many things of each kind there are, e.g. ``研修 3件、研修の回 2件``; empty of none."""
    counts: Counter[str] = Counter()
    for one in things:
        counts[one.kind_name] += len(one.subjects)
    return "、".join(f"{name} {count:,}件" for name, count in counts.items())


def _kind(subject: str) -> str:
    found = subjects.thing_of(subject)
    return found[0] if found is not None else ""


def _years(kind: str, value: OwnedValue) -> str:
    return _span(sorted(year for year in _years_of(kind, value) if year))


def _years_of(kind: str, value: OwnedValue) -> Iterable[int]:
    if kind == "session":
        held = SessionSaid.read(value)
        return (held.fiscal_year or (fiscal_year_of(held.first_day) if held.first_day else 0),)
    if kind == "target":
        target = TargetSaid.read(value)
        return (target.first_year, target.last_year, *target.plans, *target.actuals, *target.forecasts)
    if kind == "indicator":
        return tuple(one.year for one in IndicatorSaid.read(value).published)
    if kind == "outcome":
        outcome = OutcomeSaid.read(value)
        return (outcome.first_year, outcome.final_year)
    reads: Mapping[str, type[SurveySaid | ActivitySaid]] = {"survey": SurveySaid, "activity": ActivitySaid}
    return (reads[kind].read(value).fiscal_year,) if kind in reads else ()


def _span(years: list[int]) -> str:
    if not years:
        return ""
    first, last = fiscal_year_short(years[0]), fiscal_year_short(years[-1])
    return first if first == last else f"{first}\N{WAVE DASH}{last}"
