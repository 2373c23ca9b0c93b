"""What sealed records say of a person, line by line in words: every field, and whose word or name it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from dxdesk.domain.contents import (
    COMMENT_ITEM,
    LINE_PREFIX,
    STAGE_PREFIX,
    FileEntry,
    Goal,
    Vouched,
    said_of_thing,
)
from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import Framework
from dxdesk.domain.growth_entries import ROLE_NAMES, kind_of
from dxdesk.domain.growth_file import CONFIRMED
from dxdesk.domain.parts import WORDS
from dxdesk.domain.practice_record import KINDS as PRACTICE_KINDS
from dxdesk.domain.practice_record import PEOPLE_FIELDS
from dxdesk.domain.records import Part, Revision
from dxdesk.domain.thing_words import Names, field_name, field_text
from dxdesk.domain.wareki import short_day
from dxdesk.domain.year_start import DROPPED, MEASURES, SUPPORT_NAMES, WHERES, support_text
from dxdesk.usecases.forms.goal_texts import DROP_WORD
from dxdesk.usecases.growth_files.words import moment, when
from dxdesk.usecases.reports.disclosed_words import TERM_BETWEEN, StoreWords

DECIDE = "人事課で開示の可否を決める"
OTHERS = "ほかの職員の氏名・番号"

_FIELDS: Mapping[str, str] = {
    **{"items": "", "value": "", "level": "レベル", "comment": "コメント", "correction": "確定後訂正の理由"},
    **{"stage": "育成段階", "stages": "育成段階", "goals": "目標", "comments": "コメント"},
    **{"proxy": "代行入力した人", "via": "入力の方法", "by": "行った人の番号", "by_name": "行った人"},
    **{"on_behalf_of": "だれの代わりか(番号)", "on_behalf_of_name": "だれの代わりか", "made_on": "日"},
    **{
        "action": "手続き",
        "round": "何回目",
        "reason": "理由",
        "reasons": "理由",
        "settled": "食い違いの決定",
    },
    **{
        "name": "氏名・名称",
        "alias": "旧姓・通称",
        "kana": "フリガナ",
        "department": "所属",
        "grade": "職層",
    },
    **{"title": "職名", "employment": "任用区分", "personas": "人材像", "target": "申告の対象か"},
    **{"first": "一次確認者の番号", "first_name": "一次確認者", "second": "二次確認者の番号"},
    **{"second_name": "二次確認者", "never_late": "期限を過ぎても超過に数えない", "since": "いつから"},
    **{"met_on": "面談日", "supports": "支援行動", "last_plan": "前年の期首の目標と達成のようす"},
    **{"last_year": "前年のレベル", "last_goals": "前年の目標", "known": "受講と資格の記録"},
    **{"number": "職員番号", "section": "所属", "manner": "新任・再任・交代"},
    **{"first_day": "いつから", "last_day": "いつまで", "instead_of": "前任の番号", "note": "備考"},
    **{"handed_over": "引継ぎ", "handed_on": "引き継いだ日", "decided": "決定", "decided_on": "決めた日"},
    **{"term_from": "任期の始まり", "term_to": "任期の終わり", "closed": "終えた任期", "ended": "取りやめ"},
    **{"asked": "申込みがあったか", "asked_by": "申し込んだ所属", "asked_on": "申し込んだ日", "turn": "回"},
    **{"document_number": "文書番号", "approval": "決裁番号・区分", "approved_on": "決裁日"},
    **{"fiscal_year": "年度", "withdrawn": "申込みの取下げ", "decision": "決定"},
    **{"course": "研修", "session": "回の記録", "attendance": "出欠", "priority": "順位"},
    **{"kind": "種類", "date": "日付", "result": "結果", "completed": "修了", "framework": "スキル体系"},
}
_STEPS: Mapping[str, str] = {
    **{"submit": "提出", "withdraw": "取下げ", "confirm1": "一次確認", "confirm2": "二次確認"},
    **{"agree": "上長の同意", "return": "差戻し"},
    **{"return1": "一次確認者の差戻し", "return2": "二次確認者の差戻し", "hr_return": "人事の差戻し"},
    **{"course": "研修", "exam": "資格・試験", "app": "画面", "excel": "Excel"},
}
_OF_THINGS: Mapping[str, str] = {"round": "選任"}
"""Fields that say another thing in a record of a thing than in one of a person."""
_SILENT = frozenset({"of", "assignment", "deputies", "lineage", "kept"})
"""Marks by which records name each other: nothing of a person."""

_PEOPLE = frozenset(
    {
        *("by", "by_name", "on_behalf_of", "on_behalf_of_name", "proxy"),
        *("first", "first_name", "second", "second_name"),
    }
)
_WHOSE = frozenset({"number", "employee", "employee_number", "person", *PEOPLE_FIELDS})
"""Fields of a thing that say whose it is."""
_OTHERS_OF_THINGS = frozenset({"instead_of", "applied_by", "reported_by"})
_SUPERVISORS = frozenset({Part.REVIEW1, Part.REVIEW2, Part.LIFE, Part.PLAN_LIFE, Part.OWNED})
_JUDGED = frozenset({"comment", "comments", "correction", "reason", "reasons"})


class Told(NamedTuple):
    """One field: what it is, what it says, and what has to be decided before it is handed out."""

    item: str
    text: str
    mark: str = ""


class Reader:
    """Reads records of one person with the words of all kept frameworks."""

    def __init__(
        self,
        frameworks: list[Framework],
        numbers: frozenset[str],
        names: frozenset[str],
        words: StoreWords | None = None,
    ) -> None:
        """Take the frameworks, oldest first, the person's own numbers and names, what codes are called."""
        self.words = words or StoreWords()
        self._items = {item.uid: (item, one) for one in frameworks for item in one.items}
        self._own = numbers | names

    def lines(self, revision: Revision) -> Iterator[Told]:
        """Yield what a revision says; an entry of the growth file is one line."""
        if revision.record.part is Part.GROWTH:
            for value in revision.items.values():
                yield from self._growth(revision, value)
            return
        yield from self._told(revision.content, (), revision.record.part)

    def _growth(self, revision: Revision, value: Mapping[str, Any] | None) -> Iterator[Told]:
        """Yield what a revision says of one entry; what somebody found of it with who they are."""
        if value is None:
            yield Told(WORDS[Part.GROWTH].shown, "外した")
        elif revision.vouches:
            found, made = Vouched.read(value), revision.made
            answer = "確認済" if found.answer == CONFIRMED else "確認できない"
            seen = " ".join(part for part in (found.seen[0], moment(found.seen[1]), found.seen[2]) if part)
            yield Told(
                "成長記録の確認", " ".join(part for part in (answer, moment(made.made_on), seen) if part)
            )
            if made.by_name:
                yield Told("確認した人", made.by_name, "" if made.by in self._own else OTHERS)
            if found.comment:
                yield Told("確認のコメント", found.comment, DECIDE)
        else:
            entry = FileEntry.read(value)
            more = (when(entry), ROLE_NAMES.get(entry.role, ""), entry.result, entry.section[1], entry.number)
            text = " ".join((entry.name, *filter(None, more)))
            yield Told(_STEPS.get(entry.kind) or kind_of(entry.kind).name, text)
            for name, text in (
                ("有効期限", moment(entry.expires)),
                ("助成の率", str(entry.rate or "")),
                ("助成の件数", str(entry.times or "")),
                ("基準", entry.criteria),
                ("決裁番号", entry.approval),
                ("決裁日", moment(entry.approved_on)),
                ("派遣先", entry.place),
                ("還元", entry.given_back),
                ("案件", entry.case),
                ("備考", entry.note),
            ):
                if text:
                    yield Told(name, text)

    def _goals(self, goals: Iterable[object]) -> Iterator[Told]:
        """Yield the goals of a year field by field: what they say goes by other words than elsewhere."""
        for place, item in enumerate(goals, start=1):
            goal = Goal.read(item)
            level = "" if goal.level is None else self.level(goal.skill, goal.level)
            fields = (
                ("", DROP_WORD if goal.kind == DROPPED else ""),
                ("どこに立てたか", WHERES.get(goal.where, goal.where)),
                ("スキル", " ".join(text for text in (self.title(goal.skill), level) if text)),
                ("目標", goal.text),
                ("測り方", MEASURES.get(goal.measure, goal.measure)),
                ("いつまで", short_day(goal.by)),
                ("達成のようす", goal.attained),
                ("コメント", goal.comment),
            )
            for title, text in fields:
                if text:
                    yield Told("・".join(word for word in (f"期首の目標{place}", title) if word), text)

    def things(self, found: Iterable[Revision]) -> Iterator[tuple[Revision, Told]]:
        """Yield what records of things (選任, 受講申込 …) say of the person, of all the revisions there are.

        Of a thing that is another's and only names the person, no more is told than that.
        """
        everything = list(found)
        theirs: dict[str, bool] = {}
        for revision in everything:
            for key, value in said_of_thing(revision.content).items():
                values = value if isinstance(value, list) else [value]
                if any(isinstance(one, str) and one in self._own for one in values if one):
                    subject = revision.record.employee_number
                    theirs[subject] = theirs.get(subject, False) or key in _WHOSE
        for revision in everything:
            own = theirs.get(revision.record.employee_number)
            if own is None:
                continue
            if not own:
                yield revision, Told("ほかの職員の記録", "この人の番号か氏名があります", OTHERS)
                continue
            if revision.record.employee_number.partition(":")[0] in PRACTICE_KINDS:
                yield from ((revision, line) for line in self._practice(revision))
                continue
            for key, value in said_of_thing(revision.content).items():
                for line in self._told(value, (key,), Part.OWNED):
                    named = key in _OTHERS_OF_THINGS and str(value) not in self._own
                    yield revision, line._replace(mark=OTHERS) if named else line

    def _practice(self, revision: Revision) -> Iterator[Told]:
        """Yield what a record of a case or an event says, of its other people no more than how many."""
        kind = revision.record.employee_number.partition(":")[0]
        names = Names(skills={uid: one.title(item) for uid, (item, one) in self._items.items()})
        for key, value in said_of_thing(revision.content).items():
            name = field_name(kind, key)
            if key not in PEOPLE_FIELDS:
                yield Told(name, field_text(kind, key, value, names))
                continue
            numbers = list(filter(None, map(str, value if isinstance(value, list) else [value])))
            own = [one for one in numbers if one in self._own]
            others = len(numbers) - len(own)
            if own:
                yield Told(name, "、".join(own))
            if others:
                yield Told(name, f"ほかの職員 {others:,}人", OTHERS)

    def level(self, uid: str, level: int) -> str:
        """Return a level of an item as its framework calls it."""
        known = self._items.get(uid)
        if known is None:
            return str(level)
        item, framework = known
        try:
            return framework.level_label(item, level)
        except (KnownError, LookupError, ValueError):
            return str(level)

    def title(self, uid: str) -> str:
        """Return how an item is called; what no framework knows any more by its mark."""
        known = self._items.get(uid)
        if known is not None:
            return known[1].title(known[0])
        for prefix, word in ((LINE_PREFIX, "受講や実務経験の行"), (STAGE_PREFIX, "育成段階")):
            if uid.startswith(prefix):
                code = uid.removeprefix(prefix)
                return f"{word} {self.words.personas.get(code, code)}"
        return "本人のコメント" if uid == COMMENT_ITEM else self.words.personas.get(uid, uid)

    def _told(self, value: object, path: tuple[str, ...], part: Part) -> Iterator[Told]:
        if part is Part.PLAN and path == ("items",) and isinstance(value, Mapping):
            yield from self._goals(value.values())
            return
        if isinstance(value, Mapping):
            for key, below in value.items():
                name = f"{key}_name"
                silent = key in _SILENT and path[-1:] != ("supports",)  # codes of support actions are none
                if silent or (key.endswith("_name") and key.removesuffix("_name") in value):
                    continue
                if isinstance(below, str) and below and isinstance(value.get(name), str):
                    said = f"{value[name]}({below})" if value[name] else below
                    mark = OTHERS if self._own.isdisjoint((below, value[name])) else ""
                    yield Told(self._named((*path, name), part), said, mark)
                    continue
                yield from self._told(below, (*path, str(key)), part)
            return
        if isinstance(value, list | tuple) and any(isinstance(one, Mapping | list | tuple) for one in value):
            for place, one in enumerate(value, start=1):
                yield from self._told(one, (*path, f"{place}件目"), part)
            return
        if value not in ("", None, [], ()):
            yield Told(self._named(path, part), self._text(value, path), self._mark(value, path, part))

    def _named(self, path: tuple[str, ...], part: Part) -> str:
        if len(path) > 1 and path[-2] == "supports":
            return f"{_FIELDS['supports']}・{support_text(path[-1])}"
        of_thing: Mapping[str, str] = _OF_THINGS if part is Part.OWNED else {}
        words = (of_thing.get(key) or _FIELDS.get(key, self.title(key)) for key in path)
        return "・".join(word for word in words if word) or "記録"

    def _text(self, value: object, path: tuple[str, ...]) -> str:
        if isinstance(value, bool):
            return "はい" if value else "いいえ"
        if isinstance(value, int):
            uid = next((key for key in reversed(path) if key in self._items), "")
            return self.level(uid, value) if uid else self.words.counted(path[-1], value)
        if isinstance(value, list | tuple):
            said = [self._said_in_list(str(one), path) for one in value if one]
            # What stands by its code and by its name is one, once it is called by its name.
            return "、".join(dict.fromkeys(said) if path[-1] in ("department", "personas") else said)
        text = str(value)
        if len(path) > 1 and path[-2] == "supports":
            return SUPPORT_NAMES.get(text, text)
        if len(path) > 1 and "stage" in (path[-1], path[-2].removesuffix("s")):
            persona = path[-2].removeprefix(STAGE_PREFIX) if path[-1] == "stage" else path[-1]
            return self.words.stage(persona, text)
        said_so = self.words.said(path[-1], text)
        return _STEPS.get(text, text) if path[-1] in ("action", "via") else said_so

    def _said_in_list(self, text: str, path: tuple[str, ...]) -> str:
        """Return one text of a list: what was decided of is called as the framework calls it."""
        if "settled" in path and (title := self.title(text)) != text:
            return title
        said = self.words.said(path[-1], text)
        return _STEPS.get(said, said)

    def _mark(self, value: object, path: tuple[str, ...], part: Part) -> str:
        if path[-1] in _PEOPLE and str(value) not in self._own:
            return OTHERS
        if path[-1] == "closed" and isinstance(value, list | tuple):  # whoever gave way to them
            whose = {str(one).partition(TERM_BETWEEN)[0] for one in value}
            return "" if whose <= self._own else OTHERS
        judged = _JUDGED.intersection(path) or "settled" in path
        return DECIDE if judged and part in _SUPERVISORS else ""


ORDER: tuple[Part, ...] = (
    *(Part.GROWTH, Part.ASSIGNMENT, Part.REFERENCE, Part.PLAN, Part.PLAN_LIFE, Part.SELF, Part.EVIDENCE),
    *(Part.GOALS, Part.REVIEW1, Part.REVIEW2, Part.LIFE),
)
"""In which order a year is read: who somebody was, what they said, what was confirmed, what was done."""


def part_word(part: Part) -> str:
    """Return what a part is called."""
    return WORDS[part].shown
