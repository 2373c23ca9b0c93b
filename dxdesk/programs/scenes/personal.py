"""Scenes of a person's own store: the sheet as it arrives, half answered, returned, submitted, told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dxdesk.domain.capabilities import YEAR_START
from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.ports.workbooks import ProposalLine
from dxdesk.programs.scenes import messages, samples
from dxdesk.ui.pictures.studio import Scene, Shown, Studio, shown, to
from dxdesk.ui.self_report.view import SelfReport
from dxdesk.ui.year_start.view import YearStart
from dxdesk.usecases.answering.sheet import Answers, AnswerSheet


def personal() -> list[Scene]:
    """Return what only a person's own store has."""
    return [
        Scene("self-report", to("self_report")),
        *(_played(f"self-report-{name}", change, where) for name, change, where in _STATES),
        Scene("self-report-long", _long, _again),
        Scene("self-report-refused", _refused, _again),
        Scene("year_start-proposal", _proposal, _without_start),
    ]


def _proposal(studio: Studio) -> Shown | None:
    """Show what a result notice proposes: what lacks, what is locked, the next stage and courses."""
    studio.window.offer_places(frozenset({YEAR_START}))
    screen = studio.at(YearStart)
    screen.offer_proposal(
        (
            ProposalLine(
                "データ活用", "LV1", "LV2", "", ("データ分析研修の修了",), ("データ分析研修(第2回)",)
            ),
            ProposalLine("業務改革", "LV2", "LV3", "窓口の申請を係の全部で電子にする"),
            ProposalLine(
                "DX推進員", "ステップ1", "ステップ2", "", ("DX案件のリードの経験 12か月",), ("DX推進員研修",)
            ),
            ProposalLine("必須の研修", courses=("情報セキュリティ研修",)),
        )
    )
    screen.show_proposal()
    return shown(screen.dialog)


def _without_start(studio: Studio) -> None:
    studio.window.reload_screen()  # reads again which capabilities the office uses


def _open(sheet: AnswerSheet) -> AnswerSheet:
    """Return a sheet nobody has confirmed yet."""
    return replace(sheet, told=False, person=replace(sheet.person, state=State.DRAFT))


def _fresh(sheet: AnswerSheet) -> AnswerSheet:
    return replace(_open(sheet), answers=Answers(), said=Answers(), submitted=False, round=1, returned="")


def _half(sheet: AnswerSheet) -> AnswerSheet:
    """Half of the levels, one ground that wants words, and the longest text a person may write."""
    uids = [item.uid for item in sheet.items]
    levels = {uid: min(position, 3) for position, uid in enumerate(uids[: len(uids) // 2 + 1])}
    ticks = {uids[2]: ((2, 0),)} if len(uids) > 2 else {}
    answers = Answers(levels=levels, evidence={uids[1]: messages.LONG_TEXT}, checked=ticks)
    return replace(_fresh(sheet), answers=answers)


def _returned(sheet: AnswerSheet) -> AnswerSheet:
    first, *rest = sheet.items
    items = (replace(first, reason=messages.LONG_REASON), *rest)
    fresh = _half(sheet)
    return replace(fresh, items=items, round=2, returned=messages.RETURNED_ALL, said=fresh.answers)


def _ready(sheet: AnswerSheet) -> AnswerSheet:
    return replace(_open(sheet), submitted=False)


def _told(sheet: AnswerSheet) -> AnswerSheet:
    return replace(sheet, submitted=True, told=True)


def _place(number: int) -> Callable[[AnswerSheet], str]:
    return lambda sheet: sheet.items[min(number, len(sheet.items) - 1)].uid


_STATES: tuple[tuple[str, Callable[[AnswerSheet], AnswerSheet], Callable[[AnswerSheet], str]], ...] = (
    ("fresh", _fresh, _place(0)),
    ("chosen", _half, _place(2)),
    ("goals", _half, lambda _: "goals"),
    ("lacks", _half, lambda _: "submit"),
    ("returned", _returned, _place(0)),
    ("ready", _ready, lambda _: "submit"),
    ("told", _told, lambda _: "submit"),
)


def _played(
    name: str, change: Callable[[AnswerSheet], AnswerSheet], where: Callable[[AnswerSheet], str]
) -> Scene:
    def show(studio: Studio) -> None:
        screen = studio.at(SelfReport)
        if screen.panel.work is None:
            return
        sheet = change(screen.panel.work.sheet)
        # Shown, not written: the store keeps what it has.
        screen.panel.show_sheet(sheet)
        screen.panel.go_to(where(sheet))
        screen._greet(sheet)

    return Scene(name, show, _again)


def _here(studio: Studio) -> SelfReport:
    """Return the screen as it stands: nothing is read again."""
    screen = studio.window.screens["self_report"]
    assert isinstance(screen, SelfReport)
    return screen


def _again(studio: Studio) -> None:
    screen = _here(studio)
    screen.reload()
    studio.settle()


def _long(studio: Studio) -> None:
    _played("self-report-long", _half, _place(1)).show(studio)
    studio.settle()
    screen = _here(studio)
    page = screen.panel.item_page
    page._area.ensureWidgetVisible(page.evidence)


def _refused(studio: Studio) -> None:
    _played("self-report-refused", _ready, lambda _: "submit").show(studio)
    screen = _here(studio)
    error: KnownError = samples.failure(messages.DISK_FULL)
    screen._refused(error)
