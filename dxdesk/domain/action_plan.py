"""What the record of a 年度計画 (アクションプラン) says: a year's lines in one of its two versions.

The judgement of a year comes after its budget, so that a plan is made twice: as 予算要求案 in autumn, on the
results of the year before, and as 確定版 in spring, on those of the year that ends. Both say on which figures
they rest, as these were on their day (時点): a figure that moves later moves no plan.

A thing somebody owns, read and written field by field (``domain.owned``). Each line is a field of its own,
and so is what became of it, so that two who write different lines do not contradict each other. A line is an
object and not a list: what a newer program says of one stays in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from dxdesk.domain.contents import Content, said_of_thing

DRAFT, FINAL = "draft", "final"
VERSION_NAMES: Mapping[str, str] = {DRAFT: "予算要求案", FINAL: "確定版"}
"""The two versions of a year's plan, in the order in which they are made."""

LINE, DONE = "line", "done"
"""Begin the names of the fields of a line: ``line:L01`` what is planned, ``done:L01`` what came of it."""

_OF_LINE = re.compile(r"(line|done):(.+)", re.DOTALL)
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
FIRST_MONTH = 4


class Figure(NamedTuple):
    """A figure a plan rests on, as it was told then: what it is, as of which day (ISO), from where.

    ``told`` is text (``34人 / 120人``, ``3.043``): what was withheld for being of few people stays so, and
    nothing is worked out from it again.
    """

    code: str
    name: str
    as_of: str
    told: str
    source: str = ""


class Places(NamedTuple):
    """How many of a line's places a section has: its code, its name then, the places."""

    code: str
    name: str
    places: int


class PlanLine(NamedTuple):
    """A line: a course (``course``: its code in the ledger), a 取組, or a role that is to be filled.

    ``months`` are texts like ``2027-05``. ``yen`` is the whole cost; ``None`` of a number: nobody said it
    yet, which is not 0. ``by_hr``, ``by_dx`` and ``by_it`` say what 人事課, DX推進担当課 and 情報システム課
    do.
    ``needed`` is how many the figures said then, and ``why`` what they are needed for.
    ``staffing`` names the role of the 確保計画 that the line is to fill (``Named``), with ``heads`` people by
    ``means`` (手法, with the 勤務形態). ``target`` names the target it serves. ``by_policy``: it was taken
    from a policy, and nobody counted who needs it. ``provider`` is who gives the course (提供元),
    ``budget_by`` whose budget it is, ``contact`` who deals with whoever gives it.
    """

    name: str = ""
    course: str = ""
    activity: str = ""
    times: int | None = None
    places: int | None = None
    months: tuple[str, ...] = ()
    sections: tuple[Places, ...] = ()
    yen: int | None = None
    by_hr: str = ""
    by_dx: str = ""
    by_it: str = ""
    needed: int | None = None
    why: str = ""
    note: str = ""
    staffing: str = ""
    heads: int | None = None
    means: str = ""
    target: str = ""
    by_policy: bool = False
    provider: str = ""
    budget_by: str = ""
    contact: str = ""

    @property
    def trains(self) -> bool:
        """Whether it is a course or 取組, and no role to be filled."""
        return not (self.staffing or self.heads is not None or self.means)


class Named(NamedTuple):
    """What a line names of another list: whose it is (``hr``, ``dx``) and its code."""

    owner: str
    code: str

    @classmethod
    def read(cls, text: str, own: str) -> Named:
        """Return what a text names: ``R8-1`` is of the plan's owner, ``dx:R8-1`` of another one."""
        owner, found, code = text.partition(_WHOSE)
        return cls(owner, code) if found and owner in _OWNERS else cls(own, text)

    def text(self, own: str) -> str:
        """Return it as it is written in a plan of an owner."""
        return self.code if self.owner == own else f"{self.owner}{_WHOSE}{self.code}"


_OWNERS, _WHOSE = ("hr", "dx"), ":"


class Happened(NamedTuple):
    """What came of a line, as somebody entered it: the cost, and of what no ledger counts times and people.

    ``source`` says from where, ``as_of`` (ISO) as of when.
    """

    yen: int | None = None
    times: int | None = None
    people: int | None = None
    source: str = ""
    as_of: str = ""


class PlanSaid(NamedTuple):
    """A plan of a fiscal year (the one it is for) in a version.

    ``drafted_on`` is the day its figures are of. The 協議 with 人事課 (``consulted_on``, ``consulted_with``,
    ``consulted``: what came of it) comes before the 決裁 (``approved_on``, ``approval``: the 文書番号);
    ``reopened`` is why a 決裁 was taken back, and ``former`` which one that was (文書番号, day and why): the
    next 決裁 is a change of it. ``lines`` and ``happened`` are by the code of the line.
    """

    fiscal_year: int = 0
    version: str = ""
    drafted_on: str = ""
    figures: tuple[Figure, ...] = ()
    consulted_on: str = ""
    consulted_with: str = ""
    consulted: str = ""
    approved_on: str = ""
    approval: str = ""
    reopened: str = ""
    former: str = ""
    note: str = ""
    ended: bool = False
    lines: Mapping[str, PlanLine] = {}
    happened: Mapping[str, Happened] = {}

    @classmethod
    def read(cls, content: Content) -> PlanSaid:
        """Return what the value of a thing says of a plan; what is of no use reads as unsaid."""
        said = said_of_thing(content)
        of_lines = [(match, said[name]) for name in sorted(said) if (match := _OF_LINE.fullmatch(name))]
        return cls(
            **{name: _as(kind, said[name]) for name, kind in _PLAIN.items() if name in said},
            figures=tuple(_figure(one) for one in _objects(said.get("figures"))),
            lines={m[2]: _line(value) for m, value in of_lines if m[1] == LINE and _is_said(value)},
            happened={m[2]: _happened(value) for m, value in of_lines if m[1] == DONE and _is_said(value)},
        )

    @property
    def consulted_at_all(self) -> bool:
        """Whether the 協議 took place and something came of it."""
        return bool(self.consulted_on and self.consulted)

    @property
    def yen(self) -> int | None:
        """The cost of all lines of which one is said; ``None`` where none is."""
        return summed(one.yen for one in self.lines.values())


def summed(numbers: Iterable[int | None]) -> int | None:
    """Return the sum of those that are said, ``None`` where none is: what nobody said is not 0."""
    said = [one for one in numbers if one is not None]
    return sum(said) if said else None


_PLAIN: Mapping[str, type] = {
    name: type(value)
    for name, value in PlanSaid()._asdict().items()
    if name not in ("figures", "lines", "happened")
}


def _is_said(value: object) -> bool:
    """Tell whether a field of a line says one: a line that was dropped is empty."""
    return isinstance(value, dict) and bool(value)


def _as(kind: type, value: Any) -> Any:
    if kind is bool:
        return value is True
    if kind is int:
        return value if type(value) is int and value >= 0 else 0
    return str(value)


def _objects(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _number(value: object) -> int | None:
    return value if type(value) is int and value >= 0 else None


def _figure(said: Mapping[str, Any]) -> Figure:
    return Figure(*(str(said.get(name, "")) for name in Figure._fields))


def _line(said: Mapping[str, Any]) -> PlanLine:
    texts = [name for name, kind in _LINE.items() if kind == _TEXT]
    numbers = [name for name, kind in _LINE.items() if kind == _WHOLE]
    months, sections = said.get("months"), said.get("sections")
    plain: dict[str, Any] = {name: str(said.get(name, "")) for name in texts}
    plain |= {name: _number(said.get(name)) for name in numbers}
    return PlanLine(
        months=tuple(filter(is_month, map(str, months))) if isinstance(months, list) else (),
        sections=tuple(
            Places(str(one[0]), str(one[1]), _number(one[2]) or 0)
            for one in (sections if isinstance(sections, list) else ())
            if isinstance(one, list) and len(one) == len(Places._fields)
        ),
        by_policy=said.get("by_policy") is True,
        **plain,
    )


def _happened(said: Mapping[str, Any]) -> Happened:
    numbers = {name: _number(said.get(name)) for name in ("yen", "times", "people")}
    return Happened(source=str(said.get("source", "")), as_of=str(said.get("as_of", "")), **numbers)


def _plain(value: object) -> Any:
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {
            name: _plain(one)
            for name, one in value._asdict().items()
            if one is not False and one not in (None, "", ())
        }
    if isinstance(value, tuple):
        return [[*one] if isinstance(one, Places) else _plain(one) for one in value]
    return value


def fields_of(plan: PlanSaid) -> dict[str, Any]:
    """Return the fields of a plan that say something, as they are written; ``ended`` among them."""
    nothing = PlanSaid()
    said = {name: getattr(plan, name) for name in _PLAIN if getattr(plan, name) != getattr(nothing, name)}
    if plan.figures:
        said["figures"] = _plain(plan.figures)
    said |= {f"{LINE}:{code}": _plain(line) for code, line in plan.lines.items()}
    said |= {f"{DONE}:{code}": _plain(one) for code, one in plan.happened.items()}
    return said


def changed_fields(before: PlanSaid, after: PlanSaid) -> dict[str, Any]:
    """Return the fields in which a plan differs, as they are written now; what was taken out is empty."""
    old, new = fields_of(before), fields_of(after)
    said = {name: value for name, value in new.items() if old.get(name) != value}
    nothing = PlanSaid()
    for name in old.keys() - new.keys():
        of_line = _OF_LINE.fullmatch(name) is not None
        said[name] = {} if of_line else [] if name == "figures" else getattr(nothing, name)
    return said


def is_month(text: str) -> bool:
    """Tell whether a text is a month as it is kept: ``2027-05``."""
    return _MONTH.fullmatch(text) is not None


def months_of(fiscal_year: int) -> tuple[str, ...]:
    """Return the months of a fiscal year, April first."""
    return tuple(
        f"{fiscal_year + (month < FIRST_MONTH):04}-{month:02}" for month in (*range(FIRST_MONTH, 13), 1, 2, 3)
    )


def is_sound(fields: Mapping[str, Any]) -> bool:
    """Tell whether the lines and figures of a thing's value have their shapes."""
    figures = fields.get("figures", [])
    if not isinstance(figures, list) or not all(_typed(one, _FIGURE) for one in figures):
        return False
    for name, value in fields.items():
        match = _OF_LINE.fullmatch(name)
        if match is not None and not _typed(value, _LINE if match[1] == LINE else _HAPPENED):
            return False
    return True


_TEXT, _WHOLE, _MONTHS, _SECTIONS, _FLAG = "text", "whole", "months", "sections", "flag"


def _kinds(of: type[Any]) -> Mapping[str, str]:
    named = {"months": _MONTHS, "sections": _SECTIONS, "by_policy": _FLAG}
    empty: Mapping[str, object] = of._field_defaults
    return {name: named.get(name, _WHOLE if empty.get(name, "") is None else _TEXT) for name in of._fields}


_FIGURE, _LINE, _HAPPENED = _kinds(Figure), _kinds(PlanLine), _kinds(Happened)


def _typed(value: object, kinds: Mapping[str, str]) -> bool:
    return isinstance(value, dict) and all(
        _fits(one, kinds[name]) for name, one in value.items() if name in kinds
    )


def _fits(value: object, kind: str) -> bool:
    if kind == _TEXT:
        return isinstance(value, str)
    if kind == _WHOLE:
        return type(value) is int and value >= 0
    if kind == _FLAG:
        return isinstance(value, bool)
    if not isinstance(value, list):
        return False
    if kind == _MONTHS:
        return all(isinstance(one, str) and is_month(one) for one in value)
    return all(
        isinstance(one, list)
        and len(one) == len(Places._fields)
        and isinstance(one[0], str)
        and isinstance(one[1], str)
        and _number(one[2]) is not None
        for one in value
    )


class Difference(NamedTuple):
    """What differs between two versions of a plan in one line or figure.

    ``sort``: ``added``, ``dropped``, ``changed``, or ``figure``; ``field`` what it is of a line (``places``),
    ``before`` and ``after`` as they are kept.
    """

    sort: str
    code: str
    name: str
    field: str = ""
    before: Any = None
    after: Any = None


ADDED, DROPPED, CHANGED, FIGURE = "added", "dropped", "changed", "figure"

COMPARED = (
    *("name", "times", "places", "months", "sections", "heads", "means", "yen"),
    *("by_hr", "by_dx", "by_it", "provider", "budget_by", "contact", "target", "needed", "why", "note"),
)
"""The fields of a line in which versions are compared; what came of the year before stands in ``why``."""


def differences(before: PlanSaid, after: PlanSaid) -> tuple[Difference, ...]:
    """Return what differs between two versions: lines first, in the order of their codes, then figures.

    Lines are compared by their code; a figure that only one of them has is told with nothing on the other
    side. The 時点 alone is no difference: that it is another day is why there are two versions.
    """
    found: list[Difference] = []
    for code in sorted(before.lines.keys() | after.lines.keys()):
        old, new = before.lines.get(code), after.lines.get(code)
        if old is None and new is not None:
            found.append(Difference(ADDED, code, new.name))
        elif old is not None and new is None:
            found.append(Difference(DROPPED, code, old.name))
        elif old is not None and new is not None:
            found += (
                Difference(CHANGED, code, new.name, name, getattr(old, name), getattr(new, name))
                for name in COMPARED
                if getattr(old, name) != getattr(new, name)
            )
    return (*found, *_figures_that_changed(before.figures, after.figures))


def _figures_that_changed(before: Sequence[Figure], after: Sequence[Figure]) -> tuple[Difference, ...]:
    old, new = ({one.code: one for one in some} for some in (before, after))
    return tuple(
        Difference(FIGURE, code, (new.get(code) or old[code]).name, "", old.get(code), new.get(code))
        for code in dict.fromkeys((*old, *new))
        if _told(old.get(code)) != _told(new.get(code))
    )


def _told(one: Figure | None) -> str | None:
    return None if one is None else one.told
