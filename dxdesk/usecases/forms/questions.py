"""From sealed records to what a form shows, and from the answers in it back to revisions.

One rule serves Excel, the app and receiving: the form's sheet is built here from the payload alone,
so the file that left, the file that returns and the screen say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dxdesk.domain import canonical, merge
from dxdesk.domain.contents import (
    COMMENT_ITEM,
    AnswerValue,
    Assignment,
    Reference,
    Returned,
    StepValue,
    line_key,
    lines_in,
)
from dxdesk.domain.dates import is_no_day
from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.framework import AnswerItem, Framework
from dxdesk.domain.lifecycle import Action
from dxdesk.domain.records import ANSWER_PARTS, Part, RecordKey, Revision, Trust, revise
from dxdesk.domain.text import ANSWER_UNITS, CELL_UNITS, clean, cleaned, dropped_note, plain, too_long
from dxdesk.domain.text import texts as texts_in
from dxdesk.ports.workbooks import (
    EXPERIENCE_LINES,
    NO_LEVEL,
    SUBMIT_LABEL,
    WITHDRAW_LABEL,
    Answer,
    ExperienceLine,
    FormReading,
    FormRow,
    FormSheet,
    Head,
    TableReading,
    TableSheet,
)
from dxdesk.usecases.forms import goals_sheet, growth_sheet
from dxdesk.usecases.forms.as_last_year import AsLastYear, is_said
from dxdesk.usecases.forms.course_lines import ByLevel, courses_in, with_courses
from dxdesk.usecases.forms.goals_sheet import GoalsAsked
from dxdesk.usecases.forms.growth_sheet import GrowthAsked
from dxdesk.usecases.forms.stage_texts import stages_in
from dxdesk.usecases.forms.way_back import WayBack, way_in
from dxdesk.usecases.forms.wording import (
    SLIP_LINES,
    criteria_texts,
    explained,
    form_head,
    known_note,
    known_text,
)
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.person_year import growth_records
from dxdesk.usecases.person_year.cycles import Cycle, cycle_of
from dxdesk.usecases.person_year.standing import answer_items
from dxdesk.usecases.sealing import shapes
from dxdesk.usecases.sealing.envelope import Base, Envelope, RevisionModel
from dxdesk.usecases.sealing.wording_version import WITH_FRAMES, open_cells, wording_of
from dxdesk.usecases.sealing.workbook_kinds import RETURN_SLIP

_ID = re.compile(r"[0-9a-f]{32}")
_ANSWERED = (*ANSWER_PARTS, Part.PLAN)
_FORM_PARTS = (*_ANSWERED, Part.LIFE)


@dataclass(frozen=True)
class Question:
    """All a form asks and shows, taken from the sealed records of one person."""

    municipality_code: str
    cycle: Cycle
    framework: Framework
    employee_number: str
    assignment: Revision
    answers: tuple[AnswerItem, ...]
    reference: Reference
    base_covers: Mapping[Part, frozenset[str]]
    base_items: Mapping[Part, Mapping[str, Any]]
    round: int
    sheet: FormSheet
    courses: ByLevel = field(default_factory=dict)
    """What the form names beside the levels."""
    goals: GoalsAsked | None = None
    """What it asks of the goals of the year, on a sheet of its own."""
    growth: GrowthAsked | None = None
    """What it shows of the growth file, on a sheet of its own with rows to add."""

    @property
    def beside(self) -> tuple[TableSheet, ...]:
        """The sheets that are answered beside the form's own."""
        return tuple(one.sheet for one in (self.goals, self.growth) if one is not None)


def question_of(envelope: Envelope, revisions: Iterable[Revision]) -> Question:
    """Return the question a form or return slip asks.

    Raises:
        KnownError: ``payload-broken`` where the records a form needs are not in it.
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
    framework = versions.from_text(texts[cycle.framework])
    references = merge.heads_of(by_part.get(Part.REFERENCE, ()))
    reference = references[0].reference if references else Reference()
    base_items = {part: _base_items(envelope.base, part) for part in _ANSWERED}
    said = assignments[0].assignment
    answers = answer_items(framework, said)
    returned = _latest_return(by_part.get(Part.LIFE, ()))
    first = wording_of(envelope) == 1
    way = way_in(envelope.extra)
    plain_sheet = build_sheet(
        framework,
        answers,
        _said_head(envelope, way, cycle, said, framework, answers),
        reference,
        base_items,
        returned=returned,
        number=envelope.round,
        first_wording=first,
    )
    courses = courses_in(envelope.extra)
    goals = goals_sheet.asked(
        goals_sheet.asked_in(envelope.extra),
        framework,
        base_items[Part.PLAN],
        reference,
        plain_sheet.head,
        open_cells(wording_of(envelope)),
    )
    growth = growth_sheet.asked(
        growth_sheet.shown_in(envelope.extra),
        assignments[0].record.employee_number,
        plain_sheet.head,
        envelope,
    )
    sheet = replace(
        plain_sheet,
        rows=tuple(with_courses(row, framework, courses) for row in plain_sheet.rows),
        stages=stages_in(envelope.extra),
        spoken=way is not None,
        counts=wording_of(envelope) >= WITH_FRAMES,
        head=with_sheets(plain_sheet.head, goals, growth),
    )
    return Question(
        envelope.municipality[0],
        cycle,
        framework,
        assignments[0].record.employee_number,
        assignments[0],
        answers,
        reference,
        {part: frozenset(envelope.base.covers.get(part.value, ())) for part in _FORM_PARTS},
        base_items,
        envelope.round,
        sheet,
        courses,
        goals,
        growth,
    )


def with_sheets(head: Head, goals: GoalsAsked | None, growth: GrowthAsked | None) -> Head:
    """Return a form's head with the word that there are further sheets to answer, where there are any."""
    lines = [goals_sheet.GUIDE_LINE] if goals is not None else []
    lines += [growth_sheet.GUIDE_LINE] if growth is not None else []
    return replace(head, guide=(*head.guide, *lines)) if lines else head


def _said_head(
    envelope: Envelope,
    way: WayBack | None,
    cycle: Cycle,
    said: Assignment,
    framework: Framework,
    answers: tuple[AnswerItem, ...],
) -> Head:
    """Return the head, in the wording the envelope was written in."""
    slip = envelope.kind == RETURN_SLIP.kind
    number, label = envelope.recipient.employee, envelope.issuer.label
    cells = open_cells(wording_of(envelope))
    head = form_head(envelope.municipality[1], cycle, said, (number, label), slip=slip, way=way, cells=cells)
    return head if wording_of(envelope) == 1 else explained(head, framework, answers, slip=slip)


def _incomplete() -> KnownError:
    return KnownError(
        "payload-broken",
        "申告票として必要な情報がファイルの中に揃っていません。取り込んでいません。",
        "送り主に、元のファイルをもう一度送ってもらってください。",
    )


def _base_items(base: Base, part: Part) -> Mapping[str, Any]:
    try:
        loaded = canonical.loads(base.items.get(part.value, "{}"))
    except ValueError as error:
        raise _incomplete() from error
    return cleaned(loaded) if isinstance(loaded, dict) else {}


def _latest_return(steps: Iterable[Revision]) -> Returned | None:
    """Return what the return in force says, ``None`` without one."""
    heads = merge.heads_of(steps)
    for step in heads:
        if step.step.action in (Action.RETURN1, Action.RETURN2, Action.HR_RETURN):
            return step.returned
    return None


def build_sheet(
    framework: Framework,
    answers: tuple[AnswerItem, ...],
    head: Head,
    reference: Reference,
    base_items: Mapping[Part, Mapping[str, Any]],
    *,
    returned: Returned | None,
    number: int,
    first_wording: bool = False,
) -> FormSheet:
    """Return the sheet a form shows; ``first_wording``: as the program's first version worded it."""
    known = known_text(reference.known)
    reasons = returned.reasons if returned is not None else {}
    rows = tuple(_row(framework, answer, reference, base_items, reasons) for answer in answers)
    if first_wording:
        rows = tuple(
            replace(row, criteria=criteria_texts(framework, answer, marked=False))
            for row, answer in zip(rows, answers, strict=True)
        )
    evidence = base_items.get(Part.EVIDENCE, {})
    lines = tuple(ExperienceLine(*line) for line in lines_in(evidence))
    return FormSheet(
        head=head,
        rows=rows,
        lines=lines,
        comment=str(base_items.get(Part.GOALS, {}).get(COMMENT_ITEM, "")),
        slip=returned is not None,
        round_note=f"第{number}回" if number > 1 else "",
        overall_reason=returned.reason if returned is not None else "",
        records_note=known_note(known),
        experience_lines=SLIP_LINES if returned is not None and not first_wording else EXPERIENCE_LINES,
    )


def _row(
    framework: Framework,
    answer: AnswerItem,
    reference: Reference,
    base_items: Mapping[Part, Mapping[str, Any]],
    reasons: Mapping[str, Any],
) -> FormRow:
    item, uid = answer.item, answer.item.uid
    last = reference.last_year.get(uid)
    level = base_items.get(Part.SELF, {}).get(uid)
    path = framework.category_path(item)
    return FormRow(
        uid=uid,
        name=item.name,
        section=path[-1].name if path else "",
        last_year=NO_LEVEL if last is None else framework.level_label(item, last),
        required=NO_LEVEL if answer.required is None else framework.level_label(item, answer.required),
        criteria=criteria_texts(framework, answer),
        choices=tuple(framework.level_label(item, value) for value in framework.allowed_levels(item)),
        last_goal=str(reference.last_goals.get(uid, "")),
        reason=str(reasons.get(uid, "")),
        answer=Answer(
            level="" if level is None else framework.level_label(item, level),
            evidence=str(base_items.get(Part.EVIDENCE, {}).get(uid, "")),
            goal=str(base_items.get(Part.GOALS, {}).get(uid, "")),
        ),
    )


@dataclass(frozen=True)
class Answered:
    """Answers by part as items; blank ones are left out (no answer, never a deletion).

    ``notes`` tell what was left out of a text, with its cell.
    """

    items: Mapping[Part, Mapping[str, Any]]
    action: Action
    via: str = "excel"
    proxy: str = ""
    notes: tuple[Problem, ...] = ()


def answered_of(
    question: Question, reading: FormReading, via: str, goals_read: TableReading | None = None
) -> tuple[Answered, tuple[Problem, ...]]:
    """Return the answers a reading holds, and a problem for each that cannot be taken.

    ``goals_read`` is that of the sheet of goals, where the form has one.
    """
    levels: dict[str, Any] = {}
    evidence: dict[str, Any] = {}
    goals: dict[str, Any] = {}
    problems = list(reading.problems)
    texts = _Texts(reading.sheet, problems, question.base_items)
    same = AsLastYear(question.framework, question.reference.last_year, reading.sheet, problems, texts.notes)
    for answer in question.answers:
        uid = answer.item.uid
        found = reading.answers.get(uid)
        if found is None:
            continue
        said = texts.cleaned(found.answer.level, found.level_cell)
        try:
            level = (
                same.one(answer.item, found.level_cell)
                if is_said(said)
                else question.framework.parse_level(answer.item, said, _UNTAKEN)
            )
        except KnownError as error:
            problems.append(error.problem.at(sheet=reading.sheet, cell=found.level_cell))
            continue
        if level is not None:
            levels[uid] = level
        texts.take(evidence, uid, found.answer.evidence, found.evidence_cell)
        texts.take(goals, uid, found.answer.goal, found.goal_cell)
    levels |= same.for_all(_blank(question, reading), reading)
    texts.take(goals, COMMENT_ITEM, reading.comment, reading.comment_cell)
    written = [line for line in _lines(reading, texts) if any(line)]
    for position, line in enumerate(written, start=1):
        evidence[line_key(position)] = line
    items = {Part.SELF: levels, Part.EVIDENCE: evidence, Part.GOALS: goals}
    if question.goals is not None and goals_read is not None:
        items[Part.PLAN], unsound, told = goals_sheet.answered(question.goals, goals_read)
        problems += unsound
        texts.notes += told
    return Answered(items, _action(reading, problems), via, notes=tuple(texts.notes)), tuple(problems)


_UNTAKEN = "この申告票は取り込んでいません。"


def _blank(question: Question, reading: FormReading) -> list[AnswerItem]:
    """Return the items whose levels nobody wrote."""
    blank = {uid for uid, found in reading.answers.items() if not plain(found.answer.level).strip()}
    return [answer for answer in question.answers if answer.item.uid in blank]


class _Texts:
    """Takes texts into answers by the rule of ``domain.text``, and remembers what there is to tell."""

    def __init__(
        self, sheet: str, problems: list[Problem], printed: Mapping[Part, Mapping[str, Any]]
    ) -> None:
        """Begin a sheet; what cannot be taken is added to ``problems``, ``printed`` stood there already."""
        self._sheet, self._problems, self._printed = sheet, problems, printed
        self.notes: list[Problem] = []

    def take(self, into: dict[str, Any], key: str, text: str, cell: str = "") -> None:
        """Take a text unless it is blank."""
        if text.strip() and (found := self.cleaned(text, cell)).strip():
            into[key] = found.replace("\r\n", "\n").replace("\r", "\n")

    def cleaned(self, text: str, cell: str = "") -> str:
        """Return a text without what may not enter."""
        found, place = clean(text), Place("", self._sheet, cell)
        self.notes += dropped_note(found.dropped, place)
        if too_long(found.text):
            limit = CELL_UNITS if found.text in set(texts_in(self._printed)) else ANSWER_UNITS
            self._problems += too_long(found.text, place, limit)
        return found.text


def _lines(reading: FormReading, texts: _Texts) -> Iterator[list[str]]:
    """Yield the four texts of each line, cleaned."""
    cells = dict(enumerate(reading.line_cells))
    for number, line in enumerate(reading.lines):
        fields = (line.kind, line.name, line.date, line.result)
        places = cells.get(number, ("",) * len(fields))
        if is_no_day(line.date):
            texts.notes.append(_no_day(line.date).at(sheet=reading.sheet, cell=places[_DATE]))
        yield [texts.cleaned(text, cell) for text, cell in zip(fields, places, strict=True)]


_DATE = 2
"""Where the date stands in a line."""


def _no_day(text: str) -> Problem:
    return Problem(
        "line-date",
        "研修・資格などの行に、暦にない日付があります。書かれたとおりに受け取りました。",
        "正しい日付を本人に確かめ、必要なら書き直してもらってください。",
        found=text,
    )


def _action(reading: FormReading, problems: list[Problem]) -> Action:
    text = plain(reading.action).strip()
    if text == WITHDRAW_LABEL:
        return Action.WITHDRAW
    if text not in ("", SUBMIT_LABEL):
        problems.append(
            Problem(
                "action-unknown",
                "「申告の区分」の欄を読み取れません。この申告票は取り込んでいません。",
                f"「{SUBMIT_LABEL}」か「{WITHDRAW_LABEL}」を選んでください。",
                found=text,
            ).at(sheet=reading.sheet, cell=reading.action_cell)
        )
    return Action.SUBMIT


def answer_revisions(
    question: Question,
    answered: Answered,
    covers: Mapping[Part, frozenset[str]] | None = None,
    *,
    key_id: str = "",
    trust: Trust = Trust.NONE,
) -> tuple[Revision, ...]:
    """Return the revisions an answered form stands for: what it says by part, then the step taken.

    A part nobody answered, and one that says just what was already known, makes no revision.
    """
    known = covers or question.base_covers
    made: list[Revision] = []
    of: list[str] = []
    for part in _ANSWERED:
        base, own = question.base_items.get(part, {}), answered.items.get(part, {})
        if part is Part.PLAN and not own:
            continue  # goals are said again only with something of them
        items = {**base, **own}
        if not items:
            continue
        value: AnswerValue = {"framework": question.cycle.framework, "items": items}
        if answered.proxy:
            value["proxy"] = answered.proxy
        # Said as it stands on the form; but after other answers of one's own it is news again.
        if items == dict(base) and known[part] and known[part] <= question.base_covers[part]:
            of.extend(sorted(known[part]) if part is not Part.PLAN else ())
            continue
        if part is Part.SELF:
            value["via"] = answered.via
        revision = revise(_key(question, part), value, also_covers=known[part], key_id=key_id, trust=trust)
        made.append(revision)
        if part is not Part.PLAN:  # no step of the 申告 is taken on the goals of the year
            of.append(revision.id)
    step: StepValue = {
        "action": answered.action.value,
        "assignment": question.assignment.id,
        "by": question.employee_number,
        "of": of,
        "round": question.round,
    }
    if answered.proxy:
        step["proxy"] = answered.proxy
    life = revise(_key(question, Part.LIFE), step, also_covers=known[Part.LIFE], key_id=key_id, trust=trust)
    return (*made, life)


def _key(question: Question, part: Part) -> RecordKey:
    return RecordKey(question.municipality_code, question.cycle.fiscal_year, question.employee_number, part)


def covers_from_notes(question: Question, notes: str) -> tuple[str, Mapping[Part, frozenset[str]]]:
    """Return how a form was made (``app`` or ``excel``) and what its answers cover.

    The app notes, unsealed, which earlier answers of the same person an answer follows, and brings them.
    Anybody who has the file can write such notes: from the second rules of a year on an answer follows what
    the sealed form was issued on and what the file itself brings, and no id that is merely named.
    """
    base = dict(question.base_covers)
    try:
        loaded = canonical.loads(notes) if notes else {}
    except ValueError:
        loaded = {}
    if not isinstance(loaded, dict) or loaded.get("via") != "app":
        return "excel", base
    more = loaded.get("covers", {})
    keys = {part: _key(question, part) for part in _FORM_PARTS}
    brought = brought_of(loaded.get("answers", []), keys)
    for part in _FORM_PARTS:
        ids = more.get(part.value, []) if isinstance(more, dict) else []
        if isinstance(ids, list):
            named = {item for item in ids if isinstance(item, str) and _ID.fullmatch(item)}
            base[part] |= named if question.cycle.rules < 2 else named & brought
    return "app", base


def growth_from_notes(question: Question, notes: str) -> tuple[Revision, ...]:
    """Return what a person's own store tells of their growth with the answered form, in a fixed order.

    Anybody who has the file can write such notes: what is taken is what a person may tell of themselves, and
    it counts nowhere until somebody confirms it.
    """
    try:
        loaded = canonical.loads(notes) if notes else {}
    except ValueError:
        return ()
    told = loaded.get("growth", []) if isinstance(loaded, dict) and loaded.get("via") == "app" else []
    found: dict[str, Revision] = {}
    for one in told if isinstance(told, list) else ():
        revision = _noted(one)
        record = RecordKey(question.municipality_code, 0, question.employee_number, Part.GROWTH)
        if revision is not None and growth_records.is_persons(revision) and revision.record == record:
            found[revision.id] = revision
    return tuple(found[one] for one in sorted(found))


def _noted(one: object) -> Revision | None:
    """Return a revision that notes bring, ``None`` for what is none."""
    try:
        # As JSON, since its models are strict: a list is no tuple otherwise.
        revision = RevisionModel.model_validate_json(canonical.dumps(one)).revision()
        shapes.check(revision)
    except (ValueError, RecursionError):
        return None
    return revision


def brought_of(answers: object, keys: Mapping[Part, RecordKey]) -> frozenset[str]:
    """Return the ids of the earlier unsealed answers that notes bring along, of one person's records."""
    found = set[str]()
    for answer in answers if isinstance(answers, list) else ():
        revision = _noted(answer)
        if revision is None:
            continue
        unsealed = not revision.key_id and not revision.trust
        if unsealed and keys.get(revision.record.part) == revision.record:
            found.add(revision.id)
    return frozenset(found)


def notes_text(
    covers: Mapping[Part, frozenset[str]], answers: Iterable[Revision] = (), growth: Iterable[Revision] = ()
) -> str:
    """Return the unsealed notes of a form answered in the app.

    ``answers`` are the person's earlier ones; of them those without a seal are brought along. ``growth`` is
    what they tell of themselves over all years; programs that do not know it leave it unread.
    """
    brought = sorted((r for r in answers if not r.key_id), key=lambda revision: revision.id)
    notes: dict[str, object] = {
        "via": "app",
        "covers": {part.value: sorted(ids) for part, ids in covers.items()},
    }
    if brought:
        notes["answers"] = [RevisionModel.of(revision).model_dump(mode="json") for revision in brought]
    if told := sorted(filter(growth_records.is_persons, growth), key=lambda revision: revision.id):
        notes["growth"] = [RevisionModel.of(revision).model_dump(mode="json") for revision in told]
    return canonical.dumps(notes)
