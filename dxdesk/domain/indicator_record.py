"""What records say of a logic model, its indicators, the surveys that fill them, and 取組.

Figures are text as printed (``3.043``): what a policy published is never worked out again, and canonical
JSON has no fractions. A survey is counts and nothing else: nobody who answered is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

from dxdesk.domain.contents import Content, Scored, said_of_thing
from dxdesk.domain.thing_fields import changed, plain_field, whole


class Published(NamedTuple):
    """A figure that a policy printed: its fiscal year, what stands over it (R6実績値), itself, from where."""

    year: int
    label: str
    figure: str
    source: str


class Remark(NamedTuple):
    """What was changed of a policy, and why; ``day`` is ISO, empty where nobody says."""

    day: str
    text: str


class OutcomeSaid(NamedTuple):
    """An outcome of a logic model; ``layer`` is ``final``, ``intermediate`` or ``direct``.

    ``leads_to`` are codes of outcomes that this one leads to, none: the layer as a whole leads to the next.
    The model itself is one of the layer ``model``: its name, the fiscal years it holds for (0: no period)
    and what was revised in it.
    """

    code: str = ""
    layer: str = ""
    name: str = ""
    leads_to: tuple[str, ...] = ()
    first_year: int = 0
    final_year: int = 0
    remarks: tuple[Remark, ...] = ()
    note: str = ""
    ended: bool = False

    @classmethod
    def read(cls, content: Content) -> OutcomeSaid:
        """Return what the value of a thing says of an outcome."""
        return _read(cls(), content)


class IndicatorSaid(NamedTuple):
    """An indicator (評価指標): what is asked, how it is measured, what was published, which target it has.

    ``name`` is the label as printed. ``measure``: ``mean`` of five steps, ``share`` of those who say one of
    the two upper steps, ``choice`` among ``options`` of which ``most`` may be named, ``elsewhere`` (another
    section's survey tells it), ``value`` typed by hand in ``unit``. ``survey`` names the questionnaire the
    question stands in, empty for the yearly one. ``aim``: ``benchmark`` (3.5 and its exceptions), ``fixed``
    (``aimed``), or none.
    """

    code: str = ""
    name: str = ""
    outcome: str = ""
    question: str = ""
    hints: tuple[str, ...] = ()
    survey: str = ""
    measure: str = ""
    options: tuple[str, ...] = ()
    most: int = 0
    unit: str = ""
    aim: str = ""
    aimed: str = ""
    published: tuple[Published, ...] = ()
    note: str = ""
    ended: bool = False

    @classmethod
    def read(cls, content: Content) -> IndicatorSaid:
        """Return what the value of a thing says of an indicator."""
        return _read(cls(), content)


class Chosen(NamedTuple):
    """How many named an option of a question of which several may be named."""

    question: str
    option: str
    times: int


class Choosers(NamedTuple):
    """How many people named any option of a question."""

    question: str
    people: int


class Grouped(NamedTuple):
    """How often each step was said in a group: ``by`` is ``section`` or ``grade``, never both at once."""

    by: str
    group: str
    question: str
    counts: tuple[int, ...]


class SurveySaid(NamedTuple):
    """A survey of a year (アンケート), as counts: of each question, in total, by section and by grade.

    Questions are codes of indicators. ``survey`` is the questionnaire, ``held_in`` a month as it was written,
    ``rate`` the share of answers where it was published (``43.1``), ``choosers`` how many answered a question
    of several options.
    """

    survey: str = ""
    name: str = ""
    fiscal_year: int = 0
    held_in: str = ""
    answers: int = 0
    rate: str = ""
    scored: tuple[Scored, ...] = ()
    chosen: tuple[Chosen, ...] = ()
    choosers: tuple[Choosers, ...] = ()
    grouped: tuple[Grouped, ...] = ()
    source: str = ""
    ended: bool = False

    @classmethod
    def read(cls, content: Content) -> SurveySaid:
        """Return what the value of a thing says of a survey."""
        return _read(cls(), content)

    @property
    def asked(self) -> frozenset[str]:
        """The questions (codes) of which it has answers."""
        scored = frozenset(one.question for one in self.scored)
        return scored | {one.question for one in self.chosen} | {one.question for one in self.choosers}


class ActivitySaid(NamedTuple):
    """A 取組 and the outcomes (codes) it is for; with a ``fiscal_year``, its process evaluation of that year.

    ``planned`` and ``done`` are in words; ``participants`` 0: nobody says.
    """

    code: str = ""
    name: str = ""
    outcomes: tuple[str, ...] = ()
    held_by: str = ""
    fiscal_year: int = 0
    planned: str = ""
    done: str = ""
    participants: int = 0
    went_well: str = ""
    to_change: str = ""
    note: str = ""
    ended: bool = False

    @classmethod
    def read(cls, content: Content) -> ActivitySaid:
        """Return what the value of a thing says of a 取組."""
        return _read(cls(), content)


Said = OutcomeSaid | IndicatorSaid | SurveySaid | ActivitySaid
"""What a record of a kind of ``KINDS`` says it is."""

KINDS: Mapping[str, type[Said]] = {
    "outcome": OutcomeSaid,
    "indicator": IndicatorSaid,
    "survey": SurveySaid,
    "activity": ActivitySaid,
}
"""By the kind of thing (``domain.subjects``)."""


def _counts(value: object) -> tuple[int, ...]:
    return tuple(map(whole, value)) if isinstance(value, list) else ()


_ROWS: Mapping[str, tuple[Callable[..., Any], tuple[Callable[[Any], Any], ...]]] = {
    "published": (Published, (whole, str, str, str)),
    "remarks": (Remark, (str, str)),
    "scored": (Scored, (str, _counts)),
    "chosen": (Chosen, (str, str, whole)),
    "choosers": (Choosers, (str, whole)),
    "grouped": (Grouped, (str, str, str, _counts)),
}
"""The fields that are lists of lists: what each is, and how its cells are read."""

T = TypeVar("T", OutcomeSaid, IndicatorSaid, SurveySaid, ActivitySaid)


def _read(nothing: T, content: Content) -> T:
    said, unsaid = said_of_thing(content), nothing._asdict()
    found: dict[str, Any] = {name: _as(name, unsaid[name], said[name]) for name in unsaid if name in said}
    return nothing._replace(**found)


def _as(name: str, unsaid: object, value: Any) -> Any:
    if name in _ROWS:
        make, cells = _ROWS[name]
        lines = [one for one in value if _fits(one, len(cells))] if isinstance(value, list) else []
        return tuple(make(*(read(cell) for read, cell in zip(cells, one, strict=True))) for one in lines)
    return plain_field(unsaid, value)


def _fits(line: object, width: int) -> bool:
    return isinstance(line, list) and len(line) == width


def fields_of(thing: Said) -> dict[str, Any]:
    """Return the fields that say something, as they are written; ``ended`` among them."""
    return changed_fields(type(thing)(), thing)


def changed_fields(before: Said, after: Said) -> dict[str, Any]:
    """Return the fields in which a thing differs, as they are written now; what was taken out is empty."""
    return changed(before._asdict(), after._asdict())


def is_sound(fields: Mapping[str, Any]) -> bool:
    """Tell whether the fields that are lists of lists have their shapes; others are looked at elsewhere."""
    for name, (_, cells) in _ROWS.items():
        lines = fields.get(name, [])
        if not isinstance(lines, list) or not all(_fits(one, len(cells)) for one in lines):
            return False
        if not all(_is_of(read, cell) for one in lines for read, cell in zip(cells, one, strict=True)):
            return False
    return True


def _is_of(read: Callable[[Any], Any], cell: object) -> bool:
    if read is _counts:
        return isinstance(cell, list) and all(_is_of(whole, one) for one in cell)
    return isinstance(cell, str) if read is str else type(cell) is int and cell >= 0
