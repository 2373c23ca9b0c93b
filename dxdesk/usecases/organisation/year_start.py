"""期首: how the office asks for the goals of a year, kept as a setting and said in the year's record.

The setting is the office's. What holds in a year stands in its record, which HR alone writes and which goes
along with every file: sections and people know it from there. Hidden, it asks for nothing, and what was
collected stays.
"""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.domain.capabilities import YEAR_START
from dxdesk.domain.contents import YearValue, carried_on
from dxdesk.domain.dates import is_day, month_and_day
from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import revise
from dxdesk.domain.text import clean, refuse_unfit_name
from dxdesk.domain.year_start import MODE_NAMES, NO_START, USUAL_DAY, Mode, YearStart
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.cycles import Cycle, all_cycles, cycle_heads, cycle_key
from dxdesk.usecases.person_year.local_work import keep, own_trust
from dxdesk.usecases.workplace.desk import Desk

_NAME = setting_names.YEAR_START
_ON = "1"
_MOST_SUPPORTS = 10


@dataclass(frozen=True, slots=True)
class StartSetting:
    """The office's setting.

    ``day`` is month and day of the 期首's 基準日 (``05-01``), ``due`` those of the day goals are handed in
    by, empty for none. ``supports`` are support actions of the office's own.
    """

    mode: Mode = Mode.NONE
    day: str = USUAL_DAY
    due: str = ""
    agreed: bool = False
    meeting: bool = False
    supports: tuple[str, ...] = ()


def setting(uow: UnitOfWork) -> StartSetting:
    """Return the office's setting, whether it is in use or not."""
    said = uow.settings.get
    mode = said(f"{_NAME}mode")
    return StartSetting(
        Mode(mode) if mode in set(Mode) else Mode.NONE,
        said(f"{_NAME}day") or USUAL_DAY,
        said(f"{_NAME}due"),
        said(f"{_NAME}agreed") == _ON,
        said(f"{_NAME}meeting") == _ON,
        tuple(text for text in said(f"{_NAME}supports").split("\n") if text),
    )


def in_use(uow: UnitOfWork) -> bool:
    """Tell whether the office asks for goals at all."""
    return uow.settings.get(f"{setting_names.USES}{YEAR_START}") == _ON


def asks_by_form(uow: UnitOfWork) -> bool:
    """Tell whether the newest year that is known asks for goals with the 期首票."""
    cycles = all_cycles(uow)
    return bool(cycles) and cycles[-1].start.mode is Mode.FORM


def set_up(desk: Desk, wanted: StartSetting) -> tuple[Cycle, ...]:
    """Keep the office's setting, and say it in the years that are open; return those it changed.

    Raises:
        KnownError: ``wrong-role``, ``start-off`` where 期首 is not used, ``date-unreadable``,
            ``text-too-long``, ``supports-many``.
    """
    desk.require(Role.HR)
    day, due = month_and_day(wanted.day), month_and_day(wanted.due)
    for text in (day, due):
        if text and not is_day(f"2024-{text}"):
            raise KnownError(
                "date-unreadable",
                "期首の日付を読み取れません。何も変えていません。",
                "5月1日や 05-01 のように、月と日を書いてください。",
                found=text,
            )
    supports = tuple(dict.fromkeys(clean(text).text.strip() for text in wanted.supports if text.strip()))
    for text in supports:
        refuse_unfit_name(text, "支援行動")
    if len(supports) > _MOST_SUPPORTS:
        raise KnownError(
            "supports-many",
            f"支援行動は{_MOST_SUPPORTS}件までです。何も変えていません。",
            "似たものをまとめてください。",
            found=str(len(supports)),
        )
    with desk.store.write() as uow:
        require_in_use(uow)
        kept = {
            "mode": wanted.mode.value,
            "day": day,
            "due": due,
            "agreed": _ON if wanted.agreed else "",
            "meeting": _ON if wanted.meeting else "",
            "supports": "\n".join(supports),
        }
        for name, text in kept.items():
            if uow.settings.get(f"{_NAME}{name}") != text:
                uow.settings.set(f"{_NAME}{name}", text)
        changed = follow(desk, uow)
        uow.audit.append("year-start", "", {"mode": wanted.mode.value})
        uow.commit()
    return changed


def require_in_use(uow: UnitOfWork) -> None:
    """Refuse where 期首 is hidden.

    Raises:
        KnownError: ``start-off``.
    """
    if not in_use(uow):
        raise KnownError(
            "start-off",
            "「期首の目標」を使っていません。何も変えていません。",
            "「設定」の「使う機能」で使い始めてください(コマンドでは uses --on year-start)。",
        )


def require_form(uow: UnitOfWork, cycle: Cycle, role: Role) -> None:
    """Refuse where a year has no 期首票.

    Raises:
        KnownError: ``start-off``, ``start-no-form``.
    """
    if role is Role.HR:
        require_in_use(uow)
    if cycle.start.mode is not Mode.FORM:
        raise KnownError(
            "start-no-form",
            f"{cycle.label}は期首票を使いません(期首の目標: {MODE_NAMES[cycle.start.mode]})。"
            "何も変えていません。",
            "人事の台帳の「年度」で、期首の目標を「期首票」にしてください。",
        )


def follow(desk: Desk, uow: UnitOfWork) -> tuple[Cycle, ...]:
    """Say in the open years what the setting asks now; return the years of which that is news."""
    changed = []
    for cycle in all_cycles(uow):
        if cycle.closed:
            continue
        heads = cycle_heads(uow, cycle.fiscal_year)
        start = start_of(uow, cycle.fiscal_year)
        if len(heads) == 1 and start == cycle.start:
            continue
        key = cycle_key(desk.identity.municipality_code, cycle.fiscal_year)
        value = carried_on(heads[0].content, value_of(start))
        keep(desk, uow, [revise(key, value, heads, key_id=desk.key_id, trust=own_trust(desk))])
        changed.append(cycle)
    return tuple(changed)


def start_of(uow: UnitOfWork, fiscal_year: int) -> YearStart:
    """Return how the goals of a year are to be asked for."""
    said = setting(uow)
    if not in_use(uow) or said.mode is Mode.NONE:
        return NO_START
    return YearStart(
        said.mode,
        _in_year(fiscal_year, said.day),
        _in_year(fiscal_year, said.due),
        said.agreed,
        said.meeting,
        said.supports,
    )


def value_of(start: YearStart) -> YearValue:
    """Return what a year's record says of it; ``start`` empty: it asks for nothing."""
    if start.mode is Mode.NONE:
        return YearValue(start="")
    return YearValue(
        start=start.mode.value,
        start_day=start.day,
        start_due=start.due,
        start_agreed=start.agreed,
        start_meeting=start.meeting,
        start_supports=[*start.supports],
    )


def _in_year(fiscal_year: int, month_day: str) -> str:
    """Return the day of a fiscal year, empty for none; 2月29日 of a year without is the day before."""
    if not month_day:
        return ""
    year = fiscal_year + (month_day < "04-01")
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return f"{year}-{'02-28' if month_day == '02-29' and not leap else month_day}"
