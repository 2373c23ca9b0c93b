"""What a record is about, and whose it is to write.

Three kinds of subject: a person's year, a person over all years, and a thing that somebody owns. Where two
stores keep one kind of thing (人事課 and DX推進課 both keep courses), the owner is written in each record.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from dxdesk.domain import canonical
from dxdesk.domain.records import Part, RecordKey


class Kind(StrEnum):
    """The kinds of subject."""

    YEAR = "year"  # the year itself: a fiscal year, nobody
    PERSON_YEAR = "person_year"  # a person in a fiscal year
    PERSON = "person"  # a person, no year
    THING = "thing"  # something owned, no year


KIND_OF: Mapping[Part, Kind] = {
    Part.CYCLE: Kind.YEAR,
    Part.DEPUTIES: Kind.YEAR,
    Part.GROWTH: Kind.PERSON,
    Part.OWNED: Kind.THING,
}
"""What the records of a part are about; every part that is not named, about a person's year."""

OWNERS: Mapping[str, frozenset[str]] = {
    "course": frozenset({"hr", "dx"}),
    "session": frozenset({"hr", "dx"}),
    "target": frozenset({"hr", "dx"}),
    "case": frozenset({"hr", "dx"}),
    "event": frozenset({"hr", "dx"}),
    "consultation": frozenset({"hr", "dx"}),
    "indicator": frozenset({"hr", "dx"}),
    "outcome": frozenset({"hr", "dx"}),
    "survey": frozenset({"hr", "dx"}),
    "activity": frozenset({"hr", "dx"}),
    "plan": frozenset({"hr", "dx"}),
    "staffing": frozenset({"hr", "dx"}),
    "role": frozenset({"hr", "dx"}),
    "matter": frozenset({"hr", "dx"}),
    "task": frozenset({"hr", "dx"}),
    "term": frozenset({"hr", "dx"}),
    "knowledge": frozenset({"hr", "dx"}),
    "turned": frozenset({"hr", "dx"}),
    "attendance": frozenset({"dx"}),
    "enrolment": frozenset({"hr"}),
    "questionnaire": frozenset({"hr"}),
    "round": frozenset({"hr"}),
    "nominee": frozenset({"hr"}),
}
"""The kinds of thing, and the roles of the stores that may own one."""

_NO_YEAR = (Kind.PERSON, Kind.THING)
_THING = re.compile(r"([a-z]+):([0-9a-f]{32})")


def kind_of(part: Part) -> Kind:
    """Return what the records of a part are about."""
    return KIND_OF.get(part, Kind.PERSON_YEAR)


def of_no_year(part: Part) -> bool:
    """Tell whether the records of a part are of no year: about a person, or about a thing."""
    return KIND_OF.get(part) in _NO_YEAR


def in_a_year(record: RecordKey) -> bool:
    """Tell whether a record is about a person's year, so that it has a standing."""
    return kind_of(record.part) is Kind.PERSON_YEAR


def is_sound(record: RecordKey) -> bool:
    """Tell whether a record names a subject as its part wants it."""
    kind, subject = kind_of(record.part), record.employee_number
    if kind is Kind.THING:
        return not record.fiscal_year and thing_of(subject) is not None
    if ":" in subject:
        return False
    return (bool(record.fiscal_year), bool(subject)) == (kind is not Kind.PERSON, kind is not Kind.YEAR)


def thing_of(subject: str) -> tuple[str, str] | None:
    """Return kind and uid (hex, 32) of the thing a subject names, ``None`` where it names none."""
    found = _THING.fullmatch(subject)
    return (found[1], found[2]) if found and found[1] in OWNERS else None


def may_own(owner: str, subject: str) -> bool:
    """Tell whether an owner (``hr``, ``dx``) may have a thing of the kind that a subject names."""
    return owner in OWNERS.get(subject.partition(":")[0], ())


def entry_uid(employee_number: str, kind: str, first_date: str, name: str) -> str:
    """Return the uid (hex, 32) of an entry read from a row somebody typed: the same row read twice is one.

    Entries made in the program have a random uid instead.

    Args:
        employee_number: whose entry it is.
        kind: 実務経験, 資格 …, as the row names it.
        first_date: the row's first date, ISO; empty without one.
        name: what it is called, as typed.
    """
    return canonical.digest(canonical.dumps_texts("entry", employee_number, kind, first_date, name))


def confirmation_uid(entry: str, maker: str) -> str:
    """Return the uid of what somebody finds of an entry: one a maker and entry, so that they may say it anew.

    Args:
        entry: the entry's uid.
        maker: the 職員番号 of who confirms; empty for 人事課.
    """
    return canonical.digest(canonical.dumps(["confirmation", entry, maker]))


def course_uid(owner: str, code: str) -> str:
    """Return the uid of a course: the same code of one owner is one course, whichever list says it first."""
    return canonical.digest(canonical.dumps(["course", owner, code]))


def session_uid(owner: str, course: str, fiscal_year: int, turn: str) -> str:
    """Return the uid of a session.

    Args:
        owner: ``hr`` or ``dx``.
        course: code or name of the course as it was written, evened out.
        fiscal_year: the year it is held in.
        turn: 第1回 …, or the first day (ISO) where the times are not counted.
    """
    return canonical.digest(canonical.dumps(["session", owner, course, fiscal_year, turn]))


def target_uid(owner: str, code: str) -> str:
    """Return the uid of a target: the same code of one owner is one target, whichever list says it first."""
    return canonical.digest(canonical.dumps(["target", owner, code]))


def aim_uid(kind: str, owner: str, code: str) -> str:
    """Return the uid of an outcome, an indicator, a survey or a 取組: the same code of one owner is one.

    So it is of what is prepared (``staffing_record``, ``agenda_record``).

    Args:
        kind: ``outcome``, ``indicator``, ``survey``, ``activity`` or another kind that goes by a code.
        owner: ``hr`` or ``dx``.
        code: of a survey what it comes to, of a 取組 with the year that is evaluated.
    """
    return canonical.digest(canonical.dumps([kind, owner, code]))


def plan_uid(owner: str, fiscal_year: int, version: str) -> str:
    """Return the uid of a 年度計画: an owner has one a year and version.

    Args:
        owner: ``hr`` or ``dx``.
        fiscal_year: the year it is for.
        version: ``draft`` or ``final``.
    """
    return canonical.digest(canonical.dumps(["plan", owner, fiscal_year, version]))


def practice_uid(kind: str, owner: str, code: str) -> str:
    """Return the uid of a case, an event or a consultation: the same code of one owner is one.

    Args:
        kind: ``case``, ``event`` or ``consultation``.
        owner: ``hr`` or ``dx``.
        code: its code.
    """
    return canonical.digest(canonical.dumps([kind, owner, code]))


def attendance_uid(owner: str, course: str, day: str, employee_number: str) -> str:
    """Return the uid of somebody's attendance in a session of an owner that keeps nobody's growth.

    Args:
        owner: ``dx``.
        course: the course's code.
        day: ISO.
        employee_number: as the owner's list has it.
    """
    return canonical.digest(canonical.dumps(["attendance", owner, course, day, employee_number]))


def enrolment_uid(owner: str, session: str, employee_number: str) -> str:
    """Return the uid of somebody's enrolment: one a person and session, whoever asks for it.

    Args:
        owner: ``hr``.
        session: the session's subject.
        employee_number: whose it is.
    """
    return canonical.digest(canonical.dumps(["enrolment", owner, session, employee_number]))


def questionnaire_uid(owner: str, session: str, answers: str) -> str:
    """Return the uid of a list of answers to a questionnaire; the same list read twice is one.

    Args:
        owner: ``hr``.
        session: the session's subject.
        answers: what the list comes to, as canonical text.
    """
    return canonical.digest(canonical.dumps(["questionnaire", owner, session, answers]))


def round_uid(owner: str, code: str) -> str:
    """Return the uid of a round of nominations: the same code is one round."""
    return canonical.digest(canonical.dumps(["round", owner, code]))


def nominee_uid(owner: str, round_code: str, section: str, person: str) -> str:
    """Return the uid of somebody whom a section names in a round.

    Args:
        owner: ``hr``.
        round_code: the round's code.
        section: the section's code.
        person: the number as reported, or the name where no number is.
    """
    return canonical.digest(canonical.dumps(["nominee", owner, round_code, section, person]))
