"""What is asked of a case, an event, a consultation and an award, and what it comes to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING

from dxdesk.domain.errors import KnownError
from dxdesk.domain.practice_record import (
    SOLVED_NAMES,
    SORT_NAMES,
    STATUS_NAMES,
    CaseSaid,
    ConsultationSaid,
    EventSaid,
    Status,
)
from dxdesk.ui.practice import messages
from dxdesk.ui.widgets.form import Field
from dxdesk.ui.widgets.people import Person

if TYPE_CHECKING:
    from dxdesk.usecases.practice.choices import Choices

Texts = Mapping[str, str]
_BETWEEN = re.compile("[、,;\\n\uff0c]+")


def people_of(found: Choices) -> tuple[Person, ...]:
    """Return the people that a field offers."""
    return tuple(Person(number, name, kana, section) for number, name, kana, section in found.people)


def case_fields(one: CaseSaid, section: str, tools: tuple[str, ...], found: Choices) -> tuple[Field, ...]:
    """Return what is asked of a case; ``section`` and ``tools`` are as people read them."""
    people, unsaid = people_of(found), (("", messages.NOT_SAID),)
    phases = tuple(dict.fromkeys((*found.phases, *((one.phase,) if one.phase else ()))))
    hint = messages.PERSON_HINT if people else messages.NUMBER_HINT
    return (
        Field("name", messages.NAME_CASE, one.name),
        Field("section", messages.SECTION, one.section, _sections(one.section, section, found)),
        Field("lead", messages.LEAD, one.lead, people=people, hint=hint),
        Field("status", messages.STATUS, one.status or Status.ACTIVE, tuple(STATUS_NAMES.items())),
        Field(
            "escorts",
            messages.ESCORTS,
            "\n".join(one.escorts),
            people=people,
            several=bool(people),
            lines=not people,
            hint=messages.NUMBERS_HINT,
        ),
        Field("tools", messages.TOOLS, "、".join(tools), hint=messages.TOOLS_HINT),
        Field("phase", messages.PHASE, one.phase, (*unsaid, *((phase, phase) for phase in phases))),
        Field("hours_before", messages.BEFORE, one.hours_before, hint=messages.HOURS_HINT),
        Field("hours_after", messages.AFTER, one.hours_after, hint=messages.HOURS_HINT),
        Field("started", messages.STARTED, one.started, day=True),
        Field("finished", messages.FINISHED, one.finished, day=True),
        Field("effect", messages.EFFECT, one.effect, lines=True),
        Field("note", messages.NOTE, one.note),
        Field("exemplary", messages.EXEMPLARY, "1" if one.exemplary else "", tick=True),
    )


def _sections(code: str, name: str, found: Choices) -> tuple[tuple[str, str], ...]:
    return (("", messages.NOT_SAID), *found.with_section(code, name))


def case_of(before: CaseSaid, texts: Texts) -> CaseSaid:
    """Return the case as it is written; its tools are still as they were typed."""
    return before._replace(
        name=texts["name"],
        section=texts["section"],
        lead=texts["lead"],
        escorts=tuple(texts["escorts"].split()),
        tools=typed_tools(texts["tools"]),
        hours_before=texts["hours_before"],
        hours_after=texts["hours_after"],
        effect=texts["effect"],
        status=texts["status"],
        started=texts["started"],
        finished=texts["finished"],
        phase=texts["phase"],
        exemplary=bool(texts["exemplary"]),
        note=texts["note"],
    )


def typed_tools(text: str) -> tuple[str, ...]:
    """Return the skills and tools that were typed, one by one."""
    return tuple(dict.fromkeys(filter(None, map(str.strip, _BETWEEN.split(text)))))


def event_fields(one: EventSaid, found: Choices) -> tuple[Field, ...]:
    """Return what is asked of an event."""
    people = people_of(found)
    return (
        Field("name", messages.NAME_EVENT, one.name),
        Field("sort", messages.SORT, one.sort, tuple(SORT_NAMES.items())),
        Field("held_on", messages.HELD_ON, one.held_on or found.today, day=True),
        Field("place", messages.PLACE, one.place),
        Field("held_by", messages.HELD_BY, one.held_by),
        Field(
            "participants",
            messages.PARTICIPANTS,
            str(one.participants or ""),
            hint=messages.PARTICIPANTS_HINT,
        ),
        Field(
            "attendees",
            messages.ATTENDEES,
            "\n".join(one.attendees),
            people=people,
            several=bool(people),
            lines=not people,
            hint=messages.NUMBERS_HINT,
        ),
        Field("note", messages.NOTE, one.note, lines=True),
    )


def event_of(before: EventSaid, texts: Texts) -> EventSaid:
    """Return the event as it is written.

    Raises:
        KnownError: ``event-count``.
    """
    return before._replace(
        name=texts["name"],
        sort=texts["sort"],
        held_on=texts["held_on"],
        place=texts["place"],
        held_by=texts["held_by"],
        attendees=tuple(texts["attendees"].split()),
        participants=_whole(texts["participants"], messages.PARTICIPANTS),
        note=texts["note"],
    )


def consultation_fields(one: ConsultationSaid, section: str, found: Choices) -> tuple[Field, ...]:
    """Return what is asked of a consultation: nothing of whose it was."""
    people = people_of(found)
    hint = messages.PERSON_HINT if people else messages.NUMBER_HINT
    return (
        Field("topic", messages.TOPIC, one.topic, lines=True),
        Field("section", messages.SECTION, one.section, _sections(one.section, section, found)),
        Field("asked_on", messages.ASKED_ON, one.asked_on or found.today, day=True),
        Field("solved", messages.SOLVED, one.solved, tuple(SOLVED_NAMES.items())),
        Field("days", messages.DAYS, str(one.days), hint=messages.DAYS_HINT),
        Field("answered_by", messages.ANSWERED_BY, one.answered_by, people=people, hint=hint),
        Field("note", messages.NOTE, one.note, lines=True),
    )


def consultation_of(before: ConsultationSaid, texts: Texts) -> ConsultationSaid:
    """Return the consultation as it is written.

    Raises:
        KnownError: ``event-count``.
    """
    return before._replace(
        topic=texts["topic"],
        section=texts["section"],
        asked_on=texts["asked_on"],
        solved=texts["solved"],
        days=_whole(texts["days"], messages.DAYS),
        answered_by=texts["answered_by"],
        note=texts["note"],
    )


def award_fields(today: str) -> tuple[Field, ...]:
    """Return what is asked of an award."""
    return (
        Field("name", messages.AWARD_NAME, hint=messages.AWARD_HINT),
        Field("day", messages.AWARD_DAY, today, day=True),
    )


def _whole(text: str, name: str) -> int:
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    if not plain:
        return 0
    if not plain.isdecimal() or len(plain) > len("999999"):
        message, fix = messages.NUMBER_UNREAD.format(name=name), messages.NUMBER_FIX
        raise KnownError("event-count", message, fix, found=text)
    return int(plain)
