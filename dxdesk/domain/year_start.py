"""期首: how an office asks for the goals of a year at its beginning, and what a goal may say.

Three modes, kept as data of the year: nothing (なし), a mark in the 申告票 (印だけ: whether somebody set a
digital goal, and where; no text), or a form of its own (期首票). Nothing here is a judgement: attainment is
said in one's own words, supports are done or not yet done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple


class Mode(StrEnum):
    """How goals are asked for."""

    NONE = "none"
    MARK = "mark"
    FORM = "form"


MODE_NAMES: Mapping[Mode, str] = {Mode.NONE: "なし", Mode.MARK: "印だけ", Mode.FORM: "期首票"}

USUAL_DAY = "05-01"
"""Month and day of the 期首's own 基準日 where the office says no other."""


class YearStart(NamedTuple):
    """How a year's goals are asked for.

    ``day`` is the 基準日 of the 期首 and ``due`` the day by which goals are handed in (ISO, empty for none).
    ``agreed``: the supervisor says that they agree (上長の同意); ``meeting``: the day of the talk is noted
    (面談日). ``supports`` are the office's own support actions beside the usual ones.
    """

    mode: Mode = Mode.NONE
    day: str = ""
    due: str = ""
    agreed: bool = False
    meeting: bool = False
    supports: tuple[str, ...] = ()


NO_START = YearStart()
"""Of a year that asks for no goals."""

SKILL, FREE, DROPPED, MARK = "skill", "free", "dropped", "mark"
"""What an item of a plan is: a goal for a skill, one in free words, one given up, or the mark (印)."""

MEASURES: Mapping[str, str] = {"course": "研修", "practice": "実践", "reading": "読書・動画"}
"""What somebody means to do for a goal, as stored and as people write it."""

WHERES: Mapping[str, str] = {
    "appraisal": "人事評価の目標シート",
    "plan": "DX計画",
    "other": "その他",
    "no": "まだ立てていない",
}
"""Where somebody set a digital goal, as stored and as people write it; ``no``: nowhere."""

GOAL_LINES = 5
"""Lines for goals a form has at least."""

FIRST, SECOND, OWN = "first", "second", "own"
"""Whose support actions they are: 係長 (the first confirmer), 課長 (the second), of either."""


class Support(NamedTuple):
    """A support action: its stored code, its words, and of which stage's confirmer it is."""

    code: str
    text: str
    stage: str


SUPPORTS: tuple[Support, ...] = (
    Support("assignment", "業務アサインの調整", FIRST),
    Support("improvement", "改善提案への協力", FIRST),
    Support("motivation", "研修前後の動機付け", FIRST),
    Support("application", "研修後の現場適用の支援", FIRST),
    Support("section-goal", "組織目標への業務改善", SECOND),
    Support("feedback", "フィードバック", SECOND),
    Support("staff-motivation", "係員の研修前後の動機付け、現場適用の支援", SECOND),
)
"""The actions policies name for 係長 and 課長."""

DONE, YET = "done", "yet"
"""What is said of a support action: 行った, まだ. Nothing more is kept."""

SUPPORT_NAMES: Mapping[str, str] = {DONE: "行った", YET: "まだ"}


def supports(start: YearStart, stages: Iterable[str]) -> tuple[Support, ...]:
    """Return the support actions of a confirmer at stages (``first``, ``second``), the office's own last."""
    wanted = set(stages)
    usual = tuple(one for one in SUPPORTS if one.stage in wanted)
    return (*usual, *(Support(text, text, OWN) for text in start.supports))


def support_text(code: str) -> str:
    """Return what a support action is called; the office's own are kept by their words."""
    return next((one.text for one in SUPPORTS if one.code == code), code)


def counted_as_set(where: str) -> bool:
    """Tell whether a mark says that a goal was set."""
    return where in WHERES and where != "no"


def share(part: int, whole: int) -> str:
    """Return a share as people read it, in whole percent; of nobody there is none."""
    return f"{(200 * part + whole) // (2 * whole)}%" if whole else ""
