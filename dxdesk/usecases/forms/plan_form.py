"""期首票: what it asks and shows, from the sealed records of one person alone, and what was answered.

Excel, the app and receiving come here, as for the 申告票: the sheets that left, those that return and the
screen say the same. Goals of a plan are keyed by their line in the form, so that two people can say different
things of two goals. What stands in the form beforehand out of last year's goals is no answer until it is
handed in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dxdesk.domain import canonical, merge
from dxdesk.domain.contents import (
    COMMENT_ITEM,
    GOAL_PREFIX,
    AnswerValue,
    Goal,
    PlanStepValue,
    Reference,
    goal_key,
    goal_value,
    goals_in,
)
from dxdesk.domain.dates import in_year, read_date
from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.framework import AnswerItem, Framework
from dxdesk.domain.plan_life import PlanAction
from dxdesk.domain.records import Part, RecordKey, Revision, Trust, revise
from dxdesk.domain.text import ANSWER_UNITS, clean, cleaned, dropped_note, plain, too_long
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.domain.year_start import DROPPED, FREE, GOAL_LINES, MEASURES, SKILL
from dxdesk.ports.workbooks import (
    SUBMIT_LABEL,
    WITHDRAW_LABEL,
    Column,
    Head,
    ProposalLine,
    ReadCell,
    TableReading,
    TableRow,
    TableSheet,
)
from dxdesk.usecases.forms import proposal_texts
from dxdesk.usecases.forms.goal_texts import DROP_WORD, Cells, goal_cells
from dxdesk.usecases.forms.questions import brought_of
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.person_year.cycles import Cycle, cycle_of, day_text
from dxdesk.usecases.person_year.standing import answer_items
from dxdesk.usecases.sealing.envelope import Base, Envelope
from dxdesk.usecases.sealing.wording_version import WITH_PROPOSAL, WORDING, framed, open_cells, wording_in

SHEET, LEVELS_SHEET = "期首票", "いまのレベル"
ACTION_ROW = "action"

PLAN_PARTS = (Part.PLAN, Part.PLAN_LIFE)
_ID = re.compile(r"[0-9a-f]{32}")
_UNTAKEN = "この期首票は取り込んでいません。"
_GUIDE = (
    "{cells}の欄に、今年度の目標を1つ以上書いてください。スキルは「いまのレベル」のシートの番号か名前で書きます。"
    "スキル以外の目標は、スキルの欄を空けて「目標」の欄に書きます。",
    "前年の「来年度の目標」が先に入っていることがあります。そのまま出すときは、下の「区分」で「提出する」を選びます。",
    "記入したら保存し、{sender}へ返してください。Excel だけで記入できます。人事評価には使いません。",
)
_GUIDE_PROPOSED = (
    "結果と一緒にお知らせした「来年度の目標の案」が、先に入っています。決めるのは本人です。直しても、消してもかまいません。"
    "そのまま出すときは、下の「区分」で「提出する」を選びます。"
)


@dataclass(frozen=True)
class PlanQuestion:
    """All a 期首票 asks and shows; ``prefilled`` is what stands in its lines, none of it an answer yet."""

    municipality_code: str
    cycle: Cycle
    framework: Framework
    employee_number: str
    assignment: Revision
    answers: tuple[AnswerItem, ...]
    reference: Reference
    base_covers: Mapping[Part, frozenset[str]]
    base_items: Mapping[str, Any]
    prefilled: Mapping[str, Goal]
    round: int
    head: Head

    @property
    def sheets(self) -> tuple[TableSheet, TableSheet]:
        """The sheet that is answered, and the one that shows levels."""
        return sheet_of(self, cells_of(self, self.prefilled), ""), levels_sheet(self)

    @property
    def lines(self) -> tuple[str, ...]:
        """The keys of the goals' lines, two more than are filled in."""
        last = max((int(key.removeprefix(GOAL_PREFIX)) for key in self.prefilled), default=0)
        return tuple(goal_key(position) for position in range(1, max(GOAL_LINES, last + 2) + 1))


def question_of(envelope: Envelope, revisions: Iterable[Revision]) -> PlanQuestion:
    """Return what a 期首票 asks.

    Raises:
        KnownError: ``payload-broken`` where the records it needs are not in it.
    """
    by_part: dict[Part, list[Revision]] = {}
    for revision in revisions:
        by_part.setdefault(revision.record.part, []).append(revision)
    cycles = merge.heads_of(by_part.get(Part.CYCLE, ()))
    assignments = merge.heads_of(by_part.get(Part.ASSIGNMENT, ()))
    texts = {f"{text.code}@{text.version}": text.text for text in envelope.frameworks}
    if not cycles or not assignments or envelope.base is None:
        raise _incomplete()
    cycle = cycle_of(envelope.fiscal_year, cycles[0].year)
    if cycle.framework not in texts:
        raise _incomplete()
    proposed = prefill_in(envelope.extra)
    references = merge.heads_of(by_part.get(Part.REFERENCE, ()))
    steps = merge.heads_of(by_part.get(Part.PLAN_LIFE, ()))
    reasons = [one.plan_step.reason for one in steps if one.plan_step.action == PlanAction.RETURN]
    return asked(
        envelope.municipality,
        cycle,
        versions.from_text(texts[cycle.framework]),
        assignments[0],
        references[0].reference if references else Reference(),
        envelope.base,
        (envelope.round, envelope.issuer.label, "\n".join(reasons)),
        proposed,
        wording_in(envelope.extra),
    )


def prefilled(lines: Iterable[ProposalLine]) -> str:
    """Return the ``extra`` of a 期首票, with what is proposed in its lines beforehand where there is any.

    Of a proposal only what is about a skill goes into a goal's line.
    """
    of_skills = [one for one in lines if one.uid]
    if not of_skills:
        return framed("")
    return framed(canonical.dumps({proposal_texts.MEMBER: proposal_texts.plain(of_skills)}))


def prefill_in(extra: str) -> tuple[ProposalLine, ...]:
    """Return the proposal a 期首票 seals; none in one of an earlier wording.

    Raises:
        KnownError: ``payload-broken``.
    """
    if wording_in(extra) < WITH_PROPOSAL:
        return ()
    try:
        return proposal_texts.read(canonical.loads(extra))
    except (AttributeError, TypeError, ValueError, RecursionError) as error:
        raise _incomplete() from error


def asked(
    municipality: tuple[str, str],
    cycle: Cycle,
    framework: Framework,
    assignment: Revision,
    reference: Reference,
    base: Base,
    told: tuple[int, str, str],
    proposed: tuple[ProposalLine, ...] = (),
    wording: int = WORDING,
) -> PlanQuestion:
    """Return what a 期首票 asks that is made now.

    Args:
        municipality: code and name.
        cycle: the year.
        framework: the year's.
        assignment: who the person is.
        reference: what HR knows of the person.
        base: what the answers grow out of.
        told: the round, who sends it, and why the goals were returned (empty: they were not).
        proposed: what stands in the lines beforehand; where there is nothing, last year's own goals do.
        wording: that of its sheets.
    """
    said = assignment.assignment
    number, sender, reason = told
    items = _base_items(base)
    head = Head(
        title=SHEET,
        municipality=municipality[1],
        fiscal_year=fiscal_year_label(cycle.fiscal_year),
        number=assignment.record.employee_number,
        name=said.name,
        department=said.department[1],
        post=said.title or said.grade,
        deadline=day_text(cycle.start.due, weekday=True),
        sender=sender,
        purpose=cycle.purpose,
        guide=(
            _GUIDE[0].format(cells=open_cells(wording)),
            _GUIDE_PROPOSED if proposed else _GUIDE[1],
            _GUIDE[2].format(sender=sender or "依頼元"),
        ),
        stress=f"差戻しの理由: {reason}" if reason else "",
        issued=f"基準日 {short_day(cycle.start.day)}" if cycle.start.day else "",
    )
    answers = answer_items(framework, said)
    return PlanQuestion(
        municipality[0],
        cycle,
        framework,
        assignment.record.employee_number,
        assignment,
        answers,
        reference,
        {part: frozenset(base.covers.get(part.value, ())) for part in PLAN_PARTS},
        items,
        goals_in(items)
        or proposal_texts.goals_of(proposed, framework, answers)
        or from_last_year(framework, answers, reference),
        number,
        head,
    )


def from_last_year(
    framework: Framework, answers: Iterable[AnswerItem], reference: Reference
) -> dict[str, Goal]:
    """Return last year's goals as goals of this year; what is no skill any more is in free words.

    They are read, and never written back.
    """
    asked_now = [answer.item.uid for answer in answers]
    known = {item.uid: item.name for item in framework.items}
    last = {uid: text for uid, text in reference.last_goals.items() if uid != COMMENT_ITEM and text}
    ordered = [uid for uid in asked_now if uid in last] + sorted(last.keys() - set(asked_now))
    found = {}
    for position, uid in enumerate(ordered, 1):
        if uid in asked_now:
            goal = Goal(kind=SKILL, skill=uid, text=last[uid])
        else:
            name = f"{known[uid]}: " if uid in known else ""
            goal = Goal(kind=FREE, text=f"{name}{last[uid]}")
        found[goal_key(position)] = goal
    return found


def _incomplete() -> KnownError:
    return KnownError(
        "payload-broken",
        "期首票として必要な情報がファイルの中に揃っていません。取り込んでいません。",
        "送り主に、元のファイルをもう一度送ってもらってください。",
    )


def _base_items(base: Base) -> Mapping[str, Any]:
    try:
        loaded = canonical.loads(base.items.get(Part.PLAN.value, "{}"))
    except ValueError as error:
        raise _incomplete() from error
    return cleaned(loaded) if isinstance(loaded, dict) else {}


# --- what it shows -----------------------------------------------------------------------------------

_COLUMNS = (
    Column("line", "番号", 12),
    Column("skill", "スキル", 26, "wrap"),
    Column("level", "目標のレベル", 14),
    Column("text", "目標", 52, "wrap"),
    Column("measure", "測り方", 14),
    Column("by", "いつまで", 16),
)
_OPEN = ("skill", "level", "text", "measure", "by")
_TITLES = {column.key: column.title for column in _COLUMNS}
_LEVEL_COLUMNS = (
    Column("line", "番号", 6),
    Column("skill", "スキル", 30, "wrap"),
    Column("last", "前年", 8, "level"),
    Column("required", "求める水準", 12, "level"),
    Column("next", "次のレベルの基準", 90, "wrap"),
)


_HINTS = (
    ("skill", "スキルを、番号か名前で書くか、Alt+下矢印キーで選びます。区分の行では「提出する」を選びます。"),
    ("level", "目指すレベル。Alt+下矢印キーで選びます。スキル以外の目標では空けます。"),
    ("text", "今年度の目標を書きます。"),
    ("measure", "測り方。Alt+下矢印キーで選びます。"),
    ("by", "いつまで。R9.3.31 や 3/31 のように書きます。"),
)

BLANK: Cells = ("", "", "", "", "")


def cells_of(question: PlanQuestion, goals: Mapping[str, Goal]) -> dict[str, Cells]:
    """Return goals as they stand in the lines of a form."""
    return {key: goal_cells(question.framework, goal) for key, goal in goals.items()}


def sheet_of(question: PlanQuestion, written: Mapping[str, Cells], action: str) -> TableSheet:
    """Return the sheet with something in its lines; ``action`` is what was chosen to do with it."""
    framework = question.framework
    levels = dict.fromkeys(
        framework.level_label(answer.item, value)
        for answer in question.answers
        for value in framework.allowed_levels(answer.item)
    )
    names = (*(answer.item.name for answer in question.answers), DROP_WORD)
    options = {"skill": names, "level": tuple(levels), "measure": tuple(MEASURES.values())}
    opened = tuple((key, options.get(key, ())) for key in _OPEN)
    rows = [
        TableRow(key, (f"目標{position}", *written.get(key, BLANK)), open=opened)
        for position, key in enumerate(question.lines, 1)
    ]
    choice = TableRow(
        ACTION_ROW,
        ("区分", action, "", "", "", ""),
        open=(("skill", (SUBMIT_LABEL, WITHDRAW_LABEL)),),
    )
    notes = (
        f"目標をやめるときは、スキルの欄に「{DROP_WORD}」と書きます。測り方は、{'、'.join(MEASURES.values())}のどれかです。",
        "いつまで は、R9.3.31 や 3/31 のような書き方でかまいません。",
    )
    return TableSheet(SHEET, question.head, _COLUMNS, (*rows, choice), notes, hints=_HINTS)


def levels_sheet(question: PlanQuestion) -> TableSheet:
    """Return the sheet that shows where the person stood last year, and what the next level asks."""
    framework, rows = question.framework, []
    for number, answer in enumerate(question.answers, 1):
        item = answer.item
        last = question.reference.last_year.get(item.uid)
        texts = versions.next_texts(framework, item, last, question.assignment.assignment.grade)
        rows.append(
            TableRow(
                item.uid,
                (
                    str(number),
                    item.name,
                    "\uff0d" if last is None else framework.level_label(item, last),
                    "\uff0d" if answer.required is None else framework.level_label(item, answer.required),
                    "\n".join(f"・{text}" for text in texts) or "\uff0d",
                ),
                top=framework.scale_of(item).highest,
            )
        )
    head = replace(question.head, title=LEVELS_SHEET, guide=(), stress="", issued="")
    return TableSheet(LEVELS_SHEET, head, _LEVEL_COLUMNS, tuple(rows))


# --- what was answered -------------------------------------------------------------------------------


@dataclass(frozen=True)
class PlanAnswered:
    """The goals that were written, by line; blank lines are left out (no answer, never a deletion)."""

    goals: Mapping[str, Goal]
    action: PlanAction
    chosen: bool = False
    proxy: str = ""
    notes: tuple[Problem, ...] = ()


def typed(question: PlanQuestion, written: Mapping[str, Cells], action: str = "") -> TableReading:
    """Return a reading of what was typed outside of a workbook: its cells are named by line and field."""
    said = {
        (key, column): ReadCell(text, f"目標{position} {_TITLES[column]}")
        for position, key in enumerate(question.lines, 1)
        for column, text in zip(_OPEN, written.get(key, BLANK), strict=True)
    }
    return TableReading(SHEET, {**said, (ACTION_ROW, "skill"): ReadCell(action, "区分")})


def answered_of(question: PlanQuestion, reading: TableReading) -> tuple[PlanAnswered, tuple[Problem, ...]]:
    """Return the goals a reading holds, and a problem for each cell that cannot be taken."""
    problems, notes = list(reading.problems), list[Problem]()
    reader = _Reader(question, reading, problems, notes)
    goals = {key: goal for key in question.lines if (goal := reader.goal(key)) is not None}
    action, chosen = reader.action()
    return PlanAnswered(goals, action, chosen, notes=tuple(notes)), tuple(problems)


class _Reader:
    """Reads goals out of the cells of a form, and remembers what there is to tell."""

    def __init__(
        self, question: PlanQuestion, reading: TableReading, problems: list[Problem], notes: list[Problem]
    ) -> None:
        """Take the sheet; what cannot be taken is added to ``problems``."""
        self._question, self._reading = question, reading
        self._problems, self._notes = problems, notes
        self._items = [answer.item for answer in question.answers]

    def goal(self, key: str) -> Goal | None:
        """Return the goal of a line, ``None`` for a blank one or one that cannot be taken."""
        before = len(self._problems)
        skill, level, text, measure, by = (self._text(key, column) for column in _OPEN)
        if not any((skill, level, text, measure, by)):
            return None
        if skill == DROP_WORD:
            return Goal(kind=DROPPED)
        uid = self._skill(key, skill)
        known = goals_in(self._question.base_items).get(key, Goal())
        goal = Goal(
            kind=SKILL if uid else FREE,
            skill=uid,
            level=self._level(key, uid, level),
            text=text,
            measure=self._measure(key, measure),
            by=self._day(key, by),
            attained=known.attained,
            comment=known.comment,
        )
        if not uid and not text and len(self._problems) == before:
            self._say(
                "goal-empty",
                "何の目標かが書かれていません。",
                "スキルの欄か目標の欄に書いてください。",
                key,
                "text",
            )
        return goal if len(self._problems) == before else None

    def action(self) -> tuple[PlanAction, bool]:
        """Return what was chosen to do with the form, and whether anything was."""
        text = plain(self._reading.text(ACTION_ROW, "skill")).strip()
        if text == WITHDRAW_LABEL:
            return PlanAction.WITHDRAW, True
        if text not in ("", SUBMIT_LABEL):
            self._say(
                "action-unknown",
                "「区分」の欄を読み取れません。",
                f"「{SUBMIT_LABEL}」か「{WITHDRAW_LABEL}」を選んでください。",
                ACTION_ROW,
                "skill",
                text,
            )
        return PlanAction.SUBMIT, text == SUBMIT_LABEL

    def _text(self, key: str, column: str) -> str:
        place = Place("", self._reading.sheet, self._reading.cell(key, column))
        found = clean(self._reading.text(key, column))
        self._notes += dropped_note(found.dropped, place)
        self._problems += too_long(found.text, place, ANSWER_UNITS)
        return found.text.strip().replace("\r\n", "\n").replace("\r", "\n")

    def _skill(self, key: str, text: str) -> str:
        """Return the uid of the skill a cell names by its number or name, empty for a blank one."""
        if not text:
            return ""
        even = _even(text)
        if even.isdecimal() and 1 <= int(even) <= len(self._items):
            return self._items[int(even) - 1].uid
        found = [item.uid for item in self._items if even in (_even(item.name), item.uid)]
        if len(found) == 1:
            return found[0]
        retired = any(_even(item.name) == even for item in self._question.framework.items)
        self._say(
            "goal-skill",
            "この人には聞いていないスキルです。"
            if retired
            else "今年度のスキルにない名前です。"
            if not found
            else "同じ名前のスキルが2つあります。",
            f"「{LEVELS_SHEET}」のシートの番号で書くか、スキルの欄を空けて「目標」の欄に書いてください。",
            key,
            "skill",
            text,
        )
        return ""

    def _level(self, key: str, uid: str, text: str) -> int | None:
        if not text:
            return None
        if not uid:
            if self._text(key, "skill"):
                return None  # told of the skill already
            self._say(
                "goal-level-alone",
                "スキルのない目標に、レベルが書かれています。",
                "スキルを書くか、レベルを消してください。",
                key,
                "level",
                text,
            )
            return None
        item = self._question.framework.item(uid)
        try:
            return self._question.framework.parse_level(item, plain(text), _UNTAKEN)
        except KnownError as error:
            cell = self._reading.cell(key, "level")
            self._problems.append(error.problem.at(sheet=self._reading.sheet, cell=cell))
            return None

    def _measure(self, key: str, text: str) -> str:
        if text in MEASURES:
            return text
        found = {_even(name): code for code, name in MEASURES.items()}
        found |= {"動画": "reading", "読書": "reading", "記事": "reading", "実務": "practice"}
        if text and _even(text) not in found:
            self._say(
                "goal-measure",
                "測り方の言葉を読み取れません。",
                f"{'、'.join(MEASURES.values())}のどれかで書いてください。",
                key,
                "measure",
                text,
            )
        return found.get(_even(text), "")

    def _day(self, key: str, text: str) -> str:
        begins = f"{self._question.cycle.fiscal_year}-04-01"
        found = in_year(text, self._question.cycle.fiscal_year) or read_date(text) or ""
        if found and found < begins:
            self._say(
                "goal-past",
                "「いつまで」が、年度の始まりより前の日付です。",
                "年を確かめて、R9.3.31 のように年から書いてください。",
                key,
                "by",
                text,
            )
        if text and not found:
            self._say(
                "goal-day",
                "「いつまで」の日付を読み取れません。",
                "R9.3.31 か 3/31 のように書いてください。",
                key,
                "by",
                text,
            )
        return found

    def _say(self, code: str, message: str, fix: str, key: str, column: str, found: str = "") -> None:
        cell = self._reading.cell(key, column)
        self._problems.append(
            Problem(code, f"{message}{_UNTAKEN}", fix, found, Place("", self._reading.sheet, cell))
        )


def _even(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().replace(" ", "")


def says_more(question: PlanQuestion, answered: PlanAnswered) -> bool:
    """Tell whether somebody answered: what is printed into a form beforehand is nobody's answer."""
    if answered.chosen:
        return True
    return any(question.prefilled.get(key, Goal()) != goal for key, goal in answered.goals.items())


def plan_revisions(
    question: PlanQuestion,
    answered: PlanAnswered,
    covers: Mapping[Part, frozenset[str]] | None = None,
    *,
    key_id: str = "",
    trust: Trust = Trust.NONE,
) -> tuple[Revision, ...]:
    """Return the revisions an answered 期首票 stands for: the goals, then the step taken."""
    known = covers or question.base_covers
    base = dict(question.base_items)
    items = {**base, **{key: goal_value(goal) for key, goal in answered.goals.items()}}
    made: list[Revision] = []
    of = sorted(known[Part.PLAN])
    same = items == base and known[Part.PLAN] and known[Part.PLAN] <= question.base_covers[Part.PLAN]
    if items and answered.action is PlanAction.SUBMIT and not same:
        value: AnswerValue = {"framework": question.cycle.framework, "items": items}
        if answered.proxy:
            value["proxy"] = answered.proxy
        key = _key(question, Part.PLAN)
        goals = revise(key, value, also_covers=known[Part.PLAN], key_id=key_id, trust=trust)
        made.append(goals)
        of = [goals.id]
    step: PlanStepValue = {
        "action": answered.action.value,
        "assignment": question.assignment.id,
        "by": question.employee_number,
        "of": of,
        "round": question.round,
    }
    if answered.proxy:
        step["proxy"] = answered.proxy
    key = _key(question, Part.PLAN_LIFE)
    return (*made, revise(key, step, also_covers=known[Part.PLAN_LIFE], key_id=key_id, trust=trust))


def _key(question: PlanQuestion, part: Part) -> RecordKey:
    return RecordKey(question.municipality_code, question.cycle.fiscal_year, question.employee_number, part)


def covers_from_notes(question: PlanQuestion, notes: str) -> tuple[str, Mapping[Part, frozenset[str]]]:
    """Return how a form was made (``app`` or ``excel``) and what its answers cover.

    As for the 申告票 an answer follows what the sealed form was issued on, and of what the app's unsealed
    notes name only what the file brings along.
    """
    base = dict(question.base_covers)
    try:
        loaded = canonical.loads(notes) if notes else {}
    except ValueError:
        loaded = {}
    if not isinstance(loaded, dict) or loaded.get("via") != "app":
        return "excel", base
    more = loaded.get("covers", {})
    brought = brought_of(loaded.get("answers", []), {part: _key(question, part) for part in PLAN_PARTS})
    for part in PLAN_PARTS:
        ids = more.get(part.value, []) if isinstance(more, dict) else []
        if isinstance(ids, list):
            base[part] |= {one for one in ids if isinstance(one, str) and _ID.fullmatch(one)} & brought
    return "app", base
