"""What the values of revisions say, part by part: the one place that knows their fields' names.

Three views of one value, side by side. The stored text is the truth: ids and seals are of it, and what a
newer program adds to it stays there untouched. The *records* (``Step``, ``Assignment`` …) are what it says
to this program: ``Revision`` makes one when it is first asked for and keeps it. They read whatever a store
holds, of earlier programs too: what is missing, or of no use, is what it would be where nothing was said.
The *values* (``StepValue``, ``AssignmentValue`` …) are what writers say; a key that is left out is not said
at all.

What a file may bring is stricter: ``usecases/sealing/shapes.py`` refuses every field here that is not of its
type, and ``tests/usecases/sealing/test_shapes.py`` holds that it knows all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypedDict

Content = Mapping[str, Any]
"""A revision's value as JSON gives it. Only this module and the shape check read fields out of one."""

LINE_PREFIX = "line:"
"""Begins the key of an evidence item that is a line of its own (研修・資格・実務): ``line:01``."""

STAGE_PREFIX = "stage:"
"""Begins the key of a review's item that is a growth stage (育成段階): then comes the persona's code."""

GOAL_PREFIX = "goal:"
"""Begins the key of a plan's item that is a goal of the year (期首): ``goal:01``."""

MARK_ITEM = "mark"
"""Key of a plan's item that is the mark alone (印だけ): where a goal was set."""

COMMENT_ITEM = "comment"
"""Key of the comment on the whole: of goals, and of a review."""

REFERENCE_STAGES = "stages"
"""Name in the reference, and in a snapshot's line, of the stages that stand: persona code to stage code."""


def stage_key(persona: str) -> str:
    """Return the item key of a persona's stage in a review."""
    return f"{STAGE_PREFIX}{persona}"


def line_key(position: int) -> str:
    """Return the item key of an evidence line, counted from 1."""
    return f"{LINE_PREFIX}{position:02}"


def goal_key(position: int) -> str:
    """Return the item key of a goal of the year, counted from 1."""
    return f"{GOAL_PREFIX}{position:02}"


def lines_in(items: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield the lines among evidence items in their order: kind, name, date and result of each."""
    for key in sorted(key for key in items if key.startswith(LINE_PREFIX)):
        yield tuple(map(str, items[key]))


_new = tuple.__new__
"""Makes a record of all its fields: hundreds of thousands are made, and its own way is a call more."""


def _texts(value: Any) -> tuple[str, ...]:
    try:
        return tuple(map(str, value))
    except TypeError:  # nothing that holds several
        return ()


_NOTHING: Mapping[str, Any] = {}


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else _NOTHING


def _department(value: object) -> tuple[str, str]:
    """Return code and name of a department."""
    if isinstance(value, list) and len(value) == 2:
        return str(value[0]), str(value[1])
    return "", ""


def _whole(value: Any, otherwise: int) -> int:
    if type(value) is int:
        return value
    try:
        return int(value)
    except (TypeError, ValueError):
        return otherwise


def carried_on(content: Content, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return a value that goes on saying what another says, but for what is said anew.

    What this program does not know goes along.
    """
    return {**content, **said}


class AnswerValue(TypedDict, total=False):
    """An answer as it is written."""

    framework: str
    items: Mapping[str, Any]
    proxy: str
    via: str
    settled: SettledValue


class Made(NamedTuple):
    """Who made a review or a step, for whom, and on what grounds.

    ``by`` and ``on_behalf_of`` are employee numbers; ``made_on`` an ISO day, said where HR names deputies for
    days; ``assignment`` the id of the one it was made under.
    """

    by: str = ""
    by_name: str = ""
    on_behalf_of: str = ""
    on_behalf_of_name: str = ""
    made_on: str = ""
    assignment: str = ""

    @classmethod
    def read(cls, content: Content) -> Made:
        """Return what a value says."""
        said = content.get
        return _new(
            cls,
            (
                str(said("by", "")),
                str(said("by_name", "")),
                str(said("on_behalf_of", "")),
                str(said("on_behalf_of_name", "")),
                str(said("made_on", "")),
                str(said("assignment", "")),
            ),
        )


class MadeValue(TypedDict, total=False):
    """Who made it, as it is written."""

    by: str
    by_name: str
    on_behalf_of: str
    on_behalf_of_name: str
    made_on: str
    assignment: str
    deputies: str


class Settled(NamedTuple):
    """What a settlement says of itself: why, by whom (employee number), which items it decides.

    ``of``: the origins of all other items (``domain.merge``), by item; the empty name is for the rest.
    """

    reason: str = ""
    by: str = ""
    items: tuple[str, ...] = ()
    of: Mapping[str, Any] = {}

    @classmethod
    def read(cls, content: Content) -> Settled:
        """Return what a value says; of one that settles nothing, nothing."""
        said = _mapping(content.get("settled"))
        items = said.get("items")
        return cls(
            str(said.get("reason", "")),
            str(said.get("by", "")),
            _texts(items) if isinstance(items, list) else (),
            _mapping(said.get("of")),
        )


class SettledValue(TypedDict, total=False):
    """A settlement as it is written."""

    reason: str
    by: str
    items: Sequence[str]
    of: Mapping[str, Sequence[str]]


class Step(NamedTuple):
    """A step of a person's year: ``action`` is one of ``lifecycle.Action``, ``of`` what it rests on (ids)."""

    action: str = ""
    round: int = 1
    of: Sequence[str] = ()

    @classmethod
    def read(cls, content: Content) -> Step:
        """Return what a value says."""
        number, of = content.get("round", 1), content.get("of", ())
        return _new(
            cls,
            (
                str(content.get("action", "")),
                number if type(number) is int else _whole(number, 1),
                of if type(of) is list else _texts(of),
            ),
        )


class Returned(NamedTuple):
    """Why an answer was returned (差戻し): ``reason`` on the whole, ``reasons`` by item."""

    reason: str = ""
    reasons: Mapping[str, Any] = {}

    @classmethod
    def read(cls, content: Content) -> Returned:
        """Return what a step's value says."""
        return cls(str(content.get("reason", "")), _mapping(content.get("reasons")))


class StepValue(MadeValue, total=False):
    """A step as it is written."""

    action: str
    round: int
    of: Sequence[str]
    reason: str
    reasons: Mapping[str, str]
    proxy: str
    settled: SettledValue


class Goal(NamedTuple):
    """A goal of the year (期首), or the mark alone; which it is says ``kind`` (``domain.year_start``).

    ``skill`` is a uid, ``level`` the one to reach, ``measure`` what is done for it, ``by`` an ISO day,
    ``where`` of the mark; ``attained`` and ``comment`` are said at the end of the year, in own words.
    """

    kind: str = ""
    skill: str = ""
    level: int | None = None
    text: str = ""
    measure: str = ""
    by: str = ""
    where: str = ""
    attained: str = ""
    comment: str = ""

    @classmethod
    def read(cls, item: object) -> Goal:
        """Return what an item of a plan says; of one that is not there, nothing."""
        said = _mapping(item).get
        level = said("level")
        return cls(
            str(said("kind", "")),
            str(said("skill", "")),
            level if type(level) is int else None,
            str(said("text", "")),
            str(said("measure", "")),
            str(said("by", "")),
            str(said("where", "")),
            str(said("attained", "")),
            str(said("comment", "")),
        )


class GoalValue(TypedDict, total=False):
    """A goal as it is written."""

    kind: str
    skill: str
    level: int
    text: str
    measure: str
    by: str
    where: str
    attained: str
    comment: str


def goal_value(goal: Goal) -> dict[str, Any]:
    """Return a goal as it is written: what says nothing is not in it."""
    return {name: value for name, value in goal._asdict().items() if value not in ("", None)}


def goals_in(items: Mapping[str, Any]) -> dict[str, Goal]:
    """Return the goals among a plan's items, in their order."""
    return {key: Goal.read(items[key]) for key in sorted(items) if key.startswith(GOAL_PREFIX)}


class PlanStep(NamedTuple):
    """A step of the year's start: ``action`` is a ``plan_life.PlanAction``, ``of`` the goals it is about.

    ``met_on`` is the day of the talk (面談日, ISO), ``supports`` what the supervisor says of support actions:
    code to ``done`` or ``yet``.
    """

    action: str = ""
    round: int = 1
    of: tuple[str, ...] = ()
    reason: str = ""
    met_on: str = ""
    supports: Mapping[str, str] = {}

    @classmethod
    def read(cls, content: Content) -> PlanStep:
        """Return what a value says."""
        said = content.get
        found = _mapping(said("supports"))
        return cls(
            str(said("action", "")),
            _whole(said("round", 1), 1),
            _texts(said("of", ())),
            str(said("reason", "")),
            str(said("met_on", "")),
            {str(code): str(word) for code, word in found.items()},
        )


class PlanStepValue(MadeValue, total=False):
    """A step of the year's start as it is written."""

    action: str
    round: int
    of: Sequence[str]
    reason: str
    met_on: str
    supports: Mapping[str, str]
    proxy: str
    settled: SettledValue


class Reviewed(NamedTuple):
    """What a confirmer says of one item; ``correction`` is HR's reason after finalising."""

    level: int | None = None
    comment: str = ""
    correction: str = ""

    @classmethod
    def read(cls, item: object) -> Reviewed:
        """Return what an item of a review says; of one that is not there, nothing."""
        if not isinstance(item, dict):
            return _NOT_REVIEWED
        return _new(cls, (item.get("level"), str(item.get("comment", "")), str(item.get("correction", ""))))


_NOT_REVIEWED = Reviewed()


def levels_in(items: Mapping[str, Any]) -> dict[str, int | None]:
    """Return the levels among a review's items: whole years are read for these alone."""
    return {key: item.get("level") for key, item in items.items() if type(item) is dict}


def words_in(item: object) -> tuple[str, str]:
    """Return comment and correction of a review's item: most of a year's items have neither."""
    if isinstance(item, dict) and ("comment" in item or "correction" in item):
        return str(item.get("comment", "")), str(item.get("correction", ""))
    return "", ""


class ReviewedValue(TypedDict, total=False):
    """An item of a review as it is written."""

    level: int
    comment: str
    correction: str


class StageSaid(NamedTuple):
    """What a confirmer says of a growth stage: its code, empty for none reached, ``None`` where nothing."""

    stage: str | None = None
    comment: str = ""
    correction: str = ""

    @classmethod
    def read(cls, item: object) -> StageSaid:
        """Return what a stage item of a review says; of one that is not there, nothing."""
        said = _mapping(item)
        stage = said.get("stage")
        return _new(
            cls,
            (
                stage if isinstance(stage, str) else None,
                str(said.get("comment", "")),
                str(said.get("correction", "")),
            ),
        )


class StageValue(TypedDict, total=False):
    """A stage item of a review as it is written."""

    stage: str
    comment: str
    correction: str


ReviewItem = ReviewedValue | StageValue | str
"""An item of a review as it is written; a text is the comment on the whole."""


class ReviewValue(MadeValue, total=False):
    """A confirmer's levels, stages and comments as they are written."""

    framework: str
    items: Mapping[str, Any]
    settled: SettledValue


class Assignment(NamedTuple):
    """Who a person is in a year, and who confirms them.

    ``department`` is code and name; ``title`` 職名; ``target`` whether they are asked, ``None`` where that is
    not said (they are), ``reason`` why not; ``since`` the ISO day they are asked from, where not all year.
    """

    name: str = ""
    alias: str = ""
    kana: str = ""
    department: tuple[str, str] = ("", "")
    grade: str = ""
    title: str = ""
    employment: str = ""
    personas: tuple[str, ...] = ()
    first: str = ""
    second: str = ""
    first_name: str = ""
    second_name: str = ""
    target: bool | None = None
    reason: str = ""
    never_late: bool = False
    since: str = ""

    @classmethod
    def read(cls, content: Content) -> Assignment:
        """Return what a value says."""
        said = content.get
        personas = said("personas")
        return _new(
            cls,
            (
                str(said("name", "")),
                str(said("alias", "")),
                str(said("kana", "")),
                _department(said("department")),
                str(said("grade", "")),
                str(said("title", "")),
                str(said("employment", "")),
                tuple(map(str, personas)) if isinstance(personas, list) else (),
                str(said("first", "")),
                str(said("second", "")),
                str(said("first_name", "")),
                str(said("second_name", "")),
                bool(content["target"]) if "target" in content else None,
                str(said("reason", "")),
                bool(said("never_late", False)),
                str(said("since", "")),
            ),
        )

    @property
    def exempt(self) -> str:
        """Why the person is not asked; empty where they are."""
        return "" if self.target is not False else self.reason or "対象外"


class AssignmentValue(TypedDict, total=False):
    """An assignment as it is written."""

    name: str
    alias: str
    kana: str
    department: Sequence[str]
    grade: str
    title: str
    employment: str
    personas: Sequence[str]
    first: str
    second: str
    first_name: str
    second_name: str
    target: bool
    reason: str
    never_late: bool
    since: str
    framework: str


class Reference(NamedTuple):
    """What HR knows of a person: last year's levels and goals, stages by persona, evidence.

    A row of ``known`` is kind, name, ISO date and result of a course or an examination; one of ``last_plan``
    a goal of the year before, what was reached of it, and the comment.
    """

    last_year: Mapping[str, int] = {}
    last_goals: Mapping[str, str] = {}
    stages: Mapping[str, str] = {}
    known: Sequence[Sequence[str]] = ()
    last_plan: tuple[tuple[str, str, str], ...] = ()

    @classmethod
    def read(cls, content: Content) -> Reference:
        """Return what a value says."""
        said, known = content.get, content.get("known")
        levels, goals, stages = said("last_year"), said("last_goals"), said(REFERENCE_STAGES)
        return _new(
            cls,
            (
                levels if type(levels) is dict else _NOTHING,
                goals if type(goals) is dict else _NOTHING,
                stages if type(stages) is dict else _NOTHING,
                known if type(known) is list else (),
                tuple((str(one[0]), str(one[1]), str(one[2])) for one in _rows(said("last_plan"), 3)),
            ),
        )


class ReferenceValue(TypedDict, total=False):
    """A reference as it is written."""

    last_year: Mapping[str, int]
    last_goals: Mapping[str, str]
    stages: Mapping[str, str]
    known: Sequence[Sequence[str]]
    last_plan: Sequence[Sequence[str]]


class YearSaid(NamedTuple):
    """What HR says of a year: dates (ISO), framework (``code@version``), by which rules it is judged.

    ``uses`` are codes of ``purposes.Use``, none where the year was opened before there were codes. ``start``
    and what begins so is how the goals of the year are asked for (``year_start.YearStart``).
    """

    base_date: str = ""
    due_self: str = ""
    due_first: str = ""
    due_second: str = ""
    framework: str = ""
    purpose: str = ""
    title: str = ""
    rules: int = 1
    uses: tuple[str, ...] = ()
    start: str = ""
    start_day: str = ""
    start_due: str = ""
    start_agreed: bool = False
    start_meeting: bool = False
    start_supports: tuple[str, ...] = ()

    @classmethod
    def read(cls, content: Content) -> YearSaid:
        """Return what a value says."""
        said = content.get
        return cls(
            str(said("base_date", "")),
            str(said("due_self", "")),
            str(said("due_first", "")),
            str(said("due_second", "")),
            str(said("framework", "")),
            str(said("purpose", "")),
            str(said("title", "")),
            _whole(said("rules", 1), 1),
            _texts(said("uses", ())),
            str(said("start", "")),
            str(said("start_day", "")),
            str(said("start_due", "")),
            said("start_agreed") is True,
            said("start_meeting") is True,
            _texts(said("start_supports", ())),
        )


class YearValue(TypedDict, total=False):
    """A year as it is written."""

    base_date: str
    due_self: str
    due_first: str
    due_second: str
    framework: str
    purpose: str
    title: str
    rules: int
    uses: Sequence[str]
    start: str
    start_day: str
    start_due: str
    start_agreed: bool
    start_meeting: bool
    start_supports: Sequence[str]


class TermSaid(NamedTuple):
    """One 代理の指名: who may confirm for whom, from and to which ISO day, and why."""

    deputy: str
    principal: str
    first_day: str
    last_day: str
    reason: str = ""
    deputy_name: str = ""
    principal_name: str = ""

    @classmethod
    def read(cls, term: Mapping[str, Any]) -> TermSaid:
        """Return what a term says."""
        return cls(*[str(term.get(name, "")) for name in cls._fields])


class TermValue(TypedDict, total=False):
    """A 代理の指名 as it is written."""

    deputy: str
    deputy_name: str
    principal: str
    principal_name: str
    first_day: str
    last_day: str
    reason: str


class DeputiesSaid(NamedTuple):
    """A year's 代理の指名; ``allowed`` and ``refused`` are ids of revisions that HR was asked about."""

    terms: tuple[TermSaid, ...] = ()
    allowed: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()

    @classmethod
    def read(cls, content: Content) -> DeputiesSaid:
        """Return what a value says."""
        return cls(
            tuple(map(TermSaid.read, terms_as_written(content))),
            _texts(content.get("allowed", ())),
            _texts(content.get("refused", ())),
        )


class DeputiesValue(TypedDict, total=False):
    """A year's 代理の指名 as they are written."""

    terms: Sequence[Mapping[str, Any]]
    allowed: Sequence[str]
    refused: Sequence[str]


def terms_as_written(content: Content) -> Sequence[Mapping[str, Any]]:
    """Return the terms of a year's 代理の指名 with all that is written in them, to be said again."""
    terms = content.get("terms")
    return [term for term in terms if isinstance(term, dict)] if isinstance(terms, list) else ()


class Entry(NamedTuple):
    """An entry of a person's growth over the years (成長記録): a course or an examination."""

    kind: str = ""
    name: str = ""
    date: str = ""
    result: str = ""
    completed: bool = False

    @classmethod
    def read(cls, entry: Mapping[str, Any]) -> Entry:
        """Return what an entry says."""
        said = entry.get
        return _new(
            cls,
            (
                str(said("kind", "")),
                str(said("name", "")),
                str(said("date", "")),
                str(said("result", "")),
                said("completed") is True,
            ),
        )


def is_completed(entry: Mapping[str, Any]) -> bool:
    """Tell whether an entry says that it was completed: asked of every entry of every list."""
    return entry.get("completed") is True


class EntryValue(TypedDict):
    """An entry as it is written."""

    kind: str
    name: str
    date: str
    result: str
    completed: bool


CONFIRMATION = "confirmation"
"""Kind of an item of a person's growth that says what somebody found of an entry, and is none itself."""


def kind_said(entry: object) -> str:
    """Return the kind an item of a person's growth says it is of; empty for a deletion."""
    return str(_mapping(entry).get("kind", ""))


def says_vouching(items: Mapping[str, Any]) -> bool:
    """Tell whether any item of a person's growth is a confirmation.

    One is enough: whoever mixes the two may write by the rule of confirmations, and no entry counts of it.
    """
    return any(kind_said(item) == CONFIRMATION for item in items.values())


class FileEntry(NamedTuple):
    """An entry of a person's growth as their file shows it: all that any kind of entry says.

    ``date`` and ``until`` are a day or a month (ISO, ``2025-06``); ``months`` a length told without them,
    ``ongoing``: it has not ended. ``role`` is ``lead`` or ``member``, ``section`` code and name. Of a 資格
    ``number`` and ``expires`` (a day); of a 助成 only ``rate`` (percent) and ``times``; of a 認定
    ``criteria``, ``approval`` (決裁番号) and ``approved_on``; of a 派遣 ``place`` and ``given_back`` (還元);
    of a 表彰 ``case``.
    Apart from ``Entry``, which lists read by the hundred thousand.
    """

    kind: str = ""
    name: str = ""
    date: str = ""
    until: str = ""
    ongoing: bool = False
    months: int = 0
    role: str = ""
    result: str = ""
    completed: bool = False
    section: tuple[str, str] = ("", "")
    number: str = ""
    expires: str = ""
    rate: int = 0
    times: int = 0
    criteria: str = ""
    approval: str = ""
    approved_on: str = ""
    place: str = ""
    given_back: str = ""
    case: str = ""
    note: str = ""

    @classmethod
    def read(cls, entry: Mapping[str, Any]) -> FileEntry:
        """Return what an entry says."""
        values = list(_NO_ENTRY)
        # An entry says a handful of all fields: only those are read.
        for name, value in entry.items():
            read = _ENTRY_FIELDS.get(name)
            if read is not None:
                place, told = read
                values[place] = told(value)
        return _new(cls, values)


class FileEntryValue(TypedDict, total=False):
    """An entry of a person's growth file as it is written: what it says, and no field that it does not."""

    kind: str
    name: str
    date: str
    until: str
    ongoing: bool
    months: int
    role: str
    result: str
    completed: bool
    section: Sequence[str]
    number: str
    expires: str
    rate: int
    times: int
    criteria: str
    approval: str
    approved_on: str
    place: str
    given_back: str
    case: str
    note: str


_NO_ENTRY = FileEntry()


def _is_true(value: object) -> bool:
    return value is True


def _count(value: object) -> int:
    return _whole(value, 0)


_READ_AS: Mapping[type, Callable[[Any], Any]] = {
    str: str,
    bool: _is_true,
    int: _count,
    tuple: _department,
}
_ENTRY_FIELDS = {
    name: (place, _READ_AS[type(unsaid)])
    for place, (name, unsaid) in enumerate(zip(_NO_ENTRY._fields, _NO_ENTRY, strict=True))
}
"""Where each field stands and how it is read: as what it is where nothing is said."""


def file_entry_value(entry: FileEntry) -> dict[str, Any]:
    """Return the value that says an entry: equal entries say the same text, so that digests of it agree."""
    said = zip(entry._fields, entry, _NO_ENTRY, strict=True)
    return {name: _plain(value) for name, value, unsaid in said if value != unsaid}


class Vouched(NamedTuple):
    """What somebody found of an entry (確認): ``of`` is its uid, ``said`` the digest of what they looked at.

    ``answer`` is ``confirmed`` or ``cannot`` (確認できない). ``seen`` is the kind, date and number of what
    was looked at, never the document itself. Who found it, and on which day, the revision says (``Made``).
    """

    of: str = ""
    said: str = ""
    answer: str = ""
    seen: tuple[str, str, str] = ("", "", "")
    comment: str = ""

    @classmethod
    def read(cls, item: Mapping[str, Any]) -> Vouched:
        """Return what a confirmation says."""
        seen = _listed(item.get("seen"))
        return cls(
            of=str(item.get("of", "")),
            said=str(item.get("said", "")),
            answer=str(item.get("answer", "")),
            seen=(seen[0], seen[1], seen[2]) if len(seen) == 3 else ("", "", ""),
            comment=str(item.get("comment", "")),
        )


class VouchedValue(TypedDict, total=False):
    """A confirmation as it is written."""

    kind: str
    of: str
    said: str
    answer: str
    seen: Sequence[str]
    comment: str


class GrowthValue(MadeValue, total=False):
    """A revision of a person's growth as it is written: who made it, and entries or confirmations by uid."""

    items: Mapping[str, Any]


class Owned(NamedTuple):
    """Of a thing (a course, a session …) the role of its owner (``hr``, ``dx``); whether it is no more."""

    owner: str = ""
    deleted: bool = False

    @classmethod
    def read(cls, content: Content) -> Owned:
        """Return what a value says."""
        return cls(str(content.get("owner", "")), content.get("deleted") is True)


class Served(NamedTuple):
    """A skill (uid) a course is for; ``level`` 0: of no level in particular."""

    item: str
    level: int = 0


class Audience(NamedTuple):
    """Whom a course is for: a persona (code), a 職層, or both at once; neither: everybody.

    ``need`` is 必須 (``required``), 選択 (``elective``) or 定めなし (``none``).
    """

    persona: str = ""
    grade: str = ""
    need: str = "none"


class CourseSaid(NamedTuple):
    """A course of the training ledger (研修台帳).

    ``held_by`` is the section that holds it, ``provider`` where it comes from; it takes ``hours`` and, beyond
    them, ``minutes``; ``cost`` is yen, 0 where nobody says. ``rule``: ``new-staff`` = only who was taken on
    in the year, ``wish`` = who wants to; ``after`` the code of a course that comes first; ``hint`` is told
    and never refuses.
    ``recurrence``: ``once``, ``yearly``, ``every-n`` (with ``every_years``), ``regular`` or unsaid.
    ``by_attendance``: who was there has done it. ``reference``: the fiscal year of which it is a record and
    no plan, 0 for a plan. ``into``: the code of the course it was merged into; ``ended``: it is held no more.
    """

    code: str = ""
    name: str = ""
    aliases: tuple[str, ...] = ()
    held_by: str = ""
    provider: str = ""
    form: tuple[str, ...] = ()
    hours: int = 0
    serves: tuple[Served, ...] = ()
    outcomes: tuple[str, ...] = ()
    audience: tuple[Audience, ...] = ()
    rule: str = ""
    after: str = ""
    hint: str = ""
    recurrence: str = ""
    every_years: int = 0
    valid_years: int = 0
    cost: int = 0
    roster: bool = True
    by_attendance: bool = False
    reference: int = 0
    requirements: tuple[str, ...] = ()
    note: str = ""
    into: str = ""
    ended: bool = False
    minutes: int = 0

    @classmethod
    def read(cls, content: Content) -> CourseSaid:
        """Return what the value of a thing says of a course."""
        said = _mapping(content.get("fields")).get
        return cls(
            code=str(said("code", "")),
            name=str(said("name", "")),
            aliases=_listed(said("aliases")),
            held_by=str(said("held_by", "")),
            provider=str(said("provider", "")),
            form=_listed(said("form")),
            hours=_whole(said("hours", 0), 0),
            serves=tuple(Served(str(one[0]), _whole(one[1], 0)) for one in _rows(said("serves"), 2)),
            outcomes=_listed(said("outcomes")),
            audience=tuple(Audience(*map(str, one)) for one in _rows(said("audience"), 3)),
            rule=str(said("rule", "")),
            after=str(said("after", "")),
            hint=str(said("hint", "")),
            recurrence=str(said("recurrence", "")),
            every_years=_whole(said("every_years", 0), 0),
            valid_years=_whole(said("valid_years", 0), 0),
            cost=_whole(said("cost", 0), 0),
            roster=said("roster") is not False,
            by_attendance=said("by_attendance") is True,
            reference=_whole(said("reference", 0), 0),
            requirements=_listed(said("requirements")),
            note=str(said("note", "")),
            into=str(said("into", "")),
            ended=Owned.read(content).deleted,
            minutes=_whole(said("minutes", 0), 0),
        )


class SessionSaid(NamedTuple):
    """One time that a course is held (回): ``course`` is its code or a name of it, as it was written.

    Days are ISO text; ``period`` is 四半期の受講期 and the like, ``fiscal_year`` that of the days, or said
    where there is none. ``ground`` (根拠), ``approval`` (決裁番号) and ``approved_on`` tell by what the
    office decided who has a seat, as its own system says. ``moved``: it was not called off but written down
    anew under another turn, day or year. ``into`` is the subject of the session it goes on as, or was merged
    into.
    """

    course: str = ""
    turn: str = ""
    first_day: str = ""
    last_day: str = ""
    fiscal_year: int = 0
    period: str = ""
    place: str = ""
    seats: int = 0
    deadline: str = ""
    ended: bool = False
    ground: str = ""
    approval: str = ""
    approved_on: str = ""
    moved: bool = False
    into: str = ""

    @property
    def told(self) -> bool:
        """Whether anything tells it from another session of its course and year."""
        return bool(self.turn or self.first_day or self.period)

    @classmethod
    def read(cls, content: Content) -> SessionSaid:
        """Return what the value of a thing says of a session."""
        said = _mapping(content.get("fields")).get
        return cls(
            course=str(said("course", "")),
            turn=str(said("turn", "")),
            first_day=str(said("first_day", "")),
            last_day=str(said("last_day", "")),
            fiscal_year=_whole(said("fiscal_year", 0), 0),
            period=str(said("period", "")),
            place=str(said("place", "")),
            seats=_whole(said("seats", 0), 0),
            deadline=str(said("deadline", "")),
            ended=Owned.read(content).deleted,
            ground=str(said("ground", "")),
            approval=str(said("approval", "")),
            approved_on=str(said("approved_on", "")),
            moved=said("moved", False) is True,
            into=str(said("into", "")),
        )


class RoundSaid(NamedTuple):
    """A round of nominations (選任): who has to name whom, until when, for which term.

    ``persona`` is the code of the 人材像, ``sections`` the codes of the sections that are asked (対象), each
    for ``wanted`` people. Days are ISO text; an empty ``last_day`` is an open term. ``notice``: those chosen
    get a 選任通知, with ``document_number`` and what the office's own system says of its 決裁.
    """

    code: str = ""
    name: str = ""
    persona: str = ""
    fiscal_year: int = 0
    sections: tuple[str, ...] = ()
    wanted: int = 0
    deadline: str = ""
    first_day: str = ""
    last_day: str = ""
    notice: bool = False
    document_number: str = ""
    approval: str = ""
    approved_on: str = ""
    ended: bool = False

    @classmethod
    def read(cls, content: Content) -> RoundSaid:
        """Return what the value of a thing says of a round."""
        said = _mapping(content.get("fields")).get
        return cls(
            code=str(said("code", "")),
            name=str(said("name", "")),
            persona=str(said("persona", "")),
            fiscal_year=_whole(said("fiscal_year", 0), 0),
            sections=_listed(said("sections")),
            wanted=_whole(said("wanted", 0), 0),
            deadline=str(said("deadline", "")),
            first_day=str(said("first_day", "")),
            last_day=str(said("last_day", "")),
            notice=said("notice") is True,
            document_number=str(said("document_number", "")),
            approval=str(said("approval", "")),
            approved_on=str(said("approved_on", "")),
            ended=Owned.read(content).deleted,
        )


class NomineeSaid(NamedTuple):
    """Somebody whom a section names in a round, as its report says, and what HR decided of them.

    ``round`` and ``section`` are codes, ``number`` and ``name`` as reported; ``manner`` is 新任, 再任 or 交代
    (``domain.nominations``). Days are empty where the round's own hold. Of a 交代 ``instead_of`` is the
    number of the predecessor; ``handed_over`` (``yes``, ``no`` or unsaid) and ``handed_on`` tell of 引継ぎ.
    ``decided``: ``accepted`` for the term of these days, ``declined``, or nothing yet; ``closed`` are the
    terms that accepting ended: number, first day and last day as they were. ``document_number``, ``approval``
    and ``approved_on`` are of this decision where it has its own beside the round's.
    """

    round: str = ""
    section: str = ""
    number: str = ""
    name: str = ""
    manner: str = ""
    first_day: str = ""
    last_day: str = ""
    instead_of: str = ""
    handed_over: str = ""
    handed_on: str = ""
    note: str = ""
    decided: str = ""
    decided_on: str = ""
    term_from: str = ""
    term_to: str = ""
    closed: tuple[str, ...] = ()
    document_number: str = ""
    approval: str = ""
    approved_on: str = ""

    @classmethod
    def read(cls, content: Content) -> NomineeSaid:
        """Return what the value of a thing says of somebody who was named."""
        said = _mapping(content.get("fields")).get
        texts = {name: str(said(name, "")) for name in cls._fields if name != "closed"}
        return cls(**texts, closed=_listed(said("closed")))


class EnrolmentSaid(NamedTuple):
    """Somebody's enrolment in a session: what was asked for them, and what HR decided.

    ``session`` is the session's subject; ``course``, ``turn`` and ``fiscal_year`` are repeated from it, so
    that an enrolment can be read where the session is no more. ``asked_by`` is the code of the section that
    asked, ``asked_on`` a day (ISO) where one was written. ``decision``: ``granted`` (受講決定), ``passed``
    (見送り), ``cancelled`` (取消), empty for none; ``withdrawn``: whoever asked takes it back.
    """

    session: str = ""
    course: str = ""
    turn: str = ""
    fiscal_year: int = 0
    number: str = ""
    asked: bool = False
    asked_by: str = ""
    asked_on: str = ""
    note: str = ""
    withdrawn: bool = False
    decision: str = ""
    decided_on: str = ""
    reason: str = ""
    ended: bool = False

    @classmethod
    def read(cls, content: Content) -> EnrolmentSaid:
        """Return what the value of a thing says of an enrolment."""
        said = _mapping(content.get("fields")).get
        return cls(
            session=str(said("session", "")),
            course=str(said("course", "")),
            turn=str(said("turn", "")),
            fiscal_year=_whole(said("fiscal_year", 0), 0),
            number=str(said("number", "")),
            asked=said("asked") is True,
            asked_by=str(said("asked_by", "")),
            asked_on=str(said("asked_on", "")),
            note=str(said("note", "")),
            withdrawn=said("withdrawn") is True,
            decision=str(said("decision", "")),
            decided_on=str(said("decided_on", "")),
            reason=str(said("reason", "")),
            ended=Owned.read(content).deleted,
        )


class Scored(NamedTuple):
    """A question of a questionnaire that is answered by 1 to 5: how often each was said, 1 first."""

    question: str
    counts: tuple[int, ...]


class Written(NamedTuple):
    """A question that is answered in words: what was written, in the order of the words."""

    question: str
    texts: tuple[str, ...]


class QuestionnaireSaid(NamedTuple):
    """What a list of answers to a questionnaire after a session comes to, question by question.

    Nobody who answered is in it, nor which answers are one person's. ``answers`` is how many people answered.
    """

    session: str = ""
    course: str = ""
    turn: str = ""
    fiscal_year: int = 0
    answers: int = 0
    scored: tuple[Scored, ...] = ()
    written: tuple[Written, ...] = ()
    ended: bool = False

    @classmethod
    def read(cls, content: Content) -> QuestionnaireSaid:
        """Return what the value of a thing says of a questionnaire."""
        said = _mapping(content.get("fields")).get
        return cls(
            session=str(said("session", "")),
            course=str(said("course", "")),
            turn=str(said("turn", "")),
            fiscal_year=_whole(said("fiscal_year", 0), 0),
            answers=_whole(said("answers", 0), 0),
            scored=tuple(
                Scored(str(one[0]), tuple(_whole(count, 0) for count in one[1]))
                for one in _rows(said("scored"), 2)
                if isinstance(one[1], list)
            ),
            written=tuple(Written(str(one[0]), _listed(one[1])) for one in _rows(said("written"), 2)),
            ended=Owned.read(content).deleted,
        )


Thing = CourseSaid | SessionSaid | EnrolmentSaid | QuestionnaireSaid | RoundSaid | NomineeSaid
"""What a record of a thing says it is."""


class OwnedValue(TypedDict, total=False):
    """A thing as it is written."""

    owner: str
    fields: Mapping[str, Any]
    deleted: bool


ENDED = "ended"
"""Name under which a record of a thing says that it is no more (``deleted`` as it is written)."""


def said_of_thing(content: Content) -> dict[str, Any]:
    """Return what the value of a thing says, by field; what it does not say is not in it."""
    said = dict(_mapping(content.get("fields")))
    if "deleted" in content:
        said[ENDED] = Owned.read(content).deleted
    return said


def owned_value(owner: str, said: Mapping[str, Any]) -> OwnedValue:
    """Return the value that says some fields of a thing and nothing of the others."""
    fields = {name: _plain(value) for name, value in said.items() if name != ENDED}
    if ENDED in said:
        return OwnedValue(owner=owner, fields=fields, deleted=bool(said[ENDED]))
    return OwnedValue(owner=owner, fields=fields)


def all_said(thing: Thing) -> dict[str, Any]:
    """Return the fields of a thing that say something."""
    nothing = type(thing)()
    said = zip(thing._fields, thing, nothing, strict=True)
    return {name: _plain(value) for name, value, unsaid in said if value != unsaid}


def _plain(value: Any) -> Any:
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _listed(value: object) -> tuple[str, ...]:
    return _texts(value) if isinstance(value, list) else ()


def _rows(value: object, width: int) -> list[Sequence[Any]]:
    """Return the rows of a value that have the width that is read."""
    rows = value if isinstance(value, list) else ()
    return [one for one in rows if isinstance(one, list) and len(one) == width]


class Frozen(NamedTuple):
    """What a snapshot's line says of a person beside levels: who they were then, and what was frozen.

    ``lineage`` are the ids of all that went into it, ``kept`` those that stay; ``stages`` by persona,
    ``None`` in lines of before there were any; ``goals`` and ``comments`` of confirmers by item. A row of
    ``plan`` is a goal of the year, what was reached of it, and the comment.
    """

    lineage: Sequence[object] = ()
    kept: Sequence[object] = ()
    name: str = ""
    kana: str = ""
    department: tuple[str, str] = ("", "")
    grade: str = ""
    title: str = ""
    personas: tuple[str, ...] = ()
    goals: Mapping[str, Any] = {}
    stages: Mapping[str, str] | None = None
    comments: Mapping[str, Any] = {}
    plan: tuple[tuple[str, str, str], ...] = ()

    @classmethod
    def read(cls, content: Content) -> Frozen:
        """Return what a line says."""
        said = content.get
        personas, stages = said("personas"), said(REFERENCE_STAGES)
        return cls(
            *frozen_ids(content),
            str(said("name", "")),
            str(said("kana", "")),
            _department(said("department")),
            str(said("grade", "")),
            str(said("title", "")),
            tuple(map(str, personas)) if isinstance(personas, list) else (),
            _mapping(said("goals")),
            {str(one): str(code) for one, code in stages.items()} if isinstance(stages, dict) else None,
            _mapping(said("comments")),
            tuple((str(one[0]), str(one[1]), str(one[2])) for one in _rows(said("plan"), 3)),
        )


def frozen_ids(content: Content) -> tuple[Sequence[object], Sequence[object]]:
    """Return ``lineage`` and ``kept`` of a line alone: whole years are read for these."""
    lineage, kept = content.get("lineage"), content.get("kept")
    return lineage if isinstance(lineage, list) else (), kept if isinstance(kept, list) else ()


class FrozenValue(TypedDict, total=False):
    """A snapshot's line as it is written."""

    lineage: Sequence[str]
    kept: Sequence[str]
    name: str
    kana: str
    department: Sequence[str]
    grade: str
    title: str
    personas: Sequence[str]
    goals: Mapping[str, str]
    stages: Mapping[str, str]
    comments: Mapping[str, str]
    plan: Sequence[Sequence[str]]
