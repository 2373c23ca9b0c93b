"""What is asked of a line, of what came of it, of 協議 and 決裁, and what it comes to."""

from __future__ import annotations

from collections.abc import Mapping

from dxdesk.domain.action_plan import Happened, PlanLine
from dxdesk.domain.dates import read_date
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.wareki import long_day
from dxdesk.ports.entities import Department
from dxdesk.ui.action_plan import messages
from dxdesk.ui.widgets.form import Field
from dxdesk.usecases.action_plan.words import (
    FIELD_NAMES,
    months_text,
    read_count,
    read_months,
    read_sections,
    sections_text,
)

Texts = Mapping[str, str]


def _said(count: int | None) -> str:
    return "" if count is None else f"{count:,}"


def line_fields(line: PlanLine) -> tuple[Field, ...]:
    """Return what is asked of a line."""
    return (
        Field("name", FIELD_NAMES["name"], line.name),
        Field("course", FIELD_NAMES["course"], line.course, hint=messages.COURSE_HINT),
        Field("times", FIELD_NAMES["times"], _said(line.times)),
        Field("places", FIELD_NAMES["places"], _said(line.places)),
        Field("months", FIELD_NAMES["months"], months_text(line.months), hint=messages.MONTHS_HINT),
        Field("staffing", FIELD_NAMES["staffing"], line.staffing, hint=messages.STAFFING_HINT),
        Field("heads", FIELD_NAMES["heads"], _said(line.heads)),
        Field("means", FIELD_NAMES["means"], line.means, hint=messages.MEANS_HINT),
        Field("yen", FIELD_NAMES["yen"], _said(line.yen)),
        Field("sections", FIELD_NAMES["sections"], sections_text(line.sections), lines=True,
              hint=messages.SECTIONS_HINT),
        Field("by_hr", FIELD_NAMES["by_hr"], line.by_hr),
        Field("by_dx", FIELD_NAMES["by_dx"], line.by_dx),
        Field("by_it", FIELD_NAMES["by_it"], line.by_it),
        Field("provider", FIELD_NAMES["provider"], line.provider, hint=messages.PROVIDER_HINT),
        Field("budget_by", FIELD_NAMES["budget_by"], line.budget_by),
        Field("contact", FIELD_NAMES["contact"], line.contact),
        Field("target", FIELD_NAMES["target"], line.target, hint=messages.TARGET_HINT),
        Field("why", FIELD_NAMES["why"], line.why, lines=True, hint=messages.WHY_HINT),
        Field("note", FIELD_NAMES["note"], line.note),
    )  # fmt: skip


def line_of(before: PlanLine, texts: Texts, fiscal_year: int, units: Mapping[str, Department]) -> PlanLine:
    """Return the line as it is written; an empty field takes away what stood there.

    Raises:
        KnownError: what cannot be read.
    """
    wrong: list[Problem] = []
    times, places, heads, yen = (
        _count(texts[name], name, wrong) for name in ("times", "places", "heads", "yen")
    )
    months, problem = read_months(texts["months"], fiscal_year)
    sections, problems = read_sections(texts["sections"], units)
    wrong += [*((problem,) if problem is not None else ()), *problems]
    if wrong:
        raise KnownError.of(tuple(wrong))
    return before._replace(
        name=texts["name"],
        course=texts["course"],
        months=months,
        sections=sections,
        staffing=texts["staffing"],
        means=texts["means"],
        target=texts["target"],
        times=times,
        places=places,
        heads=heads,
        yen=yen,
        by_hr=texts["by_hr"],
        by_dx=texts["by_dx"],
        by_it=texts["by_it"],
        provider=texts["provider"],
        budget_by=texts["budget_by"],
        contact=texts["contact"],
        why=texts["why"],
        note=texts["note"],
    )


def _count(text: str, name: str, wrong: list[Problem]) -> int | None:
    found, problem = read_count(text, name)
    if problem is not None:
        wrong.append(problem)
    return found


def done_fields(line: PlanLine, done: Happened) -> tuple[Field, ...]:
    """Return what is asked of what came of a line; what the ledger counts is not asked."""
    counted = (
        ()
        if line.course
        else (
            Field("times", messages.TIMES_DONE, _said(done.times)),
            Field("people", messages.PEOPLE_DONE, _said(done.people)),
        )
    )
    return (
        Field("yen", messages.SPENT, _said(done.yen)),
        *counted,
        Field("source", messages.SOURCE, done.source, hint=messages.SOURCE_HINT),
        Field("as_of", messages.AS_OF, long_day(done.as_of), hint=messages.DAY_HINT),
    )


def done_of(before: Happened, texts: Texts) -> Happened:
    """Return what came of a line as it is written.

    Raises:
        KnownError: what cannot be read.
    """
    wrong: list[Problem] = []
    numbers: dict[str, int | None] = {
        name: _count(texts[name], called, wrong)
        for name, called in (("yen", "yen"), ("times", "times"), ("people", "places"))
        if name in texts
    }
    if wrong:
        raise KnownError.of(tuple(wrong))
    # What is not asked the ledger counts: what an earlier program took in beside it goes.
    numbers = {**dict.fromkeys(("times", "people")), **numbers}
    return before._replace(source=texts["source"], as_of=day_of(texts["as_of"]), **numbers)


def day_of(text: str) -> str:
    """Return a day (ISO) as it was typed; what is none stays, and is refused where it is kept."""
    return read_date(text) or text
