"""第○号: the numbers of a kind of paper in a year, continued where an office had its own before."""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.text import is_one_line, plain
from dxdesk.domain.wareki import fiscal_year_number
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.issued.given_numbers import NUMBER, without_copy
from dxdesk.usecases.workplace.desk import Desk

YEAR_MARK = "{年度}"
"""Stands in a prefix for the fiscal year as numbers of documents say it (7, 元)."""

_HIGHEST = 999_999


@dataclass(frozen=True, slots=True)
class Series:
    """The papers of one kind in one year; 0: of no year.

    ``any_year``: a paper is known in whichever it is. ``numbered``: each has a number of the series, 第○号.
    """

    kind: str
    fiscal_year: int = 0
    any_year: bool = False
    numbered: bool = True

    @property
    def name(self) -> str:
        """What counters, settings and papers call it: for ever."""
        return f"{self.kind}:{self.fiscal_year}" if self.fiscal_year else self.kind


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a series goes on: what stands before 第○号, as typed, the last number given, and the next."""

    prefix: str
    last: int
    following: int


def numbering(uow: UnitOfWork, series: Series) -> Numbering:
    """Return how a series goes on."""
    last = max(_given(uow, series), default=0)
    return Numbering(prefix_of(uow, series.kind), last, max((last + 1, *starts(uow, series.name)[-1:])))


def prefix_of(uow: UnitOfWork, kind: str) -> str:
    """Return what stands before the numbers of a kind, as typed: its own, or that of all certificates."""
    of_all = uow.settings.get(setting_names.NUMBER_PREFIX)
    return uow.settings.get(f"{setting_names.PAPER_PREFIX}{kind}", of_all)


def told(prefix: str, number: int, fiscal_year: int) -> str:
    """Return ``7検人第12号``: the prefix with its year, and the number."""
    return f"{prefix.replace(YEAR_MARK, fiscal_year_number(fiscal_year))}第{number}号"


def next_number(uow: UnitOfWork, series: Series) -> int:
    """Give out the next number of a series; it is used as soon as the unit is committed."""
    begun = starts(uow, series.name)
    return uow.settings.next_number(NUMBER + series.name, begun[-1] if begun else 1)


def starts(uow: UnitOfWork, series: str) -> tuple[int, ...]:
    """Return the numbers somebody said a series goes on from, in the order they were said."""
    return tuple(map(int, uow.settings.get(f"{setting_names.PAPER_START}{series}").split()))


def set_numbering(
    desk: Desk, series: Series, prefix: str | None = None, following: int | None = None
) -> tuple[Problem, ...]:
    """Say what stands before the numbers of a kind and from which a series goes on; tell what is left out.

    Raises:
        KnownError: ``wrong-role``, ``setting-long``, ``number-used``, ``number-range``.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        before = numbering(uow, series)
        notices: tuple[Problem, ...] = ()
        changed = []
        if prefix is not None and plain(prefix).strip() != before.prefix:
            _keep_prefix(uow, series.kind, plain(prefix).strip())
            changed.append("paper_prefix")
        if following is not None and following != before.following:
            notices = _keep_start(uow, series, before, following)
            changed.append("paper_start")
        if changed:
            uow.audit.append("settings", "、".join(changed))
            uow.commit()
    return notices


def _keep_prefix(uow: UnitOfWork, kind: str, prefix: str) -> None:
    if not is_one_line(prefix):
        raise KnownError(
            "setting-long",
            "番号の前の文字が長すぎます。設定は変えていません。",
            "「7検人」のように短くしてください。年度の数字は {年度} と書けます。",
            found=prefix[:40],
        )
    uow.settings.set(f"{setting_names.PAPER_PREFIX}{kind}", prefix)


def _keep_start(uow: UnitOfWork, series: Series, before: Numbering, following: int) -> tuple[Problem, ...]:
    if not 1 <= following <= _HIGHEST:
        raise KnownError(
            "number-range",
            f"番号は1から{_HIGHEST:,}までです。設定は変えていません。",
            "次に付ける番号を数字で入れてください。",
            found=str(following),
        )
    if following <= before.last:
        raise KnownError(
            "number-used",
            f"第{before.last}号まで付けてあるため、第{following}号からは付けられません。設定は変えていません。",
            f"{before.last + 1}以上の番号にしてください。付けた番号は「交付台帳」で見られます。",
            found=str(following),
        )
    kept = (*(one for one in starts(uow, series.name) if one <= before.last), following)
    uow.settings.set(f"{setting_names.PAPER_START}{series.name}", " ".join(map(str, kept)))
    if following == before.last + 1:
        return ()
    first, last = before.last + 1, following - 1
    skipped = f"第{first}号" if first == last else f"第{first}号から第{last}号まで"
    return (
        Problem(
            "number-skipped",
            f"{skipped}は使いません。次は第{following}号です。",
            "ほかで付けた番号の続きならこのままで構いません。違うときは、次の番号を入れ直してください。",
            skipped,
        ),
    )


def _given(uow: UnitOfWork, series: Series) -> list[int]:
    """Return the numbers of a series that papers have, of this program and those before."""
    legacy = (int(n) for (name, _), n in without_copy(uow, series.kind).items() if name == series.name)
    papers = (p.number for p in uow.papers.of(series.kind) if p.series == series.name)
    return [*legacy, *papers]
