"""自己申告: answer in the app, keep drafts, submit, withdraw; and type in a printed form (代行入力).

A personal store writes the answered form as a workbook: the same sealed questions, the answers in their
cells. A section or HR store records what somebody wrote on paper, under its own key, as 代行入力.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dxdesk.domain import rights
from dxdesk.domain.contents import COMMENT_ITEM, MARK_ITEM, Goal, goals_in, lines_in
from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import Action, State
from dxdesk.domain.records import ANSWER_PARTS, Part, Revision
from dxdesk.domain.text import cleaned
from dxdesk.domain.wareki import fiscal_year_short
from dxdesk.domain.year_start import Mode
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Draft, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.ports.workbooks import (
    SUBMIT_LABEL,
    WITHDRAW_LABEL,
    Answer,
    ExperienceLine,
    FormSheet,
    TableReading,
    TableSheet,
)
from dxdesk.usecases.answering.sheet import (
    Answers,
    AnswerSheet,
    Submitted,
    answer_item,
    answers_from_text,
    answers_text,
    refuse_too_late,
)
from dxdesk.usecases.exchange import kept
from dxdesk.usecases.exchange.issue import base_of, life_lineage
from dxdesk.usecases.forms import goals_sheet, questions
from dxdesk.usecases.forms.course_lines import lines_of
from dxdesk.usecases.forms.wording import form_head
from dxdesk.usecases.person_year import derived, growth_records, holders
from dxdesk.usecases.person_year.confirmed_work import confirmed_work, of_person
from dxdesk.usecases.person_year.cycles import Cycle
from dxdesk.usecases.person_year.local_work import keep
from dxdesk.usecases.person_year.stage_evidence import growth_of, level_locks
from dxdesk.usecases.person_year.standing import PersonYear, YearContext, derive_person, year_context
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import Outgoing, all_or_nothing, make_folder

_ANSWER_FIELDS = ("レベル", "根拠", "来年度の目標")
_COMMENT_FIELD = "来年度に向けて(コメント)"
_LINES_FIELD = "この1年の研修・資格・経験"
"""How the fields are called that somebody types into here."""

_TICKS = setting_names.ANSWER_TICKS
"""The setting, by fiscal year, of the statements that were ticked when the form was handed in."""


@dataclass(frozen=True)
class _Session:
    """A person's question in this store, with the payload to write back (personal stores)."""

    context: YearContext
    person: PersonYear
    question: questions.Question
    payload: bytes
    basis: kept.Basis = kept.Basis.CERTIFIED


def open_answers(desk: Desk, employee_number: str = "", fiscal_year: int = 0) -> AnswerSheet:
    """Return the answering sheet with the draft, or with what was last said.

    Raises:
        KnownError: ``no-cycle``, ``no-form``, ``person-unknown``, ``not-their-answer``.
    """
    with desk.store.read() as uow:
        return answers_in(desk, uow, employee_number, fiscal_year)


def answers_in(desk: Desk, uow: UnitOfWork, employee_number: str = "", fiscal_year: int = 0) -> AnswerSheet:
    """Return the answering sheet (``open_answers``) inside a unit of work."""
    session = _session(desk, uow, employee_number, fiscal_year)
    year = session.person.fiscal_year
    draft = uow.results.draft(year, session.person.employee_number)
    told = desk.role is Role.PERSONAL and kept.notice_came(uow, year)
    number, today = session.person.employee_number, desk.services.clock.today()
    records = holders.evidence(uow, number)
    framework = session.context.framework
    work = of_person(confirmed_work(uow, framework, today, [number]), number, today)
    said = _said(desk, uow, session)
    answers = answers_from_text(draft.text) if draft else said
    person = session.person
    telling = replace(person, drafted=answers.lines)
    locks = level_locks(framework, telling, records, work)
    stages = [stage.stands for stage in person.stages if stage.stands]
    asked = {answer.item.uid: answer for answer in session.question.answers}
    reasons = {row.uid: row.reason for row in session.question.sheet.rows}
    return AnswerSheet(
        session.person,
        session.context.cycle,
        tuple(
            replace(
                answer_item(
                    framework, item, asked[item.uid], reasons.get(item.uid, ""), locks.get(item.uid, ())
                ),
                courses=lines_of(item.uid, framework, session.question.courses),
            )
            for item in person.items
        ),
        answers,
        session.person.state not in (State.NOT_STARTED, State.DRAFT, State.RETURNED, State.WITHDRAWN),
        desk.role is not Role.PERSONAL,
        session.question.sheet.head.sender,
        max(session.question.round, session.person.round),
        session.question.sheet.overall_reason or session.person.reason,
        said,
        told,
        growth_of(framework, telling, records, stages, work=work),
        session.basis.value,
        session.question.sheet.head.goes_to,
        session.question.goals,
    )


def unsent_changes(desk: Desk, uow: UnitOfWork, fiscal_year: int) -> bool:
    """Tell whether a personal store's owner changed their form after handing it in, and has not sent that.

    Once the result has come there is nothing more to send.
    """
    number = desk.identity.owner
    if desk.role is not Role.PERSONAL or uow.results.draft(fiscal_year, number) is None:
        return False
    try:
        sheet = answers_in(desk, uow, number, fiscal_year)
    except KnownError:
        return False  # without a form there is nothing to hand in again; the form is asked for elsewhere
    person = sheet.person
    return sheet.unsent and not (sheet.told or person.exempt or person.finalised)


def _session(desk: Desk, uow: UnitOfWork, employee_number: str, fiscal_year: int) -> _Session:
    context = year_context(desk, uow, fiscal_year)
    year = context.cycle.fiscal_year
    number = employee_number or desk.identity.owner
    stored = list(uow.exchange.person(year, number))
    person = derive_person(context, number, stored)
    if person is None:
        raise KnownError(
            "person-unknown",
            f"職員番号 {number or '(未指定)'} の人は{context.cycle.label}の対象に入っていません。",
            "職員番号を確かめてください。",
            found=number,
        )
    if desk.role is Role.SECTION:
        _refuse_strangers(desk, context, person)
    if desk.role is not Role.PERSONAL:
        return _Session(context, person, question_here(desk, context, person), b"")
    form = kept.form(uow, year)
    if form is None:
        raise KnownError(
            "no-form", "申告票がまだ届いていません。", "届いた申告票のファイルをこの窓に置いてください。"
        )
    opened = codec.open_payload(desk.services.sealer, form.payload, trusted=True)
    question = questions.question_of(opened.envelope, opened.revisions)
    return _Session(context, person, question, form.payload, form.basis)


def _refuse_strangers(desk: Desk, context: YearContext, person: PersonYear) -> None:
    """Refuse what a section may not type in, before anything is: by the year's rules it would have no effect.

    Raises:
        KnownError: ``not-their-answer``.
    """
    maker = rights.Maker("section", desk.identity.owner)
    who = rights.who_writes(maker, rights.Act.ANSWER, person.employee_number, (person.route,))
    if rights.permission(context.cycle.rules, rights.Act.ANSWER, who) is not rights.Permission.NO:
        return
    names = "、".join(f"{name}さん" for name in (person.first_name, person.second_name) if name)
    raise KnownError(
        "not-their-answer",
        f"{person.name}さんの確認者ではないので、この台帳からは代行入力できません。何も変えていません。",
        f"確認者({names or '未設定'})か人事課に、入力を頼んでください。",
        found=person.employee_number,
    )


def goals_asked(cycle: Cycle, person: PersonYear) -> Mode:
    """Return what a form made now asks of the goals: attainment only of goals that were handed in."""
    if cycle.start.mode is Mode.FORM and not person.plan_life.handed_in:
        return Mode.NONE
    return cycle.start.mode


def question_here(desk: Desk, context: YearContext, person: PersonYear) -> questions.Question:
    """Return the question a form issued now would ask, from what this store knows."""
    assignment = person.views[Part.ASSIGNMENT].heads[0]
    reference = person.views[Part.REFERENCE].reference
    base = base_of(person, goals=True)
    items: Mapping[Part, Mapping[str, Any]] = {
        part: cleaned(person.views[part].items) for part in (*ANSWER_PARTS, Part.PLAN)
    }
    answers = context.framework.items_for(person.grade, person.personas)
    head = form_head(
        desk.identity.municipality_name,
        context.cycle,
        assignment.assignment,
        (person.employee_number, ""),
        slip=False,
    )
    sheet = questions.build_sheet(
        context.framework,
        answers,
        head,
        reference,
        items,
        returned=None,
        number=person.round,
    )
    covers = {part: frozenset(base.covers[part.value]) for part in (*ANSWER_PARTS, Part.PLAN, Part.LIFE)}
    goals = goals_sheet.asked(
        goals_asked(context.cycle, person), context.framework, items[Part.PLAN], reference, head
    )
    number = person.round + (person.state is State.RETURNED)
    return questions.Question(
        desk.identity.municipality_code,
        context.cycle,
        context.framework,
        person.employee_number,
        assignment,
        answers,
        reference,
        covers,
        items,
        number,
        sheet,
        goals=goals,
    )


def _keep_ticks(desk: Desk, uow: UnitOfWork, year: int, answers: Answers) -> None:
    """Keep the ticks of what is handed in: no form carries them, and the draft that does goes now.

    A personal store only. Elsewhere they are somebody else's, and nobody would clear them away.
    """
    name = f"{_TICKS}{year}"
    text = answers_text(Answers(checked=answers.checked)) if any(answers.checked.values()) else ""
    if desk.role is Role.PERSONAL and uow.settings.get(name) != text:
        uow.settings.set(name, text)


def _ticks(desk: Desk, uow: UnitOfWork, year: int) -> Mapping[str, tuple[tuple[int, int], ...]]:
    text = uow.settings.get(f"{_TICKS}{year}") if desk.role is Role.PERSONAL else ""
    return answers_from_text(text).checked if text else {}


def _said(desk: Desk, uow: UnitOfWork, session: _Session) -> Answers:
    """Return what was said last, here or in what a return slip came back with, and the ticks of then."""
    known = {item.uid for item in session.person.items}
    goals, evidence = _items_of(session, Part.GOALS), _items_of(session, Part.EVIDENCE)
    plan = _items_of(session, Part.PLAN)
    return Answers(
        {uid: level for uid, level in _items_of(session, Part.SELF).items() if uid in known},
        {uid: str(text) for uid, text in evidence.items() if uid in known and text},
        {uid: str(text) for uid, text in goals.items() if uid in known and text},
        tuple(ExperienceLine(*line) for line in lines_in(evidence)),
        str(goals.get(COMMENT_ITEM, "")),
        {uid: t for uid, t in _ticks(desk, uow, session.person.fiscal_year).items() if uid in known},
        {
            key: (goal.attained, goal.comment)
            for key, goal in goals_in(plan).items()
            if goal.attained or goal.comment
        },
        Goal.read(plan.get(MARK_ITEM)).where,
    )


def _items_of(session: _Session, part: Part) -> Mapping[str, Any]:
    """Return a part's items: this store's, unless the form was issued on answers it has not seen.

    Who answered in Excel first and opens the return slip here has only the slip to know the answers from.
    """
    own = session.person.views[part]
    if own.items and session.question.base_covers.get(part, frozenset()) <= own.lineage:
        return own.items
    return {**own.items, **session.question.base_items.get(part, {})}


def save_draft(desk: Desk, answers: Answers, employee_number: str = "", fiscal_year: int = 0) -> None:
    """Keep a draft; called on every field, durable when it returns."""
    from dxdesk.usecases.person_year.cycles import find_cycle

    with desk.store.write() as uow:
        year = fiscal_year or find_cycle(uow).fiscal_year
        number = employee_number or desk.identity.owner
        uow.results.save_draft(Draft(year, number, answers_text(answers), desk.services.clock.now()))
        uow.commit()


def submit(
    desk: Desk,
    out: Path | None = None,
    answers: Answers | None = None,
    employee_number: str = "",
    *,
    proxy_by: str = "",
    fiscal_year: int = 0,
) -> Submitted:
    """Submit the draft (or the answers given).

    Args:
        desk: a personal store, or a section or HR store for 代行入力.
        out: folder for the answered form (personal stores).
        answers: instead of the draft.
        employee_number: whose answers (代行入力).
        proxy_by: who types in, as printed beside the answer; the store's own label if empty.
        fiscal_year: 0 = the open year.

    Raises:
        KnownError: ``form-blank`` for no answer at all, ``form-missing-folder``, ``folder-missing``,
            ``finalised``, ``exempt``, ``not-their-answer``, and the file errors.
    """
    return _finish(desk, out, answers, employee_number, Action.SUBMIT, proxy_by, fiscal_year)


def withdraw(
    desk: Desk,
    out: Path | None = None,
    employee_number: str = "",
    *,
    proxy_by: str = "",
    fiscal_year: int = 0,
) -> Submitted:
    """Take a submission back: writes the form with 取り下げる, or records it (代行入力)."""
    return _finish(desk, out, None, employee_number, Action.WITHDRAW, proxy_by, fiscal_year)


def _finish(
    desk: Desk,
    out: Path | None,
    answers: Answers | None,
    employee_number: str,
    action: Action,
    proxy_by: str,
    fiscal_year: int,
) -> Submitted:
    with all_or_nothing(desk) as outgoing, desk.store.write() as uow:
        session = _session(desk, uow, employee_number, fiscal_year)
        year, number = session.person.fiscal_year, session.person.employee_number
        refuse_too_late(session.person, action)
        if answers is None:
            # What is taken back is what was said, not what is being written.
            draft = uow.results.draft(year, number) if action is Action.SUBMIT else None
            answers = answers_from_text(draft.text) if draft else _said(desk, uow, session)
        answers = cleaned(answers)
        if action is Action.SUBMIT and not (answers.levels or answers.evidence or answers.goals):
            raise KnownError(
                "form-blank",
                "まだ何も記入されていません。提出していません。",
                "レベルを選んでから提出してください。",
            )
        sheet = filled(session, answers, action)
        asked = session.question.goals
        told = asked.typed(answers.attained, answers.mark) if asked is not None else None
        if session.payload:
            beside = (asked.filled(answers.attained, answers.mark),) if asked is not None else ()
            if session.question.growth is not None:  # the store's own entries go in the notes
                beside = (*beside, session.question.growth.sheet)
            growth = growth_records.counting_growth(uow, [number])[number]
            file, made = _write_form(desk, session, (sheet, told, beside), out, outgoing, growth)
            outgoing.enter(uow)
        else:
            file, made = None, _proxy_revisions(desk, uow, session, (sheet, told), proxy_by)
        kept = keep(desk, uow, made)
        if action is Action.SUBMIT:
            _keep_ticks(desk, uow, year, answers)
            uow.results.delete_draft(year, number)
        derived.refresh(desk, uow, [(year, number)])
        uow.audit.append(action.value, number)
        uow.commit()
    ids = tuple(revision.id for revision in kept)
    return Submitted(file, ids, session.question.sheet.head.goes_to)


def filled(session: _Session, answers: Answers, action: Action) -> FormSheet:
    """Return the form's sheet with the answers in their cells."""
    framework = session.context.framework
    rows = []
    for row in session.question.sheet.rows:
        level = answers.levels.get(row.uid)
        text = "" if level is None else framework.level_label(framework.item(row.uid), level)
        answer = Answer(text, answers.evidence.get(row.uid, ""), answers.goals.get(row.uid, ""))
        rows.append(replace(row, answer=answer))
    label = WITHDRAW_LABEL if action is Action.WITHDRAW else SUBMIT_LABEL
    return replace(
        session.question.sheet, rows=tuple(rows), lines=answers.lines, comment=answers.comment, action=label
    )


def _write_form(
    desk: Desk,
    session: _Session,
    said: tuple[FormSheet, TableReading | None, tuple[TableSheet, ...]],
    out: Path | None,
    outgoing: Outgoing,
    growth: Sequence[Revision],
) -> tuple[Path, tuple[Revision, ...]]:
    """Write the answered form and return what a receiver will read out of it.

    ``said``: the form with its answers, what is said of the goals, and the sheets beside it. ``growth`` is
    what the person tells of themselves over all years; it goes along.
    """
    sheet, told, beside = said
    if out is None:
        raise KnownError(
            "form-missing-folder",
            "提出する申告票の置き場所が決まっていません。",
            "保存するフォルダーを選んでください。",
        )
    own = session.person
    parts = (*ANSWER_PARTS, Part.PLAN) if told is not None else ANSWER_PARTS
    covers = {part: session.question.base_covers[part] | own.views[part].lineage for part in parts} | {
        Part.LIFE: session.question.base_covers[Part.LIFE] | life_lineage(own)
    }
    _typed_here(session, sheet, "app", told)  # what cannot be taken is refused before a file is made
    make_folder(out, "提出していません。")
    before = [revision for part in covers for revision in own.judged.of(part)]
    notes = questions.notes_text(covers, before, growth)
    called = withdrawal_name if sheet.action == WITHDRAW_LABEL else answered_name
    with outgoing.writing(out / called(own.fiscal_year, own.employee_number)) as path:
        desk.services.workbooks.write_form(sheet, path, session.payload, notes, beside=beside)
    book = desk.services.workbooks.open(path)
    reading = desk.services.workbooks.read_form(book, session.question.sheet)
    goals = session.question.goals
    goals_read = desk.services.workbooks.read_table(book, goals.sheet) if goals is not None else None
    answered, problems = questions.answered_of(session.question, reading, "app", goals_read)
    if problems:
        raise KnownError.of(problems)
    # As a receiver reads them: what is kept here has the same ids.
    followed = questions.covers_from_notes(session.question, notes)[1]
    return path, questions.answer_revisions(session.question, answered, followed)


def form_name(fiscal_year: int, employee_number: str) -> str:
    """Return a form's file name, number first so that folders sort; e.g. ``申告票_R7_001234.xlsx``."""
    return f"申告票_{fiscal_year_short(fiscal_year)}_{employee_number}.xlsx"


def answered_name(fiscal_year: int, employee_number: str) -> str:
    """Return what an answered form is called: beside the received one in a folder, and not as that one."""
    return form_name(fiscal_year, employee_number).replace(".xlsx", "_回答.xlsx")


def withdrawal_name(fiscal_year: int, employee_number: str) -> str:
    """Return what a withdrawal is called: not as the answer it takes back, which may not have been sent."""
    return form_name(fiscal_year, employee_number).replace(".xlsx", "_取下げ.xlsx")


def _typed_here(
    session: _Session, sheet: FormSheet, via: str, told: TableReading | None
) -> questions.Answered:
    """Return what was typed into a sheet here, before anything is written of it.

    What cannot be taken is told by the skill and the field: nobody who types here has seen a cell.

    Raises:
        KnownError: ``text-too-long`` and the like.
    """
    from dxdesk.ports.workbooks import FORM_SHEET, FormReading, ReadAnswer

    reading = FormReading(
        FORM_SHEET,
        {
            row.uid: ReadAnswer(row.answer, *(f"{row.name} {field}" for field in _ANSWER_FIELDS))
            for row in sheet.rows
        },
        sheet.lines,
        sheet.comment,
        sheet.action,
        comment_cell=_COMMENT_FIELD,
        line_cells=((_LINES_FIELD,) * 4,) * len(sheet.lines),
    )
    answered, problems = questions.answered_of(session.question, reading, via, told)
    if problems:
        raise KnownError.of(problems)
    return answered


def _proxy_revisions(
    desk: Desk, uow: UnitOfWork, session: _Session, said: tuple[FormSheet, TableReading | None], proxy_by: str
) -> tuple[Revision, ...]:
    answered = _typed_here(session, said[0], "paper", said[1])
    label = proxy_by or uow.settings.get(setting_names.SENDER_LABEL) or "人事担当"
    answered = replace(answered, proxy=label)
    # Written on behalf, worth what the person's own answer is: their next one must be able to follow it.
    return questions.answer_revisions(session.question, answered, key_id=desk.key_id)
