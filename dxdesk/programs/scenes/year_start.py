"""Scenes of 期首, with made-up goals: the window offers it for them alone where it is not used."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from dxdesk.domain.capabilities import YEAR_START
from dxdesk.domain.plan_life import PlanState
from dxdesk.domain.year_start import FIRST, SECOND, Mode, supports
from dxdesk.domain.year_start import YearStart as Asked
from dxdesk.ports.entities import Role
from dxdesk.ui.pictures.studio import Scene, Shown, Studio, shown
from dxdesk.ui.year_start.view import YearStart

if TYPE_CHECKING:
    from dxdesk.usecases.year_start.overview import Overview, StartLine

_ASKED = Asked(Mode.FORM, "2026-05-01", "2026-05-29", True, True, ("業務改善の時間を決めて取る",))
_SECTION = ("2010", "子育て支援課")
_OTHER = ("2020", "税務課")


def year_start(role: Role) -> list[Scene]:
    """Return the scenes of the goals of the year for a role."""
    if role is Role.PERSONAL:
        own: dict[str, Callable[[Studio], Shown | None]] = {
            "year_start": lambda studio: _own(studio, PlanState.NOT_STARTED),
            "year_start-returned": lambda studio: _own(studio, PlanState.RETURNED),
            "year_start-agreed": lambda studio: _own(studio, PlanState.AGREED),
        }
        return [Scene(name, show, _back) for name, show in own.items()]
    found: dict[str, Callable[[Studio], Shown | None]] = {
        "year_start": lambda studio: _people(studio, role, 1),
        "year_start-agreed": lambda studio: _people(studio, role, 0),
        "year_start-returned": lambda studio: _people(studio, role, 2),
        "year_start-shares": lambda studio: _shares(studio, role),
        "year_start-mark": _mark,
        "year_start-return": lambda studio: _return(studio, role),
    }
    if role is Role.HR:
        found |= {"year_start-off": _off, "year_start-setting": _setting}
    return [Scene(name, show, _back) for name, show in found.items()]


def _open(studio: Studio) -> YearStart:
    studio.window.offer_places(frozenset({YEAR_START}))
    screen = studio.at(YearStart)
    studio.window.offer_places(frozenset({YEAR_START}))
    return screen


def _back(studio: Studio) -> None:
    studio.window.screens["year_start"].stale = True
    studio.window.reload_screen()  # reads again which capabilities the office uses


# --- one's own ---------------------------------------------------------------------------------------


def _own(studio: Studio, state: PlanState) -> None:
    screen = _open(studio)
    screen.show_goals(sheet(state))


def sheet(state: PlanState) -> Any:
    """Return made-up goals of somebody as the screen of their own store reads them."""
    said = state is not PlanState.NOT_STARTED
    returned = state is PlanState.RETURNED
    levels = ("LV1", "LV2", "LV3")
    return SimpleNamespace(
        question=SimpleNamespace(
            head=SimpleNamespace(fiscal_year="令和8年度", deadline="令和8年5月29日(金)", stress="")
        ),
        lines=("goal:1", "goal:2", "goal:3"),
        skills=tuple(
            (name, levels)
            for name in ("業務改革", "プロジェクトマネジメント", "デジタル活用", "データ活用", "セキュリティ")
        ),
        drop_word="取りやめ",
        written={
            "goal:1": (
                "データ活用",
                "LV2",
                "窓口の待ち時間を集計し、混む時間を課で話し合う",
                "実践",
                "R8.12.28",
            ),
            "goal:2": ("業務改革", "LV2", "BPR研修を受け、保育料の手続きの流れを図にする", "研修", "R9.3.31"),
        },
        said=said,
        state=state,
        differs=lambda _: False,
        can_withdraw=state is PlanState.SUBMITTED,
        returned="2つ目の目標は、いつまでに何ができればよいかも書いてください。" if returned else "",
    )


# --- one's people ------------------------------------------------------------------------------------


def _people(studio: Studio, role: Role, position: int) -> None:
    screen = _open(studio)
    screen.show_people(overview(role, _ASKED))
    screen.banner.hide()
    screen.people.tabs.setCurrentIndex(0)
    number = _lines(role)[position].number
    screen.people.table.pick(lambda line: line.number == number)


def _shares(studio: Studio, role: Role) -> None:
    _people(studio, role, 0)
    studio.at(YearStart).people.tabs.setCurrentIndex(1)
    screen = _open(studio)
    screen.show_people(overview(role, _ASKED))
    screen.banner.hide()


def _mark(studio: Studio) -> None:
    """Show who named where their goal stands, and no text of it."""
    screen = _open(studio)
    screen.show_people(overview(Role.HR, Asked(Mode.MARK)))
    screen.banner.hide()
    screen.people.tabs.setCurrentIndex(0)


def _return(studio: Studio, role: Role) -> Shown | None:
    _people(studio, role, 1)
    screen = studio.at(YearStart)
    screen.show_people(overview(role, _ASKED))
    screen.people.person.send_back.click()
    return shown(screen.dialog)


def _off(studio: Studio) -> None:
    screen = _open(studio)
    screen.show_people(overview(Role.HR, Asked()))
    screen.banner.hide()


def _setting(studio: Studio) -> Shown | None:
    from dxdesk.usecases.organisation.year_start import StartSetting

    screen = _open(studio)
    screen.show_setting(StartSetting(Mode.FORM, "05-01", "05-29", True, True, _ASKED.supports))
    return shown(screen.dialog)


def overview(role: Role, start: Asked) -> Overview:
    """Return made-up goals of a section's people, of two sections for HR."""
    from dxdesk.usecases.person_year.cycles import Cycle
    from dxdesk.usecases.year_start.overview import Overview, Share

    cycle = Cycle(2026, "2027-01-01", "2027-01-29", "", "", "shinagawa", "R7-1.2", start=start)
    lines = _lines(role) if start.mode is not Mode.MARK else _marked()
    shares = [Share(*_SECTION, 5, 4, 4)]
    if role is Role.HR:
        shares = [Share("", "全体", 43, 35, 34), *shares, Share(*_OTHER, 38, 31, 30)]
    places = {"appraisal": 21, "plan": 9, "other": 4} if start.mode is Mode.MARK else {}
    return Overview(cycle, start, lines, tuple(shares), places)


def _lines(role: Role) -> tuple[StartLine, ...]:
    from dxdesk.usecases.year_start.overview import StartLine

    stages = (FIRST, SECOND) if role is Role.HR else (FIRST,)
    offered = tuple((one.code, one.text) for one in supports(_ASKED, stages))
    first, second = offered[0][0], offered[1][0]
    found = (
        ("001011", "髙橋 美咲", PlanState.AGREED, ("データ活用 LV2 窓口の待ち時間を集計する",), "2026-05-20"),
        (
            "001012",
            "葛西 健",
            PlanState.SUBMITTED,
            ("業務改革 LV2 保育料の手続きの流れを図にする", "研修で学んだことを係の勉強会で話す"),
            "",
        ),
        ("001013", "長谷川 美由紀", PlanState.RETURNED, ("RPA を使えるようになる",), ""),
        ("001014", "𠮷田 翔太", PlanState.SUBMITTED, ("セキュリティ LV1 自己点検の結果を課で共有する",), ""),
        ("001015", "渡邉 大輔", PlanState.NOT_STARTED, (), ""),
    )
    return tuple(
        StartLine(
            number,
            name,
            *_SECTION,
            state,
            goals,
            met,
            reason="いつまでに何ができればよいかも書いてください。" if state is PlanState.RETURNED else "",
            set_any=bool(goals),
            offered=offered,
            said=((first, "done"), (second, "yet")) if state is PlanState.AGREED else (),
        )
        for number, name, state, goals, met in found
    )


def _marked() -> tuple[StartLine, ...]:
    from dataclasses import replace

    wheres = ("appraisal", "plan", "appraisal", "other", "")
    return tuple(
        replace(line, state=PlanState.NOT_STARTED, goals=(), met_on="", reason="", where=where, said=())
        for line, where in zip(_lines(Role.HR), wheres, strict=True)
    )
