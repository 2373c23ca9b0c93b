"""What an answering screen holds: the sheet, the answers in it, and their texts (drafts, JSON)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dxdesk.domain import canonical
from dxdesk.domain import framework as framework_model
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.framework import Framework
from dxdesk.domain.levels import Scale
from dxdesk.domain.lifecycle import ALLOWED, STATE_LABELS, Action
from dxdesk.domain.text import cleaned
from dxdesk.domain.year_start import WHERES, Mode
from dxdesk.ports.workbooks import ExperienceLine
from dxdesk.usecases.forms.goals_sheet import GoalsAsked
from dxdesk.usecases.person_year.cycles import Cycle
from dxdesk.usecases.person_year.stage_evidence import PersonGrowth
from dxdesk.usecases.person_year.standing import ItemStanding, PersonYear

_FIELDS = ("levels", "evidence", "goals", "lines", "comment", "attained", "goal_comments", "mark")
_LINE_FIELDS = 4


@dataclass(frozen=True)
class Answers:
    """What a person says: levels, evidence and goals by item uid, free lines, a comment.

    ``checked`` remembers ticked statements as (level, position) and never leaves the store. ``attained`` is
    what is told of the goals of the year (attainment, comment) by their keys, ``mark`` where a goal was set.
    """

    levels: Mapping[str, int] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)
    goals: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[ExperienceLine, ...] = ()
    comment: str = ""
    checked: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    attained: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    mark: str = ""


@dataclass(frozen=True, slots=True)
class AnswerItem:
    """One item to answer; ``criteria`` are (level, label, heading, statements), ascending.

    ``locks`` are (level, what evidence the framework wants for it that is not there yet). ``courses`` are
    lines of courses by level, of those that the form names.
    """

    uid: str
    name: str
    section: str
    kind: str
    description: str
    criteria: tuple[tuple[int, str, str, tuple[str, ...]], ...]
    last: int | None
    required: int | None
    last_goal: str
    reason: str
    scale: Scale
    locks: tuple[tuple[int, str], ...] = ()
    courses: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnswerSheet:
    """Everything the answering screen needs.

    ``round`` is 2 and more after returns, ``returned`` the reason given for the whole form, ``said`` what
    was submitted last: a draft differs from it by what has been changed since. ``told``: the result of
    the year has arrived. ``growth``: where the person stands in the stages of their personas. ``basis``: why
    the form is the one to answer from (``exchange.kept.Basis``). ``goes_to``: whom the form is given
    to (``Head.goes_to``), nobody where answers are typed in for somebody. ``goals`` is what the form asks of
    the goals of the year, ``None`` where it asks nothing.
    """

    person: PersonYear
    cycle: Cycle
    items: tuple[AnswerItem, ...]
    answers: Answers
    submitted: bool
    proxy: bool
    sender: str
    round: int = 1
    returned: str = ""
    said: Answers = field(default_factory=Answers)
    told: bool = False
    growth: tuple[PersonGrowth, ...] = ()
    basis: str = "certified"
    goes_to: str = ""
    goals: GoalsAsked | None = None

    @property
    def unsent(self) -> bool:
        """Whether what was handed in was changed here since, and the change was not handed in."""
        return self.submitted and self.differs(self.answers)

    def differs(self, now: Answers) -> bool:
        """Tell whether answers differ from what was submitted last (ticks stay on this PC)."""
        return replace(now, checked={}) != replace(self.said, checked={})


@dataclass(frozen=True)
class Submitted:
    """The answered form that was written (``None`` for 代行入力) and the revisions it stands for.

    ``goes_to``: whom the file is given to (``Head.goes_to``).
    """

    file: Path | None
    revisions: tuple[str, ...]
    goes_to: str


def answer_item(
    framework: Framework,
    standing: ItemStanding,
    answer: framework_model.AnswerItem,
    reason: str,
    locks: tuple[tuple[int, str], ...] = (),
) -> AnswerItem:
    """Return what a screen shows of one item.

    Args:
        framework: the year's.
        standing: where the person stands on the item.
        answer: the item as it is asked of this person (by 職層 or 人材像).
        reason: why it was returned, empty where it was not.
        locks: see ``AnswerItem``.
    """
    item, scale = answer.item, framework.scale_of(answer.item)
    criteria = []
    for level in scale.levels:
        found = item.criteria_by_level.get(level.value)
        statements = tuple(s.text for s in found.statements) if found else ()
        criteria.append((level.value, level.label, found.heading if found else level.name, statements))
    described = "\n".join(f"・{s.text}" for s in answer.statements) if answer.statements else ""
    return AnswerItem(
        item.uid,
        item.name,
        standing.section,
        item.kind,
        described or item.description,
        tuple(criteria),
        standing.last,
        standing.required,
        standing.last_goal,
        reason,
        scale,
        locks,
    )


def answers_text(answers: Answers) -> str:
    """Return answers as canonical JSON, the draft's form, cleaned by the rule of ``domain.text``."""
    answers = cleaned(answers)
    return canonical.dumps(
        {
            "levels": dict(answers.levels),
            "evidence": dict(answers.evidence),
            "goals": dict(answers.goals),
            "lines": [[line.kind, line.name, line.date, line.result] for line in answers.lines],
            "comment": answers.comment,
            "checked": {uid: [list(pair) for pair in pairs] for uid, pairs in answers.checked.items()},
            **(
                {"attained": {key: list(said) for key, said in answers.attained.items()}}
                if answers.attained
                else {}
            ),
            **({"mark": answers.mark} if answers.mark else {}),
        }
    )


def answers_from_text(text: str) -> Answers:
    """Return the answers of a draft's text."""
    data = json.loads(text)
    return Answers(
        data["levels"],
        data["evidence"],
        data["goals"],
        tuple(ExperienceLine(*line) for line in data["lines"]),
        data["comment"],
        {uid: tuple((pair[0], pair[1]) for pair in pairs) for uid, pairs in data["checked"].items()},
        {key: (said[0], said[1]) for key, said in data.get("attained", {}).items()},
        data.get("mark", ""),
    )


def answers_from_json(sheet: AnswerSheet, data: Mapping[str, Any]) -> Answers:
    """Return answers of a plain JSON document, adding to what the sheet already holds.

    Shape: ``{"levels": {skill: level}, "evidence": {skill: text}, "goals": {skill: text}, "lines":
    [[kind, name, date, result]], "comment": text}``; a skill is named by uid or name.

    A level is read as in a form: 「LV2」「レベル２」「2」 are one, a blank one is no answer.

    Raises:
        KnownError: ``item-unknown``, ``level-unreadable`` or ``level-outside-scale`` naming the skill,
            ``answers-unknown`` naming fields that mean nothing here, ``answers-unreadable``.
    """
    _refuse_unknown(data)
    uids = {key: item.uid for item in sheet.items for key in (item.uid, item.name)}
    levels = dict(sheet.answers.levels)
    for skill, raw in dict(data.get("levels", {})).items():
        uid = _uid(uids, skill)
        level = _level(sheet, uid, raw)
        if level is not None:
            levels[uid] = level
    evidence = {**sheet.answers.evidence, **_texts(uids, data.get("evidence", {}))}
    goals = {**sheet.answers.goals, **_texts(uids, data.get("goals", {}))}
    lines = sheet.answers.lines
    if "lines" in data:
        lines = tuple(_line(line) for line in data["lines"])
    comment = str(data.get("comment", sheet.answers.comment))
    attained, mark = _of_goals(sheet, data)
    return cleaned(Answers(levels, evidence, goals, lines, comment, sheet.answers.checked, attained, mark))


def _of_goals(sheet: AnswerSheet, data: Mapping[str, Any]) -> tuple[dict[str, tuple[str, str]], str]:
    """Return what a document tells of the goals of the year, named by key or number, and the mark."""
    asked = sheet.goals
    keys = {name: key for n, key in enumerate(asked.texts if asked else (), 1) for name in (key, str(n))}
    told = dict(sheet.answers.attained)
    for place, field_ in enumerate(("attained", "goal_comments")):
        for name, text in dict(data.get(field_, {})).items():
            if name not in keys:
                raise KnownError(
                    "goal-unknown",
                    "申告票にない目標です。何も保存していません。",
                    f"目標の番号(1から{len(keys) // 2})で書いてください。" if keys else "",
                    found=str(name),
                )
            said = list(told.get(keys[name], ("", "")))
            said[place] = str(text)
            told[keys[name]] = (said[0], said[1])
    mark = str(data.get("mark", sheet.answers.mark))
    if "mark" in data and (asked is None or asked.mode is not Mode.MARK or mark not in ("", *WHERES)):
        raise KnownError(
            "mark-unknown",
            "期首の目標の印(mark)を読み取れません。何も保存していません。",
            f"{'、'.join(f'{code}({name})' for code, name in WHERES.items())}から選んでください。",
            found=mark,
        )
    return told, mark


def _uid(uids: Mapping[str, str], skill: str) -> str:
    if skill not in uids:
        names = "、".join(dict.fromkeys(key for key, uid in uids.items() if key != uid))
        raise KnownError(
            "item-unknown",
            "申告票にないスキルです。何も保存していません。",
            f"{names}から選んでください。",
            found=skill,
        )
    return uids[skill]


def _refuse_unknown(data: Mapping[str, Any]) -> None:
    unknown = [str(name) for name in data if name not in _FIELDS]
    if unknown:
        raise KnownError(
            "answers-unknown",
            "答えのファイルに、知らない項目があります。何も保存していません。",
            f"{'、'.join(_FIELDS)} の名前で書いてください。",
            found="、".join(unknown),
        )


def _line(line: object) -> ExperienceLine:
    if not isinstance(line, list) or len(line) > _LINE_FIELDS:
        raise KnownError(
            "answers-unreadable",
            "実務や資格の行(lines)の形が違います。何も保存していません。",
            "[区分, 名称, 日付, 結果] の順に書いてください。",
            found=str(line)[:60],
        )
    return ExperienceLine(*(str(part) for part in line))


def _level(sheet: AnswerSheet, uid: str, raw: object) -> int | None:
    item = next(item for item in sheet.items if item.uid == uid)
    text = "" if raw is None else str(raw)
    return item.scale.parse(text, item.name, "何も保存していません。")


def _texts(uids: Mapping[str, str], data: Mapping[str, Any]) -> dict[str, str]:
    return {_uid(uids, skill): str(text) for skill, text in data.items()}


def keep_last_year(sheet: AnswerSheet) -> Answers:
    """Return the answers with last year's level wherever none is chosen yet (前年のまま)."""
    levels = {item.uid: item.last for item in sheet.items if item.last is not None}
    return replace(sheet.answers, levels={**levels, **sheet.answers.levels})


def check(sheet: AnswerSheet, answers: Answers) -> tuple[Problem, ...]:
    """Return what a person should look at before submitting."""
    missing = [item.name for item in sheet.items if item.uid not in answers.levels]
    if not missing:
        return ()
    return (
        Problem(
            "partly-answered",
            f"まだレベルを選んでいない項目が{len(missing)}つあります。",
            "選んでから提出するか、このまま提出するかを決めてください。",
            "、".join(missing),
        ),
    )


def refuse_too_late(person: PersonYear, action: Action) -> None:
    """Refuse what could only clash; a personal store may not know how far its owner's year is.

    Raises:
        KnownError: ``finalised``, ``exempt``, ``not-ready``.
    """
    if person.finalised:
        raise KnownError(
            "finalised",
            f"{person.name}さんの結果は確定しているので、申告できません。何も変えていません。",
            "直す必要があれば「確定後訂正」を行ってください。",
        )
    if person.exempt:
        raise KnownError(
            "exempt",
            f"{person.name}さんは今年度の対象外なので、申告できません。何も変えていません。",
            "対象外の理由を確かめてください。対象にするときは、人事課が名簿を直して割り当てを更新します。",
            found=person.exempt,
        )
    if action is Action.WITHDRAW and not person.life.clash and person.life.state not in ALLOWED[action]:
        raise KnownError(
            "not-ready",
            f"{person.name}さんはいま「{STATE_LABELS[person.state]}」なので、取り下げられません。",
            "確認者に差し戻してもらってください。",
        )
