"""The year in work: its cycle record and its framework, as every use case needs them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dxdesk.domain import purposes
from dxdesk.domain.contents import YearSaid, YearValue
from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import Framework
from dxdesk.domain.records import Part, RecordKey, Revision
from dxdesk.domain.wareki import fiscal_year_label, wareki
from dxdesk.domain.year_start import NO_START, Mode, YearStart
from dxdesk.ports import setting_names
from dxdesk.ports.entities import KeyRow, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.counting import accepted_keys, heads_of_year
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.once import once_a_unit

DEFAULT_TITLE = "DXスキル申告票"
DEFAULT_PURPOSE = purposes.sentence(purposes.FIRST)
CLOSED_PREFIX = setting_names.CYCLE_CLOSED


@dataclass(frozen=True, slots=True)
class Cycle:
    """A fiscal year's cycle; dates are ISO text, empty where none was set.

    ``rules`` are those by which it is judged who may say what (``domain.rights``). ``said_uses`` are the
    codes its record has of what the records are for, none in a year of an earlier program; ``uses`` holds.
    ``start`` is how the goals of the year are asked for, which is said by ``organisation.year_start``.
    """

    fiscal_year: int
    base_date: str
    due_self: str
    due_first: str
    due_second: str
    framework_code: str
    framework_version: str
    purpose: str = DEFAULT_PURPOSE
    title: str = DEFAULT_TITLE
    closed: bool = False
    rules: int = 1
    said_uses: tuple[str, ...] = ()
    start: YearStart = NO_START

    @property
    def uses(self) -> tuple[str, ...]:
        """The codes of what the year's records may be used for."""
        return purposes.meant(self.said_uses, self.purpose)

    @property
    def label(self) -> str:
        """E.g. ``令和7年度``."""
        return fiscal_year_label(self.fiscal_year)

    @property
    def framework(self) -> str:
        """Code and version as records cite them, e.g. ``shinagawa@1``."""
        return f"{self.framework_code}@{self.framework_version}"

    def value(self) -> YearValue:
        """Return the record value that travels."""
        said: YearValue = {
            "base_date": self.base_date,
            "due_self": self.due_self,
            "due_first": self.due_first,
            "due_second": self.due_second,
            "framework": self.framework,
            "purpose": self.purpose,
            "title": self.title,
        }
        # A year that says nothing is judged by the first rules.
        if self.rules != 1:
            said["rules"] = self.rules
        if self.said_uses:
            said["uses"] = [*self.said_uses]
        return said


def day_text(iso: str, *, weekday: bool = False) -> str:
    """Return a date in 和暦, empty for empty text."""
    return wareki(date.fromisoformat(iso), weekday=weekday) if iso else ""


def cycle_of(fiscal_year: int, said: YearSaid, *, closed: bool = False) -> Cycle:
    """Return the cycle a record describes."""
    code, _, version = said.framework.partition("@")
    return Cycle(
        fiscal_year,
        said.base_date,
        said.due_self,
        said.due_first,
        said.due_second,
        code,
        version,
        said.purpose,
        said.title,
        closed,
        said.rules,
        said.uses,
        _start_of(said),
    )


def _start_of(said: YearSaid) -> YearStart:
    """Return how goals are asked for; a mode of a later program asks nothing of this one."""
    if said.start not in (Mode.MARK, Mode.FORM):
        return NO_START
    return YearStart(
        Mode(said.start),
        said.start_day,
        said.start_due,
        said.start_agreed,
        said.start_meeting,
        said.start_supports,
    )


def cycle_key(municipality_code: str, fiscal_year: int) -> RecordKey:
    """Return the key of a year's cycle record."""
    return RecordKey(municipality_code, fiscal_year, "", Part.CYCLE)


def cycle_heads(
    uow: UnitOfWork, fiscal_year: int, keys: Mapping[str, KeyRow] | None = None
) -> tuple[Revision, ...]:
    """Return the heads of the cycle record, by HR's accepted keys: nobody else sets dates.

    In HR's store, a year that only another store of HR says begins once its framework is known here.
    """
    accepted = accepted_keys(uow) if keys is None else keys
    heads = heads_of_year(uow, fiscal_year, Part.CYCLE, accepted)
    return () if heads and _unread(uow, heads, accepted) else heads


@once_a_unit
def all_cycles(uow: UnitOfWork) -> tuple[Cycle, ...]:
    """Return every year's cycle, oldest first."""
    closed = uow.settings.starting_with(CLOSED_PREFIX)
    keys = accepted_keys(uow)
    found = []
    for year in uow.exchange.years():
        heads = cycle_heads(uow, year, keys)
        if heads:
            found.append(cycle_of(year, heads[0].year, closed=f"{CLOSED_PREFIX}{year}" in closed))
    return tuple(found)


def _unread(uow: UnitOfWork, heads: Iterable[Revision], keys: Mapping[str, KeyRow]) -> bool:
    """Tell whether HR's store knows a year from another store of HR only, and not its framework."""
    if not all(keys[head.key_id].elsewhere for head in heads):
        return False
    known = {f"{code}@{version}" for code, version in uow.exchange.framework_versions()}
    return known.isdisjoint(head.year.framework for head in heads)


def find_cycle(uow: UnitOfWork, fiscal_year: int = 0) -> Cycle:
    """Return the cycle of a year, or the open one (the latest not closed, else the latest).

    Raises:
        KnownError: ``no-cycle``.
    """
    cycles = all_cycles(uow)
    if fiscal_year and cycles and all(cycle.fiscal_year != fiscal_year for cycle in cycles):
        raise year_unknown(fiscal_year, (cycle.fiscal_year for cycle in cycles))
    if fiscal_year:
        cycles = tuple(cycle for cycle in cycles if cycle.fiscal_year == fiscal_year)
    if not cycles:
        named = f"{fiscal_year_label(fiscal_year)}は" if fiscal_year else "年度は"
        raise KnownError(
            "no-cycle",
            f"{named}まだ始まっていません。",
            "人事の台帳で年度を開始するか、届いた所属配布票・申告票を取り込んでください。",
        )
    return next((cycle for cycle in reversed(cycles) if not cycle.closed), cycles[-1])


def year_unknown(fiscal_year: int, known: Iterable[int]) -> KnownError:
    """Return ``no-cycle`` for a year of which a store has nothing, with the years it has."""
    years = "、".join(fiscal_year_label(year) for year in sorted(set(known)))
    return KnownError(
        "no-cycle",
        f"{fiscal_year_label(fiscal_year)}の記録はありません。この台帳にある年度は、{years}です。",
        "年度を指定し直してください。これから始める年度なら、先に人事の台帳で年度を開始してください。",
    )


def year_asked(desk: Desk, fiscal_year: int = 0) -> int:
    """Return the year that what is to be written is for: the one named, else 0 where only one can be meant.

    Sections and employees cannot close a year; the newest is the one they work on.

    Raises:
        KnownError: ``year-ambiguous`` where HR has several years open.
    """
    found = () if fiscal_year or desk.role is not Role.HR else _open_years(desk)
    if len(found) > 1:
        labels = [cycle.label for cycle in found]
        raise KnownError(
            "year-ambiguous",
            f"開いている年度が{len(found)}つあります。どの年度のことかわからないので、何も変えていません。",
            "済んだ年度を閉じてください"
            f"(コマンドでは --fiscal-year {found[-1].fiscal_year} のように年度を付けても構いません)。",
            found="、".join(labels),
        )
    return fiscal_year


def year_shown(desk: Desk, fiscal_year: int = 0) -> str:
    """Return a sentence on which year is shown where none was named; nothing before the first year."""
    if fiscal_year:
        return ""
    told = year_taken(desk)
    if told:
        return told
    with desk.store.read() as uow:
        cycles = all_cycles(uow)
        return f"年度の指定がないので、{find_cycle(uow).label}について示します。" if cycles else ""


def year_told(fiscal_year: int) -> str:
    """Return the same sentence of a year that is not taken from the years in work."""
    return f"年度の指定がないので、{fiscal_year_label(fiscal_year)}について示します。"


def year_taken(desk: Desk, fiscal_year: int = 0) -> str:
    """Return a sentence on which of several open years is shown where none was named, else nothing."""
    found = () if fiscal_year else _open_years(desk)
    if len(found) < 2:
        return ""
    return f"開いている年度が{len(found)}つあります。新しいほうの{found[-1].label}について示します。"


def _open_years(desk: Desk) -> tuple[Cycle, ...]:
    with desk.store.read() as uow:
        return tuple(cycle for cycle in all_cycles(uow) if not cycle.closed)


def framework_of(uow: UnitOfWork, cycle: Cycle) -> Framework:
    """Return the cycle's framework.

    Raises:
        KnownError: ``framework-missing``.
    """
    from dxdesk.usecases.frameworks import versions

    row = uow.exchange.framework(cycle.framework_code, cycle.framework_version)
    if row is None:
        raise KnownError(
            "framework-missing",
            f"{cycle.label}のスキル体系({cycle.framework})がこの台帳にありません。",
            "人事課から所属配布票をもう一度受け取って取り込んでください。",
        )
    return versions.from_text(row.text)
