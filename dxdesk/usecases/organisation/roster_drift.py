"""名簿とのずれ: for whom the roster of today says something else than a year's assignments, and what.

Nothing follows by itself: a transfer in the middle of the year moves forms and confirmers, and HR says when.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dxdesk.domain import duty, targets
from dxdesk.domain.contents import Assignment, AssignmentValue, carried_on
from dxdesk.domain.names import search_key
from dxdesk.domain.same_person import Called, may_be_one
from dxdesk.domain.wareki import wareki
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Employee, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation import assigning
from dxdesk.usecases.organisation.assigning import Wanted
from dxdesk.usecases.person_year import linked
from dxdesk.usecases.person_year.cycles import Cycle, find_cycle
from dxdesk.usecases.person_year.holders import is_recorded
from dxdesk.usecases.workplace.desk import Desk


class Kind(StrEnum):
    """What a difference is, in the order in which people look through them."""

    LEFT = "left"
    NUMBER = "number"
    NEW = "new"
    MOVED = "moved"
    CONFIRMER = "confirmer"
    ASKED = "asked"
    EXEMPT = "exempt"
    DETAIL = "detail"


LABELS: Mapping[Kind, str] = {
    Kind.LEFT: "名簿からいなくなった",
    Kind.NUMBER: "番号が変わった",
    Kind.NEW: "新しく名簿に入った",
    Kind.MOVED: "所属が変わった",
    Kind.CONFIRMER: "確認者が変わる",
    Kind.ASKED: "対象になる",
    Kind.EXEMPT: "対象外になる",
    Kind.DETAIL: "氏名・職層などが変わった",
}

ROSTER_DAY = setting_names.ROSTER_DAY
"""Setting: the day the newest roster is of, ISO."""

_GOES = frozenset({Kind.LEFT, Kind.EXEMPT})
_COMES = frozenset({Kind.NEW, Kind.ASKED})
_ORDER = {kind: place for place, kind in enumerate(Kind)}
_WORDS: Sequence[tuple[str, Callable[[Assignment], str]]] = (
    ("氏名", lambda said: said.name),
    ("フリガナ", lambda said: said.kana),
    ("通称名", lambda said: said.alias),
    ("職層", lambda said: said.grade),
    ("職名", lambda said: said.title),
    ("任用区分", lambda said: said.employment),
    ("人材像", lambda said: "、".join(said.personas)),
)
_HARMLESS = frozenset(
    {
        "confirm*",
        "correct",
        "cycle-rules",
        "deputy-*",
        "digits",
        "export-*",
        "finalise",
        "framework-draft*",
        "issue-papers",
        "key-*",
        "number-documents",
        "print",
        "receive",
        "recovery-code",
        "resolve",
        "spoil-papers",
        "unspoil-papers",
    }
)
"""Acts after which no assignment can be another; after all others it is looked for."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs: its label, as assigned and as the roster says; empty for nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One person for whom the roster says something else; ``number`` is the one of today.

    ``may_be`` are numbers that have something on record, whose holder has left and is called the same.
    """

    number: str
    name: str
    department: str
    kind: Kind
    changes: tuple[Change, ...] = ()
    may_be: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What changes, in one line."""
        said = [f"{one.label}: {one.before or '(なし)'} → {one.after or '(なし)'}" for one in self.changes]
        if self.may_be:
            said.append(f"前にいた{'、'.join(self.may_be)}の人と同じ氏名です")
        return "、".join(said) or LABELS[self.kind]


@dataclass(frozen=True, slots=True)
class Drift:
    """What a year and the roster differ in; ``beyond`` is the roster's day, where it lies after the year."""

    cycle: Cycle
    differences: tuple[Difference, ...]
    beyond: str = ""

    @property
    def warning(self) -> str:
        """What to think of before the year follows the roster, empty for nothing."""
        return "\n".join(filter(None, (self._later(), self._alike())))

    def _alike(self) -> str:
        count = sum(bool(one.may_be) for one in self.differences)
        if not count:
            return ""
        return (
            f"新しく対象になる人のうち{count:,}人は、前にいた人と同じ氏名です。同じ人なら、合わせる前に、"
            "「名簿」のその人のところで番号をつないでください。つながないと、別の人として申告を求めます。"
        )

    def _later(self) -> str:
        if not self.differences or not self.beyond:
            return ""
        day = wareki(date.fromisoformat(self.beyond))
        return (
            f"名簿は{day}のもので、{self.cycle.label}より後です。合わせると、この年度の対象が次の年度の顔ぶれになります。"
            f"{self.cycle.label}の結果がそろっていれば、先にこの年度を閉じ、次の年度を始めてください。"
        )


def look(desk: Desk, fiscal_year: int = 0) -> Drift:
    """Return the differences of a year (0 = the open one), people who left first.

    Raises:
        KnownError: ``wrong-role``, ``no-cycle``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        cycle = find_cycle(uow, fiscal_year)
        return Drift(cycle, differences(uow, cycle), beyond(uow, cycle))


def differences(uow: UnitOfWork, cycle: Cycle) -> tuple[Difference, ...]:
    """Return the differences of a year; none where nothing was done since it was brought into step."""
    if cycle.closed or uow.audit.only_since(uow.settings.get(_setting(cycle)), _HARMLESS):
        return ()
    wanted = assigning.wanted(uow, cycle)
    found: dict[str, Difference] = {}
    for number, value in wanted.values.items():
        heads = wanted.known.get(number, ())
        content = heads[0].content if heads else {}
        if heads and heads[0].names("reason"):
            folded = targets.folded_reason(heads[0].assignment.reason)
            content = carried_on(content, AssignmentValue(reason=folded))
        if len(heads) == 1 and content == value:
            continue
        gone, now = number in wanted.gone, Assignment.read(value)
        before = Assignment.read(content) if content else None
        if not ((before is not None and before.target) or now.target) and (gone or before is None):
            continue  # nobody who was asked, nor will be
        found[number] = _difference(number, before, now, gone=gone)
    _join_numbers(uow, wanted, found)
    _propose_numbers(uow, wanted, found)
    return tuple(sorted(found.values(), key=lambda one: (_ORDER[one.kind], one.department, one.number)))


def _join_numbers(uow: UnitOfWork, wanted: Wanted, found: dict[str, Difference]) -> None:
    """Make one line of who is asked no more under a former number and from now on under the one of today."""
    for former, later in linked.newest(uow).items():
        pair = found.get(former), found.get(later)
        if pair[0] is None or pair[1] is None or pair[0].kind not in _GOES or pair[1].kind not in _COMES:
            continue
        del found[former]
        changes = _changes(wanted.known[former][0].assignment, Assignment.read(wanted.values[later]))
        number = Change("職員番号", former, later)
        found[later] = replace(pair[1], kind=Kind.NUMBER, changes=(number, *changes))


def _propose_numbers(uow: UnitOfWork, wanted: Wanted, found: dict[str, Difference]) -> None:
    """Say of who is asked from now on which number they may have had before: nobody is to be asked twice."""
    newest = linked.newest(uow)
    followed = {*newest.values(), *newest}
    coming = [
        wanted.people[number]
        for number, one in found.items()
        if one.kind in _COMES and number not in followed
    ]
    names = {search_key(person.name) for person in coming}
    gone: dict[str, list[Employee]] = {}
    for person in uow.people.employees(include_left=True) if coming else ():
        is_gone = person.left or person.duty_status == duty.GONE
        if is_gone and person.number not in newest and (name := search_key(person.name)) in names:
            gone.setdefault(name, []).append(person)
    for person in coming:
        olds = tuple(
            old.number
            for old in gone.get(search_key(person.name), ())
            if may_be_one(Called(old.name, old.kana), Called(person.name, person.kana))
            and old.number != person.number
            and is_recorded(uow, old.number)
        )
        if olds:
            found[person.number] = replace(found[person.number], may_be=olds)


def beyond(uow: UnitOfWork, cycle: Cycle) -> str:
    """Return the day (ISO) the roster is of, where it lies after a year's end; empty where it does not.

    Brought into step with it, the year would ask whoever came in April, and leave out whoever left in March.
    """
    day = uow.settings.get(ROSTER_DAY)
    return day if day > f"{cycle.fiscal_year + 1}-03-31" else ""


def in_step(uow: UnitOfWork, cycle: Cycle) -> None:
    """Remember, as the last act of a unit of work, that a year's assignments are what the roster says."""
    uow.settings.set(_setting(cycle), uow.audit.head())


def _setting(cycle: Cycle) -> str:
    return f"{setting_names.ASSIGNED_AT}{cycle.fiscal_year}"


def _difference(number: str, before: Assignment | None, after: Assignment, *, gone: bool) -> Difference:
    changes = tuple(_changes(before, after)) if before is not None and not gone else ()
    labels = {change.label for change in changes}
    kind = Kind.DETAIL
    if gone:
        kind = Kind.LEFT
    elif before is None:
        kind = Kind.NEW
    elif "所属" in labels:
        kind = Kind.MOVED
    elif before.target != after.target:
        kind = Kind.ASKED if after.target else Kind.EXEMPT
    elif labels & {"一次確認者", "二次確認者"}:
        kind = Kind.CONFIRMER
    return Difference(number, after.name, _unit(after), kind, changes)


def _changes(before: Assignment, after: Assignment) -> Iterator[Change]:
    yield from _if_other("所属", _unit(before), _unit(after))
    for label, confirmer in _CONFIRMERS:
        yield from _if_other(label, confirmer(before), confirmer(after))
    yield from _if_other("対象", _asked(before), _asked(after))
    for label, word in _WORDS:
        yield from _if_other(label, word(before), word(after))


def _if_other(label: str, before: str, after: str) -> Iterator[Change]:
    if before != after:
        yield Change(label, before, after)


def _unit(said: Assignment) -> str:
    code, name = said.department
    return name or code


def _person(number: str, name: str) -> str:
    return f"{name}({number})" if number and name else number


_CONFIRMERS: Sequence[tuple[str, Callable[[Assignment], str]]] = (
    ("一次確認者", lambda said: _person(said.first, said.first_name)),
    ("二次確認者", lambda said: _person(said.second, said.second_name)),
)


def _asked(said: Assignment) -> str:
    if said.target:
        return "対象"
    return f"対象外({said.reason})" if said.reason else "対象外"


def sentence(count: int) -> str:
    """Return what stands beside counts as long as a year is out of step, empty where it is not."""
    return f"名簿とずれています: {count:,}人" if count else ""
