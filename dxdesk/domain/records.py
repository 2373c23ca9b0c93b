"""What travels and merges: records and their immutable revisions.

A record is one part of one person's year. A revision is what was said of it once; it names all revisions it
grew out of (``covers``), so that any batch of files, in any order, gives the same state.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property
from hashlib import sha256
from json.encoder import encode_basestring as _quoted
from typing import Any, Generic, NamedTuple, TypeVar

from dxdesk.domain import canonical
from dxdesk.domain.contents import (
    Assignment,
    CourseSaid,
    DeputiesSaid,
    Made,
    Owned,
    PlanStep,
    Reference,
    Returned,
    SessionSaid,
    Settled,
    Step,
    YearSaid,
    says_vouching,
)
from dxdesk.domain.text import cleaned


class Part(StrEnum):
    """The parts of a person's year, and who writes them."""

    SELF = "self"  # employee: levels
    GOALS = "goals"  # employee: next year's goals
    EVIDENCE = "evidence"  # employee: evidence, courses, qualifications, experience
    REVIEW1 = "review1"  # first confirmer
    REVIEW2 = "review2"  # second confirmer
    LIFE = "life"  # by action
    ASSIGNMENT = "assignment"  # HR: who the person is this year and who confirms
    REFERENCE = "reference"  # HR: last year's levels and evidence HR knows
    CYCLE = "cycle"  # HR: the year itself; employee number is empty
    DEPUTIES = "deputies"  # HR: who may confirm for whom, and when (代理の指名); employee number is empty
    PLAN = "plan"  # employee: the year's goals, agreed at its start (期首)
    PLAN_LIFE = "plan_life"  # by action: the steps of the year's start
    GROWTH = "growth"  # a person over all years: an item an entry (成長記録)
    OWNED = "owned"  # a thing's owner: a course, a session, a target, a case


FIRST_PARTS = (
    *(Part.SELF, Part.GOALS, Part.EVIDENCE, Part.REVIEW1, Part.REVIEW2),
    *(Part.LIFE, Part.ASSIGNMENT, Part.REFERENCE, Part.CYCLE),
)
"""The parts every program knows; the others need format 2 (``sealing.versions``)."""

ANSWER_PARTS = (Part.SELF, Part.GOALS, Part.EVIDENCE)
REVIEW_PARTS = (Part.REVIEW1, Part.REVIEW2)


class Trust(IntEnum):
    """How much a revision's maker is trusted: a lower one never overrules a higher one."""

    NONE = 0
    SECTION = 1
    HR = 2


class RecordKey(NamedTuple):
    """Identity of a record: what it is about (its subject, see ``domain.subjects``) and the part.

    ``employee_number`` is text and holds the subject: a person, nobody (``""``: it is of the year itself), or
    a thing (``course:…``). ``fiscal_year`` is 0 where the subject has no year. A tuple, as seals are: a check
    makes hundreds of thousands.
    """

    municipality_code: str
    fiscal_year: int
    employee_number: str
    part: Part


class Seal(NamedTuple):
    """The signature of a revision's id by a store, with the sequence number it was made at.

    ``signature`` is hex; ``sequence`` lets a revocation name the last valid one.
    """

    store_id: str
    epoch: int
    sequence: int
    signature: str


def revision_id(
    record: tuple[str, int, str, str], covers: Sequence[str], value: str, key_id: str, trust: int
) -> str:
    """Return the id of a revision with these parts, ``covers`` sorted: SHA-256/128 of its canonical form.

    The canonical JSON is put together by hand: it is made of hundreds of thousands of them when a store is
    checked. ``tests/domain/test_records.py`` holds that it is what ``canonical.dumps`` gives.
    """
    code, year, number, part = record
    listed = ""
    if covers:
        together = " ".join(covers)
        if together.count(" ") == len(covers) - 1:  # as ids are: no blanks in them
            listed = _quoted(together).replace(" ", '","')
        else:
            listed = ",".join([_quoted(one) for one in covers])
    text = (
        f'{{"covers":[{listed}],"key":{_quoted(key_id)},'
        f'"record":[{_quoted(code)},{year:d},{_quoted(number)},{_quoted(part)}],'
        f'"trust":{trust:d},"value":{_quoted(value)}}}'
    )
    return sha256(text.encode()).hexdigest()[:_ID_DIGITS]


_ID_DIGITS = 32


_scan: Callable[[str, int], tuple[Any, int]] = vars(json.JSONDecoder())["scan_once"]


def _read(text: str) -> Any:
    """Return what a JSON text says; canonical text has no blanks around it, and there are thousands."""
    try:
        found, end = _scan(text, 0)
    except StopIteration:
        end = -1
    return found if end == len(text) else json.loads(text)


_Made = TypeVar("_Made")


class _Once(Generic[_Made]):
    """A property that is made once, as ``cached_property`` is, without the lock of Python 3.11."""

    def __init__(self, make: Callable[[Any], _Made]) -> None:
        self._make = make
        self._name, self.__doc__ = make.__name__, make.__doc__

    def __get__(self, one: Any, owner: type) -> _Made:
        found = self._make(one)
        one.__dict__[self._name] = found
        return found


class _Said(Generic[_Made]):
    """A record of a revision's value, read when it is first asked for and kept."""

    def __init__(self, read: Callable[[Mapping[str, Any]], _Made]) -> None:
        self._read = read

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, one: Any, owner: type) -> _Made:
        found = one.__dict__[self._name] = self._read(one.content)
        return found


@dataclass(frozen=True)
class Revision:
    """What was said of a record once, immutable.

    ``covers`` holds the ids of *all* ancestor revisions; ``value`` is canonical JSON text;
    ``key_id`` is the fingerprint of the sealing key, empty for answers that carry no seal.
    """

    record: RecordKey
    covers: frozenset[str]
    value: str
    key_id: str = ""
    trust: Trust = Trust.NONE
    seal: Seal | None = field(default=None, compare=False)

    @cached_property
    def id(self) -> str:
        """SHA-256/128 over the canonical form; no time, file or receipt goes in (hex, 32)."""
        return revision_id(self.record, sorted(self.covers), self.value, self.key_id, int(self.trust))

    @_Once
    def content(self) -> Mapping[str, Any]:
        """The value as a mapping."""
        loaded = _read(self.value)
        if not isinstance(loaded, dict):
            raise ValueError("a revision's value is a mapping")
        return loaded

    @property
    def items(self) -> Mapping[str, Any]:
        """The answers of this revision by item key (a skill uid, mostly)."""
        found = self.content.get("items", {})
        return found if isinstance(found, dict) else {}

    @property
    def framework(self) -> str | None:
        """The framework (``code@version``) the value rests on, ``None`` where it names none."""
        found: str | None = self.content.get("framework")
        return found

    def names(self, field: str) -> bool:
        """Tell whether the value says anything under a name, whatever it is."""
        return field in self.content

    @property
    def is_settlement(self) -> bool:
        """Whether it settles what contradicted each other."""
        return "settled" in self.content

    @_Once
    def vouches(self) -> bool:
        """Whether it says what somebody found of a person's entries (確認), and so says no entry itself."""
        return says_vouching(self.items)

    @property
    def proxy(self) -> str:
        """Who typed an answer in for the person (代行入力); empty where they did themselves."""
        return str(self.content.get("proxy", ""))

    # What the value says to this program, by part; of a value of another part, nothing.
    settled = _Said(Settled.read)
    made = _Said(Made.read)
    step = _Said(Step.read)
    plan_step = _Said(PlanStep.read)
    returned = _Said(Returned.read)
    assignment = _Said(Assignment.read)
    reference = _Said(Reference.read)
    year = _Said(YearSaid.read)
    deputies = _Said(DeputiesSaid.read)
    owned = _Said(Owned.read)
    course = _Said(CourseSaid.read)
    session = _Said(SessionSaid.read)

    @classmethod
    def as_written(
        cls,
        revision_id: str,
        record: RecordKey,
        said: tuple[frozenset[str], str],
        maker: tuple[str, Trust, Seal | None],
    ) -> Revision:
        """Return a revision as a store keeps it, its id taken as written.

        ``said`` are covers and value, ``maker`` key id, trust and seal. They are made by the hundred
        thousand; the frozen class' own way sets each field by a call.
        """
        found = object.__new__(cls)
        known = found.__dict__
        known["id"], known["record"] = revision_id, record
        known["covers"], known["value"] = said
        known["key_id"], known["trust"], known["seal"] = maker
        return found

    @classmethod
    def saying(
        cls,
        record: RecordKey,
        covers: frozenset[str],
        content: Mapping[str, Any],
        maker: tuple[str, Trust],
    ) -> Revision:
        """Return a revision that says what is at hand as JSON would give it, so that it is not read again.

        ``maker`` are key id and trust; the texts are cleaned.
        """
        made = cls(record, covers, canonical.dumps(content), *maker)
        made.__dict__["content"] = content
        return made

    def sealed(self, seal: Seal) -> Revision:
        """Return the revision with a seal; what was made of it already (its id …) holds of it as well."""
        found = object.__new__(type(self))
        found.__dict__.update(self.__dict__)
        found.__dict__["seal"] = seal
        return found

    @property
    def lineage(self) -> frozenset[str]:
        """This revision and all it grew out of: the ``covers`` of whatever follows it."""
        return self.covers | {self.id}


def revise(
    record: RecordKey,
    value: Mapping[str, object],
    heads: Iterable[Revision] = (),
    *,
    key_id: str = "",
    trust: Trust = Trust.NONE,
    also_covers: Iterable[str] = (),
) -> Revision:
    """Return the revision of a record that follows the given heads.

    Every new revision is made here, so its texts are cleaned here, whichever entrance they came through.
    """
    covers: set[str] = set(also_covers)
    for head in heads:
        covers |= head.lineage
    return Revision(record, frozenset(covers), canonical.dumps(cleaned(value)), key_id, trust)
