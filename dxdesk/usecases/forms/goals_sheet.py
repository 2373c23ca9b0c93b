"""The goals of the year in the 申告票: a sheet of its own, on which attainment is told, or the mark is set.

Attainment is told in one's own words; nothing of it is a scale. Which of the two a form asks is sealed in its
``extra``, so that a form says for ever what it said when it went out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from dxdesk.domain import canonical
from dxdesk.domain.contents import MARK_ITEM, Goal, Reference, goal_value, goals_in
from dxdesk.domain.errors import Place, Problem
from dxdesk.domain.framework import Framework
from dxdesk.domain.text import ANSWER_UNITS, clean, dropped_note, plain, too_long
from dxdesk.domain.year_start import DROPPED, MARK, WHERES, Mode
from dxdesk.ports.workbooks import Column, Head, ReadCell, TableReading, TableRow, TableSheet
from dxdesk.usecases.forms.goal_texts import goal_text
from dxdesk.usecases.sealing.wording_version import MARKED, WITH_GOALS, WORDING, open_cells, wording_in

SHEET = "期首の目標"
MARK_QUESTION = "デジタルの目標を1つ以上立てましたか。立てたときは、どこに立てたかを選んでください。"
GUIDE_LINE = f"「{SHEET}」のシートにも、答える欄があります。"
_MEMBER = "start"
_FORM_GUIDE = (
    "年度の初めの目標について、達成のようすとコメントを、自分の言葉で書いてください。人事評価には使いません。"
)
_MARK_GUIDE = "{cells}の欄で選んでください。目標の内容は書きません。人事評価には使いません。"
_GOAL_COLUMNS = (
    Column("goal", "目標", 52, "wrap"),
    Column("attained", "達成のようす", 44, "wrap"),
    Column("comment", "コメント", 34, "wrap"),
)
_MARK_COLUMNS = (Column("question", "質問", 52, "wrap"), Column("answer", "答え", 34, "wrap"))
_ANSWERS = ("attained", "comment")
_HINTS = (
    ("attained", "達成のようすを、自分の言葉で書きます。"),
    ("comment", "伝えておきたいことがあれば書きます。"),
    ("answer", "Alt+下矢印キーで選びます。"),
)


@dataclass(frozen=True)
class GoalsAsked:
    """What a form asks of the goals: ``items`` are those of the plan as they were when it was made.

    ``texts`` are the goals in one line each, by key; none where only the mark is asked.
    """

    mode: Mode
    items: Mapping[str, Any]
    texts: Mapping[str, str]
    last: tuple[tuple[str, str, str], ...]
    head: Head

    @property
    def sheet(self) -> TableSheet:
        """The sheet as it was sent."""
        said = {key: (goal.attained, goal.comment) for key, goal in goals_in(self.items).items()}
        return self.filled(said, self.mark)

    @property
    def mark(self) -> str:
        """What the mark says already (a code), empty without one."""
        return Goal.read(self.items.get(MARK_ITEM)).where

    def filled(self, attained: Mapping[str, tuple[str, str]], mark: str) -> TableSheet:
        """Return the sheet with answers in it."""
        if self.mode is Mode.MARK:
            opened = (("answer", tuple(WHERES.values())),)
            cells = (MARK_QUESTION, WHERES.get(mark, mark))
            return TableSheet(
                SHEET, self.head, _MARK_COLUMNS, (TableRow(MARK_ITEM, cells, open=opened),),
                landscape=False, hints=_HINTS,
            )  # fmt: skip
        rows = tuple(
            TableRow(key, (text, *attained.get(key, ("", ""))), open=tuple((name, ()) for name in _ANSWERS))
            for key, text in self.texts.items()
        )
        notes = tuple(
            f"前年の目標: {text}" + (f" / 達成のようす: {reached}" if reached else "")
            for text, reached, _ in self.last
        )
        return TableSheet(SHEET, self.head, _GOAL_COLUMNS, rows, notes, hints=_HINTS)

    def typed(self, attained: Mapping[str, tuple[str, str]], mark: str) -> TableReading:
        """Return a reading of what was typed outside of a workbook."""
        cells = {(MARK_ITEM, "answer"): ReadCell(WHERES.get(mark, mark), SHEET)}
        for number, key in enumerate(self.texts, 1):
            for name, text in zip(_ANSWERS, attained.get(key, ("", "")), strict=True):
                title = next(column.title for column in _GOAL_COLUMNS if column.key == name)
                cells[key, name] = ReadCell(text, f"目標{number} {title}")
        return TableReading(SHEET, cells)


def added(extra: str, mode: Mode) -> str:
    """Return the ``extra`` of a form that asks of goals; as it was where it asks nothing."""
    if mode is Mode.NONE:
        return extra
    return canonical.dumps({**canonical.loads(extra or MARKED), "wording": WITH_GOALS, _MEMBER: mode.value})


def asked_in(extra: str) -> Mode:
    """Return what a form asks of goals, by its ``extra``."""
    if wording_in(extra) < WITH_GOALS:
        return Mode.NONE
    said = canonical.loads(extra).get(_MEMBER, "")
    return Mode(said) if said in set(Mode) else Mode.NONE


def asked(
    mode: Mode,
    framework: Framework,
    items: Mapping[str, Any],
    reference: Reference,
    head: Head,
    cells: str = open_cells(WORDING),
) -> GoalsAsked | None:
    """Return what is asked of goals; nothing where there are none to ask of.

    ``cells`` is by what the cells to answer in are named.
    """
    texts = {key: goal_text(framework, goal) for key, goal in goals_in(items).items() if goal.kind != DROPPED}
    if mode is Mode.NONE or (mode is Mode.FORM and not texts):
        return None
    guide = _MARK_GUIDE.format(cells=cells) if mode is Mode.MARK else _FORM_GUIDE
    own = replace(head, title=SHEET, guide=(guide,), confirmers=(), back="")
    return GoalsAsked(mode, items, texts if mode is Mode.FORM else {}, reference.last_plan, own)


def answered(
    asked_of: GoalsAsked, reading: TableReading
) -> tuple[dict[str, Any], tuple[Problem, ...], tuple[Problem, ...]]:
    """Return the items of the plan that were answered, problems by cell, and what is told."""
    problems, notes, items = list(reading.problems), list[Problem](), dict[str, Any]()

    def text(row: str, column: str) -> str:
        place = Place("", reading.sheet, reading.cell(row, column))
        found = clean(reading.text(row, column))
        notes.extend(dropped_note(found.dropped, place))
        problems.extend(too_long(found.text, place, ANSWER_UNITS))
        return found.text.strip().replace("\r\n", "\n").replace("\r", "\n")

    if asked_of.mode is Mode.MARK:
        said = plain(text(MARK_ITEM, "answer"))
        codes = {name: code for code, name in WHERES.items()}
        if said in codes:
            items[MARK_ITEM] = goal_value(Goal(kind=MARK, where=codes[said]))
        elif said:
            problem = Problem(
                "mark-unknown",
                f"「{SHEET}」のシートの答えを読み取れません。この申告票は取り込んでいません。",
                f"{'、'.join(WHERES.values())}から選んでください。",
                said,
            )
            cell = reading.cell(MARK_ITEM, "answer")
            problems.append(problem.at(sheet=reading.sheet, cell=cell))
        return items, tuple(problems), tuple(notes)
    known = goals_in(asked_of.items)
    for key in asked_of.texts:
        attained, comment = (text(key, name) for name in _ANSWERS)
        goal = known[key]
        told = goal._replace(attained=attained or goal.attained, comment=comment or goal.comment)
        if told != goal:
            items[key] = goal_value(told)
    return items, tuple(problems), tuple(notes)
